/** The page that greets a new reader: there once, with a sample that is read as any page is. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import axe from "axe-core";
import { type Driver, GREETING, until } from "./driver/driver.ts";
import { BROWSERS, launch } from "./driver/launch.ts";
import { STATUSES, cardOpens, painted } from "./observe.ts";

const isReady = (driver: Driver) => until("the page", () => driver.page.run<boolean>(`return "ready" in document.documentElement.dataset;`));

for (const browser of BROWSERS) {
  describe(`the first run in ${browser}`, () => {
    test("the page opens by itself, shows the four statuses on a sample, and does not open again", async () => {
      const driver = await launch(browser, { greeted: true });
      try {
        await isReady(driver);
        const seen = await until("the highlights", async () => {
          const now = await painted(driver);
          return STATUSES.every((status) => now[status] !== "") && now;
        });
        for (const status of STATUSES) assert.ok(seen[status].length > 20, `${status}: ${seen[status]}`);
        assert.match(seen.none, /rose by 40%/);
        await driver.page.run(`document.querySelector("#sample").scrollIntoView();`);
        const [x, y] = await driver.page.run<[number, number]>(`
          const [range] = CSS.highlights.get("sayswho-none");
          const live = document.createRange();
          live.setStart(range.startContainer, range.startOffset);
          live.setEnd(range.endContainer, range.endOffset);
          const [{ left, top, height }] = live.getClientRects();
          return [left + 10, top + height / 2];`);
        await driver.moveTo(x, y);
        assert.equal((await cardOpens(driver)).title, "No source stated");
        await driver.pressEscape();

        for (const dark of [false, true]) {
          await driver.prefer({ dark });
          const violations = await driver.page.run<string[]>(`
            ${axe.source};
            const { violations } = await globalThis.axe.run(document);
            return violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html }) => html).join(" "));`);
          assert.deepEqual(violations, [], dark ? "dark" : "light");
        }

        const before = (await driver.tabs()).filter((address) => GREETING.test(address)).length;
        assert.equal(before, 1);
        await driver.openTab("about:blank");
        await driver.reloadExtension();
        await driver.openOwn("options.html");
        await until("the settings", () => driver.page.run<boolean>(`return "ready" in document.documentElement.dataset;`));
        const after = (await driver.tabs()).filter((address) => GREETING.test(address)).length;
        assert.ok(after <= before, "an update greets nobody");
      } finally {
        await driver.close();
      }
    });
  });
}
