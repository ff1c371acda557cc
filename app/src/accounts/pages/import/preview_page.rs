//! What a file would do: how many of what, what must be mended, and each change.

use axum::response::Response;
use domain::{ids::ImportId, language::Language};
use http::StatusCode;
use leptos::prelude::*;
use services::{
    accounts::{
        import::{Bad, Entry, EntryKind, Plan},
        organisation::Organisation,
        queries,
    },
    ctx::Key,
};

use super::words::{column_name, problem};
use crate::{
    format, t,
    web::{Cx, PageResult, forms, render},
};

/// How many rows of each list the page shows.
const SHOWN: usize = 100;

/// After it was done.
pub(super) fn done_page(cx: &Cx) -> Response {
    let lang = cx.language;
    let title = t!(lang, people.import_done_title);
    render::render(cx, StatusCode::OK, title.clone(), || {
        view! {
            <section class="narrow stack">
                <h1>{title}</h1>
                <p role="status">{t!(lang, people.import_done)}</p>
                <p><a class="button" href="/people">{t!(lang, people.import_to_people)}</a></p>
            </section>
        }
    })
}

/// The preview.
pub(super) async fn preview_page(
    cx: &Cx,
    id: ImportId,
    plan: &Plan,
    status: StatusCode,
) -> PageResult {
    let lang = cx.language;
    let organisation = queries::organisation(&cx.state.store, &cx.ctx(Key::random())).await?;
    let title = t!(lang, people.preview_title);
    let differs = status == StatusCode::CONFLICT;
    let nothing = plan.entries.is_empty();
    let ready = plan.bad.is_empty() && !nothing;
    Ok(render::render(cx, status, title.clone(), || {
        view! {
            <h1>{title}</h1>
            {differs.then(|| view! { <p class="notice" role="alert">{t!(lang, people.preview_differs)}</p> })}
            {numbers(lang, plan)}
            {(!plan.bad.is_empty()).then(|| bad_rows(lang, &plan.bad))}
            {(plan.bad.is_empty() && nothing).then(|| view! { <p>{t!(lang, people.preview_nothing)}</p> })}
            {ready.then(|| view! {
                <form method="post" action=format!("/people/import/{id}") class="stack">
                    {forms::hidden_key()}
                    {forms::hidden("plan", plan.hash.clone())}
                    <p>{t!(lang, people.preview_confirm_lead)}</p>
                    <p class="actions">
                        <button class="button" type="submit">{t!(lang, people.preview_confirm)}</button>
                        <a href="/people/import">{t!(lang, people.preview_other)}</a>
                    </p>
                </form>
            })}
            {(!ready).then(|| view! { <p><a class="button" href="/people/import">{t!(lang, people.preview_other)}</a></p> })}
            {(!nothing).then(|| entries(cx, &organisation, &plan.entries))}
        }
    }))
}

fn numbers(lang: Language, plan: &Plan) -> impl IntoView + use<> {
    let c = plan.counts;
    let all = [
        (t!(lang, people.count_rows), c.rows),
        (t!(lang, people.count_bad), plan.bad.len()),
        (t!(lang, people.count_created), c.created),
        (t!(lang, people.count_changed), c.changed),
        (t!(lang, people.count_hired), c.hired),
        (t!(lang, people.count_moved), c.moved),
        (t!(lang, people.count_adjusted), c.adjusted),
        (t!(lang, people.count_ended), c.ended),
        (t!(lang, people.count_same), c.same),
    ];
    let items = all
        .into_iter()
        .map(|(what, n)| view! { <div><dt>{what}</dt><dd>{format::number(n as u64)}</dd></div> })
        .collect_view();
    view! { <dl class="counts">{items}</dl> }
}

