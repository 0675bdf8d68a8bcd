//! Words: the interface's messages, in the reader's language.
//!
//! The catalogue is `extension/_locales/<language>/messages.json`. The host hands in the function that reads it
//! (`browser.i18n.getMessage` in the extension, the same file on the www page), so no message stands in code.

use crate::report::Reason;
use crate::source::Status;
use js_sys::{Array, Function};
use std::cell::OnceCell;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[derive(Debug)]
    #[wasm_bindgen(js_namespace = Intl)]
    type PluralRules;
    #[wasm_bindgen(constructor, catch, js_namespace = Intl)]
    fn new(locale: &str) -> Result<PluralRules, JsValue>;
    #[wasm_bindgen(method)]
    fn select(this: &PluralRules, number: u32) -> String;

    #[wasm_bindgen(js_namespace = Intl)]
    type DisplayNames;
    #[wasm_bindgen(constructor, catch, js_namespace = Intl)]
    fn new(locale: &str, options: &JsValue) -> Result<DisplayNames, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn of(this: &DisplayNames, code: &str) -> Result<Option<String>, JsValue>;
}

/// The catalogue.
#[derive(Debug)]
pub(super) struct Words {
    get: Function,
    plural: OnceCell<Option<PluralRules>>,
}

impl Words {
    pub(super) fn new(get: Function) -> Self {
        Self { get, plural: OnceCell::new() }
    }

    /// The message of a name with its gaps filled; empty where the catalogue has none.
    pub(super) fn say(&self, name: &str, args: &[&str]) -> String {
        let args: Array = args.iter().map(|arg| JsValue::from_str(arg)).collect();
        // A catalogue that throws has no such message: a panel with a word missing is better than none.
        self.get.call2(&JsValue::NULL, &JsValue::from_str(name), &args).ok().and_then(|said| said.as_string()).unwrap_or_default()
    }

    /// The message `<name>_<plural category of n>`; the other form where a language has no such category.
    pub(super) fn say_count(&self, name: &str, n: u32, args: &[&str]) -> String {
        let rules = self.plural.get_or_init(|| PluralRules::new(&self.language()).ok());
        let category = rules.as_ref().map_or_else(|| "other".to_owned(), |rules| rules.select(n));
        let said = self.say(&format!("{name}_{category}"), args);
        if said.is_empty() { self.say(&format!("{name}_other"), args) } else { said }
    }

    /// What the statuses are called, weakest first.
    pub(super) fn statuses(&self) -> [String; 4] {
        [Status::None, Status::Vague, Status::Named, Status::Cited]
            .map(|status| self.say(&format!("status_{}", status.key()), &[]))
    }

    /// A reason in the catalogue's language; in English where the catalogue does not have it.
    pub(super) fn reason(&self, reason: &Reason) -> String {
        // The catalogue numbers the gaps of a message in the order of their names.
        let args: Vec<&str> = reason.args.iter().map(|(_, words)| words).collect();
        let said = self.say(&format!("reason_{}", reason.code.replace('-', "_")), &args);
        if said.is_empty() { reason.text.clone() } else { said }
    }

    /// That a page is in another language than English.
    pub(super) fn other_language(&self, tag: &str) -> String {
        match self.language_name(tag) {
            Some(name) => self.say("panel_otherLanguage", &[&name]),
            None => self.say("panel_unknownLanguage", &[]),
        }
    }

    /// The name of a language, in the catalogue's; `None` where the tag names none. The tag is the page's: anything.
    fn language_name(&self, tag: &str) -> Option<String> {
        let options = js_sys::Object::new();
        js_sys::Reflect::set(&options, &"type".into(), &"language".into()).ok()?;
        js_sys::Reflect::set(&options, &"fallback".into(), &"none".into()).ok()?;
        if tag.eq_ignore_ascii_case("und") {
            return None;
        }
        DisplayNames::new(&self.language(), &options).ok()?.of(tag).ok()?
    }

    /// The catalogue's own language.
    pub(super) fn language(&self) -> String {
        self.say("catalogue_language", &[])
    }
}
