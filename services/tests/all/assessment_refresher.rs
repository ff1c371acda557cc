//! Refreshers: questions come round, one answer counts, a changed rule begins anew, and nobody else is told anything.

use crate::{
    assessment::{answer, import, learner, learner_of, library, library_with, slug, start, texts},
    support::{TestDb, db_test},
};
use domain::{
    accounts::{Role, parse_date},
    assessment::{
        Certainty,
        refresher::{Memory, Rating, Risk, review},
    },
    audit::record::FactRecord,
    content::{ContentHash, Kind, Practice},
    ids::RefresherId,
};
use sea_orm::{EntityTrait, QueryOrder};
use services::{
    Ctx, Error,
    accounts::MergePeople,
    assessment::{
        AnswerItem, StartAttempt,
        queries::{Feedback, Question, part_states},
        refresher::{
            AnswerRefresher, RefresherAnswered, StartRefresher,
            queries::{self, Now},
        },
    },
    clock::Clock,
    content::{Change, Files, PublishCourse, TypedEarlier},
    entity::{content_versions, facts, refresher_memories},
};
use std::collections::BTreeSet;
use time::Duration;

/// Wrong and sure about the first question, right and sure about the second.
pub async fn quiz(db: &TestDb, ctx: &Ctx) {
    let attempt = start(db, ctx, "check").await;
    for (item, choices) in [("one", vec!["no"]), ("two", vec!["a", "c"])] {
        let given = answer(attempt, item, &choices);
        db.store.write(&ctx.with_new_key(), given).await.unwrap();
    }
}

pub async fn begin(db: &TestDb, ctx: &Ctx) -> Option<RefresherId> {
    db.store
        .write(&ctx.with_new_key(), StartRefresher)
        .await
        .unwrap()
}

pub async fn memory(db: &TestDb, item: &str) -> refresher_memories::Model {
    let all = refresher_memories::Entity::find().order_by_asc(refresher_memories::Column::Item);
    let all = all.all(db.store.read()).await.unwrap();
    let found: Vec<_> = all.into_iter().filter(|m| m.item == item).collect();
    assert_eq!(found.len(), 1, "{found:?}");
    found.into_iter().next().unwrap()
}

pub fn give(refresher: RefresherId, place: i32, choices: &[&str]) -> AnswerRefresher {
    AnswerRefresher {
        refresher,
        place,
        choices: choices.iter().map(|c| (*c).to_owned()).collect(),
        picks: [].into(),
        text: String::new(),
        certainty: Some(Certainty::C2),
    }
}

pub async fn asked(db: &TestDb, ctx: &Ctx, id: RefresherId) -> Question {
    match queries::now(&db.store, ctx, id, None).await.unwrap() {
        Now::Question(_, question) => question,
        other => panic!("{other:?}"),
    }
}

async fn told(db: &TestDb, ctx: &Ctx, id: RefresherId, place: i32) -> Feedback {
    match queries::now(&db.store, ctx, id, Some(place)).await.unwrap() {
        Now::Feedback(_, feedback) => feedback,
        other => panic!("{other:?}"),
    }
}

pub async fn count(db: &TestDb, what: &str) -> i64 {
    db.number(&format!("SELECT CAST(count(*) AS BIGINT) FROM {what}"))
        .await
}

/// Publishes these files over what is in force.
pub async fn publish(db: &TestDb, files: &Files) {
    for hash in import(db, files).await.added {
        let row = content_versions::Entity::find_by_id(hash.as_bytes().to_vec());
        let row = row.one(db.store.read()).await.unwrap().unwrap();
        if row.kind == Kind::Course.code() {
            let hash = ContentHash(row.hash.try_into().unwrap());
            let publish = PublishCourse {
                slug: slug("fixture"),
                hash,
                change: Change::Material,
                earlier: TypedEarlier::default(),
                reason: "test".into(),
            };
            db.store.write(&db.system(), publish).await.unwrap();
        }
    }
}

