//! Reads for the pages of rule reviews.

use super::{
    CONFIRMED,
    standing::{CardStanding, of_rows},
    used::{self, Use},
};
use crate::{
    Ctx, Error, Result,
    accounts::known_as,
    content::titles::{Title, titles},
    entity::{content_versions, fact_values, rule_confirmations},
    store::{Resource, Store, authorize_read, authorize_read_of},
};
use domain::{
    accounts::parse_date,
    audit::canonical::from_micros,
    content::{ContentHash, Kind, Slug, rule_card::State},
    policy::Action,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::{BTreeMap, BTreeSet};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

/// A version of a card with the courses that rest on it.
#[derive(Clone, PartialEq, Debug)]
pub struct CardReview {
    /// How it stands today.
    pub standing: CardStanding,
    /// The courses, by name.
    pub uses: Vec<CourseUse>,
    /// The name of who confirmed it; none when nobody did, or the program itself.
    pub reviewer: Option<String>,
}

impl CardReview {
    /// Whether a reviewer has something to do with it: soon, or before courses on it can be assigned.
    #[must_use]
    pub fn needs_word(&self) -> bool {
        self.standing.is_open() || self.standing.state != State::Good
    }
}

/// A course that rests on a card.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CourseUse {
    /// Its name.
    pub slug: Slug,
    /// Its title in that version.
    pub title: Title,
    /// Whether that version still waits to be published.
    pub waiting: bool,
}

/// A version of a card with all that the company said of it.
#[derive(Clone, PartialEq, Debug)]
pub struct CardDetails {
    /// The card.
    pub review: CardReview,
    /// What was decided, the newest first.
    pub decisions: Vec<Decision>,
}

/// One word of the company on a version of a card.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decision {
    /// Whether it was confirmed; otherwise a confirmation was taken back.
    pub confirmed: bool,
    /// The name of whose word it was; none when it was the program's own.
    pub reviewer: Option<String>,
    /// When, UTC.
    pub at: OffsetDateTime,
    /// When to look again.
    pub next_review: Option<Date>,
    /// Why it was taken back; none when that was erased.
    pub reason: Option<String>,
}

/// The versions of cards that courses in force or waiting rest on, by name.
///
/// # Errors
/// [`Error::Forbidden`] when the actor may not see how cards stand.
pub async fn reviews(store: &Store, ctx: &Ctx) -> Result<Vec<CardReview>> {
    authorize_read(store.read(), ctx, Action::RulesView).await?;
    of_used(store.read(), ctx, used::cards(store.read()).await?).await
}

/// Whether the actor may confirm cards for the company.
///
/// # Errors
/// [`Error::Internal`] when the database does not answer.
pub async fn may_confirm(store: &Store, ctx: &Ctx) -> Result<bool> {
    let asked = authorize_read_of(store.read(), ctx, Action::RulesConfirm, Resource::Any).await;
    match asked {
        Ok(()) => Ok(true),
        Err(Error::Forbidden) => Ok(false),
        Err(error) => Err(error),
    }
}

/// One version of a card, in use or not: what was confirmed stays readable.
///
/// # Errors
/// [`Error::Forbidden`] when the actor may not see how cards stand; [`Error::NotFound`].
pub async fn review(store: &Store, ctx: &Ctx, card: ContentHash) -> Result<CardDetails> {
    let db = store.read();
    authorize_read(db, ctx, Action::RulesView).await?;
    let mut used = used::cards(db).await?;
    let uses = used.remove(&card).unwrap_or_default();
    let mut found = of_used(db, ctx, [(card, uses)].into()).await?;
    Ok(CardDetails {
        review: found.pop().ok_or(Error::NotFound)?,
        decisions: decisions(db, card).await?,
    })
}

/// These versions of cards as they stand on the actor's today.
pub(super) async fn of_used(
    db: &impl ConnectionTrait,
    ctx: &Ctx,
    used: BTreeMap<ContentHash, BTreeSet<Use>>,
) -> Result<Vec<CardReview>> {
    let mut rows = Vec::new();
    let hashes: Vec<Vec<u8>> = used.keys().map(|h| h.as_bytes().to_vec()).collect();
    for chunk in hashes.chunks(500) {
        let some = content_versions::Entity::find()
            .filter(content_versions::Column::Kind.eq(Kind::RuleCard.code()))
            .filter(content_versions::Column::Hash.is_in(chunk.to_vec()))
            .all(db)
            .await?;
        rows.extend(some);
    }
    rows.sort_by(|a, b| (&a.slug, &a.hash).cmp(&(&b.slug, &b.hash)));
    let standings = of_rows(db, rows, ctx.today()).await?;
    let courses = used.values().flatten().map(|u| u.version);
    let titles = titles(db, courses, ctx.language).await?;
    let reviewers = standings.iter().filter_map(|s| s.word?.reviewer);
    let names = known_as(db, reviewers.map(|id| id.as_uuid())).await?;
    let reviews = standings.into_iter().map(|standing| {
        let uses = used.get(&standing.hash).into_iter().flatten();
        CardReview {
            uses: uses.filter_map(|u| in_words(u, &titles)).collect(),
            reviewer: standing
                .word
                .and_then(|word| names.get(&word.reviewer?.as_uuid()))
                .map(|known| known.name.clone()),
            standing,
        }
    });
    Ok(reviews.collect())
}

fn in_words(found: &Use, titles: &BTreeMap<ContentHash, Title>) -> Option<CourseUse> {
    Some(CourseUse {
        slug: found.course.clone(),
        title: titles.get(&found.version)?.clone(),
        waiting: found.waiting,
    })
}

async fn decisions(db: &impl ConnectionTrait, card: ContentHash) -> Result<Vec<Decision>> {
    let rows = rule_confirmations::Entity::find()
        .filter(rule_confirmations::Column::CardHash.eq(card.as_bytes().to_vec()))
        .order_by_desc(rule_confirmations::Column::Number)
        .all(db)
        .await?;
    let names = known_as(db, rows.iter().filter_map(|r| r.reviewer_id)).await?;
    let mut reasons: BTreeMap<Uuid, String> = fact_values::Entity::find()
        .filter(fact_values::Column::FactId.is_in(rows.iter().map(|r| r.id)))
        .filter(fact_values::Column::Field.eq("reason"))
        .all(db)
        .await?
        .into_iter()
        .map(|value| (value.fact_id, value.value))
        .collect();
    rows.into_iter()
        .map(|row| {
            Ok(Decision {
                confirmed: row.decision == CONFIRMED,
                reviewer: row
                    .reviewer_id
                    .and_then(|id| names.get(&id))
                    .map(|known| known.name.clone()),
                at: from_micros(row.decided_at)
                    .ok_or_else(|| Error::internal("a confirmation of no time"))?,
                next_review: row.next_review.as_deref().and_then(parse_date),
                reason: reasons.remove(&row.id),
            })
        })
        .collect()
}

/// The version of a published course in force and those of its cards that keep it from being assigned.
///
/// # Errors
/// [`Error::Forbidden`] unless the actor may see rule cards and how they stand; [`Error::NotFound`] when the course was never published.
pub async fn missing(store: &Store, ctx: &Ctx, course: &Slug) -> Result<Vec<CardStanding>> {
    let db = store.read();
    authorize_read(db, ctx, Action::RulesView).await?;
    let version = crate::content::versions::current_in(db, course)
        .await?
        .ok_or(Error::NotFound)?;
    super::open(db, version.hash, ctx.today()).await
}
