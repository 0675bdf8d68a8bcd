//! Notes: which block a link inside the page leads to.

use crate::order;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Places in a page by the hash of their id: a page has thousands of ids, and few are linked to.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Notes(Vec<(u64, u32)>);

/// The hash under which an id is kept.
fn key(id: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    id.hash(&mut hasher);
    hasher.finish()
}

impl Notes {
    /// An element with an id begins; `block` is the next block to begin, or the one that it stands in.
    pub(super) fn add(&mut self, id: &str, block: u32) {
        self.0.push((key(id), block));
    }

    /// Ready to be asked. `kept` tells for each block that was read its place among those that were kept, if it was.
    pub(super) fn settle(mut self, kept: &[Option<u32>]) -> Self {
        self.0.retain_mut(|(_, block)| match kept.get(*block as usize) {
            Some(&Some(place)) => {
                *block = place;
                true
            }
            _ => false,
        });
        order::pairs(&mut self.0);
        self
    }

    /// The same for a part of the page: `place` tells for each block its place there, if it is in it.
    pub(super) fn within(&self, place: impl Fn(u32) -> Option<u32>) -> Self {
        Self(self.0.iter().filter_map(|&(key, block)| place(block).map(|place| (key, place))).collect())
    }

    /// The block at an id.
    pub(super) fn find(&self, id: &str) -> Option<u32> {
        let key = key(id);
        let at = self.0.partition_point(|&(k, _)| k < key);
        self.0.get(at).filter(|(k, _)| *k == key).map(|&(_, block)| block)
    }
}
