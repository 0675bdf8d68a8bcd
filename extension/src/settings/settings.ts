/**
 * What a reader may choose, and how a stored value becomes it: whatever was stored, by whichever version, gives usable settings, and
 * a part that does not fit loses nothing but itself.
 *
 * Nothing of an extension's API here, so that it can be tested alone.
 */
import type { ClaimKind, Status } from "../../wasm/sayswho.js";

/** The statuses, weakest first. */
export const STATUSES = ["none", "vague", "named", "cited"] as const satisfies readonly Status[];
export const KINDS = ["numeric", "attribution"] as const satisfies readonly ClaimKind[];
export const STYLES = ["underline", "background", "both"] as const;
export const RUNS = ["click", "sites", "everywhere"] as const;

/** The interface's languages: a folder of `_locales` each. */
export const LANGUAGES = ["en", "de"] as const;

export type Style = (typeof STYLES)[number];
export type Run = (typeof RUNS)[number];
export type Language = (typeof LANGUAGES)[number];

/** A colour as an input element has it: `#rrggbb`. */
export type Colour = string;

export interface Settings {
  version: typeof VERSION;
  /** Which claims are highlighted. */
  statuses: Record<Status, boolean>;
  kinds: Record<ClaimKind, boolean>;
  /** Minor figures too. */
  minor: boolean;
  style: Style;
  colours: Record<Status, Colour>;
  /** The card opens where the pointer rests, and not by a click alone. */
  hover: boolean;
  /** When a page is read: at a click, always on chosen sites, or always. */
  run: Run;
  /** Hosts that are read always; each stands for its subdomains too. */
  sites: string[];
  /** Hosts that are never touched. */
  never: string[];
  language: Language | "browser";
}

/** Rises when a stored value of the version before needs to be changed: see `MIGRATIONS`. */
export const VERSION = 1;

/** Each line colour stands at least 3:1 against white and against black. */
export const COLOURS: Readonly<Record<Status, Colour>> = { none: "#b04cc8", vague: "#b86900", named: "#2f7fd6", cited: "#2a8a43" };

/** As many sites as a reader may list. */
export const MOST_SITES = 200;

export const defaults = (): Settings => ({
  version: VERSION,
  statuses: { none: true, vague: true, named: true, cited: true },
  kinds: { numeric: true, attribution: true },
  minor: false,
  style: "both",
  colours: { ...COLOURS },
  hover: true,
  run: "click",
  sites: [],
  never: [],
  language: "browser",
});

/** What came of a stored value. */
export interface Parsed {
  settings: Settings;
  /** The parts that did not fit and have their default now: `minor`, `colours.vague`, or `settings` for the whole. */
  broken: string[];
}

type Stored = Record<string, unknown>;

const isObject = (value: unknown): value is Stored => typeof value === "object" && value !== null && !Array.isArray(value);

/** From the version of the index to the next. Each leaves alone what it does not know. */
const MIGRATIONS: readonly ((stored: Stored) => Stored)[] = [
  // Version 0 had no number of its own, one switch for the two statuses that lack a source, and a list of sites without the run mode.
  ({ onlyLacking, always, ...rest }) => ({
    ...rest,
    ...(onlyLacking === undefined ? {} : { statuses: { none: true, vague: true, named: onlyLacking !== true, cited: onlyLacking !== true } }),
    ...(always === undefined ? {} : { sites: always, run: Array.isArray(always) && always.length > 0 ? "sites" : "click" }),
  }),
];

