//! The boundary to JavaScript: what the background, the panel and the www page call.

use crate::page::{Builder, Element, Head, Page, Stream};
use crate::report::{Offsets, Report};
use serde::Serialize;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = "/** The parts of a page's event stream: see src/page/event.rs. */
export interface Snapshot { head: Head; text: string; elements: Element[]; stream: number[] }";

/// Analyses a page that a content script has read: the parts of a `Snapshot`.
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
    let head: Head =
        serde_wasm_bindgen::from_value(head).map_err(|e| JsError::new(&format!("the page's head cannot be read: {e}")))?;
    let elements: Vec<Element> = serde_wasm_bindgen::from_value(elements)
        .map_err(|e| JsError::new(&format!("the page's elements cannot be read: {e}")))?;
    let mut builder = Builder::new(head);
    Stream { text, elements: &elements, stream }.play(&mut builder)?;
    to_js(&crate::analyse(&builder.finish()).report(Offsets::Utf16, false))
}

/// Analyses plain text; offsets count UTF-16 code units into it.
///
/// # Errors
/// Where the report cannot be handed over, which no text causes.
#[wasm_bindgen(js_name = analyseText, unchecked_return_type = "Report")]
pub fn analyse_text(text: &str) -> Result<JsValue, JsError> {
    to_js(&crate::analyse(&Page::from_plain(text)).report(Offsets::Utf16, false))
}

/// As JSON would have it: `null` for what is unknown, objects for maps.
fn to_js(report: &Report) -> Result<JsValue, JsError> {
    Ok(report.serialize(&serde_wasm_bindgen::Serializer::json_compatible())?)
}
