//! Plain text: the text is read as it is, a line or a hard-wrapped paragraph is a block.

use super::{Block, BlockKind, Head, Page};
use crate::span::Span;

/// Lines of a hard-wrapped paragraph are this long, in bytes, but for the last.
const WRAPPED: std::ops::RangeInclusive<usize> = 50..=100;

pub(super) fn read(text: &str) -> Page {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open: Option<Span> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        let start = at + (line.len() - line.trim_start().len());
        let span = Span::new(start, start + trimmed.len());
        at += line.len();
        if trimmed.is_empty() {
            blocks.extend(open.take().map(paragraph));
            continue;
        }
        open = match open {
            Some(before) if runs_on(before.of(text), trimmed) => Some(before.join(span)),
            before => {
                blocks.extend(before.map(paragraph));
                Some(span)
            }
        };
    }
    blocks.extend(open.map(paragraph));
    Page { head: Head::default(), text: text.to_owned(), blocks, ..Page::default() }
}

/// Whether `next` continues a paragraph that somebody wrapped by hand: the line before is full, does not end a
/// sentence, and the next begins in the middle of one.
fn runs_on(before: &str, next: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or(before).trim();
    WRAPPED.contains(&line.len())
        && !line.ends_with(['.', '!', '?', ':', '”', '"'])
        && next.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit())
}

fn paragraph(span: Span) -> Block {
    Block { span, kind: BlockKind::Paragraph, links: 0..0, cite: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(text: &str) -> Vec<&str> {
        let page = read(text);
        page.blocks.iter().map(|b| b.span.start as usize..b.span.end as usize).map(|r| &text[r]).collect()
    }

    #[test]
    fn a_line_is_a_block() {
        assert_eq!(blocks("A heading\nAnother line.\n\n  Third. \r\n"), ["A heading", "Another line.", "Third."]);
        assert!(blocks(" \n\t\n").is_empty());
    }

    #[test]
    fn a_wrapped_paragraph_is_one_block() {
        let text =
            "The council met on Tuesday and heard from the head of the\nharbour board, who gave no figures.\nShe left early.";
        assert_eq!(blocks(text).len(), 2);
    }
}
