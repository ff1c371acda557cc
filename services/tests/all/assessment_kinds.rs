//! Questions whose answers are put into order, paired, marked or typed: graded, and told where they are wrong.

use crate::{
    assessment::{events, import, slug, texts},
    support::{TestDb, db_test},
};
use domain::{
    accounts::Role,
    assessment::Certainty,
    ids::{AttemptId, PersonId},
    language::Language,
};
use services::{
    Ctx, Error,
    assessment::{
        AnswerItem, StartAttempt,
        queries::{Now, Put, now, part_states},
        right_answer,
    },
    content::{
        Files,
        model::{Item, Part},
        queries::current_in,
    },
};

/// A course with a question of each kind whose answers are not just picked.
pub fn kinds() -> Files {
    let files = [
        (
            "rules/fixture-rule.md",
            include_str!("../fixtures/assessment/rule.md"),
        ),
        (
            "courses/kinds/course.md",
            include_str!("../fixtures/kinds/course.md"),
        ),
        (
            "courses/kinds/ko/kinds.md",
            include_str!("../fixtures/kinds/ko/kinds.md"),
        ),
        (
            "courses/kinds/en/kinds.md",
            include_str!("../fixtures/kinds/en/kinds.md"),
        ),
    ];
    files
        .map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()))
        .into()
}

/// The questions of the quiz of each kind.
async fn items(db: &TestDb) -> Vec<Item> {
    let course = slug("kinds");
    let version = current_in(db.store.read(), &course).await.unwrap().unwrap();
    match version.part(&slug("kinds"), Language::En).unwrap().1 {
        Part::Quiz(quiz) => quiz.items,
        other => panic!("{other:?}"),
    }
}

/// Somebody before the questions of each kind, and the right answer to each.
async fn before_kinds(db: &TestDb) -> (PersonId, Ctx, AttemptId, Vec<AnswerItem>) {
    import(db, &kinds()).await;
    let person = db.person("HB-1", Role::Employee).await;
    let ctx = db.as_person(person);
    let (course, part) = (slug("kinds"), slug("kinds"));
    let command = StartAttempt { course, part };
    let attempt = db.store.write(&ctx.with_new_key(), command).await.unwrap();
    let mut right = Vec::new();
    for item in items(db).await {
        let answer = right_answer(&db.store, &ctx, attempt, &item, Certainty::C2).await;
        right.push(answer.unwrap());
    }
    (person, ctx, attempt, right)
}

db_test! {
    async fn every_kind_of_question_is_graded(db: TestDb) {
        let (person, ctx, attempt, right) = before_kinds(&db).await;
        for command in &right {
            db.store.write(&ctx.with_new_key(), command.clone()).await.unwrap();
            let (_, Now::Feedback(feedback)) = now(&db.store, &ctx, attempt, Some(&command.item)).await.unwrap() else {
                panic!("no feedback")
            };
            assert!(feedback.right, "{feedback:?}");
            // Nothing that was right and left out, and each thing that was done has its word.
            assert!(feedback.choices.iter().all(|c| !c.chosen || c.feedback.is_some()), "{feedback:?}");
            assert!(feedback.choices.iter().all(|c| !c.html.is_empty() && (c.chosen == c.right)), "{feedback:?}");
        }
        let states = part_states(db.store.read(), person, &slug("kinds")).await.unwrap();
        assert_eq!((states[0].passed, states[0].score_percent), (true, Some(100)));
        // Which answer was typed is kept, and never the words.
        let bodies = texts(&db, "SELECT body FROM attempt_events ORDER BY seq").await.join("\n");
        assert!(bodies.contains("keyname-safety") && !bodies.contains("안전성"), "{bodies}");
        assert!(bodies.contains(r#""order":["keyname-one","keyname-two","keyname-three"]"#), "{bodies}");
        // A right side is called by the first it belongs to.
        assert!(bodies.contains(r#""keyname-c":"keyname-a""#), "{bodies}");
    }

    async fn what_is_not_wholly_right_says_where(db: TestDb) {
        let (_, ctx, attempt, right) = before_kinds(&db).await;
        let mut answers = right;
        // The first two lines change places, the first pair takes the other side, a mark is left out, a mistake typed.
        answers[0].picks = answers[0].picks.iter().map(|(line, place)| (*line, match place { 1 => 2, 2 => 1, n => *n })).collect();
        let first = answers[1].picks[&1];
        answers[1].picks.insert(1, 3 - first);
        answers[2].choices = ["best".to_owned(), "us".to_owned()].into();
        answers[3].text = "영업 팀에게요!".into();
        let mut seen = Vec::new();
        for command in answers {
            db.store.write(&ctx.with_new_key(), command.clone()).await.unwrap();
            let (_, Now::Feedback(feedback)) = now(&db.store, &ctx, attempt, Some(&command.item)).await.unwrap() else {
                panic!("no feedback")
            };
            assert!(!feedback.right, "{feedback:?}");
            seen.push(feedback);
        }
        let places: Vec<_> = seen[0].choices.iter().map(|c| (c.put.clone(), c.right)).collect();
        let place = |given, right| (Put::Place { given, right }, given == right);
        assert_eq!(places, [place(2, 1), place(1, 2), place(3, 3)]);
        assert_eq!(seen[1].choices.iter().filter(|c| !c.right).count(), 1);
        assert!(seen[1].choices.iter().all(|c| matches!(&c.put, Put::Side { given, right } if (given == right) == c.right)));
        let marks: Vec<_> = seen[2].choices.iter().map(|c| (c.id.as_str(), c.html.as_str(), c.chosen, c.right)).collect();
        assert_eq!(marks, [("best", "the best", true, true), ("first", "<strong>the first</strong>", false, true), ("us", "us", true, false)]);
        assert!(seen[2].choices.iter().all(|c| c.feedback.is_some()));
        let typed: Vec<_> = seen[3].choices.iter().map(|c| (c.id.as_str(), c.chosen)).collect();
        assert_eq!(typed, [("keyname-safety", false), ("keyname-sales", true)]);
    }

    async fn a_form_of_each_kind_that_is_not_filled_says_so(db: TestDb) {
        let (_, ctx, _, right) = before_kinds(&db).await;
        let codes = |command: AnswerItem| {
            let (store, ctx) = (db.store.clone(), ctx.with_new_key());
            async move {
                match store.write(&ctx, command).await {
                    Err(Error::Invalid(fields)) => fields.iter().map(|f| f.code).collect::<Vec<_>>(),
                    other => panic!("{other:?}"),
                }
            }
        };
        for (command, code) in right.iter().zip(["no_order", "no_pairs", "no_mark", "no_text"]) {
            let empty = AnswerItem { choices: [].into(), picks: [].into(), text: " … ".into(), ..command.clone() };
            assert_eq!(codes(empty).await, [code]);
        }
        let twice = AnswerItem { picks: [(1, 1), (2, 1), (3, 2)].into(), ..right[0].clone() };
        assert_eq!(codes(twice).await, ["no_order"]);
        let beyond = AnswerItem { picks: [(1, 1), (2, 9), (3, 1)].into(), ..right[1].clone() };
        assert_eq!(codes(beyond).await, ["no_pairs"]);
        let unknown = AnswerItem { choices: ["them".to_owned()].into(), ..right[2].clone() };
        assert_eq!(codes(unknown).await, ["invalid"]);
        let long = AnswerItem { text: "가".repeat(81), ..right[3].clone() };
        assert_eq!(codes(long).await, ["too_long"]);
        assert_eq!(events(&db).await, 0);
    }
}
