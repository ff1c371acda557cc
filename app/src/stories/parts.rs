//! Pieces that several pages of stories share.

use domain::{
    ids::StoryId,
    language::Language,
    stories::{Decision, StoryStatus},
};
use leptos::prelude::*;
use services::{
    content::render::{HeadingLevel, untrusted_below},
    stories::{
        Typed,
        queries::{DecisionView, StoryView},
    },
};

use super::{cover::cover, practice_name, signing_name, status_name};
use crate::{
    format, t,
    web::{Cx, zone::local},
};

/// The three parts of a story.
pub struct Words<'a> {
    /// What was done.
    pub done: &'a str,
    /// For whom.
    pub audience: &'a str,
    /// What came of it.
    pub outcome: &'a str,
}

impl<'a> Words<'a> {
    /// Of what stands in a form.
    pub fn typed(typed: &'a Typed) -> Self {
        Self {
            done: &typed.done,
            audience: &typed.audience,
            outcome: &typed.outcome,
        }
    }

    /// Of a version; nothing once it is erased.
    pub fn of(story: &'a StoryView) -> Self {
        let text = story.text.as_ref();
        Self {
            done: text.map_or("", |t| &t.done),
            audience: text.map_or("", |t| &t.audience),
            outcome: text.map_or("", |t| &t.outcome),
        }
    }

    /// The parts under their headings of this level, sanitised; what the author wrote as headings lies one below.
    pub fn view(&self, language: Language, level: HeadingLevel) -> impl IntoView + use<> {
        let below = below(level);
        [
            (t!(language, stories.part.audience), self.audience),
            (t!(language, stories.part.done), self.done),
            (t!(language, stories.part.outcome), self.outcome),
        ]
        .into_iter()
        .filter(|(_, text)| !text.trim().is_empty())
        .map(|(title, text)| {
            let html = untrusted_below(text, language, below);
            view! {
                {heading(level, "part-title", None, title)}
                <div class="prose" inner_html=html></div>
            }
        })
        .collect_view()
    }
}

/// One level down.
pub fn below(level: HeadingLevel) -> HeadingLevel {
    HeadingLevel::try_from(level as usize + 1).unwrap_or(HeadingLevel::H6)
}

/// A heading of a level that is known only now.
pub fn heading(
    level: HeadingLevel,
    class: &'static str,
    lang: Option<Language>,
    content: impl IntoView + 'static,
) -> AnyView {
    let lang = lang.map(Language::code);
    match level {
        HeadingLevel::H1 => view! { <h1 class=class lang=lang>{content}</h1> }.into_any(),
        HeadingLevel::H2 => view! { <h2 class=class lang=lang>{content}</h2> }.into_any(),
        HeadingLevel::H3 => view! { <h3 class=class lang=lang>{content}</h3> }.into_any(),
        HeadingLevel::H4 => view! { <h4 class=class lang=lang>{content}</h4> }.into_any(),
        HeadingLevel::H5 => view! { <h5 class=class lang=lang>{content}</h5> }.into_any(),
        HeadingLevel::H6 => view! { <h6 class=class lang=lang>{content}</h6> }.into_any(),
    }
}

/// A date as the reader writes it, in their zone.
pub fn date(cx: &Cx, at: time::OffsetDateTime) -> String {
    format::date(cx.language, local(cx, at).date())
}

/// "12 readers · used by 3".
pub fn counts(lang: Language, story: &StoryView) -> String {
    let readers = t!(lang, stories.readers, count = story.readers);
    let uses = t!(lang, stories.uses, count = story.uses);
    format!("{readers} · {uses}")
}

/// "Signed off by 이수연 (허가) on 23 Nov".
pub fn decided(cx: &Cx, said: &DecisionView) -> String {
    let lang = cx.language;
    let department = signing_name(lang, said.word.department, said.unit.as_deref());
    let reviewer = format!("{} ({department})", said.reviewer);
    let date = date(cx, said.at);
    match said.word.decision {
        Decision::Approved => t!(lang, stories.signed_by, reviewer = reviewer, date = date),
        Decision::SentBack => t!(lang, stories.sent_back_by, reviewer = reviewer, date = date),
    }
}

