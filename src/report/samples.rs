//! A report for the tests of the exports.

use super::{Claim, ClaimKind, Evidence, Quote, Reason, Report};
use crate::numeric::Weight;
use crate::source::{EvidenceKind, Status};

pub(super) fn report() -> Report {
    let quote = |text: &str| Quote { start: 0, end: text.chars().count() as u32, text: text.to_owned() };
    let claim = |id: &str, text: &str, weight, status, reason: &str| Claim {
        id: id.to_owned(),
        sentence: quote(text),
        kinds: vec![ClaimKind::Numeric],
        weight,
        status,
        reason: Reason { code: "sample".to_owned(), args: Default::default(), text: reason.to_owned() },
        quantities: Vec::new(),
        attributions: Vec::new(),
        evidence: Vec::new(),
        segments: Vec::new(),
    };
    let mut cited = claim("c3", "The study says that it fell.", Weight::Key, Status::Cited, "The study is linked.");
    cited.kinds = vec![ClaimKind::Attribution];
    cited.evidence = vec![Evidence {
        kind: EvidenceKind::Link,
        quote: quote("the study"),
        href: Some("https://example.org/study_(1).pdf".to_owned()),
    }];
    Report {
        url: Some("https://example.org/a".to_owned()),
        title: Some("A “small” page".to_owned()),
        language: "en-GB".to_owned(),
        claims: vec![
            claim("c1", "Sales rose 60%.", Weight::Key, Status::None, "The figure is the author's own."),
            claim("c2", "Three signed.", Weight::Minor, Status::None, "The figure is the author's own."),
            cited,
        ],
        ..Report::default()
    }
}
