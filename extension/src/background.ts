/**
 * The background: enters the page when the reader clicks, runs the analysis, and passes on what page and panel say to each other.
 *
 * The browser may stop it at any time. What it knows of a page (see `tabs/`) its content scripts send again; only why a page could
 * *not* be entered is kept here, in `storage.session`.
 */
import init, { LivePage, type Report, analyseText } from "../wasm/sayswho.js";
import { api } from "./browser.js";
import first from "./first.txt";
import {
  type Answer, type FrameState, type FromPage, type FromPanel, type PageState, type Stops, type TabState, type ToPage, type ToPanel, type Unreadable,
  isFrameState, isFromPage, isFromPanel, isStops,
} from "./messages.js";
import { type Catalogue, type Say, sayCount } from "./say.js";
import * as session from "./session.js";
import { giveBack, keepUp } from "./settings/always.js";
import { catalogueOf, sayIn } from "./settings/language.js";
import { looks } from "./settings/looks.js";
import { type Settings, highlights, isNever } from "./settings/settings.js";
import { load, watch } from "./settings/store.js";
import { lookFor } from "./search/look.js";
import { idInFrame, idOnPage } from "./tabs/join.js";
import { nextStop } from "./tabs/step.js";
import * as selection from "./tabs/selection.js";
import { Tabs } from "./tabs/tabs.js";

type Tab = chrome.tabs.Tab;
type Sender = chrome.runtime.MessageSender;

const SCRIPT = "content.js";

/** Loaded when first needed, then kept while the background lives. */
let engine: Promise<unknown> | undefined;

function loadEngine(): Promise<unknown> {
  engine ??= init({ module_or_path: fetch(api.runtime.getURL("sayswho_bg.wasm")) }).catch((error: unknown) => {
    // The next click tries again.
    engine = undefined;
    throw error;
  });
  return engine;
}

/** The engine that has been prepared. */
let prepared: typeof engine;

/** Has the engine ready while a page is still being read: its weights are unpacked at the first sentence. */
function prepare(): void {
  const loading = loadEngine();
  if (prepared === loading) return;
  prepared = loading;
  // After what is to be answered now. Where it does not come up, the page's own analysis says so. The text asks for all that is made at
  // first use, and for most of the code: a browser compiles a function when it is first called.
  loading.then(() => setTimeout(() => analyseText(first)), () => undefined);
}

const tabs = new Tabs({
  engine: async () => {
    await loadEngine();
    return { live: () => new LivePage() };
  },
  broken: (error) => {
    // After a panic the instance is in no known state.
    if (error instanceof WebAssembly.RuntimeError) engine = undefined;
  },
  tell,
  changed: announce,
  begins: (tabId, frameId) => void dress(tabId, frameId),
  enterFrames,
});

function gone(tabId: number): void {
  tabs.forget(tabId);
  void selection.drop(tabId);
  shown.delete(tabId);
  scripts.delete(tabId);
}

api.tabs.onRemoved.addListener(gone);
// In Chromium a tab that was discarded is another one to extensions.
api.tabs.onReplaced?.addListener((_, tabId) => gone(tabId));

/** A tab that shows claims now, as far as this run of the background has seen: its next click takes them away. */
const shown = new Set<number>();

// ---- The click ----------------------------------------------------------------------------------------------------------------

api.action.onClicked.addListener((tab) => {
  if (tab.id === undefined) return;
  // First and at once: the browser opens a panel only within the click itself.
  if (!shown.has(tab.id)) openPanel(tab.id);
  void enter(tab, tab.id);
  // It is compiled while the page is entered.
  loadEngine().catch(() => undefined);
});

/** Where there is no panel beside the page (Firefox for Android), a card offers the list: see `openList`. */
function openPanel(tabId: number): void {
  const refused = (error: unknown) => console.warn("The panel could not be opened:", error);
  if (api.sidebarAction) api.sidebarAction.open().catch(refused);
  else api.sidePanel?.open({ tabId }).catch(refused);
}

/** The panel in a tab of its own. */
async function openList({ id, index, windowId }: Tab): Promise<void> {
  await api.tabs.create({ url: api.runtime.getURL(`panel.html?tab=${id}`), index: index + 1, windowId });
}

api.commands?.onCommand.addListener((command, tab) => {
  const tabId = tab?.id;
  if (!tab || tabId === undefined) return;
  if (command === "panel") return openPanel(tabId);
  void step(tabId, command === "next").then(async (shown) => {
    // The first press shows the claims.
    if (!shown) await enter(tab, tabId);
  });
});

