//! Calibration and self-efficacy: from all of one's own answers, nobody else's, and in nothing that anybody else reads.

use crate::{
    accounts_changes::merge,
    assessment::{answer, learner, learner_of, library_with, slug, start, texts, turn},
    support::{TestDb, db_test},
    training::{self, finish, publish},
};
use domain::{
    accounts::Role,
    assessment::{
        Advice, Calibration,
        Certainty::{self, C1, C2, C3},
        Moment, SelfEfficacy,
    },
    audit::record::value_hash,
    content::Practice,
    ids::{AttemptId, PersonId},
    language::Language,
};
use services::{
    Ctx, Error,
    accounts::own_data,
    assessment::{
        ChooseTurn, GiveSelfEfficacy, SelfEfficacyGiven,
        queries::{OwnCalibration, Said, calibration, intro, said},
    },
    content::Change,
    training::{ReadPage, study},
};

/// The two questions of the fixture, each right or not, with a level.
async fn quiz(db: &TestDb, ctx: &Ctx, one: (bool, Certainty), two: (bool, Certainty)) {
    let attempt = start(db, ctx, "check").await;
    let questions = [
        ("one", one, ["yes"].as_slice(), ["no"].as_slice()),
        ("two", two, &["a", "c"], &["b"]),
    ];
    for (item, (right, certainty), yes, no) in questions {
        let mut command = answer(attempt, item, if right { yes } else { no });
        command.certainty = Some(certainty);
        db.store.write(&ctx.with_new_key(), command).await.unwrap();
    }
}

async fn own(db: &TestDb, ctx: &Ctx) -> OwnCalibration {
    calibration(&db.store, ctx).await.unwrap()
}

async fn decide(db: &TestDb, ctx: &Ctx, place: (AttemptId, usize, &str, &str), level: Certainty) {
    let (attempt, step, scene, choice) = place;
    let command = ChooseTurn {
        certainty: Some(level),
        ..turn(attempt, step, scene, choice)
    };
    let taken = db.store.write(&ctx.with_new_key(), command).await.unwrap();
    assert!(taken.counts);
}

