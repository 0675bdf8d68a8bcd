//! What the native code finds in documents, together with all that the Wasm needs to find it too: a JSON document a line.
//!
//! `wasm.mjs` has the Wasm that ships read the same events and compares. A page goes both ways in: as a whole, and stretch by stretch as
//! the extension asks for it.

use anyhow::{Context, Result};
use sayswho::live::Live;
use sayswho::page::html::{Event, Source};
use sayswho::page::{Builder, Element, Head, Page, Recorder, Stream};
use sayswho::report::{Offsets, Report};
use serde::{Deserialize, Serialize};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::{env, fs};

/// A case file, as far as it matters here.
#[derive(Deserialize)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    text: Option<String>,
    html: Option<String>,
    url: Option<String>,
}

#[derive(Serialize)]
struct Document<'d> {
    name: &'d str,
    /// Of plain text, its words and nothing else.
    text: &'d str,
    page: Option<Events<'d>>,
    report: Report,
    /// First text node and length of each stretch, what was found in it, and where that stands. Its key is made of words of the
    /// machine, which are shorter in Wasm, and never leaves the instance that made it.
    stretches: Vec<(u32, u32, Report, Vec<u32>)>,
}

/// The parts of a page's event stream beside its text.
#[derive(Serialize)]
struct Events<'d> {
    head: &'d Head,
    elements: &'d [Element],
    stream: &'d [i32],
}

fn main() -> Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    for argument in env::args_os().skip(1) {
        for file in files(argument.as_ref())? {
            let bytes = fs::read(&file).with_context(|| format!("{} cannot be read", file.display()))?;
            let words = String::from_utf8_lossy(&bytes);
            let name = file.display().to_string();
            match file.extension().and_then(|ending| ending.to_str()) {
                Some("html" | "htm") => page(&mut out, &name, &words, None)?,
                Some("toml") => {
                    let cases: Cases = toml::from_str(&words).with_context(|| format!("{name} is no file of cases"))?;
                    for case in cases.case {
                        let name = format!("{name}: {}", case.name);
                        match (&case.html, &case.text) {
                            (Some(html), _) => page(&mut out, &name, html, case.url.as_deref())?,
                            (None, Some(words)) => text(&mut out, &name, words)?,
                            (None, None) => {}
                        }
                    }
                }
                _ => text(&mut out, &name, &words)?,
            }
        }
    }
    out.flush()?;
    Ok(())
}

/// A file, or all that can be read in a folder, in order.
fn files(path: &Path) -> Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_path_buf()]);
    }
    let mut found = Vec::new();
    let mut entries = fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    entries.sort();
    for entry in entries {
        let ending = entry.extension().and_then(|ending| ending.to_str());
        // What fuzzers have found has no ending.
        if entry.is_dir() || matches!(ending, None | Some("html" | "htm" | "toml" | "txt")) {
            found.extend(files(&entry)?);
        }
    }
    Ok(found)
}

fn page(out: &mut impl Write, name: &str, html: &str, url: Option<&str>) -> Result<()> {
    let source = Source::parse(html, url);
    let mut recorder = Recorder::default();
    source.tell(|event| match event {
        Event::Enter(element) => recorder.enter(element),
        Event::Text(words) => recorder.text(words),
        Event::Leave => recorder.leave(),
    });
    let played = || -> Result<Page> {
        let mut builder = Builder::new(source.head.clone());
        recorder.stream().play(&mut builder)?;
        Ok(builder.finish())
    };
    let page = played()?;
    anyhow::ensure!(page.text == sayswho::page::html::read(html, url).text, "{name}: its events say something else");

    let mut live = Live::default();
    let read = live.read(played()?).to_vec();
    let found = read.iter().enumerate().filter_map(|(at, s)| Some((s.node, s.length, live.report(at)?, live.segments(at)?)));
    let stretches = found.collect();
    let Stream { text, elements, stream } = recorder.stream();
    let events = Events { head: &source.head, elements, stream };
    write(out, &Document { name, text, page: Some(events), report: report(&page), stretches })
}

fn text(out: &mut impl Write, name: &str, words: &str) -> Result<()> {
    write(out, &Document { name, text: words, page: None, report: report(&Page::from_plain(words)), stretches: Vec::new() })
}

fn report(page: &Page) -> Report {
    sayswho::analyse(page).report(Offsets::Utf16, false)
}

fn write(out: &mut impl Write, document: &Document) -> Result<()> {
    serde_json::to_writer(&mut *out, document)?;
    out.write_all(b"\n")?;
    Ok(())
}
