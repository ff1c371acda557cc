//! Marks: set and lifted on what has its answer, by its owner alone, and counted as nothing.

use crate::{
    assessment::{answer, events, learner, slug, start, texts, turn},
    support::{TestDb, db_test},
};
use domain::{accounts::Role, audit::record::FactRecord, ids::AttemptId};
use sea_orm::EntityTrait;
use services::{
    Ctx, Error,
    assessment::{
        Answered, FlagItem,
        queries::{Feedback, Now, Outcomes, now, part_states, result},
    },
    ctx::Actor,
    entity::facts,
};

fn flag(attempt: AttemptId, item: &str, on: bool) -> FlagItem {
    let item = item.into();
    FlagItem { attempt, item, on }
}

/// A learner who answered the first of the two questions.
async fn answered(db: &TestDb) -> (Ctx, AttemptId) {
    let (_, ctx) = learner(db).await;
    let attempt = start(db, &ctx, "check").await;
    let given = answer(attempt, "one", &["no"]);
    db.store.write(&ctx.with_new_key(), given).await.unwrap();
    (ctx, attempt)
}

/// Whether it changed anything.
async fn set(db: &TestDb, ctx: &Ctx, attempt: AttemptId, on: bool) -> bool {
    let command = flag(attempt, "one", on);
    let done = db.store.write(&ctx.with_new_key(), command).await;
    done.unwrap().changed
}

async fn shown(db: &TestDb, ctx: &Ctx, attempt: AttemptId) -> Feedback {
    let (_, page) = now(&db.store, ctx, attempt, Some("one")).await.unwrap();
    let Now::Feedback(feedback) = page else {
        panic!("{page:?}")
    };
    feedback
}

/// The facts of marks, as they were said.
async fn said(db: &TestDb) -> Vec<String> {
    let rows = facts::Entity::find().all(db.store.read()).await.unwrap();
    let rows = rows.into_iter().filter(|row| row.kind == "item_flagged");
    let on = |row: facts::Model| {
        FactRecord::from_canonical_bytes(&row.body).unwrap().codes["on"].clone()
    };
    rows.map(on).collect()
}

db_test! {
    async fn a_mark_is_set_and_lifted_and_set_again(db: TestDb) {
        let (ctx, attempt) = answered(&db).await;
        assert!(!shown(&db, &ctx, attempt).await.flagged);
        for on in [true, false, true] {
            assert!(set(&db, &ctx, attempt, on).await);
            assert_eq!(shown(&db, &ctx, attempt).await.flagged, on);
            // What stands so already is fine, and no second event.
            assert!(!set(&db, &ctx, attempt, on).await);
        }
        assert_eq!(events(&db).await, 4);
        let mut said = said(&db).await;
        said.sort();
        assert_eq!(said, ["false", "true", "true"]);
    }

    async fn one_submission_sent_twice_is_one_mark(db: TestDb) {
        let (ctx, attempt) = answered(&db).await;
        let ctx = ctx.with_new_key();
        for _ in 0..2 {
            let done = db.store.write(&ctx, flag(attempt, "one", true)).await.unwrap();
            assert!(done.changed);
        }
        let other = db.store.write(&ctx, flag(attempt, "one", false)).await;
        assert!(matches!(other, Err(Error::Conflict(_))), "{other:?}");
        assert_eq!(events(&db).await, 2);
    }

    async fn two_windows_at_once_set_one_mark(db: TestDb) {
        let (ctx, attempt) = answered(&db).await;
        let both = [(); 2].map(|()| {
            let (store, ctx) = (db.store.clone(), ctx.with_new_key());
            tokio::spawn(async move { store.write(&ctx, flag(attempt, "one", true)).await })
        });
        let mut changed = 0;
        for one in both {
            changed += usize::from(one.await.unwrap().unwrap().changed);
        }
        assert_eq!((changed, events(&db).await, said(&db).await.len()), (1, 2, 1));
    }

    async fn what_is_not_ones_own_or_has_no_answer_is_not_found(db: TestDb) {
        let (ctx, attempt) = answered(&db).await;
        let talk = start(&db, &ctx, "talk").await;
        db.store.write(&ctx.with_new_key(), turn(talk, 0, "open", "ask")).await.unwrap();
        let before = events(&db).await;
        let mut refused = vec![
            (ctx.clone(), flag(attempt, "two", true)),
            (ctx.clone(), flag(attempt, "none", true)),
            (ctx.clone(), flag(talk, "open", true)),
        ];
        for (number, role) in [("HB-2", Role::Employee), ("HB-3", Role::Hr), ("HB-4", Role::Administrator)] {
            let other = db.as_person(db.person(number, role).await);
            refused.push((other, flag(attempt, "one", true)));
        }
        for (who, command) in refused {
            let what = format!("{command:?}");
            let done = db.store.write(&who.with_new_key(), command).await;
            assert!(matches!(done, Err(Error::NotFound)), "{what}: {done:?}");
        }
        assert_eq!((events(&db).await, said(&db).await.len()), (before, 0));
    }

    async fn a_mark_is_no_answer_and_outlives_the_end(db: TestDb) {
        let (ctx, attempt) = answered(&db).await;
        assert!(set(&db, &ctx, attempt, true).await);
        let (_, page) = now(&db.store, &ctx, attempt, None).await.unwrap();
        let Now::Question(next) = page else { panic!("{page:?}") };
        assert_eq!((next.item.as_str(), next.total), ("two", 2));
        let last = answer(attempt, "two", &["a", "c"]);
        let last = db.store.write(&ctx.with_new_key(), last).await.unwrap();
        assert_eq!(last, Answered { counts: true, finished: true, late: false });

        let review = || async {
            let (_, outcomes) = result(&db.store, &ctx, attempt).await.unwrap();
            let Some(Outcomes::Quiz(review)) = outcomes else { panic!("{outcomes:?}") };
            let flagged = |item: &&Feedback| item.flagged;
            let flagged: Vec<_> = review.items.iter().filter(flagged).map(|i| i.item.clone()).collect();
            (review.result.right, review.result.total, flagged)
        };
        assert_eq!(review().await, (1, 2, vec!["one".to_owned()]));
        assert!(set(&db, &ctx, attempt, false).await);
        assert_eq!(review().await, (1, 2, vec![]));
        assert!(set(&db, &ctx, attempt, true).await);

        let kinds = texts(&db, "SELECT kind FROM attempt_events ORDER BY seq").await;
        assert_eq!(kinds, ["answered", "flagged", "answered", "finished", "flagged", "flagged"]);
        // The end is still the end, and the next attempt begins without marks.
        let Actor::Person(person) = ctx.actor else { panic!("{ctx:?}") };
        let states = part_states(db.store.read(), person, &slug("fixture")).await.unwrap();
        assert_eq!((states[1].finished, states[1].open_attempt, states[1].score_percent), (true, None, Some(50)));
        let second = start(&db, &ctx, "check").await;
        assert_ne!(second, attempt);
        db.store.write(&ctx.with_new_key(), answer(second, "one", &["yes"])).await.unwrap();
        assert!(!shown(&db, &ctx, second).await.flagged);
    }
}
