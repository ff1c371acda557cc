//! `/people/{id}/posts/…`: hiring, moving, leave, leaving. One page a form.

use axum::{extract::Path, response::Response};
use domain::{
    accounts::{EmploymentKind, Terms},
    ids::{EmploymentId, PersonId},
};
use leptos::prelude::*;
use services::{
    Error,
    accounts::{
        ChangeEmployment, EndEmployment, Hire, NewTerms, SetLeave,
        organisation::Organisation,
        queries::{self, PersonDetails},
    },
    ctx::Key,
};
use time::Date;

use super::{FormPage, date_input, date_of};
use crate::{
    t,
    web::{
        AppError, Cx, PageResult,
        forms::{Errors, Fields, FormState, Input, see_other, select},
    },
};

/// What every page here begins with.
struct Open {
    person: PersonDetails,
    organisation: Organisation,
    today: Date,
}

async fn open(cx: &Cx, id: &str) -> Result<Open, AppError> {
    let id: PersonId = id.parse().map_err(|_| AppError::NotFound)?;
    let ctx = cx.ctx(Key::random());
    Ok(Open {
        person: queries::person(&cx.state.store, &ctx, id).await?,
        organisation: queries::organisation(&cx.state.store, &ctx).await?,
        today: ctx.today(),
    })
}

impl Open {
    /// A post of the person with what holds in it on a day, or next.
    fn post(&self, id: &str) -> Result<(EmploymentId, Terms), AppError> {
        let id: EmploymentId = id.parse().map_err(|_| AppError::NotFound)?;
        let found = self.person.posts.iter().find(|(post, _)| *post == id);
        let (_, timeline) = found.ok_or(AppError::NotFound)?;
        let now = timeline.on(self.today).map(|e| e.value.clone());
        let terms = now.or_else(|| timeline.periods().last().map(|p| p.entry.value.clone()));
        Ok((id, terms.ok_or(AppError::NotFound)?))
    }

    fn back(&self) -> String {
        format!("/people/{}", self.person.id)
    }
}

/// After a command: back to the person, or the form again.
fn answer(
    cx: &Cx,
    open: &Open,
    fields: Fields,
    outcome: Result<(), Error>,
) -> Result<Response, Result<FormState, AppError>> {
    match outcome {
        Ok(()) => Ok(see_other(&open.back())),
        Err(Error::Invalid(invalid)) => {
            let errors = Errors::of(cx, &invalid);
            Err(Ok(FormState { fields, errors }))
        }
        Err(error) => Err(Err(error.into())),
    }
}

/// The fields of the terms of a post.
fn term_fields(
    cx: &Cx,
    organisation: &Organisation,
    today: Date,
    state: &FormState,
) -> impl IntoView + use<> {
    let lang = cx.language;
    let entities = organisation.legal_entities.iter();
    let entities = entities
        .map(|e| (e.id.to_string(), e.names.of(lang).to_string()))
        .collect();
    view! {
        {select("legal_entity", t!(lang, people.legal_entity), entities, state)}
        {select("department", t!(lang, people.department), super::organisation::options(organisation, today, lang), state)}
        {Input::text("job_role", t!(lang, people.job_role)).view(state)}
        {Input::text("location", t!(lang, people.location)).view(state)}
        {Input::text("manager", t!(lang, people.manager_number)).optional().hint(t!(lang, people.manager_hint)).view(state)}
        {Input::text("time_zone", t!(lang, accounts.time_zone)).hint(t!(lang, people.zone_hint)).view(state)}
        {select("kind", t!(lang, people.kind_label), kinds(cx), state)}
    }
}

/// What people call a kind of employment.
pub(super) fn kind_name(cx: &Cx, kind: EmploymentKind) -> String {
    let lang = cx.language;
    match kind {
        EmploymentKind::Employee => t!(lang, people.kind.employee),
        EmploymentKind::Contractor => t!(lang, people.kind.contractor),
        EmploymentKind::Agency => t!(lang, people.kind.agency),
    }
}

fn kinds(cx: &Cx) -> Vec<(String, String)> {
    let all = EmploymentKind::ALL.into_iter();
    all.map(|kind| (kind.code().to_owned(), kind_name(cx, kind)))
        .collect()
}

