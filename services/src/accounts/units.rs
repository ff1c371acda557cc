//! Founding and changing legal entities and departments.

use super::organisation::{Names, Organisation, Place};
use crate::{
    Error, Result,
    entity::{department_versions, departments, legal_entities},
    error::FieldError,
    store::{Command, Fact, Resource, Tx},
};
use domain::{
    accounts::{DepartmentCode, LegalEntityCode, TimelineError, UnitName, Write},
    audit::canonical::micros,
    ids::{DepartmentId, LegalEntityId},
    policy::Action,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde::Serialize;
use time::Date;

fn parse_names(ko: &str, en: &str) -> Result<Names> {
    let mut wrong = Vec::new();
    let mut parse = |field, text: &str| {
        let parsed = UnitName::parse(text).ok();
        if parsed.is_none() {
            let code = if text.trim().is_empty() {
                "required"
            } else {
                "too_long"
            };
            wrong.push(FieldError { field, code });
        }
        parsed
    };
    match (parse("name_ko", ko), parse("name_en", en)) {
        (Some(ko), Some(en)) => Ok(Names { ko, en }),
        _ => Err(Error::Invalid(wrong)),
    }
}

/// Adds a company of the group.
#[derive(Clone, Debug, Serialize)]
pub struct AddLegalEntity {
    /// Its short name in files.
    pub code: String,
    /// Its name in Korean.
    pub name_ko: String,
    /// Its name in English.
    pub name_en: String,
}

impl Command for AddLegalEntity {
    const NAME: &'static str = "add_legal_entity";
    type Output = LegalEntityId;

    async fn run(&self, tx: &Tx) -> Result<LegalEntityId> {
        tx.authorize(Action::OrganisationManage, Resource::Any)
            .await?;
        let code = LegalEntityCode::parse(&self.code)
            .map_err(|_| Error::field("code", code_error(&self.code)))?;
        let names = parse_names(&self.name_ko, &self.name_en)?;
        let taken = legal_entities::Entity::find()
            .filter(legal_entities::Column::Code.eq(code.as_str()))
            .one(tx.conn())
            .await?;
        if taken.is_some() {
            return Err(Error::field("code", "taken"));
        }
        let id: LegalEntityId = tx.ctx().new_id();
        tx.insert(legal_entities::ActiveModel {
            id: Set(id.as_uuid()),
            code: Set(code.to_string()),
            name_ko: Set(names.ko.to_string()),
            name_en: Set(names.en.to_string()),
            recorded_at: Set(micros(tx.now())),
        })
        .await?;
        let fact = Fact::new("legal_entity_added")
            .subject(id)
            .code("code", &code);
        tx.fact(fact.code("name_ko", &names.ko).code("name_en", &names.en))
            .await?;
        Ok(id)
    }
}

fn code_error(code: &str) -> &'static str {
    if code.trim().is_empty() {
        "required"
    } else {
        "invalid"
    }
}

/// Adds a department that exists from a day on.
#[derive(Clone, Debug, Serialize)]
pub struct AddDepartment {
    /// Its short name in files.
    pub code: String,
    /// Its name in Korean.
    pub name_ko: String,
    /// Its name in English.
    pub name_en: String,
    /// The department above it.
    pub parent: Option<DepartmentId>,
    /// The legal entity it belongs to.
    pub legal_entity: LegalEntityId,
    /// The first day.
    pub from: Date,
}

impl Command for AddDepartment {
    const NAME: &'static str = "add_department";
    type Output = DepartmentId;

    async fn run(&self, tx: &Tx) -> Result<DepartmentId> {
        tx.authorize(Action::OrganisationManage, Resource::Any)
            .await?;
        let code = DepartmentCode::parse(&self.code)
            .map_err(|_| Error::field("code", code_error(&self.code)))?;
        let names = parse_names(&self.name_ko, &self.name_en)?;
        let organisation = Organisation::read(tx.conn()).await?;
        if organisation.departments.iter().any(|d| d.code == code) {
            return Err(Error::field("code", "taken"));
        }
        let place = Place {
            parent: self.parent,
            legal_entity: self.legal_entity,
            names,
        };
        refuse_dangling(&organisation, &place, self.from)?;
        let id: DepartmentId = tx.ctx().new_id();
        tx.insert(departments::ActiveModel {
            id: Set(id.as_uuid()),
            code: Set(code.to_string()),
            recorded_at: Set(micros(tx.now())),
        })
        .await?;
        write_place(tx, id, 1, self.from, &place).await?;
        tx.fact(place_fact("department_added", id, 1, self.from, &place).code("code", &code))
            .await?;
        Ok(id)
    }
}

