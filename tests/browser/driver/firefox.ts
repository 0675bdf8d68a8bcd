/** Firefox: selenium for the page; the action and the sidebar by the browser's own chrome, as geckodriver's system access allows. */
import { access, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { Browser, Builder, Key, Origin } from "selenium-webdriver";
import firefox from "selenium-webdriver/firefox.js";
import { type Driver, GREETING, type Start, type View, fromEnvironment, pause, until } from "./driver.ts";

type Window = firefox.Driver;

export async function launchFirefox(extension: string, { headless = true, profile, greeted, proxy }: Start): Promise<Driver> {
  const options = new firefox.Options();
  options.setBinary(fromEnvironment("FIREFOX", "/usr/bin/firefox-esr"));
  if (headless) options.addArguments("-headless");
  options.addArguments("--width=1280", "--height=900");
  options.setPageLoadStrategy("normal");
  if (profile) {
    options.addArguments("-profile", profile);
    // Only what is installed for good is there at the next start.
    options.setPreference("xpinstall.signatures.required", false);
  }
  // A PDF is shown in the browser, as a reader has it, and nothing is asked or fetched by the browser itself.
  options.setPreference("browser.aboutwelcome.enabled", false);
  options.setPreference("datareporting.policy.dataSubmissionEnabled", false);
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) if (value !== undefined) environment[name] = value;
  if (proxy) {
    // What the browser itself would ask its maker for, it asks nobody for.
    environment["MOZ_REMOTE_SETTINGS_DEVTOOLS"] = "1";
    options.setPreference("services.settings.server", "data:,#remote-settings-dummy/v1");
    const preferences: [string, string | number | boolean][] = [
      ["network.proxy.type", 1], ["network.proxy.http", "127.0.0.1"], ["network.proxy.http_port", proxy],
      ["network.proxy.ssl", "127.0.0.1"], ["network.proxy.ssl_port", proxy],
      ["network.proxy.no_proxies_on", ""], ["network.proxy.allow_hijacking_localhost", true], ["network.proxy.failover_direct", false],
    ];
    for (const [name, value] of preferences) options.setPreference(name, value);
  }
  const service = new firefox.ServiceBuilder(fromEnvironment("GECKODRIVER", "geckodriver"))
    .addArguments("--allow-system-access")
    .setEnvironment(environment);
  const window = (await new Builder()
    .forBrowser(Browser.FIREFOX)
    .setFirefoxOptions(options)
    .setFirefoxService(service)
    .build()) as Window;
  try {
    await window.manage().setTimeouts({ script: 120_000, pageLoad: 120_000 });
    const before = profile !== undefined && (await access(join(profile, INSTALLED)).then(() => true, () => false));
    const id = before ? (await manifestOf(extension)).browser_specific_settings.gecko.id : await window.installAddon(resolve(extension), !profile);
    if (profile) await writeFile(join(profile, INSTALLED), "");
    const driver = new Firefox(window, id, (await manifestOf(extension)).commands);
    if (!before) {
      await driver.goToTab(GREETING);
      if (!greeted) await driver.closeTab();
    }
    return driver;
  } catch (error) {
    await window.quit();
    throw error;
  }
}

/** Stands in a profile that has the extension. */
const INSTALLED = "sayswho-installed";

interface Manifest {
  browser_specific_settings: { gecko: { id: string } };
  commands: Record<string, { suggested_key: { default: string } }>;
}

const manifestOf = async (extension: string) => JSON.parse(await readFile(join(extension, "manifest.json"), "utf8")) as Manifest;

class Firefox implements Driver {
  readonly name = "firefox";
  readonly #window: Window;
  readonly #id: string;
  readonly #commands: Manifest["commands"];

  constructor(window: Window, id: string, commands: Manifest["commands"]) {
    this.#window = window;
    this.#id = id;
    this.#commands = commands;
  }

