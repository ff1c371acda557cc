//! `/courses/{course}`: what it is good for, its parts and how far one is, and the one thing to do next.

use axum::extract::{Path, Query};
use domain::{
    content::{Slug, rule_card::State},
    language::Language,
};
use http::StatusCode;
use leptos::prelude::*;
use serde::Deserialize;
use services::{
    content::{
        queries::{CourseDetails, PartSummary},
        rules::{self, CardStanding},
    },
    ctx::Key,
    training::study::{Completion, PartStudy, Step, Study},
};
use std::collections::BTreeSet;

use super::{kind_name, other_language, part_address, slug, studied};
use crate::{
    assessment::pages::confidence::tasks,
    content::{
        earlier,
        rules::words::{place, title},
    },
    format, t,
    training::words,
    web::{Cx, PageResult, render, zone::local},
};

/// What was just finished, to say so once.
#[derive(Debug, Default, Deserialize)]
pub struct Done {
    finished: Option<String>,
}

/// The page.
pub async fn page(cx: Cx, Path(course): Path<String>, Query(done): Query<Done>) -> PageResult {
    let lang = cx.language;
    let slug = slug(&course)?;
    let (course, study) = studied(&cx, &slug).await?;
    let today = cx.ctx(Key::random()).today();
    let cards = rules::of_course(cx.state.store.read(), course.version, today).await?;
    let how_sure = tasks::invitation(&cx, &study).await?;
    let finished = done.finished.and_then(|name| {
        let part = course.parts.iter().find(|p| p.slug.as_str() == name)?;
        Some(t!(lang, content.finished_part, title = part.title.clone()))
    });
    Ok(render::render(
        &cx,
        StatusCode::OK,
        course.title.clone(),
        || {
            let shown = course.language.code();
            view! {
                <article class="prose course">
                    {other_language(lang, course.language)}
                    <h1 lang=shown>{course.title.clone()}</h1>
                    <p class="lead" lang=shown>{course.summary.clone()}</p>
                    {finished.map(|text| view! { <p class="notice" role="status">{text}</p> })}
                    {expired(lang, &cards)}
                    {match &study.completion {
                        Some(completion) => complete(&cx, completion).into_any(),
                        None => view! { {owed(lang, &study)} {earlier::notice(&cx, &study)} }.into_any(),
                    }}
                    {how_sure}
                    {progress(lang, &course, &study)}
                    {go_on(lang, &slug, &course, &study)}
                    <h2>{t!(lang, content.parts)}</h2>
                    <ol class="parts">{parts(lang, &slug, &course, &study)}</ol>
                    {rests_on(lang, &cards)}
                    <p class="muted">{t!(lang, rules.course_no_advice)}</p>
                </article>
            }
        },
    ))
}

/// Whose rules the course rests on, by its cards: nobody has to keep a list of them.
fn rests_on(lang: Language, cards: &[CardStanding]) -> Option<impl IntoView + use<>> {
    let places: BTreeSet<&str> = cards.iter().map(|c| c.card.jurisdiction.as_str()).collect();
    let places: Vec<String> = places.into_iter().map(|code| place(lang, code)).collect();
    let places = places.join(", ");
    (!places.is_empty())
        .then(|| view! { <p class="muted">{t!(lang, content.rules_of, places = places)}</p> })
}

/// A plain word on the cards whose time is over, for whoever is about to rely on them.
fn expired(lang: Language, cards: &[CardStanding]) -> Option<impl IntoView + use<>> {
    let over = |card: &&CardStanding| matches!(card.state, State::Expired { .. });
    let items: Vec<_> = cards
        .iter()
        .filter(over)
        .map(|card| {
            let (shown, title) = title(lang, &card.card.title);
            let href = format!("/rules/{}", card.card.id);
            view! { <li><a href=href lang=shown.code()>{title}</a></li> }
        })
        .collect();
    (!items.is_empty()).then(|| {
        view! {
            <div class="notice">
                <p>{t!(lang, rules.course_expired)}</p>
                <ul>{items}</ul>
            </div>
        }
    })
}

