//! Words under a salted hash: the log and the evidence hold the hash, the words lie beside it.

use super::MOST_WORDS;
use crate::{Error, Result, ctx::fill_random, entity::challenge_texts, store::Tx};
use domain::audit::record::{nfc, value_hash};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The most rows one statement names.
const CHUNK: usize = 500;

/// What was typed, ready to be kept.
pub(super) struct Words {
    text: String,
    salt: [u8; 16],
}

impl Words {
    /// # Errors
    /// [`Error::Invalid`] when nothing was typed, or too much.
    pub(super) fn of(typed: &str) -> Result<Self> {
        let text = nfc(typed.trim());
        if text.is_empty() {
            return Err(Error::field("words", "required"));
        }
        if text.chars().count() > MOST_WORDS {
            return Err(Error::field("words", "too_long"));
        }
        let mut salt = [0; 16];
        fill_random(&mut salt);
        Ok(Self { text, salt })
    }

    pub(super) fn hash(&self) -> [u8; 32] {
        value_hash(&self.salt, "words", &self.text)
    }

    /// Puts them beside the challenge or the answer of this id.
    pub(super) async fn keep(self, tx: &Tx, id: Uuid) -> Result<()> {
        tx.insert(challenge_texts::ActiveModel {
            id: Set(id),
            salt: Set(self.salt.to_vec()),
            words: Set(self.text),
        })
        .await
    }
}

/// The words of these challenges and answers, those that were not erased.
pub(super) async fn read(
    db: &impl ConnectionTrait,
    ids: &[Uuid],
) -> Result<BTreeMap<Uuid, String>> {
    let mut all = BTreeMap::new();
    for chunk in ids.chunks(CHUNK) {
        let rows = challenge_texts::Entity::find()
            .filter(challenge_texts::Column::Id.is_in(chunk.iter().copied()))
            .all(db)
            .await?;
        all.extend(rows.into_iter().map(|row| (row.id, row.words)));
    }
    Ok(all)
}
