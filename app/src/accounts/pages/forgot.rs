//! `/sign-in/forgot`: a link to choose a new password, without telling anybody which accounts there are.

use axum::{extract::Query, response::Response};
use http::StatusCode;
use leptos::prelude::*;
use serde::Deserialize;
use services::accounts::{RequestReset, ResetOutcome};

use crate::{
    t,
    web::{
        Cx, PageResult,
        forms::{self, Errors, Fields, FormState, Input, see_other},
        render,
    },
};

/// No address and no number is longer, in characters.
const LONGEST: usize = 320;

/// Whether a link was just asked for.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    sent: bool,
}

/// The form, or that the request was taken.
pub async fn form(cx: Cx, Query(asked): Query<Asked>) -> PageResult {
    if asked.sent {
        return Ok(done(&cx));
    }
    Ok(page(&cx, StatusCode::OK, &FormState::default()))
}

/// Takes the request: the same answer for every account, known or not.
pub async fn submit(cx: Cx, fields: Fields) -> PageResult {
    let lang = cx.language;
    let refuse = |status, field, message| {
        let errors = Errors::one(field, message);
        let fields = fields.clone();
        Ok(page(&cx, status, &FormState { fields, errors }))
    };
    let Some(identifier) = fields.filled("identifier") else {
        let message = t!(lang, errors.field.required);
        return refuse(StatusCode::UNPROCESSABLE_ENTITY, "identifier", message);
    };
    if identifier.chars().count() > LONGEST {
        let message = t!(lang, errors.field.too_long);
        return refuse(StatusCode::UNPROCESSABLE_ENTITY, "identifier", message);
    }
    let request = RequestReset {
        identifier: identifier.to_owned(),
        address: cx.client,
    };
    match request.run(&cx.state.store, &cx.ctx(fields.key())).await? {
        ResetOutcome::Accepted => Ok(see_other("/sign-in/forgot?sent=true")),
        ResetOutcome::Throttled => {
            let message = t!(lang, errors.too_many);
            refuse(StatusCode::TOO_MANY_REQUESTS, "", message)
        }
    }
}

fn page(cx: &Cx, status: StatusCode, state: &FormState) -> Response {
    let lang = cx.language;
    let mail = cx.state.config.mail;
    render::render(cx, status, t!(lang, messages.forgot.title), || {
        view! {
            <section class="narrow stack">
                <h1>{t!(lang, messages.forgot.title)}</h1>
                {mail.then(|| view! {
                    <p class="lead">{t!(lang, messages.forgot.lead)}</p>
                    <form method="post" action="/sign-in/forgot" class="stack" novalidate>
                        {forms::summary(cx, state)}
                        {forms::hidden_key()}
                        {Input::text("identifier", t!(lang, accounts.identifier)).autocomplete("username").view(state)}
                        <button class="button" type="submit">{t!(lang, messages.forgot.verb)}</button>
                    </form>
                })}
                <p class="muted">{t!(lang, messages.forgot.no_mail)}</p>
                <p><a href="/sign-in">{t!(lang, messages.forgot.back)}</a></p>
            </section>
        }
    })
}

fn done(cx: &Cx) -> Response {
    let lang = cx.language;
    let title = t!(lang, messages.forgot.done_title);
    render::render(cx, StatusCode::OK, title.clone(), move || {
        view! {
            <section class="narrow stack">
                <h1>{title}</h1>
                <p class="lead" role="status">{t!(lang, messages.forgot.done)}</p>
                <p>{t!(lang, messages.forgot.done_nothing)}</p>
                <p><a href="/sign-in">{t!(lang, messages.forgot.back)}</a></p>
            </section>
        }
    })
}
