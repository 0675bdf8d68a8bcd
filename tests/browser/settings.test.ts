/** The settings page, and what follows from it in the page: in the real extension, through every kind of ending. */
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, describe, test } from "node:test";
import axe from "axe-core";
import { type Driver, until } from "./driver/driver.ts";
import { BROWSERS, launch } from "./driver/launch.ts";
import { badge, cardOpens, highlightNames, painted, panelComesToSay, pointAt, showClaims, textOf } from "./observe.ts";
import { type PageServer, servePages } from "./server.ts";

/** The test pages' host. */
const HOST = "127.0.0.1";
const EVERYWHERE = "*://*/*";

/** What the extension's own pages can ask. */
const API = "const api = globalThis.browser ?? chrome;";

async function openSettings(driver: Driver): Promise<void> {
  await driver.openOwn("options.html");
  await until("the settings", () => driver.page.run<boolean>(`return "ready" in document.documentElement.dataset;`));
}

/** A real click: the browser asks for leave only within one. */
async function click(driver: Driver, selector: string): Promise<void> {
  const [x, y] = await driver.page.run<[number, number]>(`
    const element = document.querySelector(${JSON.stringify(selector)});
    element.scrollIntoView({ block: "center", behavior: "instant" });
    const { left, top, width, height } = element.getBoundingClientRect();
    return [left + width / 2, top + height / 2];`);
  await driver.moveTo(x, y);
  await driver.clickHere();
}

const said = (driver: Driver) => driver.page.run<string>(`return document.querySelector("#said").textContent;`);
const comesToSay = (driver: Driver, words: RegExp) => until(`the page to say ${words}`, async () => words.test(await said(driver)));

/** Clicks, and waits until it is kept. */
async function choose(driver: Driver, selector: string): Promise<void> {
  await driver.page.run(`document.querySelector("#said").textContent = "";`);
  await click(driver, selector);
  await comesToSay(driver, /^Saved/);
}

/** Types a site into one of the lists and adds it. */
async function addSite(driver: Driver, list: "sites" | "never", site: string): Promise<void> {
  await driver.page.run(`
    document.querySelector("#said").textContent = "";
    document.querySelector("#${list}-add").value = ${JSON.stringify(site)};`);
  await click(driver, `#${list} [type=submit]`);
}

const stored = (driver: Driver) =>
  driver.page.run<Record<string, unknown> | undefined>(`${API} return (await api.storage.sync.get("settings")).settings;`);
const store = (driver: Driver, value: unknown) =>
  driver.page.run(`${API} await api.storage.sync.set({ settings: ${JSON.stringify(value)} });`);
/** Nothing kept, nothing granted. */
const forget = (driver: Driver) =>
  driver.page.run(`${API}
    await Promise.all([api.storage.sync.remove("settings"), api.storage.local.remove("settings")]);
    const { origins } = await api.permissions.getAll();
    if (origins.length > 0) await api.permissions.remove({ origins });`);
const origins = (driver: Driver) => driver.page.run<string[]>(`${API} return (await api.permissions.getAll()).origins;`);
/** The patterns of the pages that the browser will have read by itself. */
const registered = (driver: Driver) =>
  driver.page.run<string[]>(`${API} return (await api.scripting.getRegisteredContentScripts()).flatMap(({ matches }) => matches);`);

