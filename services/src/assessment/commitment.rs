//! How sure somebody was: the event holds a salted hash of it, the level itself lies beside it and can be erased.

use crate::{Result, ctx::fill_random, entity::attempt_certainties, store::Tx};
use domain::{assessment::Certainty, audit::record::value_hash, ids::AttemptEventId};
use sea_orm::ActiveValue::Set;

/// A level with the salt of its hash.
pub(super) struct Commitment {
    certainty: Certainty,
    salt: [u8; 16],
}

impl Commitment {
    /// A commitment to this level, with a new salt.
    pub(super) fn to(certainty: Certainty) -> Self {
        let mut salt = [0; 16];
        fill_random(&mut salt);
        Self { certainty, salt }
    }

    /// The salted hash, in hexadecimal.
    pub(super) fn hash(&self) -> String {
        hex::encode(value_hash(&self.salt, "certainty", self.certainty.code()))
    }

    /// Puts the level beside its event.
    pub(super) async fn keep(&self, tx: &Tx, event: AttemptEventId) -> Result<()> {
        tx.insert(attempt_certainties::ActiveModel {
            event_id: Set(event.as_uuid()),
            salt: Set(self.salt.to_vec()),
            certainty: Set(self.certainty.code().to_owned()),
        })
        .await?;
        Ok(())
    }
}
