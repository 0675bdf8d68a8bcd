/** The page that opens once after the install, and as help from then on: a sample that is read as any page is, and what it shows. */
import init, { analyse } from "../../wasm/sayswho.js";
import { api } from "../browser.js";
import { finish } from "../live/slices.js";
import { Overlay } from "../overlay.js";
import { read } from "../reader.js";
import { type Say, translate } from "../say.js";
import { showKeys } from "./keys.js";
import { sayIn } from "./language.js";
import { looks } from "./looks.js";
import { type Settings, defaults } from "./settings.js";
import { load } from "./store.js";

function part(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no ${id}.`);
  return found;
}

async function start(): Promise<void> {
  const { settings } = await load();
  const say = await sayIn(settings.language);
  translate(document, say);
  part("settings").addEventListener("click", () => void api.runtime.openOptionsPage());
  part("keys-section").hidden = !(await showKeys(part("keys"), say));
  try {
    await showSample(settings, say);
  } catch (error) {
    console.error("The sample could not be read:", error);
    const trouble = part("trouble");
    trouble.textContent = say("unreadable_engine");
    trouble.hidden = false;
  }
  document.documentElement.dataset["ready"] = "";
}

/** The browser parses it as it loads: our policy lets no text become markup. */
function sampleArticle(): Promise<Document> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.responseType = "document";
    request.onload = () => (request.responseXML ? resolve(request.responseXML) : reject(new Error("no document came")));
    request.onerror = () => reject(new Error("nothing came"));
    request.open("GET", api.runtime.getURL("sample/article.html"));
    request.send();
  });
}

/** All four statuses, whatever the reader has switched off; in the reader's looks. */
async function showSample({ colours, style }: Settings, say: Say): Promise<void> {
  const sample = part("sample");
  const page = await sampleArticle();
  sample.replaceChildren(...page.body.children);
  await init({ module_or_path: fetch(api.runtime.getURL("sayswho_bg.wasm")) });
  const { text, elements, stream, view } = read(sample);
  const report = analyse({ title: page.title, language: "en" }, text, elements, Int32Array.from(stream));
  const shown = { ...defaults(), colours, style };
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(looks(shown));
  document.adoptedStyleSheets.push(sheet);
  finish(new Overlay(say, undefined, shown).put(report, view));
}

void start();
