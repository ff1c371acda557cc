//! `/audit`: the newest facts and how far the log is sealed.

use domain::{language::Language, policy::Action};
use http::StatusCode;
use leptos::prelude::*;
use services::{
    accounts::KnownAs,
    audit::queries::{self, FactRow, SealStatus},
    ctx::{Actor, Key},
};

use crate::{
    accounts::pages::role_name,
    format, t,
    web::{
        Cx, PageResult, render,
        routes::{Gate, Routes},
        zone::local,
    },
};

/// How many facts are shown.
const ROWS: u64 = 100;

/// The route of audit.
pub fn routes(routes: Routes) -> Routes {
    routes.get("/audit", Gate::Needs(Action::AuditView), page)
}

async fn page(cx: Cx) -> PageResult {
    let lang = cx.language;
    let ctx = cx.ctx(Key::random());
    let facts = queries::newest(&cx.state.store, &ctx, ROWS).await?;
    let status = queries::status(&cx.state.store, &ctx).await?;
    Ok(render::render(
        &cx,
        StatusCode::OK,
        t!(lang, audit.title),
        || {
            let rows = facts
                .into_iter()
                .map(|fact| row(&cx, fact))
                .collect::<Vec<_>>();
            view! {
                <h1>{t!(lang, audit.title)}</h1>
                <p class="lead">{t!(lang, audit.lead)}</p>
                {seal(&cx, status)}
                <section class="stack" aria-labelledby="facts">
                    <h2 id="facts">{t!(lang, audit.facts)}</h2>
                    {if rows.is_empty() {
                        view! { <p>{t!(lang, audit.none)}</p> }.into_any()
                    } else {
                        table(lang, rows.collect_view()).into_any()
                    }}
                </section>
            }
        },
    ))
}

fn seal(cx: &Cx, status: SealStatus) -> impl IntoView + use<> {
    let lang = cx.language;
    let sealed = match status.checkpoint {
        Some(checkpoint) => {
            let at = format::date_time(lang, local(cx, checkpoint.at));
            let text = t!(
                lang,
                audit.sealed,
                size = format::number(checkpoint.size),
                at = at
            );
            view! {
                <p>{text}</p>
                <p>{t!(lang, audit.root)} ": " <code class="wrap">{checkpoint.root}</code></p>
            }
            .into_any()
        }
        None => view! { <p>{t!(lang, audit.not_sealed)}</p> }.into_any(),
    };
    view! {
        <section class="stack" aria-labelledby="seal">
            <h2 id="seal">{t!(lang, audit.checkpoint)}</h2>
            {sealed}
            <p>{t!(lang, audit.waiting, count = status.waiting)}</p>
            <p>{t!(lang, audit.verify)}</p>
            <p><code>"jasin audit verify"</code></p>
        </section>
    }
}

fn table(lang: Language, rows: impl IntoView) -> impl IntoView {
    view! {
        <div class="table-scroll" tabindex="0" role="group" aria-labelledby="facts">
            <table class="table table-stacks">
                <thead>
                    <tr>
                        <th scope="col">{t!(lang, audit.when)}</th>
                        <th scope="col">{t!(lang, audit.what)}</th>
                        <th scope="col">{t!(lang, audit.who)}</th>
                        <th scope="col">{t!(lang, audit.role)}</th>
                        <th scope="col">{t!(lang, audit.subject)}</th>
                        <th scope="col">{t!(lang, audit.request)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn row(cx: &Cx, fact: FactRow) -> impl IntoView + use<> {
    let lang = cx.language;
    let who = match fact.actor {
        Actor::Person(id) => known(&id.to_string(), fact.actor_name).into_any(),
        Actor::System(name) => t!(lang, audit.system, name = name).into_any(),
        Actor::Anonymous => t!(lang, audit.anonymous).into_any(),
    };
    let subject = fact.subject.map_or_else(
        || "–".into_any(),
        |id| known(&id, fact.subject_name).into_any(),
    );
    let role = fact
        .role
        .map_or_else(|| "–".to_owned(), |role| role_name(lang, role));
    view! {
        <tr>
            <td class="when">{format::date_time(lang, local(cx, fact.occurred_at))}</td>
            <td><code>{fact.kind}</code></td>
            <td>{who}</td>
            <td data-label=t!(lang, audit.role)>{role}</td>
            <td data-label=t!(lang, audit.subject)>{subject}</td>
            <td data-label=t!(lang, audit.request)><code class="id">{fact.request_id}</code></td>
        </tr>
    }
}

/// A person by name and number, leading to them; the id the fact holds, where nobody of that id is known.
fn known(id: &str, name: Option<KnownAs>) -> impl IntoView + use<> {
    match name {
        Some(found) => view! {
            <a href=format!("/people/{id}")>{found.name}</a> " · " {found.employee_number}
        }
        .into_any(),
        None => view! { <code class="id">{id.to_owned()}</code> }.into_any(),
    }
}
