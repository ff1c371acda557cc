//! What people are called today, by their ids: facts and rows hold ids alone, so that a name can change and be erased.

use crate::{Result, entity::people};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// A person as others know them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownAs {
    /// Their name.
    pub name: String,
    /// Their employee number.
    pub employee_number: String,
}

/// Those of these ids who are people.
pub(crate) async fn known_as(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<BTreeMap<Uuid, KnownAs>> {
    let ids: BTreeSet<Uuid> = ids.into_iter().collect();
    let found = people::Entity::find()
        .filter(people::Column::Id.is_in(ids))
        .all(db)
        .await?;
    let known = |person: people::Model| {
        let known = KnownAs {
            name: person.name,
            employee_number: person.employee_number,
        };
        (person.id, known)
    };
    Ok(found.into_iter().map(known).collect())
}
