//! Item statistics: first attempts only, whole groups only, over the versions that ask the same, and never for everybody.

use crate::{
    assessment::{answer, import, library, library_with, slug, start},
    assessment_kinds::kinds,
    assessment_refresher::publish,
    support::{TestDb, db_test},
};
use domain::{
    accounts::{Role, Scope},
    assessment::{Certainty, ItemKind},
    ids::PersonId,
};
use services::{
    Ctx, Error,
    accounts::{GrantRole, MergePeople},
    assessment::{
        AnswerItem, FlagItem,
        statistics::{CourseStatistics, QuestionStatistics, statistics},
    },
};
use time::Duration;

/// Takes the quiz: the first question with this choice and certainty after this many seconds, the second right or not.
async fn take(db: &TestDb, ctx: &Ctx, one: (&str, Certainty, i64), two_right: bool) {
    let attempt = start(db, ctx, "check").await;
    let (choice, certainty, seconds) = one;
    let two: &[&str] = if two_right { &["a", "c"] } else { &["b"] };
    db.clock.advance(Duration::seconds(seconds));
    let first = AnswerItem {
        certainty: Some(certainty),
        ..answer(attempt, "one", &[choice])
    };
    db.store.write(&ctx.with_new_key(), first).await.unwrap();
    db.clock.advance(Duration::seconds(20));
    // A mark is no answer: it comes between two, and neither their number nor their time moves.
    let item = "one".to_owned();
    let on = true;
    let mark = FlagItem { attempt, item, on };
    db.store.write(&ctx.with_new_key(), mark).await.unwrap();
    let second = answer(attempt, "two", two);
    db.store.write(&ctx.with_new_key(), second).await.unwrap();
}

async fn somebody(db: &TestDb, n: usize) -> (PersonId, Ctx) {
    let person = db.person(&format!("HB-{n}"), Role::Employee).await;
    (person, db.as_person(person))
}

async fn author(db: &TestDb, number: &str, role: Role, scope: Scope) -> Ctx {
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

async fn read(db: &TestDb) -> CourseStatistics {
    statistics(&db.store, &db.system(), &slug("fixture"))
        .await
        .unwrap()
}

fn of<'a>(all: &'a CourseStatistics, item: &str) -> &'a QuestionStatistics {
    all.questions.iter().find(|q| q.item == item).unwrap()
}

fn people(question: &QuestionStatistics) -> Vec<(&str, Option<u32>)> {
    let choices = question.choices.iter();
    choices.map(|c| (c.id.as_str(), c.people)).collect()
}

/// Sure and wrong, sure and wrong, unsure and wrong, sure and right twice; who is right here is right elsewhere.
const FIVE: [((&str, Certainty, i64), bool); 5] = [
    (("no", Certainty::C3, 10), false),
    (("no", Certainty::C2, 12), false),
    (("no", Certainty::C1, 50), true),
    (("yes", Certainty::C3, 30), true),
    (("yes", Certainty::C3, 3_000), true),
];

async fn five(db: &TestDb, from: usize) {
    for (n, (one, two)) in FIVE.into_iter().enumerate() {
        let (_, ctx) = somebody(db, from + n).await;
        take(db, &ctx, one, two).await;
    }
}

