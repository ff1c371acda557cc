//! `/me/confirm`: the password once more, before something that matters.

use axum::{extract::Query, response::Response};
use http::StatusCode;
use leptos::prelude::*;
use serde::Deserialize;
use services::accounts::{ConfirmIdentity, ConfirmOutcome};

use crate::{
    t,
    web::{
        AppError, Cx, PageResult, cookies,
        forms::{self, Errors, Fields, FormState, Input, safe_back, see_other},
        render,
    },
};

/// Where to go on afterwards.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    back: Option<String>,
}

/// The form.
pub async fn form(cx: Cx, Query(wanted): Query<Wanted>) -> PageResult {
    let back = safe_back(wanted.back.as_deref().unwrap_or("/me"));
    let state = FormState {
        fields: Fields::of([("back", back)]),
        ..FormState::default()
    };
    Ok(page(&cx, StatusCode::OK, &state))
}

/// Verifies the password. The session goes on under a new token.
pub async fn submit(cx: Cx, fields: Fields) -> PageResult {
    let lang = cx.language;
    let own = cx.session.clone().ok_or(AppError::Forbidden)?;
    let refuse = |status, message| {
        let errors = Errors::one("password", message);
        let fields = fields.clone();
        Ok(page(&cx, status, &FormState { fields, errors }))
    };
    if fields.get("password").is_empty() {
        let message = t!(lang, errors.field.required);
        return refuse(StatusCode::UNPROCESSABLE_ENTITY, message);
    }
    let request = ConfirmIdentity {
        person: own.person.id,
        session: own.session_id,
        password: fields.get("password").to_owned(),
    };
    match request.run(&cx.state.store, &cx.ctx(fields.key())).await? {
        ConfirmOutcome::Confirmed(token) => {
            let mut response = see_other(&safe_back(fields.get("back")));
            cookies::set_session(&mut response, &cx.state.config, &token.to_string());
            Ok(response)
        }
        ConfirmOutcome::Refused => {
            let message = t!(lang, errors.field.wrong_password);
            refuse(StatusCode::UNPROCESSABLE_ENTITY, message)
        }
        ConfirmOutcome::Throttled => {
            let message = t!(lang, errors.field.wait);
            refuse(StatusCode::TOO_MANY_REQUESTS, message)
        }
    }
}

fn page(cx: &Cx, status: StatusCode, state: &FormState) -> Response {
    let lang = cx.language;
    let back = safe_back(state.fields.get("back"));
    let number = cx
        .session
        .as_ref()
        .map_or_else(String::new, |own| own.person.employee_number.to_string());
    render::render(cx, status, t!(lang, messages.confirm.title), || {
        view! {
            <section class="narrow stack">
                <h1>{t!(lang, messages.confirm.title)}</h1>
                <p class="lead">{t!(lang, messages.confirm.lead)}</p>
                <form method="post" action="/me/confirm" class="stack" novalidate>
                    {forms::summary(cx, state)}
                    {forms::hidden_key()}
                    {forms::hidden("back", back)}
                    // Password managers look for whose password it is.
                    <input type="text" name="username" autocomplete="username" value=number hidden/>
                    {Input::password("password", t!(lang, accounts.password), "current-password").view(state)}
                    <button class="button" type="submit">{t!(lang, messages.confirm.verb)}</button>
                </form>
                <p><a href="/me">{t!(lang, messages.confirm.cancel)}</a></p>
            </section>
        }
    })
}
