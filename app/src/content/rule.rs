//! `/rules/{id}`: a rule card, where it comes from, and how far it was checked.

use axum::extract::Path;
use domain::{content::Slug, language::Language};
use http::StatusCode;
use leptos::prelude::*;
use services::content::{
    model::{RuleCard, Texts, Verified},
    queries,
    render::{self as markdown, Setting},
};
use time::{Date, Month};

use crate::{
    format, t,
    web::{AppError, Cx, PageResult, render},
};

/// The page.
pub async fn page(cx: Cx, Path(id): Path<String>) -> PageResult {
    let lang = cx.language;
    let id = Slug::parse(&id).map_err(|_| AppError::NotFound)?;
    let found = queries::rule(&cx.state.store, &id).await?;
    let (_, card) = found.ok_or(AppError::NotFound)?;
    let (title_language, title) = text_in(&card.title, lang);
    let (language, text) = text_in(&card.text, lang);
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
            let checked = date(lang, &card.reviewed);
            view! {
                <article class="prose rule">
                    {(lang != language).then(|| view! { <p class="notice">{t!(lang, content.other_language)}</p> })}
                    <p class="kicker">{t!(lang, assessment.rule_kind)}</p>
                    <h1 lang=title_language.code()>{title}</h1>
                    <p class="muted">{t!(lang, assessment.rule_checked, date = checked)}</p>
                    <div class="rule-text" lang=language.code() inner_html=html></div>
                    {details(lang, &card)}
                    <p class="notice">{t!(lang, assessment.rule_no_advice)}</p>
                </article>
            }
        },
    ))
}

fn details(lang: Language, card: &RuleCard) -> impl IntoView + use<> {
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
    view! {
        <dl class="details">
            <dt>{t!(lang, assessment.rule_jurisdiction)}</dt>
            <dd>{card.jurisdiction.clone()}</dd>
            <dt>{t!(lang, assessment.rule_article)}</dt>
            <dd lang="ko">{card.article.clone()}</dd>
            {since}
            <dt>{t!(lang, assessment.rule_source)}</dt>
            <dd>{source}</dd>
            <dt>{t!(lang, assessment.rule_verified)}</dt>
            <dd>{verified}</dd>
            <dt>{t!(lang, assessment.rule_reviewed)}</dt>
            <dd>{date(lang, &card.reviewed)}</dd>
            <dt>{t!(lang, assessment.rule_reviewer)}</dt>
            <dd>{card.reviewer.clone()}</dd>
            <dt>{t!(lang, assessment.rule_next_review)}</dt>
            <dd>{date(lang, &card.next_review)}</dd>
        </dl>
    }
}

/// A date of a card, as the reader's language writes it; as it stands when it is none.
fn date(lang: Language, text: &str) -> String {
    let mut parts = text.splitn(3, '-');
    let year = parts.next().and_then(|p| p.parse().ok());
    let month = parts.next().and_then(|p| p.parse::<u8>().ok());
    let month = month.and_then(|m| Month::try_from(m).ok());
    let day = parts.next().and_then(|p| p.parse().ok());
    year.zip(month)
        .zip(day)
        .and_then(|((year, month), day)| Date::from_calendar_date(year, month, day).ok())
        .map_or_else(|| text.to_owned(), |date| format::date(lang, date))
}

/// A text in this language, or in one it has.
fn text_in(texts: &Texts, lang: Language) -> (Language, String) {
    texts
        .get_key_value(&lang)
        .or_else(|| texts.first_key_value())
        .map_or((lang, String::new()), |(l, text)| (*l, text.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_written_out_and_anything_else_left_alone() {
        assert_eq!(date(Language::En, "2026-11-23"), "Mon, 23 Nov 2026");
        assert_eq!(date(Language::En, "2026-02-30"), "2026-02-30");
        assert_eq!(date(Language::Ko, "soon"), "soon");
    }
}
