/** Chromium: playwright-core for the page, the browser's own debugging protocol for the action and the side panel. */
import { createHash } from "node:crypto";
import { access, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type BrowserContext, type CDPSession, type Page, chromium } from "playwright-core";
import { type Driver, GREETING, type Start, type View, fromEnvironment, until } from "./driver.ts";

interface Target {
  targetId: string;
  type: string;
  url: string;
}

/** Milliseconds after which a target that has not answered never will. */
const ANSWER = 20_000;

export async function launchChromium(extension: string, { headless = true, profile: kept, allowed = [], greeted, proxy, remembers }: Start): Promise<Driver> {
  const known = kept !== undefined && (await access(join(kept, "Default")).then(() => true, () => false));
  const profile = kept ?? (await mkdtemp(join(tmpdir(), "sayswho-chromium-")));
  const folder = resolve(extension);
  if (allowed.length > 0) await allow(profile, idOf(folder), allowed);
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: fromEnvironment("CHROMIUM", "/usr/bin/chromium"),
    headless: false,
    viewport: null,
    ignoreDefaultArgs: remembers ? ["--disable-back-forward-cache"] : [],
    args: [
      ...(headless ? ["--headless=new"] : []),
      ...(proxy ? through(proxy) : []),
      "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
      "--disable-sync", "--disable-dev-shm-usage", "--window-size=1280,900", "--enable-unsafe-extension-debugging",
      `--disable-extensions-except=${folder}`, `--load-extension=${folder}`,
    ],
  });
  const driver = new Chromium(context, folder, kept ? undefined : profile);
  if (!known) {
    await driver.goToTab(GREETING);
    if (!greeted) await driver.closeTab();
  }
  return driver;
}

/** Everything through a proxy; what the browser itself would ask its maker for, it asks this machine for. */
const through = (port: number) => [
  `--proxy-server=http://127.0.0.1:${port}`, "--proxy-bypass-list=<-loopback>",
  ...["gaia-url", "google-apis-url", "google-url", "apps-gallery-update-url", "variations-server-url"].map((name) => `--${name}=http://127.0.0.1:9/`),
  "--component-updater=url-source=http://127.0.0.1:9/",
];

/** Writes into a new profile that the reader has let the extension read these sites before. */
async function allow(profile: string, id: string, sites: string[]): Promise<void> {
  const granted = { api: [], explicit_host: sites, manifest_permissions: [], scriptable_host: [] };
  const settings = { [id]: { granted_permissions: granted, runtime_granted_permissions: granted } };
  await mkdir(join(profile, "Default"), { recursive: true });
  await writeFile(join(profile, "Default", "Preferences"), JSON.stringify({ extensions: { settings } }));
}

/** An unpacked extension's id is a digest of its path, sixteen bytes, written with the letters a to p. */
function idOf(folder: string): string {
  const digest = createHash("sha256").update(folder).digest("hex").slice(0, 32);
  return [...digest].map((digit) => String.fromCharCode(97 + parseInt(digit, 16))).join("");
}

class Chromium implements Driver {
  readonly name = "chromium";
  readonly #context: BrowserContext;
  readonly #folder: string;
  readonly #id: string;
  /** Where it goes with the browser. */
  readonly #profile: string | undefined;
  #active: Page;
  #browser: CDPSession | undefined;
  /** By target. */
  readonly #sessions = new Map<string, string>();
  #next = 1;

  constructor(context: BrowserContext, folder: string, profile: string | undefined) {
    this.#context = context;
    this.#folder = folder;
    this.#id = idOf(folder);
    this.#profile = profile;
    const [first] = context.pages();
    if (!first) throw new Error("Chromium opened without a page");
    this.#active = first;
  }

