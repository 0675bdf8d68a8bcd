/** The page that runs Says Who without installing it: target/www, as any static server would serve it. */
import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { type Driver, until } from "./driver/driver.ts";
import { BROWSERS, launch } from "./driver/launch.ts";
import { highlightNames, painted, violations } from "./observe.ts";
import { type PageServer, servePages } from "./server.ts";

const BUILT = join(dirname(fileURLToPath(import.meta.url)), "../../target/www");

/** Everything that a page can try, and three claims. */
const HOSTILE = `<!doctype html><html lang="en"><head><title>Own</title><base href="http://elsewhere.invalid/">
  <script>document.title = "owned"</script><style>body { display: none }</style></head>
  <body onload="document.title='owned'"><nav>20% off</nav>
  <p id="reading" class="panel-row" style="position:fixed" onclick="document.title='owned'">Rents rose <b>12%</b> in
  <a href="javascript:document.title='owned'">one year</a>, a study <a href="/study">found</a>.</p>
  <img src="http://elsewhere.invalid/x.png" onerror="document.title='owned'"><iframe src="http://elsewhere.invalid/"></iframe>
  <svg><script>document.title = "owned"</script></svg><p style="display: none">Hidden sales fell 7%.</p>
  <odd-one><p>Prices fell 40% in May.</p></odd-one></body></html>`;

