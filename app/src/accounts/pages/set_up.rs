//! `/set-up/{token}`: a single-use link with which a person chooses a password, or makes the first administrator.

use axum::{extract::Path, response::Response};
use http::StatusCode;
use leptos::prelude::*;
use services::{
    Error,
    accounts::setup::{self, SetupLink, UseSetupLink},
};

use crate::{
    t,
    web::{
        Cx, PageResult, cookies,
        forms::{self, Errors, Fields, FormState, Input, see_other},
        render,
    },
};

/// The form of a link that still works, a page that says so of one that does not.
pub async fn form(cx: Cx, Path(token): Path<String>) -> PageResult {
    match setup::look(&cx.state.store, &token, cx.state.clock.now()).await? {
        Some(link) => Ok(page(
            &cx,
            StatusCode::OK,
            &token,
            &link,
            &FormState::default(),
        )),
        None => Ok(gone(&cx)),
    }
}

/// Uses the link up, sets the password and signs in.
pub async fn submit(cx: Cx, Path(token): Path<String>, fields: Fields) -> PageResult {
    let lang = cx.language;
    let Some(link) = setup::look(&cx.state.store, &token, cx.state.clock.now()).await? else {
        return Ok(gone(&cx));
    };
    let mut errors = Errors::default();
    if fields.get("password") != fields.get("repeat") {
        errors.push("repeat", t!(lang, errors.field.mismatch));
        return Ok(page(
            &cx,
            StatusCode::UNPROCESSABLE_ENTITY,
            &token,
            &link,
            &FormState { fields, errors },
        ));
    }
    let request = UseSetupLink {
        token: token.clone(),
        password: fields.get("password").to_owned(),
        name: fields.get("name").to_owned(),
        employee_number: fields.get("employee_number").to_owned(),
        email: fields.filled("email").map(str::to_owned),
    };
    match request.run(&cx.state.store, &cx.ctx(fields.key())).await {
        Ok(session) => {
            let mut response = see_other("/");
            cookies::set_session(&mut response, &cx.state.config, &session.to_string());
            Ok(response)
        }
        Err(Error::Invalid(invalid)) => {
            let errors = Errors::of(&cx, &invalid);
            Ok(page(
                &cx,
                StatusCode::UNPROCESSABLE_ENTITY,
                &token,
                &link,
                &FormState { fields, errors },
            ))
        }
        Err(Error::NotFound) => Ok(gone(&cx)),
        Err(error) => Err(error.into()),
    }
}

fn page(cx: &Cx, status: StatusCode, token: &str, link: &SetupLink, state: &FormState) -> Response {
    let lang = cx.language;
    let (title, lead, verb) = match link {
        SetupLink::FirstAdministrator => (
            t!(lang, accounts.set_up_admin_title),
            t!(lang, accounts.set_up_admin_lead),
            t!(lang, accounts.create_admin),
        ),
        SetupLink::Person { name, .. } => (
            t!(lang, accounts.set_up_title),
            t!(lang, accounts.set_up_lead, name = name.clone()),
            t!(lang, accounts.set_up),
        ),
    };
    let (first, number) = match link {
        SetupLink::FirstAdministrator => (true, None),
        SetupLink::Person { number, .. } => (false, Some(number.clone())),
    };
    let action = format!("/set-up/{token}");
    render::render(cx, status, title.clone(), || {
        view! {
            <section class="narrow stack">
                <h1>{title}</h1>
                <p class="lead">{lead}</p>
                <form method="post" action=action class="stack" novalidate>
                    {forms::summary(cx, state)}
                    {forms::hidden_key()}
                    {first.then(|| view! {
                        {Input::text("name", t!(lang, accounts.name)).autocomplete("name").view(state)}
                        {Input::text("employee_number", t!(lang, accounts.employee_number)).view(state)}
                        {Input::text("email", t!(lang, accounts.email_optional)).autocomplete("email").optional().view(state)}
                    })}
                    // Tells a password manager whose password it is.
                    {number.map(|number| view! { <input type="text" name="username" autocomplete="username" value=number hidden/> })}
                    {Input::password("password", t!(lang, accounts.new_password), "new-password")
                        .hint(t!(lang, accounts.new_password_hint))
                        .view(state)}
                    {Input::password("repeat", t!(lang, accounts.repeat_password), "new-password").view(state)}
                    <button class="button" type="submit">{verb}</button>
                </form>
            </section>
        }
    })
}

fn gone(cx: &Cx) -> Response {
    let lang = cx.language;
    render::render(
        cx,
        StatusCode::NOT_FOUND,
        t!(lang, accounts.set_up_gone_title),
        move || {
            view! {
                <section class="prose">
                    <h1>{t!(lang, accounts.set_up_gone_title)}</h1>
                    <p>{t!(lang, accounts.set_up_gone)}</p>
                    <p><a class="button-secondary" href="/sign-in">{t!(lang, messages.forgot.back)}</a></p>
                </section>
            }
        },
    )
}
