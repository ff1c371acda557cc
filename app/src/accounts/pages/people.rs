//! `/people`: everyone whom the reader's grants cover; `/people/new`.

use axum::{extract::Query, response::Response};
use domain::{accounts::PersonStatus, language::Language, policy::Action};
use http::StatusCode;
use leptos::prelude::*;
use serde::Deserialize;
use services::{
    Error,
    accounts::{
        AddPerson,
        queries::{self, PeopleFilter, PersonRow, PostLine},
    },
};

use crate::{
    t,
    web::{
        Cx, PageResult,
        forms::{self, Errors, Fields, FormState, Input, see_other, select},
        render,
    },
};

/// How many rows a page of the list has.
const ROWS: u64 = 50;

/// Which page of the list, and of whom.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    page: Option<u64>,
    #[serde(default)]
    text: String,
    #[serde(default)]
    department: String,
    #[serde(default)]
    status: String,
}

impl Wanted {
    fn filter(&self) -> PeopleFilter {
        PeopleFilter {
            text: self.text.clone(),
            department: self.department.parse().ok(),
            status: PersonStatus::from_code(&self.status),
        }
    }

    fn is_narrow(&self) -> bool {
        !(self.text.trim().is_empty() && self.department.is_empty() && self.status.is_empty())
    }

    /// The address of a page of the same list.
    fn address(&self, page: u64) -> String {
        let (text, department, status) = (
            forms::encode(&self.text),
            forms::encode(&self.department),
            forms::encode(&self.status),
        );
        format!("/people?text={text}&department={department}&status={status}&page={page}")
    }
}

/// The list.
pub async fn page(cx: Cx, Query(wanted): Query<Wanted>) -> PageResult {
    let lang = cx.language;
    let number = wanted.page.unwrap_or(1).max(1);
    let ctx = cx.ctx(services::ctx::Key::random());
    let list = queries::people(&cx.state.store, &ctx, &wanted.filter(), number, ROWS).await?;
    let organisation = queries::organisation(&cx.state.store, &ctx).await?;
    let departments = super::organisation::options(&organisation, ctx.today(), lang);
    let pages = list.total.div_ceil(ROWS).max(1);
    let narrow = wanted.is_narrow();
    let title = t!(lang, accounts.people_title);
    Ok(render::render(&cx, StatusCode::OK, title.clone(), || {
        view! {
            <div class="page-head">
                <h1>{title}</h1>
                {head_links(&cx)}
            </div>
            {filters(lang, &wanted, departments)}
            <p class="muted">{t!(lang, accounts.people, count = list.total)}</p>
            {if !list.rows.is_empty() {
                table(lang, list.rows).into_any()
            } else if narrow {
                view! { <p>{t!(lang, people.find_none)}</p> }.into_any()
            } else {
                view! { <p>{t!(lang, accounts.people_none)}</p> }.into_any()
            }}
            {(pages > 1).then(|| pager(lang, &wanted, number, pages))}
        }
    }))
}

fn head_links(cx: &Cx) -> impl IntoView + use<> {
    let lang = cx.language;
    view! {
        <p class="actions">
            <a href="/people/organisation">{t!(lang, people.organisation_title)}</a>
            {cx.may(Action::PeopleImport).then(|| view! { <a href="/people/import">{t!(lang, people.import_link)}</a> })}
            {cx.may(Action::InvitationsSend).then(|| view! { <a href="/people/invitations">{t!(lang, messages.bulk.link)}</a> })}
            {cx.may(Action::PeopleManage).then(|| view! { <a class="button" href="/people/new">{t!(lang, accounts.person_new)}</a> })}
        </p>
    }
}

fn filters(
    lang: Language,
    wanted: &Wanted,
    mut departments: Vec<(String, String)>,
) -> impl IntoView + use<> {
    departments.insert(0, (String::new(), t!(lang, people.all)));
    let mut statuses = vec![(String::new(), t!(lang, people.all))];
    for status in [PersonStatus::Active, PersonStatus::Inactive] {
        statuses.push((status.code().to_owned(), status_name(lang, status)));
    }
    let fields = Fields::of([
        ("text", wanted.text.clone()),
        ("department", wanted.department.clone()),
        ("status", wanted.status.clone()),
    ]);
    let state = FormState {
        fields,
        ..FormState::default()
    };
    view! {
        <form method="get" action="/people" class="filters" role="search">
            {Input::text("text", t!(lang, people.filter_text)).optional().view(&state)}
            {select("department", t!(lang, people.filter_department), departments, &state)}
            {select("status", t!(lang, people.filter_status), statuses, &state)}
            <button class="button-secondary" type="submit">{t!(lang, people.find)}</button>
        </form>
    }
}

