//! The words that mean something to the detectors, each looked up once.
//!
//! A detector lists its own words; [`TABLES`] names the lists. They are gathered into one hash table at the first use, so that
//! a word costs one look-up however many detectors there are.

use super::{age, approximate, claim, count, duration, label, measure, money, multiple, number, percent, ratio};
use std::sync::LazyLock;

/// What a word may be; one bit each.
pub(super) type Class = u64;

/// What is known of a word, whatever its case. A word may be several things ("second", "quarter", "m").
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sense {
    /// What it may be.
    pub class: Class,
    /// The value of a number word, a magnitude or a multiple; the denominator of a fraction.
    pub number: f64,
    /// The unit that it names, singular.
    pub unit: Option<&'static str>,
    /// The currency that it names, ISO 4217.
    pub currency: Option<&'static str>,
}

/// Words of one class: words in lower case, separated by spaces.
pub(super) type Plain = (Class, &'static str);
/// Words with a value: class, words, value.
pub(super) type Valued = (Class, &'static str, f64);
/// Words for a unit: class, all its forms, the unit.
pub(super) type Units = (Class, &'static str, &'static str);
/// Words for a currency: class, all its forms, the unit, the code.
pub(super) type Currencies = (Class, &'static str, &'static str, &'static str);

/// One detector's words.
#[derive(Clone, Copy, Default)]
pub(super) struct Words {
    pub plain: &'static [Plain],
    pub valued: &'static [Valued],
    pub units: &'static [Units],
    pub currencies: &'static [Currencies],
}

/// Every detector's words.
const TABLES: [&Words; 12] = [
    &number::WORDS,
    &percent::WORDS,
    &money::WORDS,
    &ratio::WORDS,
    &multiple::WORDS,
    &measure::WORDS,
    &duration::WORDS,
    &age::WORDS,
    &count::WORDS,
    &approximate::WORDS,
    &label::WORDS,
    &claim::WORDS,
];

/// The longest word that any list holds, in bytes.
const LONGEST: usize = 16;

struct Table {
    /// Each word, packed, and what is known of it; the first is no word.
    words: Vec<u128>,
    senses: Vec<Sense>,
    /// Open addressing: an index into both, 0 where free.
    slots: Vec<u16>,
}

/// A power of two, over twice the number of words.
const SLOTS: usize = 4096;

static TABLE: LazyLock<Table> = LazyLock::new(Table::gather);

impl Table {
    fn gather() -> Self {
        let mut table = Self { words: vec![0], senses: vec![Sense::default()], slots: vec![0; SLOTS] };
        for words in TABLES {
            for &(class, list) in words.plain {
                list.split(' ').for_each(|word| table.entry(word).class |= class);
            }
            for &(class, list, number) in words.valued {
                for word in list.split(' ') {
                    let sense = table.entry(word);
                    sense.class |= class;
                    sense.number = number;
                }
            }
            for &(class, list, unit) in words.units {
                for word in list.split(' ') {
                    let sense = table.entry(word);
                    sense.class |= class;
                    sense.unit = Some(unit);
                }
            }
            for &(class, list, unit, code) in words.currencies {
                for word in list.split(' ') {
                    let sense = table.entry(word);
                    sense.class |= class;
                    sense.unit = sense.unit.or(Some(unit));
                    sense.currency = Some(code);
                }
            }
        }
        table
    }

    /// The slot that holds the word, or the free one where it would stand.
    fn slot(&self, word: u128) -> usize {
        let mut slot = hash(word) & (SLOTS - 1);
        loop {
            let at = self.slots[slot] as usize;
            if at == 0 || self.words[at] == word {
                return slot;
            }
            slot = (slot + 1) & (SLOTS - 1);
        }
    }

    fn entry(&mut self, word: &'static str) -> &mut Sense {
        debug_assert!(pack(word).is_some(), "{word} is longer than LONGEST");
        let word = pack(word).unwrap_or(1);
        let slot = self.slot(word);
        if self.slots[slot] == 0 {
            self.slots[slot] = self.words.len() as u16;
            self.words.push(word);
            self.senses.push(Sense::default());
        }
        &mut self.senses[self.slots[slot] as usize]
    }
}

/// A word's bytes, its letters of ASCII in lower case; `None` for one that is longer than any of ours.
fn pack(word: &str) -> Option<u128> {
    let mut bytes = [0; LONGEST];
    bytes.get_mut(..word.len())?.copy_from_slice(word.as_bytes());
    bytes.make_ascii_lowercase();
    Some(u128::from_le_bytes(bytes))
}

fn hash(word: u128) -> usize {
    let (low, high) = (word as u64, (word >> 64) as u64);
    let mixed = (low ^ high.rotate_left(29)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 40) as usize
}

/// A view of the table: taken once a pass.
#[derive(Clone, Copy)]
pub(super) struct Lexicon(&'static Table);

impl Lexicon {
    pub(super) fn get() -> Self {
        Self(&TABLE)
    }

    /// The place of a word, whatever its case; 0 where it means nothing.
    pub(super) fn find(self, word: &str) -> u16 {
        pack(word).map_or(0, |word| self.0.slots[self.0.slot(word)])
    }

    /// What is known of the word at a place.
    pub(super) fn sense(self, at: u16) -> &'static Sense {
        &self.0.senses[at as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_may_be_several_things() {
        let lexicon = Lexicon::get();
        let quarter = lexicon.sense(lexicon.find("Quarter"));
        assert_eq!((quarter.number, quarter.unit), (4.0, Some("quarter")));
        assert_eq!(lexicon.find("antidisestablishmentarianism"), 0);
        assert!(TABLE.words.len() * 2 < SLOTS, "the hash table is to stay half empty");
    }
}
