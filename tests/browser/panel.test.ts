/** The panel beside a page, in the real extension: filters, search, what leaves it as an export, how it looks to axe. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { type Driver, until } from "./driver/driver.ts";
import { BROWSERS, launch } from "./driver/launch.ts";
import { cardOpens, listed, panelComesToSay, panelLists, showClaims, textOf, violations } from "./observe.ts";
import { type PageServer, servePages } from "./server.ts";

for (const browser of BROWSERS) {
  describe(`the panel in ${browser}`, () => {
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

    async function openClaims(page = "claims.html"): Promise<string[]> {
      await driver.open(server.url(page));
      await showClaims(driver);
      return panelLists(driver);
    }

    const click = (words: string) =>
      driver.panel.run<void>(`
        [...document.querySelectorAll("button")].find((button) => button.textContent.includes(${JSON.stringify(words)})).click();`);

    const search = (words: string) =>
      driver.panel.run<void>(`
        const field = document.querySelector(".panel-search");
        field.value = ${JSON.stringify(words)};
        field.dispatchEvent(new InputEvent("input", { bubbles: true }));`);

    /** Lets the panel export, and gives what it would save: the browser's own part is replaced by a note of it. */
    const exported = (words: string) =>
      driver.panel.run<{ name: string; type: string; text: string }>(`
        const makeUrl = URL.createObjectURL, click = HTMLAnchorElement.prototype.click, open = window.open;
        let name = "";
        const saved = new Promise((save) => (URL.createObjectURL = (given) => (save(given), makeUrl.call(URL, given))));
        HTMLAnchorElement.prototype.click = function () { name = this.download; };
        window.open = () => window;
        try {
          document.querySelector(".panel-export-button").click();
          [...document.querySelectorAll(".panel-export-format")].find((choice) => choice.textContent.includes(${JSON.stringify(words)})).click();
          const blob = await saved;
          // The text as its bytes are, mark and all.
          const bytes = new Uint8Array(await blob.arrayBuffer());
          return { name, type: blob.type, text: new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes) };
        } finally {
          URL.createObjectURL = makeUrl;
          HTMLAnchorElement.prototype.click = click;
          window.open = open;
        }`);

    const says = () => driver.panel.run<string>(`return document.querySelector(".panel-export-said").textContent;`);

    test("what lacks a source, a kind and words can be asked for", async () => {
      const all = await openClaims();
      assert.equal(all.length, 4);
      await click("Lacks a source");
      const lacking = await listed(driver);
      assert.equal(lacking.length, 2);
      await click("Attributions");
      assert.deepEqual(await listed(driver), lacking.filter((sentence) => /critics/.test(sentence)));
      await click("Attributions");
      await click("All");
      await search("ana ruiz");
      assert.deepEqual(await listed(driver), all.filter((sentence) => /Ana Ruiz/.test(sentence)));
      await search("nothing like it");
      assert.deepEqual(await listed(driver), []);
      await click("List all claims");
      assert.deepEqual(await listed(driver), all);
    });

    test("it follows a page that changes, and rows that say the same stay the same", async () => {
      const before = await openClaims();
      await driver.panel.run(`for (const row of document.querySelectorAll(".panel-claim")) row.title = "kept";`);
      await driver.page.run(`
        document.querySelector("#named").closest("p").insertAdjacentHTML("beforebegin", "<p>Fares rose 25% in the spring, and nobody in the town was asked about it.</p>");`);
      const now = await until("the new claim", async () => {
        const rows = await listed(driver);
        return rows.length === before.length + 1 && rows;
      });
      assert.match(now[2] ?? "", /^Fares rose 25%/);
      const kept = await driver.panel.run<string[]>(`return [...document.querySelectorAll(".panel-claim")].map((row) => row.title);`);
      assert.deepEqual(kept, ["kept", "kept", "", "kept", "kept"]);
      assert.match(await driver.panel.run<string>(`return document.querySelector(".panel-lead").textContent;`), /^3 of 5 claims/);
    });

    test("it says that a frame of another site is closed to it", async () => {
      await driver.open(server.url("claims.html"));
      await driver.page.run(`
        const frame = document.createElement("iframe");
        frame.src = location.href.replace("127.0.0.1", "localhost").replace("claims", "below");
        frame.style.cssText = "width: 600px; height: 400px";
        const loaded = new Promise((done) => (frame.onload = done));
        document.querySelector("article").append(frame);
        await loaded;`);
      await showClaims(driver);
      await until("the words", () =>
        driver.panel.run<boolean>(`
          return [...document.querySelectorAll(".panel-language:not([hidden])")].some(({ textContent }) => /1 frame on this page belongs/.test(textContent));`),
      );
      assert.equal((await panelLists(driver)).length, 4);
    });

    test("it exports Markdown with links to the sentences", async () => {
      await openClaims();
      const { name, type, text } = await exported("Markdown");
      assert.match(name, /^says-who-four-claims\.md$/);
      assert.match(type, /^text\/markdown/);
      assert.match(text, /^# Four claims\n/);
      const link = `](${server.url("claims.html")}#:~:text=Sales%20rose%2060%25%20last%20year%2E)`;
      assert.ok(text.includes(`**No source stated**: [Sales rose 60% last year.${link}`), text);
      assert.match(text, /does not mean that a claim is untrue/);
    });

    test("it exports a table that a spreadsheet opens", async () => {
      await openClaims();
      const { name, text } = await exported("CSV");
      assert.match(name, /\.csv$/);
      assert.ok(text.startsWith('\ufeff"document","url",'), "with the mark of UTF-8");
      assert.equal(text.trim().split("\r\n").length, 5);
    });

    test("it exports the report as report.md has it", async () => {
      await openClaims();
      const report = JSON.parse((await exported("JSON)")).text) as { claims: Record<string, unknown>[]; quantities: unknown[] };
      assert.equal(report.claims.length, 4);
      assert.ok(report.quantities.length > 0);
      const { reason, segments } = report.claims[0] as { reason: { code: string; text: string }; segments?: unknown };
      assert.deepEqual([reason.code, reason.text.length > 20, segments], ["own-figure", true, undefined]);
    });

    test("it exports web annotations", async () => {
      await openClaims();
      const { name, type, text } = await exported("JSON-LD");
      assert.match(name, /\.jsonld$/);
      assert.match(type, /^application\/ld\+json/);
      interface Selector { type: string; exact: string; prefix: string; suffix: string }
      const page = JSON.parse(text) as { "@context": string; items: { target: { source: string; selector: Selector[] }[] }[] };
      assert.equal(page["@context"], "http://www.w3.org/ns/anno.jsonld");
      assert.equal(page.items.length, 4);
      const targets = page.items.map(({ target: [target] }) => target);
      assert.equal(targets[0]?.source, server.url("claims.html"));
      assert.equal(targets[0]?.selector[0]?.exact, "Sales rose 60% last year.");
      // The words around it are the page's own, so that whoever looks for the quotation there knows which one is meant.
      const whole = (await textOf(driver, "body")).replace(/\s/g, "");
      for (const target of targets) {
        const { type, exact, prefix, suffix } = target?.selector[0] ?? {};
        assert.equal(type, "TextQuoteSelector");
        assert.ok(prefix && suffix, `${exact} stands between words`);
        assert.ok(whole.includes(`${prefix}${exact}${suffix}`.replace(/\s/g, "")), `${prefix}|${exact}|${suffix}`);
      }
    });

    test("where it lists some, it exports these, and says so", async () => {
      await openClaims();
      await click("Lacks a source");
      const lacking = await listed(driver);
      await driver.panel.run(`document.querySelector(".panel-export-button").click();`);
      assert.equal(await driver.panel.run(`return document.querySelector(".panel-export-what").textContent;`), "Only the 2 claims that are listed.");
      await driver.panel.run(`document.querySelector(".panel-export-button").click();`);
      const markdown = (await exported("Markdown")).text;
      assert.match(markdown, /^2 claims: .*\(2 more claims on the page were not listed\)$/m);
      assert.equal(markdown.match(/^- /gm)?.length, 2);
      interface Exported { claims: { sentence: { text: string }; quantities: string[] }[]; quantities: { id: string }[]; counts: Record<string, number> }
      const report = JSON.parse((await exported("JSON)")).text) as Exported;
      assert.deepEqual(report.claims.map(({ sentence }) => sentence.text), lacking);
      assert.deepEqual(report.counts, { cited: 0, named: 0, vague: 1, none: 1 });
      assert.deepEqual(report.quantities.map(({ id }) => id), report.claims.flatMap(({ quantities }) => quantities));
      await click("All");
      assert.equal((await exported("CSV")).text.trim().split("\r\n").length, 5);
    });

    test("it exports a page to print", async () => {
      await openClaims();
      const { type, text } = await exported("page to print");
      assert.match(type, /^text\/html/);
      assert.match(text, /^<!doctype html>/);
      assert.ok(!/<script|<img|<link/.test(text), "it runs and loads nothing");
      await until("the panel to say so", async () => /new tab/.test(await says()));
    });

    test("it copies plain text to the clipboard", async () => {
      await openClaims();
      // The clipboard is the machine's, and a headless browser has none: what is handed to it is seen.
      const copied = await driver.panel.run<string>(`
        let copied = "";
        Object.defineProperty(navigator, "clipboard", { configurable: true, value: { writeText: async (text) => { copied = text; } } });
        document.querySelector(".panel-export-button").click();
        [...document.querySelectorAll(".panel-export-format")].find((choice) => choice.textContent.includes("Copy")).click();
        return copied;`);
      assert.match(copied, /^Four claims\n/);
      assert.match(copied, /No source stated {3}Sales rose 60% last year\.\n/);
      await until("the panel to say so", async () => (await says()) === "Copied.");
    });

    for (const dark of [false, true]) {
      test(`it passes the accessibility checks of axe in every state, ${dark ? "dark" : "light"}`, async () => {
        await driver.prefer({ dark });
        await openClaims();
        await driver.panel.run(`document.querySelector(".panel-export-button").click();`);
        assert.equal(await driver.panel.run<boolean>(`return matchMedia("(prefers-color-scheme: dark)").matches;`), dark);
        assert.deepEqual(await violations(driver.panel), [], "the list, the menu open");
        await search("nothing like it");
        assert.deepEqual(await violations(driver.panel), [], "nothing found");
        await driver.open(server.url("empty.html"));
        await driver.clickAction();
        await panelComesToSay(driver, /no text/);
        assert.deepEqual(await violations(driver.panel), [], "a page that cannot be read");
        await driver.open(server.url("german.html"));
        await driver.clickAction();
        await until("the words", () => driver.panel.run<boolean>(`return /German/.test(document.querySelector(".panel-language").textContent);`));
        assert.deepEqual(await violations(driver.panel), [], "another language");
      });
    }

    test("without colours of its own it still tells the statuses apart, and what is chosen", async () => {
      await driver.prefer({ forcedColors: true });
      await openClaims();
      const lines = await driver.panel.run<string[]>(`
        return [...document.querySelectorAll(".panel-key .panel-line")].map((line) => getComputedStyle(line, "::before").textDecorationStyle);`);
      assert.equal(new Set(lines).size, 4, lines.join());
      const grounds = await driver.panel.run<string[]>(`
        document.querySelector(".panel-key.none").click();
        return [...document.querySelectorAll(".panel-key")].map((key) => getComputedStyle(key).backgroundColor);`);
      assert.ok(grounds.slice(1).every((ground) => ground !== grounds[0]), grounds.join());
      await driver.prefer({});
    });

    test("nothing moves by itself for a reader who wants that", async () => {
      await driver.prefer({ reducedMotion: true });
      await openClaims();
      await until("the wish to be known", () => driver.panel.run<boolean>(`return matchMedia("(prefers-reduced-motion: reduce)").matches;`));
      // The bar of a reading whose length is not known is the one thing that moves without end.
      const bar = await driver.panel.run<string>(`
        const bar = document.createElement("progress");
        bar.className = "panel-progress";
        document.querySelector(".says-who-panel").append(bar);
        const { visibility } = getComputedStyle(bar);
        bar.remove();
        return visibility;`);
      assert.equal(bar, "hidden");
      await driver.panel.run(`document.querySelector(".panel-export-button").click(); document.querySelector(".panel-claim:not([hidden]) button").click();`);
      await cardOpens(driver);
      const moving = "return document.getAnimations().length;";
      assert.deepEqual([await driver.panel.run(moving), await driver.page.run(moving)], [0, 0]);
      const inCard = await driver.inCard<string[]>(`return [...root.querySelectorAll("*")].map((part) => getComputedStyle(part)).flatMap(({ animationName, transitionDuration }) => [animationName, transitionDuration]);`);
      assert.deepEqual([...new Set(inCard)].sort(), ["0s", "none"]);
      await driver.prefer({});
    });

    test("its settings open, and a language that is chosen there is spoken at once", async () => {
      await openClaims();
      await driver.panel.run(`
        const { storage } = globalThis.browser ?? chrome;
        const { settings } = await storage.sync.get("settings");
        await storage.sync.set({ settings: { version: 1, ...settings, language: "de" } });`);
      const lead = () => driver.panel.run<string>(`return document.querySelector(".panel-lead").textContent;`);
      await until("German", async () => /Angaben/.test(await lead()));
      assert.equal(await driver.panel.run("return document.documentElement.lang;"), "de");
      assert.equal((await listed(driver)).length, 4, "the list is still there");
      await driver.panel.run(`await (globalThis.browser ?? chrome).storage.sync.clear();`);
      await until("the browser's language", async () => /claims/.test(await lead()));
    });
  });
}
