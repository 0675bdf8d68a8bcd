/** The page that runs Says Who without installing it: a text comes in, and its claims are shown as the extension shows them. */
import init, { Panel, type Report, analyse, analyseText } from "../../extension/wasm/sayswho.js";
import { Overlay } from "../../extension/src/overlay.js";
import { finish } from "../../extension/src/live/slices.js";
import { type View, read, viewOf } from "../../extension/src/reader.js";
import { type Catalogue, type Say, fromCatalogue, translate } from "../../extension/src/say.js";
import { take } from "../../extension/src/take.js";
import { decode } from "./decode.js";
import { type Carried, carriedBy, fragmentOf } from "./link.js";
import { copyOf, headOf, pageOf } from "./page.js";
import { paragraphs, segmentsOf } from "./plain.js";

/** The languages of the interface, tag and name: extension/build.mjs puts them in. */
declare const LANGUAGES: Record<string, string>;

/** A text longer than this is not read: no article is, and the page would stand still. */
const LONGEST = 8_000_000;

function part<T extends HTMLElement>(id: string, type: new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`The page has no ${id}.`);
  return found;
}

const reading = part("reading", HTMLElement);
const trouble = part("trouble", HTMLElement);
const form = part("paste", HTMLFormElement);
const text = part("text", HTMLTextAreaElement);
const file = part("file", HTMLInputElement);
const write = part("write", HTMLButtonElement);
const said = part("said", HTMLElement);
const link = part("link", HTMLButtonElement);

/** Where the panel stands beside the text, and not below it. */
const beside = matchMedia("(width >= 900px)");

interface Shown {
  report: Report;
  view: View;
  /** The text to send along in a link. */
  carried: () => Carried;
}

let overlay: Overlay | undefined;
/** What is shown: for a language that is chosen later, and for a link to it. */
let current: Shown | undefined;
let say: Say = () => "";
let shown: Panel | undefined;

/** Says everything in a language of ours, and from now on. */
async function speak(tag: string): Promise<void> {
  const answer = await fetch(`locales/${tag}.json`);
  if (!answer.ok) throw new Error(`There is no catalogue of ${tag}.`);
  say = fromCatalogue((await answer.json()) as Catalogue);
  translate(document, say);
  trouble.hidden = true;
  shown?.free();
  const panel: Panel = new Panel(
    part("panel", HTMLElement),
    say,
    (id) => overlay?.select(id),
    (id) => overlay?.mark(id),
    (format) => {
      if (current) void take(panel, current.report, format, async () => overlay?.around() ?? {});
    },
  );
  shown = panel;
  if (current) present(panel);
}

/** The first of the reader's languages that is ours. */
function preferred(): string {
  const asked = [remembered(), ...navigator.languages].map((tag) => tag?.toLowerCase() ?? "");
  const found = asked.flatMap((tag) => [tag, tag.split("-")[0] ?? ""]).find((tag) => Object.hasOwn(LANGUAGES, tag));
  return found ?? "en";
}

// A browser may forbid a page to keep anything: then the choice holds until the page is left.
function remembered(): string | null {
  try {
    return localStorage.getItem("language");
  } catch {
    return null;
  }
}

function remember(tag: string): void {
  try {
    localStorage.setItem("language", tag);
  } catch {
    // See above.
  }
}

/** Loads what reads texts; a text that comes in meanwhile waits for it. */
const ready = init({ module_or_path: fetch("sayswho_bg.wasm") }).then(() => speak(preferred()));

/** Shows what `make` puts into the reading view, with its claims. */
async function show(make: () => Shown): Promise<void> {
  await ready;
  overlay?.close();
  overlay = undefined;
  current = undefined;
  trouble.hidden = true;
  said.textContent = "";
  link.hidden = true;
  try {
    const made = make();
    if (!reading.textContent?.trim()) return shown?.say("www_no_text");
    current = made;
    link.hidden = false;
    if (shown) present(shown);
  } catch (error) {
    console.error(error);
    shown?.say("unreadable_engine");
  }
}

/** Paints and lists what there is. */
function present(panel: Panel): void {
  if (!current) return;
  const { report, view } = current;
  overlay?.close();
  overlay = new Overlay(say, (id) => {
    // Below the text, the list would pull the reader away from it.
    if (beside.matches) panel.mark(id ?? undefined);
  });
  finish(overlay.put(report, view));
  panel.show(report);
}

const showHtml = (html: string) =>
  show(() => {
    // A parsed document is inert: its scripts do not run, and nothing in it is loaded.
    const page = new DOMParser().parseFromString(html, "text/html");
    const head = headOf(page);
    reading.lang = head.language ?? "";
    reading.replaceChildren(copyOf(page.body, head.base));
    const { text, elements, stream, view } = read(reading);
    const report = analyse({ url: head.url, title: head.title, language: head.language }, text, elements, Int32Array.from(stream));
    return { report, view, carried: () => ({ kind: "h", content: pageOf(head, reading) }) };
  });

