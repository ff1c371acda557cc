//! Mail against a real SMTP server: sent once, kept while the server is away, in the person's language.

use crate::{
    db::TestDb,
    smtp::{Arrived, Authority, SmtpServer, Tls},
};
use domain::{
    ids::{JobId, PersonId},
    language::Language,
};
use sea_orm::EntityTrait;
use server::{config, mail::Mailer};
use services::{
    accounts::{
        AddPerson, InvitePerson, LinkKey, RequestReset, SetLanguage, session,
        setup::{self, UseSetupLink},
    },
    ctx::Actor,
    entity::jobs,
    jobs::{Job, Runner, Work, Worker, delay, queries},
};
use time::Duration;

const ADDRESS: &str = "https://jasin.example";

fn smtp(url: &str, ca_file: &str) -> config::Smtp {
    let env = [
        ("JASIN_SMTP_URL", url),
        ("JASIN_SMTP_CA_FILE", ca_file),
        ("JASIN_MAIL_FROM", "Jasin <jasin@hanbit.example>"),
    ];
    let read = |name: &str| {
        env.iter()
            .find(|(n, _)| *n == name)
            .map(|(_, v)| (*v).to_owned())
    };
    config::parse("", read).unwrap().smtp.unwrap()
}

fn mailer(db: &TestDb, key: &LinkKey, url: &str) -> Mailer {
    mailer_trusting(db, key, url, "")
}

/// A mailer that trusts this file's authorities, too.
fn mailer_trusting(db: &TestDb, key: &LinkKey, url: &str, ca_file: &str) -> Mailer {
    let smtp = smtp(url, ca_file);
    let (store, clock) = (db.store.clone(), db.clock.clone());
    Mailer::new(store, clock, key.clone(), ADDRESS.into(), Some(&smtp)).unwrap()
}

fn runner(db: &TestDb, mailer: Mailer) -> Runner<Mailer> {
    Runner::new(db.store.clone(), db.clock.clone(), mailer)
}

async fn invite(db: &TestDb, person: PersonId) {
    db.store
        .write(&db.system(), InvitePerson { person })
        .await
        .unwrap();
}

async fn add(db: &TestDb, number: &str, email: Option<&str>, language: Language) -> PersonId {
    let add = AddPerson {
        name: if language == Language::Ko {
            "김민지".into()
        } else {
            "Emma Clarke".into()
        },
        employee_number: number.into(),
        email: email.map(str::to_owned),
        language,
        time_zone: "Asia/Seoul".into(),
    };
    db.store.write(&db.system(), add).await.unwrap()
}

/// The token of the link in a mail.
fn token(mail: &Arrived) -> String {
    let rest = mail
        .text
        .split(&format!("{ADDRESS}/set-up/"))
        .nth(1)
        .unwrap();
    rest.split_whitespace().next().unwrap().to_owned()
}

/// What an administrator sees of what did not go well.
async fn troubles(db: &TestDb) -> (Vec<String>, Vec<String>) {
    let page = queries::page(&db.store, &db.system()).await.unwrap();
    let errors = |rows: Vec<queries::JobRow>| rows.into_iter().filter_map(|r| r.error).collect();
    (errors(page.again), errors(page.failed))
}

async fn an_invitation_arrives_once_in_the_persons_language(db: TestDb) {
    let server = SmtpServer::start();
    let runner = runner(&db, mailer(&db, &LinkKey::default(), &server.url("")));
    let ko = add(&db, "hb-1", Some("minji@hanbit.example"), Language::Ko).await;
    invite(&db, ko).await;
    runner.run_due().await.unwrap();
    let en = add(&db, "hb-2", Some("emma@hanbit.example"), Language::En).await;
    invite(&db, en).await;
    // The language at the time of sending counts.
    let actor = services::Ctx {
        actor: Actor::Person(en),
        ..db.system()
    };
    db.store
        .write(
            &actor,
            SetLanguage {
                person: en,
                language: Language::En,
            },
        )
        .await
        .unwrap();
    runner.run_due().await.unwrap();
    assert_eq!(runner.run_due().await.unwrap(), 0);
    let mails = server.arrived();
    assert_eq!(mails.len(), 2);
    assert_eq!(mails[0].to, ["minji@hanbit.example"]);
    assert!(mails[0].from.contains("jasin@hanbit.example") && mails[0].from.contains("Jasin"));
    assert!(mails[0].text.contains("김민지 님") && mails[0].html.contains("lang=\"ko\""));
    assert!(mails[1].text.contains("Emma Clarke") && mails[1].html.contains("lang=\"en\""));
    assert_ne!(mails[0].subject, mails[1].subject);
    assert_eq!(mails[0].auto_submitted, "auto-generated");
    assert!(mails[0].date.contains("24 Nov 2026"), "{}", mails[0].date);
    assert!(
        mails[0].message_id.ends_with("@hanbit.example>"),
        "{}",
        mails[0].message_id
    );
    assert!(mails[0].html.contains(&token(&mails[0])));
    let request = UseSetupLink {
        token: token(&mails[0]),
        password: "a calm lake and seven herons".into(),
        name: String::new(),
        employee_number: String::new(),
        email: None,
    };
    let signed_in = request.run(&db.store, &db.system()).await.unwrap();
    let view = session::lookup(&db.store, &signed_in, db.clock.now())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(view.person.id, ko);
}