fn bad_rows(lang: Language, bad: &[Bad]) -> impl IntoView + use<> {
    // Each check looks at the whole file; people read it from above.
    let mut in_order: Vec<&Bad> = bad.iter().collect();
    in_order.sort_by_key(|b| b.line);
    let rows = in_order
        .into_iter()
        .take(SHOWN)
        .map(|b| {
            let column = b.column.map(|c| column_name(lang, c));
            view! {
                <tr>
                    <th scope="row">{format::number(b.line)}</th>
                    <td>{column.unwrap_or("–")}</td>
                    <td class="roomy">{problem(lang, b.problem)}</td>
                    <td class="wrap">{b.value.clone()}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = [
        t!(lang, people.import_column),
        t!(lang, people.bad_reason),
        t!(lang, people.bad_value),
    ];
    lines(
        lang,
        Lines {
            id: "bad",
            title: t!(lang, people.bad_title),
            lead: Some(t!(lang, people.bad_lead)),
            columns,
            all: bad.len(),
        },
        rows,
    )
}

fn entries(cx: &Cx, organisation: &Organisation, entries: &[Entry]) -> impl IntoView + use<> {
    let lang = cx.language;
    let rows = entries
        .iter()
        .take(SHOWN)
        .map(|e| {
            let what = told(cx, organisation, &e.kind);
            view! {
                <tr>
                    <th scope="row">{format::number(e.line)}</th>
                    <td>{e.number.clone()}</td>
                    <td>{e.name.clone()}</td>
                    <td class="roomy">{what}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = [
        t!(lang, accounts.employee_number),
        t!(lang, accounts.name),
        t!(lang, people.entry_what),
    ];
    lines(
        lang,
        Lines {
            id: "entries",
            title: t!(lang, people.entries_title),
            lead: None,
            columns,
            all: entries.len(),
        },
        rows,
    )
}

/// What stands around the rows of a list of lines.
struct Lines {
    id: &'static str,
    title: String,
    lead: Option<String>,
    /// The heads of the columns after that of the line.
    columns: [String; 3],
    /// How many there are, of which the first are shown.
    all: usize,
}

fn lines(lang: Language, list: Lines, rows: impl IntoView) -> impl IntoView {
    let Lines {
        id,
        title,
        lead,
        columns,
        all,
    } = list;
    let heads = columns.map(|column| view! { <th scope="col">{column}</th> });
    let more = all.saturating_sub(SHOWN);
    view! {
        <section class="stack" aria-labelledby=id>
            <h2 id=id>{title}</h2>
            {lead.map(|lead| view! { <p>{lead}</p> })}
            <div class="table-scroll" tabindex="0" role="group" aria-labelledby=id>
                <table class="table">
                    <thead>
                        <tr><th scope="col">{t!(lang, people.line)}</th>{heads.into_iter().collect_view()}</tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {(more > 0).then(|| view! { <p>{t!(lang, people.and_more, count = more)}</p> })}
        </section>
    }
}

fn told(cx: &Cx, organisation: &Organisation, kind: &EntryKind) -> String {
    let lang = cx.language;
    match kind {
        EntryKind::Created => t!(lang, people.entry.created),
        EntryKind::Changed { before, after } => {
            t!(
                lang,
                people.entry.changed,
                before = before.clone(),
                after = after.clone()
            )
        }
        EntryKind::Hired { department, from } => {
            let department = organisation.department_name(*department, *from, lang);
            t!(
                lang,
                people.entry.hired,
                department = department,
                date = format::date(lang, *from)
            )
        }
        EntryKind::Moved {
            before,
            after,
            from,
        } => {
            let before = organisation.department_name(*before, *from, lang);
            let after = organisation.department_name(*after, *from, lang);
            t!(
                lang,
                people.entry.moved,
                before = before,
                after = after,
                date = format::date(lang, *from)
            )
        }
        EntryKind::Adjusted { from } => t!(
            lang,
            people.entry.adjusted,
            date = format::date(lang, *from)
        ),
        EntryKind::Ended { last } => t!(lang, people.entry.ended, date = format::date(lang, *last)),
    }
}
