/**
 * "Check selection" in the context menu: the text that the reader has selected, in the page or in a text field, is analysed by itself and
 * listed in the panel. The page is left as it is.
 */
import type { Report } from "../../wasm/sayswho.js";
import { api } from "../browser.js";
import type { Say } from "../say.js";
import * as session from "../session.js";

type Tab = chrome.tabs.Tab;

const MENU = "selection";

/** A longer selection is checked as far as this, in units of text. */
const LONGEST = 1_000_000;

/** Puts the entry into the menu; the browser keeps it there. */
export function addMenu(say: Say): void {
  // There is no such menu on Android.
  api.contextMenus?.removeAll(() => api.contextMenus.create({ id: MENU, title: say("menu_selection"), contexts: ["selection"] }));
}

/** Calls `chosen` with the selected text when the reader has chosen the entry; `first` at once, within the click itself. */
export function onMenu(first: (tabId: number) => void, chosen: (text: string, tab: Tab & { id: number }) => void): void {
  api.contextMenus?.onClicked.addListener((info, tab) => {
    if (info.menuItemId !== MENU || !isInTab(tab)) return;
    first(tab.id);
    void selected(tab.id, info.frameId ?? 0).then((text) => chosen((text || info.selectionText || "").slice(0, LONGEST).toWellFormed(), tab));
  });
}

const isInTab = (tab: Tab | undefined): tab is Tab & { id: number } => tab?.id !== undefined && tab.id >= 0;

/** What is selected in a frame, with its line breaks, which the menu leaves out; empty where the browser does not let us ask. */
async function selected(tabId: number, frameId: number): Promise<string> {
  const read = () => {
    const field = document.activeElement;
    if (field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement) {
      return field.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0) || String(getSelection());
    }
    return String(getSelection());
  };
  const found = await api.scripting.executeScript({ target: { tabId, frameIds: [frameId] }, func: read }).catch(() => []);
  const [result] = found;
  return typeof result?.result === "string" ? result.result : "";
}

const keyOf = (tabId: number) => `selection-${tabId}`;

interface Kept {
  url: string | undefined;
  report: Report;
}

/** Keeps a report until the page is read or left: the background may be stopped, and the panel opens later. */
export const keep = (tab: Tab & { id: number }, report: Report): Promise<void> =>
  session.keep(keyOf(tab.id), { url: tab.url, report } satisfies Kept);

/** The report on the selection in a tab, if it still shows the same page. */
export async function keptFor({ id, url }: Tab): Promise<Report | undefined> {
  if (id === undefined) return undefined;
  const kept = (await session.kept(keyOf(id))) as Kept | undefined;
  return kept?.url === url ? kept?.report : undefined;
}

export const drop = (tabId: number): Promise<void> => session.drop(keyOf(tabId));
