/**
 * How fast the Wasm is in whatever runs this: Node, or a page of a browser. `cargo xtask perf` puts it beside the Wasm and the texts.
 *
 * A service worker is no other engine than a page of the same browser, and what it costs there is in perf.ts's table.
 */

/** Each measure is taken again for so many milliseconds, and the best counts: others use the machine too. */
const AGAIN = 500;
/** A browser's clock goes in steps of up to a millisecond: so long is measured at once. */
const SHORTEST = 20;

function best(work) {
  let least = Infinity;
  let times = 1;
  const end = performance.now() + AGAIN;
  do {
    const start = performance.now();
    for (let time = 0; time < times; time++) work();
    const took = performance.now() - start;
    if (took < SHORTEST) times *= 2;
    else least = Math.min(least, took / times);
  } while (least === Infinity || performance.now() < end);
  return least;
}

/** Milliseconds, and bytes of memory. `engine` is what wasm-bindgen made, `read` gives a file beside this one. */
export async function speed(engine, read, names) {
  const from = performance.now();
  const module = await WebAssembly.compile(await read("sayswho_bg.wasm"));
  const compiled = performance.now();
  const { memory } = engine.initSync({ module });
  const started = performance.now();
  engine.analyseText("Sales rose 60%, she said.");
  const unpacked = performance.now();
  const segmenter = new Intl.Segmenter("en", { granularity: "sentence" });
  const rows = [];
  for (const name of names) {
    const bytes = new Uint8Array(await read(name));
    const text = new TextDecoder().decode(bytes);
    rows.push({
      bytes: bytes.length,
      whole: best(() => engine.analyseText(text)),
      sentences: best(() => { for (const _ of segmenter.segment(text)); }),
      utf8: best(() => new TextDecoder("utf-8", { fatal: true }).decode(bytes)),
    });
  }
  return { compile: compiled - from, start: started - compiled, first: unpacked - started, memory: memory.buffer.byteLength, rows };
}
