//! What a reader takes along: the menu of formats, and the report in each, in the interface's language.

use super::dom::{Make, append, set, set_shown};
use super::words::Words;
use crate::report::{self, Counts, Offsets, Report, annotations, csv, html, markdown, text};
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement};

/// The formats of the menu, by the names that the host knows them by. It makes `json` itself: that is the report as it is.
const FORMATS: [&str; 6] = ["copy", "markdown", "csv", "json", "annotations", "html"];

#[derive(Debug)]
pub(super) struct Menu {
    pub(super) element: Element,
    button: HtmlElement,
    list: Element,
    /// That only what is listed is taken along, where that is so.
    what: Element,
    formats: Vec<HtmlElement>,
    /// How it went.
    said: Element,
}

impl Menu {
    pub(super) fn new(make: &Make, words: &Words) -> Result<Self, JsValue> {
        let element = make.element("div", "panel-export")?;
        let button = make.button("panel-tab panel-export-button", &words.say("export_menu", &[]))?;
        set(&button, "aria-expanded", "false");
        let list = make.element("div", "panel-export-list")?;
        set(&list, "role", "group");
        set(&list, "aria-label", &words.say("export_menu", &[]));
        set_shown(&list, false);
        let what = make.element("p", "panel-export-what")?;
        append(&list, [&what]);
        let formats = FORMATS
            .iter()
            .map(|format| {
                let choice = make.button("panel-export-format", &words.say(&format!("export_{format}"), &[]))?;
                append(&list, [&choice]);
                Ok(choice)
            })
            .collect::<Result<Vec<_>, JsValue>>()?;
        let said = make.element("p", "panel-export-said")?;
        set(&said, "role", "status");
        append(&element, [&button, &list]);
        Ok(Self { element, button, list, what, formats, said })
    }

    /// Where it is said how it went: not in the menu, which is closed by then.
    pub(super) fn said(&self) -> &Element {
        &self.said
    }

    /// Opens or closes the list of formats.
    pub(super) fn open(&self, open: bool) {
        set(&self.button, "aria-expanded", if open { "true" } else { "false" });
        self.said.set_text_content(None);
        set_shown(&self.list, open);
    }

    /// Says that only so many claims are taken along, those that are listed; without a number, all are.
    pub(super) fn offer(&self, words: &Words, listed: Option<u32>) {
        let said = listed.map(|n| words.say_count("export_listed", n, &[&n.to_string()]));
        self.what.set_text_content(said.as_deref());
        set_shown(&self.what, said.is_some());
    }

    pub(super) fn is_open(&self) -> bool {
        !self.list.has_attribute("hidden")
    }

    /// Closes it and gives the focus back to its button.
    pub(super) fn escape(&self) -> Result<(), JsValue> {
        self.open(false);
        self.button.focus()
    }

    pub(super) fn is_button(&self, target: &Element) -> bool {
        self.button.is_same_node(Some(target))
    }

    /// The format whose choice `target` is.
    pub(super) fn format_at(&self, target: &Element) -> Option<&'static str> {
        let at = self.formats.iter().position(|choice| choice.is_same_node(Some(target)))?;
        FORMATS.get(at).copied()
    }

    /// Says how it went.
    pub(super) fn say(&self, words: &str) {
        self.said.set_text_content(Some(words));
    }
}

/// The report, of a page with so many claims, in a format; `None` for a format that is not ours to write.
pub(super) fn write(report: &Report, whole: usize, format: &str, all: bool, words: &Words) -> Option<String> {
    let said = export_words(report, whole, all, words);
    Some(match format {
        "copy" => text::write(report, None, all, &said, text::Look::default()),
        "markdown" => markdown::write(report, None, all, &said),
        "csv" => csv::header() + &csv::rows(report, None, all),
        "annotations" => annotations::write(report, None, Offsets::Utf16, &said),
        "html" => [html::OPENING, &html::section(report, None, all, &said), html::CLOSING].concat(),
        _ => return None,
    })
}

fn export_words(report: &Report, whole: usize, all: bool, words: &Words) -> report::Words {
    let counts = Counts::of(report.shown(all));
    let statuses = words.statuses();
    let numbers = [counts.none, counts.vague, counts.named, counts.cited];
    let parts = statuses.iter().zip(numbers).filter(|(_, number)| *number > 0);
    let parts: Vec<String> = parts.map(|(status, number)| format!("{number} × {status}")).collect();
    let total: u32 = numbers.iter().sum();
    let mut summary = if total == 0 {
        words.say("no_claims", &[])
    } else {
        words.say_count("export_summary", total, &[&total.to_string(), &parts.join(" · ")])
    };
    let left_out = (whole as u32).saturating_sub(total);
    if left_out > 0 {
        let name = if report.claims.len() < whole { "export_not_listed" } else { "export_left_out" };
        summary.push(' ');
        summary += &words.say_count(name, left_out, &[&left_out.to_string()]);
    }
    report::Words {
        language: words.language(),
        statuses,
        title: words.say("export_title", &[]),
        summary,
        note: (!report.english()).then(|| words.other_language(&report.language)),
        caveat: words.say("export_caveat", &[]),
    }
}
