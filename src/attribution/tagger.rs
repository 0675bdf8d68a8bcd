//! The tagger: the likeliest path of states through a block (Viterbi), and the attributions that the path is.

use super::features::{NEAR, Sheet, Taker, Word, feature};
use super::model::{Lanes, Model, NEVER, Row, lanes};
use super::states::{ALL, CLASSES, Kind, Role, STATES, Step};
use std::ops::Range;
use wide::i16x8;

/// An attribution inside one block, as token ranges of the sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// Who.
    pub source: Vec<Range<usize>>,
    /// The reporting words.
    pub cue: Vec<Range<usize>>,
    /// What is reported.
    pub content: Vec<Range<usize>>,
    /// Where the layout alone says that it is one: whether it is a claim, which an interviewer's question is not.
    pub layout: Option<bool>,
}

impl Draft {
    fn part(&mut self, role: Role) -> &mut Vec<Range<usize>> {
        match role {
            Role::Source => &mut self.source,
            Role::Cue => &mut self.cue,
            Role::Content => &mut self.content,
        }
    }

    /// All its token ranges.
    pub fn ranges(&self) -> impl Iterator<Item = &Range<usize>> {
        self.source.iter().chain(&self.cue).chain(&self.content)
    }

    /// All its token ranges, to be moved.
    pub fn ranges_mut(&mut self) -> impl Iterator<Item = &mut Range<usize>> {
        self.source.iter_mut().chain(&mut self.cue).chain(&mut self.content)
    }
}

/// Finds the paths of one text; keeps its buffers from block to block.
#[derive(Debug)]
pub struct Tagger<'m> {
    model: &'m Model,
    /// For each word of the text, what its features add up to or where their rows are.
    forms: Vec<Form>,
    /// For each token and state, how far it is behind the best; [`NEVER`] where it is given up.
    scores: Vec<[i16; STATES]>,
    path: Vec<u8>,
    /// For each token, how much likelier it alone is to begin a cue than to be part of nothing.
    pub margin: Vec<i16>,
}

/// What is known of a word before it is met.
#[derive(Clone, Copy, Debug)]
struct Form {
    /// The sum of what depends on it alone.
    own: Row,
    /// The rows of its [`NEAR`] features, with zero where a number is mixed in.
    near: [u16; NEAR.len()],
}

/// A state that is this far behind the best is given up, in emission steps: far more than any lead that was ever made up for.
const BEAM: i16 = 400;

/// What nothing that was not given up falls to, whatever it is added to.
const LOST: i16 = NEVER / 2;

/// The classes of a cue's first token.
const CUES: [usize; 4] = [10, 11, 12, 13];

/// The class of each state.
const CLASS: [usize; STATES] = {
    let mut classes = [0; STATES];
    let mut state = 0;
    while state < STATES {
        classes[state] = ALL[state].class();
        state += 1;
    }
    classes
};

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
    row: Row,
}

impl Taker for Sum<'_> {
    #[inline(always)]
    fn own(&mut self, _: u8, _: u32) {}

    #[inline(always)]
    fn near(&mut self, tag: u8, word: &Word, with: Option<u32>) {
        let place = if with.is_none_or(|with| with == 0) {
            self.forms[word.form()].near[SLOT[tag as usize]]
        } else {
            self.model.find(feature(tag, word.near(with)))
        };
        self.row.add(self.model.row(place));
    }

    #[inline(always)]
    fn few(&mut self, tag: u8, value: u32) {
        self.row.add(self.model.row(self.model.find_few(tag, value)));
    }

    #[inline(always)]
    fn many(&mut self, tag: u8, value: u32) {
        let place = self.model.find(feature(tag, value));
        if place != 0 {
            self.row.add(self.model.row(place));
        }
    }
}

impl<'m> Tagger<'m> {
    /// A tagger for the text of which `words` is what [`super::features::read_forms`] says.
    pub fn new(model: &'m Model, words: &[Word]) -> Self {
        let form = |word: &Word| {
            let mut own = Row::default();
            for (tag, value) in word.own() {
                own.add(model.row(model.find(feature(tag, value))));
            }
            let near = NEAR.map(|(tag, mixed)| model.find(feature(tag, word.near(mixed.then_some(0)))));
            Form { own, near }
        };
        let forms = words.iter().map(form).collect();
        Self { model, forms, scores: Vec::new(), path: Vec::new(), margin: Vec::new() }
    }

    /// What a token's features weigh, for each class.
    fn emission(&self, sheet: &Sheet, i: usize) -> [i16; CLASSES] {
        let mut sum = Sum { model: self.model, forms: &self.forms, row: self.forms[sheet.word(i).form()].own };
        sheet.each(i, &mut sum);
        sum.row.scores()
    }

    /// The likeliest state of each token, as indices of [`ALL`].
    pub fn path(&mut self, sheet: &Sheet) -> &[u8] {
        let n = sheet.tokens();
        self.path.clear();
        self.scores.clear();
        self.margin.clear();
        let bias = ALL.map(|s| if s.kind == Kind::Begin(Role::Cue) { self.model.bias } else { 0 });
        let mut scores = [NEVER; STATES];
        for i in 0..n {
            let emission = self.emission(sheet, i);
            let cue = CUES.iter().map(|c| emission[*c]).max().unwrap_or(0);
            self.margin.push((i32::from(cue) - i32::from(emission[0])).clamp(-9999, 9999) as i16);
            let emission: [i16; STATES] = std::array::from_fn(|state| emission[CLASS[state]] + bias[state]);
            let reached = if i == 0 { self.model.start } else { reach(&scores, &self.model.steps[sheet.place_of(i)]) };
            scores = behind(reached, &lanes(&emission));
            self.scores.push(scores);
        }
        self.back(sheet);
        &self.path
    }

