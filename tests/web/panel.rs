//! The panel in a page: what it shows, what it does, and that nothing of a page becomes markup in it.

use sayswho::numeric::Weight;
use sayswho::panel::Panel;
use sayswho::report::{Args, Claim, ClaimKind, Evidence, Quote, Reason, Report};
use sayswho::source::{EvidenceKind, Status};
use serde::Serialize;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Document, HtmlElement, HtmlInputElement, KeyboardEvent, KeyboardEventInit};

fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}

const ENGLISH: &str = include_str!("../../extension/_locales/en/messages.json");
const GERMAN: &str = include_str!("../../extension/_locales/de/messages.json");

/// A catalogue as the browser reads it.
fn words(catalogue: &str) -> js_sys::Function {
    let catalogue: serde_json::Value = serde_json::from_str(catalogue).unwrap();
    let get = Closure::<dyn Fn(String, Vec<String>) -> String>::new(move |name: String, args: Vec<String>| {
        let entry = &catalogue[&name];
        let mut message = entry["message"].as_str().unwrap_or_default().to_owned();
        for (name, gap) in entry["placeholders"].as_object().into_iter().flatten() {
            message = message.replace(&format!("${}$", name.to_uppercase()), gap["content"].as_str().unwrap());
        }
        args.iter().zip(1..).fold(message, |message, (arg, n)| message.replace(&format!("${n}"), arg))
    });
    get.into_js_value().unchecked_into()
}

/// A panel in the test's page, and what it told its host.
struct Shown {
    root: HtmlElement,
    panel: Panel,
    selected: Rc<RefCell<Vec<String>>>,
    pointed: Rc<RefCell<Vec<Option<String>>>>,
    exported: Rc<RefCell<Vec<String>>>,
}

impl Shown {
    fn new() -> Self {
        Self::in_words(ENGLISH)
    }

    fn in_words(catalogue: &str) -> Self {
        let root: HtmlElement = document().create_element("div").unwrap().unchecked_into();
        document().body().unwrap().append_child(&root).unwrap();
        let selected = Rc::new(RefCell::new(Vec::new()));
        let pointed = Rc::new(RefCell::new(Vec::new()));
        let on_select = {
            let selected = Rc::clone(&selected);
            Closure::<dyn Fn(String)>::new(move |id| selected.borrow_mut().push(id)).into_js_value()
        };
        let on_point = {
            let pointed = Rc::clone(&pointed);
            Closure::<dyn Fn(Option<String>)>::new(move |id| pointed.borrow_mut().push(id)).into_js_value()
        };
        let exported = Rc::new(RefCell::new(Vec::new()));
        let on_export = {
            let exported = Rc::clone(&exported);
            Closure::<dyn Fn(String)>::new(move |format| exported.borrow_mut().push(format)).into_js_value()
        };
        let (on_select, on_point) = (on_select.unchecked_into(), on_point.unchecked_into());
        let panel = Panel::new(&root, words(catalogue), on_select, on_point, on_export.unchecked_into()).unwrap();
        Self { root, panel, selected, pointed, exported }
    }

    fn with(report: &Report) -> Self {
        let shown = Self::new();
        shown.show(report);
        shown
    }

    fn show(&self, report: &Report) {
        self.panel.show(report.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).unwrap()).unwrap();
    }

    /// What is given out of a report in a format.
    fn export(&self, report: &Report, format: &str) -> Option<String> {
        self.panel.export(format, report.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).unwrap())
    }

    /// The elements of a selector that a reader would see.
    fn all(&self, selector: &str) -> Vec<HtmlElement> {
        let found = self.root.query_selector_all(selector).unwrap();
        (0..found.length())
            .map(|at| found.get(at).unwrap().unchecked_into::<HtmlElement>())
            .filter(|element| element.closest("[hidden]").unwrap().is_none())
            .collect()
    }

    fn one(&self, selector: &str) -> HtmlElement {
        let mut found = self.all(selector);
        assert_eq!(found.len(), 1, "{selector}");
        found.remove(0)
    }

    fn texts(&self, selector: &str) -> Vec<String> {
        self.all(selector).iter().map(|element| element.text_content().unwrap()).collect()
    }

    fn button(&self, words: &str) -> HtmlElement {
        self.all("button").into_iter().find(|button| button.text_content().unwrap().contains(words)).unwrap()
    }

    fn key(&self, key: &str) {
        let init = KeyboardEventInit::new();
        init.set_key(key);
        init.set_bubbles(true);
        let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
        document().active_element().unwrap().dispatch_event(&event).unwrap();
    }

    fn focused(&self) -> String {
        document().active_element().unwrap().text_content().unwrap()
    }
}

