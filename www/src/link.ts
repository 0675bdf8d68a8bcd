/**
 * A link that carries what is shown after its `#`: browsers send that part to no server.
 *
 * The text is deflated and written in the letters that an address may hold (base64url). `t=` is plain text, `h=` a page.
 */

/** What can be carried. */
export interface Carried {
  kind: "t" | "h";
  content: string;
}

/** A longer link is cut by much of what it would be sent through. */
const LONGEST_LINK = 60_000;

/** The fragment that carries a text; null where it would be too long. */
export async function fragmentOf({ kind, content }: Carried): Promise<string | null> {
  const packed = new Blob([content]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
  if (bytes.length > LONGEST_LINK) return null;
  const letters = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return `${kind}=${letters.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")}`;
}

/** What a fragment carries; null where it carries nothing, or more than `longest` code units. */
export async function carriedBy(fragment: string, longest: number): Promise<Carried | null> {
  const found = /^#?([th])=([\w-]+)$/.exec(fragment);
  if (!found) return null;
  const bytes = Uint8Array.from(atob((found[2] ?? "").replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")).pipeThrough(new TextDecoderStream());
  let content = "";
  for (const reader = unpacked.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) return { kind: found[1] === "h" ? "h" : "t", content };
    content += value;
    // A few letters can hold gigabytes of nothing.
    if (content.length > longest) {
      await reader.cancel();
      return null;
    }
  }
}
