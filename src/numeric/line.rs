//! A sentence as the detectors read it: tokens cut finer, each piece with what the lexicon knows of it.
//!
//! `3-to-1`, `$119-a-year`, `4bn` and `80km/h` are one token for the tagger; here a run of digits, a run of letters and a mark
//! are a piece each.

use super::lexicon::{Class, Lexicon, Sense};
use crate::span::Span;
use crate::text::{Text, TokenKind};

/// A run of digits (with what separates their groups), a run of letters, or one mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub span: Span,
    pub shape: Shape,
    /// White space stands before it.
    pub spaced: bool,
    /// Its first letter is in upper case, or its second as brands have it ("iPhone").
    pub capital: bool,
    sense: u16,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Digits,
    Word,
    Mark,
}

/// One sentence; the buffer is used again for the next.
pub(super) struct Line<'t> {
    text: &'t str,
    lexicon: Lexicon,
    /// What each of the text's words is as a piece, where it is one.
    forms: Vec<Form>,
    pieces: Vec<Piece>,
    /// A digit, a currency's symbol or a word that begins a quantity stands in it.
    numeric: bool,
    /// Words are looked up.
    english: bool,
}

/// A word of the text, looked at once however often it stands there.
#[derive(Clone, Copy)]
struct Form {
    /// It is one piece: letters of ASCII, or a mark.
    whole: bool,
    /// See [`Piece::capital`].
    capital: bool,
    sense: u16,
}

const NOTHING: Piece = Piece { span: Span { start: 0, end: 0 }, shape: Shape::Mark, spaced: true, capital: false, sense: 0 };

impl<'t> Line<'t> {
    pub(super) fn new(text: &'t Text) -> Self {
        let (lexicon, english) = (Lexicon::get(), text.english());
        let mut line =
            Self { text: &text.page.text, lexicon, forms: Vec::new(), pieces: Vec::with_capacity(128), numeric: false, english };
        let forms = text.forms.iter().map(|form| {
            let word = form.of(line.text);
            let letters = word.bytes().all(|b| b.is_ascii_alphabetic());
            let mark = !word.starts_with(char::is_alphanumeric);
            let capital = letters && (word.starts_with(|c: char| c.is_ascii_uppercase()) || brand(word));
            let sense = if letters || mark { line.look_up(word, if letters { Shape::Word } else { Shape::Mark }) } else { 0 };
            Form { whole: letters || mark, capital, sense }
        });
        line.forms = forms.collect();
        line
    }

    /// Reads a sentence; false where it holds nothing that could begin a quantity.
    pub(super) fn read(&mut self, text: &Text, tokens: std::ops::Range<usize>) -> bool {
        self.pieces.clear();
        self.numeric = false;
        for token in text.tokens.get(tokens).unwrap_or_default() {
            let Form { whole, capital, sense } = self.forms[token.form as usize];
            if whole {
                let shape = if token.kind == TokenKind::Mark { Shape::Mark } else { Shape::Word };
                self.push(Piece { span: token.span, shape, spaced: token.spaced, capital, sense });
            } else {
                self.cut(token.span.start as usize, token.span.of(self.text), token.spaced);
            }
        }
        self.numeric
    }

    fn look_up(&self, word: &str, shape: Shape) -> u16 {
        if shape == Shape::Digits || (shape == Shape::Word && !self.english && !symbolic(word)) {
            0
        } else {
            self.lexicon.find(word)
        }
    }

    fn push(&mut self, piece: Piece) {
        self.numeric |= piece.shape == Shape::Digits || self.lexicon.sense(piece.sense).class & super::STARTS != 0;
        self.pieces.push(piece);
    }

    /// Cuts a token where digits, letters and marks meet.
    fn cut(&mut self, base: usize, word: &str, mut spaced: bool) {
        let bytes = word.as_bytes();
        let mut chars = word.char_indices().peekable();
        while let Some((start, first)) = chars.next() {
            let shape = match first {
                '0'..='9' => Shape::Digits,
                _ if first.is_alphabetic() => Shape::Word,
                _ => Shape::Mark,
            };
            let mut end = start + first.len_utf8();
            while let Some(&(at, c)) = chars.peek() {
                let more = match shape {
                    Shape::Digits => {
                        c.is_ascii_digit() || matches!(c, ',' | '.') && bytes.get(at + 1).is_some_and(u8::is_ascii_digit)
                    }
                    // "U.S", "p.m", "AT&T" and "don't" are whole.
                    Shape::Word => {
                        c.is_alphabetic()
                            || matches!(c, '.' | '&' | '\'' | '’')
                                && word[at + c.len_utf8()..].starts_with(|next: char| next.is_alphabetic())
                    }
                    Shape::Mark => matches!(c, '\u{300}'..='\u{36f}'),
                };
                if !more {
                    break;
                }
                end = at + c.len_utf8();
                chars.next();
            }
            let span = Span::new(base + start, base + end);
            let capital = shape == Shape::Word && (first.is_uppercase() || brand(span.of(self.text)));
            let sense = self.look_up(span.of(self.text), shape);
            self.push(Piece { span, shape, spaced: std::mem::take(&mut spaced), capital, sense });
        }
    }

