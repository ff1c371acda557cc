//! One row as JSON, whatever its table: instants as people write them, hashes as hexadecimal digits.

use super::tables::SECRETS;
use domain::audit::canonical::from_micros;
use sea_orm::QueryResult;
use serde_json::{Map, Value};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};
use uuid::Uuid;

/// An instant in UTC, by RFC 3339.
pub(super) fn instant(at: OffsetDateTime) -> Value {
    at.format(&Rfc3339).map_or(Value::Null, Value::from)
}

/// A row as an object; secrets are left out.
pub(super) fn object(row: &QueryResult) -> Value {
    let names = row.column_names();
    let shown = names.into_iter().filter(|n| !SECRETS.contains(&n.as_str()));
    let fields: Map<String, Value> = shown
        .map(|name| {
            let value = cell(row, &name);
            (name, value)
        })
        .collect();
    fields.into()
}

/// The two databases type values differently: the first reading that fits counts.
fn cell(row: &QueryResult, name: &str) -> Value {
    if let Ok(number) = row.try_get::<Option<i64>>("", name) {
        return number.map_or(Value::Null, |number| {
            let is_instant = name.ends_with("_at") || name.ends_with("_until") || name == "at";
            match from_micros(number).filter(|_| is_instant) {
                Some(at) => instant(at),
                None => number.into(),
            }
        });
    }
    if let Ok(number) = row.try_get::<Option<i32>>("", name) {
        return number.into();
    }
    if let Ok(number) = row.try_get::<Option<f64>>("", name) {
        return number.into();
    }
    if let Ok(yes) = row.try_get::<Option<bool>>("", name) {
        return yes.into();
    }
    if let Ok(id) = row.try_get::<Option<Uuid>>("", name) {
        return id.map(|id| id.to_string()).into();
    }
    if let Ok(text) = row.try_get::<Option<String>>("", name) {
        // Answers are kept as JSON in text.
        let nested = text
            .as_deref()
            .filter(|text| text.starts_with(['{', '[']))
            .and_then(|text| serde_json::from_str(text).ok());
        return nested.unwrap_or_else(|| text.into());
    }
    let bytes = row.try_get::<Option<Vec<u8>>>("", name);
    bytes
        .ok()
        .flatten()
        .map_or(Value::Null, |bytes| hex::encode(bytes).into())
}
