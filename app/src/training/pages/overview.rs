//! `/training`: people × courses. Each number opens the people behind it; the filter lives in the address.

use axum::extract::Query;
use domain::{content::Slug, language::Language, policy::Action, training::Label};
use http::StatusCode;
use leptos::prelude::*;
use services::{
    accounts::organisation::Organisation,
    content::queries::CourseSummary,
    ctx::Key,
    training::overview::{self, Filter, Overview, Row},
};
use time::Date;

use super::filter::{self, Asked, address};
use crate::{
    format, t,
    training::words,
    ui::{Pager, PagerText, Stat},
    web::{Cx, PageResult, render},
};

/// How many rows a page of the list has.
const ROWS: u64 = 50;

/// What the rows are drawn with.
struct Drawing<'a> {
    lang: Language,
    today: Date,
    organisation: &'a Organisation,
    courses: &'a [CourseSummary],
    may_assign: bool,
}

/// The page.
pub async fn page(cx: Cx, Query(asked): Query<Asked>) -> PageResult {
    let lang = cx.language;
    let (filter, number) = (asked.filter(), asked.page());
    let ctx = cx.ctx(Key::random());
    let found = overview::overview(&cx.state.store, &ctx, &filter, number, ROWS).await?;
    let courses = crate::content::pages::published_courses(&cx).await?;
    let departments = filter::departments(&found.organisation, ctx.today(), lang);
    let drawing = Drawing {
        lang,
        today: ctx.today(),
        organisation: &found.organisation,
        courses: &courses,
        may_assign: cx.may(Action::TrainingAssign),
    };
    let may_export = cx.may(Action::CompletionsExport);
    Ok(render::render(
        &cx,
        StatusCode::OK,
        t!(lang, training.title),
        || {
            view! {
                <div class="page-head">
                    <h1>{t!(lang, training.title)}</h1>
                    <div class="actions">
                        {may_export.then(|| view! { <a href="/reporting/completions">{t!(lang, reporting.title)}</a> })}
                        {drawing.may_assign.then(|| view! { <a class="button" href="/training/assign">{t!(lang, training.assign)}</a> })}
                    </div>
                </div>
                {numbers(lang, &filter, &found)}
                {filter::form(lang, &filter, &courses, &departments)}
                {filter::chips(lang, &filter, &courses, &departments)}
                <p class="muted" role="status">{t!(lang, training.found, count = found.total)}</p>
                {list(&drawing, &found.rows)}
                {pager(lang, &filter, number, found.total)}
            }
        },
    ))
}

/// How many stand where: each number is a link to the people behind it.
fn numbers(lang: Language, filter: &Filter, found: &Overview) -> impl IntoView + use<> {
    let stats = Label::ALL
        .into_iter()
        .map(|label| {
            let count = found.counts.get(&label).copied().unwrap_or(0);
            let href = address(&Filter {
                label: Some(label),
                ..filter.clone()
            });
            let word = words::label_name(lang, label);
            view! { <li><Stat value=format::number(count) label=word href=href/></li> }
        })
        .collect_view();
    view! { <ul class="stats" aria-label=t!(lang, training.numbers)>{stats}</ul> }
}

fn list(drawing: &Drawing, rows: &[Row]) -> AnyView {
    let lang = drawing.lang;
    if rows.is_empty() {
        return view! { <p>{t!(lang, training.nobody)}</p> }.into_any();
    }
    let has_departments = !drawing.organisation.departments.is_empty();
    let may_assign = drawing.may_assign;
    let body = rows
        .iter()
        .map(|r| row(drawing, r, has_departments))
        .collect_view();
    let table = view! {
        <div class="table-scroll table-tall" tabindex="0" role="region" aria-label=t!(lang, training.title)>
            <table class="table table-dense table-stacks">
                <thead>
                    <tr>
                        {may_assign.then(|| view! { <th scope="col"><span class="visually-hidden">{t!(lang, training.choose)}</span></th> })}
                        <th scope="col">{t!(lang, training.person)}</th>
                        {has_departments.then(|| view! { <th scope="col">{t!(lang, training.department)}</th> })}
                        <th scope="col">{t!(lang, training.course)}</th>
                        <th scope="col">{t!(lang, training.state)}</th>
                        <th scope="col">{t!(lang, training.why_column)}</th>
                    </tr>
                </thead>
                <tbody>{body}</tbody>
            </table>
        </div>
    };
    if !may_assign {
        return table.into_any();
    }
    view! {
        <form method="get" action="/training/assign" class="stack">
            {table}
            <button class="button-secondary" type="submit">{t!(lang, training.assign_chosen)}</button>
        </form>
    }
    .into_any()
}

fn row(drawing: &Drawing, row: &Row, has_departments: bool) -> impl IntoView + use<> {
    let lang = drawing.lang;
    let department = row.department.map_or_else(
        || "–".to_owned(),
        |id| {
            drawing
                .organisation
                .department_name(id, drawing.today, lang)
        },
    );
    let (title, title_lang) = title(drawing.courses, &row.course, lang);
    let name = row.name.clone();
    view! {
        <tr>
            {drawing.may_assign.then(|| view! {
                <td class="tick">
                    <input type="checkbox" name="person" value=row.person.to_string() aria-label=t!(lang, training.choose_person, name = name)/>
                </td>
            })}
            <th scope="row">
                <a href=format!("/training/people/{}", row.person)>{row.name.clone()}</a>
                <span class="under muted">{row.employee_number.clone()}</span>
            </th>
            {has_departments.then(|| view! { <td>{department}</td> })}
            <td class="course" lang=title_lang.code()>{title}</td>
            <td>{words::label_view(lang, row.standing.label)}</td>
            <td class="why">{words::why(lang, row.standing.why)}</td>
        </tr>
    }
}

/// The title of a course and its language; the name of one that is no longer published.
pub fn title(courses: &[CourseSummary], slug: &Slug, lang: Language) -> (String, Language) {
    courses.iter().find(|c| c.slug == *slug).map_or_else(
        || (slug.to_string(), lang),
        |c| (c.title.clone(), c.language),
    )
}

fn pager(lang: Language, filter: &Filter, page: u64, total: u64) -> impl IntoView + use<> {
    let pages = total.div_ceil(ROWS).max(1);
    let base = address(filter);
    let href = format!("{base}{}page=", if base.contains('?') { '&' } else { '?' });
    let text = PagerText {
        label: t!(lang, common.pages),
        previous: t!(lang, common.previous),
        here: t!(lang, common.page_of, page = page, pages = pages),
        next: t!(lang, common.next),
    };
    view! { <Pager page=page pages=pages href=href text=text/> }
}
