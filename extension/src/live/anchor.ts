/**
 * Finds a claim's words again after the page was rendered anew: at their place in the page's text if they still stand there, else
 * where the same words stand between the same words, else nowhere. Never at a place that is only likely.
 *
 * The same in the extension and on the www page, so nothing of an extension's API here.
 */
import type { View } from "../reader.js";

/** A piece of a text node: the node's number, start and end. */
export type Segment = readonly [node: number, start: number, end: number];

/** Where a claim stands in the page's text, and what is around it. */
export interface Anchor {
  at: number;
  /** From the first word to the last, with whatever lies between. */
  quote: string;
  before: string;
  after: string;
  /** The claim's own pieces, counted from `at`. */
  pieces: readonly (readonly [start: number, end: number])[];
}

/** Units of text before and after a claim that tell its place from others with the same words. */
const CONTEXT = 32;
/** Words that stand in more places than this are not looked for further. */
const MOST_PLACES = 64;

/** The anchor of a claim that stands in these pieces; null where they are not in the view. */
export function anchorOf({ starts, text }: View, segments: readonly Segment[]): Anchor | null {
  const pieces = segments.map(([node, start, end]) => [(starts[node] ?? NaN) + start, (starts[node] ?? NaN) + end] as const);
  const at = pieces[0]?.[0];
  const end = pieces.at(-1)?.[1];
  if (at === undefined || end === undefined || !(at < end && end <= text.length)) return null;
  return {
    at,
    quote: text.slice(at, end),
    before: text.slice(Math.max(0, at - CONTEXT), at),
    after: text.slice(end, end + CONTEXT),
    pieces: pieces.map(([from, to]) => [from - at, to - at] as const),
  };
}

/** Where the claim stands in a view of the page as it is now; null where that is not sure. */
export function find(anchor: Anchor, view: View): Segment[] | null {
  const at = placeOf(anchor, view.text);
  return at === null ? null : segmentsAt(anchor, at, view);
}

function placeOf({ at, quote, before, after }: Anchor, text: string): number | null {
  if (text.startsWith(quote, at)) return at;
  let best: number | null = null;
  let most = 0;
  let places = 0;
  for (let place = text.indexOf(quote); place >= 0; place = text.indexOf(quote, place + 1)) {
    if (++places > MOST_PLACES) return null;
    const end = place + quote.length;
    const same = sameEnd(before, text.slice(Math.max(0, place - CONTEXT), place)) + sameStart(after, text.slice(end, end + CONTEXT));
    if (same === most) best = null;
    if (same > most) [best, most] = [place, same];
  }
  // A whole side must fit: a full stop before and a space after are around every sentence.
  return most >= Math.min(CONTEXT, Math.max(before.length, after.length, 1)) ? best : null;
}

function sameStart(a: string, b: string): number {
  let same = 0;
  while (same < a.length && a[same] === b[same]) same++;
  return same;
}

function sameEnd(a: string, b: string): number {
  let same = 0;
  while (same < a.length && same < b.length && a.at(-1 - same) === b.at(-1 - same)) same++;
  return same;
}

function segmentsAt({ pieces }: Anchor, at: number, { nodes, starts }: View): Segment[] | null {
  const segments: Segment[] = [];
  for (const [from, to] of pieces) {
    const node = nodeAt(starts, at + from);
    const start = starts[node];
    const length = nodes[node]?.length ?? 0;
    if (start === undefined || at + to - start > length) return null;
    segments.push([node, at + from - start, at + to - start]);
  }
  return segments;
}

/** The number of the text node that holds a place of the text. */
function nodeAt(starts: readonly number[], place: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= place) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
