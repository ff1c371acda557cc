//! The filter of HR's view, which lives in the address: as a form that asks, and as chips that can be taken away.

use domain::{content::Slug, ids::DepartmentId, language::Language, training::Label};
use leptos::prelude::*;
use serde::Deserialize;
use services::{
    accounts::organisation::Organisation, content::queries::CourseSummary,
    training::overview::Filter,
};
use time::Date;

use crate::{
    t,
    training::words,
    ui::{Chip, Chips},
    web::forms::encode,
};

/// The filter as the address writes it. What is not understood narrows nothing.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    course: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    department: String,
    #[serde(default)]
    q: String,
    page: Option<u64>,
}

impl Asked {
    /// The page of the list, from 1.
    pub fn page(&self) -> u64 {
        self.page.unwrap_or(1).max(1)
    }

    /// What the services understand of it.
    pub fn filter(&self) -> Filter {
        Filter {
            course: Slug::parse(&self.course).ok(),
            label: Label::from_code(&self.state),
            concerned: self.state != EVERYONE,
            department: self.department.parse().ok(),
            text: self.q.trim().chars().take(120).collect(),
        }
    }
}

/// The address of the view under a filter, without a page.
pub fn address(filter: &Filter) -> String {
    let pairs = [
        ("course", filter.course.as_ref().map(ToString::to_string)),
        ("state", state(filter)),
        ("department", filter.department.map(|d| d.to_string())),
        ("q", Some(filter.text.clone()).filter(|q| !q.is_empty())),
    ];
    let query: Vec<String> = pairs
        .into_iter()
        .filter_map(|(name, value)| Some(format!("{name}={}", encode(&value?))))
        .collect();
    if query.is_empty() {
        "/training".to_owned()
    } else {
        format!("/training?{}", query.join("&"))
    }
}

/// The state that narrows nothing.
const EVERYONE: &str = "all";

/// The state as the address writes it; none for those whom a course concerns.
fn state(filter: &Filter) -> Option<String> {
    let code = filter.label.map(Label::code);
    code.or((!filter.concerned).then_some(EVERYONE))
        .map(str::to_owned)
}

/// The departments of a day by name, for a list to choose from.
pub fn departments(
    organisation: &Organisation,
    today: Date,
    lang: Language,
) -> Vec<(DepartmentId, String)> {
    let mut named: Vec<_> = organisation
        .departments
        .iter()
        .filter(|d| d.places.on(today).is_some())
        .map(|d| (d.id, organisation.department_name(d.id, today, lang)))
        .collect();
    named.sort_by(|a, b| a.1.cmp(&b.1));
    named
}

/// A list to choose from whose first entry narrows nothing.
pub fn choice(
    name: &'static str,
    label: String,
    any: String,
    options: Vec<(String, String)>,
    chosen: Option<String>,
) -> impl IntoView {
    let options = options
        .into_iter()
        .map(|(value, text)| {
            let selected = chosen.as_ref() == Some(&value);
            view! { <option value=value selected=selected>{text}</option> }
        })
        .collect_view();
    view! {
        <div class="field">
            <label for=format!("filter-{name}")>{label}</label>
            <select id=format!("filter-{name}") name=name>
                <option value="">{any}</option>
                {options}
            </select>
        </div>
    }
}

/// The courses as a list to choose from.
pub fn course_options(courses: &[CourseSummary]) -> Vec<(String, String)> {
    courses
        .iter()
        .map(|c| (c.slug.to_string(), c.title.clone()))
        .collect()
}

/// The form that asks. The state is chosen by the numbers above it and kept here.
pub fn form(
    lang: Language,
    filter: &Filter,
    courses: &[CourseSummary],
    departments: &[(DepartmentId, String)],
) -> impl IntoView + use<> {
    let departments: Vec<_> = departments
        .iter()
        .map(|(id, name)| (id.to_string(), name.clone()))
        .collect();
    let labels = Label::ALL.into_iter();
    let states = std::iter::once((EVERYONE.to_owned(), t!(lang, training.all_states)))
        .chain(labels.map(|l| (l.code().to_owned(), words::label_name(lang, l))))
        .collect();
    view! {
        <form method="get" action="/training" class="filter" role="search" aria-label=t!(lang, training.filter)>
            {choice("course", t!(lang, training.course), t!(lang, training.all_courses), course_options(courses), filter.course.as_ref().map(ToString::to_string))}
            {choice("state", t!(lang, training.state), t!(lang, training.concerned), states, state(filter))}
            {(!departments.is_empty()).then(|| choice(
                "department",
                t!(lang, training.department),
                t!(lang, training.all_departments),
                departments,
                filter.department.map(|d| d.to_string()),
            ))}
            <div class="field">
                <label for="filter-q">{t!(lang, training.search)}</label>
                <input id="filter-q" type="search" name="q" value=filter.text.clone() autocomplete="off"/>
            </div>
            <button class="button-secondary" type="submit">{t!(lang, training.show)}</button>
        </form>
    }
}

/// The filters that hold, each a link to the same view without it.
pub fn chips(
    lang: Language,
    filter: &Filter,
    courses: &[CourseSummary],
    departments: &[(DepartmentId, String)],
) -> impl IntoView + use<> {
    let mut chips = Vec::new();
    let mut add = |label: String, without: Filter| {
        chips.push(Chip {
            remove: t!(lang, training.remove_filter, filter = label.clone()),
            without: address(&without),
            label,
        });
    };
    if let Some(slug) = &filter.course {
        let course = courses.iter().find(|c| c.slug == *slug);
        let title = course.map_or_else(|| slug.to_string(), |c| c.title.clone());
        add(
            title,
            Filter {
                course: None,
                ..filter.clone()
            },
        );
    }
    if let Some(label) = filter.label {
        let name = words::label_name(lang, label);
        let without = Filter {
            label: None,
            concerned: true,
            ..filter.clone()
        };
        add(name, without);
    } else if !filter.concerned {
        let without = Filter {
            concerned: true,
            ..filter.clone()
        };
        add(t!(lang, training.all_states), without);
    }
    if let Some(id) = filter.department {
        let found = departments.iter().find(|(d, _)| *d == id);
        let name = found.map_or_else(|| id.to_string(), |(_, name)| name.clone());
        add(
            name,
            Filter {
                department: None,
                ..filter.clone()
            },
        );
    }
    if !filter.text.is_empty() {
        let without = Filter {
            text: String::new(),
            ..filter.clone()
        };
        add(format!("“{}”", filter.text), without);
    }
    view! { <Chips label=t!(lang, training.filters_set) chips=chips/> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_reads_back_from_its_address() {
        let filter = Filter {
            course: Some(Slug::parse("a-course").unwrap()),
            label: Some(Label::DueSoon),
            concerned: true,
            department: None,
            text: "김 & co".into(),
        };
        assert_eq!(
            address(&filter),
            "/training?course=a-course&state=due_soon&q=%EA%B9%80%20%26%20co"
        );
        assert_eq!(address(&Asked::default().filter()), "/training");
        assert_eq!(address(&Filter::default()), "/training?state=all");
        let asked = Asked {
            course: "a-course".into(),
            state: "due_soon".into(),
            department: "nonsense".into(),
            q: " 김 & co ".into(),
            page: Some(0),
        };
        assert_eq!((asked.filter(), asked.page()), (filter, 1));
    }
}
