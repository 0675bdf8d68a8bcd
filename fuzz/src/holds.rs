//! What holds of any input: nothing panics, offsets lie on characters and inside the text, a report comes back from JSON as it went.
//!
//! One function for each thing that comes from outside. The fuzz targets call them, and so does `tests/holds.rs` with what the
//! fuzzer has found before and with inputs made by rules.

#![allow(
    dead_code,
    clippy::panic,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a target uses one of them, and a check panics"
)]

#[path = "../../src/cli/record.rs"]
mod batch_record;

#[cfg(feature = "train")]
use sayswho::attribution::training;
use sayswho::page::{Builder, Element, Head, Page, Recorder, Stream, html as reader, unseen};
use sayswho::report::{Offsets, Quote, Report, Words, annotations, csv, markdown, text};
#[cfg(feature = "train")]
use sayswho::text::Text;
use serde::Deserialize;
use std::collections::HashSet;

/// Plain text, as the command line and the www page read it.
pub fn plain(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let page = Page::from_plain(&text);
    assert_eq!(page.text, text, "plain text is read as it is");
    page_and_report(&page, None);
}

/// A page of HTML.
pub fn html(data: &[u8]) {
    page_and_report(&reader::read(&String::from_utf8_lossy(data), Some("https://example.org/a/b")), None);
}

/// A line of a batch.
pub fn record(data: &[u8]) {
    match batch_record::read(data) {
        Ok(record) => page_and_report(&record.page(), None),
        Err(refusal) => assert!(!refusal.error.is_empty() && !refusal.error.contains('\n'), "one plain line: {}", refusal.error),
    }
}

/// The weights of the tagger.
#[cfg(feature = "train")]
pub fn model(data: &[u8]) {
    let Some(parts) = training::unpack(data) else { return };
    let page = Page::from_plain("“Sales rose 60%,” Ana Ruiz said. Critics say it is not so, according to a report.");
    training::find(&Text::read(&page), &training::Model::new(&parts));
}

/// What a content script sends, as JSON.
pub fn message(data: &[u8]) {
    #[derive(Deserialize)]
    struct Snapshot {
        head: Head,
        text: String,
        elements: Vec<Element>,
        stream: Vec<i32>,
    }
    let Ok(Snapshot { head, text, elements, stream }) = serde_json::from_slice(data) else { return };
    let mut builder = Builder::new(head);
    match (Stream { text: &text, elements: &elements, stream: &stream }.play(&mut builder)) {
        Ok(()) => page_and_report(&builder.finish(), None),
        Err(error) => assert!(error.to_string().starts_with("event ")),
    }
}

