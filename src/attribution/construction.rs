//! Constructions that report by themselves, whatever the words around them: `docs/claims.md` counts each of them.
//!
//! "Reportedly"; "is widely seen as", "thought to be", "is expected to"; "as noted by"; "called for"; "pledged to"; a verb of
//! saying or thinking with its subject and "that". The trained stage sees too few of each to be sure of them.

use super::reckoning::{self, Reckoning};
use crate::text::{Sentence, Text, TokenKind};
use tagger::hash;

macro_rules! words {
    ($name:ident, $($word:literal)+) => {
        const $name: &[u32] = &[$(hash($word)),+];
    };
}

const THAT: u32 = hash("that");
const TO: u32 = hash("to");
const AS: u32 = hash("as");
const BY: u32 = hash(reckoning::BY);
const FOR: u32 = hash("for");
const ON: u32 = hash("on");
const OF: u32 = hash("of");
const PER: u32 = hash("per");
const THE: u32 = hash("the");
const PUT: [u32; 2] = [hash(reckoning::PUT[0]), hash(reckoning::PUT[1])];

words!(HEDGES, "reportedly" "allegedly" "purportedly");
words!(BE, "is" "are" "was" "were" "be" "been" "being" "isn't" "aren't" "wasn't" "weren't");
words!(SEEN, "seen" "viewed" "regarded" "described" "hailed" "touted" "portrayed" "perceived");
words!(BELIEVED, "believed" "thought" "said" "reported" "alleged" "rumored" "rumoured" "presumed" "understood" "feared");
words!(EXPECTED, "expected" "forecast" "projected" "estimated");
words!(REDUCED, "believed" "thought" "rumored" "rumoured" "presumed" "reported" "alleged" "said");
words!(NOTED, "noted" "outlined" "reported" "explained" "stated" "pointed" "cited" "recounted");
words!(CALLED, "called" "calling");
words!(ACCUSED, "accuse" "accuses" "accused" "accusing");
words!(PROMISED, "pledged" "pledges" "promised" "promises" "vowed" "vows" "pledging" "vowing");
words!(SAID, "said" "says" "say" "argues" "argue" "argued" "claims" "claim" "claimed" "states" "stated" "notes" "noted" "adds"
    "added" "insists" "insisted" "insist" "maintains" "maintain" "contends" "contend" "contended" "asserts" "asserted" "alleges"
    "alleged" "announced" "declared" "explained" "explains" "admits" "admitted" "acknowledges" "acknowledged" "conceded"
    "concedes" "confirmed" "denied" "denies" "warned" "warns" "warn" "predicts" "predicted" "predict" "believes" "believe"
    "believed" "thinks" "think" "thought" "hopes" "hope" "hoped" "fears" "fear" "feared" "worries" "worry" "worried" "suspects"
    "suspect" "suspected" "agrees" "agree" "agreed" "concluded" "concludes" "conclude" "reported" "estimates" "estimate"
    "estimated" "complained" "complain" "testified" "wrote" "writes");
words!(THINKS, "believes" "believe" "believed" "thinks" "think" "thought" "says" "say" "said" "claims" "claim" "claimed" "argues"
    "argue" "argued" "insists" "insist" "insisted" "hopes" "hope" "hoped" "suspect" "suspects" "suspected");
words!(OPENS, "this" "these" "there" "he" "she" "they" "none" "nothing" "such" "we" "it" "its" "his" "her" "their" "the" "a" "an");
words!(ASIDE, "cautions" "suggests" "instructed" "replied" "recalls" "recalled" "continues" "continued" "jokes" "joked" "points"
    "reports" "observes" "observed" "answered" "advises" "asks" "asked" "told");
words!(PARTICIPLES, "reported" "estimated" "alleged" "believed" "feared" "worried" "suspected" "thought" "denied");
words!(NOUNS, "hope" "fear" "claim" "fears" "hopes" "claims" "estimates" "estimate" "worries" "reports" "points");
words!(RELATIVE, "is" "are" "was" "were" "has" "have" "had" "will" "would" "can" "could" "may" "might" "should" "did" "does" "do");
words!(MODAL, "will" "would" "can" "could" "may" "might" "should" "must" "to" "won't" "wouldn't" "can't" "couldn't" "did" "does"
    "do" "didn't" "doesn't" "don't" "not" "never" "let" "let's");
