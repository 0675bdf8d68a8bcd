//! From events to a draft of blocks, and from the draft to the page.

use super::draft::{Draft, DraftBlock, DraftElement, NOTHING, Shape, as_range};
use super::{Block, BlockKind, Element, Head, Link, Page, Run, main_text, notes::Notes, signs::Signs};
use crate::span::Span;

/// Makes a [`Page`] of page events. Costs one pass over the text and memory in proportion to it.
#[derive(Debug)]
pub struct Builder {
    head: Head,
    draft: Draft,
    /// Elements entered and not left.
    open: Vec<Open>,
    /// Elements entered below [`MAX_DEPTH`], which are read as if they were not there.
    too_deep: usize,
    /// The block being filled.
    block: Option<DraftBlock>,
    /// What lies between the last character of the block and the next.
    gap: Gap,
    nodes: u32,
    notes: Notes,
}

/// A run is cut here, in bytes: a look-up counts characters from its start, and a page may join megabytes by no-break spaces.
const LONGEST_RUN: usize = 512;

/// Deeper elements count as part of their ancestor: nothing a reader reads is nested like this.
const MAX_DEPTH: usize = 4096;

/// A cell longer than this, in bytes, is laid out by a table, not tabulated: it is a block of its own.
const LAYOUT_CELL: usize = 240;

/// White space between two words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Space,
    /// A line break that the page sets.
    Line,
}

/// What an element is to the flow of text: taken once for each distinct element of a page.
#[derive(Clone, Copy, Debug)]
pub struct Class {
    flow: Flow,
    shape: Shape,
    signs: Signs,
}

/// What an element does to the flow of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Flow {
    Inline,
    /// Begins and ends a block; the kind it gives to it, if any.
    Block(Option<BlockKind>),
    /// A table cell: no block of its own, but a gap.
    Cell,
    /// A line break; two of them end a paragraph.
    Break,
}

/// An element entered and not left.
#[derive(Debug)]
struct Open {
    flow: Flow,
    /// In the draft; for an element inside a block, that of the block's.
    element: u32,
    /// The kind of a block that begins here.
    kind: BlockKind,
    /// Of the quotation around it, see [`DraftBlock::cite`].
    cite: u32,
    /// Signs from the innermost element that begins a block down to here, without its own.
    inner: Signs,
    /// Text in it is not read.
    skipped: bool,
    preformatted: bool,
    /// The first byte of the draft's text inside it.
    start: usize,
    href: Option<String>,
}

/// A character that nobody sees and that is no part of a word: it says where the word may be broken over two lines, or may not.
pub fn unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

fn flow_of(tag: &str) -> Flow {
    use BlockKind::{Caption, Heading, ListItem, Paragraph, Quotation, Row};
    match tag {
        "p" => Flow::Block(Some(Paragraph)),
        "h1" => Flow::Block(Some(Heading(1))),
        "h2" => Flow::Block(Some(Heading(2))),
        "h3" => Flow::Block(Some(Heading(3))),
        "h4" => Flow::Block(Some(Heading(4))),
        "h5" => Flow::Block(Some(Heading(5))),
        "h6" => Flow::Block(Some(Heading(6))),
        "li" | "dd" | "dt" => Flow::Block(Some(ListItem)),
        "blockquote" => Flow::Block(Some(Quotation)),
        "figcaption" | "caption" => Flow::Block(Some(Caption)),
        "tr" => Flow::Block(Some(Row)),
        "td" | "th" => Flow::Cell,
        "br" => Flow::Break,
        "div" | "section" | "article" | "main" | "aside" | "header" | "footer" | "nav" | "ul" | "ol" | "dl" | "table"
        | "tbody" | "thead" | "tfoot" | "figure" | "form" | "fieldset" | "address" | "details" | "summary" | "pre" | "body"
        | "html" | "center" | "dialog" | "menu" | "option" | "legend" | "hgroup" | "search" | "title" | "hr" | "optgroup"
        | "select" | "button" | "iframe" | "video" | "audio" | "object" | "listing" | "xmp" | "dir" | "slot" => Flow::Block(None),
        _ => Flow::Inline,
    }
}

