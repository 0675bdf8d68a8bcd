//! From events to a draft of blocks, and from the draft to the page.

use super::{Block, BlockKind, Element, Head, Link, Page, Run, main_text};
use crate::span::Span;

/// Makes a [`Page`] of page events. Costs one pass over the text and memory in proportion to it.
#[derive(Debug)]
pub struct Builder {
    head: Head,
    draft: Draft,
    /// Elements entered and not left: indices into `draft.elements`.
    open: Vec<u32>,
    /// Elements entered below [`MAX_DEPTH`], which are read as if they were not there.
    too_deep: usize,
    /// The block being filled.
    block: Option<DraftBlock>,
    /// White space was seen since the last character of the block.
    space: bool,
    nodes: u32,
}

/// Deeper elements count as part of their ancestor: nothing a reader reads is nested like this.
const MAX_DEPTH: usize = 4096;

/// Everything that was read, before it is decided what is main text.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) elements: Vec<DraftElement>,
    pub(super) blocks: Vec<DraftBlock>,
    pub(super) text: String,
    pub(super) links: Vec<Link>,
    pub(super) runs: Vec<Run>,
}

#[derive(Debug)]
pub(super) struct DraftElement {
    kind: Kind,
    /// By itself or by an ancestor.
    pub(super) furniture: bool,
    /// The first byte of the draft's text inside it.
    start: usize,
    href: Option<String>,
    superscript: bool,
    preformatted: bool,
}

#[derive(Debug)]
pub(super) struct DraftBlock {
    /// The element that it stands in.
    pub(super) element: u32,
    pub(super) span: Span,
    pub(super) kind: BlockKind,
    pub(super) links: std::ops::Range<u32>,
    pub(super) runs: std::ops::Range<u32>,
}

/// What an element does to the flow of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Inline,
    /// Begins and ends a block; the kind it gives to it, if any.
    Block(Option<BlockKind>),
    /// A table cell: no block of its own, but a gap.
    Cell,
    Break,
}

fn kind_of(element: &Element) -> Kind {
    use BlockKind::{Caption, Heading, ListItem, Paragraph, Quotation, Row};
    match element.tag.as_str() {
        "p" => Kind::Block(Some(Paragraph)),
        "h1" => Kind::Block(Some(Heading(1))),
        "h2" => Kind::Block(Some(Heading(2))),
        "h3" => Kind::Block(Some(Heading(3))),
        "h4" => Kind::Block(Some(Heading(4))),
        "h5" => Kind::Block(Some(Heading(5))),
        "h6" => Kind::Block(Some(Heading(6))),
        "li" | "dd" | "dt" => Kind::Block(Some(ListItem)),
        "blockquote" => Kind::Block(Some(Quotation)),
        "figcaption" | "caption" => Kind::Block(Some(Caption)),
        "tr" => Kind::Block(Some(Row)),
        "td" | "th" => Kind::Cell,
        "br" | "hr" => Kind::Break,
        "div" | "section" | "article" | "main" | "aside" | "header" | "footer" | "nav" | "ul" | "ol" | "dl" | "table"
        | "tbody" | "thead" | "tfoot" | "figure" | "form" | "fieldset" | "address" | "details" | "summary" | "pre" | "body"
        | "html" | "center" | "dialog" | "menu" | "option" | "legend" | "hgroup" | "search" | "title" => Kind::Block(None),
        _ => Kind::Inline,
    }
}

impl Builder {
    /// A builder that has seen nothing yet.
    pub fn new(head: Head) -> Self {
        Self { head, draft: Draft::default(), open: Vec::new(), too_deep: 0, block: None, space: false, nodes: 0 }
    }

