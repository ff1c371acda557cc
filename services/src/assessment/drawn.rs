//! The questions that an attempt asks: drawn from a larger set where the quiz says so, and in the attempt's own order.

use super::attempt::Attempt;
use crate::{
    Error, Result,
    content::{
        model::{Item, Part, Quiz},
        queries::course_version,
    },
    store::Tx,
};
use domain::assessment::{draw, order};

/// The quiz of an attempt in the version it began with, and the share of right answers that passes, in percent.
///
/// # Errors
/// [`Error::NotFound`] when it is an attempt at something else.
pub(super) async fn quiz_of(tx: &Tx, attempt: &Attempt) -> Result<(Quiz, u32)> {
    let version = course_version(tx.conn(), attempt.course_version)
        .await?
        .ok_or(Error::NotFound)?;
    match version.part(&attempt.part, tx.ctx().language)? {
        (_, Part::Quiz(quiz)) => Ok((quiz, version.course.pass_mark)),
        _ => Err(Error::NotFound),
    }
}

/// The questions of an attempt with this seed, in its order.
pub(super) fn drawn(quiz: &Quiz, seed: u64) -> Vec<&Item> {
    let practices: Vec<_> = quiz.items.iter().map(|item| item.practice).collect();
    let drawn = draw(&practices, quiz.asks(), seed);
    let order = order(drawn.len(), seed);
    order.into_iter().map(|n| &quiz.items[drawn[n]]).collect()
}
