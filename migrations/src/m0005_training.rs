//! Training: what is owed, how far people are, and what they finished.

use crate::guards;
use sea_orm_migration::{prelude::*, schema::*};

/// Creates the tables of training.
#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLES: [&str; 4] = [
    "completions",
    "module_finishes",
    "module_progress",
    "assignments",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        create_assignments(m).await?;
        create_progress(m).await?;
        create_finishes(m).await?;
        create_completions(m).await?;
        // What somebody owed stays known after it was taken back.
        guards::refuse(m, "assignments", &["DELETE"]).await?;
        guards::insert_only(
            m,
            "module_finishes",
            &[&["id"], &["person_id", "course_slug", "module_hash"]],
        )
        .await?;
        guards::insert_only(
            m,
            "completions",
            &[&["id"], &["person_id", "course_hash", "cycle"]],
        )
        .await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        for table in TABLES {
            m.drop_table(Table::drop().table(table).if_exists().to_owned())
                .await?;
        }
        Ok(())
    }
}

fn person(from: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(from, "person_id")
        .to("people", "id")
        .to_owned()
}

fn version(from: &'static str, column: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(from, column)
        .to("content_versions", "hash")
        .to_owned()
}

/// The fact that an assignment began with keeps its words, which can be erased there.
async fn create_assignments(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("assignments")
            .col(uuid("id").primary_key())
            .col(uuid("person_id"))
            .col(text("course_slug"))
            .col(text("due_on"))
            .col(text("zone"))
            .col(text("reason"))
            .col(text("assigned_by"))
            .col(big_integer("assigned_at"))
            .col(uuid("fact_id"))
            .col(big_integer_null("ended_at"))
            .foreign_key(&mut person("assignments"))
            .foreign_key(
                ForeignKey::create()
                    .from("assignments", "fact_id")
                    .to("facts", "id"),
            )
            .to_owned(),
    )
    .await?;
    // One course is owed once at a time.
    let sql = "CREATE UNIQUE INDEX assignments_open ON assignments (person_id, course_slug) \
               WHERE ended_at IS NULL";
    m.get_connection().execute_unprepared(sql).await?;
    m.create_index(
        Index::create()
            .name("assignments_person")
            .table("assignments")
            .col("person_id")
            .to_owned(),
    )
    .await
}

async fn create_progress(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("module_progress")
            .col(uuid("person_id"))
            .col(text("course_slug"))
            .col(text("module_slug"))
            .col(blob("module_hash"))
            .col(integer("page"))
            .col(text("language"))
            .col(big_integer("seen_at"))
            .primary_key(
                Index::create()
                    .col("person_id")
                    .col("course_slug")
                    .col("module_slug"),
            )
            .foreign_key(&mut person("module_progress"))
            .to_owned(),
    )
    .await
}

async fn create_finishes(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("module_finishes")
            .col(uuid("id").primary_key())
            .col(uuid("person_id"))
            .col(text("course_slug"))
            .col(text("module_slug"))
            .col(blob("module_hash"))
            .col(text("language"))
            .col(big_integer("finished_at"))
            .foreign_key(&mut person("module_finishes"))
            .foreign_key(&mut version("module_finishes", "module_hash"))
            .to_owned(),
    )
    .await?;
    m.create_index(
        Index::create()
            .name("module_finishes_once")
            .table("module_finishes")
            .col("person_id")
            .col("course_slug")
            .col("module_hash")
            .unique()
            .to_owned(),
    )
    .await
}

async fn create_completions(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("completions")
            .col(uuid("id").primary_key())
            .col(uuid("person_id"))
            .col(text("course_slug"))
            .col(blob("course_hash"))
            .col(integer("cycle"))
            .col(text("language"))
            .col(integer_null("score_percent"))
            .col(big_integer("completed_at"))
            .foreign_key(&mut person("completions"))
            .foreign_key(&mut version("completions", "course_hash"))
            .to_owned(),
    )
    .await?;
    m.create_index(
        Index::create()
            .name("completions_once")
            .table("completions")
            .col("person_id")
            .col("course_hash")
            .col("cycle")
            .unique()
            .to_owned(),
    )
    .await?;
    m.create_index(
        Index::create()
            .name("completions_course")
            .table("completions")
            .col("course_slug")
            .col("completed_at")
            .to_owned(),
    )
    .await
}