/** A frame in the page that has not answered after so many milliseconds is passed over. */
const ANSWER = 1_000;

/** Goes to the next claim that lacks a source, or to the one before, in whichever frame it is. Gives whether claims are shown. */
async function step(tabId: number, forward: boolean): Promise<boolean> {
  const soon = <T>(work: Promise<T>) => Promise.race([work, new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), ANSWER))]);
  // A background that was stopped knows no frames; and where the leave has ended, only the page's own document is asked.
  const frameIds = new Set([0, ...((await soon(framesOf(tabId, true).catch(() => undefined))) ?? [])]);
  const frames = new Map<number, Stops>();
  const ask = async (frameId: number) => {
    const answer = tell(tabId, frameId, { to: "page", type: "stops", forward });
    const told = await (frameId === 0 ? answer : soon(answer));
    if (isStops(told)) frames.set(frameId, told);
  };
  await Promise.all([...frameIds].map(ask));
  if (!frames.has(0)) return false;
  const next = nextStop(frames, forward);
  if (!next) return true;
  const left = [...frames].filter(([frameId, { here }]) => here && frameId !== next.frameId);
  await Promise.all(left.map(([frameId]) => tell(tabId, frameId, { to: "page", type: "leave" })));
  await tell(tabId, next.frameId, { to: "page", type: "select", id: next.id, focus: true });
  return true;
}

/** Milliseconds after which a page that the browser refused is tried again: Chromium may know of the click before the page's process does. */
const AGAIN = [0, 50, 200, 800];

