//! Tables of words of ours: which of several lists a word stands in; and words in lower case.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Hashes a short word: FNV-1a, since the words are ours and nobody can choose them to collide.
#[derive(Default)]
pub(crate) struct Fnv(u64);

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        let start = if self.0 == 0 { 0xcbf2_9ce4_8422_2325 } else { self.0 };
        self.0 = bytes.iter().fold(start, |h, &b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    }
}

/// A bit for each list that a word stands in.
pub(crate) type Table = HashMap<&'static str, u32, BuildHasherDefault<Fnv>>;

/// The table of lists of words with white space between them.
#[inline(never)]
pub(crate) fn gather(lists: &[(u32, &'static str)]) -> Table {
    let mut table = Table::default();
    for &(class, words) in lists {
        for word in words.split_ascii_whitespace() {
            *table.entry(word).or_default() |= class;
        }
    }
    table
}

/// In lower case, letter by letter. The standard library's own also asks where in its word a Greek sigma stands: 4 KB of Wasm.
pub(crate) fn lower(words: &str) -> String {
    words.chars().flat_map(char::to_lowercase).collect()
}
