//! What a use case can answer instead of a result. Nothing in it is meant for a reader's eyes but codes:
//! pages put them into words, the chain goes to the log once.

use sea_orm::{DbErr, RuntimeErr, SqlErr};

/// A unique key refused a row.
pub(crate) const DUPLICATE: &str = "duplicate";

/// A result of this crate.
pub type Result<T> = std::result::Result<T, Error>;

/// Why a use case did not happen. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such thing, or the actor may not know of it.
    #[error("not found")]
    NotFound,
    /// The actor may not do this.
    #[error("forbidden")]
    Forbidden,
    /// It contradicts what is already there.
    #[error("conflict: {0}")]
    Conflict(&'static str),
    /// Fields of the form are not as they must be.
    #[error("invalid: {0:?}")]
    Invalid(Vec<FieldError>),
    /// Not now; nothing is lost by trying again.
    #[error("unavailable: {0}")]
    Unavailable(&'static str),
    /// The program or its database failed.
    #[error("internal error")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// What is wrong with one field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FieldError {
    /// The field's name in its form.
    pub field: &'static str,
    /// The problem's code, which a page puts into words.
    pub code: &'static str,
}

impl Error {
    /// An internal error with a message for the log.
    pub fn internal(message: impl Into<String>) -> Self {
        Self::Internal(message.into().into())
    }

    /// One field is wrong.
    #[must_use]
    pub fn field(field: &'static str, code: &'static str) -> Self {
        Self::Invalid(vec![FieldError { field, code }])
    }

    /// Whether the database asks to run the transaction again: SQLSTATE 40001 and 40P01.
    pub(crate) fn is_retryable(&self) -> bool {
        let Self::Internal(source) = self else {
            return false;
        };
        source
            .downcast_ref::<DbErr>()
            .is_some_and(|e| matches!(sqlstate(e).as_deref(), Some("40001" | "40P01")))
    }

    /// Whether a unique key refused the row.
    pub(crate) fn is_duplicate(error: &DbErr) -> bool {
        matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)))
            || error.to_string().contains("UNIQUE constraint failed")
    }
}

fn sqlstate(error: &DbErr) -> Option<String> {
    let (DbErr::Exec(RuntimeErr::SqlxError(e)) | DbErr::Query(RuntimeErr::SqlxError(e))) = error
    else {
        return None;
    };
    e.as_database_error()?.code().map(|c| c.into_owned())
}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        if Self::is_duplicate(&error) {
            Self::Conflict(DUPLICATE)
        } else {
            Self::Internal(Box::new(error))
        }
    }
}
impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::Internal(Box::new(error))
    }
}
