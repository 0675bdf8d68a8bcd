/**
 * Draws extension/icons/*.png from the two drawings beside them: icon.svg, and icon-small.svg for sizes at which its lines would blur.
 *
 *   node --import tsx icons.ts
 */
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { fromEnvironment } from "./driver/driver.ts";

const ICONS = join(dirname(fileURLToPath(import.meta.url)), "../../extension/icons");

/** From here on the drawing with thin lines is used. */
const FINE = 48;

/** What a toolbar's colour asks for: bubble, sign in it, line. The drawings have those that stand out on light and dark alike. */
const COLOURS = { "": ["#4285d0", "#ffffff", "#c068d8"], "light-": ["#1a4f8b", "#ffffff", "#9a3bb2"], "dark-": ["#8ab4f8", "#1c1b22", "#e6a0f5"] };
const SIZES = { "": [16, 24, 32, 48, 64, 96, 128], "light-": [16, 32], "dark-": [16, 32] };

const browser = await chromium.launch({ executablePath: fromEnvironment("CHROMIUM", "/usr/bin/chromium"), args: ["--no-sandbox"] });
try {
  const page = await browser.newPage();
  for (const [name, colours] of Object.entries(COLOURS)) {
    for (const size of SIZES[name as keyof typeof SIZES]) {
      let drawing = await readFile(join(ICONS, size < FINE ? "icon-small.svg" : "icon.svg"), "utf8");
      COLOURS[""].forEach((colour, at) => (drawing = drawing.replaceAll(colour, colours[at] ?? colour)));
      await page.setViewportSize({ width: size, height: size });
      await page.setContent(`<style>* { margin: 0 } svg { display: block; width: ${size}px; height: ${size}px }</style>${drawing}`);
      await writeFile(join(ICONS, `${name}${size}.png`), await page.screenshot({ omitBackground: true }));
    }
  }
} finally {
  await browser.close();
}
