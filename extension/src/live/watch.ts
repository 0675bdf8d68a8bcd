/**
 * Notes what changes in a page, and does nothing else: what is to be read again is found out later, off the observer's callback.
 */
import type { Change } from "../reader.js";
import { isElement } from "../unmasked.js";
import { measured } from "./slices.js";

/** Attributes by which a page shows, hides or says what something is. */
const ATTRIBUTES = ["aria-hidden", "class", "cite", "hidden", "href", "id", "lang", "open", "role", "style"];

/** Where more than this has changed, the page is read as a whole. */
const MOST = 4_000;

export interface Noted {
  /** The nodes that changed, and how. */
  changes: ReadonlyMap<Node, Change>;
  /** Whether text or structure changed, and not attributes alone. */
  content: boolean;
}

export class Watch {
  readonly #observer: MutationObserver;
  readonly #top: Document;
  readonly #isOurs: (element: Element) => boolean;
  readonly #changed: (node: Node) => void;
  readonly #wake: () => void;
  readonly #listening = new AbortController();
  readonly #roots = new WeakSet<Node>();
  #changes = new Map<Node, Change>();
  #content = false;

  /** `changed` hears at once of every node whose text or children changed, `wake` that there is something to take. */
  constructor(top: Document, isOurs: (element: Element) => boolean, changed: (node: Node) => void, wake: () => void) {
    this.#top = top;
    this.#isOurs = isOurs;
    this.#changed = changed;
    this.#wake = wake;
    this.#observer = new MutationObserver((records) => measured("note", () => this.#hear(records)));
    this.root(top);
  }

  /** Watches a document or shadow root too. */
  root(root: Document | ShadowRoot): void {
    if (this.#roots.has(root)) return;
    this.#roots.add(root);
    this.#observer.observe(root, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES });
    // What a slot is given changes without the slot itself changing.
    root.addEventListener("slotchange", (event) => this.note(event.target as Node, "all"), { signal: this.#listening.signal, passive: true });
  }

  /** Notes a change that no observer sees. */
  note(node: Node, change: Change): void {
    this.#add(node, change);
    this.#content = true;
    this.#wake();
  }

  /** What has been noted since it was last taken. */
  take(): Noted {
    const noted = { changes: this.#changes, content: this.#content };
    this.#changes = new Map();
    this.#content = false;
    return noted;
  }

  /** Whether text or structure changed, and not attributes alone. */
  get hasContent(): boolean {
    return this.#content;
  }

  get isEmpty(): boolean {
    return this.#changes.size === 0;
  }

  close(): void {
    this.#observer.disconnect();
    this.#listening.abort();
    this.#changes.clear();
  }

  #hear(records: MutationRecord[]): void {
    for (const record of records) {
      const { type, target } = record;
      if (type === "attributes") {
        if (isElement(target) && this.#isOurs(target)) continue;
        this.#add(target, "all");
      } else if (type === "characterData") {
        this.#changed(target);
        this.#add(target, "all");
        this.#content = true;
      } else {
        if (this.#areOurs(record)) continue;
        this.#changed(target);
        this.#add(target, "children");
        this.#content = true;
      }
    }
    if (!this.isEmpty) this.#wake();
  }

  #add(node: Node, change: Change): void {
    if (this.#changes.size >= MOST) {
      this.#changes.clear();
      this.#changes.set(this.#top, "all");
    }
    if (change === "all" || !this.#changes.has(node)) this.#changes.set(node, change);
  }

  /** Whether only our own elements came or went. */
  #areOurs({ addedNodes, removedNodes }: MutationRecord): boolean {
    const ours = (node: Node) => isElement(node) && this.#isOurs(node);
    return [...addedNodes, ...removedNodes].every(ours);
  }
}
