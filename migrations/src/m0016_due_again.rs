//! What a publication means for those who completed an earlier version: within how many days the course is due again.

use crate::guards;
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

/// Adds the days to publications, and gives those who are concerned by one of before their time.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        let db = m.get_connection();
        guards::lift(m, "publications").await?;
        let sql = "ALTER TABLE publications ADD COLUMN due_again_days INTEGER";
        db.execute_unprepared(sql).await?;
        // Until now a material publication asked everybody again; the first of a course had nobody to ask.
        let sql =
            "UPDATE publications SET due_again_days = 30 WHERE change = 'material' AND number > 1";
        db.execute_unprepared(sql).await?;
        guards::insert_only(m, "publications", &[&["id"], &["kind", "slug", "number"]]).await?;
        give_time(m).await
    }

    /// The days that were given stay given.
    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        let sql = "ALTER TABLE publications DROP COLUMN due_again_days";
        m.get_connection().execute_unprepared(sql).await.map(drop)
    }
}

/// Whoever completed the course before its last material publication, and owed it already then, has at least thirty days
/// from it. A day more in UTC is enough in every zone.
async fn give_time(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let day = match m.get_database_backend() {
        DbBackend::Sqlite => "date(last.published_at / 1000000, 'unixepoch', '+31 days')",
        _ => {
            "to_char(to_timestamp(last.published_at / 1000000) AT TIME ZONE 'UTC' + interval '31 days', 'YYYY-MM-DD')"
        }
    };
    let last = "FROM publications last WHERE last.kind = 'course' AND last.slug = assignments.course_slug \
                AND last.due_again_days IS NOT NULL AND last.number = (SELECT MAX(p.number) FROM publications p \
                WHERE p.kind = last.kind AND p.slug = last.slug AND p.due_again_days IS NOT NULL)";
    let sql = format!(
        "UPDATE assignments SET due_on = (SELECT {day} {last}) WHERE ended_at IS NULL AND EXISTS (\
           SELECT 1 {last} AND assignments.assigned_at < last.published_at AND assignments.due_on < {day} \
           AND EXISTS (SELECT 1 FROM completions c JOIN people who ON who.id = c.person_id \
             WHERE COALESCE(who.merged_into, who.id) = assignments.person_id \
             AND c.course_slug = assignments.course_slug AND c.completed_at < last.published_at))"
    );
    m.get_connection().execute_unprepared(&sql).await.map(drop)
}
