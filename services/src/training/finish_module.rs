//! Finishing a module.

use super::{complete_if_done, course, learner};
use crate::{
    Error, Result,
    accounts::merge::rows_of,
    entity::module_finishes,
    store::{Command, Fact, Resource, Tx},
};
use domain::{
    audit::canonical::micros,
    content::{ContentHash, Slug},
    ids::CompletionId,
    language::Language,
    policy::Action,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Says that the reader has read the module to its end.
#[derive(Clone, Debug, Serialize)]
pub struct FinishModule {
    /// The course.
    pub course: Slug,
    /// The module.
    pub module: Slug,
    /// The version that was read: the one in force, or nothing is recorded.
    pub version: ContentHash,
    /// The language it was read in.
    pub language: Language,
}

/// What finishing a module led to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Finished {
    /// The completion of the course, when this was the last of its parts.
    pub completion: Option<CompletionId>,
}

impl Command for FinishModule {
    const NAME: &'static str = "finish_module";
    type Output = Finished;

    async fn run(&self, tx: &Tx) -> Result<Finished> {
        let person = learner(tx)?;
        tx.authorize(Action::TrainingTake, Resource::Person(person))
            .await?;
        let shape = course::shape(tx.conn(), &self.course)
            .await?
            .ok_or(Error::NotFound)?;
        let module = shape.module(&self.module).ok_or(Error::NotFound)?;
        if module.hash != self.version {
            return Err(Error::Conflict("the module was published anew"));
        }
        let there = module_finishes::Entity::find()
            .filter(module_finishes::Column::PersonId.in_subquery(rows_of(person)))
            .filter(module_finishes::Column::CourseSlug.eq(self.course.as_str()))
            .filter(module_finishes::Column::ModuleHash.eq(self.version.as_bytes().to_vec()))
            .one(tx.conn())
            .await?;
        if there.is_none() {
            self.record(tx, person.as_uuid()).await?;
        }
        let completion = complete_if_done(tx, person, &self.course, self.language).await?;
        Ok(Finished { completion })
    }
}

impl FinishModule {
    async fn record(&self, tx: &Tx, person: Uuid) -> Result<()> {
        tx.insert(module_finishes::ActiveModel {
            id: Set(tx.ctx().new_id::<CompletionId>().as_uuid()),
            person_id: Set(person),
            course_slug: Set(self.course.to_string()),
            module_slug: Set(self.module.to_string()),
            module_hash: Set(self.version.as_bytes().to_vec()),
            language: Set(self.language.code().to_owned()),
            finished_at: Set(micros(tx.now())),
        })
        .await?;
        let fact = Fact::new("module_finished")
            .subject(person)
            .code("course", &self.course)
            .code("module", &self.module)
            .code("version", self.version)
            .code("language", self.language.code());
        tx.fact(fact).await.map(drop)
    }
}
