//! The tagger: who said what, token by token, with weights that were learned.
//!
//! [`features`] says what is known about a token, [`model`] unpacks what each feature weighs, [`path`] finds the likeliest path of
//! [`states`] through a block. What the path means is the engine's to say (`src/attribution/` there).
//!
//! These are the engine's innermost loops, and a crate of their own for one reason: the Wasm is compiled for size, and this alone in
//! it for speed. What runs once a text or a block here is marked `#[inline]`: then it is compiled with whoever calls it, for size.

pub mod coder;
pub mod features;
pub mod lexicon;
pub mod model;
pub mod path;
pub mod states;

pub use features::{Seen, Sheet, Word, hash, read_forms};
pub use model::Model;
pub use path::Tagger;
pub use states::{ALL, CLASSES, Kind, PLACES, Role, STATES, State, Step};
