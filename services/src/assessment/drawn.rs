//! The questions that an attempt asks: drawn from a larger set where the quiz says so, and in the attempt's own order.

use crate::content::model::{Item, Quiz};
use domain::assessment::{draw, order};

/// The questions of an attempt with this seed, in its order.
pub(super) fn drawn(quiz: &Quiz, seed: u64) -> Vec<&Item> {
    let practices: Vec<_> = quiz.items.iter().map(|item| item.practice).collect();
    let drawn = draw(&practices, quiz.asks(), seed);
    let order = order(drawn.len(), seed);
    order.into_iter().map(|n| &quiz.items[drawn[n]]).collect()
}
