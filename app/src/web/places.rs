//! Where one can go: at most five places in the bar, and below it a row of what one looks after.

use domain::policy::Action;
use leptos::prelude::*;

use super::Cx;
use crate::t;

/// A place with what it is called.
struct Place {
    path: &'static str,
    label: String,
}

impl Place {
    const fn new(path: &'static str, label: String) -> Self {
        Self { path, label }
    }

    /// Whether the page that was asked for lies there.
    fn holds(&self, page: &str) -> bool {
        let below = |rest: &str| rest.is_empty() || rest.starts_with('/');
        page == self.path || (self.path != "/" && page.strip_prefix(self.path).is_some_and(below))
    }

    fn view(&self, current: bool) -> impl IntoView + use<> {
        view! {
            <li><a href=self.path aria-current=current.then_some("page")>{self.label.clone()}</a></li>
        }
    }
}

/// What the signed-in person's roles let them look after: one place in the bar, however much it is.
fn looked_after(cx: &Cx) -> Vec<Place> {
    let lang = cx.language;
    [
        (
            Action::TrainingOversee,
            "/training",
            t!(lang, common.training),
        ),
        (
            Action::CompletionsExport,
            "/reporting/completions",
            t!(lang, reporting.place),
        ),
        (
            Action::ContentImport,
            "/content/import",
            t!(lang, content.import.place),
        ),
        (
            Action::ChallengesAnswer,
            "/content/challenges",
            t!(lang, challenges.desk_place),
        ),
        (Action::RulesView, "/content/rules", t!(lang, rules.place)),
        (Action::PeopleView, "/people", t!(lang, common.people)),
        (Action::AuditView, "/audit", t!(lang, common.audit)),
        (
            Action::SettingsManage,
            "/settings/jobs",
            t!(lang, messages.jobs.link),
        ),
    ]
    .into_iter()
    .filter(|(action, _, _)| cx.may(*action))
    .map(|(_, path, label)| Place::new(path, label))
    .collect()
}

/// The bar: what everyone has, and what one looks after as one more.
pub fn bar(cx: &Cx) -> Option<impl IntoView + use<>> {
    cx.session.as_ref()?;
    let lang = cx.language;
    let here = cx.bare_path();
    let everyone = [
        ("/", t!(lang, common.home)),
        ("/courses", t!(lang, common.courses)),
        ("/stories", t!(lang, stories.place)),
    ];
    let mut links: Vec<_> = everyone
        .into_iter()
        .map(|(path, label)| Place::new(path, label))
        .map(|place| place.view(place.holds(here)))
        .collect();
    let after = looked_after(cx);
    if let Some(first) = after.first() {
        let current = after.iter().any(|place| place.holds(here));
        links.push(Place::new(first.path, t!(lang, common.manage)).view(current));
    }
    let me = Place::new("/me", t!(lang, common.me));
    links.push(me.view(me.holds(here)));
    Some(view! {
        <nav class="places" aria-label=t!(lang, common.places)><ul>{links}</ul></nav>
    })
}

/// The row of what one looks after, on its own pages.
pub fn row(cx: &Cx) -> Option<impl IntoView + use<>> {
    let here = cx.bare_path();
    let after = looked_after(cx);
    if after.len() < 2 || !after.iter().any(|place| place.holds(here)) {
        return None;
    }
    let links = after
        .iter()
        .map(|place| place.view(place.holds(here)))
        .collect_view();
    Some(view! {
        <nav class="places-below" aria-label=t!(cx.language, common.manage)><ul>{links}</ul></nav>
    })
}
