//! What other pages show of stories: the newest on the home page, one's own on `/me`.

use domain::stories::StoryStatus;
use leptos::prelude::*;
use services::{
    content::render::HeadingLevel,
    ctx::Key,
    stories::queries::{self, OwnStories, StoryView},
};

use crate::{
    stories::parts::{address, cards, counts, date, status},
    t,
    web::{AppError, Cx},
};

/// What colleagues did: the three newest stories.
pub async fn home_section(cx: &Cx) -> Result<impl IntoView + use<>, AppError> {
    let lang = cx.language;
    let ctx = cx.ctx(Key::random());
    let newest = queries::published(&cx.state.store, &ctx, None, 1, 3)
        .await?
        .stories;
    Ok(view! {
        <section class="stack" aria-labelledby="stories">
            <h2 id="stories">{t!(lang, stories.home_title)}</h2>
            {if newest.is_empty() {
                view! {
                    <p>{t!(lang, stories.home_none)}</p>
                    <p><a href="/stories/new">{t!(lang, stories.tell)}</a></p>
                }
                .into_any()
            } else {
                view! {
                    {cards(cx, &newest, HeadingLevel::H3)}
                    <p><a href="/stories">{t!(lang, stories.all)}</a></p>
                }
                .into_any()
            }}
        </section>
    })
}

/// The stories that the signed-in person told and used.
pub async fn own_section(cx: &Cx) -> Result<impl IntoView + use<>, AppError> {
    let lang = cx.language;
    let OwnStories { drafts, told, used } =
        queries::own(&cx.state.store, &cx.ctx(Key::random())).await?;
    let none = drafts.is_empty() && told.is_empty();
    let drafts = drafts
        .iter()
        .map(|draft| {
            view! {
                <li>
                    <a href=address(draft.id, "/edit") lang=draft.language.code()>{draft.title.clone()}</a>
                    " " {status(lang, StoryStatus::Draft)}
                    <p class="muted">{t!(lang, stories.saved_on, date = date(cx, draft.saved_at))}</p>
                </li>
            }
        })
        .collect_view();
    let told = told.iter().map(|story| own(cx, story)).collect_view();
    let nothing_used = used.is_empty();
    let used = used
        .iter()
        .map(|story| {
            view! {
                <li>
                    <a href=address(story.id, "") lang=story.language.code()>{story.title().to_owned()}</a>
                    <p class="muted">{story.author.clone()}</p>
                </li>
            }
        })
        .collect_view();
    Ok(view! {
        <section class="stack" aria-labelledby="own-stories">
            <h2 id="own-stories">{t!(lang, stories.own)}</h2>
            {none.then(|| view! { <p>{t!(lang, stories.own_none)}</p> })}
            <ul class="story-list">{drafts}{told}</ul>
            <p><a class="button-secondary" href="/stories/new">{t!(lang, stories.tell)}</a></p>
            <h3>{t!(lang, stories.own_used)}</h3>
            {if nothing_used {
                view! { <p>{t!(lang, stories.own_used_none)}</p> }.into_any()
            } else {
                view! { <ul class="story-list">{used}</ul> }.into_any()
            }}
        </section>
    })
}

fn own(cx: &Cx, story: &StoryView) -> impl IntoView + use<> {
    let lang = cx.language;
    let title = if story.text.is_some() {
        story.title().to_owned()
    } else {
        t!(lang, stories.erased_title)
    };
    let language = story.text.as_ref().map_or(lang, |_| story.language);
    let open = story.standing.published().is_some();
    view! {
        <li>
            <a href=address(story.id, "/edit") lang=language.code()>{title}</a>
            " " {status(lang, story.status())}
            {open.then(|| view! { <p class="muted">{counts(lang, story)}</p> })}
        </li>
    }
}
