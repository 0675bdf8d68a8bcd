//! The message catalogue of reasons, in English. The interface has the same keys in `extension/_locales`.
//!
//! Plain words for a reader: what is there, what is missing. Never whether it is true.

use crate::source::Reason;

/// Every code with its message. `{who}`, `{what}` and `{where}` are filled with the reason's arguments.
pub(super) const MESSAGES: &[(&str, &str)] = &[
    // Source given.
    ("link", "The words “{what}” link to where it can be read."),
    ("link-to-site", "The words “{what}” link to {where}, where it can be looked up."),
    ("citation", "The reference mark {what} says where it comes from."),
    ("citation-to-note", "The reference mark {what} leads to its source: {where}"),
    ("quotation-from-site", "The page says that this quotation was taken from {where}."),
    ("document", "It names a document that can be found: {what}."),
    ("venue", "{who} is named, and so is where it was said: {what}."),
    ("venue-alone", "It is stated where it was said: {what}."),
    ("quotation-cited", "The quotation goes on from {who}, and its source is stated beside it: {what}."),
    ("lead-in-cited", "The words that lead in give its source: {what}."),
    ("same-cited", "The report by {who} goes on, and its source is stated just before: {what}."),
    // Named, no pointer.
    ("named", "{who} is named, but no link, document or occasion says where to look."),
    ("named-in-full", "“{what}” is {who}, but no link, document or occasion says where to look."),
    ("named-by-pronoun", "“{what}” stands for {who}; no link, document or occasion says where to look."),
    ("named-nearby", "“{what}” is somebody the text names nearby; no link, document or occasion says where to look."),
    ("named-author", "The author speaks (“{what}”), without a pointer to where it can be checked."),
    ("named-role", "“{who}” can be identified, but no link, document or occasion says where to look."),
    ("named-document", "“{what}” is mentioned by its short name; where to find it is not said here."),
    ("quotation-named", "The quotation goes on: {who} is quoted, without a pointer to where."),
    ("lead-in-named", "The words that lead in name {who}, without a pointer to where."),
    ("same-named", "The report goes on from {who}, without a pointer to where."),
    ("answer", "It is an answer that {who} gave in the interview."),
    // Source not named.
    ("unnamed-group", "“{who}” cannot be looked up: nobody in that group is named."),
    ("unnamed-members", "“{who}” does not say who: the people who spoke are not named."),
    ("unnamed-person", "“{who}” is one person whom nothing here identifies."),
    ("unnamed-before", "“{who}” stands for somebody whom the text does not name."),
    ("unnamed-document", "“{who}” cannot be found by these words: no author, publisher or title is given."),
    ("unnamed-studies", "“{what}” points to work that is not named."),
    ("unowned-opinion", "“{who}” names a view, but nobody who holds it."),
    ("hedged", "“{what}” passes a report on without saying whose it is."),
    ("agentless", "“{what}” does not say by whom."),
    ("report-without-speaker", "It reports what somebody said or thinks, but not who."),
    ("quotation-unnamed", "The quotation goes on from “{who}”, who cannot be identified."),
    ("same-unnamed", "The report goes on from “{who}”, who cannot be identified."),
    // In a headline, caption, list or table, where the body says more.
    ("cited-in-body", "No source is stated here; the text gives one for it: {who}."),
    ("named-in-body", "No source is stated here; the text names who stands behind it: {who}."),
    // No source stated.
    ("own-figure", "The figure is the author's own; no person, study or link is named for it."),
    ("figure-outside-report", "The figure {what} is the author's own: it stands outside of what {who} is reported to say."),
    ("quotation-without-speaker", "These words are quoted, but nobody is named as the speaker."),
    ("link-to-topic", "The link on “{what}” leads to a page about it in general, not to where the figure comes from."),
    ("link-to-shop", "The link on “{what}” leads to a shop or sign-up, not to where the figure comes from."),
    ("link-on-name", "The link on “{what}” is about what is named; nothing says where the figure comes from."),
];

