/**
 * Where the settings are kept: with the reader's account (`storage.sync`), or on this device where the browser refuses that. Nothing
 * is kept in memory that the browser may stop: every part of the extension reads them when it needs them.
 */
import { api } from "../browser.js";
import { type Parsed, type Settings, parse } from "./settings.js";

const KEY = "settings";

/** The settings, and where they are kept. */
export interface Loaded extends Parsed {
  /** On this device alone, since the browser refused to keep them with the account. */
  local: boolean;
}

/** What is kept on the device stands before what is kept with the account: it is there only while the account's was refused. */
export async function load(): Promise<Loaded> {
  const [local, sync] = await Promise.all([get(api.storage.local), get(api.storage.sync)]);
  return { ...parse(local ?? sync), local: local !== undefined };
}

async function get(area: chrome.storage.StorageArea): Promise<unknown> {
  // An area that cannot be read must not keep the reader from the page.
  return area.get(KEY).then((found) => found[KEY], () => undefined);
}

/** Keeps all of it; comes back with whether it had to stay on this device. */
export async function save(settings: Settings): Promise<boolean> {
  try {
    await api.storage.sync.set({ [KEY]: settings });
  } catch (error) {
    console.warn("The settings stay on this device:", error);
    await api.storage.local.set({ [KEY]: settings });
    return true;
  }
  await api.storage.local.remove(KEY);
  return false;
}

/** Changes them, and keeps the rest. */
export async function change(edit: (settings: Settings) => void): Promise<Settings> {
  const { settings } = await load();
  edit(settings);
  await save(settings);
  return settings;
}

/** Calls `heard` with the settings whenever they change, here or on another device; gives what ends it. */
export function watch(heard: (loaded: Loaded) => void): () => void {
  const listen = (changes: Record<string, chrome.storage.StorageChange>, area: string) => {
    if (KEY in changes && (area === "sync" || area === "local")) void load().then(heard);
  };
  api.storage.onChanged.addListener(listen);
  return () => api.storage.onChanged.removeListener(listen);
}