    /// An element begins.
    pub fn enter(&mut self, element: &Element) {
        if self.open.len() >= MAX_DEPTH {
            self.too_deep += 1;
            return;
        }
        let kind = kind_of(element);
        match kind {
            Kind::Block(_) | Kind::Break => self.end_block(),
            Kind::Cell => self.space = true,
            Kind::Inline => {}
        }
        let parent = self.open.last().map(|&at| &self.draft.elements[at as usize]);
        let entered = DraftElement {
            kind,
            furniture: parent.is_some_and(|p| p.furniture) || main_text::is_furniture(element),
            start: self.draft.text.len(),
            href: if element.tag == "a" { element.href.clone() } else { None },
            superscript: element.tag == "sup" || parent.is_some_and(|p| p.superscript && p.kind == Kind::Inline),
            preformatted: element.tag == "pre" || parent.is_some_and(|p| p.preformatted),
        };
        self.open.push(self.draft.elements.len() as u32);
        self.draft.elements.push(entered);
    }

    /// A text node. `data` is its whole data; nodes are numbered in the order of these calls.
    pub fn text(&mut self, data: &str) {
        let node = self.nodes;
        self.nodes += 1;
        let Some(&element) = self.open.last() else { return };
        if self.draft.elements[element as usize].furniture {
            return;
        }
        let preformatted = self.draft.elements[element as usize].preformatted;
        let mut at = 0u32;
        let mut piece: Option<(usize, u32)> = None;
        for (index, c) in data.char_indices() {
            // As a browser collapses: ASCII white space only, a no-break space stays.
            let blank = matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0c');
            if blank {
                if let Some((from, units)) = piece.take() {
                    self.append(&data[from..index], node, units);
                }
                if preformatted && c == '\n' {
                    self.end_block();
                }
                self.space = true;
            } else if piece.is_none() {
                piece = Some((index, at));
            }
            at += c.len_utf16() as u32;
        }
        if let Some((from, units)) = piece {
            self.append(&data[from..], node, units);
        }
    }

    /// The element entered last ends.
    pub fn leave(&mut self) {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        let Some(index) = self.open.pop() else { return };
        let element = &mut self.draft.elements[index as usize];
        match element.kind {
            Kind::Block(_) => self.end_block(),
            Kind::Cell => self.space = true,
            Kind::Break => {}
            Kind::Inline => {
                let Some(href) = element.href.take() else { return };
                let (start, superscript) = (element.start, element.superscript);
                let Some(block) = &mut self.block else { return };
                let start = start.max(block.span.start as usize);
                let words = self.draft.text[start..].trim_start();
                if !words.is_empty() {
                    let mark = superscript || is_mark(words);
                    let span = Span::new(self.draft.text.len() - words.len(), self.draft.text.len());
                    self.draft.links.push(Link { span, href, mark });
                    block.links.end += 1;
                }
            }
        }
    }

    /// The page, when all events have been played.
    pub fn finish(mut self) -> Page {
        self.end_block();
        let keep = main_text::select(&self.draft);
        let Draft { blocks, text, links, runs, .. } = self.draft;
        let mut page = Page { head: self.head, ..Page::default() };
        for block in blocks.into_iter().zip(keep).filter_map(|(block, keep)| keep.then_some(block)) {
            if !page.text.is_empty() {
                page.text.push_str("\n\n");
            }
            let start = page.text.len();
            let shift = |at: u32| at - block.span.start + start as u32;
            page.text.push_str(block.span.of(&text));
            page.runs.extend(runs[as_range(&block.runs)].iter().map(|run| Run { start: shift(run.start), ..*run }));
            let first = page.links.len() as u32;
            page.links.extend(
                links[as_range(&block.links)]
                    .iter()
                    .map(|link| Link { span: Span { start: shift(link.span.start), end: shift(link.span.end) }, ..link.clone() }),
            );
            page.blocks.push(Block {
                span: Span::new(start, page.text.len()),
                kind: block.kind,
                links: first..page.links.len() as u32,
            });
        }
        page
    }

