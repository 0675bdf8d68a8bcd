//! The tagger's weights: how they are packed into a file, and what they are unpacked into.
//!
//! A file is a header, the features' 24-bit hashes in ascending order as differences, a mask of the classes that each has a
//! weight for, the weights (8 bits each), the transitions, and the lexicons. Everything is in units of one emission step, so
//! that scores are whole numbers and the same on every machine.

use super::lexicon::{KEY, Lexicon, Table};
use super::states::{ALL, CLASSES, PLACES, STATES};

/// A model that is ready to use.
#[derive(Debug)]
pub struct Model {
    /// Feature hash to its row: the first of its weights, and how many (the lower five bits).
    rows: Table,
    /// Class and weight.
    weights: Vec<(u8, i8)>,
    /// For each place and state: the states that may follow.
    pub(super) next: Vec<Vec<(u8, i16)>>,
    /// For each state, what beginning in it scores; none where it may not.
    pub(super) start: [Option<i16>; STATES],
    /// What makes a cue's first token likelier: more found, less sure.
    pub(super) bias: i16,
    /// The lexicons of cues and of words in sources.
    pub lexicon: Lexicon,
}

/// A model as numbers, before it is packed.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    /// Feature hashes (24 bits), ascending, each with a weight for each class.
    pub features: Vec<(u32, [i8; CLASSES])>,
    /// For each place, state and next state that are allowed, in order; then for each state that may begin.
    pub transitions: Vec<i8>,
    /// How many emission steps a transition step is.
    pub step: u8,
    /// Added to each cue's first token, in emission steps.
    pub bias: i16,
    /// Word hashes (24 bits), ascending, with cue and source class.
    pub lexicon: Vec<(u32, u8, u8)>,
}

/// The committed weights.
static PACKED: &[u8] = include_bytes!("model/tagger.bin");

/// The model that ships, unpacked at its first use.
pub fn shipped() -> &'static Model {
    static MODEL: std::sync::LazyLock<Model> = std::sync::LazyLock::new(|| Model::new(&unpack(PACKED).unwrap_or_default()));
    &MODEL
}

impl Model {
    /// Lays `parts` out for use.
    pub fn new(parts: &Parts) -> Self {
        let mut weights = Vec::new();
        let mut rows = Vec::with_capacity(parts.features.len());
        for (hash, row) in &parts.features {
            let first = weights.len() as u32;
            weights.extend(row.iter().enumerate().filter(|(_, w)| **w != 0).map(|(class, w)| (class as u8, *w)));
            rows.push((*hash, first << 5 | (weights.len() as u32 - first)));
        }
        let mut values = parts.transitions.iter().map(|&t| i16::from(t) * i16::from(parts.step));
        let mut next = Vec::with_capacity(PLACES * STATES);
        for _ in 0..PLACES {
            for from in ALL {
                let allowed = ALL.iter().enumerate().filter(|(_, to)| from.step(**to).is_some());
                next.push(allowed.map(|(to, _)| (to as u8, values.next().unwrap_or(0))).collect());
            }
        }
        let start = ALL.map(|state| state.may_begin().then(|| values.next().unwrap_or(0)));
        Self {
            rows: Table::new(rows.into_iter()),
            weights,
            next,
            start,
            bias: parts.bias,
            lexicon: Lexicon::new(parts.lexicon.iter().copied()),
        }
    }

    /// Adds a feature's weights to `scores`.
    pub(super) fn add(&self, hash: u32, scores: &mut [i32; CLASSES]) {
        if let Some(row) = self.rows.get(hash & KEY) {
            let first = (row >> 5) as usize;
            for &(class, weight) in self.weights.get(first..first + (row & 31) as usize).unwrap_or_default() {
                if let Some(score) = scores.get_mut(class as usize) {
                    *score += i32::from(weight);
                }
            }
        }
    }
}

