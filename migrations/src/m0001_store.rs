//! The store: facts and their values, receipts, the sealed log, jobs, the installation.

use crate::guards;
use sea_orm_migration::{prelude::*, schema::*};

/// Creates the tables of the store.
#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLES: [&str; 8] = [
    "jobs",
    "installation",
    "checkpoints",
    "log_leaves",
    "unsealed",
    "receipts",
    "fact_values",
    "facts",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        guards::create_function(m).await?;
        create_facts(m).await?;
        create_log(m).await?;
        create_operations(m).await?;
        guards::insert_only(m, "facts", &[&["id"]]).await?;
        guards::insert_only(m, "log_leaves", &[&["seq"], &["fact_id"]]).await?;
        guards::insert_only(m, "checkpoints", &[&["size"]]).await?;
        // A value can be erased, never rewritten.
        guards::refuse(m, "fact_values", &["UPDATE"]).await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        for table in TABLES {
            m.drop_table(Table::drop().table(table).if_exists().to_owned())
                .await?;
        }
        guards::drop_function(m).await
    }
}

async fn create_facts(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("facts")
            .col(uuid("id").primary_key())
            .col(text("kind"))
            .col(big_integer("occurred_at"))
            .col(text("actor"))
            .col(text_null("subject"))
            .col(blob("body"))
            .to_owned(),
    )
    .await?;
    m.create_index(
        Index::create()
            .name("facts_subject")
            .table("facts")
            .col("subject")
            .to_owned(),
    )
    .await?;
    m.create_index(
        Index::create()
            .name("facts_occurred_at")
            .table("facts")
            .col("occurred_at")
            .to_owned(),
    )
    .await?;
    m.create_table(
        Table::create()
            .table("fact_values")
            .col(uuid("fact_id"))
            .col(text("field"))
            .col(blob("salt"))
            .col(text("value"))
            .primary_key(Index::create().col("fact_id").col("field"))
            .foreign_key(
                ForeignKey::create()
                    .from("fact_values", "fact_id")
                    .to("facts", "id"),
            )
            .to_owned(),
    )
    .await
}

async fn create_log(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("unsealed")
            .col(uuid("fact_id").primary_key())
            .foreign_key(
                ForeignKey::create()
                    .from("unsealed", "fact_id")
                    .to("facts", "id"),
            )
            .to_owned(),
    )
    .await?;
    m.create_table(
        Table::create()
            .table("log_leaves")
            .col(big_integer("seq").primary_key())
            .col(uuid("fact_id").unique_key())
            .col(blob("leaf_hash"))
            .foreign_key(
                ForeignKey::create()
                    .from("log_leaves", "fact_id")
                    .to("facts", "id"),
            )
            .to_owned(),
    )
    .await?;
    m.create_table(
        Table::create()
            .table("checkpoints")
            .col(big_integer("size").primary_key())
            .col(blob("root"))
            .col(blob("frontier"))
            .col(big_integer("at"))
            .col(blob("signature"))
            .col(text("key_id"))
            .to_owned(),
    )
    .await
}

async fn create_operations(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("receipts")
            .col(text("actor"))
            .col(uuid("key"))
            .col(blob("command_hash"))
            .col(text("result"))
            .col(big_integer("at"))
            .primary_key(Index::create().col("actor").col("key"))
            .to_owned(),
    )
    .await?;
    m.create_table(
        Table::create()
            .table("jobs")
            .col(uuid("id").primary_key())
            .col(text("kind"))
            .col(text("payload"))
            .col(big_integer("run_at"))
            .col(integer("attempts"))
            .col(big_integer_null("done_at"))
            .col(text_null("last_error"))
            .to_owned(),
    )
    .await?;
    m.create_index(
        Index::create()
            .name("jobs_due")
            .table("jobs")
            .col("done_at")
            .col("run_at")
            .to_owned(),
    )
    .await?;
    m.create_table(
        Table::create()
            .table("installation")
            .col(uuid("id").primary_key())
            .col(boolean("demo"))
            .col(big_integer("created_at"))
            .to_owned(),
    )
    .await
}
