//! Challenges: said once of a graded question, answered in words, and nobody told who said it.

use crate::{
    assessment::{answer, import, learner, library_with, slug, start, texts},
    assessment_kinds::kinds,
    assessment_refresher::publish,
    support::{TestDb, db_test},
};
use domain::{
    accounts::{Role, Scope},
    audit::record::{FactRecord, value_hash},
    ids::{AttemptId, ChallengeId},
};
use sea_orm::EntityTrait;
use services::{
    Ctx, Error,
    accounts::{GrantRole, own_data},
    assessment::challenges::{
        AnswerChallenge, CHANGED, ChallengeItem, ChallengeStatus, Challenged, MOST_WORDS, queries,
    },
    entity::{challenge_texts, challenges, facts},
};

const WORDS: &str = "둘 다 맞는 답 같아요.";

fn say(attempt: AttemptId, item: &str, words: &str) -> ChallengeItem {
    ChallengeItem {
        attempt,
        item: item.into(),
        words: words.into(),
    }
}

fn reply(
    challenge: ChallengeId,
    seen: u64,
    status: ChallengeStatus,
    words: &str,
) -> AnswerChallenge {
    AnswerChallenge {
        challenge,
        seen,
        status: Some(status),
        words: words.into(),
    }
}

/// A learner who answered the first question, and what they said of it.
async fn said(db: &TestDb) -> (Ctx, AttemptId, ChallengeId) {
    let (_, ctx) = learner(db).await;
    let attempt = start(db, &ctx, "check").await;
    let given = answer(attempt, "one", &["no"]);
    db.store.write(&ctx.with_new_key(), given).await.unwrap();
    let made = db
        .store
        .write(&ctx.with_new_key(), say(attempt, "one", WORDS))
        .await
        .unwrap();
    assert!(made.counts);
    (ctx, attempt, made.challenge)
}

async fn with(db: &TestDb, number: &str, role: Role, scope: Scope) -> Ctx {
    let person = db.person(number, Role::Employee).await;
    let grant = GrantRole {
        person,
        role,
        scope,
        reason: "test".into(),
    };
    db.store.write(&db.system(), grant).await.unwrap();
    db.as_person(person)
}

fn codes<T: std::fmt::Debug>(outcome: Result<T, Error>) -> Vec<(&'static str, &'static str)> {
    match outcome {
        Err(Error::Invalid(fields)) => fields.iter().map(|f| (f.field, f.code)).collect(),
        other => panic!("{other:?}"),
    }
}

async fn count(db: &TestDb, what: &str) -> i64 {
    db.number(&format!("SELECT CAST(count(*) AS BIGINT) FROM {what}"))
        .await
}

