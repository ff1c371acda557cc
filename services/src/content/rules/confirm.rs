//! Confirming rule cards for the company.

use super::{CONFIRMED, standing, used};
use crate::{
    Error, Result,
    ctx::Actor,
    entity::{content_versions, rule_confirmations},
    store::{Command, Fact, Resource, Tx},
};
use domain::{
    accounts::parse_date,
    audit::canonical::micros,
    content::{
        ContentHash,
        rule_card::{FURTHEST_REVIEW, State},
    },
    ids::FactId,
    policy::Action,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use time::Date;

/// What is wrong with a card that nothing rests on any more: a newer version of it came in since the list was shown.
pub const CARD_CHANGED: &str = "card_changed";

/// Says that a reviewer of the company has read exactly these versions of cards and stands by them.
#[derive(Clone, Debug, Serialize)]
pub struct ConfirmRules {
    /// The versions that were read.
    pub cards: BTreeSet<ContentHash>,
    /// When the company wants to look again, `YYYY-MM-DD`.
    pub next_review: String,
}

/// How many cards a confirmation reached.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Confirmed {
    /// Those that are confirmed now.
    pub confirmed: u64,
    /// Those that somebody confirmed before, and that need no new word yet.
    pub already: u64,
}

impl ConfirmRules {
    fn next_review(&self, today: Date) -> Result<Date> {
        let wrong = |code| Err(Error::field("next_review", code));
        match parse_date(&self.next_review) {
            None if self.next_review.trim().is_empty() => wrong("required"),
            None => wrong("date"),
            Some(day) if day <= today => wrong("past"),
            Some(day) if day - today > FURTHEST_REVIEW => wrong("too_far"),
            Some(day) => Ok(day),
        }
    }
}

impl Command for ConfirmRules {
    const NAME: &'static str = "confirm_rules";
    type Output = Confirmed;

    async fn run(&self, tx: &Tx) -> Result<Confirmed> {
        tx.authorize(Action::RulesConfirm, Resource::Any).await?;
        let today = tx.ctx().today();
        if self.cards.is_empty() {
            return Err(Error::field("card", "no_card"));
        }
        let next_review = self.next_review(today)?;
        let used = used::cards(tx.conn()).await?;
        if !self.cards.iter().all(|card| used.contains_key(card)) {
            return Err(Error::field("card", CARD_CHANGED));
        }
        let hashes = self.cards.iter().map(|h| h.as_bytes().to_vec());
        let rows = content_versions::Entity::find()
            .filter(content_versions::Column::Hash.is_in(hashes))
            .order_by_asc(content_versions::Column::Slug)
            .all(tx.conn())
            .await?;
        let mut done = Confirmed {
            confirmed: 0,
            already: 0,
        };
        for card in standing::of_rows(tx.conn(), rows, today).await? {
            if card.word.is_some() && card.state == State::Good {
                done.already += 1;
                continue;
            }
            let fact = Fact::new("rule_confirmed")
                .subject(card.hash)
                .code("card", &card.card.id)
                .code("next_review", next_review);
            decide(tx, card.hash, CONFIRMED, Some(next_review), fact).await?;
            done.confirmed += 1;
        }
        Ok(done)
    }
}

/// Writes the company's next word on a version of a card, with its fact.
pub(super) async fn decide(
    tx: &Tx,
    card: ContentHash,
    decision: &'static str,
    next_review: Option<Date>,
    fact: Fact,
) -> Result<FactId> {
    let last = last(tx, card).await?;
    let number = last.map_or(1, |l| l.number + 1);
    let id: FactId = tx.fact(fact.code("number", number)).await?;
    let reviewer = match &tx.ctx().actor {
        Actor::Person(id) => Some(id.as_uuid()),
        _ => None,
    };
    tx.insert(rule_confirmations::ActiveModel {
        // The fact that says so and the row it says so of share their id.
        id: Set(id.as_uuid()),
        card_hash: Set(card.as_bytes().to_vec()),
        number: Set(number),
        decision: Set(decision.to_owned()),
        reviewer_id: Set(reviewer),
        decided_on: Set(tx.ctx().today().to_string()),
        next_review: Set(next_review.map(|day| day.to_string())),
        decided_at: Set(micros(tx.now())),
    })
    .await?;
    Ok(id)
}

/// The last word on a version of a card.
pub(super) async fn last(tx: &Tx, card: ContentHash) -> Result<Option<rule_confirmations::Model>> {
    Ok(rule_confirmations::Entity::find()
        .filter(rule_confirmations::Column::CardHash.eq(card.as_bytes().to_vec()))
        .order_by_desc(rule_confirmations::Column::Number)
        .one(tx.conn())
        .await?)
}