  readonly page: View = {
    run: async <T>(body: string) => {
      const answer = await this.#window.executeAsyncScript<Answer>(`
        const done = arguments[arguments.length - 1];
        (async () => { ${body} })().then((found) => done({ found: JSON.stringify(found) }), (error) => done({ error: String(error) }));`);
      return unwrap<T>(answer);
    },
    screenshot: async (file) => writeFile(file, await this.#window.takeScreenshot(), "base64"),
  };

  readonly panel: View = {
    run: async <T>(body: string) => unwrap<T>(await until("the sidebar", () => this.#carry(SIDEBAR, "content.document", body))),
    // The sidebar and the page beside it.
    screenshot: async (file) => writeFile(file, await this.#inChrome(() => this.#window.takeScreenshot()), "base64"),
  };

  async open(url: string): Promise<void> {
    await this.#window.get(url);
  }

  async openOwn(name: string): Promise<void> {
    const host = await this.#inChrome(() =>
      this.#window.executeScript<string>("return WebExtensionPolicy.getByID(arguments[0]).mozExtensionHostname;", this.#id),
    );
    await this.open(`moz-extension://${host}/${name}`);
  }

  async openTab(url: string): Promise<void> {
    await this.#window.switchTo().newWindow("tab");
    await this.open(url);
  }

  async openWindow(url: string): Promise<void> {
    await this.#window.switchTo().newWindow("window");
    await this.open(url);
  }

  async discard(address: RegExp): Promise<void> {
    await until("the tab to be discarded", () =>
      this.#inChrome(() =>
        this.#window.executeScript<boolean>(
          `
          const tab = gBrowser.tabs.find(({ linkedBrowser }) => new RegExp(arguments[0]).test(linkedBrowser.currentURI.spec));
          gBrowser.discardBrowser(tab, true);
          return !tab.linkedPanel;`,
          address.source,
        ),
      ),
    );
  }

  async closeTab(): Promise<void> {
    await this.#window.close();
    const [first] = await this.#window.getAllWindowHandles();
    if (first) await this.#window.switchTo().window(first);
  }

  async hideTab<T>(work: () => Promise<T>): Promise<T> {
    const inTabs = (words: string) => this.#inChrome(() => this.#window.executeScript<void>(words));
    await inTabs(`
      const triggeringPrincipal = Services.scriptSecurityManager.getSystemPrincipal();
      window.testTab = gBrowser.selectedTab = gBrowser.addTab("about:blank", { triggeringPrincipal });`);
    try {
      return await work();
    } finally {
      await inTabs("gBrowser.removeTab(window.testTab); delete window.testTab;");
    }
  }

  async back(): Promise<void> {
    await this.#window.navigate().back();
  }

  async clickAction(): Promise<number> {
    return this.#inChrome(() =>
      this.#window.executeScript<number>(
        `
        const { ExtensionParent } = ChromeUtils.importESModule("resource://gre/modules/ExtensionParent.sys.mjs");
        const { extension } = WebExtensionPolicy.getByID(arguments[0]);
        const action = ExtensionParent.apiManager.global.browserActionFor(extension);
        const input = window.windowUtils.setHandlingUserInput(true);
        const time = Date.now();
        try {
          action.triggerAction(window);
        } finally {
          input.destruct();
        }
        return time;`,
        this.#id,
      ),
    );
  }

  async checkSelection(): Promise<void> {
    const text = await this.page.run<string>(`
      const field = document.activeElement;
      return "value" in field ? field.value.slice(field.selectionStart, field.selectionEnd) : String(getSelection());`);
    await this.#inChrome(() =>
      this.#window.executeScript(
        `
        const { extension } = WebExtensionPolicy.getByID(arguments[0]);
        const tab = gBrowser.selectedTab;
        extension.tabManager.addActiveTabPermission(tab);
        extension.emit("webext-menu-menuitem-click", { menuItemId: "selection", frameId: 0, editable: false, selectionText: arguments[1] }, tab);`,
        this.#id,
        text,
      ),
    );
  }

  async moveTo(x: number, y: number): Promise<void> {
    await this.#window.actions().move({ x: Math.round(x), y: Math.round(y), origin: Origin.VIEWPORT, duration: 0 }).perform();
  }

  async clickHere(): Promise<void> {
    await this.#window.actions().click().perform();
  }

  async pressEscape(): Promise<void> {
    await this.#window.actions().sendKeys(Key.ESCAPE).perform();
  }

  async press(key: string): Promise<void> {
    const names: Record<string, string> = {
      Tab: Key.TAB, Enter: Key.ENTER, Space: Key.SPACE, Escape: Key.ESCAPE, ArrowDown: Key.ARROW_DOWN, ArrowUp: Key.ARROW_UP,
    };
    const parts = key.split("+");
    const last = parts.at(-1) ?? key;
    const actions = this.#window.actions();
    if (parts.length > 1) actions.keyDown(Key.SHIFT);
    actions.sendKeys(names[last] ?? last);
    if (parts.length > 1) actions.keyUp(Key.SHIFT);
    await actions.perform();
  }

  async command(name: string): Promise<void> {
    const shortcut = this.#commands[name]?.suggested_key.default;
    if (!shortcut) throw new Error(`${name} has no keys`);
    const named: Record<string, string> = { Alt: Key.ALT, Shift: Key.SHIFT, Period: ".", Comma: "," };
    const keys = shortcut.split("+").map((key) => named[key] ?? key);
    await this.#inChrome(async () => {
      const actions = this.#window.actions();
      for (const key of keys) actions.keyDown(key);
      for (const key of keys.toReversed()) actions.keyUp(key);
      await actions.perform();
    });
  }

  async clipboard(): Promise<string> {
    return this.#inChrome(() =>
      this.#window.executeScript<string>(`
        const transfer = Cc["@mozilla.org/widget/transferable;1"].createInstance(Ci.nsITransferable);
        transfer.init(null);
        transfer.addDataFlavor("text/plain");
        Services.clipboard.getData(transfer, Services.clipboard.kGlobalClipboard);
        const found = {};
        transfer.getTransferData("text/plain", found);
        return found.value.QueryInterface(Ci.nsISupportsString).data;`),
    );
  }

  async tabs(): Promise<string[]> {
    return this.#inChrome(() => this.#window.executeScript<string[]>("return gBrowser.browsers.map((tab) => tab.currentURI.spec);"));
  }

  async goToTab(address: RegExp): Promise<void> {
    await until(`a tab with ${address}`, async () => {
      for (const handle of await this.#window.getAllWindowHandles()) {
        await this.#window.switchTo().window(handle);
        if (address.test(await this.#window.getCurrentUrl())) return true;
      }
      return false;
    });
  }

  async answer(allow: boolean): Promise<void> {
    await until("the browser's question", () =>
      this.#inChrome(() =>
        this.#window.executeScript<boolean>(
          `
          const question = document.querySelector("#notification-popup > popupnotification[open], #addon-webext-permissions-notification");
          if (!question || PopupNotifications.panel.state !== "open") return false;
          (arguments[0] ? question.button : question.secondaryButton).click();
          return true;`,
          allow,
        ),
      ),
    );
  }

  async prefer({ dark, forcedColors, reducedMotion }: Parameters<Driver["prefer"]>[0]): Promise<void> {
    await this.#inChrome(() =>
      this.#window.executeScript(
        `
        const [dark, forcedColors, reducedMotion] = arguments;
        Services.prefs.setIntPref("layout.css.prefers-color-scheme.content-override", dark ? 0 : 1);
        // The sidebar follows the browser's own theme, and that the system's.
        Services.prefs.setIntPref("ui.systemUsesDarkTheme", dark ? 1 : 0);
        Services.prefs.setIntPref("browser.display.document_color_use", forcedColors ? 2 : 0);
        Services.prefs.setIntPref("ui.prefersReducedMotion", reducedMotion ? 1 : 0);`,
        dark ?? false,
        forcedColors ?? false,
        reducedMotion ?? false,
      ),
    );
  }

  async stopBackground(): Promise<void> {
    await this.#inChrome(() =>
      this.#window.executeAsyncScript(
        `
        const [id, done] = arguments;
        WebExtensionPolicy.getByID(id).extension.terminateBackground({ ignoreDevToolsAttached: true }).then(done, done);`,
        this.#id,
      ),
    );
  }

  async backgroundMemory(): Promise<number> {
    return this.#inChrome(() =>
      this.#window.executeAsyncScript<number>(`
        const [done] = arguments;
        ChromeUtils.requestProcInfo().then(({ children }) => done(children.find(({ type }) => type === "extension")?.memory ?? 0));`),
    );
  }

  async reloadExtension(): Promise<void> {
    await this.#inChrome(() =>
      this.#window.executeAsyncScript(
        `
        const [id, done] = arguments;
        AddonManager.getAddonByID(id).then((addon) => addon.reload()).then(() => done(), done);`,
        this.#id,
      ),
    );
  }

  async inCard<T>(body: string): Promise<T | undefined> {
    const card = "content.document.documentElement.lastElementChild?.openOrClosedShadowRoot ?? null";
    const answer = await this.#carry("return gBrowser.selectedBrowser;", card, body);
    return answer ? unwrap<T>(answer) : undefined;
  }

  async resize(width: number, height: number): Promise<void> {
    const [left, top] = await this.page.run<[number, number]>(`return [outerWidth - innerWidth, outerHeight - innerHeight];`);
    await this.#window.manage().window().setRect({ width: width + left, height: height + top });
  }

  async closed(): Promise<void> {
    while (await this.#window.getAllWindowHandles().then(({ length }) => length > 0, () => false)) await pause();
  }

  async close(): Promise<void> {
    await this.#window.quit();
  }

  async #inChrome<T>(work: () => Promise<T>): Promise<T> {
    await this.#window.setContext(firefox.Context.CHROME);
    try {
      return await work();
    } finally {
      await this.#window.setContext(firefox.Context.CONTENT);
    }
  }

  /**
   * Evaluates in a document that is in another process: a frame script carries the words there and the answer back. Null where
   * there is no such document, undefined where it has no `root`.
   */
  async #carry(find: string, root: string, body: string): Promise<Answer | null> {
    return this.#inChrome(() =>
      this.#window.executeAsyncScript<Answer | null>(
        `
        const [id, root, body, done] = arguments;
        const inner = (() => { ${find} })();
        if (!inner) return done(null);
        const name = "sayswho-test-" + Math.random();
        inner.messageManager.addMessageListener(name, function hear({ data }) {
          inner.messageManager.removeMessageListener(name, hear);
          done(data);
        });
        const script = "(" + function (name, root, body) {
          const world = new Cu.Sandbox(content, { sandboxPrototype: content, wantXrays: false });
          world.root = root;
          world.done = (found, error) => sendAsyncMessage(name, { found, error });
          if (!root) return world.done();
          Cu.evalInSandbox(
            "(async () => { " + body + " })().then((found) => done(JSON.stringify(found)), (error) => done(undefined, String(error)))",
            world,
          );
        } + ")(" + JSON.stringify(name) + "," + root + "," + JSON.stringify(body) + ")";
        inner.messageManager.loadFrameScript("data:application/javascript;charset=utf-8," + encodeURIComponent(script), false);`,
        this.#id,
        root,
        body,
      ),
    );
  }
}

/** The sidebar's browser element, where it shows this extension. */
const SIDEBAR = `
  const sidebar = SidebarController.browser?.contentDocument?.getElementById("webext-panels-browser");
  const address = URL.parse(sidebar?.currentURI?.spec ?? "");
  return address && WebExtensionPolicy.getByHostname(address.hostname)?.id === id ? sidebar : null;`;

interface Answer {
  found?: string | null;
  error?: string | null;
}

function unwrap<T>({ found, error }: Answer): T {
  if (error) throw new Error(error);
  return (found ? JSON.parse(found) : undefined) as T;
}
