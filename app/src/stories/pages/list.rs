//! `/stories`: what colleagues did, the newest first.

use axum::extract::Query;
use domain::{content::Practice, policy::Action};
use http::StatusCode;
use leptos::prelude::*;
use serde::Deserialize;
use services::{
    content::render::HeadingLevel,
    ctx::Key,
    stories::queries::{self, StoryPage, StoryView},
};

use crate::{
    stories::{
        cover::cover,
        parts::{cards, counts, date},
        practice_name,
    },
    t,
    web::{AppError, Cx, PageResult, render},
};

/// How many stories a page has: a large one and rows of three.
const ROWS: u64 = 13;

/// Which stories, and what was just done.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    practice: Option<String>,
    page: Option<u64>,
    done: Option<String>,
}

/// The page.
pub async fn page(cx: Cx, Query(wanted): Query<Wanted>) -> PageResult {
    let lang = cx.language;
    let ctx = cx.ctx(Key::random());
    let practice = match wanted.practice.as_deref() {
        None | Some("") => None,
        Some(code) => Some(Practice::from_code(code).ok_or(AppError::NotFound)?),
    };
    let number = wanted.page.unwrap_or(1).max(1);
    let found = queries::published(&cx.state.store, &ctx, practice, number, ROWS).await?;
    let practices = queries::practices(&cx.state.store, &ctx).await?;
    let waiting = if cx.may(Action::StoriesSignOff) {
        Some(queries::waiting(&cx.state.store, &ctx).await?.len())
    } else {
        None
    };
    let erased = wanted.done.as_deref() == Some("erased");
    Ok(render::render(
        &cx,
        StatusCode::OK,
        t!(lang, stories.title),
        || {
            view! {
                <div class="page-head">
                    <h1>{t!(lang, stories.title)}</h1>
                    <a class="button" href="/stories/new">{t!(lang, stories.tell)}</a>
                </div>
                <p class="lead">{t!(lang, stories.lead)}</p>
                {erased.then(|| view! { <p class="notice" role="status">{t!(lang, stories.done.erased)}</p> })}
                {work(&cx, waiting)}
                {(!practices.is_empty()).then(|| filter(&cx, &practices, practice))}
                {stories(&cx, &found, practice, number)}
            }
        },
    ))
}

/// What waits for reviewers and comms editors.
fn work(cx: &Cx, waiting: Option<usize>) -> Option<impl IntoView + use<>> {
    let lang = cx.language;
    let desk = cx.may(Action::StoriesPublish);
    (waiting.is_some() || desk).then(|| {
        view! {
            <ul class="story-work">
                {waiting.map(|count| view! {
                    <li><a href="/stories/review">{t!(lang, stories.waiting, count = count)}</a></li>
                })}
                {desk.then(|| view! { <li><a href="/stories/desk">{t!(lang, stories.desk.title)}</a></li> })}
            </ul>
        }
    })
}

fn filter(cx: &Cx, practices: &[Practice], chosen: Option<Practice>) -> impl IntoView + use<> {
    let lang = cx.language;
    let chip = |href: String, name: String, current: bool| {
        view! { <li><a class="chip" href=href aria-current=current.then_some("true")>{name}</a></li> }
    };
    let all = chip(
        "/stories".to_owned(),
        t!(lang, stories.filter_all),
        chosen.is_none(),
    );
    let chips = practices
        .iter()
        .map(|practice| {
            let href = format!("/stories?practice={}", practice.code());
            chip(
                href,
                practice_name(lang, *practice),
                chosen == Some(*practice),
            )
        })
        .collect_view();
    view! {
        <nav aria-label=t!(lang, stories.filter)>
            <ul class="chips">{all}{chips}</ul>
        </nav>
    }
}

fn stories(
    cx: &Cx,
    found: &StoryPage,
    practice: Option<Practice>,
    number: u64,
) -> impl IntoView + use<> {
    let lang = cx.language;
    let Some((first, rest)) = found.stories.split_first() else {
        let none = match practice {
            Some(_) => t!(lang, stories.none_practice),
            None => t!(lang, stories.none),
        };
        return view! { <p>{none}</p> }.into_any();
    };
    let at = |page: u64| {
        let practice = practice.map_or("", Practice::code);
        format!("/stories?practice={practice}&page={page}")
    };
    let (newer, older) = (number > 1, found.more);
    view! {
        {lead_story(cx, first)}
        {(!rest.is_empty()).then(|| cards(cx, rest, HeadingLevel::H2))}
        {(newer || older).then(|| view! {
            <nav class="pager" aria-label=t!(lang, common.pages)>
                {newer.then(|| view! { <a rel="prev" href=at(number - 1)>{t!(lang, stories.newer)}</a> })}
                {older.then(|| view! { <a rel="next" href=at(number + 1)>{t!(lang, stories.older)}</a> })}
            </nav>
        })}
    }
    .into_any()
}

/// The newest story, large.
fn lead_story(cx: &Cx, story: &StoryView) -> impl IntoView + use<> {
    let lang = cx.language;
    let when = story.changed_at.map(|at| date(cx, at)).unwrap_or_default();
    let excerpt = story
        .text
        .as_ref()
        .map(|text| services::stories::excerpt(&text.outcome, 180))
        .unwrap_or_default();
    view! {
        <article class="story-lead">
            {cover(story.id, story.practice)}
            <div class="story-lead-text">
                <p class="eyebrow">{practice_name(lang, story.practice)}</p>
                <h2 class="story-lead-title" lang=story.language.code()>
                    <a href=format!("/stories/{}", story.id)>{story.title().to_owned()}</a>
                </h2>
                <p lang=story.language.code()>{excerpt}</p>
                <p class="muted">{story.author.clone()} " · " {when}</p>
                <p class="muted">{counts(lang, story)}</p>
            </div>
        </article>
    }
}
