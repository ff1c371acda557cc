//! HR's view: people × courses, where each stands, and how many stand where.

mod statement;

use super::{course, dates::stored_date, study::instant, today_in};
use crate::{
    Ctx, Error, Result,
    accounts::{
        employments::{in_force, post},
        organisation::Organisation,
        scope::PeopleInScope,
    },
    entity::{assignments, employments},
    store::Store,
    zone,
};
use domain::{
    content::Slug,
    ids::{DepartmentId, PersonId},
    policy::Action,
    training::{Assigned, Label, Progress, Reason, Standing, standing},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QueryResult, QuerySelect,
    sea_query::{Alias, Expr, Query},
};
use statement::Overview as Sql;
use std::collections::BTreeMap;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

/// Which people and courses are asked for.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Filter {
    /// Only this course.
    pub course: Option<Slug>,
    /// Only those who stand here.
    pub label: Option<Label>,
    /// Without a label, only who owes the course or has begun it.
    pub concerned: bool,
    /// Only who works in this department or below it today.
    pub department: Option<DepartmentId>,
    /// Only whose name or number holds this.
    pub text: String,
}

impl Filter {
    /// Whether a pair that stands here is among those asked for.
    #[must_use]
    pub fn shows(&self, label: Label) -> bool {
        match self.label {
            Some(only) => label == only,
            None => !self.concerned || label != Label::NotAssigned,
        }
    }
}

/// A page of the view.
#[derive(Clone, Debug)]
pub struct Overview {
    /// How many pairs of person and course stand where, whatever label was asked for.
    pub counts: BTreeMap<Label, u64>,
    /// How many there are under the whole filter.
    pub total: u64,
    /// Those of this page, what presses most first.
    pub rows: Vec<Row>,
    /// The departments and companies, for their names.
    pub organisation: Organisation,
}

/// A person and a course.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// The person.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Their number.
    pub employee_number: String,
    /// Where they work today; the first when there are several.
    pub department: Option<DepartmentId>,
    /// The course.
    pub course: Slug,
    /// Where they stand, and why.
    pub standing: Standing,
    /// The last day, when the course is owed.
    pub due_on: Option<Date>,
    /// When it was completed, UTC.
    pub completed_at: Option<OffsetDateTime>,
}

/// The view as the actor may see it; `page` counts from 1.
///
/// # Errors
/// [`Error::Forbidden`] when the actor looks after nobody's training.
pub async fn overview(
    store: &Store,
    ctx: &Ctx,
    filter: &Filter,
    page: u64,
    rows: u64,
) -> Result<Overview> {
    overview_in(store.read(), ctx, filter, page, rows).await
}

/// The same over any connection. The number of its statements does not depend on the number of rows.
///
/// # Errors
/// [`Error::Forbidden`] when the actor looks after nobody's training.
pub async fn overview_in(
    db: &impl ConnectionTrait,
    ctx: &Ctx,
    filter: &Filter,
    page: u64,
    rows: u64,
) -> Result<Overview> {
    let within = PeopleInScope::of(db, ctx, Action::TrainingOversee).await?;
    let organisation = Organisation::read(db).await?;
    let mut shapes = course::shapes(db).await?;
    if let Some(only) = &filter.course {
        shapes.retain(|slug, _| slug == only);
    }
    let mut found = Overview {
        counts: BTreeMap::new(),
        total: 0,
        rows: Vec::new(),
        organisation,
    };
    if shapes.is_empty() {
        return Ok(found);
    }
    let subtree = filter
        .department
        .map(|root| found.organisation.tree(ctx.today()).subtree(root));
    let sql = Sql {
        shapes: &shapes,
        within: &within,
        today: ctx.today(),
        departments: subtree.map(|tree| tree.into_iter().map(|d| d.as_uuid()).collect()),
        text: filter.text.trim(),
        zones: zones(db, ctx).await?,
    };
    for row in db.query_all(&sql.counts()).await? {
        let rank: i32 = row.try_get("", "rank")?;
        let count: i64 = row.try_get("", "count")?;
        let label = label(rank)?;
        found
            .counts
            .insert(label, u64::try_from(count).unwrap_or(0));
    }
    found.total = match filter.label {
        Some(label) => found.counts.get(&label).copied().unwrap_or(0),
        None => {
            let counts = found.counts.iter();
            counts
                .filter(|(label, _)| filter.shows(**label))
                .map(|(_, n)| n)
                .sum()
        }
    };
    let offset = page.saturating_sub(1).saturating_mul(rows);
    let now = ctx.clock.now();
    for row in db.query_all(&sql.page(filter, rows, offset)).await? {
        found.rows.push(read(&row, now)?);
    }
    add_departments(db, ctx.today(), &mut found.rows).await?;
    Ok(found)
}

fn label(rank: i32) -> Result<Label> {
    let place = usize::try_from(rank).ok();
    place
        .and_then(|place| Label::ALL.get(place).copied())
        .ok_or_else(|| Error::internal("unknown rank of a state"))
}

