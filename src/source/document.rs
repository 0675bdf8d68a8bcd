//! Documents: studies, reports, surveys, filings, letters, that a reader could find by what is said of them.
//!
//! A document is specific when it has a maker ("a survey by the Fish Board", "a Fish Board survey"), a title, or a place
//! of publication ("a paper published in *Tides*"). "A recent study" is not, and "the report" is only as good as what the
//! text said of it before.

use super::lexicon::{ADVERB, AUXILIARY, DATE, DETERMINER, DOCUMENT, LINKER, PREPOSITION, PRONOUN, RELATIVE, SAY, Words};
use super::who::Phrase;
use crate::span::Span;
use crate::text::{Sentence, TokenKind};

/// How well a document can be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Specific {
    /// By its maker, title or place of publication.
    Found,
    /// It has a date or an owner ("the company's release"), but no name: with a named speaker, it is theirs.
    Dated,
    /// "the report", "his book": as good as its first mention.
    Short,
    /// "a study".
    No,
}

/// A document that a sentence names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Document {
    pub(super) span: Span,
    pub(super) head: usize,
    pub(super) specific: Specific,
}

/// The documents that a sentence names outside of quotation marks.
pub(super) fn find(words: &Words, sentence: &Sentence) -> Vec<Document> {
    let (first, last) = (sentence.first as usize, sentence.last as usize);
    let mut found: Vec<Document> = Vec::new();
    // "a research report" is one thing, the last of its nouns.
    let head = |i: usize| {
        let more =
            words.is(i + 1, DOCUMENT) && i + 1 < last && !(words.is(i + 1, SAY) && words.any(i + 2, &["that", "a", "the"]));
        words.is(i, DOCUMENT) && !words.quoted(i) && !more
    };
    for i in (first..last).filter(|&i| head(i)) {
        // "the journal" of "a paper in the journal Tides" is not another one.
        if let Some(document) = read(words, first, i, last)
            && !found.last().is_some_and(|f| f.span.overlaps(document.span))
        {
            found.push(document);
        }
    }
    found
}

/// The document that is the head of a phrase.
pub(super) fn of_phrase(words: &Words, phrase: Phrase, head: usize, last: usize) -> Option<Document> {
    let first = words.text.sentences[words.text.tokens[phrase.first].sentence as usize].first as usize;
    read(words, first, head, last)
}

/// Nouns that are documents by themselves, so that a maker's name before them is enough.
const STRONG: [&str; 46] = [
    "affidavit",
    "analysis",
    "article",
    "audit",
    "book",
    "complaint",
    "essay",
    "filing",
    "filings",
    "index",
    "indictment",
    "investigation",
    "lawsuit",
    "letter",
    "manifesto",
    "manual",
    "memo",
    "memoir",
    "memoirs",
    "op-ed",
    "outlook",
    "paper",
    "papers",
    "platform",
    "poll",
    "polls",
    "release",
    "report",
    "reports",
    "review",
    "ruling",
    "statement",
    "studies",
    "study",
    "survey",
    "surveys",
    "testimony",
    "transcript",
    "editorial",
    "census",
    "database",
    "column",
    "dataset",
    "guidelines",
    "guidance",
    "assessment",
];

fn read(words: &Words, first: usize, head: usize, last: usize) -> Option<Document> {
    if words.is(head, SAY) && !words.is(head.wrapping_sub(1), DETERMINER) && head > first && words.is(head - 1, PRONOUN) {
        return None;
    }
    let strong = words.any(head, &STRONG);
    // The phrase's beginning: over what describes the noun.
    let mut from = head;
    while from > first && head - from < 9 {
        let j = from - 1;
        if words.quoted(j)
            || words.mark(j)
                && !(words.possessive(j)
                    || matches!(words.word(j), "-" | "&")
                    || words.word(j) == "." && words.capital(from.saturating_sub(2)))
            || !words.capital(j) && words.is(j, PREPOSITION | AUXILIARY | LINKER | RELATIVE) && !words.is(j, DETERMINER)
            || !words.capital(j) && words.is(j, SAY) && !words.is(j, DOCUMENT)
        {
            break;
        }
        from = j;
        if words.is(j, DETERMINER) && !words.capital(j) || words.is(j, PRONOUN) {
            break;
        }
    }
    let dated_word = |i: usize| words.is(i, DATE) && words.capital(i) || is_year(words, i);
    let opens = |i: usize| i == first && words.is(i, DETERMINER | ADVERB | PREPOSITION | LINKER | PRONOUN);
    let maker_before =
        (from..head).any(|i| words.capital(i) && !words.is(i, DATE) && !opens(i) && (i != first || owned(words, i, head)));
    let mut year = (from..head).any(|i| is_year(words, i));
    let mut dated = (from..head).any(dated_word);
    let mut end = head + 1;
    let mut published = false;
    let mut titled = false;
    let mut i = head + 1;
    // What follows: "published on Monday in the journal Tides", "by the Fish Board", "titled “…”".
    while i < last && i - head <= 12 {
        if words.quoted(i) && !words.quoted(head) {
            titled = i == head + 1 || words.any(i - 1, &["titled", "entitled", "called", ","]) || words.word(i - 1) == ",";
            titled &= words.capital(i + 1);
            break;
        }
        if words.mark(i) && !matches!(words.word(i), "," | "'" | "’" | "-") {
            break;
        }
        if words.word(i) == "," && !follows(words, i + 1) && !words.quoted(i + 1) {
            break;
        }
        if dated_word(i) {
            dated = true;
            end = i + 1;
            year |= is_year(words, i) && words.any(i - 1, &["for", "of"]);
        }
        if words.any(i, &["by", "from", "in", "of", "at", "for", "to", "with", "on"]) {
            let mut j = i + 1;
            while words.is(j, DETERMINER) && !words.capital(j)
                || words.any(j, &["journal", "website", "magazine", "newspaper", "site", "the"])
            {
                j += 1;
            }
            if words.word(j) == "+" && words.kind(j + 1) == Some(TokenKind::Number) {
                j += 2;
            }
            if j < last && words.capital(j) && !words.is(j, DATE) && !words.quoted(j) {
                let by = words.any(i, &["by", "from"]);
                let kind =
                    by || words.any(i, &["in", "at", "for", "of"]) && strong || words.any(i, &["to", "on", "with"]) && dated;
                if kind && (strong || by && (i == head + 1 || follows(words, i - 1))) {
                    published = true;
                    end = j + 1;
                    while end < last && words.capital(end) {
                        end += 1;
                    }
                    break;
                }
            }
        } else if !follows(words, i) && !dated_word(i) && words.kind(i) == Some(TokenKind::Word) && !words.capital(i) {
            // "an analysis of 300 boats by the Courier": of what, and then by whom.
            let about = words.any(head + 1, &["of"]) && (head + 2..=i).all(|j| !words.mark(j)) && i - head <= 6;
            if !about {
                break;
            }
        }
        i += 1;
    }
    let court = head > first
        && words.any(head - 1, &["court"])
        && words.any(head, &["documents", "records", "filings", "papers", "record", "filing"]);
    let definite = words.any(from, &["the", "that", "this", "these", "those", "his", "her", "its", "their", "our", "my"]);
    let weak_release = words.any(head, &["data", "figures", "statistics", "numbers", "estimates"]) && !(published && dated);
    let specific = if court || titled || (published || strong && maker_before) && !weak_release || strong && year && definite {
        Specific::Found
    } else if strong && (dated || (from..head).any(|i| words.possessive(i))) {
        Specific::Dated
    } else if definite || maker_before || published {
        Specific::Short
    } else {
        Specific::No
    };
    Some(Document { span: words.span(from, end.max(head + 1)), head, specific })
}

