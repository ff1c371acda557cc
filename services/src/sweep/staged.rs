//! The rows of imports that never came to count. Those of an import that does count stay: their salts prove what the
//! chunks' facts say of them.

use super::PIECE;
use crate::{
    Error, Result,
    accounts::import::KEPT,
    entity::{import_employments, import_people},
    store::{Command, Fact, Tx},
};
use domain::audit::record::FactRecord;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Statement,
};
use serde::Serialize;
use std::collections::BTreeSet;
use time::OffsetDateTime;
use uuid::Uuid;

/// Some rows of an import that was given up, if there is one.
pub(super) async fn piece(
    db: &impl ConnectionTrait,
    now: OffsetDateTime,
) -> Result<Option<ForgetStaged>> {
    let Some(attempt) = given_up(db, now).await? else {
        return Ok(None);
    };
    let posts: Vec<Uuid> = import_employments::Entity::find()
        .select_only()
        .column(import_employments::Column::EmploymentId)
        .filter(import_employments::Column::Attempt.eq(attempt))
        .limit(PIECE)
        .into_tuple()
        .all(db)
        .await?;
    let people: Vec<Uuid> = import_people::Entity::find()
        .select_only()
        .column(import_people::Column::PersonId)
        .filter(import_people::Column::Attempt.eq(attempt))
        .limit(PIECE)
        .into_tuple()
        .all(db)
        .await?;
    Ok(Some(ForgetStaged {
        attempt,
        posts,
        people,
    }))
}

/// The first attempt that has rows, is older than a file is kept, and was not made to count.
async fn given_up(db: &impl ConnectionTrait, now: OffsetDateTime) -> Result<Option<Uuid>> {
    let mut counts: Option<BTreeSet<Uuid>> = None;
    let mut last = Uuid::nil();
    while let Some(attempt) = next(db, last).await? {
        last = attempt;
        if began(attempt) >= (now - KEPT).unix_timestamp() {
            continue;
        }
        if counts.is_none() {
            counts = Some(applied(db).await?);
        }
        if !counts.as_ref().is_some_and(|all| all.contains(&attempt)) {
            return Ok(Some(attempt));
        }
    }
    Ok(None)
}

/// The attempt after this one that has rows.
async fn next(db: &impl ConnectionTrait, last: Uuid) -> Result<Option<Uuid>> {
    let of_people: Option<Uuid> = import_people::Entity::find()
        .select_only()
        .column(import_people::Column::Attempt)
        .filter(import_people::Column::Attempt.gt(last))
        .order_by_asc(import_people::Column::Attempt)
        .into_tuple()
        .one(db)
        .await?;
    let of_posts: Option<Uuid> = import_employments::Entity::find()
        .select_only()
        .column(import_employments::Column::Attempt)
        .filter(import_employments::Column::Attempt.gt(last))
        .order_by_asc(import_employments::Column::Attempt)
        .into_tuple()
        .one(db)
        .await?;
    Ok(of_people.into_iter().chain(of_posts).min())
}

/// When an attempt began, in seconds since 1970: its id says so.
fn began(attempt: Uuid) -> i64 {
    let at = attempt.get_timestamp().map(|at| at.to_unix().0);
    at.and_then(|at| i64::try_from(at).ok()).unwrap_or(i64::MAX)
}

/// The attempts that were made to count, as their facts say. The kind stands in the statement itself: an index holds
/// these few facts alone.
async fn applied(db: &impl ConnectionTrait) -> Result<BTreeSet<Uuid>> {
    let sql = "SELECT body FROM facts WHERE kind = 'people_imported'";
    let rows = db
        .query_all_raw(Statement::from_string(db.get_database_backend(), sql))
        .await?;
    let mut found = BTreeSet::new();
    for row in rows {
        let body: Vec<u8> = row.try_get("", "body")?;
        let record =
            FactRecord::from_canonical_bytes(&body).map_err(|e| Error::Internal(Box::new(e)))?;
        let attempt = record.codes.get("attempt");
        found.extend(attempt.and_then(|code| Uuid::parse_str(code).ok()));
    }
    Ok(found)
}

/// Forgets some rows that were put aside under an attempt and never counted.
#[derive(Serialize)]
pub(super) struct ForgetStaged {
    attempt: Uuid,
    #[serde(skip)]
    posts: Vec<Uuid>,
    #[serde(skip)]
    people: Vec<Uuid>,
}

impl Command for ForgetStaged {
    const NAME: &'static str = "forget_staged";
    type Output = u64;

    async fn run(&self, tx: &Tx) -> Result<u64> {
        let posts = import_employments::Entity::delete_many()
            .filter(import_employments::Column::Attempt.eq(self.attempt))
            .filter(import_employments::Column::EmploymentId.is_in(self.posts.iter().copied()))
            .exec(tx.conn())
            .await?
            .rows_affected;
        tx.wrote("import_people");
        let people = import_people::Entity::delete_many()
            .filter(import_people::Column::Attempt.eq(self.attempt))
            .filter(import_people::Column::PersonId.is_in(self.people.iter().copied()))
            .exec(tx.conn())
            .await?
            .rows_affected;
        let fact = Fact::new("people_import_forgotten")
            .subject(self.attempt)
            .code("people", people)
            .code("employments", posts);
        tx.fact(fact).await?;
        Ok(posts + people)
    }
}
