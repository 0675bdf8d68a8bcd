//! The report: what one analysis returns. One shape serves the command line, the Wasm boundary, the extension's
//! messages, the panel and the exports. `docs/report.md` fixes what others rely on.

pub mod annotations;
mod args;
pub mod csv;
pub mod html;
pub mod inert;
mod json;
pub mod link;
mod make;
pub mod markdown;
mod message;
#[cfg(any(target_arch = "wasm32", test))]
pub mod object;
mod offsets;
#[cfg(test)]
mod samples;
pub mod text;
mod words;

use crate::attribution::Form;
use crate::numeric::{QuantityKind, Weight};
use crate::source::{EvidenceKind, Status};
use crate::words::lower;
use serde::{Deserialize, Serialize};

pub use args::Args;
pub use make::make;
pub use offsets::Offsets;
pub use words::Words;

/// What one analysis returns.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Report {
    /// The batch record's id; absent otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The page's address, `null` where unknown.
    pub url: Option<String>,
    /// The page's title, `null` where unknown.
    pub title: Option<String>,
    /// BCP 47.
    pub language: String,
    /// The main text that was read, blocks joined by an empty line; only when asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Claims by status, minor figures included.
    pub counts: Counts,
    /// Every quantity in the main text.
    pub quantities: Vec<Quantity>,
    /// Every attribution.
    pub attributions: Vec<Attribution>,
    /// Every claim, in reading order.
    pub claims: Vec<Claim>,
}

/// Claims by status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Counts {
    /// A reader can go and look.
    pub cited: u32,
    /// Somebody identifiable stands behind it.
    pub named: u32,
    /// Somebody unidentifiable does.
    pub vague: u32,
    /// Nobody does.
    pub none: u32,
}

impl Counts {
    /// These claims by status.
    pub fn of<'c>(claims: impl Iterator<Item = &'c Claim>) -> Self {
        let mut counts = Self::default();
        for claim in claims {
            match claim.status {
                Status::Cited => counts.cited += 1,
                Status::Named => counts.named += 1,
                Status::Vague => counts.vague += 1,
                Status::None => counts.none += 1,
            }
        }
        counts
    }
}

/// A stretch of the main text: `start..end` in the report's [`Offsets`], and its words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Quote {
    /// First code point or unit.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// The words.
    pub text: String,
}

/// A quantity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Quantity {
    /// `q1`, `q2` … in the order of the text.
    pub id: String,
    /// Where it stands.
    #[serde(flatten)]
    pub quote: Quote,
    /// Its value; of a range the lower end.
    pub value: f64,
    /// The upper end of a range.
    pub high: Option<f64>,
    /// What it measures.
    pub kind: QuantityKind,
    /// Singular, lower case; `null` for a bare number.
    pub unit: Option<String>,
    /// ISO 4217, for money.
    pub currency: Option<String>,
    /// "about", "more than", "up to", "dozens".
    pub approximate: bool,
}

/// An attribution.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Attribution {
    /// `a1`, `a2` … in the order of the text.
    pub id: String,
    /// Who; empty where nobody is stated.
    pub source: Vec<Quote>,
    /// The words that say that it is a report.
    pub cue: Vec<Quote>,
    /// What is reported.
    pub content: Vec<Quote>,
    /// How it is reported.
    pub form: Form,
}

/// A claim: one sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Claim {
    /// Stable for the same text on the same page.
    pub id: String,
    /// The sentence.
    pub sentence: Quote,
    /// What it claims.
    pub kinds: Vec<ClaimKind>,
    /// An attribution is always key.
    pub weight: Weight,
    /// What the page states about where it comes from.
    pub status: Status,
    /// Why this status.
    pub reason: Reason,
    /// Ids of its quantities.
    pub quantities: Vec<String>,
    /// Ids of its attributions.
    pub attributions: Vec<String>,
    /// Everything that raised the status, strongest first.
    pub evidence: Vec<Evidence>,
    /// What the painter needs, in the browser only: `[text node, start, end]` in UTF-16 code units.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub segments: Vec<(u32, u32, u32)>,
}

/// What a claim claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum ClaimKind {
    /// It asserts a quantity.
    Numeric,
    /// It reports somebody's words.
    Attribution,
}

/// Why a claim has its status, for a reader.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Reason {
    /// Key in the message catalogue.
    pub code: String,
    /// What fills the message's gaps.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Record<string, string>"))]
    pub args: Args,
    /// The same in English.
    pub text: String,
}

/// Words that say where a claim comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Evidence {
    /// What it is.
    pub kind: EvidenceKind,
    /// Where it stands.
    #[serde(flatten)]
    pub quote: Quote,
    /// Where it leads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub href: Option<String>,
}

impl Claim {
    /// Whether it is shown without being asked for.
    pub fn is_key(&self) -> bool {
        self.weight == Weight::Key
    }
}

impl Report {
    /// The claims that are shown: minor figures only with `all`.
    pub fn shown(&self, all: bool) -> impl Iterator<Item = &Claim> {
        self.claims.iter().filter(move |claim| all || claim.is_key())
    }

    /// Whether the words were read as English.
    pub fn english(&self) -> bool {
        self.language.split('-').next().is_some_and(|tag| tag.eq_ignore_ascii_case("en"))
    }

    /// What a reader has to know before the claims, if anything: that there is no text (where the report holds it), or that it
    /// is in another language. In English.
    pub fn note(&self) -> Option<String> {
        if self.text.as_deref().is_some_and(|text| text.trim().is_empty()) {
            return Some("There is no text to read here.".to_owned());
        }
        (!self.english()).then(|| match self.language.as_str() {
            "und" => "This text is not in English. Only what does not depend on the language is shown.".to_owned(),
            tag => format!("This text is not in English ({tag}). Only what does not depend on the language is shown."),
        })
    }

    /// The claims that are shown, counted by status, in English: "3 claims: 2 no source stated · 1 source given".
    pub fn summary(&self, all: bool) -> String {
        let total = self.shown(all).count();
        let mut words = match total {
            0 => "No claims found".to_owned(),
            1 => "1 claim: ".to_owned(),
            n => format!("{n} claims: "),
        };
        let parts = [Status::None, Status::Vague, Status::Named, Status::Cited].into_iter().filter_map(|status| {
            let count = self.shown(all).filter(|claim| claim.status == status).count();
            (count > 0).then(|| format!("{count} {}", lower(status.words())))
        });
        words += &parts.collect::<Vec<_>>().join(" · ");
        match self.claims.len() - total {
            0 => {}
            1 => words += " (1 minor figure left out)",
            n => words += &format!(" ({n} minor figures left out)"),
        }
        words
    }
}
