//! The tagger's weights: how they are packed into a file, and what they are unpacked into.
//!
//! A file is what [`code`] says, packed by a [`Coder`]: a header; the features' 24-bit hashes in ascending order as differences,
//! each with the classes that it has a weight for and the weights; the transitions; and the lexicons. Everything is in units of
//! one emission step, so that scores are whole numbers and the same on every machine.

use crate::coder::{Chance, Coder, Numbers, Reader, Writer};
use crate::features::{FEW, feature};
use crate::lexicon::{KEY, Lexicon};
use crate::states::{ALL, CLASSES, Kind, PLACES, Role, STATES};
use wide::i16x8;

/// A model that is ready to use.
#[derive(Debug)]
pub struct Model {
    /// Where the keys of each bucket begin in `keys`; a bucket has the hashes that share their upper bits.
    buckets: Vec<u16>,
    /// The lower bits of the features' hashes, in ascending order of the hashes.
    keys: Vec<u16>,
    /// A bit for each value of a hash's upper bits, set where there is a feature: few of those that are looked for are there.
    filter: Vec<u32>,
    /// A row of weights for each feature, behind an empty one for those that have none.
    rows: Vec<Row>,
    /// The rows of the features of [`FEW`], by their tags.
    few: [Vec<u16>; TAGS],
    /// For each place, state and next state: what the step scores, [`NEVER`] where it may not be taken.
    pub(crate) steps: Vec<[Lanes; STATES]>,
    /// The same for each place, next state and state.
    pub(crate) back: Vec<[Lanes; STATES]>,
    /// For each state, what beginning in it scores, or [`NEVER`].
    pub(crate) start: Lanes,
    /// What makes a cue's first token likelier: more found, less sure.
    pub(crate) bias: Lanes,
    /// The lexicons of cues and of words in sources.
    pub lexicon: Lexicon,
}

/// Worse than anything that can be reached; twice as much is still a number.
pub(crate) const NEVER: i16 = -16_000;

/// Better than anything that a step can score.
const MOST: i16 = 4000;

/// The tags of [`FEW`] are below.
const TAGS: usize = 32;

/// A number for each state, eight at a time.
pub(crate) type Lanes = [i16x8; STATES / 8];

/// Lays out a number for each state.
pub(crate) fn lanes(numbers: &[i16; STATES]) -> Lanes {
    std::array::from_fn(|at| i16x8::from_slice_unaligned(&numbers[8 * at..]))
}

/// The lower bits of a hash: a bucket has less than one feature on average.
const LOWER: u32 = 10;

/// The lower bits of a hash that are not in the filter, which then is 32 KB, and one bit in twenty set.
const FILTERED: u32 = 6;

/// More features than this are not kept.
const FEATURES: usize = u16::MAX as usize - 1;

/// The place of no feature.
pub(crate) const NOWHERE: u16 = u16::MAX;

/// The weights of a feature, or sums of them: 16 bits for each class, which no sum of a token's features leaves (that would take
/// over 250 of them). They stand in the order of [`ORDER`].
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Row([i16x8; 3]);

/// Which class stands where in a [`Row`]: so that the states of a vector find theirs side by side.
const ORDER: [usize; CLASSES] = [10, 14, 11, 15, 12, 16, 13, 17, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1];

impl Row {
    fn of(weights: &[i8; CLASSES]) -> Self {
        let mut all = [0; 24];
        all.iter_mut().zip(ORDER).for_each(|(to, class)| *to = weights[class].into());
        Self(std::array::from_fn(|at| i16x8::from_slice_unaligned(&all[8 * at..])))
    }

    /// Adds `other` to it.
    #[inline(always)]
    pub(crate) fn add(&mut self, other: &Self) {
        for (sum, more) in self.0.iter_mut().zip(&other.0) {
            *sum += *more;
        }
    }

    /// Takes `other` from it.
    #[inline(always)]
    pub(crate) fn take(&mut self, other: &Self) {
        for (sum, less) in self.0.iter_mut().zip(&other.0) {
            *sum -= *less;
        }
    }

