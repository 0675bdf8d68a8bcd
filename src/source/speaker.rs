//! Speakers: whom a sentence says it reports, by its own words.
//!
//! The tagger draws sources where it has learned to; this look at the words of saying and their subjects fills in where it
//! drew none: "Ruiz said", "said one of them", "according to the ministry", "the plan was described by Ruiz as", and the
//! subject of a sentence that reports without a verb of saying ("lawmakers are adamant that").

use super::lexicon::{
    ACCORDING, ADVERB, AUXILIARY, BELIEVE, BODY, COLLECTIVE, DATE, DETERMINER, DOCUMENT, GROUP, HEDGE, LINKER, OUTLET,
    PREPOSITION, PRONOUN, QUANTIFIER, RECKONS, RELATIVE, REPORTED, ROLE, SAY, SAYING, SINGLE, SPEECH, THING, Words,
};
use super::who::{Phrase, describes, head, plural, titled};
use crate::attribution::reckoning::{self, Reckoning};
use crate::text::{Sentence, TokenKind};

/// How a speaker was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// By a word of saying and its subject.
    Said,
    /// By a word of saying before it: "…," said Ruiz.
    Inverted,
    /// "according to".
    According,
    /// Only as the subject of a sentence without such a word.
    Subject,
    /// By a noun of saying: "claims by".
    Noun,
}

/// A speaker that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Speaker {
    pub(super) phrase: Phrase,
    /// The word that says that it is a report.
    pub(super) cue: usize,
    pub(super) found: Found,
}

/// The speakers that a sentence's words of saying name, in their order. In a report inside a report only the outer one:
/// what follows "Ruiz said" is hers, but for "according to".
pub(super) fn find(words: &Words, sentence: &Sentence) -> Vec<Speaker> {
    let (first, last) = (sentence.first as usize, sentence.last as usize);
    let mut speakers: Vec<Speaker> = Vec::new();
    // From here on, what is said is said by the last speaker.
    let mut inside = usize::MAX;
    let mut i = first;
    while i < last {
        let reckoned = words.is(i, RECKONS).then(|| reckoning::at(words.text, sentence, i)).flatten();
        if words.quoted(i) || reckoned.is_none() && !words.is(i, SAY | SAYING | SPEECH | ACCORDING) {
            i += 1;
            continue;
        }
        let mut found = None;
        if words.any(i, &["according"]) && words.any(i + 1, &["to"]) {
            found = Some((after(words, i + 2, last), Found::According));
            i += 1;
        } else if reckoned == Some(Reckoning::By)
            || words.any(i, &["per", "via"]) && (words.capital(i + 1) || words.any(i + 1, &["the"]) && words.capital(i + 2))
        {
            found = Some((after(words, i + 1, last), Found::According));
        } else if i < inside && reckoned.is_some() {
            found = subject(words, first, i).map(|p| (p, Found::Said));
        } else if i < inside {
            found = said(words, first, i, last);
        }
        if let Some((phrase, how)) = found
            && phrase.first < phrase.last
            && !speakers.iter().any(|s| s.phrase.overlaps(phrase))
            && !(words.is(phrase.first, PRONOUN) && words.any(phrase.first, &["i", "you", "me"]))
        {
            // "While critics say A, Ruiz says B": two reports; "critics say that Ruiz says": one.
            let two = words.is(first, LINKER) && speakers.is_empty();
            if how == Found::Said && phrase.last <= i && !two {
                inside = i;
            }
            speakers.push(Speaker { phrase, cue: i, found: how });
        }
        i += 1;
    }
    speakers
}

