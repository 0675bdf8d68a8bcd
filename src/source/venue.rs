//! Venues: where and on what occasion something was said, when a reader could go there and look.
//!
//! "told the Courier", "wrote on X", "in a statement", "testified before the Senate", "at the Fish Conference". "Said in an
//! email", "in an interview" and "told reporters" without an outlet, a forum or a date lead nowhere.

use super::lexicon::{DATE, DETERMINER, OCCASION, OUTLET, PLATFORM, PREPOSITION, PRONOUN, WHERE, Words};
use crate::span::Span;
use crate::text::{Sentence, TokenKind};

/// The venues that a sentence names outside of quotation marks. `own` is the page's own host: what is told to it is
/// told to this page.
pub(super) fn find(words: &Words, sentence: &Sentence, own: &str) -> Vec<Span> {
    let (first, last) = (sentence.first as usize, sentence.last as usize);
    let mut found: Vec<Span> = Vec::new();
    for i in first..last {
        if words.quoted(i) || !words.is(i, WHERE) || found.last().is_some_and(|f| words.text.tokens[i].span.start < f.end) {
            continue;
        }
        if let Some(span) = at(words, i, first, last, own) {
            found.push(span);
        }
    }
    found
}

/// The venue whose first word is the token `i`.
fn at(words: &Words, i: usize, first: usize, last: usize, own: &str) -> Option<Span> {
    if words.any(i, &["told", "tells", "telling", "tell"]) {
        if words.any(i + 1, &["reporters", "journalists"]) {
            let forum =
                (i + 2..last.min(i + 7)).find(|&j| words.is(j, PREPOSITION) || words.any(j, &["aboard"]) || words.is(j, DATE))?;
            let named = (forum..last.min(forum + 5)).find(|&j| words.capital(j) && !words.quoted(j))?;
            return Some(words.span(i, named + 1));
        }
        return outlet(words, i + 1, last, own).map(|end| words.span(i, end));
    }
    if words.any(i, &["to", "with"]) && i > first && !words.any(i - 1, &["interview"]) {
        let spoke = words.any(
            i - 1,
            &[
                "said",
                "explained",
                "shared",
                "spoke",
                "speaking",
                "confirmed",
                "revealed",
                "admitted",
                "confided",
                "email",
                "e-mail",
                "statement",
                "interviews",
                "talking",
                "spoken",
                "testified",
            ],
        );
        return if spoke { outlet(words, i + 1, last, own).map(|end| words.span(i - 1, end)) } else { None };
    }
    if words.any(i, &["testified", "testifying", "testimony"]) {
        let forum = words.any(i + 1, &["before", "to", "in", "at", "during", "on", "that", "under"]) || words.is(i + 1, DATE);
        return forum.then(|| words.span(i, (i + 6).min(last).min(phrase_end(words, i + 2, last))));
    }
    if words.any(i, &["tweeted", "tweets", "tweeting"]) {
        return Some(words.span(i, i + 1));
    }
    if words.any(i, &["on"]) {
        if words.is(i + 1, PLATFORM) && words.capital(i + 1) {
            return Some(words.span(i, i + 2));
        }
        if words.any(i + 1, &["the"]) && words.any(i + 3, &["floor"]) {
            return Some(words.span(i, i + 4));
        }
        // "on the ABC show", but not "on the Supreme Court" or "on the council".
        if words.capital(i + 1) && (broadcaster(words.word(i + 1)) || words.possessive(i + 2) && words.is(i + 1, OUTLET)) {
            return Some(words.span(i, i + 2));
        }
        return None;
    }
    if words.any(i, &["in", "during", "at", "via", "through", "by"]) {
        return inside(words, i, first, last, own);
    }
    None
}

