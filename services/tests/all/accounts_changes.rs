//! Correcting people, letting them in again, merging duplicates, and the last administrator in a race.

use crate::{
    accounts_organisation::{START, grant, group, hire, terms},
    support::{TestDb, db_test},
};
use domain::{
    accounts::{PersonStatus, Role, Scope},
    ids::{DepartmentId, LegalEntityId, PersonId},
    language::Language,
};
use services::{
    Error,
    accounts::{
        AddPerson, ChangePerson, DeactivatePerson, GrantRole, MergePeople, OpenSetup,
        ReactivatePerson, RevokeGrant, SignIn, SignInOutcome, merge,
        queries::{self, PeopleFilter},
        setup::give_password,
    },
    store::active_roles,
};
use std::collections::BTreeSet;

const PASSWORD: &str = "a calm lake and seven herons";

fn code(error: &Error) -> (&str, &str) {
    match error {
        Error::Invalid(fields) => (fields[0].field, fields[0].code),
        Error::Conflict(_) => ("", "conflict"),
        Error::Forbidden => ("", "forbidden"),
        _ => ("", ""),
    }
}

async fn change(db: &TestDb, person: PersonId) -> ChangePerson {
    let seen = queries::person(&db.store, &db.system(), person)
        .await
        .unwrap();
    ChangePerson {
        person,
        revision: seen.revision,
        name: seen.name.to_string(),
        employee_number: seen.employee_number.to_string(),
        email: seen.email.map(|e| e.to_string()),
        language: seen.language,
        time_zone: seen.time_zone.to_string(),
    }
}

pub fn merge(duplicate: PersonId, kept: PersonId) -> MergePeople {
    MergePeople {
        duplicate,
        kept,
        reason: "entered twice".into(),
    }
}

async fn signs_in(db: &TestDb, identifier: &str) -> bool {
    let attempt = SignIn {
        identifier: identifier.into(),
        password: PASSWORD.into(),
        address: None,
        known: None,
    };
    let outcome = attempt.run(&db.store, &db.system()).await.unwrap();
    matches!(outcome, SignInOutcome::SignedIn(..))
}

