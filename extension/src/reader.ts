/**
 * Reads a page: a walk over the DOM gives the event stream that `src/page/event.rs` describes. It decides nothing about the page but
 * what a reader cannot see; what is main text is decided in Rust.
 *
 * The stream is kept in pieces, so that after a change only the pieces around it are read again: a leaf is an element with all that
 * is in it, or a single text node; a branch is a larger element, whose children are pieces.
 *
 * The same in the extension and on the www page, so nothing of an extension's API here.
 */
import type { Element as PageElement, Head, Snapshot } from "../wasm/sayswho.js";
import { type Work, finish } from "./live/slices.js";
import { isElement, isShadowRoot, isText, unmasked } from "./unmasked.js";

/** A part of the stream that is read and sent as one. */
export interface Leaf {
  readonly id: number;
  /** The element or text node that it is; for a frame, its element, and the rest is empty. */
  readonly node: Node;
  readonly stream: readonly number[];
  /** The data of its text nodes, joined by line feeds. */
  readonly text: string;
  nodes: readonly Text[];
  /** The branch that it is in; null for the root, and for a piece that is no longer in the page. */
  parent: Branch | null;
}

/** An element too large for a leaf. */
export interface Branch {
  readonly id: number;
  readonly node: Element;
  /** Its number in the table of elements. */
  number: number;
  /** Whether it, or something around it, is hidden. */
  hidden: boolean;
  kids: Piece[];
  parent: Branch | null;
}

export type Piece = Leaf | Branch;

/** The page as its pieces have it. */
export interface View {
  /** In the order of the stream: what the numbers of segments stand for. */
  nodes: readonly Text[];
  /** Where each begins in `text`. */
  starts: readonly number[];
  text: string;
  /** The frames, with the number of the text node that comes next. */
  frames: readonly { element: Element; node: number }[];
}

/** What a change asks for: its children anew, or all that is in it. */
export type Change = "children" | "all";

/** What differs since the page was read before. */
export interface Changed {
  leaves: readonly Leaf[];
  branches: readonly Branch[];
}

/** A leaf holds no more than so many events, or units of text, but for a single text node. */
const MOST_EVENTS = 400;
const MOST_TEXT = 8_192;
/** So many steps between two times that the work can be put down. */
const STEPS = 16;

/** What the reader is asked to leave out, and tells while it reads. */
export interface Around {
  /** Elements of our own. */
  isOurs?(element: Element): boolean;
  /** An open shadow root is read. */
  root?(root: ShadowRoot): void;
  /** Whether an element has a shadow root that is closed to us. */
  isClosed?(element: Element): boolean;
}

/** Elements without text that a reader reads as text. Numbers stay right: only nodes that are sent are counted. */
const SKIPPED = new Set([
  "head", "script", "style", "noscript", "template", "iframe", "frame", "object", "embed", "svg", "canvas",
  "video", "audio", "textarea", "select", "input", "datalist", "img", "map",
]);

/** Elements that hold a document of its own. */
const FRAMES = new Set(["iframe", "frame"]);

/** A longer address leads nowhere that a reader would follow: data: and the like. */
const LONGEST_HREF = 4096;

/** What is known of the document beside its text. */
export function headOf(document: Document): Head {
  const head: Head = { url: document.location?.href ?? document.URL };
  const title = document.title.trim();
  const language = document.documentElement?.lang;
  if (title) head.title = title;
  if (language) head.language = language;
  return head;
}

/** The children as they are rendered: an open shadow root instead of the host's own, what a slot was given instead of the slot's. */
function childrenOf(parent: Element): ArrayLike<Node> {
  const element = unmasked(parent);
  if (element.shadowRoot) return listOf(element.shadowRoot);
  if (element.localName === "slot" && element instanceof HTMLSlotElement) {
    const given = element.assignedNodes();
    if (given.length > 0) return given;
  }
  return listOf(element);
}

const NONE: readonly Node[] = [];

/** The children themselves. Most elements have one or none, and a list of the browser's for each is much to make and to clear away. */
function listOf(parent: ParentNode & Node): ArrayLike<Node> {
  const { firstChild } = parent;
  if (!firstChild) return NONE;
  return firstChild.nextSibling ? parent.childNodes : [firstChild];
}

/** Whether the element itself, in a parent that is shown, is kept from a reader. */
function isHidden(given: Element): boolean {
  const element = unmasked(given);
  if (element.hasAttribute("hidden") || element.getAttribute("aria-hidden") === "true") return true;
  // `visibility` can be taken back by a child, so it is asked of the innermost elements only.
  const visibilityProperty = element.firstElementChild === null && element.shadowRoot === null;
  if (element.checkVisibility({ visibilityProperty })) return false;
  // An element without a box of its own counts as invisible to the browser; its children are not.
  return getComputedStyle(given).display !== "contents";
}

