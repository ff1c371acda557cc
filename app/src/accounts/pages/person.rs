//! `/people/{id}`: one person, their roles, and what HR and administrators do for them.

mod grants;
mod scopes;

pub use grants::{grant, revoke};

use axum::{extract::Path, response::Response};
use domain::{accounts::PersonStatus, ids::PersonId, language::Language, policy::Action};
use http::StatusCode;
use leptos::prelude::*;
use services::{
    Error,
    accounts::{
        DeactivatePerson, OpenSetup,
        queries::{self, PersonDetails},
    },
    ctx::Key,
};

use super::{history, invitations, people::status_name};
use crate::{
    t,
    web::{
        AppError, Cx, PageResult,
        forms::{self, Errors, Fields, FormState, Input, see_other},
        render,
    },
};
use grants::grants;
use scopes::{Scopes, course_names};

/// The page.
pub async fn page(cx: Cx, Path(id): Path<String>) -> PageResult {
    show(&cx, parse(&id)?, StatusCode::OK, FormState::default(), None).await
}

/// A form of the page was reloaded, or the language was changed on its answer: back to the page.
pub async fn to_page(Path(id): Path<String>) -> PageResult {
    Ok(see_other(&format!("/people/{}", parse(&id)?)))
}

/// Ends a person's access, at once.
pub async fn deactivate(cx: Cx, Path(id): Path<String>, fields: Fields) -> PageResult {
    let person = parse(&id)?;
    let command = DeactivatePerson {
        person,
        reason: fields.get("reason").trim().to_owned(),
    };
    let outcome = cx.state.store.write(&cx.ctx(fields.key()), command).await;
    answer(&cx, person, "deactivate", fields, outcome.map(|_| ())).await
}

/// Makes a single-use link and shows it once.
pub async fn sign_in_link(cx: Cx, Path(id): Path<String>, fields: Fields) -> PageResult {
    let person = parse(&id)?;
    let token = OpenSetup { person }
        .run(&cx.state.store, &cx.ctx(fields.key()))
        .await?;
    show(
        &cx,
        person,
        StatusCode::OK,
        FormState::default(),
        Some(format!("/set-up/{token}")),
    )
    .await
}

pub(super) fn parse(id: &str) -> Result<PersonId, AppError> {
    id.parse().map_err(|_| AppError::NotFound)
}

/// `form` tells the forms of the page apart.
async fn answer(
    cx: &Cx,
    person: PersonId,
    form: &str,
    fields: Fields,
    outcome: Result<(), Error>,
) -> PageResult {
    match outcome {
        Ok(()) => Ok(see_other(&format!("/people/{person}"))),
        Err(Error::Invalid(invalid)) => {
            let errors = Errors::of(cx, &invalid).within(form);
            show(
                cx,
                person,
                StatusCode::UNPROCESSABLE_ENTITY,
                FormState { fields, errors },
                None,
            )
            .await
        }
        Err(error) => Err(error.into()),
    }
}

async fn show(
    cx: &Cx,
    id: PersonId,
    status: StatusCode,
    state: FormState,
    link: Option<String>,
) -> PageResult {
    let lang = cx.language;
    let ctx = cx.ctx(Key::random());
    let person = queries::person(&cx.state.store, &ctx, id).await?;
    let organisation = queries::organisation(&cx.state.store, &ctx).await?;
    let courses = course_names(cx, &ctx).await?;
    let today = ctx.today();
    let name = person.name.to_string();
    let active = person.status == PersonStatus::Active;
    let scopes = Scopes {
        organisation: &organisation,
        courses: &courses,
        today,
    };
    let response: Response = render::render(cx, status, name.clone(), || {
        view! {
            <div class="page-head">
                <h1>{name.clone()}</h1>
                {actions(cx, &person)}
            </div>
            {merged(lang, &person)}
            {link.map(|link| view! {
                <div class="notice" role="status">
                    <p>{t!(lang, accounts.invite_link, name = name.clone())}</p>
                    <p><code>{link}</code></p>
                </div>
            })}
            {forms::summary(cx, &state)}
            {details(lang, &person)}
            {history::posts(cx, &person, &organisation, today)}
            {grants(cx, &person, &scopes, &state)}
            {(active && cx.may(Action::InvitationsSend))
                .then(|| invitations::help(cx, id, person.email.as_ref()))}
            {(active && cx.may(Action::PeopleManage)).then(|| deactivation(lang, id, &state))}
        }
    });
    Ok(response)
}

fn details(lang: Language, person: &PersonDetails) -> impl IntoView + use<> {
    let email = person
        .email
        .as_ref()
        .map_or_else(|| t!(lang, common.none), ToString::to_string);
    let language = match person.language {
        Language::Ko => t!(lang, common.korean),
        Language::En => t!(lang, common.english),
    };
    let duplicates = person
        .duplicates
        .iter()
        .map(|(id, number)| view! { <a href=format!("/people/{id}")>{number.to_string()}</a> " " })
        .collect_view();
    view! {
        <section class="stack" aria-labelledby="details">
            <h2 id="details">{t!(lang, accounts.details)}</h2>
            <dl class="details">
                <dt>{t!(lang, accounts.employee_number)}</dt>
                <dd>{person.employee_number.to_string()}</dd>
                <dt>{t!(lang, accounts.email)}</dt>
                <dd>{email}</dd>
                <dt>{t!(lang, common.language)}</dt>
                <dd>{language}</dd>
                <dt>{t!(lang, accounts.time_zone)}</dt>
                <dd>{person.time_zone.to_string()}</dd>
                <dt>{t!(lang, accounts.status)}</dt>
                <dd>{status_name(lang, person.status)}</dd>
                {(!duplicates.is_empty()).then(|| view! {
                    <dt>{t!(lang, people.duplicates)}</dt>
                    <dd>{duplicates}</dd>
                })}
            </dl>
        </section>
    }
}

/// What leads to the forms about a person.
fn actions(cx: &Cx, person: &PersonDetails) -> Option<impl IntoView + use<>> {
    let lang = cx.language;
    let id = person.id;
    let active = person.status == PersonStatus::Active;
    (cx.may(Action::PeopleManage) && person.merged_into.is_none()).then(|| {
        view! {
            <p class="actions">
                <a class="button" href=format!("/people/{id}/edit")>{t!(lang, people.edit)}</a>
                {(!active).then(|| view! { <a href=format!("/people/{id}/reactivate")>{t!(lang, people.reactivate)}</a> })}
                <a href=format!("/people/{id}/merge")>{t!(lang, people.merge_action)}</a>
            </p>
        }
    })
}

fn merged(lang: Language, person: &PersonDetails) -> Option<impl IntoView + use<>> {
    person.merged_into.as_ref().map(|(kept, name)| {
        let (link, name) = (format!("/people/{kept}"), name.to_string());
        view! { <p class="notice">{t!(lang, people.merged_note)} " " <a href=link>{name}</a></p> }
    })
}

fn deactivation(lang: Language, person: PersonId, state: &FormState) -> impl IntoView + use<> {
    let reason = Input::text("reason", t!(lang, accounts.reason)).within("deactivate");
    view! {
        <section class="stack" aria-labelledby="deactivate">
            <h2 id="deactivate">{t!(lang, accounts.deactivate)}</h2>
            <p>{t!(lang, accounts.deactivate_lead)}</p>
            <form method="post" action=format!("/people/{person}/deactivate") class="stack narrow" novalidate>
                {forms::hidden_key()}
                {reason.view(state)}
                <button class="button-danger" type="submit">{t!(lang, accounts.deactivate)}</button>
            </form>
        </section>
    }
}
