//! What a block is like, by its own words.

use crate::page::draft::{Draft, DraftBlock, as_range};

#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Look {
    /// Bytes.
    pub(super) length: u32,
    /// Bytes inside links, reference marks aside.
    pub(super) linked: u32,
    pub(super) words: u32,
    /// Ends as a sentence ends.
    pub(super) ended: bool,
    /// Running text: long, not of links, with the marks of sentences.
    pub(super) running: bool,
}

impl Look {
    /// `in_link` tells that all of it stands in a link.
    pub(super) fn of(draft: &Draft, block: &DraftBlock, in_link: bool) -> Self {
        let text = block.span.of(&draft.text);
        let linked =
            draft.links[as_range(&block.links)].iter().map(|l| if l.mark { 0 } else { l.span.len() }).sum::<usize>() as u32;
        let length = text.len() as u32;
        let linked = if in_link { length } else { linked };
        let words = text.split_ascii_whitespace().filter(|w| w.contains(char::is_alphanumeric)).count() as u32;
        let end = text.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»', ' ', '\u{a0}']);
        let ended = end.ends_with(['.', '!', '?', '…', ':', ';', '。', '؟', '।', '！', '？']);
        let mostly_links = linked * 2 > length;
        let running = !mostly_links && ((length >= 80 && (ended || text.contains([',', '.']))) || (length >= 40 && ended));
        Self { length, linked, words, ended, running }
    }

    /// Running text outside links, in bytes.
    pub(super) fn mass(self) -> u32 {
        if self.running { self.length - self.linked.min(self.length) } else { 0 }
    }
}

/// Words before a link to another story. In capitals or not, they are followed by a colon or by the link.
const ELSEWHERE: &str = "also on|also read|also see|click here|don't miss|further reading|keep reading|learn more|listen:|more:|\
    more from|more on|next:|read also|read more|read next|read:|recommended|related|see also|watch:|\
    you may also like";

/// Whether a line only leads to another story: "Read more: …".
pub(super) fn leads_elsewhere(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    starts_with_any(text, ELSEWHERE)
}

/// Whether a line only says whose a picture or post is: "(Image credit: …)", "A post shared by …". `named` tells that the page calls it a credit.
pub(super) fn is_credit(text: &str, words: u32, named: bool) -> bool {
    const LEADS: &str = "image credit|image:|image via|photo credit|photo:|photo by|photograph by|picture:|credit:";
    if words > 20 {
        return false;
    }
    let inner = text.trim_start_matches(['(', '[', ' ']);
    named && words <= 16
        || starts_with_any(inner, LEADS) && words <= 12
        || starts_with_any(inner, "a post shared by")
        || matches!(
            inner.trim_end_matches([')', ']', '.']),
            "Shutterstock" | "Getty Images" | "iStock" | "AP" | "Reuters" | "AFP"
        )
        || is_position(inner)
}

/// Who wrote a post that was set into the page, and when: "— Mill and Lock (@millandlock) May 3, 2021".
pub(super) fn is_signature(text: &str) -> bool {
    text.starts_with(['—', '–', '-']) && text.contains("(@") && text.len() < 120
}

/// Whether preformatted text is a program or data: for each eight letters, more than one of the marks that those are full of.
pub(super) fn is_code(text: &str) -> bool {
    let marks = text.bytes().filter(|b| b"{}[]()<>=;_\"".contains(b)).count();
    marks * 8 > text.bytes().filter(u8::is_ascii_alphabetic).count()
}

/// The way to a place on a site: "example.org › news › 2024".
pub(super) fn is_path(text: &str) -> bool {
    [" › ", " » ", " > ", " | ", " / "].iter().any(|mark| text.contains(mark))
}

/// "Image 2 of 5".
fn is_position(text: &str) -> bool {
    let mut words = text.split_ascii_whitespace();
    let number = |word: Option<&str>| word.is_some_and(|w| !w.is_empty() && w.bytes().all(|b| b.is_ascii_digit()));
    let mut next = words.next();
    if next.is_some_and(|w| ["image", "photo", "slide", "picture", "page"].iter().any(|n| w.eq_ignore_ascii_case(n))) {
        next = words.next();
    }
    number(next) && matches!(words.next(), Some("of" | "/")) && number(words.next()) && words.next().is_none()
}

/// How a line begins that asks something of the reader.
const ASKS: &str = "click|contact|download|email|enjoy|enter your|find us|follow|get |got a|have a|help us|join|keep up|like|need|\
    please|read|receive|register|send|share|sign|stay|subscribe|want";

