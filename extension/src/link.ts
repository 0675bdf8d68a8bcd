/** A link to the very sentence: the page's address with a text fragment, as `src/report/link.rs` makes it for the exports. */

/** Longer sentences, in bytes, are given by their first and last words. */
const WHOLE = 100;
/** So many words at each end. */
const ENDS = 6;

/** Null where the address is not of the web. */
export function toSentence(address: string | null | undefined, sentence: string): string | null {
  const words = sentence.split(/\s+/).filter((word) => word !== "");
  if (!address || !/^https?:\/\//i.test(address) || words.length === 0) return null;
  // A fragment of its own is kept; a text fragment gives way to ours.
  const [page = ""] = address.split(":~:");
  const short = new TextEncoder().encode(sentence).length <= WHOLE || words.length <= 2 * ENDS;
  const pieces = short ? [words] : [words.slice(0, ENDS), words.slice(-ENDS)];
  const text = pieces.map((piece) => piece.map(encode).join("%20")).join(",");
  return `${page}${page.includes("#") ? "" : "#"}:~:text=${text}`;
}

/** All but letters and digits: `-`, `,` and `&` mean something in a text fragment. */
const encode = (word: string) =>
  encodeURIComponent(word.toWellFormed()).replace(/[-_.!~*'()]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
