/**
 * A page with its claims painted: brings painter, card and the reader's pointer together.
 *
 * The same in the extension and on the www page, so nothing of an extension's API here.
 */
import type { Claim, Report } from "../wasm/sayswho.js";
import { Card, type CardActions } from "./card.js";
import type { Work } from "./live/slices.js";
import { Painter } from "./painter.js";
import type { View } from "./reader.js";
import type { Say } from "./say.js";
import { looks } from "./settings/looks.js";
import { type Settings, defaults, highlights } from "./settings/settings.js";
import { unmasked } from "./unmasked.js";

/** The pointer rests this long on a claim before its card opens, and this long beside it before the card closes. */
const PAUSE = 350;
const GRACE = 300;

/** A click on one of these is meant for it, not for the claim around it. */
const OPERABLE = "a[href], button, input, select, textarea, label, summary, [role=button], [role=link], [contenteditable]";

export class Overlay {
  readonly #painter: Painter;
  readonly #card: Card;
  readonly #pointed: (id: string | null) => void;
  /** The claims, each with the report that it is in. */
  readonly #claims = new Map<string, { claim: Claim; report: Report }>();
  #settings: Settings;
  /** Claims that the reader wants to see no more. */
  readonly #dismissed = new Set<string>();
  readonly #listening = new AbortController();
  /** The claim whose card is open, whether it stays until it is closed, and since when. */
  #open: { id: string; stays: boolean; time: number } | null = null;
  /** The claim under the pointer. */
  #over: string | null = null;
  /** Where the reader came to by key. */
  #stop: [id: string, time: number] | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #frame: number | undefined;
  #last: PointerEvent | null = null;

