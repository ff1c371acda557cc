//! `/stories/new` and `/stories/{id}/edit`: telling a story, looking at it, keeping it, handing it in.

use axum::{
    extract::{Path, Query},
    response::Response,
};
use domain::{content::Practice, ids::StoryId, language::Language};
use http::StatusCode;
use serde::Deserialize;
use services::{
    Error,
    ctx::Key,
    stories::{
        EraseStory, SaveDraft, SubmitStory, Typed, WithdrawStory,
        queries::{self, Editing},
    },
};

use super::parse;
use crate::{
    stories::parts::address,
    t,
    web::{
        AppError, Cx, PageResult,
        forms::{Errors, Fields, FormState, see_other},
        safety,
    },
};

mod form;

/// What was just done, to say so once.
#[derive(Debug, Default, Deserialize)]
pub struct Done {
    done: Option<String>,
}

/// What the page of the form shows.
struct Page {
    story: Option<StoryId>,
    editing: Option<Editing>,
    typed: Typed,
    confirmed: bool,
    /// Whether the way to drug safety is shown first.
    asks_first: bool,
    preview: bool,
    done: Option<String>,
    state: FormState,
}

impl Page {
    fn new(typed: Typed) -> Self {
        Self {
            story: None,
            editing: None,
            typed,
            confirmed: false,
            asks_first: false,
            preview: false,
            done: None,
            state: FormState::default(),
        }
    }
}

/// An empty form in the reader's language.
pub async fn new_form(cx: Cx) -> PageResult {
    let typed = Typed {
        language: cx.language,
        ..Typed::default()
    };
    Ok(form::page(&cx, StatusCode::OK, Page::new(typed)))
}

/// The form with one's draft or newest version.
pub async fn edit_form(cx: Cx, Path(id): Path<String>, Query(done): Query<Done>) -> PageResult {
    let id = parse(&id)?;
    let editing = editing(&cx, id).await?;
    let page = Page {
        story: Some(id),
        done: done.done,
        ..Page::new(editing.typed.clone())
    };
    Ok(form::page(
        &cx,
        StatusCode::OK,
        Page {
            editing: Some(editing),
            ..page
        },
    ))
}

async fn editing(cx: &Cx, id: StoryId) -> Result<Editing, AppError> {
    Ok(queries::editing(&cx.state.store, &cx.ctx(Key::random()), id).await?)
}

fn typed(cx: &Cx, fields: &Fields) -> Typed {
    Typed {
        title: fields.get("title").to_owned(),
        practice: Practice::from_code(fields.get("practice")),
        language: Language::from_code(fields.get("language")).unwrap_or(cx.language),
        done: fields.get("done").to_owned(),
        audience: fields.get("audience").to_owned(),
        outcome: fields.get("outcome").to_owned(),
    }
}

/// Looks at, keeps or hands in a new story.
pub async fn create(cx: Cx, fields: Fields) -> PageResult {
    act(cx, None, fields).await
}

/// The same for one that is there; or takes it back, or erases it.
pub async fn change(cx: Cx, Path(id): Path<String>, fields: Fields) -> PageResult {
    act(cx, Some(parse(&id)?), fields).await
}

async fn act(cx: Cx, story: Option<StoryId>, fields: Fields) -> PageResult {
    let lang = cx.language;
    let ctx = cx.ctx(fields.key());
    let store = &cx.state.store;
    let typed = typed(&cx, &fields);
    if ["draft", "submit"].contains(&fields.get("step")) {
        let texts = [&typed.title, &typed.done, &typed.audience, &typed.outcome];
        let texts = texts.map(String::as_str);
        if safety::asks_first(&cx, "story", &fields, &texts).await? {
            let page = filled(&cx, story, fields, Errors::default()).await?;
            let page = Page {
                asks_first: true,
                ..page
            };
            return Ok(form::page(&cx, StatusCode::UNPROCESSABLE_ENTITY, page));
        }
    }
    let outcome = match (fields.get("step"), story) {
        ("draft", _) => store
            .write(&ctx, SaveDraft { story, typed })
            .await
            .map(|id| address(id, "/edit?done=draft")),
        ("submit", _) if fields.filled("confirmed").is_none() => {
            // Everything that is missing is said at once.
            let mut errors = match typed.parse() {
                Err(Error::Invalid(invalid)) => Errors::of(&cx, &invalid),
                _ => Errors::default(),
            };
            errors.push("confirmed", t!(lang, stories.confirm_needed));
            return again(&cx, story, fields, errors).await;
        }
        ("submit", _) => store
            .write(&ctx, SubmitStory { story, typed })
            .await
            .map(|s| address(s.story, "/edit?done=submitted")),
        ("withdraw", Some(story)) => {
            let reason = fields.get("reason").to_owned();
            store
                .write(&ctx, WithdrawStory { story, reason })
                .await
                .map(|_| address(story, "/edit?done=withdrawn"))
        }
        ("erase", Some(story)) => store
            .write(
                &ctx,
                EraseStory {
                    story,
                    reason: String::new(),
                },
            )
            .await
            .map(|()| "/stories?done=erased".to_owned()),
        ("preview", _) => return preview(&cx, story, fields).await,
        _ => return Err(AppError::BadRequest),
    };
    match outcome {
        Ok(next) => Ok(see_other(&next)),
        Err(Error::Invalid(invalid)) => {
            let errors = Errors::of(&cx, &invalid);
            again(&cx, story, fields, errors).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn preview(cx: &Cx, story: Option<StoryId>, fields: Fields) -> PageResult {
    let page = filled(cx, story, fields, Errors::default()).await?;
    let page = Page {
        preview: true,
        ..page
    };
    Ok(form::page(cx, StatusCode::OK, page))
}

async fn again(cx: &Cx, story: Option<StoryId>, fields: Fields, errors: Errors) -> PageResult {
    let page = filled(cx, story, fields, errors).await?;
    let answer: Response = form::page(cx, StatusCode::UNPROCESSABLE_ENTITY, page);
    Ok(answer)
}

/// The page with everything as it was typed.
async fn filled(
    cx: &Cx,
    story: Option<StoryId>,
    fields: Fields,
    errors: Errors,
) -> Result<Page, AppError> {
    let editing = match story {
        Some(id) => Some(editing(cx, id).await?),
        None => None,
    };
    // Taking a story back is another form of the page: what is written in this one stands as it was saved.
    let typed = match (&editing, fields.get("step")) {
        (Some(editing), "withdraw") => editing.typed.clone(),
        _ => typed(cx, &fields),
    };
    Ok(Page {
        story,
        editing,
        confirmed: fields.filled("confirmed").is_some(),
        state: FormState { fields, errors },
        ..Page::new(typed)
    })
}
