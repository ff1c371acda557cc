//! The one query behind every list of stories, and what its rows mean.

use super::{StoryView, Text, decisions};
use crate::{Ctx, Error, Result, accounts::merge::ROWS_OF_1, store::Store};
use domain::{
    audit::canonical::from_micros,
    content::{ContentHash, Practice},
    ids::{PersonId, StoryId},
    language::Language,
    stories::{Publication, PublicationChange, Standing},
};
use sea_orm::{FromQueryResult, Statement, Value};
use time::OffsetDateTime;
use uuid::Uuid;

/// Shows each story's newest version.
pub(super) const LATEST: &str = "v.hash = l.hash";
/// Shows the version that everyone can read; a newer one may wait meanwhile. An erased text is not readable.
pub(super) const PUBLISHED: &str =
    "v.hash = c.hash AND c.change = 'published' AND t.hash IS NOT NULL";

/// `$1` is who asks; `{me}` the rows that are them. `a` is the author: the person who was kept, where a duplicate told.
const SELECT: &str = "\
SELECT s.id AS id, a.id AS author_id, a.name AS author, \
  l.hash AS latest, v.hash AS hash, v.number AS number, v.practice AS practice, v.language AS language, \
  v.submitted_at AS submitted_at, t.title AS title, t.done AS done, t.audience AS audience, \
  t.outcome AS outcome, c.change AS change, c.hash AS changed_hash, c.changed_at AS changed_at, \
  cn.value AS change_note, \
  CAST((SELECT COUNT(DISTINCT COALESCE(q.merged_into, q.id)) FROM story_reads d \
        JOIN people q ON q.id = d.person_id WHERE d.story_id = s.id) AS BIGINT) AS readers, \
  CAST((SELECT COALESCE(SUM(u.count), 0) FROM story_uses u WHERE u.story_id = s.id) AS BIGINT) AS uses, \
  CAST((SELECT COALESCE(SUM(w.count), 0) FROM story_uses w \
        WHERE w.story_id = s.id AND w.person_id IN {me}) AS BIGINT) AS used \
FROM stories s \
JOIN people b ON b.id = s.author_id \
JOIN people a ON a.id = COALESCE(b.merged_into, b.id) \
JOIN story_versions l ON l.story_id = s.id \
  AND l.number = (SELECT MAX(x.number) FROM story_versions x WHERE x.story_id = s.id) \
LEFT JOIN story_publications c ON c.story_id = s.id \
  AND c.number = (SELECT MAX(y.number) FROM story_publications y WHERE y.story_id = s.id) \
JOIN story_versions v ON v.story_id = s.id \
LEFT JOIN story_texts t ON t.hash = v.hash \
LEFT JOIN fact_values cn ON cn.fact_id = c.id AND cn.field = 'reason' \
WHERE ";

#[derive(Debug, FromQueryResult)]
struct Row {
    id: Uuid,
    author_id: Uuid,
    author: String,
    latest: Vec<u8>,
    hash: Vec<u8>,
    number: i32,
    practice: String,
    language: String,
    submitted_at: i64,
    title: Option<String>,
    done: Option<String>,
    audience: Option<String>,
    outcome: Option<String>,
    change: Option<String>,
    changed_hash: Option<Vec<u8>>,
    changed_at: Option<i64>,
    change_note: Option<String>,
    readers: i64,
    uses: i64,
    used: i64,
}

/// The rows of one shape (`LATEST`, `PUBLISHED`) that a condition of ours keeps. `values` begin at `$2`.
pub(super) async fn select(
    store: &Store,
    ctx: &Ctx,
    shape: &str,
    rest: &str,
    values: Vec<Value>,
) -> Result<Vec<StoryView>> {
    let mut all: Vec<Value> = vec![super::person(ctx)?.as_uuid().into()];
    all.extend(values);
    let sql = format!("{SELECT}{shape} AND {rest}").replace("{me}", ROWS_OF_1);
    let rows = Row::find_by_statement(Statement::from_sql_and_values(store.backend(), sql, all))
        .all(store.read())
        .await?;
    let mut stories: Vec<StoryView> = rows.into_iter().map(view).collect::<Result<_>>()?;
    let versions = stories.iter().flat_map(|s| [s.version, s.standing.latest]);
    let said = decisions::of(store.read(), versions.collect()).await?;
    for story in &mut stories {
        let of = |version| said.get(&version).cloned().unwrap_or_default();
        let latest = of(story.standing.latest);
        story.standing.sign_offs = latest.iter().map(|d| d.word).collect();
        story.decisions = of(story.version);
    }
    let all = stories.iter_mut().flat_map(|s| &mut s.decisions);
    decisions::name_units(store.read(), ctx, all).await?;
    Ok(stories)
}

/// The practices of what everyone can read.
pub(super) async fn practices(store: &Store) -> Result<Vec<Practice>> {
    #[derive(FromQueryResult)]
    struct Named {
        practice: String,
    }
    let sql = "SELECT DISTINCT v.practice AS practice FROM story_publications c \
               JOIN story_versions v ON v.hash = c.hash \
               JOIN story_texts t ON t.hash = c.hash \
               WHERE c.change = 'published' AND c.number = \
                 (SELECT MAX(y.number) FROM story_publications y WHERE y.story_id = c.story_id)";
    let mut found: Vec<Practice> =
        Named::find_by_statement(Statement::from_string(store.backend(), sql))
            .all(store.read())
            .await?
            .iter()
            .filter_map(|row| Practice::from_code(&row.practice))
            .collect();
    found.sort_unstable();
    Ok(found)
}

fn view(row: Row) -> Result<StoryView> {
    let publication = match (row.change, row.changed_hash) {
        (Some(code), Some(hash)) => Some(Publication {
            change: PublicationChange::from_code(&code).ok_or_else(unknown)?,
            version: version(&hash)?,
        }),
        _ => None,
    };
    let text = match (row.title, row.done, row.audience, row.outcome) {
        (Some(title), Some(done), Some(audience), Some(outcome)) => Some(Text {
            title,
            done,
            audience,
            outcome,
        }),
        _ => None,
    };
    Ok(StoryView {
        id: StoryId::from_uuid(row.id),
        standing: Standing {
            author: PersonId::from_uuid(row.author_id),
            latest: version(&row.latest)?,
            sign_offs: Vec::new(),
            publication,
        },
        author: row.author,
        version: version(&row.hash)?,
        number: row.number,
        practice: Practice::from_code(&row.practice).ok_or_else(unknown)?,
        language: Language::from_code(&row.language).ok_or_else(unknown)?,
        submitted_at: instant(row.submitted_at)?,
        text,
        decisions: Vec::new(),
        changed_at: row.changed_at.map(instant).transpose()?,
        change_note: row.change_note,
        readers: u64::try_from(row.readers).unwrap_or(0),
        uses: u64::try_from(row.uses).unwrap_or(0),
        used: row.used > 0,
    })
}

fn version(bytes: &[u8]) -> Result<ContentHash> {
    crate::stories::rows::hash(bytes)
}

/// The instant of a stored number of microseconds.
pub(super) fn instant(micros: i64) -> Result<OffsetDateTime> {
    from_micros(micros).ok_or_else(unknown)
}

fn unknown() -> Error {
    Error::internal("a row of a story holds what no version of the program writes")
}
