//! `/courses/{course}/confidence`: how sure one is of the tasks, once before the course and once after it. Nobody has to, and
//! nobody else sees it.

use axum::extract::{Path, Query};
use domain::{
    assessment::{Moment, Moved, SelfEfficacy, Task},
    content::Slug,
    language::Language,
};
use http::StatusCode;
use leptos::prelude::*;
use serde::Deserialize;
use services::{
    Error,
    assessment::{
        GiveSelfEfficacy,
        queries::{self, Said},
    },
    ctx::Key,
    training::study::{self, Study},
};

use super::{picture, scale};
use crate::{
    assessment::pages::back_to_course,
    t,
    web::{
        AppError, Cx, PageResult,
        forms::{self, Errors, Fields, FormState, see_other},
        render,
    },
};

/// Whether answers were just kept.
#[derive(Debug, Default, Deserialize)]
pub struct Done {
    #[serde(default)]
    kept: bool,
}

/// The page.
pub async fn page(cx: Cx, Path(course): Path<String>, Query(done): Query<Done>) -> PageResult {
    let course = slug(&course)?;
    show(
        &cx,
        &course,
        StatusCode::OK,
        done.kept,
        FormState::default(),
    )
    .await
}

/// Keeps what was said. What comes too late or twice changes nothing: the page shows what there is.
pub async fn submit(cx: Cx, Path(course): Path<String>, fields: Fields) -> PageResult {
    let course = slug(&course)?;
    let picked = Task::ALL.map(|task| (task.code(), fields.get(task.code()).to_owned()));
    let command = GiveSelfEfficacy {
        course: course.clone(),
        moment: fields.get("moment").to_owned(),
        tasks: picked.into(),
    };
    let here = format!("/courses/{course}/confidence");
    match cx.state.store.write(&cx.ctx(fields.key()), command).await {
        Ok(given) if given.counts => Ok(see_other(&format!("{here}?kept=true"))),
        Ok(_) => Ok(see_other(&here)),
        Err(Error::Invalid(invalid)) => {
            let errors = Errors::of(&cx, &invalid);
            let state = FormState { fields, errors };
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            show(&cx, &course, status, false, state).await
        }
        Err(error) => Err(error.into()),
    }
}

fn slug(text: &str) -> Result<Slug, AppError> {
    Slug::parse(text).map_err(|_| AppError::NotFound)
}

/// On the page of a course: an invitation where something can be said, a line where something was.
///
/// # Errors
/// [`AppError`] when the database does not answer.
pub async fn invitation(cx: &Cx, study: &Study) -> Result<AnyView, AppError> {
    let lang = cx.language;
    let said = queries::said(&cx.state.store, &cx.ctx(Key::random()), study).await?;
    let here = format!("/courses/{}/confidence", study.course);
    let (title, lead, link) = match said.ask {
        Some(Moment::Before) => (
            t!(lang, confidence.tasks.before_title),
            t!(lang, confidence.tasks.course_before),
            t!(lang, confidence.tasks.course_before_link),
        ),
        Some(Moment::After) => (
            t!(lang, confidence.tasks.after_title),
            t!(lang, confidence.tasks.course_after),
            t!(lang, confidence.tasks.course_after_link),
        ),
        None if said.before.is_none() && said.after.is_none() => return Ok(().into_any()),
        None => {
            let label = t!(lang, confidence.tasks.course_shown);
            return Ok(view! { <p class="muted"><a href=here>{label}</a></p> }.into_any());
        }
    };
    Ok(view! {
        <aside class="try-first" aria-labelledby="how-sure">
            <h2 id="how-sure">{title}</h2>
            <p>{lead}</p>
            <p><a class="button-secondary" href=here>{link}</a></p>
        </aside>
    }
    .into_any())
}