const showText = (given: string) =>
  show(() => {
    const pieces = paragraphs(given);
    reading.lang = "";
    reading.replaceChildren(
      ...pieces.map(({ node }) => {
        const paragraph = document.createElement("p");
        paragraph.className = "plain";
        paragraph.append(node);
        return paragraph;
      }),
    );
    const report = analyseText(given);
    for (const claim of report.claims) claim.segments = segmentsOf(claim.sentence, pieces);
    return { report, view: viewOf(pieces.map(({ node }) => node)), carried: () => ({ kind: "t", content: given }) };
  });

function complain(name: string): void {
  trouble.textContent = say(name);
  trouble.hidden = false;
}

async function showFile(given: File): Promise<void> {
  if (given.size > LONGEST) return complain("www_too_long");
  const content = decode(new Uint8Array(await given.arrayBuffer()));
  if (content === null) return complain("www_not_text");
  unfold(false);
  await (/\.x?html?$/i.test(given.name) || given.type === "text/html" ? showHtml(content) : showText(content));
}

async function showSample(name = "sample.html"): Promise<void> {
  const answer = await fetch(name);
  if (!answer.ok) return complain("www_no_sample");
  await showHtml(await answer.text());
}

/** Shows what the address carries, and nothing else; whether it carries anything. */
async function showCarried(): Promise<boolean> {
  if (!/^#[th]=/.test(location.hash)) return false;
  const carried = await carriedBy(location.hash, LONGEST).catch(() => null);
  if (!carried) {
    await ready;
    shown?.say("www_no_text");
    complain("www_link_broken");
    return true;
  }
  await (carried.kind === "h" ? showHtml(carried.content) : showText(carried.content));
  return true;
}

/** Puts what is shown into the address, and the address on the clipboard. */
async function makeLink({ carried }: Shown): Promise<void> {
  const fragment = await fragmentOf(carried());
  if (fragment === null) return complain("www_link_too_long");
  const address = new URL(location.href);
  address.hash = fragment;
  history.replaceState(null, "", address);
  said.textContent = await navigator.clipboard.writeText(address.href).then(
    () => say("www_linked"),
    () => say("www_link_shown"),
  );
}

function unfold(open: boolean): void {
  form.hidden = !open;
  write.setAttribute("aria-expanded", String(open));
  if (open) text.focus();
}

const quietly = (work: Promise<unknown>) => void work.catch((error: unknown) => {
  console.error(error);
  complain("www_failed");
});

for (const button of document.querySelectorAll<HTMLButtonElement>("[data-sample]")) {
  button.addEventListener("click", () => {
    unfold(false);
    quietly(showSample(button.dataset["sample"]));
  });
}
link.addEventListener("click", () => {
  if (current) quietly(makeLink(current));
});
window.addEventListener("hashchange", () => quietly(showCarried()));
write.addEventListener("click", () => unfold(form.hidden !== false));
part("open", HTMLButtonElement).addEventListener("click", () => file.click());
file.addEventListener("change", () => {
  const [given] = file.files ?? [];
  if (given) quietly(showFile(given));
  // So that the same file can be opened again.
  file.value = "";
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (text.value.length > LONGEST) return complain("www_too_long");
  quietly(showText(text.value));
});

// A text pasted beside every field is read at once, with its links where it has some.
document.addEventListener("paste", (event) => {
  if (event.target instanceof HTMLTextAreaElement || !event.clipboardData) return;
  const html = event.clipboardData.getData("text/html");
  const plain = event.clipboardData.getData("text/plain");
  if (html.length > LONGEST || plain.length > LONGEST) return complain("www_too_long");
  if (html) quietly(showHtml(html));
  else if (plain) quietly(showText(plain));
});

const dropping = (on: boolean) => document.body.classList.toggle("www-dropping", on);
document.addEventListener("dragover", (event) => {
  event.preventDefault();
  dropping(true);
});
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) dropping(false);
});
document.addEventListener("drop", (event) => {
  event.preventDefault();
  dropping(false);
  const [given] = event.dataTransfer?.files ?? [];
  const plain = event.dataTransfer?.getData("text/plain");
  if (given) quietly(showFile(given));
  else if (plain) quietly(showText(plain));
});

const language = part("language", HTMLSelectElement);
language.append(...Object.entries(LANGUAGES).map(([tag, name]) => new Option(name, tag)));
language.value = preferred();
language.addEventListener("change", () => {
  remember(language.value);
  quietly(speak(language.value));
});

const first = async () => {
  await ready;
  shown?.say("reading");
  if (!(await showCarried())) await showSample();
};
quietly(first());

// Without a network the page is there all the same from now on. Where a browser allows no worker, it needs one.
navigator.serviceWorker?.register("sw.js").catch((error: unknown) => console.warn("The page is not kept:", error));
