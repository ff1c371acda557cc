//! How often, how soon again and how long a quiz may be tried, as its assignment says.

use crate::{
    assessment::{answer, events, learner, start, texts},
    support::{TestDb, db_test},
    training::these,
};
use domain::{
    accounts::Role,
    assessment::limits::{GRACE, Next},
    content::Slug,
    ids::{AssignmentId, AttemptId, PersonId},
};
use sea_orm::EntityTrait;
use services::{
    Ctx, Error,
    assessment::{
        Answered, EndOverdue, StartAttempt,
        queries::{Allowed, Now, Outcomes, QuizReview, intro, now, part_states, result},
        time_over::Timekeeper,
    },
    entity::{assignments, attempts},
    training::{AllowAttempt, AssignCourse, SetExtraTime, TypedLimits, UnassignCourse},
};
use time::Duration;

fn slug(text: &str) -> Slug {
    Slug::parse(text).unwrap()
}

fn limits(attempts: &str, pause_hours: &str, minutes: &str) -> TypedLimits {
    TypedLimits {
        attempts: attempts.into(),
        pause_hours: pause_hours.into(),
        minutes: minutes.into(),
    }
}

async fn assign(
    db: &TestDb,
    hr: &Ctx,
    person: PersonId,
    limits: TypedLimits,
) -> services::Result<()> {
    let command = AssignCourse {
        course: "fixture".into(),
        whom: these(&[person]),
        due_on: "2026-12-08".into(),
        reason: "new_hire".into(),
        note: String::new(),
        limits,
    };
    db.store.write(&hr.with_new_key(), command).await.map(drop)
}

/// Somebody with the course assigned, and who assigned it.
async fn assigned(db: &TestDb, limits: TypedLimits) -> (PersonId, Ctx, Ctx) {
    let (person, ctx) = learner(db).await;
    let hr = db.as_person(db.person("HB-0", Role::Hr).await);
    crate::content_rules::confirm_all(db).await;
    assign(db, &hr, person, limits).await.unwrap();
    (person, ctx, hr)
}

async fn begin(db: &TestDb, ctx: &Ctx) -> services::Result<AttemptId> {
    let (course, part) = (slug("fixture"), slug("check"));
    db.store
        .write(&ctx.with_new_key(), StartAttempt { course, part })
        .await
}

/// Why it cannot begin.
async fn refused(db: &TestDb, ctx: &Ctx) -> &'static str {
    match begin(db, ctx).await {
        Err(Error::Invalid(fields)) => fields[0].code,
        other => panic!("{other:?}"),
    }
}

async fn answer_both(db: &TestDb, ctx: &Ctx, attempt: AttemptId, one: &str) {
    for (item, choices) in [("one", vec![one]), ("two", vec!["a", "c"])] {
        let command = answer(
            attempt,
            item,
            if one == "no" {
                &["b"][..]
            } else {
                &choices[..]
            },
        );
        let command = if item == "one" {
            answer(attempt, item, &[one])
        } else {
            command
        };
        db.store.write(&ctx.with_new_key(), command).await.unwrap();
    }
}

async fn allowed(db: &TestDb, ctx: &Ctx) -> Allowed {
    let intro = intro(&db.store, ctx, &slug("fixture"), &slug("check"))
        .await
        .unwrap();
    intro.unwrap().allowed.unwrap()
}

async fn assignment(db: &TestDb) -> AssignmentId {
    let row = assignments::Entity::find()
        .one(db.store.read())
        .await
        .unwrap()
        .unwrap();
    AssignmentId::from_uuid(row.id)
}

async fn review(db: &TestDb, ctx: &Ctx, attempt: AttemptId) -> QuizReview {
    match result(&db.store, ctx, attempt).await.unwrap().1 {
        Some(Outcomes::Quiz(review)) => review,
        other => panic!("{other:?}"),
    }
}

