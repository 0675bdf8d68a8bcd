//! Shares and ratios: "one in five", "3 out of 10", "two-thirds", "half of voters", "a third of", "a 3-to-1 margin", "10:1".

use super::lexicon::{Class, Words};
use super::line::Line;
use super::number::{ARTICLE, DENOMINATOR, Form, Numeral, PART, TENS, UNIT, parse};
use super::{Found, QuantityKind, approximate, count, duration, measure};

/// Half.
const HALF: Class = 1 << 18;

pub(super) const WORDS: Words = Words { plain: &[(HALF, "half")], valued: &[], units: &[], currencies: &[] };

/// Ratios that begin with a number.
pub(super) fn find(line: &Line, n: &Numeral) -> Option<Found> {
    of_number(line, n).or_else(|| odds(line, n)).or_else(|| over(line, n)).or_else(|| fraction(line, n))
}

/// "one in five", "3 out of 10", "nine of every ten".
fn of_number(line: &Line, n: &Numeral) -> Option<Found> {
    if !n.whole() || n.magnitude > 1.0 && n.value > 1e6 {
        return None;
    }
    let (at, sure) = match () {
        () if line.reads(n.to, &["out", "of", "every"]) => (n.to + 3, true),
        () if line.reads(n.to, &["out", "of"]) => (n.to + 2, true),
        () if line.letters(n.to) && line.reads(n.to + 1, &["out", "of"]) => (n.to + 3, true),
        () if line.reads(n.to, &["of", "every"]) || line.reads(n.to, &["in", "every"]) => (n.to + 2, true),
        () if line.says(n.to, "in") => (n.to + 1, false),
        () if line.glued(n.to) && line.hyphen(n.to) && line.says(n.to + 1, "in") && line.hyphen(n.to + 2) => (n.to + 3, false),
        () => return None,
    };
    let base = parse(line, at)?;
    if base.value <= n.value || !base.whole() || base.value < 2.0 {
        return None;
    }
    // "three in 2019" and "two in five minutes" say when.
    let year = base.plain() && (1800.0..2100.0).contains(&base.value) && !sure;
    let unit = line.past_hyphen(base.to);
    let measured = !sure && (duration::unit(line, unit).is_some() || measure::plain(line, unit).is_some());
    // "12 in 30": small numbers against round ones, or one in any.
    let usual = sure || n.value == 1.0 || n.value < 10.0 && base.value <= 10.0 || base.value % 10.0 == 0.0;
    if year || measured || !usual {
        return None;
    }
    let mut found = Found::new(n, base.to, QuantityKind::Ratio);
    found.quantity.value = n.value / base.value;
    Some(found)
}

/// "3-to-1", "10:1", "3 to 1 margin".
fn odds(line: &Line, n: &Numeral) -> Option<Found> {
    let joined = line.glued(n.to) && line.hyphen(n.to) && line.says(n.to + 1, "to") && line.hyphen(n.to + 2);
    let colon = line.word(n.to) == ":" && line.glued(n.to) && line.glued(n.to + 1);
    let at = if joined {
        n.to + 3
    } else if colon || line.says(n.to, "to") {
        n.to + 1
    } else {
        return None;
    };
    let base = parse(line, at).filter(|b| b.value > 0.0)?;
    let one = base.value == 1.0 && n.value > 1.0 && line.word(base.to) != "-";
    let named = ["margin", "odds", "ratio", "favourite", "favorite", "underdog", "shot"].iter().any(|w| line.says(base.to, w));
    let headed = (n.from.saturating_sub(3)..n.from).any(|i| line.says(i, "ratio") || line.says(i, "odds"));
    // "10 to 1" alone counts down; "3-to-1" and "10:1" do not.
    if !(named || headed || one && (joined || colon && n.value < 100.0)) {
        return None;
    }
    let mut found = Found::new(n, base.to, QuantityKind::Ratio);
    found.quantity.value = n.value / base.value;
    Some(found)
}

/// "one over twenty", where nothing else is counted.
fn over(line: &Line, n: &Numeral) -> Option<Found> {
    let base = if line.says(n.to, "over") { parse(line, n.to + 1)? } else { return None };
    let counted = base.to < line.len() && !matches!(line.word(base.to), "." | "," | ")" | ";");
    if counted || base.value <= 0.0 || !n.whole() || !base.whole() || base.magnitude > 100.0 {
        return None;
    }
    let mut found = Found::new(n, base.to, QuantityKind::Ratio);
    found.quantity.value = n.value / base.value;
    Some(found)
}

