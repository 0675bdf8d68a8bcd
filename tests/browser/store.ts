/**
 * Pictures of everything that a reader sees, in the size that both stores ask for, light and dark.
 *
 *   SHOTS_DIR=folder BROWSER=chromium node --import tsx store.ts
 *
 * SHOTS_DIR  where they go: page.png (highlights and card), panel.png, settings.png, welcome.png, each also as dark-….png; with both
 *            browsers, a folder for each in it
 * BROWSER, EXTENSION_DIR and the browsers' programs as for the tests
 */
import { mkdir } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type Driver, fromEnvironment, until } from "./driver/driver.ts";
import { BROWSERS, launch } from "./driver/launch.ts";
import { cardOpens, panelLists, showClaims } from "./observe.ts";
import { servePages } from "./server.ts";

const SAMPLES = join(dirname(fileURLToPath(import.meta.url)), "../../www");
const shots = resolve(fromEnvironment("SHOTS_DIR", "."));

async function shoot(driver: Driver, url: string, folder: string, prefix: string): Promise<void> {
  const to = (name: string) => join(folder, `${prefix}${name}.png`);
  await driver.open(url);
  await showClaims(driver);
  await panelLists(driver);
  await driver.panel.run(`(document.querySelector(".panel-claim.none button") ?? document.querySelector(".panel-claim button")).click();`);
  await cardOpens(driver);
  await driver.page.screenshot(to("page"));
  await driver.panel.screenshot(to("panel"));
  for (const [page, name] of [["options", "settings"], ["welcome", "welcome"]] as const) {
    await driver.openOwn(`${page}.html`);
    await until("the page", () => driver.page.run<boolean>(`return "ready" in document.documentElement.dataset;`));
    await driver.page.screenshot(to(name));
  }
}

const server = await servePages(SAMPLES);
try {
  for (const name of BROWSERS) {
    const folder = BROWSERS.length > 1 ? join(shots, name) : shots;
    await mkdir(folder, { recursive: true });
    const driver = await launch(name);
    try {
      await driver.resize(1280, 800);
      for (const dark of [false, true]) {
        await driver.prefer({ dark });
        await shoot(driver, server.url("sample.html"), folder, dark ? "dark-" : "");
      }
    } finally {
      await driver.close();
    }
  }
} finally {
  await server.close();
}
