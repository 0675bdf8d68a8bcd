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

/** The frames that a reader can see: the place of each, and the text node that comes next. */
export function framesIn({ frames }: View): [place: number, node: number][] {
  return frames.flatMap(({ element, node }) => {
    const { width, height } = element.getBoundingClientRect();
    if (width < LEAST_WIDTH || height < LEAST_HEIGHT || !element.checkVisibility({ visibilityProperty: true })) return [];
    return [[placeIn(window, (element as HTMLIFrameElement).contentWindow), node] as [number, number]];
  });
}
