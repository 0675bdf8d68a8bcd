//! Parts of a page: a long page is analysed in stretches, so that what is on the screen comes first and a change costs no more than
//! the stretch that it is in.
//!
//! Where a stretch ends is told by the text around it and not by its place, so that a block that comes or goes moves no other
//! boundary than its own.

use super::{Block, Link, Page, Run};
use crate::span::Span;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

/// A page up to this length, in bytes, is one stretch: its first sentence may explain its last.
const WHOLE: u32 = 64 * 1024;
/// A stretch as long as this ends before the next heading,
const LONG: u32 = 16 * 1024;
/// as long as this, before the next block that its own words choose, about one in eight,
const LONGER: u32 = 32 * 1024;
/// and as long as this, before the next block.
const LONGEST: u32 = 64 * 1024;

/// A stretch as a page of its own.
#[derive(Debug)]
pub struct Part {
    /// The stretch's blocks, and after them the notes elsewhere on the page that its links lead to.
    pub page: Page,
    /// How much of its text is the stretch, in bytes; what comes after are the notes.
    pub own: u32,
}

impl Page {
    /// The stretches that the page is analysed in: ranges of its blocks, in order.
    pub fn stretches(&self) -> Vec<Range<usize>> {
        let all = self.blocks.len();
        if self.text.len() <= WHOLE as usize {
            return if all == 0 { Vec::new() } else { std::iter::once(0..all).collect() };
        }
        let mut found = Vec::new();
        let mut first = 0;
        for (at, block) in self.blocks.iter().enumerate().skip(1) {
            let length = block.span.start - self.blocks[first].span.start;
            let ends = match length {
                0..LONG => false,
                LONG..LONGER => matches!(block.kind, super::BlockKind::Heading(_)),
                LONGER..LONGEST => hash(&block.span.of(&self.text)) % 8 == 0,
                _ => true,
            };
            if ends {
                found.push(first..at);
                first = at;
            }
        }
        found.push(first..all);
        found
    }

    /// A stretch as a page of its own.
    pub fn part(&self, blocks: Range<usize>) -> Part {
        let mut page = Page { head: self.head.clone(), ..Page::default() };
        let own = self.blocks.get(blocks.clone()).unwrap_or_default();
        let links = own.iter().flat_map(|block| self.links_of(block));
        // In order, each once; few are not in order already.
        let mut notes: Vec<usize> = Vec::new();
        for place in links.filter_map(|link| self.note_place(&link.href)).filter(|place| !blocks.contains(place)) {
            if let Err(at) = notes.binary_search(&place) {
                notes.insert(at, place);
            }
        }
        own.iter().for_each(|block| page.take(self, block));
        let own = page.text.len() as u32;
        notes.iter().for_each(|&place| page.take(self, &self.blocks[place]));
        page.notes = self.notes.within(|block| {
            let block = block as usize;
            let behind = || notes.binary_search(&block).ok().map(|at| at + blocks.len());
            let place = if blocks.contains(&block) { Some(block - blocks.start) } else { behind() };
            place.map(|place| place as u32)
        });
        Part { page, own }
    }

    /// The first text node of a block.
    pub fn node_of(&self, block: &Block) -> Option<u32> {
        self.runs.get(self.runs.partition_point(|run| run.start < block.span.start)).map(|run| run.node)
    }

    /// Adds a block of another page, with its links and runs.
    fn take(&mut self, from: &Page, block: &Block) {
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len() as u32;
        let shift = |at: u32| at - block.span.start + start;
        self.text.push_str(block.span.of(&from.text));
        let first = from.runs.partition_point(|run| run.start < block.span.start);
        let runs = from.runs[first..].iter().take_while(|run| run.start < block.span.end);
        self.runs.extend(runs.map(|run| Run { start: shift(run.start), ..*run }));
        let links = self.links.len() as u32;
        self.links.extend(
            from.links_of(block)
                .iter()
                .map(|link| Link { span: Span { start: shift(link.span.start), end: shift(link.span.end) }, ..link.clone() }),
        );
        self.blocks.push(Block {
            span: Span { start, end: self.text.len() as u32 },
            kind: block.kind,
            links: links..self.links.len() as u32,
            cite: block.cite.clone(),
        });
    }
}

