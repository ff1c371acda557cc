//! The store and its one door: [`Store::write`].
//!
//! A command runs in one transaction with its facts and its receipt. On SQLite one writer task takes the
//! waiting commands into one `BEGIN IMMEDIATE`, each in a savepoint, and answers after the commit; on
//! PostgreSQL each has a serializable transaction of its own, run again, after a short pause, when the database
//! asks for it.

mod authorize;
mod command;
mod connect;
mod execute;
mod pause;
mod postgres;
pub mod tables;
mod tx;
mod writer;

pub use authorize::{Resource, active_roles, authorize_read, authorize_read_of};
pub use command::Command;
pub use connect::MIN_SQLITE;
pub use tx::{Fact, LONGEST_REASON, Tx};

use crate::{Ctx, Error, Result};
use sea_orm::{
    AccessMode, DatabaseConnection, DatabaseTransaction, DbBackend, IsolationLevel,
    TransactionTrait,
};
use std::{sync::Arc, time::Duration};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use writer::Writer;

/// The database behind its one door. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    readers: DatabaseConnection,
    door: Door,
    downloads: Arc<Semaphore>,
}

/// How many connections downloads may hold, each as long as somebody takes to receive a file: pages keep the rest.
const DOWNLOADS: usize = 3;
/// How long a download waits for one of them.
const WAIT_FOR_DOWNLOAD: Duration = Duration::from_secs(10);

#[derive(Debug)]
enum Door {
    /// One writer task.
    Sqlite {
        writer: Writer,
        connection: DatabaseConnection,
    },
    /// A pool.
    Postgres(DatabaseConnection),
}

impl Store {
    /// Opens the database of the URL: `sqlite:///path/file.db?mode=rwc` or `postgres://…`.
    ///
    /// # Errors
    /// [`Error::Internal`] when it cannot be opened or SQLite is older than [`MIN_SQLITE`].
    pub async fn connect(url: &str) -> Result<Self> {
        let door = if url.starts_with("sqlite:") {
            let connection = connect::sqlite_writer(url).await?;
            Door::Sqlite {
                writer: Writer::start(connection.clone()),
                connection,
            }
        } else {
            Door::Postgres(connect::postgres(url).await?)
        };
        let readers = match &door {
            Door::Sqlite { .. } => connect::sqlite_readers(url).await?,
            Door::Postgres(pool) => pool.clone(),
        };
        let downloads = Arc::new(Semaphore::new(DOWNLOADS));
        Ok(Self(Arc::new(Inner {
            readers,
            door,
            downloads,
        })))
    }

    /// For pages. On SQLite these connections cannot write.
    #[must_use]
    pub fn read(&self) -> &DatabaseConnection {
        &self.0.readers
    }

    /// For migrations only.
    #[must_use]
    pub fn migration_connection(&self) -> &DatabaseConnection {
        match &self.0.door {
            Door::Sqlite { connection, .. } | Door::Postgres(connection) => connection,
        }
    }

    /// Which database it is.
    #[must_use]
    pub fn backend(&self) -> DbBackend {
        self.0.readers.get_database_backend()
    }

    /// A read that sees one state of the database however long it takes: for exports.
    ///
    /// # Errors
    /// [`Error::Internal`] when the database does not answer.
    pub async fn snapshot(&self) -> Result<DatabaseTransaction> {
        let readers = self.read();
        Ok(match self.backend() {
            DbBackend::Postgres => {
                readers
                    .begin_with_config(
                        Some(IsolationLevel::RepeatableRead),
                        Some(AccessMode::ReadOnly),
                    )
                    .await?
            }
            _ => readers.begin().await?,
        })
    }

    /// A place among the few snapshots that last as long as somebody takes to receive them; given back when dropped.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when all are taken for too long.
    pub(crate) async fn place_for_download(&self) -> Result<OwnedSemaphorePermit> {
        let free = self.0.downloads.clone().acquire_owned();
        match tokio::time::timeout(WAIT_FOR_DOWNLOAD, free).await {
            Ok(Ok(place)) => Ok(place),
            _ => Err(Error::Unavailable("too many files are being downloaded")),
        }
    }

    /// Runs a command once for its key, and answers with what it answered the first time.
    ///
    /// # Errors
    /// What the command says; [`Error::Conflict`] when the key was used for another command;
    /// [`Error::Unavailable`] when the store is closing.
    pub async fn write<C: Command>(&self, ctx: &Ctx, command: C) -> Result<C::Output> {
        let answer = match &self.0.door {
            Door::Sqlite { writer, .. } => writer.run(ctx.clone(), Box::new(command)).await?,
            Door::Postgres(pool) => postgres::run(pool, ctx, &command).await?,
        };
        Ok(serde_json::from_value(answer)?)
    }

    /// Closes the database after what is waiting has been written.
    ///
    /// # Errors
    /// [`Error::Internal`] when closing fails.
    pub async fn close(&self) -> Result<()> {
        match &self.0.door {
            Door::Sqlite { writer, connection } => {
                writer.stop().await;
                self.0.readers.close_by_ref().await?;
                connection.close_by_ref().await?;
            }
            Door::Postgres(pool) => pool.close_by_ref().await?,
        }
        Ok(())
    }
}
