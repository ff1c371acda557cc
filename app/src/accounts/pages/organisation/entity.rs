//! `/people/organisation/legal-entities`: a new company of the group.

use axum::response::Response;
use leptos::prelude::*;
use services::{Error, accounts::AddLegalEntity};

use super::{HOME, names};
use crate::{
    accounts::pages::FormPage,
    t,
    web::{
        Cx, PageResult,
        forms::{Errors, Fields, FormState, Input, see_other},
    },
};

fn entity_page(cx: &Cx, state: &FormState) -> Response {
    let lang = cx.language;
    let page = FormPage {
        action: format!("{HOME}/legal-entities"),
        title: t!(lang, people.entity_new),
        lead: t!(lang, people.entity_lead),
        submit: t!(lang, people.entity_add),
        back: HOME.into(),
    };
    page.show(cx, state, || {
        view! {
            {Input::text("code", t!(lang, people.code)).hint(t!(lang, people.code_hint)).view(state)}
            {names(cx, state)}
        }
    })
}

/// The form for a legal entity.
pub async fn entity_form(cx: Cx) -> PageResult {
    Ok(entity_page(&cx, &FormState::default()))
}

/// Adds a legal entity.
pub async fn add_entity(cx: Cx, fields: Fields) -> PageResult {
    let add = AddLegalEntity {
        code: fields.get("code").to_owned(),
        name_ko: fields.get("name_ko").to_owned(),
        name_en: fields.get("name_en").to_owned(),
    };
    match cx.state.store.write(&cx.ctx(fields.key()), add).await {
        Ok(_) => Ok(see_other(HOME)),
        Err(Error::Invalid(invalid)) => {
            let errors = Errors::of(&cx, &invalid);
            Ok(entity_page(&cx, &FormState { fields, errors }))
        }
        Err(error) => Err(error.into()),
    }
}
