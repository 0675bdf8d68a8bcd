//! The likeliest path of states through a block (Viterbi).

use crate::features::{NEAR, SHAPED, SHAPES, STEADY, Sheet, Taker, Word};
use crate::model::{Lanes, Model, NEVER, NOWHERE, Row};
use crate::states::STATES;
use wide::i16x8;

/// Finds the paths of one text; keeps its buffers from block to block.
#[derive(Debug)]
pub struct Tagger<'m> {
    model: &'m Model,
    /// For each word of the text, what its features add up to or where their rows are.
    forms: Vec<Form>,
    /// For each of [`SHAPED`] and two shapes the row's place, [`NOWHERE`] where it has not been looked for.
    shapes: [Vec<u16>; SHAPED.len()],
    /// The last of [`Taker::steady`], and its row's place.
    steady: (u32, u16),
    /// For each token and state, how far it is behind the best; [`NEVER`] where it is given up.
    scores: Vec<Lanes>,
    /// For each token the states that are not given up, a bit each.
    live: Vec<u32>,
    path: Vec<u8>,
    /// For each token, how much likelier it alone is to begin a cue than to be part of nothing.
    pub margin: Vec<i16>,
}

/// What is known of a word before it is met.
#[derive(Clone, Copy, Debug)]
struct Form {
    /// The sum of what depends on it alone, and of what a number is mixed into where that is zero.
    own: Row,
    /// The sums of what it is to the next word and to the one before, likewise.
    beside: [Row; 2],
    /// The rows of its [`NEAR`] features, with zero where a number is mixed in.
    near: [u16; NEAR.len()],
}

/// A state that is this far behind the best is given up, in emission steps: far more than any lead that was ever made up for.
const BEAM: i16 = 400;

/// What nothing that was not given up falls to, whatever it is added to.
const LOST: i16 = NEVER / 2;

/// Where the features of [`NEAR`] stand, by their tags.
const SLOT: [usize; 64] = {
    let mut slots = [0; 64];
    let mut at = 0;
    while at < NEAR.len() {
        slots[NEAR[at].0 as usize] = at;
        at += 1;
    }
    slots
};

/// Adds up what a token's features weigh.
struct Sum<'a> {
    model: &'a Model,
    forms: &'a [Form],
    shapes: &'a mut [Vec<u16>; SHAPED.len()],
    steady: &'a mut (u32, u16),
    row: Row,
}

impl Sum<'_> {
    #[inline(always)]
    fn at(&mut self, place: u16) {
        self.row.add(self.model.row(place));
    }

    #[inline(always)]
    fn found(&mut self, tag: u8, value: u32) {
        self.at(self.model.look_up(tag, value));
    }
}

impl Taker for Sum<'_> {
    #[inline(always)]
    fn own(&mut self, _: u8, _: u32) {}

    #[inline(always)]
    fn near(&mut self, tag: u8, word: &Word, with: Option<u32>) {
        let form = &self.forms[word.form()];
        let slot = SLOT[tag as usize];
        match (with, tag) {
            // In the sums, see [`Tagger::new`].
            (None, 2 | 3) => return,
            (None, _) => return self.at(form.near[slot]),
            (_, 20) => self.row.add(&form.beside[0]),
            (_, 21) => self.row.add(&form.beside[1]),
            _ => {}
        }
        if with != Some(0) {
            if form.near[slot] != 0 {
                self.row.take(self.model.row(form.near[slot]));
            }
            self.found(tag, word.near(with));
        }
    }

    #[inline(always)]
    fn few(&mut self, tag: u8, value: u32) {
        self.at(self.model.find_few(tag, value));
    }

    #[inline(always)]
    fn shapes(&mut self, tag: u8, left: &Word, right: &Word) {
        let (first, second) = (left.outline(), right.outline());
        if first.max(second) == SHAPES {
            return self.found(tag, left.shapes(right));
        }
        let known = &mut self.shapes[usize::from(tag != SHAPED[0])][first * SHAPES + second];
        if *known == NOWHERE {
            *known = self.model.look_up(tag, left.shapes(right));
        }
        let place = *known;
        self.at(place);
    }

    #[inline(always)]
    fn steady(&mut self, value: u32) {
        if self.steady.0 != value {
            *self.steady = (value, self.model.look_up(STEADY, value));
        }
        self.at(self.steady.1);
    }

    #[inline(always)]
    fn many(&mut self, tag: u8, value: u32) {
        self.found(tag, value);
    }
}

impl<'m> Tagger<'m> {
    /// A tagger for the text of which `words` is what [`crate::features::read_forms`] says.
    #[inline]
    pub fn new(model: &'m Model, words: &[Word]) -> Self {
        let form = |word: &Word| {
            let near = NEAR.map(|(tag, mixed)| model.look_up(tag, word.near(mixed.then_some(0))));
            let sum = |tags: [u8; 2]| {
                let mut sum = Row::default();
                tags.iter().for_each(|tag| sum.add(model.row(near[SLOT[*tag as usize]])));
                sum
            };
            let mut own = sum([22, 36]);
            for (tag, value) in word.own() {
                own.add(model.row(model.look_up(tag, value)));
            }
            Form { own, beside: [sum([2, 20]), sum([3, 21])], near }
        };
        Self {
            model,
            forms: words.iter().map(form).collect(),
            shapes: SHAPED.map(|_| vec![NOWHERE; SHAPES * SHAPES]),
            steady: (0, model.look_up(STEADY, 0)),
            scores: Vec::new(),
            live: Vec::new(),
            path: Vec::new(),
            margin: Vec::new(),
        }
    }

