//! `/stories/{id}`: a published story to read, and "I used this".

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use http::{Method, StatusCode};
use leptos::prelude::*;
use services::{
    content::render::HeadingLevel,
    ctx::Key,
    stories::{
        MarkUsed, RecordRead, UnmarkUsed,
        queries::{self, StoryView},
    },
};

use super::parse;
use crate::{
    stories::{
        cover::cover,
        parts::{Words, address, counts, date, decided},
        practice_name,
    },
    t,
    web::{
        AppError, Cx, PageResult,
        forms::{self, Fields, see_other},
        render,
    },
};

/// The page. It counts its reader once a day.
pub async fn page(cx: Cx, method: Method, Path(id): Path<String>) -> PageResult {
    let id = parse(&id)?;
    let story = queries::story(&cx.state.store, &cx.ctx(Key::random()), id).await?;
    let mine = cx.person() == Some(story.standing.author);
    if !mine && method == Method::GET {
        count(&cx, &story).await;
    }
    Ok(show(&cx, &story, mine))
}

/// A reader who cannot be counted still reads.
async fn count(cx: &Cx, story: &StoryView) {
    let ctx = cx.ctx(Key::random());
    let outcome = match queries::is_read_today(&cx.state.store, &ctx, story.id).await {
        Ok(true) => Ok(()),
        Ok(false) => {
            let read = RecordRead { story: story.id };
            cx.state.store.write(&ctx, read).await
        }
        Err(error) => Err(error),
    };
    if let Err(error) = outcome {
        tracing::warn!(
            error = &error as &dyn std::error::Error,
            "a reader was not counted"
        );
    }
}

/// Marks a story as used, or takes that back.
pub async fn mark(cx: Cx, Path(id): Path<String>, fields: Fields) -> PageResult {
    let story = parse(&id)?;
    let ctx = cx.ctx(fields.key());
    match fields.get("used") {
        "yes" => cx.state.store.write(&ctx, MarkUsed { story }).await?,
        "no" => cx.state.store.write(&ctx, UnmarkUsed { story }).await?,
        _ => return Ok(AppError::BadRequest.into_response()),
    }
    Ok(see_other(&format!("{}#used", address(story, ""))))
}

fn show(cx: &Cx, story: &StoryView, mine: bool) -> Response {
    let lang = cx.language;
    let title = story.title().to_owned();
    render::render(cx, StatusCode::OK, title.clone(), || {
        let when = story.changed_at.map(|at| date(cx, at)).unwrap_or_default();
        let practice = story.practice;
        view! {
            <article class="story">
                {cover(story.id, practice)}
                <header class="story-head">
                    <p class="eyebrow">
                        <a href=format!("/stories?practice={}", practice.code())>{practice_name(lang, practice)}</a>
                    </p>
                    <h1 lang=story.language.code()>{title}</h1>
                    <p class="muted">{t!(lang, stories.told_by, author = story.author.clone(), date = when)}</p>
                    <p class="muted">{counts(lang, story)}</p>
                    {(lang != story.language).then(|| view! { <p class="notice">{t!(lang, stories.other_language)}</p> })}
                </header>
                <div class="story-text" lang=story.language.code()>
                    {Words::of(story).view(story.language, HeadingLevel::H2)}
                </div>
                {used(cx, story, mine)}
                {signed(cx, story)}
                <p><a href="/stories">{t!(lang, stories.all)}</a></p>
            </article>
        }
    })
}

fn used(cx: &Cx, story: &StoryView, mine: bool) -> AnyView {
    let lang = cx.language;
    if mine {
        let edit = address(story.id, "/edit");
        return view! {
            <aside class="story-use" aria-label=t!(lang, stories.own)>
                <p>{t!(lang, stories.own_use, count = story.uses)}</p>
                <p><a href=edit>{t!(lang, stories.edit)}</a></p>
            </aside>
        }
        .into_any();
    }
    let form = if story.used {
        view! {
            <p role="status"><strong>{t!(lang, stories.used_thanks)}</strong></p>
            <form method="post" action=address(story.id, "")>
                {forms::hidden_key()}
                <button class="button-quiet" type="submit" name="used" value="no">{t!(lang, stories.unuse)}</button>
            </form>
        }
        .into_any()
    } else {
        view! {
            <p>{t!(lang, stories.use_lead)}</p>
            <form method="post" action=address(story.id, "")>
                {forms::hidden_key()}
                <button class="button" type="submit" name="used" value="yes">{t!(lang, stories.use_it)}</button>
            </form>
        }
        .into_any()
    };
    view! {
        <aside class="story-use" id="used" aria-labelledby="use-title">
            <h2 id="use-title">{t!(lang, stories.use_title)}</h2>
            {form}
        </aside>
    }
    .into_any()
}

fn signed(cx: &Cx, story: &StoryView) -> Option<impl IntoView + use<>> {
    let lang = cx.language;
    if story.decisions.is_empty() {
        return None;
    }
    let signed = story
        .decisions
        .iter()
        .map(|said| view! { <p>{decided(cx, said)}</p> })
        .collect_view();
    let version = story.version.to_string();
    Some(view! {
        <footer class="story-signed">
            {signed}
            <p class="muted">
                {t!(lang, stories.version, number = story.number)} " " <code>{version[..12].to_owned()}</code>
            </p>
        </footer>
    })
}
