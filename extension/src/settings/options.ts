/** The settings page. Every change is kept at once; what needs the browser's leave is asked for within the reader's click. */
import { api } from "../browser.js";
import { type Say, translate } from "../say.js";
import { SEARCH, giveBack, giveBackSearch, mayRun } from "./always.js";
import { contrast, wordFor } from "./contrast.js";
import { showKeys } from "./keys.js";
import { catalogueOf, sayIn } from "./language.js";
import { highlightName, looks } from "./looks.js";
import { LANGUAGES, MOST_SITES, type Run, STATUSES, type Settings, type Style, alwaysOn, defaults, hostOf, parse } from "./settings.js";
import { type Loaded, load, save, watch } from "./store.js";

function part<T extends Element = HTMLElement>(selector: string): T {
  const found = document.querySelector<T>(selector);
  if (!found) throw new Error(`The page has no ${selector}.`);
  return found;
}

function make<K extends keyof HTMLElementTagNameMap>(tag: K, words = "", properties: Partial<HTMLElementTagNameMap[K]> = {}): HTMLElementTagNameMap[K] {
  const made = Object.assign(document.createElement(tag), properties);
  if (words) made.textContent = words;
  return made;
}

let say: Say = () => "";
let settings: Settings = defaults();
const sheet = new CSSStyleSheet();

/** The largest file that can be settings. */
const LARGEST = 200_000;

/** What a broken part is called on this page. */
const PARTS: Record<string, string> = {
  settings: "options_title", version: "options_title", statuses: "options_statuses", kinds: "options_kinds", minor: "options_minor",
  style: "options_style", colours: "options_colours", hover: "options_hover", run: "options_run_when", sites: "options_sites",
  never: "options_never", language: "options_language",
};

/** The lists of sites: what each is called, and what it says while it is empty. */
const LISTS = {
  sites: { title: "options_sites", none: "options_sites_none" },
  never: { title: "options_never", none: "options_never_none" },
};
type List = keyof typeof LISTS;
const LIST_NAMES = Object.keys(LISTS) as List[];

// ---- Showing ------------------------------------------------------------------------------------------------------------------

/** Everything that is said, in the language that is chosen now. */
async function speak(): Promise<void> {
  say = await sayIn(settings.language);
  translate(document, say);
  showStatuses();
  showPreview();
  const [keys] = await Promise.all([showKeys(part("#keys"), say), showLanguages()]);
  part("section:has(#keys)").hidden = !keys;
}

/** Makes the forms of both lists. */
function makeLists(): void {
  for (const list of LIST_NAMES) {
    const names: Record<string, string> = { list, ...LISTS[list] };
    const content = part<HTMLTemplateElement>("#list").content.cloneNode(true) as DocumentFragment;
    for (const element of content.querySelectorAll("*")) {
      for (const attribute of element.attributes) attribute.value = attribute.value.replace(/\{(\w+)\}/, (_, name: string) => names[name] ?? "");
    }
    part(`#${list}`).append(content);
  }
}

function showStatuses(): void {
  const rows = STATUSES.map((status) => {
    const row = make("div", "", { className: "status" });
    const choice = make("label", "", { className: "choice" });
    choice.append(make("input", "", { type: "checkbox", name: `statuses.${status}` }), make("span", say(`status_${status}`)));
    const colour = make("input", "", { type: "color", name: `colours.${status}` });
    colour.setAttribute("aria-label", say("options_colour_of", [say(`status_${status}`)]));
    const words = make("span", "", { className: "contrast", id: `contrast-${status}` });
    colour.setAttribute("aria-describedby", words.id);
    row.append(choice, colour, words);
    return row;
  });
  const again = make("button", say("options_colours_again"), { type: "button", id: "colours-again" });
  part("#statuses").replaceChildren(part("#statuses legend"), ...rows, again);
}

