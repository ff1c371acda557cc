//! Reading employments: which posts hold on a day, as they were known at an instant.

use super::session::stored;
use crate::{Error, Result, entity::employments};
use domain::{
    accounts::{
        EmploymentKind, Entry, JobRole, Location, Terms, TimeZoneName, Timeline, parse_date,
    },
    audit::canonical::from_micros,
    ids::{DepartmentId, EmploymentId, LegalEntityId, PersonId},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder,
    sea_query::{Expr, Query, SelectStatement},
};
use std::collections::BTreeMap;
use time::Date;

/// What the posts of [`in_force`] are called in the statement.
pub const POST: &str = "post";
const LATER: &str = "later_post";

/// A column of a post of [`in_force`].
#[must_use]
pub fn post(column: employments::Column) -> Expr {
    Expr::col((POST, column))
}

/// `SELECT … FROM employments AS post` of the rows that hold on a day: one row a post at most. The caller adds
/// columns and conditions. `known_at` (microseconds since 1970, UTC) leaves out what was recorded later.
#[must_use]
pub fn in_force(day: Date, known_at: Option<i64>) -> SelectStatement {
    use employments::Column::{EmploymentId, RecordedAt, Revision, ValidFrom, ValidTo, Voided};
    let day = day.to_string();
    let later = |column| Expr::col((LATER, column));
    let supersedes = later(ValidFrom).gt(post(ValidFrom)).or(later(ValidFrom)
        .eq(post(ValidFrom))
        .and(later(Revision).gt(post(Revision))));
    let mut newer = Query::select()
        .expr(Expr::val(1))
        .from_as(employments::Entity, LATER)
        .and_where(later(EmploymentId).eq(post(EmploymentId)))
        .and_where(later(ValidFrom).lte(day.as_str()))
        .and_where(supersedes)
        .to_owned();
    let mut select = Query::select()
        .from_as(employments::Entity, POST)
        .and_where(post(ValidFrom).lte(day.as_str()))
        .and_where(post(Voided).eq(false))
        .and_where(post(ValidTo).is_null().or(post(ValidTo).gte(day.as_str())))
        .to_owned();
    if let Some(known_at) = known_at {
        newer.and_where(later(RecordedAt).lte(known_at));
        select.and_where(post(RecordedAt).lte(known_at));
    }
    select.and_where(Expr::not_exists(newer)).to_owned()
}

/// All that was ever recorded of a person's posts, by post.
///
/// # Errors
/// [`Error::Internal`] when the database does not answer.
pub async fn timelines(
    db: &impl ConnectionTrait,
    person: PersonId,
) -> Result<BTreeMap<EmploymentId, Timeline<Terms>>> {
    let rows = employments::Entity::find()
        .filter(employments::Column::PersonId.eq(person.as_uuid()))
        .order_by_asc(employments::Column::EmploymentId)
        .order_by_asc(employments::Column::Revision)
        .all(db)
        .await?;
    let mut posts: BTreeMap<EmploymentId, Vec<Entry<Terms>>> = BTreeMap::new();
    for row in rows {
        let id = EmploymentId::from_uuid(row.employment_id);
        posts.entry(id).or_default().push(entry(row)?);
    }
    let posts = posts.into_iter().map(|(id, e)| (id, Timeline::new(e)));
    Ok(posts.collect())
}

/// One post, with whose it is.
///
/// # Errors
/// [`Error::NotFound`] when there is no such post.
pub async fn timeline(
    db: &impl ConnectionTrait,
    post: EmploymentId,
) -> Result<(PersonId, Timeline<Terms>)> {
    let rows = employments::Entity::find()
        .filter(employments::Column::EmploymentId.eq(post.as_uuid()))
        .order_by_asc(employments::Column::Revision)
        .all(db)
        .await?;
    let person = rows.first().ok_or(Error::NotFound)?.person_id;
    let entries = rows.into_iter().map(entry).collect::<Result<_>>()?;
    Ok((PersonId::from_uuid(person), Timeline::new(entries)))
}

/// A row as an entry of its post's timeline.
///
/// # Errors
/// [`Error::Internal`] when a column holds what was never written.
pub fn entry(row: employments::Model) -> Result<Entry<Terms>> {
    let date = |text: &str| parse_date(text).ok_or_else(|| Error::internal("a date is damaged"));
    Ok(Entry {
        revision: row.revision,
        valid_from: date(&row.valid_from)?,
        valid_to: row.valid_to.as_deref().map(date).transpose()?,
        voided: row.voided,
        recorded_at: from_micros(row.recorded_at)
            .ok_or_else(|| Error::internal("an instant is damaged"))?,
        value: Terms {
            legal_entity: LegalEntityId::from_uuid(row.legal_entity_id),
            department: DepartmentId::from_uuid(row.department_id),
            manager: row.manager_id.map(PersonId::from_uuid),
            job_role: stored(JobRole::parse(&row.job_role))?,
            location: stored(Location::parse(&row.location))?,
            time_zone: stored(TimeZoneName::parse(&row.time_zone))?,
            kind: EmploymentKind::from_code(&row.kind)
                .ok_or_else(|| Error::internal("unknown kind of employment"))?,
            on_leave: row.on_leave,
        },
    })
}
