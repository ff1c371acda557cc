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
        queries::{self, Challenge, MOST_ANSWERED},
    },
    ctx::Key,
};

use super::parts::{about, answers, day, question, status, words};
use crate::{
    t,
    web::{
        AppError, Cx, PageResult,
        forms::{self, Errors, Fields, FormState, RadioCards, Textarea, see_other},
        render, safety,
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
    show(&cx, StatusCode::OK, note, &Asked::default()).await
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
    if safety::asks_first(&cx, "challenge_answer", &fields, &[&command.words]).await? {
        let errors = Errors::default().within(form.clone());
        let asked = Asked {
            state: FormState { fields, errors },
            first: Some(form),
        };
        return show(&cx, StatusCode::UNPROCESSABLE_ENTITY, None, &asked).await;
    }
    match cx.state.store.write(&cx.ctx(fields.key()), command).await {
        Ok(()) => Ok(see_other("/content/challenges?sent=true")),
        Err(Error::Invalid(invalid)) => {
            let errors = Errors::of(&cx, &invalid).within(form);
            let asked = Asked::of(FormState { fields, errors });
            show(&cx, StatusCode::UNPROCESSABLE_ENTITY, None, &asked).await
        }
        // Somebody was faster: their answer is shown, and what was typed is still there.
        Err(Error::Conflict(CHANGED)) => {
            let errors = Errors::one("", t!(lang, challenges.changed)).within(form);
            let asked = Asked::of(FormState { fields, errors });
            show(&cx, StatusCode::CONFLICT, None, &asked).await
        }
        Err(error) => Err(error.into()),
    }
}

/// The forms as they came back.
#[derive(Default)]
struct Asked {
    state: FormState,
    /// The form in which the way to drug safety is shown first.
    first: Option<String>,
}

impl Asked {
    const fn of(state: FormState) -> Self {
        Self { state, first: None }
    }

    fn asks_first(&self, form: &str) -> bool {
        self.first.as_deref() == Some(form)
    }

    /// Whether it is this form that came back.
    fn is_of(&self, form: &str) -> bool {
        self.asks_first(form) || self.state.errors.is_of(form)
    }
}

async fn show(cx: &Cx, code: StatusCode, note: Option<String>, asked: &Asked) -> PageResult {
    let lang = cx.language;
    let all = queries::to_answer(&cx.state.store, &cx.ctx(Key::random())).await?;
    let answer: Response = render::render(cx, code, t!(lang, challenges.desk_title), || {
        let (open, done): (Vec<_>, Vec<_>) = all
            .iter()
            .partition(|one| one.status() == ChallengeStatus::Open);
        let none = open.is_empty();
        let open = open.into_iter().map(|one| item(cx, one, asked));
        let open = open.collect_view();
        view! {
            <article class="prose">
                <h1>{t!(lang, challenges.desk_title)}</h1>
                <p class="lead">{t!(lang, challenges.desk_lead)}</p>
                {note.map(|note| view! { <p class="notice" role="status">{note}</p> })}
                {forms::summary(cx, &asked.state)}
                <section class="stack" aria-labelledby="open">
                    <h2 id="open">{t!(lang, challenges.desk_open)}</h2>
                    {if none {
                        view! { <p>{t!(lang, challenges.desk_none)}</p> }.into_any()
                    } else {
                        view! { <ul class="challenge-list">{open}</ul> }.into_any()
                    }}
                </section>
                {answered(cx, &done, asked)}
            </article>
        }
    });
    Ok(answer)
}

/// What has its answer; it can have another.
fn answered(cx: &Cx, done: &[&Challenge], asked: &Asked) -> Option<impl IntoView + use<>> {
    if done.is_empty() {
        return None;
    }
    // The newest answer first.
    let items = done.iter().rev().map(|one| item(cx, one, asked));
    let items = items.collect_view();
    Some(view! {
        <section class="stack" aria-labelledby="answered">
            <h2 id="answered">{t!(cx.language, challenges.desk_done)}</h2>
            <p class="muted">{t!(cx.language, challenges.desk_newest, count = MOST_ANSWERED)}</p>
            <ul class="challenge-list">{items}</ul>
        </section>
    })
}

fn item(cx: &Cx, one: &Challenge, asked: &Asked) -> impl IntoView + use<> {
    let lang = cx.language;
    let date = day(cx, one.made_at);
    let statistics = cx.may(Action::StatisticsView).then(|| {
        let href = format!("/content/statistics/{}", one.course);
        view! { <p><a href=href>{t!(lang, challenges.statistics)}</a></p> }
    });
    let form = form(cx, one, asked);
    let form = if one.answers.is_empty() {
        form.into_any()
    } else {
        let open = asked.is_of(&one.id.to_string());
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

fn form(cx: &Cx, one: &Challenge, asked: &Asked) -> impl IntoView + use<> {
    let lang = cx.language;
    let (id, state) = (one.id.to_string(), &asked.state);
    let came_back = asked.is_of(&id);
    let safety = came_back.then(|| safety::part(cx, asked.asks_first(&id), state));
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
            {safety}
            {forms::hidden_key()}
            {forms::hidden("challenge", id)}
            {forms::hidden("seen", one.answers.len().to_string())}
            {words.view(state)}
            {status.view(state)}
            <p class="actions"><button class="button" type="submit">{t!(lang, challenges.answer_send)}</button></p>
        </form>
    }
}