words!(NOBODY, "i" "we" "you" "it" "this" "that" "these" "those" "which" "what" "if" "as" "when" "of" "the" "a" "an" "his" "her"
    "their" "its" "our" "your" "my" "any" "no" "or" "in" "on" "for" "with" "by" "at" "from" "than" "be" "is" "are" "was" "were"
    "been" "being" "i've" "i'd" "we've" "we'd" "you'd" "you've" "there" "here");
words!(WORK, "study" "studies" "survey" "surveys" "poll" "polls" "report" "reports" "data" "figures" "statistics" "research"
    "analysis" "analyses" "review" "audit" "census" "numbers" "findings" "documents" "records" "filings");
words!(FINDS, "show" "shows" "showed" "suggest" "suggests" "suggested" "indicate" "indicates" "indicated" "reveal" "reveals"
    "revealed" "find" "finds" "found");
words!(BELONGS, "from" "by" "of" "in" "for" "at" "the" "published" "released");
words!(PARTICLES, "up" "off" "in" "on" "at" "for" "to" "with" "by" "of" "out" "and" "or" "as" "its" "his" "her" "their");
words!(SUBJECTS, "he" "she" "they" "it" "i" "we" "you" "who");

/// What [`turns`] gives for a word on which a construction turns.
pub(super) const TURNS: u32 = 1 << 31;

/// Whether [`reports`] has anything to look at where this word stands, by the word's hash: [`TURNS`] or nothing.
pub(super) fn turns(low: u32) -> u32 {
    let alone = [THAT, TO, AS, BY, FOR, ON, PER, OF].contains(&low);
    if alone || [HEDGES, FINDS, &PUT, SAID, ASIDE].iter().any(|words| words.contains(&low)) { TURNS } else { 0 }
}

/// Whether the sentence is a report by its construction alone. `senses` holds what [`turns`] says of each word of `low`.
pub(super) fn reports(text: &Text, sentence: &Sentence, low: &[u32], senses: &[u32]) -> bool {
    let (first, last) = (sentence.first as usize, sentence.last as usize);
    let (Some(low), Some(senses)) = (low.get(..last), senses.get(..last)) else { return false };
    let clause = Clause { text, sentence, low, first, last };
    if last > first && text.word(last - 1) == "?" {
        return false;
    }
    (first..last).filter(|&at| senses[at] & TURNS != 0).any(|at| match low[at] {
        THAT => clause.said_that(at) || clause.is_believed(at, &[BELIEVED, EXPECTED]),
        TO => {
            clause.is_believed(at, &[BELIEVED, EXPECTED])
                || clause.held_to_be(at)
                || clause.follows(at, PROMISED) && clause.acts(at - 1)
        }
        AS => clause.is_believed(at, &[SEEN]) || clause.follows(at, SEEN) && clause.trails(at - 1),
        BY => at >= first + 2 && low[at - 2] == AS && clause.follows(at, NOTED) || clause.reckoned(at),
        FOR | ON => clause.follows(at, CALLED) && clause.acts(at - 1),
        PER => clause.per(at),
        OF => clause.accused(at),
        word if HEDGES.contains(&word) => clause.plain(at),
        word if FINDS.contains(&word) => clause.finds(at),
        word if PUT.contains(&word) => clause.reckoned(at),
        word if SAID.contains(&word) => clause.says_so(at) || clause.thinks(at),
        word => ASIDE.contains(&word) && clause.says_so(at),
    })
}

/// A sentence's tokens.
struct Clause<'a> {
    text: &'a Text<'a>,
    sentence: &'a Sentence,
    low: &'a [u32],
    first: usize,
    last: usize,
}

