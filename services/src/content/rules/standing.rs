//! How the rule cards of a course version stand on a day.

use super::CONFIRMED;
use crate::{
    Error, Result,
    content::{
        model::RuleCard,
        versions::{hash_of, read_rule},
    },
    entity::{content_versions, course_members, rule_confirmations},
};
use domain::{
    accounts::parse_date,
    audit::canonical::from_micros,
    content::{
        ContentHash, Kind,
        rule_card::{Confirmation, State, Term},
    },
    ids::PersonId,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};
use std::collections::BTreeMap;
use time::{Date, OffsetDateTime};

/// The most values one statement names.
const CHUNK: usize = 500;

/// The company's last word on a version of a card, which has not been taken back.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Word {
    /// Whose; none when it is the program's own.
    pub reviewer: Option<PersonId>,
    /// When, UTC.
    pub at: OffsetDateTime,
    /// The reviewer's day, and when to look again.
    pub confirmation: Confirmation,
}

/// A version of a rule card as it stands on a day.
#[derive(Clone, PartialEq, Debug)]
pub struct CardStanding {
    /// The version.
    pub hash: ContentHash,
    /// What it says.
    pub card: RuleCard,
    /// The company's own review of it.
    pub word: Option<Word>,
    /// The last day on which it can be relied on.
    pub until: Date,
    /// How it stands.
    pub state: State,
}

impl CardStanding {
    /// Whether it keeps courses from being assigned: the company has not confirmed it, or its time is over.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.word.is_none() || self.state.blocks()
    }
}

/// The rule cards that a course version rests on, in its order.
///
/// # Errors
/// [`Error::Internal`] when the database does not answer or holds a card that cannot be read.
pub async fn of_course(
    db: &impl ConnectionTrait,
    course: ContentHash,
    today: Date,
) -> Result<Vec<CardStanding>> {
    let members = course_members::Entity::find()
        .select_only()
        .column(course_members::Column::MemberHash)
        .filter(course_members::Column::CourseHash.eq(course.as_bytes().to_vec()))
        .into_query();
    let rows = content_versions::Entity::find()
        .filter(content_versions::Column::Kind.eq(Kind::RuleCard.code()))
        .filter(content_versions::Column::Hash.in_subquery(members))
        .order_by_asc(content_versions::Column::Slug)
        .all(db)
        .await?;
    of_rows(db, rows, today).await
}

/// How one version of a card stands; none when there is no such card.
///
/// # Errors
/// As [`of_course`].
pub async fn of_card(
    db: &impl ConnectionTrait,
    card: ContentHash,
    today: Date,
) -> Result<Option<CardStanding>> {
    let rows = content_versions::Entity::find_by_id(card.as_bytes().to_vec())
        .filter(content_versions::Column::Kind.eq(Kind::RuleCard.code()))
        .all(db)
        .await?;
    Ok(of_rows(db, rows, today).await?.pop())
}

/// The cards because of which a course version cannot be published.
pub(crate) async fn blocking(
    db: &impl ConnectionTrait,
    course: ContentHash,
    today: Date,
) -> Result<Vec<CardStanding>> {
    let mut cards = of_course(db, course, today).await?;
    cards.retain(|card| card.state.blocks());
    Ok(cards)
}

/// The cards because of which a course version cannot be assigned.
pub(crate) async fn open(
    db: &impl ConnectionTrait,
    course: ContentHash,
    today: Date,
) -> Result<Vec<CardStanding>> {
    let mut cards = of_course(db, course, today).await?;
    cards.retain(CardStanding::is_open);
    Ok(cards)
}

/// How these versions of cards stand, in the order given.
pub(super) async fn of_rows(
    db: &impl ConnectionTrait,
    rows: Vec<content_versions::Model>,
    today: Date,
) -> Result<Vec<CardStanding>> {
    let mut hashes = Vec::new();
    for row in &rows {
        hashes.push(hash_of(row.hash.clone())?);
    }
    let words = words(db, &hashes).await?;
    rows.iter()
        .zip(hashes)
        .map(|(row, hash)| {
            let card = read_rule(&row.body)?;
            let word = words.get(&hash).copied();
            let (term, confirmation) = (term(&card)?, word.map(|w| w.confirmation));
            Ok(CardStanding {
                hash,
                card,
                word,
                until: term.end(confirmation).0,
                state: term.state(confirmation, today),
            })
        })
        .collect()
}

/// The company's last word on each of these versions that was not taken back.
pub(super) async fn words(
    db: &impl ConnectionTrait,
    hashes: &[ContentHash],
) -> Result<BTreeMap<ContentHash, Word>> {
    let mut words = BTreeMap::new();
    for chunk in hashes.chunks(CHUNK) {
        let chunk = chunk.iter().map(|h| h.as_bytes().to_vec());
        let rows = rule_confirmations::Entity::find()
            .filter(rule_confirmations::Column::CardHash.is_in(chunk))
            .order_by_asc(rule_confirmations::Column::Number)
            .all(db)
            .await?;
        for row in rows {
            let hash = hash_of(row.card_hash.clone())?;
            // The last counts, whatever it says.
            match word(&row)? {
                Some(word) => words.insert(hash, word),
                None => words.remove(&hash),
            };
        }
    }
    Ok(words)
}

fn word(row: &rule_confirmations::Model) -> Result<Option<Word>> {
    if row.decision != CONFIRMED {
        return Ok(None);
    }
    let next_review = row.next_review.as_deref().unwrap_or_default();
    Ok(Some(Word {
        reviewer: row.reviewer_id.map(domain::ids::Id::from_uuid),
        at: from_micros(row.decided_at)
            .ok_or_else(|| Error::internal("a confirmation of no time"))?,
        confirmation: Confirmation {
            on: date(&row.decided_on)?,
            next_review: date(next_review)?,
        },
    }))
}

fn term(card: &RuleCard) -> Result<Term> {
    Ok(Term {
        reviewed: card.reviewer.is_some(),
        next_review: date(&card.next_review)?,
        in_force_to: card.in_force_to.as_deref().map(date).transpose()?,
    })
}

/// A date that was checked before it was written.
fn date(text: &str) -> Result<Date> {
    parse_date(text).ok_or_else(|| Error::internal("a date of a rule card cannot be read"))
}
