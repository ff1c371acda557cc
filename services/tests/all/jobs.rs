//! The outbox: what was committed is done, once as people see it.

use crate::support::{TestDb, db_test};
use domain::{accounts::Role, ids::JobId};
use serde::Serialize;
use services::{
    Error, Result,
    jobs::{Done, Job, LEASE, MAX_ATTEMPTS, RetryJob, Runner, Work, Worker, delay, queries},
    store::{Command, Tx},
};
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};
use time::Duration;

/// Wants something done; the transaction may fail afterwards.
#[derive(Serialize)]
struct Want {
    times: usize,
    fail: bool,
}

impl Command for Want {
    const NAME: &'static str = "want";
    type Output = Vec<JobId>;

    async fn run(&self, tx: &Tx) -> Result<Vec<JobId>> {
        let mut ids = Vec::new();
        for _ in 0..self.times {
            ids.push(tx.enqueue(&Work::MailReset { person: None }).await?);
        }
        if self.fail {
            return Err(Error::Forbidden);
        }
        Ok(ids)
    }
}

/// Remembers which jobs came, and answers as told; then with success.
#[derive(Clone, Default)]
struct Script {
    seen: Arc<Mutex<Vec<(JobId, i32)>>>,
    answers: Arc<Mutex<VecDeque<Done>>>,
}

impl Script {
    fn of(answers: impl IntoIterator<Item = Done>) -> Self {
        Self {
            answers: Arc::new(Mutex::new(answers.into_iter().collect())),
            ..Self::default()
        }
    }

    fn seen(&self) -> Vec<(JobId, i32)> {
        self.seen.lock().unwrap().clone()
    }
}

impl Worker for Script {
    async fn work(&self, job: &Job) -> Done {
        self.seen.lock().unwrap().push((job.id, job.attempt));
        let answer = self.answers.lock().unwrap().pop_front();
        match answer {
            Some(Done::Never(why)) if why == "panic" => panic!("as asked"),
            other => other.unwrap_or(Done::Finished),
        }
    }
}

fn runner(db: &TestDb, script: &Script) -> Runner<Script> {
    Runner::new(db.store.clone(), db.clock.clone(), script.clone())
}

async fn want(db: &TestDb, times: usize) -> Vec<JobId> {
    db.store
        .write(&db.system(), Want { times, fail: false })
        .await
        .unwrap()
}

fn later(why: &str) -> Done {
    Done::Later(why.into())
}

/// The longest wait that can follow an attempt.
fn longest(attempt: i32) -> Duration {
    delay(attempt, 255) + Duration::milliseconds(1)
}

