/**
 * Keeps the claims of a document right while the document changes: reads what has changed, sends it to be analysed, and paints what comes
 * back. All in slices, and only while something has changed and the tab is seen.
 */
import type { Claim, Quantity, Report } from "../../wasm/sayswho.js";
import { type Commit, type FromPage, type Kept, MOST_TEXT, type Patch, type Stops, type ToPage, type Unreadable } from "../messages.js";
import type { Overlay } from "../overlay.js";
import { type Changed, Reader, type View, headOf, viewOf } from "../reader.js";
import { framesIn, pathOf, reveal } from "./frames.js";
import { Patches } from "./patches.js";
import { stopsIn } from "./stops.js";
import { type Work, forgetMeasures, inSlices, measured, seen, spent } from "./slices.js";
import { Watch } from "./watch.js";

/** Milliseconds from one reading to the next: the least; and the most, for a page that never stops changing. */
const LEAST_GAP = 50;
const MOST_GAP = 2_000;
/** For changes of attributes, which seldom change the text. */
const LEAST_QUIET_GAP = 250;
const MOST_QUIET_GAP = 8_000;
/** We work no more than one in so many milliseconds. */
const SHARE = 20;
/** After so many milliseconds without a change the page counts as quiet again. */
const QUIET = 3_000;
/** So often everything is sent again before we give up. */
const MOST_TRIES = 3;
/** A text shorter than this is analysed in one go, so it does not matter what is on the screen. */
const SHORT = 60_000;

/** What comes of a stretch that has been painted. */
interface Stretch {
  ids: Set<string>;
  /** Those that were not where they should be, and are to come again. */
  refused: Set<string>;
  /** The last of them has been painted. */
  ended: boolean;
}

const isComplete = ({ refused, ended }: Stretch) => ended && refused.size === 0;

export interface Talk {
  /** Sends to the background; nothing comes back where the extension has gone. */
  send(message: FromPage): Promise<unknown>;
  /** The document cannot be analysed. */
  failed(reason: Unreadable): void;
  /** Whether an element has a shadow root that is closed to us. */
  isClosed(element: Element): boolean;
}

export class Live {
  readonly #overlay: Overlay;
  readonly #talk: Talk;
  readonly #reader: Reader;
  readonly #watch: Watch;
  readonly #patches: Patches;
  readonly #ending = new AbortController();
  readonly #run = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
  readonly #stretches = new Map<number, Stretch>();
  /** What the numbers of text nodes stand for in the last commit. */
  #view: View | null = null;
  #revision = 0;
  #count = 0;
  #tries = 0;
  /** All is to be sent, not what has changed. */
  #whole = true;
  /** Frames came or were loaded. */
  #frames: readonly Element[] = [];
  #enter = false;
  #head = "";
  #isEmpty = false;
  #working = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** When the last reading ended, and how long until the next may begin. */
  #ended = -Infinity;
  #gap = LEAST_GAP;
  #quietGap = LEAST_QUIET_GAP;

