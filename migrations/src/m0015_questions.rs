//! Questions that come round again: what is remembered of each, and which are being asked.

use sea_orm_migration::{prelude::*, schema::*};

/// Creates the tables of refreshers. None is insert-only: nothing in them is evidence, and all of it can be erased.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        create_memories(m).await?;
        create_questions(m).await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        for table in ["refresher_questions", "refresher_memories"] {
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
