//! `/attempts/{id}/challenge/{item}`: saying what is wrong with a question, once it has its answer.

use axum::extract::{Path, Query};
use domain::ids::AttemptId;
use http::StatusCode;
use leptos::prelude::*;
use serde::Deserialize;
use services::{
    Error,
    assessment::challenges::{
        ChallengeItem, Challenged,
        queries::{self, Challengeable},
    },
    ctx::Key,
};

use super::parts::said_view;
use crate::{
    assessment::pages::{attempt::parse, other_language},
    t,
    web::{
        Cx, PageResult,
        forms::{self, Errors, Fields, FormState, Textarea, encode, see_other},
        render, safety,
    },
};

/// What was just done, to say so once.
#[derive(Debug, Default, Deserialize)]
pub struct Done {
    #[serde(default)]
    sent: bool,
    #[serde(default)]
    elsewhere: bool,
    /// Whether the way to drug safety is shown first.
    #[serde(skip)]
    asks_first: bool,
}

/// The page: the form, or what was said and answered.
pub async fn page(
    cx: Cx,
    Path((id, item)): Path<(String, String)>,
    Query(done): Query<Done>,
) -> PageResult {
    let id = parse(&id)?;
    show(&cx, id, &item, &done, StatusCode::OK, FormState::default()).await
}

/// Sends what was typed.
pub async fn send(cx: Cx, Path((id, item)): Path<(String, String)>, fields: Fields) -> PageResult {
    let attempt = parse(&id)?;
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    if safety::asks_first(&cx, "challenge", &fields, &[fields.get("words")]).await? {
        let done = Done {
            asks_first: true,
            ..Done::default()
        };
        let errors = Errors::default();
        let state = FormState { fields, errors };
        return show(&cx, attempt, &item, &done, status, state).await;
    }
    let command = ChallengeItem {
        attempt,
        item: item.clone(),
        words: fields.get("words").to_owned(),
    };
    let here = address(attempt, &item);
    match cx.state.store.write(&cx.ctx(fields.key()), command).await {
        Ok(Challenged { counts: true, .. }) => Ok(see_other(&format!("{here}?sent=true"))),
        Ok(Challenged { counts: false, .. }) => Ok(see_other(&format!("{here}?elsewhere=true"))),
        Err(Error::Invalid(invalid)) => {
            let errors = Errors::of(&cx, &invalid);
            let state = FormState { fields, errors };
            show(&cx, attempt, &item, &Done::default(), status, state).await
        }
        Err(error) => Err(error.into()),
    }
}

fn address(attempt: AttemptId, item: &str) -> String {
    format!("/attempts/{attempt}/challenge/{}", encode(item))
}

async fn show(
    cx: &Cx,
    id: AttemptId,
    item: &str,
    done: &Done,
    status: StatusCode,
    state: FormState,
) -> PageResult {
    let lang = cx.language;
    let ctx = cx.ctx(Key::random());
    let found = queries::challengeable(&cx.state.store, &ctx, id, item).await?;
    let note = match done {
        Done { sent: true, .. } => Some(t!(lang, challenges.sent)),
        Done {
            elsewhere: true, ..
        } => Some(t!(lang, challenges.elsewhere)),
        _ => None,
    };
    let title = t!(lang, challenges.title);
    let back = format!("/attempts/{id}?answered={}", encode(item));
    let action = address(id, item);
    Ok(render::render(cx, status, title.clone(), || {
        let body = match &found.said {
            Some(said) => said_view(cx, said).into_any(),
            None => form(cx, action, done.asks_first, &state).into_any(),
        };
        view! {
            <article class="prose">
                <p class="crumb"><a href=back>{t!(lang, challenges.back)}</a></p>
                <h1>{title}</h1>
                {note.map(|note| view! { <p class="notice" role="status">{note}</p> })}
                {asked(cx, &found)}
                {body}
            </article>
        }
    }))
}

fn asked(cx: &Cx, found: &Challengeable) -> impl IntoView + use<> {
    let code = found.language.code();
    view! {
        {other_language(cx.language, found.language)}
        <h2 lang=code>{found.title.clone()}</h2>
        <div class="prompt" lang=code inner_html=found.prompt.clone()></div>
    }
}

fn form(cx: &Cx, action: String, asks_first: bool, state: &FormState) -> impl IntoView + use<> {
    let lang = cx.language;
    let words =
        Textarea::new("words", t!(lang, challenges.words)).hint(t!(lang, challenges.words_hint));
    view! {
        <p>{t!(lang, challenges.lead)}</p>
        <p class="notice">{t!(lang, challenges.who)}</p>
        <form method="post" action=action class="stack" novalidate>
            {forms::summary(cx, state)}
            {safety::part(cx, asks_first, state)}
            {forms::hidden_key()}
            {words.view(state)}
            <p class="actions"><button class="button" type="submit">{t!(lang, challenges.send)}</button></p>
        </form>
        <p class="muted">{t!(lang, challenges.counts)}</p>
    }
}
