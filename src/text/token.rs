//! Tokens: words, numbers with what is written against them, single marks.
//!
//! A word runs over inner hyphens, points, commas, slashes, ampersands and apostrophes (`3-to-1`, `U.S`, `1,234.5`,
//! `don't`), but the `'s` of a possessive is a token of its own; every other character that is not white space is a token.
//! The two ASCII ways of doubling a single quotation mark (`''`, ` `` `) are one token.
//!
//! Nearly all of it is ASCII: bytes are looked at first, characters only where a byte says that there is one.

use crate::span::Span;

/// A token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its characters.
    pub span: Span,
    /// Its nature.
    pub kind: TokenKind,
    /// Which of the text's words it is, an index into [`super::Text::forms`]: the same characters have the same one, but for a few
    /// in a text that was made to break this.
    pub form: u32,
    /// The sentence it belongs to, an index into [`super::Text::sentences`].
    pub sentence: u32,
    /// It stands inside quotation marks, or is one.
    pub quoted: bool,
    /// Its first character is an upper-case letter.
    pub capital: bool,
    /// White space, or the block's start, stands before it.
    pub spaced: bool,
}

/// A token's nature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, and what a word may carry inside.
    Word,
    /// Begins with a digit (or a fraction such as `½`).
    Number,
    /// Anything else: one punctuation mark or symbol.
    Mark,
}

/// Characters that hold a word together when a letter or digit stands on both sides.
fn joins(c: char) -> bool {
    matches!(c, '-' | '.' | '&' | ',' | '/')
}

fn apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

/// A combining mark continues the word that it stands on.
fn combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}' | '\u{200d}')
}

fn wordy(c: char) -> bool {
    c.is_alphanumeric() || combining(c)
}

/// The words of a text that were met, to be found again.
#[derive(Debug)]
pub(super) struct Forms {
    /// Open addressing over a power of two of slots: hash, and the place of the form plus one.
    slots: Vec<(u32, u32)>,
}

/// So many slots are looked at before a word counts as new.
const PROBES: usize = 16;

impl Forms {
    /// For a text of so many bytes.
    pub(super) fn new(bytes: usize) -> Self {
        Self { slots: vec![(0, 0); (bytes / 16).next_power_of_two().max(256)] }
    }

    /// The form of the word at `span`; a new one is added to `known`.
    fn find(&mut self, text: &str, span: Span, known: &mut Vec<Span>) -> u32 {
        let word = &text.as_bytes()[span.range()];
        let hash = word.iter().fold(0x811c_9dc5_u32, |h, &b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193));
        let last = self.slots.len() - 1;
        let start = (hash ^ (hash >> 15)) as usize;
        for probe in 0..PROBES {
            let slot = &mut self.slots[(start + probe) & last];
            if slot.1 == 0 {
                *slot = (hash, known.len() as u32 + 1);
                break;
            }
            let at = slot.1 - 1;
            if slot.0 == hash && text.as_bytes()[known[at as usize].range()] == *word {
                return at;
            }
        }
        known.push(span);
        known.len() as u32 - 1
    }
}

/// Appends the tokens of `text[within]` to `tokens`, and the words that are new to `known`.
pub(super) fn scan(text: &str, within: Span, forms: &mut Forms, tokens: &mut Vec<Token>, known: &mut Vec<Span>) {
    let part = within.of(text);
    let bytes = part.as_bytes();
    let base = within.start as usize;
    let mut spaced = true;
    let mut start = 0;
    while let Some(&byte) = bytes.get(start) {
        let c = if byte.is_ascii() { byte as char } else { first(&part[start..]) };
        if c.is_whitespace() {
            spaced = true;
            start += c.len_utf8();
            continue;
        }
        let (kind, end) = if c.is_alphanumeric() {
            (if c.is_numeric() { TokenKind::Number } else { TokenKind::Word }, word(part, start))
        } else {
            (TokenKind::Mark, start + mark(&part[start..], c))
        };
        let span = Span::new(base + start, base + end);
        tokens.push(Token {
            span,
            kind,
            form: forms.find(text, span, known),
            sentence: 0,
            quoted: false,
            capital: c.is_uppercase(),
            spaced: std::mem::take(&mut spaced),
        });
        start = end;
    }
}

