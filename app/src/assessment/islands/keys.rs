//! Keys for a form: what bears `data-key` is clicked when its key is pressed.

use leptos::{ev, prelude::*};

/// Listens for the keys and, once it does, says which there are.
#[island]
pub fn Keys(
    /// Which keys there are, in the reader's language.
    hint: String,
) -> impl IntoView {
    let ready = RwSignal::new(false);
    Effect::new(move |_| {
        let listening = window_event_listener(ev::keydown, |event| press(&event));
        on_cleanup(move || listening.remove());
        ready.set(true);
    });
    view! {
        <p class="muted keys-hint" data-ready=move || ready.get().then_some("")>
            {move || ready.get().then(|| hint.clone())}
        </p>
    }
}

/// The key of an event where keys mean choices: the place on the keyboard, whichever language it types.
pub(super) fn pressed(event: &ev::KeyboardEvent) -> Option<String> {
    let held = event.ctrl_key() || event.alt_key() || event.meta_key() || event.repeat();
    if held || is_typed_into(event) {
        return None;
    }
    let code = event.code();
    let key = code
        .strip_prefix("Digit")
        .or_else(|| code.strip_prefix("Numpad"))
        .or_else(|| code.strip_prefix("Key"))?;
    (key.len() == 1).then(|| key.to_lowercase())
}

/// Whether the key means something where it was pressed: a letter of a text, an entry of a list.
fn is_typed_into(event: &ev::KeyboardEvent) -> bool {
    #[cfg(feature = "hydrate")]
    {
        use leptos::wasm_bindgen::JsCast;
        let fields = "select, textarea, input:not([type=radio], [type=checkbox])";
        let element = event
            .target()
            .and_then(|t| t.dyn_into::<leptos::web_sys::Element>().ok());
        element.is_some_and(|element| element.matches(fields).unwrap_or(false))
    }
    #[cfg(not(feature = "hydrate"))]
    {
        let _ = event;
        false
    }
}

fn press(event: &ev::KeyboardEvent) {
    if let Some(key) = pressed(event) {
        click(&key);
    }
}

/// Clicks what bears this key.
pub(super) fn click(key: &str) {
    #[cfg(feature = "hydrate")]
    if let Ok(Some(element)) = document().query_selector(&format!("[data-key='{key}']")) {
        use leptos::wasm_bindgen::JsCast;
        if let Some(element) = element.dyn_ref::<leptos::web_sys::HtmlElement>() {
            let _ = element.focus();
            element.click();
        }
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = key;
}
