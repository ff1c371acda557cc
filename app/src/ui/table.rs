//! Tables that may be wider than the screen.

use leptos::prelude::*;

/// A table with its caption in a region that scrolls, by keyboard, too. Rows and heads are its children.
#[component]
pub fn Table(
    /// Names the region and the caption; once on a page.
    #[prop(into)]
    id: String,
    /// What the table shows.
    #[prop(into)]
    caption: String,
    /// Whether a heading says the same already, so that the caption is for screen readers only.
    #[prop(optional)]
    quiet_caption: bool,
    /// Less space in the rows.
    #[prop(optional)]
    dense: bool,
    /// `thead` and `tbody`.
    children: Children,
) -> impl IntoView {
    let names = id.clone();
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-labelledby=names>
            <table class="table" class:table-dense=dense>
                <caption id=id class:visually-hidden=quiet_caption>{caption}</caption>
                {children()}
            </table>
        </div>
    }
}