/// The speaker of a word of saying at `i`.
fn said(words: &Words, first: usize, i: usize, last: usize) -> Option<(Phrase, Found)> {
    if words.is(i, SAY) && !noun(words, first, i) {
        if words.any(i + 1, &["by"]) {
            return Some((after(words, i + 2, last), Found::Said));
        }
        if passive(words, first, i) || hedged(words, first, i) {
            return None;
        }
        let after = |i| inverted(words, first, i, last).map(|p| (p, Found::Inverted));
        // "…, says Ruiz." at a sentence's end is plainer than a subject over an apposition.
        let small = PREPOSITION | DETERMINER | LINKER;
        let plain = |p: &Phrase| {
            let said = (p.first..p.last).filter(|&j| !words.capital(j) && !words.mark(j) && !words.is(j, small)).count();
            (p.last + 1 >= last || words.word(p.last) == ",") && (p.first..p.last).any(|j| words.capital(j)) && said <= 4
        };
        let (phrase, how) = after(i)
            .filter(|(p, _)| plain(p))
            .or_else(|| apposed(words, first, i).map(|p| (p, Found::Said)))
            .or_else(|| after(i))
            .or_else(|| subject(words, first, i).map(|p| (p, Found::Said)))?;
        // "Ruiz is accused of", "Lee accused of": the one who is spoken of.
        let spoken_of =
            words.any(i, &["accused", "seen", "viewed", "thought", "believed"]) && words.any(i + 1, &["of", "as", "to"]);
        return (!spoken_of && !hears(words, phrase, i)).then_some((phrase, how));
    }
    if words.is(i, SAYING) && i > first {
        // "…, adding that": the subject of the main clause speaks.
        if words.word(i - 1) == "," {
            return opening(words, first, last).filter(|p| p.last <= i).map(|p| (p, Found::Said));
        }
        if words.is(i - 1, AUXILIARY | ADVERB) {
            return subject(words, first, i).map(|p| (p, Found::Said));
        }
        return None;
    }
    let by = words.is(i, SPEECH) && words.any(i + 1, &["by", "from"]) && words.kind(i + 2).is_some();
    by.then(|| (after(words, i + 2, last), Found::Noun))
}

/// "the Courier understands", "the board heard": it does not say from whom.
fn hears(words: &Words, phrase: Phrase, cue: usize) -> bool {
    words.any(cue, &["heard", "hears"])
        || words.any(cue, &["learned", "learnt", "understands"]) && (phrase.first..phrase.last).any(|j| words.is(j, OUTLET))
}

/// "Despite publicly calling it old": words that join are nobody, but say where a report begins.
pub(super) fn nobody(words: &Words, phrase: Phrase) -> bool {
    (phrase.first..phrase.last).all(|i| words.is(i, PREPOSITION | LINKER) && !words.is(i, PRONOUN | GROUP))
}

