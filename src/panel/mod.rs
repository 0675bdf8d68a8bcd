//! The panel: the claims of a page at a glance and as a list, beside the page.
//!
//! The same code runs in the extension's side panel and on the www page. The host gives it a place, a catalogue of words
//! ([`words`]) and what to do when a claim is chosen, and then tells it what to show. Whatever comes from a page is set
//! as text, never as markup. What things look like is `extension/src/panel.css`.

mod dom;
mod export;
mod list;
mod read;
mod state;
mod summary;
mod words;

use crate::report::{Claim, ClaimKind, Counts, Report};
use crate::source::Status;
use dom::{Listener, Make, append, set, set_shown};
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
    /// Only claims of this kind.
    kind: Option<ClaimKind>,
    minor: bool,
}

impl Choice {
    /// Whether a claim is listed.
    fn lists(self, claim: &Claim) -> bool {
        (claim.is_key() || self.minor)
            && self.kind.is_none_or(|kind| claim.kinds.contains(&kind))
            && match self.filter {
                Filter::All => true,
                Filter::Lacking => claim.status.lacks_source(),
                Filter::Only(only) => claim.status == only,
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
    /// The claim that the host was told to be pointed at.
    pointed: RefCell<Option<String>>,
    words: Words,
    on_select: Function,
    on_point: Function,
    on_export: Function,
}

#[wasm_bindgen]
impl Panel {
    /// Makes a panel in `root`. `words` gives the message of a name, filled with arguments, or an empty string where it
    /// knows none: `browser.i18n.getMessage` is such a function. `on_select` is called with the id of a claim when its
    /// row is chosen, `on_point` when the pointer or the focus comes to it, and with `null` when it leaves. `on_export` is
    /// called with the name of a format when the reader wants the report in it: see [`Panel::export`].
    ///
    /// # Errors
    /// What the browser throws where it cannot make elements in `root`.
    #[wasm_bindgen(constructor)]
    pub fn new(
        root: &HtmlElement,
        #[wasm_bindgen(unchecked_param_type = "(name: string, args: string[]) => string")] words: Function,
        #[wasm_bindgen(unchecked_param_type = "(claimId: string) => void", js_name = onSelect)] on_select: Function,
        #[wasm_bindgen(unchecked_param_type = "(claimId: string | null) => void", js_name = onPoint)] on_point: Function,
        #[wasm_bindgen(unchecked_param_type = "(format: ExportFormat) => void", js_name = onExport)] on_export: Function,
    ) -> Result<Self, JsValue> {
        let words = Words::new(words);
        let make = Make::of(root)?;
        let frame = make.element("section", "says-who-panel")?;
        set(&frame, "aria-label", &words.say("panel_label", &[]));
        let state = StateView::new(&make)?;
        let report = make.element("div", "panel-report")?;
        set_shown(&report, false);
        let summary = Summary::new(&make, &words)?;
        let list = List::new(&make, &words)?;
        append(&report, [&summary.element, &list.element]);
        append(&frame, [&state.element, &report]);
        append(root, [&frame]);

        let (choice, pointed) = (Cell::default(), RefCell::default());
        let parts =
            Rc::new(Parts { frame, report, summary, list, state, choice, pointed, words, on_select, on_point, on_export });
        let listeners = vec![
            parts.listen(&parts.frame, "click", Parts::clicked)?,
            parts.listen(&parts.frame, "input", Parts::changed)?,
            parts.listen(&parts.frame, "keydown", Parts::key)?,
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
        self.parts.show(self.parts.read(report)?)
    }

    /// The ids of the claims that are listed, where the reader's choice or search leaves some out; `undefined` where an export
    /// holds the whole report. The minor figures are no choice of this kind.
    #[wasm_bindgen(unchecked_return_type = "string[] | undefined")]
    pub fn listed(&self) -> JsValue {
        let parts = &self.parts;
        if parts.is_filtered() { parts.list.listed().into() } else { JsValue::UNDEFINED }
    }

    /// A report in a format, in the language of the interface, with the minor figures if they are shown; `undefined` for `json`,
    /// which is the report as it is, and for what is not a report. It is the report that is shown, or what [`Panel::listed`] leaves
    /// of it.
    pub fn export(
        &self,
        #[wasm_bindgen(unchecked_param_type = "ExportFormat")] format: &str,
        #[wasm_bindgen(unchecked_param_type = "Report")] report: JsValue,
    ) -> Option<String> {
        let parts = &self.parts;
        let whole = parts.list.report().claims.len();
        export::write(&parts.read(report).ok()?, whole, format, parts.choice.get().minor, &parts.words)
    }

    /// Says how an export went, beside its menu: the message of this name.
    pub fn tell(&self, message: &str) {
        self.parts.summary.menu.say(&self.parts.words.say(message, &[]));
    }

    /// Shows a state instead of a report: the messages of its name and `<name>_help`. A state that the catalogue does not
    /// know is shown as `unreadable_engine`. The first argument of `reading` is how much is read, in percent, if that is known.
    pub fn say(&self, state: &str, args: Option<Vec<String>>) {
        let parts = &self.parts;
        set_shown(&parts.report, false);
        parts.state.say(&parts.words, state, &args.unwrap_or_default());
    }

    /// Says something of the reading beside the report, or nothing; with how much is read, in percent, while more is to come.
    pub fn remark(&self, words: &str, percent: Option<u32>) {
        self.parts.summary.add_remark(words, percent);
    }

    /// Marks the row of the claim under the pointer in the page and brings it into view; `null` takes the mark away.
    pub fn mark(&self, #[wasm_bindgen(js_name = claimId)] claim_id: Option<String>) {
        self.parts.list.mark(claim_id.as_deref());
    }

    /// Shows a claim as the chosen one and brings its row into view, also where the filter had left it out; `null` for
    /// none. Does not call `onSelect`.
    pub fn select(&self, #[wasm_bindgen(js_name = claimId)] claim_id: Option<String>) {
        let parts = &self.parts;
        let choice = parts.choice.get();
        let left_out = |claim: &Claim| (!choice.lists(claim), claim.is_key());
        if let Some((true, key)) = claim_id.as_deref().and_then(|id| parts.list.of_claim(id, left_out)) {
            parts.choose(Choice { minor: choice.minor || !key, ..Choice::default() });
        }
        parts.list.select(claim_id.as_deref(), true);
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

    /// Takes a report over, its reasons in the interface's language.
    #[inline(never)]
    fn read(&self, report: JsValue) -> Result<Report, JsValue> {
        let mut report = read::report(report)?;
        for claim in &mut report.claims {
            claim.reason.text = self.words.reason(&claim.reason);
        }
        Ok(report)
    }

    /// Whether the reader's choice or search leaves claims out, beside the minor figures.
    fn is_filtered(&self) -> bool {
        let choice = self.choice.get();
        choice.filter != Filter::All || choice.kind.is_some() || !self.summary.search.value().trim().is_empty()
    }

    fn show(&self, report: Report) -> Result<(), JsValue> {
        let minor = report.claims.iter().filter(|claim| !claim.is_key()).count();
        let (empty, english) = (report.claims.is_empty(), report.english());
        self.summary.say_language(&self.words, (!english).then_some(report.language.as_str()));
        self.summary.offer_minor(&self.words, minor);
        let mut choice = self.choice.get();
        if self.list.report().url != report.url {
            choice = Choice { minor: choice.minor, ..Choice::default() };
            self.summary.search.set_value("");
        }
        self.list.fill(&self.words, report)?;
        if empty && english {
            set_shown(&self.report, false);
            self.state.say(&self.words, "no_claims", &[]);
            return Ok(());
        }
        self.choose(choice);
        self.state.hide();
        set_shown(&self.report, true);
        Ok(())
    }

    /// Lists what `choice` asks for and says so.
    fn choose(&self, choice: Choice) {
        self.choice.set(choice);
        let counts = Counts::of(self.list.report().shown(choice.minor));
        self.summary.show(&self.words, counts, choice);
        let listed = self.list.choose(&self.words, choice, &self.summary.search.value());
        self.summary.menu.offer(&self.words, self.is_filtered().then_some(listed));
    }

    fn clicked(&self, event: &Event) -> Result<(), JsValue> {
        let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return Ok(()) };
        let menu = &self.summary.menu;
        if menu.is_button(&target) {
            menu.open(!menu.is_open());
            return Ok(());
        }
        menu.open(false);
        if let Some(format) = menu.format_at(&target) {
            menu.escape()?;
            self.on_export.call1(&JsValue::NULL, &JsValue::from_str(format))?;
        } else if let Some(id) = self.list.claim_at(&target) {
            self.list.select(Some(&id), false);
            self.on_select.call1(&JsValue::NULL, &JsValue::from_str(&id))?;
        } else if self.list.asks_for_all(&target) {
            self.summary.search.set_value("");
            self.choose(Choice { minor: true, ..Choice::default() });
            self.summary.focus_all()?;
        } else if let Some(choice) = self.summary.choice_at(&target, self.choice.get())? {
            self.choose(choice);
        }
        Ok(())
    }

    fn changed(&self, _event: &Event) -> Result<(), JsValue> {
        self.choose(Choice { minor: self.summary.minor(), ..self.choice.get() });
        Ok(())
    }

    fn pointed(&self, event: &Event) -> Result<(), JsValue> {
        let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return Ok(()) };
        self.point(self.list.claim_at(&target))
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
        if key.alt_key() || key.ctrl_key() || key.meta_key() {
            return Ok(());
        }
        let (name, menu) = (key.key(), &self.summary.menu);
        let searching = || event.target().is_some_and(|target| self.summary.search.is_same_node(target.dyn_ref()));
        let meant = if name == "Escape" && menu.is_open() {
            menu.escape()?;
            true
        } else if name == "ArrowDown" && searching() {
            self.list.enter()?;
            true
        } else {
            self.list.go(&name)?
        };
        if meant {
            event.prevent_default();
        }
        Ok(())
    }
}

#[wasm_bindgen(typescript_custom_section)]
const FORMATS: &str = r#"/** What a report can be exported as; `copy` is plain text for the clipboard, `html` a page to print. */
export type ExportFormat = "copy" | "markdown" | "csv" | "json" | "annotations" | "html";"#;