function targetOf(element: Element): string | null {
  const href = element.getAttribute("href") ?? element.getAttribute("cite");
  if (!href || href.length > LONGEST_HREF) return null;
  try {
    return new URL(href, element.baseURI).href;
  } catch {
    return href;
  }
}

export const XHTML = "http://www.w3.org/1999/xhtml";

/** Whether a document is shown by the browser as the XML that it is: a feed, and no page. */
const isXml = ({ contentType }: Document) => /[/+]xml$/.test(contentType) && !/^(application\/xhtml|image\/svg)\+xml$/.test(contentType);

/** The names of XML say nothing about the flow of text: its innermost elements are paragraphs, what is around them are divisions. */
const tagIn = (element: Element, xml: boolean) =>
  !xml || element.namespaceURI === XHTML ? element.localName : element.firstElementChild ? "div" : "p";

/** What the browser's own view of XML puts beside the text: the tags in words. */
const isTagInWords = (element: Element) => element.localName === "span" && element.classList.contains("html-tag");

function describe(given: Element, hidden: boolean, xml: boolean): PageElement {
  const element = unmasked(given);
  const found: PageElement = { tag: tagIn(element, xml) };
  if (hidden) found.hidden = true;
  if (!element.hasAttributes()) return found;
  const get = (name: string) => element.getAttribute(name) || undefined;
  const { id, className, role, label, rel, itemprop, lang } = {
    id: get("id"), className: get("class"), role: get("role"), label: get("aria-label"),
    rel: get("rel"), itemprop: get("itemprop"), lang: get("lang"),
  };
  const href = targetOf(element);
  if (id) found.id = id;
  if (className) found.class = className;
  if (role) found.role = role;
  if (label) found.label = label;
  if (href) found.href = href;
  if (rel) found.rel = rel;
  if (itemprop) found.itemprop = itemprop;
  if (lang) found.lang = lang;
  return found;
}

/** Where the walk is: an element whose children are being read. */
interface Open {
  element: Element | null;
  number: number;
  hidden: boolean;
  list: ArrayLike<Node>;
  at: number;
  /** Its branch so far, whose pieces may stay. */
  old: Branch | null;
  /** Where its part of the stream begins. */
  from: Mark;
  kids: (Piece | Span)[];
  /** How many of them are pieces for good. */
  settled: number;
  /** Whether it will be a branch. */
  cut: boolean;
}

/** A place in what has been read and is no piece yet. */
interface Mark {
  stream: number;
  node: number;
  text: number;
}

/** What has been read of a node and is no piece yet. */
interface Span {
  span: Node;
  from: Mark;
  to: Mark;
}

const isBranch = (piece: Piece): piece is Branch => "kids" in piece;

/** The node that stands around another as they are rendered. */
function parentOf(node: Node): Node | null {
  if (isElement(node) || isText(node)) {
    const slot = unmasked(node).assignedSlot;
    if (slot) return slot;
  }
  return isShadowRoot(node) ? node.host : unmasked(node).parentNode;
}

/** Reads a page, and reads it again where it has changed. */
export class Reader {
  /** The table of elements; it only grows. */
  readonly elements: PageElement[] = [];
  readonly #top: Node;
  readonly #around: Around;
  readonly #isXml: boolean;
  readonly #known = new Map<string, number>();
  readonly #pieces = new WeakMap<Node, Piece>();
  readonly #closed = new Set<Element>();
  #root: Piece | null = null;
  #ids = 0;

  constructor(top: Node, around: Around = {}) {
    this.#top = top;
    this.#around = around;
    this.#isXml = isXml(top.ownerDocument ?? document);
  }

  /** The whole page; null where nothing has been read. */
  get root(): Piece | null {
    return this.#root;
  }

