//! Success stories: versions and their texts, sign-offs, publications, and who read and used them.

use crate::guards;
use sea_orm_migration::{prelude::*, schema::*};

/// Creates the tables of stories.
#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLES: [&str; 8] = [
    "story_uses",
    "story_reads",
    "story_publications",
    "sign_offs",
    "story_texts",
    "story_versions",
    "stories",
    "story_drafts",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        create_stories(m).await?;
        create_versions(m).await?;
        create_decisions(m).await?;
        create_readers(m).await?;
        guards::refuse(m, "stories", &["UPDATE", "DELETE"]).await?;
        // A text may be erased, never exchanged under its hash.
        guards::refuse(m, "story_texts", &["UPDATE"]).await?;
        guards::insert_only(m, "story_versions", &[&["hash"], &["story_id", "number"]]).await?;
        guards::insert_only(m, "sign_offs", &[&["id"], &["hash"]]).await?;
        guards::insert_only(m, "story_publications", &[&["id"], &["story_id", "number"]]).await?;
        let use_key: &[&str] = &["story_id", "person_id", "number"];
        guards::insert_only(m, "story_uses", &[&["id"], use_key]).await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        for table in TABLES {
            m.drop_table(Table::drop().table(table).if_exists().to_owned())
                .await?;
        }
        Ok(())
    }
}

fn key(
    from: &'static str,
    column: &'static str,
    to: &'static str,
    id: &'static str,
) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(from, column)
        .to(to, id)
        .to_owned()
}

async fn unique(
    m: &SchemaManager<'_>,
    table: &'static str,
    name: &str,
    columns: &[&'static str],
) -> Result<(), DbErr> {
    let mut index = Index::create();
    index.name(name).table(table).unique();
    for column in columns {
        index.col(*column);
    }
    m.create_index(index).await
}

/// A draft is its author's paper: it becomes a story when it is submitted.
async fn create_stories(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("story_drafts")
            .col(uuid("story_id").primary_key())
            .col(uuid("author_id"))
            .col(text("title"))
            .col(text_null("practice"))
            .col(text("language"))
            .col(text("done"))
            .col(text("audience"))
            .col(text("outcome"))
            .col(big_integer("saved_at"))
            .foreign_key(&mut key("story_drafts", "author_id", "people", "id"))
            .to_owned(),
    )
    .await?;
    m.create_index(
        Index::create()
            .name("story_drafts_author")
            .table("story_drafts")
            .col("author_id")
            .to_owned(),
    )
    .await?;
    m.create_table(
        Table::create()
            .table("stories")
            .col(uuid("id").primary_key())
            .col(uuid("author_id"))
            .col(big_integer("created_at"))
            .foreign_key(&mut key("stories", "author_id", "people", "id"))
            .to_owned(),
    )
    .await?;
    m.create_index(
        Index::create()
            .name("stories_author")
            .table("stories")
            .col("author_id")
            .to_owned(),
    )
    .await
}

/// The version stays for ever; its text lies beside it and can be erased.
async fn create_versions(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("story_versions")
            .col(blob("hash").primary_key())
            .col(uuid("story_id"))
            .col(integer("number"))
            .col(text("practice"))
            .col(text("language"))
            .col(big_integer("submitted_at"))
            .foreign_key(&mut key("story_versions", "story_id", "stories", "id"))
            .to_owned(),
    )
    .await?;
    unique(
        m,
        "story_versions",
        "story_versions_number",
        &["story_id", "number"],
    )
    .await?;
    m.create_table(
        Table::create()
            .table("story_texts")
            .col(blob("hash").primary_key())
            .col(blob("salt"))
            .col(text("title"))
            .col(text("done"))
            .col(text("audience"))
            .col(text("outcome"))
            .foreign_key(&mut key("story_texts", "hash", "story_versions", "hash"))
            .to_owned(),
    )
    .await
}

/// One decision a version; the newest publication row of a story says what readers see.
async fn create_decisions(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("sign_offs")
            .col(uuid("id").primary_key())
            .col(blob("hash"))
            .col(uuid("reviewer_id"))
            .col(text("decision"))
            .col(big_integer("decided_at"))
            .foreign_key(&mut key("sign_offs", "hash", "story_versions", "hash"))
            .foreign_key(&mut key("sign_offs", "reviewer_id", "people", "id"))
            .to_owned(),
    )
    .await?;
    unique(m, "sign_offs", "sign_offs_hash", &["hash"]).await?;
    m.create_table(
        Table::create()
            .table("story_publications")
            .col(uuid("id").primary_key())
            .col(uuid("story_id"))
            .col(integer("number"))
            .col(blob("hash"))
            .col(text("change"))
            .col(text("changed_by"))
            .col(big_integer("changed_at"))
            .foreign_key(&mut key("story_publications", "story_id", "stories", "id"))
            .foreign_key(&mut key(
                "story_publications",
                "hash",
                "story_versions",
                "hash",
            ))
            .to_owned(),
    )
    .await?;
    unique(
        m,
        "story_publications",
        "story_publications_number",
        &["story_id", "number"],
    )
    .await
}

/// Odd and even rows of a use take turns: used, taken back, used again.
async fn create_readers(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("story_reads")
            .col(uuid("story_id"))
            .col(uuid("person_id"))
            .col(text("day"))
            .primary_key(Index::create().col("story_id").col("person_id").col("day"))
            .foreign_key(&mut key("story_reads", "story_id", "stories", "id"))
            .foreign_key(&mut key("story_reads", "person_id", "people", "id"))
            .to_owned(),
    )
    .await?;
    m.create_table(
        Table::create()
            .table("story_uses")
            .col(uuid("id").primary_key())
            .col(uuid("story_id"))
            .col(uuid("person_id"))
            .col(integer("number"))
            .col(integer("count"))
            .col(big_integer("used_at"))
            .foreign_key(&mut key("story_uses", "story_id", "stories", "id"))
            .foreign_key(&mut key("story_uses", "person_id", "people", "id"))
            .to_owned(),
    )
    .await?;
    unique(
        m,
        "story_uses",
        "story_uses_number",
        &["story_id", "person_id", "number"],
    )
    .await
}
