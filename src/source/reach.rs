//! Reach: how far a stated source carries. The rules of `docs/claims.md`, and no others.
//!
//! 1. The same sentence, always.
//! 2. The same block, where the sentence plainly continues the report: the same quotation running on, a pronoun or short form
//!    of the same speaker, a further result of the same named document.
//! 3. A lead-in that ends in a colon reaches the quotation, list or table that it introduces.
//! 4. A block that is nothing but quotation, with no speaker of its own, belongs to the speaker quoted in the block just before
//!    it, or, where it opens a run of quotation, just after it.
//! 5. A source of one part of a sentence does not cover a figure outside that part.

use super::lexicon::{ADVERB, AUXILIARY, DOCUMENT, LINKER, PREPOSITION, RELATIVE, SAY, SAYING, Words};
use super::who::Phrase;
use crate::page::BlockKind;
use crate::span::Span;
use crate::text::{Sentence, TokenKind};
use std::collections::HashMap;

/// How a sentence got at a source that is not its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// The quotation runs on.
    Quotation,
    /// A lead-in with a colon.
    LeadIn,
    /// A neighbouring block of the same run of quotation.
    Block,
    /// The same block goes on with it.
    Same,
}

/// How many sentences of its block a sentence looks back over.
const LOOK_BACK: usize = 8;

/// The sentence whose source reaches the sentence at `index`, which has none of its own. `reports` says of a sentence
/// whether it reports with a source or hedge of its own; `found` the same of those before it, reached ones included.
pub(super) fn source_of(
    words: &Words,
    index: usize,
    reports: &dyn Fn(usize) -> bool,
    found: &dyn Fn(usize) -> bool,
) -> Option<(usize, Way)> {
    let text = words.text;
    let sentence = &text.sentences[index];
    let (first, last) = block_of(words, sentence.block, index);
    let quoted = is_quoted(words, sentence);
    if quoted {
        // One quotation over several sentences: whichever of them says who speaks.
        if let Some(span) = quotation_around(words, sentence) {
            let range = text.sentences_in(span);
            let end = range.end.min(last);
            if let Some(at) = range.clone().filter(|&s| s != index && s >= first && s < end).find(|&s| reports(s)) {
                return Some((at, Way::Quotation));
            }
        }
        for s in (first..index).rev().take(LOOK_BACK) {
            if found(s) {
                return Some((s, Way::Quotation));
            }
            if !is_quoted(words, &text.sentences[s]) {
                break;
            }
        }
        // “One.” “Two,” she said: the next sentence of the block names her.
        for s in (index + 1..last).take(LOOK_BACK) {
            if reports(s) && is_quoted(words, &text.sentences[s]) {
                return Some((s, Way::Quotation));
            }
            if !is_quoted(words, &text.sentences[s]) {
                break;
            }
        }
    }
    if let Some(at) = lead_in(words, first, index).filter(|&at| found(at)) {
        return Some((at, Way::LeadIn));
    }
    if quoted && only_quotation(words, first, last) {
        // The block just before, if anybody was quoted in it, else the one just after.
        if let Some(before) = first.checked_sub(1) {
            let (from, to) = block_of(words, text.sentences[before].block, before);
            if let Some(at) = (from..to).rev().take(LOOK_BACK).find(|&s| found(s)) {
                return Some((at, Way::Block));
            }
        }
        if last < text.sentences.len() {
            let (from, to) = block_of(words, text.sentences[last].block, last);
            if let Some(at) = (from..to).take(LOOK_BACK).find(|&s| reports(s)) {
                return Some((at, Way::Block));
            }
        }
    }
    None
}

/// The nearest sentence before it in its block that reports.
pub(super) fn before_in_block(words: &Words, index: usize, found: &dyn Fn(usize) -> bool) -> Option<usize> {
    let (first, _) = block_of(words, words.text.sentences[index].block, index);
    (first..index).rev().take(LOOK_BACK).find(|&s| found(s))
}

/// The sentences of a block, given one of them.
fn block_of(words: &Words, block: u32, inside: usize) -> (usize, usize) {
    let sentences = &words.text.sentences;
    // Neighbours, not a search: blocks are short where it matters, and a long one is cut.
    let first = (inside.saturating_sub(LOOK_BACK * 4)..=inside).rev().take_while(|&s| sentences[s].block == block).last();
    let last = (inside..sentences.len().min(inside + LOOK_BACK * 4)).take_while(|&s| sentences[s].block == block).last();
    (first.unwrap_or(inside), last.unwrap_or(inside) + 1)
}

