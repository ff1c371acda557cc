//! What waits for a reviewer, and what changed since somebody decided before.

use super::{
    DecisionView, StoryView, Text, covered, decisions, person,
    row::{self, LATEST},
};
use crate::{
    Ctx, Error, Result,
    accounts::{organisation::Organisation, scope::PeopleInScope},
    entity::{story_texts, story_versions},
    store::Store,
    stories::{departments, rows::hash},
};
use domain::{
    content::{ContentHash, Practice},
    policy::Action,
    stories::{Signing, StoryStatus},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::BTreeMap;

/// The reviewer's page.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Reviewing {
    /// What waits for them, the longest waiting first.
    pub waiting: Vec<Review>,
    /// What they decided on and nobody published yet: they may think again.
    pub decided: Vec<Review>,
    /// What departments of the organisation are called in their language.
    pub units: BTreeMap<Signing, String>,
}

/// A version to decide on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Review {
    /// The story in this version.
    pub story: StoryView,
    /// For which departments the reviewer may speak; theirs first.
    pub departments: Vec<Signing>,
    /// The last version before it that was decided on, unless it is erased.
    pub before: Option<Before>,
}

/// An earlier version.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Before {
    /// Its number, from 1.
    pub number: i32,
    /// Which practice it showed.
    pub practice: Practice,
    /// Its words.
    pub text: Text,
    /// What was said of it.
    pub decisions: Vec<DecisionView>,
}

/// Stories that wait for a reviewer, the longest waiting first; one's own never.
///
/// # Errors
/// [`Error::Forbidden`] when the actor signs nothing off.
pub async fn waiting(store: &Store, ctx: &Ctx) -> Result<Vec<StoryView>> {
    let me = person(ctx)?;
    let own = departments::of(store.read(), ctx, me).await?;
    let found = open(store, ctx).await?;
    Ok(found.into_iter().filter(|s| waits(s, me, &own)).collect())
}

/// The same with what the reviewer decided before, and with what changed since.
///
/// # Errors
/// [`Error::Forbidden`] when the actor signs nothing off.
pub async fn reviewing(store: &Store, ctx: &Ctx) -> Result<Reviewing> {
    let me = person(ctx)?;
    let own = departments::of(store.read(), ctx, me).await?;
    let mut page = Reviewing {
        units: units(store, ctx, &own).await?,
        ..Reviewing::default()
    };
    for story in open(store, ctx).await? {
        let decided = story.standing.sign_offs.iter().any(|s| s.reviewer == me);
        let waits = waits(&story, me, &own);
        if !decided && !waits {
            continue;
        }
        let may = |s: &Signing| story.standing.may_decide(me, *s).is_ok();
        let review = Review {
            departments: own.iter().copied().filter(may).collect(),
            before: before(store, ctx, &story).await?,
            story,
        };
        if decided {
            page.decided.push(review);
        } else {
            page.waiting.push(review);
        }
    }
    Ok(page)
}

/// Whether it is this reviewer's turn: nobody asks for a change, and neither they nor their department spoke.
fn waits(story: &StoryView, me: domain::ids::PersonId, own: &[Signing]) -> bool {
    let said = &story.standing.sign_offs;
    let units = || own.iter().filter(|s| matches!(s, Signing::Unit(_)));
    let spoke = |unit: &Signing| said.iter().any(|s| s.department == *unit);
    story.status() != StoryStatus::SentBack
        && said.iter().all(|s| s.reviewer != me)
        && !(units().next().is_some() && units().all(spoke))
}

/// What is neither published nor withdrawn as it stands, of authors whom a grant covers.
async fn open(store: &Store, ctx: &Ctx) -> Result<Vec<StoryView>> {
    let within = PeopleInScope::of(store.read(), ctx, Action::StoriesSignOff).await?;
    let open = "(c.hash IS NULL OR c.hash <> l.hash) AND t.hash IS NOT NULL AND a.id <> $1 \
                ORDER BY v.submitted_at, s.id";
    let found = row::select(store, ctx, LATEST, open, Vec::new()).await?;
    covered(store, &within, found).await
}

async fn units(store: &Store, ctx: &Ctx, own: &[Signing]) -> Result<BTreeMap<Signing, String>> {
    let mut named = BTreeMap::new();
    if own.iter().any(|s| matches!(s, Signing::Unit(_))) {
        let organisation = Organisation::read(store.read()).await?;
        for signing in own {
            if let Signing::Unit(id) = signing {
                let name = organisation.department_name(*id, ctx.today(), ctx.language);
                named.insert(*signing, name);
            }
        }
    }
    Ok(named)
}

/// The last version before this one that somebody decided on.
async fn before(store: &Store, ctx: &Ctx, story: &StoryView) -> Result<Option<Before>> {
    let earlier = story_versions::Entity::find()
        .filter(story_versions::Column::StoryId.eq(story.id.as_uuid()))
        .filter(story_versions::Column::Number.lt(story.number))
        .order_by_desc(story_versions::Column::Number)
        .all(store.read())
        .await?;
    let hashes = earlier.iter().map(|v| hash(&v.hash));
    let hashes: Vec<ContentHash> = hashes.collect::<Result<_>>()?;
    let mut said = decisions::of(store.read(), hashes.iter().copied().collect()).await?;
    for (version, hash) in earlier.into_iter().zip(hashes) {
        let Some(mut decisions) = said.remove(&hash) else {
            continue;
        };
        decisions::name_units(store.read(), ctx, decisions.iter_mut()).await?;
        let text = story_texts::Entity::find_by_id(version.hash)
            .one(store.read())
            .await?;
        let practice = Practice::from_code(&version.practice)
            .ok_or_else(|| Error::internal("unknown practice"))?;
        return Ok(text.map(|text| Before {
            number: version.number,
            practice,
            text: Text {
                title: text.title,
                done: text.done,
                audience: text.audience,
                outcome: text.outcome,
            },
            decisions,
        }));
    }
    Ok(None)
}
