/** The way of a reader through an article: click, look, open a card, use the panel, click again. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import axe from "axe-core";
import { type Driver, until } from "./driver/driver.ts";
import { BROWSERS, launch } from "./driver/launch.ts";
import {
  STATUSES, badge, card, cardCloses, cardOpens, highlightNames, linesOf, listed, pageState, painted, panelComesToSay, panelLists,
  pointAt, showClaims, textOf,
} from "./observe.ts";
import { type PageServer, servePages } from "./server.ts";

for (const browser of BROWSERS) {
  describe(`an article in ${browser}`, () => {
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

    /** A fresh page with its claims shown. */
    async function openClaims(page = "claims.html"): Promise<void> {
      await driver.open(server.url(page));
      await showClaims(driver);
    }

    /** Clicks the row of the claim that holds these words. */
    const chooseInPanel = (words: string) =>
      driver.panel.run(`
        [...document.querySelectorAll(".panel-claim button")].find((row) => row.textContent.includes(${JSON.stringify(words)})).click();`);

    test("a click paints each claim by its status, and nothing else", async () => {
      await driver.open(server.url("claims.html"));
      assert.deepEqual(await highlightNames(driver), []);
      await showClaims(driver);
      const seen = await painted(driver);
      for (const status of STATUSES) assert.equal(seen[status], await textOf(driver, `#${status}`), status);
    });

    test("the looks tell the statuses apart by line and colour", async () => {
      await openClaims();
      const lines = await driver.page.run<string[]>(`
        return ${JSON.stringify(STATUSES)}.map((status) => {
          const style = getComputedStyle(document.getElementById(status), "::highlight(sayswho-" + status + ")");
          return style.textDecorationStyle + " " + style.textDecorationColor;
        });`);
      assert.equal(new Set(lines.map((line) => line.split(" ")[0])).size, 4, lines.join("; "));
      assert.equal(new Set(lines.map((line) => line.split(" ").slice(1).join(" "))).size, 4, lines.join("; "));
    });

    test("the badge counts the claims that lack a source", async () => {
      await openClaims();
      await until("the badge", async () => (await badge(driver)) === "2");
    });

    test("the pointer on a claim opens its card beside the sentence, and Escape closes it", async () => {
      await openClaims();
      await pointAt(driver, "#none");
      const seen = await cardOpens(driver);
      assert.equal(seen.title, "No source stated");
      assert.match(seen.text, /60%/);
      const { box, window } = seen;
      assert.ok(box.left >= 0 && box.top >= 0 && box.right <= window.width && box.bottom <= window.height, "inside the window");
      for (const line of await linesOf(driver, "#none")) {
        const apart = box.top >= line.bottom || box.bottom <= line.top || box.left >= line.right || box.right <= line.left;
        assert.ok(apart, "beside the sentence");
      }
      await driver.pressEscape();
      await cardCloses(driver);
    });

    test("a click on a claim opens its card at once, and a click elsewhere closes it", async () => {
      await openClaims();
      await pointAt(driver, "#vague");
      await driver.clickHere();
      assert.equal((await cardOpens(driver)).title, "Source not named");
      await pointAt(driver, "h1");
      await driver.clickHere();
      await cardCloses(driver);
    });

    test("the card links to the source that was found, in a new tab and without a trace", async () => {
      await openClaims();
      await pointAt(driver, "#cited");
      await driver.clickHere();
      const { title, links } = await cardOpens(driver);
      assert.equal(title, "Source given");
      const link = links.find(({ href }) => href === "https://example.org/reports/river-traffic-study.html");
      assert.ok(link, JSON.stringify(links));
      assert.equal(link.target, "_blank");
      assert.match(link.rel, /noopener/);
    });

    test("the panel lists the claims in reading order", async () => {
      await openClaims();
      const rows = await panelLists(driver);
      assert.deepEqual(rows, await Promise.all(STATUSES.map((status) => textOf(driver, `#${status}`))));
    });

    test("a click in the panel scrolls to the claim, marks it and opens its card", async () => {
      await openClaims("below.html");
      await panelLists(driver);
      assert.equal(await driver.page.run("return scrollY;"), 0);
      await chooseInPanel("Sales rose 60%");
      assert.equal((await cardOpens(driver)).title, "No source stated");
      const marked = await driver.page.run<string>(`
        const [range] = CSS.highlights.get("sayswho-none-marked");
        return range.startContainer.data.slice(range.startOffset, range.endOffset);`);
      assert.equal(marked, "Sales rose 60% last year.");
      const [line] = await linesOf(driver, "#none");
      const height = await driver.page.run<number>("return innerHeight;");
      assert.ok(line && line.top >= 0 && line.bottom <= height, "the sentence is in the window");
    });

    test("the claim under the pointer is marked in the panel", async () => {
      await openClaims();
      await panelLists(driver);
      await pointAt(driver, "#named");
      await until("the marked row", () =>
        driver.panel.run<boolean>(`return document.querySelector(".panel-claim.marked")?.textContent.includes("Ana Ruiz") ?? false;`),
      );
    });

    test("the second click takes everything away and leaves the page as it was", async () => {
      await driver.open(server.url("claims.html"));
      const before = await pageState(driver);
      await showClaims(driver);
      assert.equal(await pageState(driver), before, "painting does not touch the page");
      await pointAt(driver, "#none");
      await driver.clickHere();
      await cardOpens(driver);
      await driver.clickAction();
      await until("the highlights to go", async () => (await highlightNames(driver)).length === 0);
      assert.equal(await card(driver), undefined);
      assert.equal(await pageState(driver), before);
      await until("the badge to go", async () => (await badge(driver)) === "");
      await panelComesToSay(driver, /click the Says Who button/);
      assert.deepEqual(await listed(driver), []);

      await showClaims(driver);
      assert.equal((await painted(driver)).none, "Sales rose 60% last year.", "a third click shows them again");
    });

    test("the background may be stopped at any time", async () => {
      await openClaims("below.html");
      await panelLists(driver);
      await driver.stopBackground();
      await chooseInPanel("Some critics argue");
      assert.equal((await cardOpens(driver)).title, "Source not named");
      await driver.stopBackground();
      await driver.clickAction();
      await until("the highlights to go", async () => (await highlightNames(driver)).length === 0);
      await panelComesToSay(driver, /click the Says Who button/);
    });

    test("the panel passes the accessibility checks of axe", async () => {
      await openClaims();
      await panelLists(driver);
      const violations = await driver.panel.run<string[]>(`
        ${axe.source};
        const { violations } = await globalThis.axe.run(document);
        return violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html }) => html).join(" "));`);
      assert.deepEqual(violations, []);
    });

    test("the panel follows the tab that is in front", async () => {
      await openClaims();
      await panelLists(driver);
      await driver.openTab(server.url("empty.html"));
      // A panel belongs to its window: it is still open beside the new tab, or opens there by a click.
      await driver.clickAction();
      await panelComesToSay(driver, /no text/);
      await driver.closeTab();
      await panelLists(driver);
    });

    test("a page that does not come to its end is read as far as it is there", async () => {
      await driver.open(server.url("claims.html"));
      await driver.page.run(`setTimeout(() => location.assign(${JSON.stringify(server.url("stalled.html"))}));`);
      await until("the page to begin", () => driver.page.run(`return document.readyState === "loading" && document.querySelector("p") !== null;`));
      await driver.clickAction();
      await until("the claim", async () => (await painted(driver)).none === "Sales rose 60% last year.");
      await driver.open(server.url("below.html"));
      await panelComesToSay(driver, /click the Says Who button/);
      assert.deepEqual(await highlightNames(driver), []);
    });

    test("going to another page forgets the claims", async () => {
      await openClaims();
      await panelLists(driver);
      await driver.open(server.url("below.html"));
      await panelComesToSay(driver, /click the Says Who button/);
      assert.deepEqual(await highlightNames(driver), []);
      await driver.open(server.url("claims.html"));
      await panelComesToSay(driver, /click the Says Who button/);
      assert.deepEqual(await highlightNames(driver), [], "nor are they there when it is opened again");
      await showClaims(driver);
      await panelLists(driver);
    });

    test("after an update of the extension a click begins anew, whatever the old script left", async () => {
      await openClaims();
      await panelLists(driver);
      await driver.reloadExtension();
      // The old script hears of the pointer, if it hears of anything, and finds that it is alone.
      await pointAt(driver, "#none");
      await pointAt(driver, "h1");
      await driver.clickAction();
      await panelLists(driver);
      const seen = await painted(driver);
      for (const status of STATUSES) assert.equal(seen[status], await textOf(driver, `#${status}`), status);
      await pointAt(driver, "#none");
      assert.equal((await cardOpens(driver)).title, "No source stated");
    });
  });
}
