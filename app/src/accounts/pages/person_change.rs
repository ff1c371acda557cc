//! `/people/{id}/edit`, `/reactivate`, `/merge`: correcting a person, letting them in again, and duplicates.

use axum::{
    extract::{Path, Query},
    response::Response,
};
use domain::{ids::PersonId, language::Language};
use http::StatusCode;
use leptos::prelude::*;
use serde::Deserialize;
use services::{
    Error,
    accounts::{
        ChangePerson, MergePeople, ReactivatePerson,
        queries::{self, PersonDetails},
    },
    ctx::Key,
};

use super::{FormPage, people::status_name, role_name};
use crate::{
    t,
    web::{
        AppError, Cx, PageResult,
        forms::{self, Errors, Fields, FormState, Input, see_other, select},
        render,
    },
};

async fn read(cx: &Cx, id: &str) -> Result<PersonDetails, AppError> {
    let id: PersonId = id.parse().map_err(|_| AppError::NotFound)?;
    Ok(queries::person(&cx.state.store, &cx.ctx(Key::random()), id).await?)
}

fn edit_page(cx: &Cx, person: &PersonDetails, state: &FormState) -> Response {
    let lang = cx.language;
    let page = FormPage {
        action: format!("/people/{}/edit", person.id),
        title: t!(lang, people.edit_title, name = person.name.to_string()),
        lead: t!(lang, people.edit_lead),
        submit: t!(lang, people.save),
        back: format!("/people/{}", person.id),
    };
    let languages = vec![
        ("ko".into(), t!(lang, common.korean)),
        ("en".into(), t!(lang, common.english)),
    ];
    page.show(cx, state, || {
        view! {
            {forms::hidden("revision", state.fields.get("revision").to_owned())}
            {Input::text("name", t!(lang, accounts.name)).view(state)}
            {Input::text("employee_number", t!(lang, accounts.employee_number)).view(state)}
            {Input::text("email", t!(lang, accounts.email_optional)).optional().view(state)}
            {select("language", t!(lang, common.language), languages, state)}
            {Input::text("time_zone", t!(lang, accounts.time_zone)).hint(t!(lang, people.zone_hint)).view(state)}
        }
    })
}

/// The form, filled with what is known.
pub async fn edit_form(cx: Cx, Path(id): Path<String>) -> PageResult {
    let person = read(&cx, &id).await?;
    let fields = Fields::of([
        ("revision", person.revision.to_string()),
        ("name", person.name.to_string()),
        ("employee_number", person.employee_number.to_string()),
        (
            "email",
            person
                .email
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
        ),
        ("language", person.language.code().to_owned()),
        ("time_zone", person.time_zone.to_string()),
    ]);
    let state = FormState {
        fields,
        ..FormState::default()
    };
    Ok(edit_page(&cx, &person, &state))
}

/// Changes what is known of a person.
pub async fn edit(cx: Cx, Path(id): Path<String>, fields: Fields) -> PageResult {
    let person = read(&cx, &id).await?;
    let change = ChangePerson {
        person: person.id,
        revision: fields.get("revision").parse().unwrap_or(-1),
        name: fields.get("name").to_owned(),
        employee_number: fields.get("employee_number").to_owned(),
        email: fields.filled("email").map(str::to_owned),
        language: Language::from_code(fields.get("language")).unwrap_or(person.language),
        time_zone: fields.get("time_zone").to_owned(),
    };
    match cx.state.store.write(&cx.ctx(fields.key()), change).await {
        Ok(()) => Ok(see_other(&format!("/people/{}", person.id))),
        Err(Error::Invalid(invalid)) => {
            let errors = Errors::of(&cx, &invalid);
            Ok(edit_page(&cx, &person, &FormState { fields, errors }))
        }
        Err(error) => Err(error.into()),
    }
}

fn reactivate_page(cx: &Cx, person: &PersonDetails, state: &FormState) -> Response {
    let lang = cx.language;
    let page = FormPage {
        action: format!("/people/{}/reactivate", person.id),
        title: t!(
            lang,
            people.reactivate_title,
            name = person.name.to_string()
        ),
        lead: t!(lang, people.reactivate_lead),
        submit: t!(lang, people.reactivate),
        back: format!("/people/{}", person.id),
    };
    page.show(cx, state, || {
        Input::text("reason", t!(lang, accounts.reason))
            .hint(t!(lang, accounts.reason_hint))
            .view(state)
    })
}

/// The form.
pub async fn reactivate_form(cx: Cx, Path(id): Path<String>) -> PageResult {
    let person = read(&cx, &id).await?;
    Ok(reactivate_page(&cx, &person, &FormState::default()))
}

/// Lets somebody sign in again.
pub async fn reactivate(cx: Cx, Path(id): Path<String>, fields: Fields) -> PageResult {
    let person = read(&cx, &id).await?;
    let back = ReactivatePerson {
        person: person.id,
        reason: fields.get("reason").trim().to_owned(),
    };
    match cx.state.store.write(&cx.ctx(fields.key()), back).await {
        Ok(()) => Ok(see_other(&format!("/people/{}", person.id))),
        Err(Error::Invalid(invalid)) => {
            let errors = Errors::of(&cx, &invalid);
            Ok(reactivate_page(&cx, &person, &FormState { fields, errors }))
        }
        Err(error) => Err(error.into()),
    }
}

/// Who is to be kept, by number.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    kept: Option<String>,
}

