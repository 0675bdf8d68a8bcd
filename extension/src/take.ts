/**
 * Gives the reader a report to take along: on the clipboard, as a file, or as a page to print.
 *
 * The same in the extension and on the www page, so nothing of an extension's API here.
 */
import type { Claim, ExportFormat, Panel, Report } from "../wasm/sayswho.js";

/** How a file of a format ends, and what it is. */
const FILES: Record<Exclude<ExportFormat, "copy">, readonly [ending: string, type: string]> = {
  markdown: ["md", "text/markdown"],
  csv: ["csv", "text/csv"],
  json: ["json", "application/json"],
  annotations: ["jsonld", "application/ld+json"],
  html: ["html", "text/html"],
};

/** A blob's address is given back after this: by then whoever was to read it has done so. */
const LONG_ENOUGH = 60_000;

/** The words right before and after claims as their page has them, by the claims' ids. */
export type Around = Record<string, readonly [before: string, after: string]>;

/** Exports what the panel lists, and lets it say how that went. `around` is asked where the format has use for it. */
export async function take(panel: Panel, report: Report, format: ExportFormat, around: () => Promise<Around>): Promise<void> {
  try {
    panel.tell(await given(panel, only(report, panel.listed()), format, around));
  } catch (error) {
    console.error("The report could not be exported:", error);
    panel.tell("export_failed");
  }
}

/** The name of the message that says what has been done. */
async function given(panel: Panel, report: Report, format: ExportFormat, around: () => Promise<Around>): Promise<string> {
  let text = panel.export(format, report) ?? plain(report);
  if (format === "annotations") text = withAround(text, report.claims, await around());
  if (format === "copy") {
    await navigator.clipboard.writeText(text);
    return "export_copied";
  }
  const [ending, type] = FILES[format];
  // A spreadsheet takes a file without this mark for one of an old encoding.
  const mark = format === "csv" ? "\ufeff" : "";
  const url = URL.createObjectURL(new Blob([mark, text], { type: `${type};charset=utf-8` }));
  setTimeout(() => URL.revokeObjectURL(url), LONG_ENOUGH);
  if (format === "html" && window.open(url, "_blank")) return "export_opened";
  const link = document.createElement("a");
  link.href = url;
  link.download = `${nameOf(report)}.${ending}`;
  link.click();
  return "export_saved";
}

/** What of a report is about these claims; all of it where none are named. */
function only(report: Report, listed: readonly string[] | undefined): Report {
  if (!listed) return report;
  const ids = new Set(listed);
  const claims = report.claims.filter(({ id }) => ids.has(id));
  const counts = { cited: 0, named: 0, vague: 0, none: 0 };
  for (const { status } of claims) counts[status]++;
  const used = new Set(claims.flatMap(({ quantities, attributions }) => [...quantities, ...attributions]));
  const isUsed = ({ id }: { id: string }) => used.has(id);
  return { ...report, counts, claims, quantities: report.quantities.filter(isUsed), attributions: report.attributions.filter(isUsed) };
}

/** Annotations, one a claim, with what stands around each quotation: by that it is found again where its words stand twice. */
function withAround(text: string, claims: readonly Claim[], around: Around): string {
  const page = JSON.parse(text) as { items: { target: [{ selector: [{ prefix?: string; suffix?: string }] }] }[] };
  for (const [at, { target }] of page.items.entries()) {
    const found = around[claims[at]?.id ?? ""];
    if (found) [target[0].selector[0].prefix, target[0].selector[0].suffix] = found;
  }
  return JSON.stringify(page, null, 2);
}

/** The report as it is, without what only the painter needs. */
const plain = (report: Report) => JSON.stringify(report, (key, value: unknown) => (key === "segments" ? undefined : value), 2);

/** A file name of the page's title, that every system takes. */
function nameOf({ title, url }: Report): string {
  const words = (title || URL.parse(url ?? "")?.hostname || "").toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return ["says-who", ...words].join("-").slice(0, 60);
}
