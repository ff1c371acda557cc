//! Reading the organisation: legal entities, and the departments as they were on a day.

use super::session::stored;
use crate::{
    Error, Result,
    entity::{department_versions, departments, legal_entities},
};
use domain::{
    accounts::{DepartmentCode, Entry, LegalEntityCode, Timeline, Tree, UnitName, parse_date},
    audit::canonical::from_micros,
    ids::{DepartmentId, LegalEntityId},
    language::Language,
};
use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use time::Date;

/// A company of the group.
#[derive(Clone, Debug)]
pub struct LegalEntity {
    /// Its id.
    pub id: LegalEntityId,
    /// Its short name in files.
    pub code: LegalEntityCode,
    /// Its names.
    pub names: Names,
}

/// A name in both languages.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Names {
    /// In Korean.
    pub ko: UnitName,
    /// In English.
    pub en: UnitName,
}

impl Names {
    /// The name in a language.
    #[must_use]
    pub fn of(&self, language: Language) -> &UnitName {
        match language {
            Language::Ko => &self.ko,
            Language::En => &self.en,
        }
    }
}

/// What holds of a department from a day on.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Place {
    /// The department above it.
    pub parent: Option<DepartmentId>,
    /// The legal entity it belongs to.
    pub legal_entity: LegalEntityId,
    /// Its names.
    pub names: Names,
}

/// A department through time.
#[derive(Clone, Debug)]
pub struct Department {
    /// Its id.
    pub id: DepartmentId,
    /// Its short name in files.
    pub code: DepartmentCode,
    /// What holds of it when.
    pub places: Timeline<Place>,
}

/// All legal entities and departments through time: hundreds of rows, not thousands of people.
#[derive(Clone, Debug, Default)]
pub struct Organisation {
    /// The legal entities by code.
    pub legal_entities: Vec<LegalEntity>,
    /// The departments by code.
    pub departments: Vec<Department>,
}

impl Organisation {
    /// Reads it.
    ///
    /// # Errors
    /// [`Error::Internal`] when the database does not answer.
    pub async fn read(db: &impl ConnectionTrait) -> Result<Self> {
        let legal_entities = legal_entities::Entity::find()
            .order_by_asc(legal_entities::Column::Code)
            .all(db)
            .await?;
        let legal_entities = legal_entities.into_iter().map(|row| {
            Ok(LegalEntity {
                id: LegalEntityId::from_uuid(row.id),
                code: stored(LegalEntityCode::parse(&row.code))?,
                names: names(&row.name_ko, &row.name_en)?,
            })
        });
        let legal_entities = legal_entities.collect::<Result<_>>()?;
        let mut versions: BTreeMap<DepartmentId, Vec<Entry<Place>>> = BTreeMap::new();
        for row in department_versions::Entity::find().all(db).await? {
            let id = DepartmentId::from_uuid(row.department_id);
            versions.entry(id).or_default().push(entry(row)?);
        }
        let departments = departments::Entity::find()
            .order_by_asc(departments::Column::Code)
            .all(db)
            .await?;
        let departments = departments.into_iter().map(|row| {
            let id = DepartmentId::from_uuid(row.id);
            Ok(Department {
                id,
                code: stored(DepartmentCode::parse(&row.code))?,
                places: Timeline::new(versions.remove(&id).unwrap_or_default()),
            })
        });
        let departments = departments.collect::<Result<_>>()?;
        Ok(Self {
            legal_entities,
            departments,
        })
    }

    /// The tree on a day.
    #[must_use]
    pub fn tree(&self, day: Date) -> Tree {
        Tree::new(self.departments.iter().filter_map(|d| {
            let place = d.places.on(day)?;
            Some((d.id, place.value.parent))
        }))
    }

    /// A department.
    #[must_use]
    pub fn department(&self, id: DepartmentId) -> Option<&Department> {
        self.departments.iter().find(|d| d.id == id)
    }

    /// A legal entity.
    #[must_use]
    pub fn legal_entity(&self, id: LegalEntityId) -> Option<&LegalEntity> {
        self.legal_entities.iter().find(|e| e.id == id)
    }

    /// What a department is called on a day, or was last called before; its code where it has no name yet.
    #[must_use]
    pub fn department_name(&self, id: DepartmentId, day: Date, language: Language) -> String {
        let Some(department) = self.department(id) else {
            return id.to_string();
        };
        let first = || {
            department
                .places
                .periods()
                .into_iter()
                .next()
                .map(|p| p.entry)
        };
        let place = department.places.on(day).or_else(first);
        place.map_or_else(
            || department.code.to_string(),
            |e| e.value.names.of(language).to_string(),
        )
    }

    /// What a legal entity is called.
    #[must_use]
    pub fn legal_entity_name(&self, id: LegalEntityId, language: Language) -> String {
        self.legal_entity(id)
            .map_or_else(|| id.to_string(), |e| e.names.of(language).to_string())
    }
}

fn names(ko: &str, en: &str) -> Result<Names> {
    Ok(Names {
        ko: stored(UnitName::parse(ko))?,
        en: stored(UnitName::parse(en))?,
    })
}

fn entry(row: department_versions::Model) -> Result<Entry<Place>> {
    Ok(Entry {
        revision: row.revision,
        valid_from: parse_date(&row.valid_from)
            .ok_or_else(|| Error::internal("a date is damaged"))?,
        valid_to: None,
        voided: false,
        recorded_at: from_micros(row.recorded_at)
            .ok_or_else(|| Error::internal("an instant is damaged"))?,
        value: Place {
            parent: row.parent_id.map(DepartmentId::from_uuid),
            legal_entity: LegalEntityId::from_uuid(row.legal_entity_id),
            names: names(&row.name_ko, &row.name_en)?,
        },
    })
}
