//! Markdown: a list of claims, each linked to its sentence in the page where the page's address is known.
//!
//! All words of the page are escaped (CommonMark and the GitHub flavour), so that none of them becomes markup.

use super::{Claim, Report, Words, inert, link};

/// Writes one report. `name` is what the document is called where it has no title. Minor figures are left out unless `all`.
pub fn write(report: &Report, name: Option<&str>, all: bool, words: &Words) -> String {
    let title = [report.title.as_deref(), report.id.as_deref(), name].into_iter().flatten().find(|t| !t.trim().is_empty());
    let mut out = format!("# {}\n\n", escape(title.unwrap_or(&words.title)));
    if let Some(url) = report.url.as_deref().and_then(inert::web_address) {
        out += &format!("<{}>\n\n", destination(url));
    }
    if let Some(note) = &words.note {
        out += &format!("{}\n\n", escape(note));
    }
    out += &format!("{}\n\n{}\n", escape(&words.summary), escape(&words.caveat));
    for (n, claim) in report.shown(all).enumerate() {
        if n == 0 {
            out.push('\n');
        }
        out += &item(claim, report.url.as_deref(), words.status(claim.status));
    }
    out
}

fn item(claim: &Claim, url: Option<&str>, status: &str) -> String {
    let sentence = escape(&claim.sentence.text);
    let sentence = match url.and_then(|url| link::to_sentence(url, &claim.sentence.text)) {
        Some(link) => format!("[{sentence}]({})", destination(&link)),
        None => sentence,
    };
    let status = escape(status);
    let status = if claim.status.lacks_source() { format!("**{status}**") } else { status };
    let mut out = format!("- {status}: {sentence}");
    if !claim.reason.text.is_empty() {
        out += &format!("\\\n  _{}_", escape(&claim.reason.text));
    }
    out.push('\n');
    for evidence in &claim.evidence {
        if let Some(href) = evidence.href.as_deref().and_then(inert::web_address) {
            let words = escape(&evidence.quote.text);
            let words = if words.is_empty() { escape(href) } else { words };
            out += &format!("  - [{words}]({})\n", destination(href));
        }
    }
    out
}

/// The words on one line, with a backslash before all that Markdown reads.
fn escape(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in inert::one_line(words).chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '$' | '@') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// An address that ends where it should.
fn destination(href: &str) -> String {
    let mut out = String::with_capacity(href.len());
    for c in href.chars() {
        match c {
            '(' | ')' | '<' | '>' | '"' | '\\' | '`' | '|' | '*' | '_' | '[' | ']' => {
                link::percent(c.encode_utf8(&mut [0; 4]), "", &mut out);
            }
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::samples;

    fn write(report: &Report, name: Option<&str>, all: bool) -> String {
        super::write(report, name, all, &Words::english(report, all))
    }

    #[test]
    fn claims_are_linked_to_their_sentences() {
        let out = write(&samples::report(), None, false);
        assert!(out.starts_with("# A “small” page\n\n<https://example.org/a>\n\n2 claims: "), "{out}");
        assert!(out.contains("- **No source stated**: [Sales rose 60%.](https://example.org/a#:~:text=Sales%20rose%2060%25%2E)\\\n  _The figure"), "{out}");
        assert!(out.contains("  - [the study](https://example.org/study%5F%281%29.pdf)\n"), "{out}");
    }

    #[test]
    fn words_stay_words() {
        let mut report = samples::report();
        report.url = None;
        report.claims[0].sentence.text = "# <img src=x onerror=alert(1)> [a](javascript:b) `60%`\n- $5 & $6".to_owned();
        let out = write(&report, None, false);
        assert!(out.contains(r"\# \<img src=x onerror=alert(1)\> \[a\](javascript:b) \`60%\` - \$5 \& \$6"), "{out}");
        report.claims[2].evidence[0].href = Some("javascript:alert(1)".to_owned());
        assert!(!write(&report, None, false).contains("alert(1))"));
    }
}
