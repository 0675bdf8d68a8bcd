/**
 * The tabs that are being read: takes what their frames send, has it analysed stretch by stretch, what is on the screen first, and tells
 * frames and panel what was found. All of it may be lost at any time, and is then sent again.
 */
import type { LivePage, Report } from "../../wasm/sayswho.js";
import type { Answer, Commit, Kept, Missed, PageState, Patch, ToPage, Unreadable } from "../messages.js";
import { Frame, type Stretch } from "./frame.js";
import { type Told, isSame, join, makeUnique, pathsIn } from "./join.js";

/** What the tabs need of the background. */
export interface Surroundings {
  /** Loads what analyses. */
  engine(): Promise<{ live(): LivePage }>;
  /** The engine broke: the next one is loaded anew. */
  broken(error: unknown): void;
  /** Tells a frame; comes back when it has heard, or is not there. */
  tell(tabId: number, frameId: number, message: ToPage): Promise<unknown>;
  /** Something has changed in what there is to say of a tab. */
  changed(tabId: number, state: PageState): void;
  /** A frame begins to show claims. Nobody waits for it: Firefox puts no style sheet into a page that is still loading. */
  begins(tabId: number, frameId: number): void;
  /** Enters the frames of a tab that have not been entered. */
  enterFrames(tabId: number): Promise<void>;
}

interface Tab {
  frames: Map<number, Frame>;
  /** How often the panel was told of a page that is not finished, and after how many stretches it is told again. */
  next: number;
  /** The frames that there are have been entered, as far as the browser lets us. */
  entered: boolean;
}

/** A message to a page holds no more claims than this: it is read in one go. */
const MOST_CLAIMS = 40;

export class Tabs {
  readonly #around: Surroundings;
  readonly #tabs = new Map<number, Tab>();

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** What there is to say of a tab; undefined where nothing is known of it. */
  state(tabId: number): PageState | undefined {
    const tab = this.#tabs.get(tabId);
    return tab && stateOf(tab);
  }

  /** Where a frame stands, as the frames around it count; undefined where it has sent nothing. */
  pathOf(tabId: number, frameId: number): readonly number[] | undefined {
    const tab = this.#tabs.get(tabId);
    return tab && pathsIn(tab.frames).get(frameId);
  }

  /** Whether a frame has sent anything. */
  knows(tabId: number, frameId: number): boolean {
    return this.#tabs.get(tabId)?.frames.has(frameId) ?? false;
  }

  /** A tab is no longer read. */
  forget(tabId: number): void {
    const frames = this.#tabs.get(tabId)?.frames;
    for (const frame of frames?.values() ?? []) frame.free();
    // An analysis that is under way sees by it that it is over.
    frames?.clear();
    this.#tabs.delete(tabId);
  }

  /** A frame is no longer read. */
  forgetFrame(tabId: number, frameId: number): void {
    const tab = this.#tabs.get(tabId);
    const frame = tab?.frames.get(frameId);
    if (!tab || !frame) return;
    frame.free();
    tab.frames.delete(frameId);
    this.#around.changed(tabId, stateOf(tab));
  }

  async take(tabId: number, frameId: number, patch: Patch): Promise<Answer> {
    const tab = this.#tabs.get(tabId) ?? { frames: new Map<number, Frame>(), next: 1, entered: false };
    this.#tabs.set(tabId, tab);
    if (patch.count === 0) {
      const begun = tab.frames.get(frameId)?.run === patch.run;
      tab.frames.get(frameId)?.free();
      tab.frames.set(frameId, new Frame(patch.run));
      if (!begun) this.#around.begins(tabId, frameId);
    }
    const frame = tab.frames.get(frameId);
    if (!frame?.take(patch)) return this.#lose(tab, frameId);
    const isNew = [...tab.frames.values()].every(({ commit, reports }) => !commit || reports.size === 0);
    if (isNew) this.#around.changed(tabId, stateOf(tab));
    return "taken";
  }

