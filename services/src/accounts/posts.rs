//! Hiring, moving, leave and leaving: what changes a person's employments.

use super::{
    employments::{timeline, timelines},
    organisation::Organisation,
    people::find,
};
use crate::{
    Error, Result,
    entity::{employments, people},
    error::FieldError,
    store::{Command, Fact, Resource, Tx},
};
use domain::{
    accounts::{
        EmploymentKind, JobRole, Location, Terms, TimeZoneName, Timeline, TimelineError, Write,
    },
    audit::canonical::micros,
    ids::{DepartmentId, EmploymentId, LegalEntityId, PersonId},
    policy::Action,
};
use sea_orm::{ActiveValue::Set, EntityTrait};
use serde::Serialize;
use time::Date;

/// What is to hold in a post, as a form gives it.
#[derive(Clone, Debug, Serialize)]
pub struct NewTerms {
    /// The company of the group.
    pub legal_entity: LegalEntityId,
    /// The department.
    pub department: DepartmentId,
    /// Who leads them.
    pub manager: Option<PersonId>,
    /// What they do.
    pub job_role: String,
    /// Where they work.
    pub location: String,
    /// IANA name.
    pub time_zone: String,
    /// How they work for the company.
    pub kind: EmploymentKind,
}

impl NewTerms {
    fn parse(&self, on_leave: bool) -> Result<Terms> {
        let mut wrong = Vec::new();
        let mut note = |field, text: &str, code| {
            let code = if text.trim().is_empty() {
                "required"
            } else {
                code
            };
            wrong.push(FieldError { field, code });
        };
        let job_role = JobRole::parse(&self.job_role)
            .map_err(|_| note("job_role", &self.job_role, "too_long"));
        let location = Location::parse(&self.location)
            .map_err(|_| note("location", &self.location, "too_long"));
        let time_zone = TimeZoneName::parse(&self.time_zone)
            .ok()
            .filter(|z| crate::zone::exists(z.as_str()));
        if time_zone.is_none() {
            note("time_zone", &self.time_zone, "time_zone");
        }
        match (job_role, location, time_zone) {
            (Ok(job_role), Ok(location), Some(time_zone)) => Ok(Terms {
                legal_entity: self.legal_entity,
                department: self.department,
                manager: self.manager,
                job_role,
                location,
                time_zone,
                kind: self.kind,
                on_leave,
            }),
            _ => Err(Error::Invalid(wrong)),
        }
    }
}

/// Begins a post of a person; they may hold several at once.
#[derive(Clone, Debug, Serialize)]
pub struct Hire {
    /// Whom.
    pub person: PersonId,
    /// The first day.
    pub from: Date,
    /// The last day, where it is known.
    pub to: Option<Date>,
    /// What holds.
    pub terms: NewTerms,
}

impl Command for Hire {
    const NAME: &'static str = "hire";
    type Output = EmploymentId;

    async fn run(&self, tx: &Tx) -> Result<EmploymentId> {
        let there = Resource::Department(self.terms.department);
        tx.authorize(Action::PeopleManage, there).await?;
        let posts = timelines(tx.conn(), self.person).await?;
        // Somebody without a post belongs to nobody's scope yet.
        if !posts.is_empty() {
            tx.authorize(Action::PeopleManage, Resource::Person(self.person))
                .await?;
        }
        let person = find(tx, self.person).await?;
        if person.merged_into.is_some() {
            return Err(Error::Conflict("a duplicate gets no posts"));
        }
        if self.to.is_some_and(|to| to < self.from) {
            return Err(Error::field("to", "before_start"));
        }
        let terms = self.terms.parse(false)?;
        refuse_unknown(tx, self.person, &terms, self.from).await?;
        let post: EmploymentId = tx.ctx().new_id();
        let write = Write {
            valid_from: self.from,
            valid_to: self.to,
            voided: false,
            value: terms,
        };
        record(tx, self.person, post, 1, &write).await?;
        tx.fact(post_fact(
            "employment_started",
            self.person,
            post,
            1,
            &write,
        ))
        .await?;
        Ok(post)
    }
}

/// Lets other terms of a post hold from a day on; the day may lie ahead.
#[derive(Clone, Debug, Serialize)]
pub struct ChangeEmployment {
    /// Which post.
    pub employment: EmploymentId,
    /// The first day.
    pub from: Date,
    /// What holds from then on.
    pub terms: NewTerms,
    /// Why.
    pub reason: String,
}

impl Command for ChangeEmployment {
    const NAME: &'static str = "change_employment";
    type Output = i32;

    async fn run(&self, tx: &Tx) -> Result<i32> {
        let (person, posts) = open(tx, self.employment).await?;
        let there = Resource::Department(self.terms.department);
        tx.authorize(Action::PeopleManage, there).await?;
        let now = posts.on(self.from).map(|e| e.value.on_leave);
        let terms = self.terms.parse(now.unwrap_or(false))?;
        let write = posts
            .change(self.from, terms)
            .map_err(|e| refused(e, "from", "job_role"))?;
        refuse_unknown(tx, person, &write.value, self.from).await?;
        let revision = posts.next_revision();
        record(tx, person, self.employment, revision, &write).await?;
        let fact = post_fact(
            "employment_changed",
            person,
            self.employment,
            revision,
            &write,
        );
        tx.fact(reason(fact, &self.reason)).await?;
        Ok(revision)
    }
}

