//! Reads for the pages of accounts.

use super::{
    employments::{POST, in_force, post, timelines},
    organisation::Organisation,
    scope::PeopleInScope,
    session::stored,
};
use crate::{
    Ctx, Error, Result,
    entity::{employments, grants, people},
    store::Store,
};
use domain::{
    accounts::{
        Email, EmployeeNumber, PersonName, PersonStatus, Role, Scope, Terms, TimeZoneName, Timeline,
    },
    ids::{DepartmentId, EmploymentId, GrantId, PersonId},
    language::Language,
    policy::Action,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter,
    QueryOrder,
    sea_query::{Expr, Func, LikeExpr},
};
use std::collections::BTreeMap;
use time::Date;
use uuid::Uuid;

/// Which people to list.
#[derive(Clone, Debug, Default)]
pub struct PeopleFilter {
    /// Part of a name, a number or an address.
    pub text: String,
    /// A department and all below it, today.
    pub department: Option<DepartmentId>,
    /// Whether they may sign in.
    pub status: Option<PersonStatus>,
}

/// One page of the list of people.
#[derive(Clone, Debug)]
pub struct PeoplePage {
    /// How many people there are.
    pub total: u64,
    /// Those of this page.
    pub rows: Vec<PersonRow>,
}

/// A person in a list.
#[derive(Clone, Debug)]
pub struct PersonRow {
    /// Their id.
    pub id: PersonId,
    /// Their name.
    pub name: PersonName,
    /// Their number.
    pub employee_number: EmployeeNumber,
    /// Their address.
    pub email: Option<Email>,
    /// Whether they may sign in.
    pub status: PersonStatus,
    /// What they do today, in the language of whoever asks.
    pub posts: Vec<PostLine>,
}

/// What somebody does today, in a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PostLine {
    /// The department's name.
    pub department: String,
    /// What they do there.
    pub job_role: String,
    /// Whether they are on leave.
    pub on_leave: bool,
}

/// A person with their roles and posts.
#[derive(Clone, Debug)]
pub struct PersonDetails {
    /// Their id.
    pub id: PersonId,
    /// Their name.
    pub name: PersonName,
    /// Their number.
    pub employee_number: EmployeeNumber,
    /// Their address.
    pub email: Option<Email>,
    /// What they read.
    pub language: Language,
    /// Where their clock hangs.
    pub time_zone: TimeZoneName,
    /// Whether they may sign in.
    pub status: PersonStatus,
    /// Grows with each change: what a form was filled from.
    pub revision: i64,
    /// The person who was kept, when this one is a duplicate.
    pub merged_into: Option<(PersonId, PersonName)>,
    /// Duplicates of this person.
    pub duplicates: Vec<(PersonId, EmployeeNumber)>,
    /// What they are trusted with.
    pub grants: Vec<GrantRow>,
    /// Their posts through time, those that begin first first.
    pub posts: Vec<(EmploymentId, Timeline<Terms>)>,
    /// The managers that their posts name.
    pub managers: BTreeMap<PersonId, Manager>,
}

/// A manager as others' posts name them; a duplicate is named as the person who was kept.
#[derive(Clone, Debug)]
pub struct Manager {
    /// Who.
    pub id: PersonId,
    /// Their name.
    pub name: PersonName,
    /// Their number.
    pub employee_number: EmployeeNumber,
}

/// A role a person has.
#[derive(Clone, Debug)]
pub struct GrantRow {
    /// The grant's id.
    pub id: GrantId,
    /// Which role.
    pub role: Role,
    /// Over what.
    pub scope: Scope,
}

/// The people of the actor's scope by name, without duplicates; `page` counts from 1.
///
/// # Errors
/// [`Error::Forbidden`] when the actor may not see people.
pub async fn people(
    store: &Store,
    ctx: &Ctx,
    filter: &PeopleFilter,
    page: u64,
    rows: u64,
) -> Result<PeoplePage> {
    let db = store.read();
    let within = PeopleInScope::of(db, ctx, Action::PeopleView).await?;
    let organisation = Organisation::read(db).await?;
    let pages = people::Entity::find()
        .filter(within.condition((people::Entity, people::Column::Id)))
        .filter(people::Column::MergedInto.is_null())
        .filter(narrowed(filter, &organisation, ctx.today()))
        .order_by_asc(people::Column::Name)
        .order_by_asc(people::Column::Id)
        .paginate(db, rows);
    let total = pages.num_items().await?;
    let found = pages.fetch_page(page.saturating_sub(1)).await?;
    let mut posts = posts_today(db, ctx, &organisation, found.iter().map(|p| p.id)).await?;
    let rows = found.into_iter().map(|person| {
        let posts = posts.remove(&person.id).unwrap_or_default();
        row(person, posts)
    });
    Ok(PeoplePage {
        total,
        rows: rows.collect::<Result<_>>()?,
    })
}

