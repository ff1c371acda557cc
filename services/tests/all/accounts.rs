//! People, roles, sessions, sign-in.

use crate::support::{TestDb, db_test};
use domain::{
    accounts::{Role, Scope},
    ids::PersonId,
    language::Language,
};
use services::{
    Error,
    accounts::{
        ChangePassword, DeactivatePerson, GrantRole, OpenSetup, RevokeGrant, SetLanguage, SignIn,
        SignInOutcome, Token,
        links::Purpose,
        queries, session,
        setup::{self, SetupLink, UseSetupLink},
    },
};
use time::Duration;

const PASSWORD: &str = "a calm lake and seven herons";

async fn with_password(db: &TestDb, number: &str, role: Role) -> PersonId {
    let person = db.person(number, role).await;
    setup::give_password(&db.store, &db.system(), person, PASSWORD)
        .await
        .unwrap();
    person
}

async fn try_sign_in(
    db: &TestDb,
    identifier: &str,
    password: &str,
    address: &str,
) -> SignInOutcome {
    let attempt = SignIn {
        identifier: identifier.into(),
        password: password.into(),
        address: Some(address.parse().unwrap()),
        known: None,
    };
    attempt.run(&db.store, &db.system()).await.unwrap()
}

async fn signed_in(db: &TestDb, identifier: &str) -> Token {
    match try_sign_in(db, identifier, PASSWORD, "127.0.0.1").await {
        SignInOutcome::SignedIn(token) => token,
        other => panic!("{other:?}"),
    }
}

async fn lives(db: &TestDb, token: &Token) -> bool {
    session::lookup(&db.store, token, db.clock.now())
        .await
        .unwrap()
        .is_some()
}

fn code(error: &Error) -> &str {
    match error {
        Error::Invalid(fields) => fields[0].code,
        _ => "no field",
    }
}

