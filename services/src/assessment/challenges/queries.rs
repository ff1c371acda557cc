//! What pages read of challenges: one's own with what was answered, and for who answers the words without the person.

use super::{ChallengeStatus, make::is_graded, words};
use crate::{
    Ctx, Error, Result,
    accounts::merge::rows_of,
    assessment::{
        attempt::{own, steps},
        drawn::drawn,
    },
    content::{
        model::{Item, Part},
        queries::{CourseVersion, course_version, in_language},
        render,
    },
    ctx::Actor,
    entity::{challenge_answers, challenges},
    store::{Resource, Store, authorize_read_of},
};
use domain::{
    audit::canonical::from_micros,
    content::{ContentHash, Slug},
    ids::{AttemptId, ChallengeId, PersonId},
    language::Language,
    policy::Action,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Query};
use std::collections::BTreeMap;
use time::OffsetDateTime;
use uuid::Uuid;

/// A challenge with what was answered. It has no field for who made it, nor for who answered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Challenge {
    /// Its id.
    pub id: ChallengeId,
    /// The course.
    pub course: Slug,
    /// The title of the course.
    pub course_title: String,
    /// The language of that title.
    pub course_language: Language,
    /// The question.
    pub item: String,
    /// The question's title.
    pub title: String,
    /// What it asked, as HTML.
    pub prompt: String,
    /// The language of the question.
    pub language: Language,
    /// What was said; none once that was erased.
    pub words: Option<String>,
    /// When, UTC.
    pub made_at: OffsetDateTime,
    /// What was answered, the earlier first.
    pub answers: Vec<Answer>,
}

/// What was answered to a challenge.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Answer {
    /// What becomes of the question.
    pub status: ChallengeStatus,
    /// In words; none once they were erased.
    pub words: Option<String>,
    /// When, UTC.
    pub at: OffsetDateTime,
}

/// A question that can be challenged, or was.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Challengeable {
    /// The question's title.
    pub title: String,
    /// What it asked, as HTML.
    pub prompt: String,
    /// The language of both.
    pub language: Language,
    /// What was said of it in this attempt.
    pub said: Option<Challenge>,
}

impl Challenge {
    /// How it stands: as the last answer says.
    #[must_use]
    pub fn status(&self) -> ChallengeStatus {
        self.answers
            .last()
            .map_or(ChallengeStatus::Open, |answer| answer.status)
    }
}

const fn person(ctx: &Ctx) -> Result<PersonId> {
    match ctx.actor {
        Actor::Person(person) => Ok(person),
        _ => Err(Error::Forbidden),
    }
}

/// How many challenges that have their answer are read at most: the newest. The open ones are read all.
pub const MOST_ANSWERED: u64 = 50;

/// The challenges to the courses that the actor answers for: the open ones first, the one that waits longest at the head;
/// then the newest [`MOST_ANSWERED`] of those that have an answer, in the order they were made.
///
/// # Errors
/// [`Error::Internal`] when the database does not answer. Who answers for no course gets none.
pub async fn to_answer(store: &Store, ctx: &Ctx) -> Result<Vec<Challenge>> {
    let courses: Vec<String> = challenges::Entity::find()
        .select_only()
        .column(challenges::Column::CourseSlug)
        .distinct()
        .into_tuple()
        .all(store.read())
        .await?;
    let mut theirs = Vec::new();
    for course in courses {
        if answers_for(store, ctx, &course).await? {
            theirs.push(course);
        }
    }
    let answered = Query::select()
        .column(challenge_answers::Column::ChallengeId)
        .from(challenge_answers::Entity)
        .to_owned();
    let of_theirs = challenges::Entity::find().filter(challenges::Column::CourseSlug.is_in(theirs));
    // Whatever is answered gives it another state than open.
    let mut rows = of_theirs
        .clone()
        .filter(challenges::Column::Id.not_in_subquery(answered.clone()))
        .order_by_asc(challenges::Column::MadeAt)
        .order_by_asc(challenges::Column::Id)
        .all(store.read())
        .await?;
    let mut done = of_theirs
        .filter(challenges::Column::Id.in_subquery(answered))
        .order_by_desc(challenges::Column::MadeAt)
        .order_by_desc(challenges::Column::Id)
        .limit(MOST_ANSWERED)
        .all(store.read())
        .await?;
    // One that was answered between the two stands in both.
    done.retain(|one| rows.iter().all(|row| row.id != one.id));
    done.reverse();
    rows.append(&mut done);
    let mut all = read(store, ctx, rows).await?;
    all.sort_by_key(|one| one.status() != ChallengeStatus::Open);
    Ok(all)
}

async fn answers_for(store: &Store, ctx: &Ctx, course: &str) -> Result<bool> {
    let Ok(course) = Slug::parse(course) else {
        return Ok(false);
    };
    let course = Resource::Course(course);
    match authorize_read_of(store.read(), ctx, Action::ChallengesAnswer, course).await {
        Ok(()) => Ok(true),
        Err(Error::Forbidden) => Ok(false),
        Err(error) => Err(error),
    }
}

/// What the actor said of questions, the newest first.
///
/// # Errors
/// [`Error::Forbidden`] when nobody is signed in.
pub async fn of_actor(store: &Store, ctx: &Ctx) -> Result<Vec<Challenge>> {
    let rows = challenges::Entity::find()
        .filter(challenges::Column::PersonId.in_subquery(rows_of(person(ctx)?)))
        .order_by_desc(challenges::Column::MadeAt)
        .order_by_desc(challenges::Column::Id)
        .all(store.read())
        .await?;
    read(store, ctx, rows).await
}