fn first(rest: &str) -> char {
    rest.chars().next().unwrap_or_default()
}

/// The end of the letters, digits and combining marks from `at` on.
fn run(part: &str, mut at: usize) -> usize {
    while let Some(&byte) = part.as_bytes().get(at) {
        if byte.is_ascii_alphanumeric() {
            at += 1;
            continue;
        }
        if byte.is_ascii() {
            break;
        }
        let c = first(&part[at..]);
        if !wordy(c) {
            break;
        }
        at += c.len_utf8();
    }
    at
}

/// The end of the word that begins at `start`.
fn word(part: &str, start: usize) -> usize {
    let mut end = run(part, start);
    loop {
        let Some(&byte) = part.as_bytes().get(end) else { return end };
        let joint = if byte.is_ascii() { byte as char } else { first(&part[end..]) };
        if !(joins(joint) || apostrophe(joint)) {
            return end;
        }
        let tail = end + joint.len_utf8();
        let run = run(part, tail);
        if run == tail || !part[tail..].starts_with(char::is_alphanumeric) {
            return end;
        }
        if apostrophe(joint) && &part[tail..run] == "s" {
            return end;
        }
        // A number right behind a point is a reference mark: "the bridge fell.3".
        let letter_before = part[start..end].chars().next_back().is_some_and(char::is_alphabetic);
        if joint == '.' && letter_before && part[tail..].starts_with(char::is_numeric) {
            return end;
        }
        end = run;
    }
}

/// Length of the mark `first` at the start of `rest`: one character but for `''`, ` `` ` and the possessive `'s`.
fn mark(rest: &str, first: char) -> usize {
    let tail = &rest[first.len_utf8()..];
    if matches!(first, '\'' | '`') && tail.starts_with(first) {
        return 2;
    }
    if apostrophe(first) && tail.starts_with('s') && !tail[1..].starts_with(wordy) {
        return first.len_utf8() + 1;
    }
    first.len_utf8()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<&str> {
        let (mut found, mut known) = (Vec::new(), Vec::new());
        scan(text, Span::new(0, text.len()), &mut Forms::new(text.len()), &mut found, &mut known);
        for token in &found {
            assert_eq!(known[token.form as usize].of(text), token.span.of(text));
        }
        found.iter().map(|t| &text[t.span.range()]).collect()
    }

    #[test]
    fn words_keep_what_they_carry() {
        assert_eq!(tokens("The U.S. won 3-to-1, didn't it?"), ["The", "U.S", ".", "won", "3-to-1", ",", "didn't", "it", "?"]);
        assert_eq!(tokens("1,234.5 and 60% of AT&T's $4"), ["1,234.5", "and", "60", "%", "of", "AT&T", "'s", "$", "4"]);
        assert_eq!(tokens("``So,'' he said."), ["``", "So", ",", "''", "he", "said", "."]);
        assert_eq!(tokens("e\u{301}te 😀 ½"), ["e\u{301}te", "😀", "½"]);
    }

    #[test]
    fn the_same_words_are_found_again() {
        let text = "a b a, A a b ".repeat(9);
        let mut found = Vec::new();
        let mut known = Vec::new();
        scan(&text, Span::new(0, text.len()), &mut Forms::new(0), &mut found, &mut known);
        assert_eq!(known.iter().map(|s| s.of(&text)).collect::<Vec<_>>(), ["a", "b", ",", "A"]);
        let many: String = (0..5000).map(|n| format!("w{n} w{n} ")).collect();
        tokens(&many);
    }
}
