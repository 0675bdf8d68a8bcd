//! Numbers: every quantity with its value and unit, and which sentences assert one.

mod percent;

use crate::span::Span;
use crate::text::Text;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

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

/// All quantities, in the order of the text; none overlaps another.
pub fn find(text: &Text) -> Vec<Quantity> {
    percent::find(text)
}

/// What the sentence asserts with its quantities (`quantities` are those in it), if anything.
pub fn weigh(_text: &Text, _sentence: usize, quantities: &[Quantity]) -> Option<Weight> {
    quantities.iter().map(|q| if q.kind == QuantityKind::Percent { Weight::Key } else { Weight::Minor }).max()
}
