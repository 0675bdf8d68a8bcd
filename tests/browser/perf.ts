/**
 * Measures the extension on large pages, and prints a table. Its figures depend on the machine, so nothing is a test here but that
 * nothing of ours runs while nothing changes.
 *
 *   PERF_DIR=folder PERF_PAGES="10KB;2MB" BROWSER=chromium node --import tsx perf.ts
 *
 * PERF_DIR    the folder with the pages, made by `cargo xtask perf`
 * PERF_PAGES  their names without `.html`
 * BROWSER, EXTENSION_DIR and the browsers' programs as for the tests
 */
import { type Driver, fromEnvironment } from "./driver/driver.ts";
import { BROWSERS, launch } from "./driver/launch.ts";
import { servePages } from "./server.ts";

/** So often the page is opened and clicked again with the background at work, and a paragraph changed. */
const TIMES = 3;
/** Milliseconds in which nothing may run. */
const IDLE = 5_000;
/** After so many a page counts as quiet again, and the next change is read at once: see `QUIET` in live.ts, and more. */
const REST = 3_500;

/** A page that has not been painted after so many milliseconds is given up. */
const LIMIT = 45_000;

/** Notes the slices from now on, and when the first highlight was there. Reads no clock and changes nothing while none comes. */
const RECORD = `
  const record = window.sayswhoPerf = { slices: [], first: 0, waiting: [] };
  new PerformanceObserver((list) => {
    const slices = list.getEntriesByName("sayswho-slice").map(({ detail, startTime, duration }) => ({ what: detail, start: startTime, end: startTime + duration }));
    record.slices.push(...slices);
    const painted = slices.find(({ what }) => what === "paint");
    if (!record.first && painted && [...CSS.highlights.keys()].some((name) => name.startsWith("sayswho"))) record.first = painted.end;
    record.waiting = record.waiting.filter((look) => !look());
  }).observe({ type: "measure" });
  record.settled = (from) => new Promise((resolve, reject) => {
    record.waiting.push(() => {
      const settled = record.slices.some(({ what, start }) => what === "settle" && start >= from);
      if (settled) resolve();
      return settled;
    });
    setTimeout(() => {
      const ranges = [...CSS.highlights.values()].reduce((sum, { size }) => sum + size, 0);
      const ours = record.slices.reduce((sum, { start, end }) => sum + end - start, 0);
      const longest = Math.max(...record.slices.map(({ start, end }) => end - start));
      const first = Math.round(record.first - record.slices[0]?.start);
      reject(new Error("not done after " + Math.round(performance.now() - from) + " ms: first painted after " + first + ", " + ranges + " ranges so far; ours: " +
        Math.round(ours) + " ms in " + record.slices.length + " slices, the longest " + Math.round(longest)));
    }, ${LIMIT});
  });
  record.done = record.settled(performance.now());
  record.done.catch(() => undefined);`;

interface Slice {
  what: string;
  start: number;
  end: number;
}

/** One click: milliseconds from it to the first highlight and to the last, and what ran. */
interface Shown {
  first: number;
  all: number;
  slices: Slice[];
}

async function show(driver: Driver): Promise<Shown> {
  // In the page's own world: what a driver runs is gone when it ends.
  await driver.page.run(`
    const script = document.createElement("script");
    script.textContent = ${JSON.stringify(`{${RECORD}}`)};
    document.head.append(script);
    script.remove();`);
  const clicked = await driver.clickAction();
  const { origin, first, slices } = await driver.page.run<{ origin: number; first: number; slices: Slice[] }>(`
    const record = window.sayswhoPerf;
    await record.done;
    return { origin: Date.now() - performance.now(), first: record.first, slices: record.slices };`);
  const last = slices.findLast(({ what }) => what === "paint")?.end ?? NaN;
  return { first: first === 0 ? NaN : first + origin - clicked, all: last + origin - clicked, slices };
}

/** Changes the paragraph in the middle: milliseconds until it is painted anew. */
const change = (driver: Driver, n: number) =>
  driver.page.run<number | null>(`
    const record = window.sayswhoPerf;
    const paragraph = window.sayswhoChanged;
    const from = performance.now();
    const done = record.settled(from);
    paragraph.textContent = "Sales rose ${60 + n}% last year.";
    await done;
    const painted = [...CSS.highlights].some(([name, ranges]) => name.startsWith("sayswho") && [...ranges].some((range) => paragraph.contains(range.startContainer)));
    return painted ? record.slices.findLast(({ what }) => what === "paint").end - from : null;`);

