//! Rule cards gate what rests on them, and the company's own review leads on, on both databases and on any day.

use crate::{
    content::{WHY, example, with},
    support::{TestDb, db_test},
    training,
};
use domain::{
    accounts::{Role, Scope},
    content::{ContentHash, Slug, rule_card::State},
    ids::PersonId,
    language::Language,
};
use services::{
    Ctx, Error,
    accounts::GrantRole,
    content::{
        Change, Files, Imported, PublishCourse, RULES_BLOCK, TypedEarlier, check, import, queries,
        read_folder,
        rules::{self, ConfirmRules, WithdrawConfirmation, notices},
    },
    ctx::Key,
    demo,
    training::{AssignCourse, Assigned, RULES_OPEN, TypedLimits, Whom},
};
use std::path::Path;
use time::{Date, Duration, macros::date};

const CARD: &str = "rules/our-name-first.md";

fn course() -> Slug {
    Slug::parse("first-post").unwrap()
}

async fn bring(db: &TestDb, files: &Files) -> Imported {
    db.clock.advance(Duration::minutes(1));
    let checked = check(files);
    let shown = checked.show(Language::En);
    let library = checked.into_library().unwrap_or_else(|_| panic!("{shown}"));
    import(&db.store, &db.system(), &library).await.unwrap()
}

/// Noon of that day.
fn travel(db: &TestDb, to: Date) {
    let noon = to.midnight().assume_utc() + Duration::hours(12);
    db.clock.advance(noon - db.clock.now());
}

fn acting(db: &TestDb, person: PersonId) -> Ctx {
    Ctx {
        key: Key::random(),
        ..db.as_person(person)
    }
}

/// The versions of cards that are in use.
async fn cards(db: &TestDb) -> Vec<ContentHash> {
    let reviews = rules::queries::reviews(&db.store, &db.system()).await;
    reviews.unwrap().iter().map(|r| r.standing.hash).collect()
}

async fn confirm(
    db: &TestDb,
    who: PersonId,
    next_review: &str,
) -> services::Result<rules::Confirmed> {
    let command = ConfirmRules {
        cards: cards(db).await.into_iter().collect(),
        next_review: next_review.into(),
    };
    db.store.write(&acting(db, who), command).await
}

/// Every card that something rests on, confirmed by a reviewer of the company.
pub async fn confirm_all(db: &TestDb) {
    let reviewer = db.person("HB-R", Role::Reviewer).await;
    confirm(db, reviewer, "2027-05-23").await.unwrap();
}

async fn publish(db: &TestDb, who: PersonId) -> services::Result<i32> {
    let command = PublishCourse {
        slug: course(),
        hash: db.newest_course().await,
        change: Change::Editorial,
        earlier: TypedEarlier::default(),
        reason: "wording".into(),
    };
    db.store.write(&acting(db, who), command).await
}

async fn assign(db: &TestDb, hr: PersonId, whom: PersonId) -> services::Result<Assigned> {
    let due_on = db.clock.now().date() + Duration::days(14);
    let command = AssignCourse {
        course: "first-post".into(),
        whom: Whom::These([whom].into()),
        due_on: due_on.to_string(),
        reason: "new_hire".into(),
        note: String::new(),
        limits: TypedLimits::default(),
    };
    db.store.write(&acting(db, hr), command).await
}

fn refused<T: std::fmt::Debug>(answer: services::Result<T>) -> Vec<(&'static str, &'static str)> {
    match answer {
        Err(Error::Invalid(fields)) => fields.iter().map(|f| (f.field, f.code)).collect(),
        Err(Error::Conflict(code)) => vec![("conflict", code)],
        Err(Error::Forbidden) => vec![("", "forbidden")],
        Err(Error::NotFound) => vec![("", "not_found")],
        other => panic!("{other:?}"),
    }
}

const BLOCKED: [(&str, &str); 1] = [("conflict", RULES_BLOCK)];
const OPEN: [(&str, &str); 1] = [("course", RULES_OPEN)];

fn changed() -> Files {
    with(
        example(),
        WHY,
        "소리 내어 읽어 봐요",
        "소리 내어 두 번 읽어 봐요",
    )
}