/// What follows "in", "during", "at": a publication, a forum, a statement, an occasion.
fn inside(words: &Words, i: usize, first: usize, last: usize, own: &str) -> Option<Span> {
    let next = i + 1;
    if words.any(next, &["the"])
        && words.any(next + 1, &["commons", "lords", "senate", "knesset", "bundestag"])
        && words.capital(next + 1)
    {
        return Some(words.span(i, next + 2));
    }
    // "wrote in the Courier".
    if i > first
        && words.any(i, &["in"])
        && words.any(
            i - 1,
            &[
                "wrote",
                "writes",
                "written",
                "published",
                "penned",
                "writing",
                "appeared",
                "appearing",
                "argued",
                "reported",
                "said",
                "posted",
                "printed",
                "column",
                "article",
                "op-ed",
                "editorial",
            ],
        )
        && let Some(end) = outlet(words, next, last, own)
    {
        return Some(words.span(i - 1, end));
    }
    // The noun of the phrase, within a few words: "in a joint written statement".
    let mut noun = next;
    let mut capital = false;
    let mut dated = false;
    while noun < last && noun - i < 9 {
        if words.quoted(noun) || words.mark(noun) && !words.possessive(noun) && !matches!(words.word(noun), "-" | ".") {
            return None;
        }
        let statement = STATEMENTS.iter().any(|s| s.eq_ignore_ascii_case(words.word(noun)));
        let interview = words.any(noun, &["interview", "interviews"]);
        if (statement || interview || words.is(noun, OCCASION)) && !words.is(noun + 1, OCCASION) && !compound(words, noun) {
            let definite = words.any(next, &["the", "his", "her", "their", "its"]);
            let end = phrase_end(words, noun + 1, last);
            let after_named = (noun + 1..end).any(|j| words.capital(j) && !words.quoted(j));
            let after_date = (noun + 1..last.min(noun + 4)).any(|j| words.is(j, DATE) && !words.quoted(j));
            if statement {
                // "in the statement" points back: it is as good as its first mention (reach).
                let back = words.any(next, &["the", "that", "this"]) && !capital && !dated && !after_date;
                return (!back).then(|| words.span(i, noun + 1));
            }
            if interview {
                let with = words.any(noun + 1, &["with", "on", "for", "to", "published"]);
                let end = outlet(words, noun + 2, last, own).filter(|_| with)?;
                return Some(words.span(i, end));
            }
            return (definite || capital || dated || after_named || after_date)
                .then(|| words.span(i, end.max(noun + 1).min(noun + 7)));
        }
        if words.is(noun, DATE) && words.capital(noun) {
            dated = true;
        } else if words.capital(noun) {
            capital = true;
        } else if words.is(noun, PREPOSITION) || words.is(noun, super::lexicon::AUXILIARY | super::lexicon::RELATIVE) {
            return None;
        }
        noun += 1;
    }
    None
}

/// "debate stage", "meeting room": the noun after makes it another thing.
fn compound(words: &Words, noun: usize) -> bool {
    words.any(noun + 1, &["room", "stage", "rooms", "center", "centre", "hall", "process", "system"])
}

/// What is published by being made: with a named speaker, it says where.
const STATEMENTS: [&str; 33] = [
    "statement",
    "statements",
    "tweet",
    "tweets",
    "post",
    "posts",
    "release",
    "letter",
    "memo",
    "op-ed",
    "column",
    "memoir",
    "memoirs",
    "autobiography",
    "podcast",
    "newsletter",
    "editorial",
    "essay",
    "thread",
    "video",
    "lawsuit",
    "affidavit",
    "complaint",
    "filing",
    "filings",
    "indictment",
    "keynote",
    "sermon",
    "communique",
    "communiqué",
    "newscast",
    "blog",
    "documentary",
];

/// Where the phrase that goes on at `i` ends: at a mark, a verb, or after a few words.
fn phrase_end(words: &Words, mut i: usize, last: usize) -> usize {
    let from = i;
    while i < last && i - from < 7 && !words.quoted(i) {
        if words.mark(i) && !words.possessive(i) && words.word(i) != "." || words.word(i) == "." && i + 1 >= last {
            break;
        }
        if !words.capital(i) && words.is(i, super::lexicon::AUXILIARY | super::lexicon::RELATIVE | super::lexicon::SAY) {
            break;
        }
        if words.quoted(i) || words.is(i, super::lexicon::PRONOUN) {
            break;
        }
        i += 1;
    }
    i
}

