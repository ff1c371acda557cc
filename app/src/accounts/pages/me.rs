//! `/me`: one's own profile, where one is signed in, one's password.

use axum::{extract::Query, response::Response};
use domain::{ids::SessionId, language::Language};
use http::StatusCode;
use leptos::prelude::*;
use serde::Deserialize;
use services::{
    Error,
    accounts::{
        ChangePassword,
        session::{self, OwnSession, SessionView},
    },
};

use super::role_name;
use crate::{
    format, t,
    web::{
        AppError, Cx, PageResult, cookies,
        forms::{self, Errors, Fields, FormState, Input, see_other},
        render,
        zone::local,
    },
};

/// What was just done, to say so once.
#[derive(Debug, Default, Deserialize)]
pub struct Done {
    #[serde(default)]
    changed: bool,
}

/// The page.
pub async fn page(cx: Cx, Query(done): Query<Done>) -> PageResult {
    let note = done
        .changed
        .then(|| t!(cx.language, accounts.password_changed));
    show(&cx, StatusCode::OK, note, FormState::default()).await
}

/// A form of the page was reloaded, or the language was changed on its answer: back to the page.
pub async fn to_page() -> Response {
    see_other("/me")
}

/// Signs one of one's own devices out.
pub async fn end_session(cx: Cx, fields: Fields) -> PageResult {
    let own = signed_in(&cx)?;
    let session: SessionId = fields
        .get("session")
        .parse()
        .map_err(|_| AppError::NotFound)?;
    // The service ends only sessions of whoever asks.
    session::end(&cx.state.store, &cx.ctx(fields.key()), session).await?;
    if session == own.session_id {
        return Ok(signed_out(&cx));
    }
    Ok(see_other("/me"))
}

/// Signs every device out, this one, too.
pub async fn end_all_sessions(cx: Cx, fields: Fields) -> PageResult {
    let own = signed_in(&cx)?;
    session::end_all(&cx.state.store, &cx.ctx(fields.key()), own.person.id).await?;
    Ok(signed_out(&cx))
}

/// Changes the password, after the current one was given again. All other devices are signed out and this one gets a
/// new session.
pub async fn change_password(cx: Cx, fields: Fields) -> PageResult {
    let lang = cx.language;
    let own = signed_in(&cx)?;
    let mut errors = Errors::default();
    for name in ["current", "password", "repeat"] {
        if fields.get(name).is_empty() {
            errors.push(name, t!(lang, errors.field.required));
        }
    }
    if errors.is_empty() && fields.get("password") != fields.get("repeat") {
        errors.push("repeat", t!(lang, errors.field.mismatch));
    }
    if !errors.is_empty() {
        return show(
            &cx,
            StatusCode::UNPROCESSABLE_ENTITY,
            None,
            FormState { fields, errors },
        )
        .await;
    }
    let change = ChangePassword {
        person: own.person.id,
        current: fields.get("current").to_owned(),
        new: fields.get("password").to_owned(),
    };
    match change.run(&cx.state.store, &cx.ctx(fields.key())).await {
        Ok(token) => {
            let mut response = see_other("/me?changed=true");
            cookies::set_session(&mut response, &cx.state.config, &token.to_string());
            Ok(response)
        }
        Err(Error::Invalid(invalid)) => {
            let errors = Errors::of(&cx, &invalid);
            show(
                &cx,
                StatusCode::UNPROCESSABLE_ENTITY,
                None,
                FormState { fields, errors },
            )
            .await
        }
        Err(error) => Err(error.into()),
    }
}

fn signed_in(cx: &Cx) -> Result<&SessionView, AppError> {
    cx.session.as_deref().ok_or(AppError::Forbidden)
}

fn signed_out(cx: &Cx) -> Response {
    let mut response = see_other("/sign-in?out=true");
    cookies::clear_session(&mut response, &cx.state.config);
    response
}

async fn show(cx: &Cx, status: StatusCode, note: Option<String>, state: FormState) -> PageResult {
    let lang = cx.language;
    let own = signed_in(cx)?.clone();
    let sessions = session::own(&cx.state.store, own.person.id, cx.state.clock.now()).await?;
    let stories = crate::stories::pages::own_section(cx).await?;
    Ok(render::render(
        cx,
        status,
        t!(lang, accounts.me_title),
        || {
            view! {
                <h1>{t!(lang, accounts.me_title)}</h1>
                {note.map(|note| view! { <p class="notice" role="status">{note}</p> })}
                {profile(cx, &own)}
                {crate::assessment::pages::confidence::own_section(lang)}
                {stories}
                <p><a href="/me/challenges">{t!(lang, challenges.own_link)}</a></p>
                {session_list(cx, &own, sessions)}
                {password_form(cx, &state)}
                {own_data(lang)}
            }
        },
    ))
}

