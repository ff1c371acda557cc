//! Success stories: told, signed off, published, read and used.

mod cover;
pub mod pages;
mod parts;

use domain::{
    content::Practice,
    language::Language,
    policy::Action,
    stories::{Signing, StoryStatus},
};

use crate::{
    t,
    web::routes::{Gate, Routes},
};
use pages::{desk, erase, list, review, story, write};

/// The routes of stories.
pub fn routes(routes: Routes) -> Routes {
    let read = Gate::Needs(Action::StoriesRead);
    let write = Gate::Needs(Action::StoriesWrite);
    let sign = Gate::Needs(Action::StoriesSignOff);
    let publish = Gate::Needs(Action::StoriesPublish);
    let erase = Gate::Needs(Action::StoriesErase);
    routes
        .get("/stories", read, list::page)
        .get("/stories/new", write, write::new_form)
        .post("/stories/new", write, write::create)
        .get("/stories/review", sign, review::page)
        .post("/stories/review", sign, review::decide)
        .get("/stories/desk", publish, desk::page)
        .post("/stories/desk", publish, desk::act)
        .get("/stories/{id}", read, story::page)
        .post("/stories/{id}", read, story::mark)
        .get("/stories/{id}/edit", write, write::edit_form)
        .post("/stories/{id}/edit", write, write::change)
        .get("/stories/{id}/erase", erase, erase::page)
        .post("/stories/{id}/erase", erase, erase::erase)
}

/// What people call a practice.
pub fn practice_name(lang: Language, practice: Practice) -> String {
    match practice {
        Practice::ContentFirst => t!(lang, stories.practice.content_first),
        Practice::StartSmall => t!(lang, stories.practice.start_small),
        Practice::PrepareAndFlex => t!(lang, stories.practice.prepare_and_flex),
        Practice::ChooseChannels => t!(lang, stories.practice.choose_channels),
        Practice::BeTransparent => t!(lang, stories.practice.be_transparent),
        Practice::DedicatedTeam => t!(lang, stories.practice.dedicated_team),
        Practice::CrossFunction => t!(lang, stories.practice.cross_function),
        Practice::KeepEducating => t!(lang, stories.practice.keep_educating),
        Practice::BuildConfidence => t!(lang, stories.practice.build_confidence),
        Practice::MeasureRoi => t!(lang, stories.practice.measure_roi),
    }
}

/// What people call where a story stands.
pub fn status_name(lang: Language, status: StoryStatus) -> String {
    match status {
        StoryStatus::Draft => t!(lang, stories.status.draft),
        StoryStatus::Submitted => t!(lang, stories.status.submitted),
        StoryStatus::SentBack => t!(lang, stories.status.sent_back),
        StoryStatus::SignedOff => t!(lang, stories.status.signed_off),
        StoryStatus::Published => t!(lang, stories.status.published),
        StoryStatus::Withdrawn => t!(lang, stories.status.withdrawn),
    }
}

/// What people call a department that signs; `unit` is what one of the organisation is called.
pub fn signing_name(lang: Language, signing: Signing, unit: Option<&str>) -> String {
    match signing {
        Signing::Legal => t!(lang, stories.signing.legal),
        Signing::Medical => t!(lang, stories.signing.medical),
        Signing::Regulatory => t!(lang, stories.signing.regulatory),
        Signing::GovernmentAffairs => t!(lang, stories.signing.government_affairs),
        Signing::Unit(_) | Signing::Other => {
            unit.map_or_else(|| t!(lang, stories.signing.other), str::to_owned)
        }
    }
}