    pub(super) fn len(&self) -> usize {
        self.pieces.len()
    }

    /// The piece at `i`, or an empty mark before the first and after the last.
    pub(super) fn at(&self, i: usize) -> Piece {
        self.pieces.get(i).copied().unwrap_or(NOTHING)
    }

    /// Its characters.
    pub(super) fn word(&self, i: usize) -> &'t str {
        self.pieces.get(i).map_or("", |piece| piece.span.of(self.text))
    }

    pub(super) fn sense(&self, i: usize) -> &'static Sense {
        self.lexicon.sense(self.pieces.get(i).map_or(NOTHING.sense, |piece| piece.sense))
    }

    /// Whether the lexicon has it in one of these classes.
    pub(super) fn is(&self, i: usize, class: Class) -> bool {
        self.sense(i).class & class != 0
    }

    /// Whether a label or a quantity may begin at `i`.
    pub(super) fn starts(&self, i: usize) -> bool {
        match self.at(i).shape {
            Shape::Digits => true,
            Shape::Word => self.is(i, super::STARTS | super::label::STARTS | super::number::ARTICLE),
            Shape::Mark => self.is(i, super::STARTS) || self.digits(i + 1) && (self.hyphen(i) || self.word(i) == "."),
        }
    }

    pub(super) fn digits(&self, i: usize) -> bool {
        self.at(i).shape == Shape::Digits
    }

    pub(super) fn letters(&self, i: usize) -> bool {
        self.at(i).shape == Shape::Word
    }

    /// Whether it is the word `word`, whatever its case.
    pub(super) fn says(&self, i: usize, word: &str) -> bool {
        self.word(i).eq_ignore_ascii_case(word)
    }

    /// Whether `words` stand at `i` and after.
    pub(super) fn reads(&self, i: usize, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(n, word)| self.says(i + n, word))
    }

    /// Whether it is there and follows the piece before it without a space.
    pub(super) fn glued(&self, i: usize) -> bool {
        i < self.len() && !self.at(i).spaced
    }

    /// A hyphen or a minus.
    pub(super) fn hyphen(&self, i: usize) -> bool {
        matches!(self.word(i), "-" | "‐" | "‑" | "−" | "–")
    }

    /// A word of two letters or more that is all in upper case.
    pub(super) fn caps(&self, i: usize) -> bool {
        let word = self.word(i);
        word.len() > 1 && word.bytes().all(|b| b.is_ascii_uppercase() || matches!(b, b'.' | b'&'))
    }

    /// The first piece after a hyphen at `i`, if one stands there against both sides; else `i`.
    pub(super) fn past_hyphen(&self, i: usize) -> usize {
        if self.glued(i) && self.hyphen(i) && self.glued(i + 1) { i + 1 } else { i }
    }

    /// The characters from the piece `from` to the one before `to`.
    pub(super) fn span(&self, from: usize, to: usize) -> Span {
        self.at(from).span.join(self.at(to.saturating_sub(1).max(from)).span)
    }

    /// The characters between a piece and the one before it.
    pub(super) fn gap(&self, i: usize) -> &'t str {
        let (before, here) = (self.at(i.wrapping_sub(1)), self.at(i));
        self.text.get(before.span.end as usize..here.span.start as usize).unwrap_or_default()
    }
}

/// "iPhone", "eBay"; not "kW".
fn brand(word: &str) -> bool {
    let bytes = word.as_bytes();
    bytes.len() > 3 && bytes[0].is_ascii_lowercase() && bytes[1].is_ascii_uppercase() && bytes[3].is_ascii_lowercase()
}

/// A unit or code whose writing does not depend on English: at most four letters.
fn symbolic(word: &str) -> bool {
    word.len() <= 4 && super::symbol(word)
}
