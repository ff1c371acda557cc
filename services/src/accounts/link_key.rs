//! The secret behind what is made twice alike: the link of a mail that is sent again, the mark of a known browser.

use super::Token;
use crate::{audit::key::SigningKey, ctx};
use domain::ids::{JobId, PersonId};
use sha2::{Digest, Sha256};
use std::fmt;
use subtle::ConstantTimeEq;

/// Derived from the signing key, so that no secret lies in the database and a restart changes nothing.
#[derive(Clone)]
pub struct LinkKey([u8; 32]);

impl LinkKey {
    /// The one of this installation.
    #[must_use]
    pub fn of(key: &SigningKey) -> Self {
        Self(key.derive("links"))
    }

    /// Hashed twice, as HMAC does, so that no longer text can be answered for.
    fn seal(&self, purpose: &str, parts: &[&[u8]]) -> [u8; 32] {
        let mut inner = Sha256::new().chain_update(self.0).chain_update([0x36; 32]);
        inner.update(purpose);
        inner.update([0]);
        for part in parts {
            inner.update(part);
        }
        Sha256::new()
            .chain_update(self.0)
            .chain_update([0x5c; 32])
            .chain_update(inner.finalize())
            .finalize()
            .into()
    }

    /// The token that a job mails: the same on each attempt.
    #[must_use]
    pub fn token(&self, job: JobId) -> Token {
        Token::from_bytes(self.seal("mail", &[job.as_uuid().as_bytes()]))
    }

    /// A mark for the browser from which this person has just signed in.
    #[must_use]
    pub fn known_browser(&self, person: PersonId) -> KnownBrowser {
        let mut nonce = [0; 16];
        ctx::fill_random(&mut nonce);
        let seal = self.browser_seal(person, nonce);
        KnownBrowser { nonce, seal }
    }

    fn browser_seal(&self, person: PersonId, nonce: [u8; 16]) -> [u8; 32] {
        self.seal("browser", &[person.as_uuid().as_bytes(), &nonce])
    }

    /// Whether the mark was made here, for this person.
    #[must_use]
    pub fn made(&self, mark: &KnownBrowser, person: PersonId) -> bool {
        let seal = self.browser_seal(person, mark.nonce);
        seal.ct_eq(&mark.seal).into()
    }
}

/// A key that no restart keeps: for tests.
impl Default for LinkKey {
    fn default() -> Self {
        let mut bytes = [0; 32];
        ctx::fill_random(&mut bytes);
        Self(bytes)
    }
}

impl fmt::Debug for LinkKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LinkKey(…)")
    }
}

/// What a browser keeps after its person signed in: proof that it is no stranger's. It signs nobody in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KnownBrowser {
    nonce: [u8; 16],
    seal: [u8; 32],
}

impl KnownBrowser {
    /// Reads what [`fmt::Display`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes: [u8; 48] = hex::decode(text).ok()?.try_into().ok()?;
        Some(Self {
            nonce: bytes[..16].try_into().ok()?,
            seal: bytes[16..].try_into().ok()?,
        })
    }
}

impl fmt::Display for KnownBrowser {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.nonce))?;
        f.write_str(&hex::encode(self.seal))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_job_has_one_token_and_each_key_another() {
        let (key, other) = (LinkKey::default(), LinkKey::default());
        let job = JobId::from_uuid(Uuid::from_u128(1));
        assert_eq!(key.token(job), key.clone().token(job));
        assert_ne!(key.token(job), other.token(job));
        assert_ne!(
            key.token(job),
            key.token(JobId::from_uuid(Uuid::from_u128(2)))
        );
        assert_eq!(format!("{key:?}"), "LinkKey(…)");
    }

    #[test]
    fn a_browser_is_known_for_one_person_only() {
        let (key, other) = (LinkKey::default(), LinkKey::default());
        let person = PersonId::from_uuid(Uuid::from_u128(1));
        let mark = KnownBrowser::parse(&key.known_browser(person).to_string()).unwrap();
        assert!(key.made(&mark, person));
        assert!(!key.made(&mark, PersonId::from_uuid(Uuid::from_u128(2))));
        assert!(!other.made(&mark, person));
        assert_eq!(KnownBrowser::parse("00"), None);
    }
}