  /** Shows nothing yet. `pointed` hears which claim is under the pointer. */
  constructor(say: Say, pointed: (id: string | null) => void = () => {}, settings = defaults(), actions: CardActions = {}) {
    this.#settings = settings;
    this.#pointed = pointed;
    this.#painter = new Painter((claim) => this.#shows(claim), looks(settings));
    this.#card = new Card(
      say,
      {
        pointer: (inside) => (inside ? this.#wait() : this.#leave()),
        closed: () => this.#close(),
        dismissed: ({ id }) => {
          this.#dismissed.add(id);
          this.change(this.#settings);
        },
      },
      actions,
    );
    this.#listen();
  }

  /** Paints a report's claims, whose segments count the nodes of `view`; a claim that was there before is painted anew. */
  *put(report: Report, view: View): Work<void> {
    for (const claim of report.claims) {
      this.#claims.set(claim.id, { claim, report });
      this.#painter.put(claim, view);
      yield;
    }
  }

  /** Takes a claim away. */
  drop(id: string): void {
    if (this.#open?.id === id) this.#close();
    this.#claims.delete(id);
    this.#painter.drop(id);
  }

  /** A text node, or what an element holds, has changed: what no longer stands there is hidden at once. */
  check(node: Node): void {
    this.#painter.check(node);
  }

  /** Finds hidden claims again in the page as it is now. */
  *mend(view: View): Work<void> {
    yield* this.#painter.mend(view);
    if (this.#open && !this.#painter.isPlaced(this.#open.id)) this.#close();
  }

  /** Whether a claim is where its words are. */
  isPlaced(id: string): boolean {
    return this.#painter.isPlaced(id);
  }

  /** What stands right before and after each claim. */
  around(): Record<string, [before: string, after: string]> {
    return this.#painter.around();
  }

  /** Whether a claim begins at this place of this text node. */
  isAt(id: string, node: Text | undefined, start: number): boolean {
    return this.#painter.isAt(id, node, start);
  }

  /** Whether an element is ours. */
  isOurs(element: Element): boolean {
    return this.#card.isHost(element);
  }

  /** Paints anew, as the reader wishes it now. */
  change(settings: Settings): void {
    this.#close();
    this.#settings = settings;
    this.#painter.dress(looks(settings));
    this.#painter.choose((claim) => this.#shows(claim));
  }

  #shows(claim: Claim): boolean {
    return !this.#dismissed.has(claim.id) && highlights(this.#settings)(claim);
  }

  /** The highlighted claims that lack a source, each with where it begins. */
  lacking(): { id: string; node: Node; start: number }[] {
    return [...this.#claims.values()].flatMap(({ claim }) => {
      const lacks = (claim.status === "none" || claim.status === "vague") && this.#shows(claim);
      const place = lacks && this.#painter.startOf(claim.id);
      return place ? [{ id: claim.id, ...place }] : [];
    });
  }

  /** The claim whose card is open, or which the reader came to last by key; and since when. */
  get here(): [id: string, time: number] | null {
    return this.#open ? [this.#open.id, this.#open.time] : this.#stop;
  }

  /** Whether a claim or an element is in the window, or further on that way. */
  isAhead(of: string | Element, forward: boolean): boolean {
    const rects = typeof of === "string" ? this.#painter.rects(of) : [of.getBoundingClientRect()];
    return rects.some((rect) => (forward ? rect.bottom > 0 : rect.top < innerHeight));
  }

  /** Scrolls to a claim, marks it and opens its card, with `focus` for the keyboard; gives where it is in the window. */
  select(id: string, focus = false): DOMRect | null {
    this.#painter.scrollTo(id);
    this.#show(id, true, focus);
    if (focus) this.#stop = [id, Date.now()];
    return this.#anchor(id);
  }

  /** The reader has gone to another frame. */
  leave(): void {
    this.#close();
    this.#stop = null;
  }

  /** Marks a claim; with none, the claim of the open card stays marked. */
  mark(id: string | null): void {
    this.#painter.mark(id ?? this.#open?.id ?? null);
  }

  /** Takes everything away: highlights, card, listeners. */
  close(): void {
    this.#listening.abort();
    this.#wait();
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#close();
    this.#painter.clear();
  }

  #listen(): void {
    const { signal } = this.#listening;
    const quiet = { signal, passive: true, capture: true };
    // What the page makes up is not the reader's pointer.
    document.addEventListener("pointermove", (event) => event.isTrusted && this.#moved(event), quiet);
    document.addEventListener("click", (event) => event.isTrusted && this.#clicked(event), quiet);
    document.addEventListener("scroll", () => this.#follow(), quiet);
    window.addEventListener("resize", () => this.#follow(), { signal, passive: true });
    window.addEventListener("keydown", (event) => this.#key(event), { signal, capture: true });
  }

  /** Looks what is under the pointer, once a frame. */
  #moved(event: PointerEvent): void {
    this.#last = event;
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = undefined;
      if (this.#last) this.#point(this.#last);
    });
  }

  #point({ clientX, clientY, target }: PointerEvent): void {
    // The card lies over the page: what is under it is not pointed at.
    if (target === this.#card.host && target) return;
    const id = this.#painter.claimAt(clientX, clientY);
    if (id === this.#over) return;
    this.#over = id;
    this.#pointed(id);
    if (id === null || id === this.#open?.id) {
      if (id === null) this.#leave();
      else this.#wait();
      return;
    }
    if (this.#settings.hover) this.#wait(() => this.#show(id, false), PAUSE);
  }

  #clicked(event: MouseEvent): void {
    const target = event.target;
    if (target === this.#card.host && target) return;
    const operable = target instanceof Element && unmasked(target).closest(OPERABLE);
    const id = operable || !(getSelection()?.isCollapsed ?? true) ? null : this.#painter.claimAt(event.clientX, event.clientY);
    if (id) this.#show(id, true);
    else this.#close();
  }

  #key(event: KeyboardEvent): void {
    if (event.key !== "Escape" || !this.#open) return;
    // The key was meant for the card, not for the page below; nor is it when it comes up again.
    event.stopImmediatePropagation();
    const swallow = (up: KeyboardEvent) => up.key === "Escape" && up.stopImmediatePropagation();
    window.addEventListener("keyup", swallow, { capture: true, once: true });
    this.#close();
  }

  /** The page moves under the card. */
  #follow(): void {
    if (!this.#open) return;
    requestAnimationFrame(() => {
      const anchor = this.#open && this.#anchor(this.#open.id);
      if (anchor) this.#card.place(anchor);
      else this.#close();
    });
  }

  #leave(): void {
    if (this.#open && !this.#open.stays) this.#wait(() => this.#close(), GRACE);
    else this.#wait();
  }

  /** One thing is waited for at a time; without arguments, nothing. */
  #wait(then?: () => void, milliseconds = 0): void {
    clearTimeout(this.#timer);
    this.#timer = then && setTimeout(then, milliseconds);
  }

  #show(id: string, stays: boolean, focus = false): void {
    this.#wait();
    const found = this.#claims.get(id);
    const anchor = this.#anchor(id);
    if (!found || !anchor) return this.#close();
    if (this.#open?.id !== id || !this.#card.host || focus) this.#card.show(found.claim, found.report, anchor, focus);
    else this.#card.place(anchor);
    this.#open = { id, stays, time: Date.now() };
    this.#painter.mark(id);
  }

  #close(): void {
    this.#wait();
    this.#open = null;
    this.#card.hide();
    this.#painter.mark(null);
  }

  /** The part of the sentence that is inside the window. */
  #anchor(id: string): DOMRect | null {
    const seen = this.#painter.rects(id).filter((r) => r.bottom > 0 && r.top < innerHeight && r.right > 0 && r.left < innerWidth);
    if (seen.length === 0) return null;
    const left = Math.min(...seen.map((r) => r.left));
    const top = Math.min(...seen.map((r) => r.top));
    const right = Math.max(...seen.map((r) => r.right));
    const bottom = Math.max(...seen.map((r) => r.bottom));
    return new DOMRect(left, top, right - left, bottom - top);
  }
}
