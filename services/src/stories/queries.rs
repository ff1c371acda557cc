//! Reads for the pages of stories.

mod decisions;
mod desk;
mod review;
mod row;

pub use desk::{Desk, desk, erasable};
pub use review::{Before, Review, Reviewing, reviewing, waiting};

use crate::{
    Ctx, Error, Result,
    accounts::{merge::rows_of, scope::PeopleInScope},
    ctx::Actor,
    entity::{people, story_drafts, story_reads},
    store::{Store, active_roles, authorize_read},
    stories::Typed,
};
use domain::{
    content::{ContentHash, Practice},
    ids::{PersonId, StoryId},
    language::Language,
    policy::Action,
    stories::{SignOff, Standing, StoryStatus},
};
use row::{LATEST, PUBLISHED};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Value};
use std::collections::BTreeSet;
use time::OffsetDateTime;

/// A version of a story with all that pages show of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoryView {
    /// The story.
    pub id: StoryId,
    /// Where its newest version stands, and whose it is.
    pub standing: Standing,
    /// The name of who told it.
    pub author: String,
    /// The version shown.
    pub version: ContentHash,
    /// The version's number, from 1.
    pub number: i32,
    /// Which practice it shows.
    pub practice: Practice,
    /// The language it is written in.
    pub language: Language,
    /// When this version was handed in, UTC.
    pub submitted_at: OffsetDateTime,
    /// The text; `None` once it is erased.
    pub text: Option<Text>,
    /// What each department said of this version, in the order they did.
    pub decisions: Vec<DecisionView>,
    /// When readers last saw a change, UTC.
    pub changed_at: Option<OffsetDateTime>,
    /// Why it was withdrawn, if it was; `None` once that is erased.
    pub change_note: Option<String>,
    /// How many people read it.
    pub readers: u64,
    /// How many people used it.
    pub uses: u64,
    /// Whether who asks used it.
    pub used: bool,
}

impl StoryView {
    /// Where the newest version stands.
    #[must_use]
    pub fn status(&self) -> StoryStatus {
        self.standing.status()
    }
    /// The title, or nothing once it is erased.
    #[must_use]
    pub fn title(&self) -> &str {
        self.text.as_ref().map_or("", |t| t.title.as_str())
    }
}

/// The words of a version; the parts are Markdown that anybody may have typed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Text {
    /// What it is called.
    pub title: String,
    /// What was done.
    pub done: String,
    /// For whom.
    pub audience: String,
    /// What came of it.
    pub outcome: String,
}

/// What a department said.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DecisionView {
    /// Which department, who, and what.
    pub word: SignOff,
    /// What a department of the organisation is called in the reader's language.
    pub unit: Option<String>,
    /// The name of who decided.
    pub reviewer: String,
    /// When, UTC.
    pub at: OffsetDateTime,
    /// What they wrote to the author; `None` when nothing, or once it is erased.
    pub note: Option<String>,
}

/// A page of published stories.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoryPage {
    /// The stories, the newest first.
    pub stories: Vec<StoryView>,
    /// Whether older ones follow.
    pub more: bool,
}

/// A draft in a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DraftView {
    /// The story it is or will be.
    pub id: StoryId,
    /// Its title so far.
    pub title: String,
    /// The language it is written in.
    pub language: Language,
    /// When it was saved, UTC.
    pub saved_at: OffsetDateTime,
}

/// What a person told and used.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct OwnStories {
    /// Drafts that were never submitted.
    pub drafts: Vec<DraftView>,
    /// What they submitted, the newest first.
    pub told: Vec<StoryView>,
    /// What they used, still published, the newest first.
    pub used: Vec<StoryView>,
}

/// One's own story while one writes on it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Editing {
    /// What the form starts with: the draft, or else the newest version.
    pub typed: Typed,
    /// When the draft was saved, UTC, if it is one.
    pub draft_saved_at: Option<OffsetDateTime>,
    /// The newest version, once it was submitted.
    pub submitted: Option<StoryView>,
}

fn person(ctx: &Ctx) -> Result<PersonId> {
    match ctx.actor {
        Actor::Person(id) => Ok(id),
        _ => Err(Error::Forbidden),
    }
}

/// Published stories, the newest first; `page` counts from 1.
///
/// # Errors
/// [`Error::Forbidden`] when the actor may not read stories.
pub async fn published(
    store: &Store,
    ctx: &Ctx,
    practice: Option<Practice>,
    page: u64,
    rows: u64,
) -> Result<StoryPage> {
    authorize_read(store.read(), ctx, Action::StoriesRead).await?;
    let skip = page.saturating_sub(1).saturating_mul(rows);
    let filter = practice.map_or("", Practice::code);
    let mut stories = row::select(
        store,
        ctx,
        PUBLISHED,
        "($2 = '' OR v.practice = $2) ORDER BY c.changed_at DESC, s.id DESC LIMIT $3 OFFSET $4",
        vec![
            filter.into(),
            i64::try_from(rows + 1).unwrap_or(i64::MAX).into(),
            i64::try_from(skip).unwrap_or(i64::MAX).into(),
        ],
    )
    .await?;
    let most = usize::try_from(rows).unwrap_or(usize::MAX);
    let more = stories.len() > most;
    stories.truncate(most);
    Ok(StoryPage { stories, more })
}

/// The practices that published stories show, in the order of the ten.
///
/// # Errors
/// [`Error::Forbidden`] when the actor may not read stories.
pub async fn practices(store: &Store, ctx: &Ctx) -> Result<Vec<Practice>> {
    authorize_read(store.read(), ctx, Action::StoriesRead).await?;
    row::practices(store).await
}

