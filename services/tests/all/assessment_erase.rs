//! Erasing what is one's own: all of it goes that is over, what is evidence stays and verifies, and nobody else is touched.

use crate::{
    accounts_changes::merge,
    assessment::{answer, events, learner, learner_of, library_with, slug, start, texts, turn},
    assessment_decisions::{DECISION, sure},
    assessment_refresher::{begin, count, give, quiz},
    audit::{key, sealed},
    support::{TestDb, db_test},
};
use domain::{accounts::Role, assessment::Certainty, audit::record::FactRecord};
use sea_orm::EntityTrait;
use services::{
    Ctx, Error,
    assessment::{
        EraseConfidence, Erased, GiveSelfEfficacy,
        queries::{Outcomes, calibration, result},
    },
    entity::facts,
};
use std::collections::BTreeMap;
use time::Duration;

/// Says one number of one task, before the course is begun.
async fn say(db: &TestDb, ctx: &Ctx) {
    let command = GiveSelfEfficacy {
        course: slug("fixture"),
        moment: "before".into(),
        tasks: [("own_work", "30".to_owned())].into(),
    };
    let given = db.store.write(&ctx.with_new_key(), command).await.unwrap();
    assert!(given.counts);
}

async fn erase(db: &TestDb, ctx: &Ctx) -> Erased {
    let done = db.store.write(&ctx.with_new_key(), EraseConfidence).await;
    done.unwrap()
}

/// The codes of the facts of erasing.
async fn said(db: &TestDb) -> Vec<BTreeMap<String, String>> {
    let rows = facts::Entity::find().all(db.store.read()).await.unwrap();
    let rows = rows
        .into_iter()
        .filter(|row| row.kind == "confidence_erased");
    rows.map(|row| FactRecord::from_canonical_bytes(&row.body).unwrap().codes)
        .collect()
}

async fn bodies(db: &TestDb) -> Vec<String> {
    texts(db, "SELECT body FROM attempt_events ORDER BY id").await
}

