//! People, how they sign in, and what they are trusted with.

use crate::guards;
use sea_orm_migration::{prelude::*, schema::*};

/// Creates the tables of accounts.
#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLES: [&str; 6] = [
    "throttles",
    "one_time_tokens",
    "sessions",
    "identities",
    "grants",
    "people",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        create_people(m).await?;
        create_sessions(m).await?;
        create_tokens(m).await?;
        // People are never deleted: what they did still names them.
        guards::refuse(m, "people", &["DELETE"]).await?;
        guards::refuse(m, "grants", &["DELETE"]).await
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

async fn create_people(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("people")
            .col(uuid("id").primary_key())
            .col(text("name"))
            .col(text_null("email").unique_key())
            .col(text("employee_number").unique_key())
            .col(text("language"))
            .col(text("time_zone"))
            .col(text("status"))
            .col(big_integer("epoch"))
            .col(big_integer("created_at"))
            .to_owned(),
    )
    .await?;
    m.create_table(
        Table::create()
            .table("grants")
            .col(uuid("id").primary_key())
            .col(uuid("person_id"))
            .col(text("role"))
            .col(text("scope_kind"))
            .col(text_null("scope_id"))
            .col(big_integer("granted_at"))
            .col(big_integer_null("revoked_at"))
            .foreign_key(&mut person("grants"))
            .to_owned(),
    )
    .await?;
    m.create_index(
        Index::create()
            .name("grants_person")
            .table("grants")
            .col("person_id")
            .to_owned(),
    )
    .await?;
    m.create_table(
        Table::create()
            .table("identities")
            .col(text("issuer"))
            .col(text("subject"))
            .col(uuid("person_id"))
            .col(text_null("secret_hash"))
            .col(big_integer("changed_at"))
            .primary_key(Index::create().col("issuer").col("subject"))
            .foreign_key(&mut person("identities"))
            .to_owned(),
    )
    .await
}

async fn create_sessions(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("sessions")
            .col(uuid("id").primary_key())
            .col(blob("token_hash").unique_key())
            .col(uuid("person_id"))
            .col(big_integer("epoch"))
            .col(big_integer("started_at"))
            .col(big_integer("seen_at"))
            .col(big_integer("reauthenticated_at"))
            .foreign_key(&mut person("sessions"))
            .to_owned(),
    )
    .await?;
    m.create_index(
        Index::create()
            .name("sessions_person")
            .table("sessions")
            .col("person_id")
            .to_owned(),
    )
    .await
}

async fn create_tokens(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("one_time_tokens")
            .col(blob("token_hash").primary_key())
            .col(uuid_null("person_id"))
            .col(big_integer("expires_at"))
            .foreign_key(&mut person("one_time_tokens"))
            .to_owned(),
    )
    .await?;
    m.create_table(
        Table::create()
            .table("throttles")
            .col(text("subject").primary_key())
            .col(integer("failures"))
            .col(big_integer("failed_at"))
            .to_owned(),
    )
    .await
}
