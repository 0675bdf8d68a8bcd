//! The panel and the boundary to JavaScript, in a real browser: `cargo xtask test` runs this in Chromium and Firefox.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so")]

#[path = "web/boundary.rs"]
mod boundary;
#[path = "web/panel.rs"]
mod panel;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
