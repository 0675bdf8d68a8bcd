//! Ranges and pairs that share a unit or a magnitude: "10 to 15", "between 3% and 5%", "$4–6 billion", "8 or $9",
//! "from 208 pounds to 193", "1 to 2 thousand".

use super::line::Line;
use super::number::{self, Form};
use super::{Found, QuantityKind, label, money};

/// What stands between two numbers.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    /// "10-15"
    Dash,
    /// "10 to 15"
    To,
    /// "between 10 and 15"
    And,
    /// "two or three"
    Or,
}

/// The quantity that ends a range begun by `first`: one quantity, or two that share a unit.
pub(super) fn join(line: &Line, first: Found) -> (Found, Option<Found>) {
    let Some((joint, at)) = joint(line, &first) else { return (first, None) };
    let start = (at..at + 4)
        .find(|&i| line.digits(i) || !money::starts(line, i) && !matches!(line.word(i), "US" | "A" | "C" | "HK" | "S" | "NZ"));
    let Some(mut second) = start.and_then(|i| super::single(line, i)) else { return (first, None) };
    let mut first = first;
    let closes =
        matches!(joint, Joint::Dash | Joint::And) || from(line, &first).is_some() || first.quantity.kind == QuantityKind::Age;
    let (a, b) = (first.quantity.kind, second.quantity.kind);
    if first.bare && first.quantity.kind == QuantityKind::Count && a != b || first.quantity.unit.is_none() && a == b {
        if first.quantity.value >= 1000.0 && second.scale > 1.0 && a != b && b != QuantityKind::Money {
            return (first, Some(second));
        }
        take_unit(&mut first, &second);
    } else if second.bare && b == QuantityKind::Count && a != b && closes {
        let scale = second.scale;
        take_unit(&mut second, &first);
        second.scale = scale;
    } else if a != b || first.quantity.unit != second.quantity.unit && a != QuantityKind::Money {
        return (first, None);
    }
    if joint == Joint::Or && first.scale != 1.0 && first.scale != second.scale {
        return (first, Some(second));
    }
    // "$4–6 billion", "1 to 2 thousand": the magnitude is shared.
    if first.scale == 1.0 && second.scale > 1.0 && first.quantity.value * second.scale <= second.quantity.value {
        first.quantity.value *= second.scale;
        first.scale = second.scale;
    }
    let rises = first.quantity.value < second.quantity.value;
    let change = joint == Joint::To && from(line, &first) == Some(true);
    let distinct = first.quantity.currency != second.quantity.currency;
    if !rises || change || distinct || joint == Joint::Dash && label::vote(line, at) && a == QuantityKind::Count {
        return (first, Some(second));
    }
    first.quantity.high = Some(second.quantity.value);
    first.quantity.unit = second.quantity.unit.take().or(first.quantity.unit);
    first.quantity.approximate |= second.quantity.approximate || joint == Joint::Or;
    first.rate |= second.rate;
    first.bare = second.bare;
    first.to = second.to;
    (first, None)
}

fn take_unit(to: &mut Found, from: &Found) {
    to.quantity.kind = from.quantity.kind;
    to.quantity.unit.clone_from(&from.quantity.unit);
    to.quantity.currency = from.quantity.currency;
}

/// What joins the quantity to a second one, and where that begins.
fn joint(line: &Line, first: &Found) -> Option<(Joint, usize)> {
    let at = first.to;
    let word = line.word(at);
    let number =
        |i: usize| line.digits(i) || line.is(i, number::UNIT | number::TENS) || money::starts(line, i) || line.word(i) == ".";
    if matches!(word, "-" | "–" | "—" | "−" | "‑") {
        // "5-to-10", "200,000 to-260,000"
        if line.says(at + 1, "to") && line.hyphen(at + 2) && number(at + 3) {
            return Some((Joint::Dash, at + 3));
        }
        let even = line.glued(at) != line.at(at + 1).spaced;
        let words = line.is(at + 1, number::UNIT | number::TENS);
        return (even
            && word != "—"
            && number(at + 1)
            && (line.glued(at) || word == "–" || line.digits(at + 1))
            && !(words && line.at(at).spaced))
            .then_some((Joint::Dash, at + 1));
    }
    if word == "/" && line.glued(at) && money::starts(line, at + 1) {
        return Some((Joint::Dash, at + 1));
    }
    let skip = |i: usize| if line.says(i, "about") || line.says(i, "around") || line.says(i, "nearly") { i + 1 } else { i };
    if line.says(at, "to") {
        let next = if line.hyphen(at + 1) { at + 2 } else { skip(at + 1) };
        return number(next).then_some((Joint::To, next));
    }
    if line.reads(at, &["up", "to"]) && number(at + 2) {
        return Some((Joint::To, at + 2));
    }
    if line.says(at, "and") && number(skip(at + 1)) && between(line, first) {
        return Some((Joint::And, skip(at + 1)));
    }
    if line.says(at, "or") && number(at + 1) && (first.bare || first.form == Form::Words) {
        return Some((Joint::Or, at + 1));
    }
    None
}

fn between(line: &Line, first: &Found) -> bool {
    (first.from.saturating_sub(3)..first.from).any(|i| line.says(i, "between"))
}

/// Whether "from" stands before; and if it does, whether something went from one to the other and does not range.
fn from(line: &Line, first: &Found) -> Option<bool> {
    let at = (first.from.saturating_sub(2)..first.from).find(|&i| line.says(i, "from"))?;
    let ranging = ["range", "ranges", "ranging", "ranged", "anywhere", "vary", "varies", "varying", "priced", "run", "runs"];
    Some(!(at.saturating_sub(3)..at).any(|i| ranging.iter().any(|w| line.says(i, w))))
}
