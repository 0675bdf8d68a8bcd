//! The panel: the claims of a page at a glance and as a list, beside the page.
//!
//! The same code runs in the extension's side panel and on the www page. The host gives it a place, a catalogue of words
//! ([`words`]) and what to do when a claim is chosen, and then tells it what to show. Whatever comes from a page is set
//! as text, never as markup. What things look like is `extension/src/panel.css`.

mod dom;
mod list;
mod state;
mod summary;
mod words;

use crate::report::Report;
use crate::source::Status;
use dom::{Listener, Make, append};
use js_sys::Function;
use list::List;
use state::StateView;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use summary::Summary;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent};
use words::Words;

/// Which claims are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
enum Filter {
    #[default]
    All,
    /// Only those without a stated source.
    Lacking,
    Only(Status),
}

/// What the reader has asked to see.
#[derive(Clone, Copy, Debug, Default)]
struct Choice {
    filter: Filter,
    minor: bool,
}

impl Choice {
    /// Whether a claim is listed.
    fn lists(self, status: Status, key: bool) -> bool {
        (key || self.minor)
            && match self.filter {
                Filter::All => true,
                Filter::Lacking => status.lacks_source(),
                Filter::Only(only) => status == only,
            }
    }
}

/// The panel. It lives as long as its host holds on to it, or until `free()`, and then takes its elements away.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Panel {
    parts: Rc<Parts>,
    _listeners: Vec<Listener>,
}

#[derive(Debug)]
struct Parts {
    /// Holds everything; a child of the host's element.
    frame: Element,
    /// Holds what a report fills.
    report: Element,
    summary: Summary,
    list: List,
    state: StateView,
    choice: Cell<Choice>,
    /// The address of the page that is shown.
    page: RefCell<Option<String>>,
    /// The claim that the host was told to be pointed at.
    pointed: RefCell<Option<String>>,
    words: Words,
    on_select: Function,
    on_point: Function,
}

#[wasm_bindgen]
impl Panel {
    /// Makes a panel in `root`. `words` gives the message of a name, filled with arguments, or an empty string where it
    /// knows none: `browser.i18n.getMessage` is such a function. `on_select` is called with the id of a claim when its
    /// row is chosen, `on_point` when the pointer or the focus comes to it, and with `null` when it leaves.
    ///
    /// # Errors
    /// What the browser throws where it cannot make elements in `root`.
    #[wasm_bindgen(constructor)]
    pub fn new(
        root: &HtmlElement,
        #[wasm_bindgen(unchecked_param_type = "(name: string, args: string[]) => string")] words: Function,
        #[wasm_bindgen(unchecked_param_type = "(claimId: string) => void", js_name = onSelect)] on_select: Function,
        #[wasm_bindgen(unchecked_param_type = "(claimId: string | null) => void", js_name = onPoint)] on_point: Function,
    ) -> Result<Self, JsValue> {
        let words = Words::new(words);
        let make = Make::of(root)?;
        let frame = make.element("section", "says-who-panel")?;
        frame.set_attribute("aria-label", &words.say("panel_label", &[]))?;
        let state = StateView::new(&make)?;
        let report = make.element("div", "panel-report")?;
        report.set_attribute("hidden", "")?;
        let summary = Summary::new(&make, &words)?;
        let list = List::new(&make, &words)?;
        append(&report, [&summary.element, &list.element])?;
        append(&frame, [&state.element, &report])?;
        append(root, [&frame])?;

        let (choice, page, pointed) = (Cell::default(), RefCell::default(), RefCell::default());
        let parts = Rc::new(Parts { frame, report, summary, list, state, choice, page, pointed, words, on_select, on_point });
        let listeners = vec![
            parts.listen(&parts.frame, "click", Parts::clicked)?,
            parts.listen(&parts.frame, "change", Parts::changed)?,
            parts.listen(&parts.list.rows, "keydown", Parts::key)?,
            parts.listen(&parts.list.rows, "pointerover", Parts::pointed)?,
            parts.listen(&parts.list.rows, "pointerleave", Parts::left)?,
            parts.listen(&parts.list.rows, "focusin", Parts::pointed)?,
            parts.listen(&parts.list.rows, "focusout", Parts::left)?,
        ];
        Ok(Self { parts, _listeners: listeners })
    }

    /// Shows a report. What the reader filters, has selected and has focused stays as it is where it still exists; another
    /// page is listed unfiltered.
    ///
    /// # Errors
    /// An error with a sentence where `report` is not a report.
    pub fn show(&self, #[wasm_bindgen(unchecked_param_type = "Report")] report: JsValue) -> Result<(), JsValue> {
        let report: Report = serde_wasm_bindgen::from_value(report)
            .map_err(|e| JsError::new(&format!("the panel was given something that is not a report: {e}")))?;
        self.parts.show(&report)
    }

