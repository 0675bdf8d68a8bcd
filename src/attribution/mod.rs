//! Attributions: who said, wrote, thinks or found what.

use crate::span::Span;
use crate::text::Text;
use serde::{Deserialize, Serialize};

/// An attribution: source, cue and content, as PolNeAR (Newell, Margolin and Ruths, LREC 2018) draws them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// Who. Empty where nobody is stated.
    pub source: Vec<Span>,
    /// The words that say that it is a report: "said", "according to".
    pub cue: Vec<Span>,
    /// What is reported; several spans where it is interrupted.
    pub content: Vec<Span>,
    /// How it is reported.
    pub form: Form,
    /// The whole name behind a pronoun or short form, where the text gives it nearby.
    pub named: Option<Span>,
    /// Whether `claims.md` counts it: plans and attitudes without reported words are attributions for PolNeAR, but no claims.
    pub claim: bool,
}

/// How something is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// In quotation marks.
    Direct,
    /// In the author's words.
    Indirect,
    /// Both.
    Mixed,
}

impl Attribution {
    /// Every span of it.
    pub fn spans(&self) -> impl Iterator<Item = Span> + '_ {
        self.source.iter().chain(&self.cue).chain(&self.content).copied()
    }
}

/// All attributions, by their first character.
pub fn find(_text: &Text) -> Vec<Attribution> {
    Vec::new()
}
