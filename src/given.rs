//! Objects that JavaScript gives: read property by property, as much as is needed and no more.
//!
//! A general reader (serde) would be many times this in the Wasm.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// A page's head, an element of it, or any object of a report: each has some of these properties, and gives `undefined` for
    /// the others.
    pub(crate) type Given;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn url(this: &Given) -> JsValue;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn title(this: &Given) -> JsValue;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn language(this: &Given) -> JsValue;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn tag(this: &Given) -> JsValue;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn id(this: &Given) -> JsValue;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn class(this: &Given) -> JsValue;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn role(this: &Given) -> JsValue;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn label(this: &Given) -> JsValue;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn href(this: &Given) -> JsValue;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn rel(this: &Given) -> JsValue;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn itemprop(this: &Given) -> JsValue;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn lang(this: &Given) -> JsValue;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn hidden(this: &Given) -> JsValue;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn claims(this: &Given) -> JsValue;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn sentence(this: &Given) -> JsValue;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn start(this: &Given) -> JsValue;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn end(this: &Given) -> JsValue;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn text(this: &Given) -> JsValue;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn kinds(this: &Given) -> JsValue;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn weight(this: &Given) -> JsValue;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn status(this: &Given) -> JsValue;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn reason(this: &Given) -> JsValue;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn code(this: &Given) -> JsValue;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn args(this: &Given) -> JsValue;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn evidence(this: &Given) -> JsValue;
    #[wasm_bindgen(method, getter)]
    pub(crate) fn kind(this: &Given) -> JsValue;
}

impl Given {
    /// `None` where it is no object.
    pub(crate) fn read(value: JsValue) -> Option<Self> {
        value.is_object().then(|| value.unchecked_into())
    }
}