/// Today in each zone that a deadline has: there are few.
async fn zones(db: &impl ConnectionTrait, ctx: &Ctx) -> Result<Vec<(String, Date)>> {
    let zones: Vec<String> = assignments::Entity::find()
        .select_only()
        .column(assignments::Column::Zone)
        .filter(assignments::Column::EndedAt.is_null())
        .distinct()
        .into_tuple()
        .all(db)
        .await?;
    let now = ctx.clock.now();
    let today = zones.into_iter().map(|zone| {
        let day = today_in(now, &zone);
        (zone, day)
    });
    Ok(today.collect())
}

/// A row through the one function that says where somebody stands.
fn read(row: &QueryResult, now: OffsetDateTime) -> Result<Row> {
    let slug: String = row.try_get("", "course")?;
    let own_zone: String = row.try_get("", "time_zone")?;
    let due_on: Option<String> = row.try_get("", "due_on")?;
    let reason: Option<String> = row.try_get("", "reason")?;
    let zone: Option<String> = row.try_get("", "zone")?;
    let begun: i32 = row.try_get("", "begun")?;
    let completed_at: Option<i64> = row.try_get("", "completed_at")?;
    let completed_at = completed_at.map(instant).transpose()?;
    let zone = zone.unwrap_or(own_zone);
    let due_on = due_on.as_deref().map(stored_date).transpose()?;
    let assigned = due_on.map(|due_on| Assigned {
        due_on,
        reason: reason
            .as_deref()
            .and_then(Reason::from_code)
            .unwrap_or(Reason::Other),
    });
    let progress = Progress {
        begun: begun != 0,
        completed_on: completed_at.map(|at| zone::in_zone(at, &zone).date()),
    };
    let person: Uuid = row.try_get("", "person_id")?;
    Ok(Row {
        person: PersonId::from_uuid(person),
        name: row.try_get("", "name")?,
        employee_number: row.try_get("", "employee_number")?,
        department: None,
        course: course::name(&slug)?,
        standing: standing(assigned, progress, today_in(now, &zone)),
        due_on,
        completed_at,
    })
}

/// Where the people of a page work today, in one statement.
async fn add_departments(db: &impl ConnectionTrait, today: Date, rows: &mut [Row]) -> Result<()> {
    let people: Vec<Uuid> = rows.iter().map(|r| r.person.as_uuid()).collect();
    let works = departments_of(db, today, people).await?;
    for row in rows {
        row.department = works.get(&row.person).copied();
    }
    Ok(())
}

/// Where these people work on a day; the first post when there are several.
pub(crate) async fn departments_of(
    db: &impl ConnectionTrait,
    day: Date,
    people: Vec<Uuid>,
) -> Result<BTreeMap<PersonId, DepartmentId>> {
    use employments::Column::{DepartmentId as Department, EmploymentId, PersonId as Person};
    let mut select = in_force(day, None);
    select
        .expr_as(post(Person), Alias::new("person_id"))
        .expr_as(post(Department), Alias::new("department_id"))
        .and_where(post(Person).is_in(people))
        .order_by_expr(post(EmploymentId), sea_orm::Order::Desc);
    let mut works = BTreeMap::new();
    for row in db.query_all(&select).await? {
        let person: Uuid = row.try_get("", "person_id")?;
        let department: Uuid = row.try_get("", "department_id")?;
        works.insert(
            PersonId::from_uuid(person),
            DepartmentId::from_uuid(department),
        );
    }
    Ok(works)
}

/// Somebody to whom a course may be assigned.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Candidate {
    /// Their id.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// Their number.
    pub employee_number: String,
}

/// How many active people the actor may assign courses to, and those of these ids.
///
/// # Errors
/// [`Error::Forbidden`] when the actor may assign nothing.
pub async fn candidates(
    store: &Store,
    ctx: &Ctx,
    ids: &[PersonId],
) -> Result<(u64, Vec<Candidate>)> {
    let within = PeopleInScope::of(store.read(), ctx, Action::TrainingAssign).await?;
    let active = statement::active(&within);
    let count = Query::select()
        .expr_as(Expr::col(Alias::new("id")).count(), Alias::new("count"))
        .from_subquery(active.clone(), Alias::new("p"))
        .to_owned();
    let count: i64 = match store.read().query_one(&count).await? {
        Some(row) => row.try_get("", "count")?,
        None => 0,
    };
    let ids: Vec<Uuid> = ids.iter().map(PersonId::as_uuid).collect();
    let mut chosen = active;
    chosen.and_where(statement::person_id().is_in(ids));
    let row = |row: QueryResult| {
        let id: Uuid = row.try_get("", "id")?;
        Ok(Candidate {
            id: PersonId::from_uuid(id),
            name: row.try_get("", "name")?,
            employee_number: row.try_get("", "employee_number")?,
        })
    };
    let rows = store.read().query_all(&chosen).await?;
    let people = rows.into_iter().map(row).collect::<Result<_>>()?;
    Ok((u64::try_from(count).unwrap_or(0), people))
}