impl Clause<'_> {
    /// A word outside quotation marks.
    fn plain(&self, at: usize) -> bool {
        at >= self.first && at < self.last && !self.text.tokens[at].quoted && self.text.tokens[at].kind == TokenKind::Word
    }

    /// One of `words` stands right before `at`.
    fn follows(&self, at: usize, words: &[u32]) -> bool {
        at > self.first && self.plain(at - 1) && self.plain(at) && words.contains(&self.low[at - 1])
    }

    /// The nearest word before `at` that is no adverb.
    fn before(&self, at: usize) -> Option<usize> {
        let adverb = |at: usize| {
            let word = self.text.word(at);
            word.len() > 4 && word.ends_with("ly")
                || matches!(word, "also" | "still" | "now" | "often" | "long" | "once" | "ever")
        };
        (self.first..at).rev().take(4).take_while(|&at| self.plain(at)).find(|&at| !adverb(at))
    }

    /// "Is widely seen as", "was believed to", "it is said that".
    fn is_believed(&self, at: usize, participles: &[&[u32]]) -> bool {
        participles.iter().any(|words| self.follows(at, words))
            && self.before(at - 1).is_some_and(|be| BE.contains(&self.low[be]))
    }

    /// "Hills, thought to be of ice"; but not "he thought to himself".
    fn held_to_be(&self, at: usize) -> bool {
        self.follows(at, REDUCED) && self.trails(at - 1)
    }

    /// The participle at `at` belongs to a noun or follows a comma: it has no subject of its own.
    fn trails(&self, at: usize) -> bool {
        let before = at.wrapping_sub(1);
        let comma = at > self.first && self.text.word(before) == ",";
        let noun = self.before(at).is_some_and(|noun| {
            let word = self.text.word(noun);
            !self.text.tokens[noun].capital
                && !SUBJECTS.contains(&self.low[noun])
                && word.ends_with('s')
                && word.len() > 3
                && !BE.contains(&self.low[noun])
        });
        comma || noun
    }

    /// The verb at `at` is done by somebody other than the reader or the author, and is done indeed.
    fn acts(&self, at: usize) -> bool {
        let have = |at: usize| matches!(self.text.word(at), "has" | "had" | "have");
        let subject = match self.before(at) {
            Some(before) if have(before) => self.before(before),
            before => before,
        };
        subject.is_some_and(|subject| {
            let low = self.low[subject];
            !NOBODY.contains(&low) && !MODAL.contains(&low)
        })
    }

    /// "Critics argue that", "the company said that"; but not "a worry that is growing".
    fn said_that(&self, at: usize) -> bool {
        let relative = self.low.get(at + 1).is_some_and(|next| RELATIVE.contains(next));
        self.follows(at, SAID) && !relative && self.acts(at - 1)
    }

    /// "Guards believe this is", "he thinks Lind will".
    fn thinks(&self, at: usize) -> bool {
        let next = at + 1;
        let number = |at: usize| at < self.last && self.text.tokens[at].kind == TokenKind::Number && !self.text.tokens[at].quoted;
        self.plain(at)
            && THINKS.contains(&self.low[at])
            && (number(next) || self.plain(next) && (OPENS.contains(&self.low[next]) || self.text.tokens[next].capital))
            && self.acts(at)
            && !self.text.tokens[at].capital
    }

    /// "Figures from the Fish Board show landings fell", "…, official data showed on Monday"; but not "the figures showed up".
    fn finds(&self, at: usize) -> bool {
        if !self.plain(at) || self.text.tokens[at].capital {
            return false;
        }
        let work = |at: usize| WORK.contains(&self.low[at]) && (!self.text.tokens[at].capital || at == self.first);
        // Between the work and its verb only whose it is: "from the Fish Board", "published in Tides".
        let belongs = |at: usize| self.text.tokens[at].capital || BELONGS.contains(&self.low[at]);
        let subject = self.before(at).and_then(|before| {
            let reach = (self.first..=before).rev().take(9).take_while(|&at| self.plain(at));
            reach.take_while(|&at| work(at) || belongs(at)).find(|&at| work(at))
        });
        let Some(subject) = subject else { return false };
        let aside = (self.first..subject).rev().take(4).find(|&at| !self.plain(at));
        let clause =
            |at: usize| at < self.last && self.text.tokens[at].kind != TokenKind::Mark && !PARTICLES.contains(&self.low[at]);
        aside.is_some_and(|at| self.text.word(at) == ",") || clause(at + 1)
    }

    /// "By one estimate"; "studies put the loss at $40,000".
    fn reckoned(&self, at: usize) -> bool {
        match reckoning::at(self.text, self.sentence, at) {
            Some(Reckoning::By) => true,
            Some(Reckoning::Put) => self.acts(at),
            None => false,
        }
    }

    /// A report that stands aside of what is reported: "…, says Ada Lind", "…, the paper states."
    fn says_so(&self, at: usize) -> bool {
        if !self.plain(at) || at == self.first {
            return false;
        }
        let mark = |at: usize| at >= self.first && at < self.last && self.text.tokens[at].kind == TokenKind::Mark;
        let comma = |at: usize| mark(at) && matches!(self.text.word(at), "," | "”" | "\"" | "’" | "''");
        let next = at + 1;
        if comma(at - 1) {
            // "…, says Ada Lind", "…, says baker Ada Lind"; but not "…, continued to bake at Lind's".
            let named = |at: usize| self.plain(at) && self.text.tokens[at].capital;
            let word = |at: usize| self.plain(at) && !NOBODY.contains(&self.low[at]) && self.low[at] != TO;
            let titled = word(next) && (named(next + 1) || word(next + 1) && named(next + 2));
            return !PARTICIPLES.contains(&self.low[at]) && (named(next) || titled);
        }
        let verb = !PARTICIPLES.contains(&self.low[at]) && !NOUNS.contains(&self.low[at]);
        let ends = verb && mark(next) && matches!(self.text.word(next), "," | "." | "—");
        let opened = || (self.first + 1..at).rev().take(7).find(|&at| mark(at)).is_some_and(comma);
        ends && self.acts(at) && opened()
    }

    /// "Critics accuse the mayor of", "accused of".
    fn accused(&self, of: usize) -> bool {
        self.plain(of)
            && (self.first..of).rev().take(7).take_while(|&at| self.plain(at)).any(|at| ACCUSED.contains(&self.low[at]))
    }

    /// "Per the WHO"; but not "per cent".
    fn per(&self, at: usize) -> bool {
        let the = self.low.get(at + 1) == Some(&THE);
        let aside = at == self.first || self.text.word(at - 1) == ",";
        let name = at + 1 + usize::from(the);
        (the || aside) && self.plain(at) && self.plain(name) && self.text.tokens[name].capital
    }
}

