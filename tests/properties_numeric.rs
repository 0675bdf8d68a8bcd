//! What holds of the numeric step for any input: a printed quantity is read back, offsets slice, nothing panics, time is linear.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::expect_used, reason = "a test that cannot go on says so")]

use proptest::prelude::*;
use sayswho::numeric::{self, Quantity, QuantityKind};
use sayswho::page::Page;
use sayswho::text::Text;

/// What is found in `text`, which is read as English.
fn find(text: &str) -> Vec<Quantity> {
    let page = Page::from_plain(text);
    numeric::find(&Text::read(&page))
}

fn only(text: &str) -> Quantity {
    let found = find(text);
    assert_eq!(found.len(), 1, "{text}: {found:?}");
    found.into_iter().next().expect("there is one")
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0)
}

/// 1234567 as "1,234,567".
fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// A number as one would say it.
fn spoken(n: u64) -> String {
    match n {
        0..20 => SMALL[n as usize].to_owned(),
        20..100 if n.is_multiple_of(10) => TENS[(n / 10) as usize].to_owned(),
        20..100 => format!("{}-{}", TENS[(n / 10) as usize], SMALL[(n % 10) as usize]),
        100..1000 => joined(n / 100, "hundred", n % 100, " and "),
        1000..1_000_000 => joined(n / 1000, "thousand", n % 1000, if n % 1000 < 100 { " and " } else { " " }),
        _ => joined(n / 1_000_000, "million", n % 1_000_000, if n % 1_000_000 < 100 { " and " } else { " " }),
    }
}

fn joined(head: u64, scale: &str, rest: u64, link: &str) -> String {
    if rest == 0 { format!("{} {scale}", spoken(head)) } else { format!("{} {scale}{link}{}", spoken(head), spoken(rest)) }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn words_are_read_back(n in 2u64..1_000_000_000) {
        let found = only(&format!("They counted {} birds there.", spoken(n)));
        prop_assert!(near(found.value, n as f64), "{} as {:?}", spoken(n), found);
    }

    #[test]
    fn grouped_digits_are_read_back(n in 1000u64..1_000_000_000_000) {
        let found = only(&format!("They counted {} birds there.", grouped(n)));
        prop_assert!(near(found.value, n as f64), "{:?}", found);
    }

    #[test]
    fn percentages_are_read_back(n in 0u32..100_000, sign in prop::sample::select(vec!["%", " %", " percent", " per cent", "pc"])) {
        let value = f64::from(n) / 100.0;
        let found = only(&format!("Sales rose {value}{sign} there."));
        prop_assert_eq!(found.kind, QuantityKind::Percent);
        prop_assert!(near(found.value, value));
    }

    #[test]
    fn sums_are_read_back(
        n in 1u32..1_000_000,
        (symbol, code) in prop::sample::select(vec![("$", "USD"), ("€", "EUR"), ("£", "GBP"), ("A$", "AUD"), ("US$", "USD"), ("GBP ", "GBP"), ("₹", "INR")]),
        (scale, factor) in prop::sample::select(vec![("", 1.0), ("m", 1e6), ("bn", 1e9), (" million", 1e6), (" trillion", 1e12), ("k", 1e3)]),
    ) {
        let value = f64::from(n) / 100.0;
        let found = only(&format!("They paid {symbol}{value}{scale} there."));
        prop_assert_eq!(found.kind, QuantityKind::Money);
        prop_assert_eq!(found.currency, Some(code));
        prop_assert!(near(found.value, value * factor), "{:?}", found);
    }

    #[test]
    fn measures_are_read_back(
        n in 1u32..100_000,
        (unit, name) in prop::sample::select(vec![(" km", "kilometre"), ("kg", "kilogram"), (" miles", "mile"), (" sq m", "square metre"), ("MB", "megabyte"), (" degrees Celsius", "degree Celsius"), ("-litre", "litre")]),
    ) {
        let value = f64::from(n) / 10.0;
        let found = only(&format!("It was a good {value}{unit} there."));
        prop_assert_eq!(found.kind, QuantityKind::Measure);
        prop_assert_eq!(found.unit.as_deref(), Some(name));
        prop_assert!(near(found.value, value));
    }

    #[test]
    fn ranges_are_read_back(low in 1u32..500, more in 1u32..500, joint in prop::sample::select(vec!["-", "–", " to "])) {
        let found = only(&format!("It takes {low}{joint}{} kg there.", low + more));
        prop_assert_eq!((found.value, found.high), (f64::from(low), Some(f64::from(low + more))));
    }

    #[test]
    fn anything_ends(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn anything_numeric_ends(parts in prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..40)) {
        check(&parts.concat());
    }
}

/// What numbers are made of, to be thrown together.
const PIECES: [&str; 72] = [
    "1",
    "12",
    "2019",
    "0",
    "007",
    "1,000",
    "1.5",
    "3,5",
    "1.2.3",
    ".",
    ",",
    " ",
    " ",
    " ",
    "-",
    "–",
    "−",
    "/",
    ":",
    "$",
    "€",
    "£",
    "%",
    "°",
    "′",
    "″",
    "½",
    "²",
    "^",
    "e",
    "x",
    "×",
    "10",
    "m",
    "k",
    "bn",
    " million",
    " hundred",
    " dozen",
    " and a half",
    "a ",
    "an ",
    "half ",
    "third",
    " quarters",
    " of ",
    " in ",
    " out of ",
    " to ",
    "-to-",
    " between ",
    " or ",
    "twice ",
    " times",
    "fold",
    " per ",
    " cent",
    "minus ",
    "twenty",
    "-one",
    "nought point ",
    "March ",
    "No. ",
    "page ",
    "pm",
    "th",
    "US",
    "\u{a0}",
    "\u{301}",
    "٣",
    "(",
    ")",
];

fn check(text: &str) {
    let page = Page::from_plain(text);
    let text = Text::read(&page);
    let found = numeric::find(&text);
    let mut end = 0;
    for q in &found {
        assert!(q.span.start >= end && q.span.end > q.span.start, "{q:?}");
        assert!(!text.words(q.span).is_empty(), "{q:?}");
        assert!(q.value.is_finite() && q.high.is_none_or(f64::is_finite), "{q:?}");
        end = q.span.end;
    }
    let scales = numeric::Scales::new(&text);
    for sentence in 0..text.sentences.len() {
        let span = text.sentences[sentence].span;
        let here: Vec<_> = found.iter().filter(|q| span.contains(q.span)).cloned().collect();
        let _ = scales.weigh(sentence, &here);
    }
}
