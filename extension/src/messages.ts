/**
 * What the parts of the extension say to each other. Three parties: the page (a content script in each frame), the background, the panel.
 *
 *   panel ──hello, select, mark, around──▶ background ──ask, claims, settled, select, mark, step, reveal, around, close──▶ page
 *   panel ◀────state, pointed───── background ◀─patch, commit, state, pointed, reveal, catalogue, dress, search, list── page
 *
 * Every message says whom it is for, because `runtime.sendMessage` reaches every extension page at once.
 *
 * The page's text lives in its content scripts and dies with the page. They send it in patches, and the background, which keeps it for
 * as long as it runs, analyses it: what a page says of itself is only ever text to be analysed, never a finding. The background may be
 * stopped at any time; then the content scripts send everything again. It alone keeps what no content script can say: why a page could
 * not be entered.
 */
import type { Element as PageElement, Head, Quantity, Claim, Report } from "../wasm/sayswho.js";
import { type Language, LANGUAGES } from "./settings/settings.js";

/** Why a page cannot be read. The catalogue has `unreadable_<reason>` with `-` as `_`. */
export const UNREADABLE = [
  /** about:, chrome:, another extension's page, view-source:. */
  "browser-page",
  /** A page of the browser's own add-on store, where no extension may run. */
  "store-page",
  /** The browser's PDF view. */
  "pdf",
  /** A file: page and the browser's switch for it is off. */
  "file-page",
  /** The page has no text. */
  "empty",
  /** The page has pictures and no text. */
  "image-only",
  /** The page has more text than `MOST_TEXT`. */
  "too-long",
  /** The analysis could not be loaded or failed. */
  "engine",
  /** The reader has turned us off for this site. */
  "site-off",
  /** The browser refused without saying why. */
  "refused",
] as const;
export type Unreadable = (typeof UNREADABLE)[number];

/** No page of more text, in units, is read: a hundred thick books. */
export const MOST_TEXT = 64_000_000;

/** What there is to say of one tab. */
export type PageState =
  /** Not asked for yet, or taken away again. */
  | { kind: "idle" }
  /** No claims yet. `progress` goes from 0 to 1. */
  | { kind: "reading"; progress?: number }
  /** Title, address and language are the report's. `progress` is there while more is to come; `selection` where it is only about the selected text. */
  | { kind: "ready"; report: Report; progress?: number; missed?: Missed; selection?: boolean }
  | { kind: "unreadable"; reason: Unreadable };

/** Parts of a page that could not be read. */
export interface Missed {
  /** Frames that the browser keeps closed to us: those of another site. */
  frames: number;
  /** Elements whose content their page keeps to itself: closed shadow roots. */
  roots: number;
}

/** How it stands with one frame's content script. */
export type FrameState = { kind: "idle" } | { kind: "on" } | { kind: "unreadable"; reason: Unreadable };

/** A part of what has changed in a frame since the last patch. */
export interface Patch {
  /** Names this run of the content script. */
  run: string;
  /** Counts the patches of the run from 0; with 0 everything that was sent before is forgotten. */
  count: number;
  /** How much of what is to be sent has been sent after this one. */
  progress: number;
  /** What the table of elements has grown by. */
  elements: PageElement[];
  /** New leaves: id, events, and the data of the text nodes joined by line feeds. */
  leaves: [id: number, stream: number[], text: string][];
  /** Text that goes at the end of a leaf's. */
  texts: [id: number, text: string][];
  /** New or changed branches: id, number of its element, and at which place how many children go for which ones. */
  branches: [id: number, element: number, at: number, gone: number, kids: number[]][];
}