impl Class {
    /// The class of an element.
    pub fn of(element: &Element) -> Self {
        let tag = element.tag.as_str();
        let shape = match (tag, flow_of(tag)) {
            ("ul" | "ol" | "dl" | "menu", _) => Shape::List,
            ("table", _) => Shape::Table,
            ("p", _) => Shape::Paragraph,
            (_, Flow::Block(_) | Flow::Cell) => Shape::Block,
            _ => Shape::Inline,
        };
        Self { flow: flow_of(tag), shape, signs: Signs::of(element) }
    }
}

impl Builder {
    /// A builder that has seen nothing yet.
    pub fn new(head: Head) -> Self {
        Self {
            head,
            draft: Draft::default(),
            open: Vec::new(),
            too_deep: 0,
            block: None,
            gap: Gap::None,
            nodes: 0,
            notes: Notes::default(),
        }
    }

    /// An element begins.
    pub fn enter(&mut self, element: &Element) {
        self.enter_as(element, Class::of(element));
    }

    /// An element begins whose class is known.
    pub fn enter_as(&mut self, element: &Element, class: Class) {
        if self.open.len() >= MAX_DEPTH {
            self.too_deep += 1;
            return;
        }
        match class.flow {
            Flow::Block(_) => self.end_block(),
            Flow::Cell => self.gap = self.gap.max(Gap::Space),
            Flow::Break if self.gap == Gap::Line => self.end_paragraph(),
            Flow::Break => self.gap = Gap::Line,
            Flow::Inline => {}
        }
        if let Some(id) = &element.id {
            self.notes.add(id, self.draft.blocks.len() as u32);
        }
        let (parent, around, mut cite, inner, skipped, preformatted) = match self.open.last() {
            Some(o) => (o.element, o.kind, o.cite, o.inner, o.skipped, o.preformatted),
            None => (NOTHING, BlockKind::Paragraph, NOTHING, Signs::NONE, false, false),
        };
        if class.flow == Flow::Block(Some(BlockKind::Quotation))
            && let Some(address) = &element.href
        {
            cite = self.draft.cites.len() as u32;
            self.draft.cites.push(address.clone());
        }
        // Words inside a line that nobody sees would run into those that one does.
        let unseen = class.shape == Shape::Inline && class.signs.any(Signs::HIDDEN.or(Signs::SPOKEN));
        let skipped = skipped || unseen || class.signs.any(Signs::NEVER);
        let mut entered = Open {
            flow: class.flow,
            element: parent,
            kind: kind_in(around, class),
            cite,
            inner,
            skipped,
            preformatted: preformatted || class.signs.any(Signs::PREFORMATTED),
            start: self.draft.text.len(),
            href: None,
        };
        if class.shape == Shape::Inline {
            entered.inner = inner.or(class.signs);
            if class.signs.any(Signs::LINK) && !skipped {
                entered.href.clone_from(&element.href);
            }
        } else if !skipped {
            let at = self.draft.blocks.len() as u32;
            entered.element = self.draft.elements.len() as u32;
            entered.inner = inner.and(Signs::SUPERSCRIPT);
            // An element inside a line passes its signs on to the blocks that it holds. What is no link ("a name=") is no sign.
            let in_link = self.open.last().is_some_and(|o| o.href.is_some());
            let signs = class.signs.or(if in_link { inner } else { inner.without(Signs::LINK) });
            self.draft.elements.push(DraftElement { parent, signs, blocks: at..at, shape: class.shape });
        }
        self.open.push(entered);
    }

