//! Instants in the viewer's time zone.

use time::OffsetDateTime;

use super::Cx;

/// The instant as the clock on the viewer's wall shows it; in UTC for whoever is not signed in.
pub fn local(cx: &Cx, at: OffsetDateTime) -> OffsetDateTime {
    match &cx.session {
        Some(session) => services::zone::in_zone(at, session.person.time_zone.as_str()),
        None => at,
    }
}
