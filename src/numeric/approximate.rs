//! Approximations: "about", "nearly", "more than", "up to", "at least" before a quantity, "or so" and "or more" after it.

use super::lexicon::{Class, Words};
use super::line::Line;

/// Makes a number approximate, standing before it.
pub(super) const ABOUT: Class = 1 << 32;

pub(super) const WORDS: Words = Words {
    plain: &[(
        ABOUT,
        "about around some nearly almost roughly approximately approx over under estimated ~ ≈ circa up-to upwards barely exceeding approaching ~ > < ≥ ≤",
    )],
    valued: &[],
    units: &[],
    currencies: &[],
};

/// Whether an approximation stands just before piece `i`.
pub(super) fn before(line: &Line, i: usize) -> bool {
    let at = |back: usize| i.wrapping_sub(back);
    if line.is(at(1), ABOUT) || line.is(at(1), super::money::SYMBOL) && line.is(at(2), ABOUT) {
        return true;
    }
    let last = line.word(at(1));
    match last.as_bytes().first().map(|b| b | 0x20) {
        Some(b't') => {
            last.eq_ignore_ascii_case("than")
                && ["more", "less", "fewer", "greater", "higher", "lower"].iter().any(|w| line.says(at(2), w))
                || last.eq_ignore_ascii_case("to") && (line.says(at(2), "up") || line.says(at(2), "close"))
        }
        Some(b'l') => last.eq_ignore_ascii_case("least") && line.says(at(2), "at"),
        Some(b'm') => {
            last.eq_ignore_ascii_case("most") && line.says(at(2), "at")
                || last.eq_ignore_ascii_case("many") && line.says(at(2), "as")
                || last.eq_ignore_ascii_case("much") && line.says(at(2), "as")
                || last.eq_ignore_ascii_case("minimum") && line.says(at(2), "a")
        }
        Some(b'a') => last.eq_ignore_ascii_case("as") && (line.says(at(2), "many") || line.says(at(2), "much")),
        Some(b'o') => {
            last.eq_ignore_ascii_case("of")
                && (line.says(at(2), "excess") || line.says(at(2), "upwards") || line.says(at(2), "order"))
        }
        _ => false,
    }
}

/// Whether an approximation stands just after, at piece `i`.
pub(super) fn after(line: &Line, i: usize) -> bool {
    line.word(i) == "+"
        || line.says(i, "or") && ["so", "more", "less", "fewer", "thereabouts"].iter().any(|w| line.says(i + 1, w))
        || line.says(i, "plus") && !line.digits(i + 1)
        || line.reads(i, &["and", "counting"])
}
