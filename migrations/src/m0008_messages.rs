//! Jobs get a lease, a last try and whom they are for; links a purpose; sessions the kind of device.

use sea_orm_migration::{prelude::*, schema::*};

/// Adds the columns.
#[derive(DeriveMigrationName)]
pub struct Migration;

/// What is added, table by table. SQLite takes one column a statement.
fn columns() -> Vec<(&'static str, &'static str, ColumnDef)> {
    vec![
        (
            "jobs",
            "created_at",
            big_integer("created_at").default(0).take(),
        ),
        ("jobs", "person_id", uuid_null("person_id").take()),
        ("jobs", "lease", uuid_null("lease").take()),
        (
            "jobs",
            "lease_until",
            big_integer_null("lease_until").take(),
        ),
        ("jobs", "failed_at", big_integer_null("failed_at").take()),
        (
            "one_time_tokens",
            "purpose",
            text("purpose").default("set_up").take(),
        ),
        (
            "one_time_tokens",
            "created_at",
            big_integer("created_at").default(0).take(),
        ),
        ("one_time_tokens", "job_id", uuid_null("job_id").take()),
        ("sessions", "device", text_null("device").take()),
    ]
}

/// One live link a person; the first administrator's has none and is not counted.
const ONE_LINK: &str = "one_time_tokens_person";
/// Whether something waits for a person is asked when everyone is invited.
const JOBS_PERSON: &str = "jobs_person";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        for (table, _, mut column) in columns() {
            m.alter_table(
                Table::alter()
                    .table(table)
                    .add_column(&mut column)
                    .to_owned(),
            )
            .await?;
        }
        let one = Index::create()
            .name(ONE_LINK)
            .table("one_time_tokens")
            .col("person_id")
            .unique()
            .to_owned();
        m.create_index(one).await?;
        let person = Index::create()
            .name(JOBS_PERSON)
            .table("jobs")
            .col("person_id")
            .to_owned();
        m.create_index(person).await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        for (name, table) in [(JOBS_PERSON, "jobs"), (ONE_LINK, "one_time_tokens")] {
            m.drop_index(Index::drop().name(name).table(table).to_owned())
                .await?;
        }
        for (table, name, _) in columns().into_iter().rev() {
            m.alter_table(Table::alter().table(table).drop_column(name).to_owned())
                .await?;
        }
        Ok(())
    }
}
