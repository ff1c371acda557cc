//! One command in one transaction (or savepoint): run, check, receipt. Before it, whether a receipt is there already.

use super::{Tx, command::Erased};
use crate::{Ctx, Error, Result, entity::receipts};
use domain::audit::canonical::micros;
use futures::FutureExt;
use sea_orm::{ActiveValue::Set, ConnectionTrait, DatabaseTransaction, EntityTrait};
use std::panic::AssertUnwindSafe;

/// Two submissions of one key met at the receipt: run again, and find it.
pub(super) const RECEIPT_RACE: &str = "receipt race";

/// What this submission was answered before, if it was.
///
/// # Errors
/// [`Error::Conflict`] when the key was used for another submission.
pub(super) async fn answered(
    db: &impl ConnectionTrait,
    ctx: &Ctx,
    command: &dyn Erased,
) -> Result<Option<serde_json::Value>> {
    let id = (ctx.actor.code(), ctx.key.as_uuid());
    let Some(receipt) = receipts::Entity::find_by_id(id).one(db).await? else {
        return Ok(None);
    };
    if receipt.command_hash == command.hash()? {
        Ok(Some(serde_json::from_str(&receipt.result)?))
    } else {
        Err(Error::Conflict("key used for another submission"))
    }
}

/// Runs the command and gives the transaction back, for the caller to commit or roll back.
pub(super) async fn run(
    transaction: DatabaseTransaction,
    ctx: &Ctx,
    command: &dyn Erased,
) -> (Result<serde_json::Value>, DatabaseTransaction) {
    let tx = Tx::new(transaction, ctx.clone(), command.name());
    // A panic in one command must not take its neighbours along.
    let outcome = AssertUnwindSafe(settle(&tx, command)).catch_unwind().await;
    let outcome = outcome.unwrap_or_else(|panic| {
        let said = panic.downcast_ref::<&str>().map(|s| (*s).to_owned());
        let said = said
            .or_else(|| panic.downcast_ref::<String>().cloned())
            .unwrap_or_default();
        Err(Error::internal(format!(
            "{} panicked: {said}",
            command.name()
        )))
    });
    (outcome, tx.into_transaction())
}

async fn settle(tx: &Tx, command: &dyn Erased) -> Result<serde_json::Value> {
    let answer = command.run(tx).await?;
    tx.refuse_unrecorded()?;
    let receipt = receipts::ActiveModel {
        actor: Set(tx.ctx().actor.code()),
        key: Set(tx.ctx().key.as_uuid()),
        command_hash: Set(command.hash()?.to_vec()),
        result: Set(answer.to_string()),
        at: Set(micros(tx.now())),
    };
    let written = receipts::Entity::insert(receipt)
        .exec_without_returning(tx.conn())
        .await;
    match written {
        Ok(_) => Ok(answer),
        Err(e) if Error::is_duplicate(&e) => Err(Error::Conflict(RECEIPT_RACE)),
        Err(e) => Err(e.into()),
    }
}
