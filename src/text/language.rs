//! Which language the text is read in.

use super::{Token, TokenKind};
use crate::page::Page;

/// The commonest words of English: about a third of any running English text.
const COMMON: [&str; 24] = [
    "the", "of", "and", "to", "a", "in", "is", "that", "for", "it", "was", "on", "with", "as", "at", "by", "be", "are", "this",
    "have", "from", "an", "not", "has",
];

/// How many tokens are looked at.
const SAMPLE: usize = 2000;

/// Fewer words than this say nothing against the page's own word.
const ENOUGH: usize = 40;

/// The words decide where there are enough of them, else what the page states, else English.
pub(super) fn decide(page: &Page, tokens: &[Token]) -> String {
    let stated = page.head.language.as_deref().map(str::trim).filter(|tag| is_tag(tag));
    let words = || tokens.iter().filter(|t| t.kind == TokenKind::Word).take(SAMPLE);
    let all = words().count();
    let english = words().filter(|t| COMMON.contains(&t.span.of(&page.text))).count();
    let stated_english = stated.is_none_or(|tag| tag.get(..2).is_some_and(|p| p.eq_ignore_ascii_case("en")));
    if all < ENOUGH {
        return stated.unwrap_or("en").to_owned();
    }
    match (english * 12 >= all, stated_english) {
        (true, true) => stated.unwrap_or("en").to_owned(),
        (true, false) => "en".to_owned(),
        (false, true) => "und".to_owned(),
        (false, false) => stated.unwrap_or("und").to_owned(),
    }
}

/// Whether a page's word for its language can be one: it is shown to readers, and a page may state anything.
fn is_tag(stated: &str) -> bool {
    (1..=35).contains(&stated.len()) && stated.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}
