//! `/attempts/{id}`: the question or the scene that comes next, and what came of the answer before.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::{Path, Query};
use domain::{assessment::Certainty, content::Slug, ids::AttemptId};
use http::StatusCode;
use leptos::prelude::*;
use serde::Deserialize;
use services::{
    Error,
    assessment::{
        AnswerItem, Answered, ChooseTurn, EndOverdue, StartAttempt, TurnTaken,
        challenges::queries::of_attempt,
        queries::{self, Head, Now},
    },
    ctx::Key,
};

use super::{feedback, part_path, question};
use crate::{
    assessment::{islands::player::ScenarioPlayer, props},
    t,
    web::{
        AppError, Cx, PageResult,
        forms::{self, Errors, Fields, FormState, encode, see_other},
        render,
    },
};

/// Which answer's feedback is wanted, and whether another window was ahead of what was just sent.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    answered: Option<String>,
    #[serde(default)]
    elsewhere: bool,
}

/// Begins an attempt, or goes on with the open one.
pub async fn start(cx: Cx, fields: Fields) -> PageResult {
    let slug = |name| Slug::parse(fields.get(name)).map_err(|_| AppError::NotFound);
    let command = StartAttempt {
        course: slug("course")?,
        part: slug("part")?,
    };
    let back = format!("/courses/{}/{}", command.course, command.part);
    match cx.state.store.write(&cx.ctx(fields.key()), command).await {
        Ok(id) => Ok(see_other(&format!("/attempts/{id}"))),
        // What the assignment does not allow now stands on the page before it.
        Err(Error::Invalid(_)) => Ok(see_other(&back)),
        Err(error) => Err(error.into()),
    }
}

/// The address of a form was opened as a page.
pub async fn to_courses() -> PageResult {
    Ok(see_other("/courses"))
}

/// The page.
pub async fn page(cx: Cx, Path(id): Path<String>, Query(wanted): Query<Wanted>) -> PageResult {
    let id = parse(&id)?;
    show(&cx, id, &wanted, StatusCode::OK, FormState::default()).await
}

/// An answer, or a turn.
pub async fn go_on(cx: Cx, Path(id): Path<String>, fields: Fields) -> PageResult {
    let attempt = parse(&id)?;
    if fields.filled("scene").is_some() {
        turn(&cx, attempt, fields).await
    } else {
        answer(&cx, attempt, fields).await
    }
}

async fn answer(cx: &Cx, attempt: AttemptId, fields: Fields) -> PageResult {
    let chosen = fields.iter().filter(|(name, _)| *name == "choice");
    let command = AnswerItem {
        attempt,
        item: fields.get("item").to_owned(),
        choices: chosen
            .map(|(_, value)| value.to_owned())
            .collect::<BTreeSet<_>>(),
        picks: picks(&fields),
        text: fields.get("text").to_owned(),
        certainty: Certainty::from_code(fields.get("certainty")),
    };
    let item = command.item.clone();
    let outcome = cx.state.store.write(&cx.ctx(fields.key()), command).await;
    match outcome {
        Ok(Answered { late: true, .. }) => {
            Ok(see_other(&format!("/attempts/{attempt}/result?late=true")))
        }
        // What counts is in the attempt, whichever of two windows was first.
        Ok(Answered { counts: false, .. }) | Err(Error::Conflict(_)) => {
            let item = encode(&item);
            Ok(see_other(&format!(
                "/attempts/{attempt}?elsewhere=true&answered={item}"
            )))
        }
        Ok(_) => {
            let item = encode(&item);
            Ok(see_other(&format!("/attempts/{attempt}?answered={item}")))
        }
        Err(error) => refused(cx, attempt, fields, error).await,
    }
}

