//! Where a story stands, derived from its facts, and the rules of who may do what next.
//!
//! Nobody signs off their own story; a decision is one department's on exactly one version; what is published was
//! signed off by somebody and is sent back by nobody.

use super::{Decision, Publication, PublicationChange, SignOff, Signing};
use crate::{content::ContentHash, ids::PersonId};
use serde::{Deserialize, Serialize};

/// Where a story stands.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StoryStatus {
    /// Saved by its author, seen by nobody else.
    Draft,
    /// Waits for a reviewer.
    Submitted,
    /// A department asks for a change.
    SentBack,
    /// One department at least said yes to exactly this version, and none asks for a change.
    SignedOff,
    /// Everyone can read it.
    Published,
    /// Taken back.
    Withdrawn,
}

impl StoryStatus {
    /// The stable name.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::SentBack => "sent_back",
            Self::SignedOff => "signed_off",
            Self::Published => "published",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// Why a step is not taken.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, thiserror::Error)]
pub enum StoryError {
    /// Whoever told it cannot sign it off, nor use it.
    #[error("it is one's own story")]
    Own,
    /// Only its author writes it.
    #[error("somebody else told this story")]
    NotOwn,
    /// Another version is the newest.
    #[error("the story changed in the meantime")]
    Changed,
    /// It waits for no reviewer, or their department decided already.
    #[error("the story does not wait for this decision")]
    NotWaiting,
    /// Nobody said yes to this version, or somebody asks for a change.
    #[error("this version was not signed off")]
    NotSignedOff,
    /// Nobody can read it.
    #[error("the story is not published")]
    NotPublished,
    /// It was taken back before.
    #[error("the story is withdrawn")]
    Withdrawn,
}

/// What the facts say of a story that was submitted at least once.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Standing {
    /// Who told it.
    pub author: PersonId,
    /// The newest version.
    pub latest: ContentHash,
    /// The last word of each department on the newest version.
    pub sign_offs: Vec<SignOff>,
    /// The last thing that changed for readers.
    pub publication: Option<Publication>,
}

impl Standing {
    /// A story as it is first submitted.
    #[must_use]
    pub const fn first(author: PersonId, version: ContentHash) -> Self {
        Self {
            author,
            latest: version,
            sign_offs: Vec::new(),
            publication: None,
        }
    }

    /// Where the newest version stands.
    #[must_use]
    pub fn status(&self) -> StoryStatus {
        let said = |decision| self.sign_offs.iter().any(|s| s.decision == decision);
        match self.publication {
            Some(p) if p.version == self.latest => match p.change {
                PublicationChange::Published => StoryStatus::Published,
                PublicationChange::Withdrawn => StoryStatus::Withdrawn,
            },
            _ if said(Decision::SentBack) => StoryStatus::SentBack,
            _ if said(Decision::Approved) => StoryStatus::SignedOff,
            _ => StoryStatus::Submitted,
        }
    }

    /// The version everyone can read, which a newer one that waits does not hide.
    #[must_use]
    pub fn published(&self) -> Option<ContentHash> {
        self.publication
            .filter(|p| p.change == PublicationChange::Published)
            .map(|p| p.version)
    }

    /// A new version: whatever was decided before held for another one.
    ///
    /// # Errors
    /// [`StoryError::NotOwn`].
    pub fn submit(&self, by: PersonId, version: ContentHash) -> Result<Self, StoryError> {
        if by != self.author {
            return Err(StoryError::NotOwn);
        }
        Ok(Self {
            latest: version,
            sign_offs: Vec::new(),
            ..self.clone()
        })
    }

