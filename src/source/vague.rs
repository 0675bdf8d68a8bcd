//! Vague reports: somebody is said to stand behind it, but a reader cannot tell who.
//!
//! Unnamed speakers are a matter of the speaker's words ([`super::who::Who`]); here are the reports without any:
//! "reportedly", "is believed to", "it is said that", "there are fears that", "accusations of". Each says by itself that
//! the author passes something on.

use super::lexicon::{DETERMINER, DOCUMENT, HEDGE, PREPOSITION, SAY, THING, Words};
use super::speaker;
use crate::span::Span;
use crate::text::Sentence;

/// What kind of words pass a report on without a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unowned {
    /// "reportedly".
    Hedge,
    /// "is believed to", "we're told".
    Agentless,
    /// "studies show", "prior work".
    Studies,
    /// "the concern is that", "growing fear that".
    Opinion,
}

/// The words of a sentence that pass on a report without saying whose it is, outside of quotation marks.
pub(super) fn find(words: &Words, sentence: &Sentence) -> Vec<(Unowned, Span)> {
    let (first, last) = (sentence.first as usize, sentence.last as usize);
    let mut found = Vec::new();
    for i in first..last {
        if words.quoted(i) {
            continue;
        }
        if words.is(i, HEDGE) {
            found.push((Unowned::Hedge, words.span(i, i + 1)));
        } else if speaker::agentless(words, first, i, last) {
            let from = if i > first { i - 1 } else { i };
            let to = if words.any(i + 1, &["to", "as", "that"]) { i + 2 } else { i + 1 };
            found.push((Unowned::Agentless, words.span(from, to.min(last))));
        } else if studies(words, first, i) {
            let from = if i > first && words.any(i - 1, &["prior", "previous", "earlier", "past", "some", "several", "recent"]) {
                i - 1
            } else {
                i
            };
            found.push((Unowned::Studies, words.span(from, i + 1)));
        } else if words.is(i, THING)
            && !words.capital(i)
            && (words.any(i + 1, &["that", "holds", "goes", "is", "was", "among", "of"])
                && words.any(i + 1, &["that", "holds", "goes"])
                || words.any(i + 1, &["is", "was"]) && words.any(i + 2, &["that"]))
            && !(i > first && (words.possessive(i - 1) || words.any(i - 1, &["his", "her", "my", "our"])))
        {
            found.push((Unowned::Opinion, words.span(if i > first { i - 1 } else { i }, i + 1)));
        }
    }
    found
}

/// "studies show", "prior research suggested", "tests found": work that nobody can look up by these words.
fn studies(words: &Words, first: usize, i: usize) -> bool {
    let bare = i == first
        || words.any(i - 1, &["some", "several", "many", "most", "prior", "previous", "earlier", "past", "recent"])
        || !(words.is(i - 1, DETERMINER | PREPOSITION) || words.possessive(i - 1) || words.capital(i - 1));
    bare && words.is(i, DOCUMENT)
        && words.any(
            i,
            &[
                "studies",
                "surveys",
                "polls",
                "statistics",
                "experiments",
                "research",
                "work",
                "tests",
                "reports",
                "data",
                "results",
            ],
        )
        && (i + 1..i + 4).any(|j| words.is(j, SAY) || words.any(j, &["show", "shown", "suggest", "turned"]))
        && words.any(
            i + 1,
            &[
                "show",
                "shows",
                "showed",
                "suggest",
                "suggests",
                "suggested",
                "have",
                "has",
                "found",
                "find",
                "indicate",
                "indicates",
            ],
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Page;
    use crate::text::Text;

    fn kinds(text: &str) -> Vec<Unowned> {
        let page = Page::from_plain(text);
        let text = Text::read(&page);
        let words = Words::read(&text);
        find(&words, &text.sentences[0]).into_iter().map(|(kind, _)| kind).collect()
    }

    #[test]
    fn reports_without_an_owner() {
        use Unowned::{Agentless, Hedge, Opinion, Studies};
        let cases: &[(&str, &[Unowned])] = &[
            ("The port is reportedly closed.", &[Hedge]),
            ("The port is believed to be the oldest.", &[Agentless]),
            ("It is widely thought that the port will close.", &[Agentless]),
            ("The port was seen as safe.", &[Agentless]),
            ("We're told that it is closed.", &[Agentless]),
            ("Studies show that ports are wet.", &[Studies]),
            ("Prior research suggested that ports are wet.", &[Studies]),
            ("One theory holds that it sank.", &[Opinion]),
            ("The concern is that it will sink.", &[Opinion]),
            ("The plan was described by Ana Ruiz as bold.", &[]),
            ("It cost more than expected.", &[]),
            ("“It is reportedly closed,” said Ana Ruiz.", &[]),
            ("Her theory that it sank was new.", &[]),
        ];
        for (text, wanted) in cases {
            assert_eq!(kinds(text), *wanted, "{text}");
        }
    }
}
