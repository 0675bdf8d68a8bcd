//! A page goes over the boundary as JavaScript would send it, and what comes back stands at the right words.

use js_sys::{Function, JsString, Reflect};
use sayswho::page::{Element, Stream};
use sayswho::report::Report;
use serde::Serialize;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

fn to_js(value: &impl Serialize) -> JsValue {
    value.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).unwrap()
}

fn string(text: &str) -> JsString {
    JsString::from(text)
}

fn units(units: &[u16]) -> JsString {
    JsString::from_char_code(units)
}

/// `analyse` as JavaScript calls it: strings and numbers go through the same conversions.
fn analyse(head: JsValue, text: &JsString, elements: JsValue, stream: &[i32]) -> Result<Report, String> {
    let call = Closure::<dyn Fn(JsValue, String, JsValue, Vec<i32>) -> Result<JsValue, JsValue>>::new(
        |head, text: String, elements, stream: Vec<i32>| Ok(sayswho::wasm::analyse(head, &text, elements, &stream)?),
    );
    let args = js_sys::Array::of4(&head, text, &elements, &js_sys::Int32Array::from(stream));
    let report = call.as_ref().unchecked_ref::<Function>().apply(&JsValue::NULL, &args);
    report.map(|report| serde_wasm_bindgen::from_value(report).unwrap()).map_err(message)
}

fn message(error: JsValue) -> String {
    assert!(error.is_instance_of::<js_sys::Error>(), "an Error and no bare value: {error:?}");
    Reflect::get(&error, &"message".into()).unwrap().as_string().unwrap()
}

/// A page of paragraphs, each of text nodes; every second node of a paragraph stands in an `em`.
struct Sample {
    nodes: Vec<JsString>,
    text: JsString,
    elements: Vec<Element>,
    stream: Vec<i32>,
}

impl Sample {
    fn of(paragraphs: &[&[JsString]]) -> Self {
        let element = |tag: &str| Element { tag: tag.to_owned(), ..Element::default() };
        let mut sample =
            Self { nodes: Vec::new(), text: string(""), elements: ["body", "p", "em"].map(element).to_vec(), stream: vec![1] };
        for paragraph in paragraphs {
            sample.stream.push(2);
            for (number, node) in paragraph.iter().enumerate() {
                let emphasised = number % 2 == 1;
                sample.stream.extend(emphasised.then_some(3));
                sample.stream.push(if node.length() == 0 { Stream::EMPTY_NODE } else { -(node.length() as i32) });
                sample.stream.extend(emphasised.then_some(0));
                sample.text = sample.text.concat(node).concat(&"\n".into());
                sample.nodes.push(node.clone());
            }
            sample.stream.push(0);
        }
        sample.stream.push(0);
        sample
    }

    fn analyse(&self) -> Report {
        analyse(js_sys::Object::new().into(), &self.text, to_js(&self.elements), &self.stream).unwrap()
    }

    /// The words in the nodes that a claim would paint.
    fn painted(&self, segments: &[(u32, u32, u32)]) -> String {
        let words = segments.iter().map(|&(node, start, end)| {
            let node = &self.nodes[node as usize];
            assert!(start < end && end <= node.length(), "{start}..{end} is not in the node");
            without_space(&node.slice(start, end))
        });
        words.collect()
    }
}

/// Without white space, since what a page collapses is not painted where it stands between nodes; halves of pairs are
/// U+FFFD, as the boundary has them.
fn without_space(text: &JsString) -> String {
    String::from(text).split_ascii_whitespace().collect()
}

fn paints_its_sentences(paragraphs: &[&[JsString]], sentences: &[&str]) {
    let sample = Sample::of(paragraphs);
    let report = sample.analyse();
    let found: Vec<&str> = report.claims.iter().map(|claim| claim.sentence.text.as_str()).collect();
    assert_eq!(found, sentences);
    for claim in &report.claims {
        assert_eq!(sample.painted(&claim.segments), without_space(&string(&claim.sentence.text)));
        let length = claim.sentence.text.encode_utf16().count() as u32;
        assert_eq!(claim.sentence.end - claim.sentence.start, length, "offsets count UTF-16 units");
    }
}

#[wasm_bindgen_test]
fn plain_words() {
    paints_its_sentences(
        &[&[string("  Nothing here.\n  Rents rose "), string("12%"), string(" in a year. Nobody knows why.")]],
        &["Rents rose 12% in a year."],
    );
}

