// Has the Wasm that ships read what native.rs has written on the standard input, and compares to the byte.
import { readFile } from "node:fs/promises";
import { LivePage, analyse, analyseText, initSync } from "../extension/wasm/sayswho.js";

initSync({ module: await readFile(new URL("../extension/wasm/sayswho_bg.wasm", import.meta.url)) });

let documents = 0;
let claims = 0;
let different = 0;

/** Where two texts part, with what stands around it. */
function parting(native, wasm) {
  let at = 0;
  while (at < native.length && native[at] === wasm[at]) at++;
  return `\n  native: …${native.slice(Math.max(0, at - 60), at + 60)}\n  Wasm:   …${wasm.slice(Math.max(0, at - 60), at + 60)}`;
}

/** What the Wasm finds in a document, in the shape of what the native code has found. */
function find({ text, page }) {
  if (!page) return { report: analyseText(text), stretches: [] };
  const { head, elements } = page;
  const stream = Int32Array.from(page.stream);
  const live = new LivePage();
  const read = live.read(head, text, elements, stream);
  const stretches = [];
  for (let at = 0; at < read.length / 3; at++) stretches.push([...read.slice(at * 3 + 1, at * 3 + 3), live.report(at), [...live.segments(at)]]);
  live.free();
  return { report: analyse(head, text, elements, stream), stretches };
}

/** Lines of the standard input. Node's own reader ends one at U+2028 too, which stands in texts. */
async function* lines() {
  let rest = "";
  for await (const piece of process.stdin.setEncoding("utf8")) {
    const whole = (rest + piece).split("\n");
    rest = whole.pop();
    yield* whole;
  }
}

for await (const line of lines()) {
  const document = JSON.parse(line);
  // Read and written again, so that 60.0 is the 60 that JavaScript writes.
  const native = JSON.stringify({ report: document.report, stretches: document.stretches });
  let wasm;
  try {
    wasm = JSON.stringify(find(document));
  } catch (error) {
    wasm = String(error);
  }
  documents++;
  claims += document.report.claims.length;
  if (native === wasm) continue;
  different++;
  console.error(`${document.name}: native code and Wasm differ${parting(native, wasm)}`);
}

console.log(`${documents} documents with ${claims} claims, ${different} of them different in Wasm`);
process.exitCode = documents > 0 && different === 0 ? 0 : 1;
