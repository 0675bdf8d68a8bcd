//! Main text or furniture: which blocks a reader came for.
//!
//! Each step is linear in the elements and blocks of the draft:
//! 1. Which elements' signs are believed. A sign of furniture on an element that holds most of a page's running text is not.
//! 2. The root: the innermost element that holds nearly all of the running text that is left.
//! 3. Which blocks in the root, and which just before it, belong to the text.

mod look;
mod sections;

use super::draft::{Draft, DraftBlock, NOTHING, Shape, as_range};
use super::{BlockKind, Head, signs::Signs};
use crate::words::lower;
use look::Look;

/// Outside a section of other stories, this much running text in bytes makes a page an article: they are not what one came for.
const ARTICLE: u32 = 600;

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

/// Signs of what may have a body of its own beside the page's.
const ELSEWHERE: Signs = Signs::HIDDEN.or(Signs::ASIDE).or(Signs::COMMENTS).or(Signs::RELATED);

/// Signs that keep an element out where it holds no more than half of the page's text.
const MIDDLING: Signs = Signs::ASIDE.or(Signs::NAVBOX);

/// Signs that keep an element out where it holds little.
const WEAK: Signs = Signs::FORM
    .or(Signs::SHARE)
    .or(Signs::AD)
    .or(Signs::SIGN_UP)
    .or(Signs::TAGS)
    .or(Signs::TOOL)
    .or(Signs::CONTENTS)
    .or(Signs::BIO)
    .or(Signs::LEGAL);

/// Signs that keep out an element of a few words.
const SMALL: Signs = Signs::BYLINE.or(Signs::DATE).or(Signs::META);

/// A linked line of fewer words only leads somewhere.
const LINK: u32 = 25;

/// So many levels below the element that holds the paragraphs is nested far deeper than they are.
const NESTED: u32 = 6;

/// Shorter lists may be the points that an article makes.
const TEASERS: usize = 4;

/// No text has more quotations pulled out of it: each costs a search through the page.
const PULL_QUOTES: usize = 16;

/// A link that holds more than this, in bytes or in blocks, leads nowhere: it was left open.
const CARD: usize = 1000;
const CARD_BLOCKS: usize = 12;

/// This many paragraphs side by side are a text that runs on: what stands between them is read as part of it.
const FLOW: u32 = 4;

/// What bears a sign of [`SMALL`] and is longer, in bytes, is text.
const FEW_WORDS: u32 = 300;

/// A draft with what was found out about it.
struct Selection<'d> {
    draft: &'d Draft,
    looks: Vec<Look>,
    /// Running text up to each block, in bytes, so that what an element holds is one subtraction.
    mass: Vec<u32>,
    keep: Vec<bool>,
    /// Paragraphs of running text directly in each element.
    flow: Vec<u32>,
    /// What is kept for the text's sake and claims nothing.
    pointers: Vec<bool>,
}

/// Which of the draft's blocks are main text, in their order, and what each of them is.
pub(super) fn select(draft: &Draft, head: &Head) -> Vec<Option<BlockKind>> {
    let linked = linked(draft);
    let mut looks: Vec<Look> =
        draft.blocks.iter().map(|b| Look::of(draft, b, linked.get(b.element as usize).is_some_and(|l| *l))).collect();
    if looks.iter().map(|l| l.mass()).sum::<u32>() < SCARCE {
        // A page of a few short lines: all of them are its text.
        looks.iter_mut().for_each(|l| l.running = l.linked * 2 <= l.length);
    }
    let mass = sums(looks.iter().map(|l| l.mass()));
    let all = draft.blocks.len();
    let mut selection = Selection { draft, looks, mass, keep: vec![true; all], flow: Vec::new(), pointers: vec![false; all] };
    selection.believe();
    selection.mass = sums(selection.looks.iter().zip(&selection.keep).map(|(l, keep)| if *keep { l.mass() } else { 0 }));
    let Some(root) = selection.root() else { return vec![None; all] };
    selection.flow = selection.flow();
    let believed = selection.keep.clone();
    selection.stay_in(root.clone());
    selection.drop_other_articles(&root, head);
    selection.drop_before_headline(&root, head);
    selection.drop_nested(&root);
    selection.drop_sections(&root);
    selection.drop_link_lists(&root);
    selection.drop_odd_blocks(&root);
    selection.trim(&root);
    selection.add_headline(&root, &believed, head);
    let Selection { keep, pointers, .. } = selection;
    let kinds = draft.blocks.iter().zip(pointers).map(|(block, pointer)| if pointer { BlockKind::Pointer } else { block.kind });
    kinds.zip(keep).map(|(kind, keep)| keep.then_some(kind)).collect()
}

