/** Frames: where this document stands among them, and which there are in it. */
import type { View } from "../reader.js";

/** A frame that shows less than this, in pixels, shows no text. */
const LEAST_WIDTH = 80;
const LEAST_HEIGHT = 40;

/** What a frame in a shadow root says for its place: its document does not count it. The second is for one whose element it cannot see. */
const LOOSE = -1;
const LOOSE_AWAY = -2;

/** Whether two places in paths may be the same: of frames in shadow roots, not every document knows which is which. */
export const isSamePlace = (a: number, b: number | undefined): boolean => a === b || (a < 0 && b !== undefined && b < 0);

/** The place of a frame among those that the document around it counts. */
function placeIn(around: Window, frame: Window): number | undefined {
  for (let place = 0; place < around.length; place++) if (around[place] === frame) return place;
  return undefined;
}

/** The places of this document's frame and of those around it, from the top. */
export function pathOf(own: Window): number[] {
  const path: number[] = [];
  for (let here = own; here !== here.parent; here = here.parent) path.unshift(placeIn(here.parent, here) ?? (here === own && own.frameElement ? LOOSE : LOOSE_AWAY));
  return path;
}

interface Placed {
  element: HTMLIFrameElement;
  /** Its place; in shadow roots, what it says itself, two less for each such frame before it. */
  place: number;
  /** The number of the text node that comes next. */
  node: number;
}

/** The frames of this document. */
function placed({ frames }: View): Placed[] {
  const next = { [LOOSE]: LOOSE, [LOOSE_AWAY]: LOOSE_AWAY };
  return frames.flatMap(({ element, node }) => {
    const frame = element as HTMLIFrameElement;
    if (!frame.contentWindow) return [];
    let place = placeIn(window, frame.contentWindow);
    if (place === undefined) {
      const says = frame.contentDocument ? LOOSE : LOOSE_AWAY;
      place = next[says];
      next[says] -= 2;
    }
    return [{ element: frame, place, node }];
  });
}

/** Brings what is between two heights in the window of the frame at `path` into view, if the frame is in this document: gives where it then is. */
export function reveal(view: View, path: readonly number[], top: number, bottom: number): { top: number; bottom: number } | null {
  const own = pathOf(window);
  if (path.length !== own.length + 1 || !own.every((place, at) => isSamePlace(place, path[at]))) return null;
  const frame = placed(view).find(({ place }) => place === path.at(-1))?.element;
  if (!frame) return null;
  // First every scrolling box on the way; the frame may be far larger than the window.
  frame.scrollIntoView({ block: "nearest", behavior: "instant" });
  const start = () => frame.getBoundingClientRect().top + frame.clientTop;
  const middle = innerHeight / 2;
  if (Math.abs(start() + top - middle) > middle / 2) scrollBy({ top: start() + top - middle, behavior: "instant" });
  return { top: start() + top, bottom: start() + bottom };
}

/** The frames that a reader can see. */
export function framesIn(view: View): Placed[] {
  return placed(view).filter(({ element }) => {
    const { width, height } = element.getBoundingClientRect();
    return width >= LEAST_WIDTH && height >= LEAST_HEIGHT && element.checkVisibility({ visibilityProperty: true });
  });
}
