//! Runs the case files, `tests/cases/*.toml`, natively and in Wasm (`wasm-pack test --headless … -- --features html`).
//!
//! ```toml
//! [[case]]
//! name = "a percentage with its sign"
//! text = "Sales rose 60% last year."          # or html = "<p>…", with url = "…" for the page's own address
//! quantities = [{ text = "60%", value = 60, kind = "percent" }]
//! attributions = [{ source = "Ruiz", cue = "said", content = "it works", form = "indirect" }]
//! claims = [{ has = "60%", kinds = ["numeric"], weight = "key", status = "none" }]
//! ```
//!
//! A list that is given is complete: nothing else may be found. Inside an entry, only the keys that are given are compared;
//! several spans of a role are written with ` … ` between them. A claim is named by words that its sentence `has`.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so")]

use sayswho::page::Page;
use sayswho::report::{Claim, ClaimKind, Offsets, Quote, Report};
use serde::Deserialize;
use std::fmt::Write;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    text: Option<String>,
    html: Option<String>,
    url: Option<String>,
    quantities: Option<Vec<Quantity>>,
    attributions: Option<Vec<Attribution>>,
    claims: Option<Vec<Expected>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Quantity {
    text: String,
    value: Option<f64>,
    high: Option<f64>,
    kind: Option<String>,
    /// Empty for a bare number.
    unit: Option<String>,
    currency: Option<String>,
    approximate: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Attribution {
    source: Option<String>,
    cue: Option<String>,
    content: Option<String>,
    form: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    has: String,
    kinds: Option<Vec<String>>,
    weight: Option<String>,
    status: Option<String>,
    code: Option<String>,
    /// The whole reason, in English.
    reason: Option<String>,
    /// `kind: words`, strongest first.
    evidence: Option<Vec<String>>,
}

fn run(name: &str, source: &str) -> String {
    let mut wrong = String::new();
    match toml::from_str::<File>(source) {
        Ok(file) => file.case.iter().for_each(|case| check(name, case, &mut wrong)),
        Err(error) => wrong = format!("{name}: {error}\n"),
    }
    wrong
}

fn check(file: &str, case: &Case, wrong: &mut String) {
    let page = match (&case.text, &case.html) {
        (Some(text), None) => Page::from_plain(text),
        (None, Some(html)) => sayswho::page::html::read(html, case.url.as_deref()),
        _ => return writeln!(wrong, "{file}: {}: give text or html", case.name).unwrap(),
    };
    let report = sayswho::analyse(&page).report(Offsets::Chars, false);
    let before = wrong.len();
    quantities(case, &report, wrong);
    attributions(case, &report, wrong);
    claims(case, &report, wrong);
    if wrong.len() > before {
        wrong.insert_str(before, &format!("{file}: {}\n", case.name));
    }
}

/// Compares one value where the case gives one.
fn same<T: PartialEq + std::fmt::Debug>(what: &str, of: &str, wanted: Option<&T>, found: &T, wrong: &mut String) {
    if let Some(wanted) = wanted.filter(|&wanted| wanted != found) {
        writeln!(wrong, "    {what} of “{of}”: wanted {wanted:?}, found {found:?}").unwrap();
    }
}

/// The name that a kind has in the report.
fn key(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).unwrap().as_str().unwrap_or_default().to_owned()
}

fn joined(quotes: &[Quote]) -> String {
    quotes.iter().map(|q| q.text.as_str()).collect::<Vec<_>>().join(" … ")
}