/// What is left of a source that the tagger drew with a cue: nothing, where the words say that it hears or is spoken of instead
/// of speaking; more, where only the end of a longer subject was drawn.
pub(super) fn checked(words: &Words, phrase: Phrase, cue: crate::Span, sentence: &Sentence) -> Option<Phrase> {
    let first = sentence.first as usize;
    let from = words.text.token_at(cue.start);
    let to = words.text.tokens.partition_point(|t| t.span.start < cue.end);
    let verb = (from..to).rev().find(|&i| words.is(i, SAY | SAYING)).unwrap_or(from);
    let own_voice = words.any(phrase.first, &["i", "you", "me", "i'm", "i’m"]) && phrase.last - phrase.first == 1;
    if own_voice || nobody(words, phrase) || (from..to).any(|i| words.is(i, HEDGE)) {
        return None;
    }
    let mut phrase = phrase;
    while phrase.last - phrase.first > 1 && words.any(phrase.first, &["that"]) && !words.is(phrase.first + 1, AUXILIARY | SAY) {
        phrase.first += 1;
    }
    if words.any(phrase.first, &["he", "she", "they", "it", "we"]) {
        phrase.last = phrase.first + 1;
    }
    // "Ruiz then spent a week": the name alone.
    if let Some(end) = (phrase.first..phrase.last).find(|&i| !words.capital(i))
        && end > phrase.first
        && words.is(end, ADVERB)
        && !words.is(phrase.first, DETERMINER | PRONOUN)
    {
        phrase.last = end;
    }
    // "WASHINGTON (Courier) - Scientists": behind the place.
    if let Some(dash) = (phrase.first..phrase.last.min(phrase.first + 8)).find(|&i| {
        matches!(words.word(i), "-" | "—" | "–") && words.text.tokens[i].spaced && words.word(i - usize::from(i > 0)) == ")"
    }) && dash + 1 < phrase.last
    {
        phrase.first = dash + 1;
    }
    let next = phrase.first + 1;
    if words.is(phrase.first, GROUP)
        && next < phrase.last
        && !words.capital(next)
        && !words.mark(next)
        && !words.is(next, PREPOSITION | RELATIVE | LINKER)
        && !words.is(next, GROUP | BODY | DOCUMENT)
        && !describes(words.word(next))
    {
        phrase.last = next;
    }
    let spoken_of = words.any(verb, &["accused", "seen", "viewed", "thought", "believed", "considered"])
        && words.any(verb + 1, &["of", "as", "to"]);
    let silent = silent(words, cue);
    let last = sentence.last as usize;
    if silent && (first..last).any(|i| !words.quoted(i) && (words.is(i, HEDGE) || agentless(words, first, i, last))) {
        // "is reportedly being investigated by": done, not said.
        return None;
    }
    if phrase.last <= from {
        if spoken_of && !words.is(from.wrapping_sub(1), AUXILIARY) {
            return None;
        }
        if phrase.first > first && words.is(phrase.first - 1, PREPOSITION) && !words.any(phrase.first - 1, &["by", "to"]) {
            // "the board in South Arles refused": the tagger drew the place alone.
            phrase = leftwards(words, first, phrase.last).unwrap_or(phrase);
        }
        let by = words.any(verb + 1, &["by"]) || words.any(to, &["by"]);
        let heard = hears(words, phrase, verb) || passive(words, first, verb) && !by || hedged(words, first, verb);
        if heard || words.is(phrase.first, AUXILIARY) && phrase.last - phrase.first == 1 {
            return None;
        }
    }
    let dated = (phrase.first..phrase.last).all(|i| words.is(i, DATE | PREPOSITION) || words.kind(i) != Some(TokenKind::Word));
    if dated
        || words.any(phrase.first, &["cannot", "there"])
        || words.any(phrase.first, &["those"]) && phrase.last - phrase.first == 1
    {
        return None;
    }
    // "pivotal parts", "detected in 8 percent": a noun that nobody speaks by, and no article before it.
    let noun = head(words, phrase);
    let speaks = GROUP | SINGLE | ROLE | BODY | DOCUMENT | THING | SPEECH | PRONOUN | QUANTIFIER | COLLECTIVE;
    let begins = DETERMINER | PRONOUN | QUANTIFIER;
    let titled = (phrase.first..phrase.last)
        .any(|i| words.capital(i) && (words.is(i - usize::from(i > 0), speaks) || words.capital(i + 1)));
    if !words.capital(phrase.first)
        && (silent || !words.is(phrase.first, begins))
        && !words.is(noun, speaks)
        && !words.capital(noun)
        && !titled
    {
        return None;
    }
    if words.word(phrase.first).ends_with("ed") && words.is(phrase.first + 1, PREPOSITION) {
        return None;
    }
    if words.is(phrase.first, RELATIVE) && words.any(phrase.first, &["who", "which", "whose"]) && phrase.first > first {
        // "settlers, who form a party, said": the tagger drew the relative clause alone.
        let before = if words.word(phrase.first - 1) == "," { phrase.first - 1 } else { phrase.first };
        return leftwards(words, first, before).map(|p| Phrase { first: p.first, last: phrase.last });
    }
    Some(phrase)
}

/// Whether a cue says nothing of saying: "passed", "opted", which the tagger knows from plans and deeds.
pub(super) fn silent(words: &Words, cue: crate::Span) -> bool {
    let from = words.text.token_at(cue.start);
    let to = words.text.tokens.partition_point(|t| t.span.start < cue.end);
    !(from..to).any(|i| words.is(i, SAY | SAYING | BELIEVE | SPEECH | DOCUMENT | ACCORDING) || words.any(i, &["told", ":"]))
}

/// Whether a hedge stands in the verb's own group: "he *reportedly* told", where nobody says so.
fn hedged(words: &Words, first: usize, verb: usize) -> bool {
    (first..verb).rev().take(3).take_while(|&j| words.is(j, ADVERB | AUXILIARY)).any(|j| words.is(j, HEDGE))
}

