/** Plain text on the page: paragraphs to read, and where the report's offsets are in them. */
import type { Quote, Claim } from "../../extension/wasm/sayswho.js";

/** A paragraph's text node, and where it begins in the text, in UTF-16 code units. */
export interface Piece {
  node: Text;
  start: number;
}

/** A line longer than this was not wrapped by hand: it is a paragraph of its own. */
const WRAPPED = 100;

/** Cuts a text at empty lines and around long ones. */
export function paragraphs(text: string): Piece[] {
  const spans: { start: number; end: number; closed: boolean }[] = [];
  for (const { 0: line, index: start } of text.matchAll(/[^\r\n]+/g)) {
    const end = start + line.length;
    const last = spans.at(-1);
    if (line.trim() === "") {
      if (last) last.closed = true;
      continue;
    }
    const long = line.length > WRAPPED;
    if (!last || last.closed || long || /\n\r?\n/.test(text.slice(last.end, start))) spans.push({ start, end, closed: long });
    else last.end = end;
  }
  return spans.map(({ start, end }) => ({ node: document.createTextNode(text.slice(start, end)), start }));
}

/** The pieces of a stretch of the text, as the painter wants them. */
export function segmentsOf({ start, end }: Quote, pieces: readonly Piece[]): NonNullable<Claim["segments"]> {
  return pieces.flatMap((piece, number): [number, number, number][] => {
    const from = Math.max(start - piece.start, 0);
    const to = Math.min(end - piece.start, piece.node.length);
    return from < to ? [[number, from, to]] : [];
  });
}
