//! `/courses`, a course, and the pages of a module. What is read here is published and was sanitised by its loader.

pub mod course;
pub mod module;
pub mod tracks;

use axum::{extract::Query, response::Response};
use domain::{
    content::{Kind, Slug, Track},
    language::Language,
    policy::Action,
};
use http::StatusCode;
use leptos::prelude::*;
use serde::Deserialize;
use services::{
    content::{
        queries::{self, CourseDetails, CourseSummary},
        rules,
    },
    ctx::Key,
    training::study::{self, Study},
};

use crate::{
    t,
    web::{AppError, Cx, PageResult, render},
};

/// The published courses in the reader's language.
pub async fn published_courses(cx: &Cx) -> Result<Vec<CourseSummary>, AppError> {
    Ok(queries::courses(&cx.state.store, cx.language).await?)
}

/// Which track is wanted.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    track: Option<String>,
}

/// All courses, or those of a track in its order.
pub async fn courses(cx: Cx, Query(wanted): Query<Wanted>) -> PageResult {
    let lang = cx.language;
    let courses = published_courses(&cx).await?;
    if let Some(track) = wanted.track.as_deref().and_then(Track::from_code) {
        return Ok(track_page(&cx, courses, track));
    }
    let (waiting, due) = if cx.may(Action::ContentPublish) {
        let ctx = cx.ctx(Key::random());
        let due = rules::notices::of_actor(&cx.state.store, &ctx).await?;
        (super::publish::waiting(&cx).await?, due.len())
    } else {
        (0, 0)
    };
    // Below the tracks the courses have a heading of their own.
    let level = if tracks::tracks_of(&courses).is_empty() {
        2
    } else {
        3
    };
    Ok(render::render(
        &cx,
        StatusCode::OK,
        t!(lang, content.courses),
        move || {
            view! {
                <h1>{t!(lang, content.courses)}</h1>
                <p class="lead">{t!(lang, content.courses_lead)}</p>
                {(waiting > 0).then(|| view! {
                    <p class="notice">
                        <a href="/content/publish">{t!(lang, content.publish.waiting, count = waiting)}</a>
                    </p>
                })}
                {(due > 0).then(|| view! {
                    <p class="notice"><a href="/content/publish#cards">{t!(lang, rules.notice, count = due)}</a></p>
                })}
                {tracks::tracks(lang, &courses)}
                {course_cards(lang, courses, t!(lang, content.none), level)}
            }
        },
    ))
}

/// The courses of a track, one after the other.
fn track_page(cx: &Cx, courses: Vec<CourseSummary>, track: Track) -> Response {
    let lang = cx.language;
    let courses = tracks::of_track(courses, track);
    let title = tracks::track_name(lang, track);
    render::render(cx, StatusCode::OK, title.clone(), move || {
        view! {
            <p class="crumb"><a href="/courses">{t!(lang, content.courses)}</a></p>
            <h1>{title}</h1>
            <p class="lead">{tracks::track_for(lang, track)}</p>
            {course_cards(lang, courses, t!(lang, content.none), 2)}
        }
    })
}

/// The courses as a list of cards, or a sentence when there are none.
pub fn course_cards(
    lang: Language,
    courses: Vec<CourseSummary>,
    none: String,
    level: u8,
) -> AnyView {
    if courses.is_empty() {
        return view! { <p>{none}</p> }.into_any();
    }
    let cards = courses
        .into_iter()
        .map(|course| {
            let link = view! { <a href=format!("/courses/{}", course.slug)>{course.title}</a> };
            let heading = if level == 2 {
                view! { <h2 class="card-title" lang=course.language.code()>{link}</h2> }.into_any()
            } else {
                view! { <h3 class="card-title" lang=course.language.code()>{link}</h3> }.into_any()
            };
            view! {
                <li class="card">
                    {heading}
                    <p lang=course.language.code()>{course.summary}</p>
                    <p class="muted">{t!(lang, content.minutes, count = course.minutes)}</p>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="cards">{cards}</ul> }.into_any()
}

/// A published course in the reader's language, and how far the reader is with it.
pub async fn studied(cx: &Cx, slug: &Slug) -> Result<(CourseDetails, Study), AppError> {
    let course = queries::course(&cx.state.store, slug, cx.language)
        .await?
        .ok_or(AppError::NotFound)?;
    let study = study::own(&cx.state.store, &cx.ctx(Key::random()), slug)
        .await?
        .ok_or(AppError::NotFound)?;
    Ok((course, study))
}

/// Where a part of a course is read, rehearsed or answered.
pub fn part_address(course: &Slug, part: &Slug) -> String {
    format!("/courses/{course}/{part}")
}

/// What people call a kind of part.
pub fn kind_name(lang: Language, kind: Kind) -> String {
    match kind {
        Kind::Scenario => t!(lang, content.scenario),
        Kind::Quiz => t!(lang, content.quiz),
        _ => t!(lang, content.module),
    }
}

pub(super) fn other_language(lang: Language, shown: Language) -> Option<impl IntoView> {
    (lang != shown).then(|| view! { <p class="notice">{t!(lang, content.other_language)}</p> })
}

fn slug(text: &str) -> Result<Slug, AppError> {
    Slug::parse(text).map_err(|_| AppError::NotFound)
}