/// "Ruiz's book": the capitalised word that opens the sentence is a name.
fn owned(words: &Words, i: usize, head: usize) -> bool {
    words.possessive(i + 1) || words.capital(i + 1) && i + 1 < head
}

fn is_year(words: &Words, i: usize) -> bool {
    let word = words.word(i);
    word.len() == 4
        && matches!(word.as_bytes(), [b'1', b'7'..=b'9', ..] | [b'2', b'0', ..])
        && word.bytes().all(|b| b.is_ascii_digit())
}

/// Words between a document and its maker, title or date.
fn follows(words: &Words, i: usize) -> bool {
    words.is(i, ADVERB | DETERMINER)
        || words.is(i, PREPOSITION)
        || words.kind(i) == Some(TokenKind::Number)
        || words.any(
            i,
            &[
                "published",
                "appeared",
                "released",
                "conducted",
                "commissioned",
                "filed",
                "obtained",
                "written",
                "prepared",
                "co-authored",
                "authored",
                "titled",
                "entitled",
                "called",
                "sent",
                "posted",
                "out",
                "early",
                "last",
                "month",
                "week",
                "year",
                "online",
                "issued",
                "carried",
                "produced",
                "compiled",
                "made",
                "led",
                "funded",
                "signed",
                "submitted",
                "scientists",
                "researchers",
                "journal",
                "peer-reviewed",
                "article",
                "official",
                "which",
                "that",
                "was",
                "were",
                "is",
                "has",
                "been",
                "ago",
                "late",
                "new",
                "data",
                "report",
                "joint",
            ],
        )
}

/// Whether two heads name the same document: "a study … the research".
pub(super) fn same(a: &str, b: &str) -> bool {
    const KINDS: [&[&str]; 4] = [
        &[
            "study",
            "paper",
            "research",
            "article",
            "report",
            "analysis",
            "work",
            "findings",
            "results",
            "investigation",
            "review",
        ],
        &["poll", "survey", "polling", "surveys", "census"],
        &["letter", "email", "memo", "message", "note", "statement"],
        &["lawsuit", "complaint", "suit", "filing", "indictment", "documents", "affidavit"],
    ];
    a.eq_ignore_ascii_case(b) || KINDS.iter().any(|kind| [a, b].iter().all(|w| kind.iter().any(|k| k.eq_ignore_ascii_case(w))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Page;
    use crate::text::Text;

    fn specific(text: &str) -> Vec<Specific> {
        let page = Page::from_plain(text);
        let text = Text::read(&page);
        let words = Words::read(&text);
        find(&words, &text.sentences[0]).into_iter().map(|d| d.specific).collect()
    }

    #[test]
    fn what_can_be_found() {
        use Specific::{Dated, Found, No, Short};
        let cases: &[(&str, &[Specific])] = &[
            ("Ports are wet, according to a survey by the Fish Board.", &[Found]),
            ("Ports are wet, a Fish Board survey found.", &[Found]),
            ("Ports are wet, a paper published on Monday in the journal Tides says.", &[Found]),
            ("He said so in the paper titled “The Wet Port”.", &[Found]),
            ("It was in court documents filed on Monday.", &[Found]),
            ("Ports are wet, a recent study found.", &[No]),
            ("Ports are wet, the report said.", &[Short]),
            ("Ports are wet, she wrote in a Tuesday letter.", &[Dated]),
            ("Ports are wet, according to a new study out Monday.", &[Dated]),
        ];
        for (text, wanted) in cases {
            assert_eq!(specific(text), *wanted, "{text}");
        }
    }
}
