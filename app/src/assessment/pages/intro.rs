//! What stands before a quiz or a scenario, at the part's address in its course.

use domain::{
    assessment::limits::Next,
    content::{Kind, Slug},
    language::Language,
};
use http::StatusCode;
use leptos::prelude::*;
use services::{
    assessment::queries::{self, Intro},
    ctx::Key,
};

use super::{back_to_course, certainty, clock::time_of_day, confidence, other_language};
use crate::{
    t,
    web::{AppError, Cx, PageResult, forms, render},
};

/// The page of a course's quiz or scenario before it begins.
///
/// # Errors
/// [`AppError::NotFound`] when the course has no such quiz or scenario.
pub async fn part_intro(cx: &Cx, course: &Slug, part: &Slug) -> PageResult {
    let lang = cx.language;
    let ctx = cx.ctx(Key::random());
    let intro = queries::intro(&cx.state.store, &ctx, course, part)
        .await?
        .ok_or(AppError::NotFound)?;
    let (course, part) = (course.clone(), part.clone());
    let may = intro.allowed.filter(|_| intro.state.open_attempt.is_none());
    let waits = may.and_then(|allowed| waits(cx, allowed.next));
    Ok(render::render(
        cx,
        StatusCode::OK,
        intro.title.clone(),
        move || {
            let quiz = intro.kind() == Kind::Quiz;
            let code = intro.language.code();
            view! {
                <article class="prose part-intro">
                    {other_language(lang, intro.language)}
                    {back_to_course(lang, &course)}
                    <p class="kicker">{if quiz { t!(lang, assessment.quiz) } else { t!(lang, assessment.scenario) }}</p>
                    <h1 lang=code>{intro.title.clone()}</h1>
                    <p class="muted">{facts(lang, &intro)}</p>
                    <div class="intro-text" lang=code inner_html=intro.html.clone()></div>
                    {standing(lang, &intro).map(|text| view! { <p class="notice">{text}</p> })}
                    {(!quiz).then(|| view! { <p>{t!(lang, assessment.scenario_lead)}</p> })}
                    {allowed(lang, &intro)}
                    {(quiz && !intro.answered_before).then(|| confidence::try_first(lang, &course, &part))}
                    {match waits {
                        Some(waits) => view! { <p class="notice">{waits}</p> }.into_any(),
                        None => start(lang, &course, &part, &intro).into_any(),
                    }}
                    {quiz.then(|| certainty::table(lang))}
                    {(quiz && intro.answered_before).then(|| confidence::try_again(lang, &course, &part))}
                </article>
            }
        },
    ))
}

/// How long it takes, how many questions, what passes.
fn facts(lang: Language, intro: &Intro) -> String {
    let minutes = t!(lang, content.minutes, count = intro.minutes);
    if intro.kind() != Kind::Quiz {
        return minutes;
    }
    let questions = t!(lang, assessment.questions, count = intro.questions);
    let mark = t!(lang, assessment.pass_mark, percent = intro.pass_mark);
    format!("{minutes} · {questions} · {mark}")
}

/// What the reader's assignment allows before they begin: how often still, and how long.
fn allowed(lang: Language, intro: &Intro) -> Option<impl IntoView + use<>> {
    let allowed = intro
        .allowed
        .filter(|_| intro.state.open_attempt.is_none())?;
    let left = allowed.left.filter(|n| *n > 0);
    let left = left.map(|n| t!(lang, assessment.attempts_left, count = n));
    let time = allowed.time.filter(|_| allowed.next == Next::Now);
    let minutes = time.map(|time| t!(lang, assessment.time_limit, count = time.whole_minutes()));
    let lead = time.map(|_| t!(lang, assessment.time_limit_lead));
    let words: Vec<String> = [left, minutes].into_iter().flatten().collect();
    (!words.is_empty()).then(|| {
        view! {
            <div class="allowed">
                <p><strong>{words.join(" ")}</strong></p>
                {lead.map(|lead| view! { <p>{lead}</p> })}
            </div>
        }
    })
}

/// Why another attempt has to wait, if it has to.
pub(super) fn waits(cx: &Cx, next: Next) -> Option<String> {
    let lang = cx.language;
    match next {
        Next::Now => None,
        Next::UsedUp => Some(t!(lang, assessment.used_up)),
        Next::From(at) => {
            let at = time_of_day(cx, at);
            Some(t!(lang, assessment.pause_until, at = at))
        }
    }
}

/// Where the reader stands with it, if they were here before.
fn standing(lang: Language, intro: &Intro) -> Option<String> {
    let state = &intro.state;
    if state.open_attempt.is_some() {
        return Some(t!(lang, assessment.go_on_lead));
    }
    let percent = state.score_percent?;
    let limited = intro.allowed.is_some();
    Some(match (intro.kind(), state.passed) {
        (Kind::Quiz, true) => t!(lang, assessment.passed_before, percent = percent),
        (Kind::Quiz, false) if limited => t!(lang, assessment.tried_once, percent = percent),
        (Kind::Quiz, false) => t!(lang, assessment.tried_before, percent = percent),
        _ => t!(lang, assessment.played_before),
    })
}

/// The button that begins, goes on, or begins anew.
fn start(lang: Language, course: &Slug, part: &Slug, intro: &Intro) -> impl IntoView + use<> {
    let label = match (
        &intro.state.open_attempt,
        intro.state.finished,
        intro.kind(),
    ) {
        (Some(_), _, _) => t!(lang, assessment.go_on),
        (None, true, _) => t!(lang, assessment.again),
        (None, false, Kind::Quiz) => t!(lang, assessment.start_quiz),
        (None, false, _) => t!(lang, assessment.start_scenario),
    };
    let next = intro.state.passed.then(|| intro.next.clone()).flatten();
    let next = next.map(|slug| {
        view! { <a href=format!("/courses/{course}/{slug}")>{t!(lang, assessment.next_part)}</a> }
    });
    view! {
        <div class="actions">
            {start_form(course, part, label, "button")}
            {next}
        </div>
    }
}

/// A form that begins an attempt, or goes on with the open one.
pub(super) fn start_form(
    course: &Slug,
    part: &Slug,
    label: String,
    class: &'static str,
) -> impl IntoView + use<> {
    view! {
        <form method="post" action="/attempts">
            {forms::hidden_key()}
            {forms::hidden("course", course.to_string())}
            {forms::hidden("part", part.to_string())}
            <button class=class type="submit">{label}</button>
        </form>
    }
}
