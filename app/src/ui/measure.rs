//! Numbers and how far along things are.

use leptos::prelude::*;

/// A thin line: how far along. The text says it in words; the line is its picture.
#[component]
pub fn ProgressLine(
    /// How much is done.
    done: u32,
    /// Of how much.
    of: u32,
    /// The same in words.
    #[prop(into)]
    label: String,
    /// Whether the words are only for screen readers.
    #[prop(optional)]
    quiet_label: bool,
) -> impl IntoView {
    view! {
        <div class="progress-line">
            <span class:visually-hidden=quiet_label>{label.clone()}</span>
            <progress class="progress" max=of.max(1) value=done aria-label=label></progress>
        </div>
    }
}

/// An amount within a range, with its value written beside it.
#[component]
pub fn Meter(
    /// What is measured.
    #[prop(into)]
    label: String,
    /// How much.
    value: u32,
    /// The most there can be.
    of: u32,
    /// The value as people read it, such as `4 of 6`.
    #[prop(into)]
    reads: String,
) -> impl IntoView {
    view! {
        <div class="meter">
            <span class="meter-label">{label.clone()}</span>
            <meter min="0" max=of.max(1) value=value aria-label=label>{reads.clone()}</meter>
            <span class="meter-reads">{reads}</span>
        </div>
    }
}

/// A number that opens what is behind it.
#[component]
pub fn Stat(
    /// The number as its language writes it.
    #[prop(into)]
    value: String,
    /// What it counts.
    #[prop(into)]
    label: String,
    /// What is behind it.
    #[prop(optional, into)]
    href: Option<String>,
) -> impl IntoView {
    let inside = view! {
        <span class="stat-value">{value}</span>
        <span class="stat-label">{label}</span>
    };
    match href {
        Some(href) => view! { <a class="stat" href=href>{inside}</a> }.into_any(),
        None => view! { <p class="stat">{inside}</p> }.into_any(),
    }
}
