//! Lengths of time: "45 minutes", "a 10-year plan", "18 straight months", "two and a half hours". Whether one measures or only
//! locates ("two years later") is the claim's matter.

use super::lexicon::{Class, Words};
use super::line::Line;
use super::number::{self, Numeral};
use super::{Found, QuantityKind, rate};

/// A unit of time.
pub(super) const TIME: Class = 1 << 23;
/// What may stand between the number and the unit.
const BETWEEN: Class = 1 << 24;

pub(super) const WORDS: Words = Words {
    plain: &[(
        BETWEEN,
        "straight consecutive full more whole long short calendar working business additional extra further other previous successive fiscal solid light",
    )],
    valued: &[],
    units: &[
        (TIME, "millisecond milliseconds ms", "millisecond"),
        (TIME, "second seconds sec secs", "second"),
        (TIME, "minute minutes min mins", "minute"),
        (TIME, "hour hours hr hrs", "hour"),
        (TIME, "day days", "day"),
        (TIME, "week weeks", "week"),
        (TIME, "fortnight fortnights", "fortnight"),
        (TIME, "month months", "month"),
        (TIME, "quarter quarters", "quarter"),
        (TIME, "year years yr yrs", "year"),
        (TIME, "decade decades", "decade"),
        (TIME, "century centuries", "century"),
        (TIME, "millennium millennia", "millennium"),
    ],
    currencies: &[],
};

/// The unit of time at `i`, singular.
pub(super) fn unit(line: &Line, i: usize) -> Option<&'static str> {
    if line.is(i, TIME) { line.sense(i).unit } else { None }
}

/// "half a century", "half an hour", "a half-century".
pub(super) fn wordless(line: &Line, i: usize) -> Option<Found> {
    let at = if line.is(i + 1, number::ARTICLE) { i + 2 } else { line.past_hyphen(i + 1) };
    let unit = unit(line, at).filter(|unit| line.says(i, "half") && at > i + 1 && *unit != "second")?;
    let halved = ["second", "first", "one", "and"].iter().any(|w| line.says(i.wrapping_sub(1), w));
    (!halved).then(|| Found::words(i, at + 1, 0.5, QuantityKind::Duration).unit(unit))
}

pub(super) fn find(line: &Line, n: &Numeral) -> Option<Found> {
    let mut at = n.unit(line);
    if line.is(at, BETWEEN) && unit(line, at + 1).is_some() && !line.reads(at, &["light"]) {
        at += 1;
    }
    let unit = unit(line, at)?;
    // "two second-half goals", "three quarter-finals"
    let compound = at + 1 < line.past_hyphen(at + 1) && matches!(unit, "second" | "quarter");
    // "two quarter" says nothing: a fraction that ratio.rs did not want.
    let singular = at == n.to && n.value != 1.0 && matches!(unit, "second" | "quarter") && !line.word(at).ends_with('s');
    if compound || singular && !line.at(at).spaced {
        return None;
    }
    Some(rate::extend(line, Found::new(n, at + 1, QuantityKind::Duration).unit(unit)))
}
