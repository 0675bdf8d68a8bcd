/**
 * Paints claims with the CSS Custom Highlight API: the page's DOM is never touched. How a status looks is settings/looks.ts's.
 *
 * The same in the extension and on the www page, so nothing of an extension's API here.
 */
import type { Claim } from "../wasm/sayswho.js";
import { highlightName, looks } from "./settings/looks.js";
import { STATUSES } from "./settings/settings.js";

interface Painted {
  claim: Claim;
  ranges: StaticRange[];
  /** Painted unasked, and not only while it is marked. */
  shown: boolean;
}

interface Piece {
  start: number;
  end: number;
  id: string;
}

const withoutSpace = (text: string) => text.replace(/\s+/g, "");

export class Painter {
  readonly #nodes: readonly Text[];
  readonly #painted = new Map<string, Painted>();
  readonly #pieces = new Map<Node, Piece[]>();
  readonly #highlights = new Map<string, Highlight>();
  /** The shadow roots that hold a claim: a point is looked up inside them too. */
  #shadowRoots: ShadowRoot[] = [];
  readonly #sheet = new CSSStyleSheet();
  #marked: string | null = null;

  /** `nodes` are the text nodes that the segments' numbers stand for; `css` says how highlights look. */
  constructor(nodes: readonly Text[], css = looks()) {
    this.#nodes = nodes;
    this.dress(css);
  }

  /** The looks from now on. The document has them from the background: its style sheets do not reach into a shadow root, in Firefox not for highlights either. */
  dress(css: string): void {
    this.#sheet.replaceSync(css);
  }

