/** "Check selection": what the reader has selected is listed in the panel, and nothing else; the page is left as it is. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { type Driver, until } from "./driver/driver.ts";
import { BROWSERS, launch } from "./driver/launch.ts";
import { highlightNames, listed, pageState, panelComesToSay, panelText } from "./observe.ts";
import { type PageServer, servePages } from "./server.ts";

for (const browser of BROWSERS) {
  describe(`the selection in ${browser}`, () => {
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

    /** A page with the panel open and nothing shown. */
    async function openFields(): Promise<void> {
      await driver.open(server.url("live/fields.html"));
      await driver.clickAction();
      await until("the highlights", async () => (await highlightNames(driver)).length > 0);
      await driver.clickAction();
      await panelComesToSay(driver, /click the Says Who button/);
    }

    async function lists(sentence: string): Promise<void> {
      await until("the list", async () => (await listed(driver)).join() === sentence);
      assert.match(await panelText(driver), /Only the text that was selected/);
      assert.deepEqual(await highlightNames(driver), []);
    }

    test("of the page's text", async () => {
      await openFields();
      await driver.page.run(`
        const { firstChild } = document.getElementById("text");
        const from = firstChild.data.indexOf("Fares");
        getSelection().setBaseAndExtent(firstChild, from, firstChild, firstChild.data.indexOf(" Nobody"));`);
      const state = await pageState(driver);
      await driver.checkSelection();
      await lists("Fares fell by 15% in the spring.");
      assert.equal(await pageState(driver), state, "the page's DOM is its own");
    });

    test("in a text field, whatever the page itself shows", async () => {
      await openFields();
      await driver.page.run(`
        const field = document.getElementById("field");
        field.focus();
        field.setSelectionRange(0, field.value.indexOf(" Rents"));`);
      const state = await pageState(driver);
      await driver.checkSelection();
      await lists("The harbour lost 400 boats in the storm.");
      assert.equal(await pageState(driver), state, "the page's DOM is its own");

      await driver.clickAction();
      await until("the page's own claims", async () => (await listed(driver)).length === 2);
      await driver.clickAction();
      await panelComesToSay(driver, /click the Says Who button/);
    });
  });
}