/** A sentence of each status, on white and on black. */
function showPreview(): void {
  for (const paper of document.querySelectorAll("#preview p")) {
    paper.replaceChildren(...STATUSES.flatMap((status) => [make("span", say(`options_sample_${status}`), { className: status }), " "]));
  }
}

async function showLanguages(): Promise<void> {
  const names = await Promise.all(LANGUAGES.map(async (tag) => [tag, (await catalogueOf(tag))["catalogue_name"]?.message ?? tag] as const));
  const options = [["browser", say("options_language_browser")] as const, ...names];
  part("#language").replaceChildren(...options.map(([value, words]) => make("option", words, { value, lang: value === "browser" ? "" : value })));
}

/** Puts the settings into the page. */
function show(): void {
  for (const input of document.querySelectorAll<HTMLInputElement>("main input[name]")) {
    const value = valueAt(input.name);
    if (input.type === "checkbox") input.checked = value === true;
    else if (input.type === "radio") input.checked = input.value === value;
    else input.value = String(value);
  }
  part<HTMLSelectElement>("#language").value = settings.language;
  showLooks();
  LIST_NAMES.forEach(showSites);
  void showLeave();
  void showSearch();
}

/** Whether a card may search at once. The browser keeps that, and not the settings. */
async function showSearch(): Promise<void> {
  part<HTMLInputElement>("#search").checked = await api.permissions.contains(SEARCH);
}

/** The name of an input is the path of its setting. */
function valueAt(path: string): unknown {
  return path.split(".").reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], settings);
}

function showLooks(): void {
  sheet.replaceSync(looks(settings));
  for (const status of STATUSES) {
    const spans = [...document.querySelectorAll(`#preview .${status}`)];
    const ranges = spans.flatMap((span) => {
      const text = span.firstChild;
      return text ? [new StaticRange({ startContainer: text, startOffset: 0, endContainer: text, endOffset: text.textContent?.length ?? 0 })] : [];
    });
    CSS.highlights.set(highlightName(status), new Highlight(...(settings.statuses[status] ? ranges : [])));

    const format = new Intl.NumberFormat(say("catalogue_language") || "en", { maximumFractionDigits: 1 });
    const ratios = ["#ffffff", "#000000"].map((paper) => contrast(settings.colours[status], paper));
    const gaps = ratios.flatMap((ratio) => [format.format(ratio), say(`options_contrast_${wordFor(ratio)}`)]);
    const words = part(`#contrast-${status}`);
    words.textContent = say("options_contrast", gaps);
    words.classList.toggle("faint", ratios.some((ratio) => wordFor(ratio) === "faint"));
  }
}

function showSites(list: List): void {
  const hosts = settings[list];
  const items = hosts.map((host) => {
    const item = make("li");
    const remove = make("button", say("options_remove"), { type: "button", value: host });
    remove.setAttribute("aria-label", say("options_remove_site", [host]));
    item.append(make("span", host, { dir: "ltr" }), remove);
    return item;
  });
  part(`#${list} ul`).replaceChildren(...items);
  part(`#${list} .none`).hidden = hosts.length > 0;
}

/** Whether the browser lets us do what is chosen: it may have been chosen on another device, or taken back in the browser. */
async function showLeave(): Promise<void> {
  part("#leave").hidden = await mayRun(settings);
}

function tell(key: string, args: string[] = []): void {
  part("#said").textContent = say(key, args);
}

/** What was stored and did not fit. */
function showBroken(broken: readonly string[]): void {
  const trouble = part("#trouble");
  trouble.hidden = broken.length === 0;
  trouble.textContent = broken.length === 0 ? "" : say("options_broken", [namesOf(broken)]);
}

function namesOf(broken: readonly string[]): string {
  const names = new Set(broken.map((path) => say(PARTS[path.split(".")[0] ?? ""] ?? "options_title")));
  return new Intl.ListFormat(say("catalogue_language") || "en").format(names);
}

function showPlace(local: boolean): void {
  part("#kept").textContent = say(local ? "options_kept_here" : "options_kept_account");
}

