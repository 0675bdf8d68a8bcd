//! Elements and listeners: the little that the panel needs of the DOM.

use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, Event, HtmlElement};

/// Makes elements in one document.
#[derive(Clone, Debug)]
pub(super) struct Make {
    document: Document,
}

impl Make {
    /// For the document of an element.
    pub(super) fn of(element: &Element) -> Result<Self, JsValue> {
        let document = element.owner_document().ok_or_else(|| JsError::new("the panel's place is in no document"))?;
        Ok(Self { document })
    }

    /// An element with a class.
    pub(super) fn element(&self, tag: &str, class: &str) -> Result<Element, JsValue> {
        let made = self.document.create_element(tag)?;
        made.set_class_name(class);
        Ok(made)
    }

    /// An element with a class and words.
    pub(super) fn words(&self, tag: &str, class: &str, words: &str) -> Result<Element, JsValue> {
        let made = self.element(tag, class)?;
        made.set_text_content(Some(words));
        Ok(made)
    }

    /// A button, which submits nothing.
    pub(super) fn button(&self, class: &str, words: &str) -> Result<HtmlElement, JsValue> {
        let made = self.words("button", class, words)?;
        set(&made, "type", "button");
        Ok(made.dyn_into()?)
    }

    /// The document.
    pub(super) fn document(&self) -> &Document {
        &self.document
    }
}

/// Puts elements into `parent`, after what is there.
pub(super) fn append<const N: usize>(parent: &Element, parts: [&Element; N]) {
    // Elements that were just made go in anywhere: there is nothing to fail. The same holds of `set` and the like.
    parts.into_iter().for_each(|part| _ = parent.append_child(part));
}

/// Gives an element an attribute, by a name that is one.
#[inline(never)]
pub(super) fn set(element: &Element, name: &str, value: &str) {
    let _ = element.set_attribute(name, value);
}

/// Takes an attribute away.
pub(super) fn unset(element: &Element, name: &str) {
    let _ = element.remove_attribute(name);
}

/// Shows or hides an element.
#[inline(never)]
pub(super) fn set_shown(element: &Element, shown: bool) {
    let _ = element.toggle_attribute_with_force("hidden", !shown);
}

/// An event listener that is taken off when it is dropped.
#[derive(Debug)]
pub(super) struct Listener {
    target: Element,
    event: &'static str,
    closure: Closure<dyn Fn(Event) -> Result<(), JsValue>>,
}

impl Listener {
    pub(super) fn new(
        target: &Element,
        event: &'static str,
        handle: impl Fn(Event) -> Result<(), JsValue> + 'static,
    ) -> Result<Self, JsValue> {
        let closure: Closure<dyn Fn(Event) -> Result<(), JsValue>> = Closure::new(handle);
        target.add_event_listener_with_callback(event, closure.as_ref().unchecked_ref())?;
        Ok(Self { target: target.clone(), event, closure })
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        // An element that is gone has no listener to take off: nothing is lost where this fails.
        let _ = self.target.remove_event_listener_with_callback(self.event, self.closure.as_ref().unchecked_ref());
    }
}
