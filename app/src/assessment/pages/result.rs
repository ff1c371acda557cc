//! `/attempts/{id}/result`: what an attempt came to, for its owner alone.

use axum::extract::{Path, Query};
use http::StatusCode;
use serde::Deserialize;
use services::{
    assessment::{
        challenges::queries::of_attempt,
        queries::{self, Outcomes},
    },
    ctx::Key,
};

use super::{attempt::parse, debrief, review};
use crate::{
    t,
    web::{Cx, PageResult, forms::see_other, render},
};

/// Whether the last answer came too late.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    #[serde(default)]
    late: bool,
}

/// The page; an attempt that is open leads back to itself.
pub async fn page(cx: Cx, Path(id): Path<String>, Query(wanted): Query<Wanted>) -> PageResult {
    let id = parse(&id)?;
    let lang = cx.language;
    let ctx = cx.ctx(Key::random());
    let (head, outcomes) = queries::result(&cx.state.store, &ctx, id).await?;
    let title = format!("{} · {}", t!(lang, assessment.result), head.title);
    let said = of_attempt(&cx.state.store, &ctx, id).await?;
    Ok(match outcomes {
        None => see_other(&format!("/attempts/{id}")),
        Some(Outcomes::Quiz(quiz)) => render::render(&cx, StatusCode::OK, title, || {
            review::view(&cx, &head, quiz, wanted.late, &said)
        }),
        Some(Outcomes::Scenario(debrief)) => render::render(&cx, StatusCode::OK, title, || {
            debrief::view(lang, &head, debrief)
        }),
    })
}