// ---- Changing -----------------------------------------------------------------------------------------------------------------

/** Our own writes so far, and those that are not done yet: what is heard of older ones must not undo what the reader does now. */
let writes = 0;
let writing = 0;

async function keep(next: Settings, said = "options_saved"): Promise<void> {
  const spoken = next.language === settings.language;
  settings = next;
  const mine = ++writes;
  writing++;
  try {
    if (!spoken) await speak();
    show();
    // The newest: the reader may have changed more while the other language was fetched.
    showPlace(await save(settings));
  } catch (error) {
    // Refused by account and device: what is shown is what is kept.
    if (mine === writes) await take(await load());
    throw error;
  } finally {
    writing--;
  }
  showBroken([]);
  tell(said);
}

/** A copy with one part changed. */
function edited(path: string, value: unknown): Settings {
  const copy = structuredClone(settings);
  const names = path.split(".");
  const last = names.pop() ?? "";
  const into = names.reduce<Record<string, unknown>>((at, name) => at[name] as Record<string, unknown>, copy as unknown as Record<string, unknown>);
  into[last] = value;
  return copy;
}

/** Keeps what needs the browser's leave, if the reader gives it. The browser is asked first and at once: it hears us only within the click. */
async function keepIfAllowed(next: Settings): Promise<boolean> {
  const now = new Set(alwaysOn(settings));
  const origins = alwaysOn(next).filter((origin) => !now.has(origin));
  const leave = origins.length > 0 ? api.permissions.request({ origins }) : Promise.resolve(true);
  const given = await leave.catch((error: unknown) => {
    console.error("The browser did not ask:", error);
    return false;
  });
  if (given) {
    await keep(next).finally(() => giveBack(settings));
    await showLeave();
  } else {
    show();
    tell("options_leave_refused");
  }
  return given;
}

async function changed(input: HTMLInputElement | HTMLSelectElement): Promise<void> {
  if (input.id === "search") {
    // Asked at once: the browser hears us only within the click.
    const done = (input as HTMLInputElement).checked ? api.permissions.request(SEARCH) : giveBackSearch();
    await done;
    await showSearch();
    return tell("options_saved");
  }
  if (input.name === "run") return void (await keepIfAllowed({ ...settings, run: input.value as Run }));
  if (input.name === "style") return keep({ ...settings, style: input.value as Style });
  if (input.name) return keep(edited(input.name, input.type === "checkbox" ? (input as HTMLInputElement).checked : input.value));
}

async function addSite(list: List): Promise<void> {
  const field = part<HTMLInputElement>(`#${list}-add`);
  const wrong = part(`#${list}-wrong`);
  const host = hostOf(field.value);
  const complain = (key: string) => {
    wrong.textContent = say(key);
    field.setAttribute("aria-invalid", "true");
    field.focus();
  };
  if (host === null) return complain("options_sites_wrong");
  if (settings[list].length >= MOST_SITES) return complain("options_sites_many");
  wrong.textContent = "";
  field.removeAttribute("aria-invalid");
  const next = { ...settings, [list]: [...new Set([...settings[list], host])] };
  if (await keepIfAllowed(next)) field.value = "";
  field.focus();
}

async function removeSite(list: List, host: string): Promise<void> {
  const at = settings[list].indexOf(host);
  await keepIfAllowed({ ...settings, [list]: settings[list].filter((site) => site !== host) });
  // The button has gone with its row.
  const rows = document.querySelectorAll<HTMLButtonElement>(`#${list} li button`);
  (rows[Math.min(at, rows.length - 1)] ?? part<HTMLInputElement>(`#${list}-add`)).focus();
}

// ---- Taking along -------------------------------------------------------------------------------------------------------------

