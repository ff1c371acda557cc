//! Courses put together for those whose work asks for the same: what each track is called, and the way to it.

use domain::{content::Track, language::Language};
use leptos::prelude::*;
use services::content::queries::CourseSummary;

use crate::t;

/// What people call a track.
pub fn track_name(lang: Language, track: Track) -> String {
    match track {
        Track::Everyone => t!(lang, content.track.everyone),
        Track::Brand => t!(lang, content.track.brand),
        Track::Medical => t!(lang, content.track.medical),
        Track::Spokespeople => t!(lang, content.track.spokespeople),
        Track::Moderators => t!(lang, content.track.moderators),
    }
}

/// Whom it is for.
pub(super) fn track_for(lang: Language, track: Track) -> String {
    match track {
        Track::Everyone => t!(lang, content.track.everyone_for),
        Track::Brand => t!(lang, content.track.brand_for),
        Track::Medical => t!(lang, content.track.medical_for),
        Track::Spokespeople => t!(lang, content.track.spokespeople_for),
        Track::Moderators => t!(lang, content.track.moderators_for),
    }
}

/// The tracks that have courses, with how many.
pub fn tracks_of(courses: &[CourseSummary]) -> Vec<(Track, usize)> {
    let count = |track| {
        courses
            .iter()
            .filter(|c| c.tracks.contains_key(&track))
            .count()
    };
    let all = Track::ALL.map(|track| (track, count(track)));
    all.into_iter().filter(|(_, count)| *count > 0).collect()
}

/// The courses of a track, in its order.
pub(super) fn of_track(mut courses: Vec<CourseSummary>, track: Track) -> Vec<CourseSummary> {
    courses.retain(|course| course.tracks.contains_key(&track));
    courses.sort_by_key(|course| course.tracks.get(&track).copied());
    courses
}

/// The tracks as links with what each takes.
pub(super) fn tracks(lang: Language, courses: &[CourseSummary]) -> Option<impl IntoView + use<>> {
    let found = tracks_of(courses);
    let items = found
        .iter()
        .map(|(track, count)| {
            let own = courses.iter().filter(|c| c.tracks.contains_key(track));
            let minutes: u32 = own.map(|course| course.minutes).sum();
            view! {
                <li class="track">
                    <h3><a href=format!("/courses?track={}", track.code())>{track_name(lang, *track)}</a></h3>
                    <p>{track_for(lang, *track)}</p>
                    <p class="muted">
                        {t!(lang, content.track_courses, count = *count)} " · " {t!(lang, content.minutes, count = minutes)}
                    </p>
                </li>
            }
        })
        .collect_view();
    (!found.is_empty()).then(|| {
        view! {
            <section class="stack" aria-labelledby="tracks">
                <h2 id="tracks">{t!(lang, content.tracks)}</h2>
                <p class="muted">{t!(lang, content.tracks_lead)}</p>
                <ul class="tracks">{items}</ul>
            </section>
            <h2>{t!(lang, content.track_all)}</h2>
        }
    })
}
