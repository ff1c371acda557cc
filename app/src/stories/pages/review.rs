//! `/stories/review`: what waits for a reviewer, with the exact version they sign.

use axum::{extract::Query, response::Response};
use domain::{content::ContentHash, ids::StoryId, stories::Decision};
use http::StatusCode;
use leptos::prelude::*;
use serde::Deserialize;
use services::{
    Error,
    content::render::HeadingLevel,
    ctx::Key,
    stories::{
        CHANGED, SignOffStory,
        queries::{self, Review, Reviewing},
    },
};

use super::{changes, parse};
use crate::{
    stories::{
        parts::{Area, Words, date, decisions},
        practice_name, signing_name,
    },
    t,
    web::{
        AppError, Cx, PageResult,
        forms::{self, Errors, Fields, FormState, see_other},
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
        Some("approved") => Some(t!(lang, stories.done.approved)),
        Some("sent_back") => Some(t!(lang, stories.done.sent_back)),
        _ => None,
    };
    show(&cx, StatusCode::OK, note, FormState::default()).await
}

/// Signs a version off, or sends it back.
pub async fn decide(cx: Cx, fields: Fields) -> PageResult {
    let lang = cx.language;
    let story: StoryId = parse(fields.get("story"))?;
    let version: ContentHash = fields
        .get("version")
        .parse()
        .map_err(|_| AppError::BadRequest)?;
    let decision = Decision::from_code(fields.get("decision")).ok_or(AppError::BadRequest)?;
    let department = fields
        .get("department")
        .parse()
        .map_err(|_| AppError::BadRequest)?;
    let command = SignOffStory {
        story,
        version,
        department,
        decision,
        note: fields.get("note").to_owned(),
    };
    match cx.state.store.write(&cx.ctx(fields.key()), command).await {
        Ok(_) => Ok(see_other(&format!(
            "/stories/review?done={}",
            decision.code()
        ))),
        Err(Error::Invalid(invalid)) => {
            let errors = Errors::of(&cx, &invalid).within(story.to_string());
            let state = FormState { fields, errors };
            show(&cx, StatusCode::UNPROCESSABLE_ENTITY, None, state).await
        }
        // Somebody changed it between looking and signing: nothing is signed, and the page shows what is new.
        Err(Error::Conflict(CHANGED)) => {
            let errors = Errors::one("", t!(lang, stories.review.changed));
            let state = FormState { fields, errors };
            show(&cx, StatusCode::CONFLICT, None, state).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn show(cx: &Cx, code: StatusCode, note: Option<String>, state: FormState) -> PageResult {
    let lang = cx.language;
    let page = queries::reviewing(&cx.state.store, &cx.ctx(Key::random())).await?;
    let all = || page.waiting.iter().chain(&page.decided);
    // What was typed about a story that waits no more is shown, so that it is not lost.
    let kept = state
        .fields
        .filled("note")
        .filter(|_| {
            let about = state.fields.get("story");
            all().all(|r| r.story.id.to_string() != about)
        })
        .map(str::to_owned);
    let answer: Response = render::render(cx, code, t!(lang, stories.review.title), || {
        let none = page.waiting.is_empty();
        let stories = page
            .waiting
            .iter()
            .map(|review| one(cx, &page, review, &state))
            .collect_view();
        view! {
            <h1>{t!(lang, stories.review.title)}</h1>
            <p class="lead">{t!(lang, stories.review.lead)}</p>
            {note.map(|note| view! { <p class="notice" role="status">{note}</p> })}
            {forms::summary(cx, &state)}
            {kept.map(|kept| view! {
                <section class="stack" aria-labelledby="kept">
                    <h2 id="kept">{t!(lang, stories.review.kept)}</h2>
                    <p class="pre-wrap">{kept}</p>
                </section>
            })}
            {none.then(|| view! { <p>{t!(lang, stories.review.none)}</p> })}
            {stories}
            {decided(cx, &page, &state)}
        }
    });
    Ok(answer)
}

/// What the reviewer decided on and may think again about.
fn decided(cx: &Cx, page: &Reviewing, state: &FormState) -> Option<impl IntoView + use<>> {
    let lang = cx.language;
    if page.decided.is_empty() {
        return None;
    }
    let stories = page
        .decided
        .iter()
        .map(|review| {
            let open = state.fields.get("story") == review.story.id.to_string();
            view! {
                <li>
                    <p><strong lang=review.story.language.code()>{review.story.title().to_owned()}</strong></p>
                    {decisions(cx, &review.story.decisions)}
                    <details open=open>
                        <summary>
                            {t!(lang, stories.review.again)}
                            <span class="visually-hidden">": " {review.story.title().to_owned()}</span>
                        </summary>
                        {one(cx, page, review, state)}
                    </details>
                </li>
            }
        })
        .collect_view();
    Some(view! {
        <section class="stack" aria-labelledby="decided">
            <h2 id="decided">{t!(lang, stories.review.decided)}</h2>
            <p>{t!(lang, stories.review.decided_lead)}</p>
            <ul class="story-list">{stories}</ul>
        </section>
    })
}

fn one(cx: &Cx, page: &Reviewing, review: &Review, state: &FormState) -> impl IntoView + use<> {
    let lang = cx.language;
    let story = &review.story;
    let id = format!("story-{}", story.id);
    let handed_in = t!(
        lang,
        stories.review.handed_in,
        author = story.author.clone(),
        date = date(cx, story.submitted_at)
    );
    view! {
        <article class="story-review" aria-labelledby=id.clone()>
            <p class="eyebrow">{practice_name(lang, story.practice)}</p>
            <h2 id=id.clone() lang=story.language.code()>{story.title().to_owned()}</h2>
            <p class="muted">{handed_in}</p>
            {changes::view(cx, review)}
            <div class="story-text" lang=story.language.code()>
                {Words::of(story).view(story.language, HeadingLevel::H3)}
            </div>
            <p class="muted">
                {t!(lang, stories.version, number = story.number)} ": "
                <code class="wrap">{story.version.to_string()}</code>
            </p>
            {said(cx, review)}
            {form(cx, page, review, state)}
        </article>
    }
}

/// What other departments said of this version already.
fn said(cx: &Cx, review: &Review) -> Option<impl IntoView + use<>> {
    let said = &review.story.decisions;
    (!said.is_empty()).then(|| {
        view! {
            <h3 class="part-title">{t!(cx.language, stories.review.said)}</h3>
            {decisions(cx, said)}
        }
    })
}

fn form(cx: &Cx, page: &Reviewing, review: &Review, state: &FormState) -> impl IntoView + use<> {
    let lang = cx.language;
    let story = &review.story;
    let form = story.id.to_string();
    let mine = state.fields.get("story") == form;
    let (typed, error) = if mine {
        (state.fields.get("note"), state.errors.get("note"))
    } else {
        ("", None)
    };
    let note = Area {
        form: form.clone(),
        rows: 3,
        required: false,
        ..Area::new(
            "note",
            t!(lang, stories.review.note),
            t!(lang, stories.review.note_hint),
        )
    };
    let departments = review
        .departments
        .iter()
        .map(|signing| {
            let value = signing.to_string();
            let name = signing_name(lang, *signing, page.units.get(signing).map(String::as_str));
            let selected = mine && state.fields.get("department") == value;
            view! { <option value=value selected=selected>{name}</option> }
        })
        .collect_view();
    let field = format!("field-{form}-department");
    view! {
        <form method="post" action="/stories/review" class="stack" novalidate>
            {forms::hidden_key()}
            {forms::hidden("story", form)}
            {forms::hidden("version", story.version.to_string())}
            <div class="field">
                <label for=field.clone()>{t!(lang, stories.review.department)}</label>
                <select id=field name="department">{departments}</select>
            </div>
            {note.view(typed, error)}
            <p class="actions">
                <button class="button" type="submit" name="decision" value="approved">{t!(lang, stories.review.approve)}</button>
                <button class="button-secondary" type="submit" name="decision" value="sent_back">{t!(lang, stories.review.send_back)}</button>
            </p>
        </form>
    }
}
