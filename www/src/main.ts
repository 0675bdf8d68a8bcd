/** The page that runs Says Who without installing it: a text comes in, and its claims are shown as the extension shows them. */
import init, { Panel, type Report, analyse, analyseText } from "../../extension/wasm/sayswho.js";
import english from "../../extension/_locales/en/messages.json";
import { Overlay } from "../../extension/src/overlay.js";
import { read } from "../../extension/src/reader.js";
import { fromCatalogue } from "../../extension/src/say.js";
import { decode } from "./decode.js";
import { copyOf, headOf } from "./page.js";
import { paragraphs, segmentsOf } from "./plain.js";

const say = fromCatalogue(english);

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

/** Where the panel stands beside the text, and not below it. */
const beside = matchMedia("(width >= 900px)");

let overlay: Overlay | undefined;

/** Loads what reads texts; a text that comes in meanwhile waits for it. */
const panel = init({ module_or_path: fetch("sayswho_bg.wasm") }).then(
  () =>
    new Panel(
      part("panel", HTMLElement),
      say,
      (id) => overlay?.select(id),
      (id) => overlay?.mark(id),
    ),
);

/** Shows what `make` puts into the reading view, with its claims. */
async function show(make: () => { report: Report; nodes: Text[] }): Promise<void> {
  const shown = await panel;
  overlay?.close();
  overlay = undefined;
  trouble.hidden = true;
  try {
    const { report, nodes } = make();
    if (!reading.textContent?.trim()) return shown.say("www_no_text");
    overlay = new Overlay(report, nodes, say, (id) => {
      // Below the text, the list would pull the reader away from it.
      if (beside.matches) shown.mark(id ?? undefined);
    });
    shown.show(report);
  } catch (error) {
    console.error(error);
    shown.say("unreadable_engine");
  }
}

const showHtml = (html: string) =>
  show(() => {
    // A parsed document is inert: its scripts do not run, and nothing in it is loaded.
    const page = new DOMParser().parseFromString(html, "text/html");
    const head = headOf(page);
    reading.lang = head.language ?? "";
    reading.replaceChildren(copyOf(page.body, head.base));
    const { text, elements, stream, nodes } = read(reading);
    return { report: analyse({ url: head.url, title: head.title, language: head.language }, text, elements, Int32Array.from(stream)), nodes };
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
    return { report, nodes: pieces.map(({ node }) => node) };
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

async function showSample(): Promise<void> {
  const answer = await fetch("sample.html");
  if (!answer.ok) return complain("www_no_sample");
  await showHtml(await answer.text());
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

part("sample", HTMLButtonElement).addEventListener("click", () => {
  unfold(false);
  quietly(showSample());
});
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

quietly(panel.then((shown) => shown.say("reading")).then(showSample));
