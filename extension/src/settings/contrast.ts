/** How well a colour stands out, as WCAG 2.2 counts it: the ratio of the relative luminances, from 1 to 21. */
import type { Colour } from "./settings.js";

/** The contrast of two colours. */
export function contrast(one: Colour, other: Colour): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** Words for a line's contrast: WCAG wants 3 for what is no text; from 4.5 on text would do too. */
export const wordFor = (ratio: number) => (ratio >= 4.5 ? "clear" : ratio >= 3 ? "enough" : "faint");

function luminance(colour: Colour): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
