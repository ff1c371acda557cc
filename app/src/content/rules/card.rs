//! `/content/rules/{card}`: one version of a card in both languages, what the company said of it, and taking that back.

use axum::{extract::Path, response::Response};
use domain::{content::ContentHash, language::Language};
use http::StatusCode;
use leptos::prelude::*;
use services::{
    Error,
    content::{
        render::{self as markdown, Setting},
        rules::{
            WithdrawConfirmation,
            queries::{self, CardDetails, Decision},
        },
    },
    ctx::Key,
};

use super::words;
use crate::{
    content::rule,
    format, t,
    web::{
        AppError, Cx, PageResult,
        forms::{self, Errors, Fields, FormState, Textarea, see_other},
        render,
        zone::local,
    },
};

/// The page.
pub async fn page(cx: Cx, Path(card): Path<String>) -> PageResult {
    show(&cx, parse(&card)?, StatusCode::OK, FormState::default()).await
}

/// The form of the page was reloaded: back to the page.
pub async fn to_page(Path(card): Path<String>) -> Result<Response, AppError> {
    Ok(see_other(&format!("/content/rules/{}", parse(&card)?)))
}

/// Takes the confirmation back.
pub async fn withdraw(cx: Cx, Path(card): Path<String>, fields: Fields) -> PageResult {
    let card = parse(&card)?;
    let command = WithdrawConfirmation {
        card,
        reason: fields.get("reason").to_owned(),
    };
    match cx.state.store.write(&cx.ctx(fields.key()), command).await {
        Ok(_) => Ok(see_other(&format!("/content/rules/{card}"))),
        Err(Error::Invalid(invalid)) => {
            let errors = Errors::of(&cx, &invalid);
            let state = FormState { fields, errors };
            show(&cx, card, StatusCode::UNPROCESSABLE_ENTITY, state).await
        }
        Err(error) => Err(error.into()),
    }
}

fn parse(card: &str) -> Result<ContentHash, AppError> {
    card.parse().map_err(|_| AppError::NotFound)
}

async fn show(cx: &Cx, card: ContentHash, status: StatusCode, state: FormState) -> PageResult {
    let lang = cx.language;
    let ctx = cx.ctx(Key::random());
    let found = queries::review(&cx.state.store, &ctx, card).await?;
    let may_confirm = queries::may_confirm(&cx.state.store, &ctx).await?;
    let standing = &found.review.standing;
    let (shown, title) = words::title(lang, &standing.card.title);
    let used = !found.review.uses.is_empty();
    let asks = may_confirm && used && found.review.needs_word();
    let takes_back = may_confirm && standing.word.is_some();
    Ok(render::render(cx, status, title.clone(), || {
        view! {
            <article class="prose rule">
                <p class="crumb"><a href="/content/rules">{t!(lang, rules.title)}</a></p>
                <h1 lang=shown.code()>{title}</h1>
                <p>
                    {words::state_view(lang, standing)} " "
                    {words::why(lang, standing.state)}
                </p>
                {forms::summary(cx, &state)}
                {asks.then(|| view! {
                    <p><a class="button" href=format!("/content/rules?card={card}#confirm")>{t!(lang, rules.to_confirm)}</a></p>
                })}
                {texts(lang, &found)}
                {rule::details(lang, &standing.card)}
                <p class="muted">{t!(lang, rules.version)} " " <code class="hash-whole">{card.to_string()}</code></p>
                <h2>{t!(lang, rules.courses)}</h2>
                {if used {
                    words::courses(lang, &found.review).into_any()
                } else {
                    view! { <p>{t!(lang, rules.unused)}</p> }.into_any()
                }}
                <h2>{t!(lang, rules.history)}</h2>
                {history(cx, &found.decisions)}
                {takes_back.then(|| withdrawal(lang, card, &state))}
                <p class="notice">{t!(lang, rules.no_advice)}</p>
            </article>
        }
    }))
}

/// The text in both languages: a reviewer confirms both at once.
pub(super) fn texts(lang: Language, found: &CardDetails) -> impl IntoView + use<> {
    both(lang, &found.review.standing.card.text)
}

/// Both languages of a text, each under its name.
pub(super) fn both(
    lang: Language,
    texts: &services::content::model::Texts,
) -> impl IntoView + use<> {
    let parts = texts
        .iter()
        .map(|(language, text)| {
            let setting = Setting {
                language: *language,
                ..Setting::default()
            };
            let html = markdown::text(text, &setting);
            let name = match language {
                Language::Ko => t!(lang, rules.text_ko),
                Language::En => t!(lang, rules.text_en),
            };
            view! {
                <section>
                    <h2>{name}</h2>
                    <div class="rule-text" lang=language.code() inner_html=html></div>
                </section>
            }
        })
        .collect_view();
    view! { <div class="rule-both">{parts}</div> }
}

fn history(cx: &Cx, decisions: &[Decision]) -> AnyView {
    let lang = cx.language;
    if decisions.is_empty() {
        return view! { <p>{t!(lang, rules.history_none)}</p> }.into_any();
    }
    let items = decisions
        .iter()
        .map(|decision| {
            let at = format::date_time(lang, local(cx, decision.at));
            let by = decision
                .reviewer
                .clone()
                .unwrap_or_else(|| t!(lang, rules.by_program));
            let what = match decision.next_review.filter(|_| decision.confirmed) {
                Some(day) => t!(lang, rules.event_confirmed, date = format::date(lang, day)),
                None => t!(lang, rules.event_withdrawn),
            };
            let reason = decision.reason.clone();
            view! {
                <li>
                    <span class="muted">{at} " · " {by}</span> <br/> {what}
                    {reason.map(|reason| view! { " " <q>{reason}</q> })}
                </li>
            }
        })
        .collect_view();
    view! { <ol class="history">{items}</ol> }.into_any()
}

fn withdrawal(lang: Language, card: ContentHash, state: &FormState) -> impl IntoView + use<> {
    let reason = Textarea::new("reason", t!(lang, rules.withdraw_reason)).rows(3);
    view! {
        <h2>{t!(lang, rules.withdraw_title)}</h2>
        <form method="post" action=format!("/content/rules/{card}/withdraw") class="stack" novalidate>
            {forms::hidden_key()}
            <p>{t!(lang, rules.withdraw_what)}</p>
            {reason.view(state)}
            <button class="button-secondary" type="submit">{t!(lang, rules.withdraw)}</button>
        </form>
    }
}
