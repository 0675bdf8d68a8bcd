/** The next claim by key, across the frames of a page: each frame says what it has, and which frames stand where in it. */
import type { Stops } from "../messages.js";
import { pathsOf } from "./join.js";

/** A claim of a frame. */
export interface Stop {
  frameId: number;
  id: string;
}

/** The claim to go to: after the one that the reader came to last, or where the reader is in the page; from the last to the first. */
export function nextStop(frames: ReadonlyMap<number, Stops>, forward: boolean): Stop | undefined {
  const all = inOrder(frames, forward);
  if (!forward) all.reverse();
  const [last] = [...frames].filter(([, { here }]) => here).sort(([, a], [, b]) => (b.here?.[1] ?? 0) - (a.here?.[1] ?? 0));
  const here = last ? all.findIndex(({ frameId, id }) => frameId === last[0] && id === last[1].here?.[0]) : -1;
  return (here >= 0 ? all[here + 1] : all.find(({ ahead }) => ahead)) ?? all[0];
}

/** All claims in reading order; whether each is ahead of where the reader is in the page. */
function inOrder(frames: ReadonlyMap<number, Stops>, forward: boolean): (Stop & { ahead: boolean })[] {
  const paths = pathsOf(new Map([...frames].map(([frameId, { path }]) => [frameId, path])));
  const byPath = new Map([...frames].map(([frameId, stops]) => [paths.get(frameId)?.join(), { frameId, stops }]));
  const found: (Stop & { ahead: boolean })[] = [];
  /** `side`: whether the frame is before where the reader is (negative), behind it (positive), or there. */
  const visit = (path: readonly number[], side: number): void => {
    const key = path.join();
    const frame = byPath.get(key);
    // No frame is in itself.
    byPath.delete(key);
    if (!frame) return;
    const { frameId, stops: { stops, ahead } } = frame;
    for (const [at, stop] of stops.entries()) {
      const here = side || (forward ? at - ahead : ahead - at);
      if (typeof stop === "string") found.push({ frameId, id: stop, ahead: here >= 0 });
      else visit([...path, stop], here);
    }
  };
  visit([], 0);
  return found;
}