impl Drop for Shown {
    fn drop(&mut self) {
        self.root.remove();
    }
}

fn claim(id: &str, sentence: &str, status: Status, weight: Weight) -> Claim {
    Claim {
        id: id.to_owned(),
        sentence: Quote { start: 0, end: 1, text: sentence.to_owned() },
        kinds: vec![ClaimKind::Numeric],
        weight,
        status,
        reason: Reason { code: "a-code-of-no-catalogue".to_owned(), args: Args::default(), text: format!("Why {id}.") },
        quantities: Vec::new(),
        attributions: Vec::new(),
        evidence: Vec::new(),
        segments: vec![(0, 0, 1)],
    }
}

fn report() -> Report {
    let claims = vec![
        claim("c1", "One rose 10%.", Status::None, Weight::Key),
        claim("c2", "Two rose 20%.", Status::Cited, Weight::Key),
        claim("c3", "Three ships came.", Status::None, Weight::Minor),
        claim("c4", "Four rose 40%.", Status::Vague, Weight::Key),
        claim("c5", "Five rose 50%.", Status::Named, Weight::Key),
    ];
    Report { language: "en".to_owned(), claims, ..Report::default() }
}

#[wasm_bindgen_test]
fn the_summary_counts_and_the_list_is_in_reading_order() {
    let shown = Shown::with(&report());
    assert_eq!(shown.one(".panel-lead").text_content().unwrap(), "2 of 4 claims lack a stated source");
    let keys = ["No source stated1", "Source not named1", "Named, no pointer1", "Source given1"];
    assert_eq!(shown.texts(".panel-key"), keys);
    assert_eq!(shown.texts(".panel-row-sentence"), ["One rose 10%.", "Two rose 20%.", "Four rose 40%.", "Five rose 50%."]);
    assert_eq!(shown.texts(".panel-row-status"), ["No source stated", "Source given", "Source not named", "Named, no pointer"]);
    assert_eq!(shown.texts(".panel-row-reason"), ["Why c1.", "Why c2.", "Why c4.", "Why c5."]);
    assert!(shown.one(".panel-note").text_content().unwrap().contains("never that the sentence is untrue"));
}

#[wasm_bindgen_test]
fn the_words_of_the_statuses_are_those_of_the_command_line() {
    let shown = Shown::with(&report());
    let statuses = [Status::None, Status::Vague, Status::Named, Status::Cited];
    assert_eq!(shown.texts(".panel-words"), statuses.map(Status::words));
}

#[wasm_bindgen_test]
fn minor_figures_come_when_asked_for() {
    let shown = Shown::with(&report());
    shown.one(".panel-minor input").click();
    assert_eq!(shown.all(".panel-row").len(), 5);
    assert_eq!(shown.texts(".panel-key")[0], "No source stated2");
    assert_eq!(shown.one(".panel-lead").text_content().unwrap(), "3 of 5 claims lack a stated source");
    shown.one(".panel-minor input").click();
    assert_eq!(shown.all(".panel-row").len(), 4);
}

#[wasm_bindgen_test]
fn the_filter_leaves_what_is_asked_for() {
    let shown = Shown::with(&report());
    shown.button("Lacks a source").click();
    assert_eq!(shown.texts(".panel-row-sentence"), ["One rose 10%.", "Four rose 40%."]);
    assert_eq!(shown.button("Lacks a source").get_attribute("aria-pressed").as_deref(), Some("true"));
    assert_eq!(shown.one(".panel-listed").text_content().unwrap(), "2 claims listed");
    shown.one(".panel-key.cited").click();
    assert_eq!(shown.texts(".panel-row-sentence"), ["Two rose 20%."]);
    assert_eq!(shown.one(".panel-listed").text_content().unwrap(), "1 claim listed");
    shown.one(".panel-key.cited").click();
    assert_eq!(shown.all(".panel-row").len(), 4, "a second click takes the filter away");
}

#[wasm_bindgen_test]
fn a_filter_that_leaves_nothing_says_so_and_leads_out() {
    let mut report = report();
    report.claims.retain(|claim| claim.status != Status::Cited);
    let shown = Shown::with(&report);
    shown.one(".panel-key.cited").click();
    assert!(shown.all(".panel-row").is_empty());
    shown.button("List all claims").click();
    assert_eq!(shown.all(".panel-row").len(), 4);
    assert_eq!(shown.focused(), "All", "the focus is not lost with the button");
}

