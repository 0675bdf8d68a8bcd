/** An extension whose Wasm cannot be loaded: the reader is told, and the page is left alone. */
import assert from "node:assert/strict";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { until } from "./driver/driver.ts";
import { BROWSERS, extensionFor, launch } from "./driver/launch.ts";
import { badge, highlightNames, pageState } from "./observe.ts";
import { servePages } from "./server.ts";

for (const browser of BROWSERS) {
  test(`broken Wasm is said to be our fault in ${browser}`, async () => {
    const folder = await mkdtemp(join(tmpdir(), "sayswho-broken-"));
    await cp(extensionFor(browser), folder, { recursive: true });
    await writeFile(join(folder, "sayswho_bg.wasm"), "no Wasm at all");
    const server = await servePages();
    const driver = await launch(browser, { folder });
    try {
      await driver.open(server.url("claims.html"));
      const before = await pageState(driver);
      await driver.clickAction();
      await until("the panel to own up", () => driver.panel.run<boolean>("return /went wrong on our side/.test(document.body.innerText);"));
      await until("the badge", async () => (await badge(driver)) === "!");
      assert.deepEqual(await highlightNames(driver), []);
      assert.equal(await pageState(driver), before);
    } finally {
      await driver.close();
      await server.close();
      await rm(folder, { recursive: true, force: true });
    }
  });
}
