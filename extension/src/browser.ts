/** The browser's extension API by one name: `browser` in Firefox, `chrome` in Chrome; both answer with promises. */

/** What Firefox has and Chrome has not. */
interface FirefoxOnly {
  sidebarAction?: { open(): Promise<void> };
  commands: typeof chrome.commands & { openShortcutSettings?(): Promise<void> };
}

type Api = typeof chrome & FirefoxOnly;

const { browser } = globalThis as { browser?: Api };

export const api: Api = browser ?? chrome;
