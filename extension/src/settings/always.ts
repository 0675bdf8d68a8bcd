/**
 * Reading without a click, on sites that the reader has chosen or everywhere. The browser itself injects the content script there, so
 * the background need not be awake; which sites it may be is the browser's to ask the reader, and what is no longer needed is given back.
 */
import { api } from "../browser.js";
import { EVERYWHERE, type Settings, alwaysOn, patternOf } from "./settings.js";

const ID = "always";

/** The last change, so that the next waits for it. */
let turn: Promise<void> = Promise.resolve();

/** Has the browser run `script` on the pages that are read always, and on no other. */
export function keepUp(settings: Settings, script: string): Promise<void> {
  turn = turn.then(() => register(settings, script)).catch((error: unknown) => console.error("Pages are not read by themselves:", error));
  return turn;
}

async function register(settings: Settings, script: string): Promise<void> {
  const [there] = await api.scripting.getRegisteredContentScripts({ ids: [ID] });
  const matches = alwaysOn(settings);
  const excludeMatches = settings.never.map(patternOf);
  // Between taking it away and putting it back a page could slip through.
  const same = (had: string[] = [], wanted: string[]) => JSON.stringify(had.toSorted()) === JSON.stringify(wanted.toSorted());
  if (there && same(there.matches, matches) && same(there.excludeMatches, excludeMatches)) return;
  if (there) await api.scripting.unregisterContentScripts({ ids: [ID] });
  if (matches.length === 0) return;
  await api.scripting.registerContentScripts([
    { id: ID, js: [script], matches, ...(excludeMatches.length > 0 ? { excludeMatches } : {}), runAt: "document_idle", persistAcrossSessions: true },
  ]);
}

/** Gives back every leave that the settings do not need. */
export async function giveBack(settings: Settings): Promise<void> {
  const needed = new Set(alwaysOn(settings));
  if (needed.has(EVERYWHERE)) return;
  const { origins = [] } = await api.permissions.getAll();
  const spare = origins.filter((origin) => !needed.has(origin));
  if (spare.length > 0) await api.permissions.remove({ origins: spare });
}

/** Gives back the leave to use the browser's search too. */
export async function giveBackSearch(): Promise<void> {
  await api.permissions.remove(SEARCH);
}

/** Leave to use the browser's search: the browser gives it without a question, within a click. */
export const SEARCH = { permissions: ["search"] } satisfies chrome.permissions.Permissions;

/** Whether the browser lets us do what the settings want. */
export async function mayRun(settings: Settings): Promise<boolean> {
  const origins = alwaysOn(settings);
  return origins.length === 0 || api.permissions.contains({ origins });
}