fn give(moment: &str, tasks: &[(&'static str, &str)]) -> GiveSelfEfficacy {
    let tasks = tasks.iter().map(|(task, n)| (*task, (*n).to_owned()));
    GiveSelfEfficacy {
        course: training::course(),
        moment: moment.into(),
        tasks: tasks.collect(),
    }
}

async fn write(db: &TestDb, ctx: &Ctx, command: GiveSelfEfficacy) -> Result<bool, Error> {
    let written = db.store.write(&ctx.with_new_key(), command).await;
    written.map(|given| given.counts)
}

async fn told(db: &TestDb, ctx: &Ctx) -> Said {
    let study = study::own(&db.store, ctx, &training::course()).await;
    let study = study.unwrap().unwrap();
    said(&db.store, ctx, &study).await.unwrap()
}

fn canonical(said: &Option<SelfEfficacy>) -> Option<String> {
    said.as_ref().map(SelfEfficacy::canonical)
}

async fn completed(db: &TestDb, person: PersonId) {
    for part in ["first", "second"] {
        finish(db, person, part, Language::Ko).await;
    }
}

db_test! {
    async fn below_twenty_answers_there_are_only_counts(db: TestDb) {
        let changes = [("{#two difficulty=2", "{#two practice=start-small difficulty=2")];
        let (_, ctx) = learner_of(&db, &library_with(&changes)).await;
        let none = own(&db, &ctx).await;
        assert_eq!((none.report.answers, none.report.figures, none.advice), (0, None, Advice::AnswerMore));
        for _ in 0..9 {
            quiz(&db, &ctx, (true, C3), (false, C3)).await;
        }
        // An answer counts at once, while its quiz goes on.
        let last = start(&db, &ctx, "check").await;
        db.store.write(&ctx.with_new_key(), answer(last, "one", &["yes"])).await.unwrap();
        let few = own(&db, &ctx).await;
        assert_eq!((few.report.answers, few.report.right, few.report.figures), (19, 10, None));
        assert_eq!((few.report.levels[2].answers, few.report.levels[2].right), (19, 10));
        assert!(few.practices.is_empty() && few.fewer == 0, "{few:?}");

        db.store.write(&ctx.with_new_key(), answer(last, "two", &["b"])).await.unwrap();
        let all = own(&db, &ctx).await;
        // Always 0.9, and half of it right: .9 − .5, and (.1² + .9²) / 2.
        let figures = all.report.figures.unwrap();
        assert!((figures.bias - 0.4).abs() < 1e-9 && (figures.brier - 0.41).abs() < 1e-9, "{figures:?}");
        // Questions count for their own practice, not that of their quiz.
        let practices: Vec<_> = all.practices.iter().map(|p| (p.practice, p.tally.answers())).collect();
        assert_eq!(practices, [(Practice::ContentFirst, 10), (Practice::StartSmall, 10)]);
        assert_eq!(all.practices[1].tally.count(Calibration::AtRisk), 10);
        assert_eq!(all.advice, Advice::ReadAgain(Practice::StartSmall));
        let course = |p| all.courses.get(&p).map(|c| c.slug.clone());
        assert_eq!((course(Practice::ContentFirst), course(Practice::StartSmall)), (Some(slug("fixture")), None));
    }

    async fn a_practice_with_fewer_than_five_answers_is_only_counted(db: TestDb) {
        let changes = [("{#dm channel", "{#dm .decision channel")];
        let (_, ctx) = learner_of(&db, &library_with(&changes)).await;
        for _ in 0..10 {
            quiz(&db, &ctx, (true, C2), (true, C2)).await;
        }
        let talk = start(&db, &ctx, "talk").await;
        db.store.write(&ctx.with_new_key(), turn(talk, 0, "open", "ask")).await.unwrap();
        decide(&db, &ctx, (talk, 1, "dm", "report"), C1).await;
        let all = own(&db, &ctx).await;
        let practices: Vec<_> = all.practices.iter().map(|p| p.practice).collect();
        assert_eq!((practices, all.fewer, all.report.answers), (vec![Practice::ContentFirst], 1, 21));
    }

    async fn a_decision_is_right_when_nothing_better_was_offered(db: TestDb) {
        let changes = [
            ("{#open channel", "{#open .decision channel"),
            ("{#dm channel", "{#dm .decision channel"),
            ("`trust +1` `score 3`\n  > CANARY-dm-report", "`if trust >= 2` `trust +1` `score 3`\n  > CANARY-dm-report"),
        ];
        let (_, ctx) = learner_of(&db, &library_with(&changes)).await;
        let talk = start(&db, &ctx, "talk").await;
        decide(&db, &ctx, (talk, 0, "open", "wait"), C1).await;
        decide(&db, &ctx, (talk, 1, "open", "ask"), C2).await;
        // What a decision is worth is not told before the scenario has ended.
        assert_eq!(own(&db, &ctx).await.report.answers, 0);
        decide(&db, &ctx, (talk, 2, "dm", "promise"), C3).await;
        let levels = own(&db, &ctx).await.report.levels.map(|level| (level.answers, level.right));
        // To promise was the only thing that could be done.
        assert_eq!(levels, [(1, 0), (1, 1), (1, 1)]);

        let again = start(&db, &ctx, "talk").await;
        decide(&db, &ctx, (again, 0, "open", "ask"), C2).await;
        decide(&db, &ctx, (again, 1, "dm", "promise"), C3).await;
        let levels = own(&db, &ctx).await.report.levels.map(|level| (level.answers, level.right));
        assert_eq!(levels, [(1, 0), (2, 2), (2, 1)], "here something better was offered");
    }

    async fn it_is_of_ones_own_answers_and_of_those_of_ones_duplicates(db: TestDb) {
        let (kept, ctx) = learner(&db).await;
        let twin = db.person("twin", Role::Employee).await;
        let stranger = db.person("stranger", Role::Administrator).await;
        quiz(&db, &ctx, (true, C1), (true, C1)).await;
        quiz(&db, &db.as_person(twin), (false, C3), (true, C3)).await;
        assert_eq!(own(&db, &ctx).await.report.answers, 2);
        db.store.write(&db.system(), merge(twin, kept)).await.unwrap();
        let levels = own(&db, &ctx).await.report.levels.map(|level| (level.answers, level.right));
        assert_eq!(levels, [(2, 2), (0, 0), (2, 1)]);
        assert_eq!(own(&db, &db.as_person(stranger)).await.report.answers, 0);
        assert!(matches!(calibration(&db.store, &db.system()).await, Err(Error::Forbidden)));
        // What was erased counts no more, and the rest does.
        db.sql("DELETE FROM attempt_certainties WHERE certainty = 'C3'").await.unwrap();
        assert_eq!(own(&db, &ctx).await.report.answers, 2);
    }

    async fn a_first_question_is_known_to_be_the_first(db: TestDb) {
        let (kept, ctx) = learner(&db).await;
        let twin = db.person("twin", Role::Employee).await;
        let before = |ctx: Ctx| {
            let store = db.store.clone();
            async move { intro(&store, &ctx, &slug("fixture"), &slug("check")).await.unwrap().unwrap().answered_before }
        };
        let opened = start(&db, &db.as_person(twin), "check").await;
        assert!(!before(db.as_person(twin)).await, "opened is not answered");
        db.store.write(&db.as_person(twin), answer(opened, "one", &["no"])).await.unwrap();
        assert!(before(db.as_person(twin)).await && !before(ctx.clone()).await);
        db.store.write(&db.system(), merge(twin, kept)).await.unwrap();
        assert!(before(ctx).await);
    }

    async fn it_is_said_once_before_and_once_after(db: TestDb) {
        publish(&db, "text", Change::Material).await;
        let person = db.person("HB-1", Role::Employee).await;
        let ctx = db.as_person(person);
        assert_eq!(told(&db, &ctx).await, Said { ask: Some(Moment::Before), ..Said::default() });
        // Not what it is too early for.
        assert!(!write(&db, &ctx, give("after", &[("own_work", "50")])).await.unwrap());
        assert!(write(&db, &ctx, give("before", &[("own_work", "30"), ("approval", "")])).await.unwrap());
        assert!(!write(&db, &ctx, give("before", &[("own_work", "90")])).await.unwrap(), "once");
        let before = told(&db, &ctx).await;
        assert_eq!((before.ask, canonical(&before.before)), (None, Some("own_work=30".into())));

        completed(&db, person).await;
        assert_eq!(told(&db, &ctx).await.ask, Some(Moment::After));
        assert!(write(&db, &ctx, give("after", &[("own_work", "80"), ("approval", "100")])).await.unwrap());
        let both = told(&db, &ctx).await;
        assert_eq!((both.ask, canonical(&both.before)), (None, Some("own_work=30".into())));
        assert_eq!(canonical(&both.after), Some("approval=100,own_work=80".into()));
        assert!(matches!(write(&db, &ctx, give("later", &[("own_work", "80")])).await, Err(Error::NotFound)));
        // A version that waits makes nobody a beginner again.
        publish(&db, "another", Change::Material).await;
        assert_eq!(told(&db, &ctx).await, Said { ask: None, ..both });
    }

    async fn on_the_way_through_a_course_nobody_is_asked(db: TestDb) {
        let version = publish(&db, "text", Change::Material).await;
        let person = db.person("HB-1", Role::Employee).await;
        let ctx = db.as_person(person);
        let library = services::content::queries::course(&db.store, &training::course(), Language::Ko).await;
        let module = library.unwrap().unwrap().modules[0].version;
        let read = ReadPage { course: training::course(), module: slug("first"), version: module, language: Language::Ko, page: 1 };
        db.store.write(&ctx.with_new_key(), read).await.unwrap();
        assert_eq!(told(&db, &ctx).await.ask, None, "{version}");
        assert!(!write(&db, &ctx, give("before", &[("own_work", "30")])).await.unwrap());
        let rows = db.number("SELECT CAST(count(*) AS BIGINT) FROM self_efficacies").await;
        assert_eq!(rows, 0);
    }

    async fn what_is_no_answer_is_refused_beside_its_task(db: TestDb) {
        publish(&db, "text", Change::Material).await;
        let ctx = db.as_person(db.person("HB-1", Role::Employee).await);
        let wrong = |tasks: &[(&'static str, &str)]| {
            let (store, ctx, command) = (db.store.clone(), ctx.with_new_key(), give("before", tasks));
            async move {
                match store.write(&ctx, command).await {
                    Err(Error::Invalid(fields)) => fields.iter().map(|f| (f.field, f.code)).collect::<Vec<_>>(),
                    other => panic!("{other:?}"),
                }
            }
        };
        assert_eq!(wrong(&[]).await, [("critical_comment", "nothing_picked")]);
        assert_eq!(wrong(&[("approval", "")]).await, [("critical_comment", "nothing_picked")]);
        let two = wrong(&[("approval", "55"), ("own_work", "101"), ("affiliation", "10")]).await;
        assert_eq!(two, [("approval", "invalid"), ("own_work", "invalid")]);
        let none = GiveSelfEfficacy { course: slug("nowhere"), ..give("before", &[("own_work", "30")]) };
        assert!(matches!(write(&db, &ctx, none).await, Err(Error::NotFound)));
        let outside = db.store.write(&db.system(), give("before", &[("own_work", "30")])).await;
        assert!(matches!(outside, Err(Error::Forbidden)));
    }

    async fn the_log_holds_that_it_was_said_and_no_figure(db: TestDb) {
        publish(&db, "text", Change::Material).await;
        let person = db.person("HB-1", Role::Employee).await;
        let ctx = db.as_person(person);
        let said = "adverse_event=70,own_work=30";
        write(&db, &ctx, give("before", &[("own_work", "30"), ("adverse_event", "70")])).await.unwrap();
        assert_eq!(texts(&db, "SELECT tasks FROM self_efficacies").await, [said]);
        let kind = "kind = 'self_efficacy_given'";
        let values = format!("SELECT v.value FROM fact_values v JOIN facts f ON f.id = v.fact_id WHERE f.{kind}");
        assert!(texts(&db, &values).await.is_empty());
        for sql in ["SELECT result FROM receipts", "SELECT value FROM fact_values"] {
            for text in texts(&db, sql).await {
                assert!(!text.contains("own_work"), "{sql}: {text}");
            }
        }
        // The fact holds the salted hash of what was said, and nothing to guess it from.
        let bytes = |sql: String| {
            let backend = db.store.backend();
            let statement = sea_orm::Statement::from_string(backend, sql);
            let store = db.store.clone();
            async move {
                let row = sea_orm::ConnectionTrait::query_one_raw(store.read(), statement).await.unwrap();
                row.unwrap().try_get_by_index::<Vec<u8>>(0).unwrap()
            }
        };
        let fact = bytes(format!("SELECT body FROM facts WHERE {kind}")).await;
        let fact = String::from_utf8_lossy(&fact).into_owned();
        let salt: [u8; 16] = bytes("SELECT salt FROM self_efficacies".into()).await.try_into().unwrap();
        let hash = hex::encode(value_hash(&salt, "self_efficacy", said));
        assert!(fact.contains(&hash) && !fact.contains("own_work"), "{fact}");
        // It can be erased, never rewritten, and goes into nobody's file but one's own.
        assert!(db.sql("UPDATE self_efficacies SET tasks = 'own_work=100'").await.is_err());
        let other = db.person("HB-2", Role::Administrator).await;
        for (who, theirs) in [(person, true), (other, false)] {
            let confirmed = Ctx { reauthenticated_at: Some(db.clock.now()), ..db.as_person(who) };
            let file = own_data::download(&db.store, &confirmed, who).await.unwrap();
            assert_eq!(file.contains(said), theirs);
        }
        assert_eq!(db.sql("DELETE FROM self_efficacies").await.unwrap(), 1);
        assert_eq!(told(&db, &ctx).await.ask, Some(Moment::Before));
    }

    async fn fifty_submissions_are_one(db: TestDb) {
        publish(&db, "text", Change::Material).await;
        let ctx = db.as_person(db.person("HB-1", Role::Employee).await);
        let all = (0..50).map(|n| {
            let (store, ctx) = (db.store.clone(), ctx.with_new_key());
            let command = give("before", &[("own_work", if n % 2 == 0 { "30" } else { "60" })]);
            tokio::spawn(async move { store.write(&ctx, command).await.unwrap() })
        });
        let mut counted = 0;
        for one in all.collect::<Vec<_>>() {
            let SelfEfficacyGiven { counts } = one.await.unwrap();
            counted += usize::from(counts);
        }
        let facts = "SELECT CAST(count(*) AS BIGINT) FROM facts WHERE kind = 'self_efficacy_given'";
        assert_eq!((counted, db.number(facts).await), (1, 1));
    }

    async fn what_a_duplicate_said_is_ones_own_and_the_first_counts(db: TestDb) {
        publish(&db, "text", Change::Material).await;
        let kept = db.person("kept", Role::Employee).await;
        let twin = db.person("twin", Role::Employee).await;
        write(&db, &db.as_person(twin), give("before", &[("own_work", "20")])).await.unwrap();
        db.clock.advance(time::Duration::minutes(1));
        write(&db, &db.as_person(kept), give("before", &[("own_work", "90")])).await.unwrap();
        assert_eq!(canonical(&told(&db, &db.as_person(kept)).await.before), Some("own_work=90".into()));
        db.store.write(&db.system(), merge(twin, kept)).await.unwrap();
        assert_eq!(canonical(&told(&db, &db.as_person(kept)).await.before), Some("own_work=20".into()));
    }
}

#[test]
fn a_command_says_nothing_of_what_was_picked() {
    // The receipt keeps a hash of it.
    let same = give("before", &[("own_work", "30")]);
    let other = give("before", &[("own_work", "40")]);
    let json = |command: &GiveSelfEfficacy| serde_json::to_string(command).unwrap();
    assert_eq!(json(&same), json(&other));
    assert_ne!(json(&same), json(&give("after", &[])));
}
