//! What a version says differently from the last one that somebody decided on, part by part and word by word.

use domain::compare::{Piece, words};
use leptos::prelude::*;
use services::stories::queries::{Before, Review, StoryView};

use crate::{
    stories::{parts::decisions, practice_name},
    t,
    ui::{DifferenceText, DifferenceWords},
    web::Cx,
};

/// The changes, open; nothing for a first version.
pub fn view(cx: &Cx, review: &Review) -> Option<impl IntoView + use<>> {
    let lang = cx.language;
    let before = review.before.as_ref()?;
    let parts = parts(cx, before, &review.story);
    let none = parts.is_empty();
    let text = DifferenceText {
        gone: t!(lang, stories.review.gone),
        new: t!(lang, stories.review.new),
    };
    let language = review.story.language.code();
    let parts = parts
        .into_iter()
        .map(|(name, words)| {
            view! {
                <h4>{name}</h4>
                <DifferenceWords words=words text=text.clone() lang=language/>
            }
        })
        .collect_view();
    Some(view! {
        <div class="story-changes">
            <h3>{t!(lang, stories.review.changes, number = before.number)}</h3>
            {decisions(cx, &before.decisions)}
            {parts}
            {none.then(|| view! { <p>{t!(lang, stories.review.changes_none, number = before.number)}</p> })}
        </div>
    })
}

/// The parts that differ, each with its name.
fn parts(cx: &Cx, before: &Before, story: &StoryView) -> Vec<(String, Vec<Piece>)> {
    let lang = cx.language;
    let Some(now) = &story.text else {
        return Vec::new();
    };
    let practices = (
        practice_name(lang, before.practice),
        practice_name(lang, story.practice),
    );
    let old = &before.text;
    [
        (t!(lang, stories.form.title), &old.title, &now.title),
        (t!(lang, stories.form.practice), &practices.0, &practices.1),
        (
            t!(lang, stories.part.audience),
            &old.audience,
            &now.audience,
        ),
        (t!(lang, stories.part.done), &old.done, &now.done),
        (t!(lang, stories.part.outcome), &old.outcome, &now.outcome),
    ]
    .into_iter()
    .filter(|(_, old, new)| old != new)
    .map(|(name, old, new)| (name, words(old, new)))
    .collect()
}
