/**
 * Saves pictures of the extension on an article, and prints the claims as a table.
 *
 *   ARTICLE=article.html SHOTS_DIR=folder BROWSER=chromium node --import tsx shots.ts
 *
 * ARTICLE    a file; or else the sample of the www page
 * SHOTS_DIR  where the pictures go: page.png (highlights and card), panel.png (in Firefox the whole window, sidebar and page);
 *            or else the working folder; with both browsers, a folder for each in it
 * BROWSER, EXTENSION_DIR and the browsers' programs as for the tests
 */
import { mkdir } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type Driver, fromEnvironment } from "./driver/driver.ts";
import { BROWSERS, launch } from "./driver/launch.ts";
import { cardOpens, panelLists, showClaims } from "./observe.ts";
import { servePages } from "./server.ts";

const SAMPLE = join(dirname(fileURLToPath(import.meta.url)), "../../www/sample.html");

const article = resolve(fromEnvironment("ARTICLE", SAMPLE));
const shots = resolve(fromEnvironment("SHOTS_DIR", "."));

async function shoot(driver: Driver, url: string, folder: string): Promise<void> {
  await driver.open(url);
  await showClaims(driver);
  await panelLists(driver);
  // The first claim that lacks a source, by a click on its row: marked in both places, with its card.
  await driver.panel.run(`(document.querySelector(".panel-claim.none button") ?? document.querySelector(".panel-claim button")).click();`);
  await cardOpens(driver);
  await mkdir(folder, { recursive: true });
  await driver.page.screenshot(join(folder, "page.png"));
  await driver.panel.screenshot(join(folder, "panel.png"));
}

/** The panel's list, a line a claim: status, then sentence. */
async function table(driver: Driver): Promise<string> {
  const rows = await driver.panel.run<[string, string][]>(`
    return [...document.querySelectorAll(".panel-claim")].filter((row) => row.checkVisibility()).map((row) =>
      [".panel-row-status", ".panel-row-sentence"].map((part) => row.querySelector(part).textContent));`);
  const width = Math.max(...rows.map(([status]) => status.length));
  return rows.map(([status, sentence]) => `${status.padEnd(width)}  ${sentence}`).join("\n");
}

const server = await servePages(dirname(article));
try {
  for (const name of BROWSERS) {
    const driver = await launch(name);
    try {
      await shoot(driver, server.url(basename(article)), BROWSERS.length > 1 ? join(shots, name) : shots);
      console.log(`The claims in ${basename(article)}, as the panel lists them in ${name}:\n${await table(driver)}\n`);
    } finally {
      await driver.close();
    }
  }
} finally {
  await server.close();
}
