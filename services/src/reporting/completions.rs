//! Who completed what: one row a completion, those of earlier versions, too.

use crate::{
    Ctx, Error, Result,
    accounts::{
        employments::{in_force, post},
        merge::duplicates,
        organisation::Organisation,
        scope::{PeopleInScope, among},
    },
    content::{Title, titles},
    entity::{assignments, completions, employments, people},
    training::overview::departments_of,
    zone,
};
use domain::{
    audit::canonical::micros,
    content::{ContentHash, Slug},
    ids::{DepartmentId, PersonId},
    language::Language,
    policy::Action,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select,
};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

/// How many completions are read, and held, at once.
const PAGE: u64 = 500;

/// Which completions are asked for.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Filter {
    /// Only of this course.
    pub course: Option<Slug>,
    /// Only of who works in this department or below it today.
    pub department: Option<DepartmentId>,
    /// Only from this day on, as the actor's clock shows it.
    pub from: Option<Date>,
    /// Only until this day, which counts.
    pub until: Option<Date>,
}

/// A completion with the person and the deadline.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CompletionRow {
    /// The person's number.
    pub employee_number: String,
    /// Their name.
    pub name: String,
    /// Where they work today.
    pub department: String,
    /// The course.
    pub course: Slug,
    /// What the completed version is called in the actor's language.
    pub title: String,
    /// The version that was completed.
    pub version: ContentHash,
    /// Which round, from 1.
    pub cycle: i32,
    /// The language it was read in, BCP 47; `mul` when there were several.
    pub language: String,
    /// The share of right answers, 0 to 100.
    pub score_percent: Option<i32>,
    /// When, on the person's clock, with its distance from UTC.
    pub completed_at: OffsetDateTime,
    /// The person's zone (IANA name).
    pub zone: String,
    /// The last day, when the course is owed.
    pub due_on: Option<String>,
}

/// Reads the completions under a filter that the actor may export, the oldest first, page by page. A page costs a
/// handful of statements, however many rows it has.
#[derive(Debug)]
pub(super) struct Reader {
    asked: Select<completions::Entity>,
    organisation: Organisation,
    /// The last row of the page before.
    after: Option<(i64, Uuid)>,
    /// Every duplicate with the person who was kept: what the one completed, the other did.
    duplicates: BTreeMap<Uuid, Uuid>,
    /// What the versions read so far are called.
    titles: BTreeMap<ContentHash, Title>,
    language: Language,
    today: Date,
}

impl Reader {
    /// Nothing is read but who may see whom.
    ///
    /// # Errors
    /// [`Error::Forbidden`] when the actor may export nothing.
    pub async fn new(db: &impl ConnectionTrait, ctx: &Ctx, filter: &Filter) -> Result<Self> {
        let within = PeopleInScope::of(db, ctx, Action::CompletionsExport).await?;
        let organisation = Organisation::read(db).await?;
        let person = (completions::Entity, completions::Column::PersonId);
        let mut asked = completions::Entity::find().filter(within.condition(person));
        if let Some(course) = &filter.course {
            asked = asked.filter(completions::Column::CourseSlug.eq(course.as_str()));
        }
        if let Some(root) = filter.department {
            let subtree = organisation.tree(ctx.today()).subtree(root);
            let subtree = subtree.iter().map(DepartmentId::as_uuid);
            let mut here = in_force(ctx.today(), None);
            here.expr(post(employments::Column::PersonId))
                .and_where(post(employments::Column::DepartmentId).is_in(subtree));
            asked = asked.filter(among(person, here));
        }
        let begins = |day| micros(zone::start_of(day, &ctx.zone));
        if let Some(from) = filter.from {
            asked = asked.filter(completions::Column::CompletedAt.gte(begins(from)));
        }
        if let Some(after) = filter.until.and_then(Date::next_day) {
            asked = asked.filter(completions::Column::CompletedAt.lt(begins(after)));
        }
        Ok(Self {
            asked,
            organisation,
            after: None,
            duplicates: duplicates(db).await?,
            titles: BTreeMap::new(),
            language: ctx.language,
            today: ctx.today(),
        })
    }

