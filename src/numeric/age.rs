//! Ages of people: "74-year-old", "aged 25", "three months old", "Jones, 45, said", "she was 10".

use super::lexicon::{Class, Words};
use super::line::Line;
use super::number::Numeral;
use super::{Found, QuantityKind, duration};

/// Aged, ages.
const AGED: Class = 1 << 25;

pub(super) const WORDS: Words = Words { plain: &[(AGED, "aged age ages")], valued: &[], units: &[], currencies: &[] };

/// Nobody is older.
const OLDEST: f64 = 125.0;

pub(super) fn find(line: &Line, n: &Numeral) -> Option<Found> {
    of_unit(line, n).or_else(|| bare(line, n).then(|| Found::new(n, n.to, QuantityKind::Age).unit("year")))
}

/// "74-year-old", "three months old", "3 years of age". Things that are older than people are measured.
fn of_unit(line: &Line, n: &Numeral) -> Option<Found> {
    let at = line.past_hyphen(n.to);
    let unit = duration::unit(line, at)?;
    let old = line.past_hyphen(at + 1);
    let to = if line.says(old, "old") || line.says(old, "olds") {
        old + 1
    } else if line.reads(at + 1, &["of", "age"]) {
        at + 3
    } else {
        return None;
    };
    let kind = if unit == "year" && n.value > OLDEST { QuantityKind::Measure } else { QuantityKind::Age };
    Some(Found::new(n, to, kind).unit(unit))
}

fn bare(line: &Line, n: &Numeral) -> bool {
    if n.value < 0.0 || n.value > OLDEST || !n.whole() || n.magnitude > 1.0 {
        return false;
    }
    let previous = n.from.wrapping_sub(1);
    if line.is(previous, AGED)
        || line.is(n.from.wrapping_sub(2), AGED) && (line.says(previous, "of") || line.says(previous, "between"))
    {
        return true;
    }
    // "Jones, 45, said"
    let closed = matches!(line.word(n.to), "," | "." | ")" | ";") && !line.digits(n.to + 1);
    // "Ruiz Jr., 45, said"
    let name = n.from.wrapping_sub(if line.word(n.from.wrapping_sub(2)) == "." { 3 } else { 2 });
    let named = line.word(previous) == "," && line.letters(name) && !line.is(name, super::label::DATED | super::MEASURED);
    if named && n.plain() && n.value > 9.0 && line.word(n.to) == "," && !line.digits(n.to + 1) {
        return true;
    }
    // "she was 10."
    let person = ["he", "she", "who", "they", "i"].iter().any(|w| line.says(n.from.wrapping_sub(2), w));
    let being = ["was", "is", "turned", "turns"].iter().any(|w| line.says(previous, w));
    let after = closed || n.to >= line.len() || ["when", "at", "and"].iter().any(|w| line.says(n.to, w));
    person && being && after
}
