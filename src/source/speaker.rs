//! Speakers: whom a sentence says it reports, by its own words.
//!
//! The tagger draws sources where it has learned to; this look at the words of saying and their subjects fills in where it
//! drew none: "Ruiz said", "said one of them", "according to the ministry", "the plan was described by Ruiz as", and the
//! subject of a sentence that reports without a verb of saying ("lawmakers are adamant that").

use super::lexicon::{
    ACCORDING, ADVERB, AUXILIARY, BELIEVE, BODY, COLLECTIVE, DATE, DETERMINER, DOCUMENT, GROUP, HEDGE, LINKER, OUTLET,
    PREPOSITION, PRONOUN, QUANTIFIER, RECKONS, RELATIVE, REPORTED, ROLE, SAY, SAYING, SINGLE, SPEECH, SPOKESPERSON, THING, Words,
};
use crate::attribution::reckoning::{self, Reckoning};
use crate::span::Span;
use crate::text::{Sentence, TokenKind};

/// A phrase that names who speaks, as tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    pub(super) first: usize,
    /// One past its last token.
    pub(super) last: usize,
}

impl Phrase {
    pub(super) fn overlaps(self, other: Self) -> bool {
        self.first < other.last && other.first < self.last
    }

    pub(super) fn span(self, words: &Words) -> Span {
        words.span(self.first, self.last)
    }

    /// Without what is left of the next clause at its end, or of the one before at its beginning: "one, who", "and one".
    pub(super) fn trimmed(self, words: &Words) -> Self {
        let left = |i: usize| {
            words.is(i, RELATIVE | AUXILIARY) && !words.capital(i) || words.mark(i) && matches!(words.word(i), "," | "—" | "–")
        };
        let mut last = self.last;
        while last > self.first + 1 && left(last - 1) {
            last -= 1;
        }
        let mut first = self.first;
        while first + 1 < last && words.any(first, &["and", "but", "quote", "quoting"]) && !words.capital(first) {
            first += 1;
        }
        Self { first, last }
    }

    /// The phrase that a span covers, without marks at its ends.
    pub(super) fn of(words: &Words, span: Span) -> Option<Self> {
        let mut first = words.text.token_at(span.start);
        let mut last = words.text.tokens.partition_point(|t| t.span.start < span.end);
        while first < last && words.mark(first) {
            first += 1;
        }
        while last > first && words.mark(last - 1) && !words.possessive(last - 1) && words.word(last - 1) != "." {
            last -= 1;
        }
        (first < last).then_some(Self { first, last })
    }
}

/// What is said of a speaker by the words of the phrase alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Who {
    /// A person by name.
    Person,
    /// A name of one word, or of something that can be a person or not.
    Name,
    /// An organisation or a place that speaks.
    Body,
    /// A role or body that "the", a possessive or a name beside it makes known.
    Role,
    /// "he", "she".
    HeShe,
    /// "they".
    They,
    /// "it".
    It,
    /// "I", "we": the author, or the one who is quoted.
    Author,
    /// "the researchers", "the officials": known if they were before.
    Definite,
    /// A document; how specific it is, `document.rs` says.
    Document,
    /// Unnamed members of a group or body.
    Members,
    /// An unnamed group.
    Group,
    /// An unnamed person.
    Single,
    /// An opinion that nobody owns.
    Thing,
}

impl Who {
    /// A reader cannot tell who.
    pub(super) fn unnamed(self) -> bool {
        matches!(self, Self::Members | Self::Group | Self::Single | Self::Thing)
    }
}

/// The head of a phrase: the noun that its other words only describe. "critics" in "some critics of the plan".
pub(super) fn head(words: &Words, phrase: Phrase) -> usize {
    let mut head = None;
    let mut i = phrase.first;
    while i < phrase.last {
        let word = words.word(i);
        if words.mark(i) {
            if words.possessive(i) {
                // "Trump's defenders": the head follows, if anything does.
                if i + 1 < phrase.last && !words.mark(i + 1) {
                    head = None;
                }
            } else if head.is_some() && !matches!(word, "-" | "&" | "/" | "." | "’" | "'" | "\"" | "“" | "”") {
                break;
            }
            i += 1;
            continue;
        }
        let lower = !words.capital(i);
        let named = |h: usize| (phrase.first + 1..h).any(|j| words.capital(j));
        if word.eq_ignore_ascii_case("of") && head.is_some_and(|h| words.is(h, COLLECTIVE | QUANTIFIER) && !named(h)) {
            head = None;
        } else if head.is_some()
            && (words.is(i, RELATIVE)
                || lower && words.is(i, PREPOSITION | LINKER | AUXILIARY)
                || lower && (describes(word) || word.ends_with("ed") && words.any(i + 1, &["by", "to"])))
        {
            break;
        } else if words.is(i, DETERMINER | PRONOUN | ADVERB) && i + 1 < phrase.last && lower | (i == phrase.first) {
            // Kept as the head only where nothing else comes: "some", "others", "he".
            if head.is_none() && next_ends(words, i + 1, phrase.last) {
                head = Some(i);
            }
        } else if !(lower && words.is(i, PREPOSITION)) {
            head = Some(i);
        }
        i += 1;
    }
    head.unwrap_or(phrase.first)
}