/// Whether a sentence's own words stand in quotation marks: the first of them, and most.
pub(super) fn is_quoted(words: &Words, sentence: &Sentence) -> bool {
    let tokens = words.text.tokens_of(sentence);
    let said = tokens.iter().filter(|t| t.kind != TokenKind::Mark);
    let (all, quoted) = said.fold((0, 0), |(all, quoted), t| (all + 1, quoted + usize::from(t.quoted)));
    all > 0 && quoted * 2 >= all || in_quotation_block(words, sentence)
}

/// A block quotation needs no marks.
fn in_quotation_block(words: &Words, sentence: &Sentence) -> bool {
    words.text.block_of(sentence).kind == BlockKind::Quotation
}

/// The quotation that a sentence stands in or begins.
fn quotation_around(words: &Words, sentence: &Sentence) -> Option<Span> {
    let quotations = &words.text.quotations;
    let end = quotations.partition_point(|q| q.span.start < sentence.span.end);
    quotations[..end].iter().rev().take(6).find(|q| !q.nested && q.span.overlaps(sentence.span)).map(|q| q.span)
}

/// Whether the block's words are quotation and nothing else.
fn only_quotation(words: &Words, first: usize, last: usize) -> bool {
    words.text.sentences[first..last].iter().all(|s| {
        in_quotation_block(words, s) || words.text.tokens_of(s).iter().filter(|t| t.kind != TokenKind::Mark).all(|t| t.quoted)
    })
}

/// The sentence that ends in a colon and introduces the one at `index`: at the end of the block before, or before the run of
/// list items, rows or quotation that it stands in.
fn lead_in(words: &Words, first: usize, index: usize) -> Option<usize> {
    let text = words.text;
    let ends_in_colon = |s: usize| {
        let sentence = &text.sentences[s];
        text.tokens_of(sentence).iter().rev().take(2).any(|t| t.span.of(&text.page.text) == ":")
    };
    if index > first && ends_in_colon(index - 1) {
        return Some(index - 1);
    }
    let kind = text.block_of(&text.sentences[index]).kind;
    let mut at = first;
    // A list's items, and the paragraphs of one quotation, follow one lead-in.
    for _ in 0..LOOK_BACK * 2 {
        let before = at.checked_sub(1)?;
        if ends_in_colon(before) {
            return Some(before);
        }
        let listed = matches!(kind, BlockKind::ListItem | BlockKind::Row | BlockKind::Quotation);
        if !listed || text.block_of(&text.sentences[before]).kind != kind {
            return None;
        }
        at = block_of(words, text.sentences[before].block, before).0;
    }
    None
}

/// A relative clause about a speaker begins within so many tokens of the name: titles and offices stand between.
const RELATIVE_CLAUSE: usize = 24;

/// Whether a sentence ends in a colon that a quotation follows: "Ruiz put it like this:".
pub(super) fn introduces(words: &Words, index: usize) -> bool {
    let text = words.text;
    let sentence = &text.sentences[index];
    let colon = text.tokens_of(sentence).last().is_some_and(|t| !t.quoted && t.span.of(&text.page.text) == ":");
    colon && text.sentences.get(index + 1).is_some_and(|next| next.block <= sentence.block + 1 && is_quoted(words, next))
}

/// Whether a figure stands in what is said about the speaker: in a relative clause behind the speaker's name.
/// `speaker` is the last token of the phrase's name.
pub(super) fn in_relative_clause(words: &Words, figure: Span, speaker: usize, last: usize) -> bool {
    let relative = (speaker + 1..last.min(speaker + RELATIVE_CLAUSE))
        .find(|&i| words.is(i, RELATIVE) && !words.any(i, &["that"]) && !words.quoted(i));
    relative.is_some_and(|r| {
        let comma = words.word(r - 1) == "," || words.is(r - 1, PREPOSITION) && words.word(r - 2) == ",";
        // Only names and titles between: no other clause. "…, who added that" goes on with the report.
        let beside = !(speaker + 1..r).any(|i| words.is(i, AUXILIARY | SAY) && !words.capital(i));
        let adds = (r + 1..r + 4).any(|i| words.any(i, &["said", "says", "added", "adds", "told", "noted", "wrote", "argued"]));
        let after = words.text.tokens[r].span.start < figure.start;
        // A quotation that goes on behind the clause is said again.
        let quoted = words.text.tokens.get(words.text.token_at(figure.start)).is_some_and(|t| t.quoted);
        comma && after && !quoted && beside && !adds
    })
}