fn complete(cx: &Cx, completion: &Completion) -> impl IntoView + use<> {
    let lang = cx.language;
    let at = format::date_time(lang, local(cx, completion.completed_at));
    let read = words::read_in(lang, &completion.language);
    view! {
        <section class="finished" aria-labelledby="finished">
            <h2 id="finished">{t!(lang, content.complete_title)}</h2>
            <p>{t!(lang, content.complete, at = at, language = read)}</p>
            {completion.score_percent.map(|score| view! { <p>{t!(lang, content.complete_score, score = score)}</p> })}
            <p class="muted">
                {t!(lang, content.version)} " " <code>{words::short(&completion.version)}</code>
            </p>
            <p><a href="/me/record">{t!(lang, content.my_record)}</a></p>
        </section>
    }
}

fn owed(lang: Language, study: &Study) -> Option<impl IntoView + use<>> {
    let owed = study.owed.as_ref()?;
    let domain::training::Why::Owed { days, .. } = study.standing.why else {
        return None;
    };
    Some(view! {
        <p class="due-when">
            {words::label_view(lang, study.standing.label)} " "
            <strong>{words::due_by(lang, owed.due_on)}</strong> " · " {words::relative(lang, days)}
        </p>
        <p class="due-why">{t!(lang, training.why)} " " {words::reason_text(lang, owed)}</p>
    })
}

/// How many parts are finished and how long the others take.
pub fn progress(lang: Language, course: &CourseDetails, study: &Study) -> impl IntoView + use<> {
    let (done, all) = (study.done(), study.parts.len());
    let left: u32 = course
        .parts
        .iter()
        .zip(&study.parts)
        .filter(|(_, part)| part.step != Step::Done)
        .map(|(summary, _)| summary.minutes)
        .sum();
    let text = t!(lang, content.parts_done, done = done, all = all);
    view! {
        <div class="course-progress">
            <p class="muted">
                {text.clone()}
                {(left > 0).then(|| format!(" · {}", t!(lang, content.minutes_left, count = left)))}
            </p>
            <progress class="progress" max=all value=done aria-label=text></progress>
        </div>
    }
}

/// The one thing to do next, by name.
pub fn go_on(
    lang: Language,
    slug: &Slug,
    course: &CourseDetails,
    study: &Study,
) -> impl IntoView + use<> {
    let last = study.parts.last().filter(|_| study.ends_anew());
    let next = study
        .next()
        .or(last)
        .and_then(|next| Some((next, course.parts.iter().find(|p| p.slug == next.slug)?)));
    next.map(|(next, part)| {
        let label = match next.step {
            _ if study.completion.is_some() || study.ends_anew() => {
                t!(lang, content.read_again, title = part.title.clone())
            }
            Step::NotStarted if study.done() == 0 => {
                t!(lang, content.start, title = part.title.clone())
            }
            Step::Short => t!(lang, content.try_again, title = part.title.clone()),
            _ => t!(lang, content.go_on, title = part.title.clone()),
        };
        let class = if study.completion.is_some() {
            "button-secondary"
        } else {
            "button"
        };
        view! {
            <p><a class=class href=part_address(slug, &next.slug)>{label}</a></p>
        }
    })
}

fn parts(
    lang: Language,
    slug: &Slug,
    course: &CourseDetails,
    study: &Study,
) -> impl IntoView + use<> {
    course
        .parts
        .iter()
        .zip(&study.parts)
        .map(|(summary, part)| part_item(lang, slug, summary, part))
        .collect_view()
}

fn part_item(
    lang: Language,
    course: &Slug,
    summary: &PartSummary,
    part: &PartStudy,
) -> impl IntoView + use<> {
    let (code, state) = match part.step {
        Step::NotStarted => ("not_started", t!(lang, content.step.not_started)),
        Step::Open => ("in_progress", t!(lang, content.step.open)),
        Step::Short => ("in_progress", t!(lang, content.step.short)),
        Step::Done => ("done", t!(lang, content.step.done)),
    };
    let page = part.page.filter(|_| part.step == Step::Open);
    view! {
        <li class="part">
            <a href=part_address(course, &part.slug) lang=summary.language.code()>{summary.title.clone()}</a>
            <p class="part-facts muted">
                <span class=format!("state state-{code}")>{state}</span>
                <span>{kind_name(lang, part.kind)}</span>
                <span>{t!(lang, content.minutes, count = summary.minutes)}</span>
                {page.map(|page| view! { <span>{t!(lang, content.at_page, page = page)}</span> })}
                {part.score_percent.map(|score| view! { <span>{t!(lang, content.score, score = score)}</span> })}
            </p>
        </li>
    }
}
