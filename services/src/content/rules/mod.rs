//! Rule cards and the company's own review of them: what a course may rest on.
//!
//! A card that has come to its end blocks what is new, a publication or an assignment; what happened before stays. The
//! way forward is always the same: a reviewer of the company reads the version of the card and confirms it.

mod confirm;
pub mod notices;
pub mod queries;
mod standing;
mod used;
mod withdraw;

pub use confirm::{ConfirmRules, Confirmed};
pub use standing::{CardStanding, Word, of_card, of_course};
pub use withdraw::WithdrawConfirmation;

pub(crate) use standing::{blocking, open};

use crate::{Ctx, Result, store::Store};
use time::Duration;

/// The decisions in `rule_confirmations`.
pub(super) const CONFIRMED: &str = "confirmed";
pub(super) const WITHDRAWN: &str = "withdrawn";

/// How long a confirmation of the program itself lasts.
const YEAR: Duration = Duration::days(365);

/// Confirms every card that a published or waiting course rests on and that nobody has confirmed, in the actor's name
/// and for a year. For the demo, whose company is made up, and for tests.
///
/// # Errors
/// [`crate::Error::Forbidden`] when the actor may not confirm.
pub async fn confirm_all(store: &Store, ctx: &Ctx) -> Result<u64> {
    let used = used::cards(store.read()).await?;
    let cards = used.into_keys().collect();
    let next_review = ctx.today().saturating_add(YEAR).to_string();
    let command = ConfirmRules { cards, next_review };
    if command.cards.is_empty() {
        return Ok(0);
    }
    Ok(store.write(&ctx.with_new_key(), command).await?.confirmed)
}