db_test! {
    async fn what_was_answered_comes_round_by_how_it_went(db: TestDb) {
        let (_, ctx) = learner(&db).await;
        let attempt = start(&db, &ctx, "check").await;
        db.store.write(&ctx.with_new_key(), answer(attempt, "one", &["no"])).await.unwrap();
        assert_eq!(count(&db, "refresher_memories").await, 0, "a quiz is remembered when it is finished");
        let unsure = AnswerItem { certainty: Some(Certainty::C1), ..answer(attempt, "two", &["a", "c"]) };
        db.store.write(&ctx.with_new_key(), unsure).await.unwrap();
        // Wrong, however sure: tomorrow. Right and unsure: tomorrow, too, and remembered better.
        let (one, two) = (memory(&db, "one").await, memory(&db, "two").await);
        assert_eq!((one.asked_on.as_str(), one.due_on.as_str()), ("2026-11-24", "2026-11-25"));
        assert_eq!((two.due_on.as_str(), two.practice.as_str()), ("2026-11-25", "content-first"));
        assert!((one.stability - 0.212).abs() < 1e-3 && (two.stability - 1.2931).abs() < 1e-3, "{} {}", one.stability, two.stability);
        assert_eq!(queries::waiting(&db.store, &ctx).await.unwrap(), None);
        assert_eq!(begin(&db, &ctx).await, None);
        // The day changes on the learner's wall: it is half past midnight in Seoul.
        db.clock.advance(Duration::minutes(6 * 60 + 30));
        let waiting = queries::waiting(&db.store, &ctx).await.unwrap().unwrap();
        assert_eq!((waiting.questions, waiting.practices, waiting.begun), (2, vec![Practice::ContentFirst], None));
    }

    async fn an_answer_moves_the_day_and_counts_for_nothing_else(db: TestDb) {
        let (person, ctx) = learner(&db).await;
        quiz(&db, &ctx).await;
        let before = (part_states(db.store.read(), person, &slug("fixture")).await.unwrap(), count(&db, "attempt_events").await);
        db.clock.advance(Duration::days(1));
        let id = begin(&db, &ctx).await.unwrap();
        assert_eq!(begin(&db, &ctx).await, Some(id), "it is gone on with");
        let question = asked(&db, &ctx, id).await;
        assert_eq!((question.item.as_str(), question.place, question.total), ("two", 1, 1));
        let known = memory(&db, "two").await;
        // What is still open cannot be looked at ahead of time.
        assert!(matches!(queries::now(&db.store, &ctx, id, Some(1)).await.unwrap(), Now::Question(..)));
        db.store.write(&ctx.with_new_key(), give(id, 1, &["a", "c"])).await.unwrap();
        let feedback = told(&db, &ctx, id, 1).await;
        assert_eq!((feedback.right, feedback.certainty, feedback.last), (true, Some(Certainty::C2), true));
        let Now::Done(done) = queries::now(&db.store, &ctx, id, None).await.unwrap() else { panic!() };
        assert_eq!((done.answered, done.right), (1, 1));
        let two = memory(&db, "two").await;
        let known = Memory::new(known.stability as f32, known.difficulty as f32);
        let next = review(known, 1, (Rating::Good, Risk::Rule));
        assert!((two.stability - f64::from(next.memory.stability())).abs() < 1e-6, "{}", two.stability);
        assert!(next.interval_days > 1);
        let due = parse_date(&two.asked_on).unwrap() + Duration::days(next.interval_days.into());
        assert_eq!((two.asked_on.as_str(), two.due_on.as_str()), ("2026-11-25", due.to_string().as_str()));
        // The one that was missed still waits for its turn.
        assert_eq!(memory(&db, "one").await.due_on, "2026-11-25");
        assert_eq!(done.next, Some(due));
        let after = (part_states(db.store.read(), person, &slug("fixture")).await.unwrap(), count(&db, "attempt_events").await);
        assert_eq!(before, after);
        assert_eq!(count(&db, "completions").await, 0);
    }

    async fn the_log_holds_no_level_and_no_figure(db: TestDb) {
        let (_, ctx) = learner(&db).await;
        quiz(&db, &ctx).await;
        db.clock.advance(Duration::days(1));
        let id = begin(&db, &ctx).await.unwrap();
        db.store.write(&ctx.with_new_key(), give(id, 1, &["b"])).await.unwrap();
        let all = facts::Entity::find().all(db.store.read()).await.unwrap();
        let answered: Vec<_> = all.iter().filter(|f| f.kind == "refresher_answered").collect();
        assert_eq!(answered.len(), 1);
        let fact = FactRecord::from_canonical_bytes(&answered[0].body).unwrap();
        let codes: Vec<(&str, &str)> = fact.codes.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        assert_eq!(codes, [("course", "fixture"), ("item", "two")]);
        assert!(fact.value_hashes.is_empty());
        let levels: BTreeSet<_> = ["C1", "C2", "C3"].into();
        for sql in ["SELECT value FROM fact_values", "SELECT result FROM receipts", "SELECT body FROM attempt_events"] {
            for text in texts(&db, sql).await {
                assert!(levels.iter().all(|level| !text.contains(level)), "{sql}: {text}");
                for word in ["stability", "due_on", "0.212"] {
                    assert!(!text.contains(word), "{sql}: {text}");
                }
            }
        }
        // Nor does what a program's log would show of a row.
        let shown = format!("{:?}", memory(&db, "one").await);
        assert!(!shown.contains("stability") && !shown.contains("2026"), "{shown}");
        // All of it can be erased.
        assert_eq!(db.sql("DELETE FROM refresher_memories").await.unwrap(), 2);
        assert_eq!(db.sql("DELETE FROM refresher_questions").await.unwrap(), 1);
    }

    async fn a_double_click_and_two_tabs_leave_one_answer(db: TestDb) {
        let (_, ctx) = learner(&db).await;
        quiz(&db, &ctx).await;
        db.clock.advance(Duration::days(1));
        let begun = || {
            let (store, ctx) = (db.store.clone(), ctx.with_new_key());
            tokio::spawn(async move { store.write(&ctx, StartRefresher).await.unwrap() })
        };
        let (a, b) = (begun(), begun());
        let (a, b) = (a.await.unwrap().unwrap(), b.await.unwrap().unwrap());
        assert_eq!((a, count(&db, "refresher_questions").await), (b, 1));
        let first = ctx.with_new_key();
        let send = |ctx: &Ctx, choice: &'static str| {
            let (store, ctx) = (db.store.clone(), ctx.clone());
            tokio::spawn(async move { store.write(&ctx, give(a, 1, &[choice])).await.unwrap() })
        };
        let all = [send(&first, "a"), send(&first, "a"), send(&ctx.with_new_key(), "b"), send(&ctx.with_new_key(), "a")];
        let mut answers = Vec::new();
        for one in all {
            answers.push(one.await.unwrap());
        }
        assert_eq!(answers[0], answers[1]);
        let counted = [answers[0], answers[2], answers[3]].into_iter().filter(|a| a.counts).count();
        assert_eq!(counted, 1);
        assert_eq!(count(&db, "facts WHERE kind = 'refresher_answered'").await, 1);
        let late = db.store.write(&ctx.with_new_key(), give(a, 1, &["b"])).await.unwrap();
        assert_eq!(late, RefresherAnswered { counts: false });
    }

    async fn a_form_that_is_not_filled_says_so_and_a_place_that_is_not_there_is_not_found(db: TestDb) {
        let (_, ctx) = learner(&db).await;
        quiz(&db, &ctx).await;
        db.clock.advance(Duration::days(1));
        let id = begin(&db, &ctx).await.unwrap();
        let empty = AnswerRefresher { certainty: None, ..give(id, 1, &[]) };
        match db.store.write(&ctx.with_new_key(), empty).await {
            Err(Error::Invalid(fields)) => {
                let codes: Vec<_> = fields.iter().map(|f| f.code).collect();
                assert_eq!(codes, ["no_choice", "no_certainty"]);
            }
            other => panic!("{other:?}"),
        }
        let nowhere = db.store.write(&ctx.with_new_key(), give(id, 2, &["yes"])).await;
        assert!(matches!(nowhere, Err(Error::NotFound)), "{nowhere:?}");
        asked(&db, &ctx, id).await;
    }

    async fn nobody_knows_of_another_persons_refresher(db: TestDb) {
        let (_, ctx) = learner(&db).await;
        quiz(&db, &ctx).await;
        db.clock.advance(Duration::days(1));
        let id = begin(&db, &ctx).await.unwrap();
        for (number, role) in [("HB-2", Role::Employee), ("HB-3", Role::Hr), ("HB-4", Role::Administrator), ("HB-5", Role::Auditor)] {
            let other = db.as_person(db.person(number, role).await);
            let refused = db.store.write(&other.with_new_key(), give(id, 1, &["yes"])).await;
            assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
            let hidden = queries::now(&db.store, &other, id, None).await;
            assert!(matches!(hidden, Err(Error::NotFound)), "{hidden:?}");
            assert_eq!(queries::waiting(&db.store, &other).await.unwrap(), None);
        }
        assert!(matches!(queries::waiting(&db.store, &db.system()).await, Err(Error::Forbidden)));
    }

    async fn a_changed_rule_brings_its_questions_back_as_new_ones(db: TestDb) {
        let (_, ctx) = learner(&db).await;
        quiz(&db, &ctx).await;
        db.clock.advance(Duration::days(2));
        // The second question waits for a week; the wording of its rule changes, and so does nothing else.
        assert_eq!(queries::waiting(&db.store, &ctx).await.unwrap().unwrap().questions, 1);
        let old = memory(&db, "two").await;
        publish(&db, &library_with(&[("시험에 쓰는 규칙이에요.", "바뀐 규칙이에요.")])).await;
        assert_eq!(queries::waiting(&db.store, &ctx).await.unwrap().unwrap().questions, 2);
        let id = begin(&db, &ctx).await.unwrap();
        for _ in 0..2 {
            let Now::Question(head, question) = queries::now(&db.store, &ctx, id, None).await.unwrap() else { panic!() };
            let right: &[&str] = if question.item == "one" { &["yes"] } else { &["a", "c"] };
            db.store.write(&ctx.with_new_key(), give(id, head.place, right)).await.unwrap();
        }
        for item in ["one", "two"] {
            let new = memory(&db, item).await;
            // As after a first answer that was right and fairly sure: py-fsrs says 2.3065, two days.
            assert!((new.stability - 2.3065).abs() < 1e-3, "{item}: {}", new.stability);
            assert_eq!(new.due_on, "2026-11-28");
            assert_ne!(new.rules, old.rules);
        }
        assert_eq!(queries::waiting(&db.store, &ctx).await.unwrap(), None);
    }

    async fn an_editorial_change_of_the_course_resets_nothing(db: TestDb) {
        let (_, ctx) = learner(&db).await;
        quiz(&db, &ctx).await;
        db.clock.advance(Duration::days(2));
        publish(&db, &library_with(&[("옳은 것을 모두 골라 주세요.", "더 나은 것을 모두 골라 주세요.")])).await;
        let waiting = queries::waiting(&db.store, &ctx).await.unwrap().unwrap();
        assert_eq!(waiting.questions, 1, "the second still waits for its week");
        // What is asked is what is in force.
        let id = begin(&db, &ctx).await.unwrap();
        assert!(asked(&db, &ctx, id).await.prompt.contains("더 나은 것을"));
    }

    async fn what_is_being_tried_in_earnest_is_not_asked_beside_it(db: TestDb) {
        let (_, ctx) = learner(&db).await;
        quiz(&db, &ctx).await;
        db.clock.advance(Duration::days(1));
        let id = begin(&db, &ctx).await.unwrap();
        let again = StartAttempt { course: slug("fixture"), part: slug("check") };
        db.store.write(&ctx.with_new_key(), again).await.unwrap();
        assert_eq!(queries::waiting(&db.store, &ctx).await.unwrap(), None);
        assert!(matches!(queries::now(&db.store, &ctx, id, None).await.unwrap(), Now::Done(_)));
        // A page that is still open tells nothing, either.
        let late = db.store.write(&ctx.with_new_key(), give(id, 1, &["yes"])).await.unwrap();
        assert!(!late.counts);
        assert!(matches!(queries::now(&db.store, &ctx, id, Some(1)).await.unwrap(), Now::Done(_)));
    }

    async fn questions_that_were_never_drawn_are_variants_only_after_a_pass(db: TestDb) {
        let draw = ("kind: quiz", "kind: quiz\ndraw: 1");
        let (_, ctx) = learner_of(&db, &library_with(&[draw])).await;
        let mut seen = BTreeSet::new();
        for (right, asks_the_other) in [(false, false), (true, true)] {
            let attempt = start(&db, &ctx, "check").await;
            let (_, services::assessment::queries::Now::Question(question)) =
                services::assessment::queries::now(&db.store, &ctx, attempt, None).await.unwrap() else { panic!() };
            let choices: &[&str] = match (question.item.as_str(), right) {
                ("one", true) => &["yes"],
                ("two", true) => &["a", "c"],
                ("one", false) => &["no"],
                _ => &["b"],
            };
            db.store.write(&ctx.with_new_key(), answer(attempt, &question.item, choices)).await.unwrap();
            seen.insert(question.item);
            // Asked twice over, so that a variant would be taken where there is one.
            let mut items = BTreeSet::new();
            for _ in 0..2 {
                db.clock.advance(Duration::days(30));
                let id = begin(&db, &ctx).await.unwrap();
                while let Now::Question(head, question) = queries::now(&db.store, &ctx, id, None).await.unwrap() {
                    db.store.write(&ctx.with_new_key(), give(id, head.place, if question.item == "one" { &["no"] } else { &["b"] })).await.unwrap();
                    items.insert(question.item);
                }
            }
            assert_eq!(items.difference(&seen).count() + seen.len(), if asks_the_other { 2 } else { seen.len() }, "{items:?} {seen:?}");
            if !asks_the_other {
                assert_eq!(items, seen);
            }
        }
    }

    async fn what_a_duplicate_learnt_the_one_who_is_kept_remembers(db: TestDb) {
        let (person, ctx) = learner(&db).await;
        quiz(&db, &ctx).await;
        let kept = db.person("HB-9", Role::Employee).await;
        let merge = MergePeople { duplicate: person, kept, reason: "one human".into() };
        db.store.write(&db.system(), merge).await.unwrap();
        db.clock.advance(Duration::days(1));
        let ctx = db.as_person(kept);
        let id = begin(&db, &ctx).await.unwrap();
        db.store.write(&ctx.with_new_key(), give(id, 1, &["a", "c"])).await.unwrap();
        // One memory of each question, the answered one now theirs.
        assert_eq!(memory(&db, "two").await.person_id, kept.as_uuid());
        assert_eq!(memory(&db, "one").await.person_id, person.as_uuid());
    }

    async fn questions_are_asked_in_their_order_while_the_clock_goes_on(db: TestDb) {
        let (_, ctx) = learner(&db).await;
        quiz(&db, &ctx).await;
        let long_ago = "UPDATE refresher_memories SET asked_on = '2019-01-01', due_on = '2020-01-01'";
        assert_eq!(db.sql(long_ago).await.unwrap(), 2);
        let ctx = Ctx { clock: Clock::system(), ..ctx };
        let id = begin(&db, &ctx).await.unwrap();
        for place in [1, 2] {
            let Now::Question(head, question) = queries::now(&db.store, &ctx, id, None).await.unwrap() else { panic!() };
            assert_eq!((head.place, question.place, question.total), (place, usize::try_from(place).unwrap(), 2));
            let choice: &[&str] = if question.item == "one" { &["no"] } else { &["b"] };
            db.store.write(&ctx.with_new_key(), give(id, place, choice)).await.unwrap();
        }
    }

    async fn nothing_is_asked_from_what_nobody_finished(db: TestDb) {
        import(&db, &library()).await;
        let person = db.person("HB-1", Role::Employee).await;
        let ctx = db.as_person(person);
        db.clock.advance(Duration::days(400));
        assert_eq!(queries::waiting(&db.store, &ctx).await.unwrap(), None);
        assert_eq!(queries::next(&db.store, &ctx).await.unwrap(), None);
        assert_eq!(begin(&db, &ctx).await, None);
    }
}