fn next_ends(words: &Words, i: usize, last: usize) -> bool {
    i >= last
        || words.is(i, PREPOSITION | RELATIVE | LINKER) && !words.capital(i) && !words.word(i).eq_ignore_ascii_case("other")
        || words.mark(i)
}

/// A participle that begins a description: "people *familiar* with", "a group *led* by".
fn describes(word: &str) -> bool {
    matches!(
        word,
        "familiar"
            | "close"
            | "briefed"
            | "affiliated"
            | "led"
            | "involved"
            | "named"
            | "called"
            | "signed"
            | "seen"
            | "obtained"
            | "working"
            | "based"
            | "known"
            | "speaking"
            | "living"
            | "attending"
            | "present"
            | "sent"
            | "published"
            | "released"
            | "accompanying"
            | "representing"
            | "opposed"
            | "concerned"
            | "cited"
            | "interviewed"
            | "filed"
            | "knowledgeable"
    )
}

/// What the phrase's words say of who speaks.
pub(super) fn classify(words: &Words, phrase: Phrase) -> Who {
    let head = head(words, phrase);
    let one = phrase.last - phrase.first == 1;
    let word = words.word(head);
    if words.is(head, PRONOUN) && (one || head == phrase.first && !words.capital(head + 1)) {
        return pronoun(word);
    }
    let opening = head == phrase.first && at_start(words, head);
    let lower = !words.capital(head) || opening && one && common(words, head);
    let first = phrase.first;
    let definite = words.any(first, &["the", "these", "those", "both", "this", "that"]);
    let indefinite = words.any(first, &["a", "an", "one", "another", "some", "any", "no"]) || words.is(first, QUANTIFIER);
    let owned = words.any(first, &["his", "her", "their", "its", "our", "my"]);
    let proper = (first..phrase.last).any(|i| words.capital(i) && !(i == first && at_start(words, i)));
    if words.is(head, SPOKESPERSON) || words.any(head, &["police"]) && !indefinite && !words.capital(head + 1) {
        return Who::Role;
    }
    if titled_name(words, phrase) {
        return Who::Person;
    }
    if metonym(words, phrase) || words.any(first, &["those", "anyone", "all"]) && words.is(first + 1, RELATIVE) {
        return Who::Group;
    }
    // "the researchers' calculations": theirs.
    if let Some(owner) = (first + 1..head).find(|&i| words.possessive(i))
        && definite
        && researchers(words, owner - 1)
    {
        return Who::Role;
    }
    if let Some(person) = apposition(words, phrase, head) {
        return person;
    }
    // A name of several capitalised words around the head: "Doctors Without Borders", "Consumers Union".
    let named_after = words.capital(head) && words.capital(head + 1) && head + 1 < phrase.last;
    if words.is(head, GROUP) && !named_after {
        if definite && !(first..head).any(|i| words.capital(i) && i != first) && head + 1 >= phrase.last {
            return Who::Definite;
        }
        if words.any(head, &["authorities", "prosecutors", "governments", "courts"]) && proper && lower {
            return Who::Role;
        }
        return if proper { Who::Members } else { Who::Group };
    }
    if words.is(head, COLLECTIVE) && indefinite && !words.is(head, BODY) {
        return Who::Group;
    }
    if words.is(head, THING) && lower && !proper || speech(words, phrase, head) && !proper && !owned {
        return Who::Thing;
    }
    if words.is(head, DOCUMENT) && (lower || !proper || words.is(first, DETERMINER)) {
        return Who::Document;
    }
    if words.is(head, QUANTIFIER) && !words.capital(head + 1) {
        return if words.any(head, &["one", "another"]) { Who::Single } else { Who::Group };
    }
    if words.any(head, &["journalist", "reporter", "correspondent", "photographer"])
        && (first..head).any(|i| words.is(i, OUTLET) && words.capital(i))
    {
        // "a Courier reporter": the paper's own.
        return Who::Role;
    }
    if words.is(head, SINGLE) && lower {
        if words.is(head, ROLE) && (definite || owned) {
            return Who::Role;
        }
        return if definite { Who::Definite } else { Who::Single };
    }
    if !lower && words.is(head, ROLE) {
        return Who::Role;
    }
    if !lower {
        let capitals = (first..phrase.last).filter(|&i| words.capital(i) && !words.is(i, DETERMINER)).count();
        let title = (first..head).any(|i| words.is(i, ROLE) || titled(words.word(i)));
        return if (capitals >= 2 || title) && !words.is(head, BODY | DOCUMENT) && !words.is(first, DETERMINER) {
            Who::Person
        } else if words.is(first, DETERMINER) || words.is(head, BODY | OUTLET | DOCUMENT) || acronym(word) {
            Who::Body
        } else {
            Who::Name
        };
    }
    if indefinite && !words.is(head, BODY) {
        return if plural(word) { Who::Group } else { Who::Single };
    }
    if indefinite {
        return if proper { Who::Role } else { Who::Single };
    }
    if plural(word) && !proper && !owned {
        return if definite { Who::Definite } else { Who::Group };
    }
    if definite || owned || proper || words.is(head, ROLE | BODY) {
        return Who::Role;
    }
    // "information", "word": nobody.
    Who::Group
}