/// Which elements stand in a link that holds whole blocks: a card that leads to another page.
fn linked(draft: &Draft) -> Vec<bool> {
    let mut linked = Vec::with_capacity(draft.elements.len());
    for element in &draft.elements {
        // A link around a whole text is a mistake of the page.
        let card = element.signs.any(Signs::LINK)
            && element.blocks.len() <= CARD_BLOCKS
            && draft.blocks[as_range(&element.blocks)].iter().map(|b| b.span.len()).sum::<usize>() <= CARD;
        linked.push(card || linked.get(element.parent as usize).is_some_and(|around| *around));
    }
    linked
}

/// The document's title, in lower case.
struct Title(String);

impl Title {
    /// A longer title or headline is none, in bytes.
    const LONGEST: usize = 400;

    fn of(head: &Head) -> Self {
        Self(lower(head.title.as_deref().filter(|t| t.len() <= Self::LONGEST).unwrap_or_default()))
    }

    /// Whether a headline shares most of its words with it.
    fn is_in(&self, headline: &str) -> bool {
        if headline.len() > Self::LONGEST {
            return false;
        }
        let headline = lower(headline);
        let all = headline.split_whitespace().count();
        let shared = headline.split_whitespace().filter(|w| self.0.contains(*w)).count();
        shared > 0 && shared * 10 >= all * 6
    }
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

type Blocks = std::ops::Range<usize>;

impl Selection<'_> {
    fn total(&self) -> u32 {
        self.mass.last().copied().unwrap_or_default()
    }

    /// Drops what stands in elements whose signs say furniture, where that can be believed.
    fn believe(&mut self) {
        let draft = self.draft;
        let own = self.own();
        let length = sums(self.looks.iter().map(|l| l.length));
        let total = self.total();
        let mut core = own.clone();
        let mut at = self.core(&own);
        while at != NOTHING {
            core[at as usize] = true;
            at = draft.elements[at as usize].parent;
        }
        let mut out = vec![false; draft.elements.len()];
        let mut body = vec![false; draft.elements.len()];
        for (at, element) in draft.elements.iter().enumerate() {
            let (around, in_body) = if element.parent == NOTHING {
                (false, false)
            } else {
                (out[element.parent as usize], body[element.parent as usize])
            };
            let held = within(&self.mass, &element.blocks);
            let size = within(&length, &element.blocks);
            let signs = element.signs;
            // What opens over an article's own body may be its notes; a wall or a cookie box never stands there.
            let notes = signs.any(Signs::OVERLAY) && !signs.any(Signs::HIDDEN) && in_body && held > 1500;
            body[at] = in_body || signs.any(Signs::BODY);
            out[at] = around
                || !core[at]
                    && ((signs.any(STRONG) && held * 4 <= total * 3 && !notes)
                        || (signs.any(MIDDLING) && held * 2 <= total)
                        || (signs.any(WEAK) && held * 3 <= total)
                        || (signs.any(SMALL) && size < FEW_WORDS && !signs.any(Signs::HEADLINE)));
        }
        let all = STRONG.or(MIDDLING).or(WEAK).or(SMALL);
        for (keep, block) in self.keep.iter_mut().zip(&draft.blocks) {
            let signed = block.signs.any(all) && block.span.len() < FEW_WORDS as usize;
            *keep = !signed && !out.get(block.element as usize).copied().unwrap_or(true);
        }
    }

    /// Elements around one that says that it is the body or the main part, and that holds a good part of the running text: whatever
    /// they are called, they are no furniture. Some sites lay their stories out in what they call an overlay.
    fn own(&self) -> Vec<bool> {
        let elements = &self.draft.elements;
        let mut own = vec![false; elements.len()];
        for (at, element) in elements.iter().enumerate() {
            if element.signs.any(Signs::BODY.or(Signs::MAIN)) && within(&self.mass, &element.blocks) * 4 >= self.total() {
                let mut at = at as u32;
                while at != NOTHING && !own[at as usize] && !elements[at as usize].signs.any(ELSEWHERE) {
                    own[at as usize] = true;
                    at = elements[at as usize].parent;
                }
            }
        }
        own
    }

