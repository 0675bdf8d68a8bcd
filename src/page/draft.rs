//! Draft: everything that was read of a page, before it is decided what is main text.

use super::{BlockKind, Link, Run, signs::Signs};
use crate::span::Span;

/// Elements and blocks in reading order; one text for all.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) elements: Vec<DraftElement>,
    pub(super) blocks: Vec<DraftBlock>,
    pub(super) text: String,
    pub(super) links: Vec<Link>,
    pub(super) runs: Vec<Run>,
    /// The addresses that quotations were taken from.
    pub(super) cites: Vec<String>,
}

/// No element: the parent of the outermost.
pub(super) const NOTHING: u32 = u32::MAX;

/// An element that begins and ends blocks, or one inside a block that bears a sign.
#[derive(Debug)]
pub(super) struct DraftElement {
    /// The element around it, [`NOTHING`] for the outermost.
    pub(super) parent: u32,
    /// What it says of itself.
    pub(super) signs: Signs,
    /// The blocks inside it.
    pub(super) blocks: std::ops::Range<u32>,
    pub(super) shape: Shape,
}

/// What an element is, as far as the choice of the main text asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// `ul`, `ol`, `dl`.
    List,
    /// `table`.
    Table,
    /// `p`.
    Paragraph,
    /// Any other that begins and ends blocks.
    Block,
    /// Stands inside a block.
    Inline,
}

#[derive(Debug)]
pub(super) struct DraftBlock {
    /// The innermost element around it that begins and ends blocks.
    pub(super) element: u32,
    pub(super) span: Span,
    pub(super) kind: BlockKind,
    /// Its place in [`Draft::cites`], or [`NOTHING`].
    pub(super) cite: u32,
    pub(super) links: std::ops::Range<u32>,
    pub(super) runs: std::ops::Range<u32>,
    /// The signs that all of its words bear, from elements inside it.
    pub(super) signs: Signs,
}

pub(super) fn as_range(range: &std::ops::Range<u32>) -> std::ops::Range<usize> {
    range.start as usize..range.end as usize
}