  /** How many shadow roots are closed to us. */
  get closedRoots(): number {
    for (const host of this.#closed) if (!host.isConnected) this.#closed.delete(host);
    return this.#closed.size;
  }

  /** Reads what has changed; all, if nothing has been read before. Linear in what is read; the stack is ours, since nesting is the page's to choose. */
  *update(changes: Iterable<readonly [Node, Change]> = []): Work<Changed> {
    const leaves: Leaf[] = [];
    const branches: Branch[] = [];
    const changed = { leaves, branches };
    const marks = this.#root ? yield* this.#resolve(changes) : new Map<Node, Change>();
    if (this.#root && marks.size === 0) return changed;

    const nodes: Text[] = [];
    const data: string[] = [];
    const stream: number[] = [];
    let length = 0;
    const here = (): Mark => ({ stream: stream.length, node: nodes.length, text: length });
    const cutOff = (mark: Mark) => {
      stream.length = mark.stream;
      nodes.length = data.length = mark.node;
      length = mark.text;
    };
    const leaf = ({ span, from, to }: Span): Leaf => {
      const before = this.#pieces.get(span);
      const own = stream.slice(from.stream, to.stream);
      const text = data.slice(from.node, to.node).join("\n").toWellFormed();
      const inside = nodes.slice(from.node, to.node);
      if (before && !isBranch(before) && before.text === text && same(before.stream, own)) {
        before.nodes = inside;
        return before;
      }
      const made: Leaf = { id: ++this.#ids, node: span, stream: own, text, nodes: inside, parent: null };
      this.#pieces.set(span, made);
      leaves.push(made);
      return made;
    };
    const isLarge = ({ cut, from }: Open) => cut || stream.length - from.stream > MOST_EVENTS || length - from.text > MOST_TEXT;
    /** Makes leaves of what has been read in an element that will be a branch: at once, and not of all at its end. */
    const settle = (open: Open) => {
      open.cut = true;
      for (const kid of open.kids.slice(open.settled)) open.kids[open.settled++] = "span" in kid ? leaf(kid) : kid;
      cutOff(open.from);
    };
    /** Makes a branch of an element that is read to its end. */
    const branch = (open: Open, element: Element): Branch => {
      settle(open);
      const kids = open.kids as Piece[];
      const { number, hidden } = open;
      const made = open.old ?? { id: ++this.#ids, node: element, number, hidden, kids: [], parent: null };
      for (const kid of made.kids) if (kid.parent === made) kid.parent = null;
      for (const kid of kids) kid.parent = made;
      if (!open.old || made.number !== number || !same(made.kids, kids)) branches.push(made);
      Object.assign(made, { number, hidden, kids });
      this.#pieces.set(element, made);
      return made;
    };

    const first: Open = { element: null, number: 0, hidden: false, list: [this.#top], at: 0, old: null, from: here(), kids: [], settled: 0, cut: true };
    const stack = [first];
    let steps = 0;
    for (let open = stack.at(-1); open; open = stack.at(-1)) {
      if (++steps % STEPS === 0) yield;
      const node = open.list[open.at++];
      if (!node) {
        stack.pop();
        const { element, from } = open;
        const around = stack.at(-1);
        if (!element || !around) continue;
        if (isLarge(open)) {
          around.kids.push(branch(open, element));
          around.cut = true;
        } else {
          stream.push(0);
          around.kids.push({ span: element, from, to: here() });
        }
        if (isLarge(around)) settle(around);
        continue;
      }
      const known = this.#pieces.get(node);
      const change = marks.get(node);
      // What has not changed stays as it was read.
      if (known && !change && (open.old ? known.parent === open.old : open === first && known === this.#root)) {
        open.kids.push(known);
        open.cut = true;
      } else if (isText(node)) {
        const text = node;
        if (text.length === 0) continue;
        const from = here();
        nodes.push(text);
        data.push(text.data);
        stream.push(-text.length);
        length += text.length;
        open.kids.push({ span: text, from, to: here() });
        if (isLarge(open)) settle(open);
      } else if (isElement(node)) {
        const element = node;
        const { localName, shadowRoot: root } = unmasked(element);
        if (FRAMES.has(localName)) {
          open.kids.push(leaf({ span: element, from: here(), to: here() }));
          open.cut = true;
          continue;
        }
        if (this.#isXml && isTagInWords(element)) continue;
        if (SKIPPED.has(localName) || this.#around.isOurs?.(element)) continue;
        if (root) this.#around.root?.(root);
        else if (this.#around.isClosed?.(element)) this.#closed.add(element);
        const branch = known && isBranch(known) && change !== "all" && (known.parent === open.old || known === this.#root) ? known : null;
        const from = here();
        if (branch && branch.hidden === (open.hidden || branch.hidden)) {
          stream.push(branch.number);
          stack.push({ element, number: branch.number, hidden: branch.hidden, list: childrenOf(element), at: 0, old: branch, from, kids: [], settled: 0, cut: true });
          continue;
        }
        // Below a hidden element everything is hidden: it need not be said again.
        // Firefox shows a copy of XML, so that the elements themselves have no boxes.
        const hidden = !open.hidden && !(this.#isXml && element.namespaceURI !== XHTML) && isHidden(element);
        const number = this.#numberOf(describe(element, hidden, this.#isXml));
        stream.push(number);
        stack.push({ element, number, hidden: open.hidden || hidden, list: childrenOf(element), at: 0, old: null, from, kids: [], settled: 0, cut: false });
      }
    }
    settle(first);
    this.#root = (first.kids as Piece[])[0] ?? null;
    return changed;
  }

  /** The page as it was read last. */
  *view(): Work<View> {
    const nodes: Text[] = [];
    const starts: number[] = [];
    const texts: string[] = [];
    const frames: { element: Element; node: number }[] = [];
    let length = 0;
    let steps = 0;
    for (const piece of piecesOf(this.#root)) {
      if (++steps % STEPS === 0) yield;
      if (isBranch(piece)) continue;
      // Only a frame's piece is empty.
      if (piece.stream.length === 0) frames.push({ element: piece.node as Element, node: nodes.length });
      if (piece.nodes.length === 0) continue;
      let at = length;
      // The stream has the lengths that the nodes had when they were read.
      for (const code of piece.stream) {
        if (code >= 0) continue;
        starts.push(at);
        at -= code - 1;
      }
      nodes.push(...piece.nodes);
      texts.push(piece.text);
      length += piece.text.length + 1;
    }
    texts.push("");
    return { nodes, starts, text: texts.join("\n"), frames };
  }

  /** Finds the pieces that the changes are in, and the branches on the way to them. */
  *#resolve(changes: Iterable<readonly [Node, Change]>): Work<Map<Node, Change>> {
    const marks = new Map<Node, Change>();
    let steps = 0;
    for (const [target, change] of changes) {
      if (++steps % STEPS === 0) yield;
      let node: Node | null = target;
      let found: Piece | undefined;
      while (node) {
        const piece = this.#pieces.get(node);
        if (piece && (piece.parent || piece === this.#root)) {
          found = piece;
          break;
        }
        node = parentOf(node);
      }
      // It is in nothing that was read: gone again, or never shown.
      if (!found) {
        if (unmasked(target).contains(this.#top)) marks.set(this.#top, "all");
        continue;
      }
      const whole = !isBranch(found) || (change === "all" && found.node === target);
      if (whole || !marks.has(found.node)) marks.set(found.node, whole ? "all" : "children");
      for (let around = found.parent; around && !marks.has(around.node); around = around.parent) marks.set(around.node, "children");
    }
    return marks;
  }

  #numberOf(element: PageElement): number {
    const key = JSON.stringify(element);
    let number = this.#known.get(key);
    if (number === undefined) {
      number = this.elements.push(element);
      this.#known.set(key, number);
    }
    return number;
  }
}

function same<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((value, at) => value === b[at]);
}

/** All pieces under a piece, itself included, in the order of the page. */
export function* piecesOf(root: Piece | null): Generator<Piece, void, void> {
  const stack: { list: readonly Piece[]; at: number }[] = [{ list: root ? [root] : [], at: 0 }];
  for (let here = stack.at(-1); here; here = stack.at(-1)) {
    const piece = here.list[here.at++];
    if (!piece) {
      stack.pop();
      continue;
    }
    yield piece;
    if (isBranch(piece)) stack.push({ list: piece.kids, at: 0 });
  }
}

/** A view of text nodes that nobody read. */
export function viewOf(nodes: readonly Text[]): View {
  let length = 0;
  const starts = nodes.map((node) => {
    const start = length;
    length += node.length + 1;
    return start;
  });
  return { nodes, starts, text: nodes.map((node) => `${node.data}\n`).join(""), frames: [] };
}

/** A page as read in one go: the parts of a `Snapshot`, and the view of its text nodes. */
export interface Reading extends Omit<Snapshot, "head"> {
  view: View;
}

/** Reads everything under `root`, itself included, in one go. */
export function read(root: Node): Reading {
  const reader = new Reader(root);
  finish(reader.update());
  const view = finish(reader.view());
  const stream: number[] = [];
  play(reader.root, stream);
  return { text: view.text, elements: reader.elements, stream, view };
}

/** The events of a piece. */
function play(root: Piece | null, stream: number[]): void {
  const stack: { list: readonly Piece[]; at: number }[] = [{ list: root ? [root] : [], at: 0 }];
  for (let here = stack.at(-1); here; here = stack.at(-1)) {
    const piece = here.list[here.at++];
    if (!piece) {
      stack.pop();
      if (stack.length > 0) stream.push(0);
    } else if (isBranch(piece)) {
      stream.push(piece.number);
      stack.push({ list: piece.kids, at: 0 });
    } else {
      for (const code of piece.stream) stream.push(code);
    }
  }
}
