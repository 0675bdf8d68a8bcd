//! Tokens: words, numbers with what is written against them, single marks.
//!
//! A word runs over inner hyphens, points, commas, slashes, ampersands and apostrophes (`3-to-1`, `U.S`, `1,234.5`,
//! `don't`), but the `'s` of a possessive is a token of its own; every other character that is not white space is a token.
//! The two ASCII ways of doubling a single quotation mark (`''`, ` `` `) are one token.

use crate::span::Span;

/// A token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its characters.
    pub span: Span,
    /// Its nature.
    pub kind: TokenKind,
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

/// Appends the tokens of `text[within]` to `tokens`.
pub(super) fn scan(text: &str, within: Span, tokens: &mut Vec<Token>) {
    let part = within.of(text);
    let base = within.start as usize;
    let mut chars = part.char_indices().peekable();
    let mut spaced = true;
    while let Some((start, c)) = chars.next() {
        if c.is_whitespace() {
            spaced = true;
            continue;
        }
        let rest = &part[start..];
        let end = start + if c.is_alphanumeric() { word(rest) } else { mark(rest, c) };
        while chars.next_if(|&(at, _)| at < end).is_some() {}
        let kind = if c.is_numeric() {
            TokenKind::Number
        } else if c.is_alphabetic() {
            TokenKind::Word
        } else {
            TokenKind::Mark
        };
        tokens.push(Token {
            span: Span::new(base + start, base + end),
            kind,
            sentence: 0,
            quoted: false,
            capital: c.is_uppercase(),
            spaced: std::mem::take(&mut spaced),
        });
    }
}

/// Length of the word at the start of `rest`.
fn word(rest: &str) -> usize {
    let mut end = rest.find(|c| !wordy(c)).unwrap_or(rest.len());
    loop {
        let after = &rest[end..];
        let mut next = after.chars();
        let Some(joint) = next.next() else { return end };
        let tail = next.as_str();
        let run = tail.find(|c| !wordy(c)).unwrap_or(tail.len());
        if run == 0 || !tail.starts_with(char::is_alphanumeric) || !(joins(joint) || apostrophe(joint)) {
            return end;
        }
        if apostrophe(joint) && &tail[..run] == "s" {
            return end;
        }
        // A number right behind a point is a reference mark: "the bridge fell.3".
        let letter_before = rest[..end].chars().next_back().is_some_and(char::is_alphabetic);
        if joint == '.' && letter_before && tail.starts_with(char::is_numeric) {
            return end;
        }
        end += joint.len_utf8() + run;
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
        let mut found = Vec::new();
        scan(text, Span::new(0, text.len()), &mut found);
        found.iter().map(|t| &text[t.span.range()]).collect()
    }

    #[test]
    fn words_keep_what_they_carry() {
        assert_eq!(tokens("The U.S. won 3-to-1, didn't it?"), ["The", "U.S", ".", "won", "3-to-1", ",", "didn't", "it", "?"]);
        assert_eq!(tokens("1,234.5 and 60% of AT&T's $4"), ["1,234.5", "and", "60", "%", "of", "AT&T", "'s", "$", "4"]);
        assert_eq!(tokens("``So,'' he said."), ["``", "So", ",", "''", "he", "said", "."]);
        assert_eq!(tokens("e\u{301}te 😀 ½"), ["e\u{301}te", "😀", "½"]);
    }
}
