//! How sure people were of their answers: their own, erasable, in no export and on no page but theirs.

use sea_orm::entity::prelude::*;
use std::fmt;

/// One row.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "attempt_certainties")]
pub struct Model {
    /// The answer.
    #[sea_orm(primary_key, auto_increment = false)]
    pub event_id: Uuid,
    /// 16 random bytes that go with the commitment in the event.
    pub salt: Vec<u8>,
    /// `Certainty::code`.
    pub certainty: String,
}

impl fmt::Debug for Model {
    /// Without the certainty: it belongs into no log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Model")
            .field("event_id", &self.event_id)
            .finish_non_exhaustive()
    }
}

/// None: joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
