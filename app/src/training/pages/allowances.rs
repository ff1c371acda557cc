//! What is allowed beyond the rules of an assignment: one more attempt, more time.

use axum::{extract::Path, response::Response};
use domain::{
    ids::{AssignmentId, PersonId},
    language::Language,
};
use http::StatusCode;
use leptos::prelude::*;
use services::{
    Error,
    training::{AllowAttempt, SetExtraTime, study::Owed},
};

use super::record::{parse, show};
use crate::{
    t,
    web::{
        AppError, Cx, PageResult,
        forms::{self, Errors, Fields, FormState, Input, see_other},
    },
};

/// The form of extra time, among those of the page.
const EXTRA_TIME: &str = "extra-time";

/// Allows one more attempt.
pub async fn allow_attempt(cx: Cx, Path(id): Path<String>, fields: Fields) -> PageResult {
    let person = parse(&id)?;
    let assignment: AssignmentId = fields
        .get("assignment")
        .parse()
        .map_err(|_| AppError::NotFound)?;
    let reason = fields.get("reason").to_owned();
    let command = AllowAttempt { assignment, reason };
    let done = cx.state.store.write(&cx.ctx(fields.key()), command).await;
    after(&cx, person, fields, &form_of(assignment), done.map(drop)).await
}

/// Sets somebody's extra time.
pub async fn extra_time(cx: Cx, Path(id): Path<String>, fields: Fields) -> PageResult {
    let person = parse(&id)?;
    let extra_percent = fields.get("extra_percent").to_owned();
    let command = SetExtraTime {
        person,
        extra_percent,
    };
    let done = cx.state.store.write(&cx.ctx(fields.key()), command).await;
    after(&cx, person, fields, EXTRA_TIME, done).await
}

async fn after(
    cx: &Cx,
    person: PersonId,
    fields: Fields,
    form: &str,
    done: Result<(), Error>,
) -> Result<Response, AppError> {
    match done {
        Ok(()) => Ok(see_other(&format!("/training/people/{person}"))),
        Err(Error::Invalid(invalid)) => {
            let errors = Errors::of(cx, &invalid).within(form);
            let state = FormState { fields, errors };
            show(cx, person, StatusCode::UNPROCESSABLE_ENTITY, state).await
        }
        Err(error) => Err(error.into()),
    }
}

fn form_of(assignment: AssignmentId) -> String {
    format!("allow-{assignment}")
}

/// The form that allows one more attempt, where attempts are counted.
pub(super) fn allow_form(
    lang: Language,
    person: PersonId,
    owed: &Owed,
    state: &FormState,
) -> Option<impl IntoView + use<>> {
    owed.limits.attempts?;
    let id = owed.id.to_string();
    let form = form_of(owed.id);
    let open = state.errors.is_of(&form);
    Some(view! {
        <details open=open>
            <summary>{t!(lang, training.allow_attempt)}</summary>
            <form method="post" action=format!("/training/people/{person}/attempts") class="stack narrow" novalidate>
                <p class="muted">{t!(lang, training.allow_attempt_lead)}</p>
                {forms::hidden_key()}
                {forms::hidden("assignment", id)}
                {Input::text("reason", t!(lang, training.allow_attempt_reason)).within(form).view(state)}
                <button class="button-secondary" type="submit">{t!(lang, training.allow_attempt)}</button>
            </form>
        </details>
    })
}

/// Somebody's extra time: a form for who may set it, a sentence for themselves.
pub(super) fn extra_time_section(
    lang: Language,
    person: PersonId,
    percent: u32,
    mine: bool,
    state: &FormState,
) -> Option<impl IntoView + use<>> {
    if mine {
        let words = t!(lang, training.extra_time_own, percent = percent);
        return (percent > 0).then(|| view! { <p class="notice">{words}</p> }.into_any());
    }
    let failed = state.errors.is_of(EXTRA_TIME);
    let given;
    let state = if failed {
        state
    } else {
        given = FormState {
            fields: Fields::of([("extra_percent", percent.to_string())]),
            errors: Errors::default().within(EXTRA_TIME),
        };
        &given
    };
    let input = Input::text("extra_percent", t!(lang, training.extra_percent))
        .hint(t!(lang, training.extra_percent_hint))
        .longest(3)
        .within(EXTRA_TIME);
    Some(
        view! {
            <section class="stack" aria-labelledby="extra-time">
                <h2 id="extra-time">{t!(lang, training.extra_time)}</h2>
                <p>{t!(lang, training.extra_time_lead)}</p>
                <form method="post" action=format!("/training/people/{person}/extra-time") class="stack narrow" novalidate>
                    {forms::hidden_key()}
                    {input.view(state)}
                    <button class="button-secondary" type="submit">{t!(lang, training.extra_time_save)}</button>
                </form>
            </section>
        }
        .into_any(),
    )
}
