//! Multiples and changes by a factor: "doubled", "halved", "twice as many", "three times higher", "2-3x", "five-fold", "sixfold".

use super::lexicon::{Class, Words};
use super::line::Line;
use super::number::Numeral;
use super::{Found, QuantityKind};

/// Doubled, tripled: `number` is the factor.
const CHANGE: Class = 1 << 19;
/// Twice, thrice.
const TIMES: Class = 1 << 20;
/// Double, triple: a verb or an adjective.
const EITHER: Class = 1 << 21;
/// Twofold, tenfold.
const FOLD: Class = 1 << 22;

/// Classes that begin a multiple without a number.
pub(super) const STARTS: Class = CHANGE | TIMES | EITHER | FOLD;

pub(super) const WORDS: Words = Words {
    plain: &[],
    valued: &[
        (CHANGE, "doubled doubling doubles", 2.0),
        (CHANGE, "tripled tripling triples trebled trebling", 3.0),
        (CHANGE, "quadrupled quadrupling quadruples", 4.0),
        (CHANGE, "quintupled", 5.0),
        (CHANGE, "halved halving", 0.5),
        (TIMES, "twice", 2.0),
        (TIMES, "thrice", 3.0),
        (EITHER, "double", 2.0),
        (EITHER, "triple treble", 3.0),
        (EITHER, "quadruple", 4.0),
        (EITHER, "halve", 0.5),
        (FOLD, "twofold", 2.0),
        (FOLD, "threefold", 3.0),
        (FOLD, "fourfold", 4.0),
        (FOLD, "fivefold", 5.0),
        (FOLD, "sixfold", 6.0),
        (FOLD, "sevenfold", 7.0),
        (FOLD, "eightfold", 8.0),
        (FOLD, "ninefold", 9.0),
        (FOLD, "tenfold", 10.0),
        (FOLD, "hundredfold", 100.0),
        (FOLD, "thousandfold", 1000.0),
    ],
    units: &[],
    currencies: &[],
};

/// "three times as many", "3x", "40-fold".
pub(super) fn find(line: &Line, n: &Numeral) -> Option<Found> {
    let at = line.past_hyphen(n.to);
    if line.says(at, "fold") {
        return Some(Found::new(n, at + 1, QuantityKind::Multiple));
    }
    let cross = matches!(line.word(at), "x" | "X" | "×") && (line.glued(at) || line.word(at) != "×");
    if cross && line.glued(at) && !line.digits(at + 1) && !(line.glued(at + 1) && line.letters(at + 1)) {
        // "3x a week" says how often, "10x zoom" what a lens does.
        let other = ["a", "per", "each", "every", "daily", "weekly", "zoom", "optical", "digital", "lens", "magnification"];
        return (!other.iter().any(|w| line.says(at + 1, w))).then(|| Found::new(n, at + 1, QuantityKind::Multiple));
    }
    if !line.says(at, "times") {
        return None;
    }
    // "three times last year" happened; "three times as many" and "three times the size" compare.
    compares(line, at + 1).then(|| Found::new(n, at + 1, QuantityKind::Multiple))
}

/// Whether a comparison begins at `i`.
fn compares(line: &Line, i: usize) -> bool {
    let word = line.word(i);
    let compared =
        ["as", "more", "less", "fewer", "worse", "better", "the", "its", "their", "his", "what", "that", "over", "greater"];
    compared.iter().any(|w| line.says(i, w)) && !line.reads(i, &["over", "the"])
        || word.len() > 4
            && word.ends_with("er")
            && !["over", "after", "under", "earlier", "later", "however", "either"].contains(&word)
}

/// Multiples that need no number.
pub(super) fn wordless(line: &Line, i: usize) -> Option<Found> {
    let value = line.sense(i).number;
    let found = || Found::words(i, i + 1, value, QuantityKind::Multiple);
    let been = ["is", "are", "was", "were"].iter().any(|w| line.says(i.wrapping_sub(1), w));
    if line.is(i, FOLD) && !been || line.is(i, CHANGE) && !line.says(i + 1, "down") && !line.says(i + 1, "up") {
        // "doubles" is also a game of tennis, "triples" a hit.
        let sport = line.word(i).ends_with("es") && !(line.letters(i + 1) && line.is(i + 1, super::count::FUNCTION));
        return (!sport).then(found);
    }
    if line.is(i, TIMES) {
        let frequent = ["a", "in", "on", "before", "this", "last", "during", "since", "already", "weekly", "daily"];
        return (compares(line, i + 1) && !frequent.iter().any(|w| line.says(i + 1, w))).then(found);
    }
    if !line.is(i, EITHER) {
        return None;
    }
    let previous = i.wrapping_sub(1);
    let verb = ["to", "will", "would", "could", "than", "may", "might", "can", "nearly", "almost", "about"];
    let object = ["the", "its", "their", "to", "that", "what", "from", "in", "his", "her", "by", "last"];
    let led = verb.iter().any(|w| line.says(previous, w));
    let down = line.says(i + 1, "down") || line.past_hyphen(i + 1) > i + 1;
    let object = object.iter().any(|w| line.says(i + 1, w));
    (!down && object && (led || !line.says(i + 1, "in")) && !line.says(previous, "a")).then(found)
}
