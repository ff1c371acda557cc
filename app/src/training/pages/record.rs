//! One person's record: what they owe, what they completed in which version and language, and what happened, in
//! words. How sure they were of an answer is not in it.

use axum::extract::Path;
use axum::response::Response;
use domain::{
    content::ContentHash,
    ids::{AssignmentId, PersonId},
    language::Language,
    policy::Action,
};
use http::StatusCode;
use leptos::prelude::*;
use services::{
    Error,
    content::queries::CourseSummary,
    ctx::Key,
    training::{
        UnassignCourse, extra_time,
        record::{self, By, Event, Record},
        study::Study,
    },
};

use super::{
    allowances::{allow_form, extra_time_section},
    limits,
    overview::title,
};
use crate::{
    format, t,
    training::words,
    web::{
        AppError, Cx, PageResult,
        forms::{self, Errors, Fields, FormState, Input, see_other},
        render,
        zone::local,
    },
};

/// The reader's own record.
pub async fn own(cx: Cx) -> PageResult {
    let person = cx.person().ok_or(AppError::Forbidden)?;
    show(&cx, person, StatusCode::OK, FormState::default()).await
}

/// Somebody's record, for who looks after them.
pub async fn of_person(cx: Cx, Path(id): Path<String>) -> PageResult {
    show(&cx, parse(&id)?, StatusCode::OK, FormState::default()).await
}

/// A form of the page was reloaded: back to the page.
pub async fn to_page(Path(id): Path<String>) -> Result<Response, AppError> {
    Ok(see_other(&format!("/training/people/{}", parse(&id)?)))
}

