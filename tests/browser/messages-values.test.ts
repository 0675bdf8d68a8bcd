/**
 * What comes of messages and stored settings, whatever they are: no browser is needed for that. Each kind of message is described once
 * more here, with values that fit and values that do not; from these come some ten thousand messages, the same in every run.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { MOST_TEXT, type Patch, UNREADABLE, isFromPage, isFromPanel, isStops, isToPage, isToPanel } from "../../extension/src/messages.ts";
import { COLOURS, LANGUAGES, RUNS, STYLES, defaults, parse } from "../../extension/src/settings/settings.ts";
import { Frame } from "../../extension/src/tabs/frame.ts";
import { Tabs } from "../../extension/src/tabs/tabs.ts";

/** Numbers from 0 to 1 that look like chance (mulberry32). */
function chances(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Chance = () => number;
const below = (chance: Chance, end: number) => Math.floor(chance() * end);
const pick = <T>(chance: Chance, from: readonly T[]): T => from[below(chance, from.length)] as T;

/** What may stand at a place: values that fit, and values that do not. Either may have places in it. */
interface Kind {
  fits(chance: Chance): unknown;
  breaks(chance: Chance): unknown;
}

const WORDS = ["", "x", "c1a2b3c4-2", "f12.c1", "😀", "\ud83d", "\0", "__proto__", "</script>", "\u202e", "toString"];
/** Values of every type. */
const ANYTHING: unknown[] = [undefined, null, true, false, 0, -0, 1, -1, 0.5, NaN, Infinity, 2 ** 53, "", "1", "x".repeat(65), [], [[]], {}, [null], { length: 1 }, new Map(), new Uint8Array(2)];

/** A value of any type that `fits` does not take. */
function otherThan(fits: (value: unknown) => boolean): Kind["breaks"] {
  const others = ANYTHING.filter((value) => !fits(value));
  return (chance) => pick(chance, others);
}

const is = (test: (value: unknown) => boolean, fits: Kind["fits"]): Kind => ({ fits, breaks: otherThan(test) });
const isInteger = (value: unknown) => Number.isInteger(value);
const integer = is(isInteger, (chance) => pick(chance, [0, 1, -1, -7, 42, 2 ** 31]));
const count = is((value) => isInteger(value) && Number(value) >= 0, (chance) => pick(chance, [0, 1, 2, 42, 2 ** 31]));
const part = is((value) => typeof value === "number" && value >= 0 && value <= 1, (chance) => pick(chance, [0, 0.25, 1]));
const flag = is((value) => typeof value === "boolean", (chance) => chance() < 0.5);
const words = is((value) => typeof value === "string", (chance) => pick(chance, WORDS).repeat(below(chance, 9)));
const id = is((value) => typeof value === "string" && value.length <= 64, (chance) => pick(chance, WORDS).slice(0, 64));
const idOrNull: Kind = { fits: (chance) => (chance() < 0.3 ? null : id.fits(chance)), breaks: otherThan((value) => value === null || (typeof value === "string" && value.length <= 64)) };
const object = is((value) => typeof value === "object" && value !== null, (chance) => ({ tag: "p", url: pick(chance, WORDS) }));
const constant = (value: unknown): Kind => is((other) => other === value, () => value);
const oneOf = (values: readonly unknown[]): Kind => is((other) => values.includes(other), (chance) => pick(chance, values));
const optional = (kind: Kind): Kind => ({
  fits: (chance) => (chance() < 0.3 ? undefined : kind.fits(chance)),
  breaks: (chance) => {
    for (;;) {
      const value = kind.breaks(chance);
      if (value !== undefined) return value;
    }
  },
});

/** Several of a kind. */
const list = (kind: Kind | null): Kind => ({
  fits: (chance) => Array.from({ length: below(chance, 4) }, () => (kind ? kind.fits(chance) : pick(chance, ANYTHING))),
  breaks: (chance) => {
    if (!kind || chance() < 0.5) return otherThan(Array.isArray)(chance);
    const all = Array.from({ length: 1 + below(chance, 3) }, () => kind.fits(chance));
    all[below(chance, all.length)] = kind.breaks(chance);
    return all;
  },
});

const numbers = list(integer);

/** Some kinds in their order. */
const row = (...kinds: Kind[]): Kind => ({
  fits: (chance) => kinds.map((kind) => kind.fits(chance)),
  breaks: (chance) => {
    if (chance() < 0.2) return pick(chance, ["", null, 7, true, {}]);
    const all = kinds.map((kind) => kind.fits(chance));
    const at = below(chance, kinds.length);
    all[at] = kinds[at]?.breaks(chance);
    return all;
  },
});

const shape = (places: Record<string, Kind>): Kind => ({
  fits: (chance) => Object.fromEntries(Object.entries(places).flatMap(([name, kind]) => {
    const value = kind.fits(chance);
    return value === undefined ? [] : [[name, value]];
  })),
  breaks: (chance) => {
    if (chance() < 0.1) return pick(chance, [undefined, null, 7, "x", true]);
    const whole = shape(places).fits(chance) as Record<string, unknown>;
    const name = pick(chance, Object.keys(places));
    whole[name] = places[name]?.breaks(chance);
    return whole;
  },
});

const either = (...kinds: Kind[]): Kind => ({ fits: (chance) => pick(chance, kinds).fits(chance), breaks: (chance) => pick(chance, kinds).breaks(chance) });

const patch = shape({
  run: id, count, progress: part, elements: list(object), leaves: list(row(count, numbers, words)), texts: list(row(count, words)),
  branches: list(row(count, count, count, count, numbers)),
});
const commit = shape({
  run: id, revision: count, root: { fits: (chance) => (chance() < 0.3 ? null : count.fits(chance)), breaks: otherThan((value) => value === null || (isInteger(value) && Number(value) >= 0)) },
  head: object, sight: count, known: numbers, path: numbers, frames: list(row(integer, integer)), enter: flag, closedRoots: count,
  trouble: oneOf([null, "empty", "image-only"]),
});
const unreadable = shape({ kind: constant("unreadable"), reason: oneOf(UNREADABLE) });
const frameState = either(shape({ kind: oneOf(["idle", "on"]) }), unreadable);
const report = shape({ counts: object, claims: list(null), quantities: list(null), attributions: list(null) });
const pageState = either(
  shape({ kind: constant("reading"), progress: optional(part) }),
  shape({ kind: constant("ready"), report, progress: optional(part), missed: optional(shape({ frames: count, roots: count })), selection: optional(constant(true)) }),
  unreadable,
);

const stops = shape({
  path: numbers, ahead: integer,
  stops: list(is((value) => isInteger(value) || (typeof value === "string" && value.length <= 64), either(id, integer).fits)),
  here: is((value) => value === null, (chance) => (chance() < 0.3 ? null : row(id, integer).fits(chance))),
});

const message = (to: string, type: string, places: Record<string, Kind> = {}) => shape({ to: constant(to), type: constant(type), ...places });

const KINDS: [validator: (value: unknown) => boolean, Record<string, Kind>][] = [
  [isFromPage, {
    patch: message("background", "patch", { patch }),
    commit: message("background", "commit", { commit }),
    state: message("background", "state", { script: id, state: frameState }),
    pointed: message("background", "pointed", { id: idOrNull }),
    catalogue: message("background", "catalogue", { language: oneOf(LANGUAGES) }),
    search: message("background", "search", { words }),
  }],
  [isFromPanel, {
    hello: either(message("background", "panel-hello", { windowId: integer }), message("background", "panel-hello", { tabId: integer })),
    "hello of both": message("background", "panel-hello", { windowId: optional(integer), tabId: { ...optional(integer), fits: integer.fits } }),
    select: message("background", "select", { tabId: integer, id }),
    mark: message("background", "mark", { tabId: integer, id: idOrNull }),
  }],
  [isToPanel, {
    state: message("panel", "state", { windowId: integer, tabId: integer, state: pageState }),
    pointed: message("panel", "pointed", { windowId: integer, tabId: integer, id: idOrNull }),
  }],
  [isToPage, {
    ask: message("page", "ask", { again: flag }),
    claims: message("page", "claims", { run: id, revision: count, stretch: count, claims: list(null), quantities: list(null), kept: list(row(id, count, count)), left: count }),
    settled: message("page", "settled", { run: id, revision: count, stretches: numbers }),
    select: message("page", "select", { id, focus: flag }),
    mark: message("page", "mark", { id: idOrNull }),
    stops: message("page", "stops", { forward: flag }),
  }],
  [isStops, { stops }],
];

const TIMES = 500;
const told = (value: unknown) => JSON.stringify(value, (_, part: unknown) => (typeof part === "number" && !Number.isFinite(part) ? String(part) : part));

for (const [takes, kinds] of KINDS) {
  for (const [name, kind] of Object.entries(kinds)) {
    test(`${takes.name}: ${name} is taken as it should be, by nobody else, and refused where one thing is not as it should be`, () => {
      const chance = chances(1);
      for (let time = 0; time < TIMES; time++) {
        const good = kind.fits(chance);
        for (const [other] of KINDS) assert.equal(other(good), other === takes, `${other.name}: ${told(good)}`);
        assert.ok(takes(structuredClone(good)), told(good));
        const bad = kind.breaks(chance);
        assert.equal(takes(bad), false, told(bad));
      }
    });
  }
}

test("any value at all is refused without a fault", () => {
  const chance = chances(2);
  const anything = (depth: number): unknown => {
    if (depth === 0 || chance() < 0.4) return pick(chance, ANYTHING);
    if (chance() < 0.4) return Array.from({ length: below(chance, 4) }, () => anything(depth - 1));
    const names = ["kind", "report", "patch", "commit", "state", "id", "run", "leaves", "counts", "claims", "__proto__", "constructor"];
    return Object.fromEntries(Array.from({ length: below(chance, 5) }, () => [pick(chance, names), anything(depth - 1)]));
  };
  for (let time = 0; time < 10 * TIMES; time++) {
    const value = anything(5);
    for (const [takes] of KINDS) assert.equal(takes(value), false, told(value));
    // With an address on it, it is somebody's message, and has no more in it than before.
    const addressed = { ...(value as object | null), to: pick(chance, ["background", "panel", "page"]), type: pick(chance, ["patch", "commit", "claims", "panel-hello", "select"]) };
    for (const [takes] of KINDS) assert.equal(typeof takes(addressed), "boolean");
  }
});

test("patches of the right shape that mean nothing are given up, and no other frame loses anything by it", async () => {
  const chance = chances(3);
  let lost = 0;
  for (let time = 0; time < TIMES; time++) {
    const states: unknown[] = [];
    const tabs = new Tabs({
      engine: () => Promise.reject(new Error("not here")), broken: () => {}, tell: () => Promise.resolve(undefined),
      changed: (_, state) => void states.push(state), begins: () => Promise.resolve(), enterFrames: () => Promise.resolve(),
    });
    const good: Patch = { run: "a", count: 0, progress: 1, elements: [{ tag: "p" }], leaves: [[2, [-1], "x"]], texts: [], branches: [[1, 1, 0, 0, [2]]] };
    assert.equal(await tabs.take(1, 0, good), "taken");
    for (let step = 0; step < 6; step++) {
      const given = { ...(patch.fits(chance) as Patch), run: "b", count: step };
      const answer = await tabs.take(1, 7, given);
      assert.ok(answer === "taken" || answer === "lost");
      if (answer === "lost") lost++;
    }
    assert.equal(await tabs.take(1, 0, { ...good, count: 1 }), "taken", "the page's own document goes on");
    assert.equal(await tabs.take(1, 0, { ...good, count: 7 }), "lost", "and a patch out of its turn is none");
  }
  assert.ok(lost > TIMES, `${lost} were given up`);
});

test("a frame's pieces in any order make a page that ends, or none", () => {
  const chance = chances(4);
  let made = 0;
  for (let time = 0; time < 4 * TIMES; time++) {
    const frame = new Frame("a");
    const small = () => below(chance, 8);
    for (let step = 0; step < 3; step++) {
      frame.take({
        run: "a", count: step, progress: 1, elements: [{ tag: "div" }], leaves: Array.from({ length: 3 }, () => [small(), [-1], "x"]), texts: [[small(), "y"]],
        branches: Array.from({ length: 3 }, () => [small(), 1, small(), small(), Array.from({ length: small() }, small)]),
      });
    }
    const page = frame.page(small());
    if (!page) continue;
    made++;
    const depth = page.stream.reduce((depth, code) => depth + (code > 0 ? 1 : code === 0 ? -1 : 0), 0);
    assert.equal(depth, 0, "what is entered is left");
  }
  assert.ok(made > TIMES / 10, `${made} pages`);
});

test("a frame takes no more text than is ever read", () => {
  const frame = new Frame("a");
  const most = "x".repeat(MOST_TEXT / 2);
  const take = (count: number, text: string) => frame.take({ run: "a", count, progress: 1, elements: [], leaves: [[count, [-1], text]], texts: [], branches: [] });
  assert.deepEqual([take(0, most), take(1, most), take(2, "x")], [true, true, false]);
});

const settings = shape({
  version: constant(1), minor: flag, hover: flag, style: oneOf(STYLES), run: oneOf(RUNS), language: oneOf([...LANGUAGES, "browser"]),
  statuses: shape({ none: flag, vague: flag, named: flag, cited: flag }), kinds: shape({ numeric: flag, attribution: flag }),
});

test("stored settings: what fits is kept, what does not is named, and nothing else is lost", () => {
  const chance = chances(5);
  for (let time = 0; time < 4 * TIMES; time++) {
    const stored = settings.fits(chance) as Record<string, unknown>;
    const sites = Array.from({ length: below(chance, 4) }, (_, n) => `site${n}.example`);
    const whole = { ...defaults(), ...stored, sites, colours: { ...COLOURS, none: "#12ab34" } };
    assert.deepEqual(parse(structuredClone(whole)), { settings: whole, broken: [] });

    const name = pick(chance, ["minor", "hover", "style", "run", "language", "sites", "never", "statuses", "kinds", "colours"] as const);
    const value = pick(chance, ANYTHING.filter((value) => value !== undefined && !(name === "minor" || name === "hover" ? typeof value === "boolean" : name === "sites" || name === "never" ? Array.isArray(value) : typeof value === "object" && value !== null && !Array.isArray(value))));
    const { settings: mended, broken } = parse({ ...whole, [name]: value });
    assert.deepEqual(broken, [name], told(value));
    assert.deepEqual(mended, { ...whole, [name]: defaults()[name] });
  }
});

test("stored settings: whatever is there, what comes of it is whole, and stays as it is when it is stored and read again", () => {
  const chance = chances(6);
  const names = Object.keys(defaults());
  for (let time = 0; time < 4 * TIMES; time++) {
    const stored = Object.fromEntries(names.flatMap((name) => (chance() < 0.5 ? [[name, pick(chance, ANYTHING)]] : [])));
    const { settings: read } = parse(stored);
    assert.deepEqual(Object.keys(read), names);
    assert.deepEqual(parse(structuredClone(read)), { settings: read, broken: [] });
  }
});