db_test! {
    async fn a_person_is_corrected_once_from_what_was_seen(db: TestDb) {
        let person = db.person("a", Role::Employee).await;
        db.person("b", Role::Employee).await;
        let seen = change(&db, person).await;
        let new = ChangePerson { name: "이수연".into(), email: None, language: Language::En, ..seen.clone() };
        db.store.write(&db.system(), new).await.unwrap();
        let stale = db.store.write(&db.system(), ChangePerson { name: "박서준".into(), ..seen }).await.unwrap_err();
        assert_eq!(code(&stale).1, "conflict");
        let now = change(&db, person).await;
        assert_eq!((now.name.as_str(), now.email.as_deref(), now.language), ("이수연", None, Language::En));
        for (wrong, field, why) in [
            (ChangePerson { employee_number: "B".into(), ..now.clone() }, "employee_number", "taken"),
            (ChangePerson { email: Some("b@hanbit.example".into()), ..now.clone() }, "email", "taken"),
            (ChangePerson { email: Some("b".into()), ..now.clone() }, "email", "email"),
            (ChangePerson { name: " ".into(), ..now.clone() }, "name", "required"),
        ] {
            let error = db.store.write(&db.system(), wrong).await.unwrap_err();
            assert_eq!(code(&error), (field, why));
        }
        // Names lie beside the fact, where they can be erased.
        let sealed = "SELECT CAST(count(*) AS BIGINT) FROM fact_values WHERE value = '이수연'";
        assert_eq!(db.number(sealed).await, 1);
    }

    async fn a_deactivated_person_comes_back_with_a_reason(db: TestDb) {
        let person = db.person("a", Role::Employee).await;
        let back = |reason: &str| ReactivatePerson { person, reason: reason.into() };
        let active = db.store.write(&db.system(), back("came back")).await.unwrap_err();
        assert_eq!(code(&active), ("reason", "unchanged"));
        db.store.write(&db.system(), DeactivatePerson { person, reason: "left".into() }).await.unwrap();
        let unsaid = db.store.write(&db.system(), back("")).await.unwrap_err();
        assert_eq!(code(&unsaid), ("reason", "required"));
        db.store.write(&db.system(), back("came back")).await.unwrap();
        let seen = queries::person(&db.store, &db.system(), person).await.unwrap();
        assert_eq!(seen.status, PersonStatus::Active);
    }

    async fn whoever_manages_people_does_not_become_an_administrator(db: TestDb) {
        let admin = db.person("admin", Role::Administrator).await;
        let hr = db.person("hr", Role::Hr).await;
        let other = db.person("a", Role::Employee).await;
        let ctx = || db.as_person(hr);
        let mut takeover = change(&db, admin).await;
        takeover.email = Some("mine@evil.example".into());
        let link = OpenSetup { person: admin }.run(&db.store, &ctx()).await.map(drop);
        let out = db.store.write(&ctx(), DeactivatePerson { person: admin, reason: "x".into() }).await;
        let by_merge = db.store.write(&ctx(), merge(admin, other)).await;
        for answer in [db.store.write(&ctx(), takeover.clone()).await, link, out, by_merge] {
            assert!(matches!(answer, Err(Error::Forbidden)), "{answer:?}");
        }
        // Nor does a merge hand on a lesser role.
        let author = db.person("b", Role::Author).await;
        let handed_on = db.store.write(&ctx(), merge(author, other)).await;
        assert!(matches!(handed_on, Err(Error::Forbidden)), "{handed_on:?}");
        db.store.write(&db.as_person(admin), takeover).await.unwrap();
    }

    async fn a_duplicate_is_read_as_the_person_who_was_kept(db: TestDb) {
        let g = group(&db).await;
        let (first, second) = (db.person("a", Role::Author).await, db.person("b", Role::Employee).await);
        let earlier = db.person("c", Role::Employee).await;
        give_password(&db.store, &db.system(), first, PASSWORD).await.unwrap();
        hire(&db, first, terms(g.seoul, g.field)).await;
        let seen = change(&db, second).await;
        db.store.write(&db.system(), ChangePerson { email: None, ..seen }).await.unwrap();
        assert!(signs_in(&db, "a").await);
        db.store.write(&db.system(), merge(earlier, first)).await.unwrap();
        db.store.write(&db.system(), merge(first, second)).await.unwrap();

        assert!(!signs_in(&db, "a").await);
        let kept = queries::person(&db.store, &db.system(), second).await.unwrap();
        assert_eq!(kept.email.map(|e| e.to_string()).as_deref(), Some("a@hanbit.example"));
        assert_eq!(kept.grants.iter().map(|g| g.role).collect::<Vec<_>>(), [Role::Author]);
        assert_eq!(kept.posts.len(), 1);
        assert_eq!(kept.posts[0].1.on(START).unwrap().value.department, g.field);
        assert_eq!(kept.duplicates.len(), 2);
        let gone = queries::person(&db.store, &db.system(), first).await.unwrap();
        assert!(gone.grants.is_empty() && gone.posts.is_empty());
        assert_eq!(gone.merged_into.unwrap().0, second);
        let mut all = [earlier, first, second];
        all.sort();
        for person in all {
            let mut ids = merge::ids(db.store.read(), person).await.unwrap();
            ids.sort();
            assert_eq!(ids, all);
            assert_eq!(merge::kept(db.store.read(), person).await.unwrap(), second);
        }
        let listed = queries::people(&db.store, &db.system(), &PeopleFilter::default(), 1, 10).await.unwrap();
        assert_eq!(listed.total, 1);
        assert_eq!(queries::by_number(&db.store, &db.system(), "c").await.unwrap(), Some(second));
        // A scope that covers the one who was kept covers what names the duplicate.
        let hr = db.person("hr", Role::Employee).await;
        grant(&db, hr, Role::Hr, Scope::Department(g.sales)).await;
        queries::person(&db.store, &db.as_person(hr), first).await.unwrap();
        let back = db.store.write(&db.system(), ReactivatePerson { person: first, reason: "no".into() }).await.unwrap_err();
        assert_eq!(code(&back).1, "conflict");
        for (again, field, why) in [(merge(first, second), "", "conflict"), (merge(second, second), "kept", "oneself"), (merge(second, first), "kept", "inactive")] {
            let error = db.store.write(&db.system(), again).await.unwrap_err();
            assert_eq!(code(&error), (field, why));
        }
    }

    async fn the_last_administrator_is_carried_over_by_a_merge(db: TestDb) {
        let first = db.person("a", Role::Administrator).await;
        let second = db.person("b", Role::Employee).await;
        let oneself = db.store.write(&db.as_person(first), merge(first, second)).await.unwrap_err();
        assert_eq!(code(&oneself), ("kept", "acting"));
        db.store.write(&db.system(), merge(first, second)).await.unwrap();
        let roles = active_roles(db.store.read(), second).await.unwrap();
        assert!(roles.contains(&(Role::Administrator, Scope::All)), "{roles:?}");
        let grant = queries::person(&db.store, &db.system(), second).await.unwrap().grants[0].id;
        let last = db.store.write(&db.system(), RevokeGrant { grant, reason: "x".into() }).await.unwrap_err();
        assert_eq!(code(&last).1, "last_administrator");
    }

    async fn two_administrators_cannot_remove_each_other_at_once(db: TestDb) {
        for round in 0..5 {
            let (a, b) = (
                db.person(&format!("a{round}"), Role::Administrator).await,
                db.person(&format!("b{round}"), Role::Administrator).await,
            );
            let grant = queries::person(&db.store, &db.system(), b).await.unwrap().grants[0].id;
            let deactivate = DeactivatePerson { person: a, reason: "x".into() };
            let revoke = RevokeGrant { grant, reason: "x".into() };
            let (by_b, by_a) = (db.as_person(b), db.as_person(a));
            let (one, two) = tokio::join!(db.store.write(&by_b, deactivate), db.store.write(&by_a, revoke));
            assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
            let left = "SELECT CAST(count(*) AS BIGINT) FROM grants g JOIN people p ON p.id = g.person_id \
                        WHERE g.role = 'administrator' AND g.scope_kind = 'all' AND g.revoked_at IS NULL AND p.status = 'active'";
            assert_eq!(db.number(left).await, 1);
            db.sql("UPDATE people SET status = 'inactive'").await.unwrap();
        }
    }

    async fn a_list_is_narrowed_by_text_department_and_status(db: TestDb) {
        let g = group(&db).await;
        let add = async |name: &str, number: &str, email: Option<&str>| {
            let add = AddPerson {
                name: name.into(), employee_number: number.into(), email: email.map(str::to_owned),
                language: Language::Ko, time_zone: "Asia/Seoul".into(),
            };
            db.store.write(&db.system(), add).await.unwrap()
        };
        let a = add("김민지", "HB-1", Some("minji@hanbit.example")).await;
        let b = add("Emma Clarke", "HB-2", None).await;
        let c = add("100% 하늘", "HB_3", None).await;
        hire(&db, a, terms(g.seoul, g.field)).await;
        hire(&db, b, terms(g.london, g.medical)).await;
        db.store.write(&db.system(), DeactivatePerson { person: c, reason: "left".into() }).await.unwrap();
        let found = async |filter: PeopleFilter| {
            let list = queries::people(&db.store, &db.system(), &filter, 1, 10).await.unwrap();
            list.rows.iter().map(|r| r.id).collect::<BTreeSet<_>>()
        };
        let text = |text: &str| PeopleFilter { text: text.into(), ..Default::default() };
        for (asked, expected) in [
            ("민지", vec![a]), ("clarke", vec![b]), ("MINJI@", vec![a]), ("hb-", vec![a, b]),
            ("%", vec![c]), ("b_3", vec![c]), ("'; --", vec![]), (" ", vec![a, b, c]),
        ] {
            assert_eq!(found(text(asked)).await, BTreeSet::from_iter(expected), "{asked}");
        }
        let department = |id| PeopleFilter { department: Some(id), ..Default::default() };
        assert_eq!(found(department(g.sales)).await, [a].into());
        assert_eq!(found(department(g.medical)).await, [b].into());
        let status = |status| PeopleFilter { status: Some(status), ..Default::default() };
        assert_eq!(found(status(PersonStatus::Inactive)).await, [c].into());
        let list = queries::people(&db.store, &db.system(), &text("민지"), 1, 10).await.unwrap();
        assert_eq!(list.rows[0].posts[0].department, "FIELD 부서");
    }

    async fn a_role_is_given_over_what_is_there(db: TestDb) {
        let person = db.person("a", Role::Employee).await;
        let nowhere = uuid::Uuid::from_u128(7);
        for scope in [
            Scope::LegalEntity(LegalEntityId::from_uuid(nowhere)),
            Scope::Department(DepartmentId::from_uuid(nowhere)),
            Scope::Course(domain::content::Slug::parse("no-such-course").unwrap()),
        ] {
            let give = GrantRole { person, role: Role::Hr, scope, reason: "test".into() };
            let error = db.store.write(&db.system(), give).await.unwrap_err();
            assert_eq!(code(&error), ("scope", "unknown"));
        }
    }
}
