//! Where somebody stands with a course: a pure function from facts and today to state and explanation.
//!
//! Of the four axes of certification two are true today: work and due. Validity and exemption join them here.

use super::Reason;
use serde::{Deserialize, Serialize};
use time::Date;

/// How many days ahead a deadline is soon.
pub const SOON: i64 = 7;

/// How far the work is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Work {
    /// Nothing was read or tried.
    NotStarted,
    /// Something was.
    InProgress,
    /// All of it is finished.
    Done,
}

/// How near the deadline is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Due {
    /// There is none, or what it asked for is done.
    None,
    /// More than [`SOON`] days away.
    Ahead,
    /// Today or at most [`SOON`] days away.
    Soon,
    /// That day is over.
    Overdue,
}

/// The one word for people, derived from the axes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Label {
    /// The deadline has passed and something is left to do.
    Overdue,
    /// The deadline is near and something is left to do.
    DueSoon,
    /// Begun, and nothing presses.
    InProgress,
    /// Owed, not begun, and nothing presses.
    NotStarted,
    /// Finished.
    Done,
    /// Neither owed nor begun.
    NotAssigned,
}

impl Label {
    /// All of them, what presses most first.
    pub const ALL: [Self; 6] = [
        Self::Overdue,
        Self::DueSoon,
        Self::InProgress,
        Self::NotStarted,
        Self::Done,
        Self::NotAssigned,
    ];

    /// The stable name in addresses and files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::DueSoon => "due_soon",
            Self::InProgress => "in_progress",
            Self::NotStarted => "not_started",
            Self::Done => "done",
            Self::NotAssigned => "not_assigned",
        }
    }

    /// The one with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|label| label.code() == code)
    }
}

/// What somebody owes. The date is local: it was fixed with the person's zone, and the day ends there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Assigned {
    /// The last day.
    pub due_on: Date,
    /// Why.
    pub reason: Reason,
}

/// What was done so far.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Progress {
    /// Whether a page was read or an exercise tried.
    pub begun: bool,
    /// The day of the completion that counts, in the same zone as the deadline.
    pub completed_on: Option<Date>,
}

/// Where somebody stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Standing {
    /// How far the work is.
    pub work: Work,
    /// How near the deadline is.
    pub due: Due,
    /// The one word.
    pub label: Label,
    /// What it follows from.
    pub why: Why,
}

/// What a standing follows from: the dates and the code that a page puts into a sentence.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Why {
    /// Nobody assigned it.
    Free,
    /// It was assigned for this reason and is due at the end of this day.
    Owed {
        /// Why it was assigned.
        reason: Reason,
        /// The last day.
        due_on: Date,
        /// Days from today to it; negative when it has passed.
        days: i64,
    },
    /// It was finished on this day.
    Finished {
        /// That day.
        on: Date,
        /// Days after the deadline; none when there was no deadline or it was kept.
        late: Option<i64>,
    },
}

/// Derives where somebody stands on `today`, which is the day on their wall.
#[must_use]
pub fn standing(assigned: Option<Assigned>, progress: Progress, today: Date) -> Standing {
    if let Some(on) = progress.completed_on {
        let late = assigned
            .map(|a| days(a.due_on, on))
            .filter(|late| *late > 0);
        return Standing {
            work: Work::Done,
            due: Due::None,
            label: Label::Done,
            why: Why::Finished { on, late },
        };
    }
    let work = if progress.begun {
        Work::InProgress
    } else {
        Work::NotStarted
    };
    let Some(Assigned { due_on, reason }) = assigned else {
        let label = match work {
            Work::NotStarted => Label::NotAssigned,
            _ => Label::InProgress,
        };
        return Standing {
            work,
            due: Due::None,
            label,
            why: Why::Free,
        };
    };
    let days = days(today, due_on);
    let due = match days {
        i64::MIN..0 => Due::Overdue,
        0..=SOON => Due::Soon,
        _ => Due::Ahead,
    };
    let label = match (due, work) {
        (Due::Overdue, _) => Label::Overdue,
        (Due::Soon, _) => Label::DueSoon,
        (_, Work::InProgress) => Label::InProgress,
        _ => Label::NotStarted,
    };
    Standing {
        work,
        due,
        label,
        why: Why::Owed {
            reason,
            due_on,
            days,
        },
    }
}

