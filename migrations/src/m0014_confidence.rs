//! How sure people are of their tasks before and after a course: their own, and erasable.

use crate::guards;
use sea_orm_migration::{prelude::*, schema::*};

/// Creates the table of self-efficacy.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        // Two that are given at once collide on the key.
        let key = ["person_id", "course_slug", "moment"];
        let mut primary = Index::create();
        for column in key {
            primary.col(column);
        }
        m.create_table(
            Table::create()
                .table("self_efficacies")
                .col(uuid("person_id"))
                .col(text("course_slug"))
                .col(text("moment"))
                .col(blob("salt"))
                .col(text("tasks"))
                .col(big_integer("given_at"))
                .primary_key(&mut primary)
                .foreign_key(
                    ForeignKey::create()
                        .from("self_efficacies", "person_id")
                        .to("people", "id"),
                )
                .to_owned(),
        )
        .await?;
        // What somebody said can be erased, never rewritten.
        guards::refuse(m, "self_efficacies", &["UPDATE"]).await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.drop_table(
            Table::drop()
                .table("self_efficacies")
                .if_exists()
                .to_owned(),
        )
        .await
    }
}
