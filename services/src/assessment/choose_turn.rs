//! Taking a turn in a scenario. The turn that leads to an ending finishes it.

use super::{
    attempt::{Event, Step, append, next_seq, own, steps},
    finish::finish,
    play::replay,
};
use crate::{
    Error, Result,
    content::{map::map_of, model::Part, queries::course_version},
    ctx::Actor,
    store::{Command, Fact, Resource, Tx},
};
use domain::{assessment::TurnError, ids::AttemptId, policy::Action};
use serde::{Deserialize, Serialize};

/// Takes a turn of an open attempt.
#[derive(Clone, Debug, Serialize)]
pub struct ChooseTurn {
    /// The attempt.
    pub attempt: AttemptId,
    /// How many turns their page showed as taken: a path may come to a scene twice.
    pub step: usize,
    /// The scene their page showed.
    pub scene: String,
    /// What they do in it.
    pub choice: String,
}

/// What came of a turn.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct TurnTaken {
    /// Whether this submission is the one that counts; the path was elsewhere by then otherwise.
    pub counts: bool,
    /// Whether the scenario has ended.
    pub finished: bool,
}

impl Command for ChooseTurn {
    const NAME: &'static str = "choose_turn";
    type Output = TurnTaken;

    async fn run(&self, tx: &Tx) -> Result<TurnTaken> {
        let Actor::Person(person) = tx.ctx().actor else {
            return Err(Error::Forbidden);
        };
        tx.authorize(Action::AttemptTake, Resource::Person(person))
            .await?;
        let attempt = own(tx.conn(), self.attempt, person).await?;
        let version = course_version(tx.conn(), attempt.course_version)
            .await?
            .ok_or(Error::NotFound)?;
        let (_, Part::Scenario(scenario)) = version.part(&attempt.part, tx.ctx().language)? else {
            return Err(Error::NotFound);
        };
        let map = map_of(&scenario);
        let so_far = steps(tx.conn(), attempt.id).await?;
        let mut play = replay(&map, attempt.seed, &so_far)?;
        let elsewhere = TurnTaken {
            counts: false,
            finished: so_far.iter().any(Step::is_end),
        };
        if play.turns() != self.step || elsewhere.finished {
            return Ok(elsewhere);
        }
        match play.choose(&self.scene, &self.choice) {
            Ok(_) => {}
            Err(TurnError::Elsewhere) => return Ok(elsewhere),
            Err(TurnError::NoSuchChoice) => return Err(Error::field("choice", "invalid")),
        }
        let seq = next_seq(&so_far);
        let event = Event::TurnTaken {
            step: self.step,
            scene: self.scene.clone(),
            choice: self.choice.clone(),
        };
        append(tx, attempt.id, seq, &event).await?;
        tx.fact(
            Fact::new("turn_taken")
                .subject(person)
                .code("attempt", attempt.id)
                .code("scene", &self.scene)
                .code("choice", &self.choice),
        )
        .await?;
        let finished = play.has_ended();
        if finished {
            let end = Event::ScenarioFinished {
                ending: play.scene().to_owned(),
                percent: play.percent(),
            };
            finish(tx, &attempt, seq + 1, &end).await?;
        }
        Ok(TurnTaken {
            counts: true,
            finished,
        })
    }
}
