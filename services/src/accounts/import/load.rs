//! What the database holds, as far as a file is compared with it: read in one snapshot.

use crate::{
    Error, Result,
    accounts::{employments::entry, organisation::Organisation},
    entity::{employments, grants, people},
};
use domain::{
    accounts::{Entry, Role, Terms, Timeline},
    ids::{EmploymentId, PersonId},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Statement,
};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Everyone, every post, and the organisation.
pub(super) struct Loaded {
    pub(super) people: HashMap<PersonId, people::Model>,
    /// By employee number; a duplicate's leads to the person who was kept.
    pub(super) numbers: HashMap<String, PersonId>,
    pub(super) emails: HashMap<String, PersonId>,
    pub(super) posts: HashMap<PersonId, Vec<(EmploymentId, Timeline<Terms>)>>,
    pub(super) organisation: Organisation,
    /// Administrators, whom only administrators change.
    pub(super) protected: HashSet<PersonId>,
    pub(super) fingerprint: Fingerprint,
}

/// Differs when anything that a file is compared with has changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Fingerprint([i64; 5]);

impl Fingerprint {
    pub(super) async fn read(db: &impl ConnectionTrait) -> Result<Self> {
        let sql = "SELECT CAST((SELECT count(*) FROM people) AS BIGINT) AS a, \
                   CAST((SELECT COALESCE(sum(revision), 0) FROM people) AS BIGINT) AS b, \
                   CAST((SELECT count(*) FROM employments) AS BIGINT) AS c, \
                   CAST((SELECT count(*) FROM department_versions) AS BIGINT) AS d, \
                   CAST((SELECT count(*) FROM legal_entities) AS BIGINT) AS e";
        let statement = Statement::from_string(db.get_database_backend(), sql);
        let row = db.query_one_raw(statement).await?;
        let row = row.ok_or_else(|| Error::internal("no fingerprint"))?;
        let mut all = [0; 5];
        for (n, value) in all.iter_mut().enumerate() {
            *value = row.try_get_by_index(n)?;
        }
        Ok(Self(all))
    }
}

impl Loaded {
    pub(super) async fn read(db: &impl ConnectionTrait) -> Result<Self> {
        let fingerprint = Fingerprint::read(db).await?;
        let organisation = Organisation::read(db).await?;
        let rows = people::Entity::find().all(db).await?;
        let mut found = Self {
            people: HashMap::with_capacity(rows.len()),
            numbers: HashMap::with_capacity(rows.len()),
            emails: HashMap::new(),
            posts: HashMap::with_capacity(rows.len()),
            organisation,
            protected: administrators(db).await?,
            fingerprint,
        };
        for row in rows {
            let id = PersonId::from_uuid(row.id);
            let kept = row.merged_into.map_or(id, PersonId::from_uuid);
            found.numbers.insert(row.employee_number.clone(), kept);
            if let Some(email) = &row.email {
                found.emails.insert(email.clone(), id);
            }
            found.people.insert(id, row);
        }
        found.read_posts(db).await?;
        Ok(found)
    }

    async fn read_posts(&mut self, db: &impl ConnectionTrait) -> Result<()> {
        let rows = employments::Entity::find()
            .order_by_asc(employments::Column::EmploymentId)
            .order_by_asc(employments::Column::Revision)
            .all(db)
            .await?;
        let mut open: Option<(EmploymentId, PersonId, Vec<Entry<Terms>>)> = None;
        for row in rows {
            let id = EmploymentId::from_uuid(row.employment_id);
            let person = PersonId::from_uuid(row.person_id);
            match &mut open {
                Some((post, _, entries)) if *post == id => entries.push(entry(row)?),
                _ => {
                    if let Some(done) = open.replace((id, person, vec![entry(row)?])) {
                        self.keep(done);
                    }
                }
            }
        }
        if let Some(done) = open {
            self.keep(done);
        }
        Ok(())
    }

    fn keep(&mut self, (post, person, entries): (EmploymentId, PersonId, Vec<Entry<Terms>>)) {
        let timeline = Timeline::new(entries);
        if !timeline.periods().is_empty() {
            self.posts.entry(person).or_default().push((post, timeline));
        }
    }
}

async fn administrators(db: &impl ConnectionTrait) -> Result<HashSet<PersonId>> {
    let held: Vec<Uuid> = grants::Entity::find()
        .filter(grants::Column::Role.eq(Role::Administrator.code()))
        .filter(grants::Column::RevokedAt.is_null())
        .select_only()
        .column(grants::Column::PersonId)
        .into_tuple()
        .all(db)
        .await?;
    Ok(held.into_iter().map(PersonId::from_uuid).collect())
}