/// What ships, as of the day it is brought in.
fn shipped() -> Files {
    read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../content")).unwrap()
}

db_test! {
    async fn an_expired_card_blocks_what_is_new_until_the_company_has_looked_again(db: TestDb) {
        bring(&db, &example()).await;
        bring(&db, &changed()).await;
        let editor = db.person("E1", Role::CommsEditor).await;
        let reviewer = db.person("R1", Role::Reviewer).await;
        travel(&db, date!(2027 - 05 - 24));
        assert_eq!(refused(publish(&db, editor).await), BLOCKED);
        let before = queries::course(&db.store, &course(), Language::Ko).await.unwrap();
        assert!(before.is_some(), "what was published stays in force");

        let done = confirm(&db, reviewer, "2028-05-24").await.unwrap();
        assert_eq!((done.confirmed, done.already), (1, 0));
        assert_eq!(publish(&db, editor).await.unwrap(), 2);

        bring(&db, &with(changed(), WHY, "title: 작게", "title: 아주 작게")).await;
        travel(&db, date!(2028 - 05 - 25));
        assert_eq!(refused(publish(&db, editor).await), BLOCKED, "the company's own day holds as well");
        confirm(&db, reviewer, "2029-05-24").await.unwrap();
        assert_eq!(publish(&db, editor).await.unwrap(), 3);
    }

    async fn a_course_is_assigned_once_the_company_stands_by_its_cards(db: TestDb) {
        bring(&db, &example()).await;
        let (hr, reviewer) = (db.person("H1", Role::Hr).await, db.person("R1", Role::Reviewer).await);
        let (first, second) = (db.person("P1", Role::Employee).await, db.person("P2", Role::Employee).await);
        assert_eq!(refused(assign(&db, hr, first).await), OPEN);
        let missing = rules::queries::missing(&db.store, &acting(&db, hr), &course()).await.unwrap();
        assert_eq!(missing.len(), 1);
        assert_eq!(missing[0].card.id.as_str(), "our-name-first");

        confirm(&db, reviewer, "2027-11-24").await.unwrap();
        assert_eq!(assign(&db, hr, first).await.unwrap().assigned, 1);
        let again = confirm(&db, reviewer, "2027-11-25").await.unwrap();
        assert_eq!((again.confirmed, again.already), (0, 1), "each version is confirmed once");

        let card = cards(&db).await[0];
        let withdraw = |reason: &str| WithdrawConfirmation { card, reason: reason.into() };
        let wordless = db.store.write(&acting(&db, reviewer), withdraw(" ")).await;
        assert_eq!(refused(wordless), [("reason", "required")]);
        db.store.write(&acting(&db, reviewer), withdraw("the act was amended")).await.unwrap();
        let twice = db.store.write(&acting(&db, reviewer), withdraw("again")).await;
        assert_eq!(refused(twice), [("conflict", "not_confirmed")]);
        assert_eq!(refused(assign(&db, hr, second).await), OPEN);
        assert_eq!(db.number("SELECT CAST(count(*) AS BIGINT) FROM assignments").await, 1, "what was assigned stays");

        confirm(&db, reviewer, "2027-11-24").await.unwrap();
        let details = rules::queries::review(&db.store, &acting(&db, reviewer), card).await.unwrap();
        let told: Vec<_> = details.decisions.iter().map(|d| (d.confirmed, d.reason.as_deref())).collect();
        assert_eq!(told, [(true, None), (false, Some("the act was amended")), (true, None)]);
        assert_eq!(details.decisions[0].reviewer.as_deref(), Some("김민지"));
        for kind in ["rule_confirmed", "rule_confirmation_withdrawn"] {
            let sql = format!("SELECT CAST(count(*) AS BIGINT) FROM facts WHERE kind = '{kind}'");
            assert!(db.number(&sql).await > 0, "{kind}");
        }
    }

    async fn a_changed_card_needs_a_new_confirmation(db: TestDb) {
        bring(&db, &example()).await;
        let (hr, reviewer) = (db.person("H1", Role::Hr).await, db.person("R1", Role::Reviewer).await);
        let person = db.person("P1", Role::Employee).await;
        confirm(&db, reviewer, "2027-11-24").await.unwrap();
        bring(&db, &with(example(), CARD, "say in the first line", "say in the very first line")).await;
        publish(&db, db.person("E1", Role::CommsEditor).await).await.unwrap();
        assert_eq!(refused(assign(&db, hr, person).await), OPEN);
        confirm(&db, reviewer, "2027-11-24").await.unwrap();
        assign(&db, hr, person).await.unwrap();
    }

    async fn a_word_given_before_a_cards_own_day_does_not_outlast_it(db: TestDb) {
        bring(&db, &example()).await;
        let (hr, reviewer) = (db.person("H1", Role::Hr).await, db.person("R1", Role::Reviewer).await);
        confirm(&db, reviewer, "2027-11-24").await.unwrap();
        travel(&db, date!(2027 - 04 - 23));
        let state = |r: Vec<rules::queries::CardReview>| r[0].standing.state;
        let near = rules::queries::reviews(&db.store, &db.system()).await.unwrap();
        assert!(matches!(state(near), State::Due { .. }), "thirty days before, a notice");
        assign(&db, hr, db.person("P1", Role::Employee).await).await.unwrap();
        travel(&db, date!(2027 - 05 - 24));
        assert_eq!(refused(assign(&db, hr, db.person("P2", Role::Employee).await).await), OPEN);
    }

    async fn a_card_that_nobody_reviewed_waits_for_the_company(db: TestDb) {
        // A word for nobody is nobody, here as in the checker.
        let nobody = "reviewer: TBD\nin_force_to: 2027-03-31\n";
        let unreviewed = with(example(), CARD, "reviewer: 커뮤니케이션팀 / communications\n", nobody);
        let imported = bring(&db, &unreviewed).await;
        assert_eq!((imported.published, imported.candidates), (vec![], vec![course()]));
        let editor = db.person("E1", Role::CommsEditor).await;
        let reviewer = db.person("R1", Role::Reviewer).await;
        assert_eq!(refused(publish(&db, editor).await), BLOCKED);
        confirm(&db, reviewer, "2027-11-24").await.unwrap();
        assert_eq!(publish(&db, editor).await.unwrap(), 1);
        // The rule ends before anybody wanted to look again.
        bring(&db, &with(unreviewed, WHY, "title: 작게", "title: 아주 작게")).await;
        travel(&db, date!(2027 - 04 - 01));
        assert_eq!(refused(publish(&db, editor).await), BLOCKED);
    }

    async fn only_a_reviewer_of_the_whole_company_confirms(db: TestDb) {
        bring(&db, &example()).await;
        for (number, role) in [("1", Role::Employee), ("2", Role::Administrator), ("3", Role::CommsEditor), ("4", Role::Hr)] {
            let who = db.person(number, role).await;
            assert_eq!(refused(confirm(&db, who, "2027-11-24").await), [("", "forbidden")], "{role:?}");
        }
        let elsewhere = db.person("5", Role::Employee).await;
        let grant = GrantRole { person: elsewhere, role: Role::Reviewer, scope: Scope::Course(course()), reason: "test".into() };
        db.store.write(&Ctx { key: Key::random(), ..db.system() }, grant).await.unwrap();
        assert_eq!(refused(confirm(&db, elsewhere, "2027-11-24").await), [("", "forbidden")]);
        let reviewer = db.person("6", Role::Reviewer).await;
        for (day, code) in [("", "required"), ("soon", "date"), ("2026-11-24", "past"), ("2029-11-24", "too_far")] {
            assert_eq!(refused(confirm(&db, reviewer, day).await), [("next_review", code)]);
        }
        let nothing = ConfirmRules { cards: [].into(), next_review: "2027-11-24".into() };
        assert_eq!(refused(db.store.write(&acting(&db, reviewer), nothing).await), [("card", "no_card")]);
        let course_version = queries::course(&db.store, &course(), Language::Ko).await.unwrap().unwrap().version;
        let no_card = ConfirmRules { cards: [course_version].into(), next_review: "2027-11-24".into() };
        assert_eq!(refused(db.store.write(&acting(&db, reviewer), no_card).await), [("card", "card_changed")]);
        let employee = db.person("7", Role::Employee).await;
        let seen = rules::queries::reviews(&db.store, &acting(&db, employee)).await;
        assert_eq!(refused(seen), [("", "forbidden")]);
    }

    async fn who_answers_for_a_course_is_told_once(db: TestDb) {
        bring(&db, &example()).await;
        let watch = notices::Watch::new(db.store.clone(), db.clock.clone());
        travel(&db, date!(2027 - 04 - 24));
        assert_eq!(watch.look().await.unwrap(), 0, "nobody is there to be told");
        let editor = db.person("E1", Role::CommsEditor).await;
        db.person("P1", Role::Employee).await;
        db.person("H1", Role::Hr).await;
        let elsewhere = db.person("E2", Role::Employee).await;
        bring(&db, &training::library("no card")).await;
        let other = Scope::Course(training::course());
        let grant = GrantRole { person: elsewhere, role: Role::CommsEditor, scope: other, reason: "test".into() };
        db.store.write(&Ctx { key: Key::random(), ..db.system() }, grant).await.unwrap();
        assert_eq!(watch.look().await.unwrap(), 1);
        assert_eq!(watch.look().await.unwrap(), 0);
        let told = notices::of_actor(&db.store, &acting(&db, editor)).await.unwrap();
        assert_eq!(told[0].uses[0].title.text, "내 첫 글");
        assert_eq!(notices::of_actor(&db.store, &acting(&db, elsewhere)).await.unwrap(), []);
        travel(&db, date!(2027 - 05 - 24));
        let reviewer = db.person("R1", Role::Reviewer).await;
        assert_eq!(watch.look().await.unwrap(), 2, "that it is over is another thing to tell");
        assert_eq!(db.number("SELECT CAST(count(*) AS BIGINT) FROM jobs WHERE kind = 'mail_rules'").await, 3);
        confirm(&db, reviewer, "2028-05-24").await.unwrap();
        assert_eq!(notices::of_actor(&db.store, &acting(&db, editor)).await.unwrap(), []);
        assert_eq!(watch.look().await.unwrap(), 0);
    }

    async fn the_demo_works_on_any_day(db: TestDb) {
        // Every card that ships has come to its end by then.
        travel(&db, date!(2027 - 12 - 01));
        let imported = bring(&db, &shipped()).await;
        assert_eq!(imported.published, []);
        demo::create(&db.store, &db.system(), "a calm lake and seven herons").await.unwrap();
        let courses = queries::courses(&db.store, Language::Ko).await.unwrap();
        assert_eq!(courses.len(), imported.candidates.len());
        assert!(db.number("SELECT CAST(count(*) AS BIGINT) FROM assignments").await > 0);
        let reviews = rules::queries::reviews(&db.store, &db.system()).await.unwrap();
        assert!(reviews.iter().all(|r| !r.needs_word()), "nothing is open, what waits included");
        let in_its_own_name = |r: &rules::queries::CardReview| r.standing.word.unwrap().reviewer.is_none();
        assert!(reviews.iter().all(in_its_own_name));
    }

    async fn what_is_new_in_the_format_renames_no_version(db: TestDb) {
        bring(&db, &example()).await;
        let before = cards(&db).await[0];
        assert_eq!(before.to_string(), NAME_OF_THE_CARD);
        bring(&db, &with(example(), CARD, "next_review: 2027-05-23", "next_review: 2027-05-23\nin_force_to: 2028-01-01")).await;
        let now = rules::queries::reviews(&db.store, &db.system()).await.unwrap();
        assert!(now.iter().any(|r| r.standing.hash != before && r.standing.card.in_force_to.as_deref() == Some("2028-01-01")));
    }
}

/// The card of docs/content-format.md as it was named before cards could say how long they are in force.
const NAME_OF_THE_CARD: &str = "f57d55613434c85b02e10072357bb6996e320bddf530b7c0a322965483479b06";
