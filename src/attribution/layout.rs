//! Ways of laying out a quotation that running prose does not have: signed with a name after a dash, an embedded post, and a
//! transcript whose lines begin with the speaker's name in capitals.

use super::draft::Draft;
use super::link::Piece;
use crate::span::Span;
use crate::text::{Text, TokenKind};
use crate::words::lower;
use std::ops::Range;

fn quotation_mark(word: &str) -> bool {
    matches!(word, "“" | "”" | "\"" | "''" | "``" | "«" | "»" | "„")
}

fn dash(word: &str) -> bool {
    matches!(word, "—" | "–" | "―" | "-" | "~")
}

/// A block that is a quotation, a dash and a name: “We never left.” — Ann Lee, nurse
pub(super) fn signed_quotation(text: &Text, tokens: &Range<usize>) -> Option<Draft> {
    let word = |i: usize| text.word(i);
    if tokens.len() < 5 || !quotation_mark(word(tokens.start)) {
        return None;
    }
    let close = tokens.clone().rev().find(|&i| quotation_mark(word(i))).filter(|&i| i > tokens.start + 1)?;
    let name = (close + 1..tokens.end).find(|&i| !dash(word(i)))?;
    if name == close + 1 || !text.tokens[name].capital {
        return None;
    }
    let end = (name..tokens.end).rev().find(|&i| !matches!(word(i), "." | ","))? + 1;
    if end - name > SIGNATURE {
        return None;
    }
    let of_name = |i: usize| {
        text.tokens[i].capital
            || (word(i) == "." && text.tokens[i - 1].span.len() <= 2)
            || matches!(word(i), "de" | "van" | "von" | "la" | "bin" | "al")
    };
    let last = (name..end).find(|&i| !of_name(i)).unwrap_or(end);
    if last - name > NAME || (last < end && !matches!(word(last), "," | "(")) {
        return None;
    }
    Some(Draft {
        source: std::iter::once(name..last).collect(),
        cue: std::iter::once(close + 1..name).collect(),
        content: std::iter::once(tokens.start..close + 1).collect(),
        layout: Some(true),
    })
}

/// An embedded post's signature: — Ann Lee (@annlee) May 3. Gives where it begins, and the name.
fn post_signature(text: &Text, tokens: &Range<usize>) -> Option<(usize, Range<usize>)> {
    let open = tokens.clone().rev().take(POST).find(|&i| text.words(text.tokens[i].span).starts_with('@'))?;
    let open = (tokens.start..=open).rev().take(3).find(|&i| text.word(i).starts_with('('))?;
    let start = (tokens.start..open).rev().take(SIGNATURE).find(|&i| dash(text.word(i)))?;
    (start + 1 < open).then_some((start, start + 1..open))
}

/// A post that is signed, in a block of its own or with its signature in the next one.
pub(super) fn post(text: &Text, tokens: &Range<usize>, next: Option<&Range<usize>>) -> Option<Draft> {
    let (said, name, cue) = match post_signature(text, tokens) {
        Some((start, name)) => (tokens.start..start, name, start..start + 1),
        None => {
            let next = next?;
            let (start, name) = post_signature(text, next).filter(|(start, _)| *start == next.start)?;
            (tokens.clone(), name, start..start + 1)
        }
    };
    (said.len() > 2).then(|| Draft {
        source: std::iter::once(name).collect(),
        cue: std::iter::once(cue).collect(),
        content: std::iter::once(said).collect(),
        layout: Some(true),
    })
}

/// A post's handle is within so many tokens of its end.
const POST: usize = 16;

/// A signature of more tokens than this is a sentence.
const SIGNATURE: usize = 14;

/// A name has at most so many tokens.
const NAME: usize = 6;