fn narrowed(filter: &PeopleFilter, organisation: &Organisation, today: Date) -> Condition {
    let mut all = Condition::all();
    let text = filter.text.trim().to_lowercase();
    if !text.is_empty() {
        let escaped = text
            .replace('\\', "\\\\")
            .replace('%', "\\%")
            .replace('_', "\\_");
        let columns = [
            people::Column::Name,
            people::Column::EmployeeNumber,
            people::Column::Email,
        ];
        let any = columns.into_iter().fold(Condition::any(), |any, column| {
            let pattern = LikeExpr::new(format!("%{escaped}%")).escape('\\');
            let lower = Func::lower(Expr::col((people::Entity, column)));
            any.add(Expr::from(lower).like(pattern))
        });
        all = all.add(any);
    }
    if let Some(status) = filter.status {
        all = all.add(people::Column::Status.eq(status.code()));
    }
    if let Some(department) = filter.department {
        let below = organisation.tree(today).subtree(department);
        let mut holders = in_force(today, None);
        holders.expr(post(employments::Column::PersonId)).and_where(
            post(employments::Column::DepartmentId).is_in(below.iter().map(|d| d.as_uuid())),
        );
        all = all.add(people::Column::Id.in_subquery(holders));
    }
    all
}

async fn posts_today(
    db: &impl ConnectionTrait,
    ctx: &Ctx,
    organisation: &Organisation,
    people: impl Iterator<Item = Uuid>,
) -> Result<BTreeMap<Uuid, Vec<PostLine>>> {
    use employments::Column::{
        DepartmentId as Department, EmploymentId, JobRole, OnLeave, PersonId,
    };
    let today = ctx.today();
    let mut select = in_force(today, None);
    for column in [PersonId, Department, JobRole, OnLeave] {
        select.column((POST, column));
    }
    select
        .and_where(post(PersonId).is_in(people))
        .order_by((POST, EmploymentId), sea_orm::Order::Asc);
    let rows = db
        .query_all_raw(db.get_database_backend().build(&select))
        .await?;
    let mut found: BTreeMap<Uuid, Vec<PostLine>> = BTreeMap::new();
    for row in rows {
        let department = DepartmentId::from_uuid(row.try_get("", "department_id")?);
        let line = PostLine {
            department: organisation.department_name(department, today, ctx.language),
            job_role: row.try_get("", "job_role")?,
            on_leave: row.try_get("", "on_leave")?,
        };
        found
            .entry(row.try_get("", "person_id")?)
            .or_default()
            .push(line);
    }
    Ok(found)
}

fn row(person: people::Model, posts: Vec<PostLine>) -> Result<PersonRow> {
    Ok(PersonRow {
        id: PersonId::from_uuid(person.id),
        name: stored(PersonName::parse(&person.name))?,
        employee_number: stored(EmployeeNumber::parse(&person.employee_number))?,
        email: person.email.as_deref().and_then(|e| Email::parse(e).ok()),
        status: PersonStatus::from_code(&person.status)
            .ok_or_else(|| Error::internal("unknown status"))?,
        posts,
    })
}

