//! The server function of the scenario player. It runs the same command as the form.
#![allow(
    missing_docs,
    reason = "the macro makes types that nobody can document"
)]

use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use serde::{Deserialize, Serialize};

use super::islands::scene::SceneProps;
use crate::ui::api_error::ApiError;

/// What follows a turn.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Next {
    /// Another scene, translated and drawn as far as it can be.
    Scene(Box<SceneProps>),
    /// The end; its debrief is a page.
    Page(String),
}

/// Takes a turn and answers with what follows. A turn that came too late changes nothing, and the answer shows where
/// the path is.
#[server(name = ChooseTurn, prefix = "/api/assessment", endpoint = "choose_turn", input = Json)]
pub async fn choose_turn(
    attempt: String,
    step: usize,
    scene: String,
    choice: String,
    sure: Option<String>,
    key: String,
) -> Result<Next, ApiError> {
    use super::{pages::attempt::parse, props};
    use crate::web::{Cx, api, forms::FormState};
    use domain::assessment::Certainty;
    use services::{assessment, assessment::queries};

    let cx: Cx = api::cx()?;
    let id = parse(&attempt).map_err(|e| api::refuse(&cx, e))?;
    let key = key
        .parse()
        .map_err(|_| api::refuse(&cx, crate::web::AppError::BadRequest))?;
    let ctx = cx.ctx(key);
    let command = assessment::ChooseTurn {
        attempt: id,
        step,
        scene,
        choice,
        certainty: sure.and_then(|code| Certainty::from_code(&code)),
    };
    let store = &cx.state.store;
    let counts = match store.write(&ctx, command).await {
        Ok(taken) => taken.counts,
        // The reply to an earlier turn under this key was lost: what counts is in the attempt, as with the form.
        Err(services::Error::Conflict(_)) => false,
        Err(error) => return Err(api::refuse(&cx, error.into())),
    };
    let (head, now) = queries::now(store, &ctx, id, None)
        .await
        .map_err(|e| api::refuse(&cx, e.into()))?;
    Ok(match now {
        queries::Now::Scene(scene) => {
            let elsewhere = !counts;
            let state = FormState::default();
            Next::Scene(Box::new(props::scene(&cx, &head, scene, elsewhere, &state)))
        }
        _ => Next::Page(format!("/attempts/{id}/result")),
    })
}