    /// How many there are.
    ///
    /// # Errors
    /// [`Error::Internal`] when the database does not answer.
    pub async fn count(&self, db: &impl ConnectionTrait) -> Result<u64> {
        Ok(self.asked.clone().count(db).await?)
    }

    /// The next page; an empty one is the end.
    ///
    /// # Errors
    /// [`Error::Internal`] when the database does not answer.
    pub async fn next(&mut self, db: &impl ConnectionTrait) -> Result<Vec<CompletionRow>> {
        use completions::Column::{CompletedAt, Id};
        let mut page = self
            .asked
            .clone()
            .order_by_asc(CompletedAt)
            .order_by_asc(Id)
            .limit(PAGE);
        if let Some((at, id)) = self.after {
            let same = CompletedAt.eq(at).and(Id.gt(id));
            page = page.filter(CompletedAt.gt(at).or(same));
        }
        let mut rows = page.all(db).await?;
        if let Some(last) = rows.last() {
            self.after = Some((last.completed_at, last.id));
        }
        for row in &mut rows {
            row.person_id = *self
                .duplicates
                .get(&row.person_id)
                .unwrap_or(&row.person_id);
        }
        self.add_titles(db, &rows).await?;
        let people = People::of(db, self.today, &rows).await?;
        rows.into_iter().map(|row| self.row(&people, row)).collect()
    }

    async fn add_titles(
        &mut self,
        db: &impl ConnectionTrait,
        rows: &[completions::Model],
    ) -> Result<()> {
        let versions: Vec<ContentHash> = rows
            .iter()
            .map(|row| crate::training::version(&row.course_hash))
            .collect::<Result<_>>()?;
        let new = versions
            .into_iter()
            .filter(|v| !self.titles.contains_key(v));
        let found = titles(db, new, self.language).await?;
        self.titles.extend(found);
        Ok(())
    }

    fn row(&self, people: &People, row: completions::Model) -> Result<CompletionRow> {
        let person = people
            .found
            .get(&row.person_id)
            .ok_or_else(|| Error::internal("a completion of nobody"))?;
        let department = people.works.get(&PersonId::from_uuid(row.person_id));
        let at = crate::training::instant(row.completed_at)?;
        let version = crate::training::version(&row.course_hash)?;
        let title = self.titles.get(&version);
        Ok(CompletionRow {
            employee_number: person.employee_number.clone(),
            name: person.name.clone(),
            department: department.map_or_else(String::new, |id| {
                self.organisation
                    .department_name(*id, self.today, self.language)
            }),
            title: title.map_or_else(|| row.course_slug.clone(), |t| t.text.clone()),
            course: crate::training::name(&row.course_slug)?,
            version,
            cycle: row.cycle,
            language: row.language,
            score_percent: row.score_percent,
            completed_at: zone::in_zone(at, &person.time_zone),
            zone: person.time_zone.clone(),
            due_on: people.due.get(&(row.person_id, row.course_slug)).cloned(),
        })
    }
}

/// Those whom the rows of a page name, where they work, and what they owe.
struct People {
    found: BTreeMap<Uuid, people::Model>,
    due: BTreeMap<(Uuid, String), String>,
    works: BTreeMap<PersonId, DepartmentId>,
}

impl People {
    async fn of(
        db: &impl ConnectionTrait,
        today: Date,
        rows: &[completions::Model],
    ) -> Result<Self> {
        let ids: BTreeSet<Uuid> = rows.iter().map(|r| r.person_id).collect();
        let found = people::Entity::find().filter(people::Column::Id.is_in(ids.clone()));
        let owed = assignments::Entity::find()
            .filter(assignments::Column::PersonId.is_in(ids.clone()))
            .filter(assignments::Column::EndedAt.is_null());
        let owed = owed.all(db).await?.into_iter();
        Ok(Self {
            found: found
                .all(db)
                .await?
                .into_iter()
                .map(|p| (p.id, p))
                .collect(),
            due: owed
                .map(|a| ((a.person_id, a.course_slug), a.due_on))
                .collect(),
            works: departments_of(db, today, ids.into_iter().collect()).await?,
        })
    }
}