/** Asks for the claims of what the patches have made. */
export interface Commit {
  run: string;
  /** Counts the commits of the run. */
  revision: number;
  /** The root piece; null where there is none. */
  root: number | null;
  head: Head;
  /** The text node in the middle of the window. */
  sight: number;
  /** The keys of the stretches whose claims are there already. */
  known: number[];
  /** Where the frame stands: its places among the frames of the documents around it, from the top. */
  path: number[];
  /** The frames in it that a reader can see: the place among its frames, and the text node that comes next. */
  frames: [place: number, node: number][];
  /** Whether there may be frames that have not been entered. */
  enter: boolean;
  closedRoots: number;
  /** Why there is nothing to read. */
  trouble: Extract<Unreadable, "empty" | "image-only"> | null;
}

/** The answer to a patch or commit: it was taken, or what went before it is no longer known and everything is to be sent again. */
export type Answer = "taken" | "lost" | "failed";

/** What the panel sends. */
export type FromPanel =
  /** Answered with a `TabState` of the window's active tab, or of the tab that is named. Sent on opening, and when another tab comes to the front. */
  | { to: "background"; type: "panel-hello"; windowId?: number | undefined; tabId?: number }
  /** Scroll to the claim, mark it and open its card. */
  | { to: "background"; type: "select"; tabId: number; id: string }
  /** Mark the claim (the pointer is on its row), or none. */
  | { to: "background"; type: "mark"; tabId: number; id: string | null }
  /** Answered with what stands around the claims of a frame, by their ids there; with nothing where the frame shows none. */
  | { to: "background"; type: "around"; tabId: number; frameId: number };

/** What the panel is told: of which tab, and how it stands. */
export interface TabState {
  tabId: number;
  state: PageState;
}

/** What the panel gets unasked. It ignores tabs that are not its window's active one. */
export type ToPanel =
  | ({ to: "panel"; type: "state"; windowId: number } & TabState)
  /** The claim under the pointer in the page, or none. */
  | { to: "panel"; type: "pointed"; windowId: number; tabId: number; id: string | null };

/** What the content script sends. */
export type FromPage =
  /** Answered with `Answer`. */
  | { to: "background"; type: "patch"; patch: Patch }
  /** Answered with `Answer` when the last claims have been sent. */
  | { to: "background"; type: "commit"; commit: Commit }
  /** `script` names the content script, and so the document: the last words of the one before may come late. */
  | { to: "background"; type: "state"; script: string; state: FrameState }
  | { to: "background"; type: "pointed"; id: string | null }
  /** A claim is to be in view in the document around this frame too: the frame's path, and between which heights of its window the claim is. */
  | { to: "background"; type: "reveal"; path: number[]; top: number; bottom: number }
  /** Answered with the `Catalogue` of a language: what no content script can read. */
  | { to: "background"; type: "catalogue"; language: Language }
  /** The looks have changed. */
  | { to: "background"; type: "dress" }
  /** The reader wants to look for a source of these words. */
  | { to: "background"; type: "search"; words: string }
  /** The reader wants the list of all claims, where it cannot stand beside the page. */
  | { to: "background"; type: "list" };

/** A claim that the page has, and where it should stand: its first text node, and where in it. */
export type Kept = [id: string, node: number, start: number];

/** Where a reader can go by key in a frame. */
export interface Stops {
  /** Where the frame stands, as in `Commit`. */
  path: number[];
  /** In reading order: claims that lack a source by their ids, and the frames between them by their places. */
  stops: (string | number)[];
  /** The first of them that is not behind the reader, on the way that was asked for. */
  ahead: number;
  /** The claim that the reader came to last, and when. */
  here: [id: string, time: number] | null;
}

