//! What the trainer (`cargo xtask train`) needs of the tagger; not part of the Wasm.

pub use super::claim::{Judge, Traces, features as claim_features, pack as pack_claims, unpack as unpack_claims};
pub use super::draft::Draft;
pub use super::pieces::pieces;
use super::{Attribution, tag};
use crate::text::Text;
pub use tagger::features::{STEADY, Taker, feature};
pub use tagger::lexicon::{KEY, Lexicon};
pub use tagger::model::{Parts, pack, transitions, unpack};
pub use tagger::{ALL, CLASSES, Kind, Model, PLACES, Role, STATES, Seen, Sheet, State, Step, Word, hash};

/// All attributions as `model` finds them, and what it leaves behind for the second stage.
pub fn find(text: &Text, model: &Model) -> (Vec<Attribution>, Traces) {
    tag(text, model)
}

/// What is known of each of the text's words by itself.
pub fn forms(text: &Text, lexicon: &Lexicon) -> Vec<Word> {
    super::forms(text, lexicon)
}

/// The text's tokens for the tagger.
pub fn seen(text: &Text) -> Vec<Seen> {
    super::seen(text)
}

/// Whether a quotation is still open at the end of `tokens`.
pub fn stays_open(text: &Text, tokens: &std::ops::Range<usize>) -> bool {
    super::stays_open(text, tokens)
}
