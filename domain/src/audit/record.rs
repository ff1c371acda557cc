//! One fact of the log: ids, codes and hashes, never a name.

use super::canonical::{CanonicalError, CanonicalReader, CanonicalWriter};
use crate::accounts::Role;
use crate::ids::{FactId, PersonId};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use time::OffsetDateTime;
use unicode_normalization::UnicodeNormalization;

/// Who did it.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum Actor {
    /// A person.
    Person(PersonId),
    /// The program itself, by the name of its part, such as `setup`.
    System(String),
    /// Somebody who has not signed in.
    Anonymous,
}

impl Actor {
    /// `person:…`, `system:…` or `anonymous`.
    #[must_use]
    pub fn code(&self) -> String {
        match self {
            Self::Person(id) => format!("person:{id}"),
            Self::System(name) => format!("system:{name}"),
            Self::Anonymous => "anonymous".to_owned(),
        }
    }
    /// Reads [`Actor::code`] back.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code.split_once(':') {
            Some(("person", id)) => id.parse().ok().map(Self::Person),
            Some(("system", name)) => Some(Self::System(name.to_owned())),
            None if code == "anonymous" => Some(Self::Anonymous),
            _ => None,
        }
    }
}

/// What is hashed and sealed of one event.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FactRecord {
    /// Its id.
    pub id: FactId,
    /// What happened, in snake case, such as `person_added`.
    pub kind: String,
    /// When, UTC, to the microsecond.
    pub occurred_at: OffsetDateTime,
    /// Who did it.
    pub actor: Actor,
    /// As which role, where one was needed.
    pub role: Option<Role>,
    /// The actor's time zone (IANA name).
    pub zone: String,
    /// The request it belongs to.
    pub request_id: String,
    /// The command that did it.
    pub command: String,
    /// The id of what it happened to.
    pub subject: Option<String>,
    /// Codes that name no person, by field.
    pub codes: BTreeMap<String, String>,
    /// Salted hashes of the values kept beside the fact, by field.
    pub value_hashes: BTreeMap<String, [u8; 32]>,
}

const HEADER: &str = "jasin/fact/1";

impl FactRecord {
    /// The bytes that are hashed.
    #[must_use]
    pub fn canonical_bytes(&self) -> Vec<u8> {
        let mut w = CanonicalWriter::new(HEADER);
        w.bytes(self.id.as_uuid().as_bytes())
            .text(&self.kind)
            .instant(self.occurred_at)
            .text(&self.actor.code())
            .optional(self.role.map(Role::code))
            .text(&self.zone)
            .text(&self.request_id)
            .text(&self.command)
            .optional(self.subject.as_deref());
        w.integer(self.codes.len() as i64);
        for (field, code) in &self.codes {
            w.text(field).text(code);
        }
        w.integer(self.value_hashes.len() as i64);
        for (field, hash) in &self.value_hashes {
            w.text(field).bytes(hash);
        }
        w.finish()
    }

    /// Reads the bytes back.
    ///
    /// # Errors
    /// [`CanonicalError`] when they are not such a record.
    pub fn from_canonical_bytes(bytes: &[u8]) -> Result<Self, CanonicalError> {
        let mut r = CanonicalReader::new(bytes, HEADER)?;
        let id: [u8; 16] = r.bytes()?.try_into().map_err(|_| CanonicalError::Field)?;
        let kind = r.text()?;
        let occurred_at = r.instant()?;
        let actor = Actor::from_code(&r.text()?).ok_or(CanonicalError::Field)?;
        let role = match r.optional()? {
            None => None,
            Some(code) => Some(Role::from_code(&code).ok_or(CanonicalError::Field)?),
        };
        let (zone, request_id, command) = (r.text()?, r.text()?, r.text()?);
        let subject = r.optional()?;
        let mut codes = BTreeMap::new();
        for _ in 0..r.integer()? {
            codes.insert(r.text()?, r.text()?);
        }
        let mut value_hashes = BTreeMap::new();
        for _ in 0..r.integer()? {
            let field = r.text()?;
            value_hashes.insert(
                field,
                r.bytes()?.try_into().map_err(|_| CanonicalError::Field)?,
            );
        }
        r.finish()?;
        let id = FactId::from_uuid(uuid::Uuid::from_bytes(id));
        let record = Self {
            id,
            kind,
            occurred_at,
            actor,
            role,
            zone,
            request_id,
            command,
            subject,
            codes,
            value_hashes,
        };
        // One record has one form: an id in capitals or codes out of order are another's bytes.
        if record.canonical_bytes() == bytes {
            Ok(record)
        } else {
            Err(CanonicalError::Field)
        }
    }
}

/// The hash a fact holds of a value kept beside it. The salt goes with the value, so that an erased name
/// cannot be guessed from its hash.
#[must_use]
pub fn value_hash(salt: &[u8; 16], field: &str, value: &str) -> [u8; 32] {
    let mut w = CanonicalWriter::new("jasin/value/1");
    w.bytes(salt).text(field).text(value);
    Sha256::digest(w.finish()).into()
}

/// Text as it is hashed.
#[must_use]
pub fn nfc(text: &str) -> String {
    text.nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::canonical::from_micros;
    use proptest::{collection::btree_map, option, prelude::*};
    use uuid::Uuid;

    prop_compose! {
        fn record()(
            id: u128, kind in "[a-z_]{1,20}", at in -60_000_000_000_000_000_i64..200_000_000_000_000_000,
            actor in prop_oneof![
                any::<u128>().prop_map(|n| Actor::Person(PersonId::from_uuid(Uuid::from_u128(n)))),
                Just(Actor::System("setup".into())), Just(Actor::Anonymous)],
            role in option::of(0..7_usize), subject in option::of("[가-힣a-z0-9:]{0,12}"),
            codes in btree_map("[a-z]{1,8}", "[가-힣a-z]{0,8}", 0..4),
            value_hashes in btree_map("[a-z]{1,8}", any::<[u8; 32]>(), 0..4),
        ) -> FactRecord {
            FactRecord {
                id: FactId::from_uuid(Uuid::from_u128(id)), kind, occurred_at: from_micros(at).unwrap(), actor,
                role: role.map(|i| Role::ALL[i]), zone: "Asia/Seoul".into(), request_id: "r".into(),
                command: "c".into(), subject, codes, value_hashes,
            }
        }
    }

    proptest! {
        #[test]
        fn a_record_reads_back(fact in record()) {
            prop_assert_eq!(FactRecord::from_canonical_bytes(&fact.canonical_bytes()), Ok(fact));
        }
        #[test]
        fn a_changed_byte_never_reads_as_the_same(fact in record(), at: prop::sample::Index, flip in 1_u8..) {
            let mut bytes = fact.canonical_bytes();
            let i = at.index(bytes.len());
            bytes[i] ^= flip;
            prop_assert_ne!(FactRecord::from_canonical_bytes(&bytes), Ok(fact));
        }
        #[test]
        fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = FactRecord::from_canonical_bytes(&bytes);
        }
    }

    #[test]
    fn composed_and_decomposed_text_hash_alike() {
        let decomposed: String = "한빛".nfd().collect();
        assert_eq!(
            value_hash(&[1; 16], "name", "한빛"),
            value_hash(&[1; 16], "name", &decomposed)
        );
        assert_ne!(
            value_hash(&[1; 16], "name", "한빛"),
            value_hash(&[2; 16], "name", "한빛")
        );
        assert_ne!(
            value_hash(&[1; 16], "name", "a"),
            value_hash(&[1; 16], "email", "a")
        );
    }
}
