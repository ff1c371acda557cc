//! Adding, changing and deactivating people.

use super::grants::{refuse_above, refuse_last_administrator};
use crate::{
    Error, Result,
    entity::{identities, people},
    error::FieldError,
    store::{Command, Fact, Resource, Tx},
};
use domain::{
    accounts::{Email, EmployeeNumber, PersonName, PersonStatus, TimeZoneName},
    audit::canonical::micros,
    ids::PersonId,
    language::Language,
    policy::Action,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde::Serialize;

/// The issuer of passwords kept here.
pub(super) const LOCAL: &str = "local";

/// Adds a person who may sign in once they have a password.
#[derive(Clone, Debug, Serialize)]
pub struct AddPerson {
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

/// What is known of a person, parsed.
pub(super) struct Parsed {
    pub(super) name: PersonName,
    pub(super) number: EmployeeNumber,
    pub(super) email: Option<Email>,
    pub(super) zone: TimeZoneName,
}

/// Parses the fields of a person; an empty address is none.
pub(super) fn parse(name: &str, number: &str, email: Option<&str>, zone: &str) -> Result<Parsed> {
    let mut wrong = Vec::new();
    let mut note = |field: &'static str, value: &str, code: &'static str| {
        let code = if value.trim().is_empty() {
            "required"
        } else {
            code
        };
        wrong.push(FieldError { field, code });
    };
    let parsed_name = PersonName::parse(name).map_err(|_| note("name", name, "too_long"));
    let parsed_number =
        EmployeeNumber::parse(number).map_err(|_| note("employee_number", number, "invalid"));
    let parsed_email = match email.map(str::trim).filter(|e| !e.is_empty()) {
        None => Ok(None),
        Some(text) => Email::parse(text)
            .map(Some)
            .map_err(|_| note("email", text, "email")),
    };
    let parsed_zone = TimeZoneName::parse(zone)
        .ok()
        .filter(|z| crate::zone::exists(z.as_str()));
    if parsed_zone.is_none() {
        note("time_zone", zone, "time_zone");
    }
    match (parsed_name, parsed_number, parsed_email, parsed_zone) {
        (Ok(name), Ok(number), Ok(email), Some(zone)) => Ok(Parsed {
            name,
            number,
            email,
            zone,
        }),
        _ => Err(Error::Invalid(wrong)),
    }
}

/// Refuses a number or an address that somebody else has.
pub(super) async fn refuse_taken(tx: &Tx, parsed: &Parsed, own: Option<PersonId>) -> Result<()> {
    let holder = |column: people::Column, value: &str| {
        people::Entity::find()
            .filter(column.eq(value))
            .one(tx.conn())
    };
    let another =
        |row: Option<people::Model>| row.is_some_and(|r| Some(r.id) != own.map(|o| o.as_uuid()));
    if another(holder(people::Column::EmployeeNumber, parsed.number.as_str()).await?) {
        return Err(Error::field("employee_number", "taken"));
    }
    if let Some(email) = &parsed.email
        && another(holder(people::Column::Email, email.as_str()).await?)
    {
        return Err(Error::field("email", "taken"));
    }
    Ok(())
}

impl Command for AddPerson {
    const NAME: &'static str = "add_person";
    type Output = PersonId;

    async fn run(&self, tx: &Tx) -> Result<PersonId> {
        tx.authorize(Action::PeopleManage, Resource::Any).await?;
        let parsed = parse(
            &self.name,
            &self.employee_number,
            self.email.as_deref(),
            &self.time_zone,
        )?;
        refuse_taken(tx, &parsed, None).await?;
        let Parsed {
            name,
            number,
            email,
            zone,
        } = parsed;
        let id: PersonId = tx.ctx().new_id();
        tx.insert(people::ActiveModel {
            id: Set(id.as_uuid()),
            name: Set(name.to_string()),
            email: Set(email.as_ref().map(ToString::to_string)),
            employee_number: Set(number.to_string()),
            language: Set(self.language.code().to_owned()),
            time_zone: Set(zone.to_string()),
            status: Set(PersonStatus::Active.code().to_owned()),
            epoch: Set(0),
            created_at: Set(micros(tx.now())),
            merged_into: Set(None),
            revision: Set(0),
        })
        .await?;
        tx.insert(identities::ActiveModel {
            issuer: Set(LOCAL.to_owned()),
            subject: Set(id.to_string()),
            person_id: Set(id.as_uuid()),
            secret_hash: Set(None),
            changed_at: Set(micros(tx.now())),
        })
        .await?;
        let mut fact = Fact::new("person_added")
            .subject(id)
            .code("language", self.language.code())
            .code("time_zone", zone.as_str())
            .value("name", name.as_str())
            .value("employee_number", number.as_str());
        if let Some(email) = &email {
            fact = fact.value("email", email.as_str());
        }
        tx.fact(fact).await?;
        Ok(id)
    }
}

/// Finds the person inside the transaction.
pub(super) async fn find(tx: &Tx, id: PersonId) -> Result<people::Model> {
    people::Entity::find_by_id(id.as_uuid())
        .one(tx.conn())
        .await?
        .ok_or(Error::NotFound)
}

/// Keeps the language a person reads.
#[derive(Clone, Debug, Serialize)]
pub struct SetLanguage {
    /// Whose.
    pub person: PersonId,
    /// Which.
    pub language: Language,
}

impl Command for SetLanguage {
    const NAME: &'static str = "set_language";
    type Output = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        tx.authorize(Action::ProfileView, Resource::Person(self.person))
            .await?;
        let found = find(tx, self.person).await?;
        let revision = found.revision + 1;
        let mut person: people::ActiveModel = found.into();
        person.revision = Set(revision);
        person.language = Set(self.language.code().to_owned());
        tx.update(person).await?;
        let fact = Fact::new("language_chosen")
            .subject(self.person)
            .code("language", self.language.code());
        tx.fact(fact).await?;
        Ok(())
    }
}

/// Ends a person's access at once: open sessions are over. Records stay.
#[derive(Clone, Debug, Serialize)]
pub struct DeactivatePerson {
    /// Whose.
    pub person: PersonId,
    /// Why.
    pub reason: String,
}

impl Command for DeactivatePerson {
    const NAME: &'static str = "deactivate_person";
    type Output = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        tx.authorize(Action::PeopleManage, Resource::Person(self.person))
            .await?;
        let found = find(tx, self.person).await?;
        if self.reason.trim().is_empty() {
            return Err(Error::field("reason", "required"));
        }
        refuse_above(tx, self.person).await?;
        refuse_last_administrator(tx, self.person).await?;
        let epoch = found.epoch + 1;
        let revision = found.revision + 1;
        let mut person: people::ActiveModel = found.into();
        person.status = Set(PersonStatus::Inactive.code().to_owned());
        person.epoch = Set(epoch);
        person.revision = Set(revision);
        tx.update(person).await?;
        tx.fact(
            Fact::new("person_deactivated")
                .subject(self.person)
                .reason(&self.reason),
        )
        .await?;
        Ok(())
    }
}
