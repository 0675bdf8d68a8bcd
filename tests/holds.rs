//! What holds of any input (see `fuzz/src/holds.rs`): of what the fuzzer has found before, of inputs made by rules, and of inputs so
//! large that whatever does not grow with them evenly would not come to an end.

#![cfg(feature = "cli")]

#[path = "../fuzz/src/holds.rs"]
mod holds;

use proptest::prelude::*;
use sayswho::page::{Builder, Element, Head, Page, html};
use sayswho::report::Offsets;
use std::path::Path;

#[test]
fn what_the_fuzzer_has_found_before() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/cases");
    let mut tried = 0;
    for entry in std::fs::read_dir(&root).unwrap().flatten() {
        let target = entry.file_name().to_string_lossy().into_owned();
        for case in std::fs::read_dir(entry.path()).unwrap().flatten() {
            let data = std::fs::read(case.path()).unwrap();
            eprintln!("{}", case.path().display());
            match target.as_str() {
                "plain" => holds::plain(&data),
                "html" => holds::html(&data),
                "events" => holds::events(&data),
                "message" => holds::message(&data),
                "record" => holds::record(&data),
                #[cfg(feature = "train")]
                "model" => holds::model(&data),
                #[cfg(not(feature = "train"))]
                "model" => {}
                _ => panic!("there is no target {target}"),
            }
            tried += 1;
        }
    }
    assert!(tried > 0);
}

#[test]
fn relative_clauses_without_end() {
    holds::plain(format!("{SALES} {}", "who said ".repeat(30_000)).as_bytes());
}

/// Words that belong to what we look for, and what hostile pages put between them.
fn soup() -> impl Strategy<Value = String> {
    let pieces = [
        "60%",
        "$4 billion",
        "said",
        "Ana Ruiz",
        "“",
        "”",
        "\"",
        "'",
        ".",
        ",",
        ":",
        " ",
        " ",
        "\n",
        "\n\n",
        "according to",
        "Critics say",
        "a study",
        "Nature",
        "[3]",
        "2-3x",
        "one in five",
        "half",
        "Dr.",
        "U.S.",
        "1,234",
        "https://example.org/a",
        "2019",
        "aged 45",
        "\0",
        "\u{202e}",
        "\u{2066}",
        "\u{200d}",
        "\u{301}",
        "😀",
        "\u{feff}",
        "\u{fffd}",
        "ﬁ",
        "ß",
        "İ",
        "١٢٣",
        "½",
        "%",
        "€",
        "(",
        ")",
        "-",
        "–",
        "—",
        "…",
        "=",
        "<b>",
        "</p>",
        "<p>",
        "<li>",
        "<a href='javascript:1'>",
        "<h2>",
        "<td>",
        "<sup>",
        "<script>",
        "&#0;",
        "\t",
        "\r",
        "\u{2028}",
        "\u{a0}",
        "999999999999999999999999999",
        "million",
        "hundred and",
        "thousand",
        "percent",
        "points",
        "he",
        "she",
        "they told the Courier",
        "reportedly",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(384) })]

    #[test]
    fn of_any_words(text in soup()) {
        holds::plain(text.as_bytes());
        holds::html(text.as_bytes());
    }

    #[test]
    fn of_any_bytes(data in prop::collection::vec(any::<u8>(), 0..400)) {
        holds::plain(&data);
        holds::html(&data);
        holds::events(&data);
        holds::record(&data);
        #[cfg(feature = "train")]
        holds::model(&data);
    }

    #[test]
    fn of_any_message(text in soup(), elements in 0usize..3, stream in prop::collection::vec(prop_oneof![-40i32..4, any::<i32>()], 0..20)) {
        let elements = vec![serde_json::json!({ "tag": "p", "href": "#a" }); elements];
        let message = serde_json::json!({ "head": { "url": text }, "text": text, "elements": elements, "stream": stream });
        holds::message(message.to_string().as_bytes());
        let record = serde_json::json!({ "id": text, "html": text, "url": text });
        holds::record(record.to_string().as_bytes());
    }
}

// What is large. No clock: what grows with the square of these sizes takes hours.

