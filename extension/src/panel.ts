/** The panel's page: passes what the background knows of the active tab to the panel, and what the reader does in it back. */
import init, { Panel, type Report } from "../wasm/sayswho.js";
import { api } from "./browser.js";
import { type FromPanel, type Missed, type PageState, type TabState, isPageState, isToPanel } from "./messages.js";
import { type Say, sayCount, translate } from "./say.js";
import { sayIn } from "./settings/language.js";
import type { Settings } from "./settings/settings.js";
import { load, watch } from "./settings/store.js";
import { idInFrame, idOnPage } from "./tabs/join.js";
import { type Around, take } from "./take.js";

/** The texts, in the language that the reader has chosen. */
let say: Say = api.i18n.getMessage;
let panel: Panel | undefined;
/** The tab that is shown, and how it stands. */
let shown: TabState | undefined;
/** The tab in front, from which the next news is awaited. */
let tab: number | undefined;
/** The tab whose claims are listed where the panel is a tab itself, since it has no place beside a page (Firefox for Android). */
let alone = numberIn(new URLSearchParams(location.search).get("tab"));
/** Counts what came in, so that a late answer does not replace news. */
let news = 0;

async function start(): Promise<void> {
  const [{ settings }] = await Promise.all([load(), init({ module_or_path: fetch(api.runtime.getURL("sayswho_bg.wasm")) })]);
  await speak(settings.language);
  let spoken = settings.language;
  watch(({ settings: { language } }) => {
    if (language === spoken) return;
    spoken = language;
    void speak(language);
  });
  document.getElementById("settings")?.addEventListener("click", () => void api.runtime.openOptionsPage());
  document.getElementById("help")?.addEventListener("click", () => void api.tabs.create({ url: api.runtime.getURL("welcome.html") }));

  const windowId = alone === undefined ? (await api.windows.getCurrent()).id : undefined;
  if (windowId === undefined && alone === undefined) return;
  const hello = async () => {
    const asked = ++news;
    // While one tab gives way to another, the window's active one may still be the one before.
    const tabId = alone ?? tab;
    const of = tabId === undefined ? { windowId } : { tabId };
    const answer: unknown = await send({ to: "background", type: "panel-hello", ...of });
    if (asked === news && isTabState(answer)) show(answer);
  };
  api.runtime.onMessage.addListener((message: unknown, sender) => {
    if (sender.id !== api.runtime.id || !isToPanel(message)) return;
    if (alone === undefined ? message.windowId !== windowId : message.tabId !== alone) return;
    // What a tab in the back says is asked for when it comes to the front.
    if (tab !== undefined && message.tabId !== tab) return;
    if (message.type === "state") {
      news++;
      show(message);
    } else {
      panel?.mark(message.id);
    }
  });
  api.tabs.onActivated.addListener((active) => {
    if (alone !== undefined || active.windowId !== windowId) return;
    // At once, so that the last words of the tab before are not taken for this one's.
    tab = active.tabId;
    void hello();
  });
  // In Chromium a tab that was discarded is another one to extensions.
  api.tabs.onReplaced?.addListener((now, before) => {
    if (before === alone) alone = now;
    if (before !== tab) return;
    tab = now;
    void hello();
  });
  // A page that goes takes its claims with it.
  api.tabs.onUpdated.addListener((tabId, { status }) => {
    if (tabId === tab && status !== undefined) void hello();
  });
  await hello();
}

/** Says everything in this language from now on. */
async function speak(language: Settings["language"]): Promise<void> {
  say = await sayIn(language);
  translate(document, say);
  panel?.free();
  const root = document.getElementById("panel");
  if (!root) return;
  const made: Panel = new Panel(
    root,
    say,
    (id) => {
      toTab((tabId) => ({ to: "background", type: "select", tabId, id }));
      if (alone !== undefined) void api.tabs.update(alone, { active: true });
    },
    (id) => toTab((tabId) => ({ to: "background", type: "mark", tabId, id })),
    (format) => {
      if (shown?.state.kind !== "ready") return;
      const { tabId, state: { report } } = shown;
      void take(made, report, format, () => aroundIn(tabId, report));
    },
  );
  panel = made;
  if (shown) show(shown);
}

function numberIn(words: string | null): number | undefined {
  return words !== null && /^\d+$/.test(words) ? Number(words) : undefined;
}

function isTabState(value: unknown): value is TabState {
  return typeof value === "object" && value !== null && "tabId" in value && typeof value.tabId === "number" && "state" in value && isPageState(value.state);
}

function show(told: TabState): void {
  shown = told;
  tab = told.tabId;
  const { state } = told;
  const percent = percentOf(state);
  // That there are none can be said when all is read.
  if (state.kind === "ready" && (percent === undefined || state.report.claims.length > 0)) {
    panel?.show(state.report);
    panel?.remark(state.selection ? say("panel_selection") : remarkOf(state.missed), percent);
  } else {
    panel?.say(nameOf(state), percent === undefined ? [] : [String(percent)]);
  }
}

/** How much of the page is read, in percent, while more is to come. */
const percentOf = (state: PageState) =>
  "progress" in state && state.progress !== undefined ? Math.round(state.progress * 100) : undefined;

/** What of the page could not be read. */
function remarkOf(missed: Missed | undefined): string {
  const said = [];
  if (missed?.frames) said.push(sayCount(say, "panel_missed_frames", missed.frames));
  if (missed?.roots) said.push(sayCount(say, "panel_missed_roots", missed.roots));
  return said.join(" ");
}

/** The state's name in the catalogue. */
function nameOf(state: PageState): string {
  if (state.kind === "ready") return "reading";
  return state.kind === "unreadable" ? `unreadable_${state.reason.replaceAll("-", "_")}` : state.kind;
}

async function send(message: FromPanel): Promise<unknown> {
  // The background may be just starting, or the extension be gone: then there is nothing to show.
  return api.runtime.sendMessage(message).catch(() => undefined);
}

/** What stands around the claims of a report, as the frames that they are in tell it. */
async function aroundIn(tabId: number, { claims }: Report): Promise<Around> {
  const around: Record<string, readonly [string, string]> = {};
  for (const frameId of new Set(claims.map(({ id }) => idInFrame(id).frameId))) {
    const told: unknown = await send({ to: "background", type: "around", tabId, frameId });
    if (typeof told !== "object" || told === null) continue;
    for (const [id, found] of Object.entries(told)) if (isPair(found)) around[idOnPage(frameId, id)] = found;
  }
  return around;
}

const isPair = (value: unknown): value is [string, string] =>
  Array.isArray(value) && value.length === 2 && value.every((one) => typeof one === "string");

function toTab(message: (tabId: number) => FromPanel): void {
  if (tab !== undefined) void send(message(tab));
}

start().catch((error: unknown) => {
  console.error("The panel could not start:", error);
  const words = ["unreadable_engine", "unreadable_engine_help"].map((key) => {
    const line = document.createElement("p");
    line.textContent = say(key);
    return line;
  });
  document.getElementById("panel")?.replaceChildren(...words);
});
