//! `/stories/desk`: what comms opens to everyone, and takes back.

use axum::{extract::Query, response::Response};
use domain::{content::ContentHash, ids::StoryId, language::Language};
use http::StatusCode;
use leptos::prelude::*;
use serde::Deserialize;
use services::{
    Error,
    content::render::HeadingLevel,
    ctx::Key,
    stories::{
        CHANGED, NOT_SIGNED_OFF, PublishStory, WithdrawStory,
        queries::{self, Desk, StoryView},
    },
};

use super::parse;
use crate::{
    stories::{
        parts::{Words, address, counts, date, decisions},
        practice_name,
    },
    t,
    web::{
        AppError, Cx, PageResult,
        forms::{self, Errors, Fields, FormState, Input, see_other},
        render,
    },
};

/// What was just done, to say so once.
#[derive(Debug, Default, Deserialize)]
pub struct Done {
    done: Option<String>,
}

/// The page.
pub async fn page(cx: Cx, Query(done): Query<Done>) -> PageResult {
    let lang = cx.language;
    let note = match done.done.as_deref() {
        Some("published") => Some(t!(lang, stories.done.published)),
        Some("withdrawn") => Some(t!(lang, stories.done.withdrawn_desk)),
        Some("erased") => Some(t!(lang, stories.done.erased)),
        _ => None,
    };
    show(&cx, StatusCode::OK, note, FormState::default()).await
}

/// Publishes a signed-off version, or takes a story back.
pub async fn act(cx: Cx, fields: Fields) -> PageResult {
    let lang = cx.language;
    let ctx = cx.ctx(fields.key());
    let store = &cx.state.store;
    let story: StoryId = parse(fields.get("story"))?;
    let outcome = match fields.get("step") {
        "publish" => {
            let version: ContentHash = fields
                .get("version")
                .parse()
                .map_err(|_| AppError::BadRequest)?;
            store
                .write(&ctx, PublishStory { story, version })
                .await
                .map(|_| "/stories/desk?done=published")
        }
        "withdraw" => {
            let reason = fields.get("reason").to_owned();
            store
                .write(&ctx, WithdrawStory { story, reason })
                .await
                .map(|_| "/stories/desk?done=withdrawn")
        }
        _ => return Err(AppError::BadRequest),
    };
    let (code, errors) = match outcome {
        Ok(next) => return Ok(see_other(next)),
        Err(Error::Invalid(invalid)) => {
            let errors = Errors::of(&cx, &invalid).within(story.to_string());
            (StatusCode::UNPROCESSABLE_ENTITY, errors)
        }
        // Somebody was faster: nothing is done, and the page shows how things stand.
        Err(Error::Conflict(CHANGED | NOT_SIGNED_OFF)) => {
            let errors = Errors::one("", t!(lang, stories.desk.changed));
            (StatusCode::CONFLICT, errors)
        }
        Err(error) => return Err(error.into()),
    };
    show(&cx, code, None, FormState { fields, errors }).await
}

async fn show(cx: &Cx, code: StatusCode, note: Option<String>, state: FormState) -> PageResult {
    let lang = cx.language;
    let Desk {
        to_publish,
        published,
        withdrawn,
    } = queries::desk(&cx.state.store, &cx.ctx(Key::random())).await?;
    let answer: Response = render::render(cx, code, t!(lang, stories.desk.title), || {
        let nothing = to_publish.is_empty();
        let none = published.is_empty();
        let any_withdrawn = !withdrawn.is_empty();
        let withdrawn = withdrawn.iter().map(|s| taken_back(cx, s)).collect_view();
        let to_publish = to_publish.iter().map(|s| ready(cx, s)).collect_view();
        let published = published.iter().map(|s| open(cx, s, &state)).collect_view();
        view! {
            <h1>{t!(lang, stories.desk.title)}</h1>
            {note.map(|note| view! { <p class="notice" role="status">{note}</p> })}
            {forms::summary(cx, &state)}
            <section class="stack" aria-labelledby="to-publish">
                <h2 id="to-publish">{t!(lang, stories.desk.to_publish)}</h2>
                {nothing.then(|| view! { <p>{t!(lang, stories.desk.nothing)}</p> })}
                {to_publish}
            </section>
            <section class="stack" aria-labelledby="published">
                <h2 id="published">{t!(lang, stories.desk.published)}</h2>
                {none.then(|| view! { <p>{t!(lang, stories.none)}</p> })}
                <ul class="story-list">{published}</ul>
            </section>
            {any_withdrawn.then(|| view! {
                <section class="stack" aria-labelledby="withdrawn">
                    <h2 id="withdrawn">{t!(lang, stories.desk.withdrawn)}</h2>
                    <ul class="story-list">{withdrawn}</ul>
                </section>
            })}
        }
    });
    Ok(answer)
}

