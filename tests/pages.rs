//! Whole pages: each folder of `pages/` holds a `source.html` of ours and `expected.txt`, the blocks of its main text,
//! one a line. `ACCEPT=1 cargo test --test pages` writes what was found as what is expected: read the difference.

#![cfg(feature = "cli")]

use proptest::prelude::*;
use sayswho::page::{BlockKind, Builder, Element, Head, Page, html};
use std::fmt::Write as _;
use std::path::Path;

fn kind(kind: BlockKind) -> String {
    match kind {
        BlockKind::Paragraph => "paragraph".into(),
        BlockKind::Heading(level) => format!("heading {level}"),
        BlockKind::ListItem => "item".into(),
        BlockKind::Quotation => "quotation".into(),
        BlockKind::Caption => "caption".into(),
        BlockKind::Row => "row".into(),
        BlockKind::Note => "note".into(),
        BlockKind::Pointer => "pointer".into(),
    }
}

fn listing(page: &Page) -> String {
    page.blocks.iter().fold(String::new(), |mut all, block| {
        let text = page.text[block.span.start as usize..block.span.end as usize].replace('\n', " ⏎ ");
        let _ = writeln!(all, "{}: {text}", kind(block.kind));
        all
    })
}

#[test]
fn the_main_text_of_each_page() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let mut folders: Vec<_> = std::fs::read_dir(&root).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    assert!(folders.len() >= 14, "only {} pages in {}", folders.len(), root.display());
    let mut differing = Vec::new();
    for folder in folders {
        let source = std::fs::read_to_string(folder.join("source.html")).unwrap();
        let found = listing(&html::read(&source, None));
        let expected = folder.join("expected.txt");
        if std::env::var_os("ACCEPT").is_some() {
            std::fs::write(&expected, &found).unwrap();
        } else if found != std::fs::read_to_string(&expected).unwrap_or_default() {
            differing.push(format!("{}\n{found}", folder.display()));
        }
    }
    assert!(differing.is_empty(), "these pages read otherwise than expected:\n{}", differing.join("\n"));
}

/// A line that leads elsewhere may hold a figure, and it is none of the article's.
#[test]
fn nothing_is_claimed_in_a_line_that_leads_elsewhere() {
    let source = include_str!("pages/lines_in_an_article/source.html");
    let page = html::read(source, None);
    let pointers: Vec<_> = page.blocks.iter().filter(|b| b.kind == BlockKind::Pointer).map(|b| b.span).collect();
    assert!(pointers.len() >= 3);
    let report = sayswho::analyse(&page);
    let sentence = |claim: &sayswho::claims::Claim| report.text.sentences[claim.sentence as usize].span;
    let claims: Vec<_> = report.findings.claims.iter().map(sentence).collect();
    assert!(claims.iter().all(|claim| !pointers.iter().any(|pointer| pointer.overlaps(*claim))));
    let claimed = |words: &str| claims.iter().any(|c| page.text[c.start as usize..c.end as usize].contains(words));
    assert!(claimed("212 farms") && claimed("61%") && !claimed("$40 million") && !claimed("9,000"));
}

/// What a property test plays to a builder.
#[derive(Clone, Debug)]
enum Event {
    Enter(Element),
    Text(String),
    Leave,
}

