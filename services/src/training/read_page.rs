//! Keeping one's place in a module.

use super::{course, learner};
use crate::{
    Error, Result,
    entity::module_progress,
    store::{Command, Resource, Tx},
};
use domain::{
    audit::canonical::micros,
    content::{ContentHash, Slug},
    language::Language,
    policy::Action,
};
use sea_orm::{ActiveValue::Set, EntityTrait};
use serde::Serialize;

/// The furthest page a bookmark may lie on.
const LAST: u16 = 1_000;

/// Keeps the page that the reader has reached, on every device of theirs.
#[derive(Clone, Debug, Serialize)]
pub struct ReadPage {
    /// The course.
    pub course: Slug,
    /// The module.
    pub module: Slug,
    /// The version that is read.
    pub version: ContentHash,
    /// The language it is read in.
    pub language: Language,
    /// The page that was reached, from 1.
    pub page: u16,
}

impl Command for ReadPage {
    const NAME: &'static str = "read_page";
    type Output = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        let person = learner(tx)?;
        tx.authorize(Action::TrainingTake, Resource::Person(person))
            .await?;
        let shape = course::shape(tx.conn(), &self.course).await?;
        let module = shape.as_ref().and_then(|s| s.module(&self.module));
        if module.is_none() || !(1..=LAST).contains(&self.page) {
            return Err(Error::NotFound);
        }
        let key = (
            person.as_uuid(),
            self.course.to_string(),
            self.module.to_string(),
        );
        let there = module_progress::Entity::find_by_id(key)
            .one(tx.conn())
            .await?;
        let page = i32::from(self.page);
        let row = |page| module_progress::ActiveModel {
            person_id: Set(person.as_uuid()),
            course_slug: Set(self.course.to_string()),
            module_slug: Set(self.module.to_string()),
            module_hash: Set(self.version.as_bytes().to_vec()),
            page: Set(page),
            language: Set(self.language.code().to_owned()),
            seen_at: Set(micros(tx.now())),
        };
        match there {
            None => tx.insert(row(page)).await,
            // Another version may have other pages.
            Some(there) if there.module_hash != self.version.as_bytes() => {
                tx.update(row(page)).await.map(drop)
            }
            Some(there) => tx.update(row(page.max(there.page))).await.map(drop),
        }
    }
}