async fn show(
    cx: &Cx,
    course: &Slug,
    status: StatusCode,
    kept: bool,
    state: FormState,
) -> PageResult {
    let lang = cx.language;
    let ctx = cx.ctx(Key::random());
    let study = study::own(&cx.state.store, &ctx, course)
        .await?
        .ok_or(AppError::NotFound)?;
    let said = queries::said(&cx.state.store, &ctx, &study).await?;
    let title = match said.ask {
        Some(Moment::Before) => t!(lang, confidence.tasks.before_title),
        Some(Moment::After) => t!(lang, confidence.tasks.after_title),
        None => t!(lang, confidence.tasks.title),
    };
    let content = match said.ask {
        Some(moment) => form(cx, course, moment, &state).into_any(),
        None => shown(lang, &said).into_any(),
    };
    let kept = kept.then(|| t!(lang, confidence.tasks.kept));
    Ok(render::render(cx, status, title.clone(), || {
        view! {
            <article class="prose confidence">
                {back_to_course(lang, course)}
                <h1>{title}</h1>
                {kept.map(|words| view! { <p class="notice" role="status">{words}</p> })}
                <p class="muted">{t!(lang, confidence.tasks.private)}</p>
                {content}
            </article>
        }
    }))
}

fn form(cx: &Cx, course: &Slug, moment: Moment, state: &FormState) -> impl IntoView + use<> {
    let lang = cx.language;
    let lead = match moment {
        Moment::Before => t!(lang, confidence.tasks.before_lead),
        Moment::After => t!(lang, confidence.tasks.after_lead),
    };
    let (here, back) = (
        format!("/courses/{course}/confidence"),
        format!("/courses/{course}"),
    );
    view! {
        <p class="lead">{lead}</p>
        <p>{t!(lang, confidence.tasks.scale)}</p>
        <form method="post" action=here class="stack tasks" novalidate>
            {forms::summary(cx, state)}
            {forms::hidden_key()}
            {forms::hidden("moment", moment.code())}
            <h2>{t!(lang, confidence.tasks.legend)}</h2>
            {scale::questions(lang, state)}
            <div class="actions">
                <button class="button" type="submit">{t!(lang, confidence.tasks.keep)}</button>
                <a class="button-secondary" href=back>{t!(lang, confidence.tasks.not_now)}</a>
            </div>
        </form>
    }
}

/// What was said, as far as it goes.
fn shown(lang: Language, said: &Said) -> impl IntoView + use<> {
    let (before, after) = (said.before.as_ref(), said.after.as_ref());
    let lead = match (before, after) {
        (None, None) => return view! { <p>{t!(lang, confidence.tasks.way)}</p> }.into_any(),
        (Some(_), None) => t!(lang, confidence.tasks.only_before),
        (None, Some(_)) => t!(lang, confidence.tasks.only_after),
        (Some(_), Some(_)) => t!(lang, confidence.tasks.both),
    };
    let both = before.zip(after);
    let picture = both.map(|(before, after)| {
        view! {
            {picture::drawing(before, after)}
            {moved(lang, before, after)}
        }
    });
    view! {
        <section class="stack" aria-labelledby="said">
            <h2 id="said">{t!(lang, confidence.tasks.table)}</h2>
            <p>{lead}</p>
            {picture}
            {picture::table(lang, before, after)}
        </section>
    }
    .into_any()
}

/// How it moved, in a sentence; that less is not worse, where it is less.
fn moved(
    lang: Language,
    before: &SelfEfficacy,
    after: &SelfEfficacy,
) -> Option<impl IntoView + use<>> {
    let Moved { surer, same, less } = after.compared(before);
    let all = surer + same + less;
    let fine = (less > 0).then(|| format!(" {}", t!(lang, confidence.tasks.less_fine)));
    (all > 0).then(|| {
        let words = t!(
            lang,
            confidence.tasks.moved,
            all = all,
            surer = surer,
            same = same,
            less = less
        );
        view! { <p>{words} {fine}</p> }
    })
}
