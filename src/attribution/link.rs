//! The linker: what the tagger cannot see because it stands in another sentence or another block.
//!
//! A quotation that the tagger left without a cue goes to the nearest attribution of its block, else to the words before a
//! colon that announced it, else to whoever was quoted at the end of the block before.

use super::draft::Draft;
use super::layout::{self, Line};
use super::speaker;
use super::stays_open;
use crate::order;
use crate::text::{Quotation, Text, TokenKind};
use std::ops::Range;

/// A block, or a piece of a huge one, with what the tagger found in it. All token ranges count into the whole text.
#[derive(Debug)]
pub struct Piece {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its attributions.
    pub drafts: Vec<Draft>,
}

/// The last attribution of the piece before.
#[derive(Clone, Copy)]
struct Last {
    /// Its place in what was found.
    index: usize,
    /// A quotation was still open at the piece's end.
    open: bool,
}

/// The attributions of a text.
pub fn link(text: &Text, pieces: Vec<Piece>) -> Vec<Draft> {
    let mut found: Vec<Draft> = Vec::new();
    let mut last: Option<Last> = None;
    // The attribution whose cue ends in a colon at the block's end, and whose content follows.
    let mut awaits: Option<usize> = None;
    let mut quotations = text.quotations.iter().peekable();
    let transcript = layout::transcript(text, &pieces);
    let ranges: Vec<Range<usize>> = pieces.iter().map(|p| p.tokens.clone()).collect();
    for (index, Piece { tokens, mut drafts }) in pieces.into_iter().enumerate() {
        let spoken = match transcript.get(index) {
            Some(Line::Spoken(draft)) => Some(draft.clone()),
            Some(Line::RunsOn) => {
                found.last_mut().into_iter().for_each(|answer| answer.content.push(tokens.clone()));
                continue;
            }
            _ => layout::signed_quotation(text, &tokens).or_else(|| layout::post(text, &tokens, ranges.get(index + 1))),
        };
        if let Some(draft) = spoken {
            found.push(draft);
            (last, awaits) = (None, None);
            continue;
        }
        orphans(text, &tokens, &mut drafts, &mut quotations);
        runs_on(text, &mut drafts);
        let moved = attach(text, &mut drafts, &mut found, last, awaits);
        drafts.retain(|d| !d.cue.is_empty() || !d.content.is_empty());
        let ends = tokens.end.saturating_sub(1);
        let open = stays_open(text, &tokens);
        if drafts.is_empty() {
            last = last.filter(|_| moved).map(|l| Last { open, ..l });
            awaits = None;
            continue;
        }
        let base = found.len();
        let end_of = |d: &Draft| d.ranges().map(|r| r.end).max().unwrap_or(0);
        let latest = (0..drafts.len()).rev().max_by_key(|&i| end_of(&drafts[i])).unwrap_or(0);
        last = Some(Last { index: base + latest, open });
        awaits = drafts
            .iter()
            .rposition(|d| !d.cue.is_empty() && d.content.is_empty())
            .filter(|&i| text.word(ends) == ":" || drafts[i].cue[0].end + 2 >= tokens.end)
            .map(|i| base + i);
        found.append(&mut drafts);
    }
    // "More than expected" reports nobody.
    let compares = |d: &Draft| d.cue.first().is_some_and(|c| c.start > 0 && text.word(c.start - 1) == "than");
    found.retain(|d| !compares(d));
    found.iter_mut().filter(|d| d.layout.is_none()).for_each(|d| speaker::mend(text, d));
    found.retain(|d| !(d.content.is_empty() || d.cue.is_empty() && d.source.is_empty()));
    found
}

/// Adds the quotations of `tokens` that read like speech and that the tagger left out altogether.
fn orphans(text: &Text, tokens: &Range<usize>, drafts: &mut Vec<Draft>, quotations: &mut Quotations) {
    let Some(end) = text.tokens.get(tokens.end.saturating_sub(1)).map(|t| t.span.end) else { return };
    while let Some(quotation) = quotations.next_if(|q| q.span.start < end) {
        let range = text.token_at(quotation.span.start)..text.token_at(quotation.span.end.saturating_sub(1)) + 1;
        let speech = range.end >= 2 && matches!(text.word(range.end - 2), "," | "." | "?" | "!" | "…");
        let free = |d: &Draft| d.ranges().all(|r| r.end <= range.start || range.end <= r.start);
        if range.len() >= SPEECH
            && speech
            && quotation.closed
            && !quotation.nested
            && range.start >= tokens.start
            && range.end <= tokens.end
            && drafts.iter().all(free)
        {
            drafts.push(Draft { content: std::iter::once(range).collect(), ..Draft::default() });
        }
    }
}

type Quotations<'q> = std::iter::Peekable<std::slice::Iter<'q, Quotation>>;

/// A quotation of fewer tokens may be a title.
const SPEECH: usize = 7;