/// Takes an assignment back.
pub async fn unassign(cx: Cx, Path(id): Path<String>, fields: Fields) -> PageResult {
    let person = parse(&id)?;
    let assignment: AssignmentId = fields
        .get("assignment")
        .parse()
        .map_err(|_| AppError::NotFound)?;
    let command = UnassignCourse {
        assignment,
        reason: fields.get("reason").to_owned(),
    };
    match cx.state.store.write(&cx.ctx(fields.key()), command).await {
        Ok(_) => Ok(see_other(&format!("/training/people/{person}"))),
        Err(Error::Invalid(invalid)) => {
            let errors = Errors::of(&cx, &invalid).within(assignment.to_string());
            let state = FormState { fields, errors };
            show(&cx, person, StatusCode::UNPROCESSABLE_ENTITY, state).await
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) fn parse(id: &str) -> Result<PersonId, AppError> {
    id.parse().map_err(|_| AppError::NotFound)
}

pub(super) async fn show(
    cx: &Cx,
    person: PersonId,
    status: StatusCode,
    state: FormState,
) -> PageResult {
    let lang = cx.language;
    let found = record::record(&cx.state.store, &cx.ctx(Key::random()), person).await?;
    let courses = crate::content::pages::published_courses(cx).await?;
    let mine = cx.person() == Some(person);
    let ctx = cx.ctx(Key::random());
    let extra = match extra_time(&cx.state.store, &ctx, person).await {
        Ok(percent) => Some(percent),
        Err(Error::Forbidden) => None,
        Err(error) => return Err(error.into()),
    };
    let heading = if mine {
        t!(lang, training.my_record)
    } else {
        t!(lang, training.record_of, name = found.name.clone())
    };
    let may_take_back = cx.may(Action::TrainingAssign) && !mine;
    Ok(render::render(cx, status, heading.clone(), || {
        view! {
            <h1>{heading}</h1>
            <p class="muted">{found.name.clone()} " · " {found.employee_number.clone()}</p>
            {forms::summary(cx, &state)}
            {owed(cx, &found, &courses, may_take_back, &state)}
            {extra.and_then(|percent| extra_time_section(lang, person, percent, mine, &state))}
            {completed(cx, &found)}
            {history(cx, &found, &courses)}
        }
    }))
}

fn owed(
    cx: &Cx,
    record: &Record,
    courses: &[CourseSummary],
    may_take_back: bool,
    state: &FormState,
) -> impl IntoView + use<> {
    let lang = cx.language;
    let items = record
        .courses
        .iter()
        .map(|study| course(cx, record.person, study, courses, may_take_back, state))
        .collect_view();
    view! {
        <section class="stack" aria-labelledby="courses">
            <h2 id="courses">{t!(lang, training.record_courses)}</h2>
            {if record.courses.is_empty() {
                view! { <p>{t!(lang, training.record_no_courses)}</p> }.into_any()
            } else {
                view! { <ul class="due-list">{items}</ul> }.into_any()
            }}
        </section>
    }
}

fn course(
    cx: &Cx,
    person: PersonId,
    study: &Study,
    courses: &[CourseSummary],
    may_take_back: bool,
    state: &FormState,
) -> impl IntoView + use<> {
    let lang = cx.language;
    let (title, shown) = title(courses, &study.course, lang);
    let done = t!(
        lang,
        content.parts_done,
        done = study.done(),
        all = study.parts.len()
    );
    let score = study
        .parts
        .iter()
        .filter_map(|p| p.score_percent)
        .next_back();
    let owed = study.owed.as_ref().map(|owed| {
        let since = format::date_time(lang, local(cx, owed.assigned_at));
        view! {
            <p class="due-why">
                {t!(lang, training.why)} " " {words::reason_text(lang, owed)} " · "
                {t!(lang, training.assigned_on, at = since)} " · "
                {t!(lang, training.ends_in, zone = owed.zone.clone())}
            </p>
        }
    });
    let limits = study
        .owed
        .as_ref()
        .and_then(|owed| limits::line(lang, owed));
    let allow = study
        .owed
        .as_ref()
        .filter(|_| may_take_back && study.completion.is_none())
        .and_then(|owed| allow_form(lang, person, owed, state));
    let take_back = study
        .owed
        .as_ref()
        .filter(|_| may_take_back && study.completion.is_none())
        .map(|owed| take_back(lang, person, owed.id, state));
    view! {
        <li class="due-item">
            <h3 lang=shown.code()>{title}</h3>
            <p>{words::label_view(lang, study.standing.label)} " " {words::why(lang, study.standing.why)}</p>
            {owed}
            {crate::content::earlier::notice(cx, study)}
            <p class="muted">
                {done}
                {score.map(|score| format!(" · {}", t!(lang, content.score, score = score)))}
            </p>
            {limits}
            {allow}
            {take_back}
        </li>
    }
}

fn take_back(
    lang: Language,
    person: PersonId,
    assignment: AssignmentId,
    state: &FormState,
) -> impl IntoView + use<> {
    let id = assignment.to_string();
    let open = state.errors.is_of(&id);
    view! {
        <details open=open>
            <summary>{t!(lang, training.unassign)}</summary>
            <form method="post" action=format!("/training/people/{person}/unassign") class="stack narrow" novalidate>
                {forms::hidden_key()}
                {forms::hidden("assignment", id.clone())}
                {Input::text("reason", t!(lang, training.unassign_reason)).within(id).view(state)}
                <button class="button-danger" type="submit">{t!(lang, training.unassign)}</button>
            </form>
        </details>
    }
}

fn completed(cx: &Cx, record: &Record) -> impl IntoView + use<> {
    let lang = cx.language;
    let none = record.completions.is_empty();
    let rows = record
        .completions
        .iter()
        .map(|done| {
            let (title, shown) = title_read(record, Some(done.version), done.course.as_str(), lang);
            let score = done
                .score_percent
                .map_or_else(|| "–".to_owned(), |s| format!("{s}%"));
            view! {
                <tr>
                    <th scope="row" lang=shown.code()>{title}</th>
                    <td class="when">{format::date_time(lang, local(cx, done.completed_at))}</td>
                    <td>{words::read_in(lang, &done.language)}</td>
                    <td>{score}</td>
                    <td>{version(done.version)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section class="stack" aria-labelledby="completions">
            <h2 id="completions">{t!(lang, training.completions)}</h2>
            {if none {
                view! { <p>{t!(lang, training.no_completions)}</p> }.into_any()
            } else {
                view! {
                    <div class="table-scroll" tabindex="0" role="group" aria-labelledby="completions">
                        <table class="table">
                            <thead>
                                <tr>
                                    <th scope="col">{t!(lang, training.course)}</th>
                                    <th scope="col">{t!(lang, training.completed_at)}</th>
                                    <th scope="col">{t!(lang, training.read_in)}</th>
                                    <th scope="col">{t!(lang, training.score)}</th>
                                    <th scope="col">{t!(lang, training.version)}</th>
                                </tr>
                            </thead>
                            <tbody>{rows}</tbody>
                        </table>
                    </div>
                }
                .into_any()
            }}
        </section>
    }
}

/// A version by its first digits; opened, all of them, selected with one click to be copied.
fn version(version: ContentHash) -> impl IntoView {
    view! {
        <details class="hash">
            <summary><code>{words::short(&version)}"…"</code></summary>
            <code class="hash-whole">{version.to_string()}</code>
        </details>
    }
}

/// What a version was called when it was read; its code when it is not known.
fn title_read(
    record: &Record,
    version: Option<ContentHash>,
    code: &str,
    lang: Language,
) -> (String, Language) {
    let title = version.and_then(|v| record.titles.get(&v));
    title.map_or_else(|| (code.to_owned(), lang), |t| (t.text.clone(), t.language))
}

fn history(cx: &Cx, record: &Record, courses: &[CourseSummary]) -> impl IntoView + use<> {
    let lang = cx.language;
    let none = record.history.is_empty();
    let items = record
        .history
        .iter()
        .map(|event| {
            let by = match &event.by {
                By::Oneself => None,
                By::Person(name) => Some(t!(lang, training.by, name = name.clone())),
                By::System => Some(t!(lang, training.by_system)),
            };
            let reason = event.reason.as_ref().map(|r| format!(" “{r}”"));
            view! {
                <li>
                    <span class="muted">{format::date_time(lang, local(cx, event.at))}</span> " "
                    {happened(lang, event, record, courses)} {reason}
                    {by.map(|by| view! { " " <span class="muted">{by}</span> })}
                </li>
            }
        })
        .collect_view();
    (!none).then(|| {
        view! {
            <section class="stack" aria-labelledby="history">
                <h2 id="history">{t!(lang, training.history)}</h2>
                <ol class="history">{items}</ol>
            </section>
        }
    })
}

/// What happened, in one sentence, with the titles of what was read.
fn happened(lang: Language, event: &Event, record: &Record, courses: &[CourseSummary]) -> String {
    let code = |field: &str| event.codes.get(field).cloned().unwrap_or_default();
    let read = |field| title_read(record, event.version, &code(field), lang).0;
    // An assignment names no version: whichever is in force is owed.
    let owed = || {
        let course = courses.iter().find(|c| c.slug.as_str() == code("course"));
        course.map_or_else(|| code("course"), |c| c.title.clone())
    };
    let due = || {
        let due = services::training::parse_date(&code("due_on"));
        due.map_or_else(|| code("due_on"), |on| format::date(lang, on))
    };
    match event.kind.as_str() {
        "course_assigned" => t!(lang, training.event_assigned, course = owed(), due = due()),
        "course_due_again" => t!(lang, training.event_due_again, course = owed(), due = due()),
        "course_unassigned" => t!(lang, training.event_unassigned, course = owed()),
        "attempt_allowed" => t!(lang, training.event_allowed, course = owed()),
        "module_finished" => t!(lang, training.event_module, module = read("module")),
        "attempt_finished" => t!(
            lang,
            training.event_attempt,
            part = read("part"),
            percent = code("percent")
        ),
        _ => t!(lang, training.event_completed, course = read("course")),
    }
}
