/**
 * The card beside a claim: its status in words, the reason, the source that was found, the figures as understood, and what a reader
 * can do with the claim.
 *
 * It is one element at the end of the document with a closed shadow root, there only while the card is open. A plain element, since
 * content scripts may not define custom ones. All words go in as text, never as markup.
 * The same in the extension and on the www page, so nothing of an extension's API here.
 */
import type { Claim, Evidence, Quantity, Report } from "../wasm/sayswho.js";
import css from "./card.css";
import { copy } from "./clipboard.js";
import { toSentence } from "./link.js";
import type { Say } from "./say.js";

/** Pixels between sentence and card, and between card and window. */
const GAP = 6;
const WIDTH = 340;
/** Less room than this above and below the sentence, and the card goes to its side. */
const LOW = 120;

/** What stands in the top layer. */
const ON_TOP = ":popover-open, :modal, :fullscreen";

export interface CardEvents {
  /** The pointer came onto the card or left it. */
  pointer?: (inside: boolean) => void;
  /** It was closed by its button. */
  closed?: () => void;
  /** The claim is not to be highlighted any more. */
  dismissed?: (claim: Claim) => void;
}

/** What only an extension can do; what is left out has no button. */
export interface CardActions {
  /** Looks for a source with the browser's search. */
  search?: (words: string) => void;
  /** Leaves this site alone from now on. */
  siteOff?: () => void;
  /** The page's title, where the report does not hold it. */
  title?: () => string;
  /** Opens the list of all claims, where it does not stand beside the page. */
  list?: () => void;
}

export class Card {
  readonly #say: Say;
  readonly #events: CardEvents;
  readonly #actions: CardActions;
  #host: HTMLElement | null = null;
  /** How the card was put there last: beside what, its host's style and place; and what else stood in the top layer. */
  #put: { anchor: DOMRect; style: string | null; left: number; top: number; width: number } | null = null;
  #under: ReadonlySet<Element> = new Set();
  /** What had the focus before the card took it. */
  #before: Element | null = null;
  readonly #hosts = new WeakSet<Element>();

  constructor(say: Say, events: CardEvents = {}, actions: CardActions = {}) {
    this.#say = say;
    this.#events = events;
    this.#actions = actions;
  }

  /** The element that holds the card, while it is open. */
  get host(): HTMLElement | null {
    return this.#host;
  }

  /** Whether an element holds a card of ours, or held one. */
  isHost(element: Element): boolean {
    return this.#hosts.has(element);
  }