/// One person.
///
/// # Errors
/// [`Error::NotFound`], outside the actor's scope as well; [`Error::Forbidden`] when the actor may not see people.
pub async fn person(store: &Store, ctx: &Ctx, id: PersonId) -> Result<PersonDetails> {
    let db = store.read();
    let within = PeopleInScope::of(db, ctx, Action::PeopleView).await?;
    let found = people::Entity::find_by_id(id.as_uuid())
        .filter(within.condition((people::Entity, people::Column::Id)))
        .one(db)
        .await?
        .ok_or(Error::NotFound)?;
    let merged_into = match found.merged_into {
        None => None,
        Some(kept) => named(db, [kept]).await?.into_iter().next(),
    };
    let duplicates = people::Entity::find()
        .filter(people::Column::MergedInto.eq(id.as_uuid()))
        .order_by_asc(people::Column::EmployeeNumber)
        .all(db)
        .await?;
    let duplicates = duplicates.into_iter().map(|d| {
        let number = stored(EmployeeNumber::parse(&d.employee_number))?;
        Ok((PersonId::from_uuid(d.id), number))
    });
    let mut posts: Vec<_> = timelines(db, id).await?.into_iter().collect();
    posts.retain(|(_, timeline)| !timeline.periods().is_empty());
    posts.sort_by_key(|(id, timeline)| (timeline.begins(), *id));
    let managers = posts.iter().flat_map(|(_, timeline)| {
        let periods = timeline.periods();
        periods
            .into_iter()
            .filter_map(|p| p.entry.value.manager)
            .collect::<Vec<_>>()
    });
    let managers = named(db, managers.map(|m| m.as_uuid()).collect::<Vec<_>>()).await?;
    Ok(PersonDetails {
        id,
        name: stored(PersonName::parse(&found.name))?,
        employee_number: stored(EmployeeNumber::parse(&found.employee_number))?,
        email: found.email.as_deref().and_then(|e| Email::parse(e).ok()),
        language: Language::from_code(&found.language).unwrap_or_default(),
        time_zone: stored(TimeZoneName::parse(&found.time_zone))?,
        status: PersonStatus::from_code(&found.status)
            .ok_or_else(|| Error::internal("unknown status"))?,
        revision: found.revision,
        merged_into: merged_into.map(|(_, kept)| (kept.id, kept.name)),
        duplicates: duplicates.collect::<Result<_>>()?,
        grants: grants_of(db, id).await?,
        posts,
        managers,
    })
}

async fn grants_of(db: &impl ConnectionTrait, person: PersonId) -> Result<Vec<GrantRow>> {
    let held = grants::Column::PersonId
        .eq(person.as_uuid())
        .and(grants::Column::RevokedAt.is_null());
    let held = grants::Entity::find()
        .filter(held)
        .order_by_asc(grants::Column::GrantedAt)
        .all(db)
        .await?;
    let grant = |g: grants::Model| {
        let role = Role::from_code(&g.role)?;
        let scope = Scope::from_parts(&g.scope_kind, g.scope_id.as_deref())?;
        Some(GrantRow {
            id: GrantId::from_uuid(g.id),
            role,
            scope,
        })
    };
    Ok(held.into_iter().filter_map(grant).collect())
}

/// People by id, duplicates as whom they were merged into.
async fn named(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<BTreeMap<PersonId, Manager>> {
    let by_id = async |ids: Vec<Uuid>| {
        let found = people::Column::Id.is_in(ids);
        people::Entity::find().filter(found).all(db).await
    };
    let found = by_id(ids.into_iter().collect()).await?;
    let kept = by_id(found.iter().filter_map(|p| p.merged_into).collect()).await?;
    let named = found.iter().map(|person| {
        let shown = person
            .merged_into
            .and_then(|id| kept.iter().find(|k| k.id == id))
            .unwrap_or(person);
        let manager = Manager {
            id: PersonId::from_uuid(shown.id),
            name: stored(PersonName::parse(&shown.name))?,
            employee_number: stored(EmployeeNumber::parse(&shown.employee_number))?,
        };
        Ok((PersonId::from_uuid(person.id), manager))
    });
    named.collect()
}

/// The person of an employee number, a duplicate's as whom it was merged into: for fields that name a manager or
/// a person to keep. None when nobody has it.
///
/// # Errors
/// [`Error::Forbidden`] when the actor may not manage people.
pub async fn by_number(store: &Store, ctx: &Ctx, number: &str) -> Result<Option<PersonId>> {
    let db = store.read();
    PeopleInScope::of(db, ctx, Action::PeopleManage).await?;
    let Ok(number) = EmployeeNumber::parse(number) else {
        return Ok(None);
    };
    let found = people::Entity::find()
        .filter(people::Column::EmployeeNumber.eq(number.as_str()))
        .one(db)
        .await?;
    Ok(found.map(|p| PersonId::from_uuid(p.merged_into.unwrap_or(p.id))))
}

/// The legal entities and departments.
///
/// # Errors
/// [`Error::Forbidden`] when the actor may not see people.
pub async fn organisation(store: &Store, ctx: &Ctx) -> Result<Organisation> {
    PeopleInScope::of(store.read(), ctx, Action::PeopleView).await?;
    Organisation::read(store.read()).await
}

/// Whether nobody is in the database yet.
///
/// # Errors
/// [`Error::Internal`] when the database does not answer.
pub async fn nobody(store: &Store) -> Result<bool> {
    Ok(people::Entity::find().one(store.read()).await?.is_none())
}