fn profile(cx: &Cx, own: &SessionView) -> impl IntoView + use<> {
    let lang = cx.language;
    let roles: Vec<String> = own
        .roles
        .iter()
        .map(|(role, _)| role_name(lang, *role))
        .collect();
    let roles = if roles.is_empty() {
        t!(lang, accounts.role.employee)
    } else {
        roles.join(", ")
    };
    let email = own
        .person
        .email
        .as_ref()
        .map_or_else(|| t!(lang, common.none), ToString::to_string);
    view! {
        <section class="stack" aria-labelledby="profile">
            <h2 id="profile">{t!(lang, accounts.profile)}</h2>
            <dl class="details">
                <dt>{t!(lang, accounts.name)}</dt>
                <dd>{own.person.name.to_string()}</dd>
                <dt>{t!(lang, accounts.employee_number)}</dt>
                <dd>{own.person.employee_number.to_string()}</dd>
                <dt>{t!(lang, accounts.email)}</dt>
                <dd>{email}</dd>
                <dt>{t!(lang, accounts.time_zone)}</dt>
                <dd>{own.person.time_zone.to_string()}</dd>
                <dt>{t!(lang, accounts.roles)}</dt>
                <dd>{roles}</dd>
            </dl>
        </section>
    }
}

fn own_data(lang: Language) -> impl IntoView {
    view! {
        <section class="stack" aria-labelledby="own-data">
            <h2 id="own-data">{t!(lang, messages.own_data.title)}</h2>
            <p>{t!(lang, messages.own_data.lead)}</p>
            <p><a class="button-secondary" href="/me/data">{t!(lang, messages.own_data.link)}</a></p>
        </section>
    }
}

fn session_list(cx: &Cx, own: &SessionView, sessions: Vec<OwnSession>) -> impl IntoView + use<> {
    let lang = cx.language;
    let this = own.session_id;
    let rows = sessions
        .into_iter()
        .map(|session| {
            let started = format::date_time(lang, local(cx, session.started_at));
            let seen = format::date_time(lang, local(cx, session.seen_at));
            let is_this = session.id == this;
            view! {
                <tr>
                    <th scope="row">
                        {session.device.unwrap_or_else(|| t!(lang, messages.unknown_device))}
                        {is_this.then(|| view! { " · " <strong>{t!(lang, accounts.session_this)}</strong> })}
                    </th>
                    <td data-label=t!(lang, accounts.session_started)>{started}</td>
                    <td data-label=t!(lang, accounts.session_seen)>{seen}</td>
                    <td>
                        <form method="post" action="/me/sessions/end">
                            {forms::hidden_key()}
                            {forms::hidden("session", session.id.to_string())}
                            <button class="button-quiet" type="submit">{t!(lang, accounts.session_end)}</button>
                        </form>
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section class="stack">
            <h2 id="sessions">{t!(lang, accounts.sessions)}</h2>
            <p>{t!(lang, accounts.sessions_lead)}</p>
            <div class="table-scroll" tabindex="0" role="region" aria-labelledby="sessions">
                <table class="table table-stacks">
                    <thead>
                        <tr>
                            <th scope="col">{t!(lang, accounts.session_device)}</th>
                            <th scope="col">{t!(lang, accounts.session_started)}</th>
                            <th scope="col">{t!(lang, accounts.session_seen)}</th>
                            <th scope="col">{t!(lang, accounts.sign_out)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <form method="post" action="/me/sessions/end-all">
                {forms::hidden_key()}
                <button class="button-secondary" type="submit">{t!(lang, accounts.sessions_end_all)}</button>
            </form>
        </section>
    }
}

fn password_form(cx: &Cx, state: &FormState) -> impl IntoView + use<> {
    let lang = cx.language;
    let number = cx
        .session
        .as_ref()
        .map_or_else(String::new, |own| own.person.employee_number.to_string());
    view! {
        <section class="stack narrow" aria-labelledby="password">
            <h2 id="password">{t!(lang, accounts.change_password)}</h2>
            <p>{t!(lang, accounts.change_password_lead)}</p>
            <form method="post" action="/me/password" class="stack" novalidate>
                {forms::summary(cx, state)}
                {forms::hidden_key()}
                <input type="text" name="username" autocomplete="username" value=number hidden/>
                {Input::password("current", t!(lang, accounts.current_password), "current-password").view(state)}
                {Input::password("password", t!(lang, accounts.new_password), "new-password")
                    .hint(t!(lang, accounts.new_password_hint))
                    .view(state)}
                {Input::password("repeat", t!(lang, accounts.repeat_password), "new-password").view(state)}
                <button class="button" type="submit">{t!(lang, accounts.change_password)}</button>
            </form>
        </section>
    }
}
