/** Pages that come back from the browser's memory (the back/forward cache), as they were left. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { type Driver, until } from "./driver/driver.ts";
import { BROWSERS, launch } from "./driver/launch.ts";
import { highlightNames, listed, painted, panelComesToSay, panelLists, showClaims } from "./observe.ts";
import { type PageServer, servePages } from "./server.ts";

for (const browser of BROWSERS) {
  describe(`pages that come back in ${browser}`, () => {
    let driver: Driver;
    let server: PageServer;

    before(async () => {
      server = await servePages();
      driver = await launch(browser, { remembers: true });
    });

    after(async () => {
      await driver?.close();
      await server?.close();
    });

    const openMarked = async (page: string) => {
      await driver.open(server.url(page));
      await driver.page.run("window.left = true;");
    };

    /** Goes to a page of another site, where the leave to enter the first one ends, and back again. */
    async function awayAndBack(): Promise<void> {
      await driver.open(server.url("below.html").replace("127.0.0.1", "localhost"));
      assert.equal(await driver.page.run<boolean>("return window.left === true;"), false);
      await driver.back();
      // What the page's own script had set is still there only if it came from memory.
      await until("the page from memory", () => driver.page.run<boolean>("return window.left === true;"));
    }

    test("what was shown is shown again, without a click", async () => {
      await openMarked("claims.html");
      await showClaims(driver);
      const before = await painted(driver);
      const rows = await panelLists(driver);
      await awayAndBack();
      await until("the highlights", async () => JSON.stringify(await painted(driver)) === JSON.stringify(before));
      await until("the rows", async () => (await listed(driver)).join() === rows.join());
      const line = await driver.page.run<string>(`return getComputedStyle(document.querySelector("#none"), "::highlight(sayswho-none)").textDecorationLine;`);
      assert.match(line, /underline/);
      await driver.clickAction();
      await until("the highlights to go", async () => (await highlightNames(driver)).length === 0);
    });

    test("what was taken away stays away", async () => {
      await openMarked("claims.html");
      await showClaims(driver);
      await driver.clickAction();
      await until("the highlights to go", async () => (await highlightNames(driver)).length === 0);
      await awayAndBack();
      await panelComesToSay(driver, /Nothing read yet/);
      assert.deepEqual(await highlightNames(driver), []);
    });

    test("frames come back with their page", async () => {
      await openMarked("live/frames.html");
      await showClaims(driver);
      await until("the list", async () => (await listed(driver)).length === 7);
      const rows = await listed(driver);
      await awayAndBack();
      await until("the list again", async () => (await listed(driver)).join() === rows.join());
      await until("the frame's highlights", () =>
        driver.page.run<boolean>(`return [...(frames[0].CSS.highlights.get("sayswho-none") ?? [])].length === 1;`));
    });
  });
}