/// What was picked for each line, such as `pick-2`: the place it is put at, or its right side.
pub(super) fn picks(fields: &Fields) -> BTreeMap<usize, usize> {
    let number = |text: &str| text.parse().ok();
    fields
        .iter()
        .filter_map(|(name, value)| Some((number(name.strip_prefix("pick-")?)?, number(value)?)))
        .collect()
}

async fn turn(cx: &Cx, attempt: AttemptId, fields: Fields) -> PageResult {
    let command = ChooseTurn {
        attempt,
        step: fields
            .get("step")
            .parse()
            .map_err(|_| AppError::BadRequest)?,
        scene: fields.get("scene").to_owned(),
        choice: fields.get("choice").to_owned(),
        certainty: Certainty::from_code(fields.get("certainty")),
    };
    let outcome = cx.state.store.write(&cx.ctx(fields.key()), command).await;
    match outcome {
        Ok(taken) if taken.finished => Ok(see_other(&format!("/attempts/{attempt}/result"))),
        Ok(TurnTaken { counts: false, .. }) | Err(Error::Conflict(_)) => {
            Ok(see_other(&format!("/attempts/{attempt}?elsewhere=true")))
        }
        Ok(_) => Ok(see_other(&format!("/attempts/{attempt}"))),
        Err(error) => refused(cx, attempt, fields, error).await,
    }
}

async fn refused(cx: &Cx, attempt: AttemptId, fields: Fields, error: Error) -> PageResult {
    let Error::Invalid(invalid) = error else {
        return Err(error.into());
    };
    let errors = Errors::of(cx, &invalid);
    let state = FormState { fields, errors };
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    show(cx, attempt, &Wanted::default(), status, state).await
}

/// The attempt of an address.
///
/// # Errors
/// [`AppError::NotFound`] when it is no id.
pub fn parse(id: &str) -> Result<AttemptId, AppError> {
    id.parse().map_err(|_| AppError::NotFound)
}

async fn show(
    cx: &Cx,
    attempt: AttemptId,
    wanted: &Wanted,
    status: StatusCode,
    state: FormState,
) -> PageResult {
    let ctx = cx.ctx(Key::random());
    let (head, now) =
        queries::now(&cx.state.store, &ctx, attempt, wanted.answered.as_deref()).await?;
    let title = head.title.clone();
    let elsewhere = wanted.elsewhere;
    Ok(match now {
        Now::Over => {
            // Whoever looks first ends it: nobody should wait for the program to come round.
            cx.state.store.write(&ctx, EndOverdue { attempt }).await?;
            see_other(&format!("/attempts/{attempt}/result"))
        }
        Now::Finished => see_other(&format!("/attempts/{attempt}/result")),
        Now::Question(question) => {
            let title = format!("{} · {title}", question.title);
            render::render_with_islands(cx, status, title, || {
                question::view(cx, &head, question, &state)
            })
        }
        Now::Feedback(feedback) => {
            let title = format!("{} · {title}", feedback.title);
            let said = of_attempt(&cx.state.store, &ctx, attempt).await?;
            render::render(cx, status, title, || {
                let said = said.get(&feedback.item);
                feedback::view(cx, &head, feedback, elsewhere, said)
            })
        }
        Now::Scene(scene) => {
            let first = props::scene(cx, &head, scene, elsewhere, &state);
            render::render_with_islands(cx, status, title, || {
                view! {
                    {scene_head(cx, &head)}
                    {forms::summary(cx, &state)}
                    <ScenarioPlayer first=first/>
                    <div class="attempt-foot"><p class="muted">{t!(cx.language, assessment.saved)}</p></div>
                }
            })
        }
    })
}

fn scene_head(cx: &Cx, head: &Head) -> impl IntoView + use<> {
    let back = part_path(head);
    view! {
        <div class="attempt-head">
            {super::other_language(cx.language, head.language)}
            <p class="crumb"><a href=back>{t!(cx.language, assessment.scenario)}</a></p>
            <h1 lang=head.language.code()>{head.title.clone()}</h1>
        </div>
    }
}