db_test! {
    async fn one_signs_in_by_number_or_address(db: TestDb) {
        let person = with_password(&db, "hb-1", Role::Hr).await;
        for identifier in ["HB-1", " hb-1 ", "hb-1@hanbit.example", "HB-1@Hanbit.Example"] {
            let token = signed_in(&db, identifier).await;
            let view = session::lookup(&db.store, &token, db.clock.now()).await.unwrap().unwrap();
            assert_eq!(view.person.id, person);
            assert_eq!(view.roles, [(Role::Hr, Scope::All)]);
        }
        for (identifier, password) in [("hb-1", "wrong"), ("hb-2", PASSWORD), ("", PASSWORD), ("hb-1", "")] {
            let outcome = try_sign_in(&db, identifier, password, "127.0.0.1").await;
            assert!(matches!(outcome, SignInOutcome::Refused), "{identifier} {outcome:?}");
        }
    }

    async fn guessing_slows_down_and_locks_nobody_out(db: TestDb) {
        with_password(&db, "hb-1", Role::Employee).await;
        for _ in 0..5 {
            assert!(matches!(try_sign_in(&db, "hb-1", "guess", "192.0.2.1").await, SignInOutcome::Refused));
        }
        let waiting = try_sign_in(&db, "hb-1", PASSWORD, "192.0.2.1").await;
        assert!(matches!(waiting, SignInOutcome::Throttled), "{waiting:?}");
        // The victim comes from elsewhere.
        let victim = try_sign_in(&db, "hb-1", PASSWORD, "192.0.2.2").await;
        assert!(matches!(victim, SignInOutcome::SignedIn(_)), "{victim:?}");
        // And even from there the wait ends.
        db.clock.advance(Duration::seconds(3));
        let later = try_sign_in(&db, "hb-1", PASSWORD, "192.0.2.1").await;
        assert!(matches!(later, SignInOutcome::SignedIn(_)), "{later:?}");
    }

    async fn a_session_ends_by_idleness_age_and_sign_out(db: TestDb) {
        let person = with_password(&db, "hb-1", Role::Employee).await;
        let idle = signed_in(&db, "hb-1").await;
        db.clock.advance(session::IDLE + Duration::seconds(1));
        assert!(!lives(&db, &idle).await);
        let used = signed_in(&db, "hb-1").await;
        let hours = session::ABSOLUTE.whole_hours();
        for hour in 1..=hours {
            db.clock.advance(Duration::hours(1));
            assert_eq!(lives(&db, &used).await, hour < hours, "after {hour} hours");
        }
        let one = signed_in(&db, "hb-1").await;
        let two = signed_in(&db, "hb-1").await;
        let id = session::lookup(&db.store, &one, db.clock.now()).await.unwrap().unwrap().session_id;
        session::end(&db.store, &db.as_person(person), id).await.unwrap();
        assert!(!lives(&db, &one).await && lives(&db, &two).await);
        assert_eq!(session::own(&db.store, person, db.clock.now()).await.unwrap().len(), 1);
        session::end_all(&db.store, &db.as_person(person), person).await.unwrap();
        assert!(!lives(&db, &two).await);
    }

    async fn nobody_ends_another_persons_session(db: TestDb) {
        with_password(&db, "hb-1", Role::Employee).await;
        let other = db.person("hb-2", Role::Administrator).await;
        let token = signed_in(&db, "hb-1").await;
        let view = session::lookup(&db.store, &token, db.clock.now()).await.unwrap().unwrap();
        let ended = session::end(&db.store, &db.as_person(other), view.session_id).await;
        assert!(matches!(ended, Err(Error::NotFound)), "{ended:?}");
        let all = session::end_all(&db.store, &db.as_person(other), view.person.id).await;
        assert!(matches!(all, Err(Error::Forbidden)), "{all:?}");
        assert!(lives(&db, &token).await);
    }

    async fn a_changed_password_ends_all_other_sessions(db: TestDb) {
        let person = with_password(&db, "hb-1", Role::Employee).await;
        let before = signed_in(&db, "hb-1").await;
        let change = |current: &str, new: &str| ChangePassword { person, current: current.into(), new: new.into() };
        let ctx = db.as_person(person);
        let wrong = change("guess", "seven herons by a quiet lake").run(&db.store, &ctx).await.unwrap_err();
        assert_eq!(code(&wrong), "wrong_password");
        let weak = change(PASSWORD, "hb-1hb-1hb-1").run(&db.store, &ctx).await.unwrap_err();
        assert!(["weak_password", "personal"].contains(&code(&weak)), "{weak:?}");
        assert!(lives(&db, &before).await);
        let after = change(PASSWORD, "seven herons by a quiet lake").run(&db.store, &ctx).await.unwrap();
        assert!(!lives(&db, &before).await && lives(&db, &after).await);
    }

    async fn a_deactivated_person_is_out_at_once(db: TestDb) {
        let admin = db.person("hb-0", Role::Administrator).await;
        let person = with_password(&db, "hb-1", Role::Employee).await;
        let token = signed_in(&db, "hb-1").await;
        let deactivate = |reason: &str| DeactivatePerson { person, reason: reason.into() };
        let by_self = db.store.write(&db.as_person(person), deactivate("why not")).await;
        assert!(matches!(by_self, Err(Error::Forbidden)), "{by_self:?}");
        let unsaid = db.store.write(&db.as_person(admin), deactivate(" ")).await.unwrap_err();
        assert_eq!(code(&unsaid), "required");
        db.store.write(&db.as_person(admin), deactivate("left the company")).await.unwrap();
        assert!(!lives(&db, &token).await);
        let again = try_sign_in(&db, "hb-1", PASSWORD, "127.0.0.1").await;
        assert!(matches!(again, SignInOutcome::Refused), "{again:?}");
    }

    async fn the_last_administrator_stays(db: TestDb) {
        let first = db.person("hb-0", Role::Administrator).await;
        let ctx = || db.as_person(first);
        let grant = queries::person(&db.store, &ctx(), first).await.unwrap().grants[0].id;
        let revoke = || RevokeGrant { grant, reason: "new job".into() };
        let leave = || DeactivatePerson { person: first, reason: "new job".into() };
        for error in [
            db.store.write(&ctx(), revoke()).await.unwrap_err(),
            db.store.write(&ctx(), leave()).await.unwrap_err(),
        ] {
            assert_eq!(code(&error), "last_administrator");
        }
        let second = db.person("hb-1", Role::Employee).await;
        let give = GrantRole { person: second, role: Role::Administrator, scope: Scope::All, reason: "successor".into() };
        db.store.write(&ctx(), give).await.unwrap();
        db.store.write(&ctx(), revoke()).await.unwrap();
        let gone = db.store.write(&ctx(), leave()).await;
        assert!(matches!(gone, Err(Error::Forbidden)), "{gone:?}");
    }

    async fn only_those_who_may_do_so_see_and_change_people(db: TestDb) {
        let employee = db.person("hb-1", Role::Employee).await;
        let hr = db.person("hb-2", Role::Hr).await;
        let list = queries::people(&db.store, &db.as_person(employee), &Default::default(), 1, 50).await;
        assert!(matches!(list, Err(Error::Forbidden)));
        assert_eq!(queries::people(&db.store, &db.as_person(hr), &Default::default(), 1, 50).await.unwrap().total, 2);
        let give = GrantRole { person: hr, role: Role::Auditor, scope: Scope::All, reason: "please".into() };
        let given = db.store.write(&db.as_person(hr), give).await;
        assert!(matches!(given, Err(Error::Forbidden)), "{given:?}");
        let theirs = SetLanguage { person: employee, language: Language::En };
        let set = db.store.write(&db.as_person(hr), theirs.clone()).await;
        assert!(matches!(set, Err(Error::Forbidden)), "{set:?}");
        db.store.write(&db.as_person(employee), theirs).await.unwrap();
    }

    async fn a_link_works_once_and_the_newest_only(db: TestDb) {
        let person = db.person("hb-1", Role::Employee).await;
        let old = OpenSetup { person }.run(&db.store, &db.system()).await.unwrap().to_string();
        let new = OpenSetup { person }.run(&db.store, &db.system()).await.unwrap().to_string();
        let now = db.clock.now();
        assert_eq!(setup::look(&db.store, &old, now).await.unwrap(), None);
        let link = setup::look(&db.store, &new, now).await.unwrap();
        let expected = SetupLink::Person { name: "김민지".into(), number: "HB-1".into() };
        assert_eq!(link, Some(expected));
        assert_eq!(setup::look(&db.store, &new, now + Purpose::SetUp.valid()).await.unwrap(), None);
        let request = UseSetupLink {
            token: new,
            password: PASSWORD.into(),
            name: String::new(),
            employee_number: String::new(),
            email: None,
        };
        let token = request.clone().run(&db.store, &db.system()).await.unwrap();
        assert!(lives(&db, &token).await);
        assert!(matches!(request.run(&db.store, &db.system()).await, Err(Error::NotFound)));
        signed_in(&db, "hb-1").await;
    }

    async fn the_first_administrator_comes_by_a_link_and_there_is_no_second(db: TestDb) {
        let token = setup::open_first(&db.store, &db.system()).await.unwrap().unwrap().to_string();
        let request = |name: &str, password: &str| UseSetupLink {
            token: token.clone(),
            password: password.into(),
            name: name.into(),
            employee_number: "hb-0".into(),
            email: None,
        };
        let unnamed = request("", PASSWORD).run(&db.store, &db.system()).await.unwrap_err();
        assert_eq!(code(&unnamed), "required");
        let weak = request("오세훈", "1234567890").run(&db.store, &db.system()).await.unwrap_err();
        assert_eq!(code(&weak), "weak_password");
        request("오세훈", PASSWORD).run(&db.store, &db.system()).await.unwrap();
        assert!(setup::open_first(&db.store, &db.system()).await.unwrap().is_none());
        let people = queries::people(&db.store, &db.system(), &Default::default(), 1, 10).await.unwrap();
        assert_eq!(people.total, 1);
        let view = queries::person(&db.store, &db.system(), people.rows[0].id).await.unwrap();
        assert_eq!(view.grants[0].role, Role::Administrator);
    }

    async fn no_secret_lies_in_the_database(db: TestDb) {
        let person = with_password(&db, "hb-1", Role::Employee).await;
        let token = signed_in(&db, "hb-1").await;
        let link = OpenSetup { person }.run(&db.store, &db.system()).await.unwrap();
        let receipts = "SELECT CAST(count(*) AS BIGINT) FROM receipts WHERE result LIKE ";
        for secret in [token.to_string(), link.to_string(), PASSWORD.to_owned()] {
            assert_eq!(db.number(&format!("{receipts}'%{secret}%'")).await, 0);
            let kept = format!("SELECT CAST(count(*) AS BIGINT) FROM identities WHERE secret_hash LIKE '%{secret}%'");
            assert_eq!(db.number(&kept).await, 0);
        }
        let raw = Token::parse(&token.to_string()).unwrap();
        assert_ne!(raw.hash(), raw.to_string().into_bytes());
    }

    async fn one_address_or_number_is_one_person(db: TestDb) {
        db.person("hb-1", Role::Employee).await;
        let again = services::accounts::AddPerson {
            name: "이수연".into(),
            employee_number: "HB-1".into(),
            email: None,
            language: Language::Ko,
            time_zone: "Mars/Olympus".into(),
        };
        let error = db.store.write(&db.system(), again.clone()).await.unwrap_err();
        assert_eq!(code(&error), "time_zone");
        let again = services::accounts::AddPerson { time_zone: "Asia/Seoul".into(), ..again };
        let error = db.store.write(&db.system(), again).await.unwrap_err();
        assert_eq!(code(&error), "taken");
    }

    async fn the_demo_company_has_every_role(db: TestDb) {
        services::demo::create(&db.store, &db.system(), PASSWORD).await.unwrap();
        for person in services::demo::sign_ins() {
            signed_in(&db, person.employee_number).await;
            signed_in(&db, person.email).await;
        }
        assert_eq!(services::demo::sign_ins().count(), Role::ALL.len());
    }
}