/// What departments said, with their notes: for who writes, reviews and publishes.
pub fn decisions(cx: &Cx, said: &[DecisionView]) -> impl IntoView + use<> {
    let items = said
        .iter()
        .map(|said| {
            let note = said.note.clone();
            view! {
                <li>
                    <p>{decided(cx, said)}</p>
                    {note.map(|note| view! { <blockquote class="pre-wrap">{note}</blockquote> })}
                </li>
            }
        })
        .collect_view();
    view! { <ul class="story-decisions">{items}</ul> }
}

/// Published stories as cards.
pub fn cards(cx: &Cx, stories: &[StoryView], level: HeadingLevel) -> impl IntoView + use<> {
    let cards = stories
        .iter()
        .map(|story| card(cx, story, level))
        .collect_view();
    view! { <ul class="story-cards">{cards}</ul> }
}

fn card(cx: &Cx, story: &StoryView, level: HeadingLevel) -> impl IntoView + use<> {
    let lang = cx.language;
    let link = view! { <a href=format!("/stories/{}", story.id)>{story.title().to_owned()}</a> };
    let when = story.changed_at.map(|at| date(cx, at)).unwrap_or_default();
    view! {
        <li class="story-card">
            {cover(story.id, story.practice)}
            <div class="story-card-text">
                <p class="eyebrow">{practice_name(lang, story.practice)}</p>
                {heading(level, "story-card-title", Some(story.language), link)}
                <p class="muted">{story.author.clone()} " · " {when}</p>
                <p class="muted">{counts(lang, story)}</p>
            </div>
        </li>
    }
}

/// Where a story stands, as a word in a frame.
pub fn status(lang: Language, status: StoryStatus) -> impl IntoView {
    view! {
        <span class=format!("story-status story-status-{}", status.code())>
            {status_name(lang, status)}
        </span>
    }
}

/// A field of several lines with what was typed and its message.
pub struct Area {
    /// Its name in the form.
    pub name: &'static str,
    /// Which of several forms on the page it belongs to; empty when there is one.
    pub form: String,
    /// What stands above it.
    pub label: String,
    /// A sentence below the label.
    pub hint: String,
    /// How many lines are seen.
    pub rows: u32,
    /// Whether it must be filled.
    pub required: bool,
}

impl Area {
    /// A field of a page's one form.
    pub fn new(name: &'static str, label: String, hint: String) -> Self {
        Self {
            name,
            form: String::new(),
            label,
            hint,
            rows: 7,
            required: true,
        }
    }

    /// With this many lines seen.
    pub fn rows(mut self, rows: u32) -> Self {
        self.rows = rows;
        self
    }

    /// The field; `value` is what was typed, `error` what is wrong with it.
    pub fn view(self, value: &str, error: Option<String>) -> impl IntoView + use<> {
        let Self {
            name,
            form,
            label,
            hint,
            rows,
            required,
        } = self;
        let id = if form.is_empty() {
            name.to_owned()
        } else {
            format!("{form}-{name}")
        };
        let invalid = error.is_some();
        let described = if invalid {
            format!("hint-{id} error-{id}")
        } else {
            format!("hint-{id}")
        };
        // HTML drops a line break right after the tag: the first one must not be the writer's.
        let value = format!("\n{value}");
        view! {
            <div class="field" class:field-invalid=invalid>
                <label for=format!("field-{id}")>{label}</label>
                <p class="hint" id=format!("hint-{id}")>{hint}</p>
                {error.map(|error| view! { <p class="field-error" id=format!("error-{id}")>{error}</p> })}
                <textarea
                    id=format!("field-{id}")
                    name=name
                    rows=rows
                    required=required
                    aria-invalid=invalid.then_some("true")
                    aria-describedby=described
                >
                    {value}
                </textarea>
            </div>
        }
    }
}

/// The address of a story's page of this kind, `""` for the one readers see.
pub fn address(id: StoryId, rest: &str) -> String {
    format!("/stories/{id}{rest}")
}
