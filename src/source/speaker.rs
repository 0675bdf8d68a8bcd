//! Speakers: whom a sentence says it reports, by its own words.
//!
//! The tagger draws sources where it has learned to; this look at the words of saying and their subjects fills in where it
//! drew none: "Ruiz said", "said one of them", "according to the ministry", "the plan was described by Ruiz as", and the
//! subject of a sentence that reports without a verb of saying ("lawmakers are adamant that").

use super::lexicon::{
    ADVERB, AUXILIARY, BELIEVE, BODY, COLLECTIVE, DATE, DETERMINER, DOCUMENT, GROUP, LINKER, PREPOSITION, PRONOUN, QUANTIFIER,
    RELATIVE, REPORTED, ROLE, SAY, SAYING, SINGLE, SPEECH, SPOKESPERSON, THING, Words,
};
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
    pub(super) fn span(self, words: &Words) -> Span {
        words.span(self.first, self.last)
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
    /// An organisation, a place that speaks, or anything else with a name.
    Name,
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
        if word.eq_ignore_ascii_case("of") && head.is_some_and(|h| words.is(h, COLLECTIVE | QUANTIFIER)) {
            head = None;
        } else if head.is_some()
            && (words.is(i, RELATIVE) || lower && words.is(i, PREPOSITION | LINKER | AUXILIARY) || lower && describes(word))
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
    if words.is(head, SPOKESPERSON) {
        return Who::Role;
    }
    if let Some(person) = apposition(words, phrase, head) {
        return person;
    }
    // A name of several capitalised words around the head: "Doctors Without Borders", "Consumers Union".
    let named_after = words.capital(head) && words.capital(head + 1) && head + 1 < phrase.last;
    if words.is(head, GROUP) && !named_after && !words.any(head, &["police"]) {
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
    if words.is(head, THING) && lower && !proper {
        return Who::Thing;
    }
    if words.is(head, DOCUMENT) && (lower || !proper || words.is(first, DETERMINER)) {
        return Who::Document;
    }
    if words.is(head, QUANTIFIER) && !words.capital(head + 1) {
        return Who::Group;
    }
    if words.is(head, SINGLE) && lower {
        let the_known =
            definite && words.is(head, ROLE) || owned && !words.any(head, &["source", "friend", "colleague", "aide", "ally"]);
        if the_known {
            return Who::Role;
        }
        return if definite { Who::Definite } else { Who::Single };
    }
    if !lower {
        let capitals = (first..phrase.last).filter(|&i| words.capital(i) && !words.is(i, DETERMINER)).count();
        let title = (first..head).any(|i| words.is(i, ROLE) || titled(words.word(i)));
        return if (capitals >= 2 || title) && !words.is(head, BODY | DOCUMENT) && !words.is(first, DETERMINER) {
            Who::Person
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
    if plural(word) { Who::Group } else { Who::Role }
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
            return (!words.is(i - 1, PREPOSITION)).then_some(Who::Person);
        } else if comma && word != "." {
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

/// Whether a capitalised word that opens a sentence is a common noun all the same.
fn common(words: &Words, i: usize) -> bool {
    let word = words.word(i);
    words.is(i, GROUP | SINGLE | THING | DOCUMENT | QUANTIFIER | PRONOUN)
        || ["ists", "ologists", "ians", "workers", "makers", "holders", "goers", "members", "officials", "men", "women"]
            .iter()
            .any(|ending| word.len() > ending.len() + 2 && word.ends_with(ending))
}

fn plural(word: &str) -> bool {
    let word = word.as_bytes();
    word.len() > 3 && word.ends_with(b"s") && !word.ends_with(b"ss") && !word.ends_with(b"us") && !word.ends_with(b"is")
        || matches!(word, b"men" | b"women" | b"people" | b"children" | b"police")
}

/// How a speaker was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// By a word of saying and its subject.
    Said,
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

/// The speakers that a sentence's words of saying name, in their order.
pub(super) fn find(words: &Words, sentence: &Sentence) -> Vec<Speaker> {
    let (first, last) = (sentence.first as usize, sentence.last as usize);
    let mut speakers: Vec<Speaker> = Vec::new();
    let mut add = |phrase: Phrase, cue: usize, found: Found| {
        if phrase.first < phrase.last && !speakers.iter().any(|s| s.phrase.first < phrase.last && phrase.first < s.phrase.last) {
            speakers.push(Speaker { phrase, cue, found });
        }
    };
    let mut i = first;
    while i < last {
        if words.quoted(i) {
            i += 1;
            continue;
        }
        if words.any(i, &["according"]) && words.any(i + 1, &["to"]) {
            add(after(words, i + 2, last), i, Found::According);
            i += 2;
        } else if words.any(i, &["per", "via"]) && (words.capital(i + 1) || words.any(i + 1, &["the"]) && words.capital(i + 2)) {
            add(after(words, i + 1, last), i, Found::According);
        } else if words.is(i, SAY) && !noun(words, first, i) {
            let passive = passive(words, first, i);
            let by = words.any(i + 1, &["by"]);
            if by {
                add(after(words, i + 2, last), i, Found::Said);
            } else if passive {
                // Agentless: vague.rs has it.
            } else if let Some(phrase) = apposed(words, first, i).or_else(|| inverted(words, first, i, last)) {
                add(phrase, i, Found::Said);
            } else if let Some(phrase) = subject(words, first, i) {
                add(phrase, i, Found::Said);
            }
        } else if words.is(i, SAYING) && i > first {
            // "…, adding that": the subject of the main clause speaks.
            if words.word(i - 1) == "," {
                if let Some(phrase) = opening(words, first, last).filter(|p| p.last <= i) {
                    add(phrase, i, Found::Said);
                }
            } else if (words.is(i - 1, AUXILIARY) || words.is(i - 1, ADVERB))
                && let Some(phrase) = subject(words, first, i)
            {
                add(phrase, i, Found::Said);
            }
        } else if words.is(i, SPEECH) && words.any(i + 1, &["by", "from", "of"]) && words.kind(i + 2).is_some() {
            let phrase = after(words, i + 2, last);
            if !words.any(i + 1, &["of"]) && phrase.first < phrase.last {
                add(phrase, i, Found::Noun);
            }
        }
        i += 1;
    }
    speakers
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
        } else if seen && lower && words.is(i, AUXILIARY | SAY | BELIEVE | LINKER) || words.is(i, RELATIVE) && seen {
            break;
        } else {
            seen = true;
        }
        i += 1;
        if i - from > 14 {
            break;
        }
    }
    (seen && from < i).then_some(Phrase { first: from, last: i })
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
            let appositive = word == "," && i + 1 < last && !words.capital(from) && words.capital(i + 1) && words.capital(i + 2);
            if !inner && !appositive {
                break;
            }
        } else if i > from
            && !words.capital(i)
            && (words.is(i, AUXILIARY | RELATIVE)
                || words.is(i, LINKER) && !words.any(i, &["and", "since", "than", "before"])
                || words.is(i, SAY) && !words.is(i, SPEECH | DOCUMENT) && i > from + 1
                || words.any(i, &["during", "on", "after", "before", "when", "since", "while"])
                || words.any(i, &["in", "at"]) && (words.is(i + 1, DETERMINER | DATE) && !words.any(i + 1, &["the"])))
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
    let mut i = last;
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
        } else if begins_clause(words, j, first) || !words.capital(j) && i < last && verb(words, j) {
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
    words.is(i, REPORTED)
        && passive(words, first, i)
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
        ];
        for (text, wanted) in cases {
            assert_eq!(speakers(text), [wanted], "{text}");
        }
        assert!(speakers("The report of the board is long.").is_empty());
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
            ("the Bureau of Fish", Who::Name),
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
