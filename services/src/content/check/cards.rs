//! Rule cards as promises: somebody compared the card with its source, and the day to look again is not over.

use super::field;
use crate::content::{
    document::Document, findings::Findings, model::RuleCard, problem::Problem, slips::Front,
};
use domain::accounts::parse_date;
use time::Date;

/// `today` is missing where it must not matter: an import brings in what was right when it was written.
pub(super) fn check(card: &RuleCard, document: &Document, today: Option<Date>, out: &mut Findings) {
    if card.reviewer.is_none() {
        out.add(field(document, "reviewer"), Problem::NoReviewer);
    }
    in_force(card, document, today, out);
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

/// A rule that ends before it begins, and one that is over.
fn in_force(card: &RuleCard, document: &Document, today: Option<Date>, out: &mut Findings) {
    let date = |text: &Option<String>| text.as_deref().and_then(parse_date);
    let Some(to) = date(&card.in_force_to) else {
        return;
    };
    let slip = if date(&card.in_force_from).is_some_and(|from| to < from) {
        Front::ForceOrder
    } else if today.is_some_and(|today| to < today) {
        let date = card.in_force_to.clone().unwrap_or_default();
        Front::Ended { date }
    } else {
        return;
    };
    out.add(field(document, "in_force_to"), Problem::Front(slip));
}