/** Reads whatever was stored; `undefined` is nothing stored yet. */
export function parse(value: unknown): Parsed {
  const settings = defaults();
  const broken: string[] = [];
  if (value === undefined) return { settings, broken };
  if (!isObject(value)) return { settings, broken: ["settings"] };
  let stored = value;
  const from = stored["version"] ?? 0;
  if (typeof from !== "number" || !Number.isInteger(from) || from < 0) broken.push("version");
  else for (const migrate of MIGRATIONS.slice(from)) stored = migrate(stored);

  /** Takes what fits out of `from` into `into`, name by name. */
  function take<T extends object, K extends keyof T & string>(into: T, from: Stored, name: K, fits: (value: unknown) => value is T[K], path: string = name): void {
    const given = from[name];
    if (given === undefined) return;
    if (fits(given)) into[name] = given;
    else broken.push(path);
  }
  function takeEach<K extends string, V>(name: string, into: Record<K, V>, fits: (value: unknown) => value is V): void {
    const given = stored[name];
    if (given === undefined) return;
    if (!isObject(given)) return void broken.push(name);
    for (const key of Object.keys(into) as K[]) take(into, given, key, fits, `${name}.${key}`);
  }
  function takeSites(name: "sites" | "never"): void {
    const given = stored[name];
    if (given === undefined) return;
    if (!Array.isArray(given)) return void broken.push(name);
    const hosts = given.map((site) => (typeof site === "string" ? hostOf(site) : null));
    const good = [...new Set(hosts.filter((host) => host !== null))];
    settings[name] = good.slice(0, MOST_SITES);
    if (hosts.includes(null) || good.length > MOST_SITES) broken.push(name);
  }

  takeEach("statuses", settings.statuses, isBoolean);
  takeEach("kinds", settings.kinds, isBoolean);
  take(settings, stored, "minor", isBoolean);
  take(settings, stored, "style", oneOf(STYLES));
  takeEach("colours", settings.colours, isColour);
  take(settings, stored, "hover", isBoolean);
  take(settings, stored, "run", oneOf(RUNS));
  takeSites("sites");
  takeSites("never");
  take(settings, stored, "language", oneOf([...LANGUAGES, "browser"] as const));
  return { settings, broken };
}

const isBoolean = (value: unknown): value is boolean => typeof value === "boolean";
const isColour = (value: unknown): value is Colour => typeof value === "string" && /^#[0-9a-f]{6}$/i.test(value);
const oneOf = <const T extends readonly string[]>(names: T) => (value: unknown): value is T[number] =>
  typeof value === "string" && names.includes(value);

/** The host that a reader means by an address or a name: `https://www.example.org/page` is `example.org`. Null where it is none. */
export function hostOf(site: string): string | null {
  const words = site.trim();
  if (words === "" || words.length > 2048 || /\s/.test(words)) return null;
  const url = URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(words) ? words : `https://${words}`);
  if (!url || !/^https?:$/.test(url.protocol)) return null;
  const host = url.hostname.replace(/^\*\./, "").replace(/^www\.(?=[^.]+\.)/, "").replace(/\.$/, "");
  return host !== "" && host.length <= 253 && !/[*%]/.test(host) ? host : null;
}

/** Whether a list of hosts covers a page's host. */
export const covers = (hosts: readonly string[], host: string): boolean =>
  hosts.some((listed) => host === listed || (host.endsWith(`.${listed}`) && !isAddress(listed)));

const isAddress = (host: string) => host.startsWith("[") || /^[\d.]+$/.test(host);

/** The pages of a host, as permissions and content scripts name them. */
export const patternOf = (host: string): string => (isAddress(host) || !host.includes(".") ? `*://${host}/*` : `*://*.${host}/*`);

/** All pages of the web. */
export const EVERYWHERE = "*://*/*";

/** The pages that are read without a click, as patterns. */
export const alwaysOn = ({ run, sites }: Settings): string[] => (run === "everywhere" ? [EVERYWHERE] : run === "sites" ? sites.map(patternOf) : []);

/** Whether a page is never to be touched. */
export function isNever({ never }: Settings, address: string | undefined): boolean {
  const host = URL.parse(address ?? "")?.hostname;
  return host !== undefined && covers(never, host);
}

/** Whether a claim is highlighted. */
export const highlights = ({ statuses, kinds, minor }: Settings) =>
  (claim: { status: Status; kinds: readonly ClaimKind[]; weight: "key" | "minor" }): boolean =>
    statuses[claim.status] && claim.kinds.some((kind) => kinds[kind]) && (minor || claim.weight === "key");
