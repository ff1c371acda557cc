//! Attempts at quizzes and scenarios: what was answered when, append-only; how sure, apart and erasable.

use crate::guards;
use sea_orm_migration::{prelude::*, schema::*};

/// Creates the tables of assessment.
#[derive(DeriveMigrationName)]
pub struct Migration;

const PLACE: [&str; 5] = ["person_id", "course_slug", "part_slug", "cycle", "number"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        create_attempts(m).await?;
        create_events(m).await?;
        create_certainties(m).await?;
        guards::insert_only(m, "attempts", &[&["id"], &PLACE]).await?;
        let events: [&[&str]; 3] = [&["id"], &["attempt_id", "seq"], &["attempt_id", "once"]];
        guards::insert_only(m, "attempt_events", &events).await?;
        // How sure somebody was can be erased, never rewritten.
        guards::refuse(m, "attempt_certainties", &["UPDATE"]).await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        for table in ["attempt_certainties", "attempt_events", "attempts"] {
            m.drop_table(Table::drop().table(table).if_exists().to_owned())
                .await?;
        }
        Ok(())
    }
}

fn version(from: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from("attempts", from)
        .to("content_versions", "hash")
        .to_owned()
}

/// An attempt stays on the versions it began with; two begun at once collide on their number.
async fn create_attempts(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("attempts")
            .col(uuid("id").primary_key())
            .col(uuid("person_id"))
            .col(text("course_slug"))
            .col(text("part_slug"))
            .col(text("kind"))
            .col(blob("part_hash"))
            .col(blob("course_hash"))
            .col(integer("cycle").default(1))
            .col(integer("number"))
            .col(text("language"))
            .col(big_integer("seed"))
            .col(big_integer("started_at"))
            .foreign_key(
                ForeignKey::create()
                    .from("attempts", "person_id")
                    .to("people", "id"),
            )
            .foreign_key(&mut version("part_hash"))
            .foreign_key(&mut version("course_hash"))
            .to_owned(),
    )
    .await?;
    let mut index = Index::create();
    index.name("attempts_number").table("attempts").unique();
    for column in PLACE {
        index.col(column);
    }
    m.create_index(index).await
}

/// `once` names what may happen only once in an attempt, such as the answer to one question.
async fn create_events(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("attempt_events")
            .col(uuid("id").primary_key())
            .col(uuid("attempt_id"))
            .col(integer("seq"))
            .col(text("kind"))
            .col(text("once"))
            .col(text("body"))
            .col(big_integer("at"))
            .foreign_key(
                ForeignKey::create()
                    .from("attempt_events", "attempt_id")
                    .to("attempts", "id"),
            )
            .to_owned(),
    )
    .await?;
    for (name, column) in [
        ("attempt_events_seq", "seq"),
        ("attempt_events_once", "once"),
    ] {
        m.create_index(
            Index::create()
                .name(name)
                .table("attempt_events")
                .col("attempt_id")
                .col(column)
                .unique()
                .to_owned(),
        )
        .await?;
    }
    Ok(())
}

async fn create_certainties(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("attempt_certainties")
            .col(uuid("event_id").primary_key())
            .col(blob("salt"))
            .col(text("certainty"))
            .foreign_key(
                ForeignKey::create()
                    .from("attempt_certainties", "event_id")
                    .to("attempt_events", "id"),
            )
            .to_owned(),
    )
    .await
}
