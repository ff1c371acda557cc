//! Answering a question, once. The last answer finishes the quiz.

use super::{
    attempt::{Event, Step, append, next_seq, own, steps},
    finish::finish,
};
use crate::{
    Error, Result,
    content::{model::Part, queries::course_version},
    ctx::{Actor, fill_random},
    entity::attempt_certainties,
    error::FieldError,
    store::{Command, Fact, Resource, Tx},
};
use domain::{
    assessment::{Certainty, QuizResult, is_right},
    audit::record::value_hash,
    ids::{AttemptId, PersonId},
    policy::Action,
};
use sea_orm::ActiveValue::Set;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Answers a question of an open attempt.
#[derive(Clone, Debug, Serialize)]
pub struct AnswerItem {
    /// The attempt.
    pub attempt: AttemptId,
    /// The question.
    pub item: String,
    /// The answers that were chosen.
    pub choices: BTreeSet<String>,
    /// How sure they are. Left out of the command's hash, which the receipt keeps: of three levels, a hash
    /// would tell which.
    #[serde(skip)]
    pub certainty: Option<Certainty>,
}

/// What came of an answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Answered {
    /// Whether this submission is the one that counts; an earlier one does otherwise.
    pub counts: bool,
    /// Whether the quiz is finished.
    pub finished: bool,
}

impl Command for AnswerItem {
    const NAME: &'static str = "answer_item";
    type Output = Answered;

    async fn run(&self, tx: &Tx) -> Result<Answered> {
        let Actor::Person(person) = tx.ctx().actor else {
            return Err(Error::Forbidden);
        };
        tx.authorize(Action::AttemptTake, Resource::Person(person))
            .await?;
        let attempt = own(tx.conn(), self.attempt, person).await?;
        let version = course_version(tx.conn(), attempt.course_version)
            .await?
            .ok_or(Error::NotFound)?;
        let (_, Part::Quiz(quiz)) = version.part(&attempt.part, tx.ctx().language)? else {
            return Err(Error::NotFound);
        };
        let item = quiz.items.iter().find(|i| i.id == self.item);
        let item = item.ok_or(Error::NotFound)?;
        let so_far = steps(tx.conn(), attempt.id).await?;
        let given = answers(&so_far);
        if given.contains(&item.id.as_str()) {
            let finished = so_far.iter().any(Step::is_end);
            return Ok(Answered {
                counts: false,
                finished,
            });
        }
        let known: Vec<&str> = item.choices.iter().map(|c| c.id.as_str()).collect();
        let certainty = self.check(&known, item.takes_several())?;

        let key = item.choices.iter().filter(|c| c.correct);
        let right = is_right(
            key.map(|c| c.id.as_str()),
            self.choices.iter().map(String::as_str),
        );
        let seq = next_seq(&so_far);
        self.write(tx, person, (seq, right), certainty).await?;

        let finished = given.len() + 1 == quiz.items.len();
        if finished {
            let before = so_far.iter().filter(|s| s.is_right()).count();
            let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
            let right = count(before + usize::from(right));
            let result = QuizResult::of(right, count(quiz.items.len()), version.course.pass_mark);
            let end = Event::QuizFinished {
                right: result.right,
                total: result.total,
                percent: result.percent,
                passed: result.passed,
            };
            finish(tx, &attempt, seq + 1, &end).await?;
        }
        Ok(Answered {
            counts: true,
            finished,
        })
    }
}

impl AnswerItem {
    /// The certainty, when the form was filled as it must be.
    fn check(&self, known: &[&str], several: bool) -> Result<Certainty> {
        let mut errors = Vec::new();
        let mut wrong = |field, code| errors.push(FieldError { field, code });
        if self.choices.is_empty() {
            wrong("choice", "no_choice");
        } else if self.choices.iter().any(|c| !known.contains(&c.as_str()))
            || (!several && self.choices.len() > 1)
        {
            wrong("choice", "invalid");
        }
        if self.certainty.is_none() {
            wrong("certainty", "no_certainty");
        }
        match self.certainty {
            Some(certainty) if errors.is_empty() => Ok(certainty),
            _ => Err(Error::Invalid(errors)),
        }
    }

    async fn write(
        &self,
        tx: &Tx,
        person: PersonId,
        (seq, right): (i32, bool),
        certainty: Certainty,
    ) -> Result<()> {
        let mut salt = [0; 16];
        fill_random(&mut salt);
        let commitment = value_hash(&salt, "certainty", certainty.code());
        let commitment = hex::encode(commitment);
        let event = Event::Answered {
            item: self.item.clone(),
            choices: self.choices.clone(),
            right,
            certainty: commitment.clone(),
        };
        let id = append(tx, self.attempt, seq, &event).await?;
        tx.insert(attempt_certainties::ActiveModel {
            event_id: Set(id.as_uuid()),
            salt: Set(salt.to_vec()),
            certainty: Set(certainty.code().to_owned()),
        })
        .await?;
        let chosen: Vec<&str> = self.choices.iter().map(String::as_str).collect();
        let fact = Fact::new("item_answered").subject(person);
        tx.fact(
            fact.code("attempt", self.attempt)
                .code("item", &self.item)
                .code("choices", chosen.join(" "))
                .code("right", right)
                .code("certainty_hash", commitment),
        )
        .await?;
        Ok(())
    }
}

/// The questions that have their answer.
fn answers(steps: &[Step]) -> Vec<&str> {
    steps
        .iter()
        .filter_map(|step| match &step.event {
            Event::Answered { item, .. } => Some(item.as_str()),
            _ => None,
        })
        .collect()
}
