/**
 * Texts of the interface: by key from the message catalogue, `_locales/<language>/messages.json`.
 *
 * No text stands in code or markup. Markup names the key of its text, and `translate` fills it in: `data-say="key"` for what an
 * element says, `data-say-title="key"`, `data-say-aria-label="key"` and the like for an attribute. A text that counts has a key for
 * each plural category of its language (`key_one`, `key_other` …): `sayCount` chooses. `tests/languages.rs` holds all this together.
 */

/** Gives the text of `key`, or an empty string where the catalogue has none: what `i18n.getMessage` does. */
export type Say = (key: string, args?: string[]) => string;

/** A catalogue. Gaps are `$1`, `$2` …, or have names: `$WHO$`, with the number of its argument in `placeholders`. */
export type Catalogue = Record<string, { message: string; placeholders?: Record<string, { content: string }> }>;

/** Reads a catalogue where the browser does not: the www page, and a language other than the browser's. */
export function fromCatalogue(catalogue: Catalogue): Say {
  return (key, args = []) => {
    const entry = catalogue[key];
    const numbered = entry?.message.replace(/\$(\w+)\$/g, (_, name: string) => entry.placeholders?.[name.toLowerCase()]?.content ?? "");
    return numbered?.replace(/\$(\d)/g, (_, n: string) => args[Number(n) - 1] ?? "") ?? "";
  };
}

/** The text of `key` for `count` things, which is its first gap unless `args` says otherwise. */
export function sayCount(say: Say, key: string, count: number, args = [String(count)]): string {
  const category = new Intl.PluralRules(say("catalogue_language")).select(count);
  return say(`${key}_${category}`, args) || say(`${key}_other`, args);
}

/** Fills in the texts of a document, and says in which language they are. */
export function translate(document: Document, say: Say): void {
  document.documentElement.lang = say("catalogue_language");
  document.documentElement.dir = say("catalogue_direction");
  for (const element of document.querySelectorAll("*")) {
    for (const { name, value } of [...element.attributes]) {
      if (name === "data-say") element.textContent = say(value);
      else if (name.startsWith("data-say-")) element.setAttribute(name.slice("data-say-".length), say(value));
    }
  }
}
