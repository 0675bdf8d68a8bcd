//! The list: every claim in reading order, with its sentence, its status and the reason.
//!
//! A page that changes brings a new report every time: rows of claims that are still there stay as they are, so that focus,
//! selection and scrolling stay too.

use super::Choice;
use super::dom::{Make, append, set, set_shown, unset};
use super::words::Words;
use crate::report::{Claim, ClaimKind, Report};
use crate::words::lower;
use js_sys::Array;
use std::cell::{Ref, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement, Node, ScrollIntoViewOptions, ScrollLogicalPosition};

/// A sentence longer than this many characters is cut: a page may have a megabyte on one line.
const LONGEST: usize = 600;

/// Carries a row's number.
const ROW: &str = "data-row";

#[derive(Debug)]
pub(super) struct List {
    make: Make,
    pub(super) element: Element,
    /// The list element itself.
    pub(super) rows: Element,
    /// Said where the filter leaves nothing.
    nothing: Element,
    show_all: HtmlElement,
    /// How many are listed, for a screen reader.
    listed: Element,
    content: RefCell<Content>,
}

#[derive(Debug, Default)]
struct Content {
    report: Report,
    /// One a claim of the report.
    rows: Vec<Rc<Row>>,
    by_id: HashMap<String, usize>,
    marked: Option<String>,
    selected: Option<String>,
}

/// A claim's row.
#[derive(Debug)]
struct Row {
    item: Element,
    button: HtmlElement,
}

impl List {
    pub(super) fn new(make: &Make, words: &Words) -> Result<Self, JsValue> {
        let element = make.element("div", "panel-list")?;
        let listed = make.element("p", "panel-listed")?;
        set(&listed, "role", "status");
        let rows = make.element("ol", "panel-claims")?;
        // Safari and a list without markers: the role says that it is one.
        set(&rows, "role", "list");
        set(&rows, "aria-label", &words.say("panel_list_label", &[]));
        let nothing = make.element("div", "panel-nothing")?;
        let show_all = make.button("panel-tab", &words.say("panel_showAll", &[]))?;
        append(&nothing, [&make.words("p", "", &words.say("panel_nothing", &[]))?, &show_all]);
        append(&element, [&listed, &rows, &nothing]);
        let content = RefCell::default();
        Ok(Self { make: make.clone(), element, rows, nothing, show_all, listed, content })
    }