/// For each piece the attribution that it is, if it belongs to a transcript or an interview.
///
/// A name in capitals is enough where two lines begin so; any other label needs an interview around it: somebody whose lines
/// ask, and somebody whose lines speak of themselves. Questions are nobody's claim. In an interview an answer runs on over
/// the blocks up to the next label; after the last label nobody knows where it ends.
pub(super) fn transcript(text: &Text, pieces: &[Piece]) -> Vec<Line> {
    let mut lines: Vec<Line> = pieces.iter().map(|piece| labelled(text, &piece.tokens)).collect();
    let count = |wanted: fn(&Label) -> bool| lines.iter().filter(|l| matches!(l, Line::Of(label) if wanted(label))).count();
    let shouted = count(|l| l.shouted) > 1;
    let interview = count(|l| l.asks) > 1 && count(|l| l.own && !l.asks) > 1;
    // By a label's words: how many of its lines ask, less how many do not.
    let mut asking: Vec<(&str, i32)> = Vec::new();
    for label in lines.iter().filter_map(Line::label).filter(|_| interview) {
        let by = if label.asks { 1 } else { -1 };
        let name = text.words(label.name);
        match asking.iter().position(|(other, _)| *other == name) {
            Some(at) => asking[at].1 += by,
            None if asking.len() < SPEAKERS => asking.push((name, by)),
            None => {}
        }
    }
    let end = lines.iter().rposition(|line| line.label().is_some()).unwrap_or(0);
    // How many blocks the answer that is being given may still run on.
    let mut left = 0;
    for (index, line) in lines.iter_mut().enumerate() {
        if let Line::Of(label) = line {
            let asks =
                interview && (label.asks || asking.iter().any(|(name, more)| *more > 0 && *name == text.words(label.name)));
            left = if interview && !asks { RUN } else { 0 };
            *line = if interview || (shouted && label.shouted) {
                Line::Spoken(Draft { layout: Some(!asks), ..label.draft.clone() })
            } else {
                Line::Other
            };
        } else if left > 0 && index < end {
            left -= 1;
            *line = Line::RunsOn;
        }
    }
    lines
}

/// More speakers than this are no interview.
const SPEAKERS: usize = 16;

/// An answer has at most so many blocks after its first.
const RUN: usize = 8;

/// What a block is to a transcript.
#[derive(Clone, Debug)]
pub(super) enum Line {
    /// No line of one.
    Other,
    /// Somebody's words.
    Spoken(Draft),
    /// Goes on with the answer of the line before.
    RunsOn,
    /// Begins with a label; not known yet what it is.
    Of(Label),
}

impl Line {
    fn label(&self) -> Option<&Label> {
        match self {
            Line::Of(label) => Some(label),
            _ => None,
        }
    }
}

/// A block that begins with a label and a colon.
#[derive(Clone, Debug)]
pub(super) struct Label {
    draft: Draft,
    name: Span,
    shouted: bool,
    asks: bool,
    own: bool,
}

/// A block that is a label, a colon and words: SMITH: We never left. Q: Why not? A: We could not.
fn labelled(text: &Text, tokens: &Range<usize>) -> Line {
    let word = |i: usize| text.word(i);
    let Some(name) = tokens.clone().find(|&i| !quotation_mark(word(i))) else { return Line::Other };
    let of_name = |i: usize| text.tokens[i].kind == TokenKind::Word && text.tokens[i].capital;
    let colon = (name..tokens.end.min(name + 4)).find(|&i| !of_name(i)).unwrap_or(tokens.end.min(name + 4));
    let role = matches!(word(name), "Q" | "A") && colon == name + 1;
    if colon == name || colon + 2 >= tokens.end || !(word(colon) == ":" || role && word(colon) == ".") {
        return Line::Other;
    }
    let shouted = !role && (name..colon).all(|i| word(i).chars().all(char::is_uppercase));
    let letters: usize = (name..colon).map(|i| word(i).len()).sum();
    let label = lower(word(name));
    if !role && (letters < 3 || LABELS.contains(&label.as_str())) {
        return Line::Other;
    }
    let said = colon + 1..tokens.end;
    let asks = word(name) == "Q" || word(tokens.end - 1) == "?";
    let own =
        said.clone().any(|i| matches!(word(i), "I" | "We" | "we" | "my" | "our" | "me" | "us" | "I'm" | "I’m" | "It's" | "It’s"));
    let draft = Draft {
        source: if role { Vec::new() } else { std::iter::once(name..colon).collect() },
        cue: std::iter::once(colon..colon + 1).collect(),
        content: std::iter::once(said).collect(),
        layout: None,
    };
    let name = text.tokens[name].span.join(text.tokens[colon - 1].span);
    Line::Of(Label { draft, name, shouted, asks, own })
}

/// What stands before a colon and is nobody's name.
const LABELS: [&str; 26] = [
    "watch",
    "read",
    "photo",
    "video",
    "update",
    "updated",
    "correction",
    "note",
    "more",
    "related",
    "also",
    "see",
    "photos",
    "breaking",
    "fact",
    "exclusive",
    "editor",
    "editors",
    "image",
    "credit",
    "pros",
    "cons",
    "price",
    "source",
    "follow",
    "tip",
];
