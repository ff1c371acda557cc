//! Rule cards as promises: somebody compared the card with its source, and the day to look again is not over.

use super::field;
use crate::content::{
    document::Document, findings::Findings, model::RuleCard, problem::Problem, slips::Front,
};
use domain::accounts::parse_date;
use time::Date;

/// What people write where they have no reviewer yet.
const NOBODY: [&str; 8] = [
    "tbd",
    "todo",
    "none",
    "n/a",
    "nobody",
    "미정",
    "없음",
    "담당자 미정",
];

/// `today` is missing where it must not matter: an import brings in what was right when it was written.
pub(super) fn check(card: &RuleCard, document: &Document, today: Option<Date>, out: &mut Findings) {
    let reviewer = card.reviewer.as_deref().unwrap_or_default().to_lowercase();
    if !reviewer.contains(char::is_alphanumeric) || NOBODY.contains(&reviewer.as_str()) {
        out.add(field(document, "reviewer"), Problem::NoReviewer);
    }
    let next = parse_date(&card.next_review);
    let reviewed = parse_date(&card.reviewed);
    if reviewed.zip(next).is_some_and(|(then, next)| next < then) {
        let at = field(document, "next_review");
        out.add(at, Problem::Front(Front::ReviewOrder));
    } else if reviewed
        .zip(today)
        .is_some_and(|(then, today)| today < then)
    {
        let at = field(document, "reviewed");
        out.add(at, Problem::Front(Front::ReviewedLater));
    }
    if let (Some(next), Some(today)) = (next, today)
        && next < today
    {
        let date = card.next_review.clone();
        out.add(
            field(document, "next_review"),
            Problem::ReviewOverdue { date },
        );
    }
}
