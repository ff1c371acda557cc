//! Questions that come round again, and what is said of questions: refreshers with their memories, challenges with their answers.

use crate::guards;
use sea_orm_migration::{prelude::*, schema::*};

/// Creates the tables of refreshers and of challenges. Those of refreshers are not insert-only: nothing in them is evidence, and
/// all of it can be erased. That a question was challenged and answered is evidence; the words are not, and can be erased.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        create_memories(m).await?;
        create_questions(m).await?;
        create_challenges(m).await?;
        create_answers(m).await?;
        create_texts(m).await?;
        let once: [&[&str]; 2] = [&["id"], &["attempt_id", "item"]];
        guards::insert_only(m, "challenges", &once).await?;
        let once: [&[&str]; 2] = [&["id"], &["challenge_id", "number"]];
        guards::insert_only(m, "challenge_answers", &once).await?;
        // Words can be erased, never rewritten.
        guards::refuse(m, "challenge_texts", &["UPDATE"]).await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        for table in [
            "challenge_texts",
            "challenge_answers",
            "challenges",
            "refresher_questions",
            "refresher_memories",
        ] {
            m.drop_table(Table::drop().table(table).if_exists().to_owned())
                .await?;
        }
        Ok(())
    }
}

/// How well somebody remembers gives away how sure they were: it is theirs alone.
async fn create_memories(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("refresher_memories")
            .col(uuid("person_id"))
            .col(text("course_slug"))
            .col(text("part_slug"))
            .col(text("item"))
            .col(text("practice"))
            .col(text("rules"))
            .col(double("stability"))
            .col(double("difficulty"))
            .col(text("asked_on"))
            .col(text("due_on"))
            .primary_key(
                Index::create()
                    .col("person_id")
                    .col("course_slug")
                    .col("part_slug")
                    .col("item"),
            )
            .foreign_key(
                ForeignKey::create()
                    .from("refresher_memories", "person_id")
                    .to("people", "id"),
            )
            .to_owned(),
    )
    .await
}

/// The refresher somebody is at, or was at last: the next one takes its place.
async fn create_questions(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("refresher_questions")
            .col(uuid("refresher_id"))
            .col(integer("place"))
            .col(uuid("person_id"))
            .col(text("course_slug"))
            .col(blob("course_hash"))
            .col(text("part_slug"))
            .col(text("item"))
            .col(big_integer("seed"))
            .col(big_integer("begun_at"))
            .col(text_null("answer"))
            .col(text_null("certainty"))
            .primary_key(Index::create().col("refresher_id").col("place"))
            .foreign_key(
                ForeignKey::create()
                    .from("refresher_questions", "person_id")
                    .to("people", "id"),
            )
            .foreign_key(
                ForeignKey::create()
                    .from("refresher_questions", "course_hash")
                    .to("content_versions", "hash"),
            )
            .to_owned(),
    )
    .await?;
    m.create_index(
        Index::create()
            .name("refresher_questions_person")
            .table("refresher_questions")
            .col("person_id")
            .to_owned(),
    )
    .await
}

/// A question is challenged once for each time it was asked: two sent at once collide.
async fn create_challenges(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("challenges")
            .col(uuid("id").primary_key())
            .col(uuid("person_id"))
            .col(uuid("attempt_id"))
            .col(text("course_slug"))
            .col(blob("course_hash"))
            .col(text("part_slug"))
            .col(text("item"))
            .col(blob("words_hash"))
            .col(big_integer("made_at"))
            .foreign_key(
                ForeignKey::create()
                    .from("challenges", "person_id")
                    .to("people", "id"),
            )
            .foreign_key(
                ForeignKey::create()
                    .from("challenges", "attempt_id")
                    .to("attempts", "id"),
            )
            .foreign_key(
                ForeignKey::create()
                    .from("challenges", "course_hash")
                    .to("content_versions", "hash"),
            )
            .to_owned(),
    )
    .await?;
    unique(m, "challenges", ["attempt_id", "item"]).await?;
    m.create_index(
        Index::create()
            .name("challenges_person")
            .table("challenges")
            .col("person_id")
            .to_owned(),
    )
    .await
}

/// Two answers that are given at once collide on their number.
async fn create_answers(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("challenge_answers")
            .col(uuid("id").primary_key())
            .col(uuid("challenge_id"))
            .col(integer("number"))
            .col(text("status"))
            .col(blob("words_hash"))
            .col(big_integer("answered_at"))
            .foreign_key(
                ForeignKey::create()
                    .from("challenge_answers", "challenge_id")
                    .to("challenges", "id"),
            )
            .to_owned(),
    )
    .await?;
    unique(m, "challenge_answers", ["challenge_id", "number"]).await
}

async fn create_texts(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("challenge_texts")
            .col(uuid("id").primary_key())
            .col(blob("salt"))
            .col(text("words"))
            .to_owned(),
    )
    .await
}

async fn unique(
    m: &SchemaManager<'_>,
    table: &'static str,
    columns: [&'static str; 2],
) -> Result<(), DbErr> {
    let mut index = Index::create();
    index.name(format!("{table}_once")).table(table).unique();
    for column in columns {
        index.col(column);
    }
    m.create_index(index).await
}