#[wasm_bindgen_test]
fn a_kind_can_be_asked_for() {
    let mut report = report();
    report.claims[1].kinds = vec![ClaimKind::Attribution];
    report.claims[3].kinds = vec![ClaimKind::Numeric, ClaimKind::Attribution];
    let shown = Shown::with(&report);
    shown.button("Attributions").click();
    assert_eq!(shown.texts(".panel-row-sentence"), ["Two rose 20%.", "Four rose 40%."]);
    shown.button("Lacks a source").click();
    assert_eq!(shown.texts(".panel-row-sentence"), ["Four rose 40%."], "both filters hold");
    assert_eq!(shown.texts(".panel-tab[aria-pressed=true]"), ["Lacks a source", "Attributions"]);
    shown.button("Attributions").click();
    assert_eq!(shown.texts(".panel-row-sentence"), ["One rose 10%.", "Four rose 40%."]);
    assert_eq!(shown.texts(".panel-tab")[0], "Lacks a source", "what lacks a source comes first");
}

#[wasm_bindgen_test]
fn the_list_can_be_searched() {
    let mut report = report();
    report.claims[4].sentence.text = "Ökostrom rose 50%.".to_owned();
    report.claims[1].evidence = vec![Evidence {
        kind: EvidenceKind::Link,
        quote: Quote { text: "a study".to_owned(), ..Quote::default() },
        href: Some("https://harbour.example/report".to_owned()),
    }];
    let shown = Shown::with(&report);
    let search = |words: &str| {
        let field: HtmlInputElement = shown.one(".panel-search").unchecked_into();
        field.set_value(words);
        let init = web_sys::EventInit::new();
        init.set_bubbles(true);
        field.dispatch_event(&web_sys::Event::new_with_event_init_dict("input", &init).unwrap()).unwrap();
        shown.texts(".panel-row-sentence")
    };
    assert_eq!(search(" öKO"), ["Ökostrom rose 50%."]);
    assert_eq!(search("why C4"), ["Four rose 40%."], "the reason is searched too");
    assert_eq!(search("harbour"), ["Two rose 20%."], "and what was found");
    assert!(search("harbor").is_empty());
    assert_eq!(shown.one(".panel-listed").text_content().unwrap(), "0 claims listed");
    shown.button("List all claims").click();
    assert_eq!(shown.all(".panel-row").len(), 5);
    assert_eq!(search("rose").len(), 4);
    shown.one(".panel-search").focus().unwrap();
    shown.key("ArrowDown");
    assert!(shown.focused().contains("One rose"));
    shown.show(&Report { url: Some("https://example.org/another".to_owned()), ..report.clone() });
    assert_eq!(shown.all(".panel-row").len(), 5, "another page is not searched");
}

#[wasm_bindgen_test]
fn the_menu_opens_closes_and_tells_the_host() {
    let shown = Shown::with(&report());
    let button = shown.button("Export");
    assert!(shown.all(".panel-export-format").is_empty());
    button.click();
    assert_eq!(button.get_attribute("aria-expanded").as_deref(), Some("true"));
    assert_eq!(shown.all(".panel-export-format").len(), 6);
    shown.all(".panel-export-format")[5].focus().unwrap();
    shown.key("Escape");
    assert!(shown.all(".panel-export-format").is_empty());
    assert_eq!(shown.focused(), "Export");
    button.click();
    shown.button("Markdown").click();
    assert_eq!(*shown.exported.borrow(), ["markdown"]);
    assert!(shown.all(".panel-export-format").is_empty(), "it closes");
    assert_eq!(shown.focused(), "Export", "the focus is not lost with the menu");
    shown.panel.tell("export_copied");
    assert_eq!(shown.one(".panel-export-said").text_content().unwrap(), "Copied.");
}

