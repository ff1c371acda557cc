//! Saying how sure one is of one's tasks, once before a course is begun and once after it is completed.

use super::queries::said_in;
use crate::{
    Error, Result,
    ctx::{Actor, fill_random},
    entity::self_efficacies,
    error::FieldError,
    store::{Command, Fact, Resource, Tx},
    training::study::own_in,
};
use domain::{
    assessment::{Moment, SelfEfficacy, Sureness, Task},
    audit::{canonical::micros, record::value_hash},
    content::Slug,
    policy::Action,
};
use sea_orm::ActiveValue::Set;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Says how sure one is of the tasks. Those that are left empty are left out; with none at all there is nothing to say.
#[derive(Clone, Debug, Serialize)]
pub struct GiveSelfEfficacy {
    /// The course.
    pub course: Slug,
    /// The moment that the form was for: `before` or `after`.
    pub moment: String,
    /// What was picked for each task, as it came. Left out of the command's hash, which the receipt keeps: of so few
    /// numbers, a hash would tell which.
    #[serde(skip)]
    pub tasks: BTreeMap<&'static str, String>,
}

/// What came of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SelfEfficacyGiven {
    /// Whether this submission is the one that counts: an earlier one does otherwise, and so does none when the moment has
    /// passed.
    pub counts: bool,
}

impl Command for GiveSelfEfficacy {
    const NAME: &'static str = "give_self_efficacy";
    type Output = SelfEfficacyGiven;

    async fn run(&self, tx: &Tx) -> Result<SelfEfficacyGiven> {
        let Actor::Person(person) = tx.ctx().actor else {
            return Err(Error::Forbidden);
        };
        tx.authorize(Action::ConfidenceOwn, Resource::Person(person))
            .await?;
        let moment = Moment::from_code(&self.moment).ok_or(Error::NotFound)?;
        let study = own_in(tx.conn(), tx.ctx(), &self.course)
            .await?
            .ok_or(Error::NotFound)?;
        let said = said_in(tx.conn(), person, &study).await?;
        if said.ask != Some(moment) {
            return Ok(SelfEfficacyGiven { counts: false });
        }
        let tasks = self.check()?.canonical();
        let mut salt = [0; 16];
        fill_random(&mut salt);
        let hash = value_hash(&salt, "self_efficacy", &tasks);
        tx.insert(self_efficacies::ActiveModel {
            person_id: Set(person.as_uuid()),
            course_slug: Set(self.course.to_string()),
            moment: Set(moment.code().to_owned()),
            salt: Set(salt.to_vec()),
            tasks: Set(tasks),
            given_at: Set(micros(tx.now())),
        })
        .await?;
        let fact = Fact::new("self_efficacy_given")
            .subject(person)
            .code("course", &self.course)
            .code("moment", moment.code())
            .code("self_efficacy_hash", hex::encode(hash));
        tx.fact(fact).await?;
        Ok(SelfEfficacyGiven { counts: true })
    }
}

impl GiveSelfEfficacy {
    fn check(&self) -> Result<SelfEfficacy> {
        let mut said = SelfEfficacy::default();
        let mut errors = Vec::new();
        for task in Task::ALL {
            let Some(text) = self.tasks.get(task.code()).filter(|text| !text.is_empty()) else {
                continue;
            };
            match Sureness::parse(text) {
                Some(sure) => {
                    said.0.insert(task, sure);
                }
                None => errors.push(FieldError {
                    field: task.code(),
                    code: "invalid",
                }),
            }
        }
        if !errors.is_empty() {
            return Err(Error::Invalid(errors));
        }
        if said.0.is_empty() {
            return Err(Error::field(Task::ALL[0].code(), "nothing_picked"));
        }
        Ok(said)
    }
}