db_test! {
    async fn five_people_are_told_of_in_sums(db: TestDb) {
        import(&db, &library()).await;
        five(&db, 1).await;
        let all = read(&db).await;
        assert_eq!(all.title, "시험 과정");
        let order: Vec<_> = all.questions.iter().map(|q| q.item.as_str()).collect();
        // Two of five are wrong and sure about each: then the name decides.
        assert_eq!(order, ["one", "two"]);
        let one = of(&all, "one");
        assert_eq!((one.statistics.answers, one.kind, one.part.as_str()), (5, ItemKind::Choose, "check"));
        let figures = one.statistics.figures.as_ref().unwrap();
        assert!((figures.facility.share - 0.4).abs() < 1e-9);
        assert_eq!(people(one), [("yes", Some(2)), ("no", Some(3))]);
        assert_eq!(one.choices[0].html, "예");
        assert!(one.choices[0].right && !one.choices[1].right);
        // Ten, twelve, thirty, fifty seconds, and one who came back after lunch.
        assert_eq!(figures.median_seconds, Some(30.0));
        let certainty = figures.certainty.unwrap();
        assert_eq!((certainty.levels, certainty.wrong_and_sure), ([1, 1, 3], 2));
        // By hand: right here 1 1, wrong 0 0 1 elsewhere: phi of the table 2 0 / 1 2 is 2/3.
        assert!((figures.discrimination.unwrap() - 2.0 / 3.0).abs() < 1e-9, "{figures:?}");
        // The second question is shown when the first has its answer.
        assert_eq!(of(&all, "two").statistics.figures.as_ref().unwrap().median_seconds, Some(20.0));
    }

    async fn people_are_counted_in_whole_groups_so_that_nobody_stands_out(db: TestDb) {
        import(&db, &library()).await;
        for (n, (one, two)) in FIVE.into_iter().take(4).enumerate() {
            let (_, ctx) = somebody(&db, n).await;
            take(&db, &ctx, one, two).await;
        }
        let four = read(&db).await;
        for question in &four.questions {
            assert_eq!((question.statistics.answers, &question.statistics.figures), (0, &None));
            assert!(people(question).iter().all(|(_, people)| people.is_none()), "{question:?}");
        }
        let (_, ctx) = somebody(&db, 4).await;
        take(&db, &ctx, FIVE[4].0, FIVE[4].1).await;
        let five = read(&db).await;
        assert_eq!(of(&five, "one").statistics.answers, 5);
        // Until there are ten, nothing moves: the difference between two looks would be one person.
        for n in 5..9 {
            let (_, ctx) = somebody(&db, n).await;
            take(&db, &ctx, ("no", Certainty::C3, 5), false).await;
            assert_eq!(read(&db).await, five, "{n}");
        }
        let (_, ctx) = somebody(&db, 9).await;
        take(&db, &ctx, ("no", Certainty::C3, 5), false).await;
        assert_eq!(people(of(&read(&db).await, "one")), [("yes", Some(2)), ("no", Some(8))]);
    }

    async fn only_the_first_attempt_of_a_human_counts(db: TestDb) {
        import(&db, &library()).await;
        five(&db, 1).await;
        let before = read(&db).await;
        // One human with two rows of their own, who tries again and again.
        let (twin, twin_ctx) = somebody(&db, 77).await;
        let (kept, kept_ctx) = somebody(&db, 78).await;
        take(&db, &kept_ctx, ("yes", Certainty::C1, 1), true).await;
        take(&db, &twin_ctx, ("no", Certainty::C3, 1), false).await;
        for _ in 0..5 {
            take(&db, &kept_ctx, ("no", Certainty::C3, 1), false).await;
        }
        assert_eq!(read(&db).await, before, "two people more, seven attempts");
        let merge = MergePeople { duplicate: twin, kept, reason: "one human".into() };
        db.store.write(&db.system(), merge).await.unwrap();
        for n in 90..93 {
            let (_, ctx) = somebody(&db, n).await;
            take(&db, &ctx, ("yes", Certainty::C1, 1), true).await;
        }
        assert_eq!(read(&db).await, before, "nine humans, one of them with two rows");
        let (_, ctx) = somebody(&db, 99).await;
        take(&db, &ctx, ("yes", Certainty::C1, 1), true).await;
        let all = read(&db).await;
        // Two of the first five, and each of the five later ones with their first answer.
        assert_eq!(people(of(&all, "one")), [("yes", Some(7)), ("no", Some(3))]);
    }

    async fn the_same_question_is_one_over_all_versions_and_another_kind_is_another(db: TestDb) {
        import(&db, &library()).await;
        five(&db, 1).await;
        // A new wording, and a choice under another name: the old one's takers are still told of.
        publish(&db, &library_with(&[("무엇이 옳을까요?", "무엇이 나을까요?"), ("[ ] `no`", "[ ] `nope`")])).await;
        for n in 11..16 {
            let (_, ctx) = somebody(&db, n).await;
            take(&db, &ctx, ("nope", Certainty::C3, 5), false).await;
        }
        let all = read(&db).await;
        let one = of(&all, "one");
        assert_eq!(one.statistics.answers, 10);
        assert_eq!(people(one), [("yes", Some(2)), ("nope", Some(5)), ("no", Some(3))]);
        assert_eq!(one.choices[2].html, "");
        // Asked in another way it is another question, of which nobody has answered yet.
        let typed = [
            ("{#one difficulty=1 rule=fixture-rule}", "{#one .short difficulty=1 rule=fixture-rule}"),
            ("- [ ] `no` 아니요\n  > CANARY-one-no 다시 생각해 봐요.", "- [ ] `otherwise`\n  > CANARY-one-no 다시 생각해 봐요."),
            ("- [ ] `no` No\n", "- [ ] `otherwise`\n"),
        ];
        publish(&db, &library_with(&typed)).await;
        let all = read(&db).await;
        assert_eq!((of(&all, "one").kind, of(&all, "one").statistics.answers), (ItemKind::Short, 0));
        assert_eq!(of(&all, "two").statistics.answers, 10);
    }

    async fn who_writes_the_course_sees_it_and_nobody_else(db: TestDb) {
        import(&db, &library()).await;
        import(&db, &kinds()).await;
        let course = slug("fixture");
        for (number, role, scope, may) in [
            ("A-1", Role::Author, Scope::All, true),
            ("A-2", Role::Author, Scope::Course(course.clone()), true),
            ("A-3", Role::Author, Scope::Course(slug("kinds")), false),
            ("A-4", Role::CommsEditor, Scope::All, true),
            ("A-5", Role::CommsEditor, Scope::Course(slug("kinds")), false),
            ("A-6", Role::Hr, Scope::All, false),
            ("A-7", Role::Auditor, Scope::All, false),
            ("A-8", Role::Administrator, Scope::All, false),
            ("A-9", Role::Reviewer, Scope::All, false),
        ] {
            let ctx = author(&db, number, role, scope.clone()).await;
            let seen = statistics(&db.store, &ctx, &course).await;
            match seen {
                Ok(_) => assert!(may, "{role:?} {scope:?}"),
                Err(Error::Forbidden) => assert!(!may, "{role:?} {scope:?}"),
                Err(other) => panic!("{other:?}"),
            }
        }
        let nobody = db.as_person(db.person("E-1", Role::Employee).await);
        assert!(matches!(statistics(&db.store, &nobody, &course).await, Err(Error::Forbidden)));
        assert!(matches!(statistics(&db.store, &db.system(), &slug("nothing")).await, Err(Error::NotFound)));
    }
}
