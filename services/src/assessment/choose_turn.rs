//! Taking a turn in a scenario. The turn that leads to an ending finishes it.

use super::{
    attempt::{Event, Step, append, next_seq, own, steps},
    commitment::Commitment,
    finish::finish,
    play::replay,
};
use crate::{
    Error, Result,
    content::{
        map::map_of,
        model::{Part, Scenario},
        queries::course_version,
    },
    ctx::Actor,
    error::FieldError,
    store::{Command, Fact, Resource, Tx},
};
use domain::{
    assessment::{Certainty, TurnError},
    ids::{AttemptId, PersonId},
    policy::Action,
};
use serde::{Deserialize, Serialize};

/// A decision without a word on how sure one is.
const UNSURE: FieldError = FieldError {
    field: "certainty",
    code: "no_certainty",
};

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
    /// How sure they are that it is the best, where the scene asks. Left out of the command's hash, as with answers.
    #[serde(skip)]
    pub certainty: Option<Certainty>,
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
        let decision = is_decision(&scenario, &self.scene);
        match play.choose(&self.scene, &self.choice) {
            Ok(_) if decision && self.certainty.is_none() => {
                return Err(Error::Invalid(vec![UNSURE]));
            }
            Ok(_) => {}
            Err(TurnError::Elsewhere) => return Ok(elsewhere),
            Err(TurnError::NoSuchChoice) => return Err(self.no_such_choice(decision)),
        }
        let seq = next_seq(&so_far);
        let commitment = self.certainty.filter(|_| decision).map(Commitment::to);
        self.write(tx, person, seq, commitment).await?;
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

impl ChooseTurn {
    /// What is wrong where nothing that can be done was chosen. In most scenes a choice is the button itself.
    fn no_such_choice(&self, decision: bool) -> Error {
        let code = if self.choice.is_empty() {
            "no_turn"
        } else {
            "invalid"
        };
        let field = "choice";
        let choice = FieldError { field, code };
        let unsure = (decision && self.certainty.is_none()).then_some(UNSURE);
        Error::Invalid([Some(choice), unsure].into_iter().flatten().collect())
    }

    async fn write(
        &self,
        tx: &Tx,
        person: PersonId,
        seq: i32,
        commitment: Option<Commitment>,
    ) -> Result<()> {
        let event = Event::TurnTaken {
            step: self.step,
            scene: self.scene.clone(),
            choice: self.choice.clone(),
            certainty: commitment.as_ref().map(Commitment::hash),
        };
        let id = append(tx, self.attempt, seq, &event).await?;
        let mut fact = Fact::new("turn_taken")
            .subject(person)
            .code("attempt", self.attempt)
            .code("scene", &self.scene)
            .code("choice", &self.choice);
        if let Some(commitment) = commitment {
            commitment.keep(tx, id).await?;
            fact = fact.code("certainty_hash", commitment.hash());
        }
        tx.fact(fact).await?;
        Ok(())
    }
}

fn is_decision(scenario: &Scenario, scene: &str) -> bool {
    let scene = scenario.scenes.iter().find(|s| s.id == scene);
    scene.is_some_and(|scene| scene.decision)
}