db_test! {
    async fn what_was_rolled_back_is_never_done(db: TestDb) {
        let failed = db.store.write(&db.system(), Want { times: 3, fail: true }).await;
        assert!(matches!(failed, Err(Error::Forbidden)));
        let script = Script::default();
        assert_eq!(runner(&db, &script).run_due().await.unwrap(), 0);
        let ids = want(&db, 1).await;
        assert_eq!(runner(&db, &script).run_due().await.unwrap(), 1);
        assert_eq!(runner(&db, &script).run_due().await.unwrap(), 0);
        assert_eq!(script.seen(), [(ids[0], 1)]);
    }

    async fn many_runners_do_each_job_once(db: TestDb) {
        let mut wanted = want(&db, 40).await;
        let script = Script::default();
        let runners = (0..6).map(|_| {
            let runner = runner(&db, &script);
            tokio::spawn(async move { runner.run_due().await })
        });
        for one in runners.collect::<Vec<_>>() {
            one.await.unwrap().unwrap();
        }
        // Somebody may have looked while the rest was taken: nothing is left.
        runner(&db, &script).run_due().await.unwrap();
        let mut seen: Vec<JobId> = script.seen().into_iter().map(|(id, _)| id).collect();
        seen.sort_unstable();
        wanted.sort_unstable();
        assert_eq!(seen, wanted);
    }

    async fn a_failure_waits_longer_each_time(db: TestDb) {
        let id = want(&db, 1).await[0];
        let script = Script::of([later("busy"), later("busy")]);
        let runner = runner(&db, &script);
        for attempt in 1..=2 {
            assert_eq!(runner.run_due().await.unwrap(), 1);
            db.clock.advance(delay(attempt, 0) - Duration::seconds(1));
            assert_eq!(runner.run_due().await.unwrap(), 0, "too early after attempt {attempt}");
            db.clock.advance(longest(attempt) - delay(attempt, 0) + Duration::seconds(1));
        }
        assert_eq!(runner.run_due().await.unwrap(), 1);
        assert_eq!(script.seen(), [(id, 1), (id, 2), (id, 3)]);
        db.clock.advance(Duration::days(1));
        assert_eq!(runner.run_due().await.unwrap(), 0);
    }

    async fn what_cannot_succeed_is_given_up_visibly_and_can_be_tried_again(db: TestDb) {
        let admin = db.person("hb-0", Role::Administrator).await;
        let hr = db.person("hb-1", Role::Hr).await;
        let id = want(&db, 1).await[0];
        let script = Script::of([Done::Never("550 no such mailbox".into())]);
        let runner = runner(&db, &script);
        runner.run_due().await.unwrap();
        let page = queries::page(&db.store, &db.as_person(admin)).await.unwrap();
        assert_eq!((page.waiting, page.failed.len()), (0, 1));
        assert_eq!(page.failed[0].error.as_deref(), Some("550 no such mailbox"));
        assert_eq!(queries::given_up(&db.store).await.unwrap(), 1);
        assert!(matches!(queries::page(&db.store, &db.as_person(hr)).await, Err(Error::Forbidden)));
        let by_hr = db.store.write(&db.as_person(hr), RetryJob { job: id }).await;
        assert!(matches!(by_hr, Err(Error::Forbidden)));
        db.store.write(&db.as_person(admin), RetryJob { job: id }).await.unwrap();
        assert_eq!(runner.run_due().await.unwrap(), 1);
        let page = queries::page(&db.store, &db.as_person(admin)).await.unwrap();
        assert_eq!((page.done, page.failed.len()), (1, 0));
    }

    async fn after_so_many_attempts_it_is_given_up(db: TestDb) {
        want(&db, 1).await;
        let script = Script::of((0..100).map(|_| later("busy")));
        let runner = runner(&db, &script);
        for attempt in 1..=MAX_ATTEMPTS {
            assert_eq!(runner.run_due().await.unwrap(), 1, "attempt {attempt}");
            db.clock.advance(longest(attempt));
        }
        assert_eq!(runner.run_due().await.unwrap(), 0);
        assert_eq!(queries::given_up(&db.store).await.unwrap(), 1);
    }

    async fn a_crash_or_a_panic_in_the_middle_loses_nothing(db: TestDb) {
        let id = want(&db, 1).await[0];
        // A runner that took it and was killed: the job is leased and nobody settles it.
        let taken = format!(
            "UPDATE jobs SET attempts = 1, lease_until = {}",
            domain::audit::canonical::micros(db.clock.now() + LEASE)
        );
        assert_eq!(db.sql(&taken).await.unwrap(), 1);
        let script = Script::of([Done::Never("panic".into())]);
        let runner = runner(&db, &script);
        assert_eq!(runner.run_due().await.unwrap(), 0, "it is still leased");
        db.clock.advance(LEASE);
        assert_eq!(runner.run_due().await.unwrap(), 1);
        db.clock.advance(longest(2));
        assert_eq!(runner.run_due().await.unwrap(), 1);
        assert_eq!(script.seen(), [(id, 2), (id, 3)]);
        assert_eq!(db.number("SELECT CAST(count(*) AS BIGINT) FROM jobs WHERE done_at IS NOT NULL").await, 1);
    }

    async fn a_runner_stops_when_asked(db: TestDb) {
        want(&db, 1).await;
        let script = Script::default();
        let (stop, stopped) = tokio::sync::watch::channel(false);
        let running = tokio::spawn(runner(&db, &script).run(stopped));
        stop.send_replace(true);
        running.await.unwrap();
        assert!(script.seen().len() <= 1);
        runner(&db, &script).run_due().await.unwrap();
        assert_eq!(script.seen().len(), 1);
    }
}
