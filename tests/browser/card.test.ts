/** The card at a claim: what it says, what it does, and that neither page nor card is in the other's way. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import axe from "axe-core";
import { toSentence } from "../../extension/src/link.ts";
import { type Driver, until } from "./driver/driver.ts";
import { BROWSERS, launch } from "./driver/launch.ts";
import { card, cardCloses, cardOpens, highlightNames, linesOf, painted, panelComesToSay, pointAt, showClaims, textOf } from "./observe.ts";
import { type PageServer, servePages } from "./server.ts";

test("a link to the sentence is the one that the exports have", () => {
  assert.equal(
    toSentence("https://example.org/a", "Up 60%,\nre-read & “so”."),
    "https://example.org/a#:~:text=Up%2060%25%2C%20re%2Dread%20%26%20%E2%80%9Cso%E2%80%9D%2E",
  );
  const words = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen";
  assert.equal(
    toSentence("https://example.org/#part:~:text=old", words),
    "https://example.org/#part:~:text=one%20two%20three%20four%20five%20six,twelve%20thirteen%20fourteen%20fifteen%20sixteen%20seventeen",
  );
  assert.equal(toSentence("javascript:alert(1)", "Words."), null);
  assert.equal(toSentence("https://example.org", " "), null);
  assert.equal(toSentence(null, "Words."), null);
});

/** Where a button of the card stands in the window, by its words. */
const buttonAt = (driver: Driver, words: string) =>
  until(`the button ${words}`, () =>
    driver.inCard<[number, number]>(`
      const button = [...root.querySelectorAll("button")].find((button) => button.textContent === ${JSON.stringify(words)});
      button.scrollIntoView({ block: "nearest" });
      const { left, top, width, height } = button.getBoundingClientRect();
      return [left + width / 2, top + height / 2];`),
  );

async function press(driver: Driver, words: string): Promise<void> {
  const [x, y] = await buttonAt(driver, words);
  await driver.moveTo(x, y);
  await driver.clickHere();
}

const told = (driver: Driver) => driver.inCard<string>(`return root.querySelector(".told").textContent;`);