/** What the content script gets. */
export type ToPage =
  /** Answered with its `FrameState`; `again` has it send everything anew. */
  | { to: "page"; type: "ask"; again: boolean }
  /**
   * Claims of a stretch; `kept` are those that have come before and are as they were, `left` is how many of the stretch's are still to
   * come. Answered, when they are painted, with those of `kept` that are not on the page where they should be; not with a list where
   * the page has changed meanwhile.
   */
  | { to: "page"; type: "claims"; run: string; revision: number; stretch: number; url: string | null; claims: Claim[]; quantities: Quantity[]; kept: Kept[]; left: number }
  /** All claims of the revision have come. Those of other stretches are no longer on the page. */
  | { to: "page"; type: "settled"; run: string; revision: number; stretches: number[] }
  /** Scroll to the claim, mark it and open its card; with `focus`, the keyboard goes on in it. */
  | { to: "page"; type: "select"; id: string; focus: boolean }
  /** The reader has gone to a claim in another frame. */
  | { to: "page"; type: "leave" }
  | { to: "page"; type: "mark"; id: string | null }
  /** Answered with `Stops`, for the way forwards or back; with null where no claims are shown. */
  | { to: "page"; type: "stops"; forward: boolean }
  /** In the frame at this path a claim has been gone to: the document around it brings it into view there. */
  | { to: "page"; type: "reveal"; path: number[]; top: number; bottom: number }
  /** Answered with what stands around each claim. */
  | { to: "page"; type: "around" }
  /** Takes everything away. */
  | { to: "page"; type: "close" };

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
const isId = (value: unknown): value is string => typeof value === "string" && value.length <= 64;
const isIdOrNull = (value: unknown): value is string | null => value === null || isId(value);
const isIntegerOrNone = (value: unknown) => value === undefined || Number.isInteger(value);
const isKept = (value: unknown): value is Kept => Array.isArray(value) && value.length === 3 && isId(value[0]) && isCount(value[1]) && isCount(value[2]);
const isNumbers = (value: unknown): value is number[] => Array.isArray(value) && value.every(Number.isInteger);

const isReveal = (value: Record<string, unknown>) => isNumbers(value["path"]) && Number.isFinite(value["top"]) && Number.isFinite(value["bottom"]);

const isReport = (value: unknown): value is Report =>
  isObject(value) && isObject(value["counts"]) && ["claims", "quantities", "attributions"].every((list) => Array.isArray(value[list]));

const isUnreadable = (value: unknown): value is Unreadable => (UNREADABLE as readonly unknown[]).includes(value);
const isCount = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 0;
const isProgress = (value: unknown) => value === undefined || (typeof value === "number" && value >= 0 && value <= 1);
const isMissed = (value: unknown) => value === undefined || (isObject(value) && isCount(value["frames"]) && isCount(value["roots"]));
const isList = (value: unknown, isOne: (one: unknown[]) => boolean): boolean =>
  Array.isArray(value) && value.every((one) => Array.isArray(one) && isOne(one));

export function isPageState(value: unknown): value is PageState {
  if (!isObject(value)) return false;
  switch (value["kind"]) {
    case "idle":
      return true;
    case "reading":
      return isProgress(value["progress"]);
    case "ready":
      return isReport(value["report"]) && isProgress(value["progress"]) && isMissed(value["missed"]) && [undefined, true].includes(value["selection"] as true | undefined);
    case "unreadable":
      return isUnreadable(value["reason"]);
    default:
      return false;
  }
}

export function isFrameState(value: unknown): value is FrameState {
  if (!isObject(value)) return false;
  return value["kind"] === "idle" || value["kind"] === "on" || (value["kind"] === "unreadable" && isUnreadable(value["reason"]));
}

export function isStops(value: unknown): value is Stops {
  if (!isObject(value)) return false;
  const here = value["here"];
  return (
    isNumbers(value["path"]) &&
    Array.isArray(value["stops"]) &&
    value["stops"].every((stop) => isId(stop) || Number.isInteger(stop)) &&
    Number.isInteger(value["ahead"]) &&
    (here === null || (Array.isArray(here) && here.length === 2 && isId(here[0]) && Number.isFinite(here[1])))
  );
}

