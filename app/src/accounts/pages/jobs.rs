//! `/settings/jobs`: mail on its way, what went wrong with it, and trying again.

use axum::response::Response;
use domain::ids::JobId;
use http::StatusCode;
use leptos::prelude::*;
use services::{
    ctx::Key,
    jobs::{
        RetryJob,
        queries::{self, JobRow},
    },
};

use crate::{
    format, t,
    web::{
        AppError, Cx, PageResult,
        forms::{self, Fields, see_other},
        render,
        zone::local,
    },
};

/// The page.
pub async fn page(cx: Cx) -> PageResult {
    let lang = cx.language;
    let jobs = queries::page(&cx.state.store, &cx.ctx(Key::random())).await?;
    let title = t!(lang, messages.jobs.title);
    let mail = cx.state.config.mail;
    Ok(render::render(&cx, StatusCode::OK, title.clone(), || {
        view! {
            <h1>{title}</h1>
            <p class="lead">{t!(lang, messages.jobs.lead)}</p>
            {(!mail).then(|| view! { <p class="notice">{t!(lang, messages.jobs.off)}</p> })}
            <dl class="details">
                <dt>{t!(lang, messages.jobs.waiting)}</dt>
                <dd>{format::number(jobs.waiting)}</dd>
                <dt>{t!(lang, messages.jobs.done)}</dt>
                <dd>{format::number(jobs.done)}</dd>
            </dl>
            {list(&cx, &FAILED, jobs.failed)}
            {list(&cx, &AGAIN, jobs.again)}
        }
    }))
}

/// A form of the page was reloaded: back to the page.
pub async fn to_page() -> Response {
    see_other("/settings/jobs")
}

/// Lets one be tried again.
pub async fn retry(cx: Cx, fields: Fields) -> PageResult {
    let job: JobId = fields.get("job").parse().map_err(|_| AppError::NotFound)?;
    let command = RetryJob { job };
    cx.state.store.write(&cx.ctx(fields.key()), command).await?;
    Ok(see_other("/settings/jobs"))
}

/// One of the two tables.
struct Kind {
    id: &'static str,
    failed: bool,
}

const FAILED: Kind = Kind {
    id: "failed",
    failed: true,
};
const AGAIN: Kind = Kind {
    id: "again",
    failed: false,
};

fn list(cx: &Cx, kind: &Kind, rows: Vec<JobRow>) -> impl IntoView + use<> {
    let lang = cx.language;
    let Kind { id, failed } = *kind;
    let (title, none, when) = if failed {
        (
            t!(lang, messages.jobs.failed_title),
            t!(lang, messages.jobs.failed_none),
            t!(lang, messages.jobs.gave_up),
        )
    } else {
        (
            t!(lang, messages.jobs.again_title),
            t!(lang, messages.jobs.again_none),
            t!(lang, messages.jobs.next),
        )
    };
    let empty = rows.is_empty();
    let rows = rows
        .into_iter()
        .map(|job| row(cx, job, failed))
        .collect_view();
    view! {
        <section class="stack">
            <h2 id=id>{title}</h2>
            {if empty {
                view! { <p>{none}</p> }.into_any()
            } else {
                view! {
                    <div class="table-scroll" tabindex="0" role="region" aria-labelledby=id>
                        <table class="table">
                            <thead>
                                <tr>
                                    <th scope="col">{t!(lang, messages.jobs.what)}</th>
                                    <th scope="col">{t!(lang, messages.jobs.whom)}</th>
                                    <th scope="col">{when}</th>
                                    <th scope="col">{t!(lang, messages.jobs.tries)}</th>
                                    <th scope="col">{t!(lang, messages.jobs.error)}</th>
                                    <th scope="col">{t!(lang, messages.jobs.retry)}</th>
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

fn row(cx: &Cx, job: JobRow, failed: bool) -> impl IntoView + use<> {
    let lang = cx.language;
    let what = match job.kind.as_str() {
        "mail_invitation" => t!(lang, messages.jobs.mail_invitation),
        "mail_rules" => t!(lang, rules.title),
        "mail_reset" => t!(lang, messages.jobs.mail_reset),
        _ => t!(lang, messages.jobs.other),
    };
    let name = job.person.as_ref().map_or("–".to_owned(), |p| p.1.clone());
    let label = t!(lang, messages.jobs.retry_label, name = name.clone());
    let verb = if failed {
        t!(lang, messages.jobs.retry)
    } else {
        t!(lang, messages.jobs.retry_now)
    };
    let link = job.person.map(|(id, _)| format!("/people/{id}"));
    view! {
        <tr>
            <th scope="row">{what}</th>
            <td>{match link {
                Some(link) => view! { <a href=link>{name}</a> }.into_any(),
                None => view! { {name} }.into_any(),
            }}</td>
            <td>{format::date_time(lang, local(cx, job.at))}</td>
            <td>{job.attempts}</td>
            <td class="wrap" lang="en">{job.error.unwrap_or_default()}</td>
            <td>
                <form method="post" action="/settings/jobs/retry">
                    {forms::hidden_key()}
                    {forms::hidden("job", job.id.to_string())}
                    <button class="button-quiet" type="submit" aria-label=label>{verb}</button>
                </form>
            </td>
        </tr>
    }
}
