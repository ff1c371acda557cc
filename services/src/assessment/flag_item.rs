//! Marking a question to look at again, and taking the mark away. A mark is the learner's own bookmark: it is no answer
//! and counts for nothing.

use super::attempt::{Event, Step, append, next_seq, own, steps};
use crate::{
    Error, Result,
    ctx::Actor,
    store::{Command, Fact, Resource, Tx},
};
use domain::{ids::AttemptId, policy::Action};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Marks a question of one's own attempt that has its answer, or takes the mark away; also after the attempt has ended.
#[derive(Clone, Debug, Serialize)]
pub struct FlagItem {
    /// The attempt.
    pub attempt: AttemptId,
    /// The question.
    pub item: String,
    /// Whether it is to be marked. Said outright, since a switch sent by two windows would undo itself.
    pub on: bool,
}

/// What came of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Flagged {
    /// Whether it changed anything; otherwise the question stood so already.
    pub changed: bool,
}

impl Command for FlagItem {
    const NAME: &'static str = "flag_item";
    type Output = Flagged;

    async fn run(&self, tx: &Tx) -> Result<Flagged> {
        let Actor::Person(person) = tx.ctx().actor else {
            return Err(Error::Forbidden);
        };
        tx.authorize(Action::AttemptTake, Resource::Person(person))
            .await?;
        let attempt = own(tx.conn(), self.attempt, person).await?;
        let so_far = steps(tx.conn(), attempt.id).await?;
        if !so_far.iter().any(|step| self.is_answer(&step.event)) {
            return Err(Error::NotFound);
        }
        if flagged(&so_far).contains(self.item.as_str()) == self.on {
            return Ok(Flagged { changed: false });
        }
        let event = Event::Flagged {
            item: self.item.clone(),
            on: self.on,
        };
        append(tx, attempt.id, next_seq(&so_far), &event).await?;
        let fact = Fact::new("item_flagged")
            .subject(person)
            .code("attempt", attempt.id)
            .code("item", &self.item)
            .code("on", self.on);
        tx.fact(fact).await?;
        Ok(Flagged { changed: true })
    }
}

impl FlagItem {
    fn is_answer(&self, event: &Event) -> bool {
        matches!(event, Event::Answered { item, .. } if *item == self.item)
    }
}

/// The questions that are marked after these steps: of each, the last word counts.
pub(super) fn flagged(steps: &[Step]) -> BTreeSet<&str> {
    let mut marked = BTreeSet::new();
    for step in steps {
        if let Event::Flagged { item, on } = &step.event {
            if *on {
                marked.insert(item.as_str());
            } else {
                marked.remove(item.as_str());
            }
        }
    }
    marked
}
