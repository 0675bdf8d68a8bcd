//! Web annotations: a W3C Web Annotation page (JSON-LD), an annotation a claim, as annotation tools read them.
//!
//! Each claim is anchored twice: by its words with what stands around them (`TextQuoteSelector`), which holds in the page itself,
//! and by its position in the main text (`TextPositionSelector`), in characters as the model asks, which for plain text is the
//! position in the document, and for a page a hint to be checked against the quote.

use super::json::Json;
use super::{Claim, Offsets, Report, Words, inert, link};

/// Characters before and after a quote that are kept to find it again.
const AROUND: usize = 32;

/// Writes the annotation page of one report, all its claims, as JSON. `name` is what the document is called where its address is
/// unknown. `unit` is what the report's offsets count; with the report's own text, quotes get their surroundings and positions are
/// given in any unit.
pub fn write(report: &Report, name: Option<&str>, unit: Offsets, words: &Words) -> String {
    let source = source(report, name);
    let label = report.title.as_deref().or(report.id.as_deref()).or(name).unwrap_or(&words.title);
    let mut place = Place::new(report.text.as_deref(), unit);
    let mut json = Json::default();
    json.open("", '{');
    json.text("@context", "http://www.w3.org/ns/anno.jsonld");
    json.text("id", &identity(&[&source, "page"]));
    json.text("type", "AnnotationPage");
    json.open("partOf", '{');
    json.text("id", &identity(&[&source]));
    json.text("type", "AnnotationCollection");
    json.text("label", &inert::one_line(label));
    json.number("total", report.claims.len());
    json.close('}');
    json.number("startIndex", 0);
    json.open("items", '[');
    for claim in &report.claims {
        annotation(&mut json, claim, &source, &mut place, words);
    }
    json.close(']');
    json.close('}');
    json.finish()
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

fn annotation(json: &mut Json, claim: &Claim, source: &str, place: &mut Place, words: &Words) {
    json.open("", '{');
    json.text("id", &identity(&[source, &claim.id]));
    json.text("type", "Annotation");
    json.text("motivation", "commenting");
    json.open("generator", '{');
    json.text("type", "Software");
    json.text("name", "Says Who");
    json.close('}');
    json.open("body", '[');
    body(json, "commenting", &claim.reason.text, &words.language);
    body(json, "tagging", words.status(claim.status), &words.language);
    for kind in &claim.kinds {
        body(json, "tagging", kind.key(), "en");
    }
    if !claim.is_key() {
        body(json, "tagging", "minor", "en");
    }
    for href in claim.evidence.iter().filter_map(|e| inert::web_address(e.href.as_deref()?)) {
        json.open("", '{');
        json.text("type", "SpecificResource");
        json.text("purpose", "linking");
        json.text("source", href);
        json.close('}');
    }
    json.close(']');
    // A list, as Hypothesis has it, though there is one.
    json.open("target", '[');
    json.open("", '{');
    json.text("type", "SpecificResource");
    json.text("source", source);
    json.open("selector", '[');
    place.select(json, claim);
    json.close(']');
    json.close('}');
    json.close(']');
    json.close('}');
}

fn body(json: &mut Json, purpose: &str, value: &str, language: &str) {
    json.open("", '{');
    json.text("type", "TextualBody");
    json.text("purpose", purpose);
    json.text("value", value);
    json.text("format", "text/plain");
    json.text("language", language);
    json.close('}');
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

    fn select(&mut self, json: &mut Json, claim: &Claim) {
        let (start, end) = (claim.sentence.start as usize, claim.sentence.end as usize);
        json.open("", '{');
        json.text("type", "TextQuoteSelector");
        json.text("exact", &claim.sentence.text);
        let mut position = None;
        if let Some(text) = self.text {
            let (first, start) = self.walk(text, start);
            let (last, end) = self.walk(text, end);
            let before = &text[..first];
            let from = before.char_indices().rev().take(AROUND).last().map_or(first, |(at, _)| at);
            let after = &text[last..];
            let to = after.char_indices().nth(AROUND).map_or(after.len(), |(at, _)| at);
            json.text("prefix", &before[from..]);
            json.text("suffix", &after[..to]);
            position = Some((start, end));
        } else if self.unit == Offsets::Chars {
            // UTF-16 offsets cannot be counted in characters without the text.
            position = Some((start, end));
        }
        json.close('}');
        if let Some((start, end)) = position {
            json.open("", '{');
            json.text("type", "TextPositionSelector");
            json.number("start", start);
            json.number("end", end);
            json.close('}');
        }
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

    fn page(report: &Report, unit: Offsets) -> serde_json::Value {
        serde_json::from_str(&write(report, None, unit, &Words::english(report, true))).unwrap()
    }

    #[test]
    fn quotes_have_their_surroundings() {
        let text = "😀 is here. Sales rose 60%. Ünd so on.";
        for (unit, start, end) in [(Offsets::Chars, 11, 26), (Offsets::Utf16, 12, 27)] {
            let mut report = samples::report();
            report.claims.truncate(1);
            report.claims[0].sentence.start = start;
            report.claims[0].sentence.end = end;
            report.text = Some(text.to_owned());
            let page = page(&report, unit);
            let selectors = &page["items"][0]["target"][0]["selector"];
            assert_eq!(selectors[0]["prefix"], "😀 is here. ");
            assert_eq!(selectors[0]["exact"], "Sales rose 60%.");
            assert_eq!(selectors[0]["suffix"], " Ünd so on.");
            assert_eq!((&selectors[1]["start"], &selectors[1]["end"]), (&11.into(), &26.into()));
        }
    }

    #[test]
    fn any_words_are_json() {
        let mut report = samples::report();
        let words = "\"a\\ \n\t\u{1}\u{7f} 😀</script>";
        report.claims[0].sentence.text = words.to_owned();
        let page = page(&report, Offsets::Utf16);
        assert_eq!(page["items"][0]["target"][0]["selector"][0]["exact"], words);
        assert_eq!(page["items"][0]["target"][0]["selector"].as_array().unwrap().len(), 1);
        assert_eq!(page["items"][2]["body"][3]["source"], "https://example.org/study_(1).pdf");
    }

    #[test]
    fn foreign_offsets_do_not_panic() {
        let mut report = samples::report();
        report.text = Some("é".to_owned());
        report.claims[0].sentence.start = 70;
        report.claims[0].sentence.end = 3;
        assert_eq!(page(&report, Offsets::Utf16)["items"].as_array().unwrap().len(), 3);
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