  async commit(tabId: number, frameId: number, commit: Commit): Promise<Answer> {
    const tab = this.#tabs.get(tabId);
    const frame = tab?.frames.get(frameId);
    if (!tab || !frame || frame.run !== commit.run) return "lost";
    const moves = frame.commit !== null && frame.commit.frames.length !== commit.frames.length;
    frame.commit = commit;
    if (moves) this.#askInside(tabId, tab, commit.path);
    frame.analysed = 0;
    if (commit.enter) void this.#around.enterFrames(tabId).then(() => {
      tab.entered = true;
      if (this.#tabs.get(tabId) === tab) this.#around.changed(tabId, stateOf(tab));
    });
    try {
      return await this.#analyse(tabId, tab, frameId, frame, commit);
    } catch (error) {
      console.error("The analysis failed:", error);
      this.#around.broken(error);
      if (error instanceof WebAssembly.RuntimeError) {
        // After a panic the instance is in no known state, and with it whatever it was asked to keep.
        for (const known of this.#tabs.values()) for (const one of known.frames.values()) one.live = null;
      }
      frame.failed = true;
      this.#around.changed(tabId, stateOf(tab));
      return "failed";
    }
  }

  async #analyse(tabId: number, tab: Tab, frameId: number, frame: Frame, commit: Commit): Promise<Answer> {
    const engine = await this.#around.engine();
    // A later commit, or another run of the content script, has taken this one's place.
    const isOver = () => tab.frames.get(frameId) !== frame || frame.commit !== commit;
    if (isOver()) return "taken";
    const page = frame.page(commit.root);
    if (!page) return this.#lose(tab, frameId);
    const anew = !frame.live;
    frame.live ??= engine.live();
    const { live } = frame;
    const stretches = inThrees(live.read(page.head, page.text, page.elements, page.stream));
    const reports = new Map<number, Report>();
    if (!anew) {
      for (const [at, { key }] of stretches.entries()) {
        const report = frame.reports.get(key);
        const segments = report && live.segments(at);
        if (!segments) continue;
        place(report, segments);
        reports.set(key, report);
      }
    }
    frame.stretches = stretches;
    frame.reports = reports;
    const used = new Set([...reports.values()].flatMap(({ claims }) => claims.map(({ id }) => id)));
    const known = new Set(commit.known);
    let done = 0;
    tab.next = 1;
    for (const at of fromSight(stretches, commit.sight)) {
      const stretch = stretches[at];
      if (!stretch) continue;
      let report = reports.get(stretch.key);
      const isNew = !report;
      if (!report) {
        report = live.report(at);
        makeUnique(report, stretch.key, used, stretches.length === 1);
        for (const { id } of report.claims) used.add(id);
        reports.set(stretch.key, report);
      }
      if (isNew || !known.has(stretch.key)) await this.#send(tabId, frameId, frame, commit, stretch, report);
      if (isOver()) return "taken";
      frame.analysed = ++done / stretches.length;
      // Twice as late each time, so that a long report is not sent whole again and again.
      if (isNew && done >= tab.next && done < stretches.length) {
        tab.next = done * 2;
        this.#around.changed(tabId, stateOf(tab));
      }
    }
    frame.analysed = 1;
    // The page will take the others away.
    for (const id of frame.told.keys()) if (!used.has(id)) frame.told.delete(id);
    this.#around.changed(tabId, stateOf(tab));
    await this.#around.tell(tabId, frameId, {
      to: "page", type: "settled", run: commit.run, revision: commit.revision, stretches: stretches.map(({ key }) => key),
    });
    return "taken";
  }

  /** Tells a page the claims of a stretch, but for those that it knows; what is in sight first. */
  async #send(tabId: number, frameId: number, frame: Frame, commit: Commit, stretch: Stretch, report: Report): Promise<void> {
    const byId = new Map(report.quantities.map((found) => [found.id, found]));
    const all: Told[] = report.claims.map((claim) => ({ claim, figures: claim.quantities.flatMap((id) => byId.get(id) ?? []) }));
    const isKept = (now: Told) => {
      const before = frame.told.get(now.claim.id);
      return before !== undefined && isSame(before, now);
    };
    const kept = all.filter(isKept);
    const news = all.filter((now) => !isKept(now));
    const first = Math.max(0, news.findIndex((now) => placeOf(now)[1] >= commit.sight));
    const waiting = [...news.slice(first), ...news.slice(0, first).reverse()];
    let known = kept.map(placeOf);
    do {
      const part = waiting.splice(0, MOST_CLAIMS);
      const refused = await this.#around.tell(tabId, frameId, {
        to: "page", type: "claims", run: commit.run, revision: commit.revision, stretch: stretch.key, url: report.url ?? null,
        claims: part.map(({ claim }) => claim), quantities: part.flatMap(({ figures }) => figures), kept: known, left: waiting.length,
      });
      if (Array.isArray(refused)) {
        for (const now of part) frame.told.set(now.claim.id, now);
        // What does not stand where it should is told after all.
        if (known.length > 0) waiting.push(...kept.filter(({ claim }) => refused.includes(claim.id)));
      }
      known = [];
    } while (waiting.length > 0);
  }

  /** Frames came or went in a document: those that are in it may stand at other places now, and say so. */
  #askInside(tabId: number, tab: Tab, path: readonly number[]): void {
    for (const [frameId, { commit }] of tab.frames) {
      const isInside = commit && commit.path.length > path.length && path.every((place, at) => place === commit.path[at]);
      if (isInside) void this.#around.tell(tabId, frameId, { to: "page", type: "ask", again: true });
    }
  }

  #lose(tab: Tab, frameId: number): Answer {
    tab.frames.get(frameId)?.free();
    tab.frames.delete(frameId);
    return "lost";
  }
}

