//! Answering a challenge, in the name of those who write the course.

use super::{CHANGED, ChallengeStatus, words::Words};
use crate::{
    Error, Result,
    entity::{challenge_answers, challenges},
    store::{Command, Fact, Resource, Tx},
};
use domain::{audit::canonical::micros, content::Slug, ids::ChallengeId, policy::Action};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde::Serialize;
use uuid::Uuid;

/// Answers a challenge. It may be answered again, such as when the question has been mended since.
#[derive(Clone, Debug, Serialize)]
pub struct AnswerChallenge {
    /// Which.
    pub challenge: ChallengeId,
    /// How many answers the page showed.
    pub seen: u64,
    /// What becomes of the question; none when nothing was chosen.
    pub status: Option<ChallengeStatus>,
    /// What is answered.
    pub words: String,
}

impl Command for AnswerChallenge {
    const NAME: &'static str = "answer_challenge";
    type Output = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        let row = challenges::Entity::find_by_id(self.challenge.as_uuid())
            .one(tx.conn())
            .await?
            .ok_or(Error::NotFound)?;
        let course = Slug::parse(&row.course_slug)
            .map_err(|_| Error::internal("a challenge of no course"))?;
        // Who answers for other courses learns nothing of it.
        match tx
            .authorize(Action::ChallengesAnswer, Resource::Course(course.clone()))
            .await
        {
            Err(Error::Forbidden) => return Err(Error::NotFound),
            other => other?,
        }
        let (words, status) = self.check()?;
        let before = challenge_answers::Entity::find()
            .filter(challenge_answers::Column::ChallengeId.eq(self.challenge.as_uuid()))
            .count(tx.conn())
            .await?;
        if before != self.seen {
            return Err(Error::Conflict(CHANGED));
        }
        let hash = words.hash();
        let id: ChallengeId = tx.ctx().new_id();
        let id: Uuid = id.as_uuid();
        tx.insert(challenge_answers::ActiveModel {
            id: Set(id),
            challenge_id: Set(self.challenge.as_uuid()),
            number: Set(i32::try_from(before).unwrap_or(i32::MAX - 1) + 1),
            status: Set(status.code().to_owned()),
            words_hash: Set(hash.to_vec()),
            answered_at: Set(micros(tx.now())),
        })
        .await?;
        words.keep(tx, id).await?;
        let fact = Fact::new("challenge_answered")
            .subject(self.challenge)
            .code("answer", id)
            .code("course", course)
            .code("status", status.code())
            .code("words_hash", hex::encode(hash));
        tx.fact(fact).await.map(drop)
    }
}

impl AnswerChallenge {
    /// The words and the status, when the form was filled as it must be.
    fn check(&self) -> Result<(Words, ChallengeStatus)> {
        let status = self.status.filter(|s| ChallengeStatus::GIVEN.contains(s));
        let missing = status
            .is_none()
            .then(|| Error::field("status", "no_status"));
        match (Words::of(&self.words), status, missing) {
            (Ok(words), Some(status), _) => Ok((words, status)),
            (Err(Error::Invalid(mut errors)), None, Some(Error::Invalid(also))) => {
                errors.extend(also);
                Err(Error::Invalid(errors))
            }
            (Err(error), _, _) => Err(error),
            (Ok(_), None, missing) => Err(missing.unwrap_or(Error::NotFound)),
        }
    }
}
