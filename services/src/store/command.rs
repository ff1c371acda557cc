//! Commands: use cases that write.

use super::Tx;
use crate::Result;
use futures::future::BoxFuture;
use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};
use std::future::Future;

/// A use case that writes. Its serialised form is what makes two submissions the same one; secrets in it
/// are `#[serde(skip)]`.
pub trait Command: Serialize + Send + Sync + 'static {
    /// Its name in receipts and facts, in snake case.
    const NAME: &'static str;
    /// What it answers: ids only, because the receipt keeps it.
    type Output: Serialize + DeserializeOwned + Send;

    /// Authorises, reads, decides and writes. It may be run again, so it does nothing outside `tx`.
    ///
    /// # Errors
    /// Why it did not happen; everything it wrote is undone.
    fn run(&self, tx: &Tx) -> impl Future<Output = Result<Self::Output>> + Send;
}

/// A command whose type the queue need not know.
pub(super) trait Erased: Send + Sync {
    fn name(&self) -> &'static str;
    fn hash(&self) -> Result<[u8; 32]>;
    fn run<'a>(&'a self, tx: &'a Tx) -> BoxFuture<'a, Result<serde_json::Value>>;
}

impl<C: Command> Erased for C {
    fn name(&self) -> &'static str {
        C::NAME
    }

    fn hash(&self) -> Result<[u8; 32]> {
        // `Value` sorts the keys of objects, whatever the order of the fields.
        let body = serde_json::to_value(self)?.to_string();
        Ok(Sha256::new()
            .chain_update(C::NAME)
            .chain_update([0])
            .chain_update(body)
            .finalize()
            .into())
    }

    fn run<'a>(&'a self, tx: &'a Tx) -> BoxFuture<'a, Result<serde_json::Value>> {
        Box::pin(async move { Ok(serde_json::to_value(Command::run(self, tx).await?)?) })
    }
}
