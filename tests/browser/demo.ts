/**
 * Opens Chromium in a window, with the extension on an article and its claims shown, and ends when the window is closed.
 *
 *   ARTICLE=article.html node --import tsx demo.ts
 *
 * ARTICLE is a file, or else the sample of the www page; EXTENSION_DIR and CHROMIUM as for the tests.
 */
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { fromEnvironment } from "./driver/driver.ts";
import { launch } from "./driver/launch.ts";
import { showClaims } from "./observe.ts";
import { servePages } from "./server.ts";

const SAMPLE = join(dirname(fileURLToPath(import.meta.url)), "../../www/sample.html");
const article = resolve(fromEnvironment("ARTICLE", SAMPLE));

const server = await servePages(dirname(article));
try {
  const driver = await launch("chromium", { headless: false });
  const closed = driver.closed();
  await driver.open(server.url(basename(article)));
  await showClaims(driver);
  await closed;
} finally {
  await server.close();
}
