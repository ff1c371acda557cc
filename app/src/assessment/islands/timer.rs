//! How long an attempt may still take: a quiet word that changes with the minutes, said aloud when little is left.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What it says, in the reader's language.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct TimerWords {
    /// With `{n}` minutes left.
    pub minutes: String,
    /// With one minute left.
    pub minute: String,
    /// With less than a minute left.
    pub seconds: String,
    /// When it is over.
    pub over: String,
}

/// When what is left is said aloud, in minutes.
#[cfg(feature = "hydrate")]
const ALOUD: [i64; 2] = [5, 1];

/// Counts down, and when the time and its grace are over goes where the server ends the attempt.
#[island]
pub fn Timer(
    /// Seconds left when the page was made.
    left: i64,
    /// Seconds after the end.
    then: i64,
    /// Where to go then.
    to: String,
    /// What it says.
    words: TimerWords,
) -> impl IntoView {
    let now = RwSignal::new(String::new());
    let aloud = RwSignal::new(String::new());
    #[cfg(feature = "hydrate")]
    run(left, then, to, words, (now, aloud));
    #[cfg(not(feature = "hydrate"))]
    let _ = (left, then, to, words);
    view! {
        <p class="clock-left" role="timer">{move || now.get()}</p>
        <p class="visually-hidden" role="status">{move || aloud.get()}</p>
    }
}

#[cfg(feature = "hydrate")]
fn run(
    left: i64,
    then: i64,
    to: String,
    words: TimerWords,
    (now, aloud): (RwSignal<String>, RwSignal<String>),
) {
    use std::time::Duration;
    // A window in the background ticks seldom: the clock tells how long it was, not the ticks.
    let begun = leptos::web_sys::js_sys::Date::now();
    let said = StoredValue::new(None::<i64>);
    let look = move || {
        let gone = (leptos::web_sys::js_sys::Date::now() - begun) / 1000.0;
        let left = left - gone as i64;
        now.set(words.of(left));
        let minutes = (left + 59) / 60;
        let due = ALOUD.into_iter().filter(|m| minutes <= *m).min();
        let due = if left <= 0 { Some(0) } else { due };
        if due.is_some() && due != said.get_value() {
            said.set_value(due);
            aloud.set(words.of(left));
        }
        if left <= -then {
            let _ = window().location().set_href(&to);
        }
    };
    Effect::new(move |_| {
        look();
        let again = set_interval_with_handle(look.clone(), Duration::from_secs(1));
        on_cleanup(move || {
            if let Ok(again) = again {
                again.clear();
            }
        });
    });
}

#[cfg(feature = "hydrate")]
impl TimerWords {
    fn of(&self, left: i64) -> String {
        match left {
            ..=0 => self.over.clone(),
            1..60 => self.seconds.clone(),
            60..120 => self.minute.clone(),
            _ => self.minutes.replace("{n}", &(left / 60).to_string()),
        }
    }
}