/// "two-thirds", "three quarters", "7/10 of", "2½"-like numbers stay counts.
fn fraction(line: &Line, n: &Numeral) -> Option<Found> {
    if n.form == Form::Fraction && n.value < 1.0 {
        let measured = line.past_hyphen(n.to);
        if duration::unit(line, measured).is_some() || measure::plain(line, measured).is_some() {
            return None;
        }
        return Some(Found::new(n, n.to, QuantityKind::Ratio));
    }
    let at = if line.hyphen(n.to) { n.to + 1 } else { n.to };
    let (below, to) = denominator(line, at).filter(|_| n.whole())?;
    let plural = line.word(to - 1).ends_with('s');
    // "one third", "two thirds"; "one third-party site" and "two quarters" are something else.
    let compound = line.past_hyphen(to) > to;
    let share = line.says(to, "of") || at > n.to || approximate::before(line, n.from);
    let quarters = below == 4.0 && line.sense(at).unit.is_some() && !share && n.value != 3.0;
    if compound || quarters || plural == (n.value == 1.0) || !(share || plural || ends(line, to)) {
        return None;
    }
    let mut found = Found::new(n, to, QuantityKind::Ratio);
    found.quantity.value = n.value / below;
    of_million(line, &mut found);
    Some(found)
}

/// "two-thirds of a million" is a number.
fn of_million(line: &Line, found: &mut Found) {
    if line.says(found.to, "of")
        && line.is(found.to + 1, ARTICLE)
        && let Some(n) = parse(line, found.to + 1).filter(|n| n.magnitude > 1.0)
    {
        found.quantity.value *= n.value;
        found.quantity.kind = QuantityKind::Count;
        found.to = n.to;
        found.scale = n.magnitude;
    }
}

/// A denominator at `i` and its end: "thirds", "twenty-fifth", "one hundred fifth".
fn denominator(line: &Line, i: usize) -> Option<(f64, usize)> {
    let (mut value, mut at) = (0.0, i);
    if line.is(at, UNIT) && line.says(at + 1, "hundred") {
        value = line.sense(at).number * 100.0;
        at += 2;
    }
    if line.is(at, TENS) {
        value += line.sense(at).number;
        at = if line.hyphen(at + 1) { at + 2 } else { at + 1 };
    }
    let below = line.sense(at).number;
    (line.is(at, DENOMINATOR) && (at == i || below < 10.0)).then_some((value + below, at + 1))
}

/// Whether nothing that the fraction could describe follows.
fn ends(line: &Line, i: usize) -> bool {
    !line.letters(i) || line.is(i, count::FUNCTION)
}

/// Shares without a number: "half of", "half the", "a third of", "more than a quarter of".
pub(super) fn wordless(line: &Line, i: usize) -> Option<Found> {
    if line.is(i, HALF) && line.is(i, PART) {
        return half(line, i);
    }
    if !line.is(i, ARTICLE) || !line.is(i + 1, DENOMINATOR) || line.word(i + 1).ends_with('s') {
        return None;
    }
    let less = ["less", "more", "fewer", "higher", "lower", "larger", "smaller", "cheaper", "faster"];
    let share = line.says(i + 2, "of") || less.iter().any(|w| line.says(i + 2, w));
    // "by a third", "up a third", "about a quarter" where nothing follows that it could count.
    let led = i == 0 && i + 2 >= line.len()
        || ["by", "up", "down"].iter().any(|w| line.says(i.wrapping_sub(1), w))
        || approximate::before(line, i);
    let bare = led && ends(line, i + 2);
    let time = line.says(i + 2, "of") && (line.says(i + 3, "an") && line.says(i + 4, "hour"));
    if !(share || bare) || time {
        return None;
    }
    let mut found = Found::words(i, i + 2, 1.0 / line.sense(i + 1).number, QuantityKind::Ratio);
    of_million(line, &mut found);
    Some(found)
}

fn half(line: &Line, i: usize) -> Option<Found> {
    let next = i + 1;
    let previous = i.wrapping_sub(1);
    let ordinal = ["second", "first", "other", "latter", "top", "bottom", "better", "back", "opening", "third", "fourth"];
    if ordinal.iter().any(|w| line.says(previous, w)) || line.past_hyphen(next) > next || line.says(next, "past") {
        return None;
    }
    let owner = [
        "the", "of", "its", "their", "his", "her", "our", "my", "your", "all", "that", "this", "these", "those", "as", "were",
        "are", "have", "had", "say", "said", "were", "was", "is", "people",
    ];
    let before = approximate::before(line, i)
        || ["by", "in", "than", "and", "only", "least", "just"].iter().any(|w| line.says(previous, w));
    let and = line.says(previous, "and");
    let shared = owner.iter().any(|w| line.says(next, w)) && (!and || line.says(next, "of"));
    let time = line.is(next, ARTICLE) && duration::unit(line, next + 1).is_some();
    if time || !(shared || before && !and && (ends(line, next) || line.at(next).capital || line.letters(next))) {
        return None;
    }
    let from = if line.says(previous, "one") { previous } else { i };
    Some(Found::words(from, next, 0.5, QuantityKind::Ratio))
}