/// The subject that a sentence opens with, whatever its verb: "Lawmakers" of "Lawmakers are adamant".
pub(super) fn opening(words: &Words, first: usize, last: usize) -> Option<Phrase> {
    let mut i = first;
    while i < last && (words.mark(i) || words.is(i, LINKER) && !words.is(i, DETERMINER) || words.is(i, ADVERB)) {
        i += 1;
    }
    // "In a letter, the doctors pleaded": what comes before the comma only sets the scene.
    if words.is(i, PREPOSITION) || words.is(i, SAYING) || words.any(i, &["asked", "when", "while", "as"]) {
        let comma = (i..last).take(25).find(|&j| words.word(j) == "," && !words.quoted(j))?;
        i = comma + 1;
    }
    let from = i;
    let mut seen = false;
    while i < last {
        let lower = !words.capital(i);
        if words.mark(i) {
            if !words.possessive(i) && !matches!(words.word(i), "-" | "&" | "." | "/") {
                break;
            }
        } else if seen && (words.is(i, RELATIVE) || lower && verb_follows(words, i)) {
            break;
        } else {
            seen |= !words.is(i, DETERMINER);
        }
        i += 1;
        if i - from > 14 {
            break;
        }
    }
    (seen && from < i).then_some(Phrase { first: from, last: i })
}

/// An unnamed group that holds an opinion somewhere in the sentence: "has roiled *some voters* who suspect", "the swings that
/// *many researchers* link to". Looked for where nothing else says whose report it is.
pub(super) fn believers(words: &Words, sentence: &Sentence) -> Option<Phrase> {
    let (first, last) = (sentence.first as usize, sentence.last as usize);
    (first..last).find_map(|i| {
        if words.quoted(i)
            || !words.is(i, GROUP)
            || words.capital(i) && !words.is(i - usize::from(i > first), QUANTIFIER) && i > first
        {
            return None;
        }
        let verb = (i + 1..last.min(i + 7))
            .take_while(|&j| !words.quoted(j))
            .find(|&j| words.is(j, SAY | BELIEVE) && !noun(words, first, j))?;
        // Between them only what can belong to the group's phrase.
        let near = (i + 1..verb).all(|j| !words.mark(j) && (!words.is(j, LINKER) || words.is(j, RELATIVE)));
        let mut from = i;
        while from > first
            && i - from < 3
            && words.is(from - 1, QUANTIFIER | ADVERB | DETERMINER)
            && !words.any(from - 1, &["that"])
        {
            from -= 1;
        }
        near.then_some(Phrase { first: from, last: i + 1 })
    })
}

/// Whether the word in lower case at `i` is past a subject's end: a known verb, or any word but a preposition behind a plural
/// group or a name.
fn verb_follows(words: &Words, i: usize) -> bool {
    let (before, verb) = (i - 1, words.word(i));
    words.is(i, AUXILIARY | SAY | BELIEVE | LINKER)
        || !words.is(i, PREPOSITION)
            && (words.is(before, GROUP)
                || words.capital(before) && !words.is(before, DETERMINER | PREPOSITION | ADVERB | QUANTIFIER | COLLECTIVE)
                || words.is(before, DOCUMENT | BODY | ROLE | THING | SINGLE) && (verb.ends_with("ed") || plural(verb)))
}

/// Whether a word that can be a verb of saying is a noun here: "the *claims*", "his *report*".
fn noun(words: &Words, first: usize, i: usize) -> bool {
    if !words.is(i, SPEECH | DOCUMENT)
        && !words.any(i, &["notes", "shows", "show", "points", "states", "thought", "found", "added", "quotes"])
    {
        return i > first && words.any(i - 1, &["a", "an", "the", "to"]) && !words.any(i - 1, &["to"])
            || i > first && words.any(i - 1, &["to"]);
    }
    let Some(before) = i.checked_sub(1).filter(|&b| b >= first) else { return true };
    words.is(before, DETERMINER | PREPOSITION)
        && !words.any(before, &["who", "that", "which", "some", "many", "others", "most", "several"])
        || words.possessive(before)
        || words.any(before, &["to"])
        || words.any(i + 1, &["of", "by", "about", "on", "in", "at"]) && !words.capital(before) && !words.is(before, PRONOUN)
        || words.kind(before) == Some(TokenKind::Number)
}