    /// The sum for each state; and the greatest of those for a cue's first token less that for what is part of nothing.
    #[inline(always)]
    pub(crate) fn scores(&self) -> (Lanes, i16) {
        let (cues, ends, none) = (self.0[0].to_array(), self.0[1].to_array(), self.0[2].to_array());
        let [a, b, c, d, e, f, g, h] = ends;
        let (out, gap) = (none[0], none[1]);
        let cue = cues[0].max(cues[2]).max(cues[4]).max(cues[6]);
        let lanes = [
            i16x8::new([out, gap, gap, gap, gap, gap, gap, gap]),
            i16x8::new([a, b, c, d, a, b, c, d]),
            self.0[0],
            i16x8::new([e, f, e, f, g, h, g, h]),
        ];
        (lanes, (i32::from(cue) - i32::from(out)).clamp(-9999, 9999) as i16)
    }
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

impl Model {
    /// Lays `parts` out for use.
    #[inline]
    pub fn new(parts: &Parts) -> Self {
        let features = &parts.features[..parts.features.len().min(FEATURES)];
        let mut buckets = vec![0; (KEY as usize >> LOWER) + 2];
        for (hash, _) in features {
            buckets[(hash >> LOWER) as usize + 1] += 1;
        }
        let mut filter = vec![0; (KEY as usize >> (FILTERED + 5)) + 1];
        for (hash, _) in features {
            filter[(hash >> (FILTERED + 5)) as usize] |= 1 << (hash >> FILTERED & 31);
        }
        let mut before = 0;
        for bucket in &mut buckets {
            before += *bucket;
            *bucket = before;
        }
        let mut values = parts.transitions.iter().map(|&t| (i16::from(t) * i16::from(parts.step)).clamp(-MOST, MOST));
        let mut next = |there: bool| if there { values.next().unwrap_or(0) } else { NEVER };
        let (mut steps, mut back) = (Vec::with_capacity(PLACES), Vec::with_capacity(PLACES));
        for _ in 0..PLACES {
            let place = ALL.map(|from| ALL.map(|to| next(from.step(to).is_some())));
            back.push(std::array::from_fn(|to| lanes(&place.map(|row| row[to]))));
            steps.push(place.map(|row| lanes(&row)));
        }
        let start = lanes(&ALL.map(|state| next(state.may_begin())));
        let mut model = Self {
            buckets,
            filter,
            keys: features.iter().map(|(hash, _)| (hash & ((1 << LOWER) - 1)) as u16).collect(),
            rows: std::iter::once(Row::default()).chain(features.iter().map(|(_, row)| Row::of(row))).collect(),
            few: std::array::from_fn(|_| Vec::new()),
            steps,
            back,
            start,
            bias: lanes(&ALL.map(|s| if s.kind == Kind::Begin(Role::Cue) { parts.bias } else { 0 })),
            lexicon: Lexicon::new(parts.lexicon.iter().copied()),
        };
        for (tag, values) in FEW {
            model.few[tag as usize] = (0..values).map(|value| model.look_up(tag, value)).collect();
        }
        model
    }

    /// The place of a feature's row. It is called from so many places that the Wasm is small only where it stands by itself.
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    #[cfg_attr(not(target_arch = "wasm32"), inline)]
    pub(crate) fn look_up(&self, tag: u8, value: u32) -> u16 {
        self.find(feature(tag, value))
    }

    /// The place of the row of a feature's hash.
    #[inline(always)]
    fn find(&self, hash: u32) -> u16 {
        let hash = hash & KEY;
        if self.filter[(hash >> (FILTERED + 5)) as usize] >> (hash >> FILTERED & 31) & 1 == 0 { 0 } else { self.place(hash) }
    }

    fn place(&self, hash: u32) -> u16 {
        let bucket = (hash >> LOWER) as usize;
        let (from, to) = (self.buckets[bucket] as usize, self.buckets[bucket + 1] as usize);
        let key = (hash & ((1 << LOWER) - 1)) as u16;
        self.keys[from..to].iter().position(|&k| k == key).map_or(0, |at| (from + at + 1) as u16)
    }

    /// The place of the row of one of [`FEW`].
    #[inline(always)]
    pub(crate) fn find_few(&self, tag: u8, value: u32) -> u16 {
        let known = self.few[tag as usize % TAGS].get(value as usize);
        known.copied().unwrap_or_else(|| self.look_up(tag, value))
    }

