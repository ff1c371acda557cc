//! Somebody of the demo company who has done well: by the same commands as everybody's.

use crate::{
    Ctx, Error, Result,
    assessment::{
        ChooseTurn, StartAttempt,
        queries::{Now, now},
        right_answer,
    },
    content::{
        model::{Part, Quiz, Scenario},
        queries::current_in,
    },
    store::Store,
};
use domain::{
    assessment::Certainty,
    content::{Kind, Slug},
    ids::AttemptId,
};

/// Goes through every exercise of a course, on the way its authors think best.
pub(super) async fn at_their_best(store: &Store, ctx: &Ctx, course: &Slug) -> Result<()> {
    let Some(version) = current_in(store.read(), course).await? else {
        return Ok(());
    };
    for (kind, part, _) in version.parts()? {
        if kind == Kind::Module {
            continue;
        }
        let start = StartAttempt {
            course: course.clone(),
            part: part.clone(),
        };
        let attempt = store.write(&ctx.with_new_key(), start).await?;
        match version.part(&part, ctx.language)?.1 {
            Part::Quiz(quiz) => answer(store, ctx, attempt, &quiz).await?,
            Part::Scenario(scenario) => play(store, ctx, attempt, &scenario).await?,
            Part::Module(_) => {}
        }
    }
    Ok(())
}

async fn answer(store: &Store, ctx: &Ctx, attempt: AttemptId, quiz: &Quiz) -> Result<()> {
    while let Now::Question(asked) = now(store, ctx, attempt, None).await?.1 {
        let item = quiz.items.iter().find(|item| item.id == asked.item);
        let item = item.ok_or(Error::NotFound)?;
        let command = right_answer(store, ctx, attempt, item, Certainty::C2).await?;
        store.write(&ctx.with_new_key(), command).await?;
    }
    Ok(())
}

async fn play(store: &Store, ctx: &Ctx, attempt: AttemptId, scenario: &Scenario) -> Result<()> {
    // A way that never comes to a scene twice ends within as many turns as there are scenes.
    for _ in &scenario.scenes {
        let Now::Scene(here) = now(store, ctx, attempt, None).await?.1 else {
            return Ok(());
        };
        let written = scenario.scenes.iter().find(|scene| scene.id == here.id);
        let turns = written.iter().flat_map(|scene| &scene.choices);
        let best = turns
            .filter(|turn| here.choices.iter().any(|offered| offered.id == turn.id))
            .max_by_key(|turn| turn.score)
            .ok_or_else(|| Error::internal("a scene of the demo offers nothing"))?;
        let command = ChooseTurn {
            attempt,
            step: here.step,
            scene: here.id,
            choice: best.id.clone(),
            certainty: here.decision.then_some(Certainty::C2),
        };
        store.write(&ctx.with_new_key(), command).await?;
    }
    Err(Error::internal(
        "the best way of the scenario goes in a circle",
    ))
}
