//! `/people/import`: a file of people, what it would do, and then whole or not at all.

mod example;
mod form_page;
mod preview_page;
mod words;

pub use example::{example, template};

use axum::{extract::Path, http::StatusCode};
use domain::ids::ImportId;
use services::{
    Error,
    accounts::import::{self, Outcome, UploadImport},
    ctx::Key,
};

use crate::web::{
    AppError, Cx, PageResult,
    error::page_keeping,
    forms::{Errors, Fields, FormState, see_other},
    kept::Kept,
    upload::Upload,
};
use form_page::form_page;
use preview_page::{done_page, preview_page};

/// The most bytes of an upload: the file and a little around it.
pub const BODY_LIMIT: usize = import::MAX_BYTES + 64 * 1024;

/// The form.
pub async fn form(cx: Cx) -> PageResult {
    Ok(form_page(&cx, &FormState::default()))
}

/// Keeps the file and goes on to its preview.
pub async fn upload(cx: Cx, Upload { fields, file }: Upload) -> PageResult {
    let command = if file.is_empty() {
        UploadImport::of(fields.get("text").as_bytes(), "text")
    } else {
        UploadImport::of(&file, "file")
    };
    let outcome = match command {
        Ok(command) => cx.state.store.write(&cx.ctx(fields.key()), command).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(id) => Ok(see_other(&format!("/people/import/{id}"))),
        Err(Error::Invalid(invalid)) => {
            let errors = Errors::of(&cx, &invalid);
            Ok(form_page(&cx, &FormState { fields, errors }))
        }
        Err(error) => {
            // The gate keeps forms of fields only, so what a form with a file held is given back here.
            let kept = Fields::of([
                ("key", fields.get("key").to_owned()),
                ("text", fields.get("text").to_owned()),
                ("file", String::from_utf8(file).unwrap_or_default()),
            ]);
            Ok(page_keeping(&cx, error.into(), &Kept::from(&kept)))
        }
    }
}

fn parse(id: &str) -> Result<ImportId, AppError> {
    id.parse().map_err(|_| AppError::NotFound)
}

/// What the file would do.
pub async fn preview(cx: Cx, Path(id): Path<String>) -> PageResult {
    let id = parse(&id)?;
    let ctx = cx.ctx(Key::random());
    let (plan, applied) = import::preview(&cx.state.store, &ctx, id).await?;
    if applied {
        return Ok(done_page(&cx));
    }
    preview_page(&cx, id, &plan, StatusCode::OK).await
}

/// Does what the preview said, or says what has changed.
pub async fn confirm(cx: Cx, Path(id): Path<String>, fields: Fields) -> PageResult {
    let id = parse(&id)?;
    let ctx = cx.ctx(fields.key());
    match import::confirm(&cx.state.store, &ctx, id, fields.get("plan")).await? {
        Outcome::Applied => Ok(see_other(&format!("/people/import/{id}"))),
        Outcome::Differs(plan) => preview_page(&cx, id, &plan, StatusCode::CONFLICT).await,
    }
}
