/** Frames of another site, on pages that the reader has let the extension read. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { type Driver, until } from "./driver/driver.ts";
import { BROWSERS, launch } from "./driver/launch.ts";
import { listed, panelComesToSay, panelText } from "./observe.ts";
import { type PageServer, servePages } from "./server.ts";

for (const browser of BROWSERS) {
  describe(`frames of another site in ${browser}`, () => {
    let driver: Driver;
    let server: PageServer;

    before(async () => {
      server = await servePages();
      driver = await launch(browser, { allowed: ["*://*/*"] });
      // Opens the panel, too.
      await driver.open(server.url("empty.html"));
      await driver.clickAction();
      await panelComesToSay(driver, /no text/);
      // Every site is read: only so does the browser let the extension into them.
      await driver.openOwn("options.html");
      await until("the settings", () => driver.page.run<boolean>(`return "ready" in document.documentElement.dataset;`));
      const [x, y] = await driver.page.run<[number, number]>(`
        const choice = document.querySelector("[name=run][value=everywhere]");
        choice.scrollIntoView({ block: "center", behavior: "instant" });
        const { left, top, width, height } = choice.getBoundingClientRect();
        return [left + width / 2, top + height / 2];`);
      await driver.moveTo(x, y);
      await driver.clickHere();
      await driver.answer(true);
      await until("the browser to know", () =>
        driver.page.run<boolean>(`return (await (globalThis.browser ?? chrome).scripting.getRegisteredContentScripts()).length === 1;`));
    });

    after(async () => {
      await driver?.close();
      await server?.close();
    });

    const [outer, inner] = ["Sales rose 61% last year.", "Fares fell by 15% in the spring."];

    /** Where the frame begins, from the top of the window: what is in it, the page cannot see. */
    const frameTop = () => driver.page.run<number>(`return document.querySelector("iframe").getBoundingClientRect().top;`);

    test("a claim that is chosen in the panel comes into view in the page around its frame", async () => {
      await driver.open(server.url("live/outer.html"));
      await until("both claims", async () => (await listed(driver)).join("|") === `${outer}|${inner}`).catch(async (error: unknown) => {
        throw new Error(`listed: ${(await listed(driver)).join(" ")}; ${await panelText(driver)}`, { cause: error });
      });
      assert.ok((await frameTop()) > 3000, "far below the window");
      const choose = (words: string) => driver.panel.run<void>(`
        [...document.querySelectorAll(".panel-claim button")].find((row) => row.textContent.includes(${JSON.stringify(words)})).click();`);
      await choose(outer);
      await until("the first one's mark", () => driver.page.run<boolean>(`return CSS.highlights.get("sayswho-none-marked").size === 1;`));
      await choose(inner);
      // The claim is more than 3,200 pixels below the frame's top, and less than 3,450.
      const { innerHeight } = await driver.page.run<{ innerHeight: number }>("return { innerHeight };");
      await until("the claim in view", async () => {
        const top = await frameTop();
        return top + 3200 > 0 && top + 3450 < innerHeight;
      });
    });
  });
}
