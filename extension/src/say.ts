/** Texts of the interface: by key from the message catalogue, its gaps filled in order. */

/** Gives the text of `key`, or an empty string where the catalogue has none: what `i18n.getMessage` does. */
export type Say = (key: string, args?: string[]) => string;

/** A file `_locales/<language>/messages.json`; gaps are `$1`, `$2` … */
export type Catalogue = Record<string, { message: string }>;

/** Reads the extension's catalogue where no extension is: the www page. */
export function fromCatalogue(catalogue: Catalogue): Say {
  return (key, args = []) => (catalogue[key]?.message ?? "").replace(/\$(\d)/g, (_, n: string) => args[Number(n) - 1] ?? "");
}
