/** Nothing leaves the browser: not in a whole session of use, from the first run to the last click. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Driver, until } from "./driver/driver.ts";
import { BROWSERS, launch } from "./driver/launch.ts";
import { cardCloses, cardOpens, highlightNames, panelLists, pointAt, showClaims } from "./observe.ts";
import { record } from "./proxy.ts";
import { servePages } from "./server.ts";

const isReady = (driver: Driver) => until("the page", () => driver.page.run<boolean>(`return "ready" in document.documentElement.dataset;`));

async function useAll(driver: Driver, url: (name: string) => string): Promise<void> {
  await isReady(driver);
  await driver.open(url("claims.html"));
  await showClaims(driver);
  await panelLists(driver);
  for (const status of ["none", "vague", "named", "cited"]) {
    await pointAt(driver, `#${status}`);
    await cardOpens(driver);
    await driver.pressEscape();
    await cardCloses(driver);
  }
  await driver.command("next");
  await cardOpens(driver);
  await driver.inCard(`root.querySelectorAll(".doing")[1].click();`);
  // Everything in the panel, whatever there is.
  await driver.panel.run(`
    HTMLAnchorElement.prototype.click = () => {};
    window.print = () => {};
    window.open = () => null;
    for (const element of document.querySelectorAll("button:not(#settings, #help), input, select")) element.click();`);
  await driver.openOwn("options.html");
  await isReady(driver);
  await driver.page.run(`
    HTMLAnchorElement.prototype.click = () => {};
    document.querySelector("[name=minor]").click();
    document.querySelector("[name=style][value=underline]").click();
    document.querySelector("#export").click();
    const language = document.querySelector("#language");
    language.value = "de";
    language.dispatchEvent(new Event("change", { bubbles: true }));`);
  await until("German", () => driver.page.run<boolean>(`return document.documentElement.lang === "de";`));
  await driver.open(url("strict.html"));
  await driver.stopBackground();
  await showClaims(driver);
  await driver.clickAction();
  await until("the highlights to go", async () => (await highlightNames(driver)).length === 0);
  await driver.openTab(url("empty.html"));
  await driver.clickAction();
  await driver.closeTab();
  await driver.reloadExtension();
  await driver.open(url("large.html"));
  await showClaims(driver);
}

for (const browser of BROWSERS) {
  test(`nothing leaves ${browser} in a whole session of use`, async () => {
    const recorder = await record();
    const server = await servePages();
    try {
      const driver = await launch(browser, { greeted: true, proxy: recorder.port });
      try {
        await useAll(driver, server.url);
      } finally {
        await driver.close();
      }
      assert.ok(recorder.local() >= 4, "the pages came by this way");
      assert.deepEqual(recorder.left, []);
    } finally {
      await server.close();
      await recorder.close();
    }
  });

  test(`the recorder sees what does leave ${browser}`, async () => {
    const recorder = await record();
    const server = await servePages();
    try {
      const driver = await launch(browser, { proxy: recorder.port });
      try {
        // From a page, since the policy of the extension's own lets nothing out.
        await driver.open(server.url("claims.html"));
        await driver.page.run(`
          const image = new Image();
          const done = new Promise((resolve) => (image.onerror = image.onload = resolve));
          image.src = "http://says-who.invalid/seen.png";
          await done;`);
      } finally {
        await driver.close();
      }
      assert.ok(recorder.left.some((request) => request.includes("says-who.invalid")), recorder.left.join("\n"));
    } finally {
      await server.close();
      await recorder.close();
    }
  });
}