/// Days from the first date to the second.
fn days(from: Date, to: Date) -> i64 {
    i64::from(to.to_julian_day()) - i64::from(from.to_julian_day())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{option, prelude::*};
    use time::macros::date;

    fn day(n: i32) -> Date {
        Date::from_julian_day(date!(2026 - 01 - 01).to_julian_day() + n).unwrap()
    }

    prop_compose! {
        fn assigned()(due in 0..400, reason in 0..Reason::ALL.len()) -> Assigned {
            Assigned { due_on: day(due), reason: Reason::ALL[reason] }
        }
    }

    prop_compose! {
        fn progress()(begun: bool, completed in option::of(0..400)) -> Progress {
            Progress { begun, completed_on: completed.map(day) }
        }
    }

    #[test]
    fn the_day_itself_still_counts() {
        let owed = |on| Assigned {
            due_on: on,
            reason: Reason::Refresher,
        };
        let on = |due: Date| standing(Some(owed(due)), Progress::default(), day(100)).label;
        assert_eq!(on(day(99)), Label::Overdue);
        assert_eq!(on(day(100)), Label::DueSoon);
        assert_eq!(on(day(107)), Label::DueSoon);
        assert_eq!(on(day(108)), Label::NotStarted);
    }

    proptest! {
        #[test]
        fn axes_and_label_agree(a in option::of(assigned()), p in progress(), today in 0..400) {
            let s = standing(a, p, day(today));
            prop_assert_eq!(s.label == Label::Done, s.work == Work::Done);
            prop_assert_eq!(s.label == Label::Overdue, s.due == Due::Overdue);
            prop_assert_eq!(s.label == Label::DueSoon, s.due == Due::Soon);
            prop_assert_eq!(s.work == Work::Done, p.completed_on.is_some());
            prop_assert_eq!(s.label == Label::NotAssigned, a.is_none() && !p.begun && p.completed_on.is_none());
            prop_assert_eq!(s.due == Due::None, a.is_none() || p.completed_on.is_some());
        }

        #[test]
        fn a_date_says_why_it_is_what_it_is(a in option::of(assigned()), p in progress(), today in 0..400) {
            match (standing(a, p, day(today)).why, a) {
                (Why::Free, a) => prop_assert!(a.is_none()),
                (Why::Owed { reason, due_on, days }, Some(a)) => {
                    prop_assert_eq!((reason, due_on), (a.reason, a.due_on));
                    prop_assert_eq!(day(today + i32::try_from(days).unwrap()), due_on);
                }
                (Why::Finished { on, late }, a) => {
                    prop_assert_eq!(Some(on), p.completed_on);
                    prop_assert_eq!(late.is_some(), a.is_some_and(|a| on > a.due_on));
                }
                (why, a) => prop_assert!(false, "{why:?} {a:?}"),
            }
        }

        #[test]
        fn a_standing_only_grows_more_pressing_until_it_is_done(a in assigned(), begun: bool, today in 0..399) {
            let p = Progress { begun, completed_on: None };
            let now = standing(Some(a), p, day(today));
            let tomorrow = standing(Some(a), p, day(today + 1));
            prop_assert!(tomorrow.due >= now.due);
            prop_assert!(tomorrow.label <= now.label);
        }

        #[test]
        fn more_work_never_makes_it_worse(a in option::of(assigned()), on in 0..400, today in 0..400) {
            let steps = [
                Progress::default(),
                Progress { begun: true, completed_on: None },
                Progress { begun: true, completed_on: Some(day(on)) },
            ];
            let works: Vec<Work> = steps.iter().map(|p| standing(a, *p, day(today)).work).collect();
            prop_assert_eq!(works, vec![Work::NotStarted, Work::InProgress, Work::Done]);
        }
    }
}
