//! `/people/organisation/departments/…`: a new department, and what changes of one from a day on.

use axum::extract::Path;
use domain::ids::{DepartmentId, LegalEntityId};
use leptos::prelude::*;
use services::{
    Error,
    accounts::{AddDepartment, ChangeDepartment},
    ctx::Key,
};
use time::Date;

use super::{HOME, names, options, read};
use crate::{
    accounts::pages::{FormPage, date_input, date_of},
    t,
    web::{
        AppError, Cx, PageResult,
        forms::{Errors, Fields, FormState, Input, see_other, select},
    },
};

/// The form of a department, new or not.
async fn department_page(
    cx: &Cx,
    department: Option<DepartmentId>,
    state: &FormState,
) -> PageResult {
    let lang = cx.language;
    let (organisation, today) = read(cx).await?;
    let entities = organisation.legal_entities.iter();
    let entities = entities
        .map(|e| (e.id.to_string(), e.names.of(lang).to_string()))
        .collect();
    let mut parents = vec![(String::new(), t!(lang, people.no_parent))];
    let own = department.map(|d| d.to_string());
    parents.extend(
        options(&organisation, today, lang)
            .into_iter()
            .filter(|(id, _)| Some(id) != own.as_ref()),
    );
    let page = match department {
        None => FormPage {
            action: format!("{HOME}/departments/new"),
            title: t!(lang, people.department_new),
            lead: t!(lang, people.department_lead),
            submit: t!(lang, people.department_add),
            back: HOME.into(),
        },
        Some(id) => FormPage {
            action: format!("{HOME}/departments/{id}"),
            title: t!(
                lang,
                people.department_change,
                name = organisation.department_name(id, today, lang)
            ),
            lead: t!(lang, people.department_change_lead),
            submit: t!(lang, people.change),
            back: HOME.into(),
        },
    };
    let code = department.is_none().then(|| {
        Input::text("code", t!(lang, people.code))
            .hint(t!(lang, people.code_hint))
            .view(state)
    });
    Ok(page.show(cx, state, || {
        view! {
            {code}
            {names(cx, state)}
            {select("parent", t!(lang, people.parent), parents, state)}
            {select("legal_entity", t!(lang, people.legal_entity), entities, state)}
            {date_input("from", t!(lang, people.from_day)).hint(t!(lang, people.from_day_hint)).view(state)}
        }
    }))
}

/// The form for a new department.
pub async fn department_form(cx: Cx) -> PageResult {
    let fields = Fields::of([("from", cx.ctx(Key::random()).today().to_string())]);
    let state = FormState {
        fields,
        ..FormState::default()
    };
    department_page(&cx, None, &state).await
}

/// The parent, the legal entity and the day as typed.
fn placed(
    cx: &Cx,
    fields: &Fields,
    errors: &mut Errors,
) -> Option<(Option<DepartmentId>, LegalEntityId, Date)> {
    let unknown = || t!(cx.language, errors.field.unknown);
    let parent = fields.filled("parent").map(str::parse).transpose();
    if parent.is_err() {
        errors.push("parent", unknown());
    }
    let entity = fields.get("legal_entity").parse();
    if entity.is_err() {
        errors.push("legal_entity", unknown());
    }
    let from = date_of(cx, fields, "from", errors);
    Some((parent.ok()?, entity.ok()?, from?))
}

/// Adds a department.
pub async fn add_department(cx: Cx, fields: Fields) -> PageResult {
    let mut errors = Errors::default();
    let Some((parent, legal_entity, from)) = placed(&cx, &fields, &mut errors) else {
        return department_page(&cx, None, &FormState { fields, errors }).await;
    };
    let add = AddDepartment {
        code: fields.get("code").to_owned(),
        name_ko: fields.get("name_ko").to_owned(),
        name_en: fields.get("name_en").to_owned(),
        parent,
        legal_entity,
        from,
    };
    match cx.state.store.write(&cx.ctx(fields.key()), add).await {
        Ok(_) => Ok(see_other(HOME)),
        Err(Error::Invalid(invalid)) => {
            let errors = Errors::of(&cx, &invalid);
            department_page(&cx, None, &FormState { fields, errors }).await
        }
        Err(error) => Err(error.into()),
    }
}

fn department_id(id: &str) -> Result<DepartmentId, AppError> {
    id.parse().map_err(|_| AppError::NotFound)
}

/// The form for a change of a department, filled with what holds today.
pub async fn change_form(cx: Cx, Path(id): Path<String>) -> PageResult {
    let id = department_id(&id)?;
    let (organisation, today) = read(&cx).await?;
    let department = organisation.department(id).ok_or(AppError::NotFound)?;
    let first = || {
        department
            .places
            .periods()
            .into_iter()
            .next()
            .map(|p| p.entry)
    };
    let now = department
        .places
        .on(today)
        .or_else(first)
        .ok_or(AppError::NotFound)?;
    let fields = Fields::of([
        ("name_ko", now.value.names.ko.to_string()),
        ("name_en", now.value.names.en.to_string()),
        (
            "parent",
            now.value.parent.map(|p| p.to_string()).unwrap_or_default(),
        ),
        ("legal_entity", now.value.legal_entity.to_string()),
        ("from", today.to_string()),
    ]);
    let state = FormState {
        fields,
        ..FormState::default()
    };
    department_page(&cx, Some(id), &state).await
}

/// Changes a department from a day on.
pub async fn change(cx: Cx, Path(id): Path<String>, fields: Fields) -> PageResult {
    let id = department_id(&id)?;
    let mut errors = Errors::default();
    let Some((parent, legal_entity, from)) = placed(&cx, &fields, &mut errors) else {
        return department_page(&cx, Some(id), &FormState { fields, errors }).await;
    };
    let change = ChangeDepartment {
        department: id,
        name_ko: fields.get("name_ko").to_owned(),
        name_en: fields.get("name_en").to_owned(),
        parent,
        legal_entity,
        from,
    };
    match cx.state.store.write(&cx.ctx(fields.key()), change).await {
        Ok(_) => Ok(see_other(HOME)),
        Err(Error::Invalid(invalid)) => {
            let errors = Errors::of(&cx, &invalid);
            department_page(&cx, Some(id), &FormState { fields, errors }).await
        }
        Err(error) => Err(error.into()),
    }
}
