//! Assigning all courses of a track at once.

use super::{AssignCourse, Assigned, TypedLimits, Whom};
use crate::{
    Error, Result,
    content::queries::in_track,
    store::{Command, Tx},
};
use domain::content::Track;
use serde::Serialize;

/// Assigns every published course of a track, with the same deadline, reason and limits: all of them, or none.
#[derive(Clone, Debug, Serialize)]
pub struct AssignTrack {
    /// The track.
    pub track: Track,
    /// Who is to take it.
    pub whom: Whom,
    /// As [`AssignCourse::due_on`].
    pub due_on: String,
    /// As [`AssignCourse::reason`].
    pub reason: String,
    /// As [`AssignCourse::note`].
    pub note: String,
    /// As [`AssignCourse::limits`].
    pub limits: TypedLimits,
}

impl AssignCourse {
    /// The same for all courses of a track.
    #[must_use]
    pub fn of_track(self, track: Track) -> AssignTrack {
        AssignTrack {
            track,
            whom: self.whom,
            due_on: self.due_on,
            reason: self.reason,
            note: self.note,
            limits: self.limits,
        }
    }
}

impl Command for AssignTrack {
    const NAME: &'static str = "assign_track";
    /// Courses, not people: somebody who owed one of them keeps its date.
    type Output = Assigned;

    async fn run(&self, tx: &Tx) -> Result<Assigned> {
        let courses = in_track(tx.conn(), self.track).await?;
        if courses.is_empty() {
            return Err(Error::field("course", "unknown"));
        }
        let mut done = Assigned {
            assigned: 0,
            already: 0,
        };
        for course in courses {
            let one = AssignCourse {
                course: course.to_string(),
                whom: self.whom.clone(),
                due_on: self.due_on.clone(),
                reason: self.reason.clone(),
                note: self.note.clone(),
                limits: self.limits.clone(),
            };
            let some = one.run(tx).await?;
            done.assigned += some.assigned;
            done.already += some.already;
        }
        Ok(done)
    }
}
