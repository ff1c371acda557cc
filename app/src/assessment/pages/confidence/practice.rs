//! `/assessment/practice`: two minutes of saying how sure one is, before it counts. Nothing is written: what was picked is in
//! the request, the answer to it is the page, and both are gone with it.

use axum::extract::Query;
use domain::{assessment::Certainty, content::Slug, language::Language};
use http::StatusCode;
use leptos::prelude::*;
use serde::Deserialize;

use super::rehearsal::{STATEMENTS, Statement, code, expectations, picked, result, said, text};
use crate::{
    assessment::pages::{certainty, question::group},
    t,
    web::{
        Cx, PageResult,
        forms::{self, Errors, Fields, FormState},
        render,
    },
};

/// The quiz to come back to; anything that is no name is left out.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    #[serde(default)]
    course: String,
    #[serde(default)]
    part: String,
}

/// The explanation and three statements.
pub async fn page(cx: Cx, Query(wanted): Query<Wanted>) -> PageResult {
    let fields = Fields::of([("course", wanted.course), ("part", wanted.part)]);
    let errors = Errors::default();
    show(&cx, StatusCode::OK, &FormState { fields, errors })
}

/// What it would have brought. Answered with the page itself, since there is nothing that could be looked up again.
pub async fn submit(cx: Cx, fields: Fields) -> PageResult {
    let lang = cx.language;
    let Some(said) = said(&fields) else {
        let mut errors = Errors::default();
        for statement in STATEMENTS {
            if picked(&fields, statement).is_none() {
                errors.push(statement.name, t!(lang, assessment.no_choice));
            }
            if Certainty::from_code(fields.get(statement.sure)).is_none() {
                errors.push(statement.sure, t!(lang, assessment.no_certainty));
            }
        }
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return show(&cx, status, &FormState { fields, errors });
    };
    let title = t!(lang, confidence.practice.result_title);
    Ok(render::render(&cx, StatusCode::OK, title.clone(), || {
        view! {
            <article class="prose rehearsal">
                <h1>{title}</h1>
                <p class="notice">{t!(lang, confidence.practice.result_private)}</p>
                {result(lang, &said)}
                {expectations(lang)}
                {on(lang, &fields)}
            </article>
        }
    }))
}

fn show(cx: &Cx, status: StatusCode, state: &FormState) -> PageResult {
    let lang = cx.language;
    let title = t!(lang, confidence.practice.title);
    let total = STATEMENTS.len();
    let statements = STATEMENTS
        .iter()
        .zip(1_usize..)
        .map(|(statement, place)| questions(lang, *statement, (place, total), state))
        .collect_view();
    let hidden = |name| forms::hidden(name, state.fields.get(name).to_owned());
    Ok(render::render(cx, status, title.clone(), || {
        view! {
            <article class="prose rehearsal">
                <h1>{title}</h1>
                <p class="lead">{t!(lang, confidence.practice.lead)}</p>
                {how(lang)}
                <section class="stack" aria-labelledby="try">
                    <h2 id="try">{t!(lang, confidence.practice.try_title)}</h2>
                    <form method="post" action="/assessment/practice" class="stack" novalidate>
                        {forms::summary(cx, state)}
                        {hidden("course")}
                        {hidden("part")}
                        {statements}
                        <button class="button" type="submit">{t!(lang, confidence.practice.see)}</button>
                    </form>
                </section>
            </article>
        }
    }))
}

/// The rules in plain words.
fn how(lang: Language) -> impl IntoView {
    view! {
        <section class="stack" aria-labelledby="how">
            <h2 id="how">{t!(lang, confidence.practice.how_title)}</h2>
            <p>{t!(lang, confidence.practice.how_right)} " " {t!(lang, confidence.practice.how_wrong)}</p>
            <ul>
                <li>{t!(lang, confidence.practice.how_first)}</li>
                <li>{t!(lang, confidence.practice.how_second)}</li>
                <li>{t!(lang, confidence.practice.how_third)}</li>
            </ul>
            <p>{t!(lang, confidence.practice.how_honest)}</p>
        </section>
    }
}

/// A statement: whether it is true, and how sure one is.
fn questions(
    lang: Language,
    statement: Statement,
    (place, total): (usize, usize),
    state: &FormState,
) -> impl IntoView + use<> {
    let answer = picked(&state.fields, statement);
    let answers = [true, false]
        .map(|value| {
            let label = if value {
                t!(lang, confidence.practice.is_true)
            } else {
                t!(lang, confidence.practice.is_false)
            };
            let checked = answer == Some(value);
            view! {
                <label class="choice choice-plain">
                    <input type="radio" name=statement.name value=code(value) checked=checked/>
                    <span>{label}</span>
                </label>
            }
        })
        .collect_view();
    let level = Certainty::from_code(state.fields.get(statement.sure));
    let levels = Certainty::ALL
        .map(|value| {
            let checked = level == Some(value);
            view! {
                <label class="choice choice-plain">
                    <input type="radio" name=statement.sure value=value.code() checked=checked/>
                    <span>
                        <strong>{value.code()} " · " {certainty::name(lang, value)}</strong>
                        <span class="certainty-marks">{certainty::marks(lang, value)}</span>
                    </span>
                </label>
            }
        })
        .collect_view();
    let place = t!(
        lang,
        confidence.practice.statement,
        place = place,
        total = total
    );
    let label = place.clone();
    view! {
        <section class="rehearsal-statement" aria-label=label>
            <p class="kicker">{place}</p>
            {group(statement.name, text(lang, statement), "rehearsal-answers", state.errors.get(statement.name), answers)}
            {group(
                statement.sure,
                t!(lang, assessment.how_sure),
                "certainties",
                state.errors.get(statement.sure),
                levels,
            )}
        </section>
    }
}

/// The way on: to the quiz one came from, or to the courses.
fn on(lang: Language, fields: &Fields) -> impl IntoView + use<> {
    let slug = |name| Slug::parse(fields.get(name)).ok();
    let (href, label, again) = match (slug("course"), slug("part")) {
        (Some(course), Some(part)) => (
            format!("/courses/{course}/{part}"),
            t!(lang, confidence.practice.to_quiz),
            super::practice_path(&course, &part),
        ),
        _ => (
            "/courses".to_owned(),
            t!(lang, confidence.practice.to_courses),
            "/assessment/practice".to_owned(),
        ),
    };
    view! {
        <div class="actions">
            <a class="button" href=href>{label}</a>
            <a href=again>{t!(lang, confidence.practice.again)}</a>
        </div>
    }
}