/// The end of an outlet's name that begins at `i`: "the Courier", "CNN", "The New Yorker's Jane Mayer", "this newspaper".
fn outlet(words: &Words, i: usize, last: usize, own: &str) -> Option<usize> {
    if words.any(i, &["this", "our"]) && words.is(i + 1, OUTLET)
        || words.any(i, &["the"]) && words.any(i + 1, &["newspaper", "broadcaster", "magazine"])
    {
        return Some(i + 2);
    }
    let mut from = i;
    let mut letters = String::new();
    while from < last
        && (words.is(from, DETERMINER) && !words.is(from, OUTLET) || words.is(from, PRONOUN) && !words.capital(from))
    {
        if words.capital(from) {
            letters.push_str(words.word(from));
        }
        from += 1;
    }
    // "told a group of Courier editors", "told the state broadcaster Canal 5".
    let mut lower = 0;
    while from < last && !words.capital(from) && words.kind(from) == Some(TokenKind::Word) && lower < 3 {
        if words.any(from, &["reporters", "journalists"])
            || words.is(from, super::lexicon::LINKER | PREPOSITION) && !words.any(from, &["and", "of"])
        {
            return None;
        }
        from += 1;
        lower += 1;
    }
    let mut end = from;
    let mut known = false;
    while end < last && end - from < 8 && !words.quoted(end) {
        let word = words.word(end);
        let point = word == "." && end > from && words.word(end - 1).contains('.') && words.capital(end + 1);
        let inner = words.possessive(end) || point || matches!(word, "&" | "of" | "the" | "for" | "+") && words.capital(end + 1);
        if words.mark(end) && !inner
            || !words.mark(end) && !words.capital(end) && words.kind(end) != Some(TokenKind::Number) && !inner
        {
            break;
        }
        if words.is(end, DATE) && end > from && !words.is(end, OUTLET) {
            break;
        }
        known |= words.is(end, OUTLET) || words.is(end, PLATFORM) || acronym(word) || site(word);
        letters.extend(word.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()));
        end += 1;
    }
    letters.make_ascii_lowercase();
    let own_words = letters.len() >= 3 && own.len() >= 3 && {
        let own: String = own.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
        own.starts_with(&letters) || letters.len() >= 5 && own.contains(&letters)
    };
    (end > from && (known && lower <= 3 || own_words)).then_some(end)
}

/// "CNN", "AFP", "TRD": the short name of an outlet rather than of anything else that is told things.
fn acronym(word: &str) -> bool {
    (2..=5).contains(&word.len())
        && word.bytes().all(|b| b.is_ascii_uppercase())
        && !matches!(
            word,
            "FBI" | "CIA" | "MPS" | "EU" | "UN" | "US" | "UK" | "NATO" | "WHO" | "CEO" | "DHS" | "IRS" | "DEA" | "NYPD" | "LAPD"
        )
}

/// "Harbour.info": a name that is an address.
fn site(word: &str) -> bool {
    word.rsplit_once('.')
        .is_some_and(|(name, ending)| name.len() >= 3 && matches!(ending, "com" | "org" | "net" | "info" | "news" | "co"))
}

fn broadcaster(word: &str) -> bool {
    matches!(word, "CNN" | "NBC" | "ABC" | "CBS" | "MSNBC" | "NPR" | "BBC" | "PBS" | "CNBC" | "ITV" | "Fox" | "Sky")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Page;
    use crate::text::Text;

    fn venues(text: &str) -> Vec<String> {
        let page = Page::from_plain(text);
        let text = Text::read(&page);
        let words = Words::read(&text);
        find(&words, &text.sentences[0], "harbourweekly.example").into_iter().map(|s| text.words(s).to_owned()).collect()
    }

    #[test]
    fn places_to_look() {
        let cases: &[(&str, &[&str])] = &[
            ("“No,” Ruiz told the Arles Courier.", &["told the Arles Courier"]),
            ("“No,” Ruiz told CNN on Monday.", &["told CNN"]),
            ("“No,” Ruiz told Harbour Weekly.", &["told Harbour Weekly"]),
            ("“No,” Ruiz told the mayor.", &[]),
            ("“No,” Ruiz told Lee.", &[]),
            ("“No,” Ruiz told reporters.", &[]),
            ("“No,” Ruiz told reporters in Arles on Monday.", &["told reporters in Arles"]),
            ("Ruiz wrote on X that it sank.", &["on X"]),
            ("Ruiz said in a statement that it sank.", &["in a statement"]),
            ("Ruiz said in an email that it sank.", &[]),
            ("Ruiz said in an interview that it sank.", &[]),
            ("Ruiz said in an interview with the Courier that it sank.", &["in an interview with the Courier"]),
            ("Ruiz testified before the Senate that it sank.", &["testified before the Senate"]),
            ("Ruiz said at the Fish Conference that it sank.", &["at the Fish Conference"]),
            ("Ruiz lives in the harbour.", &[]),
        ];
        for (text, wanted) in cases {
            assert_eq!(venues(text), *wanted, "{text}");
        }
    }
}