#[wasm_bindgen_test]
fn exports_are_in_the_language_of_the_interface() {
    let mut report = report();
    report.url = Some("https://example.org/a".to_owned());
    report.claims[0].reason.code = "own-figure".to_owned();
    report.claims[3].reason = Reason {
        code: "figure-outside-report".to_owned(),
        args: [("who", "Ana"), ("what", "40%")].into_iter().map(|(n, v)| (n.to_owned(), v.to_owned())).collect(),
        text: String::new(),
    };
    let shown = Shown::in_words(GERMAN);
    shown.show(&report);
    assert_eq!(shown.one(".panel-lead").text_content().unwrap(), "2 von 4 Angaben stehen ohne genannte Quelle");
    let markdown = shown.export(&report, "markdown").unwrap();
    assert!(
        markdown.contains("- **Keine Quelle genannt**: [One rose 10%.](https://example.org/a#:~:text=One%20rose%2010%25%2E)"),
        "{markdown}"
    );
    assert!(
        markdown.contains("Die Zahl 40% kommt vom Text selbst: Sie gehört nicht zu dem, was von Ana wiedergegeben wird."),
        "{markdown}"
    );
    assert!(
        markdown.contains("4 Angaben: 1 × Keine Quelle genannt · 1 × Quelle unbestimmt")
            && markdown.contains("(1 Nebenzahl ausgelassen)")
    );
    let text = shown.export(&report, "copy").unwrap();
    assert!(text.contains("Genannt, ohne Fundstelle  Five rose 50%.\n"), "{text}");
    let csv = shown.export(&report, "csv").unwrap();
    assert_eq!(csv.lines().count(), 5);
    let html = shown.export(&report, "html").unwrap();
    assert!(html.starts_with("<!doctype html>") && html.contains("<section lang=\"de\">"), "{html}");
    let annotations: serde_json::Value = serde_json::from_str(&shown.export(&report, "annotations").unwrap()).unwrap();
    assert_eq!(annotations["items"].as_array().unwrap().len(), 5);
    assert_eq!(annotations["items"][0]["body"][1]["value"], "Keine Quelle genannt");
    assert_eq!(annotations["items"][0]["body"][1]["language"], "de");
    assert_eq!(shown.export(&report, "json"), None, "that is the report as the host has it");
    shown.one(".panel-minor input").click();
    assert_eq!(shown.export(&report, "csv").unwrap().lines().count(), 6);
}

#[wasm_bindgen_test]
fn what_is_listed_is_taken_along_and_said() {
    let mut report = report();
    let shown = Shown::with(&report);
    assert!(shown.panel.listed().is_undefined(), "the whole report");
    shown.button("Export").click();
    assert!(shown.texts(".panel-export-what").is_empty());
    shown.button("Lacks a source").click();
    let ids: Vec<String> =
        shown.panel.listed().unchecked_into::<js_sys::Array>().iter().map(|id| id.as_string().unwrap()).collect();
    assert_eq!(ids, ["c1", "c4"]);
    shown.button("Export").click();
    assert_eq!(shown.texts(".panel-export-what"), ["Only the 2 claims that are listed."]);
    report.claims.retain(|claim| ids.contains(&claim.id));
    let text = shown.export(&report, "copy").unwrap();
    assert!(text.contains("2 claims: ") && text.contains("(3 more claims on the page were not listed)"), "{text}");
    assert!(!text.contains("Two rose"), "{text}");
}

#[wasm_bindgen_test]
fn a_click_tells_the_host_and_selects() {
    let shown = Shown::with(&report());
    shown.all(".panel-row-sentence")[2].click();
    assert_eq!(*shown.selected.borrow(), ["c4"]);
    assert!(shown.one("[aria-current]").text_content().unwrap().contains("Four rose"));
}

#[wasm_bindgen_test]
fn selecting_from_outside_calls_nobody_and_brings_the_row_back() {
    let shown = Shown::with(&report());
    shown.button("Lacks a source").click();
    shown.panel.select(Some("c3".to_owned()));
    assert!(shown.one("[aria-current]").text_content().unwrap().contains("Three ships"));
    shown.panel.select(Some("c2".to_owned()));
    assert!(shown.one("[aria-current]").text_content().unwrap().contains("Two rose"));
    shown.panel.select(None);
    assert!(shown.all("[aria-current]").is_empty());
    assert!(shown.selected.borrow().is_empty());
}

#[wasm_bindgen_test]
fn the_row_under_the_pointer_is_marked_both_ways() {
    let shown = Shown::with(&report());
    shown.panel.mark(Some("c2".to_owned()));
    assert!(shown.one(".marked").text_content().unwrap().contains("Two rose"));
    shown.panel.mark(Some("nobody".to_owned()));
    assert!(shown.all(".marked").is_empty());
    shown.panel.mark(None);

    let over = || {
        let init = web_sys::EventInit::new();
        init.set_bubbles(true);
        web_sys::Event::new_with_event_init_dict("pointerover", &init).unwrap()
    };
    shown.all(".panel-row-reason")[1].dispatch_event(&over()).unwrap();
    shown.all(".panel-row-sentence")[1].dispatch_event(&over()).unwrap();
    shown.one(".panel-claims").dispatch_event(&web_sys::Event::new("pointerleave").unwrap()).unwrap();
    assert_eq!(*shown.pointed.borrow(), [Some("c2".to_owned()), None]);
}

