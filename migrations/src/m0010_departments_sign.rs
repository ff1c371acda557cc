//! A sign-off is one department's decision: several departments decide on one version, each for itself.

use crate::guards;
use sea_orm_migration::prelude::*;

/// Widens the key of sign-offs.
#[derive(DeriveMigrationName)]
pub struct Migration;

const KEY: &[&str] = &["hash", "department", "number"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        guards::lift(m, "sign_offs").await?;
        // What was signed before says nothing of a department.
        for column in [
            "department TEXT NOT NULL DEFAULT 'other'",
            "number INTEGER NOT NULL DEFAULT 1",
        ] {
            let sql = format!("ALTER TABLE sign_offs ADD COLUMN {column}");
            m.get_connection().execute_unprepared(&sql).await?;
        }
        key(m, KEY).await
    }

    /// The program before knew one decision a version: of those that count the strictest stays, so that nothing
    /// becomes publishable by going back.
    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        guards::lift(m, "sign_offs").await?;
        let sql = "DELETE FROM sign_offs WHERE id NOT IN (SELECT id FROM (\
                     SELECT s.id AS id, ROW_NUMBER() OVER (PARTITION BY s.hash ORDER BY \
                       CASE s.decision WHEN 'sent_back' THEN 0 ELSE 1 END, s.decided_at DESC, s.id DESC) AS place \
                     FROM sign_offs s WHERE s.number = (SELECT MAX(l.number) FROM sign_offs l \
                       WHERE l.hash = s.hash AND l.department = s.department)) ranked WHERE place = 1)";
        m.get_connection().execute_unprepared(sql).await?;
        key(m, &["hash"]).await?;
        for column in ["number", "department"] {
            let sql = format!("ALTER TABLE sign_offs DROP COLUMN {column}");
            m.get_connection().execute_unprepared(&sql).await?;
        }
        Ok(())
    }
}

/// Makes these columns the key that no second row may have, in the index and in the guards.
async fn key(m: &SchemaManager<'_>, columns: &[&'static str]) -> Result<(), DbErr> {
    m.drop_index(
        Index::drop()
            .name("sign_offs_hash")
            .table("sign_offs")
            .to_owned(),
    )
    .await?;
    let mut index = Index::create();
    index.name("sign_offs_hash").table("sign_offs").unique();
    for column in columns {
        index.col(*column);
    }
    m.create_index(index).await?;
    guards::insert_only(m, "sign_offs", &[&["id"], columns]).await
}
