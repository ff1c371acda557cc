//! The end of an attempt: the one place where it is written, and where a course may be done with it.

use super::{
    attempt::{Attempt, Event, append},
    refresher::remember_quiz,
};
use crate::{
    Result,
    store::{Fact, Tx},
    training::complete_if_done,
};

/// Writes the end of an attempt.
pub(super) async fn finish(tx: &Tx, attempt: &Attempt, seq: i32, event: &Event) -> Result<()> {
    append(tx, attempt.id, seq, event).await?;
    if let Event::QuizFinished { .. } = event {
        remember_quiz(tx, attempt).await?;
    }
    let fact = Fact::new("attempt_finished")
        .subject(attempt.person)
        .code("attempt", attempt.id)
        .code("course", &attempt.course)
        .code("part", &attempt.part);
    let fact = match event {
        Event::QuizFinished {
            right,
            total,
            percent,
            passed,
            time_over,
        } => {
            let fact = fact
                .code("right", right)
                .code("total", total)
                .code("percent", percent)
                .code("passed", passed);
            if *time_over {
                fact.code("time_over", true)
            } else {
                fact
            }
        }
        Event::ScenarioFinished { ending, percent } => {
            fact.code("ending", ending).code("percent", percent)
        }
        Event::Answered { .. } | Event::Flagged { .. } | Event::TurnTaken { .. } => fact,
    };
    tx.fact(fact).await?;
    // In the same transaction training decides whether the course is complete.
    complete_if_done(tx, attempt.person, &attempt.course, attempt.language).await?;
    Ok(())
}
