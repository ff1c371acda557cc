//! What a new version takes away, what it leaves, and by when it asks for the course again.

use crate::{
    assessment::{answer, import, learner, learner_of, library, library_with, slug, start, turn},
    content_rules::confirm_all,
    reporting::export,
    support::{TestDb, db_test},
    training::{seoul, these},
};
use domain::{
    accounts::Role,
    assessment::limits::GRACE,
    content::ContentHash,
    ids::{AttemptId, PersonId},
    language::Language,
    training::{Earlier, Label, Why},
};
use migrations::MigratorTrait;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel, QueryOrder};
use services::{
    Ctx, Error,
    assessment::{StartAttempt, queries::part_states, time_over::Timekeeper},
    content::{Change, Files, PublishCourse, TypedEarlier, candidates},
    entity::{assignments, attempts, completions, publications},
    reporting,
    training::{
        AssignCourse, TypedLimits,
        overview::{Filter, overview},
        record::record,
        study::{self, Step, Study},
        today_in,
    },
};
use time::{Date, Duration};

const QUIZ: (&str, &str) = ("무엇이 옳을까요?", "무엇이 더 나을까요?");
const SCENE: (&str, &str) = ("댓글이 달렸어요.", "댓글이 하나 달렸어요.");
const CARD: (&str, &str) = ("시험에 쓰는 규칙이에요.", "바뀐 규칙이에요.");

fn again(days: u16) -> Earlier {
    Earlier::DueAgain { days }
}

async fn publish(
    db: &TestDb,
    files: &Files,
    change: Change,
    earlier: TypedEarlier,
) -> services::Result<ContentHash> {
    db.clock.advance(Duration::minutes(1));
    import(db, files).await;
    let hash = db.newest_course().await;
    let command = PublishCourse {
        slug: slug("fixture"),
        hash,
        change,
        earlier,
        reason: "test".into(),
    };
    db.store.write(&db.system(), command).await.map(|_| hash)
}

async fn material(db: &TestDb, files: &Files, earlier: Earlier) -> ContentHash {
    publish(db, files, Change::Material, earlier.into())
        .await
        .unwrap()
}

async fn quiz(db: &TestDb, ctx: &Ctx, one: &str, two: &[&str]) {
    let attempt = start(db, ctx, "check").await;
    for given in [answer(attempt, "one", &[one]), answer(attempt, "two", two)] {
        db.store.write(&ctx.with_new_key(), given).await.unwrap();
    }
}

async fn pass(db: &TestDb, ctx: &Ctx) {
    quiz(db, ctx, "yes", &["a", "c"]).await;
}

async fn fail(db: &TestDb, ctx: &Ctx) {
    quiz(db, ctx, "no", &["b"]).await;
}

async fn play(db: &TestDb, ctx: &Ctx) {
    let attempt = start(db, ctx, "talk").await;
    for given in [
        turn(attempt, 0, "open", "ask"),
        turn(attempt, 1, "dm", "report"),
    ] {
        db.store.write(&ctx.with_new_key(), given).await.unwrap();
    }
}

/// The scenario, then the quiz.
async fn passed(db: &TestDb, person: PersonId) -> [bool; 2] {
    let states = part_states(db.store.read(), person, &slug("fixture")).await;
    let states = states.unwrap();
    [states[0].passed, states[1].passed]
}

async fn completed(db: &TestDb) -> Vec<completions::Model> {
    let all = completions::Entity::find().order_by_asc(completions::Column::CompletedAt);
    all.all(db.store.read()).await.unwrap()
}

async fn look(db: &TestDb, person: PersonId) -> Study {
    study::own(&db.store, &seoul(db, person), &slug("fixture"))
        .await
        .unwrap()
        .unwrap()
}

async fn facts(db: &TestDb) -> i64 {
    let sql = "SELECT CAST(count(*) AS BIGINT) FROM facts WHERE kind = 'course_due_again'";
    db.number(sql).await
}