async fn find_kept(cx: &Cx, number: &str) -> Result<Option<PersonDetails>, AppError> {
    let ctx = cx.ctx(Key::random());
    let Some(id) = queries::by_number(&cx.state.store, &ctx, number).await? else {
        return Ok(None);
    };
    match queries::person(&cx.state.store, &ctx, id).await {
        Ok(kept) => Ok(Some(kept)),
        Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Who is the duplicate and who is kept, side by side once both are known.
pub async fn merge_form(
    cx: Cx,
    Path(id): Path<String>,
    Query(wanted): Query<Wanted>,
) -> PageResult {
    let duplicate = read(&cx, &id).await?;
    let Some(number) = wanted.kept.filter(|n| !n.trim().is_empty()) else {
        return Ok(merge_page(&cx, &duplicate, None, &FormState::default()));
    };
    let kept = find_kept(&cx, &number).await?;
    let errors = match kept {
        Some(_) => Errors::default(),
        None => Errors::one("kept", t!(cx.language, people.error.no_such_number)),
    };
    let fields = Fields::of([("kept", number)]);
    Ok(merge_page(
        &cx,
        &duplicate,
        kept.as_ref(),
        &FormState { fields, errors },
    ))
}

/// Says that two rows are one human.
pub async fn merge(cx: Cx, Path(id): Path<String>, fields: Fields) -> PageResult {
    let duplicate = read(&cx, &id).await?;
    let Some(kept) = find_kept(&cx, fields.get("kept")).await? else {
        let errors = Errors::one("kept", t!(cx.language, people.error.no_such_number));
        return Ok(merge_page(
            &cx,
            &duplicate,
            None,
            &FormState { fields, errors },
        ));
    };
    let merge = MergePeople {
        duplicate: duplicate.id,
        kept: kept.id,
        reason: fields.get("reason").trim().to_owned(),
    };
    match cx.state.store.write(&cx.ctx(fields.key()), merge).await {
        Ok(()) => Ok(see_other(&format!("/people/{}", kept.id))),
        Err(Error::Invalid(invalid)) => {
            let errors = Errors::of(&cx, &invalid);
            Ok(merge_page(
                &cx,
                &duplicate,
                Some(&kept),
                &FormState { fields, errors },
            ))
        }
        Err(error) => Err(error.into()),
    }
}

fn merge_page(
    cx: &Cx,
    duplicate: &PersonDetails,
    kept: Option<&PersonDetails>,
    state: &FormState,
) -> Response {
    let lang = cx.language;
    let status = if state.errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let title = t!(lang, people.merge_title);
    let action = format!("/people/{}/merge", duplicate.id);
    let kept_input =
        || Input::text("kept", t!(lang, people.merge_kept)).hint(t!(lang, people.merge_kept_hint));
    let form = match kept {
        None => view! {
            <form method="get" action=action class="stack narrow" novalidate>
                {forms::summary(cx, state)}
                {kept_input().view(state)}
                <p class="actions"><button class="button" type="submit">{t!(lang, people.merge_compare)}</button></p>
            </form>
        }
        .into_any(),
        Some(kept) => view! {
            {side_by_side(cx, duplicate, kept)}
            <form method="post" action=action class="stack narrow" novalidate>
                {forms::summary(cx, state)}
                {forms::hidden_key()}
                {kept_input().view(state)}
                {Input::text("reason", t!(lang, accounts.reason)).hint(t!(lang, accounts.reason_hint)).view(state)}
                <p>{t!(lang, people.merge_what)}</p>
                <p class="actions"><button class="button" type="submit">{t!(lang, people.merge)}</button></p>
            </form>
        }
        .into_any(),
    };
    let back = format!("/people/{}", duplicate.id);
    let name = duplicate.name.to_string();
    let number = duplicate.employee_number.to_string();
    render::render(cx, status, title.clone(), || {
        view! {
            <h1>{title}</h1>
            <p class="lead">{t!(lang, people.merge_lead, name = name, number = number)}</p>
            {form}
            <p><a href=back>{t!(lang, common.cancel)}</a></p>
        }
    })
}

fn side_by_side(cx: &Cx, duplicate: &PersonDetails, kept: &PersonDetails) -> impl IntoView + use<> {
    let lang = cx.language;
    let email = |p: &PersonDetails| {
        p.email
            .as_ref()
            .map_or_else(|| t!(lang, common.none), ToString::to_string)
    };
    let roles = |p: &PersonDetails| {
        let names: Vec<_> = p.grants.iter().map(|g| role_name(lang, g.role)).collect();
        if names.is_empty() {
            t!(lang, common.none)
        } else {
            names.join(", ")
        }
    };
    let rows = [
        (
            t!(lang, accounts.name),
            duplicate.name.to_string(),
            kept.name.to_string(),
        ),
        (
            t!(lang, accounts.employee_number),
            duplicate.employee_number.to_string(),
            kept.employee_number.to_string(),
        ),
        (t!(lang, accounts.email), email(duplicate), email(kept)),
        (
            t!(lang, accounts.status),
            status_name(lang, duplicate.status),
            status_name(lang, kept.status),
        ),
        (
            t!(lang, people.posts),
            duplicate.posts.len().to_string(),
            kept.posts.len().to_string(),
        ),
        (t!(lang, accounts.roles), roles(duplicate), roles(kept)),
    ];
    let rows = rows
        .into_iter()
        .map(|(what, a, b)| view! { <tr><th scope="row">{what}</th><td>{a}</td><td>{b}</td></tr> })
        .collect_view();
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-label=t!(lang, people.merge_title)>
            <table class="table">
                <thead>
                    <tr>
                        <td></td>
                        <th scope="col">{t!(lang, people.merge_goes)}</th>
                        <th scope="col">{t!(lang, people.merge_stays)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}
