//! Who: what a phrase's words say of whom they name.
//!
//! A person by name, a body, a role that makes somebody known; a group, its members or an unnamed person; a document; an opinion that
//! nobody owns. `speaker.rs` finds the phrases, `name.rs` resolves those that say little by themselves.

use super::lexicon::{
    ADVERB, AUXILIARY, BODY, COLLECTIVE, DETERMINER, DOCUMENT, GROUP, LINKER, OUTLET, PREPOSITION, PRONOUN, QUANTIFIER, RELATIVE,
    ROLE, SAY, SINGLE, SPEECH, SPOKESPERSON, THING, Words,
};
use crate::span::Span;

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
pub(super) fn describes(word: &str) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Page;
    use crate::text::Text;

    fn class(phrase: &str) -> Who {
        // Behind a verb, so that a capital letter is a name's.
        let page = Page::from_plain(&format!("Yesterday said {phrase} there"));
        let text = Text::read(&page);
        let words = Words::read(&text);
        classify(&words, Phrase { first: 2, last: text.tokens.len() - 1 })
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
