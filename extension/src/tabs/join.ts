/**
 * One report of many: of the stretches of a frame, and of the frames of a page, in reading order. Every id says which frame it is of,
 * so that a claim is found there also by a background that has forgotten everything.
 */
import type { Claim, Quantity, Report } from "../../wasm/sayswho.js";
import { isSamePlace } from "../live/frames.js";
import type { Frame } from "./frame.js";

/** The id of a claim of a frame, on the page. */
export const idOnPage = (frameId: number, id: string): string => (frameId === 0 ? id : `f${frameId}.${id}`);

/** The frame of a claim, and its id there. */
export function idInFrame(id: string): { frameId: number; id: string } {
  const [, frame, rest] = /^f(\d{1,12})\.(.*)$/.exec(id) ?? [];
  return frame === undefined || rest === undefined ? { frameId: 0, id } : { frameId: Number(frame), id: rest };
}

/** Makes the ids of a stretch's report its own in the frame: claims by what `used` holds already, the rest by the stretch's key. */
export function makeUnique(report: Report, key: number, used: ReadonlySet<string>, alone: boolean): void {
  const counts = new Map<string, number>();
  for (const claim of report.claims) {
    const base = claim.id.split("-")[0] ?? claim.id;
    let count = counts.get(base) ?? 0;
    do claim.id = ++count === 1 ? base : `${base}-${count}`;
    while (used.has(claim.id));
    counts.set(base, count);
  }
  if (alone) return;
  const own = (id: string) => `${id}.${key.toString(36)}`;
  for (const found of [...report.quantities, ...report.attributions]) found.id = own(found.id);
  for (const claim of report.claims) {
    claim.quantities = claim.quantities.map(own);
    claim.attributions = claim.attributions.map(own);
  }
}

/** Whether two claims say the same, wherever they stand and whatever their findings are called. */
export const isSame = (a: Told, b: Told): boolean => areSame([a.claim, a.figures], [b.claim, b.figures]);

/** A claim as a page is told of it. */
export interface Told {
  claim: Claim;
  figures: Quantity[];
}

/** Places, and the names of findings: they change with what is around a claim. */
const PASSING = new Set(["start", "end", "segments", "quantities", "attributions", "id"]);

function areSame(a: unknown, b: unknown): boolean {
  if (typeof a !== "object" || typeof b !== "object" || !a || !b) return a === b;
  const [before, now] = [a, b] as [Record<string, unknown>, Record<string, unknown>];
  const keys = Object.keys(before);
  if (keys.length !== Object.keys(now).length) return false;
  for (const key of keys) if (!PASSING.has(key) && !areSame(before[key], now[key])) return false;
  return true;
}

/**
 * The places of frames, from the top, by what they say of themselves. A frame in a shadow root says less than zero, since its document
 * does not count it: the one that was made first is taken for the first in the text, as the document around it has numbered them.
 */
export function pathsOf(said: ReadonlyMap<number, readonly number[]>): Map<number, readonly number[]> {
  const paths = new Map<number, readonly number[]>();
  const counts = new Map<string, number>();
  const all = [...said].sort(([a, one], [b, other]) => one.length - other.length || a - b);
  for (const [frameId, path] of all) {
    const last = path.at(-1);
    if (last === undefined) {
      paths.set(frameId, []);
      continue;
    }
    const [around] = all.find(([, other]) => other.length === path.length - 1 && other.every((place, at) => isSamePlace(place, path[at]))) ?? [];
    const before = (around === undefined ? undefined : paths.get(around)) ?? path.slice(0, -1);
    const key = [...before, last].join();
    const count = last < 0 ? (counts.get(key) ?? 0) : 0;
    counts.set(key, count + 1);
    paths.set(frameId, [...before, last - 2 * count]);
  }
  return paths;
}

/** The same for the frames of a tab. */
export const pathsIn = (frames: ReadonlyMap<number, Frame>): Map<number, readonly number[]> =>
  pathsOf(new Map([...frames].flatMap(([frameId, { commit }]) => (commit ? [[frameId, commit.path] as const] : []))));

