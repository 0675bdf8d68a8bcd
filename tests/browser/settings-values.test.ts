/** What comes of a stored value, whatever it is: no browser is needed for that. */
import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { contrast, wordFor } from "../../extension/src/settings/contrast.ts";
import { looks } from "../../extension/src/settings/looks.ts";
import {
  COLOURS, LANGUAGES, MOST_SITES, alwaysOn, covers, defaults, highlights, hostOf, isNever, parse, patternOf,
} from "../../extension/src/settings/settings.ts";

test("nothing stored gives the usual settings, and so do they themselves", () => {
  assert.deepEqual(parse(undefined), { settings: defaults(), broken: [] });
  assert.deepEqual(parse(JSON.parse(JSON.stringify(defaults()))), { settings: defaults(), broken: [] });
});

test("a broken part is named and loses nothing but itself", () => {
  const stored = {
    ...defaults(), minor: true, style: "blinking", colours: { ...COLOURS, none: "#123456", vague: "red" },
    statuses: { ...defaults().statuses, cited: "no" }, sites: ["example.org", 7, "not a site"], never: "example.net",
  };
  const { settings, broken } = parse(stored);
  assert.deepEqual(broken.toSorted(), ["colours.vague", "never", "sites", "statuses.cited", "style"]);
  assert.equal(settings.minor, true);
  assert.equal(settings.style, "both");
  assert.deepEqual(settings.colours, { ...COLOURS, none: "#123456" });
  assert.deepEqual(settings.statuses, defaults().statuses);
  assert.deepEqual(settings.sites, ["example.org"]);
  assert.deepEqual(settings.never, []);
});

test("no value at all makes them unusable", () => {
  for (const value of [null, 0, "", "settings", [], [1], true, { version: -1 }, { version: "x" }, { statuses: null }, { colours: [] }, { sites: [{}] }]) {
    const { settings, broken } = parse(value);
    assert.deepEqual(settings, defaults(), JSON.stringify(value));
    assert.ok(broken.length > 0, JSON.stringify(value));
  }
  assert.deepEqual(parse({ unheardOf: 1 }), { settings: defaults(), broken: [] });
});

test("a value of version 0 is brought up to date", () => {
  const { settings, broken } = parse({ onlyLacking: true, minor: true, always: ["example.org"] });
  assert.deepEqual(broken, []);
  assert.deepEqual(settings.statuses, { none: true, vague: true, named: false, cited: false });
  assert.equal(settings.minor, true);
  assert.equal(settings.run, "sites");
  assert.deepEqual(settings.sites, ["example.org"]);
  assert.deepEqual(parse({ always: [] }).settings, defaults());
});

test("a value of a version to come gives what is known of it", () => {
  const { settings, broken } = parse({ ...defaults(), version: 7, minor: true, novelty: {} });
  assert.deepEqual({ settings, broken }, { settings: { ...defaults(), minor: true }, broken: [] });
});

test("a list of sites does not grow without end", () => {
  const many = Array.from({ length: MOST_SITES + 1 }, (_, n) => `site${n}.example`);
  const { settings, broken } = parse({ never: many });
  assert.equal(settings.never.length, MOST_SITES);
  assert.deepEqual(broken, ["never"]);
});

test("a site is understood however it is written", () => {
  for (const written of ["example.org", " https://www.example.org/a?b#c ", "www.example.org", "EXAMPLE.org.", "*.example.org", "http://example.org:8080"]) {
    assert.equal(hostOf(written), "example.org", written);
  }
  assert.equal(hostOf("bücher.example"), "xn--bcher-kva.example");
  assert.equal(hostOf("127.0.0.1"), "127.0.0.1");
  assert.equal(hostOf("www.org"), "www.org");
  for (const written of ["", " ", "two words", "about:config", "ftp://example.org", "*", "https://", "a".repeat(3000)]) assert.equal(hostOf(written), null, written);
});

test("a site stands for its subdomains, an address for itself", () => {
  assert.ok(covers(["example.org"], "news.example.org") && covers(["example.org"], "example.org"));
  assert.ok(!covers(["example.org"], "badexample.org") && !covers(["0.0.1"], "127.0.0.1"));
  assert.equal(patternOf("example.org"), "*://*.example.org/*");
  assert.equal(patternOf("127.0.0.1"), "*://127.0.0.1/*");
  assert.equal(patternOf("localhost"), "*://localhost/*");
  assert.ok(isNever({ ...defaults(), never: ["example.org"] }, "https://news.example.org/story"));
  assert.ok(!isNever({ ...defaults(), never: ["example.org"] }, undefined));
  assert.deepEqual(alwaysOn({ ...defaults(), sites: ["example.org"] }), [], "the list alone asks for nothing");
});

test("what is highlighted follows status, kind and weight", () => {
  const claim = { status: "vague", kinds: ["numeric"], weight: "key" } as const;
  assert.ok(highlights(defaults())(claim));
  assert.ok(!highlights({ ...defaults(), statuses: { ...defaults().statuses, vague: false } })(claim));
  assert.ok(!highlights({ ...defaults(), kinds: { numeric: false, attribution: true } })(claim));
  assert.ok(!highlights(defaults())({ ...claim, weight: "minor" }));
  assert.ok(highlights({ ...defaults(), minor: true })({ ...claim, weight: "minor" }));
});

test("contrast is what WCAG says it is, and the usual colours stand out on both papers", () => {
  assert.equal(contrast("#ffffff", "#000000"), 21);
  assert.equal(contrast("#777777", "#ffffff").toFixed(2), "4.48");
  assert.deepEqual([2.9, 3, 4.5].map(wordFor), ["faint", "enough", "clear"]);
  for (const colour of Object.values(COLOURS)) {
    for (const paper of ["#ffffff", "#000000"]) assert.ok(contrast(colour, paper) >= 3, `${colour} on ${paper}`);
  }
});

test("each style shows every status, and the marked claim by its line too", () => {
  for (const style of ["underline", "background", "both"] as const) {
    const rules = looks({ style, colours: { ...COLOURS } }).split("}").filter((rule) => rule.trim());
    assert.equal(rules.length, 8);
    for (const rule of rules) {
      assert.match(rule, style === "background" && !rule.includes("-marked") ? /background-color: #/ : /text-decoration: underline/);
    }
  }
});

test("every language of the settings is a folder of texts, and every folder a language", async () => {
  const folders = await readdir(join(dirname(fileURLToPath(import.meta.url)), "../../extension/_locales"));
  assert.deepEqual(folders.toSorted(), [...LANGUAGES].toSorted());
});
