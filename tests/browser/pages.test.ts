/** Pages of every kind, readable and not: a clear word in each case, and never a page that is half painted. */
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { type Driver, until } from "./driver/driver.ts";
import { BROWSERS, launch } from "./driver/launch.ts";
import { STATUSES, badge, highlightNames, listed, painted, panelComesToSay, panelLists, showClaims, textOf } from "./observe.ts";
import { type PageServer, servePages } from "./server.ts";

/** A page as Chromium saves it as one file. */
const SAVED = [
  "From: <Saved by Blink>", "Snapshot-Content-Location: https://harbour.example/", "Subject: The harbour", "MIME-Version: 1.0",
  `Content-Type: multipart/related; type="text/html"; boundary="--harbour"`, "", "", "----harbour", "Content-Type: text/html",
  "Content-Transfer-Encoding: quoted-printable", "Content-Location: https://harbour.example/", "",
  "<!DOCTYPE html><html lang=3D\"en\"><head><title>The harbour</title></head><body><main><h1>The harbour</h1>",
  "<p id=3D\"none\">Sales rose 60% last year.</p><p>The quay was swept twice a day, and whoever came by was=",
  " given a broom and a cup of tea.</p></main></body></html>", "----harbour--", "",
];

for (const browser of BROWSERS) {
  describe(`pages in ${browser}`, () => {
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

    /** Clicks on a page that cannot be read: panel and badge say so, the page stays as it is. */
    async function cannotRead(url: string, words: RegExp): Promise<void> {
      await driver.open(url);
      await driver.clickAction();
      await panelComesToSay(driver, words);
      await until("the badge", async () => (await badge(driver)) === "!");
    }

    test("a page whose policy forbids everything is read and painted like any other", async () => {
      await driver.open(server.url("strict.html"));
      await showClaims(driver);
      const seen = await painted(driver);
      for (const status of STATUSES) assert.equal(seen[status], await textOf(driver, `#${status}`), status);
      const line = await driver.page.run<string>(
        `return getComputedStyle(document.getElementById("none"), "::highlight(sayswho-none)").textDecorationStyle;`,
      );
      assert.equal(line, "wavy", "the looks apply under the policy too");
    });

    test("a page of more than 5,000 text nodes is painted throughout", async () => {
      await driver.open(server.url("large.html"));
      const nodes = await driver.page.run<number>(`
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        let count = 0;
        while (walker.nextNode()) count++;
        return count;`);
      assert.ok(nodes > 5_000, `${nodes} text nodes`);
      await showClaims(driver);
      // Stretch by stretch.
      const claims = async () => (await painted(driver)).none.match(/Sales in district \d+ rose by 12% last year, the same as before\./g);
      await until("all claims", async () => (await claims())?.length === 170);
      await until("all rows", async () => (await listed(driver)).length === 170);
    });

    test("words in broken markup, right-to-left text, emoji and lone surrogates are painted where they stand", async () => {
      await driver.open(server.url("odd.html"));
      await showClaims(driver);
      const { none } = await painted(driver);
      assert.equal(none, await textOf(driver, "#claim"));
    });

    test("megabytes on one line are read to the end", async () => {
      await driver.open(server.url("long-line.html"));
      await showClaims(driver);
      assert.equal((await painted(driver)).none, "Sales rose 60% last year.");
    });

    test("words with hyphens that nobody sees are read and painted whole", async () => {
      await driver.open(server.url("hyphens.html"));
      await showClaims(driver);
      const words = await textOf(driver, "#none");
      assert.match(words, /\u00ad.*\u200b/);
      assert.equal((await painted(driver)).none, words);
      assert.equal((await panelLists(driver)).join(), words.replace(/[\u00ad\u200b]/g, ""));
    });

    test("a plain text is read", async () => {
      await driver.open(server.url("plain.txt"));
      await showClaims(driver);
      assert.equal((await painted(driver)).none, "Sales rose 60% last year.");
    });

    test("an open shadow root is read as it is shown, with what its slots were given", async () => {
      await driver.open(server.url("shadow.html"));
      await showClaims(driver);
      const rows = await panelLists(driver);
      assert.deepEqual(rows, ["Sales rose 60% last year.", "Fares rose 15% in the spring."]);
      const lines = await driver.page.run<string[]>(`
        const inside = document.querySelector("story-body").shadowRoot.getElementById("inside");
        return [inside, document.getElementById("slotted")].map((element) =>
          getComputedStyle(element, "::highlight(sayswho-none)").textDecorationStyle);`);
      assert.deepEqual(lines, ["wavy", "wavy"]);

      await driver.clickAction();
      await until("the highlights to go", async () => (await highlightNames(driver)).length === 0);
      const sheets = await driver.page.run(`return document.querySelector("story-body").shadowRoot.adoptedStyleSheets.length;`);
      assert.equal(sheets, 0, "the root is as it was");
    });

    // Firefox knows no such files: it shows their source as text. Neither browser shows one that a server sends: it is saved.
    test("a page that was saved as one file (MHTML) is read", { skip: browser === "firefox" }, async () => {
      const folder = await mkdtemp(join(tmpdir(), "sayswho-saved-"));
      try {
        const file = join(folder, "saved.mhtml");
        await writeFile(file, SAVED.join("\r\n"));
        await driver.open(pathToFileURL(file).href);
        await showClaims(driver);
        assert.equal((await painted(driver)).none, "Sales rose 60% last year.");
        assert.deepEqual(await panelLists(driver), ["Sales rose 60% last year."]);
      } finally {
        await rm(folder, { recursive: true });
      }
    });

    test("an empty page is said to be empty", () => cannotRead(server.url("empty.html"), /no text/));

    test("a page of pictures is said to be one", () => cannotRead(server.url("image-only.html"), /picture/));

    test("a picture by itself is said to be one", () => cannotRead(server.url("picture.png"), /picture/));

    test("a PDF cannot be read, and the panel says so", () => cannotRead(server.url("document.pdf"), /PDF/));

    test("a page of the browser cannot be read, and the panel says so", () =>
      cannotRead(browser === "chromium" ? "chrome://version/" : "about:license", /page of the browser itself/));

    test("after a page that cannot be read the next one is read as ever", async () => {
      await cannotRead(server.url("empty.html"), /no text/);
      await driver.open(server.url("claims.html"));
      await panelComesToSay(driver, /click the Says Who button/);
      await showClaims(driver);
      assert.equal((await painted(driver)).none, "Sales rose 60% last year.");
    });

    test("a page in German is said to be in German", async () => {
      await driver.open(server.url("german.html"));
      await driver.clickAction();
      await until("the panel to name the language", () => driver.panel.run<boolean>(`return /German/.test(document.body.innerText);`));
      assert.ok(!(await painted(driver)).vague, "nothing that depends on English");
      assert.ok((await highlightNames(driver)).length > 0);
    });
  });
}
