//! The tagger: the likeliest path of states through a block (Viterbi), and the attributions that the path is.

use super::features::Sheet;
use super::model::Model;
use super::states::{ALL, CLASSES, Kind, Role, STATES, Step};
use std::ops::Range;

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

/// Finds paths; keeps its buffers from block to block.
#[derive(Debug, Default)]
pub struct Tagger {
    /// For each token and state, the state before.
    back: Vec<[u8; STATES]>,
    path: Vec<u8>,
    /// For each token, how much likelier it alone is to begin a cue than to be part of nothing.
    pub margin: Vec<i16>,
}

/// A state that is this far behind the best is given up, in emission steps: far more than any lead that was ever made up for.
const BEAM: i32 = 400;

/// The classes of a cue's first token.
const CUES: [usize; 4] = [10, 11, 12, 13];

const NEVER: i32 = i32::MIN / 2;

impl Tagger {
    /// The likeliest state of each token, as indices of [`ALL`].
    pub fn path(&mut self, model: &Model, sheet: &Sheet) -> &[u8] {
        let n = sheet.tokens();
        self.path.clear();
        self.back.clear();
        self.margin.clear();
        if n == 0 {
            return &self.path;
        }
        self.back.resize(n, [0; STATES]);
        let classes = ALL.map(|s| s.class());
        let bias = ALL.map(|s| if s.kind == Kind::Begin(Role::Cue) { i32::from(model.bias) } else { 0 });
        let mut scores = [NEVER; STATES];
        for i in 0..n {
            let mut emission = [0; CLASSES];
            sheet.each(i, |_, hash| model.add(hash, &mut emission));
            let cue = CUES.iter().map(|c| emission[*c]).max().unwrap_or(0);
            self.margin.push((cue - emission[0]).clamp(-9999, 9999) as i16);
            let mut reached = [NEVER; STATES];
            if i == 0 {
                for (to, start) in reached.iter_mut().zip(model.start) {
                    *to = start.map_or(NEVER, i32::from);
                }
            } else {
                let best = scores.iter().copied().max().unwrap_or(0);
                let back = &mut self.back[i];
                let from = sheet.place_of(i) * STATES;
                for (state, (&score, next)) in scores.iter().zip(&model.next[from..from + STATES]).enumerate() {
                    if score < best - BEAM {
                        continue;
                    }
                    for &(to, weight) in next {
                        let to = to as usize % STATES;
                        let value = score + i32::from(weight);
                        if value > reached[to] {
                            reached[to] = value;
                            back[to] = state as u8;
                        }
                    }
                }
            }
            for state in 0..STATES {
                let there = reached[state] > NEVER;
                scores[state] = if there { reached[state] + emission[classes[state]] + bias[state] } else { NEVER };
            }
        }
        let mut state = (0..STATES).rev().max_by_key(|&s| scores[s]).unwrap_or(0);
        for i in (0..n).rev() {
            self.path.push(state as u8);
            state = self.back[i][state] as usize;
        }
        self.path.reverse();
        &self.path
    }
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