/** Runs the content script, which begins by itself or, where it has run before, takes everything away. */
async function enter(tab: Tab, tabId: number): Promise<void> {
  if (isNever((await load()).settings, tab.url)) return refuse(tab, tabId, "site-off");
  for (let tries = 0; ; tries++) {
    try {
      await inject(tabId);
      return await forgetRefusal(tabId);
    } catch (error) {
      console.warn("The page could not be entered:", error);
    }
    // The page may have given way to another meanwhile, of which nothing is known: not even its address, where the click was not for it.
    const now = await api.tabs.get(tabId).catch(() => undefined);
    if (!now || now.url !== tab.url) return;
    const reason = await whyRefused(tab);
    const wait = AGAIN[tries];
    if (reason !== "refused" || wait === undefined) return refuse(tab, tabId, reason);
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}

async function refuse(tab: Tab, tabId: number, reason: Unreadable): Promise<void> {
  await rememberRefusal(tabId, tab.url, reason);
  tabs.forget(tabId);
  announce(tabId, { kind: "unreadable", reason });
}

async function inject(tabId: number): Promise<void> {
  // Some pages never come to an end: what is there is read, and what comes is read as it comes.
  const frames = await api.scripting.executeScript({ target: { tabId }, files: [SCRIPT], injectImmediately: true });
  // On its own pages Firefox refuses without an error: the frame's result is missing.
  if (!frames.some((frame) => frame)) throw new Error("no script was run");
}

/** The frames of a tab that the browser lets us into: when they are loaded, or as they are now. */
async function framesOf(tabId: number, injectImmediately: boolean): Promise<number[]> {
  const frames = await api.scripting.executeScript({ target: { tabId, allFrames: true }, injectImmediately, func: () => null });
  return frames.map(({ frameId }) => frameId);
}

/** Runs the content script in the frames that the browser lets us into and where it does not run yet. */
async function enterFrames(tabId: number): Promise<void> {
  try {
    const frameIds = (await framesOf(tabId, false)).filter((frameId) => frameId !== 0 && !tabs.knows(tabId, frameId));
    if (frameIds.length > 0) await api.scripting.executeScript({ target: { tabId, frameIds }, files: [SCRIPT] });
  } catch (error) {
    // A frame, or the tab, has gone meanwhile; a frame that comes is entered by itself.
    console.warn("Frames could not be entered:", error);
  }
}

const STORES = ["addons.mozilla.org", "chromewebstore.google.com", "chrome.google.com"];

async function whyRefused(tab: Tab): Promise<Unreadable> {
  const url = URL.parse(tab.url ?? "");
  if (!url) return "browser-page";
  if (STORES.includes(url.hostname)) return "store-page";
  if (/\.pdf$/i.test(url.pathname)) return "pdf";
  if (url.protocol === "file:") return (await api.extension.isAllowedFileSchemeAccess()) ? "refused" : "file-page";
  return /^(https?|data|blob):$/.test(url.protocol) ? "refused" : "browser-page";
}

// ---- Without a click ----------------------------------------------------------------------------------------------------------

/** An update forgets what the browser was told, and so does Firefox with an extension that is installed for a while only. */
async function followSettings(): Promise<void> {
  await keepUp((await load()).settings, SCRIPT);
}

api.runtime.onInstalled.addListener(() => {
  void load().then(async ({ settings }) => selection.addMenu(await sayIn(settings.language)));
  void followSettings();
  void welcome();
});
// Another device may have chosen otherwise. While the browser runs, the settings page gives back what it takes away.
api.runtime.onStartup.addListener(() => void followSettings().then(async () => giveBack((await load()).settings)));
watch(({ settings }) => void keepUp(settings, SCRIPT));

/** Opens the page for new readers, once: it says what the highlights mean. */
async function welcome(): Promise<void> {
  if ((await api.storage.local.get(WELCOMED))[WELCOMED]) return;
  await api.storage.local.set({ [WELCOMED]: true });
  await api.tabs.create({ url: api.runtime.getURL("welcome.html") });
}

const WELCOMED = "welcomed";

// ---- What could not be entered ------------------------------------------------------------------------------------------------

interface Refusal {
  url: string | undefined;
  reason: Unreadable;
}

const refusalKey = (tabId: number) => `refusal-${tabId}`;

async function rememberRefusal(tabId: number, url: string | undefined, reason: Unreadable): Promise<void> {
  await session.keep(refusalKey(tabId), { url, reason } satisfies Refusal);
}

async function forgetRefusal(tabId: number): Promise<void> {
  await session.drop(refusalKey(tabId));
}

/** Why the page that the tab shows now could not be entered; nothing where the tab has moved on. */
async function refusalOf(tab: Tab): Promise<PageState | undefined> {
  if (tab.id === undefined) return undefined;
  const kept = (await session.kept(refusalKey(tab.id))) as Refusal | undefined;
  if (!kept) return undefined;
  if (kept.url === tab.url) return { kind: "unreadable", reason: kept.reason };
  await forgetRefusal(tab.id);
  return undefined;
}

// ---- Messages -----------------------------------------------------------------------------------------------------------------

api.runtime.onMessage.addListener((message: unknown, sender, reply: (answer: unknown) => void) => {
  if (sender.id !== api.runtime.id) return undefined;
  const answer = isPanel(sender) && isFromPanel(message) ? hearPanel(message) : isPage(sender) && isFromPage(message) ? hearPage(message, sender) : undefined;
  if (!answer) return undefined;
  answer.then(reply, (error: unknown) => {
    console.error(error);
    reply(undefined);
  });
  return true;
});

const isPanel = ({ url }: Sender) => url?.split(/[?#]/)[0] === api.runtime.getURL("panel.html");

/** A content script of ours in a frame of a tab. */
interface PageSender extends Sender {
  tab: Tab & { id: number };
  frameId: number;
}

const isPage = (sender: Sender): sender is PageSender =>
  sender.tab?.id !== undefined && sender.frameId !== undefined && !sender.url?.startsWith(api.runtime.getURL(""));

async function hearPanel(message: FromPanel): Promise<unknown> {
  switch (message.type) {
    case "panel-hello": {
      const { windowId, tabId } = message;
      const [tab] = tabId === undefined ? await api.tabs.query({ active: true, windowId }) : [await api.tabs.get(tabId)];
      return tab?.id === undefined ? undefined : ({ tabId: tab.id, state: await stateOf(tab, tab.id) } satisfies TabState);
    }
    case "select": {
      const { frameId, id } = idInFrame(message.id);
      await tell(message.tabId, frameId, { to: "page", type: "select", id, focus: false });
      return undefined;
    }
    case "mark": {
      if (message.id === null) {
        await tellAll(message.tabId, { to: "page", type: "mark", id: null });
        return undefined;
      }
      const { frameId, id } = idInFrame(message.id);
      await tell(message.tabId, frameId, { to: "page", type: "mark", id });
      return undefined;
    }
    case "around":
      return tell(message.tabId, message.frameId, { to: "page", type: "around" });
  }
}

async function hearPage(message: FromPage, { tab, frameId }: PageSender): Promise<Answer | Catalogue | undefined> {
  const tabId = tab.id;
  switch (message.type) {
    case "patch":
      return tabs.take(tabId, frameId, message.patch);
    case "commit":
      return tabs.commit(tabId, frameId, message.commit);
    case "state":
      await hearState(tabId, frameId, message.script, message.state);
      return undefined;
    case "pointed": {
      const id = message.id === null ? null : idOnPage(frameId, message.id);
      await tellPanel({ to: "panel", type: "pointed", windowId: tab.windowId, tabId, id });
      return undefined;
    }
    case "reveal":
      await tellAll(tabId, { ...message, to: "page", path: [...(tabs.pathOf(tabId, frameId) ?? message.path)] });
      return undefined;
    case "catalogue":
      return catalogueOf(message.language);
    case "dress":
      await dress(tabId);
      return undefined;
    case "search":
      await lookFor(message.words, tab);
      return undefined;
    case "list":
      await openList(tab);
      return undefined;
  }
}

/** The content script of each tab's own document, as far as this run of the background has heard. */
const scripts = new Map<number, string>();

/** Counts what they have said of themselves. */
let heard = 0;

/** A frame's content script has begun or ended. With the page's own document the whole page has. */
async function hearState(tabId: number, frameId: number, script: string, state: FrameState): Promise<void> {
  if (frameId !== 0) {
    if (state.kind !== "on") tabs.forgetFrame(tabId, frameId);
    return;
  }
  heard++;
  // The last words of a document that has gone are not about the next.
  if (state.kind === "idle" && (scripts.get(tabId) ?? script) !== script) return;
  // Nor is what is still being done to its looks, which may never come to an end.
  if (scripts.get(tabId) !== script) turns.delete(tabId);
  scripts.set(tabId, script);
  if (state.kind === "on") {
    prepare();
    tabs.forget(tabId);
    void selection.drop(tabId);
    announce(tabId, { kind: "reading" });
  } else {
    tabs.forget(tabId);
    announce(tabId, state);
    await tellAll(tabId, { to: "page", type: "close" });
  }
}

/** The looks of the highlights, in the page while claims are shown: a style sheet of the browser's, not in the page's own DOM. */
function dress(tabId: number, frameId?: number): Promise<void> {
  return inTurn(tabId, async () => {
    const key = looksKey(tabId);
    const css = looks((await load()).settings);
    const before = await session.kept(key);
    const same = before === css;
    if (!same) await takeLooks(tabId, before);
    // A sheet is taken away by its words: they are kept for as long as the browser runs.
    await session.keep(key, css);
    // A frame that begins is dressed by itself: another may still be loading.
    const isAlone = frameId !== undefined && (same || before === undefined);
    const target = isAlone ? { tabId, frameIds: [frameId] } : { tabId, allFrames: true };
    await api.scripting.insertCSS({ target, css }).catch((error: unknown) => console.error("The highlights have no looks:", error));
  });
}

function undress(tabId: number): Promise<void> {
  const script = scripts.get(tabId);
  return inTurn(tabId, async () => {
    if (scripts.get(tabId) !== script) return;
    const key = looksKey(tabId);
    await takeLooks(tabId, await session.kept(key));
    await session.drop(key);
  });
}

async function takeLooks(tabId: number, css: unknown): Promise<void> {
  if (typeof css !== "string") return;
  // The page may have gone already, and its sheets with it.
  await api.scripting.removeCSS({ target: { tabId, allFrames: true }, css }).catch(() => undefined);
}

/** What is done to a tab's looks waits for what was begun before. */
const turns = new Map<number, Promise<void>>();

function inTurn(tabId: number, work: () => Promise<void>): Promise<void> {
  const done = (turns.get(tabId) ?? Promise.resolve()).then(work).catch((error: unknown) => console.error(error));
  turns.set(tabId, done);
  void done.then(() => {
    if (turns.get(tabId) === done) turns.delete(tabId);
  });
  return done;
}

const looksKey = (tabId: number) => `looks-${tabId}`;

async function stateOf(tab: Tab, tabId: number): Promise<PageState> {
  const before = heard;
  const told = await tell(tabId, 0, { to: "page", type: "ask", again: false });
  // What was said meanwhile is newer than the answer.
  if (heard !== before) return stateOf(tab, tabId);
  if (!isFrameState(told) || told.kind !== "on") {
    tabs.forget(tabId);
    // A page that went without a word leaves its badge.
    if (shown.has(tabId)) announce(tabId, { kind: "idle" });
    return isFrameState(told) && told.kind === "unreadable" ? told : ((await selectionOf(tab)) ?? (await refusalOf(tab)) ?? { kind: "idle" });
  }
  const state = tabs.state(tabId);
  if (state) return state;
  // The background was stopped meanwhile: what it knew is sent again.
  shown.add(tabId);
  void tellAll(tabId, { to: "page", type: "ask", again: true });
  return { kind: "reading" };
}

// ---- The selection ------------------------------------------------------------------------------------------------------------

selection.onMenu(openPanel, (text, tab) => void checkSelection(text, tab));

async function checkSelection(text: string, tab: Tab & { id: number }): Promise<void> {
  try {
    await loadEngine();
    const report: Report = { ...analyseText(text), url: tab.url, title: tab.title };
    await selection.keep(tab, report);
    await tellPanel({ to: "panel", type: "state", windowId: tab.windowId, tabId: tab.id, state: { kind: "ready", report, selection: true } });
  } catch (error) {
    console.error("The selection could not be checked:", error);
    await tellPanel({ to: "panel", type: "state", windowId: tab.windowId, tabId: tab.id, state: { kind: "unreadable", reason: "engine" } });
  }
}

async function selectionOf(tab: Tab): Promise<PageState | undefined> {
  const report = await selection.keptFor(tab);
  return report && { kind: "ready", report, selection: true };
}

/** To a frame's content script; nothing comes back where none is there. */
async function tell(tabId: number, frameId: number, message: ToPage): Promise<unknown> {
  try {
    return await api.tabs.sendMessage(tabId, message, { frameId });
  } catch {
    return undefined;
  }
}

/** To the content scripts of all frames. */
async function tellAll(tabId: number, message: ToPage): Promise<void> {
  await api.tabs.sendMessage(tabId, message).catch(() => undefined);
}

async function tellPanel(message: ToPanel): Promise<void> {
  // Nobody hears it while no panel is open.
  await api.runtime.sendMessage(message).catch(() => undefined);
}

// ---- What the reader sees of it outside the page ------------------------------------------------------------------------------

/** The last that there is to say of a tab, where it has not been said yet. */
const unsaid = new Map<number, PageState>();

/** Says how it stands with a tab. What has been overtaken before it could be said is not said. */
function announce(tabId: number, state: PageState): void {
  if (state.kind === "ready" || state.kind === "reading") shown.add(tabId);
  else shown.delete(tabId);
  if (state.kind === "idle") void undress(tabId);
  const saying = unsaid.has(tabId);
  unsaid.set(tabId, state);
  if (!saying) void say(tabId);
}

async function say(tabId: number): Promise<void> {
  for (let state = unsaid.get(tabId); state; state = unsaid.get(tabId)) {
    // The tab may have been closed meanwhile.
    const tab = await api.tabs.get(tabId).catch(() => undefined);
    if (tab) await Promise.all([showBadge(tabId, state), tellPanel({ to: "panel", type: "state", windowId: tab.windowId, tabId, state })]);
    if (unsaid.get(tabId) === state) unsaid.delete(tabId);
  }
}

async function showBadge(tabId: number, state: PageState): Promise<void> {
  const { settings } = await load();
  const { text, title } = badgeOf(state, settings, await sayIn(settings.language));
  try {
    await Promise.all([
      api.action.setBadgeText({ tabId, text }),
      api.action.setTitle({ tabId, title }),
      api.action.setBadgeBackgroundColor({ tabId, color: state.kind === "unreadable" ? "#5f6368" : "#86279a" }),
      api.action.setBadgeTextColor({ tabId, color: "#ffffff" }),
    ]);
  } catch {
    // The tab has been closed meanwhile.
  }
}

function badgeOf(state: PageState, settings: Settings, say: Say): { text: string; title: string } {
  switch (state.kind) {
    case "ready": {
      const lacking = countLacking(state.report, settings);
      return { text: lacking > 999 ? "999+" : String(lacking), title: sayCount(say, "badge", lacking) };
    }
    case "unreadable":
      return { text: "!", title: say("badge_unreadable", [say(`unreadable_${state.reason.replaceAll("-", "_")}`)]) };
    case "reading":
      return { text: "…", title: say("reading") };
    case "idle":
      return { text: "", title: say("action") };
  }
}

/** The claims that are highlighted and lack a stated source. */
function countLacking({ claims }: Report, settings: Settings): number {
  const shown = highlights(settings);
  return claims.filter((claim) => (claim.status === "none" || claim.status === "vague") && shown(claim)).length;
}
