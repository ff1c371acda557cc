//! `/me/challenges`: what one said of questions, and what was answered.

use http::StatusCode;
use leptos::prelude::*;
use services::{assessment::challenges::queries, ctx::Key};

use super::parts::{about, question, said_view};
use crate::{
    t,
    web::{Cx, PageResult, render},
};

/// The page.
pub async fn page(cx: Cx) -> PageResult {
    let lang = cx.language;
    let all = queries::of_actor(&cx.state.store, &cx.ctx(Key::random())).await?;
    let title = t!(lang, challenges.own_title);
    Ok(render::render(&cx, StatusCode::OK, title.clone(), || {
        let none = all.is_empty();
        let items = all.iter().map(|challenge| {
            view! {
                <li>
                    <h2>{about(challenge)}</h2>
                    {question(lang, challenge)}
                    {said_view(&cx, challenge)}
                </li>
            }
        });
        let items = items.collect_view();
        view! {
            <article class="prose">
                <p class="crumb"><a href="/me">{t!(lang, common.me)}</a></p>
                <h1>{title}</h1>
                <p class="lead">{t!(lang, challenges.own_lead)}</p>
                {if none {
                    view! { <p>{t!(lang, challenges.own_none)}</p> }.into_any()
                } else {
                    view! { <ul class="challenge-list">{items}</ul> }.into_any()
                }}
            </article>
        }
    }))
}
