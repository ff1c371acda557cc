//! What a role can be given over.

use domain::{accounts::Scope, content::Slug, language::Language};
use services::{Ctx, accounts::organisation::Organisation};
use time::Date;

use crate::{
    t,
    web::{AppError, Cx},
};

/// The courses that a role can be given over, with their names.
pub(super) async fn course_names(cx: &Cx, ctx: &Ctx) -> Result<Vec<(String, String)>, AppError> {
    let courses = services::content::queries::courses(&cx.state.store, ctx.language).await?;
    Ok(courses
        .into_iter()
        .map(|c| (c.slug.to_string(), c.title.to_string()))
        .collect())
}

/// What a role can be given over.
pub(super) struct Scopes<'a> {
    /// Legal entities and departments.
    pub organisation: &'a Organisation,
    /// Slugs and titles of the courses.
    pub courses: &'a [(String, String)],
    /// The day whose names are shown.
    pub today: Date,
}

impl Scopes<'_> {
    /// What people call it.
    pub fn name(&self, lang: Language, scope: &Scope) -> String {
        match scope {
            Scope::All => t!(lang, accounts.scope_all),
            Scope::LegalEntity(id) => {
                t!(
                    lang,
                    people.scope_entity,
                    name = self.organisation.legal_entity_name(*id, lang)
                )
            }
            Scope::Department(id) => {
                let name = self.organisation.department_name(*id, self.today, lang);
                t!(lang, people.scope_department, name = name)
            }
            Scope::Course(slug) => {
                let known = self.courses.iter().find(|(s, _)| s == slug.as_str());
                let name = known.map_or_else(|| slug.to_string(), |(_, title)| title.clone());
                t!(lang, people.scope_course, name = name)
            }
        }
    }

    /// All of them, for a choice.
    pub fn options(&self, lang: Language) -> Vec<(String, String)> {
        let entities = self
            .organisation
            .legal_entities
            .iter()
            .map(|e| Scope::LegalEntity(e.id));
        let departments = self.organisation.departments.iter();
        let departments = departments
            .filter(|d| d.places.on(self.today).is_some())
            .map(|d| Scope::Department(d.id));
        let courses = self
            .courses
            .iter()
            .filter_map(|(s, _)| Slug::parse(s).ok())
            .map(Scope::Course);
        let all = std::iter::once(Scope::All)
            .chain(entities)
            .chain(departments)
            .chain(courses);
        let option = |scope: Scope| {
            let value = scope.id().map_or(scope.kind().to_owned(), |id| {
                format!("{}:{id}", scope.kind())
            });
            (value, self.name(lang, &scope))
        };
        all.map(option).collect()
    }
}
