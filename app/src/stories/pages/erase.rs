//! `/stories/{id}/erase`: the words of a withdrawn story go, at its author's request. It cannot be undone, so it asks
//! for the password again, a reason and a tick.

use axum::{extract::Path, response::Response};
use domain::ids::StoryId;
use http::StatusCode;
use leptos::prelude::*;
use services::{
    Error,
    ctx::Key,
    stories::{
        EraseStory, NOT_WITHDRAWN,
        queries::{self, StoryView},
    },
};

use super::{desk::title, parse};
use crate::{
    stories::parts::address,
    t,
    web::{
        Cx, PageResult, confirm,
        forms::{self, Checkbox, Errors, Fields, FormState, Input, see_other},
        render,
    },
};

/// The form.
pub async fn page(cx: Cx, Path(id): Path<String>) -> PageResult {
    let id = parse(&id)?;
    if let Some(confirm) = confirm::needed(&cx, &address(id, "/erase")) {
        return Ok(confirm);
    }
    show(&cx, id, StatusCode::OK, FormState::default()).await
}

/// Erases the words.
pub async fn erase(cx: Cx, Path(id): Path<String>, fields: Fields) -> PageResult {
    let lang = cx.language;
    let story = parse(&id)?;
    if let Some(confirm) = confirm::needed(&cx, &address(story, "/erase")) {
        return Ok(confirm);
    }
    let mut errors = Errors::default();
    if fields.filled("asked").is_none() {
        errors.push("asked", t!(lang, stories.erase.asked_needed));
    }
    if fields.filled("reason").is_none() {
        errors.push("reason", t!(lang, errors.field.required));
    }
    let reason = fields.get("reason").to_owned();
    let command = EraseStory { story, reason };
    let ctx = cx.ctx(fields.key());
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    if !errors.is_empty() {
        return show(&cx, story, status, FormState { fields, errors }).await;
    }
    match cx.state.store.write(&ctx, command).await {
        Ok(()) => Ok(see_other("/stories/desk?done=erased")),
        Err(Error::Invalid(invalid)) => {
            let errors = Errors::of(&cx, &invalid);
            show(&cx, story, status, FormState { fields, errors }).await
        }
        Err(Error::Conflict(NOT_WITHDRAWN)) => {
            Ok(changed(&cx, t!(lang, stories.erase.not_withdrawn)))
        }
        Err(error) => Err(error.into()),
    }
}

async fn show(cx: &Cx, id: StoryId, status: StatusCode, state: FormState) -> PageResult {
    let story = queries::erasable(&cx.state.store, &cx.ctx(Key::random()), id).await?;
    Ok(form(cx, status, &story, &state))
}

fn form(cx: &Cx, status: StatusCode, story: &StoryView, state: &FormState) -> Response {
    let lang = cx.language;
    let heading = t!(lang, stories.erase.another_title);
    render::render(cx, status, heading.clone(), || {
        let title = title(lang, story);
        view! {
            <section class="narrow stack">
                <h1>{heading}</h1>
                <p class="lead">{t!(lang, stories.erase.another_lead, title = title)}</p>
                <p class="muted">{story.author.clone()}</p>
                <form method="post" action=address(story.id, "/erase") class="stack" novalidate>
                    {forms::summary(cx, state)}
                    {forms::hidden_key()}
                    {Input::text("reason", t!(lang, stories.erase.reason)).hint(t!(lang, stories.erase.reason_hint)).view(state)}
                    {Checkbox::new("asked", t!(lang, stories.erase.asked)).view(state)}
                    <p class="actions">
                        <button class="button-danger" type="submit">{t!(lang, stories.erase.button)}</button>
                        <a href="/stories/desk">{t!(lang, common.cancel)}</a>
                    </p>
                </form>
            </section>
        }
    })
}

fn changed(cx: &Cx, message: String) -> Response {
    let lang = cx.language;
    let heading = t!(lang, stories.erase.another_title);
    render::render(cx, StatusCode::CONFLICT, heading.clone(), || {
        view! {
            <section class="narrow stack">
                <h1>{heading}</h1>
                <p class="lead">{message}</p>
                <p><a href="/stories/desk">{t!(lang, stories.desk.title)}</a></p>
            </section>
        }
    })
}
