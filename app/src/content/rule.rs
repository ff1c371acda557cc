//! `/rules/{id}`: a rule card, where it comes from, and how far it was checked.

use axum::extract::Path;
use domain::{
    content::{Slug, rule_card::State},
    language::Language,
};
use http::StatusCode;
use leptos::prelude::*;
use services::{
    content::{
        model::{RuleCard, Verified},
        queries,
        render::{self as markdown, Setting},
        rules::{self, CardStanding, Word},
    },
    ctx::Key,
};

use super::rules::words::{date, place, title as text_in};
use crate::{
    format, t,
    web::{AppError, Cx, PageResult, render},
};

/// The page.
pub async fn page(cx: Cx, Path(id): Path<String>) -> PageResult {
    let lang = cx.language;
    let id = Slug::parse(&id).map_err(|_| AppError::NotFound)?;
    let found = queries::rule(&cx.state.store, &id).await?;
    let (version, card) = found.ok_or(AppError::NotFound)?;
    let today = cx.ctx(Key::random()).today();
    let standing = rules::of_card(cx.state.store.read(), version, today).await?;
    let standing = standing.ok_or(AppError::NotFound)?;
    let (title_language, title) = text_in(lang, &card.title);
    let (language, text) = text_in(lang, &card.text);
    let html = markdown::text(
        &text,
        &Setting {
            language,
            ..Setting::default()
        },
    );
    Ok(render::render(
        &cx,
        StatusCode::OK,
        title.clone(),
        move || {
            // A card that nobody has compared with its source was not checked on any day.
            let reviewed = card.reviewer.as_ref().map(|_| date(lang, &card.reviewed));
            let checked = standing
                .word
                .map(|word| format::date(lang, word.confirmation.on))
                .filter(|_| reviewed.is_none())
                .or(reviewed);
            view! {
                <article class="prose rule">
                    {(lang != language).then(|| view! { <p class="notice">{t!(lang, content.other_language)}</p> })}
                    <p class="kicker">{t!(lang, assessment.rule_kind)}</p>
                    <h1 lang=title_language.code()>{title}</h1>
                    {checked.map(|date| view! { <p class="muted">{t!(lang, assessment.rule_checked, date = date)}</p> })}
                    {warning(lang, &standing).map(|text| view! { <p class="notice tone-soon">{text}</p> })}
                    <div class="rule-text" lang=language.code() inner_html=html></div>
                    {details(lang, &card)}
                    {standing.word.map(|word| view! {
                        <p class="muted">
                            {checked_by(lang, &word)} " " {format::date(lang, word.confirmation.on)}
                        </p>
                    })}
                    <p class="notice">{t!(lang, assessment.rule_no_advice)}</p>
                </article>
            }
        },
    ))
}

/// Whose word it is: a demo's is nobody's, and says so.
fn checked_by(lang: Language, word: &Word) -> String {
    match word.reviewer {
        Some(_) => t!(lang, rules.company_checked),
        None => t!(lang, rules.demo_checked),
    }
}

/// What a reader has to know before relying on the card.
fn warning(lang: Language, card: &CardStanding) -> Option<String> {
    match card.state {
        State::Expired { since, .. } => {
            let date = format::date(lang, since);
            Some(t!(lang, rules.learner_expired, date = date))
        }
        State::Unreviewed => Some(t!(lang, rules.learner_unreviewed)),
        State::Good | State::Due { .. } => None,
    }
}

/// What the card says of itself.
pub(super) fn details(lang: Language, card: &RuleCard) -> impl IntoView + use<> {
    let verified = match card.verified {
        Verified::Yes => t!(lang, assessment.rule_verified_yes),
        Verified::Partly => t!(lang, assessment.rule_verified_partly),
        Verified::No => t!(lang, assessment.rule_verified_no),
    };
    let link = card.source.starts_with("https://");
    let source = card.source.clone();
    let source = if link {
        view! { <a href=source.clone() rel="noreferrer" class="wrap">{source.clone()}</a> }
            .into_any()
    } else {
        view! { <span>{source}</span> }.into_any()
    };
    let since = card.in_force_from.as_ref().map(|since| {
        view! { <dt>{t!(lang, assessment.rule_since)}</dt><dd>{date(lang, since)}</dd> }
    });
    let until = card.in_force_to.as_ref().map(|until| {
        view! { <dt>{t!(lang, rules.until)}</dt><dd>{date(lang, until)}</dd> }
    });
    let reviewer = card.reviewer.clone();
    view! {
        <dl class="details">
            <dt>{t!(lang, assessment.rule_jurisdiction)}</dt>
            <dd>{place(lang, &card.jurisdiction)}</dd>
            <dt>{t!(lang, assessment.rule_article)}</dt>
            <dd lang="ko">{card.article.clone()}</dd>
            {since}
            {until}
            <dt>{t!(lang, assessment.rule_source)}</dt>
            <dd>{source}</dd>
            <dt>{t!(lang, assessment.rule_verified)}</dt>
            <dd>{verified}</dd>
            <dt>{t!(lang, assessment.rule_reviewed)}</dt>
            <dd>{date(lang, &card.reviewed)}</dd>
            <dt>{t!(lang, assessment.rule_reviewer)}</dt>
            <dd>{reviewer.unwrap_or_else(|| t!(lang, rules.nobody))}</dd>
            <dt>{t!(lang, assessment.rule_next_review)}</dt>
            <dd>{date(lang, &card.next_review)}</dd>
        </dl>
    }
}
