//! Training: what is owed and how far people are.

pub mod pages;
pub mod words;

use domain::policy::Action;

use crate::web::routes::{Gate, Routes};
use pages::{allowances, assign, overview, record};

/// The routes of training.
pub fn routes(routes: Routes) -> Routes {
    routes
        .get(
            "/training",
            Gate::Needs(Action::TrainingOversee),
            overview::page,
        )
        .get(
            "/training/assign",
            Gate::Needs(Action::TrainingAssign),
            assign::form,
        )
        .post(
            "/training/assign",
            Gate::Needs(Action::TrainingAssign),
            assign::submit,
        )
        .get(
            "/training/people/{id}",
            Gate::Needs(Action::TrainingOversee),
            record::of_person,
        )
        .get(
            "/training/people/{id}/unassign",
            Gate::Needs(Action::TrainingAssign),
            record::to_page,
        )
        .post(
            "/training/people/{id}/unassign",
            Gate::Needs(Action::TrainingAssign),
            record::unassign,
        )
        .get(
            "/training/people/{id}/attempts",
            Gate::Needs(Action::TrainingAssign),
            record::to_page,
        )
        .post(
            "/training/people/{id}/attempts",
            Gate::Needs(Action::TrainingAssign),
            allowances::allow_attempt,
        )
        .get(
            "/training/people/{id}/extra-time",
            Gate::Needs(Action::TrainingAssign),
            record::to_page,
        )
        .post(
            "/training/people/{id}/extra-time",
            Gate::Needs(Action::TrainingAssign),
            allowances::extra_time,
        )
        .get(
            "/me/record",
            Gate::Needs(Action::CompletionsView),
            record::own,
        )
}
