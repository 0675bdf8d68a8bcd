//! Rates: what a quantity is measured against ("$3 a gallon", "$119-a-year", "800,000 barrels a day", "12 per 100,000",
//! "60 miles per hour"): the tail becomes part of the unit.

use super::line::Line;
use super::number::{self, Numeral};
use super::{Found, QuantityKind, count, duration, measure};

/// A quantity with its tail, if it has one.
pub(super) fn extend(line: &Line, mut found: Found) -> Found {
    if let Some((to, per)) = tail(line, found.to) {
        let unit = found.quantity.unit.as_deref().unwrap_or_default();
        let joined = if unit.is_empty() { format!("per {per}") } else { format!("{unit} per {per}") };
        found.quantity.unit = Some(joined.into());
        found.to = to;
        found.rate = true;
    }
    found
}

/// "12 per 100,000", "50 deaths per 1,000 births", "6 for every 10".
pub(super) fn find(line: &Line, n: &Numeral) -> Option<Found> {
    let mut at = n.to;
    // At most two words name what is counted.
    for _ in 0..2 {
        if line.letters(at) && !line.is(at, count::FUNCTION) && !line.says(at, "per") {
            at += 1;
        }
    }
    let base = if line.says(at, "per") {
        at + 1
    } else if line.reads(at, &["for", "every"]) {
        at + 2
    } else {
        return None;
    };
    let per = number::parse(line, base).filter(|b| b.value > 1.0)?;
    let mut found = Found::new(n, per.to, QuantityKind::Ratio);
    found.quantity.unit = Some(format!("per {}", super::write(per.value)).into());
    found.rate = true;
    Some(found)
}

/// The tail at `i`: its end, and what it is measured against, singular.
pub(super) fn tail(line: &Line, i: usize) -> Option<(usize, String)> {
    let hyphen = line.past_hyphen(i);
    let word = line.word(hyphen);
    let article = word == "a" || word == "an";
    let slash = word == "/" && line.letters(hyphen + 1);
    if !(article
        || slash
        || line.says(hyphen, "per")
        || ["each", "every"].iter().any(|w| line.says(hyphen, w)) && duration::unit(line, hyphen + 1).is_some())
    {
        return None;
    }
    let next = line.past_hyphen(hyphen + 1);
    // "km/h", "m/s"
    if let ("h" | "s", true) = (line.word(next), slash && !(line.glued(next + 1) && line.letters(next + 1))) {
        return Some((next + 1, if line.word(next) == "h" { "hour" } else { "second" }.to_owned()));
    }
    if let Some(unit) = duration::unit(line, next) {
        return Some((next + 1, unit.to_owned()));
    }
    if let Some((to, unit)) = measure::plain(line, next) {
        return Some((to, unit.into_owned()));
    }
    if line.is(next, BASES) || !article && line.letters(next) && !slash && !line.is(next, count::FUNCTION) {
        let unit = line.word(next).to_ascii_lowercase();
        return Some((next + 1, unit));
    }
    None
}

/// What prices are often given for.
pub(super) const BASES: super::lexicon::Class = 1 << 17;
/// Its words.
pub(super) const BASE_WORDS: super::lexicon::Plain = (
    BASES,
    "share barrel head person piece bottle can pack unit ticket seat game night room household pupil student worker employee customer user vote child family month item bushel bag box head-count capita pop apiece slice plate glass",
);
