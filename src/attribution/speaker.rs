//! Mends the words that are taken for the speaker: whoever is spoken of in the passive is nobody's source ("Lind was accused
//! of"), and an adverb before the cue is no part of a name ("Lind later said").

use super::draft::Draft;
use crate::text::{Text, TokenKind};
use std::ops::Range;

/// What is said or believed of a subject that is not itself the source; "quoted" is left out: who is quoted has spoken.
const SUFFERED: [&str; 33] = [
    "accused",
    "alleged",
    "believed",
    "billed",
    "blamed",
    "called",
    "charged",
    "considered",
    "credited",
    "criticised",
    "criticized",
    "deemed",
    "described",
    "dubbed",
    "estimated",
    "expected",
    "faulted",
    "feared",
    "forecast",
    "hailed",
    "mocked",
    "portrayed",
    "praised",
    "presumed",
    "projected",
    "regarded",
    "reported",
    "rumored",
    "said",
    "seen",
    "thought",
    "touted",
    "viewed",
];

const BE: [&str; 7] = ["is", "are", "was", "were", "be", "been", "being"];

/// Words that end in "-ly" and are no adverbs.
const NOUNS: [&str; 9] = ["family", "assembly", "ally", "anomaly", "monopoly", "supply", "daily", "weekly", "fly"];

/// Mends the source of `draft`.
pub(super) fn mend(text: &Text, draft: &mut Draft) {
    let Some(cue) = draft.cue.first().cloned() else { return };
    if passive(text, &cue) && draft.source.iter().all(|range| range.end <= cue.start) {
        draft.source.clear();
    }
    for range in &mut draft.source {
        let next = range.end == cue.start;
        while next && range.len() > 1 && trails(text, range.end - 1) {
            range.end -= 1;
        }
    }
}

/// Whether the cue is in the passive, without "by": what stands before it is spoken of.
fn passive(text: &Text, cue: &Range<usize>) -> bool {
    let word = |at: usize| text.word(at);
    if cue.clone().all(|at| matches!(word(at), "reportedly" | "allegedly" | "Reportedly" | "Allegedly")) {
        return true;
    }
    cue.clone().filter(|&at| SUFFERED.contains(&word(at))).any(|at| {
        let by = text.tokens.get(at + 1).is_some_and(|_| word(at + 1) == "by");
        let from = at.saturating_sub(3);
        let be = (from..at).any(|at| BE.contains(&word(at)));
        let bare = matches!(word(at), "accused") && text.tokens.get(at + 1).is_some_and(|_| word(at + 1) == "of");
        !by && (be || bare)
    })
}

/// An adverb: it belongs to the cue.
fn trails(text: &Text, at: usize) -> bool {
    let token = text.tokens[at];
    let word = text.word(at);
    let adverb = word.len() > 4 && word.ends_with("ly") && !NOUNS.contains(&word);
    token.kind == TokenKind::Word
        && !token.capital
        && (adverb || matches!(word, "later" | "often" | "further" | "also" | "then" | "has" | "had"))
}

#[cfg(test)]
mod tests {
    use crate::page::Page;
    use crate::text::Text;

    fn sources(words: &str) -> Vec<String> {
        let page = Page::from_plain(words);
        let text = Text::read(&page);
        let found = super::super::find(&text);
        found.attributions.iter().flat_map(|a| &a.source).map(|span| text.words(*span).to_owned()).collect()
    }

    #[test]
    fn who_is_spoken_of_does_not_speak() {
        assert_eq!(sources("Mayor Lind was accused of hiding the bill."), [""; 0]);
        assert_eq!(sources("Mayor Lind accused Ruiz of hiding the bill."), ["Mayor Lind"]);
    }

    #[test]
    fn an_adverb_is_no_name() {
        assert_eq!(sources("Lind later said the bridge was old."), ["Lind"]);
    }
}
