//! The first start of the real binary: who is there, and with which password.

use crate::{
    process::{PASSWORD, Served, ask, found, jasin},
    support::encode,
};
use domain::language::Language;
use services::{
    Ctx,
    clock::Clock,
    content::{queries, rules},
    demo,
    store::Store,
};
use std::path::Path;

fn start(data: &Path, args: &[&str]) -> Served {
    Served::start_with(data, args, |_| {})
}

fn sign_in(served: &Served, identifier: &str, password: &str) -> u16 {
    let fields = [("identifier", identifier), ("password", password)];
    let body = encode(&fields);
    let (status, _, _) = ask(served.address, "POST", "/sign-in", "", &body).unwrap();
    status
}

fn says_demo(served: &Served) -> bool {
    let (status, _, page) = ask(served.address, "GET", "/sign-in", "", "").unwrap();
    assert_eq!(status, 200);
    page.contains("demo-banner")
}

/// The password a demo's first start printed.
fn printed(said: &str) -> Option<&str> {
    said.lines()
        .find_map(|line| line.strip_prefix("Password of all of them: "))
}

#[test]
fn without_a_demo_nobody_is_there_but_a_link_that_works_once() {
    let folder = tempfile::tempdir().unwrap();
    let served = start(folder.path(), &["--empty"]);
    assert!(!says_demo(&served));
    for person in demo::sign_ins() {
        assert_eq!(sign_in(&served, person.employee_number, PASSWORD), 422);
    }
    let link = format!("/set-up/{}", served.link.as_deref().unwrap());
    assert_eq!(ask(served.address, "GET", &link, "", "").unwrap().0, 200);
    found(&served);
    assert_eq!(sign_in(&served, "a-1", PASSWORD), 303);
    let body = encode(&[
        ("name", "Somebody Else"),
        ("employee_number", "a-2"),
        ("password", PASSWORD),
        ("repeat", PASSWORD),
    ]);
    let (again, _, page) = ask(served.address, "POST", &link, "", &body).unwrap();
    assert_ne!(again, 303, "{page}");
    assert_eq!(sign_in(&served, "a-2", PASSWORD), 422);
    let said = served.stop();
    assert_eq!(printed(&said), None, "{said}");
    for person in demo::sign_ins() {
        assert!(!said.contains(person.employee_number), "{said}");
    }
    // With an administrator there is no link any more.
    let said = start(folder.path(), &["--empty"]).stop();
    assert!(!said.contains("/set-up/"), "{said}");
}

#[test]
fn a_demo_has_a_password_of_its_own_that_is_printed_once() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut passwords = Vec::new();
    for folder in [&one, &two] {
        let said = start(folder.path(), &[]).stop();
        for person in demo::sign_ins() {
            assert!(said.contains(person.employee_number), "{said}");
        }
        assert!(!said.contains("/set-up/"), "{said}");
        passwords.push(printed(&said).expect(&said).to_owned());
    }
    assert_ne!(passwords[0], passwords[1]);
    let served = start(one.path(), &[]);
    assert!(says_demo(&served));
    let person = demo::sign_ins().next().unwrap();
    assert_eq!(sign_in(&served, person.employee_number, &passwords[1]), 422);
    assert_eq!(sign_in(&served, person.employee_number, &passwords[0]), 303);
    let said = served.stop();
    assert_eq!(printed(&said), None, "{said}");
}

#[tokio::test]
async fn a_demo_made_ahead_has_every_course_that_ships_and_can_assign_it() {
    let folder = tempfile::tempdir().unwrap();
    let made = jasin(folder.path())
        .arg("demo")
        .env("JASIN_DEMO_PASSWORD", PASSWORD)
        .output()
        .unwrap();
    assert!(made.status.success(), "{made:?}");
    let database = folder.path().join("jasin.db");
    let store = Store::connect(&format!("sqlite://{}?mode=rw", database.display()))
        .await
        .unwrap();
    let there = queries::courses(&store, Language::Ko).await.unwrap();
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("../content/courses");
    assert_eq!(there.len(), std::fs::read_dir(shipped).unwrap().count());
    let ctx = Ctx::system(Clock::system(), "test");
    let cards = rules::queries::reviews(&store, &ctx).await.unwrap();
    assert!(!cards.is_empty());
    for card in cards {
        assert!(!card.standing.is_open(), "{}", card.standing.card.id);
    }
    store.close().await.unwrap();
}
