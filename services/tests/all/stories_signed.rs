//! Sign-offs by department, what changed since, words erased for their author, and the migration of the key.

use crate::{
    accounts_organisation::{department, grant, group, hire, terms},
    stories::{
        Cast, cast, count, decide, is_conflict, is_forbidden, is_not_found, publish, published,
        read, submit, typed,
    },
    support::{TestDb, db_test},
};
use domain::{
    accounts::{Role, Scope},
    ids::PersonId,
    stories::{Decision, Signing, StoryStatus},
};
use migrations::MigratorTrait;
use services::{
    Ctx, Error,
    audit::{key::SigningKey, sealer::Sealer, verify::verify},
    stories::{
        CHANGED, EraseStory, NOT_SIGNED_OFF, NOT_WITHDRAWN, SignOffStory, SubmitStory, Submitted,
        Typed, WithdrawStory, queries,
    },
};
use std::sync::Arc;

fn signs(of: Submitted, department: Signing, decision: Decision) -> SignOffStory {
    SignOffStory {
        department,
        ..decide(of, decision, "왜냐하면")
    }
}

/// Somebody who just proved who they are.
fn confirmed(db: &TestDb, person: PersonId) -> Ctx {
    Ctx {
        reauthenticated_at: Some(db.clock.now()),
        ..db.as_person(person)
    }
}

async fn withdrawn(db: &TestDb, who: &Cast) -> Submitted {
    let told = published(db, who, "지울 글").await;
    let withdraw = WithdrawStory {
        story: told.story,
        reason: "조직이 바뀌었어요".into(),
    };
    db.store
        .write(&db.as_person(who.comms), withdraw)
        .await
        .unwrap();
    told
}

async fn waits(db: &TestDb, reviewer: PersonId) -> usize {
    queries::waiting(&db.store, &db.as_person(reviewer))
        .await
        .unwrap()
        .len()
}