    /// The row at a place.
    #[inline(always)]
    pub(crate) fn row(&self, place: u16) -> &Row {
        &self.rows[place as usize]
    }
}

/// Packs a model.
pub fn pack(parts: &Parts) -> Vec<u8> {
    let mut writer = Writer::default();
    code(&mut writer, parts);
    writer.finish()
}

/// Reads what [`pack`] wrote; none where the bytes end too early or hold what is no hash.
#[inline]
pub fn unpack(packed: &[u8]) -> Option<Parts> {
    code(&mut Reader::new(packed), &Parts::default())
}

/// The format: writes `known`, or reads what was written.
fn code<C: Coder>(coder: &mut C, known: &Parts) -> Option<Parts> {
    let mut numbers = Numbers::default();
    let mut parts = Parts {
        step: numbers.code(coder, known.step.into()).try_into().ok()?,
        bias: numbers.code_signed(coder, known.bias.into()).try_into().ok()?,
        ..Parts::default()
    };
    let features = numbers.code(coder, known.features.len() as u32);
    let words = numbers.code(coder, known.lexicon.len() as u32);

    // Which classes a feature has weights for, by the class before that it has one for.
    let mut there = [[Chance::default(); CLASSES + 1]; CLASSES];
    let mut weights = [(); CLASSES].map(|()| Numbers::default());
    let mut hashes = Hashes::default();
    for at in 0..features as usize {
        let (hash, known) = known.features.get(at).copied().unwrap_or_default();
        let hash = hashes.code(coder, hash)?;
        let (mut row, mut before) = ([0; CLASSES], CLASSES);
        for class in 0..CLASSES {
            if coder.bit(&mut there[class][before], known[class] != 0) {
                row[class] = weights[class].code_signed(coder, known[class].into()).try_into().ok()?;
                before = class;
            }
        }
        parts.features.push((hash, row));
    }
    let mut steps = Numbers::default();
    for at in 0..transitions() {
        let known = known.transitions.get(at).copied().unwrap_or_default();
        parts.transitions.push(steps.code_signed(coder, known.into()).try_into().ok()?);
    }
    let (mut cues, mut nouns, mut hashes) = (Numbers::default(), Numbers::default(), Hashes::default());
    for at in 0..words as usize {
        let (hash, cue, noun) = known.lexicon.get(at).copied().unwrap_or_default();
        let hash = hashes.code(coder, hash)?;
        let cue = cues.code(coder, cue.into()).try_into().ok()?;
        parts.lexicon.push((hash, cue, nouns.code(coder, noun.into()).try_into().ok()?));
    }
    (!coder.is_over()).then_some(parts)
}

/// Hashes in ascending order, as differences.
#[derive(Debug, Default)]
pub struct Hashes {
    last: u32,
    numbers: Numbers,
}

impl Hashes {
    /// Codes the next; none where it is longer than a hash, or the bytes have ended.
    pub fn code<C: Coder>(&mut self, coder: &mut C, hash: u32) -> Option<u32> {
        let more = self.numbers.code(coder, hash.wrapping_sub(self.last));
        self.last = self.last.checked_add(more).filter(|&hash| hash <= KEY && !coder.is_over())?;
        Some(self.last)
    }
}

/// How many numbers the transitions are.
#[inline]
pub fn transitions() -> usize {
    let steps = ALL.iter().flat_map(|a| ALL.iter().filter_map(|b| a.step(*b))).count();
    PLACES * steps + ALL.iter().filter(|s| s.may_begin()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The weights that ship.
    const PACKED: &[u8] = include_bytes!("../../src/attribution/model/tagger.bin");

    #[test]
    fn the_shipped_model_unpacks_and_packs_to_the_same_bytes() {
        let parts = unpack(PACKED).unwrap_or_default();
        assert!(parts.features.len() > 1000);
        assert_eq!(pack(&parts), PACKED);
    }

    #[test]
    fn every_feature_is_found_with_its_weights() {
        let parts = unpack(PACKED).unwrap_or_default();
        let model = Model::new(&parts);
        for (hash, row) in &parts.features {
            let (scores, margin) = model.row(model.find(*hash)).scores();
            let scores: Vec<i16> = scores.iter().flat_map(|lane| lane.to_array()).collect();
            assert!(ALL.iter().zip(scores).all(|(state, score)| score == i16::from(row[state.class()])));
            let cue = row[10..14].iter().max().copied().unwrap_or_default();
            assert_eq!(margin, i16::from(cue) - i16::from(row[0]));
        }
        assert!((0..1 << 24).filter(|&hash| model.find(hash) != 0).count() == parts.features.len());
    }

    #[test]
    fn cut_short_it_is_refused() {
        assert!(unpack(&PACKED[..PACKED.len() - 1]).is_none());
        assert!(unpack(&[]).is_none());
    }
}
