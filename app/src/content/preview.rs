//! `/content/preview/{course}`: a course looked over by those who write and publish it, in either language, with everything
//! in it that learners see only after their answer.

use axum::extract::{Path, Query};
use domain::{content::Slug, language::Language, policy::Action};
use http::StatusCode;
use leptos::prelude::*;
use serde::Deserialize;
use services::{
    content::{
        preview::{self, Body, PartPreview, Preview},
        queries::current,
    },
    ctx::Key,
};

mod quiz;
mod scenario;

use crate::{
    assessment::pages::statistics,
    t,
    web::{AppError, Cx, PageResult, render},
};

/// In which language; the reader's own without it.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    language: Option<String>,
}

/// The page.
pub async fn page(cx: Cx, Path(course): Path<String>, Query(wanted): Query<Wanted>) -> PageResult {
    let lang = cx.language;
    let course = Slug::parse(&course).map_err(|_| AppError::NotFound)?;
    let wanted = wanted.language.as_deref().and_then(Language::from_code);
    let wanted = wanted.unwrap_or(lang);
    let ctx = cx.ctx(Key::random());
    let found = preview::preview(&cx.state.store, &ctx, &course, wanted).await?;
    let title = t!(lang, content.preview.of, title = found.title.clone());
    // Nobody has answered what was never published.
    let published = current(&cx.state.store, &course).await?.is_some();
    let may_see = published && cx.may(Action::StatisticsView);
    Ok(render::render(&cx, StatusCode::OK, title, move || {
        let parts = found.parts.iter().map(|one| part(lang, one)).collect_view();
        let lead = if found.waits {
            t!(lang, content.preview.lead_waits)
        } else {
            t!(lang, content.preview.lead_current)
        };
        view! {
            <article class="prose preview">
                <p class="crumb"><a href=format!("/content/publish/{course}")>{t!(lang, content.preview.back)}</a></p>
                <p class="kicker">{t!(lang, content.preview.title)}</p>
                <h1 lang=found.language.code()>{found.title.clone()}</h1>
                <p class="lead">{lead}</p>
                {may_see.then(|| statistics::link(lang, &course))}
                {languages(lang, &course, wanted)}
                {contents(lang, &found)}
                {parts}
            </article>
        }
    }))
}

fn languages(lang: Language, course: &Slug, shown: Language) -> impl IntoView + use<> {
    let links = Language::ALL.map(|language| {
        let href = format!("/content/preview/{course}?language={}", language.code());
        let current = (language == shown).then_some("page");
        view! {
            <li><a href=href lang=language.code() hreflang=language.code() aria-current=current>{language.own_name()}</a></li>
        }
    });
    view! {
        <nav class="preview-languages" aria-label=t!(lang, content.preview.languages)>
            <ul>{links.into_iter().collect_view()}</ul>
        </nav>
    }
}

fn contents(lang: Language, found: &Preview) -> impl IntoView + use<> {
    let links = found
        .parts
        .iter()
        .map(|part| {
            let href = format!("#part-{}", part.slug);
            view! { <li><a href=href lang=part.language.code()>{part.title.clone()}</a></li> }
        })
        .collect_view();
    view! {
        <nav aria-label=t!(lang, content.preview.parts)><ol>{links}</ol></nav>
    }
}

fn part(lang: Language, part: &PartPreview) -> impl IntoView + use<> {
    let code = part.language.code();
    let (kind, body) = match &part.body {
        Body::Module(pages) => {
            let pages = pages
                .iter()
                .map(|page| view! { <div class="module-text" inner_html=page.html.clone()></div> })
                .collect_view();
            let kind = t!(lang, content.module);
            (kind, view! { <div lang=code>{pages}</div> }.into_any())
        }
        Body::Quiz { intro, asks, items } => (
            t!(lang, content.quiz),
            quiz::view(lang, code, intro, *asks, items).into_any(),
        ),
        Body::Scenario {
            intro,
            state,
            scenes,
        } => (
            t!(lang, content.scenario),
            scenario::view(lang, code, intro, state, scenes).into_any(),
        ),
    };
    let other = crate::content::pages::other_language(lang, part.language);
    view! {
        <section class="preview-part" id=format!("part-{}", part.slug) aria-labelledby=format!("title-{}", part.slug)>
            <p class="kicker">{kind} " · " {t!(lang, content.minutes, count = part.minutes)}</p>
            <h2 id=format!("title-{}", part.slug) lang=code>{part.title.clone()}</h2>
            {other}
            {body}
        </section>
    }
}

/// The rule cards that a question or a scene rests on.
fn rests(lang: Language, rules: &[String]) -> Option<impl IntoView + use<>> {
    let links = rules
        .iter()
        .map(|id| view! { " " <a href=format!("/rules/{id}")>{id.clone()}</a> })
        .collect_view();
    (!rules.is_empty()).then(|| {
        view! { <p class="muted">{t!(lang, content.preview.rests)} {links}</p> }
    })
}
