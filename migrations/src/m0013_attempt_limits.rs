//! How often and how long a quiz may be tried, by assignment and by person.

use crate::guards;
use sea_orm_migration::{prelude::*, schema::*};

/// Adds limits to assignments and attempts, and what is allowed beyond them.
#[derive(DeriveMigrationName)]
pub struct Migration;

const LIMITS: [&str; 3] = ["attempt_limit", "pause_hours", "time_minutes"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        for column in LIMITS {
            let mut table = Table::alter();
            table.table("assignments").add_column(integer_null(column));
            m.alter_table(table).await?;
        }
        let mut table = Table::alter();
        table
            .table("attempts")
            .add_column(big_integer_null("ends_at"));
        m.alter_table(table).await?;
        m.create_index(
            Index::create()
                .name("attempts_ends_at")
                .table("attempts")
                .col("ends_at")
                .to_owned(),
        )
        .await?;
        create_extra_attempts(m).await?;
        guards::insert_only(m, "extra_attempts", &[&["assignment_id", "number"]]).await?;
        create_accommodations(m).await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        for table in ["accommodations", "extra_attempts"] {
            m.drop_table(Table::drop().table(table).if_exists().to_owned())
                .await?;
        }
        m.drop_index(
            Index::drop()
                .name("attempts_ends_at")
                .table("attempts")
                .to_owned(),
        )
        .await?;
        let columns = LIMITS.map(|column| ("assignments", column));
        for (table, column) in [("attempts", "ends_at")].into_iter().chain(columns) {
            let mut alter = Table::alter();
            alter.table(table).drop_column(column);
            m.alter_table(alter).await?;
        }
        Ok(())
    }
}

/// Two that are allowed at once collide on their number.
async fn create_extra_attempts(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("extra_attempts")
            .col(uuid("assignment_id"))
            .col(integer("number"))
            .col(big_integer("allowed_at"))
            .primary_key(Index::create().col("assignment_id").col("number"))
            .foreign_key(
                ForeignKey::create()
                    .from("extra_attempts", "assignment_id")
                    .to("assignments", "id"),
            )
            .to_owned(),
    )
    .await
}

/// Why somebody has more time is kept nowhere; that they have can be taken away without a trace in the row.
async fn create_accommodations(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("accommodations")
            .col(uuid("person_id").primary_key())
            .col(integer("extra_percent"))
            .col(big_integer("since"))
            .foreign_key(
                ForeignKey::create()
                    .from("accommodations", "person_id")
                    .to("people", "id"),
            )
            .to_owned(),
    )
    .await
}