fn quantities(case: &Case, report: &Report, wrong: &mut String) {
    let Some(wanted) = &case.quantities else { return };
    let found: Vec<_> = report.quantities.iter().map(|q| q.quote.text.as_str()).collect();
    if found != wanted.iter().map(|q| q.text.as_str()).collect::<Vec<_>>() {
        return writeln!(wrong, "    quantities found: {found:?}").unwrap();
    }
    for (w, f) in wanted.iter().zip(&report.quantities) {
        let close = |a: f64, b: f64| (a - b).abs() <= 1e-9 * a.abs().max(1.0);
        if w.value.is_some_and(|v| !close(v, f.value)) {
            writeln!(wrong, "    value of “{}”: wanted {:?}, found {}", w.text, w.value, f.value).unwrap();
        }
        if w.high.is_some_and(|h| f.high.is_none_or(|found| !close(h, found))) {
            writeln!(wrong, "    upper end of “{}”: wanted {:?}, found {:?}", w.text, w.high, f.high).unwrap();
        }
        same("kind", &w.text, w.kind.as_ref(), &key(f.kind), wrong);
        same("unit", &w.text, w.unit.as_ref(), &f.unit.clone().unwrap_or_default(), wrong);
        same("currency", &w.text, w.currency.as_ref(), &f.currency.clone().unwrap_or_default(), wrong);
        same("approximate", &w.text, w.approximate.as_ref(), &f.approximate, wrong);
    }
}

fn attributions(case: &Case, report: &Report, wrong: &mut String) {
    let Some(wanted) = &case.attributions else { return };
    if wanted.len() != report.attributions.len() {
        let found: Vec<_> = report.attributions.iter().map(|a| [joined(&a.source), joined(&a.cue), joined(&a.content)]).collect();
        return writeln!(wrong, "    attributions found: {found:?}").unwrap();
    }
    for (w, f) in wanted.iter().zip(&report.attributions) {
        let content = joined(&f.content);
        same("source", &content, w.source.as_ref(), &joined(&f.source), wrong);
        same("cue", &content, w.cue.as_ref(), &joined(&f.cue), wrong);
        same("content", &content, w.content.as_ref(), &content, wrong);
        same("form", &content, w.form.as_ref(), &key(f.form), wrong);
    }
}

fn claims(case: &Case, report: &Report, wrong: &mut String) {
    let Some(wanted) = &case.claims else { return };
    let fits =
        wanted.len() == report.claims.len() && wanted.iter().zip(&report.claims).all(|(w, f)| f.sentence.text.contains(&w.has));
    if !fits {
        let line = |c: &Claim| format!("{} {:?}", key(c.status), c.sentence.text);
        return writeln!(wrong, "    claims found: {:#?}", report.claims.iter().map(line).collect::<Vec<_>>()).unwrap();
    }
    for (w, f) in wanted.iter().zip(&report.claims) {
        same("kinds", &w.has, w.kinds.as_ref(), &f.kinds.iter().map(|&k: &ClaimKind| key(k)).collect(), wrong);
        same("weight", &w.has, w.weight.as_ref(), &key(f.weight), wrong);
        same("status", &w.has, w.status.as_ref(), &key(f.status), wrong);
        same("code", &w.has, w.code.as_ref(), &f.reason.code, wrong);
        same("reason", &w.has, w.reason.as_ref(), &f.reason.text, wrong);
        let evidence = f.evidence.iter().map(|e| format!("{}: {}", key(e.kind), e.quote.text)).collect();
        same("evidence", &w.has, w.evidence.as_ref(), &evidence, wrong);
    }
}

#[cfg(not(target_arch = "wasm32"))]
#[test]
fn every_case_holds() {
    let mut files: Vec<_> = std::fs::read_dir("tests/cases").unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let wrong: String = files
        .iter()
        .map(|path| run(&path.file_name().unwrap().to_string_lossy(), &std::fs::read_to_string(path).unwrap()))
        .collect();
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[cfg(target_arch = "wasm32")]
mod in_wasm {
    use include_dir::{Dir, include_dir};
    use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

    wasm_bindgen_test_configure!(run_in_browser);

    static CASES: Dir = include_dir!("$CARGO_MANIFEST_DIR/tests/cases");

    #[wasm_bindgen_test]
    fn every_case_holds() {
        let wrong: String = CASES
            .files()
            .map(|file| super::run(&file.path().to_string_lossy(), file.contents_utf8().unwrap_or_default()))
            .collect();
        assert!(wrong.is_empty(), "\n{wrong}");
    }
}
