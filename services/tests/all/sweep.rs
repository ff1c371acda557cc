//! What is over is forgotten, in small pieces; what counts, and what is in use, is not.

use crate::{
    accounts_organisation::group,
    support::{TestDb, db_test},
};
use domain::{accounts::Role, audit::canonical::micros};
use sea_orm::ActiveValue::Set;
use serde::Serialize;
use services::{
    Ctx, Error,
    accounts::{
        InvitePerson, OpenSetup,
        import::{self, UploadImport},
        session,
    },
    entity::throttles,
    store::{Command, Tx},
    sweep::Sweeper,
};
use time::Duration;

const FILE: &str = "employee_number,name,legal_entity,department,job_role,location,from\n\
                    P1,하나,HBP,SALES,MR,Seoul,2026-12-01\nP2,둘,HBP,SALES,MR,Seoul,2026-12-01\n";

async fn rows(db: &TestDb, table: &str) -> i64 {
    let sql = format!("SELECT CAST(count(*) AS BIGINT) FROM {table}");
    db.number(&sql).await
}

async fn sweep(db: &TestDb) -> u64 {
    Sweeper::new(db.store.clone(), db.clock.clone())
        .sweep()
        .await
        .unwrap()
}

/// Counts failures of many at once, as a flood of guesses does.
#[derive(Serialize)]
struct Flood(u32);

impl Command for Flood {
    const NAME: &'static str = "flood";
    type Output = ();

    async fn run(&self, tx: &Tx) -> services::Result<()> {
        for n in 0..self.0 {
            tx.insert(throttles::ActiveModel {
                subject: Set(format!("pair:{n}")),
                failures: Set(1),
                failed_at: Set(micros(tx.now())),
            })
            .await?;
        }
        Ok(())
    }
}

/// Confirms an import of which the last command is refused, because its key was used before.
async fn give_up(db: &TestDb, file: &str) {
    let upload = UploadImport::of(file.as_bytes(), "file").unwrap();
    let id = db.store.write(&db.system(), upload).await.unwrap();
    let (plan, _) = import::preview(&db.store, &db.system(), id).await.unwrap();
    let used = db.system();
    db.store.write(&used, Flood(0)).await.unwrap();
    let answer = import::confirm(&db.store, &used, id, &plan.hash).await;
    assert!(matches!(answer, Err(Error::Conflict(_))), "{answer:?}");
}

db_test! {
    async fn sessions_links_jobs_and_throttles_go_when_they_are_over(db: TestDb) {
        let hr = db.person("hr", Role::Hr).await;
        let new = db.person("new", Role::Employee).await;
        db.store.write(&db.as_person(hr), InvitePerson { person: new }).await.unwrap();
        db.sql(&format!("UPDATE jobs SET done_at = {}", micros(db.clock.now()))).await.unwrap();
        OpenSetup { person: new }.run(&db.store, &db.as_person(hr)).await.unwrap();
        session::create(&db.store, &db.system(), hr).await.unwrap();
        db.store.write(&db.system(), Flood(1_200)).await.unwrap();
        assert_eq!(sweep(&db).await, 0);

        db.clock.advance(Duration::hours(8));
        session::create(&db.store, &db.system(), new).await.unwrap();
        assert_eq!((rows(&db, "throttles").await, rows(&db, "sessions").await), (1_200, 2));
        assert_eq!(sweep(&db).await, 1_200);
        assert_eq!((rows(&db, "throttles").await, rows(&db, "sessions").await), (0, 2));
        db.clock.advance(Duration::seconds(1));
        sweep(&db).await;
        assert_eq!(rows(&db, "sessions").await, 1);

        assert_eq!((rows(&db, "jobs").await, rows(&db, "one_time_tokens").await), (1, 1));
        db.clock.advance(Duration::days(60));
        sweep(&db).await;
        assert_eq!((rows(&db, "jobs").await, rows(&db, "one_time_tokens").await), (0, 0));
    }

    async fn a_submission_is_remembered_for_thirty_days_and_the_programs_own_for_one(db: TestDb) {
        let hr = db.person("hr", Role::Hr).await;
        let new = db.person("new", Role::Employee).await;
        let ctx = db.as_person(hr);
        let by = |actor: &str| format!("receipts WHERE actor LIKE '{actor}:%'");
        db.store.write(&ctx, InvitePerson { person: new }).await.unwrap();
        assert_eq!((rows(&db, &by("person")).await, sweep(&db).await), (1, 0));
        db.clock.advance(Duration::days(30));
        assert!(sweep(&db).await > 0);
        // What is left of the program's own is what the sweeper has just done.
        let own = rows(&db, &by("system")).await;
        assert_eq!(own, rows(&db, "receipts WHERE actor = 'system:sweeper'").await);
        db.store.write(&ctx, InvitePerson { person: new }).await.unwrap();
        assert_eq!((rows(&db, &by("person")).await, rows(&db, "jobs").await), (1, 1));
        db.clock.advance(Duration::seconds(1));
        sweep(&db).await;
        assert_eq!(rows(&db, &by("person")).await, 0);
    }

    async fn what_an_import_put_aside_goes_unless_it_counts(db: TestDb) {
        group(&db).await;
        give_up(&db, FILE).await;
        let upload = UploadImport::of(FILE.as_bytes(), "file").unwrap();
        let id = db.store.write(&db.system(), upload).await.unwrap();
        let (plan, _) = import::preview(&db.store, &db.system(), id).await.unwrap();
        let ctx: Ctx = db.system();
        import::confirm(&db.store, &ctx, id, &plan.hash).await.unwrap();
        assert_eq!((rows(&db, "import_people").await, rows(&db, "import_employments").await), (4, 4));
        // Somebody may be in the middle of it.
        db.clock.advance(Duration::days(1));
        sweep(&db).await;
        assert_eq!((rows(&db, "import_people").await, rows(&db, "imports").await), (4, 2));
        db.clock.advance(Duration::seconds(2));
        sweep(&db).await;
        assert_eq!((rows(&db, "import_people").await, rows(&db, "import_employments").await), (2, 2));
        assert_eq!((rows(&db, "imports").await, rows(&db, "people").await), (0, 2));
        let kept = "import_people s JOIN people p ON p.id = s.person_id";
        assert_eq!(rows(&db, kept).await, 2);
        assert_eq!(rows(&db, "facts WHERE kind = 'people_import_forgotten'").await, 1);
        assert_eq!(sweep(&db).await, 0);
    }

    async fn a_sweeper_stops_when_asked(db: TestDb) {
        let (stop, stopped) = tokio::sync::watch::channel(false);
        let running = tokio::spawn(Sweeper::new(db.store.clone(), db.clock.clone()).run(stopped));
        stop.send_replace(true);
        running.await.unwrap();
    }
}