fn claims(page: &Page) -> usize {
    sayswho::analyse(page).report(Offsets::Utf16, false).claims.len()
}

const SALES: &str = "Sales rose 60% last year.";

#[test]
fn a_page_nested_a_hundred_thousand_deep() {
    let tags =
        [("div", 100_000), ("b", 100_000), ("span", 100_000), ("table><tr><td", 5_000), ("a href=x", 5_000), ("svg><g", 5_000)];
    for (tag, deep) in tags {
        let page = format!("<p>{SALES}{}{SALES}", format!("<{tag}>").repeat(deep));
        assert!(claims(&html::read(&page, None)) >= 1, "{tag}");
    }
}

#[test]
fn a_tag_with_a_hundred_thousand_attributes() {
    let attributes: String = (0..100_000).map(|n| format!(" a{n}=b")).collect();
    assert_eq!(claims(&html::read(&format!("<p{attributes}>{SALES}</p{attributes}>"), None)), 1);
}

#[test]
fn a_million_text_nodes() {
    let element = |tag: &str| Element { tag: tag.into(), ..Element::default() };
    let (body, paragraph, bold) = (element("body"), element("p"), element("b"));
    let mut builder = Builder::new(Head::default());
    builder.enter(&body);
    for node in 0..1_000_000 {
        if node % 5 == 0 {
            builder.enter(&paragraph);
        }
        builder.enter(&bold);
        builder.text(["Sales ", "rose ", "60% ", "last ", "year."][node % 5]);
        builder.leave();
        if node % 5 == 4 {
            builder.leave();
        }
    }
    let page = builder.finish();
    assert_eq!(page.runs.len(), 1_000_000);
    assert_eq!(page.blocks.len(), 200_000);
    assert_eq!(page.segments(page.blocks[199_999].span).len(), 5);
}

#[test]
fn a_long_way_of_one_thing() {
    let units = [
        "x",
        "漢",
        "\u{202e}",
        "\0",
        "“",
        "\"",
        "(",
        "[",
        "1",
        "1,",
        "60%",
        "$",
        "-",
        "— ",
        "A.",
        "… ",
        "said ",
        "who said ",
        "Ana Ruiz ",
        "Dr. ",
        "and ",
        "that ",
        "one ",
        "hundred ",
        "e\u{301}",
        "😀",
        "\n",
        "a\n",
        ": ",
        "“a” ",
        "said Ruiz, ",
        "according to ",
        "https://a.b/",
        "@",
        "'s ",
        "half of ",
        "[1] ",
        "of 5 ",
        "\u{a0}",
        "\u{200b}",
        "=",
        "&#1;",
    ];
    for unit in units {
        let text = unit.repeat((1 << 16) / unit.len());
        claims(&Page::from_plain(&text));
        claims(&Page::from_plain(&format!("{SALES} {text}")));
    }
}

#[test]
fn a_long_way_of_one_element() {
    let units = [
        "<p>Sales rose 60%.",
        "<p>x<b>y</b>",
        "<li>[1]",
        "<a href=#n>1</a>",
        "<h2>Related</h2>",
        "<h2><a href=a>Read more</a></h2>",
        "<td>x",
        "<tr><td>60%",
        "<br>",
        "<sup><a href=#n>1</a></sup>",
        "<blockquote>“It rose 60%.”",
        "<p id=n>x",
        "<div class=related><a href=x>y</a></div>",
        "<ul><li><a href=x>y</a></ul>",
        "<figure class=pullquote>It rose 60%.</figure>",
        "<p>“Yes.”</p>",
        "<p>Who?</p>",
        "<span hidden>x</span>",
        "<pre>\n\n",
        "</p>",
        "<table>x",
        "<select><option>",
        "<template>x",
        "<!--x-->",
        "<script>x</script>",
        "&amp;",
        "<a href=x><p>",
        "<nobr>",
    ];
    for unit in units {
        let page = format!(
            "<p>{SALES} {SALES} {SALES} {SALES} {SALES} {SALES} {SALES} {SALES} {SALES}</p>{}",
            unit.repeat((1 << 16) / unit.len())
        );
        claims(&html::read(&page, None));
    }
}
