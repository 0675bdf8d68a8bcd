/**
 * How claims look on the page. We do not know the page's colours, so the settings page says how well a colour stands out on white and
 * on black; the default ones stand at least 3:1 on both. Each status has a line of its own: wavy, dashed, dotted, plain. No red: a red
 * wavy line says "mistake" to a reader, and a highlight here says only that no source is stated.
 */
import type { Status } from "../../wasm/sayswho.js";
import { type Settings, STATUSES, defaults } from "./settings.js";

/** Line, thickness in pixels, and the thickness when the claim is marked. */
const LINES: Record<Status, [string, number, number]> = {
  none: ["wavy", 1.5, 2],
  vague: ["dashed", 2, 3],
  named: ["dotted", 2, 3],
  cited: ["solid", 1.5, 2.5],
};

/** Parts of a hundred of the colour in the ground. What lacks a source stands out first. */
const GROUND: Record<Status, number> = { none: 10, vague: 10, named: 0, cited: 0 };
/** Without lines the ground alone must do. */
const GROUND_ALONE = 26;
const GROUND_MARKED = 32;

/** The name of the highlight of a status, and of the claim of that status which is marked. */
export const highlightName = (status: Status, marked = false) => `sayswho-${status}${marked ? "-marked" : ""}`;

/** The style sheet of the highlights. */
export function looks({ style, colours }: Pick<Settings, "style" | "colours"> = defaults()): string {
  const rules = STATUSES.flatMap((status) =>
    [false, true].map((marked) => {
      const [line, thin, thick] = LINES[status];
      const ground = marked ? GROUND_MARKED : style === "background" ? GROUND_ALONE : style === "both" ? GROUND[status] : 0;
      const parts = [];
      if (ground > 0) parts.push(`  background-color: ${colours[status]}${alpha(ground)};`);
      // The marked claim has its line in every style: by a darker ground alone nobody could tell it.
      if (marked || style !== "background") {
        parts.push(`  text-decoration: underline ${line} ${colours[status]} ${marked ? thick : thin}px;`, "  text-underline-offset: 0.2em;");
      }
      return `::highlight(${highlightName(status, marked)}) {\n${parts.join("\n")}\n}\n`;
    }),
  );
  return rules.join("\n");
}

/** The last two digits of a colour that is `percent` opaque. */
const alpha = (percent: number) => Math.round(percent * 2.55).toString(16).padStart(2, "0");
