/** Starts the browsers that the environment names. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { launchChromium } from "./chromium.ts";
import { type BrowserName, type Driver, type Start, fromEnvironment } from "./driver.ts";
import { launchFirefox } from "./firefox.ts";

const BUILT = join(dirname(fileURLToPath(import.meta.url)), "../../../target/extension");

/** `BROWSER`: one of the two, or both where it is not set. */
export const BROWSERS: BrowserName[] = (fromEnvironment("BROWSER", "chromium,firefox").split(",") as BrowserName[]);

/** `EXTENSION_DIR`: the folder of one browser's extension, or the one that holds both. */
export function extensionFor(name: BrowserName): string {
  const given = fromEnvironment("EXTENSION_DIR", BUILT);
  if (existsSync(join(given, "manifest.json"))) return given;
  return join(given, name === "chromium" ? "chrome" : "firefox");
}

export function launch(name: BrowserName, { folder = extensionFor(name), ...start }: Start = {}): Promise<Driver> {
  return name === "chromium" ? launchChromium(folder, start) : launchFirefox(folder, start);
}
