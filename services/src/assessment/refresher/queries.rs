//! What pages read of refreshers: nothing of an answer before it is given, as in a quiz.

use super::{
    candidates::{due, next_day},
    rows::{self, Question as Row, Source},
    start::open,
};
use crate::{
    Ctx, Error, Result,
    assessment::queries::{Feedback, Question, Sheet, graded, question},
    content::queries::in_language,
    ctx::Actor,
    store::Store,
};
use domain::{
    content::{Practice, Slug},
    ids::{PersonId, RefresherId},
    language::Language,
};
use std::collections::BTreeSet;
use time::Date;

/// What waits for somebody.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Waiting {
    /// How many questions.
    pub questions: usize,
    /// What they are about, each once.
    pub practices: Vec<Practice>,
    /// The refresher to go on with, when one was begun.
    pub begun: Option<RefresherId>,
}

/// What every page of a refresher's question says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Head {
    /// The refresher.
    pub refresher: RefresherId,
    /// The question's place in the table, from 1: what its form sends.
    pub place: i32,
    /// The course it is from.
    pub course: Slug,
    /// The title of that course.
    pub course_title: String,
    /// The language of that title.
    pub course_language: Language,
    /// The language of the question.
    pub language: Language,
}

/// What the page of a refresher shows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Now {
    /// The next question.
    Question(Head, Question),
    /// A question that was just answered.
    Feedback(Head, Feedback),
    /// Nothing is left to ask.
    Done(Done),
}

/// A refresher that is done with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Done {
    /// How many questions were answered.
    pub answered: usize,
    /// How many of them right.
    pub right: usize,
    /// The next day on which a question comes round.
    pub next: Option<Date>,
}

const fn person(ctx: &Ctx) -> Result<PersonId> {
    match ctx.actor {
        Actor::Person(person) => Ok(person),
        _ => Err(Error::Forbidden),
    }
}

/// What waits for the actor; none when nothing is due.
///
/// # Errors
/// [`Error::Forbidden`] when nobody is signed in; [`Error::Internal`] when the database does not answer.
pub async fn waiting(store: &Store, ctx: &Ctx) -> Result<Option<Waiting>> {
    let (db, person) = (store.read(), person(ctx)?);
    if let Some((id, left)) = open(db, person, ctx.clock.now()).await? {
        let mut practices = BTreeSet::new();
        for question in &left {
            let source = Source::of(db, question, ctx.language).await?;
            practices.insert(source.item().practice);
        }
        return Ok(Some(Waiting {
            questions: left.len(),
            practices: practices.into_iter().collect(),
            begun: Some(id),
        }));
    }
    let due = due(db, person, ctx.clock.now()).await?;
    let practices: BTreeSet<Practice> = due.iter().map(|one| one.practice).collect();
    Ok((!due.is_empty()).then_some(Waiting {
        questions: due.len(),
        practices: practices.into_iter().collect(),
        begun: None,
    }))
}

/// The next day on which a question comes round for the actor; none when they have finished no quiz.
///
/// # Errors
/// As [`waiting`].
pub async fn next(store: &Store, ctx: &Ctx) -> Result<Option<Date>> {
    next_day(store.read(), person(ctx)?, ctx.clock.now()).await
}

/// What the page of one's own refresher shows now; after the answer to the question at a place, what came of it.
///
/// # Errors
/// [`Error::NotFound`] when it is not the actor's, or another has taken its place.
pub async fn now(store: &Store, ctx: &Ctx, id: RefresherId, answered: Option<i32>) -> Result<Now> {
    let (db, person) = (store.read(), person(ctx)?);
    let all = rows::own(db, id, person).await?;
    let has_answer = |row: &&Row| Some(row.place) == answered && row.answer.is_some();
    if let Some(row) = all.iter().find(has_answer) {
        return feedback(store, ctx, &all, row).await;
    }
    for row in all.iter().filter(|row| row.answer.is_none()) {
        if !rows::is_being_tried(db, person, (&row.course, &row.part)).await? {
            return asked(store, ctx, &all, row).await;
        }
    }
    let answers: Vec<_> = all.iter().filter_map(|row| row.answer.as_ref()).collect();
    Ok(Now::Done(Done {
        answered: answers.len(),
        right: answers.iter().filter(|answer| answer.right).count(),
        next: next_day(db, person, ctx.clock.now()).await?,
    }))
}

async fn asked(store: &Store, ctx: &Ctx, all: &[Row], row: &Row) -> Result<Now> {
    let source = Source::of(store.read(), row, ctx.language).await?;
    let question = question(&sheet(&source, row), source.item(), place(all, row));
    Ok(Now::Question(head(ctx, &source, row), question))
}

async fn feedback(store: &Store, ctx: &Ctx, all: &[Row], row: &Row) -> Result<Now> {
    let source = Source::of(store.read(), row, ctx.language).await?;
    let answer = row.answer.as_ref().ok_or(Error::NotFound)?;
    let given = answer.given();
    let given = Some((&given, answer.right));
    let (place, total) = place(all, row);
    let feedback = Feedback {
        place,
        total,
        last: all.iter().all(|row| row.answer.is_some()),
        ..graded(&sheet(&source, row), source.item(), given, row.certainty)
    };
    Ok(Now::Feedback(head(ctx, &source, row), feedback))
}

const fn sheet<'a>(source: &'a Source, row: &Row) -> Sheet<'a> {
    Sheet {
        version: &source.version,
        language: source.language,
        seed: row.seed,
    }
}

fn place(all: &[Row], row: &Row) -> (usize, usize) {
    let place = all.iter().position(|other| other.place == row.place);
    (place.map_or(0, |n| n + 1), all.len())
}

fn head(ctx: &Ctx, source: &Source, row: &Row) -> Head {
    let (course_language, course_title) = in_language(&source.version.course.title, ctx.language);
    Head {
        refresher: row.refresher,
        place: row.place,
        course: row.course.clone(),
        course_title,
        course_language,
        language: source.language,
    }
}
