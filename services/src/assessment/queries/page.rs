//! The attempt's page: the question or the scene that comes next, or what came of an answer.

use super::{
    open::{Opened, RuleLink},
    scene::{self, Scene},
};
use crate::{
    Ctx, Error, Result,
    assessment::attempt::{Event, Step},
    content::{
        model::{Item, Part, Quiz},
        render::{self, Setting},
    },
    entity::attempt_certainties,
    store::Store,
};
use domain::{
    assessment::{Certainty, order},
    content::{Kind, Slug},
    ids::{AttemptEventId, AttemptId},
    language::Language,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use std::collections::{BTreeMap, BTreeSet};

/// What every page of an attempt says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Head {
    /// The attempt.
    pub attempt: AttemptId,
    /// Quiz or scenario.
    pub kind: Kind,
    /// The course.
    pub course: Slug,
    /// The part.
    pub part: Slug,
    /// The part's title.
    pub title: String,
    /// The part that follows in the course.
    pub next: Option<Slug>,
    /// The language of the title and of all texts of the part.
    pub language: Language,
}

/// An answer that is offered: its text, and nothing of what it is worth.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Offered {
    /// Its name.
    pub id: String,
    /// Its text, as HTML without a paragraph.
    pub html: String,
}

/// A question before its answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Question {
    /// Its name.
    pub item: String,
    /// Its short title.
    pub title: String,
    /// What it asks, as HTML.
    pub prompt: String,
    /// The answers that are offered.
    pub choices: Vec<Offered>,
    /// Whether it takes more than one.
    pub several: bool,
    /// Its place, from 1.
    pub place: usize,
    /// How many there are.
    pub total: usize,
}

/// An answer after grading.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Graded {
    /// Its text, as HTML without a paragraph.
    pub html: String,
    /// Whether it was chosen.
    pub chosen: bool,
    /// Whether it belongs to the right ones.
    pub right: bool,
    /// What is said of it, as HTML; of those that were chosen, and of right ones that were missed.
    pub feedback: Option<String>,
}

/// A question with its answer, graded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Feedback {
    /// Its name.
    pub item: String,
    /// Its short title.
    pub title: String,
    /// What it asked, as HTML.
    pub prompt: String,
    /// The answers, as they were offered.
    pub choices: Vec<Graded>,
    /// Whether exactly the right ones were chosen.
    pub right: bool,
    /// How sure they said they were; none once that was erased.
    pub certainty: Option<Certainty>,
    /// The rule cards it rests on.
    pub rules: Vec<RuleLink>,
    /// Its place, from 1.
    pub place: usize,
    /// How many there are.
    pub total: usize,
    /// Whether all have their answer.
    pub last: bool,
}

/// What the attempt's page shows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Now {
    /// The next question.
    Question(Question),
    /// A question that was just answered.
    Feedback(Feedback),
    /// The scene the path has come to.
    Scene(Scene),
    /// Nothing is left to do.
    Finished,
}

/// What the page of one's own attempt shows now; after an answer, what came of it.
///
/// # Errors
/// [`Error::NotFound`] when it is not an attempt of the actor's.
pub async fn now(
    store: &Store,
    ctx: &Ctx,
    attempt: AttemptId,
    answered: Option<&str>,
) -> Result<(Head, Now)> {
    let opened = Opened::of(store.read(), ctx, attempt).await?;
    let now = match &opened.content {
        Part::Quiz(quiz) => {
            let asked = answered.and_then(|id| quiz.items.iter().position(|i| i.id == id));
            match asked.filter(|n| opened.answer(&quiz.items[*n].id).is_some()) {
                Some(n) => Now::Feedback(feedback(store, &opened, quiz, n).await?),
                None => next_question(&opened, quiz).map_or(Now::Finished, Now::Question),
            }
        }
        Part::Scenario(_) if opened.steps.iter().any(Step::is_end) => Now::Finished,
        Part::Scenario(scenario) => Now::Scene(scene::scene(&opened, scenario)?),
        Part::Module(_) => return Err(Error::NotFound),
    };
    Ok((opened.head(), now))
}

