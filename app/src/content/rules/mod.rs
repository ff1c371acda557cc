//! `/content/rules`: the company's own review of the rule cards that courses rest on.

pub mod card;
pub mod list;
pub mod print;
pub mod words;

use domain::policy::Action;

use crate::web::routes::{Gate, Routes};

/// The routes of rule reviews.
pub fn routes(routes: Routes) -> Routes {
    let view = Gate::Needs(Action::RulesView);
    let confirm = Gate::Needs(Action::RulesConfirm);
    routes
        .get("/content/rules", view, list::page)
        .post("/content/rules", confirm, list::confirm)
        .get("/content/rules/print", view, print::page)
        .get("/content/rules/{card}", view, card::page)
        .get("/content/rules/{card}/withdraw", view, card::to_page)
        .post("/content/rules/{card}/withdraw", confirm, card::withdraw)
}
