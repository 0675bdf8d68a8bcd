/**
 * Work on the page's main thread, in slices: a few milliseconds at a time, and then the page has its turn. Nothing runs while the tab
 * is hidden. Every slice leaves a measure in the page's timeline, so that anybody can see how long it took.
 */

/** Work that may be put down at each `yield`. */
export type Work<T> = Generator<void, T, void>;

/** Milliseconds after which a slice ends at its next step; the budget is eight. */
const SLICE = 4;

/** The measures' name; their detail says what was done. */
const MEASURE = "sayswho-slice";
/** So many are kept. */
const KEPT = 1_000;

interface Scheduler {
  postTask(work: () => void, options: { priority: "user-visible" }): unknown;
}

/** Kept by a name of our own: in Firefox a content script waits for the page's names. */
const clock = performance;

let measures = 0;
let total = 0;

/** Milliseconds that all slices have taken so far. */
export const spent = (): number => total;

/** Does what cannot be put down, and measures it. */
export function measured<T>(what: string, work: () => T): T {
  const start = clock.now();
  try {
    return work();
  } finally {
    record(what, start);
  }
}

function record(what: string, start: number): void {
  if (measures++ >= KEPT) {
    clock.clearMeasures(MEASURE);
    measures = 1;
  }
  const end = clock.now();
  total += end - start;
  clock.measure(MEASURE, { start, end, detail: what });
}

/** Takes the measures out of the page's timeline again. */
export function forgetMeasures(): void {
  clock.clearMeasures(MEASURE);
  measures = 0;
}

/** Does the work to its end in one go: where there is no page to be kept waiting. */
export function finish<T>(work: Work<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

/** Does the work in slices, while the tab is seen. Undefined where `signal` ended it. */
export async function inSlices<T>(what: string, work: Work<T>, signal: AbortSignal): Promise<T | undefined> {
  for (;;) {
    await seen(signal);
    if (signal.aborted) return undefined;
    const start = clock.now();
    let step = work.next();
    while (!step.done && clock.now() - start < SLICE) step = work.next();
    record(what, start);
    if (step.done) return step.value;
    await turn();
  }
}

/** The page's turn. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    const { scheduler } = globalThis as { scheduler?: Scheduler };
    if (scheduler) {
      scheduler.postTask(() => resolve(), { priority: "user-visible" });
    } else {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => {
        channel.port1.close();
        resolve();
      };
      channel.port2.postMessage(null);
    }
  });
}

/** Comes back when the tab is seen, or `signal` has ended the wait. */
export function seen(signal: AbortSignal): Promise<void> {
  if (!document.hidden || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = new AbortController();
    const look = () => {
      if (document.hidden && !signal.aborted) return;
      done.abort();
      resolve();
    };
    document.addEventListener("visibilitychange", look, { signal: done.signal });
    signal.addEventListener("abort", look, { signal: done.signal });
  });
}