    /// A text node. `data` is its whole data; nodes are numbered in the order of these calls.
    pub fn text(&mut self, data: &str) {
        let node = self.nodes;
        self.nodes += 1;
        let Some(open) = self.open.last() else { return };
        if open.skipped || open.element == NOTHING {
            return;
        }
        let preformatted = open.preformatted;
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
                    if self.gap == Gap::Line {
                        self.end_paragraph();
                    }
                    self.gap = Gap::Line;
                }
                self.gap = self.gap.max(Gap::Space);
            } else if unseen(c) {
                if let Some((from, units)) = piece.take() {
                    self.append(&data[from..index], node, units);
                }
            } else {
                let full = piece.filter(|(from, _)| index - from >= LONGEST_RUN);
                if let Some((from, units)) = full {
                    self.append(&data[from..index], node, units);
                }
                if full.is_some() || piece.is_none() {
                    piece = Some((index, at));
                }
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
        let Some(mut open) = self.open.pop() else { return };
        match open.flow {
            Flow::Block(_) => self.end_block(),
            Flow::Cell => {
                if self.draft.text.len() - open.start > LAYOUT_CELL {
                    self.end_cell(open.start);
                }
                self.gap = self.gap.max(Gap::Space);
            }
            Flow::Break => {}
            Flow::Inline => {
                if let Some(href) = open.href.take()
                    && !self.is_handle(&open)
                {
                    self.end_link(href, &open);
                }
            }
        }
        let around = self.open.last().map_or(NOTHING, |o| o.element);
        if open.element != around && !open.skipped {
            self.draft.elements[open.element as usize].blocks.end = self.draft.blocks.len() as u32;
        }
    }

    /// Takes back a link that is no word but a handle of the page's own: "¶" after a heading, "^" before a note.
    fn is_handle(&mut self, open: &Open) -> bool {
        let Some(block) = &mut self.block else { return false };
        let start = open.start.max(block.span.start as usize);
        let handle = matches!(self.draft.text[start..].trim(), "¶" | "#" | "§" | "^" | "↑" | "↩" | "↩︎" | "🔗");
        if handle && let Some(before) = block.runs.end.checked_sub(1).filter(|&last| last >= block.runs.start) {
            self.draft.runs.truncate(before as usize);
            block.runs.end = before;
            self.draft.text.truncate(start);
            block.span.end = start as u32;
            if before == block.runs.start {
                self.block = None;
            }
        }
        handle
    }

    fn end_link(&mut self, href: String, open: &Open) {
        let Some(block) = &mut self.block else { return };
        let start = open.start.max(block.span.start as usize);
        let words = self.draft.text[start..].trim_start();
        if words.is_empty() {
            return;
        }
        let mark = open.inner.any(Signs::SUPERSCRIPT) || is_mark(words);
        let span = Span::new(self.draft.text.len() - words.len(), self.draft.text.len());
        self.draft.links.push(Link { span, href, mark });
        block.links.end += 1;
    }

    /// The page, when all events have been played.
    pub fn finish(mut self) -> Page {
        while !self.open.is_empty() {
            self.leave();
        }
        self.end_block();
        let keep = main_text::select(&self.draft, &self.head);
        let mut place = 0..;
        let kept: Vec<Option<u32>> = keep.iter().map(|keep| keep.and_then(|_| place.next())).collect();
        let Draft { blocks, text, links, runs, cites, .. } = self.draft;
        let mut page = Page { head: self.head, notes: self.notes.settle(&kept), ..Page::default() };
        for (block, kind) in blocks.into_iter().zip(keep).filter_map(|(block, kind)| Some((block, kind?))) {
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
                kind,
                links: first..page.links.len() as u32,
                cite: cites.get(block.cite as usize).filter(|_| kind == BlockKind::Quotation).cloned(),
            });
        }
        page
    }
    fn append(&mut self, words: &str, node: u32, at: u32) {
        let Some(open) = self.open.last() else { return };
        let Draft { text, links, runs, .. } = &mut self.draft;
        let block = self.block.get_or_insert_with(|| DraftBlock {
            element: open.element,
            span: Span::new(text.len(), text.len()),
            kind: open.kind,
            cite: open.cite,
            links: links.len() as u32..links.len() as u32,
            runs: runs.len() as u32..runs.len() as u32,
            signs: Signs::ALL,
        });
        if !block.span.is_empty() {
            match self.gap {
                Gap::None => {}
                Gap::Space => text.push(' '),
                Gap::Line => text.push('\n'),
            }
        }
        self.gap = Gap::None;
        let start = text.len() as u32;
        text.push_str(words);
        block.span.end = text.len() as u32;
        // A dash or a bar between two signed words is of no account.
        if words.len() > 2 || words.contains(char::is_alphanumeric) {
            block.signs = block.signs.and(open.inner);
        }
        runs.push(Run { start, len: words.len() as u32, node, at });
        block.runs.end += 1;
    }

    /// Ends the block, and where it stands in a table cell, splits it from the cells before.
    fn end_paragraph(&mut self) {
        let cell = self.open.iter().rev().take(16).find(|o| o.flow != Flow::Inline).filter(|o| o.flow == Flow::Cell);
        match cell.map(|cell| cell.start) {
            Some(start) => self.end_cell(start),
            None => self.end_block(),
        }
    }

    /// Makes the cell that began at `start` a block of its own, apart from the cells before it.
    fn end_cell(&mut self, start: usize) {
        let Some(block) = &mut self.block else { return };
        let split = self.draft.runs[as_range(&block.runs)].partition_point(|run| (run.start as usize) < start) as u32;
        let first = block.runs.start + split;
        if split > 0 && first < block.runs.end {
            let links = self.draft.links[as_range(&block.links)].partition_point(|l| (l.span.start as usize) < start) as u32;
            let last = &self.draft.runs[first as usize - 1];
            let before = DraftBlock {
                element: block.element,
                span: Span { start: block.span.start, end: last.start + last.len },
                kind: block.kind,
                cite: block.cite,
                links: block.links.start..block.links.start + links,
                runs: block.runs.start..first,
                signs: Signs::NONE,
            };
            block.span.start = self.draft.runs[first as usize].start;
            block.links.start += links;
            block.runs.start = first;
            block.signs = Signs::NONE;
            self.draft.blocks.push(before);
        }
        block.kind = BlockKind::Paragraph;
        self.end_block();
    }

    fn end_block(&mut self) {
        self.gap = Gap::None;
        if let Some(mut block) = self.block.take() {
            if block.signs == Signs::ALL {
                block.signs = Signs::NONE;
            }
            self.draft.blocks.push(block);
        }
    }
}