#[cfg(any(test, feature = "train"))]
pub(super) fn varint(out: &mut Vec<u8>, mut value: u32) {
    while value > 127 {
        out.push(value as u8 | 128);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Packs a model. What belongs together stands together: that is what compresses.
#[cfg(any(test, feature = "train"))]
pub fn pack(parts: &Parts) -> Vec<u8> {
    let mut out = vec![parts.step];
    out.extend(parts.bias.to_le_bytes());
    for len in [parts.features.len(), parts.lexicon.len()] {
        varint(&mut out, len as u32);
    }
    let mut last = 0;
    for (hash, _) in &parts.features {
        varint(&mut out, hash - last);
        last = *hash;
    }
    for (_, row) in &parts.features {
        let mask = row.iter().enumerate().filter(|(_, w)| **w != 0).fold(0u32, |mask, (class, _)| mask | 1 << class);
        out.extend(&mask.to_le_bytes()[..3]);
    }
    for (_, row) in &parts.features {
        out.extend(row.iter().filter(|w| **w != 0).map(|w| *w as u8));
    }
    out.extend(parts.transitions.iter().map(|t| *t as u8));
    last = 0;
    for (hash, ..) in &parts.lexicon {
        varint(&mut out, hash - last);
        last = *hash;
    }
    out.extend(parts.lexicon.iter().map(|(_, cue, noun)| cue << 4 | noun));
    out
}

/// Reads what [`pack`] wrote; none where the bytes end too early.
pub fn unpack(packed: &[u8]) -> Option<Parts> {
    let mut bytes = packed.iter().copied();
    let mut parts = Parts { step: bytes.next()?, ..Parts::default() };
    parts.bias = i16::from_le_bytes([bytes.next()?, bytes.next()?]);
    let features = read_varint(&mut bytes)?;
    let words = read_varint(&mut bytes)?;
    let mut last = 0;
    for _ in 0..features {
        last += read_varint(&mut bytes)?;
        parts.features.push((last, [0; CLASSES]));
    }
    let mut masks = Vec::with_capacity(parts.features.len());
    for _ in 0..features {
        masks.push(u32::from_le_bytes([bytes.next()?, bytes.next()?, bytes.next()?, 0]));
    }
    for ((_, row), mask) in parts.features.iter_mut().zip(masks) {
        for (class, weight) in row.iter_mut().enumerate() {
            if mask >> class & 1 != 0 {
                *weight = bytes.next()? as i8;
            }
        }
    }
    for _ in 0..transitions() {
        parts.transitions.push(bytes.next()? as i8);
    }
    last = 0;
    for _ in 0..words {
        last += read_varint(&mut bytes)?;
        parts.lexicon.push((last, 0, 0));
    }
    for (_, cue, noun) in &mut parts.lexicon {
        let classes = bytes.next()?;
        (*cue, *noun) = (classes >> 4, classes & 15);
    }
    Some(parts)
}

/// Seven bits a byte, the lowest first.
pub(super) fn read_varint(bytes: &mut dyn Iterator<Item = u8>) -> Option<u32> {
    let mut value = 0;
    for shift in (0..35).step_by(7) {
        let byte = bytes.next()?;
        value |= u32::from(byte & 127) << shift;
        if byte < 128 {
            return Some(value);
        }
    }
    None
}

/// How many numbers the transitions are.
pub fn transitions() -> usize {
    let steps = ALL.iter().flat_map(|a| ALL.iter().filter_map(|b| a.step(*b))).count();
    PLACES * steps + ALL.iter().filter(|s| s.may_begin()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_model_unpacks_and_packs_to_the_same_bytes() {
        let parts = unpack(PACKED).unwrap_or_default();
        assert!(parts.features.len() > 1000);
        assert_eq!(pack(&parts), PACKED);
    }

    #[test]
    fn cut_short_it_is_refused() {
        assert!(unpack(&PACKED[..PACKED.len() - 1]).is_none());
        assert!(unpack(&[]).is_none());
    }
}
