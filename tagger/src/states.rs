//! The tagger's states: what a token is to an attribution, and what that attribution already has.
//!
//! A plain tagger forgets what it has seen: it can end an attribution without a cue, or open a second cue where the first
//! has no content yet. Here a state is a role (source, cue, content), its begin or inside, and the *set of roles* that the
//! attribution has so far; a step from state to state says whether the same attribution goes on, a new one begins, or a
//! new one begins that shares the source ("said X, adding Y"). A path of states is the attributions: nothing is left to
//! guess about which source belongs to which cue inside a paragraph.

/// How many states there are.
pub const STATES: usize = 32;

/// How many kinds of place transitions are told apart by, see [`crate::features`].
pub const PLACES: usize = 9;

/// How many classes the emissions are shared over.
pub const CLASSES: usize = 18;

/// A part of an attribution. The value is its bit in [`State::has`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Who.
    Source = 1,
    /// The reporting words.
    Cue = 2,
    /// What is reported.
    Content = 4,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Part of no attribution.
    Out,
    /// Between two parts of one attribution.
    Gap,
    /// The first of a span.
    Begin(Role),
    /// Inside a span.
    Inside(Role),
}

/// A state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State {
    /// What the token is.
    pub kind: Kind,
    /// The roles that the attribution has, this token's included, as a sum of [`Role`] values.
    pub has: u8,
}

/// How one state follows another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The same span goes on.
    Same,
    /// The same attribution goes on.
    On,
    /// A new attribution begins.
    New,
    /// A new attribution begins and shares the source of the one before.
    Share,
    /// Nothing goes on.
    Out,
}

const S: u8 = Role::Source as u8;
const C: u8 = Role::Cue as u8;
const T: u8 = Role::Content as u8;

/// All states.
pub const ALL: [State; STATES] = all();

const fn all() -> [State; STATES] {
    let mut all = [State { kind: Kind::Out, has: 0 }; STATES];
    let mut has = 1;
    while has <= 7 {
        all[has as usize] = State { kind: Kind::Gap, has };
        has += 1;
    }
    let roles = [(Role::Source, S), (Role::Cue, C), (Role::Content, T)];
    let mut next = 8;
    let mut r = 0;
    while r < roles.len() {
        let mut has = 1;
        while has <= 7 {
            if has & roles[r].1 != 0 {
                all[next] = State { kind: Kind::Begin(roles[r].0), has };
                all[next + 1] = State { kind: Kind::Inside(roles[r].0), has };
                next += 2;
            }
            has += 1;
        }
        r += 1;
    }
    all
}

impl State {
    /// Its index in [`ALL`].
    pub fn index(self) -> usize {
        ALL.iter().position(|&s| s == self).unwrap_or(0)
    }

    /// Whether a text may begin in it.
    pub fn may_begin(self) -> bool {
        match self.kind {
            Kind::Out => true,
            Kind::Begin(role) => self.has == role as u8,
            _ => false,
        }
    }

    /// The class whose emission it shares: what a role looks like depends on the side of the cue that it stands on,
    /// and what a cue looks like on whether source and content have been seen.
    pub const fn class(self) -> usize {
        let (inside, role) = match self.kind {
            Kind::Out => return 0,
            Kind::Gap => return 1,
            Kind::Begin(role) => (0, role),
            Kind::Inside(role) => (1, role),
        };
        let cued = (self.has & C != 0) as usize;
        match role {
            Role::Source => 2 + 2 * cued + inside,
            Role::Content => 6 + 2 * cued + inside,
            Role::Cue => 10 + 4 * inside + (self.has & S != 0) as usize + 2 * (self.has & T != 0) as usize,
        }
    }

    /// How `next` may follow, if it may.
    pub fn step(self, next: State) -> Option<Step> {
        let (begins, role) = match next.kind {
            Kind::Out => return (!matches!(self.kind, Kind::Gap)).then_some(Step::Out),
            Kind::Gap => return (self.has == next.has && self.kind != Kind::Out).then_some(Step::On),
            Kind::Begin(role) => (true, role),
            Kind::Inside(role) => (false, role),
        };
        if !begins {
            let same = self.has == next.has && (self.kind == Kind::Begin(role) || self.kind == Kind::Inside(role));
            return same.then_some(Step::Same);
        }
        let bit = role as u8;
        if self.kind != Kind::Out && next.has == self.has | bit && (role == Role::Content || self.has & bit == 0) {
            return Some(Step::On);
        }
        let complete = self.has & (S | C) == S | C;
        if complete && role != Role::Source && next.has == S | bit {
            return Some(Step::Share);
        }
        (next.has == bit && !matches!(self.kind, Kind::Gap)).then_some(Step::New)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_automaton_is_the_one_that_the_weights_are_for() {
        let allowed = ALL.iter().flat_map(|a| ALL.iter().map(|b| a.step(*b))).flatten().count();
        assert_eq!(allowed, 230);
        assert_eq!(ALL.iter().map(|s| s.class()).max(), Some(CLASSES - 1));
        for (index, state) in ALL.iter().enumerate() {
            assert_eq!(state.index(), index);
        }
    }

    #[test]
    fn a_gap_never_ends_an_attribution() {
        for state in ALL.iter().filter(|s| s.kind == Kind::Gap) {
            assert_eq!(state.step(ALL[0]), None);
        }
    }
}
