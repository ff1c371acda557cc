//! `/content/challenges`: what learners say is wrong with questions, for those who write and publish the course: the words, and
//! never who.

use axum::{extract::Query, response::Response};
use domain::{ids::ChallengeId, policy::Action};
use http::StatusCode;
use leptos::prelude::*;
use serde::Deserialize;
use services::{
    Error,
    assessment::challenges::{
        AnswerChallenge, CHANGED, ChallengeStatus,
        queries::{self, Challenge},
    },
    ctx::Key,
};

use super::parts::{about, answers, day, question, status, words};
use crate::{
    t,
    web::{
        AppError, Cx, PageResult,
        forms::{self, Errors, Fields, FormState, RadioCards, Textarea, see_other},
        render,
    },
};

/// What was just done, to say so once.
#[derive(Debug, Default, Deserialize)]
pub struct Done {
    #[serde(default)]
    sent: bool,
}

/// The page.
pub async fn desk(cx: Cx, Query(done): Query<Done>) -> PageResult {
    let note = done.sent.then(|| t!(cx.language, challenges.desk_sent));
    show(&cx, StatusCode::OK, note, FormState::default()).await
}

/// Sends an answer.
pub async fn answer(cx: Cx, fields: Fields) -> PageResult {
    let lang = cx.language;
    let challenge: ChallengeId = fields
        .get("challenge")
        .parse()
        .map_err(|_| AppError::NotFound)?;
    let seen = fields.get("seen").parse();
    let command = AnswerChallenge {
        challenge,
        seen: seen.map_err(|_| AppError::BadRequest)?,
        status: ChallengeStatus::given(fields.get("status")),
        words: fields.get("words").to_owned(),
    };
    let form = challenge.to_string();
    match cx.state.store.write(&cx.ctx(fields.key()), command).await {
        Ok(()) => Ok(see_other("/content/challenges?sent=true")),
        Err(Error::Invalid(invalid)) => {
            let errors = Errors::of(&cx, &invalid).within(form);
            let state = FormState { fields, errors };
            show(&cx, StatusCode::UNPROCESSABLE_ENTITY, None, state).await
        }
        // Somebody was faster: their answer is shown, and what was typed is still there.
        Err(Error::Conflict(CHANGED)) => {
            let errors = Errors::one("", t!(lang, challenges.changed)).within(form);
            let state = FormState { fields, errors };
            show(&cx, StatusCode::CONFLICT, None, state).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn show(cx: &Cx, code: StatusCode, note: Option<String>, state: FormState) -> PageResult {
    let lang = cx.language;
    let all = queries::to_answer(&cx.state.store, &cx.ctx(Key::random())).await?;
    let answer: Response = render::render(cx, code, t!(lang, challenges.desk_title), || {
        let (open, done): (Vec<_>, Vec<_>) = all
            .iter()
            .partition(|one| one.status() == ChallengeStatus::Open);
        let none = open.is_empty();
        let open = open.into_iter().map(|one| item(cx, one, &state));
        let open = open.collect_view();
        view! {
            <article class="prose">
                <h1>{t!(lang, challenges.desk_title)}</h1>
                <p class="lead">{t!(lang, challenges.desk_lead)}</p>
                {note.map(|note| view! { <p class="notice" role="status">{note}</p> })}
                {forms::summary(cx, &state)}
                <section class="stack" aria-labelledby="open">
                    <h2 id="open">{t!(lang, challenges.desk_open)}</h2>
                    {if none {
                        view! { <p>{t!(lang, challenges.desk_none)}</p> }.into_any()
                    } else {
                        view! { <ul class="challenge-list">{open}</ul> }.into_any()
                    }}
                </section>
                {answered(cx, &done, &state)}
            </article>
        }
    });
    Ok(answer)
}

/// What has its answer; it can have another.
fn answered(cx: &Cx, done: &[&Challenge], state: &FormState) -> Option<impl IntoView + use<>> {
    if done.is_empty() {
        return None;
    }
    // The newest answer first.
    let items = done.iter().rev().map(|one| item(cx, one, state));
    let items = items.collect_view();
    Some(view! {
        <section class="stack" aria-labelledby="answered">
            <h2 id="answered">{t!(cx.language, challenges.desk_done)}</h2>
            <ul class="challenge-list">{items}</ul>
        </section>
    })
}

fn item(cx: &Cx, one: &Challenge, state: &FormState) -> impl IntoView + use<> {
    let lang = cx.language;
    let date = day(cx, one.made_at);
    let statistics = cx.may(Action::StatisticsView).then(|| {
        let href = format!("/content/statistics/{}", one.course);
        view! { <p><a href=href>{t!(lang, challenges.statistics)}</a></p> }
    });
    let form = form(cx, one, state);
    let form = if one.answers.is_empty() {
        form.into_any()
    } else {
        let open = state.errors.is_of(&one.id.to_string());
        view! { <details open=open><summary>{t!(lang, challenges.again)}</summary>{form}</details> }
            .into_any()
    };
    view! {
        <li>
            <h3>{about(one)}</h3>
            {question(lang, one)}
            {statistics}
            <div class="challenge">
                <p class="challenge-head">
                    <strong>{t!(lang, challenges.their_words)}</strong> " " {status(lang, one.status())}
                </p>
                {words(lang, one.words.as_deref())}
                <p class="muted">{t!(lang, challenges.on, date = date)}</p>
                {answers(cx, &one.answers)}
            </div>
            {form}
        </li>
    }
}

fn form(cx: &Cx, one: &Challenge, state: &FormState) -> impl IntoView + use<> {
    let lang = cx.language;
    let id = one.id.to_string();
    let words = Textarea::new("words", t!(lang, challenges.answer_words))
        .hint(t!(lang, challenges.answer_hint))
        .rows(4)
        .within(id.clone());
    let status = RadioCards::new("status", t!(lang, challenges.choose_status))
        .option(
            ChallengeStatus::Answered.code(),
            t!(lang, challenges.choose_answered),
            Some(t!(lang, challenges.choose_answered_hint)),
        )
        .option(
            ChallengeStatus::Mended.code(),
            t!(lang, challenges.choose_mended),
            Some(t!(lang, challenges.choose_mended_hint)),
        )
        .within(id.clone());
    view! {
        <form method="post" action="/content/challenges" class="stack" novalidate>
            {forms::hidden_key()}
            {forms::hidden("challenge", id)}
            {forms::hidden("seen", one.answers.len().to_string())}
            {words.view(state)}
            {status.view(state)}
            <p class="actions"><button class="button" type="submit">{t!(lang, challenges.answer_send)}</button></p>
        </form>
    }
}