  /** Opens the card of `claim`, beside `anchor`: where its sentence stands in the window. With `focus`, the keyboard goes on in it. */
  show(claim: Claim, report: Report, anchor: DOMRect, focus = false): void {
    const before = this.#before ?? document.activeElement;
    this.#remove();
    const host = document.createElement("div");
    const shadow = host.attachShadow({ mode: "closed" });
    const style = document.createElement("style");
    style.textContent = css;
    const card = this.#content(claim, report);
    card.addEventListener("click", (event) => this.#guard(event), { capture: true });
    shadow.append(style, card);
    // A key that is pressed in the card is no key for the page.
    for (const type of ["keydown", "keypress", "keyup"]) host.addEventListener(type, (event) => event.stopPropagation());
    host.addEventListener("pointerenter", () => this.#events.pointer?.(true));
    host.addEventListener("pointerleave", () => this.#events.pointer?.(false));
    this.#host = host;
    this.#hosts.add(host);
    this.#put = null;
    this.#raise();
    this.place(anchor);
    this.#before = focus ? before : null;
    if (focus) card.focus({ preventScroll: true });
  }

  /** Puts the card's element above everything, with no style but ours. */
  #raise(): void {
    const host = this.#host;
    if (!host) return;
    host.removeAttribute("style");
    // Before the page's own rules for a div, whatever they are.
    host.style.setProperty("all", "initial", "important");
    for (const [name, value] of Object.entries({ display: "block", position: "fixed", "z-index": "2147483647", inset: "auto" })) {
      host.style.setProperty(name, value, "important");
    }
    if (host.parentNode !== document.documentElement) document.documentElement.append(host);
    // In the top layer a dialog of the page cannot cover the card, nor a transform move it.
    host.popover = "manual";
    if (host.matches(":popover-open")) host.hidePopover();
    this.#under = new Set(document.querySelectorAll(ON_TOP));
    host.showPopover();
  }

  /**
   * Lets a click through only if it is the reader's, on the card as we have put it: a page might make the click itself, move the card
   * under the pointer, make it see-through, or lay something over it. Else the card is put right, and the reader may click again.
   */
  #guard(event: Event): void {
    if (event.isTrusted && this.#isAsPut()) return;
    event.stopPropagation();
    event.preventDefault();
    this.#raise();
    if (this.#put) this.place(this.#put.anchor);
  }

  #isAsPut(): boolean {
    const [host, put] = [this.#host, this.#put];
    if (!host || !put || host.parentNode !== document.documentElement || !host.matches(":popover-open")) return false;
    if (host.getAttribute("style") !== put.style || !host.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
    const { left, top, width } = host.getBoundingClientRect();
    const isThere = Math.abs(left - put.left) < 1 && Math.abs(top - put.top) < 1 && Math.abs(width - put.width) < 1;
    return isThere && [...document.querySelectorAll(ON_TOP)].every((element) => element === host || this.#under.has(element));
  }

  /** Puts the open card beside `anchor` anew. */
  place(anchor: DOMRect): void {
    const host = this.#host;
    if (!host) return;
    // What the page has made of it meanwhile is none of our doing.
    if (this.#put && host.getAttribute("style") !== this.#put.style) this.#raise();
    const set = (name: string, pixels: number) => host.style.setProperty(name, `${Math.round(pixels)}px`, "important");
    const { clientWidth, clientHeight } = document.documentElement;
    const view = { width: clientWidth || window.innerWidth, height: Math.min(clientHeight || Infinity, window.innerHeight) };
    const width = Math.min(WIDTH, view.width - 2 * GAP);
    set("width", width);
    host.style.setProperty("max-height", "none", "important");
    const height = host.offsetHeight;

    const above = anchor.top - 2 * GAP;
    const below = view.height - anchor.bottom - 2 * GAP;
    const right = view.width - anchor.right - 2 * GAP;
    const left = anchor.left - 2 * GAP;
    const clamp = (value: number, size: number, whole: number) => Math.max(GAP, Math.min(value, whole - size - GAP));
    const beside = Math.max(above, below) < Math.min(height, LOW) && Math.max(left, right) >= width;
    const room = beside ? view.height - 2 * GAP : Math.max(below >= height ? below : Math.max(above, below), LOW);
    const shown = Math.min(height, room);
    set("max-height", room);
    if (beside) {
      set("left", right >= width ? anchor.right + GAP : anchor.left - GAP - width);
      set("top", clamp(anchor.top, shown, view.height));
    } else {
      const under = below >= height || below >= above;
      set("left", clamp(anchor.left, width, view.width));
      set("top", clamp(under ? anchor.bottom + GAP : anchor.top - GAP - shown, shown, view.height));
    }
    const box = host.getBoundingClientRect();
    this.#put = { anchor, style: host.getAttribute("style"), left: box.left, top: box.top, width: box.width };
  }

  /** Closes the card, leaves nothing behind, and gives the focus back where the card had it. */
  hide(): void {
    const had = this.#host !== null && document.activeElement === this.#host;
    const before = this.#before;
    this.#remove();
    this.#before = null;
    if (had && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
  }

  #remove(): void {
    this.#host?.remove();
    this.#host = null;
  }

  #content(claim: Claim, report: Report): HTMLElement {
    const say = this.#say;
    const card = element("section", "", `card ${claim.status}`);
    const title = element("h2", say(`status_${claim.status}`));
    const close = element("button", "×");
    title.id = "title";
    card.setAttribute("role", "dialog");
    card.setAttribute("aria-labelledby", title.id);
    card.tabIndex = -1;
    card.dir = say("catalogue_direction") || "ltr";
    card.lang = say("catalogue_language");
    close.setAttribute("aria-label", say("card_close"));
    close.addEventListener("click", () => {
      this.hide();
      this.#events.closed?.();
    });
    const header = element("header");
    header.append(title, close);
    card.append(header, element("p", reasonOf(claim, say)));

    if (claim.evidence.length > 0) {
      const list = element("ul");
      list.append(...claim.evidence.map((found) => this.#source(found, report)));
      card.append(element("h3", say("card_source")), list);
    }
    const figures = report.quantities.filter((quantity) => claim.quantities.includes(quantity.id));
    if (figures.length > 0) {
      const list = element("ul");
      list.append(...figures.map((found) => element("li", `${say("quoted", [found.text])} ${figure(found, say)}`)));
      card.append(element("h3", say("card_figures")), list);
    }
    card.append(element("p", say("card_note"), "note"), ...this.#doings(claim, report));
    return card;
  }

  /** The buttons, and what has come of them. */
  #doings(claim: Claim, report: Report): HTMLElement[] {
    const say = this.#say;
    const { search, siteOff, list, title } = this.#actions;
    const told = element("p", "", "told");
    told.setAttribute("role", "status");
    const copying = (text: string) => () =>
      void copy(text).then((done) => {
        told.textContent = say(done ? "card_copied" : "card_not_copied");
      });
    const doings: [string, (() => void) | undefined][] = [
      [say("card_copy"), copying(quotation(claim, report, say))],
      [say("card_copy_note"), copying(note(claim, { ...report, title: report.title || title?.() }, say))],
      [say("card_search"), search && (() => search(claim.sentence.text))],
      [say("card_list"), list],
      [say("card_dismiss"), () => this.#events.dismissed?.(claim)],
      [say("card_site_off"), siteOff],
    ];
    const row = element("div", "", "doings");
    for (const [words, does] of doings) {
      if (!does) continue;
      const button = element("button", words, "doing");
      button.addEventListener("click", does);
      row.append(button);
    }
    return [row, told];
  }

  #source(found: Evidence, report: Report): HTMLElement {
    const item = element("li");
    item.append(element("span", `${this.#say(`evidence_${found.kind}`)} `, "kind"));
    const target = webAddress(found.href, report.url);
    if (target) {
      const link = element("a", found.text.trim() || target.host);
      link.href = target.href;
      link.target = "_blank";
      link.rel = "noopener noreferrer";
      link.title = target.href;
      item.append(link);
    } else {
      item.append(found.text);
    }
    return item;
  }
}

function element<K extends keyof HTMLElementTagNameMap>(tag: K, text = "", className = ""): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.textContent = text;
  // The page's words may run the other way.
  if (text) made.dir = "auto";
  if (className) made.className = className;
  return made;
}

/** The sentence as a quotation, with a link to where it stands. */
function quotation({ sentence }: Claim, { url }: Report, say: Say): string {
  const link = toSentence(url, sentence.text) ?? url;
  return [say("copied_quotation", [sentence.text]), ...(link ? [link] : [])].join("\n");
}

/** The same with what was found, for somebody's notes. */
function note(claim: Claim, report: Report, say: Say): string {
  const words = say("copied_status", [say(`status_${claim.status}`), reasonOf(claim, say)]);
  return [quotation(claim, report, say), ...(report.title ? [report.title] : []), words].join("\n");
}

/** The reason in the interface's language; in English where the catalogue does not have it. */
export function reasonOf({ reason }: Claim, say: Say): string {
  // The catalogue numbers the gaps of a message in the order of their names.
  const args = Object.keys(reason.args).sort().map((name) => reason.args[name] ?? "");
  return say(`reason_${reason.code.replaceAll("-", "_")}`, args) || reason.text;
}

/** An address that a reader may be sent to: http and https only. */
function webAddress(href: string | undefined, base: string | null | undefined): URL | null {
  if (!href) return null;
  try {
    const url = new URL(href, base ?? undefined);
    return url.protocol === "https:" || url.protocol === "http:" ? url : null;
  } catch {
    return null;
  }
}

/** A quantity as it was understood: "about 60 percent", "4 billion US dollars". */
export function figure(quantity: Quantity, say: Say): string {
  const { kind, value, high, currency, unit, approximate } = quantity;
  const scale = kind === "ratio" ? 100 : 1;
  const options: Intl.NumberFormatOptions = { maximumSignificantDigits: 6 };
  if (kind === "money" && currency) Object.assign(options, { style: "currency", currency });
  // In full, "4 billion US dollars": with a sign the browser would shorten it to "$4B".
  if (Math.abs(value) >= 1e6) Object.assign(options, { notation: "compact", compactDisplay: "long", currencyDisplay: "name" });
  const known = kind === "percent" || kind === "ratio" ? "percent" : unit ? UNITS.get(unit) : undefined;
  if (known) Object.assign(options, { style: "unit", unit: known, unitDisplay: "long" });
  const format = new Intl.NumberFormat(say("catalogue_language") || "en", options);
  let words = high == null ? format.format(value * scale) : format.formatRange(value * scale, high * scale);
  if (kind === "multiple") words = say("figure_times", [words]);
  return approximate ? say("figure_about", [words]) : words;
}

/** Units that the browser can name in the reader's language. */
const UNITS = new Map([
  ..."second minute hour day week month year meter kilometer mile foot inch acre hectare gram kilogram pound ounce liter gallon celsius fahrenheit"
    .split(" ")
    .map((unit): [string, string] => [unit, unit]),
  ["metre", "meter"], ["kilometre", "kilometer"], ["litre", "liter"],
]);
