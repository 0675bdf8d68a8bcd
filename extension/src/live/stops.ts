/** Where a reader can go by key in this document: the claims that lack a source, and the frames between them, in reading order. */
import type { Stops } from "../messages.js";
import type { Overlay } from "../overlay.js";
import type { View } from "../reader.js";
import { framesIn, pathOf } from "./frames.js";

/** A claim by its id, or a frame by its place. */
interface Stop {
  what: string | number;
  of: string | Element;
  /** The number of the text node that it begins in, or that comes after it; and where in it. */
  number: number;
  start: number;
}

/** The stops of the page as it was read last, for the way forwards or back. */
export function stopsIn(view: View, overlay: Overlay, forward: boolean): Stops {
  const lacking = overlay.lacking();
  const numbers = new Map<Node, number>(lacking.map(({ node }) => [node, view.nodes.length]));
  for (const [number, node] of view.nodes.entries()) if (numbers.has(node)) numbers.set(node, number);
  const claims = lacking.map(({ id, node, start }): Stop => ({ what: id, of: id, number: numbers.get(node) ?? 0, start }));
  const frames = framesIn(view).map(({ element, place, node }): Stop => ({ what: place, of: element, number: node, start: -1 }));
  const stops = [...frames, ...claims].sort((a, b) => a.number - b.number || a.start - b.start);
  const { here } = overlay;
  // Where the reader is in the page, at the first time.
  const isAhead = ({ of }: Stop) => overlay.isAhead(of, forward);
  const isKnown = stops.some(({ what }) => what === here?.[0]);
  const ahead = isKnown ? 0 : forward ? stops.findIndex(isAhead) : stops.findLastIndex(isAhead);
  return { path: pathOf(window), stops: stops.map(({ what }) => what), ahead: ahead < 0 && forward ? stops.length : ahead, here };
}
