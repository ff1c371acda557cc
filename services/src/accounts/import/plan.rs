//! What a file would do: compared with the database, row by row, nothing written.

use super::{
    load::{Fingerprint, Loaded},
    row::Bad,
};
use crate::{
    Ctx, Result,
    store::{Store, authorize_read},
};
use domain::{
    accounts::{Terms, Write},
    ids::{DepartmentId, EmploymentId, PersonId},
    language::Language,
    policy::Action,
};
use time::Date;

/// What a file would do now.
#[derive(Debug)]
pub struct Plan {
    /// How much of what.
    pub counts: Counts,
    /// Row by row, in the order of the file; what is left alone is only counted.
    pub entries: Vec<Entry>,
    /// Rows that cannot be brought in. While there is one, nothing is.
    pub bad: Vec<Bad>,
    /// Two plans with the same hash do the same.
    pub hash: String,
    pub(super) people: Vec<PersonWrite>,
    pub(super) posts: Vec<PostWrite>,
    pub(super) fingerprint: Fingerprint,
}

/// How much a file would do.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// Rows of the file.
    pub rows: usize,
    /// People who are not there yet.
    pub created: usize,
    /// People whose name, address or language would change.
    pub changed: usize,
    /// Posts that would begin.
    pub hired: usize,
    /// Posts that would lie in another department or legal entity.
    pub moved: usize,
    /// Posts of which something else would change.
    pub adjusted: usize,
    /// Posts that would end.
    pub ended: usize,
    /// Rows that agree with what is there.
    pub same: usize,
}

/// What a row would do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// The line of the file.
    pub line: u64,
    /// Whose.
    pub number: String,
    /// Their name after it.
    pub name: String,
    /// What.
    pub kind: EntryKind,
}

/// What a row would do, with what a reader needs to judge it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum EntryKind {
    /// A new person.
    Created,
    /// Another name, address or language: what it was.
    Changed {
        /// Each value that goes.
        before: String,
        /// Each value that comes.
        after: String,
    },
    /// A new post from a day on.
    Hired {
        /// Where.
        department: DepartmentId,
        /// The first day.
        from: Date,
    },
    /// Another department or legal entity from a day on.
    Moved {
        /// Where they were.
        before: DepartmentId,
        /// Where they go.
        after: DepartmentId,
        /// The first day.
        from: Date,
    },
    /// Something else of the post from a day on.
    Adjusted {
        /// The first day.
        from: Date,
    },
    /// The post ends.
    Ended {
        /// The last day.
        last: Date,
    },
}

#[derive(Clone, Debug)]
pub(super) struct PersonWrite {
    pub(super) line: u64,
    pub(super) id: PersonId,
    pub(super) new: bool,
    pub(super) number: String,
    pub(super) name: String,
    pub(super) email: Option<String>,
    pub(super) language: Language,
    pub(super) time_zone: String,
}

#[derive(Clone, Debug)]
pub(super) struct PostWrite {
    pub(super) line: u64,
    pub(super) person: PersonId,
    pub(super) post: EmploymentId,
    pub(super) revision: i32,
    pub(super) write: Write<Terms>,
}

/// Compares the text of a file with the database.
pub(super) async fn make(store: &Store, ctx: &Ctx, text: String) -> Result<Plan> {
    let snapshot = store.snapshot().await?;
    let mut loaded = Loaded::read(&snapshot).await?;
    let administers = authorize_read(&snapshot, ctx, Action::GrantsManage).await;
    if administers.is_ok() {
        loaded.protected.clear();
    }
    snapshot.rollback().await?;
    let ctx = ctx.clone();
    // Seconds of work for a large file: not on a thread that serves pages.
    tokio::task::spawn_blocking(move || super::maker::Maker::new(&loaded, &ctx).make(&text))
        .await
        .map_err(|e| crate::Error::internal(format!("the plan was not made: {e}")))
}
