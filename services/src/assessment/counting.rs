//! Which attempts count for the version of a course that is in force.
//!
//! It is the rule that module pages follow, too: what was done counts as long as what it was done with is unchanged. An
//! attempt counts when every material change since its version left its part, and the rule cards that the part rests on,
//! as they were. Editorial changes take nothing away.

use crate::{
    Result,
    content::queries::{course_version, editions},
    entity::attempts,
};
use domain::content::{ContentHash, Slug};
use sea_orm::ConnectionTrait;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Those of these attempts at a course that count.
pub(super) async fn counting(
    db: &impl ConnectionTrait,
    course: &Slug,
    attempts: &[attempts::Model],
) -> Result<BTreeSet<Uuid>> {
    let mut counting = BTreeSet::new();
    let mut open: Vec<&attempts::Model> = attempts.iter().collect();
    let mut changed_in = None;
    for (version, material) in editions(db, course).await? {
        if let Some(after) = changed_in {
            let parts: BTreeSet<&str> = open.iter().map(|a| a.part_slug.as_str()).collect();
            let kept = unchanged(db, (version, after), parts).await?;
            open.retain(|a| kept.contains(a.part_slug.as_str()));
        }
        let (here, before): (Vec<_>, Vec<_>) = open
            .into_iter()
            .partition(|a| a.course_hash == version.as_bytes());
        counting.extend(here.into_iter().map(|a| a.id));
        open = before;
        if open.is_empty() {
            break;
        }
        changed_in = material.then_some(version);
    }
    Ok(counting)
}

/// Those of the parts that two versions share, with the cards they rest on.
async fn unchanged<'a>(
    db: &impl ConnectionTrait,
    (before, after): (ContentHash, ContentHash),
    parts: BTreeSet<&'a str>,
) -> Result<BTreeSet<&'a str>> {
    let mut kept = BTreeSet::new();
    let before = course_version(db, before).await?;
    let after = course_version(db, after).await?;
    let Some((before, after)) = before.zip(after) else {
        return Ok(kept);
    };
    for part in parts {
        if before.shares(&after, part)? {
            kept.insert(part);
        }
    }
    Ok(kept)
}