/// The terms as typed; the manager by number.
async fn typed_terms(
    cx: &Cx,
    fields: &Fields,
    errors: &mut Errors,
) -> Result<Option<NewTerms>, AppError> {
    let unknown = || t!(cx.language, errors.field.unknown);
    let legal_entity = fields.get("legal_entity").parse();
    let department = fields.get("department").parse();
    if legal_entity.is_err() {
        errors.push("legal_entity", unknown());
    }
    if department.is_err() {
        errors.push("department", unknown());
    }
    let manager = match fields.filled("manager") {
        None => None,
        Some(number) => {
            let found = queries::by_number(&cx.state.store, &cx.ctx(Key::random()), number).await?;
            if found.is_none() {
                errors.push("manager", t!(cx.language, people.error.no_such_number));
            }
            found
        }
    };
    let (Ok(legal_entity), Ok(department)) = (legal_entity, department) else {
        return Ok(None);
    };
    Ok(Some(NewTerms {
        legal_entity,
        department,
        manager,
        job_role: fields.get("job_role").to_owned(),
        location: fields.get("location").to_owned(),
        time_zone: fields.get("time_zone").to_owned(),
        kind: EmploymentKind::from_code(fields.get("kind")).unwrap_or(EmploymentKind::Employee),
    }))
}

fn hire_page(cx: &Cx, open: &Open, state: &FormState) -> Response {
    let lang = cx.language;
    let page = FormPage {
        action: format!("{}/posts/new", open.back()),
        title: t!(lang, people.hire_title, name = open.person.name.to_string()),
        lead: t!(lang, people.hire_lead),
        submit: t!(lang, people.hire),
        back: open.back(),
    };
    page.show(cx, state, || {
        view! {
            {date_input("from", t!(lang, people.first_day)).view(state)}
            {date_input("to", t!(lang, people.last_day)).optional().hint(t!(lang, people.last_day_hint)).view(state)}
            {term_fields(cx, &open.organisation, open.today, state)}
        }
    })
}

/// The form for a new post.
pub async fn hire_form(cx: Cx, Path(id): Path<String>) -> PageResult {
    let open = open(&cx, &id).await?;
    let fields = Fields::of([
        ("from", open.today.to_string()),
        ("time_zone", open.person.time_zone.to_string()),
    ]);
    let state = FormState {
        fields,
        ..FormState::default()
    };
    Ok(hire_page(&cx, &open, &state))
}

/// Begins a post.
pub async fn hire(cx: Cx, Path(id): Path<String>, fields: Fields) -> PageResult {
    let open = open(&cx, &id).await?;
    let mut errors = Errors::default();
    let from = date_of(&cx, &fields, "from", &mut errors);
    let to = match fields.filled("to") {
        None => None,
        Some(_) => date_of(&cx, &fields, "to", &mut errors),
    };
    let terms = typed_terms(&cx, &fields, &mut errors).await?;
    let (Some(from), Some(terms), true) = (from, terms, errors.is_empty()) else {
        return Ok(hire_page(&cx, &open, &FormState { fields, errors }));
    };
    let hire = Hire {
        person: open.person.id,
        from,
        to,
        terms,
    };
    let outcome = cx.state.store.write(&cx.ctx(fields.key()), hire).await;
    match answer(&cx, &open, fields, outcome.map(drop)) {
        Ok(response) => Ok(response),
        Err(state) => Ok(hire_page(&cx, &open, &state?)),
    }
}

fn change_page(cx: &Cx, open: &Open, post: EmploymentId, state: &FormState) -> Response {
    let lang = cx.language;
    let page = FormPage {
        action: format!("{}/posts/{post}/change", open.back()),
        title: t!(
            lang,
            people.change_title,
            name = open.person.name.to_string()
        ),
        lead: t!(lang, people.change_lead),
        submit: t!(lang, people.change),
        back: open.back(),
    };
    page.show(cx, state, || {
        view! {
            {date_input("from", t!(lang, people.from_day)).hint(t!(lang, people.from_day_hint)).view(state)}
            {term_fields(cx, &open.organisation, open.today, state)}
            {Input::text("reason", t!(lang, people.reason_optional)).optional().view(state)}
        }
    })
}

/// The form for a change of a post, filled with what holds.
pub async fn change_form(cx: Cx, Path((id, post)): Path<(String, String)>) -> PageResult {
    let open = open(&cx, &id).await?;
    let (post, now) = open.post(&post)?;
    let manager = now.manager.and_then(|m| open.person.managers.get(&m));
    let fields = Fields::of([
        ("from", open.today.to_string()),
        ("legal_entity", now.legal_entity.to_string()),
        ("department", now.department.to_string()),
        ("job_role", now.job_role.to_string()),
        ("location", now.location.to_string()),
        (
            "manager",
            manager
                .map(|m| m.employee_number.to_string())
                .unwrap_or_default(),
        ),
        ("time_zone", now.time_zone.to_string()),
        ("kind", now.kind.code().to_owned()),
    ]);
    let state = FormState {
        fields,
        ..FormState::default()
    };
    Ok(change_page(&cx, &open, post, &state))
}