for (const browser of BROWSERS) {
  describe(`the www page in ${browser}`, () => {
    let driver: Driver;
    let server: PageServer;

    before(async () => {
      server = await servePages(BUILT);
      driver = await launch(browser);
    });

    after(async () => {
      await driver?.close();
      await server?.close();
    });

    const rows = () =>
      driver.page.run<string[]>(`
        return [...document.querySelectorAll(".panel-row-sentence")].filter((row) => !row.closest("[hidden]")).map((row) => row.textContent);`);

    /** The page with its sample read. */
    async function openPage(): Promise<void> {
      await driver.open(server.url("index.html"));
      await until("the sample", async () => (await rows()).length > 0 && (await highlightNames(driver)).length > 0);
    }

    /** Gives the page a file, as the reader's choice of one would. */
    const giveFile = (name: string, content: string) =>
      driver.page.run<void>(`
        const chosen = new DataTransfer();
        chosen.items.add(new File([${JSON.stringify(content)}], ${JSON.stringify(name)}));
        const field = document.getElementById("file");
        field.files = chosen.files;
        field.dispatchEvent(new Event("change"));`);

    const allPainted = async () => Object.values(await painted(driver)).join("");

    test("the sample is read, painted and listed, and nothing is asked of anybody else", async () => {
      await openPage();
      assert.match((await rows()).join(" "), /61 percent full/);
      assert.match(await allPainted(), /61 percent full/);
      const asked = await driver.page.run<string[]>(`
        return performance.getEntriesByType("resource").map(({ name }) => new URL(name).origin).filter((origin) => origin !== location.origin);`);
      assert.deepEqual(asked, []);
    });

    test("a click on a row marks its sentence and opens the card", async () => {
      await openPage();
      const [first = ""] = await rows();
      await driver.page.run(`document.querySelector(".panel-row").click()`);
      await until("the card", () => driver.page.run<boolean>(`return document.querySelector(":popover-open") !== null`));
      const marked = await driver.page.run<string>(`
        return [...CSS.highlights].filter(([name]) => name.endsWith("-marked")).flatMap(([, ranges]) => [...ranges])
          .map((range) => range.startContainer.data.slice(range.startOffset, range.endOffset)).join("");`);
      assert.equal(marked.replace(/\s+/g, ""), first.replace(/\s+/g, ""));
    });

    test("a text is read as it is", async () => {
      await openPage();
      await driver.page.run(`
        document.getElementById("write").click();
        document.getElementById("text").value = "😀 First line.\\r\\nSales rose 60% last year.\\n\\n  Prices fell 5% in May. 😀";
        document.querySelector("#paste [type=submit]").click();`);
      await until("the text", async () => (await rows()).length === 2);
      assert.deepEqual(await rows(), ["Sales rose 60% last year.", "Prices fell 5% in May."]);
      assert.equal(await allPainted(), "Sales rose 60% last year.Prices fell 5% in May.");
    });

    test("nothing of a file runs, loads or looks its own way", async () => {
      await openPage();
      await giveFile("own.html", HOSTILE);
      await until("the file", async () => (await rows()).length === 2);
      assert.match(await allPainted(), /Prices fell 40% in May\./);
      const seen = await driver.page.run<Record<string, unknown>>(`
        const shown = document.getElementById("reading");
        return {
          title: document.title, text: shown.textContent, links: [...shown.querySelectorAll("a")].map((link) => link.getAttribute("href")),
          left: shown.querySelectorAll("script, style, img, iframe, svg, [style], [onclick], [class], #reading").length,
        };`);
      assert.match(String(seen["title"]), /^Says Who/);
      assert.doesNotMatch(String(seen["text"]), /20% off|Hidden sales/);
      assert.deepEqual(seen["links"], [null, "http://elsewhere.invalid/study"]);
      assert.equal(seen["left"], 0);
    });

    test("what is no text is said to be that", async () => {
      await openPage();
      await giveFile("paper.pdf", "%PDF-1.7");
      await until("the words", () => driver.page.run<boolean>(`return /no text/.test(document.getElementById("trouble").textContent)`));
      await giveFile("empty.txt", " \n ");
      await until("the words", () => driver.page.run<boolean>(`return /No text to read/.test(document.querySelector(".panel-state").textContent)`));
      assert.deepEqual(await highlightNames(driver), []);
    });

    test("each sample is read, and has claims of every status", async () => {
      await openPage();
      for (const name of ["sample-opinion.html", "sample-encyclopedia.html", "sample.html"]) {
        const before = await rows();
        await driver.page.run(`document.querySelector('[data-sample="${name}"]').click();`);
        await until(`the claims of ${name}`, async () => {
          const now = await rows();
          return now.length > 0 && now[0] !== before[0];
        });
        for (const [status, words] of Object.entries(await painted(driver))) assert.notEqual(words, "", `${status} in ${name}`);
      }
    });

    test("a link carries a text in its fragment, and nothing of it is asked of the server", async () => {
      await openPage();
      await driver.page.run(`
        document.getElementById("text").value = "Sales rose 60% last year. 😀\\n\\nPrices “fell” 5% in May.";
        document.querySelector("#paste [type=submit]").click();`);
      await until("the text", async () => (await rows()).length === 2);
      const list = await rows();
      await driver.page.run(`document.getElementById("link").click();`);
      const link = await until("the link", async () => {
        const address = await driver.page.run<string>("return location.href;");
        return address.includes("#t=") && address;
      });
      assert.ok(link.length < 300, link);
      await until("the words", () => driver.page.run<boolean>(`return document.getElementById("said").textContent.includes("#");`));

      await openPage();
      server.asked.length = 0;
      await driver.page.run(`location.hash = ${JSON.stringify(new URL(link).hash)};`);
      await until("the text that the link carries", async () => (await rows()).join() === list.join());
      await driver.page.run("location.reload();");
      await until("the same in a page of its own", async () => (await rows()).join() === list.join());
      assert.ok(!server.asked.some((path) => path.includes("t=") || path.includes("Sales")), server.asked.join());
    });

    test("a page is carried with its links and its title", async () => {
      await openPage();
      const list = await rows();
      await driver.page.run(`document.getElementById("link").click();`);
      const hash = await until("the link", async () => {
        const hash = await driver.page.run<string>("return location.hash;");
        return hash.startsWith("#h=") && hash;
      });
      await driver.page.run(`document.querySelector('[data-sample="sample-opinion.html"]').click();`);
      await until("another text", async () => (await rows()).length > 0 && (await rows())[0] !== list[0]);
      await driver.page.run(`location.hash = ""; location.hash = ${JSON.stringify(hash)};`);
      await until("the text that the link carries", async () => (await rows()).join() === list.join());
      const target = await driver.page.run<string>(`return document.querySelector(".reading a[href]").href;`);
      assert.equal(target, "https://harbour.example/reports/night-ferry-first-season.pdf");
    });

    test("a link that was cut off is said to be that", async () => {
      await openPage();
      await driver.page.run(`location.hash = "#t=AAAA_broken";`);
      await until("the words", () => driver.page.run<boolean>(`return /cut off/.test(document.getElementById("trouble").textContent);`));
    });

    test("after the first visit it works without its server", async () => {
      const other = await servePages(BUILT);
      await driver.open(other.url("index.html"));
      await until("the page to be kept", () =>
        driver.page.run<boolean>(`return (await navigator.serviceWorker.ready) && navigator.serviceWorker.controller !== null;`),
      );
      await other.close();
      await driver.open(other.url("index.html"));
      await until("the sample", async () => (await rows()).length > 0);
      await driver.page.run(`document.querySelector('[data-sample="sample-opinion.html"]').click();`);
      await until("another sample", async () => /footbridge/.test((await rows()).join()));
      await driver.page.run(`
        const field = document.getElementById("language");
        field.value = "de";
        field.dispatchEvent(new Event("change"));`);
      await until("another language", () => driver.page.run<boolean>(`return /Angaben/.test(document.querySelector(".panel-lead").textContent);`));
    });

    test("it speaks the language that the reader chooses, and German in full", async () => {
      await openPage();
      const choose = (tag: string) =>
        driver.page.run<void>(`
          const field = document.getElementById("language");
          field.value = ${JSON.stringify(tag)};
          field.dispatchEvent(new Event("change"));`);
      const says = (selector: string) => driver.page.run<string>(`return document.querySelector(${JSON.stringify(selector)}).textContent;`);
      await choose("de");
      await until("the German list", async () => (await rows()).length > 0 && /Keine Quelle genannt/.test(await says(".panel-row-status")));
      assert.equal(await driver.page.run("return document.documentElement.lang;"), "de");
      assert.match(await says(".panel-lead"), /^\d+ von \d+ Angaben stehen ohne genannte Quelle$/);
      assert.equal(await says("#write"), "Text einfügen");
      const reasons = await driver.page.run<string[]>(`
        return [...document.querySelectorAll(".panel-row-reason")].map((reason) => reason.textContent);`);
      for (const reason of reasons) {
        // The page's own words in it stay as they are.
        assert.ok(/\b(ist|sagt|führen|genannt|ohne|nicht)\b/.test(reason) && !reason.includes("$"), reason);
      }
      await driver.page.run(`document.querySelector(".panel-row").click()`);
      await until("the card", () => driver.page.run<boolean>(`return document.querySelector(":popover-open") !== null`));

      await openPage();
      await until("the choice to be kept", async () => /Angaben/.test(await says(".panel-lead")));
      await choose("en");
      await until("English again", async () => /claims lack/.test(await says(".panel-lead")));
    });

    for (const dark of [false, true]) {
      test(`it passes the accessibility checks of axe, ${dark ? "dark" : "light"}`, async () => {
        await driver.prefer({ dark });
        await openPage();
        await driver.page.run(`
          document.getElementById("write").click();
          document.querySelector(".panel-export-button").click();`);
        assert.equal(await driver.page.run<boolean>(`return matchMedia("(prefers-color-scheme: dark)").matches;`), dark);
        assert.deepEqual(await violations(driver.page), []);
      });
    }
  });
}