db_test! {
    async fn what_is_ones_own_goes_and_what_is_evidence_stays(db: TestDb) {
        let (_, ctx) = learner(&db).await;
        say(&db, &ctx).await;
        quiz(&db, &ctx).await;
        let attempt = start(&db, &ctx, "check").await;
        for (item, choices) in [("one", vec!["yes"]), ("two", vec!["a", "c"])] {
            db.store.write(&ctx.with_new_key(), answer(attempt, item, &choices)).await.unwrap();
        }
        let before = bodies(&db).await;
        let erased = erase(&db, &ctx).await;
        assert_eq!(erased, Erased { certainties: 4, self_efficacies: 1, memories: 2, refresher_questions: 0 });
        for table in ["attempt_certainties", "self_efficacies", "refresher_memories", "refresher_questions"] {
            assert_eq!(count(&db, table).await, 0, "{table}");
        }
        assert_eq!(bodies(&db).await, before);
        let (_, outcomes) = result(&db.store, &ctx, attempt).await.unwrap();
        let Some(Outcomes::Quiz(review)) = outcomes else { panic!("{outcomes:?}") };
        assert_eq!((review.result.right, review.result.passed, review.marks), (2, true, 0));
        assert!(review.items.iter().all(|item| item.certainty.is_none()));
        let own = calibration(&db.store, &ctx).await.unwrap();
        assert_eq!((own.report.answers, own.erased), (0, true));

        // How much went, and nothing of what it was.
        let codes = said(&db).await;
        assert_eq!(codes.len(), 1);
        let codes: Vec<_> = codes[0].iter().map(|(name, n)| (name.as_str(), n.as_str())).collect();
        assert_eq!(codes, [("certainties", "4"), ("memories", "2"), ("refresher_questions", "0"), ("self_efficacies", "1")]);
        assert_eq!(sealed(&db, &key()).await.findings, []);

        // It begins anew.
        quiz(&db, &ctx).await;
        let own = calibration(&db.store, &ctx).await.unwrap();
        assert_eq!((own.report.answers, own.erased), (2, false));
    }

    async fn what_one_is_still_at_stays_until_it_is_over(db: TestDb) {
        let (_, ctx) = learner(&db).await;
        quiz(&db, &ctx).await;
        db.clock.advance(Duration::days(1));
        let refresher = begin(&db, &ctx).await.unwrap();
        // The memory of what is being asked belongs to the refresher.
        let erased = erase(&db, &ctx).await;
        assert_eq!(erased, Erased { certainties: 2, memories: 1, ..Erased::default() });
        assert_eq!(texts(&db, "SELECT item FROM refresher_memories").await, ["two"]);
        db.store.write(&ctx.with_new_key(), give(refresher, 1, &["a", "c"])).await.unwrap();
        let attempt = start(&db, &ctx, "check").await;
        db.store.write(&ctx.with_new_key(), answer(attempt, "one", &["no"])).await.unwrap();
        let erased = erase(&db, &ctx).await;
        assert_eq!(erased, Erased { memories: 1, refresher_questions: 1, ..Erased::default() });
        assert_eq!(count(&db, "attempt_certainties").await, 1);
        db.store.write(&ctx.with_new_key(), answer(attempt, "two", &["b"])).await.unwrap();
        let erased = erase(&db, &ctx).await;
        assert_eq!(erased, Erased { certainties: 2, memories: 2, ..Erased::default() });
        assert_eq!(said(&db).await.len(), 3);
    }

    async fn whoever_only_decided_and_erased_it_has_erased_something(db: TestDb) {
        let (_, ctx) = learner_of(&db, &library_with(&[DECISION])).await;
        let said = || async { calibration(&db.store, &ctx).await.unwrap() };
        let attempt = start(&db, &ctx, "talk").await;
        db.store.write(&ctx.with_new_key(), turn(attempt, 0, "open", "ask")).await.unwrap();
        assert!(!said().await.erased, "there was nothing to say yet");
        let decided = sure(turn(attempt, 1, "dm", "promise"), Certainty::C3);
        db.store.write(&ctx.with_new_key(), decided).await.unwrap();
        assert_eq!((said().await.report.answers, said().await.erased), (1, false));
        assert_eq!(erase(&db, &ctx).await.certainties, 1);
        assert_eq!((said().await.report.answers, said().await.erased), (0, true));
    }

    async fn a_scenario_without_a_decision_and_an_open_quiz_leave_nothing_erased(db: TestDb) {
        let (_, ctx) = learner(&db).await;
        let attempt = start(&db, &ctx, "talk").await;
        for (step, scene, choice) in [(0, "open", "ask"), (1, "dm", "promise")] {
            db.store.write(&ctx.with_new_key(), turn(attempt, step, scene, choice)).await.unwrap();
        }
        assert!(!calibration(&db.store, &ctx).await.unwrap().erased);
        let attempt = start(&db, &ctx, "check").await;
        db.store.write(&ctx.with_new_key(), answer(attempt, "one", &["no"])).await.unwrap();
        assert_eq!(erase(&db, &ctx).await, Erased::default());
        let own = calibration(&db.store, &ctx).await.unwrap();
        assert_eq!((own.report.answers, own.erased), (1, false));
    }

    async fn nobody_elses_goes_and_a_merged_duplicates_does(db: TestDb) {
        let (kept, ctx) = learner(&db).await;
        quiz(&db, &ctx).await;
        let twin = db.person("HB-2", Role::Employee).await;
        let other = db.as_person(db.person("HB-3", Role::Hr).await);
        for ctx in [&db.as_person(twin), &other] {
            say(&db, ctx).await;
            quiz(&db, ctx).await;
        }
        db.store.write(&db.system(), merge(twin, kept)).await.unwrap();
        let erased = erase(&db, &ctx).await;
        assert_eq!(erased, Erased { certainties: 4, self_efficacies: 1, memories: 4, refresher_questions: 0 });
        assert_eq!(calibration(&db.store, &other).await.unwrap().report.answers, 2);
        for (table, left) in [("attempt_certainties", 2), ("self_efficacies", 1), ("refresher_memories", 2)] {
            assert_eq!(count(&db, table).await, left, "{table}");
        }
        let nobody = db.store.write(&db.system(), EraseConfidence).await;
        assert!(matches!(nobody, Err(Error::Forbidden)), "{nobody:?}");
    }

    async fn erasing_twice_is_one_fact_and_erasing_nothing_is_none(db: TestDb) {
        let (_, ctx) = learner(&db).await;
        assert_eq!(erase(&db, &ctx).await, Erased::default());
        assert_eq!(said(&db).await.len(), 0);
        quiz(&db, &ctx).await;
        let steps = events(&db).await;
        let one = ctx.with_new_key();
        let first = db.store.write(&one, EraseConfidence).await.unwrap();
        assert_eq!(db.store.write(&one, EraseConfidence).await.unwrap(), first);
        quiz(&db, &ctx).await;
        let both = [(); 2].map(|()| {
            let (store, ctx) = (db.store.clone(), ctx.with_new_key());
            tokio::spawn(async move { store.write(&ctx, EraseConfidence).await })
        });
        let mut gone = 0;
        for one in both {
            gone += one.await.unwrap().unwrap().certainties;
        }
        assert_eq!((gone, said(&db).await.len(), events(&db).await), (2, 2, 2 * steps));
    }
}
