//! Figures that somebody has reckoned, said without a word of saying.
//!
//! "*By the board's own count*, 40 boats left", "…, *by one estimate*", "police *put* the number of dead *at* about 30". Whether such
//! a sentence reports is asked in `construction.rs`, whose report it is in `source/speaker.rs`.

use crate::text::{Sentence, Text, TokenKind};

/// Where whoever reckons stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reckoning {
    /// Behind the word: "by the board's own count".
    By,
    /// Before it: "police put the loss at".
    Put,
}

pub(crate) const BY: &str = "by";
pub(crate) const PUT: [&str; 2] = ["put", "puts"];

/// What [`BY`] or [`PUT`] at token `i` of the sentence says of a figure.
pub(crate) fn at(text: &Text, sentence: &Sentence, i: usize) -> Option<Reckoning> {
    let (first, last) = (sentence.first as usize, sentence.last as usize);
    let plain = |i: usize| i < last && !text.tokens[i].quoted && text.tokens[i].kind == TokenKind::Word;
    if !plain(i) {
        return None;
    }
    let any = |i: usize, words: &[&str]| words.iter().any(|word| text.word(i).eq_ignore_ascii_case(word));
    if any(i, &[BY]) {
        const NOUNS: [&str; 7] = ["count", "estimate", "estimates", "reckoning", "tally", "calculation", "calculations"];
        let aside = i == first || text.word(i - 1) == ",";
        let part = |i: &usize| plain(*i) || matches!(text.word(*i), "'" | "’" | "'s" | "’s");
        let counted = aside && (i + 1..last.min(i + 7)).take_while(part).skip(1).any(|i| any(i, &NOUNS));
        return counted.then_some(Reckoning::By);
    }
    let figure = |i: usize| {
        // "At 40 Harbour Road" is an address.
        let named = i + 1 < last && text.tokens[i + 1].capital;
        let number = i < last && text.tokens[i].kind == TokenKind::Number && !named;
        let about = ["about", "around", "nearly", "roughly", "almost", "between", "more"];
        i < last && (number || matches!(text.word(i), "$" | "€" | "£" | "¥") || any(i, &about))
    };
    let puts = any(i, &PUT)
        && (i + 1..last.min(i + 9)).take_while(|&i| plain(i)).find(|&i| any(i, &["at"])).is_some_and(|at| figure(at + 1));
    puts.then_some(Reckoning::Put)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Page;

    fn found(words: &str) -> Vec<Reckoning> {
        let page = Page::from_plain(words);
        let text = Text::read(&page);
        let sentence = &text.sentences[0];
        sentence.token_range().filter_map(|i| at(&text, sentence, i)).collect()
    }

    #[test]
    fn who_reckons_is_told_from_who_does() {
        use Reckoning::{By, Put};
        for (words, wanted) in [
            ("By the board's own count, 40 boats left.", &[By] as &[_]),
            ("The loss was large, by one estimate.", &[By]),
            ("Police put the number of dead at about 30.", &[Put]),
            ("A board member puts the loss at $40,000.", &[Put]),
            ("The loss was seen by one estimate agent.", &[]),
            ("By noon the boats had left.", &[]),
            ("She put the crate at the door.", &[]),
            ("He put the shop at 40 Harbour Road.", &[]),
            ("“By one estimate,” it began.", &[]),
        ] {
            assert_eq!(found(words), wanted, "{words}");
        }
    }
}
