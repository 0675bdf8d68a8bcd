/** Frames: where this document stands among them, and which there are in it. */
import type { View } from "../reader.js";

/** A frame that shows less than this, in pixels, shows no text. */
const LEAST_WIDTH = 80;
const LEAST_HEIGHT = 40;

/** The place of a frame among those of the document around it; -1 where that does not count it: in a shadow root. */
function placeIn(around: Window, frame: Window | null): number {
  for (let place = 0; place < around.length; place++) if (around[place] === frame) return place;
  return -1;
}

/** The places of this document's frame and of those around it, from the top. */
export function pathOf(own: Window): number[] {
  const path: number[] = [];
  for (let here = own; here !== here.parent; here = here.parent) path.unshift(placeIn(here.parent, here));
  return path;
}

/** Brings what is between two heights in the window of the frame at `path` into view, if the frame is in this document: gives where it then is. */
export function reveal(path: readonly number[], top: number, bottom: number): { top: number; bottom: number } | null {
  const own = pathOf(window);
  if (path.length !== own.length + 1 || own.some((place, at) => place !== path[at])) return null;
  const inner = window[path.at(-1) ?? -1];
  const frame = inner && [...document.querySelectorAll<HTMLIFrameElement>("iframe, frame")].find(({ contentWindow }) => contentWindow === inner);
  if (!frame) return null;
  // First every scrolling box on the way; the frame may be far larger than the window.
  frame.scrollIntoView({ block: "nearest", behavior: "instant" });
  const start = () => frame.getBoundingClientRect().top + frame.clientTop;
  const middle = innerHeight / 2;
  if (Math.abs(start() + top - middle) > middle / 2) scrollBy({ top: start() + top - middle, behavior: "instant" });
  return { top: start() + top, bottom: start() + bottom };
}

/** A frame in this document that a reader can see. */
export interface Seen {
  element: Element;
  /** Its place among the frames of this document. */
  place: number;
  /** The number of the text node that comes next. */
  node: number;
}

/** The frames that a reader can see. */
export function framesIn({ frames }: View): Seen[] {
  return frames.flatMap(({ element, node }) => {
    const { width, height } = element.getBoundingClientRect();
    if (width < LEAST_WIDTH || height < LEAST_HEIGHT || !element.checkVisibility({ visibilityProperty: true })) return [];
    return [{ element, place: placeIn(window, (element as HTMLIFrameElement).contentWindow), node }];
  });
}
