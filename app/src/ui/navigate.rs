//! Moving through lists: pages and filters, both kept in the address.

use leptos::prelude::*;

use super::{Glyph, Icon};

/// What a pager says.
#[derive(Clone, Debug)]
pub struct PagerText {
    /// What the pages are of, for screen readers.
    pub label: String,
    /// `Previous`.
    pub previous: String,
    /// `Page 2 of 7`.
    pub here: String,
    /// `Next`.
    pub next: String,
}

/// Back and on through the pages of a list. Nothing when there is only one.
#[component]
pub fn Pager(
    /// This page, from 1.
    page: u64,
    /// How many there are.
    pages: u64,
    /// The address up to the number: `/people?page=`.
    #[prop(into)]
    href: String,
    /// Its words.
    text: PagerText,
) -> impl IntoView {
    let PagerText {
        label,
        previous,
        here,
        next,
    } = text;
    let to = move |page: u64| format!("{href}{page}");
    (pages > 1).then(|| {
        view! {
            <nav class="pager" aria-label=label>
                {(page > 1).then(|| view! {
                    <a rel="prev" href=to(page - 1)><Icon glyph=Glyph::ArrowLeft/> <span>{previous}</span></a>
                })}
                <span aria-current="page">{here}</span>
                {(page < pages).then(|| view! {
                    <a rel="next" href=to(page + 1)><span>{next}</span> <Icon glyph=Glyph::ArrowRight/></a>
                })}
            </nav>
        }
    })
}

/// A filter that holds: its words, and the address without it.
#[derive(Clone, Debug)]
pub struct Chip {
    /// What it narrows to: `Department: Sales`.
    pub label: String,
    /// The address without it.
    pub without: String,
    /// `Take away the filter “Department: Sales”`.
    pub remove: String,
}

/// The filters that hold. Each can be taken away.
#[component]
pub fn Chips(
    /// What they filter, for screen readers.
    #[prop(into)]
    label: String,
    /// The filters.
    chips: Vec<Chip>,
) -> impl IntoView {
    (!chips.is_empty()).then(|| {
        let items = chips
            .into_iter()
            .map(|chip| {
                view! {
                    <li>
                        <a class="chip" href=chip.without aria-label=chip.remove>
                            <span>{chip.label}</span>
                            <Icon glyph=Glyph::X/>
                        </a>
                    </li>
                }
            })
            .collect_view();
        view! { <ul class="chips" aria-label=label>{items}</ul> }
    })
}
