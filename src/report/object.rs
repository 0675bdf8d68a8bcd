//! The report as JavaScript gets it: as JSON in one string, which a browser parses faster than an object is made call by call,
//! and which takes a tenth of serde in the Wasm. A member is there or not just as `serde_json` has it on the command line.

use super::json::Json;
use super::{Attribution, Claim, Evidence, Quantity, Quote, Report};
use crate::attribution::Form;
use crate::numeric::{QuantityKind, Weight, write as number};
use crate::source::EvidenceKind;

/// Writes a report.
pub fn write(report: &Report) -> String {
    let mut json = Json::compact();
    json.open("", '{');
    if let Some(id) = &report.id {
        json.text("id", id);
    }
    optional(&mut json, "url", report.url.as_deref());
    optional(&mut json, "title", report.title.as_deref());
    json.text("language", &report.language);
    if let Some(text) = &report.text {
        json.text("text", text);
    }
    json.open("counts", '{');
    let counts = report.counts;
    for (name, count) in [("cited", counts.cited), ("named", counts.named), ("vague", counts.vague), ("none", counts.none)] {
        json.number(name, count as usize);
    }
    json.close('}');
    json.open("quantities", '[');
    report.quantities.iter().for_each(|q| quantity(&mut json, q));
    json.close(']');
    json.open("attributions", '[');
    report.attributions.iter().for_each(|a| attribution(&mut json, a));
    json.close(']');
    json.open("claims", '[');
    report.claims.iter().for_each(|c| claim(&mut json, c));
    json.close(']');
    json.close('}');
    json.finish()
}

fn quantity(json: &mut Json, quantity: &Quantity) {
    json.open("", '{');
    json.text("id", &quantity.id);
    quote(json, &quantity.quote);
    json.word("value", &value(quantity.value));
    json.word("high", &quantity.high.map_or("null".to_owned(), value));
    json.text(
        "kind",
        match quantity.kind {
            QuantityKind::Percent => "percent",
            QuantityKind::Money => "money",
            QuantityKind::Count => "count",
            QuantityKind::Measure => "measure",
            QuantityKind::Ratio => "ratio",
            QuantityKind::Multiple => "multiple",
            QuantityKind::Duration => "duration",
            QuantityKind::Age => "age",
        },
    );
    optional(json, "unit", quantity.unit.as_deref());
    optional(json, "currency", quantity.currency.as_deref());
    json.word("approximate", if quantity.approximate { "true" } else { "false" });
    json.close('}');
}

fn attribution(json: &mut Json, attribution: &Attribution) {
    json.open("", '{');
    json.text("id", &attribution.id);
    for (name, quotes) in [("source", &attribution.source), ("cue", &attribution.cue), ("content", &attribution.content)] {
        json.open(name, '[');
        for part in quotes {
            json.open("", '{');
            quote(json, part);
            json.close('}');
        }
        json.close(']');
    }
    json.text(
        "form",
        match attribution.form {
            Form::Direct => "direct",
            Form::Indirect => "indirect",
            Form::Mixed => "mixed",
        },
    );
    json.close('}');
}

fn claim(json: &mut Json, claim: &Claim) {
    json.open("", '{');
    json.text("id", &claim.id);
    json.open("sentence", '{');
    quote(json, &claim.sentence);
    json.close('}');
    json.open("kinds", '[');
    claim.kinds.iter().for_each(|kind| json.text("", kind.key()));
    json.close(']');
    json.text("weight", if claim.weight == Weight::Key { "key" } else { "minor" });
    json.text("status", claim.status.key());
    json.open("reason", '{');
    json.text("code", &claim.reason.code);
    json.open("args", '{');
    claim.reason.args.iter().for_each(|(name, value)| json.text(name, value));
    json.close('}');
    json.text("text", &claim.reason.text);
    json.close('}');
    for (name, ids) in [("quantities", &claim.quantities), ("attributions", &claim.attributions)] {
        json.open(name, '[');
        ids.iter().for_each(|id| json.text("", id));
        json.close(']');
    }
    json.open("evidence", '[');
    claim.evidence.iter().for_each(|e| evidence(json, e));
    json.close(']');
    if !claim.segments.is_empty() {
        json.open("segments", '[');
        for &(node, start, end) in &claim.segments {
            json.open("", '[');
            [node, start, end].into_iter().for_each(|n| json.number("", n as usize));
            json.close(']');
        }
        json.close(']');
    }
    json.close('}');
}

fn evidence(json: &mut Json, evidence: &Evidence) {
    json.open("", '{');
    json.text(
        "kind",
        match evidence.kind {
            EvidenceKind::Link => "link",
            EvidenceKind::Citation => "citation",
            EvidenceKind::Document => "document",
            EvidenceKind::Venue => "venue",
            EvidenceKind::Speaker => "speaker",
            EvidenceKind::Vague => "vague",
        },
    );
    quote(json, &evidence.quote);
    if let Some(href) = &evidence.href {
        json.text("href", href);
    }
    json.close('}');
}

/// The members of a quotation.
fn quote(json: &mut Json, quote: &Quote) {
    json.number("start", quote.start as usize);
    json.number("end", quote.end as usize);
    json.text("text", &quote.text);
}

fn value(value: f64) -> String {
    if value.is_finite() { number(value) } else { "null".to_owned() }
}

fn optional(json: &mut Json, name: &str, value: Option<&str>) {
    match value {
        Some(value) => json.text(name, value),
        None => json.word(name, "null"),
    }
}

#[cfg(test)]
mod tests {
    use crate::page::Page;
    use crate::report::{Offsets, Report};

    #[test]
    fn what_is_written_is_the_report() {
        let text = "Sales \"rose\" 2.5% to $3 million \\ in 2\u{2028}days, “twice\u{1} as much 😀,” said Ann Lee of the Courier. \
            Critics said 2-3x. Half of it fell, a study found [3].\n\nIt cost 1e30 dollars and 10 000 km.";
        let page = Page::from_plain(text);
        let mut report = crate::analyse(&page).report(Offsets::Utf16, true);
        report.id = Some("a".to_owned());
        report.claims[0].segments = vec![(0, 1, 2), (3, 4, 5)];
        report.claims[0].evidence[0].href = Some("https://example.org/?a=\"b\"".to_owned());
        assert!(report.claims.len() > 2 && !report.attributions.is_empty());
        for report in [report, Report::default()] {
            let written: Report = serde_json::from_str(&super::write(&report)).unwrap();
            assert_eq!(written, report);
        }
    }
}