    /// What a token's features weigh, for each state, and the token's margin.
    #[inline]
    fn emission(&mut self, sheet: &Sheet, i: usize) -> (Lanes, i16) {
        let own = self.forms[sheet.word(i).form()].own;
        let mut sum = Sum { model: self.model, forms: &self.forms, shapes: &mut self.shapes, steady: &mut self.steady, row: own };
        sheet.each(i, &mut sum);
        sum.row.scores()
    }

    /// The likeliest state of each token, as indices of [`ALL`].
    pub fn path(&mut self, sheet: &Sheet) -> &[u8] {
        let n = sheet.tokens();
        self.path.clear();
        self.scores.clear();
        self.live.clear();
        self.margin.clear();
        let (mut scores, mut live) = (self.model.start, 0);
        for i in 0..n {
            let (mut emission, margin) = self.emission(sheet, i);
            self.margin.push(margin);
            emission.iter_mut().zip(&self.model.bias).for_each(|(sum, bias)| *sum += *bias);
            let reached = if i == 0 { self.model.start } else { reach(&scores, live, &self.model.steps[sheet.place_of(i)]) };
            (scores, live) = behind(reached, &emission);
            self.scores.push(scores);
            self.live.push(live);
        }
        self.back(sheet);
        &self.path
    }

    /// Goes back over the scores: the way to a state is through the one from which it was reached, the first where two are equal.
    fn back(&mut self, sheet: &Sheet) {
        let Some(last) = self.scores.last() else { return };
        let mut state = (0..STATES).rev().max_by_key(|&s| of(last, s)).unwrap_or(0);
        for i in (0..self.scores.len()).rev() {
            self.path.push(state as u8);
            if i > 0 {
                let live = self.live[i - 1];
                if live.is_power_of_two() {
                    state = live.trailing_zeros() as usize;
                    continue;
                }
                let steps = &self.model.back[sheet.place_of(i)][state];
                let mut ways = self.scores[i - 1];
                ways.iter_mut().zip(steps).for_each(|(way, &step)| *way = way.saturating_add(step));
                let best = all(ways.iter().fold(LEAST, |best, way| best.max(*way)).reduce_max());
                let first =
                    |at: usize| Some(ways[at].simd_eq(best).to_bitmask().trailing_zeros() as usize).filter(|&bit| bit < 8);
                state = (0..ways.len()).find_map(|at| first(at).map(|bit| 8 * at + bit)).unwrap_or(0);
            }
        }
        self.path.reverse();
    }
}

/// A number in all places: written out, since the compiler fills them one by one otherwise.
#[inline(always)]
const fn all(n: i16) -> i16x8 {
    i16x8::new([n, n, n, n, n, n, n, n])
}

const LEAST: i16x8 = all(i16::MIN);

/// The score of a state.
#[inline(always)]
fn of(scores: &Lanes, state: usize) -> i16 {
    scores[state / 8 % (STATES / 8)].as_array()[state % 8]
}

/// The best score with which each state is reached from those that live: from another none is.
#[inline]
fn reach(scores: &Lanes, mut live: u32, steps: &[Lanes; STATES]) -> Lanes {
    let mut reached = [LEAST; STATES / 8];
    while live != 0 {
        let from = live.trailing_zeros() as usize % STATES;
        live &= live - 1;
        let score = all(of(scores, from));
        for (best, &step) in reached.iter_mut().zip(&steps[from]) {
            *best = best.max(score.saturating_add(step));
        }
    }
    reached
}

/// How far each state is behind the best once what its token weighs is added; [`NEVER`] where it is not reached or given up.
/// And a bit for each that is not.
#[inline]
fn behind(reached: Lanes, emission: &Lanes) -> (Lanes, u32) {
    const NONE: i16x8 = all(NEVER);
    const UNREACHED: i16x8 = all(LOST);
    const GIVEN_UP: i16x8 = all(-BEAM - 1);
    // A number more than `NEVER`, where it counts.
    let kept = |counts: i16x8, score: i16x8| (counts & (score - NONE)) + NONE;
    let mut scores = reached;
    let mut best = LEAST;
    for (score, &emission) in scores.iter_mut().zip(emission) {
        *score = kept(score.simd_gt(UNREACHED), score.saturating_add(emission));
        best = best.max(*score);
    }
    let best = all(best.reduce_max());
    let mut live = 0;
    for (score, at) in scores.iter_mut().zip(0..) {
        let behind = score.saturating_sub(best);
        let keep = behind.simd_gt(GIVEN_UP);
        live |= keep.to_bitmask() << (8 * at);
        *score = kept(keep, behind);
    }
    (scores, live)
}