/// “One,” Ann said as she was called to the stand. “Two.” — the second quotation goes on with the first, whatever cue stands
/// between them in the first one's sentence or is a pronoun's: the tagger takes the nearer cue.
fn runs_on(text: &Text, drafts: &mut [Draft]) {
    for j in 1..drafts.len() {
        let (before, rest) = drafts.split_at_mut(j);
        let [later, ..] = rest else { return };
        let (Some(cue), Some(content)) = (later.cue.first().cloned(), later.content.first().cloned()) else { continue };
        let sentence = |at: usize| text.tokens[at].sentence;
        // Wholly quoted, not led in by its own cue.
        let quoted =
            later.content.iter().all(|range| text.tokens[range.clone()].iter().all(|t| t.quoted || t.kind == TokenKind::Mark));
        let starts = text.tokens[content.start].quoted && (content.start == 0 || !text.tokens[content.start - 1].quoted);
        let whole = starts && sentence(content.start) > sentence(cue.start) && text.word(content.start - 1) != ":";
        let lower = content.start + 1 < content.end && !text.tokens[content.start + 1].capital;
        let resumed = starts && lower && content.start > cue.end + AWAY && text.word(content.start - 1) == ",";
        if !quoted || cue.start > content.start || !(whole || resumed) {
            continue;
        }
        // The quotation that opened: its cue stands behind it.
        let opened = before.iter_mut().rev().find(|first| {
            let spoken = first.content.first().is_some_and(|c| text.tokens[c.start].quoted && c.end - c.start >= SHORT);
            spoken
                && first.cue.first().is_some_and(|c| first.content[0].end <= c.start && sentence(c.start) <= sentence(cue.start))
        });
        let Some(first) = opened else { continue };
        let at = first.cue[0].start;
        let shared = later.source == first.source;
        let pronoun = later.source.first().is_none_or(|s| s.len() == 1 && PRONOUNS.contains(&text.word(s.start)));
        let aside = sentence(at) == sentence(cue.start) && sentence(content.start) <= sentence(at) + 1;
        let near = sentence(content.start) <= sentence(at) + 2;
        let broken = text.word(first.content[0].end.saturating_sub(2)) == ",";
        if resumed && broken && sentence(at) == sentence(cue.start) || whole && near && (aside || shared || pronoun) {
            first.content.append(&mut later.content);
            order::by(&mut first.content, |r| r.start as u64);
        }
    }
}

/// A cue that is further than this from a quotation does not lead into it.
const AWAY: usize = 3;

/// A quotation of fewer tokens is a part of the sentence.
const SHORT: usize = 4;

const PRONOUNS: [&str; 6] = ["he", "she", "He", "She", "they", "who"];

/// Gives content that has neither source nor cue to the attribution that it belongs to. Returns whether any was given.
fn attach(text: &Text, drafts: &mut [Draft], found: &mut [Draft], last: Option<Last>, awaits: Option<usize>) -> bool {
    let mut moved = false;
    for i in 0..drafts.len() {
        let draft = &drafts[i];
        let (Some(first), Some(end)) = (draft.content.first().map(|r| r.start), draft.content.last().map(|r| r.end)) else {
            continue;
        };
        if !draft.cue.is_empty() || !draft.source.is_empty() {
            continue;
        }
        let near = (0..drafts.len())
            .filter(|&j| drafts[j].cue.first().is_some_and(|c| c.start < first || c.start >= end))
            .min_by_key(|&j| far(text, &drafts[j], first, end));
        let quoted = text.tokens[first..end].iter().filter(|t| t.quoted).count();
        let inside = text.tokens[(first + 1).min(end - 1)].quoted;
        let continues = inside && last.is_some_and(|l| l.open || quoted * 5 >= (end - first) * 4);
        if near.is_none() && awaits.is_none() && !continues {
            continue;
        }
        let content = std::mem::take(&mut drafts[i].content);
        let target = match (near, awaits.or(last.map(|l| l.index))) {
            (Some(j), _) => &mut drafts[j],
            (_, Some(at)) => &mut found[at],
            _ => continue,
        };
        target.content.extend(content);
        order::by(&mut target.content, |r| r.start as u64);
        moved = true;
    }
    moved
}

/// How far an attribution is from the tokens `first..end`: in tokens, and ten for each sentence between.
fn far(text: &Text, draft: &Draft, first: usize, end: usize) -> usize {
    let near = |x: usize| x.abs_diff(if x <= first { first } else { end });
    let tokens = draft.ranges().flat_map(|r| [near(r.start), near(r.end)]).min().unwrap_or(usize::MAX / 2);
    let sentence = |at: usize| text.tokens[at].sentence as usize;
    let cue = sentence(draft.cue[0].start);
    tokens + 10 * cue.abs_diff(sentence(first)).min(cue.abs_diff(sentence(end - 1)))
}
