//! Page: from events to the blocks of the main text.
//!
//! [`Builder`] takes the events of either reader and makes a [`Page`]: the main text, its blocks
//! (paragraph, heading, list item …) with their links, and a map from the text back to the text nodes.

mod builder;
mod draft;
mod event;
#[cfg(feature = "html")]
pub mod html;
mod main_text;
mod notes;
mod part;
mod plain;
mod recorder;
mod signs;

use crate::span::Span;
pub use builder::{Builder, Class, unseen};
pub use event::{Element, Head, Stream, StreamError};
pub use part::Part;
pub use recorder::Recorder;

/// A page's main text. Blocks are joined by an empty line in `text`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// Address, title, language as the page states them.
    pub head: Head,
    /// The main text; all [`Span`]s of an analysis count into it.
    pub text: String,
    /// In reading order; their spans are disjoint and ascending.
    pub blocks: Vec<Block>,
    /// In reading order.
    pub links: Vec<Link>,
    /// Where each piece of `text` came from, ascending. Empty for plain text.
    pub runs: Vec<Run>,
    /// The blocks that links inside the page lead to, see [`Page::note`].
    notes: notes::Notes,
}

/// A unit of layout: nothing that is said in one block runs on into the next without a sign of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Its text, without white space at the ends.
    pub span: Span,
    /// What it is on the page.
    pub kind: BlockKind,
    /// Its links, a range of [`Page::links`].
    pub links: std::ops::Range<u32>,
    /// Of a quotation, the address that it was taken from by the page's own account (`<blockquote cite>`), as in [`Link::href`].
    pub cite: Option<String>,
}

/// What a block is on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// Running text.
    Paragraph,
    /// A heading, 1 the highest.
    Heading(u8),
    /// An item of a list.
    ListItem,
    /// A block quotation, or a paragraph in one.
    Quotation,
    /// A caption of a figure or table.
    Caption,
    /// A row of a table.
    Row,
    /// A foot- or endnote, or an entry of a list of references.
    Note,
    /// A line in the text that is no part of what it says: it leads to another story, asks something of the reader, signs a post.
    /// Nothing in it is a claim.
    Pointer,
}

/// A link inside a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Its words.
    pub span: Span,
    /// Its target, as the page has it or made absolute by the reader.
    pub href: String,
    /// A reference mark (`[3]`, a superscript number) and not words of the sentence.
    pub mark: bool,
}

/// A stretch of main text that stands unchanged in one text node: `text[start..start + len]` is the node's data
/// from `at` on. White space that the page collapsed lies between runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// First byte in [`Page::text`].
    pub start: u32,
    /// Length in bytes.
    pub len: u32,
    /// The text node, by its order in the event stream.
    pub node: u32,
    /// Where the stretch begins in the node's data, in UTF-16 code units.
    pub at: u32,
}

impl Page {
    /// Plain text as it is: offsets count into the input, blocks are its paragraphs.
    pub fn from_plain(text: &str) -> Self {
        plain::read(text)
    }

    /// The block that a link inside the page leads to: the footnote behind a reference mark. `None` where the link leaves the
    /// page, or where nothing of the main text stands at its target.
    pub fn note(&self, href: &str) -> Option<&Block> {
        self.blocks.get(self.note_place(href)?)
    }

    /// The place of that block.
    fn note_place(&self, href: &str) -> Option<usize> {
        let here = self.head.url.as_deref().map(|url| url.split('#').next().unwrap_or(url));
        let (page, fragment) = href.split_once('#')?;
        let inside = page.is_empty() || here.is_some_and(|here| here == page);
        self.notes.find(fragment).filter(|_| inside).map(|block| block as usize)
    }

    /// The block's links.
    pub fn links_of(&self, block: &Block) -> &[Link] {
        self.links.get(block.links.start as usize..block.links.end as usize).unwrap_or_default()
    }

    /// The pieces of text nodes that `span` covers, as `(node, start, end)` in UTF-16 code units.
    pub fn segments(&self, span: Span) -> Vec<(u32, u32, u32)> {
        let first = self.runs.partition_point(|run| run.start + run.len <= span.start);
        let mut found: Vec<(u32, u32, u32)> = Vec::new();
        for run in self.runs[first..].iter().take_while(|run| run.start < span.end) {
            let start = span.start.max(run.start);
            let end = span.end.min(run.start + run.len);
            let units = |a: u32, b: u32| Span { start: a, end: b }.of(&self.text).encode_utf16().count() as u32;
            let from = run.at + units(run.start, start);
            let to = from + units(start, end);
            match found.last_mut() {
                // Collapsed white space inside a node is painted over: one segment, not one a word.
                Some(last) if last.0 == run.node => last.2 = to,
                _ => found.push((run.node, from, to)),
            }
        }
        found
    }
}