    /// Shows a state instead of a report: the messages of its name and `<name>_help`. A state that the catalogue does not
    /// know is shown as `unreadable_engine`.
    ///
    /// # Errors
    /// What the browser throws.
    pub fn say(&self, state: &str, args: Option<Vec<String>>) -> Result<(), JsValue> {
        let parts = &self.parts;
        parts.report.set_attribute("hidden", "")?;
        parts.state.say(&parts.words, state, &args.unwrap_or_default())
    }

    /// Marks the row of the claim under the pointer in the page and brings it into view; `null` takes the mark away.
    ///
    /// # Errors
    /// What the browser throws.
    pub fn mark(&self, #[wasm_bindgen(js_name = claimId)] claim_id: Option<String>) -> Result<(), JsValue> {
        self.parts.list.mark(claim_id.as_deref())
    }

    /// Shows a claim as the chosen one and brings its row into view, also where the filter had left it out; `null` for
    /// none. Does not call `onSelect`.
    ///
    /// # Errors
    /// What the browser throws.
    pub fn select(&self, #[wasm_bindgen(js_name = claimId)] claim_id: Option<String>) -> Result<(), JsValue> {
        let parts = &self.parts;
        if let Some(row) = claim_id.as_deref().and_then(|id| parts.list.find(id)) {
            let choice = parts.choice.get();
            if !choice.lists(row.status, row.key) {
                parts.choose(Choice { filter: Filter::All, minor: choice.minor || !row.key })?;
            }
        }
        parts.list.select(claim_id.as_deref(), true)
    }
}

impl Drop for Panel {
    fn drop(&mut self) {
        self.parts.frame.remove();
    }
}

impl Parts {
    /// Calls `handle` for an event, as long as the panel lives.
    fn listen(
        self: &Rc<Self>,
        target: &Element,
        event: &'static str,
        handle: fn(&Self, &Event) -> Result<(), JsValue>,
    ) -> Result<Listener, JsValue> {
        let parts = Rc::downgrade(self);
        Listener::new(target, event, move |event| parts.upgrade().map_or(Ok(()), |parts| handle(&parts, &event)))
    }

    fn show(&self, report: &Report) -> Result<(), JsValue> {
        let keys = report.claims.iter().filter(|claim| claim.is_key()).count();
        let other_language = !is_english(&report.language);
        self.list.fill(&self.words, &report.claims)?;
        if report.claims.is_empty() && !other_language {
            self.report.set_attribute("hidden", "")?;
            return self.state.say(&self.words, "no_claims", &[]);
        }
        self.summary.say_language(&self.words, other_language.then_some(report.language.as_str()))?;
        self.summary.offer_minor(&self.words, report.claims.len() - keys)?;
        let mut choice = self.choice.get();
        if self.page.replace(report.url.clone()) != report.url {
            choice.filter = Filter::All;
        }
        self.choose(choice)?;
        self.state.hide()?;
        self.report.remove_attribute("hidden")
    }

    /// Lists what `choice` asks for and says so.
    fn choose(&self, choice: Choice) -> Result<(), JsValue> {
        self.choice.set(choice);
        let counts = self.list.counts(choice.minor);
        self.summary.show(&self.words, counts, choice)?;
        self.list.choose(&self.words, choice)
    }

    fn clicked(&self, event: &Event) -> Result<(), JsValue> {
        let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return Ok(()) };
        if let Some(id) = self.list.claim_at(&target)? {
            self.list.select(Some(&id), false)?;
            self.on_select.call1(&JsValue::NULL, &JsValue::from_str(&id))?;
        } else if self.list.asks_for_all(&target) {
            self.choose(Choice { filter: Filter::All, minor: true })?;
            self.summary.focus_all()?;
        } else if let Some(filter) = self.summary.filter_at(&target)? {
            let before = self.choice.get();
            // A second click on a status takes the filter away again.
            let filter = if filter == before.filter { Filter::All } else { filter };
            self.choose(Choice { filter, ..before })?;
        }
        Ok(())
    }

    fn changed(&self, _event: &Event) -> Result<(), JsValue> {
        self.choose(Choice { minor: self.summary.minor.checked(), ..self.choice.get() })
    }

    fn pointed(&self, event: &Event) -> Result<(), JsValue> {
        let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return Ok(()) };
        self.point(self.list.claim_at(&target)?)
    }

    fn left(&self, _event: &Event) -> Result<(), JsValue> {
        self.point(None)
    }

    /// Tells the host which claim is pointed at, once a change.
    fn point(&self, id: Option<String>) -> Result<(), JsValue> {
        if *self.pointed.borrow() != id {
            self.pointed.replace(id.clone());
            self.on_point.call1(&JsValue::NULL, &id.map_or(JsValue::NULL, JsValue::from))?;
        }
        Ok(())
    }

    fn key(&self, event: &Event) -> Result<(), JsValue> {
        let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return Ok(()) };
        if !(key.alt_key() || key.ctrl_key() || key.meta_key()) && self.list.go(&key.key())? {
            event.prevent_default();
        }
        Ok(())
    }
}

/// Whether a BCP 47 tag stands for English.
fn is_english(tag: &str) -> bool {
    tag.split(['-', '_']).next().is_some_and(|language| language.eq_ignore_ascii_case("en"))
}