/// The questions in this attempt's order.
pub(super) fn in_order<'a>(opened: &Opened, quiz: &'a Quiz) -> Vec<&'a Item> {
    let order = order(quiz.items.len(), opened.attempt.seed);
    order.into_iter().map(|n| &quiz.items[n]).collect()
}

fn next_question(opened: &Opened, quiz: &Quiz) -> Option<Question> {
    let items = in_order(opened, quiz);
    let open = |item: &&Item| opened.answer(&item.id).is_none();
    let place = items.iter().position(open)?;
    let item = items[place];
    let setting = opened.setting();
    let choices = choices_in_order(opened, item)
        .into_iter()
        .map(|choice| Offered {
            id: choice.id.clone(),
            html: render::inline(&choice.text, &setting),
        })
        .collect();
    Some(Question {
        item: item.id.clone(),
        title: item.title.clone(),
        prompt: render::text(&item.prompt, &setting),
        choices,
        several: item.takes_several(),
        place: place + 1,
        total: items.len(),
    })
}

/// The answers of a question in this attempt's order, which is another one for each question.
fn choices_in_order<'a>(opened: &Opened, item: &'a Item) -> Vec<&'a crate::content::model::Choice> {
    let mixed = item.id.bytes().fold(opened.attempt.seed, |seed, byte| {
        seed.wrapping_mul(31).wrapping_add(u64::from(byte))
    });
    let order = order(item.choices.len(), mixed);
    order.into_iter().map(|n| &item.choices[n]).collect()
}

async fn feedback(store: &Store, opened: &Opened, quiz: &Quiz, n: usize) -> Result<Feedback> {
    let item = &quiz.items[n];
    let answer = opened.answer(&item.id).ok_or(Error::NotFound)?;
    let certainties = certainties(store, &[answer.id]).await?;
    let place = in_order(opened, quiz).iter().position(|i| i.id == item.id);
    let total = quiz.items.len();
    Ok(Feedback {
        place: place.map_or(1, |p| p + 1),
        total,
        last: opened.steps.iter().any(Step::is_end),
        ..graded(opened, item, answer, certainties.get(&answer.id).copied())
    })
}

/// A question with its answer; its place is filled in by who knows it.
pub(super) fn graded(
    opened: &Opened,
    item: &Item,
    answer: Answer<'_>,
    certainty: Option<Certainty>,
) -> Feedback {
    let setting = opened.setting();
    let choices = choices_in_order(opened, item)
        .into_iter()
        .map(|choice| {
            let chosen = answer.choices.contains(&choice.id);
            let said = chosen || (choice.correct && !answer.right);
            Graded {
                html: render::inline(&choice.text, &setting),
                chosen,
                right: choice.correct,
                feedback: said.then(|| text(&choice.feedback, &setting)),
            }
        })
        .collect();
    Feedback {
        item: item.id.clone(),
        title: item.title.clone(),
        prompt: text(&item.prompt, &setting),
        choices,
        right: answer.right,
        certainty,
        rules: opened.rules(&item.rules),
        place: 0,
        total: 0,
        last: false,
    }
}

fn text(markdown: &str, setting: &Setting) -> String {
    render::text(markdown, setting)
}

/// An answer as its event holds it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Answer<'a> {
    pub(super) id: AttemptEventId,
    pub(super) choices: &'a BTreeSet<String>,
    pub(super) right: bool,
}

impl Opened {
    /// The answer to a question, if it has one.
    pub(super) fn answer(&self, item: &str) -> Option<Answer<'_>> {
        self.steps.iter().find_map(|step| match &step.event {
            Event::Answered {
                item: answered,
                choices,
                right,
                ..
            } if answered == item => Some(Answer {
                id: step.id,
                choices,
                right: *right,
            }),
            _ => None,
        })
    }
}

/// How sure the learner was of these answers. Only their own pages ask.
pub(super) async fn certainties(
    store: &Store,
    events: &[AttemptEventId],
) -> Result<BTreeMap<AttemptEventId, Certainty>> {
    let ids = events.iter().map(AttemptEventId::as_uuid);
    let rows = attempt_certainties::Entity::find()
        .filter(attempt_certainties::Column::EventId.is_in(ids))
        .all(store.read())
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let level = Certainty::from_code(&row.certainty)?;
            Some((AttemptEventId::from_uuid(row.event_id), level))
        })
        .collect())
}
