/** What may break off at any time: the background, a tab, a page. Nothing hangs, and no claim is shown for another page than its own. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { type Driver, until } from "./driver/driver.ts";
import { BROWSERS, launch } from "./driver/launch.ts";
import { badge, highlightNames, listed, listedIn, painted, panelComesToSay, panelLists, panelSays, showClaims } from "./observe.ts";
import { type PageServer, servePages } from "./server.ts";

const CLAIM = "Sales rose 60% last year.";

for (const browser of BROWSERS) {
  describe(`faults in ${browser}`, () => {
    let driver: Driver;
    let server: PageServer;

    before(async () => {
      server = await servePages();
      driver = await launch(browser);
    });

    after(async () => {
      await driver?.close();
      await server?.close();
    });

    const all = () => until("all claims", async () => (await listed(driver)).length === 170);

    // In Chromium a worker that a page is speaking to is there again before it can be seen to have stopped, so this driver waits in
    // vain; that one may be stopped between two runs is in flow.test.ts.
    test("the background is stopped as soon as it is called, in the middle, and again", { skip: browser === "chromium" }, async () => {
      await driver.open(server.url("large.html"));
      await showClaims(driver);
      await all();
      await driver.clickAction();
      await until("the highlights to go", async () => (await highlightNames(driver)).length === 0);

      await driver.clickAction();
      await driver.stopBackground();
      // Killed before it could enter the page, it needs another click; killed later, it begins again by itself.
      await until("the first highlights", async () => {
        const isSeen = async () => (await highlightNames(driver)).length > 0;
        if (!(await isSeen()) && (await badge(driver)) === "") await driver.clickAction();
        return isSeen();
      });
      await driver.stopBackground();
      await all();
      await driver.stopBackground();
      await driver.clickAction();
      await until("the highlights to go", async () => (await highlightNames(driver)).length === 0);
    });

    test("a tab is closed, and a page left, while they are read", async () => {
      await driver.open(server.url("claims.html"));
      await driver.openTab(server.url("large.html"));
      await driver.clickAction();
      await driver.closeTab();
      await driver.clickAction();
      await until("the claim", async () => (await painted(driver)).none === CLAIM);
      assert.ok((await panelLists(driver)).includes(CLAIM));

      await driver.open(server.url("large.html"));
      await driver.clickAction();
      await driver.open(server.url("below.html"));
      // A click that the browser passes on only when the next page is there is that page's: it is read, and nothing else is shown.
      const own = await driver.page.run<string>(`return document.body.textContent;`);
      await until("the panel to be about the page that is open", async () => {
        if (/click the Says Who button/.test(await panelSays(driver))) return (await badge(driver)) === "" && (await highlightNames(driver)).length === 0;
        const claims = await listed(driver);
        return claims.length > 0 && claims.every((claim) => own.includes(claim));
      });
    });

    test("storage that is full takes nothing from the reader", async () => {
      await driver.open(server.url("claims.html"));
      await showClaims(driver);
      await panelLists(driver);
      const left = await driver.panel.run<number>(`
        const { session } = (globalThis.browser ?? chrome).storage;
        // Whatever there is room for, in ever smaller pieces.
        let length = 16 * 1024 * 1024;
        for (let n = 0; length > 64 && n < 1000; n++) {
          await session.set({ ["filler-" + n]: "x".repeat(length) }).catch(() => (length >>= 1));
        }
        return length;`);
      assert.equal(left, 64, "it is full");
      try {
        await driver.clickAction();
        await until("the highlights to go", async () => (await highlightNames(driver)).length === 0);
        const lines = () => driver.page.run<string>(`return getComputedStyle(document.querySelector("#none"), "::highlight(sayswho-none)").textDecorationLine;`);
        await until("the looks to go", async () => (await lines()) !== "underline");
        await showClaims(driver);
        await until("the looks", async () => (await lines()) === "underline");
        assert.equal((await painted(driver)).none, CLAIM);
        await driver.clickAction();
        await until("the highlights to go", async () => (await highlightNames(driver)).length === 0);
        await until("the looks to go", async () => (await lines()) !== "underline");
        await driver.page.run(`getSelection().selectAllChildren(document.querySelector("#none"));`);
        await driver.checkSelection();
        await until("the selection's claim", async () => (await listed(driver)).join() === CLAIM);
      } finally {
        await driver.panel.run(`
          const { session } = (globalThis.browser ?? chrome).storage;
          await session.remove(Object.keys(await session.get(null)).filter((name) => name.startsWith("filler-")));`);
      }
    });

    const inDistrict = (district: number) => `Sales in district ${district} rose by 12% last year.`;
    const isListed = (sentence: string) => until(`the list of ${sentence}`, async () => (await listed(driver)).join() === sentence);

    test("two windows, each with its panel, and each panel with its own window's claims", async () => {
      await driver.open(server.url("district.html?21"));
      await showClaims(driver);
      await isListed(inDistrict(21));
      await driver.openWindow(server.url("district.html?22"));
      await showClaims(driver);
      await isListed(inDistrict(22));
      // What went to the other panel by mistake would be there by now.
      await driver.goToTab(/\?21$/);
      assert.equal((await listed(driver)).join(), inDistrict(21));
      await driver.clickAction();
      await panelComesToSay(driver, /click the Says Who button/);
      await driver.goToTab(/\?22$/);
      assert.equal((await listed(driver)).join(), inDistrict(22));
      assert.equal((await painted(driver)).none, inDistrict(22));
      await driver.closeTab();
    });

    test("two panels on one tab say the same", async () => {
      await driver.open(server.url("district.html?23"));
      await showClaims(driver);
      await isListed(inDistrict(23));
      const id = await driver.panel.run<number>(`
        const [tab] = await (globalThis.browser ?? chrome).tabs.query({ active: true, currentWindow: true });
        return tab.id;`);
      await driver.openWindow(server.url("empty.html"));
      await driver.openOwn(`panel.html?tab=${id}`);
      const isListedThere = (sentence: string) =>
        until("the other panel's list", async () => (await listedIn(driver.page)).join() === sentence);
      await isListedThere(inDistrict(23));
      await driver.goToTab(/\?23$/);
      await driver.clickAction();
      await panelComesToSay(driver, /click the Says Who button/);
      await driver.goToTab(/panel\.html\?tab/);
      await isListedThere("");
      await driver.goToTab(/\?23$/);
      await driver.page.run(`document.querySelector("#claim").textContent = "Rents in the town fell by 31% last year.";`);
      await showClaims(driver);
      await isListed("Rents in the town fell by 31% last year.");
      await driver.goToTab(/panel\.html\?tab/);
      await isListedThere("Rents in the town fell by 31% last year.");
      await driver.closeTab();
    });

    test("a tab is discarded while it is read, and when it has been, and comes back as a page that nobody has read", async () => {
      await driver.open(server.url("large.html"));
      for (const [district, isRead] of [[24, false], [25, true]] as const) {
        await driver.clickAction();
        if (isRead) await all();
        await driver.openTab(server.url(`district.html?${district}`));
        await driver.discard(/large\.html$/);
        // The others go on.
        await showClaims(driver);
        await isListed(inDistrict(district));
        await driver.goToTab(/large\.html$/);
        await until("the page anew", () => driver.page.run<boolean>(`return document.readyState === "complete" && document.querySelector("p") !== null;`));
        await panelComesToSay(driver, /click the Says Who button/);
        assert.deepEqual(await listed(driver), []);
        assert.deepEqual(await highlightNames(driver), []);
        await until("the badge to go", async () => (await badge(driver)) === "");
        await driver.goToTab(new RegExp(`\\?${district}$`));
        await isListed(inDistrict(district));
        await driver.closeTab();
        await driver.goToTab(/large\.html$/);
      }
      await showClaims(driver);
      await all();
    });

    test("ten tabs at once, each with its own claim", async () => {
      const districts = Array.from({ length: 10 }, (_, n) => n + 10);
      for (const district of districts) {
        await driver.openTab(server.url(`district.html?${district}`));
        await driver.clickAction();
      }
      for (const district of districts) {
        await driver.goToTab(new RegExp(`district\\.html\\?${district}$`));
        await until(`the claim of ${district}`, async () => (await painted(driver)).none === inDistrict(district));
        await isListed(inDistrict(district));
      }
    });
  });
}