/// Lets other terms hold from a day on.
pub async fn change(
    cx: Cx,
    Path((id, post)): Path<(String, String)>,
    fields: Fields,
) -> PageResult {
    let open = open(&cx, &id).await?;
    let (post, _) = open.post(&post)?;
    let mut errors = Errors::default();
    let from = date_of(&cx, &fields, "from", &mut errors);
    let terms = typed_terms(&cx, &fields, &mut errors).await?;
    let (Some(from), Some(terms), true) = (from, terms, errors.is_empty()) else {
        return Ok(change_page(&cx, &open, post, &FormState { fields, errors }));
    };
    let change = ChangeEmployment {
        employment: post,
        from,
        terms,
        reason: fields.get("reason").trim().to_owned(),
    };
    let outcome = cx.state.store.write(&cx.ctx(fields.key()), change).await;
    match answer(&cx, &open, fields, outcome.map(drop)) {
        Ok(response) => Ok(response),
        Err(state) => Ok(change_page(&cx, &open, post, &state?)),
    }
}

fn end_page(cx: &Cx, open: &Open, post: EmploymentId, state: &FormState) -> Response {
    let lang = cx.language;
    let page = FormPage {
        action: format!("{}/posts/{post}/end", open.back()),
        title: t!(lang, people.end_title, name = open.person.name.to_string()),
        lead: t!(lang, people.end_lead),
        submit: t!(lang, people.end),
        back: open.back(),
    };
    page.show(cx, state, || {
        view! {
            {date_input("last", t!(lang, people.last_day)).view(state)}
            {Input::text("reason", t!(lang, people.reason_optional)).optional().view(state)}
        }
    })
}

/// The form for the end of a post.
pub async fn end_form(cx: Cx, Path((id, post)): Path<(String, String)>) -> PageResult {
    let open = open(&cx, &id).await?;
    let (post, _) = open.post(&post)?;
    Ok(end_page(&cx, &open, post, &FormState::default()))
}

/// Ends a post after a last day.
pub async fn end(cx: Cx, Path((id, post)): Path<(String, String)>, fields: Fields) -> PageResult {
    let open = open(&cx, &id).await?;
    let (post, _) = open.post(&post)?;
    let mut errors = Errors::default();
    let Some(last) = date_of(&cx, &fields, "last", &mut errors) else {
        return Ok(end_page(&cx, &open, post, &FormState { fields, errors }));
    };
    let end = EndEmployment {
        employment: post,
        last,
        reason: fields.get("reason").trim().to_owned(),
    };
    let outcome = cx.state.store.write(&cx.ctx(fields.key()), end).await;
    match answer(&cx, &open, fields, outcome) {
        Ok(response) => Ok(response),
        Err(state) => Ok(end_page(&cx, &open, post, &state?)),
    }
}

fn leave_page(cx: &Cx, open: &Open, post: EmploymentId, state: &FormState) -> Response {
    let lang = cx.language;
    let page = FormPage {
        action: format!("{}/posts/{post}/leave", open.back()),
        title: t!(
            lang,
            people.leave_title,
            name = open.person.name.to_string()
        ),
        lead: t!(lang, people.leave_lead),
        submit: t!(lang, people.leave),
        back: open.back(),
    };
    let choices = vec![
        ("yes".to_owned(), t!(lang, people.leave_begins)),
        ("no".to_owned(), t!(lang, people.leave_ends)),
    ];
    page.show(cx, state, || {
        view! {
            {select("on_leave", t!(lang, people.leave_what), choices, state)}
            {date_input("leave_from", t!(lang, people.from_day)).view(state)}
        }
    })
}

/// The form for leave, or the end of it.
pub async fn leave_form(cx: Cx, Path((id, post)): Path<(String, String)>) -> PageResult {
    let open = open(&cx, &id).await?;
    let (post, now) = open.post(&post)?;
    let next = if now.on_leave { "no" } else { "yes" };
    let fields = Fields::of([
        ("leave_from", open.today.to_string()),
        ("on_leave", next.to_owned()),
    ]);
    let state = FormState {
        fields,
        ..FormState::default()
    };
    Ok(leave_page(&cx, &open, post, &state))
}

/// Says that somebody is on leave from a day on, or back.
pub async fn leave(cx: Cx, Path((id, post)): Path<(String, String)>, fields: Fields) -> PageResult {
    let open = open(&cx, &id).await?;
    let (post, _) = open.post(&post)?;
    let mut errors = Errors::default();
    let Some(from) = date_of(&cx, &fields, "leave_from", &mut errors) else {
        return Ok(leave_page(&cx, &open, post, &FormState { fields, errors }));
    };
    let leave = SetLeave {
        employment: post,
        from,
        on_leave: fields.get("on_leave") == "yes",
    };
    let outcome = cx.state.store.write(&cx.ctx(fields.key()), leave).await;
    match answer(&cx, &open, fields, outcome.map(drop)) {
        Ok(response) => Ok(response),
        Err(state) => Ok(leave_page(&cx, &open, post, &state?)),
    }
}
