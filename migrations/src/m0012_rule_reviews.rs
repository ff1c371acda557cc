//! The company's own review of rule cards, and what its people were told of them.

use crate::guards;
use sea_orm_migration::{prelude::*, schema::*};

/// Creates the tables of rule reviews.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.create_table(
            Table::create()
                .table("rule_confirmations")
                .col(uuid("id").primary_key())
                .col(blob("card_hash"))
                .col(integer("number"))
                .col(text("decision"))
                .col(uuid_null("reviewer_id"))
                .col(text("decided_on"))
                .col(text_null("next_review"))
                .col(big_integer("decided_at"))
                .foreign_key(
                    ForeignKey::create()
                        .from("rule_confirmations", "card_hash")
                        .to("content_versions", "hash"),
                )
                .foreign_key(
                    ForeignKey::create()
                        .from("rule_confirmations", "reviewer_id")
                        .to("people", "id"),
                )
                .to_owned(),
        )
        .await?;
        m.create_index(
            Index::create()
                .name("rule_confirmations_number")
                .table("rule_confirmations")
                .col("card_hash")
                .col("number")
                .unique()
                .to_owned(),
        )
        .await?;
        guards::insert_only(
            m,
            "rule_confirmations",
            &[&["id"], &["card_hash", "number"]],
        )
        .await?;
        m.create_table(
            Table::create()
                .table("rule_notices")
                .col(blob("card_hash"))
                .col(text("state"))
                .col(text("day"))
                .col(big_integer("told_at"))
                .primary_key(Index::create().col("card_hash").col("state").col("day"))
                .to_owned(),
        )
        .await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        for table in ["rule_notices", "rule_confirmations"] {
            m.drop_table(Table::drop().table(table).if_exists().to_owned())
                .await?;
        }
        Ok(())
    }
}