async fn a_mail_waits_while_the_server_refuses_or_is_away(db: TestDb) {
    let server = SmtpServer::start();
    let key = LinkKey::default();
    let person = add(&db, "hb-1", Some("minji@hanbit.example"), Language::Ko).await;
    invite(&db, person).await;
    // Nothing listens on port 1.
    runner(&db, mailer(&db, &key, "smtp://127.0.0.1:1"))
        .run_due()
        .await
        .unwrap();
    let (again, failed) = troubles(&db).await;
    assert_eq!((again.len(), failed.len()), (1, 0));
    let runner = runner(&db, mailer(&db, &key, &server.url("")));
    db.clock.advance(delay(1, 255));
    server.refuse_for_now(true);
    assert_eq!(runner.run_due().await.unwrap(), 1);
    let (again, _) = troubles(&db).await;
    assert!(again[0].contains("try again later"), "{again:?}");
    server.refuse_for_now(false);
    db.clock.advance(delay(2, 0) - Duration::seconds(1));
    assert_eq!(runner.run_due().await.unwrap(), 0, "the wait is not over");
    assert!(server.arrived().is_empty());
    db.clock.advance(Duration::minutes(1));
    assert_eq!(runner.run_due().await.unwrap(), 1);
    let mails = server.arrived();
    assert_eq!(mails.len(), 1);
    assert!(
        setup::look(&db.store, &token(&mails[0]), db.clock.now())
            .await
            .unwrap()
            .is_some()
    );
}

async fn a_crash_between_sending_and_marking_loses_nothing(db: TestDb) {
    let server = SmtpServer::start();
    let key = LinkKey::default();
    let person = add(&db, "hb-1", Some("minji@hanbit.example"), Language::Ko).await;
    invite(&db, person).await;
    let row = jobs::Entity::find()
        .one(db.store.read())
        .await
        .unwrap()
        .unwrap();
    // It was sent, and the process ended before anybody wrote that down.
    let job = Job {
        id: JobId::from_uuid(row.id),
        work: Work::MailInvitation { person },
        attempt: 1,
        created_at: db.clock.now(),
    };
    mailer(&db, &key, &server.url("")).work(&job).await;
    assert_eq!(server.arrived().len(), 1);
    // After the restart, with the key that the signing key gives again.
    db.clock.advance(Duration::minutes(1));
    runner(&db, mailer(&db, &key, &server.url("")))
        .run_due()
        .await
        .unwrap();
    let mails = server.arrived();
    assert_eq!(mails.len(), 2);
    assert_eq!(
        mails[0].message_id, mails[1].message_id,
        "mail programs show it once"
    );
    assert_eq!(token(&mails[0]), token(&mails[1]));
    assert!(
        setup::look(&db.store, &token(&mails[0]), db.clock.now())
            .await
            .unwrap()
            .is_some()
    );
}

async fn what_cannot_arrive_is_given_up_visibly(db: TestDb) {
    let server = SmtpServer::start();
    let person = add(&db, "hb-1", Some("never@hanbit.example"), Language::Ko).await;
    invite(&db, person).await;
    runner(&db, mailer(&db, &LinkKey::default(), &server.url("")))
        .run_due()
        .await
        .unwrap();
    let (again, failed) = troubles(&db).await;
    assert_eq!(again.len(), 0);
    assert!(failed[0].contains("no such mailbox"), "{failed:?}");
}

async fn a_wrong_password_of_ours_holds_the_mail_back(db: TestDb) {
    let server = SmtpServer::asking("s3cret/with@signs");
    let key = LinkKey::default();
    let person = add(&db, "hb-1", Some("minji@hanbit.example"), Language::Ko).await;
    invite(&db, person).await;
    runner(&db, mailer(&db, &key, &server.url("jasin:wrong@")))
        .run_due()
        .await
        .unwrap();
    let (again, failed) = troubles(&db).await;
    assert_eq!((again.len(), failed.len()), (1, 0), "{again:?} {failed:?}");
    assert!(!again[0].contains("wrong"), "{again:?}");
    db.clock.advance(Duration::minutes(1));
    let right = server.url("jasin:s3cret%2Fwith%40signs@");
    runner(&db, mailer(&db, &key, &right))
        .run_due()
        .await
        .unwrap();
    assert_eq!(server.arrived().len(), 1);
}

