//! Web annotations: a W3C Web Annotation page (JSON-LD), an annotation a claim, as annotation tools read them.
//!
//! Each claim is anchored twice: by its words with what stands around them (`TextQuoteSelector`), which holds in the page itself,
//! and by its position in the main text (`TextPositionSelector`), in characters as the model asks, which for plain text is the
//! position in the document, and for a page a hint to be checked against the quote.

use super::{Claim, Offsets, Report, inert, link};
use crate::numeric::Weight;
use serde::Serialize;

/// Characters before and after a quote that are kept to find it again.
const AROUND: usize = 32;

/// An annotation page with all claims of a report.
#[derive(Debug, Serialize)]
pub struct AnnotationPage {
    #[serde(rename = "@context")]
    context: &'static str,
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(rename = "partOf")]
    part_of: Collection,
    #[serde(rename = "startIndex")]
    start_index: u32,
    items: Vec<Annotation>,
}

#[derive(Debug, Serialize)]
struct Collection {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    label: String,
    total: usize,
}

#[derive(Debug, Serialize)]
struct Annotation {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    motivation: &'static str,
    generator: Generator,
    body: Vec<Body>,
    target: Target,
}

#[derive(Debug, Serialize)]
struct Generator {
    #[serde(rename = "type")]
    kind: &'static str,
    name: &'static str,
}

#[derive(Debug, Serialize)]
#[serde(tag = "type")]
enum Body {
    TextualBody { purpose: &'static str, value: String, format: &'static str, language: &'static str },
    SpecificResource { purpose: &'static str, source: String },
}

#[derive(Debug, Serialize)]
struct Target {
    #[serde(rename = "type")]
    kind: &'static str,
    source: String,
    selector: Vec<Selector>,
}

#[derive(Debug, Serialize)]
#[serde(tag = "type")]
enum Selector {
    #[serde(rename = "TextQuoteSelector")]
    Quote { exact: String, prefix: Option<String>, suffix: Option<String> },
    #[serde(rename = "TextPositionSelector")]
    Position { start: usize, end: usize },
}

/// Makes the annotation page of one report. `name` is what the document is called where its address is unknown. `unit` is what the
/// report's offsets count; with the report's own text, quotes get their surroundings and positions are given in any unit.
pub fn page(report: &Report, name: Option<&str>, unit: Offsets) -> AnnotationPage {
    let source = source(report, name);
    let mut place = Place::new(report.text.as_deref(), unit);
    let items: Vec<Annotation> = report.claims.iter().map(|claim| annotation(claim, &source, &mut place)).collect();
    AnnotationPage {
        context: "http://www.w3.org/ns/anno.jsonld",
        id: identity(&[&source, "page"]),
        kind: "AnnotationPage",
        part_of: Collection {
            id: identity(&[&source]),
            kind: "AnnotationCollection",
            label: inert::one_line(report.title.as_deref().or(report.id.as_deref()).or(name).unwrap_or("Claims")),
            total: items.len(),
        },
        start_index: 0,
        items,
    }
}

/// The address of what is annotated; else its name as a relative address; else one made of its claims.
fn source(report: &Report, name: Option<&str>) -> String {
    if let Some(url) = report.url.as_deref().and_then(inert::web_address) {
        return url.to_owned();
    }
    match report.id.as_deref().or(name) {
        Some(name) if !name.is_empty() => {
            let mut relative = String::new();
            link::percent(name, "/.-_~", &mut relative);
            relative
        }
        _ => identity(&report.claims.iter().map(|c| c.sentence.text.as_str()).collect::<Vec<_>>()),
    }
}

fn annotation(claim: &Claim, source: &str, place: &mut Place) -> Annotation {
    let words =
        |purpose, value: &str| Body::TextualBody { purpose, value: value.to_owned(), format: "text/plain", language: "en" };
    let mut body = vec![words("commenting", &claim.reason.text), words("tagging", claim.status.words())];
    body.extend(claim.kinds.iter().map(|kind| words("tagging", kind.key())));
    if claim.weight == Weight::Minor {
        body.push(words("tagging", "minor"));
    }
    let hrefs = claim.evidence.iter().filter_map(|e| inert::web_address(e.href.as_deref()?));
    body.extend(hrefs.map(|href| Body::SpecificResource { purpose: "linking", source: href.to_owned() }));
    Annotation {
        id: identity(&[source, &claim.id]),
        kind: "Annotation",
        motivation: "commenting",
        generator: Generator { kind: "Software", name: "Says Who" },
        body,
        target: Target { kind: "SpecificResource", source: source.to_owned(), selector: place.selectors(claim) },
    }
}

/// Finds sentences in the main text again. Claims come in reading order, so that one walk over the text serves all of them.
struct Place<'t> {
    text: Option<&'t str>,
    unit: Offsets,
    byte: usize,
    chars: usize,
    units: usize,
}

impl<'t> Place<'t> {
    fn new(text: Option<&'t str>, unit: Offsets) -> Self {
        Self { text, unit, byte: 0, chars: 0, units: 0 }
    }