    /// The element with the most running text of its own: its paragraphs', and half of what stands one step deeper. It and what
    /// is around it are the text, whatever their names say.
    fn core(&self, own: &[bool]) -> u32 {
        let elements = &self.draft.elements;
        let doubtful = STRONG.or(MIDDLING);
        let mut doubted = vec![false; elements.len()];
        for (at, element) in elements.iter().enumerate() {
            doubted[at] =
                element.signs.any(doubtful) && !own[at] || element.parent != NOTHING && doubted[element.parent as usize];
        }
        let mut scores = vec![0u32; elements.len()];
        for (block, look) in self.draft.blocks.iter().zip(&self.looks) {
            let mut at = block.element;
            while at != NOTHING && elements[at as usize].blocks.len() < 2 {
                at = elements[at as usize].parent;
            }
            if at == NOTHING {
                continue;
            }
            let mass = if doubted[at as usize] { look.mass() / 3 } else { look.mass() };
            scores[at as usize] += mass;
            if let Some(score) = scores.get_mut(elements[at as usize].parent as usize) {
                *score += mass / 2;
            }
        }
        let best = (0..elements.len()).max_by_key(|&at| (scores[at], std::cmp::Reverse(at)));
        best.filter(|&at| scores[at] > 0).map_or(NOTHING, |at| at as u32)
    }

    /// The blocks of the innermost element that holds nearly all of the running text, best of one that says that it is the body.
    fn root(&self) -> Option<Blocks> {
        let elements = &self.draft.elements;
        let holds = |at: usize| within(&self.mass, &elements[at].blocks) * 5 >= self.total() * 4;
        let innermost = |sign: Signs| {
            (0..elements.len()).rev().find(|&at| (sign == Signs::NONE || elements[at].signs.any(sign)) && holds(at))
        };
        let mut root = innermost(Signs::BODY).or_else(|| innermost(Signs::ARTICLE)).or_else(|| innermost(Signs::NONE))?;
        // One long paragraph is not the whole text where others stand beside it.
        while elements[root].blocks.len() < 2 && elements[root].parent != NOTHING {
            root = elements[root].parent as usize;
        }
        Some(as_range(&elements[root].blocks))
    }

    /// How many paragraphs of running text stand directly in each element.
    fn flow(&self) -> Vec<u32> {
        let elements = &self.draft.elements;
        let mut flow = vec![0; elements.len()];
        for (at, block) in self.draft.blocks.iter().enumerate() {
            let element = &elements[block.element as usize];
            if element.shape == Shape::Paragraph
                && self.keep[at]
                && self.looks[at].running
                && let Some(paragraphs) = flow.get_mut(element.parent as usize)
            {
                *paragraphs += 1;
            }
        }
        flow
    }

    /// Whether a block is a paragraph among those of a text that runs on.
    fn in_flow(&self, at: usize) -> bool {
        let element = &self.draft.elements[self.draft.blocks[at].element as usize];
        element.shape == Shape::Paragraph && self.flow.get(element.parent as usize).is_some_and(|&n| n >= FLOW)
    }

    fn stay_in(&mut self, root: Blocks) {
        self.keep[..root.start].fill(false);
        self.keep[root.end..].fill(false);
    }

    /// Lists and boxes that are links and little else.
    fn drop_link_lists(&mut self, root: &Blocks) {
        let draft = self.draft;
        let length = sums(self.looks.iter().map(|l| l.length));
        let linked = sums(self.looks.iter().map(|l| l.linked));
        let mass = sums(self.looks.iter().map(|l| l.mass()));
        let notes = sums(draft.blocks.iter().map(|b| u32::from(b.kind == BlockKind::Note)));
        // Elements come before those in them: what an outer one dropped needs no second look.
        let mut dropped = 0;
        for element in &draft.elements {
            let blocks = as_range(&element.blocks);
            if blocks.start < root.start
                || blocks.end > root.end
                || blocks.end <= dropped
                || blocks.is_empty()
                || element.signs.any(Signs::REFERENCES)
            {
                continue;
            }
            let (length, linked, mass) =
                (within(&length, &element.blocks), within(&linked, &element.blocks), within(&mass, &element.blocks));
            let linky = linked * 2 > length && mass * 4 < length;
            if linky && (element.shape == Shape::List || blocks.len() > 1) && within(&notes, &element.blocks) == 0 {
                dropped = blocks.end;
                // In a box of facts, a row that is no link is one of them; in a post, a sentence is what it says.
                let post = element.signs.any(Signs::ARTICLE);
                for at in blocks {
                    let (block, look) = (&draft.blocks[at], self.looks[at]);
                    self.keep[at] &= look.linked == 0 && (block.kind == BlockKind::Row || (post && look.ended));
                }
            }
        }
    }

