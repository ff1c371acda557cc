//! An index of the few facts that say which imports count: what was put aside for others is swept away.

use sea_orm_migration::prelude::*;

/// Adds the index.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        let sql = "CREATE INDEX facts_people_imported ON facts (id) WHERE kind = 'people_imported'";
        m.get_connection().execute_unprepared(sql).await.map(drop)
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.drop_index(
            Index::drop()
                .name("facts_people_imported")
                .table("facts")
                .to_owned(),
        )
        .await
    }
}