/** Brings the paragraph into the window: what nobody looks at need not be painted. */
const lookAt = (driver: Driver) =>
  driver.page.run<void>(`
    const paragraphs = document.querySelectorAll("main p");
    window.sayswhoChanged = paragraphs[paragraphs.length >> 1];
    window.sayswhoChanged.scrollIntoView({ block: "center" });`);

const rest = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
const middle = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? NaN;
const length = ({ start, end }: Slice) => end - start;
const spent = (slices: Slice[], what: string) => slices.filter((slice) => slice.what === what).reduce((sum, slice) => sum + length(slice), 0);
const told = (milliseconds: number) => (Number.isNaN(milliseconds) ? "–" : milliseconds.toFixed(milliseconds < 10 ? 1 : 0));
const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);

const COLUMNS = ["page", "cold", "warm", "all", "read", "list", "send", "paint", "longest", "change", "idle", "memory"];
/** Characters of a column, and of the first and the last. */
const WIDTH = 7;
const FIRST = 12;
const LAST = 16;
const KINDS = ["read", "list", "send", "paint"];
/** What the issue of speed asks for, on the page of 100 KB; the longest slice on all. */
const MUST = ["must", "150", "", "", "", "", "", "", "8", "20", "0", "+30"];

/** A row as soon as it is known: the whole takes minutes. */
const print = ([page = "", ...cells]: string[]) =>
  console.log(page.padEnd(FIRST) + cells.map((cell, at) => cell.padStart(at === COLUMNS.indexOf("longest") - 1 || at === COLUMNS.length - 2 ? LAST : WIDTH)).join(" "));

/** A row of the table, from a browser of its own. */
async function row(driver: Driver, url: string, name: string): Promise<{ cells: string[]; idle: number }> {
  const before = await driver.backgroundMemory();
  await driver.open(url);
  await driver.stopBackground();
  const cold = await show(driver);
  const slices = [...cold.slices];

  const warm: Shown[] = [];
  for (let time = 0; time < TIMES; time++) {
    await driver.open(url);
    warm.push(await show(driver));
  }
  for (const { slices: more } of warm) slices.push(...more);

  // What the panel and the page do last has been done by then.
  await rest(REST);
  const count = () => driver.page.run<number>(`return window.sayswhoPerf.slices.length;`);
  const still = await count();
  await rest(IDLE);
  const idle = (await count()) - still;

  await lookAt(driver);
  await rest(REST);
  const changes: number[] = [];
  for (let time = 0; time < TIMES; time++) {
    if (time > 0) await rest(REST);
    changes.push((await change(driver, time)) ?? NaN);
  }
  slices.push(...(await driver.page.run<Slice[]>(`return window.sayswhoPerf.slices.slice(${still});`)));
  const [longest] = slices.toSorted((a, b) => length(b) - length(a));
  const after = await driver.backgroundMemory();
  return {
    idle,
    cells: [
      name, told(cold.first), told(middle(warm.map(({ first }) => first))), told(middle(warm.map(({ all }) => all))),
      ...KINDS.map((what) => told(middle(warm.map((shown) => spent(shown.slices, what))))),
      longest ? `${told(length(longest))} ${longest.what}` : "–", told(middle(changes)), String(idle), `${megabytes(before)} → ${megabytes(after)}`,
    ],
  };
}

const pages = fromEnvironment("PERF_PAGES", "").split(";");
const server = await servePages(fromEnvironment("PERF_DIR", "."));
try {
  for (const browser of BROWSERS) {
    print(COLUMNS);
    print(MUST);
    for (const page of pages) {
      const driver = await launch(browser);
      try {
        const { cells, idle } = await row(driver, server.url(`${page}.html`), page);
        print(cells);
        if (idle > 0) process.exitCode = 1;
      } catch (error) {
        print([page, String(error).split("\n")[0] ?? ""]);
        process.exitCode = 1;
      } finally {
        await driver.close();
      }
    }
    console.log(`
Milliseconds. cold: from the click to the first highlight, the first page of a new browser, its background stopped; warm: a page after
that, the middle of ${TIMES}; all: to the last highlight. read, list, send, paint: on the page's main thread, together; longest: the longest slice of
all. change: from one changed paragraph to its highlight. idle: slices in ${IDLE / 1000} seconds without a change, which must be none. memory: MB, before
the first click and at the end, of ${browser === "chromium" ? "the background's heap and buffers, where Chromium does not tell whether the memory of the Wasm is in it" : "the process of all extensions, the panel with it: no smaller part can be asked for"}.`);
  }
} finally {
  await server.close();
}
