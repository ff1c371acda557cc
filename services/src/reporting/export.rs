//! Exporting completions: the fact that it happened is committed before the first byte leaves, the file is made page
//! by page while it is sent, and its fingerprint is recorded with the last page.

use super::{Filter, Header, completions::Reader, csv_file};
use crate::{
    Ctx, Result,
    store::{Command, Fact, Store, Tx},
    training::oversight,
};
use domain::{ids::FactId, policy::Action};
use futures::stream::{BoxStream, try_unfold};
use sea_orm::DatabaseTransaction;
use serde::Serialize;
use sha2::{Digest, Sha256};
use tokio::sync::OwnedSemaphorePermit;

/// A file that is being exported.
pub struct Exported {
    /// The file in pieces, each read from the same state of the database when it is asked for. An error is the end:
    /// what came before is not the whole file.
    pub file: BoxStream<'static, Result<Vec<u8>>>,
    /// How many completions it holds.
    pub rows: u64,
}

/// Records that the file is made (filter and number of rows, no names) and begins it. Whoever stops in the middle
/// leaves that fact; whoever takes the whole file leaves a second one with its SHA-256.
///
/// # Errors
/// [`crate::Error::Forbidden`] when the actor may export nothing; [`crate::Error::Unavailable`] while too many files are on their
/// way.
pub async fn export_completions(
    store: &Store,
    ctx: &Ctx,
    filter: &Filter,
    header: Header,
) -> Result<Exported> {
    let place = store.place_for_download().await?;
    let snapshot = store.snapshot().await?;
    let reader = Reader::new(&snapshot, ctx, filter).await?;
    let rows = reader.count(&snapshot).await?;
    let begin = BeginExport {
        filter: filter.clone(),
        rows,
    };
    // Each download is one of its own, however often a form is sent.
    let export = store.write(&ctx.with_new_key(), begin).await?;
    let making = Making {
        store: store.clone(),
        ctx: ctx.clone(),
        export,
        snapshot,
        reader,
        header: Some(header),
        sent: 0,
        digest: Sha256::new(),
        _place: place,
    };
    let file = try_unfold(making, |mut making| async move {
        match making.next().await {
            Ok(Some(piece)) => Ok(Some((piece, making))),
            Ok(None) => making.finish().await.map(|()| None),
            Err(error) => Err(error),
        }
    });
    Ok(Exported {
        file: Box::pin(file),
        rows,
    })
}

/// A file on its way. Dropped, it lets go of the database.
struct Making {
    store: Store,
    ctx: Ctx,
    export: FactId,
    snapshot: DatabaseTransaction,
    reader: Reader,
    /// Until it is sent.
    header: Option<Header>,
    sent: u64,
    digest: Sha256,
    _place: OwnedSemaphorePermit,
}

impl Making {
    /// The next piece: the header, then a page of rows after another.
    async fn next(&mut self) -> Result<Option<Vec<u8>>> {
        let piece = if let Some(header) = self.header.take() {
            csv_file::head(&header)?
        } else {
            let rows = self.reader.next(&self.snapshot).await?;
            if rows.is_empty() {
                return Ok(None);
            }
            self.sent += rows.len() as u64;
            csv_file::rows(&rows)?
        };
        self.digest.update(&piece);
        Ok(Some(piece))
    }

    async fn finish(self) -> Result<()> {
        self.snapshot.rollback().await?;
        let end = EndExport {
            export: self.export,
            rows: self.sent,
            sha256: hex::encode(self.digest.finalize()),
        };
        self.store.write(&self.ctx.with_new_key(), end).await
    }
}

/// Records that an export begins.
#[derive(Serialize)]
struct BeginExport {
    filter: Filter,
    rows: u64,
}

impl Command for BeginExport {
    const NAME: &'static str = "begin_export";
    type Output = FactId;

    async fn run(&self, tx: &Tx) -> Result<FactId> {
        oversight::people_in(tx, Action::CompletionsExport).await?;
        let mut fact = Fact::new("completions_exported").code("rows", self.rows);
        if let Some(course) = &self.filter.course {
            fact = fact.code("course", course);
        }
        if let Some(department) = &self.filter.department {
            fact = fact.code("department", department);
        }
        if let Some(from) = &self.filter.from {
            fact = fact.code("from", from);
        }
        if let Some(until) = &self.filter.until {
            fact = fact.code("until", until);
        }
        tx.fact(fact).await
    }
}

/// Records that an export was taken to its end, and what it was.
#[derive(Serialize)]
struct EndExport {
    export: FactId,
    rows: u64,
    sha256: String,
}

impl Command for EndExport {
    const NAME: &'static str = "end_export";
    type Output = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        oversight::people_in(tx, Action::CompletionsExport).await?;
        let fact = Fact::new("completions_export_ended")
            .code("export", self.export)
            .code("rows", self.rows)
            .code("sha256", &self.sha256);
        tx.fact(fact).await.map(drop)
    }
}
