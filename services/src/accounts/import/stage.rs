//! Putting the rows of an import aside, in chunks that hold the writer for moments, each with a fact of its own.

use super::plan::{PersonWrite, PostWrite};
use crate::{
    Result, ctx,
    entity::{import_employments, import_people},
    store::{Command, Fact, Resource, Tx},
};
use domain::{
    audit::{
        canonical::CanonicalWriter,
        merkle::{Frontier, leaf_hash},
        record::value_hash,
    },
    ids::ImportId,
    policy::Action,
};
use sea_orm::{ActiveValue::Set, EntityTrait, Iterable};
use serde::Serialize;

/// How many values a statement may bind on SQLite, with room to spare.
const BINDS: usize = 30_000;

/// A chunk of an import, put aside under the import and an attempt's number.
#[derive(Serialize)]
pub(super) struct StageImport {
    pub(super) import: ImportId,
    pub(super) attempt: ImportId,
    pub(super) number: usize,
    #[serde(skip)]
    pub(super) people: Vec<PersonWrite>,
    #[serde(skip)]
    pub(super) posts: Vec<PostWrite>,
}

impl Command for StageImport {
    const NAME: &'static str = "stage_import";
    type Output = String;

    /// It answers the root over the chunk's rows.
    async fn run(&self, tx: &Tx) -> Result<String> {
        tx.authorize(Action::PeopleImport, Resource::Any).await?;
        let mut root = Frontier::new();
        let mut people = Vec::with_capacity(self.people.len());
        for person in &self.people {
            let mut salt = [0; 16];
            ctx::fill_random(&mut salt);
            root.push(leaf_hash(&person_leaf(person, &salt)));
            people.push(person_row(self.attempt, person, &salt));
        }
        let mut posts = Vec::with_capacity(self.posts.len());
        for post in &self.posts {
            root.push(leaf_hash(&post_leaf(post)));
            posts.push(post_row(self.attempt, post));
        }
        tx.wrote("import_people");
        for some in people.chunks(BINDS / import_people::Column::iter().len()) {
            import_people::Entity::insert_many(some.to_vec())
                .exec_without_returning(tx.conn())
                .await?;
        }
        for some in posts.chunks(BINDS / import_employments::Column::iter().len()) {
            import_employments::Entity::insert_many(some.to_vec())
                .exec_without_returning(tx.conn())
                .await?;
        }
        let root = hex::encode(root.root());
        let fact = Fact::new("people_import_staged")
            .subject(self.import)
            .code("attempt", self.attempt)
            .code("chunk", self.number)
            .code("people", self.people.len())
            .code("employments", self.posts.len())
            .code("root", &root);
        tx.fact(fact).await?;
        Ok(root)
    }
}

/// What the root says of a person: who, and the salted hash of what names them, which can be erased.
fn person_leaf(person: &PersonWrite, salt: &[u8; 16]) -> Vec<u8> {
    let named = [
        person.name.as_str(),
        &person.number,
        person.email.as_deref().unwrap_or_default(),
    ];
    let mut w = CanonicalWriter::new("jasin/import-person/1");
    w.bytes(person.id.as_uuid().as_bytes())
        .integer(i64::from(person.new))
        .text(person.language.code())
        .text(&person.time_zone)
        .bytes(&value_hash(salt, "person", &named.join("\n")));
    w.finish()
}

fn post_leaf(post: &PostWrite) -> Vec<u8> {
    let (write, terms) = (&post.write, &post.write.value);
    let manager = terms.manager.map(|m| m.to_string());
    let to = write.valid_to.map(|d| d.to_string());
    let mut w = CanonicalWriter::new("jasin/import-employment/1");
    w.bytes(post.post.as_uuid().as_bytes())
        .integer(i64::from(post.revision))
        .bytes(post.person.as_uuid().as_bytes())
        .bytes(terms.legal_entity.as_uuid().as_bytes())
        .bytes(terms.department.as_uuid().as_bytes())
        .optional(manager.as_deref())
        .text(terms.job_role.as_str())
        .text(terms.location.as_str())
        .text(terms.time_zone.as_str())
        .text(terms.kind.code())
        .integer(i64::from(terms.on_leave))
        .text(&write.valid_from.to_string())
        .optional(to.as_deref())
        .integer(i64::from(write.voided));
    w.finish()
}

fn person_row(
    attempt: ImportId,
    person: &PersonWrite,
    salt: &[u8; 16],
) -> import_people::ActiveModel {
    import_people::ActiveModel {
        attempt: Set(attempt.as_uuid()),
        person_id: Set(person.id.as_uuid()),
        line: Set(i64::try_from(person.line).unwrap_or(i64::MAX)),
        is_new: Set(person.new),
        name: Set(person.name.clone()),
        email: Set(person.email.clone()),
        employee_number: Set(person.number.clone()),
        language: Set(person.language.code().to_owned()),
        time_zone: Set(person.time_zone.clone()),
        salt: Set(salt.to_vec()),
    }
}

fn post_row(attempt: ImportId, post: &PostWrite) -> import_employments::ActiveModel {
    let (write, terms) = (&post.write, &post.write.value);
    import_employments::ActiveModel {
        attempt: Set(attempt.as_uuid()),
        employment_id: Set(post.post.as_uuid()),
        revision: Set(post.revision),
        person_id: Set(post.person.as_uuid()),
        legal_entity_id: Set(terms.legal_entity.as_uuid()),
        department_id: Set(terms.department.as_uuid()),
        manager_id: Set(terms.manager.map(|m| m.as_uuid())),
        job_role: Set(terms.job_role.to_string()),
        location: Set(terms.location.to_string()),
        time_zone: Set(terms.time_zone.to_string()),
        kind: Set(terms.kind.code().to_owned()),
        on_leave: Set(terms.on_leave),
        valid_from: Set(write.valid_from.to_string()),
        valid_to: Set(write.valid_to.map(|d| d.to_string())),
        voided: Set(write.voided),
    }
}
