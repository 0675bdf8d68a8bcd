//! Main text or furniture: which blocks a reader came for.
//!
//! Three steps, each linear in the elements and blocks of the draft:
//! 1. Which elements' signs are believed. A sign of furniture on an element that holds most of a page's running text is not.
//! 2. The root: the innermost element that holds nearly all of the running text that is left.
//! 3. Which blocks in the root, and which just before it, belong to the text.

use super::draft::{Draft, DraftBlock, NOTHING, Shape, as_range};
use super::{BlockKind, Head, signs::Signs};

/// What a block is like, by its own words.
#[derive(Clone, Copy, Debug, Default)]
struct Look {
    /// Bytes.
    length: u32,
    /// Bytes inside links.
    linked: u32,
    words: u32,
    /// Ends as a sentence ends.
    ended: bool,
    /// Running text: long, not of links, with the marks of sentences.
    running: bool,
}

impl Look {
    fn of(draft: &Draft, block: &DraftBlock) -> Self {
        let text = block.span.of(&draft.text);
        let linked =
            draft.links[as_range(&block.links)].iter().map(|l| if l.mark { 0 } else { l.span.len() }).sum::<usize>() as u32;
        let length = text.len() as u32;
        let words = text.split_ascii_whitespace().count() as u32;
        let end = text.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»', ' ', '\u{a0}']);
        let ended = end.ends_with(['.', '!', '?', '…', ':', ';', '。', '؟', '।', '！', '？']);
        let mostly_links = linked * 2 > length;
        let running = !mostly_links && ((length >= 80 && (ended || text.contains([',', '.']))) || (length >= 40 && ended));
        Self { length, linked, words, ended, running }
    }

    fn mass(self) -> u32 {
        if self.running { self.length - self.linked.min(self.length) } else { 0 }
    }
}

/// Running text, in bytes, below which a page is no article.
const SCARCE: u32 = 200;

/// Signs that keep an element out however much text it holds, short of most of the page's.
const STRONG: Signs = Signs::HIDDEN
    .or(Signs::NAVIGATION)
    .or(Signs::FOOTER)
    .or(Signs::OVERLAY)
    .or(Signs::COMMENTS)
    .or(Signs::RELATED)
    .or(Signs::SPOKEN);

/// Signs that keep an element out where it holds little.
const WEAK: Signs = Signs::ASIDE
    .or(Signs::FORM)
    .or(Signs::SHARE)
    .or(Signs::AD)
    .or(Signs::SIGN_UP)
    .or(Signs::TAGS)
    .or(Signs::TOOL)
    .or(Signs::NAVBOX)
    .or(Signs::CONTENTS)
    .or(Signs::PULL_QUOTE)
    .or(Signs::BIO)
    .or(Signs::LEGAL);

/// Signs that keep out an element of a few words.
const SMALL: Signs = Signs::BYLINE.or(Signs::DATE).or(Signs::META);

/// Which of the draft's blocks are main text, in their order.
pub(super) fn select(draft: &Draft, head: &Head) -> Vec<bool> {
    let mut looks: Vec<Look> = draft.blocks.iter().map(|b| Look::of(draft, b)).collect();
    if looks.iter().map(|l| l.mass()).sum::<u32>() < SCARCE {
        // A page of a few short lines: all of them are its text.
        looks.iter_mut().for_each(|l| l.running = l.linked * 2 <= l.length);
    }
    // Sums up to each block, so that what an element holds is one subtraction.
    let mass = sums(looks.iter().map(|l| l.mass()));
    let length = sums(looks.iter().map(|l| l.length));
    let total = mass.last().copied().unwrap_or_default();

    let mut out = vec![false; draft.elements.len()];
    for (at, element) in draft.elements.iter().enumerate() {
        let around = element.parent != NOTHING && out[element.parent as usize];
        let held = within(&mass, &element.blocks);
        let size = within(&length, &element.blocks);
        out[at] = around
            || (element.signs.any(STRONG) && held * 4 <= total * 3)
            || (element.signs.any(WEAK) && held * 3 <= total)
            || (element.signs.any(SMALL) && size < 300 && !element.signs.any(Signs::HEADLINE));
    }
    let left = |block: &DraftBlock| {
        !(out.get(block.element as usize).copied().unwrap_or(true)
            || block.signs.any(STRONG.or(WEAK).or(SMALL)) && block.span.len() < 300)
    };
    let mass = sums(looks.iter().zip(&draft.blocks).map(|(l, b)| if left(b) { l.mass() } else { 0 }));
    let total = mass.last().copied().unwrap_or_default();

    let holds = |at: usize, tenths: u32| within(&mass, &draft.elements[at].blocks) * 10 >= total * tenths;
    let root = (0..draft.elements.len())
        .rev()
        .find(|&at| draft.elements[at].signs.any(Signs::BODY) && holds(at, 6))
        .or_else(|| (0..draft.elements.len()).rev().find(|&at| draft.elements[at].signs.any(Signs::ARTICLE) && holds(at, 7)))
        .or_else(|| (0..draft.elements.len()).rev().find(|&at| holds(at, 8)));
    let Some(mut root) = root else { return vec![false; draft.blocks.len()] };
    // One long paragraph is not the whole text where others stand beside it.
    while draft.elements[root].blocks.len() < 2 && draft.elements[root].parent != NOTHING {
        root = draft.elements[root].parent as usize;
    }
    let range = as_range(&draft.elements[root].blocks);

    let mut keep: Vec<bool> = draft.blocks.iter().enumerate().map(|(at, block)| range.contains(&at) && left(block)).collect();
    drop_link_lists(draft, &looks, &mut keep, &range);
    for at in range.clone() {
        let (block, look) = (&draft.blocks[at], looks[at]);
        if keep[at] && is_odd(draft, block, look) {
            keep[at] = false;
        }
    }
    trim(draft, &looks, &mut keep, &range);
    if let Some(headline) = headline(draft, &looks, &out, range.start, head) {
        keep[headline] = true;
        for at in headline + 1..range.start {
            let (block, look) = (&draft.blocks[at], looks[at]);
            let element = &draft.elements[block.element as usize];
            keep[at] = left(block)
                && (look.running || (element.signs.any(Signs::DECK) && look.words > 4) || block.kind == BlockKind::Caption);
        }
    }
    keep
}