async fn a_reset_goes_to_the_account_only(db: TestDb) {
    let server = SmtpServer::start();
    add(&db, "hb-1", Some("minji@hanbit.example"), Language::Ko).await;
    add(&db, "hb-2", None, Language::Ko).await;
    let runner = runner(&db, mailer(&db, &LinkKey::default(), &server.url("")));
    for identifier in ["nobody@hanbit.example", "hb-2", "HB-1"] {
        let request = RequestReset {
            identifier: identifier.into(),
            address: None,
        };
        request.run(&db.store, &db.system()).await.unwrap();
    }
    assert_eq!(runner.run_due().await.unwrap(), 3);
    let mails = server.arrived();
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].to, ["minji@hanbit.example"]);
    let left = db
        .number("SELECT CAST(count(*) AS BIGINT) FROM jobs WHERE done_at IS NULL")
        .await;
    assert_eq!(left, 0);
    let told = db
        .number("SELECT CAST(count(*) AS BIGINT) FROM jobs WHERE payload <> '{}'")
        .await;
    assert_eq!(told, 0, "what was done is forgotten");
}

/// Sends the waiting mail over an encrypted connection to a server of the company's own authority, which vouches for it
/// under this name.
async fn over_tls(
    db: &TestDb,
    key: &LinkKey,
    (tls, host, trusted): (Tls, &str, bool),
) -> SmtpServer {
    let folder = tempfile::tempdir().unwrap();
    let (company, other) = (Authority::new("Hanbit"), Authority::new("Elsewhere"));
    let server = SmtpServer::encrypting(tls, &company, host);
    let file = folder.path().join("ca.pem");
    if trusted { &company } else { &other }.write(&file);
    let (url, file) = (server.url_encrypted(tls), file.display().to_string());
    let mailer = mailer_trusting(db, key, &url, &file);
    assert_eq!(runner(db, mailer).run_due().await.unwrap(), 1);
    server
}

async fn a_server_of_the_companys_own_authority_gets_mail_encrypted(db: TestDb) {
    for (tls, number) in [(Tls::Offered, "hb-1"), (Tls::Always, "hb-2")] {
        let email = format!("{number}@hanbit.example");
        let person = add(&db, number, Some(&email), Language::Ko).await;
        invite(&db, person).await;
        let server = over_tls(&db, &LinkKey::default(), (tls, "127.0.0.1", true)).await;
        let mails = server.arrived();
        assert_eq!(mails.len(), 1, "{tls:?}: {:?}", troubles(&db).await);
        assert!(mails[0].encrypted, "{tls:?}");
    }
}

async fn mail_waits_rather_than_going_to_a_server_nobody_vouches_for(db: TestDb) {
    let person = add(&db, "hb-1", Some("minji@hanbit.example"), Language::Ko).await;
    invite(&db, person).await;
    let (key, mut attempt) = (LinkKey::default(), 0);
    for tls in [Tls::Offered, Tls::Always] {
        for (host, trusted, why) in [
            ("127.0.0.1", false, "UnknownIssuer"),
            ("mail.elsewhere.example", true, "not valid for name"),
        ] {
            let server = over_tls(&db, &key, (tls, host, trusted)).await;
            assert_eq!(server.arrived(), [], "{tls:?} {host}");
            let (again, failed) = troubles(&db).await;
            assert_eq!(
                (again.len(), failed.len()),
                (1, 0),
                "{tls:?} {host} {failed:?}"
            );
            assert!(again[0].contains(why), "{tls:?} {host}: {again:?}");
            attempt += 1;
            db.clock.advance(delay(attempt, 255));
        }
    }
    // Whoever sits between strips the offer of encryption.
    let plain = SmtpServer::start();
    let url = plain.url_encrypted(Tls::Offered);
    let mailer = mailer(&db, &key, &url);
    assert_eq!(runner(&db, mailer).run_due().await.unwrap(), 1);
    let (again, failed) = troubles(&db).await;
    assert_eq!((again.len(), failed.len()), (1, 0), "{again:?} {failed:?}");
    assert!(plain.arrived().is_empty());
    db.clock.advance(delay(attempt + 1, 255));
    let server = over_tls(&db, &key, (Tls::Always, "127.0.0.1", true)).await;
    assert_eq!(server.arrived().len(), 1, "it was not lost");
}

/// Runs each on both databases.
macro_rules! on_both {
    ($($name:ident),+ $(,)?) => {$(
        mod $name {
            use super::*;
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                super::$name(TestDb::sqlite().await).await;
            }
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                super::$name(TestDb::postgres().await).await;
            }
        }
    )+};
}

on_both!(
    an_invitation_arrives_once_in_the_persons_language,
    a_mail_waits_while_the_server_refuses_or_is_away,
    a_crash_between_sending_and_marking_loses_nothing,
    what_cannot_arrive_is_given_up_visibly,
    a_wrong_password_of_ours_holds_the_mail_back,
    a_reset_goes_to_the_account_only,
    a_server_of_the_companys_own_authority_gets_mail_encrypted,
    mail_waits_rather_than_going_to_a_server_nobody_vouches_for,
);