    /// Single blocks that are no sentences of the text: a link to another story, a credit, the labels of a chart.
    fn drop_odd_blocks(&mut self, root: &Blocks) {
        let mut labels = root.start;
        let mut pulled = 0;
        for at in root.clone() {
            let (block, look) = (&self.draft.blocks[at], self.looks[at]);
            let plain = matches!(block.kind, BlockKind::Paragraph);
            let pull_quote = pulled < PULL_QUOTES && self.is_named(block, Signs::PULL_QUOTE);
            pulled += usize::from(pull_quote);
            let signature = block.kind == BlockKind::Quotation && look::is_signature(block.span.of(&self.draft.text));
            if signature || (self.in_flow(at) && self.points_away(at)) {
                self.pointers[at] = true;
            } else if self.is_odd(at) || (pull_quote && self.is_repeated(at)) {
                self.keep[at] = false;
            }
            // Single words in a row, each a paragraph of its own, are the labels of a drawing.
            if !(plain && look.words <= 4 && !look.ended) {
                if at - labels >= 4 {
                    self.keep[labels..at].fill(false);
                }
                labels = at + 1;
            }
        }
    }

    fn is_odd(&self, at: usize) -> bool {
        let (block, look) = (&self.draft.blocks[at], self.looks[at]);
        let text = block.span.of(&self.draft.text);
        let share = if look.words <= 8 { 5 } else { 6 };
        let linky = look.linked * 10 > look.length * share && !look.ended && look.words < LINK && !self.in_flow(at);
        let odd = match block.kind {
            BlockKind::Paragraph | BlockKind::Quotation => {
                // No letter in it: a count of votes, a label of a drawing.
                linky
                    || (self.signs_of(block).any(Signs::PREFORMATTED) && look::is_code(text))
                    || (look.words <= 3 && !text.contains(char::is_alphabetic))
                    || (look.words <= 10 && !look.ended && look::is_path(text))
                    || (look.words <= 12 && !look.ended && text.starts_with("By "))
            }
            BlockKind::Row => linky,
            _ => false,
        };
        odd || self.points_away(at)
            || !matches!(block.kind, BlockKind::Heading(_) | BlockKind::Note)
                && (look::is_credit(text, look.words, self.is_named(block, Signs::CREDIT)) || look::is_consent(text, look.words))
    }

    /// Whether a block only leads to another story, asks something of the reader or says whose a text or picture is.
    fn points_away(&self, at: usize) -> bool {
        let (block, look) = (&self.draft.blocks[at], self.looks[at]);
        let text = block.span.of(&self.draft.text);
        match block.kind {
            BlockKind::Heading(_) | BlockKind::Note => false,
            BlockKind::Paragraph | BlockKind::Quotation if look.linked * 3 > look.length && look::leads_elsewhere(text) => true,
            _ => text.starts_with('©') || look::is_promotion(text, look.words, look.linked > 0),
        }
    }

    fn signs_of(&self, block: &DraftBlock) -> Signs {
        block.signs.or(self.draft.elements[block.element as usize].signs)
    }

    /// Whether the block, its element or the one around that bears a sign.
    fn is_named(&self, block: &DraftBlock, sign: Signs) -> bool {
        let around = self.draft.elements[block.element as usize].parent;
        self.signs_of(block).any(sign) || self.draft.elements.get(around as usize).is_some_and(|e| e.signs.any(sign))
    }

    /// Whether the block's words stand elsewhere on the page too.
    fn is_repeated(&self, at: usize) -> bool {
        const ENOUGH: usize = 60;
        let span = self.draft.blocks[at].span;
        let text = span.of(&self.draft.text).trim_start_matches(['"', '“', '‘', '\'', '«', ' ']);
        let mut end = text.len().min(ENOUGH);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let words = text[..end].trim_end_matches(|c: char| !c.is_alphanumeric());
        let all = &self.draft.text;
        !words.is_empty() && (all[..span.start as usize].contains(words) || all[span.end as usize..].contains(words))
    }

