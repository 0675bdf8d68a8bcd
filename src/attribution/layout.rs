//! Two ways of laying out a quotation that running prose does not have: signed with a name after a dash, and a transcript
//! whose lines begin with the speaker's name in capitals.

use super::link::Piece;
use super::tagger::Draft;
use crate::text::{Text, TokenKind};
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
    })
}

/// A signature of more tokens than this is a sentence.
const SIGNATURE: usize = 14;

/// A name has at most so many tokens.
const NAME: usize = 6;

/// For each piece the attribution that it is, if it is a line of a transcript. One such line alone is a headline.
pub(super) fn transcript(text: &Text, pieces: &[Piece]) -> Vec<Option<Draft>> {
    let lines: Vec<Option<Draft>> = pieces.iter().map(|piece| spoken_line(text, &piece.tokens)).collect();
    if lines.iter().flatten().nth(1).is_some() { lines } else { Vec::new() }
}

/// A block that is a name in capitals, a colon and words: SMITH: We never left.
fn spoken_line(text: &Text, tokens: &Range<usize>) -> Option<Draft> {
    let shouted = |i: usize| {
        let word = text.word(i);
        text.tokens[i].kind == TokenKind::Word && word.chars().all(char::is_uppercase)
    };
    let name = tokens.clone().find(|&i| !quotation_mark(text.word(i)))?;
    let colon = (name..tokens.end.min(name + 4)).find(|&i| !shouted(i)).unwrap_or(name + 4);
    if colon == name || colon + 2 >= tokens.end || text.word(colon) != ":" {
        return None;
    }
    let letters: usize = (name..colon).map(|i| text.word(i).len()).sum();
    let label = text.word(name).to_lowercase();
    if letters < 3 || LABELS.contains(&label.as_str()) {
        return None;
    }
    Some(Draft {
        source: std::iter::once(name..colon).collect(),
        cue: std::iter::once(colon..colon + 1).collect(),
        content: std::iter::once(colon + 1..tokens.end).collect(),
    })
}

/// What stands in capitals before a colon and is nobody's name.
const LABELS: [&str; 18] = [
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
];
