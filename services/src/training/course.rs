//! What a published course is made of, without its texts, and which of its versions still count.

use crate::{Error, Result, entity::publications};
use domain::content::{ContentHash, Kind, Slug};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Statement};
use std::collections::BTreeMap;

/// A part of a course version.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct ShapePart {
    pub kind: Kind,
    pub slug: Slug,
    pub hash: ContentHash,
}

/// The published version of a course and its parts in order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Shape {
    pub hash: ContentHash,
    pub parts: Vec<ShapePart>,
    /// The versions whose completions count: the last publication that made the course due again, and those after it.
    pub counting: Vec<ContentHash>,
    /// Since when, in microseconds since 1970, UTC; none when every completion counts.
    pub counting_since: Option<i64>,
}

impl Shape {
    /// The modules in order.
    pub fn modules(&self) -> impl Iterator<Item = &ShapePart> {
        self.parts.iter().filter(|p| p.kind == Kind::Module)
    }

    /// The module of this name.
    pub fn module(&self, slug: &Slug) -> Option<&ShapePart> {
        self.modules().find(|p| p.slug == *slug)
    }
}

/// The published shape of one course.
pub(crate) async fn shape(db: &impl ConnectionTrait, slug: &Slug) -> Result<Option<Shape>> {
    Ok(shapes_of(db, Some(slug)).await?.remove(slug))
}

/// The published shapes of all courses, in two statements.
pub(crate) async fn shapes(db: &impl ConnectionTrait) -> Result<BTreeMap<Slug, Shape>> {
    shapes_of(db, None).await
}

async fn shapes_of(
    db: &impl ConnectionTrait,
    only: Option<&Slug>,
) -> Result<BTreeMap<Slug, Shape>> {
    let mut found = publications::Entity::find()
        .filter(publications::Column::Kind.eq(Kind::Course.code()))
        .order_by_desc(publications::Column::Number);
    if let Some(slug) = only {
        found = found.filter(publications::Column::Slug.eq(slug.as_str()));
    }
    let mut shapes = BTreeMap::new();
    // Newest first: a version counts as long as none came after it that made the course due again.
    for row in found.all(db).await? {
        let slug = name(&row.slug)?;
        let hash = version(&row.hash)?;
        let shape = shapes.entry(slug.clone()).or_insert_with(|| Shape {
            hash,
            parts: Vec::new(),
            counting: Vec::new(),
            counting_since: None,
        });
        if shape.counting_since.is_none() {
            shape.counting.push(hash);
            let again = row.due_again_days.is_some();
            shape.counting_since = again.then_some(row.published_at);
        }
    }
    add_parts(db, &mut shapes).await?;
    Ok(shapes)
}

async fn add_parts(db: &impl ConnectionTrait, shapes: &mut BTreeMap<Slug, Shape>) -> Result<()> {
    if shapes.is_empty() {
        return Ok(());
    }
    let places: Vec<String> = (1..=shapes.len()).map(|n| format!("${n}")).collect();
    let sql = format!(
        "SELECT m.course_hash AS course, v.kind AS kind, v.slug AS slug, v.hash AS hash \
         FROM course_members m JOIN content_versions v ON v.hash = m.member_hash \
         WHERE m.course_hash IN ({}) ORDER BY m.course_hash, m.position",
        places.join(", ")
    );
    let hashes: Vec<sea_orm::Value> = shapes
        .values()
        .map(|s| s.hash.as_bytes().to_vec().into())
        .collect();
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, hashes);
    let mut parts: BTreeMap<ContentHash, Vec<ShapePart>> = BTreeMap::new();
    for row in db.query_all_raw(statement).await? {
        let kind: String = row.try_get("", "kind")?;
        let Some(kind @ (Kind::Module | Kind::Quiz | Kind::Scenario)) = Kind::from_code(&kind)
        else {
            continue;
        };
        let slug: String = row.try_get("", "slug")?;
        let course: Vec<u8> = row.try_get("", "course")?;
        let hash: Vec<u8> = row.try_get("", "hash")?;
        parts.entry(version(&course)?).or_default().push(ShapePart {
            kind,
            slug: name(&slug)?,
            hash: version(&hash)?,
        });
    }
    for shape in shapes.values_mut() {
        shape.parts = parts.remove(&shape.hash).unwrap_or_default();
    }
    Ok(())
}

/// A name of a table, which was parsed before it was written.
pub(crate) fn name(text: &str) -> Result<Slug> {
    Slug::parse(text).map_err(|e| Error::Internal(Box::new(e)))
}

/// A hash of a table.
pub(crate) fn version(bytes: &[u8]) -> Result<ContentHash> {
    bytes
        .try_into()
        .map(ContentHash)
        .map_err(|_| Error::internal("a content hash in the database is not 32 bytes long"))
}
