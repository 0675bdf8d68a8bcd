/** The interface's language: the browser's, or one that the reader has chosen. For the extension's own pages and its background. */
import { api } from "../browser.js";
import { type Catalogue, type Say, fromCatalogue } from "../say.js";
import type { Language, Settings } from "./settings.js";

/** The catalogue of a language. */
export async function catalogueOf(language: Language): Promise<Catalogue> {
  const answer = await fetch(api.runtime.getURL(`_locales/${language}/messages.json`));
  return (await answer.json()) as Catalogue;
}

/** The texts in a language; in the browser's where the other cannot be had. */
export async function sayIn(language: Settings["language"]): Promise<Say> {
  if (language === "browser") return api.i18n.getMessage;
  return catalogueOf(language).then(fromCatalogue, () => api.i18n.getMessage);
}