  constructor(overlay: Overlay, talk: Talk) {
    this.#overlay = overlay;
    this.#talk = talk;
    const isOurs = (element: Element) => overlay.isOurs(element);
    this.#watch = new Watch(document, isOurs, (node) => overlay.check(node), () => this.#wake());
    this.#reader = new Reader(document.documentElement, { isOurs, isClosed: talk.isClosed, root: (root) => this.#watch.root(root) });
    this.#patches = new Patches(this.#reader);
    const { signal } = this.#ending;
    const listen = { signal, passive: true };
    document.addEventListener("visibilitychange", () => this.#wake(), listen);
    document.addEventListener("load", (event) => this.#loaded(event.target), { ...listen, capture: true });
    // Style sheets that come late show and hide what has been read; where none has come, the page is as it was.
    const sheets = document.styleSheets.length;
    window.addEventListener("load", () => document.styleSheets.length !== sheets && this.#watch.note(document, "all"), listen);
    // Another address without another document: a page of one application gives way to the next.
    for (const name of ["popstate", "hashchange"]) window.addEventListener(name, () => this.#moved(), listen);
    const { navigation } = window as { navigation?: EventTarget };
    navigation?.addEventListener("currententrychange", () => this.#moved(), listen);
    void this.#work();
  }

  /** Whether the document has no text. */
  get isEmpty(): boolean {
    return this.#isEmpty;
  }

  close(): void {
    this.#ending.abort();
    clearTimeout(this.#timer);
    this.#watch.close();
    forgetMeasures();
  }

  /** The background has forgotten what it was sent. */
  again(): void {
    this.#whole = true;
    void this.#work();
  }

  /** Where a reader can go by key. */
  stops(forward: boolean): Stops {
    return stopsIn(this.#view ?? viewOf([]), this.#overlay, forward);
  }

  /** Brings what is in a frame of this document into view. */
  reveal(path: readonly number[], top: number, bottom: number): { top: number; bottom: number } | null {
    return this.#view && reveal(this.#view, path, top, bottom);
  }

  /** Claims of a stretch have come. Comes back when they are painted; with nothing where they were not. */
  async claims(message: ToPage & { type: "claims" }): Promise<string[] | undefined> {
    const { run, revision, stretch, url, claims, quantities, kept, left } = message;
    const view = this.#view;
    if (run !== this.#run || revision !== this.#revision || !view) return undefined;
    const known = this.#stretches.get(stretch);
    const painted: Stretch = known && !isComplete(known) ? known : { ids: new Set(), refused: new Set(), ended: false };
    this.#stretches.set(stretch, painted);
    for (const [id] of kept) painted.ids.add(id);
    for (const { id } of claims) painted.ids.add(id);
    const refused = await inSlices("paint", this.#paint(reportOf(claims, quantities, url), kept, view, revision), this.#ending.signal);
    if (!refused) return undefined;
    for (const { id } of claims) painted.refused.delete(id);
    for (const id of refused) painted.refused.add(id);
    if (left === 0) painted.ended = true;
    return refused;
  }

  /** Paints claims as long as they are the last that were asked for. Gives those of `kept` that are not where they should be. */
  *#paint(report: Report, kept: readonly Kept[], view: View, revision: number): Work<string[] | undefined> {
    for (const work = this.#overlay.put(report, view); !work.next().done; yield) if (revision !== this.#revision) return undefined;
    const refused: string[] = [];
    for (const [id, node, start] of kept) {
      if (revision !== this.#revision) return undefined;
      if (!this.#overlay.isAt(id, view.nodes[node], start)) refused.push(id);
      yield;
    }
    return refused;
  }

  /** All claims have come. */
  async settled({ run, revision, stretches }: ToPage & { type: "settled" }): Promise<void> {
    if (run !== this.#run || revision !== this.#revision) return;
    await inSlices("settle", this.#settle(new Set(stretches)), this.#ending.signal);
  }

  *#settle(keys: ReadonlySet<number>): Work<void> {
    const ids = new Set<string>();
    for (const [key, stretch] of this.#stretches) if (keys.has(key)) for (const id of stretch.ids) ids.add(id);
    for (const [key, stretch] of [...this.#stretches]) {
      if (keys.has(key)) continue;
      this.#stretches.delete(key);
      for (const id of stretch.ids) {
        if (!ids.has(id)) this.#overlay.drop(id);
        yield;
      }
    }
  }

  #loaded(target: EventTarget | null): void {
    if (!(target instanceof HTMLElement) || !/^i?frame$/.test(target.localName)) return;
    this.#enter = true;
    this.#watch.note(target, "all");
  }

  #moved(): void {
    if (JSON.stringify(headOf(document)) !== this.#head) this.#watch.note(document.documentElement, "children");
  }

  /** Something has changed: reads it in a while. */
  #wake(): void {
    if (this.#working || document.hidden || this.#ending.signal.aborted || this.#watch.isEmpty) return;
    clearTimeout(this.#timer);
    const gap = this.#watch.hasContent ? this.#gap : Math.max(this.#gap, this.#quietGap);
    const wait = Math.max(0, this.#ended + gap - performance.now());
    this.#timer = setTimeout(() => void this.#work(), wait);
  }

  async #work(): Promise<void> {
    if (this.#working) return;
    this.#working = true;
    clearTimeout(this.#timer);
    const isQuiet = performance.now() - this.#ended > QUIET;
    const before = spent();
    const news = await this.#round();
    this.#ended = performance.now();
    this.#gap = isQuiet ? LEAST_GAP : Math.min(MOST_GAP, this.#gap * 1.5);
    this.#gap = Math.max(this.#gap, Math.min(MOST_GAP, (spent() - before) * SHARE));
    this.#quietGap = news ? LEAST_QUIET_GAP : Math.min(MOST_QUIET_GAP, this.#quietGap * 2);
    this.#working = false;
    if (this.#whole && !this.#ending.signal.aborted) void this.#work();
    else this.#wake();
  }

  /** Reads what has changed; tells whether there was anything new in it. */
  async #round(): Promise<boolean> {
    const { signal } = this.#ending;
    const noted = this.#watch.take();
    const changed = await inSlices("read", this.#reader.update(noted.changes), signal);
    if (!changed) return false;
    const view = await inSlices("list", this.#reader.view(), signal);
    if (!view) return false;
    if (view.text.length > MOST_TEXT) {
      this.#talk.failed("too-long");
      return false;
    }
    if (noted.content) await inSlices("mend", this.#overlay.mend(view), signal);
    if (signal.aborted) return false;

    const frames = view.frames.map(({ element }) => element);
    if (frames.length !== this.#frames.length || frames.some((frame, at) => frame !== this.#frames[at])) this.#enter ||= frames.length > 0;
    this.#frames = frames;
    const head = JSON.stringify(headOf(document));
    const news = changed.leaves.length + changed.branches.length > 0 || head !== this.#head || this.#enter;
    if (!news && !this.#whole) return false;
    this.#head = head;
    await this.#send(changed, view);
    return true;
  }

  /** Sends what has changed, or everything, and asks for the claims. */
  async #send(changed: Changed, view: View): Promise<void> {
    const whole = this.#whole;
    this.#whole = false;
    if (whole) {
      this.#patches.reset();
      this.#count = 0;
    }
    const parts = this.#patches.of(whole ? null : changed);
    for (;;) {
      const sent = measured("send", () => {
        const part = parts.next();
        if (part.done) return null;
        const patch: Patch = { run: this.#run, count: this.#count++, ...part.value };
        return this.#talk.send({ to: "background", type: "patch", patch });
      });
      if (!sent) break;
      if ((await sent) !== "taken") return this.#lost();
      await seen(this.#ending.signal);
      if (this.#ending.signal.aborted) return;
    }
    this.#view = view;
    const commit = measured("send", () => this.#commit(view));
    // The answer comes when the last claims have: nobody need wait for it.
    void this.#talk.send({ to: "background", type: "commit", commit }).then((answer) => {
      if (answer === "taken") this.#tries = 0;
      else if (commit.revision === this.#revision && !this.#ending.signal.aborted) answer === "failed" ? this.#talk.failed("engine") : this.#lost();
    });
  }

  #commit(view: View): Commit {
    const isThere = ([, stretch]: [number, Stretch]) => isComplete(stretch) && [...stretch.ids].every((id) => this.#overlay.isPlaced(id));
    this.#isEmpty = !/\S/.test(view.text);
    const enter = this.#enter;
    this.#enter = false;
    return {
      run: this.#run,
      revision: ++this.#revision,
      root: this.#reader.root?.id ?? null,
      head: headOf(document),
      sight: view.text.length > SHORT ? sightOf(view) : 0,
      known: [...this.#stretches].filter(isThere).map(([key]) => key),
      path: pathOf(window),
      frames: framesIn(view).map(({ place, node }) => [place, node]),
      enter,
      closedRoots: this.#reader.closedRoots,
      trouble: !this.#isEmpty ? null : document.querySelector("img, svg, canvas, video, picture") ? "image-only" : "empty",
    };
  }

  /** The background does not know what was sent before. */
  #lost(): void {
    if (this.#ending.signal.aborted) return;
    if (++this.#tries > MOST_TRIES) return this.#talk.failed("engine");
    this.#whole = true;
    if (!this.#working) void this.#work();
  }
}

/** The text node in the middle of the window, by its number. */
function sightOf({ nodes }: View): number {
  const caret = document.caretPositionFromPoint(innerWidth / 2, innerHeight / 2);
  return Math.max(0, caret ? nodes.indexOf(caret.offsetNode as Text) : 0);
}

/** What the card needs of a report. */
const reportOf = (claims: Claim[], quantities: Quantity[], url: string | null): Report => ({
  url: url ?? undefined, title: undefined, language: "", counts: { cited: 0, named: 0, vague: 0, none: 0 }, quantities, attributions: [], claims,
});
