/** Serves the pages of the tests on this machine, with the headers that some of them need. */
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const PAGES = join(dirname(fileURLToPath(import.meta.url)), "pages");

/** The strictest policy a page can have: no script, no style, no image, nothing. */
const STRICT = "default-src 'none'; script-src 'none'";

/** Blocks of the large page: each is one text node in a link and two beside it. */
const LARGE = 1_700;

const TYPES: Record<string, string> = {
  html: "text/html; charset=utf-8", txt: "text/plain; charset=utf-8", pdf: "application/pdf", png: "image/png", svg: "image/svg+xml",
  js: "text/javascript", mjs: "text/javascript", xml: "application/xml", css: "text/css", wasm: "application/wasm",
};

/** More than 5,000 text nodes, every tenth block with a claim. */
function largePage(): string {
  const blocks = Array.from({ length: LARGE }, (_, n) =>
    n % 10 === 0
      ? `<p>Sales in district ${n + 1000} rose <a href="#b${n}">by 12%</a> last year, the same as before.</p>`
      : `<p>The road to the harbour passes <a href="#b${n}">the old mill</a> and the school on its way down.</p>`,
  );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>A long page</title><main><h1>A long page</h1>${blocks.join("")}</main>`;
}

/** Two megabytes of text on one line, in one text node, with a claim at its end. */
function longLine(): string {
  const words = "The road to the harbour passes the old mill and the school on its way down. ".repeat(27_000);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>One line</title><main><p>${words}Sales rose 60% last year.</p></main>`;
}

/** 20,000 text nodes and two megabytes of text; the claim in the middle is the one that a test looks at first. */
function hugePage(): string {
  const words = "Down at the quay the boats were scraped and painted, and nobody who came by was in a hurry to leave again before the tide.";
  const blocks = Array.from({ length: 10_000 }, (_, n) => {
    const heading = n % 50 === 0 ? `<h2>Part ${n / 50}</h2>` : "";
    const claim = n % 25 === 12 ? ` <span>Sales in district ${n + 1000} rose by 12% last year.</span>` : "";
    return `${heading}<p${n === 5_012 ? ' id="middle"' : ""}>${words} <i>The road to the harbour passes the old mill and the school on its way down.</i>${claim}</p>`;
  });
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>A huge page</title><main><h1>A huge page</h1>${blocks.join("")}</main>`;
}

/** More claims than are painted at once. */
function manyPage(): string {
  const blocks = Array.from({ length: 1_500 }, (_, n) => `<p>Sales in district ${n + 1000} rose by 12% last year.</p>`);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Many claims</title><main><h1>Many claims</h1>${blocks.join("")}</main>`;
}

/** A hundred thousand elements in one another. */
const nested = () => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Nested</title><main><h1>Nested</h1>
  <p id="first">Sales rose 60% last year.</p>${"<div>".repeat(100_000)}<p>Rents rose 31% last year.</p>${"</div>".repeat(100_000)}</main></html>`;

/** As many text nodes as the address says, with a claim after them. */
function manyNodes(count: number): string {
  const row = "The road <i>to</i> the <b>old</b> mill.<br>";
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Many nodes</title><main><h1>Many nodes</h1><p>${
    `${row.repeat(20)}</p><p>`.repeat(count / 100)}</p><p>Rents rose 31% last year.</p></main></html>`;
}

/** As many megabytes of text as the address says, with a claim after them. */
function muchText(megabytes: number): string {
  const words = "The road to the harbour passes the old mill and the school on its way down. ".repeat(13);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Much text</title><main><h1>Much text</h1>${
    `<p>${words}</p>`.repeat(megabytes * 1_000)}<p>Rents rose 31% last year.</p></main></html>`;
}

/** Pages too large to keep; some are as large as the query of their address says. */
const MADE: Record<string, (size: number) => string> = {
  "large.html": largePage, "long-line.html": longLine, "huge.html": hugePage, "many.html": manyPage, "nested.html": nested, "nodes.html": manyNodes, "text.html": muchText,
};

/** A page whose end never comes. */
const STALLED = "stalled.html";

export interface PageServer {
  /** The address of a page. */
  url(name: string): string;
  /** What it was asked for, path and query, in order. */
  readonly asked: string[];
  close(): Promise<void>;
}

export async function servePages(folder = PAGES): Promise<PageServer> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    const { pathname, search } = new URL(request.url ?? "/", "http://localhost");
    const path = pathname.slice(1);
    if (path === STALLED) {
      response.setHeader("content-type", TYPES["html"] ?? "");
      response.write(`<!doctype html><html lang="en"><meta charset="utf-8"><title>Stalled</title><p>Sales rose 60% last year.</p>`);
      return;
    }
    const ending = path.split(".").at(-1) ?? "";
    const made = MADE[path];
    const body = made ? Promise.resolve(made(Number(search.slice(1)))) : readFile(join(folder, normalize(`/${path}`)));
    body.then(
      (data) => {
        response.setHeader("content-type", TYPES[ending] ?? "application/octet-stream");
        if (path === "strict.html") response.setHeader("content-security-policy", STRICT);
        if (path === "no-clipboard.html") response.setHeader("permissions-policy", "clipboard-write=()");
        response.end(data);
      },
      () => {
        response.statusCode = 404;
        response.end();
      },
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    asked,
    url: (name) => `http://127.0.0.1:${port}/${name}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