    /// Whether the newest version is still to be decided on.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.publication.is_none_or(|p| p.version != self.latest)
    }

    /// Whether this person's word on the newest version would count: for a department that said nothing yet, or
    /// instead of what they said themselves.
    ///
    /// # Errors
    /// [`StoryError::Own`], [`StoryError::NotWaiting`].
    pub fn may_decide(&self, by: PersonId, department: Signing) -> Result<(), StoryError> {
        let before = self.sign_offs.iter().find(|s| s.department == department);
        if by == self.author {
            Err(StoryError::Own)
        } else if !self.is_open() || before.is_some_and(|s| s.reviewer != by) {
            Err(StoryError::NotWaiting)
        } else {
            Ok(())
        }
    }

    /// A reviewer's word on the version they read, for a department. Departments decide each for itself; who decided
    /// may think again until it is published.
    ///
    /// # Errors
    /// [`StoryError::Own`], [`StoryError::Changed`], [`StoryError::NotWaiting`].
    pub fn decide(&self, version: ContentHash, word: SignOff) -> Result<Self, StoryError> {
        if word.reviewer != self.author && version != self.latest {
            return Err(StoryError::Changed);
        }
        self.may_decide(word.reviewer, word.department)?;
        let mut decided = self.clone();
        decided
            .sign_offs
            .retain(|s| s.department != word.department);
        decided.sign_offs.push(word);
        Ok(decided)
    }

    /// Opens the version to everyone.
    ///
    /// # Errors
    /// [`StoryError::Changed`], [`StoryError::NotSignedOff`].
    pub fn publish(&self, version: ContentHash) -> Result<Self, StoryError> {
        if version != self.latest {
            return Err(StoryError::Changed);
        }
        if self.status() != StoryStatus::SignedOff {
            return Err(StoryError::NotSignedOff);
        }
        Ok(self.with(PublicationChange::Published))
    }

    /// Takes the story back: neither a published nor a waiting version stays.
    ///
    /// # Errors
    /// [`StoryError::Withdrawn`].
    pub fn withdraw(&self) -> Result<Self, StoryError> {
        if self.status() == StoryStatus::Withdrawn {
            return Err(StoryError::Withdrawn);
        }
        Ok(self.with(PublicationChange::Withdrawn))
    }

    /// Whether this person may say that they used it.
    ///
    /// # Errors
    /// [`StoryError::NotPublished`], [`StoryError::Own`].
    pub fn may_use(&self, by: PersonId) -> Result<(), StoryError> {
        if self.published().is_none() {
            Err(StoryError::NotPublished)
        } else if by == self.author {
            Err(StoryError::Own)
        } else {
            Ok(())
        }
    }

    fn with(&self, change: PublicationChange) -> Self {
        let version = self.latest;
        Self {
            publication: Some(Publication { change, version }),
            ..self.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;
    use uuid::Uuid;

    fn person(n: u8) -> PersonId {
        PersonId::from_uuid(Uuid::from_u128(u128::from(n)))
    }
    fn version(n: u8) -> ContentHash {
        ContentHash([n; 32])
    }

    fn word(by: u8, department: Signing, decision: Decision) -> SignOff {
        SignOff {
            department,
            reviewer: person(by),
            decision,
        }
    }

    #[derive(Clone, Copy, Debug)]
    enum Step {
        Submit(u8),
        Decide(u8, u8, Signing, Decision),
        Publish(u8),
        Withdraw,
    }

    fn step() -> impl Strategy<Value = Step> {
        let decision = prop_oneof![Just(Decision::Approved), Just(Decision::SentBack)];
        let department = prop_oneof![Just(Signing::Legal), Just(Signing::Medical)];
        // Versions that exist, and some that do not; person 0 is the author.
        prop_oneof![
            1 => (0..3_u8).prop_map(Step::Submit),
            4 => (0..3_u8, 0..6_u8, department, decision)
                .prop_map(|(by, v, f, d)| Step::Decide(by, v, f, d)),
            2 => (0..6_u8).prop_map(Step::Publish),
            1 => Just(Step::Withdraw),
        ]
    }

    proptest! {
        /// Whatever people try in whatever order, what becomes readable was signed off by somebody else and is sent
        /// back by nobody.
        #[test]
        fn what_is_published_was_signed_off_by_another(steps in prop::collection::vec(step(), 0..60)) {
            let mut story = Standing::first(person(0), version(0));
            let mut newest = 0;
            // The last word of each department on the newest version.
            let mut words: BTreeMap<Signing, (u8, Decision)> = BTreeMap::new();
            for step in steps {
                let next = match step {
                    Step::Submit(by) => story.submit(person(by), version(newest + 1)),
                    Step::Decide(by, v, f, d) => story.decide(version(v), word(by, f, d)),
                    Step::Publish(v) => story.publish(version(v)),
                    Step::Withdraw => story.withdraw(),
                };
                let Ok(next) = next else { continue };
                let before = std::mem::replace(&mut story, next);
                match step {
                    Step::Submit(by) => {
                        newest += 1;
                        words.clear();
                        prop_assert_eq!(by, 0);
                        prop_assert_eq!(story.status(), StoryStatus::Submitted);
                        prop_assert_eq!(story.published(), before.published());
                    }
                    Step::Decide(by, v, f, d) => {
                        prop_assert!(by != 0 && v == newest && before.is_open());
                        let earlier = words.insert(f, (by, d));
                        prop_assert!(earlier.is_none_or(|(who, _)| who == by), "a word is taken back by who gave it");
                    }
                    Step::Publish(v) => {
                        prop_assert_eq!(v, newest);
                        prop_assert!(!words.is_empty());
                        prop_assert!(words.values().all(|(_, d)| *d == Decision::Approved));
                        prop_assert_eq!(story.status(), StoryStatus::Published);
                    }
                    Step::Withdraw => {
                        prop_assert_eq!(story.published(), None);
                        prop_assert_eq!(story.status(), StoryStatus::Withdrawn);
                        prop_assert_eq!(story.withdraw(), Err(StoryError::Withdrawn));
                    }
                }
                prop_assert_eq!(story.author, person(0));
            }
        }
    }

    #[test]
    fn a_decision_holds_for_the_version_that_was_read() {
        let yes = |by, v| word(by, Signing::Legal, v);
        let story = Standing::first(person(0), version(1));
        let changed = story.submit(person(0), version(2)).unwrap();
        let late = changed.decide(version(1), yes(1, Decision::Approved));
        assert_eq!(late, Err(StoryError::Changed));
        let signed = story
            .decide(version(1), yes(1, Decision::Approved))
            .unwrap();
        assert_eq!(signed.status(), StoryStatus::SignedOff);
        let again = signed.submit(person(0), version(2)).unwrap();
        assert_eq!(again.publish(version(2)), Err(StoryError::NotSignedOff));
        assert_eq!(again.publish(version(1)), Err(StoryError::Changed));
        let twice = signed.decide(version(1), yes(2, Decision::SentBack));
        assert_eq!(
            twice,
            Err(StoryError::NotWaiting),
            "the department has spoken"
        );
    }

    #[test]
    fn one_department_that_asks_for_a_change_holds_it_back() {
        let story = Standing::first(person(0), version(1));
        let decide = |story: &Standing, by, department, decision| {
            story
                .decide(version(1), word(by, department, decision))
                .unwrap()
        };
        let legal = decide(&story, 1, Signing::Legal, Decision::Approved);
        let both = decide(&legal, 2, Signing::Medical, Decision::SentBack);
        assert_eq!(both.status(), StoryStatus::SentBack);
        assert_eq!(both.publish(version(1)), Err(StoryError::NotSignedOff));
        // Who asked for it thinks again.
        let agreed = decide(&both, 2, Signing::Medical, Decision::Approved);
        let open = agreed.publish(version(1)).unwrap();
        assert_eq!(open.status(), StoryStatus::Published);
        let late = open.decide(version(1), word(2, Signing::Medical, Decision::SentBack));
        assert_eq!(late, Err(StoryError::NotWaiting));
    }

    #[test]
    fn nobody_signs_off_or_uses_their_own() {
        let story = Standing::first(person(0), version(1));
        let yes = |by| word(by, Signing::Other, Decision::Approved);
        assert_eq!(story.decide(version(1), yes(0)), Err(StoryError::Own));
        assert_eq!(story.may_use(person(1)), Err(StoryError::NotPublished));
        let open = story
            .decide(version(1), yes(1))
            .and_then(|s| s.publish(version(1)))
            .unwrap();
        assert_eq!(open.may_use(person(0)), Err(StoryError::Own));
        assert_eq!(open.may_use(person(1)), Ok(()));
    }
}