interface Placed {
  frameId: number;
  frame: Frame;
  path: readonly number[];
}

/** The page's report, as far as it has been made; undefined where nothing has. */
export function join(frames: ReadonlyMap<number, Frame>): Report | undefined {
  const paths = pathsIn(frames);
  const known = [...frames].flatMap(([frameId, frame]): Placed[] => {
    const path = paths.get(frameId);
    return path ? [{ frameId, frame, path }] : [];
  });
  known.sort((a, b) => a.frameId - b.frameId);
  const inside = new Map<Placed, Placed[]>();
  const tops: Placed[] = [];
  for (const placed of known) {
    const around = known.find((other) => other !== placed && isAround(other.path, placed.path));
    if (around) inside.set(around, [...(inside.get(around) ?? []), placed]);
    else tops.push(placed);
  }

  // Each frame's text begins where that of the one before it ends, whatever stands in the middle of what.
  const starts = new Map<Placed, number>();
  let length = 0;
  for (const placed of known) {
    starts.set(placed, length);
    length += placed.frame.stretches.reduce((sum, stretch) => sum + stretch.length + 2, 0);
  }

  let whole: Report | undefined;
  const visit = (placed: Placed): void => {
    const { frameId, frame } = placed;
    const waiting = (inside.get(placed) ?? [])
      .map((kid) => ({ kid, node: placeOf(kid, frame) }))
      .sort((a, b) => a.node - b.node || a.kid.frameId - b.kid.frameId);
    const enterUpTo = (node: number) => {
      for (let next = waiting[0]; next && next.node <= node; next = waiting[0]) {
        waiting.shift();
        visit(next.kid);
      }
    };
    let start = starts.get(placed) ?? 0;
    for (const { key, length } of frame.stretches) {
      const part = frame.reports.get(key);
      if (part) {
        const { url, title, language } = part;
        whole ??= { url, title, language, counts: { cited: 0, named: 0, vague: 0, none: 0 }, quantities: [], attributions: [], claims: [] };
        for (const claim of part.claims) {
          enterUpTo(claim.segments?.[0]?.[0] ?? 0);
          whole.claims.push(moved(claim, frameId, start));
          whole.counts[claim.status]++;
        }
        for (const found of part.quantities) whole.quantities.push({ ...shifted(found, start), id: idOnPage(frameId, found.id) });
        for (const found of part.attributions) {
          const [source, cue, content] = [found.source, found.cue, found.content].map((quotes) => quotes.map((quote) => shifted(quote, start)));
          whole.attributions.push({ ...found, id: idOnPage(frameId, found.id), source: source ?? [], cue: cue ?? [], content: content ?? [] });
        }
      }
      start += length + 2;
    }
    enterUpTo(Infinity);
  };
  for (const top of tops) visit(top);
  const top = frames.get(0)?.commit?.head;
  if (whole && top) Object.assign(whole, { url: top.url, title: top.title });
  return whole;
}

/** Whether a frame at `path` is right around the one at `inner`. */
const isAround = (path: readonly number[], inner: readonly number[]) =>
  path.length === inner.length - 1 && path.every((place, at) => place === inner[at]);

/** The text node before which a frame stands in the one around it; behind all where that is not known. */
function placeOf({ path }: Placed, around: Frame): number {
  const own = path.at(-1);
  return around.commit?.frames.find(([place]) => place === own)?.[1] ?? Infinity;
}

const shifted = <T extends { start: number; end: number }>(quote: T, by: number): T => ({ ...quote, start: quote.start + by, end: quote.end + by });

/** A claim of a frame on the page. Its segments are of no use there. */
function moved({ segments: _, ...claim }: Claim, frameId: number, by: number): Claim {
  return {
    ...claim,
    id: idOnPage(frameId, claim.id),
    sentence: shifted(claim.sentence, by),
    quantities: claim.quantities.map((id) => idOnPage(frameId, id)),
    attributions: claim.attributions.map((id) => idOnPage(frameId, id)),
    evidence: claim.evidence.map((found) => shifted(found, by)),
  };
}
