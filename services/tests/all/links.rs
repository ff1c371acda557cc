//! Invitations, resets, letters: single use, one live at a time, nothing told to strangers.

use crate::support::{TestDb, db_test};
use domain::{
    accounts::Role,
    ids::{JobId, PersonId},
    language::Language,
};
use services::{
    Error,
    accounts::{
        AddPerson, ChangePassword, ConfirmIdentity, ConfirmOutcome, DeactivatePerson, InvitePerson,
        Known, LinkKey, OpenSetup, PrintLetter, RequestReset, ResetOutcome, SignIn, SignInOutcome,
        invite::{self, Uninvited},
        links::{self, MailedLink, Purpose},
        password, session,
        setup::{self, UseSetupLink},
    },
    jobs::{Done, Job, Runner, Work, Worker},
};
use std::{
    net::Ipv4Addr,
    sync::{Arc, Mutex},
};
use time::Duration;

const PASSWORD: &str = "a calm lake and seven herons";

/// Whose link which job made, if there was something to send.
type Opened = (PersonId, JobId, Option<MailedLink>);

/// Opens the links of jobs as the mailer does, and keeps them.
#[derive(Clone)]
struct Opener {
    store: services::store::Store,
    ctx: services::Ctx,
    key: LinkKey,
    opened: Arc<Mutex<Vec<Opened>>>,
    again: bool,
}

impl Worker for Opener {
    async fn work(&self, job: &Job) -> Done {
        let (person, purpose) = match job.work {
            Work::MailInvitation { person } => (person, Purpose::Invitation),
            Work::MailReset {
                person: Some(person),
            } => (person, Purpose::Reset),
            Work::MailReset { person: None } | Work::MailRules { .. } => return Done::Finished,
        };
        let link = links::open_mailed(
            &self.store,
            &self.ctx,
            &self.key,
            purpose,
            person,
            job.id,
            job.created_at,
        );
        let link = link.await.unwrap();
        self.opened.lock().unwrap().push((person, job.id, link));
        if self.again {
            Done::Later("the mail server is away".into())
        } else {
            Done::Finished
        }
    }
}

fn opener(db: &TestDb, key: &LinkKey) -> Opener {
    Opener {
        store: db.store.clone(),
        ctx: db.system(),
        key: key.clone(),
        opened: Arc::default(),
        again: false,
    }
}

/// Runs what is due; the links that were opened.
async fn mailed(db: &TestDb, opener: &Opener) -> Vec<Opened> {
    opener.opened.lock().unwrap().clear();
    Runner::new(db.store.clone(), db.clock.clone(), opener.clone())
        .run_due()
        .await
        .unwrap();
    opener.opened.lock().unwrap().clone()
}

async fn redeem(db: &TestDb, token: &str) -> Result<services::accounts::Token, Error> {
    let request = UseSetupLink {
        token: token.into(),
        password: PASSWORD.into(),
        name: String::new(),
        employee_number: String::new(),
        email: None,
    };
    request.run(&db.store, &db.system()).await
}

async fn works(db: &TestDb, token: &str) -> bool {
    setup::look(&db.store, token, db.clock.now())
        .await
        .unwrap()
        .is_some()
}

async fn reset(db: &TestDb, identifier: &str) -> ResetOutcome {
    let request = RequestReset {
        identifier: identifier.into(),
        address: Some(Ipv4Addr::new(192, 0, 2, 1).into()),
    };
    request.run(&db.store, &db.system()).await.unwrap()
}

async fn without_email(db: &TestDb, number: &str) -> PersonId {
    let add = AddPerson {
        name: "윤도현".into(),
        employee_number: number.into(),
        email: None,
        language: Language::Ko,
        time_zone: "Asia/Seoul".into(),
    };
    db.store.write(&db.system(), add).await.unwrap()
}

fn attempt(identifier: &str, password: &str, address: Ipv4Addr, known: Option<Known>) -> SignIn {
    SignIn {
        identifier: identifier.into(),
        password: password.into(),
        address: Some(address.into()),
        known,
    }
}

