//! Writing on PostgreSQL: a serializable transaction for each command, run again when the database asks for it.

use super::{
    command::Erased,
    execute::{self, RECEIPT_RACE},
    pause,
};
use crate::{Ctx, Error, Result, ctx::chance, error::DUPLICATE};
use sea_orm::{DatabaseConnection, IsolationLevel, TransactionTrait};

/// Runs a command once for its key.
///
/// The receipt is looked for outside the transaction. Inside, the database would remember that this part of the
/// receipts was read, and take the receipts of everyone who writes meanwhile for a contradiction: a command of some
/// seconds would never end while others write. The receipt's own key keeps two of one submission apart.
pub(super) async fn run(
    pool: &DatabaseConnection,
    ctx: &Ctx,
    command: &dyn Erased,
) -> Result<serde_json::Value> {
    for turn in 0..pause::TURNS {
        if let Some(answer) = execute::answered(pool, ctx, command).await? {
            return Ok(answer);
        }
        match once(pool, ctx, command).await {
            Err(error) if again(&error, turn) => {
                tokio::time::sleep(pause::after(turn, chance())).await;
            }
            // A twin of this submission may have been faster, and what it did be the reason.
            Err(error) => {
                let answer = execute::answered(pool, ctx, command).await?;
                return answer.ok_or(error);
            }
            answer => return answer,
        }
    }
    Err(Error::Unavailable(
        "too many people changed the same thing at once",
    ))
}

/// Whether another turn may end better. A unique key refuses what a command could not see yet: the next turn sees it,
/// and says it better.
fn again(error: &Error, turn: u32) -> bool {
    error.is_retryable()
        || matches!(error, Error::Conflict(RECEIPT_RACE))
        || (turn == 0 && matches!(error, Error::Conflict(DUPLICATE)))
}

async fn once(
    pool: &DatabaseConnection,
    ctx: &Ctx,
    command: &dyn Erased,
) -> Result<serde_json::Value> {
    let transaction = pool
        .begin_with_config(Some(IsolationLevel::Serializable), None)
        .await?;
    match execute::run(transaction, ctx, command).await {
        (Ok(answer), transaction) => {
            transaction.commit().await?;
            Ok(answer)
        }
        (Err(error), transaction) => {
            transaction.rollback().await?;
            Err(error)
        }
    }
}
