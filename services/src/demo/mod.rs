//! The demo company: made-up people with made-up stories, one file a feature.

mod assessment;
mod content;
mod organisation;
mod people;
mod rules;
mod stories;
mod training;

pub use people::{DemoSignIn, sign_ins};

use crate::{Ctx, Result, installation, store::Store};

/// Makes the company in an empty database; everyone gets the same password.
///
/// # Errors
/// [`crate::Error::Invalid`] when the password is weak; [`crate::Error::Internal`] when the database fails.
pub async fn create(store: &Store, ctx: &Ctx, password: &str) -> Result<()> {
    installation::ensure(store, ctx, true).await?;
    people::create(store, ctx, password).await?;
    organisation::create(store, ctx).await?;
    rules::create(store, ctx).await?;
    stories::create(store, ctx).await?;
    training::create(store, ctx).await?;
    content::create(store, ctx).await?;
    rules::confirm(store, ctx).await
}
