//! What stands before a quiz or a scenario: how long it takes, and where the reader stands with it.

use super::{PartState, part_states};
use crate::{
    Ctx, Error, Result,
    content::{model::Part, queries::current, render},
    ctx::Actor,
    store::Store,
};
use domain::{
    content::{Kind, Slug},
    language::Language,
};

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
}

impl Intro {
    /// Quiz or scenario.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        self.state.kind
    }
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
    let titles = &version.course.title;
    let (course_language, course_title) = titles
        .get_key_value(&ctx.language)
        .or_else(|| titles.first_key_value())
        .map_or_else(Default::default, |(l, text)| (*l, text.clone()));
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
    }))
}
