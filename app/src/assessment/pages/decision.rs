//! A scene that is a decision: what one does is picked first, then how sure one is of it, as in a quiz.

use domain::language::Language;
use leptos::prelude::*;
use services::assessment::queries::Offered;

use super::question::{Message, group, levels};
use crate::{t, web::forms::FormState};

/// The fields of its form and the button. Each message is there from the start, and hidden while nothing is missing: the
/// browser shows it before anything is sent.
pub fn html(lang: Language, code: &'static str, choices: &[Offered], state: &FormState) -> String {
    let kept = state.fields.get("choice");
    let turns = choices.iter().enumerate().map(|(n, choice)| {
        let checked = kept == choice.id;
        view! {
            <label class="choice">
                <input type="radio" name="choice" value=choice.id.clone() checked=checked data-key=n + 1/>
                <kbd aria-hidden="true">{n + 1}</kbd>
                <span lang=code inner_html=choice.html.clone()></span>
            </label>
        }
    });
    let turns = turns.collect_view();
    let missing = |name, message| {
        let shown = state.errors.get(name).is_some();
        Message {
            text: message,
            shown,
        }
    };
    let no_turn = missing("choice", t!(lang, assessment.no_turn));
    let no_level = missing("certainty", t!(lang, assessment.no_certainty));
    let what = t!(lang, assessment.what_now);
    let sure = t!(lang, assessment.how_sure_best);
    view! {
        {group("choice", what, "", Some(no_turn), turns)}
        {group("certainty", sure, "certainties", Some(no_level), levels(lang, state))}
        <div class="actions"><button class="button" type="submit">{t!(lang, assessment.act)}</button></div>
    }
    .to_html()
}
