/**
 * The lines between page, content script, background and extension pages: what a page sends is not heard, what it writes stays words,
 * and before the extension is used on it a page cannot tell that it is there.
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { type Driver, until } from "./driver/driver.ts";
import { BROWSERS, launch } from "./driver/launch.ts";
import { STATUSES, card, cardOpens, highlightNames, pageState, painted, panelComesToSay, panelLists, pointAt, showClaims, textOf } from "./observe.ts";
import { type PageServer, servePages } from "./server.ts";

for (const browser of BROWSERS) {
  describe(`boundaries in ${browser}`, () => {
    let driver: Driver;
    let server: PageServer;
    /** Where the extension's files lie: what no page should know. */
    let home: string;

    before(async () => {
      server = await servePages();
      driver = await launch(browser);
      await driver.open(server.url("claims.html"));
      await showClaims(driver);
      await panelLists(driver);
      home = await driver.panel.run<string>(`return new URL(".", location.href).href;`);
      await driver.clickAction();
      await until("the highlights to go", async () => (await highlightNames(driver)).length === 0);
    });

    after(async () => {
      await driver?.close();
      await server?.close();
    });

    test("a page that nobody clicked on finds nothing, though it knows where to look", async () => {
      await driver.open(server.url("claims.html"));
      const found = await driver.page.run<Record<string, unknown>>(`
        const files = ["manifest.json", "icons/16.png", "panel.html", "content.js", "background.js", "sayswho_bg.wasm", "_locales/en/messages.json"];
        const fetched = await Promise.all(files.map((file) => fetch(${JSON.stringify(home)} + file).then(() => file, () => null)));
        const loads = (tag, file) => new Promise((resolve) => {
          const element = Object.assign(document.createElement(tag), { src: ${JSON.stringify(home)} + file });
          element.onload = () => resolve(file);
          element.onerror = () => resolve(null);
          document.head.append(element);
        });
        const loaded = await Promise.all([loads("img", "icons/16.png"), loads("script", "background.js"), loads("script", "content.js")]);
        document.head.querySelectorAll("img, script[src]").forEach((element) => element.remove());
        return {
          fetched: fetched.filter(Boolean), loaded: loaded.filter(Boolean),
          globals: Object.getOwnPropertyNames(globalThis).filter((name) => /says.?who/i.test(name)),
          api: [globalThis.browser, globalThis.chrome?.runtime, globalThis.chrome?.storage].filter((api) => api !== undefined).length,
          highlights: CSS.highlights.size,
          markup: /says.?who/i.test(document.documentElement.outerHTML),
          style: getComputedStyle(document.querySelector("#none"), "::highlight(sayswho-none)").textDecorationLine,
          sheets: document.adoptedStyleSheets.length,
        };`);
      const { style, ...rest } = found;
      assert.deepEqual(rest, { fetched: [], loaded: [], globals: [], api: 0, highlights: 0, markup: false, sheets: 0 });
      assert.ok(style === "none" || style === "", String(style));
    });

    test("what a page says to anybody is not heard", async () => {
      await driver.open(server.url("claims.html"));
      await panelComesToSay(driver, /click the Says Who button/);
      await driver.page.run(`
        const state = { kind: "ready", report: { counts: {}, claims: [], quantities: [], attributions: [], language: "en" } };
        const messages = [
          { to: "background", type: "state", script: "a", state: { kind: "on" } }, { to: "panel", type: "state", windowId: 1, tabId: 1, state },
          { to: "page", type: "select", id: "c1" }, { to: "background", type: "search", words: "x" }, { to: "background", type: "list" },
        ];
        for (const message of messages) {
          window.postMessage(message, "*");
          window.dispatchEvent(new MessageEvent("message", { data: message }));
          document.dispatchEvent(new CustomEvent(message.type, { detail: message }));
          try {
            (globalThis.chrome?.runtime ?? globalThis.browser?.runtime).sendMessage(message);
          } catch {}
        }
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));`);
      assert.deepEqual(await highlightNames(driver), []);
      await panelComesToSay(driver, /click the Says Who button/);
      assert.ok((await driver.tabs()).every((address) => !address.startsWith(home)));
      // And it is still read like any other.
      await showClaims(driver);
      const seen = await painted(driver);
      for (const status of STATUSES) assert.equal(seen[status], await textOf(driver, `#${status}`), status);
    });

    test("nobody is heard but in his own words, and nothing is lost by what is not", async () => {
      await driver.open(server.url("claims.html"));
      await showClaims(driver);
      const rows = await panelLists(driver);
      const before = await painted(driver);
      const answers = await driver.panel.run<unknown[]>(`
        const { runtime, tabs } = globalThis.browser ?? chrome;
        const [{ id }] = await tabs.query({ active: true, currentWindow: true });
        const patch = { run: "a", count: 0, progress: 1, elements: [], leaves: [], texts: [], branches: [] };
        // What only a page may say, and what nobody may.
        const messages = [
          { to: "background", type: "patch", patch }, { to: "background", type: "state", script: "a", state: { kind: "idle" } },
          { to: "background", type: "list" },
          { to: "background", type: "search", words: "x" }, { to: "background", type: "select", tabId: String(id), id: "c1" },
          { to: "background", type: "mark", tabId: id, id: "x".repeat(65) }, { to: "background", type: "panel-hello", windowId: "1" },
          { to: "background", type: "unheard-of" }, { to: "background" }, {}, [], "patch", 7, null,
        ];
        return Promise.all(messages.map((message) => runtime.sendMessage(message).then((answer) => answer ?? null, () => null)));`);
      assert.deepEqual(answers.filter((answer) => answer !== null), []);
      assert.deepEqual(await panelLists(driver), rows);
      assert.deepEqual(await painted(driver), before);
      assert.equal((await driver.tabs()).length, 1);
      await driver.clickAction();
      await until("the highlights to go", async () => (await highlightNames(driver)).length === 0);
    });

    test("the panel cannot be framed", async () => {
      const panels = () =>
        driver.panel.run<number>(`
          const contexts = await (globalThis.browser ?? chrome).runtime.getContexts({});
          return contexts.filter(({ documentUrl }) => documentUrl?.startsWith(location.href.split(/[?#]/)[0])).length;`);
      await driver.open(server.url("claims.html"));
      const before = await panels();
      assert.ok(before >= 1);
      await driver.page.run(`
        const frame = document.createElement("iframe");
        const ended = new Promise((resolve) => (frame.onload = frame.onerror = resolve));
        frame.src = ${JSON.stringify(`${home}panel.html`)};
        document.body.append(frame);
        await ended;`);
      assert.equal(await panels(), before);
    });

    test("a page's words stay words, in the card and in the panel", async () => {
      await driver.open(server.url("hostile-words.html"));
      await showClaims(driver);
      const rows = await panelLists(driver);
      assert.ok(rows.some((row) => row.includes("<img src=x onerror=")), rows.join("\n"));
      const panel = await driver.panel.run<Record<string, unknown>>(`
        return {
          made: document.querySelectorAll("img, script:not([src]), iframe, object, b[onclick], [onerror]").length,
          links: [...document.querySelectorAll("a[href]")].map((a) => a.protocol).filter((protocol) => !/^(https?|blob|chrome-extension|moz-extension):$/.test(protocol)),
          pwned: globalThis.pwned ?? null,
        };`);
      assert.deepEqual(panel, { made: 0, links: [], pwned: null });
      for (const row of ["p:nth-of-type(1)", "p:nth-of-type(4)", "p:nth-of-type(5)"]) {
        await pointAt(driver, row);
        await driver.clickHere();
        const seen = await cardOpens(driver);
        for (const { href } of seen.links) assert.match(href, /^https?:/, "no link that does something");
        const made = await driver.inCard<number>(`return root.querySelectorAll("img, script, iframe, [onclick], [onerror]").length;`);
        assert.equal(made, 0);
        await driver.pressEscape();
      }
      assert.equal(await driver.page.run(`return globalThis.pwned ?? null;`), null);
    });

    test("nothing that is put into an extension page as markup runs, and nothing is fetched from there", async () => {
      const tried = await driver.panel.run<Record<string, unknown>>(`
        delete globalThis.pwned;
        const refused = [];
        const attempt = (what, does) => { try { does(); } catch { refused.push(what); } };
        const box = document.createElement("div");
        const settled = new Promise((resolve) => box.addEventListener("error", resolve, { capture: true, once: true }));
        document.body.append(box);
        attempt("markup", () => { box.innerHTML = "<img src='missing.png' onerror='globalThis.pwned = 1'>"; });
        if (box.firstChild) await settled;
        attempt("script", () => {
          const script = document.createElement("script");
          script.textContent = "globalThis.pwned = 2";
          box.append(script);
        });
        const fetched = await fetch(${JSON.stringify(server.url("claims.html"))}).then(() => true, () => false);
        box.remove();
        return { pwned: globalThis.pwned ?? null, fetched, markup: refused.includes("markup"), types: "trustedTypes" in globalThis };`);
      assert.equal(tried["pwned"], null);
      assert.equal(tried["fetched"], false);
      assert.equal(tried["markup"], tried["types"], "where the browser knows Trusted Types, markup is refused as such");
    });

    test("a page cannot look into the card, nor press its buttons", async () => {
      await driver.open(server.url("claims.html"));
      await showClaims(driver);
      await pointAt(driver, "#none");
      await driver.clickHere();
      await cardOpens(driver);
      const before = await driver.tabs();
      const seen = await driver.page.run<Record<string, unknown>>(`
        const host = document.documentElement.lastElementChild;
        const { left, top, width, height } = host.getBoundingClientRect();
        const reached = [];
        for (let x = left + 2; x < left + width; x += 6) {
          for (let y = top + 2; y < top + height; y += 6) {
            const target = document.elementFromPoint(x, y);
            if (target !== host) continue;
            for (const type of ["pointerdown", "mousedown", "mouseup", "click"]) {
              target.dispatchEvent(new MouseEvent(type, { bubbles: true, composed: true, cancelable: true, clientX: x, clientY: y }));
            }
            reached.push(target);
          }
        }
        host.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, composed: true }));
        return { root: host.shadowRoot, text: host.textContent, reached: reached.length > 0, attributes: host.getAttributeNames().sort() };`);
      assert.deepEqual(seen, { root: null, text: "", reached: true, attributes: seen["attributes"] });
      assert.deepEqual(await driver.tabs(), before, "nothing was opened");
      assert.ok((await highlightNames(driver)).length > 0, "nor turned off");
    });

    // Line by line what docs/privacy.md says that a page can see.
    test("what a page can see while claims are shown is what is written down, and after the second click nothing", async () => {
      await driver.open(server.url("claims.html"));
      const look = () =>
        driver.page.run<Record<string, unknown>>(`
          return {
            highlights: [...CSS.highlights.keys()].map((name) => name.split("-")[0]).filter((name, at, all) => all.indexOf(name) === at),
            measures: performance.getEntries().map(({ name, entryType }) => entryType + " " + name).filter((name, at, all) => /says/i.test(name) && all.indexOf(name) === at),
            sheets: document.styleSheets.length + " " + document.adoptedStyleSheets.length,
            line: getComputedStyle(document.querySelector("#none"), "::highlight(sayswho-none)").textDecorationLine.replace("none", ""),
            globals: Object.getOwnPropertyNames(globalThis).filter((name) => /says.?who/i.test(name)),
            ends: document.documentElement.lastElementChild.localName,
            stored: localStorage.length + sessionStorage.length + document.cookie.length,
          };`);
      const untouched = await pageState(driver);
      const nothing = await look();
      assert.deepEqual(nothing, { highlights: [], measures: [], sheets: nothing["sheets"], line: "", globals: [], ends: "body", stored: 0 });
      await showClaims(driver);
      await panelLists(driver);
      const shown = { ...nothing, highlights: ["sayswho"], measures: ["measure sayswho-slice"], line: "underline" };
      await until("the looks", async () => (await look())["line"] === "underline");
      assert.deepEqual(await look(), shown);
      await pointAt(driver, "#none");
      await driver.clickHere();
      await cardOpens(driver);
      assert.deepEqual(await look(), { ...shown, ends: "div" });
      await driver.clickAction();
      await until("everything to go", async () => JSON.stringify(await look()) === JSON.stringify(nothing));
      assert.equal(await pageState(driver), untouched);
      assert.equal(await card(driver), undefined);
    });
  });
}
