//! Sources: which claims state one, and why we say so.
//!
//! One file a kind of evidence ([`link`], [`citation`], [`document`], [`venue`], [`speaker`], [`vague`]), one for how far
//! it carries ([`reach`]), and one that decides ([`status`]). Whom a speaker's words name says [`who`].

mod citation;
mod document;
mod echo;
mod lexicon;
mod link;
mod name;
mod reach;
mod speaker;
mod stated;
mod status;
mod vague;
mod venue;
mod who;

use crate::attribution::Attribution;
use crate::claims::Claim;
use crate::numeric::Quantity;
use crate::span::Span;
use crate::text::Text;
use serde::{Deserialize, Serialize};
pub use status::Status;

/// What was found for one claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// The strongest evidence decides it.
    pub status: Status,
    /// Why, for a reader.
    pub reason: Reason,
    /// Everything that raised the status, strongest first.
    pub evidence: Vec<Evidence>,
}

/// A reason: a message of the catalogue and the words that are filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// Key in the message catalogue, kebab-case.
    pub code: &'static str,
    /// What fills the message's gaps, by name.
    pub args: Vec<(&'static str, String)>,
}

/// Words that say where a claim comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// What it is.
    pub kind: EvidenceKind,
    /// Its words. They may stand outside the claim's sentence.
    pub span: Span,
    /// Where it leads.
    pub href: Option<String>,
}

/// What a piece of evidence is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum EvidenceKind {
    /// A link to where the claim plausibly comes from.
    Link,
    /// A footnote mark or bibliographic reference.
    Citation,
    /// A document specific enough to find.
    Document,
    /// A place or occasion of publication specific enough to find.
    Venue,
    /// Somebody identifiable.
    Speaker,
    /// Somebody, but a reader cannot tell who.
    Vague,
}

/// One judgement a claim, in their order. Linear in the text: every sentence is read once, and looks back over a bounded
/// number of neighbours.
pub fn judge(text: &Text, quantities: &[Quantity], attributions: &[Attribution], claims: &[Claim]) -> Vec<Judgement> {
    if claims.is_empty() {
        return Vec::new();
    }
    let words = lexicon::Words::read(text);
    let page = stated::Page::read(&words, attributions);
    status::decide(&page, quantities, attributions, claims)
}