function exportAll(): void {
  const address = URL.createObjectURL(new Blob([`${JSON.stringify(settings, null, 2)}\n`], { type: "application/json" }));
  make("a", "", { href: address, download: "says-who-settings.json" }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  tell("options_exported");
}

async function importAll(file: File): Promise<void> {
  let given: unknown;
  try {
    if (file.size > LARGEST) throw new Error("too large");
    given = JSON.parse(await file.text());
  } catch {
    return tell("options_import_wrong");
  }
  const { settings: read, broken } = parse(given);
  if (broken.includes("settings")) return tell("options_import_wrong");
  await keep(read, "options_imported");
  await giveBack(read);
  if (broken.length > 0) tell("options_imported_partly", [namesOf(broken)]);
}

async function reset(): Promise<void> {
  await keep(defaults(), "options_reset_done");
  await giveBack(settings);
  await giveBackSearch();
}

// ---- Together -----------------------------------------------------------------------------------------------------------------

const quietly = (work: Promise<unknown>) =>
  void work.catch((error: unknown) => {
    console.error(error);
    tell("options_failed");
  });

async function take(loaded: Loaded): Promise<void> {
  const spoken = loaded.settings.language === settings.language;
  settings = loaded.settings;
  if (!spoken) await speak();
  show();
  showPlace(loaded.local);
}

function listen(): void {
  const main = part("main");
  main.addEventListener("change", ({ target }) => {
    if (target instanceof HTMLSelectElement || (target instanceof HTMLInputElement && target.type !== "file")) quietly(changed(target));
  });
  // The preview follows while a colour is being chosen.
  main.addEventListener("input", ({ target }) => {
    if (!(target instanceof HTMLInputElement) || target.type !== "color") return;
    settings = edited(target.name, target.value);
    showLooks();
  });
  for (const list of LIST_NAMES) {
    const form = part<HTMLFormElement>(`#${list}`);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      quietly(addSite(list));
    });
    form.addEventListener("click", ({ target }) => {
      const button = target instanceof Element ? target.closest<HTMLButtonElement>("li button") : null;
      if (button) quietly(removeSite(list, button.value));
    });
  }
  part("#statuses").addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.id === "colours-again") quietly(keep({ ...settings, colours: defaults().colours }));
  });
  part("#leave button").addEventListener("click", () => {
    const asked = api.permissions.request({ origins: alwaysOn(settings) });
    quietly(asked.then((given) => (given ? showLeave() : tell("options_leave_refused"))));
  });
  part("#keys-change").addEventListener("click", () => quietly(openKeys()));
  part("#export").addEventListener("click", exportAll);
  const file = part<HTMLInputElement>("#file");
  part("#import").addEventListener("click", () => file.click());
  file.addEventListener("change", () => {
    const [given] = file.files ?? [];
    if (given) quietly(importAll(given));
    // So that the same file can be opened again.
    file.value = "";
  });
  const sure = part<HTMLDialogElement>("#sure");
  part("#reset").addEventListener("click", () => {
    sure.returnValue = "";
    sure.showModal();
  });
  sure.addEventListener("close", () => {
    if (sure.returnValue === "yes") quietly(reset());
  });
  watch(() => {
    const before = writes;
    quietly(load().then((loaded) => (writes === before && writing === 0 ? take(loaded) : undefined)));
  });
  for (const event of [api.permissions.onAdded, api.permissions.onRemoved]) event.addListener(() => void showLeave().then(showSearch));
}

/** The browser's own page for shortcuts: it alone may change them. */
async function openKeys(): Promise<void> {
  const { openShortcutSettings } = api.commands;
  if (openShortcutSettings) await openShortcutSettings();
  else await api.tabs.create({ url: "chrome://extensions/shortcuts" });
}

async function start(): Promise<void> {
  document.adoptedStyleSheets.push(sheet);
  const loaded = await load();
  settings = loaded.settings;
  makeLists();
  await speak();
  show();
  showPlace(loaded.local);
  showBroken(loaded.broken);
  listen();
  document.documentElement.dataset["ready"] = "";
}

quietly(start());
