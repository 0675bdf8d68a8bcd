//! States: what the panel says when there is no report to show, in words that help.

use super::dom::{Make, append, set, set_shown, unset};
use super::words::Words;
use wasm_bindgen::prelude::*;
use web_sys::Element;

#[derive(Debug)]
pub(super) struct StateView {
    pub(super) element: Element,
    title: Element,
    text: Element,
    /// How far the reading has come; a bar that only moves where that is not known.
    progress: Element,
}

/// The state that passes: its first argument is how far it has come, in percent.
const READING: &str = "reading";

/// Said where a state has no words of its own.
const FALLBACK: &str = "unreadable_engine";

impl StateView {
    pub(super) fn new(make: &Make) -> Result<Self, JsValue> {
        let element = make.element("div", "panel-state")?;
        // Read out when it changes, without taking the focus.
        set(&element, "role", "status");
        let title = make.element("h2", "panel-state-title")?;
        let text = make.element("p", "panel-state-text")?;
        let progress = make.element("progress", "panel-progress")?;
        set(&progress, "max", "100");
        append(&element, [&title, &progress, &text]);
        let view = Self { element, title, text, progress };
        view.hide();
        Ok(view)
    }

    pub(super) fn say(&self, words: &Words, state: &str, args: &[String]) {
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let title = words.say(state, &args);
        if title.is_empty() && state != FALLBACK {
            return self.say(words, FALLBACK, &[]);
        }
        set_shown(&self.progress, state == READING);
        set(&self.progress, "aria-label", &title);
        match args.first().filter(|_| state == READING) {
            Some(percent) => set(&self.progress, "value", percent),
            None => unset(&self.progress, "value"),
        }
        self.title.set_text_content(Some(&title));
        self.text.set_text_content(Some(&words.say(&format!("{state}_help"), &args)));
        set_shown(&self.element, true);
    }

    pub(super) fn hide(&self) {
        set_shown(&self.element, false);
    }
}
