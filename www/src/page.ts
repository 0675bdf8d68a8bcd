/** Somebody's page, made safe to show: a copy of what a reader reads in it, with nothing that runs, loads or looks its own way. */

/** Elements that are copied as they are. */
const KEPT = new Set(
  ("p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote figure figcaption table caption thead tbody tfoot tr th td " +
    "div section article header hgroup address pre br hr a em strong b i u s q cite sup sub small mark abbr time code span del ins")
    .split(" "),
);

/** Elements that are shown as another: there is one `main` in our page already. */
const INSTEAD = new Map([["main", "article"], ["font", "span"], ["center", "div"], ["label", "span"], ["summary", "div"], ["details", "div"]]);

/** Elements that are left out with all that is in them: what is no text, and what is beside the text. */
const LEFT_OUT =
  "script, style, link, meta, template, noscript, iframe, object, embed, svg, math, canvas, img, picture, video, audio, map, " +
  "form, input, textarea, select, button, dialog, nav, aside, footer, body > header, " +
  "[hidden], [aria-hidden=true], [role=navigation], [role=banner], [role=contentinfo], [role=complementary], [role=search], [role=dialog]";

/** Attributes by which the analysis tells the main text from what is around it. They mean nothing to our page. */
const SIGNS = ["class", "id", "itemprop", "rel", "lang", "dir", "colspan", "rowspan"];

/** Class names that mean something here. */
const OURS = /^(www-|panel-|says-who|reading$|plain$|sample$)/;

/** What a page states about itself. */
export interface PageHead {
  url?: string;
  title?: string;
  language?: string;
  /** What its links are relative to, if that is known. */
  base: string | undefined;
}

export function headOf(page: Document): PageHead {
  const canonical = page.querySelector("link[rel~=canonical]")?.getAttribute("href");
  const openGraph = page.querySelector("meta[property='og:url']")?.getAttribute("content");
  const url = [canonical, openGraph].map((address) => webAddress(address)).find((address) => address !== undefined);
  const head: PageHead = { base: webAddress(page.querySelector("base")?.getAttribute("href"), url) ?? url };
  const title = page.title.trim();
  const language = page.documentElement.lang;
  if (url) head.url = url;
  if (title) head.title = title;
  if (language) head.language = language;
  return head;
}

/** A copy of what is in `source`. Relative links lead nowhere where `base` is not known. */
export function copyOf(source: Element, base: string | undefined): DocumentFragment {
  const copy = document.createDocumentFragment();
  /** Iterative: how deep a page nests is its choice. */
  const open: { from: ChildNode | null; into: Node }[] = [{ from: source.firstChild, into: copy }];
  for (let here = open.at(-1); here; here = open.at(-1)) {
    const node = here.from;
    if (!node) {
      open.pop();
      continue;
    }
    here.from = node.nextSibling;
    if (node.nodeType === Node.TEXT_NODE) {
      here.into.appendChild(document.createTextNode((node as Text).data));
    } else if (node.nodeType === Node.ELEMENT_NODE) {
      const made = elementFor(node as Element, base);
      if (!made) continue;
      here.into.appendChild(made);
      open.push({ from: node.firstChild, into: made });
    }
  }
  return copy;
}

function elementFor(source: Element, base: string | undefined): HTMLElement | null {
  if (source.matches(LEFT_OUT) || /display\s*:\s*none|visibility\s*:\s*hidden/i.test(source.getAttribute("style") ?? "")) return null;
  const name = source.localName;
  const made = document.createElement(KEPT.has(name) ? name : (INSTEAD.get(name) ?? (source.firstElementChild ? "div" : "span")));
  for (const sign of SIGNS) {
    const value = source.getAttribute(sign);
    if (value !== null) made.setAttribute(sign, value);
  }
  for (const word of [...made.classList]) if (OURS.test(word)) made.classList.remove(word);
  if (made.classList.length === 0) made.removeAttribute("class");
  if (made.id && document.getElementById(made.id)) made.removeAttribute("id");
  if (made instanceof HTMLAnchorElement) {
    const target = webAddress(source.getAttribute("href"), base);
    if (target) {
      made.href = target;
      made.target = "_blank";
      made.rel = `${made.rel} noopener noreferrer`.trim();
    }
  }
  return made;
}

/** An address of the web, made absolute; undefined where it is none. */
function webAddress(address: string | null | undefined, base?: string): string | undefined {
  const url = address ? URL.parse(address, base) : null;
  return url && /^https?:$/.test(url.protocol) ? url.href : undefined;
}

/** A page again, of what was copied: small enough to be sent along, and read alike. */
export function pageOf({ url, title, language }: PageHead, shown: Element): string {
  const page = document.implementation.createHTMLDocument(title ?? "");
  page.documentElement.lang = language ?? "";
  if (url) {
    const canonical = page.createElement("link");
    canonical.rel = "canonical";
    canonical.href = url;
    page.head.append(canonical);
  }
  page.body.innerHTML = shown.innerHTML;
  return page.documentElement.outerHTML;
}