  readonly page: View = {
    run: async <T>(body: string) => {
      // The page's policy may forbid eval; the debugging protocol is not bound by it.
      const session = await this.#context.newCDPSession(this.#active);
      try {
        return unwrap<T>(await session.send("Runtime.evaluate", evaluation(body)));
      } finally {
        await session.detach();
      }
    },
    screenshot: async (file) => void (await this.#active.screenshot({ path: file })),
  };

  readonly panel: View = {
    run: async <T>(body: string) => {
      await this.#emulateInPanel();
      return unwrap<T>(await this.#inPanel("Runtime.evaluate", evaluation(body)));
    },
    screenshot: async (file) => {
      const { data } = (await this.#inPanel("Page.captureScreenshot", { format: "png" })) as { data: string };
      await writeFile(file, Buffer.from(data, "base64"));
    },
  };

  async open(url: string): Promise<void> {
    await this.#active.goto(url);
  }

  async openOwn(name: string): Promise<void> {
    await this.open(`chrome-extension://${this.#id}/${name}`);
  }

  async openTab(url: string): Promise<void> {
    this.#active = await this.#context.newPage();
    await this.#active.emulateMedia(this.#wishes);
    await this.#active.bringToFront();
    await this.open(url);
  }

  async openWindow(url: string): Promise<void> {
    const opened = this.#context.waitForEvent("page");
    await (await this.#browserSession()).send("Target.createTarget", { url: "about:blank", newWindow: true });
    this.#active = await opened;
    await this.#active.emulateMedia(this.#wishes);
    await this.open(url);
  }

  async discard(address: RegExp): Promise<void> {
    const [id, url] = await this.#inWorker<[number, string]>(`
      const tab = (await chrome.tabs.query({})).find(({ url }) => ${address}.test(url));
      return [(await chrome.tabs.discard(tab.id)).id, tab.url];`);
    this.#discarded.set(id, url);
  }

  /** Addresses of discarded tabs, by the ids that they have since. */
  readonly #discarded = new Map<number, string>();

  async closeTab(): Promise<void> {
    await this.#active.close();
    this.#active = this.#context.pages()[0] ?? this.#active;
    await this.#active.bringToFront();
  }

  async hideTab<T>(work: () => Promise<T>): Promise<T> {
    await seeTruly(this.#active);
    const other = await this.#context.newPage();
    await other.bringToFront();
    try {
      return await work();
    } finally {
      await other.close();
      await this.#active.bringToFront();
    }
  }

  async back(): Promise<void> {
    // A page that comes back from memory is not loaded again.
    await this.#active.goBack({ waitUntil: "commit" });
  }

  async clickAction(): Promise<number> {
    const browser = await this.#browserSession();
    const tabs = await this.#targets({ type: "tab" });
    const session = await this.#context.newCDPSession(this.#active);
    const { targetInfo } = (await session.send("Target.getTargetInfo")) as { targetInfo: Target };
    await session.detach();
    const tab = tabs.find((target) => target.url === targetInfo.url);
    if (!tab) throw new Error(`no tab shows ${targetInfo.url}`);
    const time = Date.now();
    await browser.send("Extensions.triggerAction" as never, { id: this.#id, targetId: tab.targetId } as never);
    return time;
  }

  async checkSelection(): Promise<void> {
    // No protocol reaches the browser's own menu: its event is raised where the extension hears it.
    const info = { menuItemId: "selection", frameId: 0, editable: false, selectionText: await this.page.run<string>(SELECTED) };
    const worker = await until("the worker", () => this.#worker());
    await this.#tell(worker, "Runtime.evaluate", evaluation(`
      const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
      chrome.contextMenus.onClicked.dispatch(${JSON.stringify(info)}, tab);`));
  }

  async moveTo(x: number, y: number): Promise<void> {
    this.#pointer = { x, y };
    await this.#active.mouse.move(x, y);
  }

  #pointer = { x: 0, y: 0 };

  async clickHere(): Promise<void> {
    await this.#active.mouse.click(this.#pointer.x, this.#pointer.y);
  }

  async pressEscape(): Promise<void> {
    await this.#active.keyboard.press("Escape");
  }

  async press(key: string): Promise<void> {
    await this.#active.keyboard.press(key);
  }

  async answer(): Promise<void> {
    // It was given when the browser was started.
  }

  async command(name: string): Promise<void> {
    // One that is just starting hears nothing yet.
    await until("the worker to listen", () => this.#inWorker<boolean>("return chrome.commands.onCommand.hasListeners();"));
    await this.#inWorker(`
      const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
      chrome.commands.onCommand.dispatch(${JSON.stringify(name)}, tab);`);
  }

  async clipboard(): Promise<string> {
    await this.#context.grantPermissions(["clipboard-read"]);
    return this.#active.evaluate(() => navigator.clipboard.readText());
  }

  async tabs(): Promise<string[]> {
    return this.#context.pages().map((page) => page.url());
  }

  async goToTab(address: RegExp): Promise<void> {
    this.#active = await until(`a tab with ${address}`, async () => {
      const page = this.#context.pages().find((page) => address.test(page.url()));
      // One that was discarded is no page until it comes to the front.
      const lost = [...this.#discarded].find(([, url]) => address.test(url));
      if (!page && lost) await this.#inWorker(`await chrome.tabs.update(${lost[0]}, { active: true });`);
      if (page && lost) this.#discarded.delete(lost[0]);
      return page;
    });
    await this.#active.bringToFront();
  }

  #wishes: Parameters<Page["emulateMedia"]>[0] = {};

  async prefer({ dark, forcedColors, reducedMotion }: Parameters<Driver["prefer"]>[0]): Promise<void> {
    this.#wishes = {
      colorScheme: dark ? "dark" : "light",
      forcedColors: forcedColors ? "active" : "none",
      reducedMotion: reducedMotion ? "reduce" : "no-preference",
    };
    for (const page of this.#context.pages()) await page.emulateMedia(this.#wishes);
  }

  async stopBackground(): Promise<void> {
    const worker = await this.#worker();
    if (!worker) return;
    const browser = await this.#browserSession();
    // One that is looked into does not stop.
    const sessionId = this.#sessions.get(worker.targetId);
    if (sessionId !== undefined) await browser.send("Target.detachFromTarget", { sessionId });
    this.#sessions.delete(worker.targetId);
    await until("the worker to stop", async () => {
      // A message may have started the next one already.
      if ((await this.#worker())?.targetId !== worker.targetId) return true;
      // Asked again, since one that is in the middle of a call may not heed it.
      await browser.send("Target.closeTarget", { targetId: worker.targetId });
      return false;
    });
  }

  async backgroundMemory(): Promise<number> {
    const worker = await until("the worker", () => this.#worker());
    await this.#tell(worker, "HeapProfiler.collectGarbage", {});
    const heap = (await this.#tell(worker, "Runtime.getHeapUsage", {})) as Record<string, number | undefined>;
    return (heap["usedSize"] ?? 0) + (heap["embedderHeapUsedSize"] ?? 0) + (heap["backingStorageSize"] ?? 0);
  }

  async reloadExtension(): Promise<void> {
    const browser = await this.#browserSession();
    await browser.send("Extensions.loadUnpacked" as never, { path: this.#folder } as never);
    // Before it has run once, nobody hears a click.
    await until("the worker to listen", () => this.#inWorker<boolean>("return chrome.action.onClicked.hasListeners();"));
  }

  async #inWorker<T>(body: string): Promise<T> {
    const worker = await until("the worker", () => this.#worker());
    return unwrap<T>(await this.#tell(worker, "Runtime.evaluate", evaluation(body)));
  }

  async #worker(): Promise<Target | undefined> {
    const found = await this.#targets({ type: "service_worker" });
    return found.find(({ url }) => url.startsWith(`chrome-extension://${this.#id}/`));
  }

  async inCard<T>(body: string): Promise<T | undefined> {
    const session = await this.#context.newCDPSession(this.#active);
    try {
      const { root } = await session.send("DOM.getDocument", { depth: -1, pierce: true });
      const host = root.children?.find(({ localName }) => localName === "html")?.children?.at(-1);
      const shadow = host?.shadowRoots?.find(({ shadowRootType }) => shadowRootType === "closed");
      if (!shadow) return undefined;
      const { object } = await session.send("DOM.resolveNode", { backendNodeId: shadow.backendNodeId });
      const answer = await session.send("Runtime.callFunctionOn", {
        objectId: object.objectId,
        functionDeclaration: `function () { const root = this; return (async () => { ${body} })().then((found) => JSON.stringify(found)); }`,
        awaitPromise: true,
        returnByValue: true,
      });
      return unwrap<T>(answer);
    } finally {
      await session.detach();
    }
  }

  async resize(width: number, height: number): Promise<void> {
    await this.#active.setViewportSize({ width, height });
  }

  async closed(): Promise<void> {
    // Closing the last page's window ends the context; without a page there is nothing left to see.
    await new Promise<void>((resolve) => this.#context.on("close", () => resolve()));
  }

  async close(): Promise<void> {
    await this.#context.close();
    if (this.#profile) await rm(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }

  async #browserSession(): Promise<CDPSession> {
    const browser = this.#context.browser();
    if (!browser) throw new Error("playwright gives no browser for this context");
    this.#browser ??= await browser.newBrowserCDPSession();
    return this.#browser;
  }

  /** playwright does not know the panel's target: what the reader has asked for must be said to it too. */
  async #emulateInPanel(): Promise<void> {
    const { colorScheme, forcedColors, reducedMotion } = this.#wishes ?? {};
    const wished = { "prefers-color-scheme": colorScheme, "forced-colors": forcedColors, "prefers-reduced-motion": reducedMotion };
    const features = Object.entries(wished).flatMap(([name, value]) => (value ? [{ name, value }] : []));
    if (features.length > 0) await this.#inPanel("Emulation.setEmulatedMedia", { features });
  }

  async #inPanel(method: string, params: object): Promise<unknown> {
    const target = await until("the side panel", async () => {
      const all = await this.#targets({});
      const found = all.filter(({ url, type }) => type !== "tab" && url === `chrome-extension://${this.#id}/panel.html`);
      if (found.length < 2) return found[0];
      // Each window has its own.
      const session = await this.#context.newCDPSession(this.#active);
      const { windowId } = await session.send("Browser.getWindowForTarget").finally(() => session.detach());
      for (const target of found) {
        const answer = await this.#tell(target, "Runtime.evaluate", evaluation("return (await chrome.windows.getCurrent()).id;"));
        if (unwrap<number>(answer) === windowId) return target;
      }
      return undefined;
    });
    return this.#tell(target, method, params);
  }

  async #targets(filter: { type?: string }): Promise<Target[]> {
    const browser = await this.#browserSession();
    const { targetInfos } = (await browser.send("Target.getTargets", { filter: [filter] })) as { targetInfos: Target[] };
    return targetInfos;
  }

  /** Some kinds of target playwright does not know, so messages to them go through the browser's session. */
  async #tell({ targetId }: Target, method: string, params: object): Promise<unknown> {
    const browser = await this.#browserSession();
    let session = this.#sessions.get(targetId);
    if (session === undefined) {
      session = (await browser.send("Target.attachToTarget", { targetId, flatten: false })).sessionId;
      this.#sessions.set(targetId, session);
    }
    const id = this.#next++;
    const sent = JSON.stringify({ id, method, params });
    return new Promise<unknown>((resolve, reject) => {
      const end = (finish: () => void) => {
        clearTimeout(timer);
        browser.off("Target.receivedMessageFromTarget", hear);
        browser.off("Target.detachedFromTarget", gone);
        finish();
      };
      const fail = (why: string) => {
        this.#sessions.delete(targetId);
        end(() => reject(new Error(`${method}: ${why}`)));
      };
      const hear = ({ sessionId, message }: { sessionId: string; message: string }) => {
        if (sessionId !== session) return;
        const heard = JSON.parse(message) as { id?: number; result?: unknown; error?: { message: string } };
        if (heard.id !== id) return;
        const { error } = heard;
        end(() => (error ? reject(new Error(error.message)) : resolve(heard.result)));
      };
      // A worker may be stopped, a panel closed, before it answers.
      const gone = ({ sessionId }: { sessionId: string }) => sessionId === session && fail("the target has gone");
      const timer = setTimeout(() => fail("no answer"), ANSWER);
      browser.on("Target.receivedMessageFromTarget", hear);
      browser.on("Target.detachedFromTarget", gone);
      browser.send("Target.sendMessageToTarget", { sessionId: session, message: sent }).catch((error: unknown) => fail(String(error)));
    });
  }
}

/** What the menu says of the selection. */
const SELECTED = `
  const field = document.activeElement;
  return "value" in field ? field.value.slice(field.selectionStart, field.selectionEnd) : String(getSelection());`;

/** Playwright has every page believe that it is seen, and gives no way to end that: what it once told the browser is taken back in its own name. */
async function seeTruly(page: Page): Promise<void> {
  const { _connection } = page as unknown as { _connection: { toImpl(page: Page): Inner } };
  await _connection.toImpl(page).delegate._mainFrameSession._client.send("Emulation.setFocusEmulationEnabled", { enabled: false });
}

/** Playwright's own side of a page. */
interface Inner {
  delegate: { _mainFrameSession: { _client: { send(method: string, params: object): Promise<unknown> } } };
}

const evaluation = (body: string) => ({
  expression: `(async () => { ${body} })().then((found) => JSON.stringify(found))`,
  awaitPromise: true,
  returnByValue: true,
});

function unwrap<T>(answer: unknown): T {
  const { result, exceptionDetails } = answer as {
    result: { value?: string };
    exceptionDetails?: { text: string; exception?: { description?: string } };
  };
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return (result.value === undefined ? undefined : JSON.parse(result.value)) as T;
}
