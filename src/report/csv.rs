//! Comma-separated values for a spreadsheet: a row a claim.
//!
//! By RFC 4180: comma, CRLF, every field quoted. A field that a spreadsheet would read as a formula gets an apostrophe before it,
//! which spreadsheets show as text ("CSV injection", OWASP). A writer of our own: it is this one rule and the doubling of quotes.

use super::{Claim, ClaimKind, Report, inert, link};

/// The names of the columns.
pub const HEADER: [&str; 12] = [
    "document",
    "url",
    "title",
    "id",
    "status",
    "kinds",
    "weight",
    "sentence",
    "reason",
    "source",
    "source_link",
    "sentence_link",
];

/// The header's row.
pub fn header() -> String {
    row(HEADER)
}

/// The rows of one report, without the header. `name` is what the document is called where the report has no id.
/// Minor figures are left out unless `all`.
pub fn rows(report: &Report, name: Option<&str>, all: bool) -> String {
    let document = report.id.as_deref().or(name).unwrap_or_default();
    let url = report.url.as_deref().unwrap_or_default();
    let title = report.title.as_deref().unwrap_or_default();
    let mut out = String::new();
    for claim in report.shown(all) {
        let to_sentence = link::to_sentence(url, &claim.sentence.text).unwrap_or_default();
        let (sources, links) = evidence(claim);
        let kinds = claim.kinds.iter().map(|k| k.key()).collect::<Vec<_>>().join(" ");
        let weight = if claim.is_key() { "key" } else { "minor" };
        out += &row([
            document,
            url,
            title,
            &claim.id,
            claim.status.key(),
            &kinds,
            weight,
            &claim.sentence.text,
            &claim.reason.text,
            &sources,
            &links,
            &to_sentence,
        ]);
    }
    out
}

/// The words of all evidence, and where it leads.
fn evidence(claim: &Claim) -> (String, String) {
    let words = claim.evidence.iter().map(|e| e.quote.text.as_str()).collect::<Vec<_>>().join("; ");
    let links = claim.evidence.iter().filter_map(|e| inert::web_address(e.href.as_deref()?)).collect::<Vec<_>>().join(" ");
    (words, links)
}

fn row<const N: usize>(fields: [&str; N]) -> String {
    let mut out = String::new();
    for (n, field) in fields.into_iter().enumerate() {
        if n > 0 {
            out.push(',');
        }
        out.push('"');
        let field = inert::one_line(field);
        if field.starts_with(FORMULA) {
            out.push('\'');
        }
        out += &field.replace('"', "\"\"");
        out.push('"');
    }
    out.push_str("\r\n");
    out
}

/// What begins a formula, also in the full width that East Asian spreadsheets read alike.
const FORMULA: [char; 9] = ['=', '+', '-', '@', '|', '＝', '＋', '－', '＠'];

impl ClaimKind {
    /// The word in reports.
    pub fn key(self) -> &'static str {
        match self {
            Self::Numeric => "numeric",
            Self::Attribution => "attribution",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::samples;

    #[test]
    fn a_row_a_claim() {
        let report = samples::report();
        let rows = rows(&report, Some("a.txt"), false);
        assert_eq!(rows.lines().count(), 2);
        assert!(rows.starts_with(
            "\"a.txt\",\"https://example.org/a\",\"A “small” page\",\"c1\",\"none\",\"numeric\",\"key\",\"Sales rose 60%.\""
        ));
        assert_eq!(super::rows(&report, None, true).lines().count(), 3);
    }

    #[test]
    fn no_field_is_a_formula() {
        for words in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r\n =1", "\0=1", "＝1", "|calc", "\u{feff}=1"] {
            assert!(row([words]).starts_with("\"'"), "{words:?}");
        }
        assert_eq!(row(["a \"b\", c", "x\r\ny"]), "\"a \"\"b\"\", c\",\"x y\"\r\n");
    }
}