db_test! {
    async fn departments_decide_each_for_itself(db: TestDb) {
        let who = cast(&db).await;
        let other = db.person("hb-9", Role::Reviewer).await;
        let told = submit(&db, &db.as_person(who.author), None, "두 부서").await;
        let write = |by, word| { let store = db.store.clone(); let ctx = db.as_person(by); async move { store.write(&ctx, word).await } };
        write(who.reviewer, signs(told, Signing::Legal, Decision::Approved)).await.unwrap();
        assert_eq!((waits(&db, who.reviewer).await, waits(&db, other).await), (0, 1), "a second department may speak");
        write(other, signs(told, Signing::Medical, Decision::SentBack)).await.unwrap();
        is_conflict(db.store.write(&db.as_person(who.comms), publish(told)).await, NOT_SIGNED_OFF);
        is_conflict(write(other, signs(told, Signing::Legal, Decision::SentBack)).await, CHANGED);
        let seen = queries::editing(&db.store, &db.as_person(who.author), told.story).await.unwrap().submitted.unwrap();
        assert_eq!(seen.status(), StoryStatus::SentBack);
        let said: Vec<_> = seen.decisions.iter().map(|d| (d.word.department, d.word.decision)).collect();
        assert_eq!(said, [(Signing::Legal, Decision::Approved), (Signing::Medical, Decision::SentBack)]);
        assert_eq!(queries::desk(&db.store, &db.as_person(who.comms)).await.unwrap().to_publish, []);
        // Who asked for a change thinks again: both words stay, the last counts.
        let page = queries::reviewing(&db.store, &db.as_person(other)).await.unwrap();
        assert_eq!((page.waiting.len(), page.decided.len()), (0, 1));
        assert!(!page.decided[0].departments.contains(&Signing::Legal), "another spoke for it");
        write(other, signs(told, Signing::Medical, Decision::Approved)).await.unwrap();
        assert_eq!(count(&db, "sign_offs").await, 3);
        assert_eq!(queries::desk(&db.store, &db.as_person(who.comms)).await.unwrap().to_publish.len(), 1);
        db.store.write(&db.as_person(who.comms), publish(told)).await.unwrap();
        is_conflict(write(other, signs(told, Signing::Medical, Decision::SentBack)).await, CHANGED);
        assert_eq!(read(&db, who.colleague, told.story).await.unwrap().decisions.len(), 2);
        let page = queries::reviewing(&db.store, &db.as_person(other)).await.unwrap();
        assert!(page.decided.is_empty() && page.waiting.is_empty());
    }

    async fn a_reviewer_signs_for_their_own_department_and_for_no_other_unit(db: TestDb) {
        let who = cast(&db).await;
        let of = group(&db).await;
        let law = department(&db, "LAW", of.seoul, None).await;
        let (first, second) = (who.reviewer, db.person("hb-9", Role::Reviewer).await);
        hire(&db, first, terms(of.seoul, law)).await;
        hire(&db, second, terms(of.seoul, law)).await;
        let told = submit(&db, &db.as_person(who.author), None, "법무팀에").await;
        let page = queries::reviewing(&db.store, &db.as_person(first)).await.unwrap();
        let own = Signing::Unit(law);
        assert_eq!(page.waiting[0].departments[0], own, "the form begins with theirs");
        assert_eq!(page.units[&own], "LAW 부서");
        assert!(!page.waiting[0].departments.contains(&Signing::Other));
        for strange in [Signing::Unit(of.sales), Signing::Other] {
            is_forbidden(db.store.write(&db.as_person(first), signs(told, strange, Decision::Approved)).await);
        }
        db.store.write(&db.as_person(first), signs(told, own, Decision::Approved)).await.unwrap();
        assert_eq!(waits(&db, second).await, 0, "their department has spoken");
        is_conflict(db.store.write(&db.as_person(second), signs(told, own, Decision::SentBack)).await, CHANGED);
        let seen = queries::desk(&db.store, &db.as_person(who.comms)).await.unwrap().to_publish;
        assert_eq!(seen[0].decisions[0].unit.as_deref(), Some("LAW 부서"));
    }

    async fn a_second_version_says_what_changed_since_the_one_that_was_decided_on(db: TestDb) {
        let who = cast(&db).await;
        let first = submit(&db, &db.as_person(who.author), None, "첫 글").await;
        let before = |page: queries::Reviewing| page.waiting.into_iter().next().unwrap().before;
        let look = || async { queries::reviewing(&db.store, &db.as_person(who.reviewer)).await.unwrap() };
        assert_eq!(before(look().await), None);
        db.store.write(&db.as_person(who.reviewer), decide(first, Decision::SentBack, "지역을 빼 주세요")).await.unwrap();
        // A version that nobody read is nothing to compare with.
        submit(&db, &db.as_person(who.author), Some(first.story), "둘째 글").await;
        let third = Typed { outcome: "아흐레가 하루가 됐어요.".into(), ..typed("셋째 글") };
        let third = SubmitStory { story: Some(first.story), typed: third };
        db.store.write(&db.as_person(who.author), third).await.unwrap();
        let seen = before(look().await).unwrap();
        assert_eq!((seen.number, seen.text.title.as_str()), (1, "첫 글"));
        assert_eq!(seen.decisions[0].note.as_deref(), Some("지역을 빼 주세요"));
    }

    async fn words_are_erased_for_their_author_with_a_reason(db: TestDb) {
        let who = cast(&db).await;
        let told = withdrawn(&db, &who).await;
        let erase = |reason: &str| EraseStory { story: told.story, reason: reason.into() };
        let asked = "쓴 사람이 11월 24일에 부탁했어요";
        for stranger in [who.reviewer, who.colleague, db.person("hb-9", Role::Administrator).await] {
            is_not_found(db.store.write(&confirmed(&db, stranger), erase(asked)).await);
        }
        is_forbidden(db.store.write(&db.as_person(who.comms), erase(asked)).await);
        let silent = db.store.write(&confirmed(&db, who.comms), erase(" ")).await;
        assert!(matches!(&silent, Err(Error::Invalid(f)) if f[0].field == "reason"), "{silent:?}");
        assert_eq!(count(&db, "story_texts").await, 1);
        let ctx = db.as_person(who.comms);
        assert_eq!(queries::erasable(&db.store, &ctx, told.story).await.unwrap().title(), "지울 글");
        assert_eq!(queries::desk(&db.store, &ctx).await.unwrap().withdrawn.len(), 1);
        db.store.write(&confirmed(&db, who.comms), erase(asked)).await.unwrap();
        assert_eq!((count(&db, "story_texts").await, count(&db, "sign_offs").await), (0, 1));
        assert_eq!(queries::desk(&db.store, &ctx).await.unwrap().withdrawn, []);
        is_not_found(queries::erasable(&db.store, &ctx, told.story).await);
        let folder = tempfile::tempdir().unwrap();
        let key = Arc::new(SigningKey::load_or_create(&folder.path().join("key")).unwrap());
        Sealer::new(db.store.clone(), db.clock.clone(), key.clone()).seal_all().await.unwrap();
        assert_eq!(verify(&db.store, &key.public()).await.unwrap().findings, []);
        let why = "SELECT CAST(count(*) AS BIGINT) FROM facts f JOIN fact_values v ON v.fact_id = f.id \
                   WHERE f.kind = 'story_erased' AND v.value LIKE '%부탁했어요'";
        assert_eq!(db.number(why).await, 1);
    }

    async fn only_who_looks_after_the_author_erases_and_only_what_is_withdrawn(db: TestDb) {
        let who = cast(&db).await;
        let of = group(&db).await;
        hire(&db, who.author, terms(of.seoul, of.field)).await;
        let told = published(&db, &who, "아직 열린 글").await;
        let erase = || EraseStory { story: told.story, reason: "부탁".into() };
        is_conflict(db.store.write(&confirmed(&db, who.comms), erase()).await, NOT_WITHDRAWN);
        let withdraw = WithdrawStory { story: told.story, reason: "부탁".into() };
        db.store.write(&db.as_person(who.author), withdraw).await.unwrap();
        let mut editors = Vec::new();
        for (number, scope) in [("hb-7", of.medical), ("hb-8", of.sales)] {
            let person = db.person(number, Role::Employee).await;
            grant(&db, person, Role::CommsEditor, Scope::Department(scope)).await;
            editors.push(person);
        }
        is_not_found(db.store.write(&confirmed(&db, editors[0]), erase()).await);
        is_forbidden(queries::erasable(&db.store, &db.as_person(editors[0]), told.story).await);
        db.store.write(&confirmed(&db, editors[1]), erase()).await.unwrap();
    }

    async fn going_back_keeps_the_strictest_word_on_a_version(db: TestDb) {
        let who = cast(&db).await;
        let other = db.person("hb-9", Role::Reviewer).await;
        let held = submit(&db, &db.as_person(who.author), None, "막힌 글").await;
        let open = submit(&db, &db.as_person(who.author), None, "열릴 글").await;
        for (by, of, department, decision) in [
            (who.reviewer, held, Signing::Legal, Decision::SentBack),
            (other, held, Signing::Medical, Decision::Approved),
            (who.reviewer, open, Signing::Legal, Decision::SentBack),
            (who.reviewer, open, Signing::Legal, Decision::Approved),
            (other, open, Signing::Medical, Decision::Approved),
        ] {
            db.store.write(&db.as_person(by), signs(of, department, decision)).await.unwrap();
        }
        let conn = db.store.migration_connection();
        // The migrations after it, and itself.
        let all = migrations::Migrator::migrations();
        let place = all.iter().position(|m| m.name() == "m0010_departments_sign").unwrap();
        let steps = all.len() - place;
        migrations::Migrator::down(conn, u32::try_from(steps).ok()).await.unwrap();
        let kept = "SELECT CAST(count(*) AS BIGINT) FROM sign_offs s JOIN story_texts t ON t.hash = s.hash WHERE";
        assert_eq!(count(&db, "sign_offs").await, 2);
        assert_eq!(db.number(&format!("{kept} t.title = '막힌 글' AND s.decision = 'sent_back'")).await, 1);
        assert_eq!(db.number(&format!("{kept} t.title = '열릴 글' AND s.decision = 'approved'")).await, 1);
        assert!(db.sql("DELETE FROM sign_offs").await.is_err(), "the guards are up again");
        migrations::Migrator::up(conn, None).await.unwrap();
        assert!(db.sql("DELETE FROM sign_offs").await.is_err());
        let old = "SELECT CAST(count(*) AS BIGINT) FROM sign_offs WHERE department = 'other' AND number = 1";
        assert_eq!(db.number(old).await, 2);
    }
}
