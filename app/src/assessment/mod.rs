//! Assessment: quizzes and scenarios as people work through them. Everything is graded on the server; what runs in
//! the browser is the scenario player, and keys for quizzes.

pub mod api;
pub mod islands;

#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod props;

#[cfg(feature = "ssr")]
use crate::web::routes::{Gate, Routes};
#[cfg(feature = "ssr")]
use domain::policy::Action;
#[cfg(feature = "ssr")]
use pages::confidence;

/// The routes of assessment.
#[cfg(feature = "ssr")]
pub fn routes(routes: Routes) -> Routes {
    let gate = Gate::Needs(Action::AttemptTake);
    let own = Gate::Needs(Action::ConfidenceOwn);
    let challenge = Gate::Needs(Action::ChallengeMake);
    let answer = Gate::Needs(Action::ChallengesAnswer);
    routes
        .get("/me/confidence", own, confidence::own::page)
        .get("/me/confidence/erase", own, confidence::erase::page)
        .post("/me/confidence/erase", own, confidence::erase::send)
        .get("/courses/{course}/confidence", own, confidence::tasks::page)
        .post(
            "/courses/{course}/confidence",
            own,
            confidence::tasks::submit,
        )
        .get("/assessment/practice", gate, confidence::practice::page)
        .post("/assessment/practice", gate, confidence::practice::submit)
        .get("/attempts", gate, pages::attempt::to_courses)
        .post("/attempts", gate, pages::attempt::start)
        .get("/attempts/{id}", gate, pages::attempt::page)
        .post("/attempts/{id}", gate, pages::attempt::go_on)
        .get("/attempts/{id}/result", gate, pages::result::page)
        .get(
            "/attempts/{id}/challenge/{item}",
            challenge,
            pages::challenges::page,
        )
        .post(
            "/attempts/{id}/challenge/{item}",
            challenge,
            pages::challenges::send,
        )
        .get("/attempts/{id}/flag/{item}", gate, pages::flag::to_page)
        .post("/attempts/{id}/flag/{item}", gate, pages::flag::send)
        .get("/me/challenges", challenge, pages::challenges::own_page)
        .get("/content/challenges", answer, pages::challenges::desk)
        .post("/content/challenges", answer, pages::challenges::answer)
        .get(
            "/content/statistics/{course}",
            Gate::Needs(Action::StatisticsView),
            pages::statistics::page,
        )
        .get("/refresher", gate, pages::refresher::intro)
        .post("/refresher", gate, pages::refresher::start_now)
        .get("/refresher/{id}", gate, pages::refresher::page)
        .post("/refresher/{id}", gate, pages::refresher::answer)
        .server_fn::<api::ChooseTurn>(gate)
}
