//! The list: every claim in reading order, with its sentence, its status and the reason.

use super::Choice;
use super::dom::{Make, append, set_shown};
use super::words::Words;
use crate::report::{Claim, ClaimKind, Counts, Reason};
use crate::source::Status;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

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
    rows: Vec<Rc<Row>>,
    by_id: HashMap<String, Rc<Row>>,
    marked: Option<String>,
    selected: Option<String>,
}

/// A claim's row.
#[derive(Debug)]
pub(super) struct Row {
    id: String,
    pub(super) status: Status,
    pub(super) key: bool,
    item: Element,
    button: HtmlElement,
}

impl List {
    pub(super) fn new(make: &Make, words: &Words) -> Result<Self, JsValue> {
        let element = make.element("div", "panel-list")?;
        let listed = make.element("p", "panel-listed")?;
        listed.set_attribute("role", "status")?;
        let rows = make.element("ol", "panel-claims")?;
        // Safari and a list without markers: the role says that it is one.
        rows.set_attribute("role", "list")?;
        rows.set_attribute("aria-label", &words.say("panel_list_label", &[]))?;
        let nothing = make.element("div", "panel-nothing")?;
        let show_all = make.button("panel-tab", &words.say("panel_showAll", &[]))?;
        append(&nothing, [&make.words("p", "", &words.say("panel_nothing", &[]))?, &show_all])?;
        append(&element, [&listed, &rows, &nothing])?;
        let content = RefCell::default();
        Ok(Self { make: make.clone(), element, rows, nothing, show_all, listed, content })
    }

    /// Lists these claims instead of those before.
    pub(super) fn fill(&self, words: &Words, claims: &[Claim]) -> Result<(), JsValue> {
        let focused = self.focused().map(|row| row.id.clone());
        let phrases = Phrases::new(words);
        let fragment = self.make.document().create_document_fragment();
        let rows = claims
            .iter()
            .enumerate()
            .map(|(number, claim)| {
                let row = Row::new(&self.make, &phrases, number, claim)?;
                fragment.append_child(&row.item)?;
                Ok(Rc::new(row))
            })
            .collect::<Result<Vec<_>, JsValue>>()?;
        self.rows.set_text_content(None);
        self.rows.append_child(&fragment)?;
        let (marked, selected) = {
            let mut content = self.content.borrow_mut();
            content.by_id = rows.iter().map(|row| (row.id.clone(), Rc::clone(row))).collect();
            content.rows = rows;
            (content.marked.take(), content.selected.take())
        };
        self.set_mark(marked.as_deref())?;
        self.select(selected.as_deref(), false)?;
        match focused.and_then(|id| self.find(&id)) {
            Some(row) => row.button.focus(),
            None => Ok(()),
        }
    }

    /// Shows the rows that `choice` asks for.
    pub(super) fn choose(&self, words: &Words, choice: Choice) -> Result<(), JsValue> {
        let mut listed = 0;
        for row in &self.content.borrow().rows {
            let shown = choice.lists(row.status, row.key);
            listed += u32::from(shown);
            set_shown(&row.item, shown)?;
        }
        self.listed.set_text_content(Some(&words.say_count("panel_listed", listed, &[&listed.to_string()])));
        set_shown(&self.nothing, listed == 0)
    }

    /// The claims by status, with or without the minor figures.
    pub(super) fn counts(&self, minor: bool) -> Counts {
        let mut counts = Counts::default();
        for row in self.content.borrow().rows.iter().filter(|row| row.key || minor) {
            match row.status {
                Status::None => counts.none += 1,
                Status::Vague => counts.vague += 1,
                Status::Named => counts.named += 1,
                Status::Cited => counts.cited += 1,
            }
        }
        counts
    }

    /// The row of a claim.
    pub(super) fn find(&self, id: &str) -> Option<Rc<Row>> {
        self.content.borrow().by_id.get(id).cloned()
    }

    /// The id of the claim in whose row `target` stands.
    pub(super) fn claim_at(&self, target: &Element) -> Result<Option<String>, JsValue> {
        Ok(self.row_at(target)?.map(|row| row.id.clone()))
    }

    /// Whether `target` is the button that takes the filter away.
    pub(super) fn asks_for_all(&self, target: &Element) -> bool {
        self.show_all.is_same_node(Some(target))
    }

    /// Marks a claim's row and brings it into view.
    pub(super) fn mark(&self, id: Option<&str>) -> Result<(), JsValue> {
        self.set_mark(id)?;
        if let Some(row) = id.and_then(|id| self.find(id)) {
            row.reveal();
        }
        Ok(())
    }

