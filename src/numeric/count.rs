//! Counts: "13,000 workers", "two viruses", "1.2 million", "tens of thousands", "27,349.19" of an index: what is left when no
//! other kind fits and `label.rs` did not see a name, a date or a number of something.

use super::lexicon::{Class, Words};
use super::line::Line;
use super::number::{Form, Numeral};
use super::{Found, QuantityKind, rate};
use crate::words;

/// Articles, prepositions, pronouns, auxiliaries and such: no thing that could be counted.
pub(super) const FUNCTION: Class = 1 << 33;
/// Before or after "one" that counts nothing.
const PRONOUN: Class = 1 << 34;

pub(super) const WORDS: Words = Words {
    plain: &[
        (
            FUNCTION,
            "the a an this that these those his her its their our my your of in on at to from for by with without about as into over under after before since until till between among during through against per than and or but nor so yet if when while where which who whom whose what why how because though although whether he she it they we i you him them us me is are was were be been being has have had do does did will would can could may might shall should must not no there here then now also just only even still already ago later earlier each up down out off away apart more less total altogether respectively too both via amid within beyond across toward towards near around upon unless once",
        ),
        (
            PRONOUN,
            "no any every each this that which the some another someone anyone everyone only single only last next other such was is be",
        ),
        rate::BASE_WORDS,
    ],
    valued: &[],
    units: &[],
    currencies: &[],
};

pub(super) fn find(line: &Line, n: &Numeral) -> Option<Found> {
    let bare = !names_thing(line, n.to);
    if n.form == Form::Words && n.value == 1.0 && n.to == n.from + 1 && (bare || !one(line, n)) {
        return None;
    }
    if n.form == Form::Words && n.value == 0.0 && n.magnitude == 1.0 && (bare || line.past_hyphen(n.to) > n.to) {
        return None;
    }
    let mut found = Found::new(n, n.to, QuantityKind::Count);
    found.bare = bare;
    // "800,000 barrels a day"
    if !bare && let Some((_, per)) = rate::tail(line, n.to + 1) {
        let thing = singular(&words::lower(line.word(n.to)));
        found.quantity.unit = Some(format!("{thing} per {per}").into());
        found.rate = true;
    } else if !bare {
        found.quantity.unit = thing(line, n).map(Into::into);
    }
    Some(found)
}

/// So many words may describe what is counted: "three small stone bridges".
const DESCRIBING: usize = 3;

/// What is counted, singular: the first plural behind the number, or the word that a hyphen joins to it ("a 5-speed gearbox").
fn thing(line: &Line, n: &Numeral) -> Option<String> {
    let hyphen = line.past_hyphen(n.to);
    let lower = |i: usize| line.letters(i) && !line.at(i).capital && !line.is(i, FUNCTION);
    if hyphen > n.to {
        return lower(hyphen).then(|| words::lower(line.word(hyphen)));
    }
    let single = n.value == 1.0;
    for at in (n.to..=n.to + DESCRIBING).take_while(|&at| lower(at)) {
        let word = line.word(at);
        if let Some(one) = several(word).filter(|_| !single) {
            return Some(one);
        }
        // "one small step": the last before something else.
        if single && !lower(at + 1) {
            return Some(words::lower(word));
        }
    }
    None
}

/// The singular of a plural, if the word looks like one.
fn several(word: &str) -> Option<String> {
    let word = words::lower(word);
    let ending = ["ss", "us", "is"].iter().any(|end| word.ends_with(end));
    let one = singular(&word);
    (one != word && !ending && word.len() > 3).then_some(one)
}

/// "bridge" of "bridges", "city" of "cities", "person" of "people"; a word that is no plural stays.
fn singular(word: &str) -> String {
    let irregular =
        [("people", "person"), ("men", "man"), ("women", "woman"), ("children", "child"), ("lives", "life"), ("wolves", "wolf")];
    if let Some((_, one)) = irregular.iter().find(|(many, _)| *many == word) {
        return (*one).to_owned();
    }
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 2 && *stem != "mov" && *stem != "cook") {
        return format!("{stem}y");
    }
    let hissed = ["sses", "shes", "ches", "xes", "zzes"].iter().any(|end| word.ends_with(end));
    let cut = if hissed { word.strip_suffix("es") } else { word.strip_suffix('s') };
    cut.unwrap_or(word).to_owned()
}

/// Whether a word that could be counted follows: "13 people", "a 5-speed gearbox".
fn names_thing(line: &Line, i: usize) -> bool {
    let next = line.past_hyphen(i);
    line.letters(next) && (!line.is(next, FUNCTION) || next > i)
}

/// "one man", "one-page letter"; not "one of the", "no one", "one day", "one another".
fn one(line: &Line, n: &Numeral) -> bool {
    let previous = n.from.wrapping_sub(1);
    let next = line.past_hyphen(n.to);
    let other = [
        "day", "another", "thing", "way", "side", "hand", "time", "point", "night", "morning", "person", "can", "such", "kind",
        "such",
    ];
    !line.is(previous, PRONOUN)
        && !other.iter().any(|w| line.says(next, w))
        && !line.at(next).capital
        && !line.hyphen(previous)
        && (n.from == 0 || !line.at(n.from).capital || !line.at(previous).capital)
}