  /** Paints the claims instead of those painted before. One whose words are no longer where they were read is left out. */
  paint(claims: readonly Claim[], shown: (claim: Claim) => boolean = (claim) => claim.weight === "key"): void {
    this.clear();
    const names = STATUSES.flatMap((status) => [highlightName(status), highlightName(status, true)]);
    for (const name of names) {
      const highlight = new Highlight();
      if (name.endsWith("-marked")) highlight.priority = 1;
      this.#highlights.set(name, highlight);
    }
    for (const claim of claims) {
      const ranges = this.#rangesOf(claim);
      if (!ranges) continue;
      const painted = { claim, ranges, shown: shown(claim) };
      this.#painted.set(claim.id, painted);
      this.#put(painted, false);
      for (const range of ranges) {
        const piece = { start: range.startOffset, end: range.endOffset, id: claim.id };
        const pieces = this.#pieces.get(range.startContainer);
        if (pieces) pieces.push(piece);
        else this.#pieces.set(range.startContainer, [piece]);
      }
    }
    this.#shadowRoots = shadowRootsOf(this.#pieces.keys());
    for (const root of this.#shadowRoots) root.adoptedStyleSheets = [...root.adoptedStyleSheets, this.#sheet];
    for (const [name, highlight] of this.#highlights) CSS.highlights.set(name, highlight);
  }

  /** Takes everything away. */
  clear(): void {
    for (const [name, highlight] of this.#highlights) {
      // The registry is the page's: after an update of the extension another painter's may have the name.
      if (CSS.highlights.get(name) === highlight) CSS.highlights.delete(name);
    }
    this.#highlights.clear();
    this.#painted.clear();
    this.#pieces.clear();
    for (const root of this.#shadowRoots) root.adoptedStyleSheets = root.adoptedStyleSheets.filter((sheet) => sheet !== this.#sheet);
    this.#shadowRoots = [];
    this.#marked = null;
  }

  /** The claim at a point of the window, if one is painted there. */
  claimAt(x: number, y: number): string | null {
    const caret = document.caretPositionFromPoint(x, y, { shadowRoots: this.#shadowRoots });
    if (!caret) return null;
    const { offsetNode: node, offset } = caret;
    const pieces = this.#pieces.get(node);
    // The caret stands before or after the character under the point.
    const piece = pieces?.find((p) => p.start <= offset && offset <= p.end);
    if (!piece || !this.#painted.get(piece.id)?.shown) return null;
    // The browser gives the nearest caret, also for a point beside the text.
    const around = document.createRange();
    around.setStart(node, Math.max(piece.start, offset - 1));
    around.setEnd(node, Math.min(piece.end, offset + 1));
    const inside = [...around.getClientRects()].some((r) => r.left <= x && x <= r.right && r.top <= y && y <= r.bottom);
    return inside ? piece.id : null;
  }

  /** Where the claim stands in the window, line by line; empty where it is not painted or its text is gone. */
  rects(id: string): DOMRect[] {
    return (this.#painted.get(id)?.ranges ?? []).flatMap((range) => {
      const node = range.startContainer as Text;
      if (!node.isConnected || range.endOffset > node.length) return [];
      const live = document.createRange();
      live.setStart(node, range.startOffset);
      live.setEnd(node, range.endOffset);
      return [...live.getClientRects()].filter((rect) => rect.width > 0 && rect.height > 0);
    });
  }

  /** Those of the claims that are painted, in the order of the page. */
  inOrder(ids: readonly string[]): string[] {
    const places = ids.flatMap((id) => {
      const start = this.#painted.get(id)?.ranges[0];
      return start?.startContainer.isConnected ? [{ id, start }] : [];
    });
    places.sort(({ start: a }, { start: b }) => {
      if (a.startContainer === b.startContainer) return a.startOffset - b.startOffset;
      return a.startContainer.compareDocumentPosition(b.startContainer) & Node.DOCUMENT_POSITION_PRECEDING ? 1 : -1;
    });
    return places.map(({ id }) => id);
  }

  /** Brings the claim to the middle of the window. */
  scrollTo(id: string): void {
    const node = this.#painted.get(id)?.ranges[0]?.startContainer;
    // The element first, so that every scrolling box on the way moves; it may be far larger than the sentence.
    node?.parentElement?.scrollIntoView({ block: "center", behavior: "instant" });
    const rect = this.rects(id)[0];
    if (!rect) return;
    const middle = window.innerHeight / 2;
    if (Math.abs(rect.top - middle) > middle / 2) window.scrollBy({ top: rect.top - middle, behavior: "instant" });
  }

  /** Marks one claim, and no other. */
  mark(id: string | null): void {
    if (id === this.#marked) return;
    const before = this.#marked === null ? undefined : this.#painted.get(this.#marked);
    const now = id === null ? undefined : this.#painted.get(id);
    this.#marked = now ? id : null;
    if (before) this.#put(before, false);
    if (now) this.#put(now, true);
  }

  /** A claim is in one highlight at a time: where two overlap, browsers differ in what they paint. */
  #put({ claim, ranges, shown }: Painted, marked: boolean): void {
    const plain = this.#highlights.get(highlightName(claim.status));
    const strong = this.#highlights.get(highlightName(claim.status, true));
    for (const range of ranges) {
      strong?.delete(range);
      plain?.delete(range);
      if (marked) strong?.add(range);
      else if (shown) plain?.add(range);
    }
  }

  /** Null where the page has changed since it was read: never paint at a wrong place. */
  #rangesOf(claim: Claim): StaticRange[] | null {
    const segments = claim.segments ?? [];
    const ranges: StaticRange[] = [];
    let words = "";
    for (const [at, [index, start, end]] of segments.entries()) {
      const node = this.#nodes[index];
      if (!node?.isConnected || start >= end || end > node.length) return null;
      const { data } = node;
      words += data.slice(start, end);
      // The space between two pieces is painted too: a line without gaps is one sentence to the eye.
      const startOffset = at > 0 && !data.slice(0, start).trim() ? 0 : start;
      const endOffset = at < segments.length - 1 && !data.slice(end).trim() ? data.length : end;
      ranges.push(new StaticRange({ startContainer: node, startOffset, endContainer: node, endOffset }));
    }
    const same = withoutSpace(words.toWellFormed()) === withoutSpace(claim.sentence.text);
    return ranges.length > 0 && same ? ranges : null;
  }
}

function shadowRootsOf(nodes: Iterable<Node>): ShadowRoot[] {
  const roots = new Set<ShadowRoot>();
  for (const node of nodes) {
    for (let root = node.getRootNode(); root instanceof ShadowRoot; root = root.host.getRootNode()) roots.add(root);
  }
  return [...roots];
}