/// "was described": the subject is not who says it.
fn passive(words: &Words, first: usize, i: usize) -> bool {
    if !words.word(i).ends_with("ed")
        && !words.any(i, &["said", "told", "thought", "known", "seen", "found", "shown", "quoted", "written"])
    {
        return false;
    }
    let mut j = i;
    while j > first && words.is(j - 1, ADVERB) {
        j -= 1;
    }
    j > first
        && (words.any(j - 1, &["is", "are", "was", "were", "been", "being", "be", "isn't", "wasn't", "aren't", "weren't", "get"])
            || matches!(words.word(j - 1), "re" | "'re" | "’re" | "we're" | "We're" | "we’re" | "We’re" | "I'm" | "I’m"))
}

/// "Ruiz, the head of the port, said": a comma before the verb, and the subject before the apposition.
fn apposed(words: &Words, first: usize, i: usize) -> Option<Phrase> {
    (i > first && words.word(i - 1) == "," && !words.quoted(i - 1)).then(|| subject(words, first, i)).flatten()
}

/// "…," said NP.
fn inverted(words: &Words, first: usize, i: usize, last: usize) -> Option<Phrase> {
    let free = i == first || words.mark(i - 1) && !words.possessive(i - 1);
    let quoted = i > first && words.quoted(i - 1);
    if !free && !quoted || i + 1 >= last || words.any(i, &["told", "tells"]) {
        return None;
    }
    let next = i + 1;
    let begins = words.capital(next)
        || words.is(next, DETERMINER | GROUP | SINGLE | ROLE | QUANTIFIER)
        || words.is(next, PRONOUN) && !words.any(next, &["me", "us", "him", "them"])
        || words.kind(next) == Some(TokenKind::Word) && !words.is(next, PREPOSITION | LINKER | ADVERB | AUXILIARY);
    if !begins || words.any(next, &["that"]) || words.quoted(next) {
        return None;
    }
    // "…, said he would": a subject with the verb of another clause is no speaker; "said he" is.
    let phrase = after(words, next, last);
    let lone = words.is(next, PRONOUN) && next + 1 < last && !words.mark(next + 1);
    let clause = phrase.last < last && words.is(phrase.last, AUXILIARY) && !quoted;
    (phrase.first < phrase.last && !lone && (quoted || !clause)).then_some(phrase)
}

/// The phrase that begins at `from`: up to a mark, a verb or the next clause.
fn after(words: &Words, from: usize, last: usize) -> Phrase {
    let mut i = from;
    while i < last && i - from < 16 {
        if words.quoted(i) {
            break;
        }
        if words.mark(i) {
            let word = words.word(i);
            let inner = words.possessive(i)
                || matches!(word, "-" | "&" | "/" | "’" | "'")
                || word == "."
                    && i + 1 < last
                    && i > from
                    && (titled(words.word(i - 1)) || words.word(i - 1).len() == 1 || words.word(i - 1).contains('.'));
            // An apposition belongs to it: "Mary Jones, a nurse".
            let name = words.capital(i + 1) && words.capital(i + 2) || words.any(i + 1, &["former"]);
            let appositive = word == "," && i + 1 < last && !words.capital(from) && name;
            if !inner && !appositive {
                break;
            }
        } else if i > from
            && !words.capital(i)
            && (words.is(i, AUXILIARY | RELATIVE)
                || words.is(i, LINKER) && !words.any(i, &["and", "since", "than", "before"])
                || words.is(i, SAY) && !words.is(i, SPEECH | DOCUMENT) && i > from + 1
                || words.any(i, &["during", "on", "after", "before", "when", "since", "while"])
                || words.any(i, &["in", "at"]) && (words.is(i + 1, DETERMINER | DATE) && !words.any(i + 1, &["the"]))
                || words.any(i, &["of"]) && words.word(i + 1).ends_with("ing") && !words.capital(i + 1))
        {
            break;
        }
        i += 1;
    }
    Phrase { first: from, last: i }
}

