//! Sentences: where one ends and the next begins, inside a block.

use super::{Token, TokenKind};
use crate::span::Span;

/// A sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// From its first to its last token.
    pub span: Span,
    /// First of its tokens.
    pub first: u32,
    /// One past the last of its tokens.
    pub last: u32,
    /// The block that it stands in, an index into [`crate::page::Page::blocks`].
    pub block: u32,
}

impl Sentence {
    /// Its tokens, as a range of [`super::Text::tokens`].
    pub fn token_range(&self) -> std::ops::Range<usize> {
        self.first as usize..self.last as usize
    }
}

/// Words before a point that does not end a sentence when something follows it in upper case.
const ABBREVIATIONS: [&str; 78] = [
    "mr", "mrs", "ms", "dr", "prof", "sen", "rep", "reps", "sens", "gov", "gen", "lt", "col", "sgt", "capt", "cmdr", "adm",
    "maj", "rev", "hon", "pres", "supt", "det", "jr", "sr", "st", "mt", "ft", "vs", "v", "etc", "e.g", "i.e", "cf", "al",
    "approx", "est", "inc", "corp", "co", "ltd", "llc", "bros", "u.s", "u.k", "u.n", "d.c", "jan", "feb", "aug", "sept", "oct",
    "nov", "dec", "fig", "no", "nos", "vol", "a.m", "p.m", "ph.d", "m.d", "ave", "blvd", "rd", "pp", "p", "messrs", "calif",
    "fla", "ariz", "tenn", "conn", "mich", "minn", "wis", "va", "md",
];

/// Of these, the ones that often do end a sentence: then a common opening word decides.
const EITHER: [&str; 16] =
    ["a.m", "p.m", "ph.d", "m.d", "u.s", "u.k", "u.n", "d.c", "inc", "corp", "co", "ltd", "jr", "sr", "etc", "no"];

/// Words that begin a sentence more often than a name.
const OPENERS: [&str; 40] = [
    "the", "a", "an", "he", "she", "it", "they", "we", "i", "you", "this", "that", "these", "those", "but", "and", "in", "on",
    "at", "for", "as", "if", "when", "while", "after", "before", "his", "her", "its", "their", "there", "our", "my", "what",
    "who", "how", "why", "so", "yet", "however",
];

fn lower<'b>(word: &str, buffer: &'b mut String) -> &'b str {
    buffer.clear();
    buffer.extend(word.chars().flat_map(char::to_lowercase));
    buffer
}

/// Splits a block, `tokens[first..]`, into sentences.
pub(super) fn split(text: &str, block: u32, first: usize, tokens: &mut [Token], sentences: &mut Vec<Sentence>) {
    let mut from = first;
    let mut buffer = String::new();
    let mut i = first;
    while i < tokens.len() {
        let ends = tokens[i].kind == TokenKind::Mark && matches!(tokens[i].span.of(text), "." | "?" | "!" | "…") && {
            // Closing marks, and further points, belong to the sentence that they close.
            let mut next = i + 1;
            while next < tokens.len() && !tokens[next].spaced {
                let mark = reference(text, tokens, next, !tokens[i].spaced);
                match mark + usize::from(mark == 0 && closing(tokens[next].span.of(text))) {
                    0 => break,
                    more => next += more,
                }
            }
            let spaced = tokens.get(next).is_none_or(|t| t.spaced);
            let ends = spaced && tokens.get(next).is_none_or(|_| ends_at(text, tokens, first, i, next, &mut buffer));
            i = next - 1;
            ends
        };
        i += 1;
        if ends || i >= tokens.len() {
            close(block, from, i, tokens, sentences);
            from = i;
        }
    }
}

fn close(block: u32, from: usize, to: usize, tokens: &mut [Token], sentences: &mut Vec<Sentence>) {
    if from == to {
        return;
    }
    let index = sentences.len() as u32;
    for token in &mut tokens[from..to] {
        token.sentence = index;
    }
    let span = tokens[from].span.join(tokens[to - 1].span);
    sentences.push(Sentence { span, first: from as u32, last: to as u32, block });
}