fn table(lang: Language, rows: Vec<PersonRow>) -> impl IntoView {
    let rows = rows
        .into_iter()
        .map(|row| {
            let email = row.email.map_or_else(|| "–".to_owned(), |email| email.to_string());
            view! {
                <tr>
                    <th scope="row"><a href=format!("/people/{}", row.id)>{row.name.to_string()}</a></th>
                    <td>{row.employee_number.to_string()}</td>
                    <td>{work(lang, &row.posts)}</td>
                    <td>{email}</td>
                    <td>{status_name(lang, row.status)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-label=t!(lang, accounts.people_title)>
            <table class="table table-stacks">
                <thead>
                    <tr>
                        <th scope="col">{t!(lang, accounts.name)}</th>
                        <th scope="col">{t!(lang, accounts.employee_number)}</th>
                        <th scope="col">{t!(lang, people.work)}</th>
                        <th scope="col">{t!(lang, accounts.email)}</th>
                        <th scope="col">{t!(lang, accounts.status)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

/// What somebody does today.
fn work(lang: Language, posts: &[PostLine]) -> String {
    let line = |post: &PostLine| {
        let leave = post.on_leave.then(|| t!(lang, people.on_leave));
        let parts = [
            Some(post.department.clone()),
            Some(post.job_role.clone()),
            leave,
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    };
    match posts {
        [] => "–".to_owned(),
        posts => posts.iter().map(line).collect::<Vec<_>>().join(" / "),
    }
}

/// What people call a status.
pub fn status_name(lang: Language, status: PersonStatus) -> String {
    match status {
        PersonStatus::Active => t!(lang, accounts.status_active),
        PersonStatus::Inactive => t!(lang, accounts.status_inactive),
    }
}

fn pager(lang: Language, wanted: &Wanted, page: u64, pages: u64) -> impl IntoView + use<> {
    let (before, after) = (
        wanted.address(page.saturating_sub(1)),
        wanted.address(page + 1),
    );
    view! {
        <nav class="pager" aria-label=t!(lang, common.pages)>
            {(page > 1).then(|| view! { <a rel="prev" href=before>{t!(lang, common.previous)}</a> })}
            <span>{t!(lang, common.page_of, page = page, pages = pages)}</span>
            {(page < pages).then(|| view! { <a rel="next" href=after>{t!(lang, common.next)}</a> })}
        </nav>
    }
}

/// The form for a new person.
pub async fn new_form(cx: Cx) -> PageResult {
    let state = FormState {
        fields: Fields::of([("language", "ko".into())]),
        ..FormState::default()
    };
    Ok(form(&cx, StatusCode::OK, &state))
}

/// Adds a person and shows them.
pub async fn add(cx: Cx, fields: Fields) -> PageResult {
    let command = AddPerson {
        name: fields.get("name").to_owned(),
        employee_number: fields.get("employee_number").to_owned(),
        email: fields.filled("email").map(str::to_owned),
        language: Language::from_code(fields.get("language")).unwrap_or(cx.language),
        time_zone: fields
            .filled("time_zone")
            .unwrap_or("Asia/Seoul")
            .to_owned(),
    };
    match cx.state.store.write(&cx.ctx(fields.key()), command).await {
        Ok(person) => Ok(see_other(&format!("/people/{person}"))),
        Err(Error::Invalid(invalid)) => {
            let errors = Errors::of(&cx, &invalid);
            Ok(form(
                &cx,
                StatusCode::UNPROCESSABLE_ENTITY,
                &FormState { fields, errors },
            ))
        }
        Err(error) => Err(error.into()),
    }
}

fn form(cx: &Cx, status: StatusCode, state: &FormState) -> Response {
    let lang = cx.language;
    let languages = vec![
        ("ko".into(), t!(lang, common.korean)),
        ("en".into(), t!(lang, common.english)),
    ];
    render::render(cx, status, t!(lang, accounts.person_new_title), || {
        view! {
            <section class="narrow stack">
                <h1>{t!(lang, accounts.person_new_title)}</h1>
                <p class="lead">{t!(lang, accounts.person_new_lead)}</p>
                <form method="post" action="/people/new" class="stack" novalidate>
                    {forms::summary(cx, state)}
                    {forms::hidden_key()}
                    {Input::text("name", t!(lang, accounts.name)).view(state)}
                    {Input::text("employee_number", t!(lang, accounts.employee_number)).view(state)}
                    {Input::text("email", t!(lang, accounts.email_optional)).optional().view(state)}
                    {select("language", t!(lang, common.language), languages, state)}
                    <p class="actions">
                        <button class="button" type="submit">{t!(lang, accounts.person_add)}</button>
                        <a href="/people">{t!(lang, common.cancel)}</a>
                    </p>
                </form>
            </section>
        }
    })
}