/// Page events, made of `data` so that most of them make sense: a byte says what comes, those after it of what kind.
pub fn events(data: &[u8]) {
    const TAGS: [&str; 30] = [
        "p",
        "div",
        "a",
        "b",
        "br",
        "sup",
        "li",
        "ul",
        "h1",
        "h2",
        "td",
        "tr",
        "table",
        "blockquote",
        "figcaption",
        "pre",
        "span",
        "section",
        "article",
        "main",
        "nav",
        "aside",
        "script",
        "body",
        "html",
        "dl",
        "dt",
        "footer",
        "button",
        "é",
    ];
    const CLASSES: [&str; 12] = [
        "",
        "comments",
        "article-body",
        "sidebar",
        "related",
        "byline",
        "pullquote",
        "references",
        "credit",
        "sr-only",
        "paywall modal",
        "\0",
    ];
    const TEXTS: [&str; 24] = [
        "Sales rose 60% last year.",
        "Ana Ruiz, the owner, said",
        "“",
        "”",
        "\"",
        "Critics say ",
        "according to a report",
        "said ",
        "[3]",
        "¶",
        "\n",
        " ",
        "\u{a0}",
        "\u{202e}",
        "\0",
        "😀",
        "e\u{301}",
        "$4 billion",
        "Related:",
        "1,234,567.89",
        "half",
        "Dr. ",
        ": ",
        "1. Vell, Soundings, 1875.",
    ];
    const LINKS: [&str; 6] =
        ["#n1", "https://example.org/study.pdf", "javascript:alert(1)", "data:text/html,x", "/topic/a", "\0:"];

    let mut bytes = data.iter().copied();
    let mut recorder = Recorder::default();
    let mut nodes: Vec<String> = Vec::new();
    let mut depth = 0;
    while let Some(code) = bytes.next() {
        let mut pick = |from: &[&'static str]| from[usize::from(bytes.next().unwrap_or(0)) % from.len()].to_owned();
        match code % 4 {
            0 if depth > 0 => {
                depth -= 1;
                recorder.leave();
            }
            0 => {}
            1 => {
                depth += 1;
                let class = pick(&CLASSES);
                recorder.enter(&Element {
                    tag: pick(&TAGS),
                    id: (code & 4 != 0).then(|| "n1".to_owned()),
                    class: (!class.is_empty()).then_some(class),
                    href: (code & 8 != 0).then(|| pick(&LINKS)),
                    hidden: code >= 0xf8,
                    ..Element::default()
                });
            }
            2 => {
                let length = usize::from(code >> 2);
                let words: Vec<u8> = bytes.by_ref().take(length).collect();
                nodes.push(String::from_utf8_lossy(&words).into_owned());
            }
            _ => nodes.push((0..=code >> 5).map(|_| pick(&TEXTS)).collect()),
        }
        if code % 4 >= 2 {
            recorder.text(&nodes[nodes.len() - 1]);
        }
    }
    let mut builder = Builder::new(Head { url: Some("https://example.org/a".to_owned()), ..Head::default() });
    assert_eq!(recorder.stream().play(&mut builder), Ok(()), "a stream that fits together");
    page_and_report(&builder.finish(), Some(&nodes));
}

/// Everything that others rely on in a page and its report. `nodes`: the data of the page's text nodes, where they are known.
fn page_and_report(page: &Page, nodes: Option<&[String]>) {
    let inside = |start: u32, end: u32| &page.text[start as usize..end as usize];
    let mut after = 0;
    for block in &page.blocks {
        assert!(block.span.start >= after && block.span.end > block.span.start, "blocks ascend and are not empty");
        after = block.span.end;
        inside(block.span.start, block.span.end);
        for link in page.links_of(block) {
            assert!(block.span.start <= link.span.start && link.span.end <= block.span.end, "a link stands in its block");
            inside(link.span.start, link.span.end);
        }
    }
    let analysis = sayswho::analyse(page);
    for unit in [Offsets::Chars, Offsets::Utf16] {
        let report = analysis.report(unit, true);
        quotes(&report, page, unit);
        ids(&report);
        let json = serde_json::to_string(&report).unwrap();
        assert_eq!(serde_json::from_str::<Report>(&json).unwrap(), report, "{json}");
        if let (Offsets::Utf16, Some(nodes)) = (unit, nodes) {
            segments(&report, nodes);
        }
        let words = Words::english(&report, true);
        for export in [
            text::write(&report, None, true, &words, text::Look::default()),
            markdown::write(&report, None, true, &words),
            csv::rows(&report, None, true),
        ] {
            assert!(!export.contains(['\0', '\u{202e}', '\u{7}']), "{export:?}");
        }
        let annotations = annotations::write(&report, None, unit, &words);
        assert!(!annotations.contains("\"javascript:"));
    }
}

/// Each quote of the report is what stands at its offsets.
fn quotes(report: &Report, page: &Page, unit: Offsets) {
    let mut places = Vec::new();
    for (byte, c) in page.text.char_indices() {
        places.push(Some(byte));
        if unit == Offsets::Utf16 && c.len_utf16() == 2 {
            places.push(None);
        }
    }
    places.push(Some(page.text.len()));
    let check = |quote: &Quote| {
        let place = |at: u32| places.get(at as usize).copied().flatten();
        let (Some(start), Some(end)) = (place(quote.start), place(quote.end)) else {
            panic!("no character begins there: {quote:?}")
        };
        assert_eq!(page.text[start..end], quote.text);
    };
    report.quantities.iter().for_each(|quantity| check(&quantity.quote));
    report.attributions.iter().flat_map(|a| a.source.iter().chain(&a.cue).chain(&a.content)).for_each(check);
    for claim in &report.claims {
        check(&claim.sentence);
        claim.evidence.iter().for_each(|evidence| check(&evidence.quote));
        assert!(!claim.reason.text.is_empty() && !claim.kinds.is_empty());
    }
    let counts = report.counts;
    assert_eq!((counts.cited + counts.named + counts.vague + counts.none) as usize, report.claims.len());
}

/// Every id that is mentioned is there, and no two claims share one.
fn ids(report: &Report) {
    let known: HashSet<&str> =
        report.quantities.iter().map(|q| q.id.as_str()).chain(report.attributions.iter().map(|a| a.id.as_str())).collect();
    let mut seen = HashSet::new();
    for claim in &report.claims {
        assert!(seen.insert(&claim.id), "{} twice", claim.id);
        assert!(claim.quantities.iter().chain(&claim.attributions).all(|id| known.contains(id.as_str())));
    }
}

/// A claim's segments are its sentence, but for white space and for what nobody sees.
fn segments(report: &Report, nodes: &[String]) {
    for claim in &report.claims {
        let mut painted = Vec::new();
        let mut last = None;
        for &(node, start, end) in &claim.segments {
            assert!(start < end && last.is_none_or(|last| last < node), "segments ascend: {:?}", claim.segments);
            last = Some(node);
            let units: Vec<u16> = nodes[node as usize].encode_utf16().collect();
            painted.extend_from_slice(&units[start as usize..end as usize]);
        }
        let painted = String::from_utf16(&painted).expect("no half of a character");
        let blank = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0c');
        let words = |text: &str| text.split(|c| blank(c) || unseen(c)).collect::<String>();
        assert_eq!(words(&painted), words(&claim.sentence.text));
    }
}
