//! What a new version means for those who completed an earlier one: asked before it is published, told afterwards.

use domain::{
    language::Language,
    training::{Earlier, USUAL_AGAIN_DAYS},
};
use leptos::prelude::*;
use services::{content::TypedEarlier, training::study::Study};

use crate::{
    format, t,
    web::{
        Cx,
        forms::{Fields, FormState, Input},
        zone::local,
    },
};

/// What the form offers when nobody chose yet.
pub(super) fn offered() -> Fields {
    let TypedEarlier { choice, days } = TypedEarlier::default();
    Fields::of([("earlier", choice), ("again_days", days)])
}

/// What was chosen.
pub(super) fn typed(fields: &Fields) -> TypedEarlier {
    TypedEarlier {
        choice: fields.get("earlier").to_owned(),
        days: fields.get("again_days").to_owned(),
    }
}

/// The choice.
pub(super) fn fields(lang: Language, state: &FormState) -> impl IntoView + use<> {
    let chosen = state.fields.get("earlier").to_owned();
    let error = state.errors.get("earlier");
    let described = if error.is_some() {
        "hint-earlier error-earlier"
    } else {
        "hint-earlier"
    };
    let again = Earlier::DueAgain {
        days: USUAL_AGAIN_DAYS,
    };
    let option = |earlier: Earlier, name: String, hint: String| {
        let checked = chosen == earlier.code();
        view! {
            <label class="kind-of-change">
                <input type="radio" name="earlier" value=earlier.code() checked=checked/>
                <span><strong>{name}</strong> <span class="hint">{hint}</span></span>
            </label>
        }
    };
    let days = Input::text("again_days", t!(lang, content.publish.again_days))
        .hint(t!(lang, content.publish.again_days_hint))
        .longest(3);
    view! {
        <fieldset class="kinds-of-change" id="field-earlier" tabindex="-1" aria-describedby=described>
            <legend>{t!(lang, content.publish.earlier)}</legend>
            <p class="hint" id="hint-earlier">{t!(lang, content.publish.earlier_hint)}</p>
            {error.map(|error| view! { <p class="field-error" id="error-earlier">{error}</p> })}
            {option(again, t!(lang, content.publish.again), t!(lang, content.publish.again_hint))}
            {days.view(state)}
            {option(Earlier::Suffice, t!(lang, content.publish.suffice), t!(lang, content.publish.suffice_hint))}
        </fieldset>
    }
}

/// What was chosen for the version in force, in a sentence.
pub(super) fn told(lang: Language, earlier: Earlier) -> String {
    match earlier {
        Earlier::DueAgain { days } => t!(lang, content.publish.told_again, count = days),
        Earlier::Suffice => t!(lang, content.publish.told_suffice),
    }
}

/// To whoever completed the course before it changed: what happened, and what stays.
pub fn notice(cx: &Cx, study: &Study) -> Option<impl IntoView + use<>> {
    let lang = cx.language;
    let again = study.again.as_ref()?;
    let day = |at| format::date(lang, local(cx, at).date());
    let (changed, completed) = (day(again.changed_at), day(again.completion.completed_at));
    let text = t!(
        lang,
        training.changed,
        changed = changed,
        completed = completed
    );
    Some(view! { <p class="due-why">{text}</p> })
}
