//! What the trainer (`cargo xtask train`) needs of the tagger; not part of the Wasm.

pub use super::claim::{Judge, Traces, features as claim_features, pack as pack_claims, unpack as unpack_claims};
pub use super::features::{STEADY, Sheet, Taker, Word, feature, hash, pieces, read_forms};
pub use super::lexicon::{KEY, Lexicon};
pub use super::model::{Model, Parts, pack, transitions, unpack};
pub use super::states::{ALL, CLASSES, Kind, PLACES, Role, STATES, State, Step};
pub use super::tagger::Draft;
use super::{Attribution, tag};
use crate::text::Text;

/// All attributions as `model` finds them, and what it leaves behind for the second stage.
pub fn find(text: &Text, model: &Model) -> (Vec<Attribution>, Traces) {
    tag(text, model)
}

/// Whether a quotation is still open at the end of `tokens`.
pub fn stays_open(text: &Text, tokens: &std::ops::Range<usize>) -> bool {
    super::stays_open(text, tokens)
}
