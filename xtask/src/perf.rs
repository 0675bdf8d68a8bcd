//! How fast the Wasm is in Node and in both browsers, and how long the real extension takes on served pages: tables, and no test, since
//! they depend on the machine.

use crate::place::{self, Browser};
use crate::{build, command, setup, texts, wasm};
use anyhow::{Context, Result};
use std::fmt::Write as _;
use std::fs;

/// Words in a text node of the pages that have many.
const WORDS: usize = 6;
/// More bytes than so many words take.
const BYTES: usize = 100;

/// A page by what it has: text nodes, or bytes of text with a paragraph in each node.
#[derive(Clone, Copy)]
enum Size {
    Nodes(usize),
    Bytes(usize),
}

/// What is measured, by the name that the table gives it.
const PAGES: [(&str, Size); 6] = [
    ("10KB", Size::Bytes(10_000)),
    ("100KB", Size::Bytes(100_000)),
    ("2MB", Size::Bytes(2_000_000)),
    ("1000-nodes", Size::Nodes(1_000)),
    ("5000-nodes", Size::Nodes(5_000)),
    ("20000-nodes", Size::Nodes(20_000)),
];

/// The lengths of the texts that the Wasm alone is given, in bytes.
const TEXTS: [usize; 4] = [1_000, 10_000, 100_000, 1_000_000];

/// Builds everything, and measures it.
pub fn run() -> Result<()> {
    build::run()?;
    let tests = place::root().join("tests/browser");
    setup::packages(&tests)?;
    let folder = place::target().join("perf");
    fs::create_dir_all(&folder)?;
    for (name, size) in PAGES {
        fs::write(folder.join(format!("{name}.html")), page(name, size)?)?;
    }
    for bytes in TEXTS {
        fs::write(folder.join(text(bytes)), texts::of(place::root(), bytes)?)?;
    }
    for file in [wasm::file(), wasm::file().with_file_name("sayswho.js"), tests.join("speed.mjs")] {
        fs::copy(&file, folder.join(file.file_name().context("a file has a name")?))?;
    }
    // So that Node takes them for modules, and a page is there to run them.
    fs::write(folder.join("package.json"), "{ \"type\": \"module\" }\n")?;
    fs::write(
        folder.join("speed.html"),
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Speed</title></html>\n",
    )?;

    let names = PAGES.map(|(name, _)| name).join(";");
    let node = |script: &str| {
        let mut node = command::program("node");
        node.args(["--import", "tsx", script]).current_dir(&tests).env("PERF_DIR", &folder).env("PERF_PAGES", &names);
        node.env("PERF_TEXTS", TEXTS.map(text).join(";"));
        println!("\nload of the machine {}", load());
        node
    };
    // One that fails does not keep the others from being measured.
    let mut outcomes = vec![command::run(node("speed.ts").env("BROWSER", "node"))];
    for script in ["speed.ts", "perf.ts"] {
        for browser in Browser::BOTH {
            outcomes.push(setup::browser(browser).and_then(|driven| command::run(node(script).envs(driven.environment()))));
        }
    }
    outcomes.into_iter().collect()
}

/// How busy the machine is with other things, where the system tells.
fn load() -> String {
    let told = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!("{} on {cores} cores", told.split(' ').next().filter(|load| !load.is_empty()).unwrap_or("unknown"))
}

/// The name of a text.
fn text(bytes: usize) -> String {
    format!("text-{bytes}.txt")
}

fn page(name: &str, size: Size) -> Result<String> {
    let bytes = match size {
        Size::Nodes(nodes) => nodes * BYTES,
        Size::Bytes(bytes) => bytes,
    };
    let text = texts::of(place::root(), bytes).context("the pages of tests/pages/ cannot be read")?;
    let mut html = format!("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>{name}</title><main><h1>A page</h1>");
    // The heading is one.
    let mut nodes = 1;
    for paragraph in text.split("\n\n").filter(|paragraph| !paragraph.is_empty()) {
        let paragraph = paragraph.replace('&', "&amp;").replace('<', "&lt;");
        match size {
            Size::Bytes(_) => write!(html, "<p>{paragraph}</p>")?,
            Size::Nodes(most) if nodes == most => break,
            Size::Nodes(most) => {
                html.push_str("<p>");
                let words: Vec<&str> = paragraph.split(' ').collect();
                for (at, piece) in words.chunks(WORDS).take(most - nodes).enumerate() {
                    let piece = piece.join(" ");
                    if at % 2 == 0 {
                        write!(html, "{piece} ")?
                    } else {
                        write!(html, "<i>{piece} </i>")?
                    }
                    nodes += 1;
                }
                html.push_str("</p>");
            }
        }
    }
    Ok(html + "</main></html>\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_as_large_as_they_say() {
        let html = page("some", Size::Nodes(1_000)).unwrap();
        let (_, body) = html.split_once("<main>").unwrap();
        assert_eq!(
            body.trim_end().split('<').filter(|part| part.split_once('>').is_some_and(|(_, text)| !text.is_empty())).count(),
            1_000
        );
        assert!((95_000..110_000).contains(&page("other", Size::Bytes(100_000)).unwrap().len()));
    }
}