/// The message behind a code.
fn template(code: &str) -> &'static str {
    MESSAGES.iter().find(|(key, _)| *key == code).map_or("", |(_, message)| message)
}

/// The reason in English.
pub(super) fn english(reason: &Reason) -> String {
    let mut words = String::new();
    let mut rest = template(reason.code);
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else { break };
        words.push_str(before);
        words.push_str(reason.args.iter().find(|(key, _)| *key == name).map_or("", |(_, value)| value));
        rest = after;
    }
    words.push_str(rest);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_filled_and_what_fills_them_is_left_alone() {
        let reason =
            Reason { code: "venue", args: vec![("who", "Ana {what} Ruiz".to_owned()), ("what", "told the Courier".to_owned())] };
        assert_eq!(english(&reason), "Ana {what} Ruiz is named, and so is where it was said: told the Courier.");
    }

    /// The codes that the judgement's source says, and the catalogue's, are the same.
    #[test]
    fn every_code_has_a_message_and_every_message_a_code() {
        let judging = concat!(include_str!("../source/status.rs"), include_str!("../source/echo.rs"));
        for (code, _) in MESSAGES {
            assert!(judging.contains(&format!("\"{code}\"")), "nothing says {code}");
        }
        for line in
            judging.lines().filter(|line| line.contains("reason(\"") || line.contains("=> \"") || line.contains("code = "))
        {
            for code in line.split('"').skip(1).step_by(2).filter(|c| c.contains('-')) {
                assert!(!template(code).is_empty(), "{code}");
            }
        }
    }

    /// What the interface says in English is what the report says.
    #[test]
    fn the_catalogue_of_the_interface_has_the_same_reasons() {
        let catalogue = include_str!("../../extension/_locales/en/messages.json");
        let catalogue: serde_json::Map<String, serde_json::Value> = serde_json::from_str(catalogue).unwrap();
        for (code, message) in MESSAGES {
            let named = message.split('{').skip(1).filter_map(|gap| gap.split_once('}')).map(|(name, _)| name);
            let said = named.fold((*message).to_owned(), |said, name| {
                said.replace(&format!("{{{name}}}"), &format!("${}$", name.to_uppercase()))
            });
            assert_eq!(catalogue[&format!("reason_{}", code.replace('-', "_"))]["message"], said);
        }
        let reasons = catalogue.keys().filter(|key| key.starts_with("reason_")).count();
        assert_eq!(reasons, MESSAGES.len());
    }

    /// Whatever is claimed, and however little is stated, a reader is told why.
    #[test]
    fn every_claim_has_a_reason() {
        let text = "Sales rose 60% last year.\n\n“It is closed,” said Ana Ruiz. “It lost $3 million.”\n\nCritics say it is too small. \
            They fear that 40 percent of it is lost.\n\nA study found that 3,000 boats sank [3]. It is believed to be old.\n\n\
            “Nobody said so.”\n\nThe report said 20 percent was lost, according to the Courier.";
        let page = crate::page::Page::from_plain(text);
        let report = crate::analyse(&page).report(crate::report::Offsets::Chars, false);
        assert!(report.claims.len() >= 8, "{:#?}", report.claims);
        for claim in report.claims {
            let words = claim.reason.text;
            assert!(
                words.len() > 20 && words.ends_with(['.', '…']) && !words.contains(['{', '}']),
                "{}: {words}",
                claim.sentence.text
            );
        }
    }

    #[test]
    fn messages_are_plain() {
        for (code, message) in MESSAGES {
            assert!(code.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{code}");
            assert!(message.ends_with(['.', '}']) && !message.to_lowercase().contains("false"), "{code}");
            assert_eq!(MESSAGES.iter().filter(|(other, _)| other == code).count(), 1, "{code}");
        }
    }
}