    fn set_mark(&self, id: Option<&str>) -> Result<(), JsValue> {
        let before = std::mem::replace(&mut self.content.borrow_mut().marked, id.map(str::to_owned));
        if let Some(row) = before.and_then(|id| self.find(&id)) {
            row.item.class_list().remove_1("marked")?;
        }
        match id.and_then(|id| self.find(id)) {
            Some(row) => row.item.class_list().add_1("marked"),
            None => Ok(()),
        }
    }

    /// Shows a claim as the chosen one.
    pub(super) fn select(&self, id: Option<&str>, reveal: bool) -> Result<(), JsValue> {
        let before = std::mem::replace(&mut self.content.borrow_mut().selected, id.map(str::to_owned));
        if let Some(row) = before.and_then(|id| self.find(&id)) {
            row.button.remove_attribute("aria-current")?;
        }
        let Some(row) = id.and_then(|id| self.find(id)) else { return Ok(()) };
        if reveal {
            row.reveal();
        }
        row.button.set_attribute("aria-current", "true")
    }

    /// Moves the focus by a key; whether the key means anything here.
    pub(super) fn go(&self, key: &str) -> Result<bool, JsValue> {
        let Some(from) = self.focused() else { return Ok(false) };
        let content = self.content.borrow();
        let shown = || content.rows.iter().filter(|row| !row.item.has_attribute("hidden"));
        let to = match key {
            "ArrowDown" => shown().skip_while(|row| row.id != from.id).nth(1),
            "ArrowUp" => shown().take_while(|row| row.id != from.id).last(),
            "Home" => shown().next(),
            "End" => shown().next_back(),
            _ => return Ok(false),
        };
        let to = to.cloned();
        drop(content);
        if let Some(row) = to {
            row.button.focus()?;
        }
        Ok(true)
    }

    fn focused(&self) -> Option<Rc<Row>> {
        self.row_at(&self.make.document().active_element()?).ok()?
    }

    fn row_at(&self, target: &Element) -> Result<Option<Rc<Row>>, JsValue> {
        let Some(button) = target.closest("[data-row]")? else { return Ok(None) };
        if !self.rows.contains(Some(&button)) {
            return Ok(None);
        }
        let number = button.get_attribute(ROW).and_then(|number| number.parse::<usize>().ok());
        Ok(number.and_then(|number| self.content.borrow().rows.get(number).cloned()))
    }
}

/// The words that every row has, looked up once a list.
struct Phrases<'w> {
    words: &'w Words,
    statuses: [String; 4],
    numeric: String,
    attribution: String,
}

impl<'w> Phrases<'w> {
    fn new(words: &'w Words) -> Self {
        let status = |status: Status| words.say(&format!("status_{}", status.key()), &[]);
        Self {
            words,
            statuses: [Status::None, Status::Vague, Status::Named, Status::Cited].map(status),
            numeric: words.say("kind_numeric", &[]),
            attribution: words.say("kind_attribution", &[]),
        }
    }

    fn status(&self, status: Status) -> &str {
        &self.statuses[status as usize]
    }

    /// The reason in the interface's language; in English where the catalogue does not have it.
    fn reason(&self, reason: &Reason) -> String {
        // The catalogue numbers the gaps of a message in the order of their names, which is the map's.
        let args: Vec<&str> = reason.args.values().map(String::as_str).collect();
        let said = self.words.say(&format!("reason_{}", reason.code.replace('-', "_")), &args);
        if said.is_empty() { reason.text.clone() } else { said }
    }

    fn kinds(&self, kinds: &[ClaimKind]) -> String {
        let words: Vec<&str> = kinds
            .iter()
            .map(|kind| match kind {
                ClaimKind::Numeric => self.numeric.as_str(),
                ClaimKind::Attribution => self.attribution.as_str(),
            })
            .collect();
        words.join(" · ")
    }
}

impl Row {
    fn new(make: &Make, phrases: &Phrases, number: usize, claim: &Claim) -> Result<Self, JsValue> {
        let item = make.element("li", &format!("panel-claim {}", claim.status.key()))?;
        let button = make.button("panel-row", "")?;
        button.set_attribute(ROW, &number.to_string())?;
        let head = make.element("span", "panel-row-head")?;
        let line = make.element("span", "panel-line")?;
        let status = make.words("span", "panel-row-status", phrases.status(claim.status))?;
        append(&head, [&line, &status, &make.words("span", "panel-row-kinds", &phrases.kinds(&claim.kinds))?])?;
        let sentence = make.words("span", "panel-row-sentence", &shortened(&claim.sentence.text))?;
        sentence.set_attribute("dir", "auto")?;
        let reason = make.words("span", "panel-row-reason", &phrases.reason(&claim.reason))?;
        append(&button, [&head, &sentence, &reason])?;
        append(&item, [&button])?;
        Ok(Self { id: claim.id.clone(), status: claim.status, key: claim.is_key(), item, button })
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