db_test! {
    async fn attempts_run_out_and_one_more_can_be_allowed(db: TestDb) {
        let (_, ctx, hr) = assigned(&db, limits("2", "", "")).await;
        assert_eq!(allowed(&db, &ctx).await.left, Some(2));
        for _ in 0..2 {
            let attempt = begin(&db, &ctx).await.unwrap();
            // An open attempt is gone on with, and counts once.
            assert_eq!(begin(&db, &ctx).await.unwrap(), attempt);
            answer_both(&db, &ctx, attempt, "no").await;
        }
        assert_eq!(refused(&db, &ctx).await, "used_up");
        assert_eq!(allowed(&db, &ctx).await.next, Next::UsedUp);
        // A scenario is a rehearsal: it is not counted.
        start(&db, &ctx, "talk").await;

        let assignment = assignment(&db).await;
        let allow = |reason: &str| AllowAttempt { assignment, reason: reason.into() };
        for (who, command) in [(&ctx, allow("please")), (&hr, allow(" "))] {
            let no = db.store.write(&who.with_new_key(), command).await;
            assert!(matches!(no, Err(Error::Forbidden | Error::Invalid(_))), "{no:?}");
        }
        db.store.write(&hr.with_new_key(), allow("the network failed")).await.unwrap();
        assert_eq!(allowed(&db, &ctx).await.left, Some(1));
        let third = begin(&db, &ctx).await.unwrap();
        answer_both(&db, &ctx, third, "yes").await;
        // Who has passed practises freely.
        let fourth = begin(&db, &ctx).await.unwrap();
        assert_ne!(fourth, third);
        for change in ["UPDATE extra_attempts SET number = 9", "DELETE FROM extra_attempts"] {
            assert!(db.sql(change).await.is_err(), "{change}");
        }
    }

    async fn what_was_tried_before_the_assignment_does_not_count(db: TestDb) {
        let (person, ctx) = learner(&db).await;
        let before = begin(&db, &ctx).await.unwrap();
        answer_both(&db, &ctx, before, "no").await;
        db.clock.advance(Duration::minutes(1));
        let hr = db.as_person(db.person("HB-0", Role::Hr).await);
        crate::content_rules::confirm_all(&db).await;
        assign(&db, &hr, person, limits("1", "", "")).await.unwrap();
        assert_eq!(allowed(&db, &ctx).await.left, Some(1));
        let attempt = begin(&db, &ctx).await.unwrap();
        answer_both(&db, &ctx, attempt, "no").await;
        assert_eq!(refused(&db, &ctx).await, "used_up");
        // Without the assignment there is no limit.
        let command = UnassignCourse { assignment: assignment(&db).await, reason: "test".into() };
        db.store.write(&hr.with_new_key(), command).await.unwrap();
        begin(&db, &ctx).await.unwrap();
    }

    async fn the_next_attempt_waits_for_its_pause(db: TestDb) {
        let (_, ctx, _) = assigned(&db, limits("", "24", "")).await;
        let attempt = begin(&db, &ctx).await.unwrap();
        db.clock.advance(Duration::minutes(10));
        answer_both(&db, &ctx, attempt, "no").await;
        assert_eq!(refused(&db, &ctx).await, "pause");
        let at = db.clock.now() + Duration::hours(24);
        assert_eq!(allowed(&db, &ctx).await.next, Next::From(at));
        db.clock.advance(Duration::hours(24) - Duration::SECOND);
        assert_eq!(refused(&db, &ctx).await, "pause");
        db.clock.advance(Duration::SECOND);
        begin(&db, &ctx).await.unwrap();
    }

    async fn parallel_starts_and_answers_never_exceed_the_limit(db: TestDb) {
        let (_, ctx, _) = assigned(&db, limits("3", "", "")).await;
        let tries = (0..25).map(|_| {
            let (store, ctx) = (db.store.clone(), ctx.clone());
            tokio::spawn(async move {
                loop {
                    let (course, part) = (slug("fixture"), slug("check"));
                    let begun = store.write(&ctx.with_new_key(), StartAttempt { course, part }).await;
                    let Ok(attempt) = begun else { break };
                    for (item, choice) in [("one", "no"), ("two", "b")] {
                        store.write(&ctx.with_new_key(), answer(attempt, item, &[choice])).await.unwrap();
                    }
                }
            })
        });
        for one in tries.collect::<Vec<_>>() {
            one.await.unwrap();
        }
        let begun = attempts::Entity::find().all(db.store.read()).await.unwrap();
        assert_eq!((begun.len(), events(&db).await), (3, 9));
        assert_eq!(refused(&db, &ctx).await, "used_up");
    }

    async fn an_answer_in_its_grace_counts_and_a_later_one_ends_the_quiz(db: TestDb) {
        let (person, ctx, _) = assigned(&db, limits("", "", "20")).await;
        let attempt = begin(&db, &ctx).await.unwrap();
        let (head, shown) = now(&db.store, &ctx, attempt, None).await.unwrap();
        let ends_at = head.ends_at.unwrap();
        assert_eq!(ends_at, db.clock.now() + Duration::minutes(20));
        assert!(matches!(shown, Now::Question(_)));
        db.clock.advance(Duration::minutes(20) + GRACE);
        let in_time = db.store.write(&ctx.with_new_key(), answer(attempt, "one", &["yes"])).await.unwrap();
        assert_eq!(in_time, Answered { counts: true, finished: false, late: false });
        db.clock.advance(Duration::SECOND);
        assert!(matches!(now(&db.store, &ctx, attempt, None).await.unwrap().1, Now::Over));
        let late = db.store.write(&ctx.with_new_key(), answer(attempt, "two", &["a", "c"])).await.unwrap();
        assert_eq!(late, Answered { counts: false, finished: true, late: true });
        let again = db.store.write(&ctx.with_new_key(), answer(attempt, "two", &["a", "c"])).await.unwrap();
        assert!(again.late);
        let review = review(&db, &ctx, attempt).await;
        assert!(review.time_over);
        assert_eq!((review.result.right, review.result.total, review.result.passed), (1, 2, false));
        let answered: Vec<bool> = review.items.iter().map(|item| item.answered).collect();
        assert_eq!(answered.iter().filter(|a| **a).count(), 1);
        // The question without an answer says what would have been right.
        let open = review.items.iter().find(|item| !item.answered).unwrap();
        let right: Vec<&str> = open.choices.iter().filter(|c| c.right && c.feedback.is_some()).map(|c| c.id.as_str()).collect();
        assert!(!right.is_empty() && open.choices.iter().all(|c| !c.chosen));
        let states = part_states(db.store.read(), person, &slug("fixture")).await.unwrap();
        assert_eq!((states[1].finished, states[1].passed, states[1].open_attempt), (true, false, None));
        assert_eq!(events(&db).await, 2);
    }

    async fn the_timekeeper_ends_what_nobody_comes_back_to_once(db: TestDb) {
        let (_, ctx, _) = assigned(&db, limits("", "", "5")).await;
        let attempt = begin(&db, &ctx).await.unwrap();
        let keeper = Timekeeper::new(db.store.clone(), db.clock.clone());
        let since = keeper.look(None).await.unwrap();
        assert_eq!(events(&db).await, 0);
        // Nobody ends it before its time, not even its owner.
        assert!(!db.store.write(&ctx.with_new_key(), EndOverdue { attempt }).await.unwrap());
        db.clock.advance(Duration::minutes(5) + GRACE + Duration::SECOND);
        let other = db.as_person(db.person("HB-7", Role::Employee).await);
        let no = db.store.write(&other.with_new_key(), EndOverdue { attempt }).await;
        assert!(matches!(no, Err(Error::Forbidden)), "{no:?}");
        let late = keeper.look(Some(since)).await.unwrap();
        let own = db.store.write(&ctx.with_new_key(), EndOverdue { attempt }).await.unwrap();
        assert!(!own && late > since);
        keeper.look(None).await.unwrap();
        assert_eq!(events(&db).await, 1);
        let body = texts(&db, "SELECT body FROM attempt_events").await.remove(0);
        assert!(body.contains("\"time_over\":true") && body.contains("\"right\":0"), "{body}");
    }

    async fn somebody_who_needs_more_time_has_it_from_the_next_attempt_on(db: TestDb) {
        let (person, ctx, hr) = assigned(&db, limits("", "", "20")).await;
        let set = |percent: &str| SetExtraTime { person, extra_percent: percent.into() };
        let no = db.store.write(&ctx.with_new_key(), set("50")).await;
        assert!(matches!(no, Err(Error::Forbidden)), "{no:?}");
        for wrong in ["", "half", "301", "-1"] {
            let no = db.store.write(&hr.with_new_key(), set(wrong)).await;
            assert!(matches!(no, Err(Error::Invalid(_))), "{wrong}: {no:?}");
        }
        db.store.write(&hr.with_new_key(), set("50")).await.unwrap();
        assert_eq!(allowed(&db, &ctx).await.time, Some(Duration::minutes(30)));
        let attempt = begin(&db, &ctx).await.unwrap();
        let ends_at = now(&db.store, &ctx, attempt, None).await.unwrap().0.ends_at.unwrap();
        assert_eq!(ends_at, db.clock.now() + Duration::minutes(30));
        // By how much is no code of the log: it may tell of somebody's health.
        let bodies = texts(&db, "SELECT value FROM fact_values WHERE field = 'extra_percent'").await;
        assert_eq!(bodies, ["50"]);
        db.store.write(&hr.with_new_key(), set("0")).await.unwrap();
        assert_eq!(db.number("SELECT CAST(count(*) AS BIGINT) FROM accommodations").await, 0);
        assert_eq!(allowed(&db, &ctx).await.time, Some(Duration::minutes(20)));
    }

    async fn a_limit_that_cannot_be_one_is_said_beside_its_field(db: TestDb) {
        let (person, _) = learner(&db).await;
        let hr = db.as_person(db.person("HB-0", Role::Hr).await);
        crate::content_rules::confirm_all(&db).await;
        let wrong = assign(&db, &hr, person, limits("0", "721", "four")).await;
        let Err(Error::Invalid(fields)) = wrong else { panic!("{wrong:?}") };
        let codes: Vec<_> = fields.iter().map(|f| f.code).collect();
        assert_eq!(codes, ["attempt_limit", "pause_hours", "time_minutes"]);
        assert_eq!(assignments::Entity::find().all(db.store.read()).await.unwrap().len(), 0);
    }
}
