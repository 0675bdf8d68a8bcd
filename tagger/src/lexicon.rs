//! A table from hashes to small values, and the lexicons that are kept in one.

/// Open addressing over a power of two of slots; never more than half full, so that a miss ends soon.
#[derive(Debug, Default)]
pub struct Table {
    slots: Vec<(u32, u32)>,
}

/// No key is as large.
const EMPTY: u32 = u32::MAX;

impl Table {
    /// A table of `entries`, keys below `u32::MAX` and all different.
    pub fn new(entries: impl ExactSizeIterator<Item = (u32, u32)>) -> Self {
        let most = entries.len();
        Self::gather(entries, most)
    }

    /// A table of at most `most` entries, keys below `u32::MAX`; one that comes again adds its bits.
    pub fn gather(entries: impl Iterator<Item = (u32, u32)>, most: usize) -> Self {
        let mut slots = vec![(EMPTY, 0); (most * 2 + 1).next_power_of_two()];
        let last = slots.len() - 1;
        for (key, value) in entries.take(most) {
            let mut at = key as usize & last;
            while slots[at].0 != EMPTY && slots[at].0 != key {
                at = (at + 1) & last;
            }
            slots[at] = (key, slots[at].1 | value);
        }
        Self { slots }
    }

    /// The value of `key`.
    pub fn get(&self, key: u32) -> Option<u32> {
        let last = self.slots.len().checked_sub(1)?;
        let mut at = key as usize & last;
        loop {
            let (found, value) = self.slots[at];
            if found == key {
                return Some(value);
            }
            if found == EMPTY {
                return None;
            }
            at = (at + 1) & last;
        }
    }
}

/// Words by the share of their uses that are cues, and by the share that stand in sources; learned by the trainer.
#[derive(Debug, Default)]
pub struct Lexicon {
    table: Table,
}

/// The bits of a hash that a lexicon keeps.
pub const KEY: u32 = 0xff_ffff;

impl Lexicon {
    /// From (word hash, cue class, source class); a class is 1 (most uses) to 4, or 0 for none.
    pub fn new(words: impl ExactSizeIterator<Item = (u32, u8, u8)>) -> Self {
        Self { table: Table::new(words.map(|(hash, cue, noun)| (hash & KEY, u32::from(cue) << 4 | u32::from(noun)))) }
    }

    /// The word's cue class and source class.
    pub fn classes(&self, hash: u32) -> (u8, u8) {
        self.table.get(hash & KEY).map_or((0, 0), |v| ((v >> 4) as u8, (v & 15) as u8))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_put_in() {
        let table = Table::new((0..1000).map(|k| (k * 64, k)));
        assert!((0..1000).all(|k| table.get(k * 64) == Some(k)));
        assert_eq!(table.get(1), None);
        assert_eq!(Table::default().get(1), None);
        assert_eq!(Table::gather([(5, 1), (5, 2), (6, 8)].into_iter(), 3).get(5), Some(3));
        assert_eq!(Lexicon::new([(7, 2, 3)].into_iter()).classes(7), (2, 3));
    }
}
