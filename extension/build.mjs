/**
 * Builds what runs in a browser from what `extension/wasm/` holds (made by `cargo xtask build`):
 * target/extension/chrome and target/extension/firefox, which load unpacked, and target/www.
 */
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const target = join(root, "target");
const wasm = join(here, "wasm", "sayswho_bg.wasm");

if (!existsSync(wasm)) {
  console.error("extension/wasm/ holds no Wasm yet: run `cargo xtask build`.");
  process.exit(1);
}

const readJson = async (file) => JSON.parse(await readFile(file, "utf8"));

/** The one version there is: the workspace's. */
async function version() {
  const found = /^version = "(\d+\.\d+\.\d+)"$/m.exec(await readFile(join(root, "Cargo.toml"), "utf8"));
  if (!found) throw new Error("Cargo.toml states no version");
  return found[1];
}

/** Scripts are not minified: reviewers of the stores, and readers, shall be able to read them. */
const common = {
  // Names in what is made count from here, wherever it is called from.
  absWorkingDir: root,
  bundle: true,
  charset: "utf8",
  legalComments: "inline",
  loader: { ".css": "text", ".txt": "text" },
  logLevel: "warning",
  sourcemap: false,
  target: ["chrome128", "firefox140"],
  treeShaking: true,
};

/** The looks of the highlights, as they are unless a reader chooses otherwise. */
async function looks() {
  const { outputFiles: [made] } = await build({ ...common, entryPoints: [join(here, "src/settings/looks.ts")], format: "esm", write: false });
  return (await import(`data:text/javascript,${encodeURIComponent(made.text)}`)).looks();
}

const bundle = (source, out, format, define = {}) => build({ ...common, entryPoints: [source], outfile: out, format, define });

/** The catalogues of all languages, without their notes to translators. */
async function catalogues() {
  const folder = join(here, "_locales");
  const found = {};
  for (const tag of (await readdir(folder)).sort()) {
    const entries = Object.entries(await readJson(join(folder, tag, "messages.json")));
    found[tag] = Object.fromEntries(entries.map(([key, { description, ...entry }]) => [key, entry]));
  }
  return found;
}

/** A page with its English texts, for whoever reads it before or without its script: see `src/say.ts`. */
function inEnglish(page, catalogue) {
  const say = (key) => {
    if (!catalogue[key]) throw new Error(`The catalogue has no ${key}`);
    return catalogue[key].message.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
  };
  return page
    .replace("<html", `<html lang="en"`)
    .replace(/(<[^<>]* data-say="(\w+)"[^<>]*>)(?=<\/)/g, (tag, _, key) => tag + say(key))
    .replace(/ data-say-([a-z-]+)="(\w+)"/g, (attribute, name, key) => `${attribute} ${name}="${say(key)}"`);
}

async function buildExtension(browser) {
  const out = join(target, "extension", browser);
  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  const base = await readJson(join(here, "manifest.base.json"));
  const patch = await readJson(join(here, `manifest.${browser}.json`));
  const manifest = { ...base, ...patch, version: await version() };
  await writeFile(join(out, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);

  const source = (name) => join(here, "src", name);
  await bundle(source("background.ts"), join(out, "background.js"), "esm");
  await bundle(source("content.ts"), join(out, "content.js"), "iife");
  await bundle(source("panel.ts"), join(out, "panel.js"), "esm");
  await bundle(source("settings/options.ts"), join(out, "options.js"), "esm");
  await bundle(source("settings/welcome.ts"), join(out, "welcome.js"), "esm");
  await bundle(source("search/search.ts"), join(out, "search.js"), "esm");
  await cp(wasm, join(out, "sayswho_bg.wasm"));
  for (const name of ["colours.css", "panel.css", "pages.css"]) await cp(source(name), join(out, name));
  for (const name of ["panel.html", "options.html", "search.html", "welcome.html"]) await cp(join(here, name), join(out, name));
  await cp(join(here, "sample"), join(out, "sample"), { recursive: true });
  await cp(join(here, "_locales"), join(out, "_locales"), { recursive: true });
  await cp(join(here, "icons"), join(out, "icons"), { recursive: true, filter: (file) => !file.endsWith(".svg") });
}

/** Everything in www/ but its sources, and the same Wasm, looks and icon as in the extension. */
async function buildWww() {
  const from = join(root, "www");
  const out = join(target, "www");
  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  for (const name of await readdir(from)) {
    if (name !== "src" && name !== "wasm") await cp(join(from, name), join(out, name), { recursive: true });
  }
  // The page's policy allows no style elements but the card's, and that of the page to print, which inherits the policy.
  const hash = (css) => `'sha256-${createHash("sha256").update(css).digest("base64")}'`;
  const [, printed] = /<style>([^<]*)<\/style>/.exec(await readFile(join(root, "src/report/html.rs"), "utf8"));
  const styles = [await readFile(join(here, "src", "card.css")), printed].map(hash).join(" ");
  const page = await readFile(join(from, "index.html"), "utf8");
  const locales = await catalogues();
  await writeFile(join(out, "index.html"), inEnglish(page, locales.en).replace("{styles}", styles));
  // Which languages there are, by their own names: the page loads the one that it is read in.
  const names = Object.fromEntries(Object.entries(locales).map(([tag, { catalogue_name }]) => [tag, catalogue_name.message]));
  await bundle(join(from, "src", "main.ts"), join(out, "main.js"), "esm", { LANGUAGES: JSON.stringify(names) });
  await mkdir(join(out, "locales"));
  for (const [tag, catalogue] of Object.entries(locales)) await writeFile(join(out, "locales", `${tag}.json`), JSON.stringify(catalogue));
  await cp(wasm, join(out, "sayswho_bg.wasm"));
  for (const name of ["colours.css", "panel.css"]) await cp(join(here, "src", name), join(out, name));
  await writeFile(join(out, "painter.css"), await looks());
  await cp(join(here, "icons", "icon.svg"), join(out, "icon.svg"));

  // Last, since it knows all the others.
  const files = (await readdir(out, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => relative(out, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .sort();
  const digest = createHash("sha256");
  for (const file of files) digest.update(file).update(await readFile(join(out, file)));
  const known = { FILES: JSON.stringify(files), VERSION: JSON.stringify(digest.digest("hex").slice(0, 16)) };
  await bundle(join(from, "src", "sw.ts"), join(out, "sw.js"), "iife", known);
}

await Promise.all([buildExtension("chrome"), buildExtension("firefox"), buildWww()]);
