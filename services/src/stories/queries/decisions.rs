//! What departments said of versions: the last word of each.

use super::{DecisionView, row::instant};
use crate::{
    Ctx, Result,
    accounts::organisation::Organisation,
    stories::rows::{hash, word},
};
use domain::{content::ContentHash, ids::PersonId, stories::Signing};
use sea_orm::{ConnectionTrait, FromQueryResult, Statement, Value};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// The most values one statement names.
const CHUNK: usize = 500;

#[derive(Debug, FromQueryResult)]
struct Row {
    hash: Vec<u8>,
    department: String,
    reviewer_id: Uuid,
    reviewer: String,
    decision: String,
    decided_at: i64,
    note: Option<String>,
}

/// The decisions on these versions, in the order they were taken.
pub(super) async fn of(
    db: &impl ConnectionTrait,
    versions: BTreeSet<ContentHash>,
) -> Result<BTreeMap<ContentHash, Vec<DecisionView>>> {
    let mut found: BTreeMap<ContentHash, Vec<DecisionView>> = BTreeMap::new();
    let versions: Vec<ContentHash> = versions.into_iter().collect();
    for chunk in versions.chunks(CHUNK) {
        let places: Vec<String> = (1..=chunk.len()).map(|n| format!("${n}")).collect();
        let sql = format!(
            "SELECT o.hash AS hash, o.department AS department, r.id AS reviewer_id, \
               r.name AS reviewer, o.decision AS decision, o.decided_at AS decided_at, n.value AS note \
             FROM sign_offs o JOIN people w ON w.id = o.reviewer_id \
             JOIN people r ON r.id = COALESCE(w.merged_into, w.id) \
             LEFT JOIN fact_values n ON n.fact_id = o.id AND n.field = 'reason' \
             WHERE o.hash IN ({}) ORDER BY o.decided_at, o.number, o.department",
            places.join(", ")
        );
        let values = chunk.iter().map(|v| Value::from(v.as_bytes().to_vec()));
        let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
        for row in Row::find_by_statement(statement).all(db).await? {
            let decisions = found.entry(hash(&row.hash)?).or_default();
            let said = view(row)?;
            decisions.retain(|d| d.word.department != said.word.department);
            decisions.push(said);
        }
    }
    Ok(found)
}

fn view(row: Row) -> Result<DecisionView> {
    Ok(DecisionView {
        word: word(
            &row.department,
            PersonId::from_uuid(row.reviewer_id),
            &row.decision,
        )?,
        unit: None,
        reviewer: row.reviewer,
        at: instant(row.decided_at)?,
        note: row.note,
    })
}

/// Adds what departments of the organisation are called today in the reader's language.
pub(super) async fn name_units(
    db: &impl ConnectionTrait,
    ctx: &Ctx,
    decisions: impl Iterator<Item = &mut DecisionView>,
) -> Result<()> {
    let mut organisation = None;
    for said in decisions {
        if let Signing::Unit(id) = said.word.department {
            let organisation = match &organisation {
                Some(read) => read,
                None => organisation.insert(Organisation::read(db).await?),
            };
            said.unit = Some(organisation.department_name(id, ctx.today(), ctx.language));
        }
    }
    Ok(())
}
