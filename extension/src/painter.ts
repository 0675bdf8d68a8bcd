/**
 * Paints claims with the CSS Custom Highlight API: the page's DOM is never touched. How a status looks is settings/looks.ts's.
 *
 * Chromium goes through all ranges of all highlights whenever one of them or anything in the page changes, some 50 µs for each. So where
 * there are very many, only those near the window are painted.
 *
 * The same in the extension and on the www page, so nothing of an extension's API here.
 */
import type { Claim } from "../wasm/sayswho.js";
import { type Anchor, type Segment, anchorOf, find } from "./live/anchor.js";
import { type Work, inSlices } from "./live/slices.js";
import type { View } from "./reader.js";
import { highlightName, looks } from "./settings/looks.js";
import { STATUSES } from "./settings/settings.js";
import { isElement, isShadowRoot, isText, unmasked } from "./unmasked.js";

interface Painted {
  claim: Claim;
  /** Empty while the claim's words are not where they were: it is hidden then. */
  ranges: StaticRange[];
  /** The words under each range, and under all of them with what lies between: whether they still stand there. */
  words: string[];
  whole: string;
  anchor: Anchor | null;
  /** Painted unasked, and not only while it is marked. */
  shown: boolean;
  /** Near the window, or it does not matter. */
  near: boolean;
  /** What is watched for that. */
  box: Element | null;
}

/** Where there are more ranges than this, those far from the window are not painted. */
const MOST_RANGES = 1_000;
/** What counts as near: a window's height above and below it. */
const NEAR: IntersectionObserverInit = { rootMargin: "100% 0%" };

interface Piece {
  start: number;
  end: number;
  id: string;
}

/**
 * The words as they count: without white space and what nobody sees. The analysis leaves out the same (`unseen` in
 * src/page/builder.rs, whose test holds the two lists equal); they are named again here since no Wasm runs in a page.
 */
const bare = (text: string) => text.replace(/[\s\u00ad\u200b\u2060\ufeff]+/g, "");

export class Painter {
  readonly #painted = new Map<string, Painted>();
  readonly #pieces = new Map<Node, Piece[]>();
  readonly #highlights = new Map<string, Highlight>();
  /** How many ranges there are. */
  #ranges = 0;
  /** Where they are very many: which claims stand in which element, and what tells whether that is near the window. */
  readonly #boxes = new Map<Element, Set<Painted>>();
  #near: IntersectionObserver | null = null;
  #ending: AbortController | null = null;
  /** The shadow roots that hold a claim: a point is looked up inside them too. */
  readonly #shadowRoots = new Set<ShadowRoot>();
  readonly #sheet = new CSSStyleSheet();
  #shows: (claim: Claim) => boolean;
  #marked: string | null = null;

  /** `shows` tells which claims are painted unasked; `css` says how highlights look. */
  constructor(shows: (claim: Claim) => boolean = (claim) => claim.weight === "key", css = looks()) {
    this.#shows = shows;
    this.dress(css);
  }

  /** The looks from now on. The document has them from the background: its style sheets do not reach into a shadow root, in Firefox not for highlights either. */
  dress(css: string): void {
    this.#sheet.replaceSync(css);
  }

