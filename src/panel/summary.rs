//! The summary: how many claims of which status, at a glance; its keys are the filter too.

use super::dom::{Make, append, set, set_shown};
use super::export::Menu;
use super::words::Words;
use super::{Choice, Filter};
use crate::report::{ClaimKind, Counts};
use crate::source::Status;
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement, HtmlInputElement};

/// In the order in which they are shown: what lacks a source first.
const STATUSES: [Status; 4] = [Status::None, Status::Vague, Status::Named, Status::Cited];

#[derive(Debug)]
pub(super) struct Summary {
    pub(super) element: Element,
    lead: Element,
    language: Element,
    remark: Element,
    progress: Element,
    keys: [Key; 4],
    all: HtmlElement,
    lacking: HtmlElement,
    kinds: [(ClaimKind, HtmlElement); 2],
    minor_choice: Element,
    minor_words: Element,
    minor: HtmlInputElement,
    pub(super) search: HtmlInputElement,
    pub(super) menu: Menu,
}

/// A status: its part of the bar, and its button with the number.
#[derive(Debug)]
struct Key {
    status: Status,
    part: HtmlElement,
    button: HtmlElement,
    number: Element,
}

impl Summary {
    pub(super) fn new(make: &Make, words: &Words) -> Result<Self, JsValue> {
        let element = make.element("div", "panel-summary")?;
        let lead = make.element("h2", "panel-lead")?;
        let language = make.element("p", "panel-language")?;
        let remark = make.element("p", "panel-language")?;
        set(&remark, "role", "status");
        let progress = make.element("progress", "panel-progress panel-more")?;
        set(&progress, "max", "100");
        set(&progress, "aria-label", &words.say("reading", &[]));
        // The keys below say the same in words.
        let bar = make.element("div", "panel-bar")?;
        set(&bar, "aria-hidden", "true");
        let legend = group(make, "panel-keys", &words.say("panel_filter_label", &[]))?;
        let statuses = words.statuses();
        let [none, vague, named, cited] = STATUSES.map(|status| Key::new(make, status, &statuses[status as usize]));
        let keys = [none?, vague?, named?, cited?];
        for key in &keys {
            append(&bar, [&key.part]);
            append(&legend, [&key.button]);
        }

        let choices = make.element("div", "panel-choices")?;
        let tab = |key: &str| make.button("panel-tab", &words.say(key, &[]));
        let tabs = group(make, "panel-tabs", &words.say("panel_filter_label", &[]))?;
        let (lacking, all) = (tab("panel_filter_lacking")?, tab("panel_filter_all")?);
        append(&tabs, [&lacking, &all]);
        let of_kind = group(make, "panel-tabs", &words.say("panel_kinds_label", &[]))?;
        let (numeric, attribution) = (tab("panel_filter_numeric")?, tab("panel_filter_attribution")?);
        append(&of_kind, [&numeric, &attribution]);

        let minor_choice = make.element("label", "panel-minor")?;
        let minor: HtmlInputElement = make.element("input", "")?.dyn_into()?;
        minor.set_type("checkbox");
        let minor_words = make.element("span", "")?;
        append(&minor_choice, [&minor, &minor_words]);
        let search: HtmlInputElement = make.element("input", "panel-search")?.dyn_into()?;
        search.set_type("search");
        for attribute in ["placeholder", "aria-label"] {
            set(&search, attribute, &words.say("panel_search", &[]));
        }
        let menu = Menu::new(make, words)?;
        append(&choices, [&tabs, &menu.element, &of_kind, &minor_choice, &search, menu.said()]);

        let note = make.words("p", "panel-note", &words.say("panel_note", &[]))?;
        append(&element, [&lead, &bar, &legend, &note, &language, &remark, &progress, &choices]);
        let kinds = [(ClaimKind::Numeric, numeric), (ClaimKind::Attribution, attribution)];
        let made = Self {
            element,
            lead,
            language,
            remark,
            progress,
            keys,
            all,
            lacking,
            kinds,
            minor_choice,
            minor_words,
            minor,
            search,
            menu,
        };
        made.add_remark("", None);
        Ok(made)
    }