async fn assign(db: &TestDb, hr: &Ctx, person: PersonId, due_on: &str, limits: TypedLimits) {
    let command = AssignCourse {
        course: "fixture".into(),
        whom: these(&[person]),
        due_on: due_on.into(),
        reason: "new_hire".into(),
        note: String::new(),
        limits,
    };
    db.store.write(&hr.with_new_key(), command).await.unwrap();
}

fn today(db: &TestDb) -> Date {
    today_in(db.clock.now(), "Asia/Seoul")
}

db_test! {
    async fn a_changed_quiz_is_passed_anew_and_failing_it_completes_nothing(db: TestDb) {
        let (person, ctx) = learner(&db).await;
        play(&db, &ctx).await;
        pass(&db, &ctx).await;
        assert_eq!(completed(&db).await.len(), 1);
        let new = material(&db, &library_with(&[QUIZ]), again(30)).await;
        assert_eq!(passed(&db, person).await, [true, false], "the scene is word for word the same");
        let steps: Vec<Step> = look(&db, person).await.parts.iter().map(|p| p.step).collect();
        assert_eq!(steps, [Step::Done, Step::NotStarted]);
        assert_eq!(look(&db, person).await.standing.label, Label::InProgress);
        fail(&db, &ctx).await;
        assert_eq!(completed(&db).await.len(), 1);
        let states = part_states(db.store.read(), person, &slug("fixture")).await.unwrap();
        assert_eq!((states[1].finished, states[1].score_percent), (true, Some(0)), "the old score is not the new one's");
        pass(&db, &ctx).await;
        let all = completed(&db).await;
        assert_eq!((all.len(), all[1].course_hash.as_slice()), (2, new.as_bytes().as_slice()));
    }

    async fn a_changed_scene_is_played_anew(db: TestDb) {
        let (person, ctx) = learner(&db).await;
        play(&db, &ctx).await;
        pass(&db, &ctx).await;
        material(&db, &library_with(&[SCENE]), again(30)).await;
        assert_eq!(passed(&db, person).await, [false, true]);
        fail(&db, &ctx).await;
        assert_eq!((completed(&db).await.len(), passed(&db, person).await), (1, [false, true]), "a pass is not taken away");
        play(&db, &ctx).await;
        assert_eq!(completed(&db).await.len(), 2);
    }

    async fn a_changed_card_asks_again_for_what_rests_on_it(db: TestDb) {
        // The scene rests on nothing.
        let apart = |files: Files| -> Files {
            let without = |(path, bytes): (String, Vec<u8>)| {
                let text = String::from_utf8(bytes).unwrap();
                let text = if path.ends_with("talk.md") {
                    text.replace("rules: [fixture-rule]\n", "").replace(" rule=fixture-rule", "")
                } else {
                    text
                };
                (path, text.into_bytes())
            };
            files.into_iter().map(without).collect()
        };
        let (person, ctx) = learner_of(&db, &apart(library())).await;
        play(&db, &ctx).await;
        pass(&db, &ctx).await;
        material(&db, &apart(library_with(&[CARD])), again(30)).await;
        assert_eq!(passed(&db, person).await, [true, false]);
        fail(&db, &ctx).await;
        assert_eq!(completed(&db).await.len(), 1);
    }

    async fn an_editorial_change_keeps_what_was_passed(db: TestDb) {
        let (person, ctx) = learner(&db).await;
        pass(&db, &ctx).await;
        let polished = publish(&db, &library_with(&[QUIZ, CARD]), Change::Editorial, TypedEarlier::default()).await.unwrap();
        assert_eq!(passed(&db, person).await, [false, true]);
        play(&db, &ctx).await;
        let all = completed(&db).await;
        assert_eq!((all.len(), all[0].course_hash.as_slice()), (1, polished.as_bytes().as_slice()));
        // What a material change left alone, an editorial one after it may word anew.
        material(&db, &library_with(&[QUIZ, CARD, SCENE]), again(30)).await;
        let words = [("무엇이 옳을까요?", "무엇이 가장 나을까요?"), CARD, SCENE];
        publish(&db, &library_with(&words), Change::Editorial, TypedEarlier::default()).await.unwrap();
        assert_eq!(passed(&db, person).await, [false, true]);
    }

    async fn a_part_that_was_left_alone_and_then_polished_keeps_its_pass(db: TestDb) {
        let (person, ctx) = learner(&db).await;
        pass(&db, &ctx).await;
        material(&db, &library_with(&[SCENE]), again(30)).await;
        publish(&db, &library_with(&[SCENE, QUIZ]), Change::Editorial, TypedEarlier::default()).await.unwrap();
        assert_eq!(passed(&db, person).await, [false, true]);
    }

    async fn a_changed_quiz_begins_its_attempts_anew(db: TestDb) {
        let (person, ctx) = learner(&db).await;
        confirm_all(&db).await;
        let hr = db.as_person(db.person("HB-0", Role::Hr).await);
        let one = TypedLimits { attempts: "1".into(), ..TypedLimits::default() };
        assign(&db, &hr, person, "2026-12-08", one).await;
        fail(&db, &ctx).await;
        let begin = || db.store.write(&ctx, StartAttempt { course: slug("fixture"), part: slug("check") });
        let refused = begin().await;
        assert!(matches!(&refused, Err(Error::Invalid(f)) if f[0].code == "used_up"), "{refused:?}");
        material(&db, &library_with(&[QUIZ]), again(30)).await;
        fail(&db, &ctx).await;
        assert!(begin().await.is_err());
    }

    async fn who_completed_it_has_the_days_that_were_promised(db: TestDb) {
        let (person, ctx) = learner(&db).await;
        confirm_all(&db).await;
        let hr = seoul(&db, db.person("HB-0", Role::Hr).await);
        let (far, never) = (db.person("HB-2", Role::Employee).await, db.person("HB-3", Role::Employee).await);
        for (person, due_on) in [(person, "2026-12-01"), (far, "2027-12-31"), (never, "2026-12-01")] {
            assign(&db, &hr, person, due_on, TypedLimits::default()).await;
        }
        for person in [person, far] {
            play(&db, &db.as_person(person)).await;
            pass(&db, &db.as_person(person)).await;
        }
        let before = completed(&db).await;
        db.clock.advance(Duration::days(100));
        material(&db, &library_with(&[QUIZ]), again(10)).await;
        let due = today(&db) + Duration::days(10);
        let owed = |study: &Study| study.owed.as_ref().unwrap().due_on;
        let seen = look(&db, person).await;
        assert_eq!((owed(&seen), seen.standing.label), (due, Label::InProgress));
        assert_eq!(seen.again.unwrap().completion.version.as_bytes().as_slice(), before[0].course_hash);
        assert_eq!(owed(&look(&db, far).await).to_string(), "2027-12-31");
        let seen = look(&db, never).await;
        assert_eq!((owed(&seen).to_string().as_str(), seen.standing.label), ("2026-12-01", Label::Overdue));
        assert_eq!(seen.again, None);
        assert_eq!(facts(&db).await, 1);
        for (days, label) in [(0, Label::InProgress), (10, Label::DueSoon), (1, Label::Overdue)] {
            db.clock.advance(Duration::days(days));
            let found = overview(&db.store, &hr, &Filter::default(), 1, 50).await.unwrap();
            let row = found.rows.into_iter().find(|row| row.person == person).unwrap();
            assert_eq!((row.standing.label, row.due_on), (label, Some(due)));
            assert_eq!(look(&db, person).await.standing, row.standing);
        }
        // Who owes it already keeps the day.
        material(&db, &library_with(&[("무엇이 옳을까요?", "무엇이 가장 나을까요?")]), again(10)).await;
        assert_eq!((owed(&look(&db, person).await), facts(&db).await), (due, 1));
        assert_eq!(completed(&db).await, before, "what was completed stays what it was");
        pass(&db, &ctx).await;
        let done = look(&db, person).await;
        assert!(matches!(done.standing.why, Why::Finished { late: Some(1), .. }), "{:?}", done.standing);
        assert_eq!(done.again, None);
        let told = record(&db.store, &hr, person).await.unwrap().history;
        let told = told.iter().find(|e| e.kind == "course_due_again").unwrap();
        assert_eq!((&told.codes["due_before"], &told.codes["due_on"]), (&"2026-12-01".to_owned(), &due.to_string()));
        let (file, ..) = export(&db, &hr, &reporting::Filter::default()).await.unwrap();
        assert!(file.lines().filter(|l| l.starts_with("HB-1,")).all(|l| l.contains(&format!(",{due},"))), "{file}");
    }

    async fn where_earlier_completions_suffice_everybody_stays_done(db: TestDb) {
        let (person, ctx) = learner(&db).await;
        confirm_all(&db).await;
        let hr = seoul(&db, db.person("HB-0", Role::Hr).await);
        assign(&db, &hr, person, "2026-12-01", TypedLimits::default()).await;
        play(&db, &ctx).await;
        pass(&db, &ctx).await;
        db.clock.advance(Duration::days(100));
        material(&db, &library_with(&[QUIZ]), Earlier::Suffice).await;
        let seen = look(&db, person).await;
        assert_eq!((seen.standing.label, seen.again), (Label::Done, None));
        assert_eq!(seen.owed.unwrap().due_on.to_string(), "2026-12-01");
        let found = overview(&db.store, &hr, &Filter::default(), 1, 50).await.unwrap();
        assert_eq!(found.counts[&Label::Done], 1);
        assert_eq!(facts(&db).await, 0);
        let in_force = candidates::in_force(&db.store, &db.system(), &slug("fixture")).await.unwrap().unwrap();
        assert_eq!((in_force.number, in_force.earlier), (2, Some(Earlier::Suffice)));
        // That it suffices makes nobody's old pass one of the new quiz.
        fail(&db, &ctx).await;
        assert_eq!(completed(&db).await.len(), 1);
        // The next that asks again asks those, too.
        material(&db, &library_with(&[("무엇이 옳을까요?", "무엇이 가장 나을까요?")]), again(30)).await;
        assert_eq!((look(&db, person).await.completion, facts(&db).await), (None, 1));
    }

    async fn what_it_means_must_be_said_of_a_material_change_only(db: TestDb) {
        learner(&db).await;
        let typed = |choice: &str, days: &str| TypedEarlier { choice: choice.into(), days: days.into() };
        let files = library_with(&[QUIZ]);
        for (choice, days, field) in [
            ("", "30", "earlier"), ("perhaps", "30", "earlier"), ("again", "", "again_days"), ("again", "0", "again_days"),
            ("again", "366", "again_days"), ("again", "3.5", "again_days"), ("again", "-1", "again_days"),
        ] {
            let refused = publish(&db, &files, Change::Material, typed(choice, days)).await;
            assert!(matches!(&refused, Err(Error::Invalid(f)) if f.len() == 1 && f[0].field == field), "{choice} {days} {refused:?}");
        }
        let rows = || publications::Entity::find().order_by_asc(publications::Column::Number);
        assert_eq!(rows().all(db.store.read()).await.unwrap().len(), 1);
        publish(&db, &files, Change::Editorial, typed("", "")).await.unwrap();
        publish(&db, &library_with(&[SCENE]), Change::Material, typed("again", " 365 ")).await.unwrap();
        let days: Vec<Option<i32>> = rows().all(db.store.read()).await.unwrap().iter().map(|p| p.due_again_days).collect();
        assert_eq!(days, [None, None, Some(365)]);
    }

    async fn what_was_published_before_the_choice_gives_thirty_days(db: TestDb) {
        let (person, ctx) = learner(&db).await;
        confirm_all(&db).await;
        let hr = seoul(&db, db.person("HB-0", Role::Hr).await);
        let never = db.person("HB-3", Role::Employee).await;
        for person in [person, never] {
            assign(&db, &hr, person, "2026-12-01", TypedLimits::default()).await;
        }
        play(&db, &ctx).await;
        pass(&db, &ctx).await;
        db.clock.advance(Duration::days(100));
        material(&db, &library_with(&[QUIZ]), Earlier::Suffice).await;
        let published = today_in(db.clock.now(), "UTC");
        let conn = db.store.migration_connection();
        let all = migrations::Migrator::migrations();
        let place = all.iter().position(|m| m.name() == "m0016_due_again").unwrap();
        migrations::Migrator::down(conn, u32::try_from(all.len() - place).ok()).await.unwrap();
        migrations::Migrator::up(conn, None).await.unwrap();
        let days: Vec<Option<i32>> = publications::Entity::find().order_by_asc(publications::Column::Number)
            .all(db.store.read()).await.unwrap().iter().map(|p| p.due_again_days).collect();
        assert_eq!(days, [None, Some(30)]);
        let rows = assignments::Entity::find().all(db.store.read()).await.unwrap();
        let due = |person: PersonId| rows.iter().find(|a| a.person_id == person.as_uuid()).unwrap().due_on.clone();
        assert_eq!(due(person), (published + Duration::days(31)).to_string());
        assert_eq!(due(never), "2026-12-01");
        assert!(db.sql("UPDATE publications SET due_again_days = 1").await.is_err(), "the guards are up again");
    }

    async fn the_timekeeper_names_the_language_that_was_read(db: TestDb) {
        let files = library_with(&[("pass_mark: 60", "pass_mark: 50")]);
        let (person, ctx) = learner_of(&db, &files).await;
        confirm_all(&db).await;
        let hr = db.as_person(db.person("HB-0", Role::Hr).await);
        let limits = TypedLimits { minutes: "5".into(), ..TypedLimits::default() };
        assign(&db, &hr, person, "2026-12-08", limits).await;
        let english = Ctx { language: Language::En, ..ctx };
        play(&db, &english).await;
        let attempt = start(&db, &english, "check").await;
        db.store.write(&english.with_new_key(), answer(attempt, "one", &["yes"])).await.unwrap();
        db.clock.advance(Duration::minutes(5) + GRACE + Duration::SECOND);
        Timekeeper::new(db.store.clone(), db.clock.clone()).look(None).await.unwrap();
        let all = completed(&db).await;
        assert_eq!((all.len(), all[0].language.as_str()), (1, "en"));
    }

    async fn an_attempt_that_cannot_be_ended_keeps_no_other_from_its_end(db: TestDb) {
        let (person, ctx) = learner(&db).await;
        confirm_all(&db).await;
        let hr = db.as_person(db.person("HB-0", Role::Hr).await);
        let limits = TypedLimits { minutes: "5".into(), ..TypedLimits::default() };
        assign(&db, &hr, person, "2026-12-08", limits).await;
        start(&db, &ctx, "check").await;
        // One at a part that its version does not have, over before the other.
        let row = attempts::Entity::find().one(db.store.read()).await.unwrap().unwrap();
        let broken = attempts::ActiveModel {
            id: Set(ctx.new_id::<AttemptId>().as_uuid()),
            part_slug: Set("gone".into()),
            ends_at: Set(row.ends_at.map(|at| at - 1)),
            ..row.into_active_model()
        };
        broken.insert(db.store.migration_connection()).await.unwrap();
        db.clock.advance(Duration::minutes(5) + GRACE + Duration::SECOND);
        let keeper = Timekeeper::new(db.store.clone(), db.clock.clone());
        assert!(matches!(keeper.look(None).await, Err(Error::NotFound)));
        let states = part_states(db.store.read(), person, &slug("fixture")).await.unwrap();
        assert!(states[1].finished);
        assert!(keeper.look(None).await.is_err(), "it is found again");
    }
}
