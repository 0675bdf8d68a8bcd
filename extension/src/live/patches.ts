/** Cuts what has changed in a page into patches, each small enough to be sent in one slice. */
import type { Patch } from "../messages.js";
import { type Branch, type Changed, type Leaf, type Piece, type Reader, piecesOf } from "../reader.js";

/** A patch grows no further than this, in units of text; a number or the like counts as a few. */
const MOST = 48_000;
const NUMBER = 6;
const ELEMENT = 160;

type Part = Pick<Patch, "elements" | "leaves" | "texts" | "branches">;

/** What the background has been sent of a page. */
export class Patches {
  readonly #reader: Reader;
  #elements = 0;
  /** The children of each branch, as they were sent. */
  #kids = new WeakMap<Branch, readonly number[]>();

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  /** Forgets what was sent. */
  reset(): void {
    this.#elements = 0;
    this.#kids = new WeakMap();
  }

  /** The patches that bring what has changed, or with null all that there is; each with how much of it all has then been brought. */
  *of(changed: Changed | null): Generator<Part & { progress: number }, void, void> {
    const pieces: readonly Piece[] = changed ? [...changed.leaves, ...changed.branches] : [...piecesOf(this.#reader.root)];
    const all = pieces.length + this.#reader.elements.length - this.#elements;
    let done = 0;
    let part = emptyPart();
    let size = 0;
    const grow = function* (by: number): Generator<Part & { progress: number }, void, void> {
      size += by;
      if (size < MOST) return;
      yield { ...part, progress: Math.min(1, done / all) };
      part = emptyPart();
      size = 0;
    };
    for (const element of this.#reader.elements.slice(this.#elements)) {
      part.elements.push(element);
      this.#elements++;
      done++;
      yield* grow(ELEMENT);
    }
    for (const piece of pieces) {
      done++;
      if ("kids" in piece) {
        const kids = piece.kids.map(({ id }) => id);
        const { at, gone, put } = difference(this.#kids.get(piece) ?? [], kids);
        this.#kids.set(piece, kids);
        part.branches.push([piece.id, piece.number, at, gone, put]);
        yield* grow((put.length + 4) * NUMBER);
      } else {
        const cuts = cut(piece);
        part.leaves.push([piece.id, [...piece.stream], cuts[0] ?? ""]);
        yield* grow(piece.stream.length * NUMBER + (cuts[0]?.length ?? 0));
        for (const more of cuts.slice(1)) {
          part.texts.push([piece.id, more]);
          yield* grow(more.length);
        }
      }
    }
    yield { ...part, progress: 1 };
  }
}

const emptyPart = (): Part => ({ elements: [], leaves: [], texts: [], branches: [] });

/** A leaf's text in pieces of the most that one patch holds. */
function cut({ text }: Leaf): string[] {
  const cuts: string[] = [];
  for (let from = 0; from < text.length; ) {
    let to = Math.min(text.length, from + MOST);
    // Not between the two halves of a character.
    if (to < text.length && /[\uD800-\uDBFF]/.test(text.charAt(to - 1))) to++;
    cuts.push(text.slice(from, to));
    from = to;
  }
  return cuts;
}

/** At which place how many go for which ones. */
function difference(before: readonly number[], now: readonly number[]): { at: number; gone: number; put: number[] } {
  let at = 0;
  while (at < before.length && at < now.length && before[at] === now[at]) at++;
  let end = 0;
  while (end < before.length - at && end < now.length - at && before.at(-1 - end) === now.at(-1 - end)) end++;
  return { at, gone: before.length - at - end, put: now.slice(at, now.length - end) };
}
