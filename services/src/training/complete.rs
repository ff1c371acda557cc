//! The completion of a course.

use super::{course, exercises};
use crate::{
    Result,
    accounts::merge::rows_of,
    entity::{completions, module_finishes},
    store::{Fact, Tx},
};
use domain::{
    audit::canonical::micros,
    content::{ContentHash, Kind, Slug},
    ids::{CompletionId, PersonId},
    language::Language,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::BTreeSet;

/// The round of certification. One until recertification opens others.
const CYCLE: i32 = 1;

/// Several languages, as BCP 47 writes them.
const SEVERAL: &str = "mul";

/// Records that the person completed the published version of the course, when all its modules are finished, its
/// scenarios reached an ending and its quizzes passed by accuracy. A completion is recorded once; it answers the
/// one that is there, and none while something is left to do. Of a course without modules the language is that of what
/// was finished just now.
///
/// # Errors
/// [`crate::Error::Internal`] when the database does not answer.
pub async fn complete_if_done(
    tx: &Tx,
    person: PersonId,
    course: &Slug,
    just_now: Language,
) -> Result<Option<CompletionId>> {
    let Some(shape) = course::shape(tx.conn(), course).await? else {
        return Ok(None);
    };
    let there = completions::Entity::find()
        .filter(completions::Column::PersonId.in_subquery(rows_of(person)))
        .filter(completions::Column::CourseHash.eq(shape.hash.as_bytes().to_vec()))
        .filter(completions::Column::Cycle.eq(CYCLE))
        .one(tx.conn())
        .await?;
    if let Some(there) = there {
        return Ok(Some(CompletionId::from_uuid(there.id)));
    }
    let finishes = module_finishes::Entity::find()
        .filter(module_finishes::Column::PersonId.in_subquery(rows_of(person)))
        .filter(module_finishes::Column::CourseSlug.eq(course.as_str()))
        .order_by_asc(module_finishes::Column::FinishedAt)
        .all(tx.conn())
        .await?;
    let read: Vec<_> = finishes
        .iter()
        .filter(|f| shape.modules().any(|m| f.module_hash == m.hash.as_bytes()))
        .collect();
    let exercises = exercises::of(tx.conn(), person, course).await?;
    let asked = |kind| shape.parts.iter().filter(move |p| p.kind == kind);
    // Two rows of one human may have read the same module.
    let is_read = |hash: ContentHash| read.iter().any(|f| f.module_hash == hash.as_bytes());
    let all_done = shape.modules().all(|module| is_read(module.hash))
        && asked(Kind::Scenario)
            .chain(asked(Kind::Quiz))
            .all(|part| exercises.iter().any(|e| e.part == part.slug && e.done));
    if !all_done {
        return Ok(None);
    }
    let languages: BTreeSet<&str> = read.iter().map(|f| f.language.as_str()).collect();
    let language = match languages.len() {
        0 => just_now.code(),
        1 => languages.first().copied().unwrap_or(SEVERAL),
        _ => SEVERAL,
    };
    let scores: Vec<i32> = asked(Kind::Quiz)
        .filter_map(|part| exercises.iter().find(|e| e.part == part.slug))
        .filter_map(|e| e.score_percent)
        .collect();
    record(tx, person, course, shape.hash, language, mean(&scores))
        .await
        .map(Some)
}

fn mean(scores: &[i32]) -> Option<i32> {
    let count = i32::try_from(scores.len()).ok().filter(|n| *n > 0)?;
    Some(scores.iter().sum::<i32>() / count)
}

async fn record(
    tx: &Tx,
    person: PersonId,
    course: &Slug,
    hash: ContentHash,
    language: &str,
    score: Option<i32>,
) -> Result<CompletionId> {
    let id: CompletionId = tx.ctx().new_id();
    tx.insert(completions::ActiveModel {
        id: Set(id.as_uuid()),
        person_id: Set(person.as_uuid()),
        course_slug: Set(course.to_string()),
        course_hash: Set(hash.as_bytes().to_vec()),
        cycle: Set(CYCLE),
        language: Set(language.to_owned()),
        score_percent: Set(score),
        completed_at: Set(micros(tx.now())),
    })
    .await?;
    let mut fact = Fact::new("course_completed")
        .subject(person)
        .code("completion", id)
        .code("course", course)
        .code("version", hash)
        .code("cycle", CYCLE)
        .code("language", language);
    if let Some(score) = score {
        fact = fact.code("score_percent", score);
    }
    tx.fact(fact).await?;
    Ok(id)
}
