//! Names behind short forms: "Novak said", "she said" after a text has given the whole name.
//!
//! A surname stands for the last whole name that ended in it. "He" and "she" stand for the person who was reported last, at
//! most two blocks before: in news prose that is who goes on speaking. "They" stands for two people who were reported together,
//! "the bank" for the one "… Bank" that the text has named.

use super::Attribution;
use crate::span::Span;
use crate::text::{Text, TokenKind};
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use tagger::hash;

const THEY: u32 = hash("they");
const THE: u32 = hash("the");
const PERSON: [u32; 2] = [hash("he"), hash("she")];

/// A pronoun looks back over at most so many blocks.
const REACH: u32 = 2;

/// Fills in [`Attribution::named`]; `attributions` are in the order of the text, `low` are the words' hashes.
pub(super) fn resolve(text: &Text, attributions: &mut [Attribution], low: &[u32]) {
    // Last word of a whole name, and the name.
    let mut names: HashMap<u32, Span> = HashMap::new();
    let mut read = 0;
    // Last words that two names end in.
    let mut doubtful: HashSet<u32> = HashSet::new();
    // Who was reported last, and in which block; and the same where it was two people.
    let mut last: Option<(Span, u32)> = None;
    let mut both: Option<(Span, u32)> = None;
    for attribution in attributions {
        let Some(source) = attribution.source.first() else { continue };
        let tokens = text.token_at(source.start)..text.token_at(source.end.saturating_sub(1)) + 1;
        while read < tokens.start {
            let run = run_at(text, read..text.tokens.len());
            if let Some(name) = whole(text, &run) {
                let other = names.insert(low[run.end - 1], name);
                if other.is_some_and(|other| text.words(other) != text.words(name)) {
                    doubtful.insert(low[run.end - 1]);
                }
            }
            read = run.end.max(read + 1);
        }
        let Some(token) = text.tokens.get(tokens.start) else { continue };
        let block = text.sentences[token.sentence as usize].block;
        if tokens.len() == 1 && PERSON.contains(&low[tokens.start]) {
            attribution.named = last.filter(|(_, at)| block - at <= REACH).map(|(name, _)| name);
            if let Some((name, _)) = attribution.named.and(last) {
                last = Some((name, block));
            }
            continue;
        }
        if tokens.len() == 1 && low[tokens.start] == THEY {
            attribution.named = both.filter(|(_, at)| block - at <= REACH).map(|(names, _)| names);
            continue;
        }
        if tokens.len() == 2 && low[tokens.start] == THE && !text.tokens[tokens.start + 1].capital {
            // "The bank" after "Harbour Bank", where the text names no other.
            let noun = low[tokens.start + 1];
            attribution.named = names.get(&noun).copied().filter(|_| !doubtful.contains(&noun));
            (last, both) = (None, None);
            continue;
        }
        both = pair(text, &tokens).then_some((*source, block));
        if both.is_some() {
            last = None;
            continue;
        }
        let Some(run) = tokens.clone().map(|at| run_at(text, at..tokens.end)).find(|run| !run.is_empty()) else {
            continue;
        };
        if let Some(name) = whole(text, &run) {
            last = Some((name, block));
        } else if let Some(&name) = names.get(&low[run.end - 1]) {
            attribution.named = Some(name);
            last = Some((name, block));
        }
    }
}

/// Whether these are two names and nothing else: "Ann Lee and Bo Ruiz".
fn pair(text: &Text, tokens: &Range<usize>) -> bool {
    let first = run_at(text, tokens.clone());
    let second = first.end + 1..tokens.end;
    text.tokens.get(first.end).is_some_and(|_| first.end < tokens.end && text.word(first.end) == "and")
        && whole(text, &first).is_some()
        && !second.is_empty()
        && run_at(text, second.clone()) == second
}

/// The run of capitalised words that begins at `within.start`; titles such as "Mr." do not belong to it.
fn run_at(text: &Text, within: Range<usize>) -> Range<usize> {
    let capital = |at: usize| {
        let token = text.tokens[at];
        token.kind == TokenKind::Word && token.capital && !TITLES.contains(&text.word(at))
    };
    let sentence = text.tokens.get(within.start).map(|t| t.sentence);
    let mut end = within.start;
    for at in within.clone() {
        let same = Some(text.tokens[at].sentence) == sentence;
        let initial = at > within.start && text.word(at) == "." && text.word(at - 1).len() == 1;
        let particle = at > within.start && PARTICLES.contains(&text.word(at));
        if !same || !(capital(at) || initial || particle) {
            break;
        }
        if capital(at) {
            end = at + 1;
        }
    }
    within.start..end
}

/// The run as a name, where it has a first and a last name.
fn whole(text: &Text, run: &Range<usize>) -> Option<Span> {
    let words = run.clone().filter(|&at| text.tokens[at].kind == TokenKind::Word && text.tokens[at].capital).count();
    (2..=5).contains(&words).then(|| text.tokens[run.start].span.join(text.tokens[run.end - 1].span))
}

const TITLES: [&str; 20] = [
    "Mr",
    "Mrs",
    "Ms",
    "Dr",
    "Prof",
    "Sen",
    "Rep",
    "Gov",
    "Gen",
    "Col",
    "Lt",
    "Sgt",
    "Capt",
    "Rev",
    "President",
    "Senator",
    "Governor",
    "Mayor",
    "The",
    "But",
];

const PARTICLES: [&str; 8] = ["de", "van", "von", "bin", "al", "la", "der", "del"];

#[cfg(test)]
mod tests {
    use crate::page::Page;
    use crate::text::Text;

    fn named(words: &str) -> Vec<Option<String>> {
        let page = Page::from_plain(words);
        let text = Text::read(&page);
        let found = super::super::find(&text);
        found.attributions.iter().map(|a| a.named.map(|span| text.words(span).to_owned())).collect()
    }

    #[test]
    fn surnames_and_pronouns_have_the_name_that_was_given() {
        let name = Some("Clara Novak".to_owned());
        assert_eq!(
            named("Mayor Clara Novak said the road would open. “It is late,” Novak said.\n\n“I am sorry,” she said."),
            [None, name.clone(), name]
        );
    }

    #[test]
    fn they_are_two_people_and_the_bank_is_the_only_one() {
        let both = Some("Clara Novak and Ada Lind".to_owned());
        assert_eq!(named("Clara Novak and Ada Lind said the road would open. “We are late,” they said."), [None, both]);
        assert_eq!(named("Critics said the road would open. “We are late,” they said."), [None, None]);
        let bank = Some("Harbour Bank".to_owned());
        assert_eq!(named("Trade fell at Harbour Bank in May. “We lost money,” the bank said."), [bank]);
        assert_eq!(named("Harbour Bank fell behind Valley Bank in May. “We lost money,” the bank said."), [None]);
    }

    #[test]
    fn a_name_that_was_never_given_is_not_made_up() {
        assert_eq!(named("“It is late,” Novak said."), [None]);
        assert_eq!(named("“It is late,” she said."), [None]);
    }
}
