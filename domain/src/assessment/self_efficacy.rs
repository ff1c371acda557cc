//! Self-efficacy: how sure people are that they can do the tasks their work with the public asks of them, before and after
//! a course. Tasks of our own, one a domain, each on a scale from 0 to 100 (Bandura's guide: ask for what one can do, task by
//! task, and never for one number of confidence as such).

use std::collections::BTreeMap;

/// Something that people who speak about their work must be able to do.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Task {
    /// Answer a critical comment within the rules.
    CriticalComment,
    /// Recognise an adverse event seen online and pass it on.
    AdverseEvent,
    /// Say openly that one works here.
    Affiliation,
    /// Judge whether a post needs approval.
    Approval,
    /// Explain one's work without promoting a medicine.
    OwnWork,
    /// React when something went wrong.
    GoneWrong,
    /// Ask the right colleague.
    RightColleague,
}

impl Task {
    /// All tasks, in the order in which they are asked.
    pub const ALL: [Self; 7] = [
        Self::CriticalComment,
        Self::AdverseEvent,
        Self::Affiliation,
        Self::Approval,
        Self::OwnWork,
        Self::GoneWrong,
        Self::RightColleague,
    ];

    /// The stable name in forms and tables.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::CriticalComment => "critical_comment",
            Self::AdverseEvent => "adverse_event",
            Self::Affiliation => "affiliation",
            Self::Approval => "approval",
            Self::OwnWork => "own_work",
            Self::GoneWrong => "gone_wrong",
            Self::RightColleague => "right_colleague",
        }
    }

    /// The task with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|task| task.code() == code)
    }
}

/// How sure, from 0 (not at all) to 100 (entirely), in steps of 10.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Sureness(u8);

impl Sureness {
    /// Every step, the least sure first.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..=10).map(|step| Self(step * 10))
    }

    /// A number from 0 to 100 that is a step.
    #[must_use]
    pub fn new(number: u8) -> Option<Self> {
        Self::all().find(|step| step.0 == number)
    }

    /// What a form or a table holds.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::all().find(|step| step.0.to_string() == text)
    }

    /// From 0 to 100.
    #[must_use]
    pub const fn get(self) -> u8 {
        self.0
    }
}

/// What somebody said of the tasks; any may be left out.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct SelfEfficacy(pub BTreeMap<Task, Sureness>);

impl SelfEfficacy {
    /// How sure of one task, if it was said.
    #[must_use]
    pub fn of(&self, task: Task) -> Option<Sureness> {
        self.0.get(&task).copied()
    }

    /// The one form in which it is stored and committed to: `task=number` in the order of [`Task::ALL`], joined by commas.
    #[must_use]
    pub fn canonical(&self) -> String {
        let said = Task::ALL
            .into_iter()
            .filter_map(|task| Some(format!("{}={}", task.code(), self.of(task)?.get())));
        said.collect::<Vec<_>>().join(",")
    }

    /// Reads [`Self::canonical`] back; nothing when it is anything else.
    #[must_use]
    pub fn from_canonical(text: &str) -> Option<Self> {
        let pair = |pair: &str| {
            let (task, number) = pair.split_once('=')?;
            Some((Task::from_code(task)?, Sureness::parse(number)?))
        };
        let pairs = text.split(',').filter(|pair| !pair.is_empty());
        let read = Self(pairs.map(pair).collect::<Option<_>>()?);
        (read.canonical() == text).then_some(read)
    }

    /// How many tasks it is surer of than `before`, as sure of, and less sure of; only of those that both say.
    #[must_use]
    pub fn compared(&self, before: &Self) -> Moved {
        let mut moved = Moved::default();
        for task in Task::ALL {
            match (before.of(task), self.of(task)) {
                (Some(was), Some(is)) if is > was => moved.surer += 1,
                (Some(was), Some(is)) if is < was => moved.less += 1,
                (Some(_), Some(_)) => moved.same += 1,
                _ => {}
            }
        }
        moved
    }
}

/// How tasks moved between two times.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Moved {
    /// Tasks one is surer of now.
    pub surer: u32,
    /// Tasks one is as sure of.
    pub same: u32,
    /// Tasks one is less sure of now.
    pub less: u32,
}

/// When it is asked: each once for a person and a course.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Moment {
    /// Before the first part of the course was begun.
    Before,
    /// After the course was completed.
    After,
}

impl Moment {
    /// The moment that somebody is at: while they are on their way through the course, none.
    #[must_use]
    pub const fn of(begun: bool, completed: bool) -> Option<Self> {
        match (begun, completed) {
            (_, true) => Some(Self::After),
            (false, false) => Some(Self::Before),
            (true, false) => None,
        }
    }

    /// The stable name in forms and tables.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::After => "after",
        }
    }

    /// The moment with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Before, Self::After]
            .into_iter()
            .find(|moment| moment.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn said() -> impl Strategy<Value = SelfEfficacy> {
        let number = (0_u8..=10).prop_map(|step| Sureness::new(step * 10).unwrap());
        let task = prop::sample::select(&Task::ALL);
        prop::collection::btree_map(task, number, 0..=7).prop_map(SelfEfficacy)
    }

    #[test]
    fn the_scale_has_eleven_steps_and_nothing_between() {
        let numbers: Vec<u8> = (0..=255)
            .filter_map(|n| Some(Sureness::new(n)?.get()))
            .collect();
        assert_eq!(numbers, [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
        for text in ["", "5", "010", "+10", "110", " 10", "ten"] {
            assert_eq!(Sureness::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn nobody_is_asked_on_the_way_through_a_course() {
        assert_eq!(Moment::of(false, false), Some(Moment::Before));
        assert_eq!(Moment::of(true, false), None);
        // A new version of a completed course may have no part begun.
        for begun in [true, false] {
            assert_eq!(Moment::of(begun, true), Some(Moment::After));
        }
        for moment in [Moment::Before, Moment::After] {
            assert_eq!(Moment::from_code(moment.code()), Some(moment));
        }
        assert_eq!(Moment::from_code("later"), None);
    }

    #[test]
    fn there_is_one_form_and_what_is_not_it_is_not_read() {
        let text = "critical_comment=30,own_work=100";
        let read = SelfEfficacy::from_canonical(text).unwrap();
        assert_eq!(read.of(Task::OwnWork).map(Sureness::get), Some(100));
        assert_eq!(read.of(Task::Approval), None);
        for other in [
            "own_work=100,critical_comment=30",
            "own_work=100,own_work=100",
            "own_work=55",
            "own_work",
            "juggling=10",
            "own_work=10,",
        ] {
            assert_eq!(SelfEfficacy::from_canonical(other), None, "{other}");
        }
    }

    proptest! {
        #[test]
        fn what_was_said_reads_back(said in said()) {
            prop_assert_eq!(SelfEfficacy::from_canonical(&said.canonical()), Some(said));
        }

        #[test]
        fn each_task_that_both_say_moves_one_way(before in said(), after in said()) {
            let both = Task::ALL.into_iter().filter(|t| before.of(*t).is_some() && after.of(*t).is_some());
            let forth = after.compared(&before);
            prop_assert_eq!((forth.surer + forth.same + forth.less) as usize, both.count());
            let back = before.compared(&after);
            prop_assert_eq!((back.surer, back.same, back.less), (forth.less, forth.same, forth.surer));
        }
    }
}