/// What it asks.
const ASKED: &str = "click here|daily email|facebook|follow us|inbox|instagram|latest news|mailing list|newsletter|our app|\
    our journalism|share it|share this|sign up|subscribe to|subscription|this story?|to subscribe|tip?|twitter|\
    unlimited access|up for our|whatsapp|youtube";

/// Small print that stands anywhere in a line with a link.
const SMALL_PRINT: &str = "affiliate commission|click to subscribe|earn a commission|for the newsletter|privacy policy|terms of service|\
    terms of use";

/// How a line begins that asks for the reader's consent.
const CONSENTS: &str = "by continuing to use this|by using this site|by using this website|our site uses cookies|\
    this site uses cookies|this website uses cookies|we and our partners|we use cookies|we value your privacy";

/// What it asks consent to.
const CONSENTED: &str = "consent|cookie|personal data|you agree|your data|your device";

/// Whether a block asks for consent: to cookies, to terms.
pub(super) fn is_consent(text: &str, words: u32) -> bool {
    words <= 120 && starts_with_any(text, CONSENTS) && CONSENTED.split('|').any(|phrase| contains(text, phrase))
}

/// Whether `phrase` stands in `text`, in capitals or not. For short texts.
fn contains(text: &str, phrase: &str) -> bool {
    text.as_bytes().windows(phrase.len()).any(|window| window.eq_ignore_ascii_case(phrase.as_bytes()))
}

/// Whether a short block asks the reader to subscribe, follow or share, or is the small print of a site.
/// `linked` tells that some of it is a link.
pub(super) fn is_promotion(text: &str, words: u32, linked: bool) -> bool {
    if words > 45 || text.len() > 600 {
        return false;
    }
    let inner = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let asks = starts_with_any(inner, ASKS);
    (asks && ASKED.split('|').any(|phrase| contains(text, phrase)))
        || (linked && SMALL_PRINT.split('|').any(|phrase| contains(text, phrase)))
}

pub(super) fn starts_with_any(text: &str, leads: &str) -> bool {
    leads.split('|').any(|lead| text.get(..lead.len()).is_some_and(|start| start.eq_ignore_ascii_case(lead)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_leads_elsewhere() {
        assert!(leads_elsewhere("READ MORE: The bridge that nobody wanted"));
        assert!(leads_elsewhere("[Related: Ferry fares to rise]"));
        assert!(!leads_elsewhere("More than 300 people marched."));
        assert!(!leads_elsewhere("é"), "shorter than any lead, and no character boundary there");
    }

    #[test]
    fn a_line_that_asks_something_of_the_reader() {
        assert!(is_promotion("Sign up for our daily newsletter.", 6, false));
        assert!(is_promotion("By going on you accept our terms of use.", 9, true));
        assert!(!is_promotion("Get a loan first, she said.", 6, false));
        assert!(!is_promotion("The newsletter said that sales had doubled.", 7, false));
    }

    #[test]
    fn a_line_that_asks_for_consent() {
        assert!(is_consent("We use cookies to make this site work and to count its readers.", 13));
        assert!(!is_consent("We and our partners planted 40,000 trees.", 7));
    }

    #[test]
    fn a_signature_of_a_post() {
        assert!(is_signature("— Mill and Lock (@millandlock) May 3, 2021"));
        assert!(!is_signature("— Karen Bruun, who built the wheel"));
        assert!(!is_signature("Mill and Lock (@millandlock) sold 40 loaves."));
    }

    #[test]
    fn a_program_and_a_letter() {
        assert!(is_code("{ \"name\": \"Osted\", \"sacks\": 212 }"));
        assert!(is_code("client = kettle.Client(retries=3)\nclient.get(\"/status\")"));
        assert!(!is_code("Dear neighbours,\n\nthe mill (the old one) can grind 212 sacks a week."));
        assert!(!is_code("The court said: \"The duty of 4% is void.\" It did not say why."));
    }

    #[test]
    fn a_credit_and_a_position() {
        assert!(is_credit("(Image credit: L. Brandt)", 4, false));
        assert!(is_credit("L. Brandt/Anvil", 2, true));
        assert!(is_credit("A post shared by Mill and Lock (@millandlock) on May 3, 2021 at 9:12am", 13, false));
        assert!(is_credit("Image 2 of 5", 4, false) && is_credit("2 of 5", 3, false));
        assert!(!is_credit("Image 2 of 5 shows the mill.", 7, false));
        assert!(!is_credit("The mill in 1931, before the fire.", 7, false));
    }
}
