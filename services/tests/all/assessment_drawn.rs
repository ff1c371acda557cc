//! Quizzes that draw their questions from a larger set.

use crate::{
    assessment::{answer, events, learner_of, library_with, start, texts},
    support::{TestDb, db_test},
};
use domain::language::Language;
use services::{
    Error,
    assessment::queries::{Now, Outcomes, now, result},
    content,
};
use std::collections::BTreeSet;

const DRAW: (&str, &str) = ("kind: quiz", "kind: quiz\ndraw: 1");

db_test! {
    async fn an_attempt_asks_what_it_drew_and_nothing_else(db: TestDb) {
        let (_, ctx) = learner_of(&db, &library_with(&[DRAW])).await;
        let mut drawn = BTreeSet::new();
        // Which of two is drawn is chance: after sixty attempts both have been, but for one chance in 2^59.
        for _ in 0..60 {
            let attempt = start(&db, &ctx, "check").await;
            let Now::Question(asked) = now(&db.store, &ctx, attempt, None).await.unwrap().1 else {
                panic!("there is a question");
            };
            assert_eq!((asked.place, asked.total), (1, 1));
            let (other, right) = match asked.item.as_str() {
                "one" => ("two", vec!["yes"]),
                _ => ("one", vec!["a", "c"]),
            };
            let refused = db.store.write(&ctx.with_new_key(), answer(attempt, other, &["yes"])).await;
            assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
            // Nor does the page show it.
            let (_, shown) = now(&db.store, &ctx, attempt, Some(other)).await.unwrap();
            assert!(matches!(shown, Now::Question(_)), "{shown:?}");
            let last = db.store.write(&ctx.with_new_key(), answer(attempt, &asked.item, &right)).await.unwrap();
            assert!(last.counts && last.finished);
            let Some(Outcomes::Quiz(review)) = result(&db.store, &ctx, attempt).await.unwrap().1 else {
                panic!("the quiz is over");
            };
            assert_eq!((review.result.right, review.result.total, review.items.len()), (1, 1, 1));
            drawn.insert(asked.item);
        }
        assert_eq!(drawn.len(), 2);
        assert_eq!(events(&db).await, 120);
        let facts = texts(&db, "SELECT body FROM attempt_events WHERE kind = 'finished'").await;
        assert!(facts.iter().all(|body| body.contains("\"total\":1")), "{facts:?}");
    }
}

#[test]
fn no_more_is_drawn_than_there_is_and_both_languages_draw_the_same() {
    let said = |files: &content::Files| content::check(files).show(Language::En);
    let clean = said(&library_with(&[DRAW]));
    assert!(clean.starts_with("Nothing to report"), "{clean}");
    let range = "This must be a whole number from 1 to 2.";
    let more = "The quiz has 2 questions.";
    for (draw, says) in [
        ("draw: 2", None),
        ("draw: 3", Some(more)),
        ("draw: 0", Some(range)),
        ("draw: many", Some(range)),
    ] {
        let found = said(&library_with(&[(
            "kind: quiz",
            &format!("kind: quiz\n{draw}"),
        )]));
        for problem in [range, more] {
            assert_eq!(found.contains(problem), says == Some(problem), "{found}");
        }
    }
    let mut files = library_with(&[DRAW]);
    let text = files.get_mut("courses/fixture/ko/check.md").unwrap();
    *text = String::from_utf8(text.clone())
        .unwrap()
        .replace("draw: 1\n", "")
        .into_bytes();
    let found = said(&files);
    assert!(found.contains("“draw” differs from the"), "{found}");
}
