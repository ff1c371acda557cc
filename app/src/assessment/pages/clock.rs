//! The time of a quiz that has one: until when, and in the browser how long still.

use domain::assessment::limits::GRACE;
use leptos::prelude::*;
use services::assessment::queries::Head;
use time::OffsetDateTime;

use crate::{
    assessment::islands::timer::{Timer, TimerWords},
    format, t,
    web::{Cx, zone::local},
};

/// Until when, for whoever has a limit.
pub(super) fn view(cx: &Cx, head: &Head) -> Option<impl IntoView + use<>> {
    let lang = cx.language;
    let ends_at = head.ends_at?;
    let left = (ends_at - cx.state.clock.now()).whole_seconds().max(0);
    let words = TimerWords {
        minutes: t!(lang, assessment.minutes_left),
        minute: t!(lang, assessment.minute_left),
        seconds: t!(lang, assessment.seconds_left),
        over: t!(lang, assessment.time_is_over),
    };
    // A moment after the grace the server has ended it, or ends it when it is looked at.
    let then = GRACE.whole_seconds() + 2;
    let at = time_of_day(cx, ends_at);
    Some(view! {
        <div class="clock">
            <p>{t!(lang, assessment.ends_at, at = at)}</p>
            <Timer left=left then=then to=format!("/attempts/{}", head.attempt) words=words/>
        </div>
    })
}

/// The time of day; with the date when it is another day.
pub(super) fn time_of_day(cx: &Cx, at: OffsetDateTime) -> String {
    let (at, now) = (local(cx, at), local(cx, cx.state.clock.now()));
    if at.date() == now.date() {
        format!("{:02}:{:02}", at.hour(), at.minute())
    } else {
        format::date_time(cx.language, at)
    }
}
