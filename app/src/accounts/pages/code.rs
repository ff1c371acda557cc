//! `/set-up`: the code of a sign-in letter, typed.

use axum::response::Response;
use http::StatusCode;
use leptos::prelude::*;
use services::accounts::{Code, setup};

use crate::{
    t,
    web::{
        Cx, PageResult,
        forms::{self, Errors, Fields, FormState, Input, see_other},
        render,
    },
};

/// The form.
pub async fn form(cx: Cx) -> PageResult {
    Ok(page(&cx, StatusCode::OK, &FormState::default()))
}

/// Leads to the page where a password is chosen. A code has 100 bits: guessing needs no brake.
pub async fn submit(cx: Cx, fields: Fields) -> PageResult {
    let lang = cx.language;
    if let Some(code) = Code::parse(fields.get("code")) {
        let code = code.to_string();
        let link = setup::look(&cx.state.store, &code, cx.state.clock.now()).await?;
        if link.is_some() {
            return Ok(see_other(&format!("/set-up/{code}")));
        }
    }
    let message = match fields.filled("code") {
        None => t!(lang, errors.field.required),
        Some(_) => t!(lang, messages.code.wrong),
    };
    let errors = Errors::one("code", message);
    let state = FormState { fields, errors };
    Ok(page(&cx, StatusCode::UNPROCESSABLE_ENTITY, &state))
}

fn page(cx: &Cx, status: StatusCode, state: &FormState) -> Response {
    let lang = cx.language;
    render::render(cx, status, t!(lang, messages.code.title), || {
        view! {
            <section class="narrow stack">
                <h1>{t!(lang, messages.code.title)}</h1>
                <p class="lead">{t!(lang, messages.code.lead)}</p>
                <form method="post" action="/set-up" class="stack" novalidate>
                    {forms::summary(cx, state)}
                    {forms::hidden_key()}
                    {Input::text("code", t!(lang, messages.code.label))
                        .hint(t!(lang, messages.code.hint))
                        .autocomplete("one-time-code")
                        .view(state)}
                    <button class="button" type="submit">{t!(lang, messages.code.verb)}</button>
                </form>
                <p><a href="/sign-in">{t!(lang, messages.forgot.back)}</a></p>
            </section>
        }
    })
}
