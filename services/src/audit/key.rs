//! The key that signs checkpoints.

use crate::{Error, Result, ctx};
use domain::audit::checkpoint::Checkpoint;
use ed25519_dalek::{Signature, Signer, SigningKey as Secret, VerifyingKey};
use sha2::{Digest, Sha256};
use std::{fmt, fs, io::Write, os::unix::fs::OpenOptionsExt, path::Path};

/// An Ed25519 key in a file that only its owner reads.
pub struct SigningKey(Secret);

impl SigningKey {
    /// Reads the key of the file, or makes one there when there is no file.
    ///
    /// # Errors
    /// [`Error::Internal`] when the file cannot be read or written, or is no key.
    pub fn load_or_create(path: &Path) -> Result<Self> {
        let io =
            |e: std::io::Error| Error::internal(format!("signing key {}: {e}", path.display()));
        match fs::read_to_string(path) {
            Ok(text) => {
                let bytes = hex::decode(text.trim())
                    .ok()
                    .and_then(|b| b.try_into().ok());
                let bytes = bytes.ok_or_else(|| {
                    Error::internal(format!("{} is not a signing key", path.display()))
                })?;
                Ok(Self(Secret::from_bytes(&bytes)))
            }
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
                let mut bytes = [0; 32];
                ctx::fill_random(&mut bytes);
                let mut file = fs::OpenOptions::new()
                    .write(true)
                    .create_new(true)
                    .mode(0o600)
                    .open(path)
                    .map_err(io)?;
                writeln!(file, "{}", hex::encode(bytes)).map_err(io)?;
                file.sync_all().map_err(io)?;
                Ok(Self(Secret::from_bytes(&bytes)))
            }
            Err(e) => Err(io(e)),
        }
    }

    /// What verifies its signatures.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key())
    }

    /// A key for something else, from which this one cannot be found.
    pub(crate) fn derive(&self, purpose: &str) -> [u8; 32] {
        Sha256::new()
            .chain_update("jasin derived key v1\0")
            .chain_update(self.0.to_bytes())
            .chain_update(purpose)
            .finalize()
            .into()
    }

    /// Signs a checkpoint.
    #[must_use]
    pub fn sign(&self, checkpoint: &Checkpoint) -> Vec<u8> {
        self.0.sign(&checkpoint.signed_bytes()).to_bytes().to_vec()
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey(…)")
    }
}

/// The public half: 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PublicKey(VerifyingKey);

impl PublicKey {
    /// Reads the hexadecimal form.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes: [u8; 32] = hex::decode(text.trim()).ok()?.try_into().ok()?;
        VerifyingKey::from_bytes(&bytes).ok().map(Self)
    }

    /// Whether the signature is this key's over the checkpoint.
    #[must_use]
    pub fn verifies(&self, checkpoint: &Checkpoint, signature: &[u8]) -> bool {
        let signature = Signature::from_slice(signature);
        signature.is_ok_and(|s| self.0.verify_strict(&checkpoint.signed_bytes(), &s).is_ok())
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0.to_bytes()))
    }
}
