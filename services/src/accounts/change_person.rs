//! Correcting what is known of a person, and letting somebody in again.

use super::{
    grants::refuse_above,
    people::{find, parse, refuse_taken},
};
use crate::{
    Error, Result,
    entity::people,
    store::{Command, Fact, Resource, Tx},
};
use domain::{accounts::PersonStatus, ids::PersonId, language::Language, policy::Action};
use sea_orm::ActiveValue::Set;
use serde::Serialize;

/// Changes what is known of a person.
#[derive(Clone, Debug, Serialize)]
pub struct ChangePerson {
    /// Whom.
    pub person: PersonId,
    /// The revision that was seen when the change was made up: another one is a conflict.
    pub revision: i64,
    /// As they write it.
    pub name: String,
    /// What the company knows them by.
    pub employee_number: String,
    /// Where mail reaches them.
    pub email: Option<String>,
    /// The language they read.
    pub language: Language,
    /// IANA name.
    pub time_zone: String,
}

impl Command for ChangePerson {
    const NAME: &'static str = "change_person";
    type Output = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        tx.authorize(Action::PeopleManage, Resource::Person(self.person))
            .await?;
        refuse_above(tx, self.person).await?;
        let parsed = parse(
            &self.name,
            &self.employee_number,
            self.email.as_deref(),
            &self.time_zone,
        )?;
        let found = find(tx, self.person).await?;
        if found.merged_into.is_some() {
            return Err(Error::Conflict("a duplicate stays as it was"));
        }
        if found.revision != self.revision {
            return Err(Error::Conflict("the person was changed meanwhile"));
        }
        refuse_taken(tx, &parsed, Some(self.person)).await?;
        let mut fact = Fact::new("person_changed").subject(self.person);
        for (field, before, after) in [
            ("name", Some(&found.name), Some(parsed.name.to_string())),
            (
                "employee_number",
                Some(&found.employee_number),
                Some(parsed.number.to_string()),
            ),
            (
                "email",
                found.email.as_ref(),
                parsed.email.as_ref().map(ToString::to_string),
            ),
        ] {
            if before != after.as_ref() {
                fact = fact
                    .value(
                        &format!("{field}_before"),
                        before.cloned().unwrap_or_default(),
                    )
                    .value(field, after.unwrap_or_default());
            }
        }
        let fact = fact
            .code("language", self.language.code())
            .code("time_zone", &parsed.zone);
        let mut person: people::ActiveModel = found.into();
        person.name = Set(parsed.name.to_string());
        person.employee_number = Set(parsed.number.to_string());
        person.email = Set(parsed.email.map(|e| e.to_string()));
        person.language = Set(self.language.code().to_owned());
        person.time_zone = Set(parsed.zone.to_string());
        person.revision = Set(self.revision + 1);
        tx.update(person).await?;
        tx.fact(fact).await?;
        Ok(())
    }
}

/// Lets a deactivated person sign in again.
#[derive(Clone, Debug, Serialize)]
pub struct ReactivatePerson {
    /// Whom.
    pub person: PersonId,
    /// Why.
    pub reason: String,
}

impl Command for ReactivatePerson {
    const NAME: &'static str = "reactivate_person";
    type Output = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        tx.authorize(Action::PeopleManage, Resource::Person(self.person))
            .await?;
        refuse_above(tx, self.person).await?;
        let found = find(tx, self.person).await?;
        if found.merged_into.is_some() {
            return Err(Error::Conflict("a duplicate does not come back"));
        }
        if self.reason.trim().is_empty() {
            return Err(Error::field("reason", "required"));
        }
        if found.status == PersonStatus::Active.code() {
            return Err(Error::field("reason", "unchanged"));
        }
        let revision = found.revision + 1;
        let mut person: people::ActiveModel = found.into();
        person.status = Set(PersonStatus::Active.code().to_owned());
        person.revision = Set(revision);
        tx.update(person).await?;
        tx.fact(
            Fact::new("person_reactivated")
                .subject(self.person)
                .reason(&self.reason),
        )
        .await?;
        Ok(())
    }
}
