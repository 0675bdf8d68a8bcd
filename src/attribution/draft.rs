//! What the tagger says, read: the attributions that a path of states is.

use std::ops::Range;
use tagger::{ALL, Kind, Role, STATES, Step};

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
    use super::*;
    use tagger::State;

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
