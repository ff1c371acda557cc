//! The wasm entry: hydrates the islands, nothing else.

// Without a mention of the crate its islands are not linked.
extern crate app as _;
use wasm_bindgen::prelude::wasm_bindgen;

/// Called once by the page's loader.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_islands();
}