    /// Short blocks before the first and after the last running text, and headings that head nothing.
    fn trim(&mut self, root: &Blocks) {
        let body = |at: usize| self.keep[at] && (self.looks[at].running || self.draft.blocks[at].kind == BlockKind::Note);
        let Some(first) = root.clone().find(|&at| body(at)) else { return };
        let last = root.clone().rev().find(|&at| body(at)).unwrap_or(first);
        let caption = |at: usize| self.draft.blocks[at].kind == BlockKind::Caption;
        let text = root.clone().find(|&at| body(at) && !caption(at)).unwrap_or(first);
        let before_article = within(&self.mass, &(text as u32..root.end as u32)) >= ARTICLE;
        self.drop_teasers(root);
        let posts = self.posts(root.start..first);
        let parent = |at: usize| self.draft.elements[self.draft.blocks[at].element as usize].parent;
        let (beside, last_kind) = (parent(last), self.draft.blocks[last].kind);
        // A list or table that begins in the running text is kept to its end. So are paragraphs beside it that lack a full stop.
        let mut listed = true;
        for at in root.clone() {
            let (kind, look) = (self.draft.blocks[at].kind, self.looks[at]);
            let heading = matches!(kind, BlockKind::Heading(_));
            let item = matches!(kind, BlockKind::ListItem | BlockKind::Row);
            let line = kind == last_kind && parent(at) == beside && look.words >= 6 && look.linked == 0;
            listed &= at <= last || ((item || line) && self.keep[at]);
            let loose = match kind {
                // The caption of a picture above the text of an article.
                BlockKind::Caption => at < text && before_article && !self.is_deck(at),
                _ if self.pointers[at] || self.in_flow(at) => false,
                BlockKind::Row if at < first => false,
                _ if at < first => !heading && !self.is_deck(at) && !posts[at] && !self.is_first_line(at),
                _ if at > last => (heading || !look.ended) && !listed,
                _ => false,
            };
            self.keep[at] &= !loose;
        }
    }

    /// Short posts of a feed: sentences in articles of their own.
    fn posts(&self, within: Blocks) -> Vec<bool> {
        let mut posts = vec![false; self.keep.len()];
        let mut done = within.start;
        for element in self.draft.elements.iter().filter(|e| e.signs.any(Signs::ARTICLE)) {
            let blocks = as_range(&element.blocks);
            if blocks.start >= done && blocks.end <= within.end {
                done = blocks.end;
                for at in blocks {
                    posts[at] = self.looks[at].ended && self.looks[at].linked == 0;
                }
            }
        }
        posts
    }

    /// A short first paragraph, straight after the headline.
    fn is_first_line(&self, at: usize) -> bool {
        let (block, look) = (&self.draft.blocks[at], self.looks[at]);
        let before = at.checked_sub(1).map(|before| self.draft.blocks[before].kind);
        before == Some(BlockKind::Heading(1))
            && self.draft.elements[block.element as usize].shape == Shape::Paragraph
            && look.ended
            && look.linked == 0
            && look.words >= 4
    }

    /// What is nested far deeper than the paragraphs of one text that is most of the page: a box that was set into it, a player.
    /// Tables and lists may nest as they like, and so may captions.
    fn drop_nested(&mut self, root: &Blocks) {
        let elements = &self.draft.elements;
        let core = self.core(&vec![true; elements.len()]);
        let Some(element) = elements.get(core as usize) else { return };
        let paragraphs = as_range(&element.blocks).filter(|&at| self.keep[at] && self.looks[at].running).count();
        if paragraphs < FLOW as usize || within(&self.mass, &element.blocks) * 2 < self.total() {
            return;
        }
        let mut depths: Vec<u32> = Vec::with_capacity(elements.len());
        let mut flat: Vec<bool> = Vec::with_capacity(elements.len());
        for element in elements {
            let around = element.parent as usize;
            let in_flat = flat.get(around).is_some_and(|f| *f);
            depths.push(depths.get(around).copied().unwrap_or(0) + u32::from(!in_flat));
            flat.push(in_flat || matches!(element.shape, Shape::List | Shape::Table));
        }
        for at in root.clone() {
            let block = &self.draft.blocks[at];
            if block.kind != BlockKind::Caption && depths[block.element as usize] >= depths[core as usize] + NESTED {
                self.keep[at] = false;
            }
        }
    }