impl Part {
    /// A number for all that its analysis depends on: the same number, the same findings.
    pub fn key(&self) -> u64 {
        let Page { head, text, blocks, links, .. } = &self.page;
        let mut hasher = DefaultHasher::new();
        (&head.url, &head.language, text, self.own).hash(&mut hasher);
        blocks.iter().for_each(|block| (block.kind, block.span.start, &block.cite).hash(&mut hasher));
        links.iter().for_each(|link| (link.span.start, link.span.end, &link.href, link.mark).hash(&mut hasher));
        hasher.finish()
    }
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// A text of so many paragraphs, each of its own words.
    fn long(paragraphs: impl Iterator<Item = usize>) -> Page {
        let words: Vec<String> =
            paragraphs.map(|n| format!("Paragraph {n} tells of the road to the harbour. ").repeat(10)).collect();
        Page::from_plain(&words.join("\n\n"))
    }

    #[test]
    fn a_short_page_is_one_stretch_and_an_empty_one_none() {
        assert_eq!(Page::from_plain("One.\n\nTwo.").stretches().as_slice(), std::slice::from_ref(&(0..2)));
        assert!(Page::from_plain("").stretches().is_empty());
    }

    #[test]
    fn stretches_cover_the_page_and_are_short() {
        let page = long(0..2000);
        let stretches = page.stretches();
        assert!(stretches.len() > 10);
        assert_eq!(stretches.first().map(|s| s.start), Some(0));
        assert_eq!(stretches.last().map(|s| s.end), Some(page.blocks.len()));
        assert!(stretches.windows(2).all(|pair| pair[0].end == pair[1].start));
        for stretch in stretches {
            let part = page.part(stretch.clone());
            assert!(part.own <= LONGEST + 1024);
            assert_eq!(part.page.blocks.len(), stretch.len());
            for (own, block) in part.page.blocks.iter().zip(&page.blocks[stretch]) {
                assert_eq!(own.span.of(&part.page.text), block.span.of(&page.text));
            }
        }
    }

    #[test]
    fn a_paragraph_that_comes_in_changes_few_stretches() {
        let keys = |page: &Page| page.stretches().into_iter().map(|s| page.part(s).key()).collect::<BTreeSet<_>>();
        let before = keys(&long(0..2000));
        let after = keys(&long((0..1000).chain(9000..9001).chain(1000..2000)));
        assert!(after.difference(&before).count() <= 2, "{} of {}", after.difference(&before).count(), after.len());
    }

    #[test]
    fn a_stretch_brings_the_notes_that_it_links_to() {
        use crate::page::{Builder, Element, Head};
        let element = |tag: &str, id: Option<&str>, href: Option<&str>| Element {
            tag: tag.to_owned(),
            id: id.map(str::to_owned),
            href: href.map(str::to_owned),
            ..Element::default()
        };
        let mut builder = Builder::new(Head::default());
        builder.enter(&element("body", None, None));
        for n in 0..400 {
            builder.enter(&element("p", None, None));
            builder.text(&format!("Paragraph {n} tells of the road. ").repeat(8));
            if n == 3 {
                builder.enter(&element("a", None, Some("#note")));
                builder.text("[1]");
                builder.leave();
            }
            builder.leave();
        }
        builder.enter(&element("p", Some("note"), None));
        builder.text("The roads of the north, a long study of them by Ana Ruiz, in the Harbour Review.");
        builder.leave();
        let page = builder.finish();
        let first = page.part(page.stretches()[0].clone());
        let note = first.page.note("#note").expect("the note");
        assert!(note.span.start >= first.own && note.span.of(&first.page.text).starts_with("The roads"));
        let (node, from, _) = first.page.segments(note.span)[0];
        assert_eq!((node, from), (401, 0), "it still leads to its own text node");
    }
}
