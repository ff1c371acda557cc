//! Every route, as its gate says, for every role: walks the list, so that a new route is covered at once.

use crate::support::{Answer, Client, TestApp, app_test};
use app::web::{
    api,
    routes::{self, Gate, Route},
};
use domain::{
    accounts::Role,
    policy::{Access, Action, access},
};
use http::{Method, StatusCode};
use services::store::tables::{DOMAIN_TABLES, INSERT_ONLY_TABLES};
use std::collections::BTreeMap;

/// An id of nothing.
const NOBODY: &str = "019aaaaa-0000-7000-8000-000000000000";

/// Downloads of other people's records: recorded before the first byte, and change nothing else.
const RECORDED: &[&str] = &[];

fn list() -> Vec<Route> {
    routes::all().list().cloned().collect()
}

/// The path with something in the place of each parameter.
fn fill(path: &str, known: &[(&str, &str)]) -> String {
    let part = |part: &str| match part.strip_prefix('{') {
        None => part.to_owned(),
        Some(name) => {
            let name = name.trim_start_matches('*').trim_end_matches('}');
            let found = known.iter().find(|(n, _)| *n == name);
            found.map_or(NOBODY, |(_, value)| value).to_owned()
        }
    };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

async fn ask(client: &Client, route: &Route, path: &str) -> Answer {
    if route.method == Method::GET {
        client.get(path).await
    } else {
        client.post_form(path, &[("typed", "a thing")]).await
    }
}

fn opens(role: Role, action: Action) -> bool {
    [Role::Employee, role]
        .into_iter()
        .any(|role| access(role, action) != Access::Never)
}

/// Sent to the sign-in, or given the page that keeps what was typed.
fn asked_to_sign_in(answer: &Answer) -> bool {
    answer.status == StatusCode::UNAUTHORIZED || answer.location().starts_with("/sign-in?back=")
}

app_test! {
    async fn each_route_opens_to_whom_its_gate_names(app: TestApp) {
        let mut wrong = Vec::new();
        for role in Role::ALL {
            let person = app.person(role).await;
            for route in list() {
                // A session of its own for each: some of them end it.
                let client = app.login(person).await;
                let answer = ask(&client, &route, &fill(route.path, &[])).await;
                let expected = match route.gate {
                    Gate::Public | Gate::SignedIn => true,
                    Gate::Needs(action) => opens(role, action),
                };
                let passed = answer.status != StatusCode::FORBIDDEN && !asked_to_sign_in(&answer);
                if passed != expected || answer.status.is_server_error() {
                    wrong.push(format!(
                        "{} {} as {}: {} {}", route.method, route.path, role.code(), answer.status, answer.location()
                    ));
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    async fn nobody_who_is_not_signed_in_passes_a_gate(app: TestApp) {
        let mut wrong = Vec::new();
        for route in list() {
            let answer = ask(&app.anonymous(), &route, &fill(route.path, &[])).await;
            let refused = route.path.starts_with(api::PREFIX)
                && answer.status == StatusCode::FORBIDDEN
                && answer.header("content-type") == "application/json";
            let sent_away = asked_to_sign_in(&answer) || refused;
            if sent_away == (route.gate == Gate::Public) || answer.status.is_server_error() {
                wrong.push(format!("{} {}: {}", route.method, route.path, answer.status));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    async fn reading_changes_nothing(app: TestApp) {
        let tables = [DOMAIN_TABLES, INSERT_ONLY_TABLES].concat();
        let mut wrong = Vec::new();
        for role in Role::ALL {
            let client = app.login_as(role).await;
            let person = client.person().to_string();
            let known = [
                ("id", person.as_str()),
                ("course", "first-ten-minutes"),
                ("module", "what-you-can-say"),
            ];
            for route in list().into_iter().filter(|r| r.method == Method::GET) {
                let before = rows(&app, &tables).await;
                let answer = client.get(&fill(route.path, &known)).await;
                let mut after = rows(&app, &tables).await;
                if RECORDED.contains(&route.path) {
                    for table in ["facts", "fact_values"] {
                        after.insert(table, before[table]);
                    }
                }
                if before != after {
                    wrong.push(format!("{} as {}: {}", route.path, role.code(), answer.status));
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}

async fn rows<'t>(app: &TestApp, tables: &[&'t str]) -> BTreeMap<&'t str, i64> {
    let mut out = BTreeMap::new();
    for table in tables {
        out.insert(*table, app.count(table).await);
    }
    out
}

#[test]
fn each_server_function_stands_in_the_list_and_only_takes_posts() {
    let listed = list();
    for (path, method) in leptos::server_fn::axum::server_fn_paths() {
        let route = listed.iter().find(|route| route.path == path);
        let route = route.unwrap_or_else(|| panic!("{method} {path} has no gate"));
        assert_eq!(route.method, Method::POST, "{path}");
        assert_eq!(method, Method::POST, "{path}");
        assert_ne!(route.gate, Gate::Public, "{path}");
    }
}