  /** Paints a claim, instead of the one with its id; hides it where its words are not where they were read. The segments count the nodes of `view`. */
  put(claim: Claim, view: View): void {
    const before = this.#painted.get(claim.id);
    if (before) this.#take(before);
    const painted: Painted = { claim, ranges: [], words: [], whole: "", anchor: anchorOf(view, claim.segments ?? []), shown: this.#shows(claim), near: true, box: null };
    this.#painted.set(claim.id, painted);
    const told = bare(claim.sentence.text);
    if (!this.#place(painted, claim.segments ?? [], view, told) && painted.anchor) {
      const segments = find(painted.anchor, view);
      if (segments) this.#place(painted, segments, view, told);
    }
    this.#show(painted, this.#marked === claim.id);
  }

  /** Takes a claim away. */
  drop(id: string): void {
    const painted = this.#painted.get(id);
    if (!painted) return;
    this.#take(painted);
    this.#painted.delete(id);
    if (this.#marked === id) this.#marked = null;
  }

  /** Paints the same claims by another choice. */
  choose(shows: (claim: Claim) => boolean): void {
    this.#shows = shows;
    for (const painted of this.#painted.values()) {
      painted.shown = shows(painted.claim);
      this.#show(painted, this.#marked === painted.claim.id);
    }
  }

  /** A text node, or what an element holds, has changed: hides the claims there whose words are no longer the same. */
  check(node: Node): void {
    for (const child of isText(node) ? [node] : unmasked(node).childNodes) {
      const pieces = this.#pieces.get(child);
      if (!pieces) continue;
      for (const id of new Set(pieces.map((piece) => piece.id))) {
        const painted = this.#painted.get(id);
        if (painted && !stands(painted)) this.#take(painted);
      }
    }
  }

  /** Finds the hidden claims again in the page as it is now, and hides those whose words have gone. */
  *mend(view: View): Work<void> {
    for (const painted of [...this.#painted.values()]) {
      yield;
      if (this.#painted.get(painted.claim.id) !== painted) continue;
      if (painted.ranges.length > 0 && stands(painted)) continue;
      this.#take(painted);
      const segments = painted.anchor && find(painted.anchor, view);
      if (!segments || !this.#place(painted, segments, view, bare(painted.claim.sentence.text))) continue;
      this.#show(painted, this.#marked === painted.claim.id);
    }
  }

  /** Whether the claim is on the page. */
  isPlaced(id: string): boolean {
    return (this.#painted.get(id)?.ranges.length ?? 0) > 0;
  }

  /** What stands right before and after each claim on the page: the text of the nodes as it is, one after the other. */
  around(): Record<string, [before: string, after: string]> {
    const found: Record<string, [string, string]> = {};
    for (const { claim, anchor } of this.#painted.values()) if (anchor) found[claim.id] = [anchor.before, anchor.after];
    return found;
  }

  /** Whether the claim begins at this place of this text node. */
  isAt(id: string, node: Text | undefined, start: number): boolean {
    const [first] = this.#painted.get(id)?.ranges ?? [];
    return node !== undefined && first?.startContainer === node && first.startOffset === start;
  }

  /** Takes everything away. */
  clear(): void {
    for (const [name, highlight] of this.#highlights) {
      // The registry is the page's: after an update of the extension another painter's may have the name.
      if (CSS.highlights.get(name) === highlight) CSS.highlights.delete(name);
    }
    this.#highlights.clear();
    this.#ending?.abort();
    this.#near?.disconnect();
    this.#near = null;
    this.#boxes.clear();
    this.#ranges = 0;
    this.#painted.clear();
    this.#pieces.clear();
    for (const root of this.#shadowRoots) root.adoptedStyleSheets = root.adoptedStyleSheets.filter((sheet) => sheet !== this.#sheet);
    this.#shadowRoots.clear();
    this.#marked = null;
  }

  /** The claim at a point of the window, if one is painted there. */
  claimAt(x: number, y: number): string | null {
    const caret = document.caretPositionFromPoint(x, y, { shadowRoots: [...this.#shadowRoots] });
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

  /** Where the claim begins; null where it is not on the page. */
  startOf(id: string): { node: Node; start: number } | null {
    const range = this.#painted.get(id)?.ranges[0];
    return range?.startContainer.isConnected ? { node: range.startContainer, start: range.startOffset } : null;
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
    if (before) this.#show(before, false);
    if (now) this.#show(now, true);
  }

  /** A claim is in one highlight at a time: where two overlap, browsers differ in what they paint. */
  #show({ claim, ranges, shown, near }: Painted, marked: boolean): void {
    const plain = this.#highlight(highlightName(claim.status));
    const strong = this.#highlight(highlightName(claim.status, true));
    const to = marked ? strong : shown && near ? plain : null;
    for (const range of ranges) {
      if (to !== strong) strong.delete(range);
      if (to !== plain) plain.delete(range);
      to?.add(range);
    }
  }

  /** From now on only what is near the window is painted. */
  #narrow(): void {
    const ending = new AbortController();
    const moved = new Map<Element, boolean>();
    this.#near = new IntersectionObserver((entries) => {
      // Who is at work already comes to these too.
      const isAtWork = moved.size > 0;
      for (const { target, isIntersecting } of entries) moved.set(target, isIntersecting);
      if (!isAtWork) void inSlices("near", this.#follow(moved), ending.signal);
    }, NEAR);
    this.#ending = ending;
    for (const painted of this.#painted.values()) this.#observe(painted);
  }

  /** Paints what has come near the window, and no longer what has gone far from it. */
  *#follow(moved: Map<Element, boolean>): Work<void> {
    for (const [box, near] of moved) {
      moved.delete(box);
      for (const painted of this.#boxes.get(box) ?? []) {
        painted.near = near;
        this.#show(painted, this.#marked === painted.claim.id);
      }
      yield;
    }
  }

  /** Waits to hear whether a claim is near the window. */
  #observe(painted: Painted): void {
    const box = boxAround(painted.ranges[0]?.startContainer);
    if (!this.#near || !box) return;
    painted.box = box;
    const others = this.#boxes.get(box);
    if (others) {
      painted.near = [...others].some(({ near }) => near);
      others.add(painted);
    } else {
      painted.near = false;
      this.#boxes.set(box, new Set([painted]));
      this.#near.observe(box);
    }
  }

  #highlight(name: string): Highlight {
    let highlight = this.#highlights.get(name);
    if (!highlight) {
      for (const own of STATUSES.flatMap((status) => [highlightName(status), highlightName(status, true)])) {
        const made = new Highlight();
        if (own.endsWith("-marked")) made.priority = 1;
        this.#highlights.set(own, made);
        CSS.highlights.set(own, made);
      }
      highlight = this.#highlights.get(name) ?? new Highlight();
    }
    return highlight;
  }

  /** Gives the claim its ranges, if its words, without white space, stand in the pieces. */
  #place(painted: Painted, segments: readonly Segment[], { nodes }: View, told: string): boolean {
    const ranges: StaticRange[] = [];
    const words: string[] = [];
    let said = "";
    for (const [at, [number, start, end]] of segments.entries()) {
      const node = nodes[number];
      if (!node?.isConnected || start >= end || end > node.length) return false;
      const { data } = node;
      said += data.slice(start, end);
      // The space between two pieces is painted too: a line without gaps is one sentence to the eye.
      const startOffset = at > 0 && !data.slice(0, start).trim() ? 0 : start;
      const endOffset = at < segments.length - 1 && !data.slice(end).trim() ? data.length : end;
      ranges.push(new StaticRange({ startContainer: node, startOffset, endContainer: node, endOffset }));
      words.push(data.slice(startOffset, endOffset));
    }
    if (ranges.length === 0 || bare(said.toWellFormed()) !== told) return false;
    Object.assign(painted, { ranges, words, whole: wholeOf(ranges) });
    this.#ranges += ranges.length;
    if (this.#near) this.#observe(painted);
    else if (this.#ranges > MOST_RANGES) this.#narrow();
    for (const range of ranges) {
      const node = range.startContainer;
      const piece = { start: range.startOffset, end: range.endOffset, id: painted.claim.id };
      const pieces = this.#pieces.get(node);
      if (pieces) pieces.push(piece);
      else this.#pieces.set(node, [piece]);
      for (let root = node.getRootNode(); isShadowRoot(root); root = root.host.getRootNode()) {
        if (this.#shadowRoots.has(root)) continue;
        this.#shadowRoots.add(root);
        root.adoptedStyleSheets = [...root.adoptedStyleSheets, this.#sheet];
      }
    }
    return true;
  }

  /** Takes the claim from the page; it may come back. */
  #take(painted: Painted): void {
    const { claim, ranges, box } = painted;
    painted.ranges = [];
    this.#ranges -= ranges.length;
    painted.box = null;
    const others = box && this.#boxes.get(box);
    if (box && others?.delete(painted) && others.size === 0) {
      this.#boxes.delete(box);
      this.#near?.unobserve(box);
    }
    for (const range of ranges) {
      this.#highlights.get(highlightName(claim.status))?.delete(range);
      this.#highlights.get(highlightName(claim.status, true))?.delete(range);
      const left = this.#pieces.get(range.startContainer)?.filter((piece) => piece.id !== claim.id);
      if (left && left.length > 0) this.#pieces.set(range.startContainer, left);
      else this.#pieces.delete(range.startContainer);
    }
  }
}

/** The nearest element around a node that has a box of its own. */
function boxAround(node: Node | undefined): Element | null {
  for (let around = node?.parentNode; around; around = isShadowRoot(around) ? around.host : unmasked(around).parentNode) {
    if (isElement(around) && getComputedStyle(around).display !== "contents") return around;
  }
  return null;
}

/** Whether the claim's words are still where they were painted. */
function stands({ ranges, words, whole }: Painted): boolean {
  return (
    ranges.every(({ startContainer, startOffset, endOffset }, at) =>
      startContainer.isConnected && (startContainer as Text).data.slice(startOffset, endOffset) === words[at]) && wholeOf(ranges) === whole
  );
}

/** The text from the first range to the last: something may have come in between. */
function wholeOf(ranges: readonly StaticRange[]): string {
  const [first] = ranges;
  const last = ranges.at(-1);
  if (!first || !last || first === last) return "";
  const all = document.createRange();
  all.setStart(first.startContainer, first.startOffset);
  all.setEnd(last.endContainer, last.endOffset);
  return all.toString();
}
