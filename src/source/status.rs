//! The four statuses of a claim.

use serde::{Deserialize, Serialize};

/// What a page states about where a claim comes from, weakest first (`docs/claims.md` has the definitions).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Nobody is said to stand behind it.
    None,
    /// Somebody is, but a reader cannot tell who.
    Vague,
    /// Somebody identifiable is, without a pointer to where.
    Named,
    /// A reader can go and look.
    Cited,
}

impl Status {
    /// A claim that lacks a stated source: what this project exists to show.
    pub fn lacks_source(self) -> bool {
        self <= Self::Vague
    }

    /// The word in reports and class names.
    pub fn key(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Vague => "vague",
            Self::Named => "named",
            Self::Cited => "cited",
        }
    }

    /// The words on the screen, in English.
    pub fn words(self) -> &'static str {
        match self {
            Self::None => "No source stated",
            Self::Vague => "Source not named",
            Self::Named => "Named, no pointer",
            Self::Cited => "Source given",
        }
    }
}