    /// The report that is listed.
    pub(super) fn report(&self) -> Ref<'_, Report> {
        Ref::map(self.content.borrow(), |content| &content.report)
    }

    /// Lists the claims of this report instead of those before.
    pub(super) fn fill(&self, words: &Words, report: Report) -> Result<(), JsValue> {
        let focused = self.focused().and_then(|at| Some(self.report().claims.get(at)?.id.clone()));
        let old = self.content.take();
        let phrases = Phrases::new(words);
        let mut rows = Vec::with_capacity(report.claims.len());
        for (number, claim) in report.claims.iter().enumerate() {
            let before = old.by_id.get(&claim.id).filter(|&&at| looks_alike(&old.report.claims[at], claim));
            let row = match before {
                Some(&at) => Rc::clone(&old.rows[at]),
                None => Rc::new(Row::new(&self.make, &phrases, claim)?),
            };
            set(&row.button, ROW, &number.to_string());
            rows.push(row);
        }
        old.rows.iter().filter(|row| Rc::strong_count(row) == 1).for_each(|row| row.item.remove());
        let mut next = self.rows.first_child();
        for row in &rows {
            match next {
                Some(node) if node.is_same_node(Some(&row.item)) => next = node.next_sibling(),
                _ => _ = self.rows.insert_before(&row.item, next.as_ref())?,
            }
        }

        let by_id = report.claims.iter().enumerate().map(|(at, claim)| (claim.id.clone(), at)).collect();
        self.content.replace(Content { report, rows, by_id, ..Content::default() });
        self.set_mark(old.marked.as_deref());
        self.select(old.selected.as_deref(), false);
        match focused.and_then(|id| self.find(&id)) {
            Some(row) => row.button.focus(),
            None => Ok(()),
        }
    }

    /// Shows the rows that `choice` asks for and that hold the words that are searched for; gives how many these are.
    pub(super) fn choose(&self, words: &Words, choice: Choice, search: &str) -> u32 {
        let search = lower(search.trim());
        let mut listed = 0;
        let content = self.content.borrow();
        for (claim, row) in content.report.claims.iter().zip(&content.rows) {
            let shown = choice.lists(claim) && (search.is_empty() || holds(claim, &search));
            listed += u32::from(shown);
            set_shown(&row.item, shown);
        }
        self.listed.set_text_content(Some(&words.say_count("panel_listed", listed, &[&listed.to_string()])));
        set_shown(&self.nothing, listed == 0);
        listed
    }

    /// The ids of the claims whose rows are shown.
    pub(super) fn listed(&self) -> Array {
        let content = self.content.borrow();
        let listed = Array::new();
        for (claim, row) in content.report.claims.iter().zip(&content.rows) {
            if !row.item.has_attribute("hidden") {
                listed.push(&JsValue::from_str(&claim.id));
            }
        }
        listed
    }

    /// What `look` says of a claim.
    pub(super) fn of_claim<T>(&self, id: &str, look: impl FnOnce(&Claim) -> T) -> Option<T> {
        let content = self.content.borrow();
        content.by_id.get(id).and_then(|&at| content.report.claims.get(at)).map(look)
    }

    fn find(&self, id: &str) -> Option<Rc<Row>> {
        let content = self.content.borrow();
        content.by_id.get(id).and_then(|&at| content.rows.get(at)).cloned()
    }

    /// The id of the claim in whose row `target` stands.
    pub(super) fn claim_at(&self, target: &Element) -> Option<String> {
        self.row_at(target).and_then(|at| Some(self.report().claims.get(at)?.id.clone()))
    }

    /// Whether `target` is the button that takes the filter away.
    pub(super) fn asks_for_all(&self, target: &Element) -> bool {
        self.show_all.is_same_node(Some(target))
    }

    /// Marks a claim's row and brings it into view.
    pub(super) fn mark(&self, id: Option<&str>) {
        self.set_mark(id);
        if let Some(row) = id.and_then(|id| self.find(id)) {
            row.reveal();
        }
    }

    fn set_mark(&self, id: Option<&str>) {
        let before = std::mem::replace(&mut self.content.borrow_mut().marked, id.map(str::to_owned));
        if let Some(row) = before.and_then(|id| self.find(&id)) {
            let _ = row.item.class_list().remove_1("marked");
        }
        if let Some(row) = id.and_then(|id| self.find(id)) {
            let _ = row.item.class_list().add_1("marked");
        }
    }

    /// Shows a claim as the chosen one.
    pub(super) fn select(&self, id: Option<&str>, reveal: bool) {
        let before = std::mem::replace(&mut self.content.borrow_mut().selected, id.map(str::to_owned));
        if let Some(row) = before.and_then(|id| self.find(&id)) {
            unset(&row.button, "aria-current");
        }
        let Some(row) = id.and_then(|id| self.find(id)) else { return };
        if reveal {
            row.reveal();
        }
        set(&row.button, "aria-current", "true");
    }

    /// Moves the focus by a key; whether the key means anything here.
    pub(super) fn go(&self, key: &str) -> Result<bool, JsValue> {
        let Some(from) = self.focused() else { return Ok(false) };
        let content = self.content.borrow();
        let mut shown = content.rows.iter().enumerate().filter(|(_, row)| !row.item.has_attribute("hidden"));
        let to = match key {
            "ArrowDown" => shown.find(|(at, _)| *at > from),
            "ArrowUp" => shown.take_while(|(at, _)| *at < from).last(),
            "Home" => shown.next(),
            "End" => shown.next_back(),
            _ => return Ok(false),
        };
        let to = to.map(|(_, row)| Rc::clone(row));
        drop(content);
        if let Some(row) = to {
            row.button.focus()?;
        }
        Ok(true)
    }

    /// Puts the focus on the first row that is shown.
    pub(super) fn enter(&self) -> Result<(), JsValue> {
        let first = self.content.borrow().rows.iter().find(|row| !row.item.has_attribute("hidden")).cloned();
        first.map_or(Ok(()), |row| row.button.focus())
    }

    fn focused(&self) -> Option<usize> {
        self.row_at(&self.make.document().active_element()?)
    }

    fn row_at(&self, target: &Element) -> Option<usize> {
        let button = target.closest("[data-row]").ok()??;
        let inside = self.rows.contains(Some(button.unchecked_ref::<Node>()));
        button.get_attribute(ROW).filter(|_| inside)?.parse().ok()
    }
}

