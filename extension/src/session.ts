/**
 * What outlives the background: in `storage.session`; where that is full or refused, for as long as this run of the background lives.
 * Nothing that a reader asks for fails because it could not be kept.
 */
import { api } from "./browser.js";

const unkept = new Map<string, unknown>();

export async function keep(key: string, value: unknown): Promise<void> {
  try {
    await api.storage.session.set({ [key]: value });
    unkept.delete(key);
  } catch (error) {
    console.warn("What is known of a tab is kept in memory alone:", error);
    unkept.set(key, value);
    // What was kept before is no longer so.
    await api.storage.session.remove(key).catch(() => undefined);
  }
}

export async function kept(key: string): Promise<unknown> {
  if (unkept.has(key)) return unkept.get(key);
  return api.storage.session.get(key).then((found) => found[key], () => undefined);
}

export async function drop(key: string): Promise<void> {
  unkept.delete(key);
  await api.storage.session.remove(key).catch(() => undefined);
}