    /// The byte and the character at the offset `to`.
    fn walk(&mut self, text: &str, to: usize) -> (usize, usize) {
        if to < self.units {
            (self.byte, self.chars, self.units) = (0, 0, 0);
        }
        for c in text.get(self.byte..).unwrap_or_default().chars() {
            if self.units >= to {
                break;
            }
            self.byte += c.len_utf8();
            self.chars += 1;
            self.units += if self.unit == Offsets::Chars { 1 } else { c.len_utf16() };
        }
        (self.byte, self.chars)
    }

    fn selectors(&mut self, claim: &Claim) -> Vec<Selector> {
        let exact = claim.sentence.text.clone();
        let (start, end) = (claim.sentence.start as usize, claim.sentence.end as usize);
        let Some(text) = self.text else {
            let mut selectors = vec![Selector::Quote { exact, prefix: None, suffix: None }];
            // UTF-16 offsets cannot be counted in characters without the text.
            if self.unit == Offsets::Chars {
                selectors.push(Selector::Position { start, end });
            }
            return selectors;
        };
        let (first, start) = self.walk(text, start);
        let (last, end) = self.walk(text, end);
        let before = &text[..first];
        let from = before.char_indices().rev().take(AROUND).last().map_or(first, |(at, _)| at);
        let suffix = text[last..].chars().take(AROUND).collect();
        let quote = Selector::Quote { exact, prefix: Some(before[from..].to_owned()), suffix: Some(suffix) };
        vec![quote, Selector::Position { start, end }]
    }
}

/// A name that is the same whenever the parts are: a UUID of version 8 (RFC 9562) made of their 128-bit FNV-1a.
fn identity(parts: &[&str]) -> String {
    let mut hash = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d_u128;
    for byte in parts.iter().flat_map(|part| part.bytes().chain([0xff])) {
        hash = (hash ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
    }
    let hash = hash & !(0xf << 76) & !(0x3 << 62) | 0x8 << 76 | 0x2 << 62;
    let hex = format!("{hash:032x}");
    format!("urn:uuid:{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::samples;

    #[test]
    fn quotes_have_their_surroundings() {
        let text = "😀 is here. Sales rose 60%. Ünd so on.";
        for (unit, start, end) in [(Offsets::Chars, 11, 26), (Offsets::Utf16, 12, 27)] {
            let mut report = samples::report();
            report.claims.truncate(1);
            report.claims[0].sentence.start = start;
            report.claims[0].sentence.end = end;
            report.text = Some(text.to_owned());
            let page = serde_json::to_value(page(&report, None, unit)).unwrap();
            let selectors = &page["items"][0]["target"]["selector"];
            assert_eq!(selectors[0]["prefix"], "😀 is here. ");
            assert_eq!(selectors[0]["exact"], "Sales rose 60%.");
            assert_eq!(selectors[0]["suffix"], " Ünd so on.");
            assert_eq!((&selectors[1]["start"], &selectors[1]["end"]), (&11.into(), &26.into()));
        }
    }

    #[test]
    fn foreign_offsets_do_not_panic() {
        let mut report = samples::report();
        report.text = Some("é".to_owned());
        report.claims[0].sentence.start = 70;
        report.claims[0].sentence.end = 3;
        assert_eq!(page(&report, None, Offsets::Utf16).items.len(), 3);
    }

    #[test]
    fn names_are_uuids() {
        assert_eq!(identity(&["a"]), identity(&["a"]));
        assert_ne!(identity(&["a", "b"]), identity(&["ab"]));
        let id = identity(&["x"]);
        assert_eq!((id.len(), &id[23..24]), (45, "8"), "{id}");
        assert!(matches!(&id[28..29], "8" | "9" | "a" | "b"), "{id}");
    }

    #[test]
    fn a_name_is_a_relative_address() {
        let mut report = samples::report();
        report.url = Some("javascript:alert(1)".to_owned());
        assert_eq!(source(&report, Some("a b/c:d.txt")), "a%20b/c%3Ad.txt");
    }
}