fn event() -> impl Strategy<Value = Event> {
    let tags = [
        "p",
        "div",
        "article",
        "h1",
        "h2",
        "ul",
        "li",
        "table",
        "tr",
        "td",
        "a",
        "b",
        "br",
        "sup",
        "pre",
        "blockquote",
        "span",
        "figcaption",
        "nav",
        "script",
        "body",
        "aside",
    ];
    let classes = ["", "", "", "comments", "article-body", "sidebar", "related", "byline", "pullquote", "references", "credit"];
    let words = [
        "The mill will close in June, its owner said on Monday, and 340 people will lose their work. ",
        "  Short \n words",
        " ",
        "",
        "[3]",
        "¶",
        "\u{a0}😀 e\u{301} ",
        "“Orders fell by a third,” she said.\nNobody came.",
        "Related:",
        "By A. Writer",
        "قالت الإدارة إن الأرصفة ستغلق أسبوعا.",
    ];
    prop_oneof![
        3 => (prop::sample::select(tags.to_vec()), prop::sample::select(classes.to_vec()), any::<bool>()).prop_map(|(tag, class, link)| {
            Event::Enter(Element {
                tag: tag.into(),
                class: (!class.is_empty()).then(|| class.into()),
                href: link.then(|| "#n1".into()),
                ..Element::default()
            })
        }),
        4 => prop::sample::select(words.to_vec()).prop_map(|words| Event::Text(words.into())),
        2 => Just(Event::Leave),
    ]
}

/// Everything that others rely on in a page, whatever it was made of.
fn check(page: &Page, nodes: &[String]) {
    let inside = |start: u32, end: u32| &page.text[start as usize..end as usize];
    let mut end = 0;
    for block in &page.blocks {
        assert!(block.span.start >= end && block.span.end > block.span.start, "blocks ascend and are not empty");
        end = block.span.end;
        let text = inside(block.span.start, block.span.end);
        assert_eq!(text.trim_matches([' ', '\n', '\t', '\r']), text, "no white space at the ends");
        for link in page.links_of(block) {
            assert!(block.span.start <= link.span.start && link.span.end <= block.span.end, "a link stands in its block");
            inside(link.span.start, link.span.end);
        }
        for (node, from, to) in page.segments(block.span) {
            let units = nodes[node as usize].encode_utf16().count() as u32;
            assert!(from < to && to <= units, "a segment lies in its node");
        }
    }
    let mut after = 0;
    for run in &page.runs {
        assert!(run.start >= after && run.len > 0, "runs ascend");
        after = run.start + run.len;
        let units: Vec<u16> = nodes[run.node as usize].encode_utf16().skip(run.at as usize).collect();
        let words: Vec<u16> = inside(run.start, after).encode_utf16().collect();
        assert!(units.starts_with(&words), "a run stands unchanged in its node");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(512) })]

    #[test]
    fn any_events_make_a_sound_page(events in prop::collection::vec(event(), 0..120)) {
        let mut builder = Builder::new(Head::default());
        let mut nodes = Vec::new();
        builder.enter(&Element { tag: "body".into(), ..Element::default() });
        for event in events {
            match event {
                Event::Enter(element) => builder.enter(&element),
                Event::Text(text) => {
                    builder.text(&text);
                    nodes.push(text);
                }
                Event::Leave => builder.leave(),
            }
        }
        check(&builder.finish(), &nodes);
    }

    #[test]
    fn any_html_can_be_read(html in "(<[a-z]{1,4}( class=\"[a-z -]{0,8}\")?>|</[a-z]{1,4}>|[a-zé😀 .,&;\\n\0]{0,40}){0,40}") {
        let page = html::read(&html, None);
        prop_assert!(page.blocks.iter().all(|block| !block.span.is_empty()));
    }
}

/// What took more than linear time would not come to an end here.
#[test]
fn a_deep_and_a_broad_page_are_read_to_their_end() {
    let element = |tag: &str| Element { tag: tag.into(), ..Element::default() };
    let (div, paragraph) = (element("div"), element("p"));
    let mut deep = Builder::new(Head::default());
    for _ in 0..100_000 {
        deep.enter(&div);
        deep.text("A sentence at each step of the stairs, each long enough to count.");
    }
    assert!(!deep.finish().blocks.is_empty());
    let mut broad = Builder::new(Head::default());
    broad.enter(&div);
    for _ in 0..30_000 {
        broad.enter(&paragraph);
        broad.text("One of very many sentences that say nothing at all, but say it at length.");
        broad.leave();
    }
    assert_eq!(broad.finish().blocks.len(), 30_000);
}
