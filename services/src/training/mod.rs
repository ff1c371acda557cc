//! Training: courses that are owed, modules that are read, completions.

mod allow_attempt;
mod assign;
mod assign_track;
mod change;
mod complete;
mod course;
mod dates;
mod due_again;
mod exercises;
mod extra_time;
mod finish_module;
pub mod home;
mod limits;
pub(crate) mod oversight;
pub mod overview;
mod pass_on;
mod read_page;
pub mod record;
pub mod study;
mod unassign;

pub use allow_attempt::AllowAttempt;
pub use assign::{AssignCourse, Assigned, RULES_OPEN, Whom};
pub use assign_track::AssignTrack;
pub use complete::complete_if_done;
pub use dates::today_in;
pub use domain::accounts::parse_date;
pub use extra_time::{SetExtraTime, extra_time};
pub use finish_module::{FinishModule, Finished};
pub use limits::TypedLimits;
pub use read_page::ReadPage;
pub use unassign::UnassignCourse;

pub(crate) use course::{name, version};
pub(crate) use due_again::due_again;
pub(crate) use extra_time::extra_percent;
pub(crate) use limits::limits_of;
pub(crate) use pass_on::pass_on;
pub(crate) use study::instant;

use crate::{Error, Result, ctx::Actor, store::Tx};
use domain::ids::PersonId;

/// The person who acts: training is each one's own.
fn learner(tx: &Tx) -> Result<PersonId> {
    match &tx.ctx().actor {
        Actor::Person(id) => Ok(*id),
        _ => Err(Error::Forbidden),
    }
}