db_test! {
    async fn an_invitation_is_mailed_once_and_works_once(db: TestDb) {
        let hr = db.person("hb-2", Role::Hr).await;
        let person = db.person("hb-1", Role::Employee).await;
        let invite = db.store.write(&db.as_person(person), InvitePerson { person }).await;
        assert!(matches!(invite, Err(Error::Forbidden)), "{invite:?}");
        // A double click is one invitation.
        let ctx = db.as_person(hr);
        for _ in 0..2 {
            db.store.write(&ctx, InvitePerson { person }).await.unwrap();
        }
        let opener = opener(&db, &LinkKey::default());
        let sent = mailed(&db, &opener).await;
        assert_eq!(sent.len(), 1);
        let link = sent[0].2.clone().unwrap();
        assert_eq!(link.expires_at, db.clock.now() + Duration::days(7));
        assert!(mailed(&db, &opener).await.is_empty());
        let token = link.token.to_string();
        let session = redeem(&db, &token).await.unwrap();
        assert!(session::lookup(&db.store, &session, db.clock.now()).await.unwrap().is_some());
        assert!(matches!(redeem(&db, &token).await, Err(Error::NotFound)));
    }

    async fn a_mail_that_is_sent_again_holds_the_same_link(db: TestDb) {
        let person = db.person("hb-1", Role::Employee).await;
        db.store.write(&db.system(), InvitePerson { person }).await.unwrap();
        let mut opener = opener(&db, &LinkKey::default());
        opener.again = true;
        let first = mailed(&db, &opener).await;
        db.clock.advance(Duration::minutes(2));
        let second = mailed(&db, &opener).await;
        assert!(first[0].2.is_some());
        assert_eq!(first, second);
        // A newer link ends the mail that still waits, instead of a dead link arriving late.
        db.clock.advance(Duration::minutes(10));
        let newer = OpenSetup { person }.run(&db.store, &db.system()).await.unwrap();
        assert_eq!(mailed(&db, &opener).await[0].2, None);
        assert!(works(&db, &newer.to_string()).await);
    }

    async fn what_waited_too_long_is_not_sent(db: TestDb) {
        let person = db.person("hb-1", Role::Employee).await;
        setup::give_password(&db.store, &db.system(), person, PASSWORD).await.unwrap();
        let opener = opener(&db, &LinkKey::default());
        // The password was changed meanwhile.
        db.clock.advance(Duration::seconds(1));
        reset(&db, "hb-1").await;
        db.clock.advance(Duration::seconds(1));
        let change = ChangePassword { person, current: PASSWORD.into(), new: "seven herons by a quiet lake".into() };
        change.run(&db.store, &db.as_person(person)).await.unwrap();
        assert_eq!(mailed(&db, &opener).await[0].2, None);
        // The person left.
        reset(&db, "hb-1").await;
        db.store.write(&db.system(), DeactivatePerson { person, reason: "left".into() }).await.unwrap();
        assert_eq!(mailed(&db, &opener).await[0].2, None);
    }

    async fn changing_the_password_ends_a_link_under_way(db: TestDb) {
        let person = db.person("hb-1", Role::Employee).await;
        setup::give_password(&db.store, &db.system(), person, PASSWORD).await.unwrap();
        let link = OpenSetup { person }.run(&db.store, &db.system()).await.unwrap().to_string();
        assert!(works(&db, &link).await);
        let change = ChangePassword { person, current: PASSWORD.into(), new: "seven herons by a quiet lake".into() };
        change.run(&db.store, &db.as_person(person)).await.unwrap();
        assert!(!works(&db, &link).await);
    }

    async fn a_reset_reads_and_works_the_same_for_everyone(db: TestDb) {
        let person = db.person("hb-1", Role::Employee).await;
        let rows = || async {
            let jobs = db.number("SELECT CAST(count(*) AS BIGINT) FROM jobs").await;
            let counted = db.number("SELECT CAST(count(*) AS BIGINT) FROM throttles").await;
            let facts = db.number("SELECT CAST(count(*) AS BIGINT) FROM facts").await;
            let links = db.number("SELECT CAST(count(*) AS BIGINT) FROM one_time_tokens").await;
            [jobs, counted, facts, links]
        };
        let mut wrote = Vec::new();
        for identifier in ["HB-1@hanbit.example", "nobody@hanbit.example"] {
            let before = rows().await;
            assert_eq!(reset(&db, identifier).await, ResetOutcome::Accepted);
            let after = rows().await;
            wrote.push([0, 1, 2, 3].map(|i| after[i] - before[i]));
            // The address is counted once for both.
            db.sql("DELETE FROM throttles WHERE subject LIKE 'reset_address:%'").await.unwrap();
        }
        assert_eq!(wrote[0], wrote[1]);
        let sent = mailed(&db, &opener(&db, &LinkKey::default())).await;
        assert_eq!(sent.len(), 1);
        assert_eq!(sent[0].0, person);
        let link = sent[0].2.clone().unwrap();
        assert_eq!(link.expires_at, db.clock.now() + Duration::hours(1));
        db.clock.advance(Duration::hours(1));
        assert!(!works(&db, &link.token.to_string()).await);
    }

    async fn nobody_is_flooded_with_resets(db: TestDb) {
        db.person("hb-1", Role::Employee).await;
        let mut accepted = 0;
        for _ in 0..30 {
            accepted += i32::from(reset(&db, "hb-1").await == ResetOutcome::Accepted);
            db.clock.advance(Duration::seconds(1));
        }
        assert!((3..=8).contains(&accepted), "{accepted}");
        db.clock.advance(Duration::minutes(15));
        assert_eq!(reset(&db, "hb-1").await, ResetOutcome::Accepted);
    }

    async fn a_letter_has_a_code_that_is_typed(db: TestDb) {
        let hr = db.person("hb-2", Role::Hr).await;
        let person = without_email(&db, "hb-9").await;
        let by_self = PrintLetter { person }.run(&db.store, &db.as_person(person)).await;
        assert!(matches!(by_self, Err(Error::Forbidden)));
        let old = PrintLetter { person }.run(&db.store, &db.as_person(hr)).await.unwrap().to_string();
        let code = PrintLetter { person }.run(&db.store, &db.as_person(hr)).await.unwrap().to_string();
        let printed = "SELECT CAST(count(*) AS BIGINT) FROM facts WHERE kind = 'sign_in_letter_printed'";
        assert_eq!(db.number(printed).await, 2);
        assert!(!works(&db, &old).await, "the newest only");
        let typed = code.to_lowercase().replace('-', " ");
        assert!(works(&db, &typed).await);
        redeem(&db, &typed).await.unwrap();
        assert!(!works(&db, &code).await);
        let receipts = format!("SELECT CAST(count(*) AS BIGINT) FROM receipts WHERE result LIKE '%{code}%'");
        assert_eq!(db.number(&receipts).await, 0);
    }

    async fn everyone_who_has_not_signed_in_is_invited_once(db: TestDb) {
        let hr = db.person("hb-0", Role::Hr).await;
        setup::give_password(&db.store, &db.system(), hr, PASSWORD).await.unwrap();
        for n in 1..=3 {
            db.person(&format!("hb-{n}"), Role::Employee).await;
        }
        let letter = without_email(&db, "hb-9").await;
        let gone = db.person("hb-8", Role::Employee).await;
        db.store.write(&db.system(), DeactivatePerson { person: gone, reason: "left".into() }).await.unwrap();
        let ctx = || db.as_person(hr);
        let counted = invite::uninvited(&db.store, &ctx()).await.unwrap();
        assert_eq!(counted, Uninvited { by_mail: 3, lately: 0, by_letter: 1 });
        assert_eq!(invite::invite_everyone(&db.store, &ctx()).await.unwrap(), 3);
        assert_eq!(invite::invite_everyone(&db.store, &ctx()).await.unwrap(), 0, "while they wait");
        assert_eq!(mailed(&db, &opener(&db, &LinkKey::default())).await.len(), 3);
        assert_eq!(invite::invite_everyone(&db.store, &ctx()).await.unwrap(), 0, "nor on the same day");
        let counted = invite::uninvited(&db.store, &ctx()).await.unwrap();
        assert_eq!(counted, Uninvited { by_mail: 0, lately: 3, by_letter: 1 });
        assert_eq!(invite::without_mail(&db.store, &ctx(), 10).await.unwrap(), [letter]);
        db.clock.advance(Duration::hours(25));
        assert_eq!(invite::invite_everyone(&db.store, &ctx()).await.unwrap(), 3);
        let employee = db.person("hb-7", Role::Employee).await;
        let by_employee = invite::invite_everyone(&db.store, &db.as_person(employee)).await;
        assert!(matches!(by_employee, Err(Error::Forbidden)));
    }

    async fn every_attempt_verifies_exactly_one_hash(db: TestDb) {
        let known = db.person("hb-1", Role::Employee).await;
        setup::give_password(&db.store, &db.system(), known, PASSWORD).await.unwrap();
        db.person("hb-2", Role::Employee).await;
        let gone = db.person("hb-3", Role::Employee).await;
        setup::give_password(&db.store, &db.system(), gone, PASSWORD).await.unwrap();
        db.store.write(&db.system(), DeactivatePerson { person: gone, reason: "left".into() }).await.unwrap();
        let long = "가".repeat(300);
        for (identifier, typed) in [
            ("hb-1", PASSWORD),
            ("hb-1", "guess"),
            ("hb-1", long.as_str()),
            ("hb-2", PASSWORD),
            ("hb-3", PASSWORD),
            ("nobody", PASSWORD),
            ("", ""),
        ] {
            let sign_in = attempt(identifier, typed, Ipv4Addr::LOCALHOST, None);
            let (outcome, verified) = password::counting(sign_in.run(&db.store, &db.system())).await;
            assert_eq!(verified, 1, "{identifier}");
            let in_now = matches!(outcome.unwrap(), SignInOutcome::SignedIn(_));
            assert_eq!(in_now, identifier == "hb-1" && typed == PASSWORD, "{identifier}");
        }
    }

    async fn a_day_of_guessing_keeps_nobody_out_of_their_own_browser(db: TestDb) {
        let key = LinkKey::default();
        let victim = db.person("hb-1", Role::Employee).await;
        setup::give_password(&db.store, &db.system(), victim, PASSWORD).await.unwrap();
        let known = || Some(Known { mark: key.known_browser(victim), key: key.clone() });
        // Guesses from many addresses, the victim's own among them, each as soon as it may be.
        let office = Ipv4Addr::new(192, 0, 2, 1);
        for n in 0..150_u8 {
            let from = if n % 3 == 0 { office } else { Ipv4Addr::new(198, 51, 100, n) };
            let outcome = attempt("hb-1", "guess", from, None).run(&db.store, &db.system()).await.unwrap();
            assert!(!matches!(outcome, SignInOutcome::SignedIn(_)));
            db.clock.advance(Duration::seconds(61));
        }
        attempt("hb-1", "guess", office, None).run(&db.store, &db.system()).await.unwrap();
        let stranger = attempt("hb-1", PASSWORD, office, None).run(&db.store, &db.system()).await.unwrap();
        assert!(matches!(stranger, SignInOutcome::Throttled), "{stranger:?}");
        let own = attempt("hb-1", PASSWORD, office, known()).run(&db.store, &db.system()).await.unwrap();
        assert!(matches!(own, SignInOutcome::SignedIn(_)), "{own:?}");
        // Somebody else's mark, or one of another installation, opens nothing.
        let other = db.person("hb-2", Role::Employee).await;
        for mark in [key.known_browser(other), LinkKey::default().known_browser(victim)] {
            let known = Some(Known { mark, key: key.clone() });
            let outcome = attempt("hb-1", PASSWORD, office, known).run(&db.store, &db.system()).await.unwrap();
            assert!(matches!(outcome, SignInOutcome::Throttled), "{outcome:?}");
        }
        // And a known browser cannot guess for ever either.
        let mark = known();
        for _ in 0..6 {
            attempt("hb-1", "guess", office, mark.clone()).run(&db.store, &db.system()).await.unwrap();
        }
        let own = attempt("hb-1", PASSWORD, office, mark).run(&db.store, &db.system()).await.unwrap();
        assert!(matches!(own, SignInOutcome::Throttled), "{own:?}");
    }

    async fn proving_again_who_one_is_renews_the_session(db: TestDb) {
        let person = db.person("hb-1", Role::Employee).await;
        setup::give_password(&db.store, &db.system(), person, PASSWORD).await.unwrap();
        let old = session::create(&db.store, &db.system(), person).await.unwrap();
        db.clock.advance(Duration::hours(1));
        let view = session::lookup(&db.store, &old, db.clock.now()).await.unwrap().unwrap();
        let ctx = || services::Ctx { reauthenticated_at: view.reauthenticated_at, ..db.as_person(person) };
        assert!(!ctx().confirmed_lately());
        let confirm = |typed: &str| ConfirmIdentity { person, session: view.session_id, password: typed.into() };
        let wrong = confirm("guess").run(&db.store, &ctx()).await.unwrap();
        assert!(matches!(wrong, ConfirmOutcome::Refused), "{wrong:?}");
        let ConfirmOutcome::Confirmed(new) = confirm(PASSWORD).run(&db.store, &ctx()).await.unwrap() else {
            panic!("not confirmed");
        };
        assert!(session::lookup(&db.store, &old, db.clock.now()).await.unwrap().is_none());
        let after = session::lookup(&db.store, &new, db.clock.now()).await.unwrap().unwrap();
        assert_eq!(after.session_id, view.session_id);
        assert_eq!(after.reauthenticated_at, Some(db.clock.now()));
        for _ in 0..5 {
            confirm("guess").run(&db.store, &ctx()).await.unwrap();
        }
        let many = confirm(PASSWORD).run(&db.store, &ctx()).await.unwrap();
        assert!(matches!(many, ConfirmOutcome::Throttled), "{many:?}");
        let other = db.person("hb-2", Role::Employee).await;
        let stolen = ConfirmIdentity { person: other, session: view.session_id, password: PASSWORD.into() };
        setup::give_password(&db.store, &db.system(), other, PASSWORD).await.unwrap();
        assert!(matches!(stolen.run(&db.store, &db.as_person(other)).await, Err(Error::NotFound)));
    }

    async fn ones_own_devices_say_what_they_are(db: TestDb) {
        let person = db.person("hb-1", Role::Employee).await;
        let ctx = services::Ctx { device: Some("Firefox · Windows".into()), ..db.system() };
        session::create(&db.store, &ctx, person).await.unwrap();
        let own = session::own(&db.store, person, db.clock.now()).await.unwrap();
        assert_eq!(own[0].device.as_deref(), Some("Firefox · Windows"));
    }
}
