//! Answering a question of a refresher, once.

use super::{
    memory::{Before, JustAnswered, remember},
    rows::{self, Answer, Question, Source},
};
use crate::{
    Error, Result,
    assessment::given::Filled,
    ctx::Actor,
    entity::refresher_questions,
    store::{Command, Fact, Resource, Tx},
};
use domain::{
    assessment::Certainty,
    ids::{PersonId, RefresherId},
    policy::Action,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Answers a question of one's refresher.
#[derive(Clone, Debug, Serialize)]
pub struct AnswerRefresher {
    /// The refresher.
    pub refresher: RefresherId,
    /// The question's place in it, from 1.
    pub place: i32,
    /// The answers that were picked, or the words that were marked.
    pub choices: BTreeSet<String>,
    /// What was picked for each line or left side, both by their places on the page, from 1.
    pub picks: BTreeMap<usize, usize>,
    /// What was typed. It is graded and kept nowhere.
    #[serde(skip)]
    pub text: String,
    /// How sure they are. Left out of the command's hash, as in an attempt.
    #[serde(skip)]
    pub certainty: Option<Certainty>,
}

/// What came of an answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RefresherAnswered {
    /// Whether this submission is the one that counts; an earlier one does otherwise.
    pub counts: bool,
}

impl Command for AnswerRefresher {
    const NAME: &'static str = "answer_refresher";
    type Output = RefresherAnswered;

    async fn run(&self, tx: &Tx) -> Result<RefresherAnswered> {
        let Actor::Person(person) = tx.ctx().actor else {
            return Err(Error::Forbidden);
        };
        tx.authorize(Action::AttemptTake, Resource::Person(person))
            .await?;
        let all = rows::own(tx.conn(), self.refresher, person).await?;
        let question = all.iter().find(|q| q.place == self.place);
        let question = question.ok_or(Error::NotFound)?;
        let place = (&question.course, &question.part);
        if question.answer.is_some() || rows::is_being_tried(tx.conn(), person, place).await? {
            return Ok(RefresherAnswered { counts: false });
        }
        let source = Source::of(tx.conn(), question, tx.ctx().language).await?;
        let filled = Filled {
            choices: &self.choices,
            picks: &self.picks,
            text: &self.text,
            certainty: self.certainty,
        };
        let (given, certainty) = filled.check(source.item(), question.seed)?;
        let right = source.item().key().accepts(&given);
        let counts = self
            .write(tx, &Answer::of(&given, right), certainty)
            .await?;
        if counts {
            learn(tx, person, question, &source, (right, certainty)).await?;
        }
        Ok(RefresherAnswered { counts })
    }
}

impl AnswerRefresher {
    /// Writes the answer unless there is one.
    async fn write(&self, tx: &Tx, answer: &Answer, certainty: Certainty) -> Result<bool> {
        use refresher_questions::Column;
        tx.wrote("refresher_questions");
        let done = refresher_questions::Entity::update_many()
            .col_expr(Column::Answer, Expr::value(serde_json::to_string(answer)?))
            .col_expr(Column::Certainty, Expr::value(certainty.code()))
            .filter(Column::RefresherId.eq(self.refresher.as_uuid()))
            .filter(Column::Place.eq(self.place))
            .filter(Column::Answer.is_null())
            .exec(tx.conn())
            .await?;
        Ok(done.rows_affected == 1)
    }
}

/// Reschedules the question. The fact says which one was answered, and neither how nor how sure.
async fn learn(
    tx: &Tx,
    person: PersonId,
    question: &Question,
    source: &Source,
    (right, certainty): (bool, Certainty),
) -> Result<()> {
    let before = Before::of(tx, person, &source.version).await?;
    let answered = JustAnswered {
        version: &source.version,
        head: &source.quiz().head,
        item: source.item(),
        right,
        certainty: Some(certainty),
    };
    remember(tx, &before, &answered).await?;
    let fact = Fact::new("refresher_answered")
        .subject(person)
        .code("course", &question.course)
        .code("item", &question.item);
    tx.fact(fact).await.map(drop)
}