#[wasm_bindgen_test]
fn emoji_and_combining_marks() {
    paints_its_sentences(
        &[
            &[string("😀👩‍👩‍👧 ok. Cafe\u{301} sales "), string("fell 🇳🇴 60%"), string(" last 𝒚ear. 🎉")],
            &[string("e\u{301}\u{302}\u{303}. "), string(""), string("Prices rose 8% 😀 in May.")],
        ],
        &["Cafe\u{301} sales fell 🇳🇴 60% last 𝒚ear.", "Prices rose 8% 😀 in May."],
    );
}

#[wasm_bindgen_test]
fn right_to_left() {
    let sample = Sample::of(&[&[string("ارتفعت الأسعار بنسبة 60% هذا العام. "), string("مرحبا")]]);
    for claim in &sample.analyse().claims {
        assert_eq!(sample.painted(&claim.segments), without_space(&string(&claim.sentence.text)));
    }
}

#[wasm_bindgen_test]
fn lone_surrogates_become_replacement_characters_of_the_same_length() {
    let half = units(&[0x61, 0xd83d, 0x62, 0xde00, 0x2e, 0x20]);
    paints_its_sentences(&[&[half, string("Rents rose 12% in May.")]], &["Rents rose 12% in May."]);
    // A pair whose halves stand in neighbouring nodes stays two.
    paints_its_sentences(
        &[&[units(&[0xd83d]), units(&[0xde00]), string(" Rents rose 12% in May.")]],
        &["\u{fffd}\u{fffd} Rents rose 12% in May."],
    );
}

#[wasm_bindgen_test]
fn nulls_and_controls() {
    let sample = Sample::of(&[&[string("\0\0 Rents\0 rose 12% in\u{1} May.\0"), string("\0")]]);
    for claim in &sample.analyse().claims {
        assert_eq!(sample.painted(&claim.segments), without_space(&string(&claim.sentence.text)));
    }
}

#[wasm_bindgen_test]
fn an_empty_page() {
    for report in [
        analyse(js_sys::Object::new().into(), &string(""), to_js(&Vec::<Element>::new()), &[]).unwrap(),
        Sample::of(&[&[], &[string("")], &[string(" \n ")]]).analyse(),
    ] {
        assert!(report.claims.is_empty() && report.quantities.is_empty() && report.attributions.is_empty());
    }
}

#[wasm_bindgen_test]
fn what_is_known_of_the_page_comes_back() {
    let head = js_sys::JSON::parse(r#"{"url": "https://example.org/a", "title": "A <b>title</b>"}"#).unwrap();
    let report = analyse(head, &string(""), to_js(&Vec::<Element>::new()), &[]).unwrap();
    assert_eq!(report.url.as_deref(), Some("https://example.org/a"));
    assert_eq!(report.title.as_deref(), Some("A <b>title</b>"));
}

#[wasm_bindgen_test]
fn what_does_not_fit_is_an_error_with_a_sentence() {
    let elements = || to_js(&[Element { tag: "p".to_owned(), ..Element::default() }]);
    let head = || js_sys::Object::new().into();
    let said = |result: Result<Report, String>| result.unwrap_err();
    assert!(said(analyse(JsValue::from_f64(3.0), &string(""), elements(), &[])).contains("head"));
    assert!(said(analyse(head(), &string(""), JsValue::from_str("p"), &[])).contains("elements"));
    assert!(said(analyse(head(), &string(""), elements(), &[2])).contains("the table holds 1"));
    assert!(said(analyse(head(), &string("ab\n"), elements(), &[1, -9, 0])).contains("code units"));
    assert!(said(analyse(head(), &string(""), elements(), &[0])).contains("not entered"));
    assert!(said(analyse(head(), &string("a\u{1f600}\n"), elements(), &[1, -2, 0])).contains("code units"), "inside a pair");
}

#[wasm_bindgen_test]
fn plain_text_counts_into_the_input() {
    let text = "😀 Hello.\r\n\r\nRents rose 12% in May.";
    let report: Report = serde_wasm_bindgen::from_value(sayswho::wasm::analyse_text(text).ok().unwrap()).unwrap();
    let input = string(text);
    let sentence = &report.claims[0].sentence;
    assert_eq!(String::from(input.slice(sentence.start, sentence.end)), "Rents rose 12% in May.");
}
