//! Bringing people and their posts in from a CSV file: a preview that writes nothing of it, then all or nothing.
//!
//! [`UploadImport`] keeps the file. [`preview`] compares it with the database and says what would happen.
//! [`confirm`] compares again; when the answer is still the same it stages the rows in chunks, and one command
//! makes them count with three set-based statements.

mod apply;
mod file;
mod load;
mod maker;
mod pace;
mod plan;
mod row;
mod stage;

pub use apply::{Outcome, confirm};
pub use file::{COLUMNS, Column, FileProblem};
pub use plan::{Counts, Entry, EntryKind, Plan};
pub use row::{Bad, Problem};

use crate::{
    Ctx, Error, Result,
    entity::imports,
    store::{Command, Fact, Resource, Store, Tx, authorize_read},
};
use domain::{audit::canonical::micros, ids::ImportId, policy::Action};
use sea_orm::{ActiveValue::Set, EntityTrait};
use serde::Serialize;
use sha2::{Digest, Sha256};
use time::Duration;

/// The most bytes a file may have.
pub const MAX_BYTES: usize = 32 * 1024 * 1024;
/// The most rows a file may have.
pub const MAX_ROWS: usize = 100_000;
/// How long a file that nobody confirmed is kept.
pub(crate) const KEPT: Duration = Duration::days(1);

/// Keeps a file for its preview.
#[derive(Clone, Debug, Serialize)]
pub struct UploadImport {
    #[serde(skip)]
    text: String,
    hash: String,
}

impl UploadImport {
    /// Reads the bytes of a file: UTF-8 with or without a byte order mark, and a header that names the columns.
    ///
    /// # Errors
    /// [`Error::Invalid`] for `field` with what is wrong with the file as a whole.
    pub fn of(bytes: &[u8], field: &'static str) -> Result<Self> {
        let text = file::text(bytes).map_err(|p| Error::field(field, p.code()))?;
        file::header(&text).map_err(|p| Error::field(field, p.code()))?;
        Ok(Self {
            hash: hex::encode(Sha256::digest(text.as_bytes())),
            text,
        })
    }
}

impl Command for UploadImport {
    const NAME: &'static str = "upload_import";
    type Output = ImportId;

    async fn run(&self, tx: &Tx) -> Result<ImportId> {
        tx.authorize(Action::PeopleImport, Resource::Any).await?;
        let id: ImportId = tx.ctx().new_id();
        tx.insert(imports::ActiveModel {
            id: Set(id.as_uuid()),
            hash: Set(self.hash.clone()),
            body: Set(self.text.clone()),
            uploaded_at: Set(micros(tx.now())),
            applied_at: Set(None),
        })
        .await?;
        let fact = Fact::new("people_import_uploaded")
            .subject(id)
            .code("file_sha256", &self.hash)
            .code("bytes", self.text.len());
        tx.fact(fact).await?;
        Ok(id)
    }
}

/// What a kept file would do now; nothing is written.
///
/// # Errors
/// [`Error::NotFound`] when the file is gone; [`Error::Forbidden`].
pub async fn preview(store: &Store, ctx: &Ctx, import: ImportId) -> Result<(Plan, bool)> {
    authorize_read(store.read(), ctx, Action::PeopleImport).await?;
    let row = kept(store, import).await?;
    let applied = row.applied_at.is_some();
    Ok((plan::make(store, ctx, row.body).await?, applied))
}

async fn kept(store: &Store, import: ImportId) -> Result<imports::Model> {
    imports::Entity::find_by_id(import.as_uuid())
        .one(store.read())
        .await?
        .ok_or(Error::NotFound)
}