fn sums(values: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut sums = vec![0];
    let mut all = 0u32;
    sums.extend(values.map(|value| {
        all = all.saturating_add(value);
        all
    }));
    sums
}

fn within(sums: &[u32], range: &std::ops::Range<u32>) -> u32 {
    sums[range.end as usize] - sums[range.start as usize]
}

/// Lists and boxes that are links and little else.
fn drop_link_lists(draft: &Draft, looks: &[Look], keep: &mut [bool], range: &std::ops::Range<usize>) {
    let length = sums(looks.iter().map(|l| l.length));
    let linked = sums(looks.iter().map(|l| l.linked));
    let mass = sums(looks.iter().map(|l| l.mass()));
    for element in &draft.elements {
        let blocks = as_range(&element.blocks);
        if blocks.start < range.start || blocks.end > range.end || blocks.is_empty() || element.signs.any(Signs::REFERENCES) {
            continue;
        }
        let (length, linked, mass) =
            (within(&length, &element.blocks), within(&linked, &element.blocks), within(&mass, &element.blocks));
        let linky = linked * 2 > length && mass * 4 < length;
        if linky && (element.shape == Shape::List || blocks.len() > 1 || linked * 5 > length * 4) {
            let kinds = &draft.blocks[blocks.clone()];
            if kinds.iter().all(|b| b.kind != BlockKind::Note) {
                keep[blocks].fill(false);
            }
        }
    }
}

/// A single block that is no sentence of the text: a link to another story, a date.
fn is_odd(draft: &Draft, block: &DraftBlock, look: Look) -> bool {
    let text = block.span.of(&draft.text);
    let linky = look.linked * 10 > look.length * 8;
    match block.kind {
        BlockKind::Heading(_) | BlockKind::Note | BlockKind::Caption => false,
        _ => (linky && look.words < 25) || (look.words <= 12 && !look.ended && text.starts_with("By ")),
    }
}

/// Short blocks before the first and after the last running text, and headings that head nothing.
fn trim(draft: &Draft, looks: &[Look], keep: &mut [bool], range: &std::ops::Range<usize>) {
    let body = |at: usize| looks[at].running || draft.blocks[at].kind == BlockKind::Note;
    let Some(first) = range.clone().find(|&at| keep[at] && body(at)) else { return };
    let last = range.clone().rev().find(|&at| keep[at] && body(at)).unwrap_or(first);
    for at in range.clone() {
        let heading = matches!(draft.blocks[at].kind, BlockKind::Heading(_));
        let caption = draft.blocks[at].kind == BlockKind::Caption;
        let loose = if at < first { !heading } else { at > last && (heading || !looks[at].ended) };
        keep[at] &= caption || !loose;
    }
}

/// The page's own headline, before the text: the highest heading nearest to it that shares words with the title.
fn headline(draft: &Draft, looks: &[Look], out: &[bool], before: usize, head: &Head) -> Option<usize> {
    let title = head.title.as_deref().unwrap_or_default().to_lowercase();
    let shared = |at: usize| {
        let text = draft.blocks[at].span.of(&draft.text).to_lowercase();
        let words = text.split_whitespace().filter(|w| title.contains(*w)).count();
        words * 10 >= looks[at].words as usize * 6
    };
    (0..before).rev().find(|&at| {
        let block = &draft.blocks[at];
        let element = block.element as usize;
        matches!(block.kind, BlockKind::Heading(1 | 2)) && !out[element] && looks[at].words >= 2 && shared(at)
    })
}
