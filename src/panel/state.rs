//! States: what the panel says when there is no report to show, in words that help.

use super::dom::{Make, append, set_shown};
use super::words::Words;
use wasm_bindgen::prelude::*;
use web_sys::Element;

#[derive(Debug)]
pub(super) struct StateView {
    pub(super) element: Element,
    title: Element,
    text: Element,
}

/// Said where a state has no words of its own.
const FALLBACK: &str = "unreadable_engine";

impl StateView {
    pub(super) fn new(make: &Make) -> Result<Self, JsValue> {
        let element = make.element("div", "panel-state")?;
        // Read out when it changes, without taking the focus.
        element.set_attribute("role", "status")?;
        let title = make.element("h2", "panel-state-title")?;
        let text = make.element("p", "panel-state-text")?;
        append(&element, [&title, &text])?;
        let view = Self { element, title, text };
        view.hide()?;
        Ok(view)
    }

    pub(super) fn say(&self, words: &Words, state: &str, args: &[String]) -> Result<(), JsValue> {
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let title = words.say(state, &args);
        if title.is_empty() && state != FALLBACK {
            return self.say(words, FALLBACK, &[]);
        }
        self.element.set_class_name(if state == "reading" { "panel-state reading" } else { "panel-state" });
        self.title.set_text_content(Some(&title));
        self.text.set_text_content(Some(&words.say(&format!("{state}_help"), &args)));
        set_shown(&self.element, true)
    }

    pub(super) fn hide(&self) -> Result<(), JsValue> {
        set_shown(&self.element, false)
    }
}
