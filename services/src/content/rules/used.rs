//! Which versions of rule cards courses rest on: those in force, and those that wait to be published.

use crate::{
    Result,
    content::versions::hash_of,
    entity::{content_versions, course_members, publications},
};
use domain::content::{ContentHash, Kind, Slug};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect,
    RelationDef,
};
use std::collections::{BTreeMap, BTreeSet};

/// A course version that rests on a card.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Use {
    /// The course.
    pub course: Slug,
    /// The version.
    pub version: ContentHash,
    /// Whether it still waits to be published.
    pub waiting: bool,
}

/// The versions of cards that courses in force or waiting rest on, each with those courses.
pub(super) async fn cards(
    db: &impl ConnectionTrait,
) -> Result<BTreeMap<ContentHash, BTreeSet<Use>>> {
    let courses = courses(db).await?;
    let hashes: Vec<Vec<u8>> = courses.keys().map(|h| h.as_bytes().to_vec()).collect();
    let mut used: BTreeMap<ContentHash, BTreeSet<Use>> = BTreeMap::new();
    for chunk in hashes.chunks(500) {
        let members: Vec<(Vec<u8>, Vec<u8>)> = course_members::Entity::find()
            .select_only()
            .column(course_members::Column::CourseHash)
            .column(course_members::Column::MemberHash)
            .join(JoinType::InnerJoin, member())
            .filter(content_versions::Column::Kind.eq(Kind::RuleCard.code()))
            .filter(course_members::Column::CourseHash.is_in(chunk.to_vec()))
            .into_tuple()
            .all(db)
            .await?;
        for (course, card) in members {
            if let Some(course) = courses.get(&hash_of(course)?) {
                used.entry(hash_of(card)?)
                    .or_default()
                    .insert(course.clone());
            }
        }
    }
    Ok(used)
}

/// From a member's place to its version.
fn member() -> RelationDef {
    course_members::Entity::belongs_to(content_versions::Entity)
        .from(course_members::Column::MemberHash)
        .to(content_versions::Column::Hash)
        .into()
}

/// The versions of courses in force, and the newest of each when it was never published.
pub(super) async fn courses(db: &impl ConnectionTrait) -> Result<BTreeMap<ContentHash, Use>> {
    let mut courses = BTreeMap::new();
    let mut newest: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let versions: Vec<(String, Vec<u8>)> = content_versions::Entity::find()
        .select_only()
        .column(content_versions::Column::Slug)
        .column(content_versions::Column::Hash)
        .filter(content_versions::Column::Kind.eq(Kind::Course.code()))
        .order_by_asc(content_versions::Column::ImportedAt)
        .order_by_asc(content_versions::Column::Hash)
        .into_tuple()
        .all(db)
        .await?;
    newest.extend(versions);
    let mut in_force: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut published: BTreeSet<Vec<u8>> = BTreeSet::new();
    let rows = publications::Entity::find()
        .filter(publications::Column::Kind.eq(Kind::Course.code()))
        .order_by_asc(publications::Column::Number)
        .all(db)
        .await?;
    for row in rows {
        published.insert(row.hash.clone());
        in_force.insert(row.slug, row.hash);
    }
    let waiting = newest
        .into_iter()
        .filter(|(_, hash)| !published.contains(hash))
        .map(|(slug, hash)| (slug, hash, true));
    let all = in_force
        .into_iter()
        .map(|(slug, hash)| (slug, hash, false))
        .chain(waiting);
    for (slug, hash, waiting) in all {
        let version = hash_of(hash)?;
        let Ok(course) = Slug::parse(&slug) else {
            continue;
        };
        let found = Use {
            course,
            version,
            waiting,
        };
        courses.insert(version, found);
    }
    Ok(courses)
}
