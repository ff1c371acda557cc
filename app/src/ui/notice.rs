//! A sentence or two that the reader should not miss.

use leptos::prelude::*;

use super::{Icon, Tone};

/// What happened, or what to know. Announced when it answers something that was just done.
#[component]
pub fn Notice(
    /// What it means.
    #[prop(optional)]
    tone: Tone,
    /// Whether it answers what was just done, so that screen readers say it.
    #[prop(optional)]
    announced: bool,
    /// The sentences.
    children: Children,
) -> impl IntoView {
    view! {
        <div class=format!("notice {}", tone.class()) role=announced.then_some("status")>
            <Icon glyph=tone.glyph()/>
            <div class="notice-text">{children()}</div>
        </div>
    }
}
