//! `/content/rules/print`: every card in full, made to be printed, read and signed by a lawyer.

use axum::extract::Query;
use domain::language::Language;
use http::StatusCode;
use leptos::prelude::*;
use serde::Deserialize;
use services::{
    content::{
        model::Verified,
        rules::queries::{self, CardReview},
    },
    ctx::Key,
};

use super::{card::both, words};
use crate::{
    content::rule,
    format, t,
    web::{Cx, PageResult, render},
};

/// Which cards.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    show: String,
}

/// The page.
pub async fn page(cx: Cx, Query(asked): Query<Asked>) -> PageResult {
    let lang = cx.language;
    let ctx = cx.ctx(Key::random());
    let mut cards = queries::reviews(&cx.state.store, &ctx).await?;
    cards.retain(|card| asked.show != "open" || card.needs_word());
    let today = format::date(lang, ctx.today());
    let title = t!(lang, rules.print_title);
    Ok(render::render(&cx, StatusCode::OK, title.clone(), || {
        let sheets = cards.iter().map(|card| sheet(lang, card)).collect_view();
        view! {
            <p class="crumb sheet-note"><a href="/content/rules">{t!(lang, rules.title)}</a></p>
            <h1>{title}</h1>
            <p class="lead">{t!(lang, rules.print_lead, date = today)}</p>
            <p>{t!(lang, rules.no_advice)}</p>
            <p class="notice sheet-note">{t!(lang, rules.print_how)}</p>
            {cards.is_empty().then(|| view! { <p>{t!(lang, rules.none_open)}</p> })}
            {sheets}
        }
    }))
}

fn sheet(lang: Language, review: &CardReview) -> impl IntoView + use<> {
    let standing = &review.standing;
    let card = &standing.card;
    let titles = card
        .title
        .iter()
        .map(|(language, title)| {
            view! { <span class="sheet-title" lang=language.code()>{title.clone()}</span> }
        })
        .collect_view();
    let note = match card.verified {
        Verified::Yes => t!(lang, rules.note_yes),
        Verified::Partly => t!(lang, rules.note_partly),
        Verified::No => t!(lang, rules.note_no),
    };
    view! {
        <article class="sheet rule">
            <h2>{titles}</h2>
            <p>
                {words::state_view(lang, standing)} " "
                {words::why(lang, standing.state)}
            </p>
            {rule::details(lang, card)}
            <p><strong>{t!(lang, rules.company)}</strong> " " {words::company(lang, review)}</p>
            <p class="muted">{t!(lang, rules.version)} " " <code class="sheet-hash">{standing.hash.to_string()}</code></p>
            {both(lang, &card.text)}
            <p><strong>{t!(lang, rules.note)}</strong> " " {note}</p>
            {signature(lang)}
        </article>
    }
}

/// Places to tick, to write and to sign.
fn signature(lang: Language) -> impl IntoView + use<> {
    let results = [
        t!(lang, rules.sign_as_is),
        t!(lang, rules.sign_change),
        t!(lang, rules.sign_drop),
    ]
    .map(|result| view! { <span class="sheet-box">{result}</span> });
    let lines = [
        t!(lang, rules.sign_next),
        t!(lang, rules.sign_name),
        t!(lang, rules.sign_date),
        t!(lang, rules.sign_signature),
    ]
    .map(|label| view! { <div class="sheet-line"><dt>{label}</dt><dd></dd></div> });
    view! {
        <div class="sheet-sign">
            <p><strong>{t!(lang, rules.sign_result)}</strong> {results.into_iter().collect_view()}</p>
            <dl>
                <div class="sheet-line sheet-remarks"><dt>{t!(lang, rules.sign_remarks)}</dt><dd></dd></div>
                {lines.into_iter().collect_view()}
            </dl>
        </div>
    }
}