function inThrees(numbers: Float64Array | number[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (let at = 0; at + 2 < numbers.length; at += 3) {
    const [key = 0, node = 0, length = 0] = numbers.slice(at, at + 3);
    stretches.push({ key, node, length });
  }
  return stretches;
}

/** Where a claim begins. */
function placeOf({ claim: { id, segments } }: Told): Kept {
  const [node = 0, start = 0] = segments?.[0] ?? [];
  return [id, node, start];
}

/** Puts the claims of a report to where they stand now. */
function place({ claims }: Report, segments: Uint32Array): void {
  let at = 0;
  for (const claim of claims) {
    const count = segments[at++] ?? 0;
    claim.segments = Array.from({ length: count }, (_, n) => {
      const from = at + n * 3;
      return [segments[from] ?? 0, segments[from + 1] ?? 0, segments[from + 2] ?? 0];
    });
    at += count * 3;
  }
}

/** The stretches' places: the one in sight, what comes after it, and what was before. */
function fromSight(stretches: readonly Stretch[], sight: number): number[] {
  const first = Math.max(0, stretches.findLastIndex(({ node }) => node <= sight));
  const places = stretches.map((_, at) => at);
  return [...places.slice(first), ...places.slice(0, first).reverse()];
}

function stateOf(tab: Tab): PageState {
  const frames = [...tab.frames.values()];
  if (frames.length === 0) return { kind: "reading" };
  const settled = frames.every((frame) => frame.settled);
  const report = join(tab.frames);
  const progress = frames.reduce((sum, frame) => sum + (frame.settled ? 1 : (frame.received + frame.analysed) / 2), 0) / frames.length;
  const unfinished = settled ? {} : { progress: Math.min(1, Math.max(0, progress)) };
  const missed = missedOf(tab);
  const known = missed.frames + missed.roots > 0 ? { missed } : {};
  if (report) return { kind: "ready", report, ...unfinished, ...known };
  if (!settled) return { kind: "reading", ...unfinished };
  const reason: Unreadable | null | undefined = frames.some((frame) => frame.failed) ? "engine" : tab.frames.get(0)?.commit?.trouble;
  if (reason) return { kind: "unreadable", reason };
  const head = tab.frames.get(0)?.commit?.head;
  const counts = { cited: 0, named: 0, vague: 0, none: 0 };
  return {
    kind: "ready", ...known,
    report: { url: head?.url, title: head?.title, language: head?.language ?? "en", counts, quantities: [], attributions: [], claims: [] },
  };
}

/** What of a page could not be read. */
function missedOf({ frames, entered }: Tab): Missed {
  const missed = { frames: 0, roots: 0 };
  const paths = pathsIn(frames);
  const read = new Set([...paths.values()].map((path) => path.join()));
  for (const [frameId, { commit }] of frames) {
    missed.roots += commit?.closedRoots ?? 0;
    if (!entered) continue;
    for (const [place] of commit?.frames ?? []) if (!read.has([...(paths.get(frameId) ?? []), place].join())) missed.frames++;
  }
  return missed;
}
