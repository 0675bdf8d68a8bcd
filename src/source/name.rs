//! Names: from a pronoun or a short form to the full name that the text gives.

use super::lexicon::{BODY, DATE, DETERMINER, DOCUMENT, GROUP, LINKER, PREPOSITION, PRONOUN, QUANTIFIER, ROLE, THING, Words};
use super::who::{self, Phrase, Who, classify, researchers, titled};
use crate::span::Span;
use crate::text::TokenKind;
use std::collections::{HashMap, HashSet};

/// Full names of the text by their last word, the first mention of each.
pub(super) struct Names<'t> {
    full: HashMap<&'t str, Phrase>,
    /// Words with a capital letter in the middle of a sentence.
    capital: HashSet<&'t str>,
}

impl<'t> Names<'t> {
    pub(super) fn read(words: &Words<'t>) -> Self {
        let mut full: HashMap<&str, Phrase> = HashMap::new();
        let tokens = &words.text.tokens;
        let inside = |i: usize| i > 0 && tokens[i].capital && tokens[i - 1].sentence == tokens[i].sentence && !words.mark(i - 1);
        let capital = (0..tokens.len()).filter(|&i| inside(i)).map(|i| words.word(i)).collect();
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
            // "Harbour Secretary Ann Lee" is Ann Lee; so is "Dredge Works Ann Lee", a name run into another.
            let role = (start..i).rev().find(|&j| words.is(j, ROLE)).map_or(start, |j| j + 1);
            let mut start = if i - role >= 2 { role } else { start };
            // "Minister of Fish Ann Lee" is Ann Lee.
            let office = from > 1 && words.any(from - 1, &["of", "for"]) && words.capital(from - 2);
            if (i - start == 4 || office && i - start == 3) && (start..i).all(|j| words.word(j) != ".") {
                start = i - 2;
            }
            if (2..=6).contains(&(i - start)) {
                full.entry(words.word(i - 1)).or_insert(Phrase { first: start, last: i });
            }
        }
        Self { full, capital }
    }

    /// Whether a single word that looks like a plural is a name all the same: the text has it with a capital letter elsewhere.
    pub(super) fn is_name(&self, words: &Words<'t>, phrase: Phrase) -> bool {
        let word = words.word(phrase.first);
        phrase.last - phrase.first == 1
            && words.capital(phrase.first)
            && !words.is(phrase.first, GROUP | QUANTIFIER | THING)
            && (self.capital.contains(word) || self.full.contains_key(word))
    }

    /// The full name behind a short one: the first that ends in the same word, where it says more.
    pub(super) fn full(&self, words: &Words<'t>, phrase: Phrase, head: usize) -> Option<Span> {
        let found = *self.full.get(words.word(head))?;
        let given = (phrase.first..head).filter(|&i| words.capital(i) && !titled(words.word(i))).count();
        // "Research" that opens a sentence is not short for "Marsh Research".
        (words.capital(head)
            && !words.is(head, DOCUMENT)
            && given == 0
            && found.last - found.first > 1
            && !(phrase.first..phrase.last).contains(&found.first))
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

/// A person's name alone, of a phrase that says more of them: "Ana Ruiz" of "Ana Ruiz, author of The Iron Shore" and of "the author of
/// The Iron Shore, Ana Ruiz". Anybody else's phrase as it is.
pub(super) fn alone(words: &Words, phrase: Phrase, head: usize, who: Who) -> Phrase {
    let comma = |from: usize| (from..phrase.last).find(|&i| words.word(i) == ",");
    let person = |phrase: Phrase| matches!(classify(words, phrase), Who::Person | Who::Name);
    let Some(first) = comma(phrase.first).filter(|&at| head < at && matches!(who, Who::Person | Who::Name)) else {
        return phrase;
    };
    let before = Phrase { last: first, ..phrase };
    let after = Phrase { first: first + 1, last: comma(first + 1).unwrap_or(phrase.last) };
    // A name ends the phrase: "supported by the Fish Board and others" names nobody.
    let named = |phrase: Phrase| phrase.first < phrase.last && person(phrase) && who::head(words, phrase) + 1 == phrase.last;
    if !person(before) && named(after) { after } else { before }
}

/// How many earlier speakers a pronoun can look back over, and over how many blocks.
const LOOK_BACK: usize = 12;
const BLOCKS: u32 = 6;

/// What a phrase that says little by itself refers to: whether its bearer is known, and the name. `published`: the text has
/// named a document that can be found.
pub(super) fn resolve(
    words: &Words,
    earlier: &[Earlier],
    published: bool,
    head: usize,
    who: Who,
    block: u32,
) -> (bool, Option<Span>) {
    let near = || earlier.iter().rev().take(LOOK_BACK).filter(|e| block - e.block <= BLOCKS);
    let name = |e: &Earlier| e.name.unwrap_or_else(|| alone(words, e.phrase, e.head, e.who).span(words));
    match who {
        // The nearest person; somebody unnamed only where nobody else was between and the block is the same.
        Who::HeShe => near()
            .find(|e| {
                matches!(e.who, Who::Person | Who::Name | Who::HeShe)
                    || e.who == Who::Role && !words.is(e.head, BODY)
                    || matches!(e.who, Who::Single | Who::Definite)
                        && e.block == block
                        && e.head == earlier[earlier.len() - 1].head
            })
            .map_or((true, None), |e| (e.known, e.known.then(|| name(e)))),
        // A group, a body, or several people by name.
        Who::They => near()
            .find(|e| match e.who {
                Who::Person | Who::Name => (e.phrase.first..e.phrase.last).any(|i| words.any(i, &["and"])),
                Who::HeShe | Who::Author | Who::Single | Who::Thing => false,
                _ => true,
            })
            .map_or((false, None), |e| (e.known, e.known.then(|| name(e)))),
        Who::It => near()
            .find(|e| matches!(e.who, Who::Name | Who::Body | Who::Role | Who::It | Who::Document))
            .map_or((true, None), |e| (e.known, e.known.then(|| name(e)))),
        Who::Definite => {
            let word = words.word(head);
            // "the researchers", "the team": those whose work or name the text gave before.
            if researchers(words, head) {
                let known = |e: &&Earlier| e.known && matches!(e.who, Who::Person | Who::Document);
                if let Some(e) = earlier.iter().rev().take(LOOK_BACK * 2).find(known) {
                    // Of a document, its authors, and of several, all: nobody whose name could be given here.
                    return (true, Some(name(e)).filter(|_| e.who == Who::Person && !word.ends_with('s')));
                }
                if published {
                    return (true, None);
                }
            }
            let same = |e: &&Earlier| {
                e.head != head
                    && (singular_of(words.word(e.head), word)
                        || (e.phrase.first..e.phrase.last).any(|i| words.word(i).eq_ignore_ascii_case(word)))
            };
            near().find(same).map_or((false, None), |e| (e.known, e.known.then(|| name(e))))
        }
        _ => (!who.unnamed(), None),
    }
}

fn singular_of(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    long.len() == short.len() + 1 && long.ends_with('s') && long[..short.len()].eq_ignore_ascii_case(short)
}
