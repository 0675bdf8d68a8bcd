//! Quotation marks: which tokens stand inside a quotation.
//!
//! Straight, curly, doubled single and single marks, guillemets and low-high marks. A quotation ends at its closing mark or,
//! as typographers do it when a quotation runs over paragraphs, at the end of the block, where it stays open.

use super::{Token, TokenKind};
use crate::span::Span;

/// A quotation inside one block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// From its opening to its closing mark, both included.
    pub span: Span,
    /// It has a closing mark; else it runs to the end of the block, and may go on in the next.
    pub closed: bool,
    /// It stands inside another.
    pub nested: bool,
}

/// Marks the quoted ones of `tokens[first..]`, a block's, and appends its quotations.
pub(super) fn mark(text: &str, first: usize, tokens: &mut [Token], found: &mut Vec<Quotation>) {
    // The closing mark that is awaited, the opening token, and the place of the quotation in `found`.
    let mut open: Vec<(&str, usize, usize)> = Vec::new();
    for i in first..tokens.len() {
        let token = tokens[i];
        let inside = !open.is_empty();
        tokens[i].quoted = inside;
        if token.kind != TokenKind::Mark {
            continue;
        }
        let word = token.span.of(text);
        let touches_next = tokens.get(i + 1).is_some_and(|n| !n.spaced);
        let next_wordy = touches_next && tokens.get(i + 1).is_some_and(|n| n.kind != TokenKind::Mark);
        if let Some(&(close, from, place)) = open.last() {
            let closes = match close {
                "”" => matches!(word, "”" | "\""),
                "\"" => matches!(word, "\"" | "”"),
                "’" | "'" => word == close && !next_wordy,
                _ => word == close,
            };
            if closes {
                open.pop();
                let whole = tokens[from].span.join(token.span);
                found[place].span = whole;
                found[place].closed = true;
                continue;
            }
        }
        let close = match word {
            "“" => "”",
            "\"" => "\"",
            "``" | "''" => "''",
            "«" => "»",
            "„" => "“",
            "‘" if next_wordy && (token.spaced || i == first || tokens[i - 1].kind == TokenKind::Mark) => "’",
            "'" if next_wordy && token.spaced && closes_later(&tokens[i + 1..], text) => "'",
            _ => continue,
        };
        if open.len() >= MAX_NESTED || open.iter().any(|&(c, ..)| c == close) {
            continue;
        }
        tokens[i].quoted = true;
        open.push((close, i, found.len()));
        found.push(Quotation { span: token.span, closed: false, nested: inside });
    }
    let end = tokens.last().map_or(0, |t| t.span.end);
    for (close, from, place) in open {
        found[place].span.end = end;
        // A single mark that never closes was an apostrophe.
        if matches!(close, "’" | "'") && !found[place].nested {
            for token in &mut tokens[from..] {
                token.quoted = false;
            }
            found[place].span.end = found[place].span.start;
        }
    }
    found.retain(|q| !q.span.is_empty());
}

/// Deeper nesting of marks is noise.
const MAX_NESTED: usize = 3;

/// Whether a straight single mark follows that can close: behind a letter or point, before a space or mark.
fn closes_later(tokens: &[Token], text: &str) -> bool {
    tokens
        .windows(2)
        .any(|pair| pair[0].span.of(text) == "'" && !pair[0].spaced && (pair[1].spaced || pair[1].kind == TokenKind::Mark))
        || tokens.last().is_some_and(|t| t.span.of(text) == "'" && !t.spaced)
}
