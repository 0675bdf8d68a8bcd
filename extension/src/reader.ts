/**
 * Reads a page: one walk over the DOM gives the event stream that `src/page/event.rs` describes. It decides nothing
 * about the page but what a reader cannot see; what is main text is decided in Rust.
 *
 * The same in the extension and on the www page, so nothing of an extension's API here.
 */
import type { Element as PageElement, Head, Snapshot } from "../wasm/sayswho.js";

/** A page as read: the parts of a `Snapshot`, and the text nodes that its numbers stand for. */
export interface Reading extends Omit<Snapshot, "head"> {
  nodes: Text[];
}

/** Elements without text that a reader reads as text. Numbers stay right: only nodes that are sent are counted. */
const SKIPPED = new Set([
  "head", "script", "style", "noscript", "template", "iframe", "frame", "object", "embed", "svg", "canvas",
  "video", "audio", "textarea", "select", "input", "datalist", "img", "map",
]);

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
function childrenOf(element: Element): NodeListOf<ChildNode> | Node[] {
  if (element.shadowRoot) return element.shadowRoot.childNodes;
  if (element.localName === "slot" && element instanceof HTMLSlotElement) {
    const given = element.assignedNodes();
    if (given.length > 0) return given;
  }
  return element.childNodes;
}

/** Whether the element itself, in a parent that is shown, is kept from a reader. */
function isHidden(element: Element): boolean {
  if (element.hasAttribute("hidden") || element.getAttribute("aria-hidden") === "true") return true;
  // `visibility` can be taken back by a child, so it is asked of the innermost elements only.
  const visibilityProperty = element.firstElementChild === null && element.shadowRoot === null;
  if (element.checkVisibility({ visibilityProperty })) return false;
  // An element without a box of its own counts as invisible to the browser; its children are not.
  return getComputedStyle(element).display !== "contents";
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

function describe(element: Element, hidden: boolean): PageElement {
  const found: PageElement = { tag: element.localName };
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

/** Reads everything under `root`, itself included. Linear in the page; the stack is ours, since nesting is the page's to choose. */
export function read(root: Node): Reading {
  const nodes: Text[] = [];
  const data: string[] = [];
  const elements: PageElement[] = [];
  const known = new Map<string, number>();
  const stream: number[] = [];
  /** Where we are: the list of siblings, the place in it, and whether their parent is hidden. */
  const stack: { list: ArrayLike<Node>; at: number; hidden: boolean }[] = [{ list: [root], at: 0, hidden: false }];

  for (let here = stack.at(-1); here; here = stack.at(-1)) {
    const node = here.list[here.at++];
    if (!node) {
      stack.pop();
      if (stack.length > 0) stream.push(0);
    } else if (node.nodeType === Node.TEXT_NODE || node.nodeType === Node.CDATA_SECTION_NODE) {
      const text = node as Text;
      if (text.length === 0) continue;
      nodes.push(text);
      data.push(text.data);
      stream.push(-text.length);
    } else if (node.nodeType === Node.ELEMENT_NODE) {
      const element = node as Element;
      if (SKIPPED.has(element.localName)) continue;
      // Below a hidden element everything is hidden: it need not be said again.
      const hidden = !here.hidden && isHidden(element);
      const described = describe(element, hidden);
      const key = JSON.stringify(described);
      let number = known.get(key);
      if (number === undefined) {
        number = elements.push(described);
        known.set(key, number);
      }
      stream.push(number);
      stack.push({ list: childrenOf(element), at: 0, hidden: here.hidden || hidden });
    }
  }

  data.push("");
  // A lone half of a surrogate pair is one unit before and after, so the lengths in the stream stay right.
  return { text: data.join("\n").toWellFormed(), elements, stream, nodes };
}
