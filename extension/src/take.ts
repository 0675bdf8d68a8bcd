/**
 * Gives the reader a report to take along: on the clipboard, as a file, or as a page to print.
 *
 * The same in the extension and on the www page, so nothing of an extension's API here.
 */
import type { ExportFormat, Panel, Report } from "../wasm/sayswho.js";

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

/** Exports what the panel shows, and lets it say how that went. */
export async function take(panel: Panel, report: Report, format: ExportFormat): Promise<void> {
  try {
    panel.tell(await given(panel, report, format));
  } catch (error) {
    console.error("The report could not be exported:", error);
    panel.tell("export_failed");
  }
}

/** The name of the message that says what has been done. */
async function given(panel: Panel, report: Report, format: ExportFormat): Promise<string> {
  const text = panel.export(format) ?? plain(report);
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

/** The report as it is, without what only the painter needs. */
const plain = (report: Report) => JSON.stringify(report, (key, value: unknown) => (key === "segments" ? undefined : value), 2);

/** A file name of the page's title, that every system takes. */
function nameOf({ title, url }: Report): string {
  const words = (title || URL.parse(url ?? "")?.hostname || "").toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return ["says-who", ...words].join("-").slice(0, 60);
}
