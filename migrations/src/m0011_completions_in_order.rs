//! An export reads completions page by page in the order of time.

use sea_orm_migration::prelude::*;

/// Adds the index behind that order.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.create_index(
            Index::create()
                .name("completions_in_order")
                .table("completions")
                .col("completed_at")
                .col("id")
                .to_owned(),
        )
        .await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.drop_index(
            Index::drop()
                .name("completions_in_order")
                .table("completions")
                .to_owned(),
        )
        .await
    }
}