    fn append(&mut self, words: &str, node: u32, at: u32) {
        let element = self.open.last().copied().unwrap_or_default();
        let kind = self.block_kind();
        let Draft { text, links, runs, .. } = &mut self.draft;
        let block = self.block.get_or_insert_with(|| DraftBlock {
            element,
            span: Span::new(text.len(), text.len()),
            kind,
            links: links.len() as u32..links.len() as u32,
            runs: runs.len() as u32..runs.len() as u32,
        });
        if self.space && !block.span.is_empty() {
            text.push(' ');
        }
        self.space = false;
        let start = text.len() as u32;
        text.push_str(words);
        block.span.end = text.len() as u32;
        runs.push(Run { start, len: words.len() as u32, node, at });
        block.runs.end += 1;
    }

    /// The innermost element that gives a kind decides, but a quotation or note around a paragraph wins over it.
    fn block_kind(&self) -> BlockKind {
        let mut found = None;
        for &at in self.open.iter().rev() {
            match self.draft.elements[at as usize].kind {
                Kind::Block(Some(BlockKind::Quotation)) if matches!(found, None | Some(BlockKind::Paragraph)) => {
                    return BlockKind::Quotation;
                }
                Kind::Block(Some(BlockKind::ListItem)) if matches!(found, None | Some(BlockKind::Paragraph)) => {
                    return BlockKind::ListItem;
                }
                Kind::Block(Some(BlockKind::Caption)) if matches!(found, None | Some(BlockKind::Paragraph)) => {
                    return BlockKind::Caption;
                }
                Kind::Block(Some(kind)) if found.is_none() => found = Some(kind),
                _ => {}
            }
        }
        found.unwrap_or(BlockKind::Paragraph)
    }

    fn end_block(&mut self) {
        self.space = false;
        self.draft.blocks.extend(self.block.take());
    }
}

fn as_range(range: &std::ops::Range<u32>) -> std::ops::Range<usize> {
    range.start as usize..range.end as usize
}

/// Whether a link's words are a reference mark: `[3]`, `3`, `*`, `[note 2]`.
fn is_mark(words: &str) -> bool {
    let inner = words.trim_matches(['[', ']', '(', ')', ' ']);
    let bracketed = words.starts_with('[') && words.ends_with(']');
    !inner.is_empty()
        && ((bracketed && inner.len() <= 12 && inner.ends_with(|c: char| c.is_ascii_alphanumeric()))
            || matches!(inner, "*" | "†" | "‡"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn element(tag: &str) -> Element {
        Element { tag: tag.to_owned(), ..Element::default() }
    }

    /// `<p>`, `</p>` and text: enough of a notation for these tests.
    fn page(events: &[&str]) -> Page {
        let mut builder = Builder::new(Head::default());
        builder.enter(&element("body"));
        for event in events {
            match event.strip_prefix('<').and_then(|e| e.strip_suffix('>')) {
                Some(tag) if tag.starts_with('/') => builder.leave(),
                Some(tag) => builder.enter(&element(tag)),
                None => builder.text(event),
            }
        }
        builder.finish()
    }

    #[test]
    fn white_space_collapses_as_in_a_browser() {
        let page = page(&["<p>", "  One \n two", "<b>", " three", "</b>", ".\u{a0}", "</p>", "<p>", "Four", "</p>"]);
        assert_eq!(page.text, "One two three.\u{a0}\n\nFour");
    }

    #[test]
    fn segments_lead_back_to_the_nodes() {
        let page = page(&["<p>", "  A 😀 big", "<b>", " cat", "</b>", "</p>"]);
        assert_eq!(page.text, "A 😀 big cat");
        assert_eq!(page.segments(Span::new(0, page.text.len())), [(0, 2, 10), (1, 1, 4)]);
        assert_eq!(page.segments(Span::new(7, 14)), [(0, 7, 10), (1, 1, 4)]);
    }

    #[test]
    fn furniture_stays_out() {
        let page = page(&["<nav>", "Home", "</nav>", "<p>", "Text.", "</p>", "<script>", "x()", "</script>"]);
        assert_eq!(page.text, "Text.");
    }
}
