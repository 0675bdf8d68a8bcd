/** A file's text: UTF-8, or what its byte order mark or its own first lines state, or the old default of the web. */

/** How much of an HTML file is searched for its encoding, as browsers do. */
const SEARCHED = 1024;

/** Null where the bytes are no text. */
export function decode(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  // PDF, ZIP (Word and the like) and pictures have null bytes or this beginning; texts do not.
  const beginning = new TextDecoder("latin1").decode(bytes.subarray(0, SEARCHED));
  if (beginning.startsWith("%PDF-") || beginning.startsWith("PK\x03\x04") || beginning.includes("\0\0")) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const stated = /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i.exec(beginning)?.[1];
    return decoder(stated).decode(bytes);
  }
}

function decoder(label = "windows-1252"): TextDecoder {
  try {
    return new TextDecoder(label);
  } catch {
    return new TextDecoder("windows-1252");
  }
}
