/** Everything by keyboard alone: the commands, the card, the settings page. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { type Driver, until } from "./driver/driver.ts";
import { BROWSERS, launch } from "./driver/launch.ts";
import { card, cardCloses, cardOpens, highlightNames, linesOf, listed, panelLists, showClaims, textOf } from "./observe.ts";
import { type PageServer, servePages } from "./server.ts";

/** The words of the claim that is marked now. */
const marked = (driver: Driver) =>
  driver.page.run<string>(`
    return ["none", "vague", "named", "cited"].flatMap((status) => [...(CSS.highlights.get("sayswho-" + status + "-marked") ?? [])])
      .sort((a, b) => a.startContainer.compareDocumentPosition(b.startContainer) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1)
      .map(({ startContainer, startOffset, endOffset }) => startContainer.data.slice(startOffset, endOffset)).join("");`);

const comesTo = (driver: Driver, words: string) => until(`the mark on ${words}`, async () => (await marked(driver)) === words);

/** What has the focus in the card, and whether its outline can be seen. */
const focusInCard = (driver: Driver) =>
  driver.inCard<{ words: string; seen: boolean }>(`
    const { activeElement } = root;
    return { words: activeElement?.textContent ?? "", seen: activeElement ? getComputedStyle(activeElement).outlineStyle !== "none" : false };`);

for (const browser of BROWSERS) {
  describe(`the keyboard in ${browser}`, () => {
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

    test("commands go from claim to claim that lacks a source, forwards, backwards and around", async () => {
      await driver.open(server.url("below.html"));
      await showClaims(driver);
      const [none, vague] = [await textOf(driver, "#none"), await textOf(driver, "#vague")];
      await driver.command("next");
      await comesTo(driver, none);
      assert.equal((await cardOpens(driver)).title, "No source stated");
      const [line] = await linesOf(driver, "#none");
      const height = await driver.page.run<number>("return innerHeight;");
      assert.ok(line && line.top >= 0 && line.bottom <= height, "the sentence is in the window");
      await driver.command("next");
      await comesTo(driver, vague);
      await driver.command("next");
      await comesTo(driver, none);
      await driver.command("previous");
      await comesTo(driver, vague);
      // A card that was closed meanwhile does not lose the place.
      await driver.pressEscape();
      await cardCloses(driver);
      await driver.command("previous");
      await comesTo(driver, none);
    });

    test("commands go on through the claims in frames and roots, in reading order, also when the background was stopped", async () => {
      const sentences = Array.from({ length: 7 }, (_, n) => `Sales rose 6${n + 1}% last year.`);
      const show = async (page: string) => {
        await driver.open(server.url(page));
        await showClaims(driver);
        await until("the list", async () => (await listed(driver)).join() === sentences.join());
      };
      const markedAnywhere = () => driver.page.run<string>(`
        const inside = (root) => [...root.querySelectorAll("*")].flatMap(({ contentDocument, shadowRoot }) =>
          [...(contentDocument ? [contentDocument, ...inside(contentDocument)] : []), ...(shadowRoot ? inside(shadowRoot) : [])]);
        return [document, ...inside(document)].flatMap(({ defaultView }) => [...(defaultView.CSS.highlights.get("sayswho-none-marked") ?? [])])
          .map(({ startContainer, startOffset, endOffset }) => startContainer.data.slice(startOffset, endOffset)).join();`);
      const goes = async (command: string, to: number) => {
        await driver.command(command);
        await until(`the mark on 6${to}%`, async () => (await markedAnywhere()) === sentences[to - 1]);
      };
      await show("live/frames.html");
      for (const to of [1, 2, 3, 4]) await goes("next", to);
      await driver.stopBackground();
      // A driver that speaks to it itself does not start it: a question of the panel's does.
      await driver.panel.run(`await (globalThis.browser ?? chrome).runtime.sendMessage({ to: "background", type: "around", tabId: 0, frameId: 0 });`);
      for (const to of [5, 6, 7, 1]) await goes("next", to);
      for (const to of [7, 6, 5, 4, 3, 2]) await goes("previous", to);
      await show("live/roots.html");
      for (const to of [1, 2, 3, 4, 5, 6, 7]) await goes("next", to);
    });

    test("the focus goes into the card, through all of it, and back to where it was", async () => {
      await driver.open(server.url("claims.html"));
      await showClaims(driver);
      await driver.page.run(`document.querySelector("nav a").focus();`);
      await driver.command("next");
      await cardOpens(driver);
      const reached: string[] = [];
      await until("the last button", async () => {
        await driver.press("Tab");
        const focus = await focusInCard(driver);
        assert.ok(focus?.seen, `the focus can be seen on ${focus?.words}`);
        reached.push(focus.words);
        return focus.words === "Turn off for this site";
      });
      assert.deepEqual(reached, ["×", "Copy quotation", "Copy as a note", "Look for a source", "Hide this claim", "Turn off for this site"]);
      await driver.press("Shift+Tab");
      await driver.press("Enter");
      await cardCloses(driver);
      assert.equal(await driver.page.run(`return document.activeElement.textContent;`), "Home");
    });

    test("Escape closes the card and gives the focus back", async () => {
      await driver.open(server.url("claims.html"));
      await showClaims(driver);
      await driver.page.run(`document.querySelector("nav a").focus();`);
      await driver.command("next");
      await cardOpens(driver);
      await driver.pressEscape();
      await cardCloses(driver);
      assert.equal(await driver.page.run(`return document.activeElement.textContent;`), "Home");
    });

    // Only real keys open a panel, or grant a page.
    if (browser === "firefox") {
      test("keys show the claims, open the panel, and take the claims away", async () => {
        await driver.open(server.url("claims.html"));
        await driver.command("_execute_action");
        await until("the highlights", async () => (await highlightNames(driver)).length > 0);
        await driver.command("panel");
        await panelLists(driver);
        await driver.command("_execute_action");
        await until("the highlights to go", async () => (await highlightNames(driver)).length === 0);
        await driver.command("next");
        await until("the highlights", async () => (await highlightNames(driver)).length > 0);
        await driver.command("next");
        await cardOpens(driver);
      });
    }

    test("the settings are reached and changed, and the focus can be seen everywhere", async () => {
      await driver.openOwn("options.html");
      await until("the settings", () => driver.page.run<boolean>(`return "ready" in document.documentElement.dataset;`));
      const all = await driver.page.run<number>(`
        const all = [...document.querySelectorAll("main :is(button, input, select)")].filter((element) => element.checkVisibility());
        const groups = new Set(all.filter(({ type }) => type === "radio").map(({ name }) => name));
        return all.filter(({ type }) => type !== "radio").length + groups.size;`);
      const reached = new Set<string>();
      for (let n = 0; n < all; n++) {
        await driver.press("Tab");
        const { name, seen } = await driver.page.run<{ name: string; seen: boolean }>(`
          const { activeElement: at } = document;
          const { top, bottom } = at.getBoundingClientRect();
          return {
            name: at.id || at.name || at.textContent,
            seen: getComputedStyle(at).outlineStyle !== "none" && top >= 0 && bottom <= innerHeight,
          };`);
        assert.ok(seen, `the focus can be seen on ${name}`);
        reached.add(name);
        if (name === "minor") await driver.press("Space");
      }
      assert.ok(reached.size > 15 && reached.has("reset") && reached.has("run") && reached.has("language"), [...reached].join());
      await until("the change", () =>
        driver.page.run<boolean>(`return (await (globalThis.browser ?? chrome).storage.sync.get("settings")).settings?.minor === true;`),
      );
      assert.equal(await card(driver), undefined);
    });
  });
}
