/** Pages that mean harm, or are far too much: they stay as usable as they were, the reader is told what there is, and nothing hangs. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { type Driver, until } from "./driver/driver.ts";
import { BROWSERS, launch } from "./driver/launch.ts";
import { card, cardOpens, highlightNames, listed, painted, panelComesToSay, panelLists, panelText, pointAt, showClaims } from "./observe.ts";
import { type PageServer, servePages } from "./server.ts";

/** As large as anybody asks for by hand, with HOSTILE=full: on slow cores it takes minutes. */
const FULL = process.env["HOSTILE"] === "full";
const NODES = FULL ? 1_000_000 : 100_000;
const MEGABYTES = FULL ? 50 : 10;

const CLAIM = "Sales rose 60% last year.";

/** For pages that cost the browser itself long, on slow cores that have other work too. */
async function patiently<T>(what: string, look: () => Promise<T | false>): Promise<T> {
  for (let turn = 1; ; turn++) {
    try {
      return await until(what, look);
    } catch (error) {
      if (turn === 5) throw error;
    }
  }
}

for (const browser of BROWSERS) {
  describe(`hostile pages in ${browser}`, () => {
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

    /** Waits for so many frames of the page: it is not stuck. */
    const framesPass = (count: number) =>
      driver.page.run<void>(`
        for (let left = ${count}; left > 0; left--) await new Promise((resolve) => requestAnimationFrame(resolve));`);

    const takenAway = () => until("the highlights to go", async () => (await highlightNames(driver)).length === 0);

    test("a page that overrides what scripts are made of is read and painted all the same, and hears nothing of it", async () => {
      await driver.open(server.url("hostile-overrides.html"));
      await driver.clickAction();
      assert.deepEqual(await panelLists(driver), [CLAIM]);
      // The page gives everything back, so that it can be looked into.
      await driver.press("g");
      await until("the claim", async () => (await painted(driver)).none === CLAIM);
      await pointAt(driver, "#none");
      assert.equal((await cardOpens(driver)).title, "No source stated");
      assert.deepEqual(await driver.page.run<string[]>("return globalThis.calls;"), []);
      await driver.clickAction();
      await takenAway();
    });

    test("fields and images named like what scripts ask for hide nothing from us", async () => {
      await driver.open(server.url("hostile-names.html"));
      await driver.clickAction();
      assert.deepEqual(await panelLists(driver), [CLAIM]);
      assert.equal((await painted(driver)).none, CLAIM);
      await driver.clickAction();
      await takenAway();
    });

    test("a page that clears our highlights is not fought with", async () => {
      await driver.open(server.url("claims.html"));
      await showClaims(driver);
      await panelLists(driver);
      await driver.page.run("CSS.highlights.clear();");
      await framesPass(10);
      const after = await highlightNames(driver);
      await framesPass(10);
      assert.deepEqual(await highlightNames(driver), after, "cleared or not, it stays as it is");
      await driver.clickAction();
      await takenAway();
      await panelComesToSay(driver, /click the Says Who button/);
      await showClaims(driver);
      assert.equal((await painted(driver)).none, CLAIM);
    });

    test("a page that answers every change sees none of ours but the card, and no end comes to blows", async () => {
      await driver.open(server.url("hostile-mutations.html"));
      await showClaims(driver);
      await panelLists(driver);
      assert.equal(await driver.page.run<number>("return pass(10);"), 0, "painting changes nothing");
      await pointAt(driver, "#none");
      await driver.clickHere();
      // The page takes the card out as soon as it is there.
      await until("the page to answer", () => driver.page.run<boolean>("return foreign > 0;"));
      assert.equal(await card(driver), undefined);
      const answered = await driver.page.run<number>("return pass(10);");
      assert.equal(await driver.page.run<number>("return pass(20);"), answered, "neither side goes on");
      assert.equal((await painted(driver)).none, CLAIM);
      await driver.clickAction();
      await takenAway();
    });

    test("a page that is never still stays quick, and its claims are shown", async () => {
      await driver.open(server.url("hostile-restless.html"));
      await showClaims(driver);
      const rows = await panelLists(driver);
      assert.ok(rows.includes(CLAIM), rows.join("\n"));
      const before = await driver.page.run<number>("return steps;");
      await framesPass(30);
      assert.ok((await driver.page.run<number>("return steps;")) >= before + 25, "its own work goes on");
      assert.match((await painted(driver)).none, /Sales rose 60% last year\./);
      await driver.clickAction();
      await takenAway();
    });

    describe("a page that wants the reader to click in the card unawares", () => {
      const hide = () =>
        driver.inCard<[number, number] | null>(`
          const button = [...root.querySelectorAll("button")].find(({ textContent }) => textContent === "Hide this claim");
          const { left, top, width, height } = button.getBoundingClientRect();
          return [left + width / 2, top + height / 2];`);
      const clickHide = async () => {
        const at = await hide();
        assert.ok(at, "the card is there");
        await driver.moveTo(...at);
        await driver.clickHere();
      };

      before(async () => {
        await driver.open(server.url("hostile-card.html"));
        await showClaims(driver);
      });

      test("cannot open the card itself, nor take the colour from its words", async () => {
        await driver.moveTo(2, 2);
        await driver.page.run(`makeUp("#none");`);
        await framesPass(40);
        assert.equal(await card(driver), undefined);
        await pointAt(driver, "#none");
        await driver.clickHere();
        await cardOpens(driver);
        const colours = await driver.inCard<string[]>(`
          return [".card", "h2", ".note", ".doing"].map((part) => getComputedStyle(root.querySelector(part)).color);`);
        assert.ok(!colours?.includes("rgb(255, 255, 255)"), colours?.join());
        await driver.page.run(`makeUp("h1");`);
        assert.ok(await card(driver), "nor close it");
      });

      for (const trick of ["makes it see-through", "moves it under the pointer", "makes it small", "clips it", "lays something over it", "puts it somewhere else"]) {
        test(`${trick}: the click does nothing but put the card right`, async () => {
          await pointAt(driver, "#none");
          await driver.clickHere();
          const { box } = await cardOpens(driver);
          await driver.page.run(`tricks[${JSON.stringify(trick)}](document.documentElement.lastElementChild);`);
          // Where the page has taken it to, the test finds the card no longer; the reader's pointer does.
          const at = (await hide().catch(() => null)) ?? (await driver.page.run<[number, number]>(`
            const { left, top, width, height } = document.body.lastElementChild.getBoundingClientRect();
            return [left + width / 2, top + height / 2];`));
          await driver.moveTo(...at);
          await driver.clickHere();
          await until("the card to be put right", async () => {
            const seen = await card(driver);
            return seen && ["left", "top", "right"].every((side) => seen.box[side as keyof typeof box] === box[side as keyof typeof box]);
          });
          assert.equal((await painted(driver)).none, CLAIM, "the claim was not hidden");
          await driver.pressEscape();
        });
      }

      test("and a click on the card as it is does what it says", async () => {
        await driver.page.run(`document.body.style.opacity = "";`);
        await pointAt(driver, "#none");
        await driver.clickHere();
        await cardOpens(driver);
        await clickHide();
        await until("the claim to be hidden", async () => (await painted(driver)).none === "");
        await driver.clickAction();
        await takenAway();
      });
    });

    for (const [what, page] of [[`${NODES} text nodes`, `nodes.html?${NODES}`], [`${MEGABYTES} megabytes of text`, `text.html?${MEGABYTES}`]] as const) {
      test(`${what} are read to their end, and the page stays usable`, async () => {
        await driver.open(server.url(page));
        await driver.clickAction();
        await patiently("the panel to say that it reads", async () => /Reading the page|Rents rose/.test(await panelText(driver)));
        await framesPass(5);
        const rows = await patiently("the claim at the end", async () => {
          const rows = await listed(driver);
          return rows.length > 0 && rows;
        });
        assert.deepEqual(rows, ["Rents rose 31% last year."]);
        await framesPass(5);
        await driver.clickAction();
        await takenAway();
      });
    }

    test("a page with more text than is ever read says so", { skip: !FULL }, async () => {
      await driver.open(server.url("text.html?70"));
      await driver.clickAction();
      await patiently("the panel to say so", () => panelComesToSay(driver, /too long to be read/));
      await framesPass(5);
      assert.deepEqual(await highlightNames(driver), []);
    });

    test("a hundred thousand elements in one another are read", async () => {
      await driver.open(server.url("nested.html"));
      await driver.clickAction();
      const rows = await patiently("both claims", async () => {
        const rows = await listed(driver);
        return rows.length > 1 && rows;
      });
      assert.deepEqual(rows, [CLAIM, "Rents rose 31% last year."]);
      await framesPass(5);
    });
  });
}
