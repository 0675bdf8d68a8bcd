/** The panel as a page in a tab, for browsers that have no place for it beside the page. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "./driver/driver.ts";
import { BROWSERS, launch } from "./driver/launch.ts";
import { STATUSES, cardOpens, panelLists, showClaims, textOf } from "./observe.ts";
import { servePages } from "./server.ts";

for (const browser of BROWSERS) {
  test(`a tab lists the claims of another one, and leads back to them, in ${browser}`, async () => {
    const server = await servePages();
    const driver = await launch(browser);
    try {
      await driver.open(server.url("below.html"));
      await showClaims(driver);
      await panelLists(driver);
      const sentences = await Promise.all(STATUSES.map((status) => textOf(driver, `#${status}`)));
      const id = await driver.panel.run<number>(`
        const [tab] = await (globalThis.browser ?? chrome).tabs.query({ active: true, currentWindow: true });
        return tab.id;`);
      await driver.openTab(server.url("empty.html"));
      await driver.openOwn(`panel.html?tab=${id}`);
      const rows = () => driver.page.run<string[]>(`return [...document.querySelectorAll(".panel-row-sentence")].map((row) => row.textContent);`);
      assert.deepEqual(await until("the list", async () => ((await rows()).length > 0 ? rows() : null)), sentences);
      await driver.page.run(`document.querySelector(".panel-claim button").click();`);
      await driver.goToTab(/below\.html/);
      await until("the page to be in front", () => driver.page.run<boolean>(`return document.visibilityState === "visible";`));
      assert.equal((await cardOpens(driver)).title, "No source stated");
    } finally {
      await driver.close();
      await server.close();
    }
  });
}