for (const browser of BROWSERS) {
  describe(`the card in ${browser}`, () => {
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

    beforeEach(() => driver.prefer({}));

    async function openCard(selector = "#none", page = "claims.html"): Promise<void> {
      await driver.open(server.url(page));
      await showClaims(driver);
      await pointAt(driver, selector);
      await driver.clickHere();
      await cardOpens(driver);
    }

    test("figures are said as they were understood", async () => {
      await openCard();
      assert.match((await cardOpens(driver)).text, /“60%”: 60 percent/);
    });

    test("it lies beside the sentence and inside the window, wherever the sentence is and however small the window", async () => {
      await driver.open(server.url("corners.html"));
      await showClaims(driver);
      for (const [width, height] of [[1200, 800], [620, 560], [420, 640]] as const) {
        await driver.resize(width, height);
        for (const id of ["a", "b", "c", "d", "e"]) {
          await pointAt(driver, `#${id}`);
          await driver.clickHere();
          const { box, window } = await cardOpens(driver);
          const place = `${id} in ${width}×${height}: ${JSON.stringify({ box, window })}`;
          assert.ok(box.left >= 0 && box.top >= 0 && box.right <= window.width && box.bottom <= window.height, `inside the window: ${place}`);
          for (const line of await linesOf(driver, `#${id}`)) {
            assert.ok(box.top >= line.bottom || box.bottom <= line.top || box.left >= line.right || box.right <= line.left, `beside: ${place}`);
          }
          await driver.pressEscape();
          await cardCloses(driver);
        }
      }
      await driver.resize(1200, 800);
    });

    test("the page's styles do not reach it, nor does it take the page's keys", async () => {
      const look = () =>
        driver.inCard<string[]>(`
          return [".card", "h2", "p", ".doing"].map((part) => {
            const { fontSize, fontStyle, lineHeight, color, backgroundColor, letterSpacing, textTransform, direction } = getComputedStyle(root.querySelector(part));
            return [fontSize, fontStyle, lineHeight, color, backgroundColor, letterSpacing, textTransform, direction].join(" ");
          });`);
      await openCard();
      const plain = await look();
      const { box } = await cardOpens(driver);
      await openCard("#none", "hostile.html");
      assert.deepEqual(await look(), plain);
      const there = (await cardOpens(driver)).box;
      assert.ok(there.right - there.left === box.right - box.left && there.bottom - there.top > 100, JSON.stringify(there));
      const shown = await driver.inCard<boolean>(`return root.host.checkVisibility({ opacityProperty: true, visibilityProperty: true });`);
      assert.equal(shown, true);
      await driver.page.run("heard.length = 0;");
      await driver.inCard(`root.querySelector(".doing").focus();`);
      await driver.press("x");
      await driver.pressEscape();
      await cardCloses(driver);
      assert.deepEqual(await driver.page.run("return heard;"), []);
      assert.equal(await driver.page.run(`return document.documentElement.lastElementChild.shadowRoot;`), null);
    });

    test("the quotation is copied with a link to the very sentence", async () => {
      await openCard();
      await press(driver, "Copy quotation");
      await until("the word that it is copied", async () => (await told(driver)) === "Copied.");
      assert.equal(
        await driver.clipboard(),
        `“Sales rose 60% last year.”\n${server.url("claims.html")}#:~:text=Sales%20rose%2060%25%20last%20year%2E`,
      );
    });

    test("a note has the status and the reason too", async () => {
      await openCard("#vague");
      await press(driver, "Copy as a note");
      await until("the word that it is copied", async () => (await told(driver)) === "Copied.");
      const [quotation, link, title, status] = (await driver.clipboard()).split("\n");
      assert.equal(quotation, `“${await textOf(driver, "#vague")}”`);
      assert.match(link ?? "", /#:~:text=Some%20critics/);
      assert.equal(title, "Four claims");
      assert.match(status ?? "", /^Says Who: Source not named\. .*Some critics/);
    });

    test("a page that forbids the clipboard, or has none, is copied from all the same", async () => {
      await openCard("#none", "no-clipboard.html");
      await press(driver, "Copy quotation");
      await until("the word that it is copied", async () => (await told(driver)) === "Copied.");
      assert.match(await driver.clipboard(), /no-clipboard\.html#:~:text=Sales/);
    });

    test("a claim that is dismissed is not highlighted any more until the page is read anew", async () => {
      await openCard();
      await press(driver, "Hide this claim");
      await cardCloses(driver);
      const seen = await painted(driver);
      assert.equal(seen.none, "");
      assert.equal(seen.vague, await textOf(driver, "#vague"));
      await driver.clickAction();
      await until("the highlights to go", async () => (await highlightNames(driver)).length === 0);
      await showClaims(driver);
      assert.equal((await painted(driver)).none, "Sales rose 60% last year.");
    });

    test("looking for a source shows what would be sent, and asks before anything is", async () => {
      await openCard();
      await press(driver, "Look for a source");
      await driver.goToTab(/search\.html/);
      await until("the page", () => driver.page.run<boolean>(`return "ready" in document.documentElement.dataset;`));
      assert.equal(await driver.page.run(`return document.querySelector("textarea").value;`), "Sales rose 60% last year.");
      assert.equal(await driver.page.run(`return (globalThis.browser ?? chrome).permissions.contains({ permissions: ["search"] });`), false);
      for (const dark of [false, true]) {
        await driver.prefer({ dark });
        assert.deepEqual(await violationsOf((body) => driver.page.run(body)), []);
      }
      await driver.closeTab();
    });

    test("turning it off for a site takes the highlights away there and is remembered", async () => {
      await openCard();
      await press(driver, "Turn off for this site");
      await until("the highlights to go", async () => (await highlightNames(driver)).length === 0);
      assert.equal(await card(driver), undefined);
      await panelComesToSay(driver, /turned Says Who off here/);
      await driver.open(server.url("below.html"));
      await driver.clickAction();
      await panelComesToSay(driver, /turned Says Who off here/);
      await driver.openOwn("options.html");
      await until("the list", () => driver.page.run<boolean>(`return document.querySelector("#never li span")?.textContent === "127.0.0.1";`));
      await driver.page.run(`document.querySelector("#never li button").click();`);
      await until("the list to be empty", () => driver.page.run<boolean>(`return document.querySelector("#never li") === null;`));
    });

    for (const dark of [false, true]) {
      test(`it passes the accessibility checks of axe, ${dark ? "dark" : "light"}`, async () => {
        await driver.prefer({ dark });
        await openCard("#cited");
        // The checks look into open shadow roots only: the card is copied into one, in the page.
        const { html, css } = (await driver.inCard<{ html: string; css: string }>(`
          return { html: root.querySelector(".card").outerHTML, css: root.querySelector("style").textContent };`)) ?? { html: "", css: "" };
        await driver.pressEscape();
        await driver.open(server.url("bare.html"));
        await driver.page.run(`
          const host = document.querySelector("main").appendChild(document.createElement("div"));
          const shadow = host.attachShadow({ mode: "open" });
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(${JSON.stringify(css)});
          shadow.adoptedStyleSheets = [sheet];
          shadow.innerHTML = ${JSON.stringify(html)};`);
        assert.deepEqual(await violationsOf((body) => driver.page.run(body)), []);
      });
    }
  });
}

const violationsOf = (run: (body: string) => Promise<string[]>) =>
  run(`
    ${axe.source};
    const { violations } = await globalThis.axe.run(document);
    return violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html }) => html).join(" "));`);