    /// Goes back over the scores: the way to a state is through the one from which it was reached, the first where two are equal.
    fn back(&mut self, sheet: &Sheet) {
        let Some(last) = self.scores.last() else { return };
        let mut state = (0..STATES).rev().max_by_key(|&s| last[s]).unwrap_or(0);
        for i in (0..self.scores.len()).rev() {
            self.path.push(state as u8);
            if i > 0 {
                let before = lanes(&self.scores[i - 1]);
                let steps = &self.model.back[sheet.place_of(i)][state];
                let mut ways = before;
                ways.iter_mut().zip(steps).for_each(|(way, &step)| *way = way.saturating_add(step));
                let best = ways.iter().fold(i16x8::splat(i16::MIN), |best, way| best.max(*way)).reduce_max();
                let best = i16x8::splat(best);
                let first =
                    |at: usize| Some(ways[at].simd_eq(best).to_bitmask().trailing_zeros() as usize).filter(|&bit| bit < 8);
                state = (0..ways.len()).find_map(|at| first(at).map(|bit| 8 * at + bit)).unwrap_or(0);
            }
        }
        self.path.reverse();
    }
}

/// The best score with which each state is reached.
fn reach(scores: &[i16; STATES], steps: &[Lanes; STATES]) -> Lanes {
    let mut reached = [i16x8::splat(i16::MIN); STATES / 8];
    for (&score, steps) in scores.iter().zip(steps) {
        let score = i16x8::splat(score);
        for (best, &step) in reached.iter_mut().zip(steps) {
            *best = best.max(score.saturating_add(step));
        }
    }
    reached
}

/// How far each state is behind the best once what its token weighs is added; [`NEVER`] where it is not reached or given up.
fn behind(reached: Lanes, emission: &Lanes) -> [i16; STATES] {
    let mut scores = reached;
    let mut best = i16x8::splat(i16::MIN);
    for (score, &emission) in scores.iter_mut().zip(emission) {
        let there = score.simd_gt(i16x8::splat(LOST));
        *score = (there & score.saturating_add(emission)) | (!there & i16x8::splat(NEVER));
        best = best.max(*score);
    }
    let best = i16x8::splat(best.reduce_max());
    let mut kept = [NEVER; STATES];
    for (to, score) in kept.chunks_exact_mut(8).zip(scores) {
        let behind = score.saturating_sub(best);
        let keep = behind.simd_gt(i16x8::splat(-BEAM - 1));
        to.copy_from_slice(((keep & behind) | (!keep & i16x8::splat(NEVER))).as_array());
    }
    kept
}

/// The attributions that a path is.
pub fn drafts(path: &[u8]) -> Vec<Draft> {
    let mut found: Vec<Draft> = Vec::new();
    let mut before = ALL[0];
    let mut open = false;
    for (i, &state) in path.iter().enumerate() {
        let state = ALL[state as usize % STATES];
        let step = before.step(state);
        before = state;
        let (begins, role) = match state.kind {
            Kind::Out => {
                open = false;
                continue;
            }
            Kind::Gap => continue,
            Kind::Begin(role) => (true, role),
            Kind::Inside(role) => (false, role),
        };
        if begins && (!open || step != Some(Step::On)) {
            let shared = match (step, found.last()) {
                (Some(Step::Share), Some(last)) if open => last.source.clone(),
                _ => Vec::new(),
            };
            found.push(Draft { source: shared, ..Draft::default() });
            open = true;
        }
        let Some(draft) = found.last_mut() else { continue };
        match draft.part(role).last_mut() {
            Some(range) if !begins => range.end = i + 1,
            _ => draft.part(role).push(i..i + 1),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::states::State;
    use super::*;

    fn path(states: &[(Kind, u8)]) -> Vec<u8> {
        states.iter().map(|&(kind, has)| State { kind, has }.index() as u8).collect()
    }

    #[test]
    fn a_path_is_its_attributions() {
        use Kind::{Begin, Gap, Inside, Out};
        use Role::{Content, Cue, Source};
        // Ann Lee said it , adding more .
        let path = path(&[
            (Begin(Source), 1),
            (Inside(Source), 1),
            (Begin(Cue), 3),
            (Begin(Content), 7),
            (Gap, 7),
            (Begin(Cue), 3),
            (Begin(Content), 7),
            (Out, 0),
        ]);
        let ranges = |a: usize, b: usize| std::iter::once(a..b).collect::<Vec<_>>();
        assert_eq!(
            drafts(&path),
            [
                Draft { source: ranges(0, 2), cue: ranges(2, 3), content: ranges(3, 4), layout: None },
                Draft { source: ranges(0, 2), cue: ranges(5, 6), content: ranges(6, 7), layout: None },
            ]
        );
    }
}