/// The subject to the left of the verb at `verb`.
fn subject(words: &Words, first: usize, verb: usize) -> Option<Phrase> {
    let mut end = verb;
    while end > first
        && (words.is(end - 1, ADVERB | AUXILIARY) && !words.is(end - 1, PRONOUN)
            || words.word(end - 1).ends_with("ly") && !words.capital(end - 1)
            || matches!(words.word(end - 1), "'" | "’" | "ve" | "re" | "d"))
    {
        end -= 1;
    }
    if end == first {
        return None;
    }
    let before = end - 1;
    if words.quoted(before) {
        return None;
    }
    if words.is(before, RELATIVE) && !words.any(before, &["that", "where"]) {
        // "Ruiz, who said": the one before the relative; commas do not count.
        let mut last = before;
        while last > first && words.word(last - 1) == "," {
            last -= 1;
        }
        return leftwards(words, first, last);
    }
    if words.word(before) == "," {
        // "Ruiz, the head of the port, said": over the apposition.
        let open = (first..before).rev().take(40).find(|&j| words.word(j) == "," && !words.quoted(j))?;
        let inner = open + 1;
        let apposed = words.is(inner, DETERMINER | RELATIVE | ROLE | PREPOSITION | SINGLE | GROUP)
            || words.kind(inner) == Some(TokenKind::Number)
            || !words.capital(inner)
            || before - inner <= 4;
        if !apposed {
            return None;
        }
        let phrase = leftwards(words, first, open)?;
        return Some(Phrase { first: phrase.first, last: before });
    }
    if words.mark(before) && !matches!(words.word(before), ")" | "]" | "." | "’" | "'") && !words.possessive(before) {
        return None;
    }
    if words.any(before, &["and", "but", "or", "then"]) {
        return opening(words, first, verb);
    }
    leftwards(words, first, end)
}

/// The phrase that ends at `last`, back to where it begins.
fn leftwards(words: &Words, first: usize, last: usize) -> Option<Phrase> {
    leftwards_past(words, first, last, 2)
}

/// The same; it may reach back past so many relative clauses. A page can put one after the other without end.
fn leftwards_past(words: &Words, first: usize, last: usize, clauses: u8) -> Option<Phrase> {
    let mut i = last;
    if last > first && words.any(last - 1, &["he", "she", "they", "it", "we", "i", "you"]) {
        return Some(Phrase { first: last - 1, last });
    }
    while i > first && last - i < 16 {
        let j = i - 1;
        if words.quoted(j) {
            break;
        }
        if words.mark(j) {
            let word = words.word(j);
            let point = word == "."
                && j > first
                && (titled(words.word(j - 1)) || words.word(j - 1).len() <= 2 || words.word(j - 1).contains('.'));
            if !(words.possessive(j) || point || matches!(word, "-" | "&" | "/" | ")" | "(" | "’" | "'")) {
                break;
            }
        } else if i < last && words.is(j, RELATIVE) && words.any(j, &["who", "which"]) {
            // "consumers who sought help reported": the relative clause is the subject's.
            let before = if j > first && words.word(j - 1) == "," { j - 1 } else { j };
            let before = leftwards_past(words, first, before, clauses.checked_sub(1)?);
            return before.map(|phrase| Phrase { first: phrase.first, last });
        } else if begins_clause(words, j, first) || !words.capital(j) && i < last && verb(words, j) {
            break;
        } else if i < last
            && words.is(i, DETERMINER)
            && !words.capital(j)
            && !words.is(j, PREPOSITION | DETERMINER | COLLECTIVE | QUANTIFIER)
        {
            // "opposing the board said": before an article, only a preposition goes on with the phrase.
            break;
        }
        i = j;
    }
    // "On Monday Ruiz": the day only sets the scene.
    if words.is(i, PREPOSITION) && i + 2 < last {
        i += 1;
        let dates = |i: usize| words.is(i, DATE) || words.kind(i) == Some(TokenKind::Number);
        while i + 1 < last && (dates(i) || words.is(i, DETERMINER) && dates(i + 1)) {
            i += 1;
        }
    }
    // After "and", what comes before is another clause unless both are names.
    if let Some(and) = (i..last).rev().find(|&j| words.any(j, &["and"]))
        && !words.capital(and - 1)
        && and > i
        && and + 1 < last
        && !words.is(and - 1, GROUP | SINGLE | DOCUMENT | BODY | ROLE)
    {
        i = and + 1;
    }
    (i < last).then_some(Phrase { first: i, last })
}