/// A story that was signed off and waits.
fn ready(cx: &Cx, story: &StoryView) -> impl IntoView + use<> {
    let lang = cx.language;
    let id = format!("story-{}", story.id);
    view! {
        <article class="story-review" aria-labelledby=id.clone()>
            <p class="eyebrow">{practice_name(lang, story.practice)}</p>
            <h3 id=id.clone() lang=story.language.code()>{story.title().to_owned()}</h3>
            <p class="muted">{story.author.clone()} " · " {t!(lang, stories.version, number = story.number)}</p>
            {decisions(cx, &story.decisions)}
            <details>
                <summary>{t!(lang, stories.desk.read)}</summary>
                <div class="story-text" lang=story.language.code()>
                    {Words::of(story).view(story.language, HeadingLevel::H4)}
                </div>
            </details>
            <form method="post" action="/stories/desk">
                {forms::hidden_key()}
                {forms::hidden("story", story.id.to_string())}
                {forms::hidden("version", story.version.to_string())}
                <button class="button" type="submit" name="step" value="publish">{t!(lang, stories.desk.publish)}</button>
            </form>
        </article>
    }
}

/// A published story with its counts.
fn open(cx: &Cx, story: &StoryView, state: &FormState) -> impl IntoView + use<> {
    let lang = cx.language;
    let when = story.changed_at.map(|at| date(cx, at)).unwrap_or_default();
    let form = story.id.to_string();
    let mine = state.fields.get("story") == form && !state.errors.is_empty();
    view! {
        <li>
            <a href=address(story.id, "") lang=story.language.code()>{story.title().to_owned()}</a>
            <p class="muted">{story.author.clone()} " · " {when} " · " {counts(lang, story)}</p>
            <details open=mine>
                <summary>
                    {t!(lang, stories.withdraw.button)}
                    <span class="visually-hidden">": " {story.title().to_owned()}</span>
                </summary>
                <form method="post" action="/stories/desk" class="stack narrow" novalidate>
                    {forms::hidden_key()}
                    {forms::hidden("story", form.clone())}
                    {Input::text("reason", t!(lang, stories.withdraw.reason)).within(form).view(state)}
                    <button class="button-danger" type="submit" name="step" value="withdraw">{t!(lang, stories.withdraw.button)}</button>
                </form>
            </details>
        </li>
    }
}

/// A withdrawn story whose words are still there.
fn taken_back(cx: &Cx, story: &StoryView) -> impl IntoView + use<> {
    let lang = cx.language;
    let when = story.changed_at.map(|at| date(cx, at)).unwrap_or_default();
    let title = title(lang, story);
    view! {
        <li>
            <p><strong lang=story.language.code()>{title.clone()}</strong></p>
            <p class="muted">{story.author.clone()} " · " {when}</p>
            {story.change_note.clone().map(|why| view! { <p class="pre-wrap">{why}</p> })}
            <p>
                <a href=address(story.id, "/erase")>
                    {t!(lang, stories.desk.erase)}
                    <span class="visually-hidden">": " {title}</span>
                </a>
            </p>
        </li>
    }
}

/// The title, or that it is erased.
pub fn title(lang: Language, story: &StoryView) -> String {
    if story.text.is_some() {
        story.title().to_owned()
    } else {
        t!(lang, stories.erased_title)
    }
}