for (const browser of BROWSERS) {
  describe(`settings in ${browser}`, () => {
    let driver: Driver;
    let server: PageServer;

    before(async () => {
      server = await servePages();
      driver = await launch(browser, { allowed: [EVERYWHERE], remembers: true });
    });

    after(async () => {
      await driver?.close();
      await server?.close();
    });

    beforeEach(async () => {
      await driver.prefer({});
      await openSettings(driver);
      await forget(driver);
      await until("nothing registered", async () => (await registered(driver)).length === 0);
      await openSettings(driver);
    });

    test("what is switched off is not highlighted, and the badge does not count it", async () => {
      await choose(driver, "[name='statuses.none']");
      await choose(driver, "[name='statuses.cited']");
      await driver.open(server.url("claims.html"));
      await showClaims(driver);
      const seen = await painted(driver);
      assert.deepEqual([seen.none, seen.cited], ["", ""]);
      assert.equal(seen.vague, await textOf(driver, "#vague"));
      await until("the badge", async () => (await badge(driver)) === "1");
      await openSettings(driver);
      await choose(driver, "[name='kinds.attribution']");
      await choose(driver, "[name='statuses.none']");
      await driver.open(server.url("claims.html"));
      await showClaims(driver);
      assert.deepEqual(Object.values(await painted(driver)).filter(Boolean), ["Sales rose 60% last year."]);
    });

    test("an open page follows at once: colours, style, statuses, and the list of sites that are never touched", async () => {
      await driver.open(server.url("claims.html"));
      await showClaims(driver);
      const look = () =>
        driver.page.run<string>(`
          const style = getComputedStyle(document.getElementById("vague"), "::highlight(sayswho-vague)");
          return style.textDecorationLine + " " + style.textDecorationColor + " " + style.backgroundColor;`);
      assert.match(await look(), /^underline rgb\(184, 105, 0\) rgba\(184, 105, 0, 0\.1/);
      await driver.openTab("about:blank");
      await openSettings(driver);
      await choose(driver, "[name=style][value=background]");
      await driver.page.run(`
        const colour = document.querySelector("[name='colours.vague']");
        colour.value = "#336699";
        colour.dispatchEvent(new Event("input", { bubbles: true }));
        colour.dispatchEvent(new Event("change", { bubbles: true }));`);
      await until("the colour", async () => ((await stored(driver))?.["colours"] as Record<string, string>)["vague"] === "#336699");
      await choose(driver, "[name='statuses.named']");
      await driver.closeTab();
      await until("the new looks", async () => /^none .* rgba\(51, 102, 153, 0\.2/.test(await look()));
      assert.equal((await painted(driver)).named, "");

      await driver.openTab("about:blank");
      await openSettings(driver);
      await addSite(driver, "never", server.url("claims.html"));
      await comesToSay(driver, /^Saved/);
      await driver.closeTab();
      await until("the highlights to go", async () => (await highlightNames(driver)).length === 0);
      await panelComesToSay(driver, /turned Says Who off here/);
      await driver.open(server.url("below.html"));
      await driver.clickAction();
      await panelComesToSay(driver, /turned Says Who off here/);
      assert.deepEqual(await highlightNames(driver), [], "a click does not read it either");
    });

    test("changes made in one go are all kept, the language among them", async () => {
      for (const language of ["de", "en", "de"]) {
        const style = language === "de" ? "background" : "both";
        const before = (await stored(driver))?.["minor"] ?? false;
        await driver.page.run(`
          document.querySelector("[name=minor]").click();
          document.querySelector("#language").value = ${JSON.stringify(language)};
          document.querySelector("#language").dispatchEvent(new Event("change", { bubbles: true }));
          document.querySelector("[name=style][value=${style}]").click();`);
        await until("the language", () => driver.page.run<boolean>(`return document.documentElement.lang === ${JSON.stringify(language)};`));
        await until("all to be kept", async () => {
          const kept = await stored(driver);
          return kept?.["minor"] === !before && kept?.["language"] === language && kept?.["style"] === style;
        });
      }
    });

    test("minor figures are highlighted on request", async () => {
      await driver.open(server.url("minor.html"));
      await driver.clickAction();
      await until("the page to be read", async () => (await badge(driver)) === "1");
      const before = (await painted(driver)).none;
      await driver.openTab("about:blank");
      await openSettings(driver);
      await choose(driver, "[name=minor]");
      await driver.closeTab();
      await until("the minor figure", async () => (await painted(driver)).none.length > before.length);
    });

    test("the preview and the words on contrast follow a colour while it is chosen", async () => {
      const seen = await driver.page.run<{ words: string; faint: boolean; line: string }>(`
        const colour = document.querySelector("[name='colours.none']");
        colour.value = "#ffff00";
        colour.dispatchEvent(new Event("input", { bubbles: true }));
        const words = document.querySelector("#contrast-none");
        const line = getComputedStyle(document.querySelector("#preview .none"), "::highlight(sayswho-none)").textDecorationColor;
        return { words: words.textContent, faint: words.classList.contains("faint"), line };`);
      assert.match(seen.words, /On white 1\.1 to 1: hard to see\. On black 19\.6 to 1: clear\./);
      assert.deepEqual([seen.faint, seen.line], [true, "rgb(255, 255, 0)"]);
      assert.equal(await stored(driver), undefined, "nothing is kept before it is chosen");
    });

    test("a chosen site is read without a click, by the browser's leave, which is given back", async () => {
      assert.deepEqual(await origins(driver), []);
      await choose(driver, "[name=run][value=sites]");
      assert.deepEqual(await origins(driver), [], "no site, no leave");
      await addSite(driver, "sites", "two words");
      assert.match(await driver.page.run<string>(`return document.querySelector("#sites-wrong").textContent;`), /no address/);
      if (browser === "firefox") {
        await addSite(driver, "sites", HOST);
        await driver.answer(false);
        await comesToSay(driver, /not given leave/);
        assert.equal((await stored(driver))?.["sites"]?.toString(), "");
      }
      await addSite(driver, "sites", server.url("claims.html"));
      await driver.answer(true);
      await comesToSay(driver, /^Saved/);
      assert.deepEqual(await origins(driver), [`*://${HOST}/*`]);
      await until("the browser to know", async () => (await registered(driver)).length === 1);
      await driver.open(server.url("claims.html"));
      await until("the highlights", async () => (await highlightNames(driver)).length > 0);
      await driver.page.run("window.left = true;");
      await driver.open(server.url("below.html").replace(HOST, "localhost"));
      assert.deepEqual(await highlightNames(driver), [], "another site");
      await driver.back();
      await until("the page from memory", () => driver.page.run<boolean>("return window.left === true;"));
      await until("the highlights again", async () => (await highlightNames(driver)).length > 0);
      await driver.clickAction();
      await until("the highlights to go", async () => (await highlightNames(driver)).length === 0);

      await openSettings(driver);
      await choose(driver, `#sites li button[value="${HOST}"]`);
      await until("the leave to be given back", async () => (await origins(driver)).length === 0);
      await until("the browser to know", async () => (await registered(driver)).length === 0);
    });

    test("every site is read, but for those that are never touched, until the reader chooses otherwise", async () => {
      await addSite(driver, "never", "localhost");
      await comesToSay(driver, /^Saved/);
      await driver.page.run(`document.querySelector("#said").textContent = "";`);
      await click(driver, "[name=run][value=everywhere]");
      await driver.answer(true);
      await comesToSay(driver, /^Saved/);
      assert.deepEqual(await origins(driver), [EVERYWHERE]);
      await until("the browser to know", async () => (await registered(driver)).length === 1);
      await driver.open(server.url("claims.html"));
      await until("the highlights", async () => (await highlightNames(driver)).length > 0);
      await driver.open(server.url("claims.html").replace(HOST, "localhost"));
      await driver.clickAction();
      await panelComesToSay(driver, /turned Says Who off here/);
      assert.deepEqual(await highlightNames(driver), []);
      await openSettings(driver);
      await choose(driver, "[name=run][value=click]");
      await until("the leave to be given back", async () => (await origins(driver)).length === 0);
      await driver.open(server.url("claims.html"));
      await driver.clickAction();
      await until("the highlights", async () => (await highlightNames(driver)).length > 0);
    });

    test("leave that was taken back in the browser is asked for again on the page", async () => {
      await store(driver, { version: 1, run: "sites", sites: [HOST] });
      await openSettings(driver);
      await until("the offer", () => driver.page.run<boolean>(`return document.querySelector("#leave").checkVisibility();`));
      await click(driver, "#leave button");
      await driver.answer(true);
      await until("the offer to go", () => driver.page.run<boolean>(`return !document.querySelector("#leave").checkVisibility();`));
      assert.deepEqual(await origins(driver), [`*://${HOST}/*`]);
    });

    test("the interface speaks the language that was chosen", async () => {
      await driver.page.run(`
        const language = document.querySelector("#language");
        language.value = "de";
        language.dispatchEvent(new Event("change", { bubbles: true }));`);
      await until("German", () => driver.page.run<boolean>(`return document.title === "Einstellungen von Says Who" && document.documentElement.lang === "de";`));
      await until("it to be kept", async () => (await stored(driver))?.["language"] === "de");
      await driver.open(server.url("claims.html"));
      await showClaims(driver);
      await pointAt(driver, "#none");
      assert.equal((await cardOpens(driver)).title, "Keine Quelle genannt");
    });

    test("settings go into a file and come back from it; a file of something else changes nothing", async () => {
      await choose(driver, "[name=minor]");
      const saved = await driver.page.run<string>(`
        let address;
        HTMLAnchorElement.prototype.click = function () { address = this.href; };
        document.querySelector("#export").click();
        return (await fetch(address)).text();`);
      assert.equal((JSON.parse(saved) as { minor: boolean }).minor, true);

      const importing = (words: string) =>
        driver.page.run(`
          document.querySelector("#said").textContent = "";
          const taken = new DataTransfer();
          taken.items.add(new File([${JSON.stringify(words)}], "settings.json"));
          const file = document.querySelector("#file");
          file.files = taken.files;
          file.dispatchEvent(new Event("change", { bubbles: true }));`);
      await choose(driver, "[name=minor]");
      await importing(saved);
      await comesToSay(driver, /^Loaded from the file\.$/);
      assert.equal((await stored(driver))?.["minor"], true);
      for (const wrong of ["no JSON", "[1, 2]", "null", `"${"x".repeat(300_000)}"`]) {
        await importing(wrong);
        await comesToSay(driver, /holds no settings/);
      }
      assert.equal((await stored(driver))?.["minor"], true);
      await importing(JSON.stringify({ minor: false, style: "none", colours: { none: 1 } }));
      await comesToSay(driver, /did not fit.*How it is highlighted.*Colours/);
      assert.equal((await stored(driver))?.["minor"], false);
    });

    test("reset asks first, and then leaves nothing of the choices and the leave", async () => {
      await choose(driver, "[name=minor]");
      await driver.page.run(`document.querySelector("#said").textContent = "";`);
      await click(driver, "[name=run][value=everywhere]");
      await driver.answer(true);
      await comesToSay(driver, /^Saved/);
      await click(driver, "#reset");
      await click(driver, "#sure button[value=no]");
      assert.equal((await stored(driver))?.["minor"], true);
      await click(driver, "#reset");
      await click(driver, "#sure button[value=yes]");
      await comesToSay(driver, /usual values again/);
      assert.equal((await stored(driver))?.["minor"], false);
      assert.equal((await stored(driver))?.["run"], "click");
      await until("the leave to be given back", async () => (await origins(driver)).length === 0);
    });

    test("a broken stored value loses nothing else, and is said", async () => {
      await store(driver, { version: 1, minor: "perhaps", statuses: { none: true, vague: false, named: true, cited: true }, colours: "red" });
      await openSettings(driver);
      const trouble = await driver.page.run<string>(`return document.querySelector("#trouble").textContent;`);
      assert.match(trouble, /could not be read.*Minor figures.*Colours|could not be read.*Colours.*Minor figures/);
      assert.equal(await driver.page.run(`return document.querySelector("[name='statuses.vague']").checked;`), false);
      await driver.open(server.url("claims.html"));
      await showClaims(driver);
      const seen = await painted(driver);
      assert.equal(seen.vague, "");
      assert.equal(seen.none, await textOf(driver, "#none"));
      await openSettings(driver);
      await store(driver, "nonsense");
      await driver.open(server.url("claims.html"));
      await showClaims(driver);
      assert.equal((await painted(driver)).vague, await textOf(driver, "#vague"));
    });

    test("an update finds the settings of the version before", async () => {
      await store(driver, { onlyLacking: true, minor: true });
      await driver.open(server.url("claims.html"));
      await driver.reloadExtension();
      await showClaims(driver);
      const seen = await painted(driver);
      assert.deepEqual([seen.named, seen.cited], ["", ""]);
      assert.equal(seen.none, await textOf(driver, "#none"));
      await openSettings(driver);
      assert.equal(await driver.page.run(`return document.querySelector("#trouble").hidden;`), true);
      assert.equal(await driver.page.run(`return document.querySelector("[name=minor]").checked;`), true);
    });

    test("they outlive the background", async () => {
      await choose(driver, "[name='statuses.none']");
      await driver.open(server.url("claims.html"));
      await driver.stopBackground();
      await showClaims(driver);
      assert.equal((await painted(driver)).none, "");
    });

    test("where the account refuses them, they stay on the device", async () => {
      await driver.page.run(`${API} api.storage.sync.set = async () => { throw new Error("quota"); };`);
      await choose(driver, "[name=minor]");
      assert.match(await driver.page.run<string>(`return document.querySelector("#kept").textContent;`), /this device alone/);
      await openSettings(driver);
      assert.equal(await driver.page.run(`return document.querySelector("[name=minor]").checked;`), true);
      assert.equal(await stored(driver), undefined);
      await choose(driver, "[name=minor]");
      assert.equal((await stored(driver))?.["minor"], false, "and go with the account again when it takes them");
    });

    // The page's own hands are bound: no browser has a switch for it that a driver could turn.
    test("where account and device refuse them, the page says so, and shows what is kept", async () => {
      await choose(driver, "[name=minor]");
      await driver.page.run(`${API}
        const refuse = async () => { throw new Error("refused"); };
        api.storage.sync.set = api.storage.local.set = refuse;
        document.querySelector("[name=minor]").click();`);
      await comesToSay(driver, /could not be done/);
      assert.equal(await driver.page.run(`return document.querySelector("[name=minor]").checked;`), true);
      assert.equal((await stored(driver))?.["minor"], true);
    });

    for (const dark of [false, true]) {
      test(`the page passes the accessibility checks of axe, ${dark ? "dark" : "light"}`, async () => {
        await addSite(driver, "never", "example.org");
        await comesToSay(driver, /^Saved/);
        await driver.prefer({ dark });
        await openSettings(driver);
        const violations = await driver.page.run<string[]>(`
          ${axe.source};
          const { violations } = await globalThis.axe.run(document);
          return violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html }) => html).join(" "));`);
        assert.deepEqual(violations, []);
      });
    }
  });

  test(`settings outlive ${browser}`, async () => {
    const profile = await mkdtemp(join(tmpdir(), "sayswho-profile-"));
    const server = await servePages();
    try {
      const first = await launch(browser, { profile, allowed: [EVERYWHERE] });
      try {
        await openSettings(first);
        await choose(first, "[name='statuses.none']");
        await choose(first, "[name=run][value=sites]");
        await addSite(first, "sites", HOST);
        await first.answer(true);
        await comesToSay(first, /^Saved/);
        await until("the browser to know", async () => (await registered(first)).length === 1);
      } finally {
        await first.close();
      }
      const second = await launch(browser, { profile });
      try {
        // The browser may still be starting when the first page is there.
        await until("the highlights, without a click", async () => {
          await second.open(server.url("claims.html"));
          await second.page.run("return new Promise((resolve) => requestIdleCallback(resolve));");
          return (await highlightNames(second)).length > 0;
        });
        const seen = await painted(second);
        assert.deepEqual([seen.none, seen.vague], ["", await textOf(second, "#vague")]);
      } finally {
        await second.close();
      }
    } finally {
      await server.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    }
  });
}
