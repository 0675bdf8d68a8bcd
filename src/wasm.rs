//! The boundary to JavaScript: what the background, the panel and the www page call.

use crate::given::Given;
use crate::live::{Live, Stretch};
use crate::page::{Builder, Element, Head, Page, Stream};
use crate::report::{Offsets, Report, object};
use js_sys::{Array, JSON};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = "/** The parts of a page's event stream: see src/page/event.rs. */
export interface Snapshot { head: Head; text: string; elements: Element[]; stream: number[] }";

/// Analyses a page that was read in one go: the parts of a `Snapshot`.
///
/// # Errors
/// A `TypeError` with a sentence that says which part does not fit.
#[wasm_bindgen(unchecked_return_type = "Report")]
pub fn analyse(
    #[wasm_bindgen(unchecked_param_type = "Head")] head: JsValue,
    text: &str,
    #[wasm_bindgen(unchecked_param_type = "Element[]")] elements: JsValue,
    stream: &[i32],
) -> Result<JsValue, JsError> {
    to_js(&report_on(&page_of(head, text, elements, stream)?))
}

/// A page that is analysed again as it changes, stretch by stretch: see [`crate::live`].
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct LivePage(Live);

#[wasm_bindgen]
impl LivePage {
    /// Nothing read yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the page as it is now. Gives three numbers for each of its stretches: a key that is the same for the same findings, its
    /// first text node, and its length in UTF-16 code units.
    ///
    /// # Errors
    /// A `TypeError` with a sentence that says which part does not fit.
    pub fn read(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Head")] head: JsValue,
        text: &str,
        #[wasm_bindgen(unchecked_param_type = "Element[]")] elements: JsValue,
        stream: &[i32],
    ) -> Result<Vec<f64>, JsError> {
        let stretches = self.0.read(page_of(head, text, elements, stream)?);
        // A JavaScript number holds 53 bits of the key.
        let numbers = |s: &Stretch| [(s.key >> 11) as f64, f64::from(s.node), f64::from(s.length)];
        Ok(stretches.iter().flat_map(numbers).collect())
    }

    /// Analyses a stretch, by its place; offsets count into it.
    ///
    /// # Errors
    /// Where there is no such stretch.
    #[wasm_bindgen(unchecked_return_type = "Report")]
    pub fn report(&mut self, at: usize) -> Result<JsValue, JsError> {
        to_js(&self.0.report(at).ok_or_else(|| JsError::new("the page has no such stretch"))?)
    }

    /// Where the claims of a stretch that has been analysed stand now: for each the number of its segments, and the segments.
    pub fn segments(&self, at: usize) -> Option<Vec<u32>> {
        self.0.segments(at)
    }
}

#[inline(never)]
fn report_on(page: &Page) -> Report {
    crate::analyse(page).report(Offsets::Utf16, false)
}

#[inline(never)]
fn page_of(head: JsValue, text: &str, elements: JsValue, stream: &[i32]) -> Result<Page, JsError> {
    let head = read_head(head).ok_or_else(|| JsError::new("the page's head cannot be read: it is no object"))?;
    let elements = read_elements(elements)
        .ok_or_else(|| JsError::new("the page's elements cannot be read: they are no list of objects that have a tag"))?;
    let mut builder = Builder::new(head);
    Stream { text, elements: &elements, stream }.play(&mut builder)?;
    Ok(builder.finish())
}

/// Analyses plain text; offsets count UTF-16 code units into it.
///
/// # Errors
/// Where the report cannot be handed over, which no text causes.
#[wasm_bindgen(js_name = analyseText, unchecked_return_type = "Report")]
pub fn analyse_text(text: &str) -> Result<JsValue, JsError> {
    to_js(&report_on(&Page::from_plain(text)))
}

/// As JSON would have it: `null` for what is unknown, objects for maps.
fn to_js(report: &Report) -> Result<JsValue, JsError> {
    JSON::parse(&object::write(report)).map_err(|_| JsError::new("the report cannot be handed over"))
}

fn read_head(head: JsValue) -> Option<Head> {
    let head = Given::read(head)?;
    Some(Head { url: head.url().as_string(), title: head.title().as_string(), language: head.language().as_string() })
}

fn read_elements(elements: JsValue) -> Option<Vec<Element>> {
    let elements: Array = elements.dyn_into().ok()?;
    elements.iter().map(read_element).collect()
}

fn read_element(element: JsValue) -> Option<Element> {
    let element = Given::read(element)?;
    Some(Element {
        tag: element.tag().as_string()?,
        id: element.id().as_string(),
        class: element.class().as_string(),
        role: element.role().as_string(),
        label: element.label().as_string(),
        href: element.href().as_string(),
        rel: element.rel().as_string(),
        itemprop: element.itemprop().as_string(),
        lang: element.lang().as_string(),
        hidden: element.hidden().is_truthy(),
    })
}
