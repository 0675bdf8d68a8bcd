//! Sections of other stories: those that a heading names, and lists of cards.

use super::look::{leads_elsewhere, starts_with_any};
use super::{ARTICLE, Blocks, Selection, sums, within};
use crate::page::BlockKind;
use crate::page::draft::{NOTHING, as_range};

/// Headings, or beginnings of them, over what is not the page's text.
const HEADINGS: &str = "about the author|about the writer|around the web|comment|editor's picks|editors' picks|from the web|\
    in case you missed|join the conversation|join the discussion|latest |leave a comment|leave a reply|more from|\
    more great|more news|more stories|most popular|most read|most viewed|newsletter|other stories|popular |\
    post a comment|promoted|share this|sign up|sponsored|subscribe|support our|top stories|trending|\
    what to read next|you might also like";

fn is_over_furniture(heading: &str) -> bool {
    // "12 comments"
    let heading = heading.trim_start_matches(|c: char| !c.is_alphabetic());
    leads_elsewhere(heading) || starts_with_any(heading, HEADINGS)
}

impl Selection<'_> {
    pub(super) fn drop_sections(&mut self, root: &Blocks) {
        for at in root.clone() {
            let block = &self.draft.blocks[at];
            let short = self.looks[at].words <= 8 && !self.looks[at].ended;
            let heading = match block.kind {
                BlockKind::Heading(_) => short && self.keep[at],
                // A heading by its looks alone.
                BlockKind::Paragraph => short && self.keep[at] && self.looks[at].words <= 4,
                _ => false,
            };
            if heading && is_over_furniture(block.span.of(&self.draft.text)) {
                self.drop_section(at, root);
            }
        }
        self.drop_cards(root);
    }

    /// Drops what the heading at `at` heads: the largest element that begins with it, else the links after it.
    fn drop_section(&mut self, at: usize, root: &Blocks) {
        let elements = &self.draft.elements;
        let mut element = self.draft.blocks[at].element;
        let mut section = at..at + 1;
        while element != NOTHING {
            let blocks = as_range(&elements[element as usize].blocks);
            if blocks.start < at || blocks.end > root.end || blocks == *root {
                break;
            }
            section.end = section.end.max(blocks.end);
            element = elements[element as usize].parent;
        }
        if section.len() == 1 {
            let links = (section.end..root.end).take_while(|&next| !self.looks[next].running).take_while(|&next| {
                !matches!(self.draft.blocks[next].kind, BlockKind::Heading(_))
                    || self.looks[next].linked * 2 > self.looks[next].length
            });
            section.end += links.count();
        }
        let range = section.start as u32..section.end as u32;
        if within(&self.mass, &range) * 2 <= self.total() {
            self.keep[section].fill(false);
        }
    }

    /// Drops runs of cards, each a linked line with a few words of another story, where an article stands beside them.
    fn drop_cards(&mut self, root: &Blocks) {
        let draft = self.draft;
        let linked = |at: usize| self.looks[at].linked * 10 > self.looks[at].length * 8;
        let texts = sums(self.looks.iter().map(|l| u32::from(l.running)));
        // Items of several blocks, and those that begin with a link, by the element that holds them.
        let mut items: Vec<u32> = vec![0; draft.elements.len()];
        let mut cards: Vec<u32> = vec![0; draft.elements.len()];
        for element in &draft.elements {
            let blocks = as_range(&element.blocks);
            if element.parent == NOTHING || blocks.len() < 2 || blocks.start < root.start || blocks.end > root.end {
                continue;
            }
            items[element.parent as usize] += 1;
            let running = within(&self.mass, &element.blocks);
            let links = blocks.take(3).any(linked);
            if links && within(&texts, &element.blocks) <= 2 && running < 700 {
                cards[element.parent as usize] += 1;
            }
        }
        let mut dropped = 0;
        for (at, element) in draft.elements.iter().enumerate() {
            let outside = self.total() - within(&self.mass, &element.blocks);
            if cards[at] >= 3 && cards[at] * 4 >= items[at] * 3 && outside >= ARTICLE && element.blocks.end > dropped {
                dropped = element.blocks.end;
                self.keep[as_range(&element.blocks)].fill(false);
            }
        }
    }
}