#[cfg(test)]
mod tests {
    use crate::page::Page;
    use crate::text::Text;

    fn reports(words: &str) -> bool {
        let page = Page::from_plain(words);
        let text = Text::read(&page);
        let low: Vec<u32> =
            text.tokens.iter().map(|t| super::hash(&text.words(t.span).to_lowercase().replace('’', "'"))).collect();
        let senses: Vec<u32> = low.iter().map(|low| super::turns(*low)).collect();
        super::reports(&text, &text.sentences[0], &low, &senses)
    }

    #[test]
    fn constructions_report() {
        for words in [
            "The bridge is reportedly beyond repair.",
            "The harbour plan is widely seen as a gamble.",
            "The tunnel was long believed to be flooded.",
            "Ferry fares are expected to rise in May.",
            "It is said that the lake has no bottom.",
            "The ridges, thought to be old dunes, run north.",
            "Sleep matters, as noted by nurse Ada Lind.",
            "The union has called for a slower timetable.",
            "Mayor Lind pledged to mend the pier.",
            "Most riders still believe that the tram is free.",
            "The board said that it would wait.",
            "Guards believe this is the last ferry.",
            "Salt keeps, cautions Ada Lind.",
            "Salt, the paper states, keeps for years.",
            "Critics accuse the mayor of hiding the bill.",
            "Rats, per the WHO, dislike the cold.",
            "Salt keeps, says baker Ada Lind.",
        ] {
            assert!(reports(words), "{words}");
        }
    }

    #[test]
    fn what_is_no_report_is_left_to_the_weights() {
        for words in [
            "You may find that the lid sticks.",
            "We believe that tea is best at four.",
            "Don’t think that the pump will last.",
            "They like to say that nothing changes.",
            "Is the pier expected to open?",
            "He thought to himself about the pier.",
            "This recipe is called for by many.",
            "It was later than expected.",
            "The note that she left was short.",
            "“It is reportedly closed.”",
            "It is a growing fear that is hard to name.",
            "Ferries cost four pounds per adult, I think, and run late.",
            "She thought of the pier.",
            "A rider, no name reported, fell.",
            "Lind, for her part, continued to bake at Novak’s.",
            "It earns a pound Per Thousand readers.",
        ] {
            assert!(!reports(words), "{words}");
        }
    }
}
