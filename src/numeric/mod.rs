//! Numbers: every quantity with its value and unit, and which sentences assert one.
//!
//! A sentence is cut into [`line::Line`]'s pieces and read once from left to right. At each piece [`label`] is asked first
//! whether a name, date or reference begins there; then [`number`] reads a numeral, and the first of [`DETECTORS`] that knows
//! what it measures makes a quantity of it; [`range`] joins it to a second one. [`claim`] weighs what a sentence asserts.

mod age;
mod approximate;
mod claim;
mod count;
mod decimal;
mod duration;
mod label;
mod lexicon;
mod line;
mod measure;
mod money;
mod multiple;
mod number;
mod percent;
mod range;
mod rate;
mod ratio;

use crate::span::Span;
use crate::text::Text;
pub use claim::Scales;
pub use decimal::write;
use line::Line;
use measure::symbol;
use number::{Form, Numeral};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::HashSet;

/// A quantity in the main text, claimed or not.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// Its words: "more than" and the like stay outside, the unit's words inside only where it has no meaning without them.
    pub span: Span,
    /// Its value; of a range the lower end. "3 million" is 3000000, "half" 0.5.
    pub value: f64,
    /// The upper end of a range.
    pub high: Option<f64>,
    /// What it measures.
    pub kind: QuantityKind,
    /// Singular, lower case; `None` for a bare number.
    pub unit: Option<Cow<'static, str>>,
    /// ISO 4217, for money.
    pub currency: Option<&'static str>,
    /// "about", "more than", "up to", "dozens".
    pub approximate: bool,
}

/// What a quantity measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum QuantityKind {
    /// A percentage or percentage points.
    Percent,
    /// An amount of money.
    Money,
    /// A number of things.
    Count,
    /// A measurement with a unit.
    Measure,
    /// A share or ratio.
    Ratio,
    /// A multiple or a change by a factor.
    Multiple,
    /// A length of time.
    Duration,
    /// Somebody's age.
    Age,
}

/// How much a claim weighs (`claims.md`): an attribution is always key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Weight {
    /// A small count or measurement.
    Minor,
    /// A figure that carries an argument.
    Key,
}

/// What makes a quantity of a numeral, the surest first: a new kind is a file and a line here.
const DETECTORS: [fn(&Line, &Numeral) -> Option<Found>; 9] =
    [percent::find, money::find, ratio::find, multiple::find, age::find, rate::find, duration::find, measure::find, count::find];

/// What finds a quantity that has no numeral.
const WORDLESS: [fn(&Line, usize) -> Option<Found>; 3] = [duration::wordless, ratio::wordless, multiple::wordless];

/// Classes of the words that may begin a quantity.
const STARTS: lexicon::Class = number::UNIT
    | number::TENS
    | number::MAGNITUDE
    | number::PART
    | number::DENOMINATOR
    | number::VULGAR
    | number::LEADS
    | multiple::STARTS;

/// Classes of the words that something is measured in.
const MEASURED: lexicon::Class = measure::UNIT | duration::TIME;

/// A quantity, with what its neighbours ask of it.
#[derive(Clone, Debug)]
struct Found {
    quantity: Quantity,
    /// First piece.
    from: usize,
    /// One past its last piece.
    to: usize,
    form: Form,
    /// The factor of its magnitude, else 1.
    scale: f64,
    /// A number that nothing behind it measures.
    bare: bool,
    /// It is a rate.
    rate: bool,
}

impl Found {
    fn new(n: &Numeral, to: usize, kind: QuantityKind) -> Self {
        let mut found = Self::words(n.from, to, n.value, kind);
        found.form = n.form;
        found.scale = n.magnitude;
        found.quantity.approximate = n.vague;
        found
    }

    fn words(from: usize, to: usize, value: f64, kind: QuantityKind) -> Self {
        let quantity =
            Quantity { span: Span::default(), value, high: None, kind, unit: None, currency: None, approximate: false };
        Self { quantity, from, to, form: Form::Words, scale: 1.0, bare: false, rate: false }
    }

    fn unit(mut self, unit: &'static str) -> Self {
        self.quantity.unit = Some(Cow::Borrowed(unit));
        self
    }

    fn from(mut self, from: usize) -> Self {
        self.from = from;
        self
    }
}

/// All quantities, in the order of the text; none overlaps another.
pub fn find(text: &Text) -> Vec<Quantity> {
    let mut found = Vec::new();
    let mut names = HashSet::new();
    let mut line = Line::new(text);
    for sentence in &text.sentences {
        if line.read(text, sentence.token_range()) {
            scan(&line, &mut found, &mut names);
        }
    }
    // What the text calls a thing ("the Kestrel 360") it calls it again ("my old 360").
    if !names.is_empty() {
        found.retain(|q| q.kind != QuantityKind::Count || q.unit.is_some() || !names.contains(text.words(q.span)));
    }
    found
}

/// Finds the quantities of one sentence, and the numbers that are names in it.
fn scan<'t>(line: &Line<'t>, found: &mut Vec<Quantity>, names: &mut HashSet<&'t str>) {
    let mut i = 0;
    while i < line.len() {
        if !line.starts(i) {
            i += 1;
            continue;
        }
        if let Some(end) = label::skip(line, i) {
            names.extend(label::model(line, i));
            i = end.max(i + 1);
            continue;
        }
        let Some(first) = single(line, i).or_else(|| WORDLESS.iter().find_map(|find| find(line, i))) else {
            // What begins with a numeral is no quantity: its inside is none either.
            i = number::parse(line, i).map_or(i + 1, |n| n.to.max(i + 1));
            continue;
        };
        let (first, second) = range::join(line, first);
        for one in [Some(first), second].into_iter().flatten() {
            i = one.to.max(i + 1);
            let mut quantity = one.quantity;
            quantity.span = line.span(one.from, one.to);
            quantity.approximate |= approximate::before(line, one.from) || approximate::after(line, one.to);
            if found.last().is_none_or(|last| last.span.end <= quantity.span.start) {
                found.push(quantity);
            }
        }
    }
}

/// The quantity whose numeral begins at piece `i`.
fn single(line: &Line, i: usize) -> Option<Found> {
    let n = number::parse(line, i)?;
    let found = DETECTORS.iter().find_map(|find| find(line, &n))?;
    let loose = found.bare && found.quantity.kind == QuantityKind::Count && label::loose(line, &n);
    (!loose).then_some(found)
}