/// A published story.
///
/// # Errors
/// [`Error::NotFound`] when it is not published or erased; [`Error::Forbidden`] when the actor may not read
/// stories.
pub async fn story(store: &Store, ctx: &Ctx, id: StoryId) -> Result<StoryView> {
    authorize_read(store.read(), ctx, Action::StoriesRead).await?;
    let id: Value = id.as_uuid().into();
    let found = row::select(store, ctx, PUBLISHED, "s.id = $2", vec![id]).await?;
    found.into_iter().next().ok_or(Error::NotFound)
}

/// Whether this reader was counted today already, or cannot be: saves a write for each reload.
///
/// # Errors
/// [`Error::Internal`] when the database does not answer.
pub async fn is_read_today(store: &Store, ctx: &Ctx, id: StoryId) -> Result<bool> {
    let day = super::reads::day(ctx.clock.now(), &ctx.zone);
    let key = (id.as_uuid(), person(ctx)?.as_uuid(), day);
    Ok(story_reads::Entity::find_by_id(key)
        .one(store.read())
        .await?
        .is_some())
}

/// Those whose author a grant covers.
async fn covered(
    store: &Store,
    within: &PeopleInScope,
    stories: Vec<StoryView>,
) -> Result<Vec<StoryView>> {
    if within.is_everyone() {
        return Ok(stories);
    }
    let authors = stories.iter().map(|s| s.standing.author.as_uuid());
    let authors: BTreeSet<_> = people::Entity::find()
        .filter(people::Column::Id.is_in(authors))
        .filter(within.condition((people::Entity, people::Column::Id)))
        .all(store.read())
        .await?
        .into_iter()
        .map(|p| p.id)
        .collect();
    let covered = |s: &StoryView| authors.contains(&s.standing.author.as_uuid());
    Ok(stories.into_iter().filter(covered).collect())
}

/// What the actor told and used.
///
/// # Errors
/// [`Error::Forbidden`] for whoever is no active person.
pub async fn own(store: &Store, ctx: &Ctx) -> Result<OwnStories> {
    let me = active_person(store, ctx).await?;
    let told = "a.id = $1 ORDER BY v.submitted_at DESC, s.id DESC";
    let told = row::select(store, ctx, LATEST, told, Vec::new()).await?;
    let used = "a.id <> $1 AND (SELECT COALESCE(SUM(m.count), 0) FROM story_uses m \
                WHERE m.story_id = s.id AND m.person_id IN {me}) > 0 ORDER BY c.changed_at DESC, s.id DESC";
    let used = row::select(store, ctx, PUBLISHED, used, Vec::new()).await?;
    let drafts = story_drafts::Entity::find()
        .filter(story_drafts::Column::AuthorId.in_subquery(rows_of(me)))
        .order_by_desc(story_drafts::Column::SavedAt)
        .all(store.read())
        .await?;
    let drafts = drafts
        .into_iter()
        .filter(|d| told.iter().all(|s| s.id.as_uuid() != d.story_id))
        .map(|d| {
            Ok(DraftView {
                id: StoryId::from_uuid(d.story_id),
                title: d.title,
                language: Language::from_code(&d.language).unwrap_or_default(),
                saved_at: row::instant(d.saved_at)?,
            })
        })
        .collect::<Result<_>>()?;
    Ok(OwnStories { drafts, told, used })
}

/// One's own story with its draft.
///
/// # Errors
/// [`Error::NotFound`] when there is none or it is somebody else's.
pub async fn editing(store: &Store, ctx: &Ctx, id: StoryId) -> Result<Editing> {
    let me = active_person(store, ctx).await?;
    let key: Value = id.as_uuid().into();
    let own = "s.id = $2 AND a.id = $1";
    let submitted = row::select(store, ctx, LATEST, own, vec![key]).await?;
    let submitted = submitted.into_iter().next();
    let draft = story_drafts::Entity::find_by_id(id.as_uuid())
        .filter(story_drafts::Column::AuthorId.in_subquery(rows_of(me)))
        .one(store.read())
        .await?;
    let (typed, draft_saved_at) = match (draft, &submitted) {
        (Some(d), _) => {
            let at = row::instant(d.saved_at)?;
            let typed = Typed {
                title: d.title,
                practice: d.practice.as_deref().and_then(Practice::from_code),
                language: Language::from_code(&d.language).unwrap_or_default(),
                done: d.done,
                audience: d.audience,
                outcome: d.outcome,
            };
            (typed, Some(at))
        }
        (None, Some(story)) => (typed_of(story), None),
        (None, None) => return Err(Error::NotFound),
    };
    Ok(Editing {
        typed,
        draft_saved_at,
        submitted,
    })
}

fn typed_of(story: &StoryView) -> Typed {
    let text = story.text.clone();
    let (title, done, audience, outcome) = text
        .map(|t| (t.title, t.done, t.audience, t.outcome))
        .unwrap_or_default();
    Typed {
        title,
        practice: Some(story.practice),
        language: story.language,
        done,
        audience,
        outcome,
    }
}

/// Whose own things a page may show: somebody who may still sign in.
async fn active_person(store: &Store, ctx: &Ctx) -> Result<PersonId> {
    let me = person(ctx)?;
    if active_roles(store.read(), me).await?.is_empty() {
        return Err(Error::Forbidden);
    }
    Ok(me)
}
