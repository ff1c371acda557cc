//! What stands before a quiz or a scenario: how long it takes, and where the reader stands with it.

use super::{PartState, answers::has_answered, part_states};
use crate::{
    Ctx, Error, Result,
    assessment::allowance::Allowance,
    content::{
        model::Part,
        queries::{current, in_language},
        render,
    },
    ctx::Actor,
    store::Store,
};
use domain::{
    assessment::limits::Next,
    content::{Kind, Slug},
    ids::PersonId,
    language::Language,
};
use time::Duration;

/// A quiz or a scenario before it begins.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Intro {
    /// Its title.
    pub title: String,
    /// What is said before it, as HTML.
    pub html: String,
    /// The language of both.
    pub language: Language,
    /// How long it takes.
    pub minutes: u32,
    /// How many questions it has; none for a scenario.
    pub questions: usize,
    /// The share of right answers that passes, in percent.
    pub pass_mark: u32,
    /// The title of the course.
    pub course_title: String,
    /// The language of the course's title.
    pub course_language: Language,
    /// The part that follows in the course.
    pub next: Option<Slug>,
    /// Where the reader stands with it.
    pub state: PartState,
    /// What their assignment allows; none when it limits nothing.
    pub allowed: Option<Allowed>,
    /// Whether the reader has ever answered a question of any quiz.
    pub answered_before: bool,
}

/// What an assignment allows its reader.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Allowed {
    /// Whether another attempt may begin.
    pub next: Next,
    /// How many attempts are left; none when they are not counted.
    pub left: Option<u32>,
    /// How long an attempt may take, their own extra time included.
    pub time: Option<Duration>,
}

impl Intro {
    /// Quiz or scenario.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        self.state.kind
    }
}

/// What somebody's assignment allows for a quiz; none when it limits nothing.
pub(super) async fn allowed(
    store: &Store,
    ctx: &Ctx,
    person: PersonId,
    (course, part): (&Slug, &Slug),
) -> Result<Option<Allowed>> {
    let allowance = Allowance::of(store.read(), person, course, part).await?;
    Ok(allowance.map(|allowance| Allowed {
        next: allowance.next(ctx.clock.now()),
        left: allowance.left(),
        time: allowance.time(),
    }))
}

/// What stands before a quiz or a scenario of a published course; nothing for other parts.
///
/// # Errors
/// [`Error::Forbidden`] when nobody is signed in; [`Error::Internal`] when the database does not answer.
pub async fn intro(store: &Store, ctx: &Ctx, course: &Slug, part: &Slug) -> Result<Option<Intro>> {
    let Actor::Person(person) = ctx.actor else {
        return Err(Error::Forbidden);
    };
    let states = part_states(store.read(), person, course).await?;
    let Some(state) = states.into_iter().find(|s| s.part == *part) else {
        return Ok(None);
    };
    let version = current(store, course).await?.ok_or(Error::NotFound)?;
    let (language, content) = version.part(part, ctx.language)?;
    let (markdown, questions) = match &content {
        Part::Quiz(quiz) => (&quiz.intro, quiz.asks()),
        Part::Scenario(scenario) => (&scenario.intro, 0),
        Part::Module(_) => return Ok(None),
    };
    let allowed = match content {
        Part::Quiz(_) => allowed(store, ctx, person, (course, part)).await?,
        _ => None,
    };
    let (course_language, course_title) = in_language(&version.course.title, ctx.language);
    Ok(Some(Intro {
        title: content.head().title.clone(),
        html: render::text(markdown, &version.setting(language)),
        language,
        minutes: content.head().minutes,
        questions,
        pass_mark: version.course.pass_mark,
        course_title,
        course_language,
        next: version.part_after(part),
        state,
        allowed,
        answered_before: has_answered(store.read(), person).await?,
    }))
}
