//! `/me/confidence`: how well one's own certainty meets truth. It has no id in its address, and shows nobody else's.

use axum::extract::Query;
use domain::{
    assessment::{Advice, MIN_ANSWERS},
    content::Practice,
    language::Language,
};
use http::StatusCode;
use leptos::prelude::*;
use serde::Deserialize;
use services::{
    assessment::queries::{self, OwnCalibration},
    ctx::Key,
};

use super::{bias, curve, practices, score};
use crate::{
    assessment::pages::certainty,
    stories::practice_name,
    t,
    web::{Cx, PageResult, render},
};

/// What was just done, to say so once.
#[derive(Debug, Default, Deserialize)]
pub struct Done {
    #[serde(default)]
    erased: bool,
    /// Nothing could be erased.
    #[serde(default)]
    nothing: bool,
}

/// What is said of what was just done.
fn note(lang: Language, done: &Done) -> Option<impl IntoView + use<>> {
    let words = match done {
        Done { erased: true, .. } => t!(lang, confidence.erase.done),
        Done { nothing: true, .. } => t!(lang, confidence.erase.nothing),
        Done { .. } => return None,
    };
    Some(view! { <p class="notice" role="status">{words}</p> })
}

/// The page.
pub async fn page(cx: Cx, Query(done): Query<Done>) -> PageResult {
    let lang = cx.language;
    let own = queries::calibration(&cx.state.store, &cx.ctx(Key::random())).await?;
    let title = t!(lang, confidence.title);
    Ok(render::render(&cx, StatusCode::OK, title.clone(), || {
        view! {
            <article class="prose confidence">
                <p class="crumb"><a href="/me">{t!(lang, accounts.me_title)}</a></p>
                <h1>{title}</h1>
                {note(lang, &done)}
                <p class="notice">{t!(lang, confidence.private)}</p>
                {rests_on(lang, &own)}
                {next_thing(lang, &own)}
                {match &own.report.figures {
                    Some(figures) => view! {
                        {bias::view(lang, &own.report, figures)}
                        {curve::view(lang, &own.report, figures)}
                        {practices::view(lang, &own)}
                        {score::view(lang, figures)}
                        {means(lang)}
                    }
                    .into_any(),
                    None => counts(lang, &own).into_any(),
                }}
                {erasing(lang)}
            </article>
        }
    }))
}

/// How many answers it rests on, and how many are missing for figures.
fn rests_on(lang: Language, own: &OwnCalibration) -> impl IntoView + use<> {
    let (answers, right) = (own.report.answers, own.report.right);
    let words = if own.erased {
        t!(lang, confidence.erased)
    } else if answers == 0 {
        t!(lang, confidence.nothing_yet)
    } else {
        t!(lang, confidence.rests_on, count = answers, right = right)
    };
    let missing = MIN_ANSWERS.saturating_sub(answers);
    let missing = (missing > 0).then(|| t!(lang, confidence.missing, count = missing));
    view! {
        <p class="lead">{words}</p>
        {missing.map(|words| view! { <p>{words}</p> })}
    }
}

/// One thing to do next.
fn next_thing(lang: Language, own: &OwnCalibration) -> impl IntoView + use<> {
    let name = |practice| practice_name(lang, practice);
    let words = match own.advice {
        Advice::AnswerMore => t!(lang, confidence.advice.answer_more),
        Advice::ReadAgain(p) => t!(lang, confidence.advice.read_again, practice = name(p)),
        Advice::SayLess => t!(lang, confidence.advice.say_less),
        Advice::SayMore => t!(lang, confidence.advice.say_more),
        Advice::Learn(p) => t!(lang, confidence.advice.learn, practice = name(p)),
        Advice::Trust(p) => t!(lang, confidence.advice.trust, practice = name(p)),
        Advice::GoOn => t!(lang, confidence.advice.go_on),
    };
    let link = match own.advice {
        Advice::ReadAgain(p) | Advice::Learn(p) | Advice::Trust(p) => course_link(lang, own, p),
        Advice::SayLess | Advice::SayMore => {
            let label = t!(lang, confidence.advice.rehearse);
            view! { <a class="button" href="/assessment/practice">{label}</a> }.into_any()
        }
        Advice::AnswerMore | Advice::GoOn => to_courses(lang),
    };
    view! {
        <section class="next-thing" aria-labelledby="next-thing">
            <h2 id="next-thing">{t!(lang, confidence.next_title)}</h2>
            <p>{words}</p>
            <div class="actions">{link}</div>
        </section>
    }
}

fn course_link(lang: Language, own: &OwnCalibration, practice: Practice) -> AnyView {
    let Some(course) = own.courses.get(&practice) else {
        return to_courses(lang);
    };
    let href = format!("/courses/{}", course.slug);
    let code = course.language.code();
    view! { <a class="button" href=href lang=code>{course.title.clone()}</a> }.into_any()
}

fn to_courses(lang: Language) -> AnyView {
    view! { <a class="button" href="/courses">{t!(lang, confidence.to_courses)}</a> }.into_any()
}

/// With few answers, what was counted and nothing more.
fn counts(lang: Language, own: &OwnCalibration) -> Option<impl IntoView + use<>> {
    let levels = own.report.levels.map(|l| (l.certainty, l.answers, l.right));
    (own.report.answers > 0).then(|| {
        view! {
            <section class="stack" aria-labelledby="levels">
                <h2 id="levels">{t!(lang, confidence.levels_title)}</h2>
                {certainty::counts(lang, "levels", &levels)}
            </section>
        }
    })
}

/// What the figures mean, and what they do not.
fn means(lang: Language) -> impl IntoView {
    view! {
        <section class="stack" aria-labelledby="means">
            <h2 id="means">{t!(lang, confidence.means_title)}</h2>
            <p>{t!(lang, confidence.means_use)}</p>
            <p>{t!(lang, confidence.means_levels)}</p>
            <p>{t!(lang, confidence.means_which)}</p>
        </section>
    }
}

/// The way to erase all of it.
fn erasing(lang: Language) -> impl IntoView {
    view! {
        <section class="stack" aria-labelledby="erase">
            <h2 id="erase">{t!(lang, confidence.erase.title)}</h2>
            <p>{t!(lang, confidence.erase.what)}</p>
            <p>{t!(lang, confidence.erase.stays)}</p>
            <p><a href="/me/confidence/erase">{t!(lang, confidence.erase.link)}</a></p>
        </section>
    }
}
