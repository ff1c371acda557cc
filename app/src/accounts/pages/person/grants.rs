//! The roles that somebody has: seen, given, and taken back.

use axum::extract::Path;
use domain::{
    accounts::{Role, Scope},
    ids::{GrantId, PersonId},
    language::Language,
    policy::Action,
};
use http::StatusCode;
use leptos::prelude::*;
use services::accounts::{
    GrantRole, RevokeGrant,
    queries::{GrantRow, PersonDetails},
};

use super::{answer, parse, scopes::Scopes, show};
use crate::{
    accounts::pages::role_name,
    t,
    web::{
        AppError, Cx, PageResult,
        forms::{self, Errors, Fields, FormState, Input, select},
    },
};

/// Gives a role over a scope.
pub async fn grant(cx: Cx, Path(id): Path<String>, fields: Fields) -> PageResult {
    let person = parse(&id)?;
    let Some(role) = Role::from_code(fields.get("role")) else {
        let errors = Errors::one("role", t!(cx.language, errors.field.unknown));
        return show(
            &cx,
            person,
            StatusCode::UNPROCESSABLE_ENTITY,
            FormState { fields, errors },
            None,
        )
        .await;
    };
    let typed = fields.get("scope");
    let (kind, scope_id) = typed
        .split_once(':')
        .map_or((typed, None), |(k, id)| (k, Some(id)));
    let Some(scope) = Scope::from_parts(kind, scope_id) else {
        let errors = Errors::one("scope", t!(cx.language, errors.field.unknown));
        let state = FormState { fields, errors };
        return show(&cx, person, StatusCode::UNPROCESSABLE_ENTITY, state, None).await;
    };
    let command = GrantRole {
        person,
        role,
        scope,
        reason: fields.get("reason").trim().to_owned(),
    };
    let outcome = cx.state.store.write(&cx.ctx(fields.key()), command).await;
    answer(&cx, person, "", fields, outcome.map(|_| ())).await
}

/// Takes a role back.
pub async fn revoke(cx: Cx, Path(id): Path<String>, fields: Fields) -> PageResult {
    let person = parse(&id)?;
    let grant: GrantId = fields
        .get("grant")
        .parse()
        .map_err(|_| AppError::NotFound)?;
    let command = RevokeGrant {
        grant,
        reason: fields.get("reason").trim().to_owned(),
    };
    let outcome = cx.state.store.write(&cx.ctx(fields.key()), command).await;
    let form = format!("revoke-{grant}");
    answer(&cx, person, &form, fields, outcome.map(|_| ())).await
}

/// What they have, and the form for more.
pub(super) fn grants(
    cx: &Cx,
    person: &PersonDetails,
    scopes: &Scopes<'_>,
    state: &FormState,
) -> impl IntoView + use<> {
    let lang = cx.language;
    let may = cx.may(Action::GrantsManage);
    let none = person.grants.is_empty();
    let rows = person
        .grants
        .iter()
        .map(|grant| {
            let scope = scopes.name(lang, &grant.scope);
            grant_row(lang, person.id, grant, scope, may, state)
        })
        .collect_view();
    let form = may.then(|| {
        let roles = Role::ALL
            .into_iter()
            .filter(|role| *role != Role::Employee)
            .map(|role| (role.code().to_owned(), role_name(lang, role)))
            .collect();
        view! {
            <form method="post" action=format!("/people/{}/grants", person.id) class="stack narrow" novalidate>
                {forms::hidden_key()}
                {select("role", t!(lang, accounts.grant_role), roles, state)}
                {select("scope", t!(lang, people.scope), scopes.options(lang), state)}
                {Input::text("reason", t!(lang, accounts.reason)).hint(t!(lang, accounts.reason_hint)).view(state)}
                <button class="button-secondary" type="submit">{t!(lang, accounts.grant)}</button>
            </form>
        }
    });
    view! {
        <section class="stack" aria-labelledby="grants">
            <h2 id="grants">{t!(lang, accounts.grants)}</h2>
            {if none {
                view! { <p>{t!(lang, accounts.grants_none)}</p> }.into_any()
            } else {
                view! { <ul class="stack">{rows}</ul> }.into_any()
            }}
            {form}
        </section>
    }
}

fn grant_row(
    lang: Language,
    person: PersonId,
    grant: &GrantRow,
    scope: String,
    may: bool,
    state: &FormState,
) -> impl IntoView + use<> {
    let role = role_name(lang, grant.role);
    let id = grant.id;
    view! {
        <li>
            <strong>{role.clone()}</strong> " · " {scope}
            {may.then(|| {
                let reason = Input::text("reason", t!(lang, accounts.reason)).within(format!("revoke-{id}"));
                view! {
                    <form method="post" action=format!("/people/{person}/grants/revoke") class="inline" novalidate>
                        {forms::hidden_key()}
                        {forms::hidden("grant", id.to_string())}
                        {reason.view(state)}
                        <button class="button-quiet" type="submit">
                            {t!(lang, accounts.revoke_role, role = role)}
                        </button>
                    </form>
                }
            })}
        </li>
    }
}
