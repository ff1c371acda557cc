//! Saying what is wrong with a question, once for each time it was asked.

use super::words::Words;
use crate::{
    Error, Result,
    assessment::{
        attempt::{Event, Step, own, steps},
        drawn::{drawn, quiz_of},
    },
    ctx::Actor,
    entity::challenges,
    store::{Command, Fact, Resource, Tx},
};
use domain::{
    audit::canonical::micros,
    ids::{AttemptId, ChallengeId},
    policy::Action,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};

/// Says what is wrong with a question of one's own attempt, after its answer is graded.
#[derive(Clone, Debug, Serialize)]
pub struct ChallengeItem {
    /// The attempt.
    pub attempt: AttemptId,
    /// The question.
    pub item: String,
    /// What is wrong with it.
    pub words: String,
}

/// What came of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Challenged {
    /// The challenge.
    pub challenge: ChallengeId,
    /// Whether these words are the ones that count; earlier ones do otherwise.
    pub counts: bool,
}

impl Command for ChallengeItem {
    const NAME: &'static str = "challenge_item";
    type Output = Challenged;

    async fn run(&self, tx: &Tx) -> Result<Challenged> {
        let Actor::Person(person) = tx.ctx().actor else {
            return Err(Error::Forbidden);
        };
        tx.authorize(Action::ChallengeMake, Resource::Person(person))
            .await?;
        let attempt = own(tx.conn(), self.attempt, person).await?;
        let (quiz, _) = quiz_of(tx, &attempt).await?;
        let asked = drawn(&quiz, attempt.seed);
        let item = asked.into_iter().find(|item| item.id == self.item);
        let item = item.ok_or(Error::NotFound)?;
        if !is_graded(&steps(tx.conn(), attempt.id).await?, &item.id) {
            return Err(Error::NotFound);
        }
        let before = challenges::Entity::find()
            .filter(challenges::Column::AttemptId.eq(attempt.id.as_uuid()))
            .filter(challenges::Column::Item.eq(item.id.as_str()))
            .one(tx.conn())
            .await?;
        if let Some(before) = before {
            return Ok(Challenged {
                challenge: ChallengeId::from_uuid(before.id),
                counts: false,
            });
        }
        let words = Words::of(&self.words)?;
        let hash = words.hash();
        let id: ChallengeId = tx.ctx().new_id();
        tx.insert(challenges::ActiveModel {
            id: Set(id.as_uuid()),
            person_id: Set(person.as_uuid()),
            attempt_id: Set(attempt.id.as_uuid()),
            course_slug: Set(attempt.course.to_string()),
            course_hash: Set(attempt.course_version.as_bytes().to_vec()),
            part_slug: Set(attempt.part.to_string()),
            item: Set(item.id.clone()),
            words_hash: Set(hash.to_vec()),
            made_at: Set(micros(tx.now())),
        })
        .await?;
        words.keep(tx, id.as_uuid()).await?;
        let fact = Fact::new("item_challenged")
            .subject(person)
            .code("challenge", id)
            .code("course", &attempt.course)
            .code("part", &attempt.part)
            .code("item", &item.id)
            .code("words_hash", hex::encode(hash));
        tx.fact(fact).await?;
        Ok(Challenged {
            challenge: id,
            counts: true,
        })
    }
}

/// Whether the learner has been told what is right: the question has its answer, or the quiz has ended.
pub(super) fn is_graded(steps: &[Step], item: &str) -> bool {
    let answered = |event: &Event| matches!(event, Event::Answered { item: i, .. } if i == item);
    steps
        .iter()
        .any(|step| step.is_end() || answered(&step.event))
}
