//! What this installation is: its name in the log, and whether its people are made up.

use crate::{
    Ctx, Result,
    entity::installation,
    store::{Command, Fact, Resource, Store, Tx},
};
use domain::{audit::canonical::micros, policy::Action};
use sea_orm::{ActiveValue::Set, EntityTrait};
use serde::Serialize;
use uuid::Uuid;

/// The installation of the database, if it has been founded.
///
/// # Errors
/// [`crate::Error::Internal`] when the database does not answer.
pub async fn find(store: &Store) -> Result<Option<installation::Model>> {
    Ok(installation::Entity::find().one(store.read()).await?)
}

/// Gives the installation its name, once.
#[derive(Clone, Debug, Serialize)]
pub struct Found {
    /// Whether its people are made up.
    pub demo: bool,
}

impl Command for Found {
    const NAME: &'static str = "found_installation";
    type Output = Uuid;

    async fn run(&self, tx: &Tx) -> Result<Uuid> {
        tx.authorize(Action::SettingsManage, Resource::Any).await?;
        if let Some(row) = installation::Entity::find().one(tx.conn()).await? {
            return Ok(row.id);
        }
        let id = tx.ctx().new_id::<domain::ids::FactId>().as_uuid();
        tx.insert(installation::ActiveModel {
            id: Set(id),
            demo: Set(self.demo),
            created_at: Set(micros(tx.now())),
        })
        .await?;
        tx.fact(
            Fact::new("installation_founded")
                .subject(id)
                .code("demo", self.demo),
        )
        .await?;
        Ok(id)
    }
}

/// Founds the installation where there is none yet, and says what it is.
///
/// # Errors
/// [`crate::Error::Internal`] when the database does not answer.
pub async fn ensure(store: &Store, ctx: &Ctx, demo: bool) -> Result<Uuid> {
    store.write(ctx, Found { demo }).await
}
