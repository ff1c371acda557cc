//! Scenes that ask how sure one is of what one does.

use crate::{
    assessment::{events, learner_of, library_with, start, texts, turn},
    support::{TestDb, db_test},
};
use domain::{assessment::Certainty, language::Language};
use services::{
    Ctx, Error,
    assessment::{
        ChooseTurn,
        queries::{Now, Other, Outcomes, now, result},
    },
    content::{self, model::Outcome},
};

pub const DECISION: (&str, &str) = ("{#dm channel", "{#dm .decision channel");

pub fn sure(command: ChooseTurn, certainty: Certainty) -> ChooseTurn {
    let certainty = Some(certainty);
    ChooseTurn {
        certainty,
        ..command
    }
}

async fn missing(db: &TestDb, ctx: &Ctx, command: ChooseTurn) -> Vec<&'static str> {
    match db.store.write(&ctx.with_new_key(), command).await {
        Err(Error::Invalid(fields)) => fields.iter().map(|f| f.code).collect(),
        other => panic!("{other:?}"),
    }
}

db_test! {
    async fn a_decision_takes_its_certainty_and_keeps_it_private(db: TestDb) {
        let (_, ctx) = learner_of(&db, &library_with(&[DECISION])).await;
        let attempt = start(&db, &ctx, "talk").await;
        // The first scene does not ask, and what is sent all the same is kept nowhere.
        let first = sure(turn(attempt, 0, "open", "ask"), Certainty::C3);
        db.store.write(&ctx.with_new_key(), first).await.unwrap();
        assert!(texts(&db, "SELECT certainty FROM attempt_certainties").await.is_empty());
        let Now::Scene(scene) = now(&db.store, &ctx, attempt, None).await.unwrap().1 else {
            panic!("there is a scene");
        };
        assert!(scene.decision);

        assert_eq!(missing(&db, &ctx, turn(attempt, 1, "dm", "promise")).await, ["no_certainty"]);
        assert_eq!(missing(&db, &ctx, turn(attempt, 1, "dm", "")).await, ["no_turn", "no_certainty"]);
        let nothing = sure(turn(attempt, 1, "dm", ""), Certainty::C1);
        assert_eq!(missing(&db, &ctx, nothing).await, ["no_turn"]);
        assert_eq!(events(&db).await, 1);

        let decided = sure(turn(attempt, 1, "dm", "promise"), Certainty::C3);
        let last = db.store.write(&ctx.with_new_key(), decided.clone()).await.unwrap();
        assert!(last.counts && last.finished);
        let late = db.store.write(&ctx.with_new_key(), decided).await.unwrap();
        assert!(!late.counts);
        assert_eq!(texts(&db, "SELECT certainty FROM attempt_certainties").await, ["C3"]);
        for sql in ["SELECT body FROM attempt_events", "SELECT value FROM fact_values", "SELECT result FROM receipts"] {
            for text in texts(&db, sql).await {
                assert!(!text.contains("C3"), "{sql}: {text}");
            }
        }

        let Some(Outcomes::Scenario(debrief)) = result(&db.store, &ctx, attempt).await.unwrap().1 else {
            panic!("it has ended");
        };
        let said: Vec<_> = debrief.path.iter().map(|turn| turn.certainty).collect();
        assert_eq!(said, [None, Some(Certainty::C3)]);
    }

    async fn the_debrief_tells_where_other_ways_led(db: TestDb) {
        let (_, ctx) = learner_of(&db, &library_with(&[])).await;
        let attempt = start(&db, &ctx, "talk").await;
        for (step, scene, choice) in [(0, "open", "ask"), (1, "dm", "promise")] {
            let turn = turn(attempt, step, scene, choice);
            db.store.write(&ctx.with_new_key(), turn).await.unwrap();
        }
        let Some(Outcomes::Scenario(debrief)) = result(&db.store, &ctx, attempt).await.unwrap().1 else {
            panic!("it has ended");
        };
        let endings: Vec<_> = debrief.endings.iter().map(|end| (end.outcome, end.here)).collect();
        assert_eq!(endings, [(Outcome::Good, false), (Outcome::Harm, true)]);
        let [first, second] = debrief.path.as_slice() else {
            panic!("two turns were taken");
        };
        // Waiting first takes trust, and two good turns give back more.
        let led = |other: &Other| (other.score, other.ending.as_ref().unwrap().outcome);
        assert_eq!(first.better, None);
        assert_eq!(first.others.iter().map(led).collect::<Vec<_>>(), [(1, Outcome::Good)]);
        assert_eq!(second.better.as_ref().map(led), Some((3, Outcome::Good)));
        assert!(second.others.is_empty());
    }

    async fn fifty_submissions_of_one_decision_are_one(db: TestDb) {
        let (_, ctx) = learner_of(&db, &library_with(&[("{#open channel", "{#open .decision channel")])).await;
        let attempt = start(&db, &ctx, "talk").await;
        let all = (0..50).map(|n| {
            let (store, ctx) = (db.store.clone(), ctx.with_new_key());
            let choice = if n % 2 == 0 { "ask" } else { "wait" };
            let command = sure(turn(attempt, 0, "open", choice), Certainty::C2);
            tokio::spawn(async move { store.write(&ctx, command).await.unwrap() })
        });
        let mut counted = 0;
        for one in all.collect::<Vec<_>>() {
            counted += usize::from(one.await.unwrap().counts);
        }
        let certainties = texts(&db, "SELECT certainty FROM attempt_certainties").await.len();
        assert_eq!((counted, events(&db).await, certainties), (1, 1, 1));
    }
}

#[test]
fn only_a_scene_is_a_decision_and_both_languages_agree() {
    let said = |files: &content::Files| content::check(files).show(Language::En);
    let clean = said(&library_with(&[DECISION]));
    assert!(clean.starts_with("Nothing to report"), "{clean}");
    let ending = said(&library_with(&[(
        "{#good .ending",
        "{#good .ending .decision",
    )]));
    assert!(
        ending.contains("A heading here takes no “.decision”."),
        "{ending}"
    );
    let slip = said(&library_with(&[("{#dm channel", "{#dm .decison channel")]));
    assert!(slip.contains("“.decision”"), "{slip}");
    let mut files = library_with(&[DECISION]);
    let text = files.get_mut("courses/fixture/en/talk.md").unwrap();
    *text = String::from_utf8(text.clone())
        .unwrap()
        .replace(" .decision", "")
        .into_bytes();
    let found = said(&files);
    assert!(found.contains("“.decision” differs from the"), "{found}");
}