/// Whether a subject is somebody: by name, by a pronoun for people, or by a word for people.
pub(super) fn can_speak(words: &Words, phrase: Phrase) -> bool {
    match classify(words, phrase) {
        Who::Person | Who::Name | Who::Body | Who::HeShe | Who::They | Who::Members | Who::Single => true,
        Who::Role | Who::Group | Who::Definite => words.is(head(words, phrase), GROUP | SINGLE | ROLE | BODY),
        _ => false,
    }
}

/// "the claim that", "accusations": words without a mouth.
fn speech(words: &Words, phrase: Phrase, head: usize) -> bool {
    words.is(head, SPEECH) && !words.is(head, DOCUMENT) && (!words.capital(head) || head == phrase.first && at_start(words, head))
}

/// Those who are known once their work is: "the researchers".
pub(super) fn researchers(words: &Words, i: usize) -> bool {
    words.any(
        i,
        &[
            "researchers",
            "scientists",
            "authors",
            "team",
            "doctors",
            "physicians",
            "group",
            "astronomers",
            "engineers",
            "investigators",
        ],
    )
}

/// Places that stand for the people who work there.
fn metonym(words: &Words, phrase: Phrase) -> bool {
    (phrase.first..phrase.last).any(|i| {
        words.any(i, &["street", "valley"]) && i > phrase.first && words.any(i - 1, &["wall", "main", "silicon"])
            || words.any(i, &["hollywood"]) && phrase.last - phrase.first == 1
    })
}

/// "study co-author Michael Malaska", "former envoy to Chad Ann Lee": the phrase ends in the name of whom its nouns describe.
fn titled_name(words: &Words, phrase: Phrase) -> bool {
    (phrase.first + 1..phrase.last).any(|i| {
        let described =
            !words.capital(i - 1) && words.is(i - 1, SINGLE | ROLE) || titled(words.word(i - 1)) && i - 1 > phrase.first;
        let initial = words.word(i + 1) == "." && words.capital(i + 2);
        // "a reporter Ann Lee's source" is not Ann Lee.
        let owner = (i + 1..phrase.last).take_while(|&j| words.capital(j)).last().is_some_and(|j| words.possessive(j + 1));
        described
            && words.capital(i)
            && i + 1 < phrase.last
            && (words.capital(i + 1) && !words.is(i + 1, GROUP | BODY) || initial)
            && !owner
    })
}

fn pronoun(word: &str) -> Who {
    match word.to_ascii_lowercase().as_str() {
        "he" | "she" | "his" | "her" | "him" | "himself" | "herself" | "who" => Who::HeShe,
        "they" | "their" | "them" | "themselves" => Who::They,
        "i" | "we" | "our" | "my" | "me" | "us" | "you" | "your" => Who::Author,
        _ => Who::It,
    }
}

