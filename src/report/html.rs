//! A page to print, or to keep: one file that loads nothing and runs nothing.
//!
//! Each report is a section, so that several go into one page: [`OPENING`], sections, [`CLOSING`].

use super::{Claim, Report, Words, inert, link};

/// What comes before the sections. The statuses have their lines too, since colours may not be printed.
pub const OPENING: &str = r#"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Says Who</title>
<style>
body { max-width: 44em; margin: 2em auto; padding: 0 1em; font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere }
h1 { margin: 0; font-size: 1.5em; line-height: 1.25 }
section + section { break-before: page; margin-block-start: 4em }
p { margin: .5em 0 }
ol { padding-inline-start: 2.5em }
li { margin: 1.25em 0; break-inside: avoid }
ul { margin: 0; padding-inline-start: 1.2em; font-size: .875em }
ul li { margin: .25em 0 }
h2 { display: inline; font-size: .875em; text-decoration: underline 2px; text-underline-offset: .25em }
.none h2 { text-decoration-style: wavy }
.vague h2 { text-decoration-style: dashed }
.named h2 { text-decoration-style: dotted }
blockquote { margin: .5em 0; font: 17px/1.5 Georgia, serif }
blockquote a { color: inherit; text-decoration-thickness: 1px }
.small { font-size: .875em }
@media print { body { max-width: none; margin: 0; font-size: 11pt } blockquote { font-size: 11.5pt } a { color: inherit } }
</style>
</head>
<body>
"#;

/// What comes after the sections.
pub const CLOSING: &str = "</body>\n</html>\n";

/// The section of one report. `name` is what the document is called where it has no title. Minor figures are left out unless `all`.
pub fn section(report: &Report, name: Option<&str>, all: bool, words: &Words) -> String {
    let title = [report.title.as_deref(), report.id.as_deref(), name].into_iter().flatten().find(|t| !t.trim().is_empty());
    let mut page = Page { out: format!("<section lang=\"{}\">\n", escape(&words.language)) };
    page.element("h1 dir=\"auto\"", title.unwrap_or(&words.title));
    let url = report.url.as_deref().and_then(inert::web_address);
    if let Some(url) = url {
        page.out += "<p class=\"small\">";
        page.link(url, url);
        page.out += "</p>\n";
    }
    for said in [words.note.as_deref(), Some(&words.summary)].into_iter().flatten() {
        page.element("p", said);
    }
    page.element("p class=\"small\"", &words.caveat);
    page.out += "<ol>\n";
    for claim in report.shown(all) {
        page.claim(claim, url, words);
    }
    page.out += "</ol>\n</section>\n";
    page.out
}

struct Page {
    out: String,
}

impl Page {
    fn claim(&mut self, claim: &Claim, url: Option<&str>, words: &Words) {
        self.out += "<li class=\"";
        self.out += claim.status.key();
        self.out += "\">\n";
        self.element("h2", words.status(claim.status));
        self.out += "<blockquote dir=\"auto\">";
        match url.and_then(|url| link::to_sentence(url, &claim.sentence.text)) {
            Some(href) => self.link(&href, &claim.sentence.text),
            None => self.out += &escape(&claim.sentence.text),
        }
        self.out += "</blockquote>\n";
        if !claim.reason.text.is_empty() {
            self.element("p class=\"small\"", &claim.reason.text);
        }
        let links: Vec<(&str, &str)> = claim
            .evidence
            .iter()
            .filter_map(|evidence| Some((inert::web_address(evidence.href.as_deref()?)?, evidence.quote.text.as_str())))
            .collect();
        if !links.is_empty() {
            self.out += "<ul>\n";
            for (href, words) in links {
                self.out += "<li>";
                self.link(href, if words.trim().is_empty() { href } else { words });
                self.out += "</li>\n";
            }
            self.out += "</ul>\n";
        }
        self.out += "</li>\n";
    }

    /// An element with words; `tag` may hold attributes.
    fn element(&mut self, tag: &str, words: &str) {
        let name = tag.split(' ').next().unwrap_or(tag);
        for part in ["<", tag, ">", &escape(words), "</", name, ">\n"] {
            self.out += part;
        }
    }

    fn link(&mut self, href: &str, words: &str) {
        for part in ["<a rel=\"noreferrer\" href=\"", &escape(href), "\">", &escape(words), "</a>"] {
            self.out += part;
        }
    }
}

/// The words on one line, without markup in them.
fn escape(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in inert::one_line(words).chars() {
        match c {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::samples;

    #[test]
    fn a_page_to_print() {
        let report = samples::report();
        let out = section(&report, None, false, &Words::english(&report, false));
        assert!(out.contains("<h1 dir=\"auto\">A “small” page</h1>"), "{out}");
        assert!(out.contains(
            "<a rel=\"noreferrer\" href=\"https://example.org/a#:~:text=Sales%20rose%2060%25%2E\">Sales rose 60%.</a>"
        ));
        assert!(out.contains("<a rel=\"noreferrer\" href=\"https://example.org/study_(1).pdf\">the study</a>"));
        assert_eq!(out.matches("<blockquote").count(), 2);
        assert!(!OPENING.contains("<script") && CLOSING.ends_with("</html>\n"));
    }

    #[test]
    fn words_stay_words() {
        let mut report = samples::report();
        let hostile = "<script>alert(1)</script> \" onload=\"alert(1)\" & 60%";
        report.title = Some(hostile.to_owned());
        report.url = Some("javascript:alert(1)".to_owned());
        report.claims[0].sentence.text = hostile.to_owned();
        report.claims[2].evidence[0].quote.text = hostile.to_owned();
        report.claims[2].evidence[0].href = Some("https://example.org/\"onclick=\"x".to_owned());
        let out = section(&report, None, true, &Words::english(&report, true));
        assert!(!out.contains("<script") && !out.contains("\"onclick") && !out.contains("href=\"javascript"), "{out}");
    }
}
