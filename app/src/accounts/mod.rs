//! People: signing in, one's own account, everyone's accounts.

pub mod pages;

use domain::policy::Action;

use crate::web::routes::{Gate, Routes};
use pages::{
    code, confirm, forgot, import, invitations, jobs, letter, me, organisation, own_data, people,
    person, person_change, posts, preferences, privacy, set_up, sign_in,
};

/// The routes of accounts.
pub fn routes(routes: Routes) -> Routes {
    organisation(messages(routes))
        .get("/sign-in", Gate::Public, sign_in::form)
        .post("/sign-in", Gate::Public, sign_in::submit)
        .post("/sign-out", Gate::Public, sign_in::sign_out)
        .get("/sign-in/forgot", Gate::Public, forgot::form)
        .post("/sign-in/forgot", Gate::Public, forgot::submit)
        .get("/set-up", Gate::Public, code::form)
        .post("/set-up", Gate::Public, code::submit)
        .get("/set-up/{token}", Gate::Public, set_up::form)
        .post("/set-up/{token}", Gate::Public, set_up::submit)
        .post("/preferences", Gate::Public, preferences::submit)
        .get("/privacy", Gate::Public, privacy::page)
        .get("/me", Gate::Needs(Action::ProfileView), me::page)
        .get("/me/sessions/end", Gate::SignedIn, me::to_page)
        .get("/me/sessions/end-all", Gate::SignedIn, me::to_page)
        .get("/me/password", Gate::SignedIn, me::to_page)
        .post(
            "/me/sessions/end",
            Gate::Needs(Action::ProfileView),
            me::end_session,
        )
        .post(
            "/me/sessions/end-all",
            Gate::Needs(Action::ProfileView),
            me::end_all_sessions,
        )
        .post("/me/password", Gate::SignedIn, me::change_password)
        .get("/people", Gate::Needs(Action::PeopleView), people::page)
        .get(
            "/people/new",
            Gate::Needs(Action::PeopleManage),
            people::new_form,
        )
        .post(
            "/people/new",
            Gate::Needs(Action::PeopleManage),
            people::add,
        )
        .get(
            "/people/{id}",
            Gate::Needs(Action::PeopleView),
            person::page,
        )
        .get("/people/{id}/grants", Gate::SignedIn, person::to_page)
        .get(
            "/people/{id}/grants/revoke",
            Gate::SignedIn,
            person::to_page,
        )
        .get("/people/{id}/deactivate", Gate::SignedIn, person::to_page)
        .get("/people/{id}/sign-in-link", Gate::SignedIn, person::to_page)
        .post(
            "/people/{id}/grants",
            Gate::Needs(Action::GrantsManage),
            person::grant,
        )
        .post(
            "/people/{id}/grants/revoke",
            Gate::Needs(Action::GrantsManage),
            person::revoke,
        )
        .post(
            "/people/{id}/deactivate",
            Gate::Needs(Action::PeopleManage),
            person::deactivate,
        )
        .post(
            "/people/{id}/sign-in-link",
            Gate::Needs(Action::InvitationsSend),
            person::sign_in_link,
        )
}

/// The organisation, posts, corrections, duplicates, files of people.
fn organisation(routes: Routes) -> Routes {
    let view = Gate::Needs(Action::PeopleView);
    let people = Gate::Needs(Action::PeopleManage);
    let units = Gate::Needs(Action::OrganisationManage);
    let files = Gate::Needs(Action::PeopleImport);
    routes
        .get("/people/organisation", view, organisation::page)
        .get(
            "/people/organisation/legal-entities",
            units,
            organisation::entity_form,
        )
        .post(
            "/people/organisation/legal-entities",
            units,
            organisation::add_entity,
        )
        .get(
            "/people/organisation/departments/new",
            units,
            organisation::department_form,
        )
        .post(
            "/people/organisation/departments/new",
            units,
            organisation::add_department,
        )
        .get(
            "/people/organisation/departments/{id}",
            units,
            organisation::change_form,
        )
        .post(
            "/people/organisation/departments/{id}",
            units,
            organisation::change,
        )
        .get("/people/import", files, import::form)
        .post_large("/people/import", files, import::BODY_LIMIT, import::upload)
        .get("/people/import/template.csv", files, import::template)
        .get("/people/import/example.csv", files, import::example)
        .get("/people/import/{id}", files, import::preview)
        .post("/people/import/{id}", files, import::confirm)
        .get("/people/{id}/edit", people, person_change::edit_form)
        .post("/people/{id}/edit", people, person_change::edit)
        .get(
            "/people/{id}/reactivate",
            people,
            person_change::reactivate_form,
        )
        .post("/people/{id}/reactivate", people, person_change::reactivate)
        .get("/people/{id}/merge", people, person_change::merge_form)
        .post("/people/{id}/merge", people, person_change::merge)
        .get("/people/{id}/posts/new", people, posts::hire_form)
        .post("/people/{id}/posts/new", people, posts::hire)
        .get(
            "/people/{id}/posts/{post}/change",
            people,
            posts::change_form,
        )
        .post("/people/{id}/posts/{post}/change", people, posts::change)
        .get("/people/{id}/posts/{post}/end", people, posts::end_form)
        .post("/people/{id}/posts/{post}/end", people, posts::end)
        .get("/people/{id}/posts/{post}/leave", people, posts::leave_form)
        .post("/people/{id}/posts/{post}/leave", people, posts::leave)
}

/// Invitations, letters, confirming who one is, one's own data, and mail on its way.
fn messages(routes: Routes) -> Routes {
    let invite = Gate::Needs(Action::InvitationsSend);
    let own = Gate::Needs(Action::ProfileView);
    let settings = Gate::Needs(Action::SettingsManage);
    routes
        .get("/people/invitations", invite, invitations::page)
        .post("/people/invitations", invite, invitations::send)
        .get("/people/letters", invite, letter::to_invitations)
        .post("/people/letters", invite, letter::many)
        .get("/people/{id}/invitation", Gate::SignedIn, person::to_page)
        .post("/people/{id}/invitation", invite, invitations::invite_one)
        .get("/people/{id}/letter", Gate::SignedIn, person::to_page)
        .post("/people/{id}/letter", invite, letter::one)
        .get("/me/confirm", own, confirm::form)
        .post("/me/confirm", own, confirm::submit)
        .get("/me/data", own, own_data::page)
        .post("/me/data", own, own_data::download)
        .get("/settings/jobs", settings, jobs::page)
        .get("/settings/jobs/retry", settings, jobs::to_page)
        .post("/settings/jobs/retry", settings, jobs::retry)
}
