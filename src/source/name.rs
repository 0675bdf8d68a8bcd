//! Names: from a pronoun or a short form to the full name that the text gives.

use super::lexicon::{DATE, DETERMINER, LINKER, PREPOSITION, PRONOUN, Words};
use super::speaker::{Phrase, Who, titled};
use crate::span::Span;
use crate::text::TokenKind;
use std::collections::HashMap;

/// Full names of the text by their last word, the first mention of each.
pub(super) struct Names<'t> {
    full: HashMap<&'t str, Phrase>,
}

impl<'t> Names<'t> {
    pub(super) fn read(words: &Words<'t>) -> Self {
        let mut full: HashMap<&str, Phrase> = HashMap::new();
        let tokens = &words.text.tokens;
        let mut i = 0;
        while i < tokens.len() {
            if !tokens[i].capital || words.is(i, DETERMINER | PREPOSITION | LINKER | PRONOUN | DATE) {
                i += 1;
                continue;
            }
            let from = i;
            let sentence = tokens[i].sentence;
            i += 1;
            while i < tokens.len() && tokens[i].sentence == sentence {
                let initial = words.word(i) == "." && (words.word(i - 1).len() == 1 || titled(words.word(i - 1)));
                let goes_on = tokens[i].capital && tokens[i].kind == TokenKind::Word && !words.is(i, DATE) || initial;
                if !goes_on {
                    break;
                }
                i += 1;
            }
            let start = (from..i).find(|&j| !titled(words.word(j)) && words.word(j) != ".").unwrap_or(from);
            if (2..=6).contains(&(i - start)) {
                full.entry(words.word(i - 1)).or_insert(Phrase { first: start, last: i });
            }
        }
        Self { full }
    }

    /// The full name behind a short one: the first that ends in the same word, where it says more.
    pub(super) fn full(&self, words: &Words<'t>, phrase: Phrase, head: usize) -> Option<Span> {
        let found = *self.full.get(words.word(head))?;
        let given = (phrase.first..head).filter(|&i| words.capital(i) && !titled(words.word(i))).count();
        (words.capital(head) && given == 0 && found.last - found.first > 1 && !(phrase.first..phrase.last).contains(&found.first))
            .then(|| found.span(words))
    }
}

/// Somebody who spoke earlier in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Earlier {
    pub(super) block: u32,
    pub(super) phrase: Phrase,
    pub(super) head: usize,
    pub(super) who: Who,
    pub(super) known: bool,
    /// The full name, where the phrase is a short form or pronoun.
    pub(super) name: Option<Span>,
}

/// How many earlier speakers a pronoun can look back over, and over how many blocks.
const LOOK_BACK: usize = 12;
const BLOCKS: u32 = 6;

/// What a phrase that says little by itself refers to: whether its bearer is known, and the name.
pub(super) fn resolve(
    words: &Words,
    earlier: &[Earlier],
    phrase: Phrase,
    head: usize,
    who: Who,
    block: u32,
) -> (bool, Option<Span>) {
    let near = || earlier.iter().rev().take(LOOK_BACK).filter(|e| block - e.block <= BLOCKS);
    let name = |e: &Earlier| e.name.unwrap_or_else(|| e.phrase.span(words));
    match who {
        Who::HeShe => near()
            .find(|e| matches!(e.who, Who::Person | Who::Name | Who::Role | Who::HeShe | Who::Single | Who::Definite))
            .map_or((true, None), |e| (e.known || e.block != block && e.who != Who::HeShe, e.known.then(|| name(e)))),
        Who::They => near()
            .find(|e| !matches!(e.who, Who::HeShe | Who::Author | Who::Single | Who::Thing))
            .map_or((false, None), |e| (e.known, e.known.then(|| name(e)))),
        Who::It => near()
            .find(|e| matches!(e.who, Who::Name | Who::Role | Who::It | Who::Document))
            .map_or((true, None), |e| (e.known, e.known.then(|| name(e)))),
        Who::Definite => {
            let word = words.word(head);
            let same = |e: &&Earlier| {
                e.head != head && (words.word(e.head).eq_ignore_ascii_case(word) || singular_of(words.word(e.head), word))
            };
            if let Some(found) = near().find(same) {
                return (found.known, found.known.then(|| name(found)));
            }
            // "the researchers", "the team": those whose work or name the text gave before.
            let research =
                ["researchers", "scientists", "authors", "team", "doctors", "physicians", "group", "astronomers", "engineers"];
            let owners = research.iter().any(|r| r.eq_ignore_ascii_case(word));
            let known = owners.then(|| {
                earlier
                    .iter()
                    .rev()
                    .take(LOOK_BACK * 2)
                    .find(|e| e.known && matches!(e.who, Who::Person | Who::Document | Who::Role))
            });
            match known.flatten() {
                Some(e) => (true, Some(name(e))),
                None => (false, None),
            }
        }
        _ => (!who.unnamed(), (phrase.first < head).then(|| phrase.span(words)).filter(|_| false)),
    }
}

fn singular_of(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    long.len() == short.len() + 1 && long.ends_with('s') && long[..short.len()].eq_ignore_ascii_case(short)
}