#[wasm_bindgen_test]
fn the_keyboard_goes_through_the_list() {
    let shown = Shown::with(&report());
    shown.button("Lacks a source").click();
    shown.all(".panel-row")[0].focus().unwrap();
    shown.key("ArrowDown");
    assert!(shown.focused().contains("Four rose"), "rows that are not listed are passed over");
    shown.key("ArrowDown");
    assert!(shown.focused().contains("Four rose"), "the end is the end");
    shown.key("Home");
    assert!(shown.focused().contains("One rose"));
    shown.key("End");
    assert!(shown.focused().contains("Four rose"));
    shown.key("ArrowUp");
    assert!(shown.focused().contains("One rose"));
}

#[wasm_bindgen_test]
fn a_new_report_keeps_what_the_reader_did() {
    let shown = Shown::with(&report());
    shown.button("Lacks a source").click();
    shown.all(".panel-row")[1].click();
    shown.all(".panel-row")[1].focus().unwrap();
    let mut next = report();
    next.claims.insert(0, claim("c0", "Nought rose 1%.", Status::None, Weight::Key));
    shown.show(&next);
    assert_eq!(shown.all(".panel-row").len(), 3);
    assert!(shown.one("[aria-current]").text_content().unwrap().contains("Four rose"));
    assert!(shown.focused().contains("Four rose"));
    shown.show(&Report { url: Some("https://example.org/another".to_owned()), ..next });
    assert_eq!(shown.all(".panel-row").len(), 5, "another page is listed unfiltered");
}

#[wasm_bindgen_test]
fn rows_that_say_the_same_stay_the_same_elements() {
    let shown = Shown::with(&report());
    let before = shown.all(".panel-row");
    let mut next = report();
    next.claims.remove(1);
    next.claims[0].sentence.start = 70;
    next.claims[2].status = Status::Cited;
    next.claims.push(claim("c6", "Six rose 60%.", Status::None, Weight::Key));
    next.claims.swap(0, 3);
    shown.show(&next);
    assert_eq!(shown.texts(".panel-row-sentence"), ["Five rose 50%.", "Four rose 40%.", "One rose 10%.", "Six rose 60%."]);
    let after = shown.all(".panel-row");
    assert!(after[2].is_same_node(Some(&before[0])) && after[0].is_same_node(Some(&before[3])));
    assert!(!after[1].is_same_node(Some(&before[2])), "what says something else is made anew");
    assert_eq!(shown.texts(".panel-row-status")[1], "Source given");
    for (row, id) in after.iter().zip(["c5", "c4", "c1", "c6"]) {
        row.click();
        assert_eq!(shown.selected.borrow().last().unwrap(), id);
    }
}

#[wasm_bindgen_test]
fn reading_says_how_far_it_has_come() {
    let shown = Shown::new();
    shown.panel.say("reading", None);
    assert!(!shown.one("progress").has_attribute("value"));
    shown.panel.say("reading", Some(vec!["40".to_owned()]));
    assert_eq!(shown.one("progress").get_attribute("value").as_deref(), Some("40"));
    shown.panel.say("unreadable_pdf", None);
    assert!(shown.all("progress").is_empty());
}

#[wasm_bindgen_test]
fn what_is_missing_or_still_to_come_is_said_beside_the_report() {
    let shown = Shown::with(&report());
    assert!(shown.all("progress").is_empty() && shown.all(".panel-language").is_empty());
    shown.panel.remark("One frame is closed.", Some(30));
    assert_eq!(shown.one("progress").get_attribute("value").as_deref(), Some("30"));
    assert_eq!(shown.texts(".panel-language"), ["One frame is closed."]);
    shown.panel.remark("", None);
    assert!(shown.all("progress").is_empty() && shown.all(".panel-language").is_empty());
}