/// Lets another name, parent or legal entity of a department hold from a day on.
#[derive(Clone, Debug, Serialize)]
pub struct ChangeDepartment {
    /// Which.
    pub department: DepartmentId,
    /// Its name in Korean.
    pub name_ko: String,
    /// Its name in English.
    pub name_en: String,
    /// The department above it.
    pub parent: Option<DepartmentId>,
    /// The legal entity it belongs to.
    pub legal_entity: LegalEntityId,
    /// The first day.
    pub from: Date,
}

impl Command for ChangeDepartment {
    const NAME: &'static str = "change_department";
    type Output = i32;

    async fn run(&self, tx: &Tx) -> Result<i32> {
        tx.authorize(Action::OrganisationManage, Resource::Any)
            .await?;
        let names = parse_names(&self.name_ko, &self.name_en)?;
        let mut organisation = Organisation::read(tx.conn()).await?;
        let place = Place {
            parent: self.parent,
            legal_entity: self.legal_entity,
            names,
        };
        let department = organisation
            .department(self.department)
            .ok_or(Error::NotFound)?
            .clone();
        let write = department
            .places
            .change(self.from, place.clone())
            .map_err(|e| match e {
                TimelineError::Unchanged => Error::field("name_ko", "unchanged"),
                TimelineError::NotBegun | TimelineError::Ended => Error::field("from", "not_begun"),
            })?;
        refuse_dangling(&organisation, &place, self.from)?;
        let revision = department.places.next_revision();
        // Tried out: no day from then on may see a department under itself.
        for other in &mut organisation.departments {
            if other.id == self.department {
                other.places = other.places.with(vec![write.clone()], tx.now());
            }
        }
        refuse_circle(&organisation, self.department, &write)?;
        write_place(tx, self.department, revision, self.from, &place).await?;
        tx.fact(place_fact(
            "department_changed",
            self.department,
            revision,
            self.from,
            &place,
        ))
        .await?;
        Ok(revision)
    }
}

/// The parent and the legal entity are there, the parent on that day.
fn refuse_dangling(organisation: &Organisation, place: &Place, from: Date) -> Result<()> {
    if organisation.legal_entity(place.legal_entity).is_none() {
        return Err(Error::field("legal_entity", "unknown"));
    }
    if place
        .parent
        .is_some_and(|p| !organisation.tree(from).contains(p))
    {
        return Err(Error::field("parent", "unknown"));
    }
    Ok(())
}

fn refuse_circle(
    organisation: &Organisation,
    department: DepartmentId,
    write: &Write<Place>,
) -> Result<()> {
    let starts = organisation.departments.iter().flat_map(|d| {
        let periods = d.places.periods();
        periods.into_iter().map(|p| p.from).collect::<Vec<_>>()
    });
    let days = starts.filter(|day| *day >= write.valid_from);
    for day in days.chain([write.valid_from]) {
        let tree = organisation.tree(day);
        let place = organisation.department(department);
        let parent = place.and_then(|d| d.places.on(day)?.value.parent);
        if tree.would_circle(department, parent) {
            return Err(Error::field("parent", "circle"));
        }
    }
    Ok(())
}

async fn write_place(
    tx: &Tx,
    department: DepartmentId,
    revision: i32,
    from: Date,
    place: &Place,
) -> Result<()> {
    tx.insert(department_versions::ActiveModel {
        department_id: Set(department.as_uuid()),
        revision: Set(revision),
        parent_id: Set(place.parent.map(|p| p.as_uuid())),
        legal_entity_id: Set(place.legal_entity.as_uuid()),
        name_ko: Set(place.names.ko.to_string()),
        name_en: Set(place.names.en.to_string()),
        valid_from: Set(from.to_string()),
        recorded_at: Set(micros(tx.now())),
    })
    .await
}

fn place_fact(
    kind: &'static str,
    department: DepartmentId,
    revision: i32,
    from: Date,
    place: &Place,
) -> Fact {
    let fact = Fact::new(kind)
        .subject(department)
        .code("revision", revision)
        .code("from", from)
        .code("legal_entity", place.legal_entity)
        .code("name_ko", &place.names.ko)
        .code("name_en", &place.names.en);
    match place.parent {
        Some(parent) => fact.code("parent", parent),
        None => fact,
    }
}
