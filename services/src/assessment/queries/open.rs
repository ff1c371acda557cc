//! One's own attempt with the versions it began with: what the other queries look into.

use super::page::Head;
use crate::{
    Ctx, Error, Result,
    assessment::attempt::{Attempt, Step, own, steps},
    content::{
        model::Part,
        queries::{CourseVersion, course_version},
        render::Setting,
    },
    ctx::Actor,
};
use domain::{ids::AttemptId, language::Language};
use sea_orm::ConnectionTrait;

/// A rule card to follow.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct RuleLink {
    /// Its name.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The language of the title.
    pub language: Language,
}

/// An attempt of the actor's with everything that belongs to it, keys and scores included.
#[derive(Debug)]
pub(super) struct Opened {
    pub(super) attempt: Attempt,
    pub(super) version: CourseVersion,
    pub(super) content: Part,
    pub(super) language: Language,
    pub(super) steps: Vec<Step>,
}

impl Opened {
    /// # Errors
    /// [`Error::NotFound`] when it is not an attempt of the actor's.
    pub(super) async fn of(db: &impl ConnectionTrait, ctx: &Ctx, id: AttemptId) -> Result<Self> {
        let Actor::Person(person) = ctx.actor else {
            return Err(Error::Forbidden);
        };
        let attempt = own(db, id, person).await?;
        let version = course_version(db, attempt.course_version)
            .await?
            .ok_or(Error::NotFound)?;
        let (language, content) = version.part(&attempt.part, ctx.language)?;
        let steps = steps(db, id).await?;
        Ok(Self {
            attempt,
            version,
            content,
            language,
            steps,
        })
    }

    pub(super) fn head(&self) -> Head {
        Head {
            next: self.version.part_after(&self.attempt.part),
            attempt: self.attempt.id,
            kind: self.attempt.kind,
            course: self.attempt.course.clone(),
            part: self.attempt.part.clone(),
            title: self.content.head().title.clone(),
            language: self.language,
            ends_at: self.attempt.ends_at,
        }
    }

    pub(super) fn setting(&self) -> Setting {
        self.version.setting(self.language)
    }

    /// The rule cards of these names; one that cannot be read is left out.
    pub(super) fn rules(&self, ids: &[String]) -> Vec<RuleLink> {
        rule_links(&self.version, ids, self.language)
    }

    /// What its questions are drawn on.
    pub(super) const fn sheet(&self) -> Sheet<'_> {
        Sheet {
            version: &self.version,
            language: self.language,
            seed: self.attempt.seed,
        }
    }
}

/// What a question is drawn on, in an attempt or in a refresher: where it is from, its language, and the seed of its order.
#[derive(Clone, Copy, Debug)]
pub(in crate::assessment) struct Sheet<'a> {
    pub(in crate::assessment) version: &'a CourseVersion,
    pub(in crate::assessment) language: Language,
    pub(in crate::assessment) seed: u64,
}

impl Sheet<'_> {
    pub(super) fn setting(&self) -> Setting {
        self.version.setting(self.language)
    }

    pub(super) fn rules(&self, ids: &[String]) -> Vec<RuleLink> {
        rule_links(self.version, ids, self.language)
    }
}

/// The rule cards of a course version by name, with a title to show.
pub(super) fn rule_links(
    version: &CourseVersion,
    ids: &[String],
    language: Language,
) -> Vec<RuleLink> {
    ids.iter()
        .filter_map(|id| {
            let card = version.rule(id).ok().flatten()?;
            let titles = &card.title;
            let found = titles.get_key_value(&language);
            let (shown, title) = found.or_else(|| titles.first_key_value())?;
            Some(RuleLink {
                id: id.clone(),
                title: title.clone(),
                language: *shown,
            })
        })
        .collect()
}