function isPatch(value: unknown): value is Patch {
  return (
    isObject(value) &&
    isId(value["run"]) &&
    isCount(value["count"]) &&
    typeof value["progress"] === "number" &&
    isProgress(value["progress"]) &&
    Array.isArray(value["elements"]) &&
    value["elements"].every(isObject) &&
    isList(value["leaves"], ([id, stream, text]) => isCount(id) && isNumbers(stream) && typeof text === "string") &&
    isList(value["texts"], ([id, text]) => isCount(id) && typeof text === "string") &&
    isList(value["branches"], ([id, element, at, gone, kids]) => isCount(id) && isCount(element) && isCount(at) && isCount(gone) && isNumbers(kids))
  );
}

function isCommit(value: unknown): value is Commit {
  return (
    isObject(value) &&
    isId(value["run"]) &&
    isCount(value["revision"]) &&
    (value["root"] === null || isCount(value["root"])) &&
    isObject(value["head"]) &&
    isCount(value["sight"]) &&
    isNumbers(value["known"]) &&
    isNumbers(value["path"]) &&
    isList(value["frames"], (frame) => frame.length === 2 && isNumbers(frame)) &&
    typeof value["enter"] === "boolean" &&
    isCount(value["closedRoots"]) &&
    [null, "empty", "image-only"].includes(value["trouble"] as string | null)
  );
}

/** Whether `value` has the shape of a message from the panel. */
export function isFromPanel(value: unknown): value is FromPanel {
  if (!isObject(value) || value["to"] !== "background") return false;
  switch (value["type"]) {
    case "panel-hello":
      return isIntegerOrNone(value["windowId"]) && isIntegerOrNone(value["tabId"]) && (value["windowId"] ?? value["tabId"]) !== undefined;
    case "select":
      return Number.isInteger(value["tabId"]) && isId(value["id"]);
    case "mark":
      return Number.isInteger(value["tabId"]) && isIdOrNull(value["id"]);
    case "around":
      return Number.isInteger(value["tabId"]) && isCount(value["frameId"]);
    default:
      return false;
  }
}

/** Whether `value` has the shape of a message from a content script. What is in a table of elements or an event stream is checked by the analysis. */
export function isFromPage(value: unknown): value is FromPage {
  if (!isObject(value) || value["to"] !== "background") return false;
  switch (value["type"]) {
    case "patch":
      return isPatch(value["patch"]);
    case "commit":
      return isCommit(value["commit"]);
    case "state":
      return isId(value["script"]) && isFrameState(value["state"]);
    case "pointed":
      return isIdOrNull(value["id"]);
    case "reveal":
      return isReveal(value);
    case "catalogue":
      return (LANGUAGES as readonly unknown[]).includes(value["language"]);
    case "dress":
    case "list":
      return true;
    case "search":
      return typeof value["words"] === "string";
    default:
      return false;
  }
}

/** Whether `value` has the shape of a message to the panel. */
export function isToPanel(value: unknown): value is ToPanel {
  if (!isObject(value) || value["to"] !== "panel") return false;
  if (!Number.isInteger(value["windowId"]) || !Number.isInteger(value["tabId"])) return false;
  return value["type"] === "state" ? isPageState(value["state"]) : value["type"] === "pointed" && isIdOrNull(value["id"]);
}

/** Whether `value` has the shape of a message to a content script. */
export function isToPage(value: unknown): value is ToPage {
  if (!isObject(value) || value["to"] !== "page") return false;
  switch (value["type"]) {
    case "stops":
      return typeof value["forward"] === "boolean";
    case "ask":
      return typeof value["again"] === "boolean";
    case "claims":
      return isId(value["run"]) && isCount(value["revision"]) && isCount(value["stretch"]) && Array.isArray(value["claims"]) && Array.isArray(value["quantities"]) && Array.isArray(value["kept"]) && value["kept"].every(isKept) && isCount(value["left"]);
    case "settled":
      return isId(value["run"]) && isCount(value["revision"]) && isNumbers(value["stretches"]);
    case "select":
      return isId(value["id"]) && typeof value["focus"] === "boolean";
    case "mark":
      return isIdOrNull(value["id"]);
    case "reveal":
      return isReveal(value);
    case "around":
    case "leave":
    case "close":
      return true;
    default:
      return false;
  }
}
