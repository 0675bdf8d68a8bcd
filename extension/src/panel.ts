/** The panel's page: passes what the background knows of the active tab to the panel, and what the reader does in it back. */
import init, { Panel } from "../wasm/sayswho.js";
import { api } from "./browser.js";
import { type FromPanel, type PageState, type TabState, isPageState, isToPanel } from "./messages.js";
import { translate } from "./say.js";

const say = (name: string, args: string[] = []) => api.i18n.getMessage(name, args);

/** The tab that is shown. */
let shown: number | undefined;
/** Counts what came in, so that a late answer does not replace news. */
let news = 0;

async function start(): Promise<void> {
  const root = document.getElementById("panel");
  if (!root) return;
  translate(document, say);

  await init({ module_or_path: fetch(api.runtime.getURL("sayswho_bg.wasm")) });
  const panel = new Panel(
    root,
    say,
    (id) => toTab((tabId) => ({ to: "background", type: "select", tabId, id })),
    (id) => toTab((tabId) => ({ to: "background", type: "mark", tabId, id })),
  );
  const { id: windowId } = await api.windows.getCurrent();
  if (windowId === undefined) return;

  const hello = async () => {
    const asked = ++news;
    const answer: unknown = await send({ to: "background", type: "panel-hello", windowId });
    if (asked === news && isTabState(answer)) show(panel, answer);
  };
  api.runtime.onMessage.addListener((message: unknown, sender) => {
    if (sender.id !== api.runtime.id || !isToPanel(message) || message.windowId !== windowId) return;
    // What a tab in the back says is asked for when it comes to the front.
    if (shown !== undefined && message.tabId !== shown) return;
    if (message.type === "state") {
      news++;
      show(panel, message);
    } else {
      panel.mark(message.id);
    }
  });
  api.tabs.onActivated.addListener((active) => {
    if (active.windowId !== windowId) return;
    // At once, so that the last words of the tab before are not taken for this one's.
    shown = active.tabId;
    void hello();
  });
  // A page that goes takes its claims with it.
  api.tabs.onUpdated.addListener((tabId, { status }) => {
    if (tabId === shown && status !== undefined) void hello();
  });
  await hello();
}

function isTabState(value: unknown): value is TabState {
  return typeof value === "object" && value !== null && "tabId" in value && typeof value.tabId === "number" && "state" in value && isPageState(value.state);
}

function show(panel: Panel, { tabId, state }: TabState): void {
  shown = tabId;
  if (state.kind === "ready") panel.show(state.report);
  else panel.say(nameOf(state));
}

/** The state's name in the catalogue. */
function nameOf(state: Exclude<PageState, { kind: "ready" }>): string {
  return state.kind === "unreadable" ? `unreadable_${state.reason.replaceAll("-", "_")}` : state.kind;
}

async function send(message: FromPanel): Promise<unknown> {
  // The background may be just starting, or the extension be gone: then there is nothing to show.
  return api.runtime.sendMessage(message).catch(() => undefined);
}

function toTab(message: (tabId: number) => FromPanel): void {
  if (shown !== undefined) void send(message(shown));
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
