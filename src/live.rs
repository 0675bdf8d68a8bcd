//! A page that is analysed again and again while it changes: stretch by stretch, and only the stretches that have changed. Whoever asks
//! keeps the reports, by the stretch's key; where the claims of a kept report stand now is looked up.

use crate::Span;
use crate::page::{Page, Part};
use crate::report::{Offsets, Report};
use std::ops::Range;

/// The page as it is now, and where the claims stand in the stretches that were analysed.
#[derive(Debug, Default)]
pub struct Live {
    page: Page,
    stretches: Vec<Stretch>,
    /// By the stretch's key: the claims' sentences, in the stretch's own text. There are few stretches.
    known: Vec<(u64, Vec<Span>)>,
}

/// A stretch of the page, see [`Page::stretches`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The same for the same findings.
    pub key: u64,
    /// Its first text node.
    pub node: u32,
    /// Its length in UTF-16 code units.
    pub length: u32,
    blocks: Range<usize>,
}

impl Live {
    /// Takes the page as it is now and gives its stretches. Finds nothing yet.
    pub fn read(&mut self, page: Page) -> &[Stretch] {
        let stretches = page.stretches().into_iter();
        let stretch = |blocks: Range<usize>| {
            let (first, last) = (page.blocks.get(blocks.start)?, page.blocks.get(blocks.end.checked_sub(1)?)?);
            let length = Span { start: first.span.start, end: last.span.end }.of(&page.text).encode_utf16().count() as u32;
            let key = page.part(blocks.clone()).key();
            Some(Stretch { key, node: page.node_of(first).unwrap_or_default(), length, blocks })
        };
        self.stretches = stretches.filter_map(stretch).collect();
        self.known.retain(|(key, _)| self.stretches.iter().any(|stretch| stretch.key == *key));
        self.page = page;
        &self.stretches
    }

    /// Analyses one stretch, by its place. Offsets are UTF-16 code units in the stretch, and ids are unique in it. `None` where there
    /// is no such stretch.
    pub fn report(&mut self, at: usize) -> Option<Report> {
        let (key, Part { page, own }) = self.part(at)?;
        let analysis = crate::analyse(&page);
        let mut report = analysis.report(Offsets::Utf16, false);
        let sentences = analysis.findings.claims.iter().map(|claim| analysis.text.sentences[claim.sentence as usize].span);
        let mut spans: Vec<Span> = sentences.collect();
        // What is claimed in the notes is found in the stretch that they stand in.
        spans.truncate(spans.partition_point(|span| span.start < own));
        report.claims.truncate(spans.len());
        self.known.retain(|(known, _)| *known != key);
        self.known.push((key, spans));
        Some(report)
    }

    /// The segments of the claims of a stretch that has been analysed, where they stand now: for each claim the number of its
    /// segments, and each as text node, start, end. `None` where it has not been analysed.
    pub fn segments(&self, at: usize) -> Option<Vec<u32>> {
        let (key, Part { page, .. }) = self.part(at)?;
        let mut found = Vec::new();
        let (_, spans) = self.known.iter().find(|(known, _)| *known == key)?;
        for span in spans {
            let segments = page.segments(*span);
            found.push(segments.len() as u32);
            found.extend(segments.into_iter().flat_map(|(node, start, end)| [node, start, end]));
        }
        Some(found)
    }

    fn part(&self, at: usize) -> Option<(u64, Part)> {
        self.stretches.get(at).map(|stretch| (stretch.key, self.page.part(stretch.blocks.clone())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Builder, Element, Head};
    use std::collections::HashSet;

    const CLAIM: &str = "Sales rose 60% last year.";

    /// A page of many paragraphs, some of which hold a claim.
    fn long(paragraphs: impl Iterator<Item = usize>) -> Page {
        let mut builder = Builder::new(Head::default());
        let element = |tag: &str| Element { tag: tag.to_owned(), ..Element::default() };
        builder.enter(&element("body"));
        for n in paragraphs {
            builder.enter(&element("p"));
            builder.text(&match n % 30 {
                15 => CLAIM.to_owned(),
                _ => format!("The road of farmer {} leads to the harbour. ", n + 5000).repeat(10),
            });
            builder.leave();
        }
        builder.finish()
    }

    /// Analyses what is not known yet; the sentences with their segments, and how many stretches were analysed.
    fn follow(live: &mut Live) -> (Vec<(String, Vec<u32>)>, usize) {
        let mut found = Vec::new();
        let mut analysed = 0;
        for at in 0..live.stretches.len() {
            let known = live.segments(at).is_some();
            analysed += usize::from(!known);
            let report = live.report(at).expect("a stretch");
            let segments = live.segments(at).expect("known");
            let mut rest = segments.as_slice();
            for claim in report.claims {
                let (own, after) = rest[1..].split_at(rest[0] as usize * 3);
                found.push((claim.sentence.text, own.to_vec()));
                rest = after;
            }
        }
        (found, analysed)
    }

    #[test]
    fn a_short_page_gives_the_report_that_it_gives_in_one_go() {
        let page = || long(0..60);
        let whole = crate::analyse(&page()).report(Offsets::Utf16, false);
        let mut live = Live::default();
        assert_eq!(live.read(page()).len(), 1);
        let report = live.report(0).expect("one stretch");
        assert_eq!(report, whole);
        let segments = report.claims.iter().flat_map(|claim| {
            let segments = claim.segments.iter().flat_map(|&(node, start, end)| [node, start, end]);
            std::iter::once(claim.segments.len() as u32).chain(segments)
        });
        assert_eq!(live.segments(0), Some(segments.collect()));
    }

    #[test]
    fn only_what_has_changed_is_analysed_and_the_rest_is_found_where_it_is_now() {
        let mut live = Live::default();
        live.read(long(0..600));
        let (before, analysed) = follow(&mut live);
        assert_eq!(before.iter().filter(|(sentence, _)| sentence == CLAIM).count(), 20);
        assert_eq!(analysed, live.stretches.len());
        assert!(analysed > 4);

        live.read(long((0..301).chain(5555..5556).chain(301..600)));
        let (after, analysed) = follow(&mut live);
        assert!(analysed <= 2, "{analysed} of {}", live.stretches.len());
        let nodes: HashSet<u32> = after.iter().filter(|(sentence, _)| sentence == CLAIM).map(|(_, at)| at[0]).collect();
        assert_eq!(nodes, (0..20).map(|n| n * 30 + 15 + u32::from(n >= 10)).collect());

        live.read(long(0..2));
        assert!(live.known.is_empty());
        assert_eq!(live.report(1), None);
    }
}
