/**
 * The content script: reads the page, has it analysed, and shows the claims. Injected by every click on the action: the first time it
 * begins, the second time it takes everything away.
 */
import { api } from "./browser.js";
import type { CardActions } from "./card.js";
import { type Answer, type FromPage, type PageState, type Unreadable, isToPage } from "./messages.js";
import { Overlay } from "./overlay.js";
import { headOf, read } from "./reader.js";
import { type Catalogue, type Say, fromCatalogue } from "./say.js";
import { type Settings, hostOf, isNever } from "./settings/settings.js";
import { change as changeSettings, load, watch } from "./settings/store.js";

/** What this script leaves in its world for the next injection. */
interface Session {
  /** Whether the extension that it belongs to is still there: after a reload or an update it is not. */
  alive(): boolean;
  /** Shows the claims, or takes them away. */
  toggle(): void;
  close(): void;
}

const world = globalThis as { saysWho?: Session };

function start(): Session {
  let state: PageState = { kind: "idle" };
  let overlay: Overlay | null = null;
  /** The run whose answer is awaited: an answer to one that was given up comes to nothing. */
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

  function become(next: PageState): void {
    state = next;
    void send({ to: "background", type: "state", state });
  }

  async function open(): Promise<void> {
    const mine = ++run;
    const unreadable = documentTrouble();
    if (unreadable) return become({ kind: "unreadable", reason: unreadable });
    become({ kind: "reading" });
    const { nodes, ...parts } = read(document.documentElement);
    if (!nodes.some((node) => /\S/.test(node.data))) {
      return become({ kind: "unreadable", reason: document.querySelector("img, svg, canvas, video, picture") ? "image-only" : "empty" });
    }
    const snapshot = { head: headOf(document), ...parts };
    const [answer, { settings, say }] = await Promise.all([
      send({ to: "background", type: "snapshot", snapshot }) as Promise<Answer | undefined>,
      wishes(),
    ]);
    if (mine !== run) return;
    if (!answer || "failed" in answer) return become({ kind: "unreadable", reason: "engine" });
    overlay = new Overlay(answer.report, nodes, say, (id) => void send({ to: "background", type: "pointed", id }), settings, actions());
    unwatch = watch((loaded) => change(loaded.settings));
    become({ kind: "ready", report: answer.report });
  }

  /** What the card can do. */
  function actions(): CardActions {
    const host = hostOf(location.href);
    return {
      search: (words) => void send({ to: "background", type: "search", words }),
      // The settings are watched: the page follows by itself, and so does every other page of the site.
      ...(host === null ? {} : { siteOff: () => void changeSettings((settings) => settings.never.push(host)) }),
      // There the list has no place beside the page.
      ...(/\bAndroid\b/.test(navigator.userAgent) ? { list: () => void send({ to: "background", type: "list" }) } : {}),
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
    if (isNever(settings, location.href)) {
      close();
      become({ kind: "unreadable", reason: "site-off" });
    } else {
      overlay?.change(settings);
      void send({ to: "background", type: "dress" });
    }
  }

  function close(): void {
    run++;
    unwatch?.();
    unwatch = undefined;
    overlay?.close();
    overlay = null;
  }

  function toggle(): void {
    const on = state.kind === "ready" || state.kind === "reading";
    close();
    if (on) become({ kind: "idle" });
    else void open();
  }

  api.runtime.onMessage.addListener((message: unknown, sender, reply: (answer: unknown) => void) => {
    if (sender.id !== api.runtime.id || sender.tab || !isToPage(message)) return;
    switch (message.type) {
      case "ask":
        reply(state);
        break;
      case "select":
        overlay?.select(message.id);
        break;
      case "mark":
        overlay?.mark(message.id);
        break;
      case "step":
        overlay?.step(message.forward);
        reply(overlay !== null);
    }
  });

  // The page goes, perhaps to come back from the browser's memory: then it is as it was before the click.
  window.addEventListener("pagehide", () => {
    if (state.kind === "idle") return;
    close();
    become({ kind: "idle" });
  });

  return { alive, toggle, close };
}

/** Why this kind of document has no text of its own. */
function documentTrouble(): Unreadable | null {
  const { contentType } = document;
  if (contentType === "application/pdf") return "pdf";
  return /^(image|video|audio)\//.test(contentType) ? "image-only" : null;
}

if (world.saysWho && !world.saysWho.alive()) {
  world.saysWho.close();
  delete world.saysWho;
}
world.saysWho ??= start();
world.saysWho.toggle();