/// Whether what stands before a subject ends here: "because *the board said*".
fn begins_clause(words: &Words, j: usize, first: usize) -> bool {
    let opens = j == first && words.is(j, LINKER | ADVERB) && !words.is(j, DETERMINER);
    let linker = words.is(j, LINKER | RELATIVE) && !words.any(j, &["and", "that"]);
    opens || !words.capital(j) && (words.is(j, AUXILIARY) || linker)
}

/// A word that is a verb of saying and no noun.
fn verb(words: &Words, i: usize) -> bool {
    words.is(i, SAY | SAYING) && !words.is(i, SPEECH | DOCUMENT)
}

/// Whether the participle at `i` after a form of "be" reports without saying who: "is believed to".
pub(super) fn agentless(words: &Words, first: usize, i: usize, last: usize) -> bool {
    if !words.is(i, REPORTED) {
        return false;
    }
    // "the territory, seen as safe", "a man thought to be ill", "Ruiz accused of theft".
    let bare = i > first && !words.is(i - 1, AUXILIARY | PRONOUN | ADVERB | LINKER) && !words.possessive(i - 1);
    let reduced = bare
        && (words.any(i, &["seen", "viewed", "regarded", "hailed"]) && words.any(i + 1, &["as"])
            || words.any(i, &["thought", "believed", "said", "rumored", "rumoured", "alleged", "considered"])
                && words.any(i + 1, &["to"])
            || words.any(i, &["accused"]) && words.any(i + 1, &["of"]));
    reduced
        || passive(words, first, i)
            && !words.any(i + 1, &["by"])
            && ((i + 1..last.min(i + 4)).any(|j| words.any(j, &["to", "as", "that", "of", "for"]))
                || words.any(i, &["reported", "rumored", "rumoured", "alleged", "considered", "told"]))
            && !(words.any(i, &["expected"]) && i > 0 && words.any(i - 1, &["than"]))
}
#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Page;
    use crate::text::Text;

    fn with<T>(text: &str, test: impl Fn(&Words) -> T) -> T {
        let page = Page::from_plain(text);
        let text = Text::read(&page);
        test(&Words::read(&text))
    }

    fn speakers(text: &str) -> Vec<String> {
        with(text, |w| find(w, &w.text.sentences[0]).iter().map(|s| w.text.words(s.phrase.span(w)).to_owned()).collect())
    }

    #[test]
    fn subjects_of_saying() {
        let cases = [
            ("Ana Ruiz said the port would close.", "Ana Ruiz"),
            ("“It is closed,” said Ana Ruiz.", "Ana Ruiz"),
            ("“It is closed,” Ana Ruiz, the head of the port, told the Courier.", "Ana Ruiz, the head of the port"),
            ("The fee, say economists, is too high.", "economists"),
            ("According to the harbour board, fees rise.", "the harbour board"),
            ("On Monday the board said fees would rise.", "the board"),
            ("Critics of the plan argue that it fails.", "Critics of the plan"),
            ("The plan was described by Ana Ruiz as bold.", "Ana Ruiz"),
            ("Some in the town have long complained about noise.", "Some in the town"),
            ("Some critics argue that Ana Ruiz said too little.", "Some critics"),
            ("Ruiz argued that the board told the mayor too little.", "Ruiz"),
            ("Some consumers who sought help on Monday reported long waits.", "Some consumers who sought help on Monday"),
            ("Because he was late, they said, the boat left.", "they"),
        ];
        for (text, wanted) in cases {
            assert_eq!(speakers(text), [wanted], "{text}");
        }
        assert!(speakers("The report of the board is long.").is_empty());
        assert!(speakers("Ruiz reportedly told Lee to leave.").is_empty());
        assert!(speakers("Ruiz accused of theft.").is_empty());
        assert!(speakers("The port is believed to be old.").is_empty());
    }
}
