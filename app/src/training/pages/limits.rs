//! What an assignment allows for its quizzes: the fields of its form, and the words on a record.

use domain::{assessment::limits::Limits, language::Language};
use leptos::prelude::*;
use services::training::{TypedLimits, study::Owed};

use crate::{
    t,
    web::forms::{Fields, FormState, Input},
};

const FIELDS: [&str; 3] = ["attempt_limit", "pause_hours", "time_minutes"];

/// The limits as they were typed.
pub(super) fn typed(fields: &Fields) -> TypedLimits {
    let [attempts, pause_hours, minutes] = FIELDS.map(|name| fields.get(name).to_owned());
    TypedLimits {
        attempts,
        pause_hours,
        minutes,
    }
}

/// The fields, folded away until one is used.
pub(super) fn fields(lang: Language, state: &FormState) -> impl IntoView + use<> {
    let used =
        |name: &&str| state.fields.filled(name).is_some() || state.errors.get(name).is_some();
    let open = FIELDS.iter().any(used);
    let number = |name, label, hint| {
        let input = Input::text(name, label).optional().hint(hint);
        input.longest(4).view(state)
    };
    view! {
        <details class="limits" open=open>
            <summary>{t!(lang, training.limits)}</summary>
            <p class="muted">{t!(lang, training.limits_lead)}</p>
            {number("attempt_limit", t!(lang, training.attempt_limit), t!(lang, training.attempt_limit_hint))}
            {number("pause_hours", t!(lang, training.pause_hours), t!(lang, training.pause_hours_hint))}
            {number("time_minutes", t!(lang, training.time_minutes), t!(lang, training.time_minutes_hint))}
        </details>
    }
}

/// The limits of something owed, in a line; none when there are none.
pub(super) fn line(lang: Language, owed: &Owed) -> Option<impl IntoView + use<>> {
    let Limits {
        attempts,
        pause,
        time,
    } = owed.limits;
    let extra = Some(owed.extra_attempts).filter(|n| *n > 0);
    let words: Vec<String> = [
        attempts.map(|n| t!(lang, training.limit_attempts, count = n)),
        extra.map(|n| t!(lang, training.limit_extra, count = n)),
        pause.map(|p| t!(lang, training.limit_pause, count = p.whole_hours())),
        time.map(|t| t!(lang, training.limit_time, count = t.whole_minutes())),
    ]
    .into_iter()
    .flatten()
    .collect();
    (!words.is_empty()).then(|| view! { <p class="muted">{words.join(" · ")}</p> })
}