/// The kind of a block that begins in an element of `class`, in surroundings that make it `around`: a quotation, note, caption or
/// list item around a paragraph wins over it.
fn kind_in(around: BlockKind, class: Class) -> BlockKind {
    use BlockKind::{Caption, Heading, ListItem, Note, Paragraph, Quotation};
    if class.signs.any(Signs::REFERENCES.or(Signs::NOTE)) && class.shape != Shape::Inline {
        return Note;
    }
    match (around, class.flow) {
        (_, Flow::Block(Some(kind @ Heading(_)))) => kind,
        (Quotation | Note | Caption, Flow::Block(Some(Paragraph | ListItem))) => around,
        (ListItem, Flow::Block(Some(Paragraph))) => around,
        (_, Flow::Block(Some(kind))) => kind,
        (_, Flow::Block(None)) if class.signs.any(Signs::CAPTION) => Caption,
        // A list or table in a list item, a layout table in anything: what is inside tells its own kind.
        (ListItem | BlockKind::Row, Flow::Block(None)) if class.shape != Shape::Block => Paragraph,
        _ => around,
    }
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
    fn soft_hyphens_are_no_part_of_a_word() {
        let page = page(&["<p>", "The gov\u{ad}ern\u{ad}ment of\u{200b} it.\u{feff}", "</p>"]);
        assert_eq!(page.text, "The government of it.");
        assert_eq!(page.segments(Span::new(4, 14)), [(0, 4, 16)]);
    }

    #[test]
    fn the_painter_leaves_out_what_nobody_sees_too() {
        let listed: String = ('\0'..=char::MAX).filter(|&c| unseen(c)).map(|c| format!("\\u{:04x}", u32::from(c))).collect();
        let painter = include_str!("../../extension/src/painter.ts");
        assert!(painter.contains(&format!(r"/[\s{listed}]+/g")), "{listed}");
    }

    #[test]
    fn long_text_without_white_space_is_cut_into_runs() {
        let words = "é😀\u{a0}".repeat(1000);
        let page = page(&["<p>", &words, "</p>"]);
        assert_eq!(page.text, words);
        assert!(page.runs.iter().all(|run| run.len as usize <= LONGEST_RUN + 4));
        let last = Span::new(words.len() - 8, words.len());
        assert_eq!(page.segments(last), [(0, 3996, 4000)]);
        assert_eq!(page.segments(Span::new(0, words.len())), [(0, 0, 4000)]);
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
