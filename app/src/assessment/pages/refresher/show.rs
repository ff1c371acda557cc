//! `/refresher/{id}`: the question that comes next, and what came of the answer before.

use std::collections::BTreeSet;

use axum::extract::{Path, Query};
use domain::{assessment::Certainty, ids::RefresherId};
use http::StatusCode;
use leptos::prelude::*;
use serde::Deserialize;
use services::{
    Error,
    assessment::refresher::{
        AnswerRefresher, RefresherAnswered,
        queries::{self, Done, Now},
    },
    ctx::Key,
};

use super::question;
use crate::{
    assessment::pages::attempt::picks,
    format, t,
    web::{
        AppError, Cx, PageResult,
        forms::{Errors, Fields, FormState, see_other},
        render,
    },
};

/// Which answer's feedback is wanted, and whether another window was ahead of what was just sent.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    answered: Option<i32>,
    #[serde(default)]
    elsewhere: bool,
}

/// The page.
pub async fn page(cx: Cx, Path(id): Path<String>, Query(wanted): Query<Wanted>) -> PageResult {
    let id = parse(&id)?;
    show(&cx, id, &wanted, StatusCode::OK, FormState::default()).await
}

/// An answer.
pub async fn answer(cx: Cx, Path(id): Path<String>, fields: Fields) -> PageResult {
    let id = parse(&id)?;
    let place: i32 = fields
        .get("place")
        .parse()
        .map_err(|_| AppError::BadRequest)?;
    let chosen = fields.iter().filter(|(name, _)| *name == "choice");
    let command = AnswerRefresher {
        refresher: id,
        place,
        choices: chosen
            .map(|(_, value)| value.to_owned())
            .collect::<BTreeSet<_>>(),
        picks: picks(&fields),
        text: fields.get("text").to_owned(),
        certainty: Certainty::from_code(fields.get("certainty")),
    };
    let here = format!("/refresher/{id}");
    match cx.state.store.write(&cx.ctx(fields.key()), command).await {
        Ok(RefresherAnswered { counts: true }) => {
            Ok(see_other(&format!("{here}?answered={place}")))
        }
        Ok(RefresherAnswered { counts: false }) | Err(Error::Conflict(_)) => Ok(see_other(
            &format!("{here}?elsewhere=true&answered={place}"),
        )),
        Err(Error::Invalid(invalid)) => {
            let errors = Errors::of(&cx, &invalid);
            let state = FormState { fields, errors };
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            show(&cx, id, &Wanted::default(), status, state).await
        }
        Err(error) => Err(error.into()),
    }
}

fn parse(id: &str) -> Result<RefresherId, AppError> {
    id.parse().map_err(|_| AppError::NotFound)
}

async fn show(
    cx: &Cx,
    id: RefresherId,
    wanted: &Wanted,
    status: StatusCode,
    state: FormState,
) -> PageResult {
    let lang = cx.language;
    let now = queries::now(&cx.state.store, &cx.ctx(Key::random()), id, wanted.answered).await?;
    let title = |of: &str| format!("{of} · {}", t!(lang, refresher.title));
    let elsewhere = wanted.elsewhere;
    // Neither the answer nor another one counts: its quiz is being tried.
    let not_kept = elsewhere && wanted.answered.is_some();
    Ok(match now {
        Now::Question(head, asked) => {
            let title = title(&asked.title);
            render::render_with_islands(cx, status, title, || {
                question::view(cx, &head, asked, not_kept, &state)
            })
        }
        Now::Feedback(head, feedback) => render::render(cx, status, title(&feedback.title), || {
            question::feedback(lang, &head, feedback, elsewhere)
        }),
        Now::Done(done) => render::render(cx, status, t!(lang, refresher.title), || {
            done_view(cx, done, not_kept)
        }),
    })
}

fn done_view(cx: &Cx, done: Done, not_kept: bool) -> impl IntoView + use<> {
    let lang = cx.language;
    let (answered, right) = (done.answered, done.right);
    let line = t!(
        lang,
        refresher.done_line,
        answered = answered,
        right = right
    );
    let next = done.next.map(|day| {
        view! { <p>{t!(lang, refresher.next_day, date = format::date(lang, day))}</p> }
    });
    view! {
        <article class="prose">
            <h1>{t!(lang, refresher.done)}</h1>
            {question::not_kept(lang, not_kept)}
            <p class="lead">{line}</p>
            <p>{t!(lang, refresher.done_lead)}</p>
            {next}
            <p class="muted">{t!(lang, refresher.free)}</p>
            <p class="actions"><a class="button" href="/">{t!(lang, refresher.home)}</a></p>
        </article>
    }
}