fn closing(mark: &str) -> bool {
    matches!(mark, "”" | "\"" | "’" | "'" | "''" | "»" | ")" | "]" | "." | "?" | "!" | "…")
}

/// How many tokens a reference mark at `at` has, where one stands right behind the point: `[3]`, `[note 1]`, `3`, `*`.
fn reference(text: &str, tokens: &[Token], at: usize, point_touches: bool) -> usize {
    let word = |i: usize| tokens.get(i).map_or("", |t| t.span.of(text));
    match word(at) {
        "[" => (at..at + 6).position(|i| word(i) == "]").map_or(0, |len| len + 1),
        "*" | "†" | "‡" => 1,
        number => usize::from(point_touches && tokens[at].kind == TokenKind::Number && number.chars().count() <= 3),
    }
}

/// Whether the mark at `i` ends a sentence when the token `next`, with a space before it, is what follows.
fn ends_at(text: &str, tokens: &[Token], first: usize, i: usize, next: usize, buffer: &mut String) -> bool {
    let after = tokens[next];
    let word = after.span.of(text);
    let begins = after.capital
        || after.kind == TokenKind::Number
        || matches!(word, "“" | "\"" | "‘" | "'" | "``" | "''" | "«" | "(" | "[" | "$" | "£" | "€");
    if !begins {
        // A bullet, a dash or lower case runs on; so does a quotation's own "?" before "he asked".
        return after.kind == TokenKind::Mark
            && matches!(tokens[i].span.of(text), "." | "?" | "!")
            && !matches!(word, "—" | "–" | "-" | "," | ";" | ":" | "…");
    }
    if tokens[i].span.of(text) != "." || i == first || tokens[i].spaced {
        return true;
    }
    let before = tokens[i - 1].span.of(text);
    let initial = before.split('.').all(|p| p.chars().count() == 1 && p.chars().all(char::is_uppercase)) && before != "I";
    let known = lower(before, buffer);
    if ABBREVIATIONS.contains(&known) {
        let opener =
            EITHER.contains(&known) && after.kind == TokenKind::Word && OPENERS.contains(&lower(word, &mut String::new()));
        // "No. 5" counts, "Oh, no. Then" does not.
        return opener || (known_no(before) && after.kind != TokenKind::Number);
    }
    !initial || OPENERS.contains(&lower(word, buffer)) && i > first + 1 && !tokens[i - 2].capital
}

fn known_no(word: &str) -> bool {
    word.eq_ignore_ascii_case("no") || word.eq_ignore_ascii_case("nos")
}

#[cfg(test)]
mod tests {
    use crate::page::Page;
    use crate::text::Text;

    fn sentences(text: &str) -> Vec<String> {
        let page = Page::from_plain(text);
        let read = Text::read(&page);
        read.sentences.iter().map(|s| read.words(s.span).to_owned()).collect()
    }

    /// `|` is where a sentence ends.
    fn splits(marked: &str) {
        let expected: Vec<&str> = marked.split('|').map(str::trim).collect();
        assert_eq!(sentences(&marked.replace('|', "")), expected);
    }

    #[test]
    fn points_that_end_no_sentence() {
        splits("Dr. Ann Lee met Sen. Jon P. Ruiz in the U.S. Capitol. | She left.");
        splits("Acme Inc. Chairman Bo Hall owns 3.5 per cent. | He is No. 5 on the list.");
        splits("It moved to the U.S. | The firm stayed.");
        splits("It opened at 9 a.m. Monday and shut at 5 p.m. | The queue was long.");
        splits("They waited ... and waited. | Nothing came.");
        splits("J. R. Hall and A.B. Reyes won in St. Ives on Jan. 5. | Others lost.");
    }

    #[test]
    fn quotations_end_with_their_sentence() {
        splits("“We won.” | He smiled.");
        splits("“Did we?!” he asked. | Nobody knew.");
        splits("“We won,” she said. | “It is over.” | Then she left.");
        splits("(It rained.) | The match went on.");
    }

    #[test]
    fn reference_marks_belong_to_the_sentence_before() {
        splits("The bridge fell in 1911.[3] | It was rebuilt.[4][note 1] | It stands.");
        splits("The bridge fell.3 | It was rebuilt.* | It stands.");
    }
}
