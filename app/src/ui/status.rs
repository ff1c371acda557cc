//! State: always a word and a shape, never colour alone.

use leptos::prelude::*;

use super::{Glyph, Icon};

/// What a state means for the reader.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Nothing in particular.
    #[default]
    Plain,
    /// Done, valid, ready.
    Ready,
    /// To look at before long.
    Soon,
    /// Overdue or harmful.
    Harm,
    /// To know.
    Info,
}

impl Tone {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Plain, Self::Ready, Self::Soon, Self::Harm, Self::Info];

    /// The class that colours it.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Plain => "tone-plain",
            Self::Ready => "tone-ready",
            Self::Soon => "tone-soon",
            Self::Harm => "tone-harm",
            Self::Info => "tone-info",
        }
    }

    /// The shape that goes with it.
    pub const fn glyph(self) -> Glyph {
        match self {
            Self::Plain => Glyph::CircleDashed,
            Self::Ready => Glyph::CircleCheck,
            Self::Soon => Glyph::TriangleAlert,
            Self::Harm => Glyph::CircleAlert,
            Self::Info => Glyph::Info,
        }
    }
}

/// A state as a word with its shape before it.
#[component]
pub fn StatusWord(
    /// The word.
    #[prop(into)]
    word: String,
    /// What it means.
    #[prop(optional)]
    tone: Tone,
    /// Another shape than the tone's.
    #[prop(optional, into)]
    glyph: Option<Glyph>,
) -> impl IntoView {
    view! {
        <span class=format!("status {}", tone.class())>
            <Icon glyph=glyph.unwrap_or(tone.glyph())/>
            <span>{word}</span>
        </span>
    }
}

/// A short label on something: a language, a practice, a count.
#[component]
pub fn Badge(
    /// The label.
    #[prop(into)]
    text: String,
    /// What it means.
    #[prop(optional)]
    tone: Tone,
) -> impl IntoView {
    view! { <span class=format!("badge {}", tone.class())>{text}</span> }
}