/// "Mr", "Dr": a person's name follows.
pub(super) fn titled(word: &str) -> bool {
    matches!(
        word,
        "Mr" | "Mrs"
            | "Ms"
            | "Dr"
            | "Prof"
            | "Professor"
            | "Sen"
            | "Rep"
            | "Gov"
            | "Gen"
            | "Lt"
            | "Col"
            | "Sgt"
            | "Capt"
            | "Sir"
            | "Lord"
            | "Lady"
            | "Dame"
            | "Judge"
            | "Justice"
            | "Senator"
            | "President"
            | "Miss"
            | "Cmdr"
            | "Supervisor"
            | "Detective"
    )
}

/// "a resident, Mary Jones," and "a doctor named John Smith": a name makes the phrase known.
fn apposition(words: &Words, phrase: Phrase, head: usize) -> Option<Who> {
    let mut i = head + 1;
    let mut comma = false;
    while i < phrase.last {
        let word = words.word(i);
        if matches!(word, "," | "named" | "called" | "—" | "–" | "identified" | "as") || titled(word) {
            comma = true;
        } else if comma && words.capital(i) && words.capital(i + 1) && i + 1 < phrase.last {
            // "…, London" names a place; two capitalised words after a mark are a person or a body, and both are somebody.
            // "…, part of the Harbour Board": neither.
            if !words.is(i - 1, PREPOSITION | DETERMINER) {
                return Some(Who::Person);
            }
        } else if words.is(i, RELATIVE | AUXILIARY | SAY) && !words.capital(i) || comma && word == "," {
            return None;
        }
        i += 1;
    }
    None
}

fn at_start(words: &Words, i: usize) -> bool {
    let token = &words.text.tokens[i];
    let sentence = &words.text.sentences[token.sentence as usize];
    let first = sentence.first as usize;
    i == first || (first..i).all(|j| words.mark(j)) || i > first && matches!(words.word(i - 1), "“" | "\"" | ":")
}

/// Whether a capitalised word that opens a sentence is a common noun all the same. A plural is, unless the text shows
/// elsewhere that it is a name.
fn common(words: &Words, i: usize) -> bool {
    let word = words.word(i);
    words.is(i, GROUP | SINGLE | THING | DOCUMENT | QUANTIFIER | PRONOUN)
        || plural(word) && word.len() >= 6 && !words.is(i, OUTLET) && !words.possessive(i + 1)
}

/// "WHO", "NASA".
fn acronym(word: &str) -> bool {
    word.len() >= 2 && word.bytes().all(|b| b.is_ascii_uppercase() || b == b'.' || b == b'&')
}

/// Whether a noun means several, by its ending.
pub(super) fn plural(word: &str) -> bool {
    let word = word.as_bytes();
    word.len() > 3 && word.ends_with(b"s") && !word.ends_with(b"ss") && !word.ends_with(b"us") && !word.ends_with(b"is")
        || matches!(word, b"men" | b"women" | b"people" | b"children" | b"police")
}

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

    fn class(phrase: &str) -> Who {
        // Behind a verb, so that a capital letter is a name's.
        let text = format!("Yesterday said {phrase} there");
        with(&text, |w| classify(w, Phrase { first: 2, last: w.text.tokens.len() - 1 }))
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

    #[test]
    fn who_is_known_and_who_is_not() {
        let cases = [
            ("Ana Ruiz", Who::Person),
            ("Dr Ruiz", Who::Person),
            ("the prime minister", Who::Role),
            ("the company", Who::Role),
            ("a spokesman for the port", Who::Role),
            ("police in Arles", Who::Role),
            ("the Bureau of Fish", Who::Body),
            ("study co-author Mary Jones", Who::Person),
            ("Another diplomat, former envoy Ann Lee", Who::Person),
            ("some critics", Who::Group),
            ("experts", Who::Group),
            ("officials", Who::Group),
            ("Harbour Board officials", Who::Members),
            ("a person close to the deal", Who::Single),
            ("one resident", Who::Single),
            ("a resident, Mary Jones", Who::Person),
            ("a number of analysts", Who::Group),
            ("a growing number", Who::Group),
            ("others", Who::Group),
            ("he", Who::HeShe),
            ("the officials", Who::Definite),
            ("one theory", Who::Thing),
            ("a recent study", Who::Document),
            ("some of Lee's defenders", Who::Members),
        ];
        for (phrase, wanted) in cases {
            assert_eq!(class(phrase), wanted, "{phrase}");
        }
    }
}
