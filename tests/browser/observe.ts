/** What a reader sees of the extension: the words that are painted, the card, the panel's list. */
import axe from "axe-core";
import { type Driver, type View, until } from "./driver/driver.ts";

export type Status = "none" | "vague" | "named" | "cited";
export const STATUSES: Status[] = ["none", "vague", "named", "cited"];

/** The painted words by status, marked or not, in the order of the page. */
export type Painted = Record<Status, string>;

/** Reads from the page's side what `CSS.highlights` holds. */
export async function painted(driver: Driver): Promise<Painted> {
  return driver.page.run<Painted>(`
    const words = (name) => [...(CSS.highlights.get(name) ?? [])]
      .sort((a, b) => a.startContainer === b.startContainer ? a.startOffset - b.startOffset
        : a.startContainer.compareDocumentPosition(b.startContainer) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1)
      .map(({ startContainer, startOffset, endContainer, endOffset }) =>
        startContainer === endContainer ? startContainer.data.slice(startOffset, endOffset) : "<more than one node>")
      .join("").replace(/\\s+/g, " ").trim();
    return Object.fromEntries(${JSON.stringify(STATUSES)}.map((status) =>
      [status, words("sayswho-" + status) || words("sayswho-" + status + "-marked")]));`);
}

/** The names of our highlights that are there. */
export const highlightNames = (driver: Driver) =>
  driver.page.run<string[]>(`return [...CSS.highlights.keys()].filter((name) => name.startsWith("sayswho")).sort();`);

/** Clicks the action and waits until claims are painted, with their looks. */
export async function showClaims(driver: Driver): Promise<void> {
  await driver.clickAction();
  await until("the highlights", () =>
    driver.page.run<boolean>(`
      const [looks, none] = [[...CSS.highlights.keys()].find((name) => name.startsWith("sayswho")), "nobodys"]
        .map((name) => getComputedStyle(document.documentElement, "::highlight(" + name + ")"));
      return CSS.highlights.size > 0 && (looks.textDecorationLine !== none.textDecorationLine || looks.backgroundColor !== none.backgroundColor);`),
  );
}

/** Everything that a page could find changed: its markup and its style sheets. */
export const pageState = (driver: Driver) =>
  driver.page.run<string>(`
    return [document.documentElement.outerHTML, document.styleSheets.length, document.adoptedStyleSheets.length,
      document.documentElement.childNodes.length].join("\\n");`);

export interface CardSeen {
  text: string;
  title: string;
  links: { href: string; rel: string; target: string }[];
  /** Where it stands in the window. */
  box: { left: number; top: number; right: number; bottom: number };
  window: { width: number; height: number };
}

/** The open card; undefined where there is none. */
export const card = (driver: Driver) =>
  driver.inCard<CardSeen>(`
    const { left, top, right, bottom } = root.host.getBoundingClientRect();
    const shown = root.querySelector(".card");
    return {
      text: shown.textContent, title: shown.querySelector("h2").textContent,
      links: [...shown.querySelectorAll("a")].map(({ href, rel, target }) => ({ href, rel, target })),
      box: { left, top, right, bottom }, window: { width: innerWidth, height: innerHeight },
    };`);

export const cardOpens = (driver: Driver) => until("the card", () => card(driver));
export const cardCloses = (driver: Driver) => until("the card to close", async () => (await card(driver)) === undefined);

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Where an element's lines stand in the window. */
export const linesOf = (driver: Driver, selector: string) =>
  driver.page.run<Box[]>(`
    return [...document.querySelector(${JSON.stringify(selector)}).getClientRects()]
      .map(({ left, top, right, bottom }) => ({ left, top, right, bottom }));`);

/** Puts the pointer on an element's first line. */
export async function pointAt(driver: Driver, selector: string): Promise<void> {
  const [line] = await linesOf(driver, selector);
  if (!line) throw new Error(`${selector} is not shown`);
  await driver.moveTo(line.left + Math.min(20, (line.right - line.left) / 2), (line.top + line.bottom) / 2);
}

/** The text of an element as a reader has it. */
export const textOf = (driver: Driver, selector: string) =>
  driver.page.run<string>(`return document.querySelector(${JSON.stringify(selector)}).textContent.replace(/\\s+/g, " ").trim();`);

/** The sentences that the panel lists now. */
export const listed = (driver: Driver) => listedIn(driver.panel);

/** The same of a panel that is not the window's. */
export const listedIn = (view: View) =>
  view.run<string[]>(`
    return [...document.querySelectorAll(".panel-row-sentence")].filter((row) => row.checkVisibility()).map((row) => row.textContent);`);

/** Waits until the panel lists claims. */
export const panelLists = (driver: Driver) =>
  until("the panel's list", async () => {
    const rows = await listed(driver);
    return rows.length > 0 && rows;
  });

/** What the panel says in place of a list; an empty string where it lists claims. */
export const panelSays = (driver: Driver) =>
  driver.panel.run<string>(`
    return [...document.querySelectorAll(".panel-state")].filter((state) => state.checkVisibility()).map((state) => state.textContent).join("");`);

/** Waits until the panel says something that fits. */
export const panelComesToSay = (driver: Driver, words: RegExp) =>
  until(`the panel to say ${words}`, async () => {
    const said = await panelSays(driver);
    return words.test(said) && said;
  });

/** The badge of the tab that is in front. */
export const badge = (driver: Driver) =>
  driver.panel.run<string>(`
    const { tabs, action } = globalThis.browser ?? chrome;
    const [tab] = await tabs.query({ active: true, currentWindow: true });
    return action.getBadgeText({ tabId: tab.id });`);

/** What axe finds in a view against the accessibility guidelines. */
export const violations = (view: View) =>
  view.run<string[]>(`
    ${axe.source};
    const { violations } = await globalThis.axe.run(document);
    return violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html }) => html).join(" "));`);

/** All that the panel says, in the order of its page. */
export const panelText = (driver: Driver) => driver.panel.run<string>("return document.body.innerText;");

export interface Slice {
  what: string;
  milliseconds: number;
  /** How many there were. */
  slices: number;
}

/** The longest piece of our work on the page's main thread, by the measures that it leaves. */
export const longestSlice = (driver: Driver) =>
  driver.page.run<Slice>(`
    const slices = performance.getEntriesByName("sayswho-slice");
    const [longest] = slices.toSorted((a, b) => b.duration - a.duration);
    return { what: longest?.detail ?? "", milliseconds: longest?.duration ?? 0, slices: slices.length };`);
