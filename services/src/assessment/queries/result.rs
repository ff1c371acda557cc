//! What an attempt came to, for its owner alone: score, review and calibration of a quiz, or the debrief of a scenario.

use super::{
    debrief::{Debrief, debrief},
    graded::{Answer, Feedback, graded},
    intro::{Allowed, allowed},
    open::{Opened, RuleLink},
    page::{Head, certainties},
};
use crate::{
    Ctx, Error, Result,
    assessment::{attempt::Event, drawn::drawn, flag_item::flagged},
    content::model::{Part, Quiz},
    store::Store,
};
use domain::{
    assessment::{Calibration, Certainty, QuizResult},
    ids::AttemptId,
};

/// How often a level was said, and how often the answer was right then.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Level {
    /// The level.
    pub certainty: Certainty,
    /// Answers given with it.
    pub answers: u32,
    /// Those of them that were right.
    pub right: u32,
}

/// A finished quiz.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct QuizReview {
    /// What it came to, by accuracy alone.
    pub result: QuizResult,
    /// Whether its time was over before every question had its answer.
    pub time_over: bool,
    /// What the assignment allows from here; none when it limits nothing.
    pub allowed: Option<Allowed>,
    /// The share that passes, in percent.
    pub pass_mark: u32,
    /// Every question with its answer, in the order they were asked.
    pub items: Vec<Feedback>,
    /// The learner's own: each level of certainty.
    pub levels: Vec<Level>,
    /// The learner's own: marks weighted by certainty.
    pub marks: i32,
    /// The rule to look at first: of a question that was answered sure and mistaken, or else mistaken.
    pub look_at: Option<RuleLink>,
}

impl QuizReview {
    /// How many answers were of this kind.
    #[must_use]
    pub fn count(&self, kind: Calibration) -> usize {
        let of = |item: &&Feedback| {
            let certainty = item.certainty;
            certainty.is_some_and(|c| Calibration::of(c, item.right) == kind)
        };
        self.items.iter().filter(of).count()
    }
}

/// What an attempt came to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcomes {
    /// A quiz.
    Quiz(QuizReview),
    /// A scenario.
    Scenario(Debrief),
}

/// What one's own attempt came to; nothing while it is open.
///
/// # Errors
/// [`Error::NotFound`] when it is not an attempt of the actor's.
pub async fn result(
    store: &Store,
    ctx: &Ctx,
    attempt: AttemptId,
) -> Result<(Head, Option<Outcomes>)> {
    let opened = Opened::of(store.read(), ctx, attempt).await?;
    let end = opened.steps.iter().find(|step| step.is_end());
    let outcome = match (&opened.content, end.map(|step| &step.event)) {
        (_, None) => None,
        (
            Part::Quiz(quiz),
            Some(&Event::QuizFinished {
                right,
                total,
                percent,
                passed,
                time_over,
            }),
        ) => {
            let result = QuizResult {
                right,
                total,
                percent,
                passed,
            };
            let attempt = &opened.attempt;
            let place = (&attempt.course, &attempt.part);
            let allowed = allowed(store, ctx, attempt.person, place).await?;
            let review = review(store, &opened, quiz, (result, time_over)).await?;
            Some(Outcomes::Quiz(QuizReview { allowed, ..review }))
        }
        (Part::Scenario(scenario), Some(Event::ScenarioFinished { ending, percent })) => Some(
            Outcomes::Scenario(debrief(store, &opened, scenario, (ending, *percent)).await?),
        ),
        _ => return Err(Error::internal("an attempt ended as something else")),
    };
    Ok((opened.head(), outcome))
}

async fn review(
    store: &Store,
    opened: &Opened,
    quiz: &Quiz,
    (result, time_over): (QuizResult, bool),
) -> Result<QuizReview> {
    let events: Vec<_> = opened.steps.iter().map(|step| step.id).collect();
    let certainties = certainties(store.read(), &events).await?;
    let asked = drawn(quiz, opened.attempt.seed);
    let flagged = flagged(&opened.steps);
    let total = asked.len();
    let items: Vec<Feedback> = asked
        .into_iter()
        .enumerate()
        .map(|(n, item)| {
            let answer = opened.answer(&item.id);
            let certainty = answer
                .as_ref()
                .and_then(|a| certainties.get(&a.id).copied());
            Feedback {
                place: n + 1,
                total,
                last: true,
                flagged: flagged.contains(item.id.as_str()),
                ..graded(
                    &opened.sheet(),
                    item,
                    answer.as_ref().map(Answer::given),
                    certainty,
                )
            }
        })
        .collect();
    let levels = Certainty::ALL.map(|certainty| {
        let said = items.iter().filter(|i| i.certainty == Some(certainty));
        let (mut answers, mut right) = (0, 0);
        said.for_each(|item| {
            answers += 1;
            right += u32::from(item.right);
        });
        Level {
            certainty,
            answers,
            right,
        }
    });
    let marks = items
        .iter()
        .filter_map(|i| Some(i.certainty?.marks(i.right)));
    let sure = |i: &&Feedback| !i.right && i.certainty.is_some_and(Certainty::is_sure);
    let first = items
        .iter()
        .find(sure)
        .or_else(|| items.iter().find(|i| !i.right));
    Ok(QuizReview {
        allowed: None,
        result,
        time_over,
        pass_mark: opened.version.course.pass_mark,
        marks: marks.sum(),
        levels: levels.to_vec(),
        look_at: first.and_then(|item| item.rules.first().cloned()),
        items,
    })
}
