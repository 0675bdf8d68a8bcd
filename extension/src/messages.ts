/**
 * What the parts of the extension say to each other. Three parties: the page (content script), the background, the panel.
 *
 *   panel ──hello, select, mark──▶ background ──ask, select, mark, step──▶ page
 *   panel ◀────state, pointed───── background ◀─snapshot, state, pointed, catalogue, dress, search, list── page
 *
 * Every message says whom it is for, because `runtime.sendMessage` reaches every extension page at once.
 * The truth about a page lives in its content script and dies with the page; the background only passes it on, so that it may be
 * stopped at any time. It alone keeps what no content script can say: why a page could not be entered.
 */
import type { Report, Snapshot } from "../wasm/sayswho.js";
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
  /** The analysis could not be loaded or failed. */
  "engine",
  /** The reader has turned us off for this site. */
  "site-off",
  /** The browser refused without saying why. */
  "refused",
] as const;
export type Unreadable = (typeof UNREADABLE)[number];

/** What there is to say of one tab. */
export type PageState =
  /** Not asked for yet, or taken away again. */
  | { kind: "idle" }
  | { kind: "reading" }
  /** Title, address and language are the report's. */
  | { kind: "ready"; report: Report }
  | { kind: "unreadable"; reason: Unreadable };

/** What the panel sends. */
export type FromPanel =
  /** Answered with a `TabState` of the window's active tab. Sent on opening, and when another tab comes to the front. */
  | { to: "background"; type: "panel-hello"; windowId: number }
  /** Scroll to the claim, mark it and open its card. */
  | { to: "background"; type: "select"; tabId: number; id: string }
  /** Mark the claim (the pointer is on its row), or none. */
  | { to: "background"; type: "mark"; tabId: number; id: string | null };

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
  | { to: "background"; type: "snapshot"; snapshot: Snapshot }
  | { to: "background"; type: "state"; state: PageState }
  | { to: "background"; type: "pointed"; id: string | null }
  /** Answered with the `Catalogue` of a language: what no content script can read. */
  | { to: "background"; type: "catalogue"; language: Language }
  /** The looks have changed. */
  | { to: "background"; type: "dress" }
  /** The reader wants to look for a source of these words. */
  | { to: "background"; type: "search"; words: string }
  /** The reader wants the list of all claims, where it cannot stand beside the page. */
  | { to: "background"; type: "list" };

/** The answer to a snapshot. */
export type Answer = { report: Report } | { failed: string };

/** What the content script gets. `ask` is answered with its `PageState`, `step` with whether claims are shown. */
export type ToPage =
  | { to: "page"; type: "ask" }
  | { to: "page"; type: "select"; id: string }
  | { to: "page"; type: "mark"; id: string | null }
  /** Go to the next claim that lacks a source, or the one before. */
  | { to: "page"; type: "step"; forward: boolean };

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
const isId = (value: unknown): value is string => typeof value === "string" && value.length <= 64;
const isIdOrNull = (value: unknown): value is string | null => value === null || isId(value);
const isNumbers = (value: unknown): value is number[] => Array.isArray(value) && value.every(Number.isInteger);

const isReport = (value: unknown): value is Report =>
  isObject(value) && isObject(value["counts"]) && ["claims", "quantities", "attributions"].every((list) => Array.isArray(value[list]));

export function isPageState(value: unknown): value is PageState {
  if (!isObject(value)) return false;
  switch (value["kind"]) {
    case "idle":
    case "reading":
      return true;
    case "ready":
      return isReport(value["report"]);
    case "unreadable":
      return (UNREADABLE as readonly unknown[]).includes(value["reason"]);
    default:
      return false;
  }
}

/** Whether `value` has the shape of a message from the panel. */
export function isFromPanel(value: unknown): value is FromPanel {
  if (!isObject(value) || value["to"] !== "background") return false;
  switch (value["type"]) {
    case "panel-hello":
      return Number.isInteger(value["windowId"]);
    case "select":
      return Number.isInteger(value["tabId"]) && isId(value["id"]);
    case "mark":
      return Number.isInteger(value["tabId"]) && isIdOrNull(value["id"]);
    default:
      return false;
  }
}

/** Whether `value` has the shape of a message from a content script. The parts of the snapshot are checked by the analysis. */
export function isFromPage(value: unknown): value is FromPage {
  if (!isObject(value) || value["to"] !== "background") return false;
  switch (value["type"]) {
    case "snapshot": {
      const snapshot = value["snapshot"];
      return (
        isObject(snapshot) &&
        isObject(snapshot["head"]) &&
        typeof snapshot["text"] === "string" &&
        Array.isArray(snapshot["elements"]) &&
        isNumbers(snapshot["stream"])
      );
    }
    case "state":
      return isPageState(value["state"]);
    case "pointed":
      return isIdOrNull(value["id"]);
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
    case "step":
      return typeof value["forward"] === "boolean";
    case "ask":
      return true;
    case "select":
      return isId(value["id"]);
    case "mark":
      return isIdOrNull(value["id"]);
    default:
      return false;
  }
}