/// Whether a figure stands in a main clause of its own before the report begins: "It rose by half, and Ruiz said it would fall".
/// Where the reported words are drawn, it is outside all of them.
pub(super) fn in_clause_before(words: &Words, figure: Span, sentence: &Sentence, speaker: Phrase, contents: &[Span]) -> bool {
    let text = words.text;
    let at = text.token_at(figure.start);
    if contents.is_empty() || contents.iter().any(|c| c.overlaps(figure)) || at >= speaker.first || words.quoted(at) {
        return false;
    }
    // "It has 300 berths, which sailors call the best": only the clause is theirs.
    if speaker.first > at + 1 && words.any(speaker.first - 1, &["which"]) {
        return true;
    }
    // Reported words all follow the speaker: else the figure's clause may be what "…, Ruiz said" closes.
    let begins = text.tokens[speaker.first].span.start;
    let later = contents.iter().all(|c| c.start > begins);
    // ", and Ruiz said", ", despite": a new clause begins between the figure and the speaker.
    let clause = (at + 1..=speaker.first).any(|i| {
        words.word(i - 1) == "," && words.any(i, &["and", "but", "while", "though", "although", "despite", "as", "with", "when"])
            || matches!(words.word(i), ";" | "—")
    });
    let opening = sentence.first as usize;
    // "In May, when prices rose by half, Ruiz called it a blip": a clause of its own that a comma closes.
    let first = sentence.first as usize;
    let linked = (first..at).any(|i| words.any(i, &["when", "after", "as", "while", "although", "though"]) && !words.quoted(i));
    let closed = words.word(speaker.first.saturating_sub(1)) == ",";
    later && (clause && !words.is(opening, LINKER | PREPOSITION) || linked && closed)
}

/// Whether a figure stands in what the author adds behind a quotation and its speaker: "“We won,” Ruiz said before 300 guests
/// left". `cue` to `figure` is the author's.
pub(super) fn in_clause_behind(words: &Words, figure: Span, speaker: Phrase, contents: &[Span]) -> bool {
    let at = words.text.token_at(figure.start);
    let begins = words.text.tokens[speaker.first].span.start;
    let quoted = |c: &Span| words.quoted(words.text.token_at(c.start) + 1);
    if words.quoted(at) || contents.is_empty() || !contents.iter().all(|c| c.end <= begins && quoted(c)) {
        return false;
    }
    let between = speaker.last..at.min(speaker.last + RELATIVE_CLAUSE);
    let linked = between.clone().any(|i| words.any(i, &["before", "after", "when", "while", "during", "following", "amid"]));
    let goes_on = between.clone().any(|i| words.is(i, SAYING) || words.any(i, &["that", "of", "about"]) && i < speaker.last + 3);
    at >= speaker.last && linked && !goes_on
}

/// For each block, the speaker of an interview's answer: "Ruiz: It works.", and the blocks that go on with it. A label that
/// asks is the interviewer's.
pub(super) fn answers(words: &Words) -> Vec<Option<Phrase>> {
    let text = words.text;
    let mut labels: Vec<Option<Phrase>> = vec![None; text.page.blocks.len()];
    let mut asks = vec![false; text.page.blocks.len()];
    let mut count = 0;
    for (index, sentence) in text.sentences.iter().enumerate() {
        let block = sentence.block as usize;
        if index == 0 || text.sentences[index - 1].block != sentence.block {
            labels[block] = label(words, sentence.first as usize, sentence.last as usize);
            count += usize::from(labels[block].is_some());
        }
        let last = text.sentences.get(index + 1).is_none_or(|next| next.block != sentence.block);
        asks[block] = last && sentence.last > sentence.first && words.word(sentence.last as usize - 1) == "?";
    }
    let mut speaker = None;
    let blocks = labels.len();
    if count < LABELS || asks.iter().filter(|&&asks| asks).count() < QUESTIONS {
        return vec![None; blocks];
    }
    // Who is asked answers more than once; other labels are headings inside a paragraph.
    let name = |p: &Phrase| words.word(p.last - 1);
    let mut times: HashMap<&str, usize> = HashMap::new();
    for label in labels.iter().flatten() {
        *times.entry(name(label)).or_default() += 1;
    }
    if times.values().all(|&n| n < 2) {
        return vec![None; blocks];
    }
    let labels = labels.into_iter().map(|label| label.filter(|p| times.get(name(p)).is_some_and(|&n| n > 1)));
    let answer = |(label, asks): (Option<Phrase>, bool)| {
        speaker = if asks { None } else { label.or(speaker) };
        speaker
    };
    labels.zip(asks).map(answer).collect()
}

/// Fewer labels, or fewer blocks that end in a question, make no interview.
const LABELS: usize = 4;
const QUESTIONS: usize = 2;

/// The speaker that a block's label names in an interview.
fn label(words: &Words, first: usize, last: usize) -> Option<Phrase> {
    let colon = (first..last.min(first + 6)).find(|&i| words.word(i) == ":")?;
    let name = first < colon
        && (first..colon).all(|i| words.capital(i) || words.word(i) == ".")
        && colon + 1 < last
        && !words.is(first, DOCUMENT | PREPOSITION | ADVERB);
    name.then_some(Phrase { first, last: colon })
}
