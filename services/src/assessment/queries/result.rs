//! What an attempt came to, for its owner alone: score, review, calibration, and the path with its better turns.

use super::{
    graded::{Answer, Feedback, graded},
    intro::{Allowed, allowed},
    open::{Opened, RuleLink},
    page::{Head, certainties},
    scene::{self, Standing, standings, taken},
};
use crate::{
    Ctx, Error, Result,
    assessment::{attempt::Event, drawn::drawn, flag_item::flagged, play::replay},
    content::{
        map::map_of,
        model::{Outcome, Part, Quiz, Scenario, Turn},
        render,
    },
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

/// A turn of a path that has ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Taken {
    /// The scene's title.
    pub title: String,
    /// What they did, as HTML without a paragraph.
    pub chosen: String,
    /// What came of it, as HTML.
    pub feedback: String,
    /// From 0, harmful, to 3, best.
    pub score: u32,
    /// The learner's own: how sure they were, where the scene asked.
    pub certainty: Option<Certainty>,
    /// What would have been better: text and what would have come of it, as HTML.
    pub better: Option<(String, String)>,
    /// The places of all that could be done: which was taken, and what each was worth.
    pub ways: Vec<Way>,
    /// The rule cards the scene rests on.
    pub rules: Vec<RuleLink>,
}

/// Something that could be done in a scene.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Way {
    /// Whether it was.
    pub taken: bool,
    /// From 0, harmful, to 3, best.
    pub score: u32,
}

/// A finished scenario.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Debrief {
    /// How it ended.
    pub outcome: Outcome,
    /// The ending's title.
    pub title: String,
    /// Its debrief, as HTML.
    pub text: String,
    /// What the path is worth, in percent.
    pub percent: u32,
    /// The turns that were taken.
    pub path: Vec<Taken>,
    /// How things stand.
    pub standings: Vec<Standing>,
    /// The rule cards the ending rests on.
    pub rules: Vec<RuleLink>,
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

async fn debrief(
    store: &Store,
    opened: &Opened,
    scenario: &Scenario,
    (ending, percent): (&str, u32),
) -> Result<Debrief> {
    let events: Vec<_> = opened.steps.iter().map(|step| step.id).collect();
    let certainties = certainties(store.read(), &events).await?;
    let map = map_of(scenario);
    let play = replay(&map, opened.attempt.seed, &opened.steps)?;
    let setting = opened.setting();
    let end = scene::written(scenario, ending)?;
    let path = taken(opened, scenario)
        .into_iter()
        .map(|(event, scene, turn)| {
            let best = scene.choices.iter().max_by_key(|t| t.score);
            let better = best.filter(|best| best.score > turn.score);
            let way = |t: &Turn| Way {
                taken: t.id == turn.id,
                score: t.score,
            };
            Taken {
                title: scene.title.clone(),
                chosen: render::inline(&turn.text, &setting),
                feedback: render::text(&turn.feedback, &setting),
                score: turn.score,
                certainty: certainties.get(&event).copied(),
                better: better.map(|best| {
                    let text = render::inline(&best.text, &setting);
                    (text, render::text(&best.feedback, &setting))
                }),
                ways: scene.choices.iter().map(way).collect(),
                rules: opened.rules(&scene.rules),
            }
        });
    Ok(Debrief {
        outcome: end.outcome.unwrap_or(Outcome::Fair),
        title: end.title.clone(),
        text: render::text(&end.text, &setting),
        percent,
        path: path.collect(),
        standings: standings(opened, scenario, &play)?,
        rules: opened.rules(&end.rules),
    })
}
