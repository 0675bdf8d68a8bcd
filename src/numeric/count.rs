//! Counts: "13,000 workers", "two viruses", "1.2 million", "tens of thousands", "27,349.19" of an index: what is left when no
//! other kind fits and `label.rs` did not see a name, a date or a number of something.

use super::lexicon::{Class, Words};
use super::line::Line;
use super::number::{Form, Numeral};
use super::{Found, QuantityKind, rate};

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
        let thing = line.word(n.to).to_lowercase();
        let thing = thing.strip_suffix('s').unwrap_or(&thing);
        found.quantity.unit = Some(format!("{thing} per {per}").into());
        found.rate = true;
    }
    Some(found)
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
