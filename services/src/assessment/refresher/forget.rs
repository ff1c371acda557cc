//! Forgetting what is remembered, at the learner's wish.

use super::{rows, start::open};
use crate::{
    Result,
    accounts::merge::rows_of,
    entity::{refresher_memories, refresher_questions},
    store::Tx,
};
use domain::ids::PersonId;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};

/// Erases a person's memories, and the questions of refreshers with what was given for them: how many of each went. What
/// belongs to the refresher they are at stays.
pub(in crate::assessment) async fn forget(tx: &Tx, person: PersonId) -> Result<(u64, u64)> {
    let at = open(tx.conn(), person, tx.now()).await?.map(|(id, _)| id);
    let mut memories = Condition::all();
    let mut questions = Condition::all();
    if let Some(at) = at {
        questions = questions.add(refresher_questions::Column::RefresherId.ne(at.as_uuid()));
        for question in rows::last(tx.conn(), person).await? {
            let same = Condition::all()
                .add(refresher_memories::Column::CourseSlug.eq(question.course.as_str()))
                .add(refresher_memories::Column::PartSlug.eq(question.part.as_str()))
                .add(refresher_memories::Column::Item.eq(question.item));
            memories = memories.add(same.not());
        }
    }
    let memories = refresher_memories::Entity::delete_many()
        .filter(refresher_memories::Column::PersonId.in_subquery(rows_of(person)))
        .filter(memories)
        .exec(tx.conn())
        .await?
        .rows_affected;
    if memories > 0 {
        tx.wrote("refresher_memories");
    }
    let questions = refresher_questions::Entity::delete_many()
        .filter(refresher_questions::Column::PersonId.in_subquery(rows_of(person)))
        .filter(questions)
        .exec(tx.conn())
        .await?
        .rows_affected;
    if questions > 0 {
        tx.wrote("refresher_questions");
    }
    Ok((memories, questions))
}
