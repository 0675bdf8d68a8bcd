/**
 * Measures the Wasm alone, and prints a table: how fast it starts, and how fast it is beside other work on the same text in the same run.
 *
 *   PERF_DIR=folder PERF_TEXTS="text-1000.txt;text-10000.txt" BROWSER=node node --import tsx speed.ts
 *
 * PERF_DIR    the folder with the Wasm, what wasm-bindgen made for it, speed.mjs, speed.html and the texts, made by `cargo xtask perf`
 * BROWSER     node, or as for the tests
 */
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { type BrowserName, fromEnvironment } from "./driver/driver.ts";
import { launch } from "./driver/launch.ts";
import { servePages } from "./server.ts";

interface Row {
  bytes: number;
  whole: number;
  sentences: number;
  utf8: number;
}

interface Speed {
  compile: number;
  start: number;
  first: number;
  memory: number;
  rows: Row[];
}

const folder = resolve(fromEnvironment("PERF_DIR", "."));
const texts = fromEnvironment("PERF_TEXTS", "").split(";");
/** Megabytes a second that the issue of speed asks for. */
const MUST = 10;

async function inNode(): Promise<Speed> {
  const load = (name: string) => import(pathToFileURL(join(folder, name)).href);
  const { speed } = (await load("speed.mjs")) as { speed(engine: unknown, read: (name: string) => Promise<Uint8Array>, texts: string[]): Promise<Speed> };
  return speed(await load("sayswho.js"), (name) => readFile(join(folder, name)), texts);
}

async function inBrowser(name: BrowserName): Promise<Speed> {
  const server = await servePages(folder);
  const driver = await launch(name);
  try {
    await driver.open(server.url("speed.html"));
    return await driver.page.run<Speed>(`
      const { speed } = await import("/speed.mjs");
      const read = async (name) => (await fetch("/" + name)).arrayBuffer();
      return speed(await import("/sayswho.js"), read, ${JSON.stringify(texts)});`);
  } finally {
    await driver.close();
    await server.close();
  }
}

const where = fromEnvironment("BROWSER", "node");
const { compile, start, first, memory, rows } = where === "node" ? await inNode() : await inBrowser(where as BrowserName);
const cells = (all: string[]) => console.log(all.map((cell) => cell.padStart(12)).join(""));
console.log(`The Wasm in ${where}: compiled in ${compile.toFixed(0)} ms, made in ${start.toFixed(1)}, first sentence in ${first.toFixed(0)} (its weights are unpacked)`);
cells(["bytes", "ms", "MB/s", "of must", "x sentences", "x UTF-8"]);
for (const { bytes, whole, sentences, utf8 } of rows) {
  const rate = bytes / whole / 1_000;
  cells([String(bytes), whole.toFixed(2), rate.toFixed(1), `${((100 * rate) / MUST).toFixed(0)} %`, (whole / sentences).toFixed(1), (whole / utf8).toFixed(0)]);
}
console.log(`of must: of ${MUST} MB/s; x sentences: times what Intl.Segmenter takes for the sentences; x UTF-8: times what checking and decoding takes. Memory of the Wasm at the end: ${(memory / 1e6).toFixed(1)} MB.`);