/// Ends a post after a last day.
#[derive(Clone, Debug, Serialize)]
pub struct EndEmployment {
    /// Which post.
    pub employment: EmploymentId,
    /// The last day.
    pub last: Date,
    /// Why.
    pub reason: String,
}

impl Command for EndEmployment {
    const NAME: &'static str = "end_employment";
    type Output = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        let (person, posts) = open(tx, self.employment).await?;
        let writes = posts
            .end(self.last)
            .map_err(|e| refused(e, "last", "last"))?;
        let mut revision = posts.next_revision();
        let first = revision;
        for write in &writes {
            record(tx, person, self.employment, revision, write).await?;
            revision += 1;
        }
        let fact = Fact::new("employment_ended")
            .subject(person)
            .code("employment", self.employment)
            .code("last", self.last)
            .code("revisions", format!("{first}..{}", revision - 1));
        tx.fact(reason(fact, &self.reason)).await?;
        Ok(())
    }
}

/// Says from which day on somebody is on leave in a post, or back from it.
#[derive(Clone, Debug, Serialize)]
pub struct SetLeave {
    /// Which post.
    pub employment: EmploymentId,
    /// The first day.
    pub from: Date,
    /// On leave, or back.
    pub on_leave: bool,
}

impl Command for SetLeave {
    const NAME: &'static str = "set_leave";
    type Output = i32;

    async fn run(&self, tx: &Tx) -> Result<i32> {
        let (person, posts) = open(tx, self.employment).await?;
        let now = posts
            .on(self.from)
            .ok_or(Error::field("leave_from", "not_employed"))?;
        let terms = Terms {
            on_leave: self.on_leave,
            ..now.value.clone()
        };
        let write = posts
            .change(self.from, terms)
            .map_err(|e| refused(e, "leave_from", "leave_from"))?;
        let revision = posts.next_revision();
        record(tx, person, self.employment, revision, &write).await?;
        tx.fact(post_fact(
            "leave_set",
            person,
            self.employment,
            revision,
            &write,
        ))
        .await?;
        Ok(revision)
    }
}

/// The post, when the actor may change it.
async fn open(tx: &Tx, post: EmploymentId) -> Result<(PersonId, Timeline<Terms>)> {
    let (person, posts) = timeline(tx.conn(), post).await?;
    tx.authorize(Action::PeopleManage, Resource::Person(person))
        .await?;
    Ok((person, posts))
}

fn refused(error: TimelineError, field: &'static str, unchanged: &'static str) -> Error {
    match error {
        TimelineError::NotBegun => Error::field(field, "not_begun"),
        TimelineError::Ended => Error::field(field, "ended"),
        TimelineError::Unchanged => Error::field(unchanged, "unchanged"),
    }
}

fn reason(fact: Fact, text: &str) -> Fact {
    match text.trim() {
        "" => fact,
        text => fact.reason(text),
    }
}

/// Refuses terms that name what is not there, or somebody as their own manager.
async fn refuse_unknown(tx: &Tx, person: PersonId, terms: &Terms, from: Date) -> Result<()> {
    let organisation = Organisation::read(tx.conn()).await?;
    if organisation.legal_entity(terms.legal_entity).is_none() {
        return Err(Error::field("legal_entity", "unknown"));
    }
    if !organisation.tree(from).contains(terms.department) {
        return Err(Error::field("department", "unknown"));
    }
    let Some(manager) = terms.manager else {
        return Ok(());
    };
    if manager == person {
        return Err(Error::field("manager", "oneself"));
    }
    let found = people::Entity::find_by_id(manager.as_uuid())
        .one(tx.conn())
        .await?;
    match found {
        Some(row) if row.merged_into.is_none() => Ok(()),
        _ => Err(Error::field("manager", "unknown")),
    }
}

pub(super) async fn record(
    tx: &Tx,
    person: PersonId,
    post: EmploymentId,
    revision: i32,
    write: &Write<Terms>,
) -> Result<()> {
    let terms = &write.value;
    tx.insert(employments::ActiveModel {
        employment_id: Set(post.as_uuid()),
        revision: Set(revision),
        person_id: Set(person.as_uuid()),
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
        recorded_at: Set(micros(tx.now())),
    })
    .await
}

fn post_fact(
    kind: &'static str,
    person: PersonId,
    post: EmploymentId,
    revision: i32,
    write: &Write<Terms>,
) -> Fact {
    let terms = &write.value;
    let mut fact = Fact::new(kind)
        .subject(person)
        .code("employment", post)
        .code("revision", revision)
        .code("from", write.valid_from)
        .code("legal_entity", terms.legal_entity)
        .code("department", terms.department)
        .code("time_zone", &terms.time_zone)
        .code("kind", terms.kind.code())
        .code("on_leave", terms.on_leave)
        .value("job_role", terms.job_role.as_str())
        .value("location", terms.location.as_str());
    if let Some(to) = write.valid_to {
        fact = fact.code("to", to);
    }
    match terms.manager {
        Some(manager) => fact.code("manager", manager),
        None => fact,
    }
}
