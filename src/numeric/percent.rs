//! Percentages and percentage points: "60%", "3.5 per cent", "24pc", "five percentage points", "a 20-percent cut".

use super::Found;
use super::QuantityKind;
use super::lexicon::{Class, Words};
use super::line::Line;
use super::number::Numeral;

/// %, percent, pc …
const PERCENT: Class = 1 << 9;
/// Percentage: points only, or a sloppy percent.
const PERCENTAGE: Class = 1 << 10;

pub(super) const WORDS: Words = Words {
    plain: &[(PERCENT, "% ٪ ％ percent pct pc pct. percents"), (PERCENTAGE, "percentage %-age")],
    valued: &[],
    units: &[],
    currencies: &[],
};

pub(super) fn find(line: &Line, n: &Numeral) -> Option<Found> {
    let at = sign(line, n.to)?;
    let after = line.past_hyphen(at);
    let points = line.says(after, "point") || line.says(after, "points");
    let to = if points { after + 1 } else { at };
    Some(Found::new(n, to, QuantityKind::Percent).unit(if points { "percentage point" } else { "percent" }))
}

/// The end of a percent sign or word at `i`.
pub(super) fn sign(line: &Line, i: usize) -> Option<usize> {
    let i = line.past_hyphen(i);
    if line.is(i, PERCENT) {
        // "10 pc" is a computer to some, "10pc" is not.
        let pc = line.says(i, "pc") && line.at(i).capital;
        return (!pc).then_some(i + 1);
    }
    if line.says(i, "per") && (line.says(i + 1, "cent") || line.says(i + 1, "cents")) {
        return Some(i + 2);
    }
    line.is(i, PERCENTAGE).then_some(i + 1)
}
