/**
 * The content script, one in each frame. Injected into the page's own document by every click on the action: the first time it begins,
 * the second time it takes everything away. Into the frames of a page that shows its claims it is injected by the background, and begins.
 */
import { api } from "./browser.js";
import type { CardActions } from "./card.js";
import { pathOf } from "./live/frames.js";
import { Live } from "./live/live.js";
import { type FrameState, type FromPage, type Unreadable, isToPage } from "./messages.js";
import { Overlay } from "./overlay.js";
import { XHTML } from "./reader.js";
import { type Catalogue, type Say, fromCatalogue } from "./say.js";
import { type Settings, hostOf, isNever } from "./settings/settings.js";
import { change as changeSettings, load, watch } from "./settings/store.js";
import { unmasked } from "./unmasked.js";

/** What this script leaves in its world for the next injection. */
interface Session {
  /** Whether the extension that it belongs to is still there: after a reload or an update it is not. */
  alive(): boolean;
  /** The script has been injected again. */
  enter(): void;
  close(): void;
}

const world = globalThis as { saysWho?: Session };

/** Elements that can have a shadow root, beside those with a name of their own. */
const HOSTS = new Set("article aside blockquote body div footer h1 h2 h3 h4 h5 h6 header main nav p section span".split(" "));

function start(): Session {
  const isTop = window === window.top;
  const script = crypto.getRandomValues(new Uint32Array(2)).join("-");
  let state: FrameState = { kind: "idle" };
  let live: Live | null = null;
  let overlay: Overlay | null = null;
  /** The run that is under way: what comes late to one that was given up comes to nothing. */
  let run = 0;
  let unwatch: (() => void) | undefined;

  const alive = () => api.runtime?.id !== undefined;

  /** Sends to the background; nothing comes back where the extension has gone. */
  async function send(message: FromPage): Promise<unknown> {
    if (!alive()) {
      close();
      return undefined;
    }
    try {
      return await api.runtime.sendMessage(message);
    } catch {
      return undefined;
    }
  }

  async function become(next: FrameState): Promise<void> {
    state = next;
    await send({ to: "background", type: "state", script, state });
  }

  async function open(): Promise<void> {
    const mine = ++run;
    const reason = documentTrouble();
    if (reason) return become({ kind: "unreadable", reason });
    const [{ settings, say }] = await Promise.all([wishes(), become({ kind: "on" })]);
    if (mine !== run) return;
    if (isTop && isNever(settings, location.href)) return fail("site-off");
    overlay = new Overlay(say, (id) => void send({ to: "background", type: "pointed", id }), settings, actions());
    live = new Live(overlay, { send, failed: fail, isClosed });
    unwatch = watch((loaded) => change(loaded.settings));
  }

  /** What the card can do. */
  function actions(): CardActions {
    const host = hostOf(location.href);
    return {
      title: () => document.title.trim(),
      // The settings are watched: the page follows by itself, and so does every other page of the site.
      ...(host === null ? {} : { siteOff: () => void changeSettings((settings) => settings.never.push(host)) }),
      // There the list has no place beside the page, and the browser's search is closed to extensions.
      ...(/\bAndroid\b/.test(navigator.userAgent)
        ? { list: () => void send({ to: "background", type: "list" }) }
        : { search: (words: string) => void send({ to: "background", type: "search", words }) }),
    };
  }

  /** The settings, and the texts in their language. */
  async function wishes(): Promise<{ settings: Settings; say: Say }> {
    const { settings } = await load();
    const { language } = settings;
    if (language === "browser") return { settings, say: api.i18n.getMessage };
    const catalogue = (await send({ to: "background", type: "catalogue", language })) as Catalogue | undefined;
    return { settings, say: catalogue ? fromCatalogue(catalogue) : api.i18n.getMessage };
  }

  /** The reader has changed the settings. */
  function change(settings: Settings): void {
    if (isTop && isNever(settings, location.href)) return fail("site-off");
    overlay?.change(settings);
    if (isTop) void send({ to: "background", type: "dress" });
  }

  function fail(reason: Unreadable): void {
    close();
    void become({ kind: "unreadable", reason });
  }

  function close(): void {
    run++;
    unwatch?.();
    unwatch = undefined;
    live?.close();
    live = null;
    overlay?.close();
    overlay = null;
  }

  /** What is in view in a frame is to be so in the documents around it. A browser lets only those of the same site be scrolled from within. */
  function tellAround(seen: { top: number; bottom: number } | null | undefined): void {
    if (isTop || !seen) return;
    void send({ to: "background", type: "reveal", path: pathOf(window), top: seen.top, bottom: seen.bottom });
  }

  function enter(): void {
    // Where there was nothing to read, a click looks again.
    const on = state.kind === "on" && !live?.isEmpty;
    if (on && !isTop) return;
    close();
    if (on) void become({ kind: "idle" });
    else void open();
  }

  api.runtime.onMessage.addListener((message: unknown, sender, reply: (answer: unknown) => void) => {
    if (sender.id !== api.runtime.id || sender.tab || !isToPage(message)) return undefined;
    const answered = (work: Promise<unknown> | undefined) => {
      if (!work) return undefined;
      void work.then((answer) => reply(answer ?? null));
      return true;
    };
    switch (message.type) {
      case "ask":
        if (message.again) live?.again();
        reply(state);
        return undefined;
      case "claims":
        return answered(live?.claims(message));
      case "settled":
        return answered(live?.settled(message));
      case "select":
        tellAround(overlay?.select(message.id, message.focus));
        return undefined;
      case "reveal":
        tellAround(live?.reveal(message.path, message.top, message.bottom));
        return undefined;
      case "mark":
        overlay?.mark(message.id);
        return undefined;
      case "stops":
        reply(live?.stops(message.forward) ?? null);
        return undefined;
      case "leave":
        overlay?.leave();
        return undefined;
      case "around":
        reply(overlay?.around());
        return undefined;
      case "close":
        // The page's own document has said so itself.
        if (isTop) return undefined;
        close();
        state = { kind: "idle" };
        return undefined;
    }
  });

  // The page goes, perhaps to come back from the browser's memory: then it shows its claims again. The leave to enter it may have gone
  // with it, but this script has come back too, and the looks of the highlights.
  let comesBackOn = false;
  window.addEventListener("pagehide", () => {
    comesBackOn = state.kind === "on";
    if (state.kind === "idle") return;
    close();
    void become({ kind: "idle" });
  });
  window.addEventListener("pageshow", ({ persisted }) => {
    if (persisted && comesBackOn && alive()) void open();
  });

  return { alive, enter, close };
}

/** Why this kind of document has no text of its own. */
function documentTrouble(): Unreadable | null {
  const { contentType } = document;
  if (contentType === "application/pdf") return "pdf";
  return /^(image|video|audio)\//.test(contentType) ? "image-only" : null;
}

/** Whether an element keeps what it shows to its page. */
function isClosed(element: Element): boolean {
  const { localName, namespaceURI } = unmasked(element);
  if (namespaceURI !== XHTML || !(HOSTS.has(localName) || localName.includes("-"))) return false;
  // Firefox has it on the element, Chrome beside it.
  const html = element as HTMLElement & { openOrClosedShadowRoot?: unknown };
  const { openOrClosedShadowRoot = api.dom?.openOrClosedShadowRoot(html) } = html;
  return Boolean(openOrClosedShadowRoot) && element.checkVisibility();
}

if (world.saysWho && !world.saysWho.alive()) {
  world.saysWho.close();
  delete world.saysWho;
}
world.saysWho ??= start();
world.saysWho.enter();
