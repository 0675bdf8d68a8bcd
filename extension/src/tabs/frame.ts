/**
 * What the background knows of one frame of a page: its text, as the content script's patches have made it, and the reports on its
 * stretches. Whatever a page sends is bounded and checked here; what does not fit is given up.
 */
import type { Element as PageElement, Head, LivePage, Report } from "../../wasm/sayswho.js";
import { type Commit, MOST_TEXT, type Patch } from "../messages.js";
import type { Told } from "./join.js";

interface Leaf {
  stream: number[];
  text: string;
}

interface Branch {
  element: number;
  kids: number[];
}

/** A stretch of the page's main text, as `LivePage.read` gives it. */
export interface Stretch {
  key: number;
  /** Its first text node, and its length in units of text. */
  node: number;
  length: number;
}

/** No page has more pieces than this. */
const MOST_PIECES = 4_000_000;

export class Frame {
  readonly run: string;
  /** Patches taken. */
  count = 0;
  /** The commit that is analysed, or was last. */
  commit: Commit | null = null;
  stretches: readonly Stretch[] = [];
  /** By the stretch's key. */
  reports = new Map<number, Report>();
  /** What the page has been told, by the claims' ids. */
  told = new Map<string, Told>();
  /** How much of what is under way has arrived, and been analysed: from 0 to 1. */
  received = 0;
  analysed = 0;
  /** Why the analysis ended without a result. */
  failed = false;
  live: LivePage | null = null;

  readonly #elements: PageElement[] = [];
  #leaves = new Map<number, Leaf>();
  #branches = new Map<number, Branch>();
  #text = 0;

  constructor(run: string) {
    this.run = run;
  }

  /** Takes a patch; false where it does not fit what went before. */
  take({ run, count, progress, elements, leaves, texts, branches }: Patch): boolean {
    if (run !== this.run || count !== this.count) return false;
    this.count++;
    this.received = progress;
    for (const element of elements) this.#elements.push(element);
    for (const [id, stream, text] of leaves) {
      this.#leaves.set(id, { stream, text });
      this.#text += text.length;
    }
    for (const [id, text] of texts) {
      const leaf = this.#leaves.get(id);
      if (!leaf) return false;
      leaf.text += text;
      this.#text += text.length;
    }
    for (const [id, element, at, gone, kids] of branches) {
      const before = this.#branches.get(id)?.kids ?? [];
      this.#branches.set(id, { element, kids: [...before.slice(0, at), ...kids, ...before.slice(at + gone)] });
    }
    return this.#text <= MOST_TEXT && this.#leaves.size + this.#branches.size + this.#elements.length <= MOST_PIECES;
  }

  /** The page's event stream as it is now; what is no longer in it is forgotten. Null where a piece is missing. */
  page(root: number | null): { head: Head; text: string; elements: PageElement[]; stream: Int32Array } | null {
    const texts: string[] = [];
    const stream: number[] = [];
    const leaves = new Map<number, Leaf>();
    const branches = new Map<number, Branch>();
    const stack: { kids: readonly number[]; at: number }[] = [{ kids: root === null ? [] : [root], at: 0 }];
    for (let here = stack.at(-1); here; here = stack.at(-1)) {
      const id = here.kids[here.at++];
      if (id === undefined) {
        stack.pop();
        if (stack.length > 0) stream.push(0);
        continue;
      }
      const leaf = this.#leaves.get(id);
      const branch = this.#branches.get(id);
      if (leaf) {
        leaves.set(id, leaf);
        for (const code of leaf.stream) stream.push(code);
        if (leaf.text !== "") texts.push(leaf.text);
      } else if (branch && !branches.has(id)) {
        branches.set(id, branch);
        stream.push(branch.element);
        stack.push({ kids: branch.kids, at: 0 });
      } else {
        return null;
      }
    }
    this.#leaves = leaves;
    this.#branches = branches;
    this.#text = texts.reduce((sum, text) => sum + text.length, 0);
    texts.push("");
    return { head: this.commit?.head ?? {}, text: texts.join("\n"), elements: this.#elements, stream: Int32Array.from(stream) };
  }

  /** Whether everything that was asked for has been found. */
  get settled(): boolean {
    return this.failed || (this.commit !== null && this.received === 1 && this.analysed === 1);
  }

  /** Gives back what the garbage collector does not see. */
  free(): void {
    this.live?.free();
    this.live = null;
  }
}
