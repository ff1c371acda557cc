//! The seven tasks as they are asked, each with its scale from 0 to 100 and the freedom to leave it out.

use domain::{
    assessment::{Sureness, Task},
    language::Language,
};
use leptos::prelude::*;

use crate::{assessment::pages::question::group, t, web::forms::FormState};

/// What a task is called.
pub(super) fn text(lang: Language, task: Task) -> String {
    match task {
        Task::CriticalComment => t!(lang, confidence.tasks.critical_comment),
        Task::AdverseEvent => t!(lang, confidence.tasks.adverse_event),
        Task::Affiliation => t!(lang, confidence.tasks.affiliation),
        Task::Approval => t!(lang, confidence.tasks.approval),
        Task::OwnWork => t!(lang, confidence.tasks.own_work),
        Task::GoneWrong => t!(lang, confidence.tasks.gone_wrong),
        Task::RightColleague => t!(lang, confidence.tasks.right_colleague),
    }
}

/// One question for each task.
pub(super) fn questions(lang: Language, state: &FormState) -> impl IntoView + use<> {
    Task::ALL
        .map(|task| question(lang, task, state))
        .collect_view()
}

fn question(lang: Language, task: Task, state: &FormState) -> impl IntoView + use<> {
    let kept = Sureness::parse(state.fields.get(task.code()));
    let steps = Sureness::all()
        .map(|step| {
            let number = step.get();
            let checked = kept == Some(step);
            view! {
                <label class="step">
                    <input type="radio" name=task.code() value=number checked=checked/>
                    <span>{number}</span>
                </label>
            }
        })
        .collect_view();
    let steps = view! {
        {steps}
        <label class="step step-skip">
            <input type="radio" name=task.code() value="" checked=kept.is_none()/>
            <span>{t!(lang, confidence.tasks.skip)}</span>
        </label>
    };
    view! {
        <div class="task">
            {group(task.code(), text(lang, task), "scale", state.errors.get(task.code()), steps)}
            <p class="scale-ends" aria-hidden="true">
                <span>"0 " {t!(lang, confidence.tasks.low)}</span>
                <span>"100 " {t!(lang, confidence.tasks.high)}</span>
            </p>
        </div>
    }
}
