/**
 * One way to drive the real extension in either browser. Only what a reader could do and see: the page, the click on the action,
 * pointer and keys, the panel.
 */

/** The browsers by the name that `BROWSER` gives. */
export type BrowserName = "chromium" | "firefox";

/** A document to look into: the page or the panel. */
export interface View {
  /** Evaluates the body of an async function in the document's own world; what it returns comes back as JSON. */
  run<T>(body: string): Promise<T>;
  /** Saves a picture of what is seen. */
  screenshot(file: string): Promise<void>;
}

/** How a browser is started. */
export interface Start {
  headless?: boolean;
  /** The unpacked extension, if it is not the one that the environment names. */
  folder?: string;
  /** A profile that outlives the browser; a second start finds the extension and its data in it. */
  profile?: string;
  /** Leaves the page open that greets new readers; else it is closed, so that each test begins with one empty tab. */
  greeted?: boolean;
  /** The port of a proxy on this machine that everything goes through, what is on this machine too. */
  proxy?: number;
  /** The sites that the reader has let the extension read before: Chromium then gives the leave again without asking. */
  allowed?: string[];
  /** Pages that were left are kept in memory, as readers' browsers do: Playwright forbids it to Chromium unless it is told otherwise. */
  remembers?: boolean;
}

export interface Driver {
  readonly name: BrowserName;
  readonly page: View;
  /** The side panel or sidebar; waits until it is open. */
  readonly panel: View;
  /** Opens an address in the active tab. */
  open(url: string): Promise<void>;
  /** Opens a page of the extension in the active tab: `options.html`. */
  openOwn(name: string): Promise<void>;
  /** Opens an address in a new tab, which becomes the active one. */
  openTab(url: string): Promise<void>;
  /** Opens an address in a new window, whose tab becomes the active one, and whose panel `panel` is while it is. */
  openWindow(url: string): Promise<void>;
  /** Has the browser give up what it holds of a tab in the back that shows an address which fits, as it does where memory is short. */
  discard(address: RegExp): Promise<void>;
  /** Closes the active tab and comes back to the first. */
  closeTab(): Promise<void>;
  /** Back to the page before; comes back when the browser has left this one. */
  back(): Promise<void>;
  /** Does something while another tab is in front, with `page` as it was; then that tab is closed. */
  hideTab<T>(work: () => Promise<T>): Promise<T>;
  /** The reader's click on the extension's button; gives its time, as `Date.now()` tells it. */
  clickAction(): Promise<number>;
  /** The reader's choice of "Check selection" in the menu of what is selected in the page. */
  checkSelection(): Promise<void>;
  /** Moves the pointer, in pixels of the window. */
  moveTo(x: number, y: number): Promise<void>;
  /** Clicks where the pointer is. */
  clickHere(): Promise<void>;
  pressEscape(): Promise<void>;
  /** Presses a key in the page: a character, or `Tab`, `Enter`, `Space`, `ArrowDown`; before a `+`, `Shift`. */
  press(key: string): Promise<void>;
  /**
   * Answers the browser's question whether the extension may read a site. Only Firefox asks where a test can hear it; to Chromium the
   * answer is `Start.allowed`.
   */
  answer(allow: boolean): Promise<void>;
  /**
   * Presses the keys of a command of the extension, by its name in the manifest. In Firefox these are real keys; in Chromium, where no
   * test can press them, the browser's word that they were pressed.
   */
  command(name: string): Promise<void>;
  /** The text in the clipboard. */
  clipboard(): Promise<string>;
  /** The addresses of the open tabs, the first to the last. */
  tabs(): Promise<string[]>;
  /** Goes to the tab that shows an address which fits. */
  goToTab(address: RegExp): Promise<void>;
  /** What a reader has asked the browser for, in every page from now on. */
  prefer(wishes: { dark?: boolean; forcedColors?: boolean; reducedMotion?: boolean }): Promise<void>;
  /** Stops the background as the browser does when it has been idle for a while. */
  stopBackground(): Promise<void>;
  /**
   * Bytes that the background takes: in Chromium its heap and buffers, after a collection; in Firefox, which does not tell those, the
   * process of all extensions.
   */
  backgroundMemory(): Promise<number>;
  /** Loads the extension anew, as an update does; comes back when it is there. */
  reloadExtension(): Promise<void>;
  /** Looks into the open card, which is closed to the page: `root` is its shadow root. Undefined where no card is open. */
  inCard<T>(body: string): Promise<T | undefined>;
  /** Sets the size of the page's view as near as the browser allows. */
  resize(width: number, height: number): Promise<void>;
  /** Waits until the reader closes the browser. */
  closed(): Promise<void>;
  close(): Promise<void>;
}

/** The page that greets new readers. */
export const GREETING = /\/welcome\.html$/;

/** Generous, since two slow cores may be shared with other work; nothing is asserted about time. */
const PATIENCE = 60_000;
const PAUSE = 50;

/** Between two looks. */
export const pause = () => new Promise<void>((resolve) => setTimeout(resolve, PAUSE));

/** Waits until `look` gives something that is not false, null or undefined. An error counts as not yet. */
export async function until<T>(what: string, look: () => Promise<T | false | null | undefined>): Promise<T> {
  const end = Date.now() + PATIENCE;
  let last: unknown;
  do {
    try {
      const seen = await look();
      if (seen !== false && seen !== null && seen !== undefined) return seen;
      last = seen;
    } catch (error) {
      last = error;
    }
    await pause();
  } while (Date.now() < end);
  throw new Error(`waited in vain for ${what}`, { cause: last });
}

/** What `name` says in the environment, or else a usual place. */
export const fromEnvironment = (name: string, otherwise: string): string => process.env[name] || otherwise;
