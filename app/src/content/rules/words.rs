//! What pages and mails say of how a rule card stands.

use domain::{
    accounts::parse_date,
    content::rule_card::{End, State},
    language::Language,
};
use leptos::prelude::*;
use services::content::{
    model::{Texts, Verified},
    rules::{CardStanding, queries::CardReview},
};

use crate::{format, t};

/// The state as a word with a shape before it.
pub fn state_view(lang: Language, card: &CardStanding) -> impl IntoView + use<> {
    let (shape, word) = match card.state {
        State::Expired { .. } => ("overdue", t!(lang, rules.state_expired)),
        State::Unreviewed => ("overdue", t!(lang, rules.state_unreviewed)),
        _ if card.word.is_none() => ("not_started", t!(lang, rules.state_unconfirmed)),
        State::Due { .. } => ("due_soon", t!(lang, rules.state_due)),
        State::Good => ("done", t!(lang, rules.state_good)),
    };
    view! { <span class=format!("state state-{shape}")>{word}</span> }
}

/// Why it stands so, as a sentence; none when there is nothing to say.
pub fn why(lang: Language, state: State) -> Option<String> {
    match state {
        State::Good => None,
        State::Unreviewed => Some(t!(lang, rules.why_unreviewed)),
        State::Due { on, end } => Some(match end {
            End::Review => t!(lang, rules.why_due, date = format::date(lang, on)),
            End::Force => t!(lang, rules.why_due_force, date = format::date(lang, on)),
        }),
        State::Expired { since, end } => Some(match end {
            End::Review => t!(lang, rules.why_expired, date = format::date(lang, since)),
            End::Force => t!(
                lang,
                rules.why_expired_force,
                date = format::date(lang, since)
            ),
        }),
    }
}

/// How far the library verified a card, in one word.
pub fn verified(lang: Language, verified: Verified) -> String {
    match verified {
        Verified::Yes => t!(lang, rules.verified_yes),
        Verified::Partly => t!(lang, rules.verified_partly),
        Verified::No => t!(lang, rules.verified_no),
    }
}

/// Where a card applies, by name; a place the pages have no name for by its own code.
pub fn place(lang: Language, jurisdiction: &str) -> String {
    match jurisdiction {
        "KR" => t!(lang, rules.place_kr),
        "US" => t!(lang, rules.place_us),
        "UK" => t!(lang, rules.place_uk),
        "EU" => t!(lang, rules.place_eu),
        "IFPMA" => t!(lang, rules.place_ifpma),
        "company" => t!(lang, rules.place_company),
        other => other.to_owned(),
    }
}

/// Who stands by it for the company, and since when.
pub fn company(lang: Language, review: &CardReview) -> String {
    let Some(word) = review.standing.word else {
        return t!(lang, rules.company_none);
    };
    let date = format::date(lang, word.confirmation.on);
    match &review.reviewer {
        Some(name) => t!(lang, rules.by, date = date, name = name.clone()),
        None => t!(lang, rules.by_demo, date = date),
    }
}

/// The courses that rest on it, those that wait marked.
pub fn courses(lang: Language, review: &CardReview) -> impl IntoView + use<> {
    let items = review
        .uses
        .iter()
        .map(|course| {
            let waiting = course.waiting.then(|| {
                view! { " " <span class="badge badge-changed">{t!(lang, rules.waiting)}</span> }
            });
            view! {
                <li><span lang=course.title.language.code()>{course.title.text.clone()}</span> {waiting}</li>
            }
        })
        .collect_view();
    view! { <ul class="rule-courses">{items}</ul> }
}

/// A card's title in the reader's language, or in one it has.
pub fn title(lang: Language, texts: &Texts) -> (Language, String) {
    texts
        .get_key_value(&lang)
        .or_else(|| texts.first_key_value())
        .map_or((lang, String::new()), |(l, text)| (*l, text.clone()))
}

/// A date of a card, as the reader's language writes it; as it stands when it is none.
pub fn date(lang: Language, text: &str) -> String {
    parse_date(text).map_or_else(|| text.to_owned(), |date| format::date(lang, date))
}

/// Some cards, each with why it is named: for publishing, assigning and the editor's notice.
pub fn cards<'a>(lang: Language, cards: impl Iterator<Item = &'a CardStanding>) -> AnyView {
    let items = cards
        .map(|card| {
            let (shown, title) = title(lang, &card.card.title);
            view! {
                <li>
                    <a href=format!("/content/rules/{}", card.hash) lang=shown.code()>{title}</a> " "
                    {state_view(lang, card)}
                    {why(lang, card.state).map(|why| view! { <span class="under">{why}</span> })}
                </li>
            }
        })
        .collect_view();
    view! { <ul class="rule-notices">{items}</ul> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_written_out_and_anything_else_left_alone() {
        assert_eq!(date(Language::En, "2026-11-23"), "Mon, 23 Nov 2026");
        assert_eq!(date(Language::En, "2026-02-30"), "2026-02-30");
        assert_eq!(date(Language::Ko, "soon"), "soon");
    }
}
