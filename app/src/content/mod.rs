//! Courses and modules as people read them.

pub mod changes;
pub mod earlier;
pub mod import;
pub mod pages;
pub mod preview;
pub mod publish;
pub mod report;
pub mod rule;
pub mod rules;

use domain::policy::Action;

use crate::web::routes::{Gate, Routes};
use pages::{course, module};

/// The routes of content.
pub fn routes(routes: Routes) -> Routes {
    rules::routes(routes)
        .get("/courses", Gate::Needs(Action::ContentRead), pages::courses)
        .get(
            "/courses/{course}",
            Gate::Needs(Action::ContentRead),
            course::page,
        )
        .get(
            "/courses/{course}/{module}",
            Gate::Needs(Action::ContentRead),
            module::page,
        )
        .post(
            "/courses/{course}/{module}",
            Gate::Needs(Action::TrainingTake),
            module::read,
        )
        .get(
            "/courses/{course}/{module}/finish",
            Gate::Needs(Action::ContentRead),
            module::to_page,
        )
        .post(
            "/courses/{course}/{module}/finish",
            Gate::Needs(Action::TrainingTake),
            module::finish,
        )
        .get("/rules/{id}", Gate::Needs(Action::ContentRead), rule::page)
        .get(
            "/content/import",
            Gate::Needs(Action::ContentImport),
            import::form,
        )
        .post_large(
            "/content/import",
            Gate::Needs(Action::ContentImport),
            import::BODY_LIMIT,
            import::submit,
        )
        .get(
            "/content/preview/{course}",
            Gate::Needs(Action::ContentImport),
            preview::page,
        )
        .get(
            "/content/publish",
            Gate::Needs(Action::ContentPublish),
            publish::list,
        )
        .get(
            "/content/publish/{course}",
            Gate::Needs(Action::ContentPublish),
            publish::page,
        )
        .post(
            "/content/publish/{course}",
            Gate::Needs(Action::ContentPublish),
            publish::publish,
        )
}
