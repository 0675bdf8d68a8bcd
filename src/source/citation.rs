//! Citations: footnote marks and bibliographic references on a sentence.
//!
//! A mark that stands before a sentence's first word belongs to the sentence before it: "… in 1998. [3] Then …". A request
//! for a citation is none.
//!
//! A block quotation can carry the address that it was taken from, where no reader sees it (`<blockquote cite>`).
//!
//! - "It rose by half.[3]", "It rose by half (Ruiz 2019).", "ibid.", a superscript that links to a note.

use super::lexicon::{DATE, Words};
use super::link::Target;
use crate::page::BlockKind;
use crate::span::Span;
use crate::text::{Sentence, TokenKind};
use std::collections::HashMap;

/// The reference marks of a sentence.
pub(super) fn find(words: &Words, index: usize) -> Vec<Span> {
    let text = words.text;
    let sentence = &text.sentences[index];
    let within = reach(words, index);
    let block = text.block_of(sentence);
    let links = text.page.links_of(block);
    let first = links.partition_point(|l| l.span.start < within.start);
    let mut found: Vec<Span> = links[first..]
        .iter()
        .take_while(|l| l.span.start < within.end)
        .filter(|l| l.mark && !text.words(l.span).to_ascii_lowercase().contains("need"))
        .map(|l| l.span)
        .collect();
    let tokens = text.token_at(within.start)..text.tokens.partition_point(|t| t.span.start < within.end);
    let may = |i: usize| words.kind(i) == Some(TokenKind::Mark) || words.text.tokens[i].span.len() == 4;
    for i in tokens.filter(|&i| may(i)) {
        if let Some(span) = written(words, i)
            && !found.iter().any(|f| f.overlaps(span))
        {
            found.push(span);
        }
    }
    found
}

/// The page of the web that the quotation around a sentence was taken from, by its own account; `own` is the page's own address.
pub(super) fn quoted_from<'t>(words: &Words<'t>, index: usize, own: Option<&Target>) -> Option<&'t str> {
    let text = words.text;
    let address = text.block_of(&text.sentences[index]).cite.as_deref()?;
    let target = Target::parse(address).filter(|target| !target.site().is_empty())?;
    (!own.is_some_and(|own| own.same_page(&target))).then_some(address)
}

/// From the sentence's first word to the next sentence's first word, in its block.
fn reach(words: &Words, index: usize) -> Span {
    let text = words.text;
    let sentence = &text.sentences[index];
    let start = first_word(words, sentence);
    let end = text
        .sentences
        .get(index + 1)
        .filter(|next| next.block == sentence.block)
        .map_or(sentence.span.end, |next| first_word(words, next));
    Span { start, end: end.max(start) }
}

/// Where a sentence's words begin, behind the marks that hang over from the one before.
fn first_word(words: &Words, sentence: &Sentence) -> u32 {
    let mut i = sentence.first as usize;
    let last = sentence.last as usize;
    while i + 2 < last && words.word(i) == "[" && words.text.tokens[i].span.start > 0 {
        let Some(close) = (i + 1..last.min(i + 8)).find(|&j| words.word(j) == "]") else { break };
        let Some(close) = (close..last.min(close + 2)).rev().find(|&j| words.word(j) == "]") else { break };
        let numbered =
            (i + 1..close).any(|j| words.kind(j) == Some(TokenKind::Number)) || words.any(i + 1, &["note", "citation"]);
        if !numbered {
            break;
        }
        i = close + 1;
    }
    words.text.tokens.get(i).map_or(sentence.span.end, |t| t.span.start)
}

/// A reference that is written out at token `i`: `[3]`, `(Ruiz 2019)`, `(Ruiz et al., 2019)`, `ibid.`
fn written(words: &Words, i: usize) -> Option<Span> {
    match words.word(i) {
        "[" => {
            let number = words.kind(i + 1) == Some(TokenKind::Number)
                && words.word(i + 1).len() <= 9
                && words.word(i + 1).bytes().all(|b| b.is_ascii_digit() || matches!(b, b',' | b'-'));
            // "[0.6]" and "[2019]" inside a quotation are the editor's words.
            let short = words.word(i + 1).split([',', '-']).all(|n| n.len() <= 3);
            (number && short && words.word(i + 2) == "]" && !words.quoted(i)).then(|| words.span(i, i + 3))
        }
        "(" => {
            let close = (i + 1..i + 14).find(|&j| words.word(j) == ")")?;
            let year = (i + 2..close).find(|&j| {
                words.kind(j) == Some(TokenKind::Number) && words.word(j).len() >= 4 && year(&words.word(j).as_bytes()[..4])
            })?;
            let page = (year + 1..close)
                .all(|j| words.mark(j) || words.kind(j) == Some(TokenKind::Number) || words.any(j, &["p", "pp"]));
            let authors = (i + 1..year).all(|j| {
                words.capital(j)
                    || matches!(words.word(j), "&" | "and" | "et" | "al" | "." | "," | ";" | "see" | "e.g" | "cf" | "van" | "de")
            });
            // A name right before the year, or "et al.", and no month: "(Ruiz 2019)" and not "(in March 2019)".
            let name = year - 1 - usize::from(words.mark(year - 1));
            let signed = words.capital(name) || (i + 1..year).any(|j| words.any(j, &["al"]));
            let dated = (i + 1..year).any(|j| words.is(j, DATE));
            (page && authors && signed && !dated).then(|| words.span(i, close + 1))
        }
        word if word.eq_ignore_ascii_case("ibid") => Some(words.span(i, i + 1)),
        _ => None,
    }
}

fn year(digits: &[u8]) -> bool {
    matches!(digits, [b'1', b'5'..=b'9', b'0'..=b'9', b'0'..=b'9'] | [b'2', b'0', b'0'..=b'9', b'0'..=b'9'])
}

/// The page's notes by the number that they begin with.
pub(super) fn notes(words: &Words) -> HashMap<u32, Span> {
    let page = words.text.page;
    let mut notes = HashMap::new();
    for block in page.blocks.iter().filter(|b| b.kind == BlockKind::Note) {
        if let Some(number) = number(block.span.of(&page.text)) {
            notes.entry(number).or_insert(block.span);
        }
    }
    notes
}

/// The number that a mark or note begins with, behind brackets.
pub(super) fn number(words: &str) -> Option<u32> {
    let digits = words.trim_start_matches(['[', '^', '(', ' ']);
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    digits[..end].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Page;
    use crate::text::Text;

    fn marks(text: &str) -> Vec<String> {
        let page = Page::from_plain(text);
        let text = Text::read(&page);
        let words = Words::read(&text);
        find(&words, 0).into_iter().map(|s| text.words(s).to_owned()).collect()
    }

    #[test]
    fn references_that_are_written_out() {
        let cases: &[(&str, &[&str])] = &[
            ("It rose by half.[3] Then it fell.", &["[3]"]),
            ("It rose by half. [3] [4] Then it fell.", &["[3]", "[4]"]),
            ("It rose by half (Ruiz 2019).", &["(Ruiz 2019)"]),
            ("It rose by half (Ruiz et al., 2019, p. 4).", &["(Ruiz et al., 2019, p. 4)"]),
            ("It rose by half (Ruiz & Lee, 2019).", &["(Ruiz & Lee, 2019)"]),
            ("It rose by half (in 2019).", &[]),
            ("It rose by half (March 2019).", &[]),
            ("It “rose by [60] percent”.", &[]),
        ];
        for (text, wanted) in cases {
            assert_eq!(marks(text), *wanted, "{text}");
        }
    }
}