/// What the actor said of the questions of an attempt of theirs, by the question.
///
/// # Errors
/// [`Error::NotFound`] when it is not an attempt of the actor's.
pub async fn of_attempt(
    store: &Store,
    ctx: &Ctx,
    attempt: AttemptId,
) -> Result<BTreeMap<String, Challenge>> {
    let attempt = own(store.read(), attempt, person(ctx)?).await?;
    let rows = challenges::Entity::find()
        .filter(challenges::Column::AttemptId.eq(attempt.id.as_uuid()))
        .all(store.read())
        .await?;
    let all = read(store, ctx, rows).await?;
    Ok(all.into_iter().map(|one| (one.item.clone(), one)).collect())
}

/// A question of the actor's own attempt, once they have been told what is right.
///
/// # Errors
/// [`Error::NotFound`] when it is no such question, or not graded yet.
pub async fn challengeable(
    store: &Store,
    ctx: &Ctx,
    id: AttemptId,
    item: &str,
) -> Result<Challengeable> {
    let attempt = own(store.read(), id, person(ctx)?).await?;
    let version = course_version(store.read(), attempt.course_version)
        .await?
        .ok_or(Error::NotFound)?;
    let (language, Part::Quiz(quiz)) = version.part(&attempt.part, ctx.language)? else {
        return Err(Error::NotFound);
    };
    let asked = drawn(&quiz, attempt.seed);
    let asked = asked.into_iter().find(|one| one.id == item);
    let asked = asked.ok_or(Error::NotFound)?;
    if !is_graded(&steps(store.read(), attempt.id).await?, item) {
        return Err(Error::NotFound);
    }
    Ok(Challengeable {
        title: asked.title.clone(),
        prompt: render::text(&asked.prompt, &version.setting(language)),
        language,
        said: of_attempt(store, ctx, id).await?.remove(item),
    })
}

/// The challenges of these rows, in their order, with their questions as they were asked.
async fn read(store: &Store, ctx: &Ctx, rows: Vec<challenges::Model>) -> Result<Vec<Challenge>> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let (mut answers, mut said) = (BTreeMap::new(), ids.clone());
    for row in answers_to(store, &ids).await? {
        said.push(row.id);
        let list: &mut Vec<_> = answers.entry(row.challenge_id).or_default();
        list.push(row);
    }
    let words = words::read(store.read(), &said).await?;
    let mut versions: BTreeMap<Vec<u8>, CourseVersion> = BTreeMap::new();
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        if !versions.contains_key(&row.course_hash) {
            let version = course_version(store.read(), hash(&row.course_hash)?).await?;
            let version = version.ok_or_else(|| broken(&row))?;
            versions.insert(row.course_hash.clone(), version);
        }
        let version = versions.get(&row.course_hash).ok_or_else(|| broken(&row))?;
        let answers = answers.remove(&row.id).unwrap_or_default();
        all.push(challenge(ctx, version, row, answers, &words)?);
    }
    Ok(all)
}

fn broken(row: &challenges::Model) -> Error {
    Error::internal(format!("the challenge {} cannot be read", row.id))
}

fn hash(bytes: &[u8]) -> Result<ContentHash> {
    let bytes: [u8; 32] = bytes
        .try_into()
        .map_err(|_| Error::internal("a challenge of no version"))?;
    Ok(ContentHash(bytes))
}

fn instant(micros: i64) -> Result<OffsetDateTime> {
    from_micros(micros).ok_or_else(|| Error::internal("a challenge of no time"))
}

async fn answers_to(store: &Store, ids: &[Uuid]) -> Result<Vec<challenge_answers::Model>> {
    let mut all = Vec::new();
    for chunk in ids.chunks(500) {
        let rows = challenge_answers::Entity::find()
            .filter(challenge_answers::Column::ChallengeId.is_in(chunk.iter().copied()))
            .order_by_asc(challenge_answers::Column::Number)
            .all(store.read())
            .await?;
        all.extend(rows);
    }
    Ok(all)
}

fn challenge(
    ctx: &Ctx,
    version: &CourseVersion,
    row: challenges::Model,
    answers: Vec<challenge_answers::Model>,
    words: &BTreeMap<Uuid, String>,
) -> Result<Challenge> {
    let part = Slug::parse(&row.part_slug).map_err(|_| broken(&row))?;
    let (language, Part::Quiz(quiz)) = version.part(&part, ctx.language)? else {
        return Err(broken(&row));
    };
    let item: &Item = quiz
        .items
        .iter()
        .find(|item| item.id == row.item)
        .ok_or_else(|| broken(&row))?;
    let (course_language, course_title) = in_language(&version.course.title, ctx.language);
    let answers = answers.into_iter().map(|answer| {
        Ok(Answer {
            status: ChallengeStatus::given(&answer.status).ok_or_else(|| broken(&row))?,
            words: words.get(&answer.id).cloned(),
            at: instant(answer.answered_at)?,
        })
    });
    Ok(Challenge {
        id: ChallengeId::from_uuid(row.id),
        course: version.course.slug.clone(),
        course_title,
        course_language,
        item: item.id.clone(),
        title: item.title.clone(),
        prompt: render::text(&item.prompt, &version.setting(language)),
        language,
        words: words.get(&row.id).cloned(),
        made_at: instant(row.made_at)?,
        answers: answers.collect::<Result<_>>()?,
    })
}