/// Whether the rows of two claims say the same.
fn looks_alike(one: &Claim, other: &Claim) -> bool {
    one.status == other.status
        && one.kinds == other.kinds
        && one.sentence.text == other.sentence.text
        && one.reason.text == other.reason.text
}

/// Whether the claim's words, or what is said of it, hold these, which are in lower case.
fn holds(claim: &Claim, words: &str) -> bool {
    let evidence = claim.evidence.iter().flat_map(|found| [Some(&found.quote.text), found.href.as_ref()]).flatten();
    [&claim.sentence.text, &claim.reason.text].into_iter().chain(evidence).any(|text| lower(text).contains(words))
}

/// The words that every row has, looked up once a list.
struct Phrases {
    statuses: [String; 4],
    kinds: [String; 2],
}

impl Phrases {
    fn new(words: &Words) -> Self {
        let kinds = ["kind_numeric", "kind_attribution"].map(|kind| words.say(kind, &[]));
        Self { statuses: words.statuses(), kinds }
    }

    fn kinds(&self, kinds: &[ClaimKind]) -> String {
        let words: Vec<&str> = kinds.iter().map(|&kind| self.kinds[kind as usize].as_str()).collect();
        words.join(" · ")
    }
}

impl Row {
    fn new(make: &Make, phrases: &Phrases, claim: &Claim) -> Result<Self, JsValue> {
        let item = make.element("li", &format!("panel-claim {}", claim.status.key()))?;
        let button = make.button("panel-row", "")?;
        let head = make.element("span", "panel-row-head")?;
        let line = make.element("span", "panel-line")?;
        let status = make.words("span", "panel-row-status", &phrases.statuses[claim.status as usize])?;
        append(&head, [&line, &status, &make.words("span", "panel-row-kinds", &phrases.kinds(&claim.kinds))?]);
        let sentence = make.words("span", "panel-row-sentence", &shortened(&claim.sentence.text))?;
        set(&sentence, "dir", "auto");
        let reason = make.words("span", "panel-row-reason", &claim.reason.text)?;
        append(&button, [&head, &sentence, &reason]);
        append(&item, [&button]);
        Ok(Self { item, button })
    }

    /// Brings the row into view, by as little as it takes. Whether it glides is the style sheet's matter.
    fn reveal(&self) {
        let how = ScrollIntoViewOptions::new();
        how.set_block(ScrollLogicalPosition::Nearest);
        self.button.scroll_into_view_with_scroll_into_view_options(&how);
    }
}

/// The sentence, or its beginning.
fn shortened(sentence: &str) -> String {
    let mut short = String::with_capacity(sentence.len().min(LONGEST * 2));
    for (count, c) in sentence.chars().enumerate() {
        if count == LONGEST {
            short.push('…');
            break;
        }
        short.push(c);
    }
    short
}
