/**
 * The two readers: of every page that the tests have, as it is served, the extension reports what the command line reports, offsets and
 * reasons and all, or it is said here why not.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { type Driver, fromEnvironment, until } from "./driver/driver.ts";
import { BROWSERS, launch } from "./driver/launch.ts";
import { type PageServer, servePages } from "./server.ts";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../..");

/** The command line's program. */
const SAYSWHO = fromEnvironment("SAYSWHO", join(ROOT, "target/debug/sayswho"));

const PAGES = ["extension/sample", "tests/browser/pages", "tests/pages", "www"].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".html"))
    .toSorted()
    .map((file) => `${folder}/${file}`),
);

const SCRIPT = "a script of the page changes its text";
const FRAMES = "the browser shows what is in frames, which are no part of the document that was served";

/** What the browser shows and the served words do not hold, or the other way round. */
const OTHERWISE: Record<string, string> = {
  "tests/browser/pages/district.html": SCRIPT,
  "tests/browser/pages/hostile-mutations.html": SCRIPT,
  "tests/browser/pages/hostile-restless.html": SCRIPT,
  "tests/browser/pages/live/app.html": SCRIPT,
  "tests/browser/pages/live/feed.html": SCRIPT,
  "tests/browser/pages/live/frames.html": FRAMES,
  "tests/browser/pages/live/inner.html": FRAMES,
  "tests/browser/pages/live/roots.html": FRAMES,
  "tests/browser/pages/odd.html": SCRIPT,
  "tests/browser/pages/shadow.html": "a shadow root that a script makes shows other text, and hides what it gives no slot",
};

interface Report {
  url: string | null;
  text?: string;
  claims: { segments?: unknown }[];
}

interface Told {
  kind: string;
  report?: Report;
  progress?: number;
}

/** What the panel is told of the tab in front. */
const told = (driver: Driver) =>
  driver.panel.run<Told>(`
    const { runtime, windows } = globalThis.browser ?? chrome;
    const { id } = await windows.getCurrent();
    return (await runtime.sendMessage({ to: "background", type: "panel-hello", windowId: id })).state;`);

/** A report of the command line as the browser has it: offsets count units of text, and the text is left out. */
function inUnits({ text = "", ...report }: Report): Report {
  const units = [0];
  for (const character of text) units.push((units.at(-1) ?? 0) + character.length);
  const isOffset = (key: string) => key === "start" || key === "end";
  return JSON.parse(JSON.stringify(report), (key, value: unknown) => (isOffset(key) ? units[Number(value)] : value)) as Report;
}

for (const browser of BROWSERS) {
  describe(`live pages in ${browser} and their files on the command line`, () => {
    let driver: Driver;
    let server: PageServer;
    /** The command line's, by page. */
    const reports = new Map<string, Report>();

    before(async () => {
      server = await servePages(ROOT);
      driver = await launch(browser);
      const records = PAGES.map((page) => JSON.stringify({ id: page, url: server.url(page), html: readFileSync(join(ROOT, page), "utf8") }));
      const command = ["check", "--from", "jsonl", "--format", "jsonl", "--text"];
      const { status, stdout, stderr, error } = spawnSync(SAYSWHO, command, { input: records.join("\n"), encoding: "utf8", maxBuffer: 1 << 28 });
      assert.equal(status, 0, `${SAYSWHO}: ${error?.message ?? stderr}`);
      for (const line of stdout.trim().split("\n")) {
        const { id, ...report } = JSON.parse(line) as Report & { id: string };
        reports.set(id, inUnits(report));
      }
    });

    after(async () => {
      await driver?.close();
      await server?.close();
    });

    for (const page of PAGES) {
      const why = OTHERWISE[page];
      test(why === undefined ? page : `${page}: ${why}`, async () => {
        const url = server.url(page);
        const onCommandLine = reports.get(page);
        await driver.open(url);
        await driver.clickAction();
        let live: Report | undefined;
        const settled = until("the report", async () => {
          const { kind, report, progress } = await told(driver);
          if (kind === "unreadable") {
            assert.deepEqual(onCommandLine?.claims, [], "where there is nothing to read there are no claims");
            return true;
          }
          if (kind !== "ready" || report?.url !== url || progress !== undefined) return false;
          for (const claim of report.claims) delete claim.segments;
          live = report;
          return isDeepStrictEqual(live, onCommandLine) === (why === undefined);
        });
        await settled.catch((error: unknown) => {
          if (why === undefined && live) assert.deepEqual(live, onCommandLine);
          throw error;
        });
      });
    }
  });
}
