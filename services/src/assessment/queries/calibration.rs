//! How well a person's certainty meets truth, from everything they answered: for themselves alone. Nothing else reads
//! levels of more than one attempt, and nobody can ask for another's.

use super::answers::{answers, has_said};
use crate::{
    Ctx, Error, Result,
    content::queries::{CourseSummary, courses},
    ctx::Actor,
    store::{Resource, Store, authorize_read_of},
};
use domain::{
    assessment::{Advice, CalibrationReport, MIN_PREVAILING, Tally},
    content::Practice,
    policy::Action,
};
use std::collections::BTreeMap;

/// A practice with enough answers behind it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PracticeStanding {
    /// The practice.
    pub practice: Practice,
    /// How many answers are in each state.
    pub tally: Tally,
}

/// Somebody's own picture.
#[derive(Clone, PartialEq, Debug)]
pub struct OwnCalibration {
    /// Counts, and from twenty answers on figures.
    pub report: CalibrationReport,
    /// With figures, the practices that five answers or more are about, in the practices' order.
    pub practices: Vec<PracticeStanding>,
    /// With figures, how many practices have answers, and fewer than five.
    pub fewer: usize,
    /// The one thing to do next.
    pub advice: Advice,
    /// Whether they have said how sure they were, in answers or decisions, and nothing of it is kept any more.
    pub erased: bool,
    /// A published course on each practice, where there is one: the one that puts it first among its practices.
    pub courses: BTreeMap<Practice, CourseSummary>,
}

/// The reader's own calibration, over the answers of every attempt of theirs, and over the decisions of scenarios that
/// have come to an end. A decision is right when nothing better was offered.
///
/// # Errors
/// [`Error::Forbidden`] when nobody is signed in.
pub async fn calibration(store: &Store, ctx: &Ctx) -> Result<OwnCalibration> {
    let Actor::Person(person) = ctx.actor else {
        return Err(Error::Forbidden);
    };
    let own = Resource::Person(person);
    authorize_read_of(store.read(), ctx, Action::ConfidenceOwn, own).await?;
    let answers = answers(store.read(), person).await?;
    let erased = answers.is_empty() && has_said(store.read(), person).await?;
    let levels: Vec<_> = answers.iter().map(|(_, c, right)| (*c, *right)).collect();
    let report = CalibrationReport::of(&levels);
    let tallies = Tally::by_practice(answers);
    let advice = Advice::of(&report, &tallies);
    let (enough, few): (Vec<_>, Vec<_>) = tallies
        .into_iter()
        .filter(|_| report.figures.is_some())
        .partition(|(_, tally)| tally.answers() >= MIN_PREVAILING);
    let practices = enough
        .into_iter()
        .map(|(practice, tally)| PracticeStanding { practice, tally });
    Ok(OwnCalibration {
        report,
        practices: practices.collect(),
        fewer: few.len(),
        advice,
        erased,
        courses: by_practice(courses(store, ctx.language).await?),
    })
}

/// For each practice the course that puts it first among its practices; of equals the first by title.
fn by_practice(courses: Vec<CourseSummary>) -> BTreeMap<Practice, CourseSummary> {
    let place = |course: &CourseSummary, practice: Practice| {
        course.practices.iter().position(|p| *p == practice)
    };
    let of = |practice: &Practice| {
        let about = courses
            .iter()
            .filter_map(|course| Some((place(course, *practice)?, course)));
        let (_, course) = about.min_by_key(|(place, _)| *place)?;
        Some((*practice, course.clone()))
    };
    Practice::ALL.iter().filter_map(of).collect()
}
