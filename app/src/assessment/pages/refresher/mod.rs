//! `/refresher`: a few questions that come round again, one by one.

mod card;
mod question;
mod show;

pub use card::card;
pub use show::{answer, page};

use domain::{content::Practice, language::Language};
use http::StatusCode;
use leptos::prelude::*;
use services::{
    assessment::refresher::{
        StartRefresher,
        queries::{self, Waiting},
    },
    ctx::Key,
};

use crate::{
    format,
    stories::practice_name,
    t,
    web::{
        Cx, PageResult,
        forms::{self, Fields, see_other},
        render,
    },
};

/// What waits, and the button that begins.
pub async fn intro(cx: Cx) -> PageResult {
    let lang = cx.language;
    let ctx = cx.ctx(Key::random());
    let waiting = queries::waiting(&cx.state.store, &ctx).await?;
    let next = match waiting {
        None => queries::next(&cx.state.store, &ctx).await?,
        Some(_) => None,
    };
    let title = t!(lang, refresher.title);
    Ok(render::render(&cx, StatusCode::OK, title.clone(), || {
        let body = match waiting {
            Some(waiting) => view! {
                <p><strong>{t!(lang, refresher.card, count = waiting.questions)}</strong></p>
                <p>{t!(lang, refresher.card_about, practices = practices(lang, &waiting.practices))}</p>
                {start(lang, &waiting)}
            }
            .into_any(),
            None => {
                let words = match next {
                    Some(day) => t!(lang, refresher.next_day, date = format::date(lang, day)),
                    None => t!(lang, refresher.no_quiz),
                };
                view! {
                    <p>{t!(lang, refresher.none)} " " {words}</p>
                    <p><a href="/">{t!(lang, refresher.home)}</a></p>
                }
                .into_any()
            }
        };
        view! {
            <article class="prose">
                <h1>{title}</h1>
                <p class="lead">{t!(lang, refresher.lead)}</p>
                {body}
                <p class="muted">{t!(lang, refresher.free)}</p>
            </article>
        }
    }))
}

/// Begins, or goes on with what was begun.
pub async fn start_now(cx: Cx, fields: Fields) -> PageResult {
    let begun = cx
        .state
        .store
        .write(&cx.ctx(fields.key()), StartRefresher)
        .await?;
    Ok(match begun {
        Some(id) => see_other(&format!("/refresher/{id}")),
        None => see_other("/refresher"),
    })
}

/// The button that begins, or goes on.
fn start(lang: Language, waiting: &Waiting) -> impl IntoView + use<> {
    match waiting.begun {
        Some(id) => view! {
            <p class="actions"><a class="button" href=format!("/refresher/{id}")>{t!(lang, refresher.go_on)}</a></p>
        }
        .into_any(),
        None => view! {
            <form method="post" action="/refresher" class="actions">
                {forms::hidden_key()}
                <button class="button" type="submit">{t!(lang, refresher.start)}</button>
            </form>
        }
        .into_any(),
    }
}

/// What the questions are about, in words.
fn practices(lang: Language, practices: &[Practice]) -> String {
    let names = practices.iter().map(|one| practice_name(lang, *one));
    names.collect::<Vec<_>>().join(", ")
}
