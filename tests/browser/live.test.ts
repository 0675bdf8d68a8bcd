/** Pages that change under the reader: what is painted follows, in slices, and the page's own DOM stays its own. */
import assert from "node:assert/strict";
import { type TestContext, after, before, describe, test } from "node:test";
import { type Driver, until } from "./driver/driver.ts";
import { BROWSERS, launch } from "./driver/launch.ts";
import { highlightNames, listed, longestSlice, pageState, painted, panelComesToSay, panelLists, panelText, showClaims, textOf } from "./observe.ts";
import { type PageServer, servePages } from "./server.ts";

for (const browser of BROWSERS) {
  describe(`live pages in ${browser}`, () => {
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

    const act = (body: string) => driver.page.run<void>(body);
    const none = async () => (await painted(driver)).none;

    /** Waits until exactly these words are painted, and sees that the page's own DOM is as it was before. */
    async function comesToPaint(words: string, state: string): Promise<void> {
      await until(`"${words}"`, async () => (await none()) === words).catch(async (error: unknown) => {
        throw new Error(`painted: ${await none()}`, { cause: error });
      });
      assert.equal(await pageState(driver), state, "the page's DOM is its own");
    }

    /** A figure for the report, and no more than that. */
    async function tellSlice(context: TestContext): Promise<void> {
      const { what, milliseconds, slices } = await longestSlice(driver);
      context.diagnostic(`longest slice, ${browser}, ${context.name}: ${milliseconds.toFixed(1)} ms (${what}) of ${slices}`);
    }

    test("a feed that appends 50 posts", async (context) => {
      await driver.open(server.url("live/feed.html"));
      await showClaims(driver);
      for (let round = 0; round < 10; round++) await act("grow(5);");
      const state = await pageState(driver);
      const odd = Array.from({ length: 27 }, (_, n) => 2 * n + 1);
      await comesToPaint(odd.map((n) => `Sales in shop ${n} rose by 12% last year.`).join(""), state);
      await until("all rows", async () => (await listed(driver)).length === 27);
      await tellSlice(context);
    });

    test("an article that comes late, and what it unfolds", async (context) => {
      await driver.open(server.url("live/late.html"));
      await driver.clickAction();
      await panelComesToSay(driver, /no text/);
      await act("arrive();");
      let state = await pageState(driver);
      await comesToPaint("Sales rose 60% last year.", state);
      await act("unfold();");
      state = await pageState(driver);
      await comesToPaint("Sales rose 60% last year.Fares fell by 15% in the spring.", state);
      assert.deepEqual(await panelLists(driver), ["Sales rose 60% last year.", "Fares fell by 15% in the spring."]);
      await tellSlice(context);
    });

    test("an application of three routes, and back", async (context) => {
      await driver.open(server.url("live/app.html"));
      await showClaims(driver);
      const routes: [string, string][] = [
        ["go('second');", "Fares fell by 15% in the spring."],
        ["go('third');", "The harbour lost 400 boats in the storm."],
        ["history.back();", "Fares fell by 15% in the spring."],
        ["history.back();", "Sales rose 60% last year."],
      ];
      for (const [step, words] of routes) {
        await act(step);
        await until("the route", async () => (await textOf(driver, "#claim")) === words);
        await comesToPaint(words, await pageState(driver));
        await until("the row", async () => (await listed(driver)).join() === words);
      }
      await tellSlice(context);
    });

    test("a live blog that edits a paragraph under a highlight", async (context) => {
      await driver.open(server.url("live/blog.html"));
      await showClaims(driver);
      const [edited, split, same] = ["Sales rose 60% last year.", "Fares fell by 15% in the spring.", "The harbour lost 400 boats in the storm."];
      await comesToPaint(`${edited}${split}${same}`, await pageState(driver));

      // In the page's own task: nothing of ours has run but the observer.
      const atOnce = await driver.page.run<string>(`
        edit("It is closed today, as it is on every day of the week.");
        await Promise.resolve();
        return [...CSS.highlights.get("sayswho-none")].filter((range) => at("edited").contains(range.startContainer)).length;`);
      assert.equal(Number(atOnce), 0, "the highlight is gone before the next picture");
      await comesToPaint(`${split}${same}`, await pageState(driver));

      await act(`edit("Sales rose 70% last year.");`);
      await comesToPaint(`Sales rose 70% last year.${split}${same}`, await pageState(driver));

      await act("insert();");
      await comesToPaint(`Sales rose 70% last year.Fares fell and rose again by 15% in the spring.${same}`, await pageState(driver));

      await act("render();");
      await comesToPaint(`Sales rose 70% last year.Fares fell and rose again by 15% in the spring.${same}`, await pageState(driver));

      await act("twice();");
      await comesToPaint(`Sales rose 70% last year.Sales rose 70% last year.Fares fell and rose again by 15% in the spring.${same}`, await pageState(driver));
      await tellSlice(context);
    });

    test("of a long page with a changed paragraph only what has changed is painted anew", async () => {
      await driver.open(server.url("large.html"));
      await showClaims(driver);
      await until("all claims", async () => (await listed(driver)).length === 170);
      const claims = () => driver.page.run<number>(`return CSS.highlights.get("sayswho-none").size;`);
      await until("all highlights", async () => (await claims()) >= 170);
      await act(`
        window.before = new Set(CSS.highlights.get("sayswho-none"));
        // One more of the same words, before all others, and other words in the middle.
        const [first] = document.querySelectorAll("main p");
        first.before(first.cloneNode(true));
        document.querySelectorAll("main p")[841].replaceChildren("Fares fell by 15% in the spring.");`);
      await until("the new words", async () => /Fares fell by 15% in the spring\./.test(await none()));
      await until("both rows", async () => (await listed(driver)).length === 171);
      const state = await driver.page.run<{ doubled: number; anew: number }>(`
        const now = [...CSS.highlights.get("sayswho-none")];
        const places = now.map(({ startContainer, startOffset }) => [...document.querySelectorAll("main p")].indexOf(startContainer.parentElement.closest("p")) + ":" + startContainer.textContent + startOffset);
        return { doubled: places.length - new Set(places).size, anew: now.filter((range) => !window.before.has(range)).length };`);
      assert.equal(state.doubled, 0, "nothing is painted twice");
      // Three pieces each of the doubled sentence, and the new one.
      assert.ok(state.anew <= 7, `${state.anew} were painted anew`);
    });

    test("a page that answers every change with another is followed, and left in peace", async (context) => {
      await driver.open(server.url("live/restless.html"));
      await showClaims(driver);
      await act(`document.getElementById("claim").firstChild.data = "Sales rose 70% last year.";`);
      await until("the new words", async () => (await none()).startsWith("Sales rose 70% last year."));
      // A hundred of its own turns, for which a fraction of them is read.
      const [from, turns] = await driver.page.run<[number, number]>("return [performance.now(), turns];");
      await until("a hundred turns", () => driver.page.run<boolean>(`return turns > ${turns} + 100;`));
      const readings = await driver.page.run<number>(`
        return performance.getEntriesByName("sayswho-slice").filter(({ detail, startTime }) => detail === "list" && startTime > ${from}).length;`);
      context.diagnostic(`${browser}: read ${readings} times in a hundred turns`);
      assert.ok(readings < 50, `read ${readings} times`);
      await tellSlice(context);
    });

    test("a tab in the back is left alone, and right when it is seen again", async (context) => {
      await driver.open(server.url("live/hidden.html"));
      await showClaims(driver);
      const { seen } = await driver.hideTab(async () => {
        await until("changes in the back", () => driver.page.run<boolean>("return times.changes > 3;"));
        const done = await driver.page.run<string[]>(`
          return performance.getEntriesByName("sayswho-slice").filter(({ startTime }) => startTime > times.hidden + 20).map(({ detail }) => detail);`);
        return { seen: done };
      });
      assert.deepEqual(seen.filter((what) => what !== "note"), [], "nothing but the observer's notes");
      await until("the words as they are", async () => (await none()) === (await textOf(driver, "#claim")));
      assert.match(await none(), /Sales rose (?!60)\d+% last year\./);
      await tellSlice(context);
    });

    test("20,000 text nodes and two megabytes are read in slices, what is on the screen first", async (context) => {
      await driver.open(server.url("huge.html"));
      const state = await pageState(driver);
      await driver.page.run(`document.getElementById("middle").scrollIntoView({ block: "center" });`);
      await driver.clickAction();
      // What is painted first, in the page's own words.
      const first = await until("the first highlights", async () => (await none()) || false);
      context.diagnostic(`${browser}: first painted: ${first.slice(0, 60)} …`);
      await until("all highlights", async () => (await none()).match(/Sales in district \d+ rose by 12% last year\./g)?.length === 400);
      assert.equal(await pageState(driver), state, "the page's DOM is its own");
      await until("all rows", () =>
        driver.panel.run<boolean>(`return document.querySelectorAll(".panel-claim").length === 400;`),
      );
      await tellSlice(context);
      await driver.clickAction();
      await until("the highlights to go", async () => (await highlightNames(driver)).length === 0);
      assert.equal(await pageState(driver), state);
    });

    test("of very many claims those near the window are painted", async (context) => {
      await driver.open(server.url("many.html"));
      await driver.clickAction();
      await until("all rows", () => driver.panel.run<boolean>(`return document.querySelectorAll(".panel-claim").length === 1500;`));
      const claim = (district: number) => `Sales in district ${district} rose by 12% last year.`;
      const comesToSee = (seen: number, far: number) =>
        until(`district ${seen} and not ${far}`, async () => {
          const words = await none();
          return words.includes(claim(seen)) && !words.includes(claim(far));
        });
      await comesToSee(1000, 2499);
      await act("scrollTo(0, document.documentElement.scrollHeight);");
      await comesToSee(2499, 1000);
      await act(`document.querySelectorAll("p")[1499].firstChild.data = "Sales in district 9999 rose by 12% last year.";`);
      await comesToSee(9999, 2499);
      await act("scrollTo(0, 0);");
      await comesToSee(1000, 9999);
      await tellSlice(context);
    });

    test("a feed that the browser shows as XML is read without its tags", async () => {
      await driver.open(server.url("live/feed.xml"));
      await driver.clickAction();
      // Firefox shows a copy of its own: there the claims are listed, and what is painted is not seen.
      assert.deepEqual(await panelLists(driver), ["Sales rose 60% last year.", "Fares fell by 15% in the spring."]);
    });

    test("nothing runs while nothing changes", async () => {
      await driver.open(server.url("claims.html"));
      await showClaims(driver);
      await panelLists(driver);
      const count = () => driver.page.run<number>(`return performance.getEntriesByName("sayswho-slice").length;`);
      const before = await count();
      // Something of the page's own that takes its time.
      await driver.page.run(`await new Promise((resolve) => { let left = 60; const step = () => (left-- > 0 ? requestAnimationFrame(step) : resolve()); step(); });`);
      assert.equal(await count(), before);
    });

    test("a page that has loaded to its end is read again only if a style sheet has come", async () => {
      await driver.open(server.url("claims.html"));
      await showClaims(driver);
      await panelLists(driver);
      // Read and painted: what comes now comes of the page.
      const readings = () => driver.page.run<number>(`return performance.getEntriesByName("sayswho-slice").filter(({ detail }) => detail === "read").length;`);
      const before = await readings();
      await driver.page.run(`
        dispatchEvent(new Event("load"));
        await new Promise((resolve) => { let left = 60; const step = () => (left-- > 0 ? requestAnimationFrame(step) : resolve()); step(); });`);
      assert.equal(await readings(), before);
      // A sheet whose element was there before, as a page's own is while it loads.
      await driver.page.run(`
        const link = document.createElement("link");
        link.rel = "stylesheet";
        const loaded = new Promise((resolve) => (link.onload = resolve));
        link.href = URL.createObjectURL(new Blob(["#none { display: none; }"], { type: "text/css" }));
        document.head.append(link);
        await loaded;
        dispatchEvent(new Event("load"));`);
      await until("the hidden claim to go", async () => (await none()) === "");
      await until("its row to go", async () => (await listed(driver)).length === 3);
    });

    test("frames in roots are in their place in the list, also beside frames that are closed to us", async () => {
      await driver.open(server.url("live/roots.html"));
      await showClaims(driver);
      const all = Array.from({ length: 7 }, (_, n) => `Sales rose 6${n + 1}% last year.`).join();
      await until("the list", async () => (await listed(driver)).join() === all).catch(async (error: unknown) => {
        throw new Error(`listed: ${(await listed(driver)).join(" ")}`, { cause: error });
      });
    });

    test("frames, frames in frames, and roots are one list in reading order", async (context) => {
      await driver.open(server.url("live/frames.html"));
      const state = await pageState(driver);
      await showClaims(driver);
      const all = (to: number) => Array.from({ length: to }, (_, n) => `Sales rose 6${n + 1}% last year.`);
      const comesToList = async (sentences: string[]) =>
        until("the list", async () => (await listed(driver)).join() === sentences.join()).catch(async (error: unknown) => {
          throw new Error(`listed: ${(await listed(driver)).join(" ")}`, { cause: error });
        });
      await comesToList(all(7));
      const inFrame = (path: string) => driver.page.run<string>(`
        const [range] = ${path}.CSS.highlights.get("sayswho-none") ?? [];
        return range ? range.startContainer.data.slice(range.startOffset, range.endOffset) : "";`);
      assert.equal(await inFrame("frames[0]"), "Sales rose 62% last year.");
      assert.equal(await inFrame("frames[0].frames[0]"), "Sales rose 63% last year.");
      assert.equal(await inFrame("frames[1]"), "Sales rose 66% last year.");
      assert.equal(await pageState(driver), state);
      await until("the closed root to be said", async () => /1 part of this page/.test(await panelText(driver)));

      await driver.page.run(`add("later.html");`);
      await comesToList(all(8));
      await driver.page.run(`document.getElementById("inner").remove();`);
      await comesToList(all(8).filter((words) => !/6[23]/.test(words)));

      await driver.page.run(`add(location.href.replace("127.0.0.1", "localhost").replace("frames.html", "later.html"));`);
      const sentence = "Sales rose 68% last year.";
      await until("the other site's frame to be read or said", async () => {
        const rows = await listed(driver);
        return rows.filter((row) => row === sentence).length === 2 || /1 frame on this page/.test(await panelText(driver));
      });
      context.diagnostic(`${browser}: a frame of another site is ${/1 frame on this page/.test(await panelText(driver)) ? "said" : "read"}`);

      await driver.clickAction();
      await until("the highlights to go", async () => (await highlightNames(driver)).length === 0);
      await until("those in frames to go", async () => (await inFrame("frames[0]")) === "");
      await tellSlice(context);
    });
  });
}
