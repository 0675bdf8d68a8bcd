//! Plain text: a table of claims for a terminal, or for the clipboard.

use super::{Report, Words, inert};
use crate::source::Status;

/// How the table is laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Lines are folded to so many columns; without it, a sentence is one line.
    pub width: Option<usize>,
    /// With the escape sequences of a terminal (ECMA-48).
    pub colour: bool,
}

const BOLD: &str = "\x1b[1m";
const DIM: &str = "\x1b[2m";
const OFF: &str = "\x1b[0m";

/// Between the status column, as wide as its longest words, and what comes after it.
const GAP: usize = 2;

/// Writes one report. `name` is what the document is called. Minor figures are left out unless `all`.
pub fn write(report: &Report, name: Option<&str>, all: bool, words: &Words, look: Look) -> String {
    let column = words.statuses.iter().map(|status| width(status)).max().unwrap_or_default() + GAP;
    let mut table = Table { out: String::new(), look };
    let names = [report.id.as_deref().or(name), report.title.as_deref()];
    let names: Vec<String> = names.into_iter().flatten().map(inert::one_line).filter(|n| !n.is_empty()).collect();
    if !names.is_empty() {
        table.line(0, BOLD, &names.join(": "));
    }
    if let Some(url) = &report.url {
        table.line(0, DIM, &inert::one_line(url));
    }
    if let Some(note) = &words.note {
        table.line(0, "", note);
    }
    table.line(0, "", &words.summary);
    for (n, claim) in report.shown(all).enumerate() {
        if n == 0 {
            table.out.push('\n');
        }
        table.status(claim.status, words.status(claim.status), column);
        table.rest(column, "", &inert::one_line(&claim.sentence.text));
        if !claim.reason.text.is_empty() {
            table.line(column, DIM, &inert::one_line(&claim.reason.text));
        }
        for href in claim.evidence.iter().filter_map(|e| inert::web_address(e.href.as_deref()?)) {
            table.line(column, DIM, href);
        }
    }
    table.out
}

struct Table {
    out: String,
    look: Look,
}

impl Table {
    /// The status, and the gap to the next column.
    fn status(&mut self, status: Status, words: &str, column: usize) {
        let ink = match status {
            Status::None => "\x1b[1;33m",
            Status::Vague => "\x1b[33m",
            Status::Named => "\x1b[36m",
            Status::Cited => "\x1b[32m",
        };
        self.inked(ink, words);
        self.indent(column.saturating_sub(width(words)));
    }

    /// A line of its own, folded, each part of it indented.
    fn line(&mut self, indent: usize, ink: &str, words: &str) {
        self.indent(indent);
        self.rest(indent, ink, words);
    }

    /// The rest of a line that is begun.
    fn rest(&mut self, indent: usize, ink: &str, words: &str) {
        // Narrower than this, folding helps nobody.
        let room = self.look.width.map_or(usize::MAX, |width| width.saturating_sub(indent).max(20));
        let mut taken = 0;
        let mut line = String::new();
        for word in words.split(' ') {
            let wide = width(word);
            if taken > 0 && taken + 1 + wide > room {
                self.inked(ink, &line);
                self.out.push('\n');
                self.indent(indent);
                line.clear();
                taken = 0;
            }
            if taken > 0 {
                line.push(' ');
                taken += 1;
            }
            line.push_str(word);
            taken += wide;
        }
        self.inked(ink, &line);
        self.out.push('\n');
    }

    fn indent(&mut self, columns: usize) {
        self.out.extend(std::iter::repeat_n(' ', columns));
    }

    fn inked(&mut self, ink: &str, words: &str) {
        let ink = if self.look.colour { ink } else { "" };
        self.out += ink;
        self.out += words;
        if !ink.is_empty() {
            self.out += OFF;
        }
    }
}

/// Columns on a terminal.
#[cfg(feature = "cli")]
fn width(word: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(word)
}

/// Without a terminal there is nothing to fit, and no table of widths to carry.
#[cfg(not(feature = "cli"))]
fn width(word: &str) -> usize {
    word.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::samples;

    fn write(report: &Report, name: Option<&str>, all: bool, look: Look) -> String {
        super::write(report, name, all, &Words::english(report, all), look)
    }

    #[test]
    fn a_table() {
        let out = write(&samples::report(), Some("a.html"), false, Look::default());
        assert_eq!(
            out,
            "a.html: A “small” page\nhttps://example.org/a\n2 claims: 1 no source stated · 1 source given (1 minor figure left out)\n\n\
             No source stated   Sales rose 60%.\n                   The figure is the author's own.\n\
             Source given       The study says that it fell.\n                   The study is linked.\n                   \
             https://example.org/study_(1).pdf\n"
        );
    }

    #[test]
    fn folded_to_the_terminal() {
        let mut report = samples::report();
        report.claims[0].sentence.text = "word ".repeat(40) + "漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字 \u{1b}[2J";
        let out = write(&report, None, true, Look { width: Some(60), colour: false });
        assert!(out.lines().filter(|l| !l.contains("://") && !l.contains('漢')).all(|l| l.len() <= 64), "{out}");
        assert!(!out.contains('\u{1b}'));
        assert!(write(&report, None, true, Look { width: Some(0), colour: true }).contains("\x1b[1;33mNo source stated\x1b[0m"));
    }
}
