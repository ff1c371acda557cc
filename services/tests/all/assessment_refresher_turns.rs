//! Which question a refresher asks, and when: a variant before the very same one, and nothing too late.

use crate::{
    assessment::{learner, learner_of, library_with},
    assessment_refresher::{asked, begin, give, memory, quiz},
    support::{TestDb, db_test},
};
use domain::assessment::Certainty;
use services::{
    Error,
    assessment::refresher::{
        AnswerRefresher,
        queries::{self, Now},
    },
};
use time::Duration;

db_test! {
    async fn a_variant_is_asked_before_the_very_same_question_again(db: TestDb) {
        let (_, ctx) = learner(&db).await;
        quiz(&db, &ctx).await;
        db.clock.advance(Duration::days(1));
        // The one that was missed in the quiz yesterday is due; its sibling, which is not, takes its turn.
        let first = begin(&db, &ctx).await.unwrap();
        let question = asked(&db, &ctx, first).await;
        assert_eq!((question.item.as_str(), question.total), ("two", 1));
        db.store.write(&ctx.with_new_key(), give(first, 1, &["a", "c"])).await.unwrap();
        db.clock.advance(Duration::days(1));
        let second = begin(&db, &ctx).await.unwrap();
        assert_ne!(second, first);
        // Now it is the other way round, and missed again it waits for its sibling again.
        assert_eq!(asked(&db, &ctx, second).await.item, "one");
        db.store.write(&ctx.with_new_key(), give(second, 1, &["no"])).await.unwrap();
        db.clock.advance(Duration::days(1));
        let third = begin(&db, &ctx).await.unwrap();
        assert_eq!(asked(&db, &ctx, third).await.item, "two");
        let gone = queries::now(&db.store, &ctx, first, None).await;
        assert!(matches!(gone, Err(Error::NotFound)), "the next took its place: {gone:?}");
    }

    async fn a_question_without_a_sibling_comes_itself(db: TestDb) {
        let apart = [("{#two difficulty=2 rule=fixture-rule}", "{#two difficulty=2 practice=measure-roi}"), ("rules: [fixture-rule]\n", "")];
        let (_, ctx) = learner_of(&db, &library_with(&apart)).await;
        quiz(&db, &ctx).await;
        db.clock.advance(Duration::days(1));
        let id = begin(&db, &ctx).await.unwrap();
        assert_eq!(asked(&db, &ctx, id).await.item, "one");
    }

    async fn wrong_and_sure_comes_back_the_next_day_however_well_it_was_known(db: TestDb) {
        let (_, ctx) = learner(&db).await;
        quiz(&db, &ctx).await;
        let mature = "UPDATE refresher_memories SET asked_on = '2025-11-24', due_on = '2026-11-24', stability = 1757.26, difficulty = 1.0";
        assert_eq!(db.sql(mature).await.unwrap(), 2);
        let id = begin(&db, &ctx).await.unwrap();
        for place in [1, 2] {
            let question = asked(&db, &ctx, id).await;
            // Both are wrong: of one they are sure, of the other they are not.
            let (choice, certainty) = if question.item == "one" { ("no", Certainty::C3) } else { ("b", Certainty::C1) };
            let given = AnswerRefresher { certainty: Some(certainty), ..give(id, place, &[choice]) };
            db.store.write(&ctx.with_new_key(), given).await.unwrap();
        }
        let (one, two) = (memory(&db, "one").await, memory(&db, "two").await);
        assert_eq!((one.due_on.as_str(), two.due_on.as_str()), ("2026-11-25", "2026-12-04"));
        assert!((one.stability - two.stability).abs() < 1e-6, "the memory itself is what FSRS makes of it");
    }

    async fn nothing_waits_past_the_day_on_which_its_rule_is_looked_at_again(db: TestDb) {
        let (_, ctx) = learner_of(&db, &library_with(&[("next_review: 2027-05-23", "next_review: 2026-11-28")])).await;
        quiz(&db, &ctx).await;
        assert_eq!((memory(&db, "one").await.due_on.as_str(), memory(&db, "two").await.due_on.as_str()), ("2026-11-25", "2026-11-28"));
        // After that day, which passed without a word, nothing holds the interval back.
        db.clock.advance(Duration::days(5));
        let id = begin(&db, &ctx).await.unwrap();
        while let Now::Question(head, question) = queries::now(&db.store, &ctx, id, None).await.unwrap() {
            let right: &[&str] = if question.item == "one" { &["yes"] } else { &["a", "c"] };
            db.store.write(&ctx.with_new_key(), give(id, head.place, right)).await.unwrap();
        }
        let two = memory(&db, "two").await;
        assert!(two.asked_on.as_str() == "2026-11-29" && two.due_on.as_str() > "2026-12-10", "{}", two.due_on);
    }
}
