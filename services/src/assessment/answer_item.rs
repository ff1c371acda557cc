//! Answering a question, once. The last answer finishes the quiz.

use super::{
    attempt::{Event, Step, append, next_seq, own, steps},
    commitment::Commitment,
    drawn::{drawn, quiz_of},
    finish::finish,
    given, time_over,
};
use crate::{
    Error, Result,
    ctx::Actor,
    store::{Command, Fact, Resource, Tx},
};
use domain::{
    assessment::{Certainty, Given, QuizResult, limits::is_over},
    ids::{AttemptId, PersonId},
    policy::Action,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Answers a question of an open attempt.
#[derive(Clone, Debug, Serialize)]
pub struct AnswerItem {
    /// The attempt.
    pub attempt: AttemptId,
    /// The question.
    pub item: String,
    /// The answers that were picked, or the words that were marked.
    pub choices: BTreeSet<String>,
    /// For each line or left side, by its place on the page from 1, what was picked for it: the place it is put at,
    /// or the right side by its place on the page. Places, since names could tell what is right.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub picks: BTreeMap<usize, usize>,
    /// What was typed. It is graded and kept nowhere, so that the receipt has no hash of it either.
    #[serde(skip)]
    pub text: String,
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
    /// Whether the time was over when it came: the quiz ended without it.
    #[serde(default)]
    pub late: bool,
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
        let (quiz, pass_mark) = quiz_of(tx, &attempt).await?;
        let asked = drawn(&quiz, attempt.seed);
        let item = asked.iter().copied().find(|i| i.id == self.item);
        let item = item.ok_or(Error::NotFound)?;
        let so_far = steps(tx.conn(), attempt.id).await?;
        let given = answers(&so_far);
        if given.contains(&item.id.as_str()) {
            let finished = so_far.iter().any(Step::is_end);
            return Ok(Answered {
                counts: false,
                finished,
                late: false,
            });
        }
        if is_over(attempt.ends_at, tx.now()) {
            if !so_far.iter().any(Step::is_end) {
                time_over::end(tx, &attempt, (&quiz, pass_mark), &so_far).await?;
            }
            return Ok(Answered {
                counts: false,
                finished: true,
                late: true,
            });
        }
        let filled = given::Filled {
            choices: &self.choices,
            picks: &self.picks,
            text: &self.text,
            certainty: self.certainty,
        };
        let (answer, certainty) = filled.check(item, attempt.seed)?;
        let right = item.key().accepts(&answer);
        let seq = next_seq(&so_far);
        self.write(tx, person, seq, (&answer, right, certainty))
            .await?;

        let finished = given.len() + 1 == asked.len();
        if finished {
            let before = so_far.iter().filter(|s| s.is_right()).count();
            let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
            let right = count(before + usize::from(right));
            let result = QuizResult::of(right, count(asked.len()), pass_mark);
            let end = Event::QuizFinished {
                right: result.right,
                total: result.total,
                percent: result.percent,
                passed: result.passed,
                time_over: false,
            };
            finish(tx, &attempt, seq + 1, &end).await?;
        }
        Ok(Answered {
            counts: true,
            finished,
            late: false,
        })
    }
}

impl AnswerItem {
    async fn write(
        &self,
        tx: &Tx,
        person: PersonId,
        seq: i32,
        (answer, right, certainty): (&Given, bool, Certainty),
    ) -> Result<()> {
        let commitment = Commitment::to(certainty);
        let event = given::event(&self.item, answer.clone(), right, commitment.hash());
        let id = append(tx, self.attempt, seq, &event).await?;
        commitment.keep(tx, id).await?;
        let fact = Fact::new("item_answered").subject(person);
        tx.fact(
            fact.code("attempt", self.attempt)
                .code("item", &self.item)
                .code("choices", given::code(answer))
                .code("right", right)
                .code("certainty_hash", commitment.hash()),
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