    /// Lists of other stories before the first paragraph of an article: each item says what one is about and links to it.
    fn drop_teasers(&mut self, root: &Blocks) {
        let item = |at: usize| self.draft.blocks[at].kind == BlockKind::ListItem;
        let Some(first) = root.clone().find(|&at| self.keep[at] && self.looks[at].running && !item(at)) else { return };
        let after = first as u32..root.end as u32;
        if within(&self.mass, &after) < ARTICLE {
            return;
        }
        for element in self.draft.elements.iter().filter(|e| e.shape == Shape::List) {
            let blocks = as_range(&element.blocks);
            if blocks.start >= root.start
                && blocks.end <= first
                && blocks.len() >= TEASERS
                && blocks.clone().all(|at| self.looks[at].linked > 0)
            {
                self.keep[blocks].fill(false);
            }
        }
    }

    fn is_deck(&self, at: usize) -> bool {
        let element = &self.draft.elements[self.draft.blocks[at].element as usize];
        element.signs.any(Signs::DECK) && !element.signs.any(Signs::CAPTION) && self.looks[at].words > 4
    }

    /// Where the page is about one of several articles with a headline each, as its title tells, drops those that follow it.
    fn drop_other_articles(&mut self, root: &Blocks, head: &Head) {
        let title = Title::of(head);
        let draft = self.draft;
        let h1 = |blocks: &Blocks| {
            blocks.clone().take(12).find(|&at| draft.blocks[at].kind == BlockKind::Heading(1) && self.looks[at].words >= 4)
        };
        let mut own_ends = None;
        let mut dropped = 0;
        for element in draft.elements.iter().filter(|e| e.signs.any(Signs::ARTICLE)) {
            let blocks = as_range(&element.blocks);
            if blocks.start < root.start || blocks.end > root.end {
                continue;
            }
            let Some(headline) = h1(&blocks) else { continue };
            match own_ends {
                None if title.is_in(draft.blocks[headline].span.of(&draft.text)) => own_ends = Some(blocks.end),
                Some(end) if blocks.start >= end && blocks.end > dropped => {
                    dropped = blocks.end;
                    self.keep[blocks].fill(false);
                }
                _ => {}
            }
        }
    }

    /// What stands before the page's own headline, where most of the text follows it: other stories, the site's own words.
    fn drop_before_headline(&mut self, root: &Blocks, head: &Head) {
        let title = Title::of(head);
        let own = root.clone().find(|&at| {
            let block = &self.draft.blocks[at];
            self.keep[at]
                && block.kind == BlockKind::Heading(1)
                && self.looks[at].words >= 3
                && title.is_in(block.span.of(&self.draft.text))
        });
        let Some(headline) = own else { return };
        let before = root.start as u32..headline as u32;
        if within(&self.mass, &before) * 2 <= within(&self.mass, &(before.end..root.end as u32)) {
            for at in root.start..headline {
                let near = headline - at <= 3 && (self.is_deck(at) || self.draft.blocks[at].kind == BlockKind::Caption);
                self.keep[at] &= near;
            }
        }
    }

    /// The page's own headline before the text, and what stands between it and the text.
    fn add_headline(&mut self, root: &Blocks, believed: &[bool], head: &Head) {
        let title = Title::of(head);
        let only_h1 = self.draft.blocks.iter().filter(|b| b.kind == BlockKind::Heading(1)).count() == 1;
        let is_headline = |at: usize| {
            let block = &self.draft.blocks[at];
            if !matches!(block.kind, BlockKind::Heading(1 | 2)) || self.looks[at].words == 0 || block.span.len() > Title::LONGEST
            {
                return false;
            }
            let h1 = block.kind == BlockKind::Heading(1);
            if self.signs_of(block).any(Signs::HEADLINE) || (h1 && only_h1) {
                return true;
            }
            title.is_in(block.span.of(&self.draft.text))
        };
        let before = 0..root.start;
        let found = before
            .clone()
            .rev()
            .find(|&at| believed[at] && is_headline(at))
            .or_else(|| before.clone().rev().find(|&at| is_headline(at)));
        let Some(headline) = found else { return };
        self.keep[headline] = true;
        for (at, believed) in believed.iter().enumerate().take(root.start).skip(headline + 1) {
            self.keep[at] = *believed
                && (self.looks[at].running || self.is_deck(at) || self.is_first_line(at))
                && self.draft.blocks[at].kind != BlockKind::Caption
                && !self.is_odd(at);
        }
    }
}
