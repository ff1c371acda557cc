//! `/sign-in` and `/sign-out`.

use axum::extract::Query;
use axum::response::Response;
use domain::accounts::password;
use http::StatusCode;
use leptos::prelude::*;
use serde::Deserialize;
use services::accounts::{SignIn, SignInOutcome, session};

use crate::{
    t,
    web::{
        AppError, Cx, PageResult, cookies,
        forms::{self, Errors, Fields, FormState, Input, safe_back, see_other},
        render,
    },
};

/// Where to go after signing in, and whether someone just signed out.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    back: Option<String>,
    #[serde(default)]
    out: bool,
}

/// The form. Whoever is signed in is sent on.
pub async fn form(cx: Cx, Query(wanted): Query<Wanted>) -> PageResult {
    let back = safe_back(wanted.back.as_deref().unwrap_or("/"));
    if cx.session.is_some() {
        return Ok(see_other(&back));
    }
    let lang = cx.language;
    let note = match (wanted.out, wanted.back.is_some()) {
        (true, _) => Some(t!(lang, accounts.signed_out)),
        (false, true) => Some(t!(lang, accounts.sign_in_needed)),
        _ => None,
    };
    let state = FormState {
        fields: Fields::of([("back", back)]),
        ..FormState::default()
    };
    Ok(page(&cx, StatusCode::OK, note, &state))
}

/// Signs in: a new session, whose token goes into the cookie.
pub async fn submit(cx: Cx, fields: Fields) -> PageResult {
    let lang = cx.language;
    let mut errors = Errors::default();
    if fields.filled("identifier").is_none() {
        errors.push("identifier", t!(lang, errors.field.required));
    }
    if fields.get("password").is_empty() {
        errors.push("password", t!(lang, errors.field.required));
    }
    // A length is no secret of any account: it is said before anything is looked up.
    if password::normalise(fields.get("password")).is_err() {
        errors.push("password", t!(lang, errors.field.too_long));
    }
    if !errors.is_empty() {
        return Ok(page(
            &cx,
            StatusCode::UNPROCESSABLE_ENTITY,
            None,
            &FormState { fields, errors },
        ));
    }
    let attempt = SignIn {
        identifier: fields.get("identifier").to_owned(),
        password: fields.get("password").to_owned(),
        address: cx.client,
        known: cx.known_browser(),
    };
    match attempt.run(&cx.state.store, &cx.ctx(fields.key())).await? {
        SignInOutcome::SignedIn(token) => {
            let mut response = see_other(&safe_back(fields.get("back")));
            cookies::set_session(&mut response, &cx.state.config, &token.to_string());
            let view = session::lookup(&cx.state.store, &token, cx.state.clock.now()).await?;
            if let Some(view) = view {
                cookies::set_known_browser(&mut response, &cx.state.config, view.person.id);
            }
            Ok(response)
        }
        SignInOutcome::Refused => {
            let errors = Errors::one("identifier", t!(lang, accounts.sign_in_wrong));
            Ok(page(
                &cx,
                StatusCode::UNPROCESSABLE_ENTITY,
                None,
                &FormState { fields, errors },
            ))
        }
        SignInOutcome::Throttled => {
            let errors = Errors::one("", t!(lang, accounts.sign_in_wait));
            Ok(page(
                &cx,
                StatusCode::TOO_MANY_REQUESTS,
                None,
                &FormState { fields, errors },
            ))
        }
    }
}

/// Ends the session. Harmless without one.
pub async fn sign_out(cx: Cx, fields: Fields) -> Result<Response, AppError> {
    if let Some(current) = &cx.session {
        session::end(&cx.state.store, &cx.ctx(fields.key()), current.session_id).await?;
    }
    let mut response = see_other("/sign-in?out=true");
    cookies::clear_session(&mut response, &cx.state.config);
    Ok(response)
}

fn page(cx: &Cx, status: StatusCode, note: Option<String>, state: &FormState) -> Response {
    let lang = cx.language;
    render::render(cx, status, t!(lang, accounts.sign_in_title), || {
        view! {
            <section class="narrow stack">
                <h1>{t!(lang, accounts.sign_in_title)}</h1>
                <p class="lead">{t!(lang, accounts.sign_in_lead)}</p>
                {note.map(|note| view! { <p class="notice" role="status">{note}</p> })}
                <form method="post" action="/sign-in" class="stack" novalidate>
                    {forms::summary(cx, state)}
                    {forms::hidden_key()}
                    {forms::hidden("back", safe_back(state.fields.get("back")))}
                    {Input::text("identifier", t!(lang, accounts.identifier)).autocomplete("username").view(state)}
                    {Input::password("password", t!(lang, accounts.password), "current-password").view(state)}
                    <button class="button" type="submit">{t!(lang, accounts.sign_in)}</button>
                </form>
                <ul class="ways">
                    <li><a href="/sign-in/forgot">{t!(lang, messages.forgot.link)}</a></li>
                    <li><a href="/set-up">{t!(lang, messages.code.link)}</a></li>
                </ul>
            </section>
        }
    })
}