    /// Shows the numbers and which filter is on.
    pub(super) fn show(&self, words: &Words, counts: Counts, choice: Choice) {
        let lacking = counts.none + counts.vague;
        let all = lacking + counts.named + counts.cited;
        let lead = match all {
            0 => words.say("panel_onlyMinor", &[]),
            _ => words.say_count("panel_lead", lacking, &[&lacking.to_string(), &all.to_string()]),
        };
        self.lead.set_text_content(Some(&lead));
        for key in &self.keys {
            let number = match key.status {
                Status::None => counts.none,
                Status::Vague => counts.vague,
                Status::Named => counts.named,
                Status::Cited => counts.cited,
            };
            key.number.set_text_content(Some(&number.to_string()));
            let _ = key.part.style().set_property("flex-grow", &number.to_string());
            set_shown(&key.part, number > 0);
            press(&key.button, choice.filter == Filter::Only(key.status));
        }
        press(&self.all, choice.filter == Filter::All);
        press(&self.lacking, choice.filter == Filter::Lacking);
        for (kind, button) in &self.kinds {
            press(button, choice.kind == Some(*kind));
        }
        self.minor.set_checked(choice.minor);
    }

    /// Says that the page is in another language than English, where it is.
    pub(super) fn say_language(&self, words: &Words, tag: Option<&str>) {
        self.language.set_text_content(tag.map(|tag| words.other_language(tag)).as_deref());
        set_shown(&self.language, tag.is_some());
    }

    /// Says what there is to say of the reading, and how far it has come where it goes on.
    pub(super) fn add_remark(&self, said: &str, percent: Option<u32>) {
        self.remark.set_text_content(Some(said));
        set_shown(&self.remark, !said.is_empty());
        if let Some(percent) = percent {
            set(&self.progress, "value", &percent.to_string());
        }
        set_shown(&self.progress, percent.is_some());
    }

    /// Offers the minor figures, where there are any.
    pub(super) fn offer_minor(&self, words: &Words, number: usize) {
        self.minor_words.set_text_content(Some(&words.say("panel_minor", &[&number.to_string()])));
        set_shown(&self.minor_choice, number > 0);
    }

    /// What is asked for after a click on `target`, where it is a filter's button.
    pub(super) fn choice_at(&self, target: &Element, before: Choice) -> Result<Option<Choice>, JsValue> {
        let Some(button) = target.closest("button")? else { return Ok(None) };
        let is = |other: &HtmlElement| other.is_same_node(Some(&button));
        if let Some((kind, _)) = self.kinds.iter().find(|(_, button)| is(button)) {
            // A second click takes the filter away again.
            let kind = (before.kind != Some(*kind)).then_some(*kind);
            return Ok(Some(Choice { kind, ..before }));
        }
        let filter = if is(&self.all) {
            Filter::All
        } else if is(&self.lacking) {
            Filter::Lacking
        } else if let Some(key) = self.keys.iter().find(|key| is(&key.button)) {
            Filter::Only(key.status)
        } else {
            return Ok(None);
        };
        let filter = if filter == before.filter { Filter::All } else { filter };
        Ok(Some(Choice { filter, ..before }))
    }

    /// Whether the minor figures are asked for.
    pub(super) fn minor(&self) -> bool {
        self.minor.checked()
    }

    /// Puts the focus where the filter can be changed again.
    pub(super) fn focus_all(&self) -> Result<(), JsValue> {
        self.all.focus()
    }
}

impl Key {
    fn new(make: &Make, status: Status, words: &str) -> Result<Self, JsValue> {
        let part = make.element("span", &format!("panel-part {}", status.key()))?.dyn_into()?;
        let button = make.button(&format!("panel-key {}", status.key()), "")?;
        let number = make.element("span", "panel-number")?;
        let line = make.element("span", "panel-line")?;
        let said = make.words("span", "panel-words", words)?;
        append(&button, [&line, &said, &number]);
        Ok(Self { status, part, button, number })
    }
}

fn group(make: &Make, class: &str, label: &str) -> Result<Element, JsValue> {
    let group = make.element("div", class)?;
    set(&group, "role", "group");
    set(&group, "aria-label", label);
    Ok(group)
}

fn press(button: &HtmlElement, pressed: bool) {
    set(button, "aria-pressed", if pressed { "true" } else { "false" });
}
