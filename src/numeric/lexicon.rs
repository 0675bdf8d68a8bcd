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
    entries: Vec<(&'static str, Sense)>,
    /// Open addressing: one more than an index into `entries`, 0 where free.
    slots: Vec<u16>,
}

static TABLE: LazyLock<Table> = LazyLock::new(Table::gather);

impl Table {
    fn gather() -> Self {
        let mut table = Self { entries: vec![("", Sense::default())], slots: vec![0; 8192] };
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

    fn slot(&self, word: &[u8], hash: u32) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        loop {
            let entry = self.slots[slot] as usize;
            if entry == 0 || self.entries[entry].0.as_bytes() == word {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
    }

    fn entry(&mut self, word: &'static str) -> &mut Sense {
        debug_assert!(word.len() <= LONGEST, "{word} is longer than LONGEST");
        let slot = self.slot(word.as_bytes(), hash(word.as_bytes()));
        if self.slots[slot] == 0 {
            self.slots[slot] = self.entries.len() as u16;
            self.entries.push((word, Sense::default()));
        }
        let at = self.slots[slot] as usize;
        &mut self.entries[at].1
    }
}

fn hash(word: &[u8]) -> u32 {
    let h = word.iter().fold(0x811c_9dc5_u32, |h, &b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193));
    h ^ (h >> 15)
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
        let mut lower = [0; LONGEST];
        let Some(lower) = lower.get_mut(..word.len()) else { return 0 };
        for (to, from) in lower.iter_mut().zip(word.bytes()) {
            // A curly apostrophe takes three bytes: the words that have one are not in the lists.
            *to = from.to_ascii_lowercase();
        }
        self.0.slots[self.0.slot(lower, hash(lower))]
    }

    /// What is known of the word at a place.
    pub(super) fn sense(self, at: u16) -> &'static Sense {
        &self.0.entries[at as usize].1
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
        assert!(TABLE.entries.len() < 4096, "the hash table is to stay half empty");
    }
}
