/** Looking for a source with the browser's own search, by the reader's click only. Needs a leave that no install asks for. */
import { api } from "../browser.js";
import * as session from "../session.js";
import { SEARCH } from "../settings/always.js";

/** What the page that asks for the leave is to search for, by the tab that it is in. */
export const wordsKey = (tabId: number) => `search-${tabId}`;

/** No search engine takes more of a sentence, in UTF-16 code units. */
const LONGEST = 300;

/** Searches in a new tab beside `tab`; where the browser has not given leave yet, our page there asks for it. */
export async function lookFor(sentence: string, tab: chrome.tabs.Tab): Promise<void> {
  const words = cut(sentence.replace(/\s+/g, " ").trim());
  const here = { index: tab.index + 1, windowId: tab.windowId };
  if (await api.permissions.contains(SEARCH)) {
    const { id } = await api.tabs.create({ ...here, url: "about:blank" });
    if (id !== undefined) return api.search.query({ text: words, tabId: id });
    return;
  }
  const { id } = await api.tabs.create({ ...here, url: "about:blank", active: false });
  if (id === undefined) return;
  // Not in the address: the browser would remember it. Where storage refuses, the reader has to type the words.
  await session.keep(wordsKey(id), words);
  await api.tabs.update(id, { url: api.runtime.getURL("search.html"), active: true });
}

function cut(words: string): string {
  if (words.length <= LONGEST) return words;
  const end = words.lastIndexOf(" ", LONGEST);
  return words.slice(0, end > 0 ? end : LONGEST).toWellFormed();
}
