//! Content: immutable versions, what a course version is made of, and which version is current.

use crate::guards;
use sea_orm_migration::{prelude::*, schema::*};

/// Creates the tables of content.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        create_versions(m).await?;
        create_members(m).await?;
        create_publications(m).await?;
        guards::insert_only(m, "content_versions", &[&["hash"]]).await?;
        guards::insert_only(m, "course_members", &[&["course_hash", "position"]]).await?;
        guards::insert_only(m, "publications", &[&["id"], &["kind", "slug", "number"]]).await
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        for table in ["publications", "course_members", "content_versions"] {
            m.drop_table(Table::drop().table(table).if_exists().to_owned())
                .await?;
        }
        Ok(())
    }
}

/// A version is named by the SHA-256 of its body. Pictures are versions like the others.
async fn create_versions(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("content_versions")
            .col(blob("hash").primary_key())
            .col(text("kind"))
            .col(text("slug"))
            .col(blob("body"))
            .col(big_integer("imported_at"))
            .to_owned(),
    )
    .await?;
    m.create_index(
        Index::create()
            .name("content_versions_slug")
            .table("content_versions")
            .col("kind")
            .col("slug")
            .to_owned(),
    )
    .await
}

async fn create_members(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("course_members")
            .col(blob("course_hash"))
            .col(integer("position"))
            .col(blob("member_hash"))
            .primary_key(Index::create().col("course_hash").col("position"))
            .foreign_key(
                ForeignKey::create()
                    .from("course_members", "course_hash")
                    .to("content_versions", "hash"),
            )
            .foreign_key(
                ForeignKey::create()
                    .from("course_members", "member_hash")
                    .to("content_versions", "hash"),
            )
            .to_owned(),
    )
    .await?;
    m.create_index(
        Index::create()
            .name("course_members_member")
            .table("course_members")
            .col("member_hash")
            .to_owned(),
    )
    .await
}

/// The highest number of a slug is the version in force; two people publishing at once collide on it.
async fn create_publications(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("publications")
            .col(uuid("id").primary_key())
            .col(text("kind"))
            .col(text("slug"))
            .col(integer("number"))
            .col(blob("hash"))
            .col(text("change"))
            .col(big_integer("published_at"))
            .col(text("published_by"))
            .foreign_key(
                ForeignKey::create()
                    .from("publications", "hash")
                    .to("content_versions", "hash"),
            )
            .to_owned(),
    )
    .await?;
    m.create_index(
        Index::create()
            .name("publications_number")
            .table("publications")
            .col("kind")
            .col("slug")
            .col("number")
            .unique()
            .to_owned(),
    )
    .await
}
