//! Buttons: verbs. One primary a page.

use leptos::prelude::*;

use super::{Glyph, Icon};

/// How much a button stands out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The one thing to do here.
    #[default]
    Primary,
    /// Something else that can be done.
    Secondary,
    /// On the side.
    Quiet,
    /// What cannot be taken back.
    Danger,
}

impl ButtonKind {
    /// The class that draws it.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Primary => "button",
            Self::Secondary => "button-secondary",
            Self::Quiet => "button-quiet",
            Self::Danger => "button-danger",
        }
    }
}

/// Sends its form. With a name and a value it says which of several buttons was pressed.
#[component]
pub fn Button(
    /// The verb on it.
    #[prop(into)]
    label: String,
    /// How much it stands out.
    #[prop(optional)]
    kind: ButtonKind,
    /// Before the verb.
    #[prop(optional, into)]
    glyph: Option<Glyph>,
    /// The field it adds to the form.
    #[prop(optional, into)]
    name: Option<String>,
    /// The value of that field.
    #[prop(optional, into)]
    value: Option<String>,
    /// Cannot be pressed for now; a sentence beside it has to say why.
    #[prop(optional)]
    disabled: bool,
) -> impl IntoView {
    view! {
        <button class=kind.class() type="submit" name=name value=value disabled=disabled>
            {glyph.map(|glyph| view! { <Icon glyph=glyph/> })}
            <span>{label}</span>
        </button>
    }
}

/// Goes to another page, and looks like a button because it is the thing to do.
#[component]
pub fn ButtonLink(
    /// Where to.
    #[prop(into)]
    href: String,
    /// The verb on it.
    #[prop(into)]
    label: String,
    /// How much it stands out.
    #[prop(optional)]
    kind: ButtonKind,
    /// Before the verb.
    #[prop(optional, into)]
    glyph: Option<Glyph>,
) -> impl IntoView {
    view! {
        <a class=kind.class() href=href>
            {glyph.map(|glyph| view! { <Icon glyph=glyph/> })}
            <span>{label}</span>
        </a>
    }
}
