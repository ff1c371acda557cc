//! The first page after sign-in: what is due and why, where one left off, and what there is to read.

use domain::{policy::Action, training::Why};
use leptos::prelude::*;
use services::{
    content::queries::{self, CourseDetails},
    ctx::Key,
    training::{home, study::Study},
};

use crate::{
    content::{
        earlier,
        pages::{
            course::{go_on, progress},
            course_cards,
        },
    },
    t,
    training::words,
    web::{
        AppError, Cx, PageResult, render,
        routes::{Gate, Routes},
    },
};

/// How many courses that nobody asks for stand on the home page: a row on a wide screen.
const MORE: usize = 3;

/// The home page's route.
pub fn routes(routes: Routes) -> Routes {
    routes.get("/", Gate::Needs(Action::HomeView), page)
}

type Begun = (CourseDetails, Study);

/// Greeting, what is due, where one left off, and the other courses.
async fn page(cx: Cx) -> PageResult {
    let lang = cx.language;
    let name = cx
        .session
        .as_ref()
        .map(|session| session.person.name.to_string())
        .unwrap_or_default();
    let mine = home::home(&cx.state.store, &cx.ctx(Key::random())).await?;
    let mut courses = crate::content::pages::published_courses(&cx).await?;
    let all = [&mine.due, &mine.begun, &mine.done];
    courses.retain(|c| {
        !all.iter()
            .any(|list| list.iter().any(|s| s.course == c.slug))
    });
    let more = courses.len() > MORE;
    courses.truncate(MORE);
    let finished = mine.done.len();
    let nothing_there = courses.is_empty() && all.iter().all(|list| list.is_empty());
    let due = with_courses(&cx, mine.due).await?;
    let begun = with_courses(&cx, mine.begun).await?;
    let stories = crate::stories::pages::home_section(&cx).await?;
    let refresher = crate::assessment::pages::refresher::card(&cx).await?;
    Ok(render::render(
        &cx,
        http::StatusCode::OK,
        t!(lang, home.title),
        || {
            view! {
                <h1>{t!(lang, home.greeting, name = name)}</h1>
                {due_section(&cx, &due, finished)}
                {refresher}
                {begun_section(&cx, &begun)}
                {(!courses.is_empty() || nothing_there).then(|| view! {
                    <section class="stack" aria-labelledby="read">
                        <h2 id="read">{t!(lang, home.read)}</h2>
                        {course_cards(lang, courses, t!(lang, home.no_courses), 3)}
                        {more.then(|| view! { <p><a href="/courses">{t!(lang, home.all_courses)}</a></p> })}
                    </section>
                })}
                {stories}
            }
        },
    ))
}

async fn with_courses(cx: &Cx, studies: Vec<Study>) -> Result<Vec<Begun>, AppError> {
    let mut all = Vec::with_capacity(studies.len());
    for study in studies {
        let course = queries::course(&cx.state.store, &study.course, cx.language).await?;
        all.extend(course.map(|course| (course, study)));
    }
    Ok(all)
}

fn due_section(cx: &Cx, due: &[Begun], finished: usize) -> impl IntoView + use<> {
    let lang = cx.language;
    let empty = due.is_empty();
    let items = due
        .iter()
        .map(|(course, study)| item(cx, course, study))
        .collect_view();
    view! {
        <section class="stack" aria-labelledby="due">
            <h2 id="due">{t!(lang, home.due)}</h2>
            {if !empty {
                view! { <ul class="due-list">{items}</ul> }.into_any()
            } else if finished > 0 {
                view! {
                    <p>{t!(lang, home.all_done)}</p>
                    <p><a href="/me/record">{t!(lang, content.my_record)}</a></p>
                }
                .into_any()
            } else {
                view! { <p>{t!(lang, home.nothing_due)}</p> }.into_any()
            }}
        </section>
    }
}

fn begun_section(cx: &Cx, begun: &[Begun]) -> impl IntoView + use<> {
    let lang = cx.language;
    let items = begun
        .iter()
        .map(|(course, study)| item(cx, course, study))
        .collect_view();
    (!begun.is_empty()).then(|| {
        view! {
            <section class="stack" aria-labelledby="begun">
                <h2 id="begun">{t!(lang, home.left_off)}</h2>
                <ul class="due-list">{items}</ul>
            </section>
        }
    })
}

/// A course with its deadline, its reason, what is left of it and the way on.
fn item(cx: &Cx, course: &CourseDetails, study: &Study) -> impl IntoView + use<> {
    let lang = cx.language;
    let days = match study.standing.why {
        Why::Owed { days, .. } => days,
        _ => 0,
    };
    let owed = study.owed.as_ref().map(|owed| {
        view! {
            <p class="due-when">
                {words::label_view(lang, study.standing.label)} " "
                <strong>{words::due_by(lang, owed.due_on)}</strong> " · " {words::relative(lang, days)}
            </p>
            <p class="due-why">{t!(lang, training.why)} " " {words::reason_text(lang, owed)}</p>
        }
    });
    let slug = study.course.clone();
    view! {
        <li class="due-item">
            <h3 lang=course.language.code()>
                <a href=format!("/courses/{slug}")>{course.title.clone()}</a>
            </h3>
            {owed}
            {earlier::notice(cx, study)}
            {progress(lang, course, study)}
            {go_on(lang, &slug, course, study)}
        </li>
    }
}
