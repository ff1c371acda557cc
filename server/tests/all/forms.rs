//! Every form, driven through everything that can go wrong with one. A form that stands in no row fails a test.

mod drive;
mod people;
mod rows;
mod stories;

use crate::{
    forms::drive::Driver,
    support::{TestApp, app_test},
};
use app::web::{api, routes};
use http::Method;
use rows::ELSEWHERE;
use std::collections::BTreeSet;

/// The forms that there are. Server functions take none: `routes.rs` walks them.
fn posts(all: &routes::Routes) -> BTreeSet<&str> {
    all.list()
        .filter(|route| route.method == Method::POST && !route.path.starts_with(api::PREFIX))
        .map(|route| route.path)
        .collect()
}

#[test]
fn each_form_stands_in_one_row() {
    let listed: Vec<&str> = rows::all()
        .map(|row| row.route)
        .chain(ELSEWHERE.iter().map(|(route, _)| *route))
        .collect();
    let unique: BTreeSet<&str> = listed.iter().copied().collect();
    assert_eq!(unique.len(), listed.len(), "a form stands in two rows");
    let all = routes::all();
    let posts = posts(&all);
    assert_eq!(posts, unique, "add the form to server/tests/all/forms/rows");
}

#[test]
fn each_form_is_driven_in_the_browser_too() {
    let tables = concat!(env!("CARGO_MANIFEST_DIR"), "/../end2end/tests/forms");
    let files = std::fs::read_dir(tables).unwrap();
    let text: String = files
        .map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap())
        .collect();
    let listed: BTreeSet<&str> = text
        .split("route: '")
        .skip(1)
        .filter_map(|rest| rest.split('\'').next())
        .collect();
    assert_eq!(posts(&routes::all()), listed, "add the form to {tables}");
}

app_test! {
    async fn what_is_wrong_stands_beside_its_field_and_what_was_typed_is_still_there(app: TestApp) {
        let mut driver = Driver::new(&app);
        for row in rows::all() {
            driver.invalid(row).await;
        }
        driver.done();
    }

    async fn a_form_sent_twice_happens_once(app: TestApp) {
        let mut driver = Driver::new(&app);
        for row in rows::all() {
            driver.twice(row).await;
        }
        driver.done();
    }

    async fn another_form_under_the_same_key_is_a_conflict_that_keeps_what_was_typed(app: TestApp) {
        let mut driver = Driver::new(&app);
        for row in rows::all() {
            driver.conflict(row).await;
        }
        driver.done();
    }

    async fn after_the_sign_in_expired_nothing_is_lost(app: TestApp) {
        let mut driver = Driver::new(&app);
        for row in rows::all() {
            driver.expired(row).await;
        }
        driver.done();
    }

    async fn nobody_does_it_for_somebody_else(app: TestApp) {
        let mut driver = Driver::new(&app);
        for row in rows::all() {
            driver.foreign(row).await;
        }
        driver.done();
    }

    async fn a_megabyte_of_text_is_answered_and_changes_nothing(app: TestApp) {
        let mut driver = Driver::new(&app);
        for row in rows::all() {
            driver.megabyte(row).await;
        }
        driver.done();
    }
}
