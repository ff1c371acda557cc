//! A question before something that cannot be taken back.

use leptos::prelude::*;

use super::ButtonKind;

/// A button that opens a panel over the page: the browser's own popover, so that it needs no script, closes with Escape
/// and gives the focus back. Where a browser has none, the panel simply stands below its button.
#[component]
pub fn Dialog(
    /// Names the panel; once on a page.
    #[prop(into)]
    id: String,
    /// What opens it.
    #[prop(into)]
    open: String,
    /// How much that button stands out.
    #[prop(default = ButtonKind::Secondary)]
    kind: ButtonKind,
    /// What the panel asks.
    #[prop(into)]
    title: String,
    /// `Close`.
    #[prop(into)]
    close: String,
    /// The sentences and the form.
    children: Children,
) -> impl IntoView {
    let heading = format!("{id}-title");
    let (opens, closes, named) = (id.clone(), id.clone(), heading.clone());
    view! {
        <button class=kind.class() type="button" popovertarget=opens>{open}</button>
        <div class="dialog" id=id popover="auto" role="dialog" aria-labelledby=named>
            <h2 id=heading>{title}</h2>
            {children()}
            <button class="button-quiet" type="button" popovertarget=closes popovertargetaction="hide">{close}</button>
        </div>
    }
}
