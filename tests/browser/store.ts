/**
 * Pictures of everything that a reader sees, in the size that both stores ask for, light and dark.
 *
 *   SHOTS_DIR=folder BROWSER=chromium node --import tsx store.ts
 *
 * SHOTS_DIR  where they go: page.png (highlights and card), beside.png (the panel beside the page), settings.png, welcome.png, each
 *            also as dark-….png; with both browsers, a folder for each in it
 * BROWSER, EXTENSION_DIR and the browsers' programs as for the tests
 */
import { mkdir, readFile, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type Driver, fromEnvironment, until } from "./driver/driver.ts";
import { BROWSERS, launch } from "./driver/launch.ts";
import { cardOpens, panelLists, showClaims } from "./observe.ts";
import { servePages } from "./server.ts";

const SAMPLES = join(dirname(fileURLToPath(import.meta.url)), "../../www");
const shots = resolve(fromEnvironment("SHOTS_DIR", "."));

/** What both stores ask for, in pixels. */
const WIDTH = 1280;
const HEIGHT = 800;

async function shoot(driver: Driver, url: string, folder: string, prefix: string): Promise<void> {
  const to = (name: string) => join(folder, `${prefix}${name}.png`);
  await driver.resize(WIDTH, HEIGHT);
  await driver.open(url);
  await showClaims(driver);
  await panelLists(driver);
  await chooseFirst(driver);
  const pictures = await beside(driver, to);
  // A sidebar takes its room from the page.
  await driver.resize(WIDTH, HEIGHT);
  await chooseFirst(driver);
  await driver.page.screenshot(to("page"));
  for (const [page, name] of [["options", "settings"], ["welcome", "welcome"]] as const) {
    await driver.openOwn(`${page}.html`);
    await until("the page", () => driver.page.run<boolean>(`return "ready" in document.documentElement.dataset;`));
    await driver.page.screenshot(to(name));
  }
  await compose(driver, pictures, to("beside"));
}

/** Goes to the first claim without a source by its row, and waits for its card. */
async function chooseFirst(driver: Driver): Promise<void> {
  await driver.panel.run(`document.querySelector(".panel-claim.none button").click();`);
  await cardOpens(driver);
}

/** A picture, and how far from the left it goes. */
interface Picture {
  file: string;
  left: number;
}

/** Pictures of page and panel that make one together: Firefox gives its whole window, Chromium each by itself. */
async function beside(driver: Driver, to: (name: string) => string): Promise<Picture[]> {
  if (driver.name === "firefox") {
    const taken = await driver.page.run<number>("return outerWidth - innerWidth;");
    await driver.resize(WIDTH - taken, HEIGHT);
    await chooseFirst(driver);
    await driver.panel.screenshot(to("window"));
    return [{ file: to("window"), left: 0 }];
  }
  const room = WIDTH - (await driver.panel.run<number>("return innerWidth;"));
  await driver.resize(room, HEIGHT);
  await chooseFirst(driver);
  await driver.page.screenshot(to("narrow"));
  await driver.panel.screenshot(to("panel"));
  return [{ file: to("narrow"), left: 0 }, { file: to("panel"), left: room }];
}

/** Puts pictures together by the browser itself, on a ground of the panel's colour; what is too high loses its top: the browser's bars. */
async function compose(driver: Driver, pictures: readonly Picture[], file: string): Promise<void> {
  const images = await Promise.all(pictures.map(async ({ file, left }) => ({ left, data: (await readFile(file)).toString("base64") })));
  const ground = await driver.panel.run<string>(`return getComputedStyle(document.querySelector(".says-who-panel")).backgroundColor;`);
  await driver.open("about:blank");
  await driver.page.run(`
    document.documentElement.style.cssText = "overflow: hidden; background: ${ground}";
    for (const { left, data } of ${JSON.stringify(images)}) {
      const image = new Image();
      image.src = "data:image/png;base64," + data;
      await image.decode();
      image.style.cssText = "position: absolute; left: " + left + "px; top: " + Math.min(0, ${HEIGHT} - image.naturalHeight) + "px";
      document.body.append(image);
    }`);
  await driver.page.screenshot(file);
  await Promise.all(pictures.map(({ file }) => rm(file)));
}

const server = await servePages(SAMPLES);
try {
  for (const name of BROWSERS) {
    const folder = BROWSERS.length > 1 ? join(shots, name) : shots;
    await mkdir(folder, { recursive: true });
    const driver = await launch(name);
    try {
      for (const dark of [true, false]) {
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
