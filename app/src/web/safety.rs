//! Before something written freely is kept: whether it looks like a real adverse event, and where such a thing is told.

use domain::stories::looks_like_adverse_event;
use leptos::prelude::*;
use services::{ctx::Key, stories::SafetyRouteShown};

use super::{
    AppError, Cx,
    forms::{Fields, FormState, hidden},
};
use crate::t;

/// The field with which its writer says that it is nothing of the kind.
const NOT_A_CASE: &str = "not_a_case";

/// Whether the way to drug safety has to be shown before these texts are kept. That it was is kept; the texts are not.
pub async fn asks_first(
    cx: &Cx,
    place: &'static str,
    fields: &Fields,
    texts: &[&str],
) -> Result<bool, AppError> {
    let said = fields.filled(NOT_A_CASE).is_some();
    if said || !texts.iter().any(|text| looks_like_adverse_event(text)) {
        return Ok(false);
    }
    // A key of its own: the form's belongs to what it sends once this is answered.
    let ctx = cx.ctx(Key::random());
    let command = SafetyRouteShown { place };
    cx.state.store.write(&ctx, command).await?;
    Ok(true)
}

/// What a form that is watched has at its beginning: the notice, while it is asked; what was said of it once it was, so that
/// a form that comes back for another reason does not ask again.
pub fn part(cx: &Cx, asks_first: bool, state: &FormState) -> impl IntoView + use<> {
    let said = !asks_first && state.fields.filled(NOT_A_CASE).is_some();
    view! {
        {asks_first.then(|| notice(cx, state))}
        {said.then(|| hidden(NOT_A_CASE, "yes"))}
    }
}

/// What is shown then: where to tell it, that nothing was kept, and how to go on when it is no such thing.
fn notice(cx: &Cx, state: &FormState) -> impl IntoView + use<> {
    let lang = cx.language;
    let zone = cx
        .session
        .as_ref()
        .map(|session| session.person.time_zone.to_string());
    let route = cx
        .state
        .config
        .safety
        .route(zone.as_deref().unwrap_or_default());
    let route = route.map_or_else(|| t!(lang, common.safety_default), str::to_owned);
    let checked = state.fields.filled(NOT_A_CASE).is_some();
    view! {
        <section class="safety notice" role="alert" tabindex="-1" autofocus aria-labelledby="safety">
            <h2 id="safety">{t!(lang, common.safety_title)}</h2>
            <p>{t!(lang, common.safety_lead)}</p>
            <p class="safety-route"><strong>{route}</strong></p>
            <p>{t!(lang, common.safety_kept)}</p>
            <label class="check" for="field-not-a-case">
                <input id="field-not-a-case" type="checkbox" name=NOT_A_CASE value="yes" checked=checked/>
                <span>{t!(lang, common.safety_not_a_case)}</span>
            </label>
        </section>
    }
}

/// Where adverse events are told, by country: `KR`, `UK`, `US`, `EU`, or `*` for everywhere else.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SafetyRoutes(Vec<(String, String)>);

impl SafetyRoutes {
    /// Reads `KR=…; UK=…; *=…`.
    ///
    /// # Errors
    /// The part that is no country with its way.
    pub fn parse(text: &str) -> Result<Self, String> {
        let parts = text
            .split(';')
            .map(str::trim)
            .filter(|part| !part.is_empty());
        let routes = parts.map(|part| {
            let (country, route) = part.split_once('=').ok_or_else(|| part.to_owned())?;
            let (country, route) = (country.trim(), route.trim());
            let known = ["KR", "UK", "US", "EU", "*"].contains(&country) && !route.is_empty();
            known
                .then(|| (country.to_owned(), route.to_owned()))
                .ok_or_else(|| part.to_owned())
        });
        routes.collect::<Result<_, _>>().map(Self)
    }

    /// The way of who lives in this time zone (IANA name).
    #[must_use]
    pub fn route(&self, zone: &str) -> Option<&str> {
        let of = |country: &str| {
            self.0
                .iter()
                .find(|(c, _)| c == country)
                .map(|(_, route)| route.as_str())
        };
        of(country(zone)).or_else(|| of("*"))
    }
}

/// The country of a time zone, as far as the ways differ.
fn country(zone: &str) -> &'static str {
    match zone {
        "Asia/Seoul" => "KR",
        "Europe/London" => "UK",
        _ if zone.starts_with("Europe/") => "EU",
        _ if zone.starts_with("America/") => "US",
        _ => "*",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_country_has_its_way_and_the_rest_one_of_their_own() {
        let routes =
            SafetyRoutes::parse("KR=안전성 담당 02-000-0000; UK = drug safety ;*=head office;")
                .unwrap();
        for (zone, route) in [
            ("Asia/Seoul", "안전성 담당 02-000-0000"),
            ("Europe/London", "drug safety"),
            ("Europe/Paris", "head office"),
            ("America/New_York", "head office"),
            ("", "head office"),
        ] {
            assert_eq!(routes.route(zone), Some(route), "{zone}");
        }
        assert_eq!(SafetyRoutes::default().route("Asia/Seoul"), None);
        for wrong in ["KR", "KR=", "XX=a", "a; KR=b"] {
            assert!(SafetyRoutes::parse(wrong).is_err(), "{wrong}");
        }
    }
}
