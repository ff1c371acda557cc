//! Taking a confirmation back.

use super::{
    CONFIRMED, WITHDRAWN,
    confirm::{decide, last},
};
use crate::{
    Error, Result,
    store::{Command, Fact, LONGEST_REASON, Resource, Tx},
};
use domain::{content::ContentHash, ids::FactId, policy::Action};
use serde::Serialize;

/// Says that the company no longer stands by a version of a card. What was assigned before stays.
#[derive(Clone, Debug, Serialize)]
pub struct WithdrawConfirmation {
    /// The version.
    pub card: ContentHash,
    /// Why, in the reviewer's words.
    pub reason: String,
}

impl Command for WithdrawConfirmation {
    const NAME: &'static str = "withdraw_rule_confirmation";
    type Output = FactId;

    async fn run(&self, tx: &Tx) -> Result<FactId> {
        tx.authorize(Action::RulesConfirm, Resource::Any).await?;
        let last = last(tx, self.card).await?.ok_or(Error::NotFound)?;
        let reason = self.reason.trim();
        if reason.is_empty() {
            return Err(Error::field("reason", "required"));
        }
        if reason.chars().count() > LONGEST_REASON {
            return Err(Error::field("reason", "too_long"));
        }
        if last.decision != CONFIRMED {
            return Err(Error::Conflict("not_confirmed"));
        }
        let fact = Fact::new("rule_confirmation_withdrawn")
            .subject(self.card)
            .reason(reason);
        decide(tx, self.card, WITHDRAWN, None, fact).await
    }
}
