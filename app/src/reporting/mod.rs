//! Reporting: completions as a file for an auditor.

use axum::{
    body::Body,
    extract::Query,
    response::{IntoResponse, Response},
};
use domain::{content::Slug, language::Language, policy::Action};
use http::{HeaderValue, StatusCode, header};
use leptos::prelude::*;
use serde::Deserialize;
use services::{
    accounts::organisation::Organisation,
    ctx::Key,
    reporting::{Exported, Filter, Header, export_completions},
    training::parse_date,
};

use crate::{
    t,
    training::pages::filter::{course_options, departments},
    web::{
        Cx, PageResult,
        forms::{self, Errors, Fields, FormState, Input, select},
        render,
        routes::{Gate, Routes},
    },
};

/// The routes of reporting.
pub fn routes(routes: Routes) -> Routes {
    let gate = Gate::Needs(Action::CompletionsExport);
    routes
        .get("/reporting/completions", gate, page)
        .post("/reporting/completions", gate, export)
}

/// What the form begins with.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    course: String,
}

async fn page(cx: Cx, Query(asked): Query<Asked>) -> PageResult {
    let fields = Fields::of([("course", asked.course)]);
    let state = FormState {
        fields,
        ..FormState::default()
    };
    show(&cx, StatusCode::OK, &state).await
}

async fn export(cx: Cx, fields: Fields) -> PageResult {
    let lang = cx.language;
    let mut errors = Errors::default();
    let mut day = |name: &'static str| {
        let day = fields.filled(name).map(parse_date);
        if day == Some(None) {
            errors.push(name, t!(lang, errors.field.date));
        }
        day.flatten()
    };
    let filter = Filter {
        from: day("from"),
        until: day("until"),
        course: Slug::parse(fields.get("course")).ok(),
        department: fields.get("department").parse().ok(),
    };
    if filter
        .from
        .zip(filter.until)
        .is_some_and(|(from, until)| from > until)
    {
        errors.push("until", t!(lang, reporting.until_before_from));
    }
    if !errors.is_empty() {
        let state = FormState { fields, errors };
        return show(&cx, StatusCode::UNPROCESSABLE_ENTITY, &state).await;
    }
    let ctx = cx.ctx(fields.key());
    let exported = export_completions(&cx.state.store, &ctx, &filter, columns(lang)).await?;
    let name = format!("jasin-completions-{}.csv", ctx.today());
    Ok(file(exported, &name))
}

/// The file as it is made. When that fails in the middle the connection breaks, so that no browser takes a part for
/// the whole.
fn file(exported: Exported, name: &str) -> Response {
    let mut response = Body::from_stream(exported.file).into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/csv; charset=utf-8"),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

/// The columns' names, in the order of the file.
fn columns(lang: Language) -> Header {
    [
        t!(lang, reporting.column.employee_number),
        t!(lang, reporting.column.name),
        t!(lang, reporting.column.department),
        t!(lang, reporting.column.course),
        t!(lang, reporting.column.title),
        t!(lang, reporting.column.version),
        t!(lang, reporting.column.cycle),
        t!(lang, reporting.column.language),
        t!(lang, reporting.column.score),
        t!(lang, reporting.column.completed_at),
        t!(lang, reporting.column.zone),
        t!(lang, reporting.column.due_on),
        t!(lang, reporting.column.late),
    ]
}

async fn show(cx: &Cx, status: StatusCode, state: &FormState) -> PageResult {
    let lang = cx.language;
    let courses = crate::content::pages::published_courses(cx).await?;
    let organisation = Organisation::read(cx.state.store.read()).await?;
    let any = |text: String| vec![(String::new(), text)];
    let mut course = any(t!(lang, training.all_courses));
    course.extend(course_options(&courses));
    let mut department = any(t!(lang, training.all_departments));
    let today = cx.ctx(Key::random()).today();
    let named = departments(&organisation, today, lang);
    department.extend(named.into_iter().map(|(id, name)| (id.to_string(), name)));
    let date = |name, label| Input {
        kind: "date",
        ..Input::text(name, label).optional()
    };
    let contents = columns(lang)
        .into_iter()
        .map(|name| view! { <li>{name}</li> })
        .collect_view();
    Ok(render::render(
        cx,
        status,
        t!(lang, reporting.title),
        || {
            view! {
                <h1>{t!(lang, reporting.title)}</h1>
                <p class="lead">{t!(lang, reporting.lead)}</p>
                <form method="post" action="/reporting/completions" class="stack narrow" novalidate>
                    {forms::summary(cx, state)}
                    {forms::hidden_key()}
                    {select("course", t!(lang, training.course), course, state)}
                    {(department.len() > 1).then(|| select("department", t!(lang, training.department), department, state))}
                    {date("from", t!(lang, reporting.from)).view(state)}
                    {date("until", t!(lang, reporting.until)).view(state)}
                    <button class="button" type="submit">{t!(lang, reporting.export)}</button>
                </form>
                <section class="stack prose" aria-labelledby="contents">
                    <h2 id="contents">{t!(lang, reporting.contents)}</h2>
                    <p>{t!(lang, reporting.recorded)}</p>
                    <ul>{contents}</ul>
                </section>
            }
        },
    ))
}
