//! Echoes: headlines, decks, captions, list items and table rows that repeat what the body sources.
//!
//! Their status is their own: a headline without a source has none. But where a paragraph gives a source for the same figure or
//! the same quotation, a reader is told so and led there: the reason says it, and its evidence is the place.

use super::lexicon::Words;
use super::status::Status;
use super::{Judgement, Reason};
use crate::claims::Claim;
use crate::numeric::{Quantity, QuantityKind};
use crate::page::BlockKind;
use crate::text::TokenKind;
use std::collections::HashMap;

/// How many quoted words in a row are the same quotation.
const RUN: usize = 3;

/// A figure that is recognised when it is met again: its value and what it measures.
fn key(quantity: &Quantity) -> Option<(u64, QuantityKind)> {
    // A small count or a length of time is met again by chance.
    let telling = match quantity.kind {
        QuantityKind::Count => quantity.value >= 20.0,
        QuantityKind::Percent | QuantityKind::Money => true,
        QuantityKind::Measure => quantity.value >= 10.0,
        _ => false,
    };
    telling.then_some((quantity.value.to_bits(), quantity.kind))
}

/// The hash of each run of quoted words of a sentence.
fn quoted_runs(words: &Words, sentence: u32) -> Vec<u64> {
    let range = words.text.sentences[sentence as usize].token_range();
    let quoted: Vec<u64> = range
        .filter(|&i| words.quoted(i) && words.kind(i) != Some(TokenKind::Mark))
        .map(|i| {
            words
                .word(i)
                .bytes()
                .fold(0xcbf2_9ce4_8422_2325, |h: u64, b| (h ^ u64::from(b.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3))
        })
        .collect();
    quoted.windows(RUN).map(|run| run.iter().fold(0, |h: u64, w| h.rotate_left(21) ^ w)).collect()
}

/// Says of each claim outside the body that lacks a source where the body has one for it.
pub(super) fn lead_to_body(words: &Words, quantities: &[Quantity], claims: &[Claim], judged: &mut [Judgement]) {
    let kind = |claim: &Claim| words.text.block_of(&words.text.sentences[claim.sentence as usize]).kind;
    let figures = |claim: &Claim| {
        let range = claim.quantities.start as usize..claim.quantities.end as usize;
        quantities.get(range).unwrap_or_default().iter().filter_map(key)
    };
    let outside =
        |claim: &Claim| matches!(kind(claim), BlockKind::Heading(_) | BlockKind::Caption | BlockKind::ListItem | BlockKind::Row);
    if !claims.iter().zip(&*judged).any(|(claim, j)| outside(claim) && j.status.lacks_source()) {
        return;
    }
    let mut by_figure = HashMap::new();
    let mut by_quotation = HashMap::new();
    for (index, claim) in claims.iter().enumerate().filter(|(i, c)| !judged[*i].status.lacks_source() && !outside(c)) {
        for figure in figures(claim) {
            by_figure.entry(figure).or_insert(index);
        }
        for run in quoted_runs(words, claim.sentence) {
            by_quotation.entry(run).or_insert(index);
        }
    }
    for index in 0..claims.len() {
        if !outside(&claims[index]) || !judged[index].status.lacks_source() {
            continue;
        }
        let claim = &claims[index];
        let found = figures(claim)
            .find_map(|figure| by_figure.get(&figure))
            .or_else(|| quoted_runs(words, claim.sentence).iter().find_map(|run| by_quotation.get(run)));
        let Some(&at) = found else { continue };
        let Some(evidence) = judged[at].evidence.first().cloned() else { continue };
        let who = super::status::plain_words(words, evidence.span);
        let code = if judged[at].status == Status::Cited { "cited-in-body" } else { "named-in-body" };
        judged[index].reason = Reason { code, args: vec![("who", who)] };
        judged[index].evidence.push(evidence);
    }
}
