//! The summary: how many claims of which status, at a glance; its keys are the filter too.

use super::dom::{Make, append, set_shown};
use super::words::Words;
use super::{Choice, Filter};
use crate::report::Counts;
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
    keys: [Key; 4],
    all: HtmlElement,
    lacking: HtmlElement,
    minor_choice: Element,
    minor_words: Element,
    pub(super) minor: HtmlInputElement,
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
        // The keys below say the same in words.
        let bar = make.element("div", "panel-bar")?;
        bar.set_attribute("aria-hidden", "true")?;
        let legend = make.element("div", "panel-keys")?;
        legend.set_attribute("role", "group")?;
        legend.set_attribute("aria-label", &words.say("panel_filter_label", &[]))?;
        let [none, vague, named, cited] = STATUSES.map(|status| Key::new(make, words, status));
        let keys = [none?, vague?, named?, cited?];
        for key in &keys {
            append(&bar, [&key.part])?;
            append(&legend, [&key.button])?;
        }

        let choices = make.element("div", "panel-choices")?;
        let tabs = make.element("div", "panel-tabs")?;
        tabs.set_attribute("role", "group")?;
        tabs.set_attribute("aria-label", &words.say("panel_filter_label", &[]))?;
        let all = make.button("panel-tab", &words.say("panel_filter_all", &[]))?;
        let lacking = make.button("panel-tab", &words.say("panel_filter_lacking", &[]))?;
        append(&tabs, [&all, &lacking])?;
        let minor_choice = make.element("label", "panel-minor")?;
        let minor: HtmlInputElement = make.element("input", "")?.dyn_into()?;
        minor.set_type("checkbox");
        let minor_words = make.element("span", "")?;
        append(&minor_choice, [&minor, &minor_words])?;
        append(&choices, [&tabs, &minor_choice])?;

        let note = make.words("p", "panel-note", &words.say("panel_note", &[]))?;
        append(&element, [&lead, &bar, &legend, &note, &language, &choices])?;
        Ok(Self { element, lead, language, keys, all, lacking, minor_choice, minor_words, minor })
    }

    /// Shows the numbers and which filter is on.
    pub(super) fn show(&self, words: &Words, counts: Counts, choice: Choice) -> Result<(), JsValue> {
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
            key.part.style().set_property("flex-grow", &number.to_string())?;
            set_shown(&key.part, number > 0)?;
            press(&key.button, choice.filter == Filter::Only(key.status))?;
        }
        press(&self.all, choice.filter == Filter::All)?;
        press(&self.lacking, choice.filter == Filter::Lacking)?;
        self.minor.set_checked(choice.minor);
        Ok(())
    }

    /// Says that the page is in another language than English, where it is.
    pub(super) fn say_language(&self, words: &Words, tag: Option<&str>) -> Result<(), JsValue> {
        let said = tag.map(|tag| match words.language_name(tag) {
            Some(name) => words.say("panel_otherLanguage", &[&name]),
            None => words.say("panel_unknownLanguage", &[]),
        });
        self.language.set_text_content(said.as_deref());
        set_shown(&self.language, said.is_some())
    }

    /// Offers the minor figures, where there are any.
    pub(super) fn offer_minor(&self, words: &Words, number: usize) -> Result<(), JsValue> {
        self.minor_words.set_text_content(Some(&words.say("panel_minor", &[&number.to_string()])));
        set_shown(&self.minor_choice, number > 0)
    }

    /// The filter whose button `target` is or stands in.
    pub(super) fn filter_at(&self, target: &Element) -> Result<Option<Filter>, JsValue> {
        let Some(button) = target.closest("button")? else { return Ok(None) };
        let is = |other: &HtmlElement| other.is_same_node(Some(&button));
        let key = || self.keys.iter().find(|key| is(&key.button)).map(|key| Filter::Only(key.status));
        Ok(if is(&self.all) {
            Some(Filter::All)
        } else if is(&self.lacking) {
            Some(Filter::Lacking)
        } else {
            key()
        })
    }

    /// Puts the focus where the filter can be changed again.
    pub(super) fn focus_all(&self) -> Result<(), JsValue> {
        self.all.focus()
    }
}

impl Key {
    fn new(make: &Make, words: &Words, status: Status) -> Result<Self, JsValue> {
        let part = make.element("span", &format!("panel-part {}", status.key()))?.dyn_into()?;
        let button = make.button(&format!("panel-key {}", status.key()), "")?;
        let number = make.element("span", "panel-number")?;
        let line = make.element("span", "panel-line")?;
        let said = make.words("span", "panel-words", &words.say(&format!("status_{}", status.key()), &[]))?;
        append(&button, [&line, &said, &number])?;
        Ok(Self { status, part, button, number })
    }
}

fn press(button: &HtmlElement, pressed: bool) -> Result<(), JsValue> {
    button.set_attribute("aria-pressed", if pressed { "true" } else { "false" })
}