db_test! {
    async fn all_that_are_open_are_read_and_of_the_answered_the_newest(db: TestDb) {
        let (ctx, _, first) = said(&db).await;
        let author = with(&db, "A-1", Role::Author, Scope::Course(slug("fixture"))).await;
        let answered = usize::try_from(queries::MOST_ANSWERED).unwrap() + 2;
        for n in 0..answered {
            // A challenge an attempt; the one before is finished first.
            let attempt = start(&db, &ctx, "check").await;
            for (item, choice) in [("one", "no"), ("two", "b")] {
                // The first attempt has its first answer already.
                let given = answer(attempt, item, &[choice]);
                db.store.write(&ctx.with_new_key(), given).await.unwrap();
            }
            db.clock.advance(time::Duration::minutes(1));
            let words = format!("{n}번째로 한 말이에요.");
            let made = db.store.write(&ctx.with_new_key(), say(attempt, "two", &words)).await.unwrap();
            assert!(made.counts);
            db.store.write(&author.with_new_key(), reply(made.challenge, 0, ChallengeStatus::Answered, "그대로 둘게요.")).await.unwrap();
        }
        let all = queries::to_answer(&db.store, &author).await.unwrap();
        assert_eq!(all.len(), answered - 2 + 1);
        assert_eq!((all[0].id, all[0].status()), (first, ChallengeStatus::Open));
        // The two that were made first are not read; the rest stands as it was made.
        let words: Vec<_> = all[1..].iter().filter_map(|one| one.words.clone()).collect();
        let wanted: Vec<_> = (2..answered).map(|n| format!("{n}번째로 한 말이에요.")).collect();
        assert_eq!(words, wanted);
    }

    async fn it_is_said_answered_and_answered_again(db: TestDb) {
        let (ctx, attempt, id) = said(&db).await;
        let author = with(&db, "A-1", Role::Author, Scope::Course(slug("fixture"))).await;
        let open = queries::to_answer(&db.store, &author).await.unwrap();
        assert_eq!(open.len(), 1);
        assert_eq!((open[0].id, open[0].words.as_deref(), open[0].status()), (id, Some(WORDS), ChallengeStatus::Open));
        assert_eq!((open[0].title.as_str(), open[0].course_title.as_str()), ("첫째 문항", "시험 과정"));
        db.store.write(&author.with_new_key(), reply(id, 0, ChallengeStatus::Answered, "규칙 2항 때문이에요.")).await.unwrap();
        db.store.write(&author.with_new_key(), reply(id, 1, ChallengeStatus::Mended, "고쳤어요. 고마워요.")).await.unwrap();
        for told in [
            queries::of_actor(&db.store, &ctx).await.unwrap(),
            queries::of_attempt(&db.store, &ctx, attempt).await.unwrap().into_values().collect(),
            queries::challengeable(&db.store, &ctx, attempt, "one").await.unwrap().said.into_iter().collect(),
        ] {
            assert_eq!(told.len(), 1);
            let answers: Vec<_> = told[0].answers.iter().map(|a| (a.status, a.words.as_deref())).collect();
            assert_eq!(answers, [
                (ChallengeStatus::Answered, Some("규칙 2항 때문이에요.")),
                (ChallengeStatus::Mended, Some("고쳤어요. 고마워요.")),
            ]);
            assert_eq!(told[0].status(), ChallengeStatus::Mended);
        }
    }

    async fn the_question_stays_the_one_that_was_asked(db: TestDb) {
        let (ctx, _, _) = said(&db).await;
        publish(&db, &library_with(&[("무엇이 옳을까요?", "무엇이 나을까요?"), ("{#one ", "{#uno ")])).await;
        let told = queries::of_actor(&db.store, &ctx).await.unwrap();
        assert!(told[0].prompt.contains("옳을까요"), "{told:?}");
    }

    async fn only_what_is_graded_and_ones_own_can_be_challenged(db: TestDb) {
        let (_, ctx) = learner(&db).await;
        let attempt = start(&db, &ctx, "check").await;
        let early = db.store.write(&ctx.with_new_key(), say(attempt, "one", WORDS)).await;
        assert!(matches!(early, Err(Error::NotFound)), "{early:?}");
        let early = queries::challengeable(&db.store, &ctx, attempt, "one").await;
        assert!(matches!(early, Err(Error::NotFound)), "{early:?}");
        db.store.write(&ctx.with_new_key(), answer(attempt, "one", &["no"])).await.unwrap();
        for item in ["two", "three"] {
            let open = db.store.write(&ctx.with_new_key(), say(attempt, item, WORDS)).await;
            assert!(matches!(open, Err(Error::NotFound)), "{item}: {open:?}");
        }
        let talk = start(&db, &ctx, "talk").await;
        let scene = db.store.write(&ctx.with_new_key(), say(talk, "open", WORDS)).await;
        assert!(matches!(scene, Err(Error::NotFound)), "{scene:?}");
        for (number, role) in [("HB-2", Role::Employee), ("HB-3", Role::Author), ("HB-4", Role::Administrator)] {
            let other = db.as_person(db.person(number, role).await);
            let refused = db.store.write(&other.with_new_key(), say(attempt, "one", WORDS)).await;
            assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
            let hidden = queries::of_attempt(&db.store, &other, attempt).await;
            assert!(matches!(hidden, Err(Error::NotFound)), "{hidden:?}");
            assert!(queries::of_actor(&db.store, &other).await.unwrap().is_empty());
        }
        assert_eq!(count(&db, "challenges").await, 0);
    }

    async fn a_double_click_and_two_tabs_leave_one(db: TestDb) {
        let (_, ctx) = learner(&db).await;
        let attempt = start(&db, &ctx, "check").await;
        db.store.write(&ctx.with_new_key(), answer(attempt, "one", &["no"])).await.unwrap();
        let first = ctx.with_new_key();
        let send = |ctx: &Ctx, words: &'static str| {
            let (store, ctx) = (db.store.clone(), ctx.clone());
            tokio::spawn(async move { store.write(&ctx, say(attempt, "one", words)).await.unwrap() })
        };
        let all = [send(&first, WORDS), send(&first, WORDS), send(&ctx.with_new_key(), "또")];
        let mut made: Vec<Challenged> = Vec::new();
        for one in all {
            made.push(one.await.unwrap());
        }
        assert_eq!(made[0], made[1]);
        assert_eq!(made[0].challenge, made[2].challenge);
        assert!(made[0].counts != made[2].counts);
        assert_eq!((count(&db, "challenges").await, count(&db, "challenge_texts").await), (1, 1));
    }

    async fn words_must_be_there_and_not_too_many(db: TestDb) {
        let (ctx, attempt, id) = said(&db).await;
        db.store.write(&ctx.with_new_key(), answer(attempt, "two", &["a"])).await.unwrap();
        let long = "가".repeat(MOST_WORDS + 1);
        for (words, code) in [("", "required"), (" \n ", "required"), (long.as_str(), "too_long")] {
            let refused = db.store.write(&ctx.with_new_key(), say(attempt, "two", words)).await;
            assert_eq!(codes(refused), [("words", code)]);
            let refused = db.store.write(&db.system().with_new_key(), reply(id, 0, ChallengeStatus::Mended, words)).await;
            assert_eq!(codes(refused), [("words", code)]);
        }
        let empty = AnswerChallenge { status: None, ..reply(id, 0, ChallengeStatus::Mended, "") };
        assert_eq!(codes(db.store.write(&db.system(), empty).await), [("words", "required"), ("status", "no_status")]);
        let still_open = reply(id, 0, ChallengeStatus::Open, "아직이에요.");
        assert_eq!(codes(db.store.write(&db.system(), still_open).await), [("status", "no_status")]);
        let most = "가".repeat(MOST_WORDS);
        db.store.write(&ctx.with_new_key(), say(attempt, "two", &most)).await.unwrap();
    }

    async fn two_who_answer_at_once_see_each_other(db: TestDb) {
        let (_, _, id) = said(&db).await;
        let (a, b) = (with(&db, "A-1", Role::Author, Scope::All).await, with(&db, "A-2", Role::CommsEditor, Scope::All).await);
        db.store.write(&a.with_new_key(), reply(id, 0, ChallengeStatus::Answered, "하나")).await.unwrap();
        let late = db.store.write(&b.with_new_key(), reply(id, 0, ChallengeStatus::Mended, "둘")).await;
        assert!(matches!(late, Err(Error::Conflict(CHANGED))), "{late:?}");
        assert_eq!(count(&db, "challenge_answers").await, 1);
    }

    async fn who_answers_for_the_course_sees_the_words_and_nobody_sees_who(db: TestDb) {
        let (ctx, _, id) = said(&db).await;
        import(&db, &kinds()).await;
        for (number, role, scope, may) in [
            ("A-1", Role::Author, Scope::All, true),
            ("A-2", Role::Author, Scope::Course(slug("kinds")), false),
            ("A-3", Role::CommsEditor, Scope::Course(slug("fixture")), true),
            ("A-4", Role::Hr, Scope::All, false),
            ("A-5", Role::Administrator, Scope::All, false),
            ("A-6", Role::Reviewer, Scope::All, false),
            ("A-7", Role::Auditor, Scope::All, false),
        ] {
            let who = with(&db, number, role, scope).await;
            let seen = queries::to_answer(&db.store, &who).await.unwrap();
            assert_eq!(seen.len(), usize::from(may), "{number}");
            let person = format!("{:?}", ctx.actor);
            assert!(!format!("{seen:?}").contains(&person), "{seen:?}");
            if !may {
                let refused = db.store.write(&who.with_new_key(), reply(id, 0, ChallengeStatus::Mended, "x")).await;
                assert!(matches!(refused, Err(Error::NotFound)), "{number}: {refused:?}");
            }
        }
        assert!(queries::to_answer(&db.store, &ctx).await.unwrap().is_empty());
    }

    async fn the_log_holds_hashes_and_the_words_can_be_erased(db: TestDb) {
        let (ctx, _, id) = said(&db).await;
        let author = with(&db, "A-1", Role::Author, Scope::All).await;
        db.store.write(&author, reply(id, 0, ChallengeStatus::Answered, "그대로예요.")).await.unwrap();
        let rows = facts::Entity::find().all(db.store.read()).await.unwrap();
        let fact = |kind: &str| {
            let row = rows.iter().find(|row| row.kind == kind).unwrap();
            FactRecord::from_canonical_bytes(&row.body).unwrap()
        };
        let made = fact("item_challenged");
        let names: Vec<&str> = made.codes.keys().map(String::as_str).collect();
        assert_eq!(names, ["challenge", "course", "item", "part", "words_hash"]);
        assert!(made.value_hashes.is_empty());
        assert_eq!(fact("challenge_answered").codes["status"], "answered");
        for sql in ["SELECT value FROM fact_values", "SELECT result FROM receipts"] {
            for text in texts(&db, sql).await {
                assert!(!text.contains("맞는 답") && !text.contains("그대로예요"), "{sql}: {text}");
            }
        }
        // The hash is that of the words with their salt.
        let text = challenge_texts::Entity::find_by_id(id.as_uuid()).one(db.store.read()).await.unwrap().unwrap();
        let salt: [u8; 16] = text.salt.try_into().unwrap();
        assert_eq!(hex(&value_hash(&salt, "words", WORDS)), made.codes["words_hash"]);
        let row = challenges::Entity::find_by_id(id.as_uuid()).one(db.store.read()).await.unwrap().unwrap();
        assert_eq!(hex(&row.words_hash), made.codes["words_hash"]);
        // That it was said stays; what was said goes, and is not rewritten.
        for change in ["UPDATE challenges SET item = 'x'", "DELETE FROM challenges", "UPDATE challenge_answers SET number = 9", "DELETE FROM challenge_answers", "UPDATE challenge_texts SET words = 'x'"] {
            assert!(db.sql(change).await.is_err(), "{change}");
        }
        assert_eq!(db.sql("DELETE FROM challenge_texts").await.unwrap(), 2);
        let told = queries::of_actor(&db.store, &ctx).await.unwrap();
        assert_eq!((told[0].words.as_deref(), told[0].answers[0].words.as_deref()), (None, None));
        assert_eq!(told[0].status(), ChallengeStatus::Answered);
    }

    async fn ones_own_file_holds_what_one_said_and_what_was_answered(db: TestDb) {
        let (ctx, _, id) = said(&db).await;
        db.store.write(&db.system(), reply(id, 0, ChallengeStatus::Mended, "고쳤어요.")).await.unwrap();
        let services::ctx::Actor::Person(person) = ctx.actor else { panic!() };
        let confirmed = Ctx { reauthenticated_at: Some(db.clock.now()), ..ctx };
        let file = own_data::download(&db.store, &confirmed, person).await.unwrap();
        let file: serde_json::Value = serde_json::from_str(&file).unwrap();
        let words: Vec<_> = file["kept"]["challenge_texts"].as_array().unwrap().iter().map(|row| row["words"].as_str().unwrap().to_owned()).collect();
        assert!(words.contains(&WORDS.to_owned()) && words.contains(&"고쳤어요.".to_owned()), "{words:?}");
        assert_eq!(file["kept"]["challenges"].as_array().unwrap().len(), 1);
        assert_eq!(file["kept"]["challenge_answers"].as_array().unwrap().len(), 1);
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