#[wasm_bindgen_test]
fn states_say_their_words() {
    let shown = Shown::with(&report());
    for state in ["idle", "reading", "unreadable_pdf", "unreadable_browser_page", "unreadable_engine"] {
        shown.panel.say(state, None);
        assert!(shown.all(".panel-row").is_empty(), "no row of another page stays");
        assert!(!shown.one(".panel-state-title").text_content().unwrap().is_empty(), "{state}");
        assert!(!shown.one(".panel-state-text").text_content().unwrap().is_empty(), "{state}");
    }
    shown.panel.say("unreadable_pdf", None);
    assert!(shown.one(".panel-state-title").text_content().unwrap().contains("PDF"));
    shown.panel.say("something new", None);
    assert!(shown.one(".panel-state-title").text_content().unwrap().contains("wrong on our side"));
    shown.show(&report());
    assert!(shown.all(".panel-state").is_empty());
    assert_eq!(shown.all(".panel-row").len(), 4);
}

#[wasm_bindgen_test]
fn an_empty_report_says_so() {
    let shown = Shown::with(&Report { language: "en".to_owned(), ..Report::default() });
    assert_eq!(shown.one(".panel-state-title").text_content().unwrap(), "No claims found");
}

#[wasm_bindgen_test]
fn only_minor_figures_are_said_to_be_that() {
    let mut report = report();
    report.claims.retain(|claim| !claim.is_key());
    let shown = Shown::with(&report);
    assert_eq!(shown.one(".panel-lead").text_content().unwrap(), "Only minor figures here");
    shown.button("List all claims").click();
    assert_eq!(shown.texts(".panel-row-sentence"), ["Three ships came."]);
}

#[wasm_bindgen_test]
fn another_language_is_said() {
    let language = |tag: &str| {
        let shown = Shown::with(&Report { language: tag.to_owned(), ..report() });
        shown.texts(".panel-language")
    };
    assert!(language("de")[0].contains("German"));
    assert!(language("pt-BR")[0].contains("Portuguese"));
    for odd in ["und", "", "!!", "\u{1f600}", "x-klingon"] {
        assert!(language(odd)[0].contains("not seem to be in English"), "{odd}");
    }
    assert!(language("en-GB").is_empty());
    let empty = Shown::with(&Report { language: "de".to_owned(), ..Report::default() });
    assert!(empty.one(".panel-language").text_content().unwrap().contains("German"));
}

#[wasm_bindgen_test]
fn markup_of_a_page_stays_words() {
    let hostile = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script> 50%";
    let mut report = report();
    report.claims[0].sentence.text = hostile.to_owned();
    report.claims[0].reason.text = hostile.to_owned();
    report.claims[0].id = "\"><b id=x>".to_owned();
    report.language = "<b>de</b>".to_owned();
    let shown = Shown::with(&report);
    assert!(shown.all("img, script, b").is_empty());
    assert_eq!(shown.texts(".panel-row-sentence")[0], hostile);
    shown.all(".panel-row")[0].click();
    assert_eq!(*shown.selected.borrow(), ["\"><b id=x>"]);
    shown.panel.mark(Some("\"><b id=x>".to_owned()));
    assert_eq!(shown.all(".marked").len(), 1);
}

#[wasm_bindgen_test]
fn an_endless_sentence_is_cut() {
    let mut report = report();
    report.claims[0].sentence.text = "5% 😀".repeat(200_000);
    let shown = Shown::with(&report);
    let text = &shown.texts(".panel-row-sentence")[0];
    assert!(text.ends_with('…') && text.chars().count() == 601);
}

#[wasm_bindgen_test]
fn a_thousand_claims_are_shown_at_once() {
    let claims = (0..1000).map(|n| claim(&format!("c{n}"), "Sales rose 10% in a year.", Status::None, Weight::Key)).collect();
    let report = Report { language: "en".to_owned(), claims, ..Report::default() };
    let shown = Shown::new();
    shown.show(&report);
    shown.button("Lacks a source").click();
    shown.show(&report);
    assert_eq!(shown.all(".panel-row").len(), 1000);
}

#[wasm_bindgen_test]
fn what_is_no_report_is_an_error() {
    let shown = Shown::new();
    let error = shown.panel.show(JsValue::from_str("no report")).unwrap_err();
    assert!(error.is_instance_of::<js_sys::Error>());
}

#[wasm_bindgen_test]
fn it_goes_when_it_is_freed() {
    let root: HtmlElement = document().create_element("div").unwrap().unchecked_into();
    let none = js_sys::Function::new_no_args("");
    drop(Panel::new(&root, words(ENGLISH), none.clone(), none.clone(), none).unwrap());
    assert_eq!(root.child_element_count(), 0);
}
