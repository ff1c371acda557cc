//! Stories: nobody signs their own, a signature holds for one version, words can be erased, the log stays whole.

use crate::support::{TestDb, db_test};
use domain::{
    accounts::Role,
    content::{ContentHash, Practice},
    ids::{PersonId, StoryId},
    language::Language,
    stories::{Decision, Signing, StoryStatus},
};
use services::{
    Ctx, Error,
    audit::{key::SigningKey, sealer::Sealer, verify::verify},
    stories::{
        CHANGED, EraseStory, MarkUsed, NOT_SIGNED_OFF, NOT_WITHDRAWN, PublishStory, RecordRead,
        SaveDraft, SignOffStory, SubmitStory, Submitted, Typed, UnmarkUsed, WithdrawStory,
        queries::{self, StoryView},
    },
};
use std::sync::Arc;
use time::Duration;

pub struct Cast {
    pub author: PersonId,
    pub reviewer: PersonId,
    pub comms: PersonId,
    pub colleague: PersonId,
}

pub async fn cast(db: &TestDb) -> Cast {
    Cast {
        author: db.person("hb-1", Role::Employee).await,
        reviewer: db.person("hb-2", Role::Reviewer).await,
        comms: db.person("hb-3", Role::CommsEditor).await,
        colleague: db.person("hb-4", Role::Employee).await,
    }
}

pub fn typed(title: &str) -> Typed {
    Typed {
        title: title.into(),
        practice: Some(Practice::CrossFunction),
        language: Language::Ko,
        done: "법무팀을 **처음에** 불렀어요.\n\n- 하나\n- 둘".into(),
        audience: "동료들".into(),
        outcome: "아흐레가 이틀이 됐어요.".into(),
    }
}

pub async fn submit(db: &TestDb, ctx: &Ctx, story: Option<StoryId>, title: &str) -> Submitted {
    let typed = typed(title);
    db.store
        .write(ctx, SubmitStory { story, typed })
        .await
        .unwrap()
}

pub fn decide(of: Submitted, decision: Decision, note: &str) -> SignOffStory {
    SignOffStory {
        story: of.story,
        version: of.version,
        department: Signing::Other,
        decision,
        note: note.into(),
    }
}

pub fn publish(of: Submitted) -> PublishStory {
    PublishStory {
        story: of.story,
        version: of.version,
    }
}

pub async fn published(db: &TestDb, who: &Cast, title: &str) -> Submitted {
    let told = submit(db, &db.as_person(who.author), None, title).await;
    let yes = decide(told, Decision::Approved, "");
    db.store
        .write(&db.as_person(who.reviewer), yes)
        .await
        .unwrap();
    db.store
        .write(&db.as_person(who.comms), publish(told))
        .await
        .unwrap();
    told
}

pub async fn read(db: &TestDb, who: PersonId, story: StoryId) -> Result<StoryView, Error> {
    queries::story(&db.store, &db.as_person(who), story).await
}

pub async fn count(db: &TestDb, table: &str) -> i64 {
    db.number(&format!("SELECT CAST(count(*) AS BIGINT) FROM {table}"))
        .await
}

pub fn is_conflict<T: std::fmt::Debug>(outcome: Result<T, Error>, code: &str) {
    assert!(
        matches!(outcome, Err(Error::Conflict(c)) if c == code),
        "{outcome:?}"
    );
}

pub fn is_forbidden<T: std::fmt::Debug>(outcome: Result<T, Error>) {
    assert!(matches!(outcome, Err(Error::Forbidden)), "{outcome:?}");
}

pub fn is_not_found<T: std::fmt::Debug>(outcome: Result<T, Error>) {
    assert!(matches!(outcome, Err(Error::NotFound)), "{outcome:?}");
}

db_test! {
    async fn told_signed_off_published_read_and_used(db: TestDb) {
        let who = cast(&db).await;
        let told = submit(&db, &db.as_person(who.author), None, "처음에 부르기").await;
        is_not_found(read(&db, who.colleague, told.story).await);
        let waiting = queries::waiting(&db.store, &db.as_person(who.reviewer)).await.unwrap();
        assert_eq!((waiting.len(), waiting[0].version, waiting[0].title()), (1, told.version, "처음에 부르기"));
        let yes = decide(told, Decision::Approved, "잘 읽었어요");
        db.store.write(&db.as_person(who.reviewer), yes).await.unwrap();
        let desk = queries::desk(&db.store, &db.as_person(who.comms)).await.unwrap();
        assert_eq!((desk.to_publish.len(), desk.published.len()), (1, 0));
        db.store.write(&db.as_person(who.comms), publish(told)).await.unwrap();

        let reader = db.as_person(who.colleague);
        for _ in 0..2 {
            db.store.write(&db.as_person(who.colleague), RecordRead { story: told.story }).await.unwrap();
        }
        db.store.write(&db.as_person(who.author), RecordRead { story: told.story }).await.unwrap();
        assert_eq!(count(&db, "story_reads").await, 1);
        db.clock.advance(Duration::days(1));
        db.store.write(&db.as_person(who.colleague), RecordRead { story: told.story }).await.unwrap();
        assert_eq!(count(&db, "story_reads").await, 2);

        for _ in 0..2 {
            db.store.write(&db.as_person(who.colleague), MarkUsed { story: told.story }).await.unwrap();
        }
        let seen = read(&db, who.colleague, told.story).await.unwrap();
        assert_eq!((seen.readers, seen.uses, seen.used, count(&db, "story_uses").await), (1, 1, true, 1));
        assert_eq!(seen.decisions[0].note.as_deref(), Some("잘 읽었어요"));
        let own = queries::own(&db.store, &reader).await.unwrap();
        assert_eq!((own.told.len(), own.used.len(), own.used[0].id), (0, 1, told.story));
        let own = queries::own(&db.store, &db.as_person(who.author)).await.unwrap();
        assert_eq!((own.told.len(), own.told[0].status(), own.used.len()), (1, StoryStatus::Published, 0));

        for _ in 0..2 {
            db.store.write(&db.as_person(who.colleague), UnmarkUsed { story: told.story }).await.unwrap();
        }
        let seen = read(&db, who.colleague, told.story).await.unwrap();
        assert_eq!((seen.uses, seen.used, count(&db, "story_uses").await), (0, false, 2));
        db.store.write(&db.as_person(who.colleague), MarkUsed { story: told.story }).await.unwrap();
        assert_eq!(read(&db, who.colleague, told.story).await.unwrap().uses, 1);
        is_forbidden(db.store.write(&db.as_person(who.author), MarkUsed { story: told.story }).await);
    }

    async fn nobody_signs_off_their_own(db: TestDb) {
        let reviewer = db.person("hb-2", Role::Reviewer).await;
        let other = db.person("hb-3", Role::Reviewer).await;
        let told = submit(&db, &db.as_person(reviewer), None, "내 이야기").await;
        let yes = || decide(told, Decision::Approved, "");
        is_forbidden(db.store.write(&db.as_person(reviewer), yes()).await);
        assert_eq!(queries::waiting(&db.store, &db.as_person(reviewer)).await.unwrap(), []);
        db.store.write(&db.as_person(other), yes()).await.unwrap();
        // The program itself signs nothing either.
        let second = submit(&db, &db.as_person(reviewer), None, "또 하나").await;
        is_forbidden(db.store.write(&db.system(), decide(second, Decision::Approved, "")).await);
    }

    async fn a_signature_holds_for_the_version_that_was_read(db: TestDb) {
        let who = cast(&db).await;
        let first = submit(&db, &db.as_person(who.author), None, "첫 글").await;
        let second = submit(&db, &db.as_person(who.author), Some(first.story), "고친 글").await;
        assert_eq!(second.number, 2);
        is_conflict(db.store.write(&db.as_person(who.reviewer), decide(first, Decision::Approved, "")).await, CHANGED);
        assert_eq!(count(&db, "sign_offs").await, 0);
        db.store.write(&db.as_person(who.reviewer), decide(second, Decision::Approved, "")).await.unwrap();
        let other = db.person("hb-9", Role::Reviewer).await;
        is_conflict(db.store.write(&db.as_person(other), decide(second, Decision::SentBack, "x")).await, CHANGED);
        let third = submit(&db, &db.as_person(who.author), Some(first.story), "또 고친 글").await;
        is_conflict(db.store.write(&db.as_person(who.comms), publish(second)).await, CHANGED);
        is_conflict(db.store.write(&db.as_person(who.comms), publish(third)).await, NOT_SIGNED_OFF);
        let forged = PublishStory { story: first.story, version: ContentHash([7; 32]) };
        is_conflict(db.store.write(&db.as_person(who.comms), forged).await, CHANGED);
        assert_eq!(count(&db, "story_publications").await, 0);
    }

    async fn a_newer_version_does_not_hide_the_published_one(db: TestDb) {
        let who = cast(&db).await;
        let first = published(&db, &who, "공개된 글").await;
        let second = submit(&db, &db.as_person(who.author), Some(first.story), "새 글").await;
        let seen = read(&db, who.colleague, first.story).await.unwrap();
        assert_eq!((seen.title(), seen.version, seen.status()), ("공개된 글", first.version, StoryStatus::Submitted));
        db.store.write(&db.as_person(who.reviewer), decide(second, Decision::Approved, "")).await.unwrap();
        db.store.write(&db.as_person(who.comms), publish(second)).await.unwrap();
        let list = queries::published(&db.store, &db.as_person(who.colleague), None, 1, 10).await.unwrap();
        assert_eq!((list.stories.len(), list.stories[0].title()), (1, "새 글"));
        assert_eq!(queries::practices(&db.store, &db.as_person(who.colleague)).await.unwrap(), [Practice::CrossFunction]);
        let other = Some(Practice::StartSmall);
        let list = queries::published(&db.store, &db.as_person(who.colleague), other, 1, 10).await.unwrap();
        assert_eq!(list.stories, []);
    }

    async fn sending_back_needs_a_reason_which_the_author_reads(db: TestDb) {
        let who = cast(&db).await;
        let told = submit(&db, &db.as_person(who.author), None, "첫 글").await;
        let silent = db.store.write(&db.as_person(who.reviewer), decide(told, Decision::SentBack, "  ")).await;
        assert!(matches!(&silent, Err(Error::Invalid(f)) if (f[0].field, f[0].code) == ("note", "required")), "{silent:?}");
        db.store.write(&db.as_person(who.reviewer), decide(told, Decision::SentBack, "지역을 빼 주세요")).await.unwrap();
        let editing = queries::editing(&db.store, &db.as_person(who.author), told.story).await.unwrap();
        let story = editing.submitted.unwrap();
        assert_eq!(story.status(), StoryStatus::SentBack);
        assert_eq!(story.decisions[0].note.as_deref(), Some("지역을 빼 주세요"));
        // The same words again are a new version now, because somebody asked for others.
        let again = submit(&db, &db.as_person(who.author), Some(told.story), "첫 글").await;
        assert_eq!(again.number, 2);
        assert_ne!(again.version, told.version);
    }

    async fn a_double_post_leaves_one(db: TestDb) {
        let who = cast(&db).await;
        let ctx = db.as_person(who.author);
        let one = submit(&db, &ctx, None, "한 번").await;
        assert_eq!(submit(&db, &ctx, None, "한 번").await, one);
        // The same words from a second window.
        assert_eq!(submit(&db, &db.as_person(who.author), Some(one.story), "한 번").await, one);
        assert_eq!((count(&db, "stories").await, count(&db, "story_versions").await), (1, 1));
        let draft = |story| SaveDraft { story, typed: typed("초안") };
        let ctx = db.as_person(who.author);
        let id = db.store.write(&ctx, draft(None)).await.unwrap();
        assert_eq!(db.store.write(&ctx, draft(None)).await.unwrap(), id);
        db.store.write(&db.as_person(who.author), draft(Some(id))).await.unwrap();
        assert_eq!(count(&db, "story_drafts").await, 1);
        // What is handed in leaves the drafts and keeps its id.
        assert_eq!(submit(&db, &db.as_person(who.author), Some(id), "초안").await.story, id);
        assert_eq!(count(&db, "story_drafts").await, 0);
        let yes = decide(one, Decision::Approved, "");
        let ctx = db.as_person(who.reviewer);
        let signed = db.store.write(&ctx, yes.clone()).await.unwrap();
        assert_eq!(db.store.write(&ctx, yes).await.unwrap(), signed);
        let ctx = db.as_person(who.comms);
        let open = db.store.write(&ctx, publish(one)).await.unwrap();
        assert_eq!(db.store.write(&ctx, publish(one)).await.unwrap(), open);
        assert_eq!((count(&db, "sign_offs").await, count(&db, "story_publications").await), (1, 1));
    }

    async fn two_reviewers_at_once_leave_one_decision(db: TestDb) {
        let who = cast(&db).await;
        let other = db.person("hb-9", Role::Reviewer).await;
        let told = submit(&db, &db.as_person(who.author), None, "경주").await;
        let both = [(who.reviewer, Decision::Approved), (other, Decision::SentBack)].map(|(by, decision)| {
            let (store, ctx) = (db.store.clone(), db.as_person(by));
            tokio::spawn(async move { store.write(&ctx, decide(told, decision, "봤어요")).await })
        });
        let mut fine = 0;
        for one in both {
            match one.await.unwrap() {
                Ok(_) => fine += 1,
                late => is_conflict(late, CHANGED),
            }
        }
        assert_eq!((fine, count(&db, "sign_offs").await), (1, 1));
    }

    async fn another_persons_story_is_not_there(db: TestDb) {
        let who = cast(&db).await;
        let draft = SaveDraft { story: None, typed: typed("초안") };
        let id = db.store.write(&db.as_person(who.author), draft).await.unwrap();
        let told = submit(&db, &db.as_person(who.author), None, "제출").await;
        for story in [id, told.story] {
            let thief = || db.as_person(who.colleague);
            is_not_found(queries::editing(&db.store, &thief(), story).await);
            is_not_found(db.store.write(&thief(), SaveDraft { story: Some(story), typed: typed("도둑") }).await);
            is_not_found(db.store.write(&thief(), SubmitStory { story: Some(story), typed: typed("도둑") }).await);
            is_not_found(db.store.write(&thief(), EraseStory { story, reason: String::new() }).await);
        }
        let withdraw = WithdrawStory { story: told.story, reason: "남의 것".into() };
        is_forbidden(db.store.write(&db.as_person(who.colleague), withdraw).await);
        is_forbidden(db.store.write(&db.as_person(who.colleague), decide(told, Decision::Approved, "")).await);
        is_forbidden(db.store.write(&db.as_person(who.reviewer), publish(told)).await);
        is_forbidden(queries::waiting(&db.store, &db.as_person(who.colleague)).await);
        is_forbidden(queries::desk(&db.store, &db.as_person(who.reviewer)).await);
        is_not_found(db.store.write(&db.as_person(who.colleague), MarkUsed { story: told.story }).await);
        is_not_found(db.store.write(&db.as_person(who.colleague), RecordRead { story: told.story }).await);
        let anybody = db.system();
        is_forbidden(db.store.write(&anybody, SaveDraft { story: None, typed: typed("x") }).await);
    }

    async fn what_is_missing_or_too_long_is_said_by_field(db: TestDb) {
        let who = cast(&db).await;
        let empty = SubmitStory { story: None, typed: Typed { done: "가".repeat(4001), ..Typed::default() } };
        let Err(Error::Invalid(wrong)) = db.store.write(&db.as_person(who.author), empty).await else { panic!("was taken") };
        let wrong: Vec<_> = wrong.iter().map(|w| (w.field, w.code)).collect();
        assert_eq!(wrong, [
            ("title", "required"), ("practice", "required"), ("done", "too_long"),
            ("audience", "required"), ("outcome", "required"),
        ]);
        let draft = SaveDraft { story: None, typed: Typed { title: "가".repeat(121), ..Typed::default() } };
        let long = db.store.write(&db.as_person(who.author), draft).await;
        assert!(matches!(&long, Err(Error::Invalid(f)) if f[0].code == "too_long"), "{long:?}");
    }

    async fn a_withdrawn_story_is_gone_and_its_words_can_be_erased(db: TestDb) {
        let who = cast(&db).await;
        let told = published(&db, &who, "곧 내릴 글").await;
        let late = submit(&db, &db.as_person(who.author), Some(told.story), "기다리던 글").await;
        db.store.write(&db.as_person(who.reviewer), decide(late, Decision::SentBack, "김민지 님 이름을 빼요")).await.unwrap();
        is_conflict(db.store.write(&db.as_person(who.author), EraseStory { story: told.story, reason: String::new() }).await, NOT_WITHDRAWN);
        let unsaid = db.store.write(&db.as_person(who.comms), WithdrawStory { story: told.story, reason: " ".into() }).await;
        assert!(matches!(&unsaid, Err(Error::Invalid(f)) if f[0].field == "reason"), "{unsaid:?}");
        let withdraw = || WithdrawStory { story: told.story, reason: "조직이 바뀌었어요".into() };
        db.store.write(&db.as_person(who.comms), withdraw()).await.unwrap();
        is_conflict(db.store.write(&db.as_person(who.author), withdraw()).await, CHANGED);
        is_not_found(read(&db, who.colleague, told.story).await);
        let editing = queries::editing(&db.store, &db.as_person(who.author), told.story).await.unwrap();
        assert_eq!(editing.submitted.unwrap().change_note.as_deref(), Some("조직이 바뀌었어요"));

        db.store.write(&db.as_person(who.author), EraseStory { story: told.story, reason: String::new() }).await.unwrap();
        assert_eq!((count(&db, "story_texts").await, count(&db, "story_versions").await), (0, 2));
        let kept = "SELECT CAST(count(*) AS BIGINT) FROM fact_values WHERE value LIKE '%김민지 님%'";
        assert_eq!(db.number(kept).await, 0);
        let folder = tempfile::tempdir().unwrap();
        let key = Arc::new(SigningKey::load_or_create(&folder.path().join("key")).unwrap());
        Sealer::new(db.store.clone(), db.clock.clone(), key.clone()).seal_all().await.unwrap();
        let report = verify(&db.store, &key.public()).await.unwrap();
        assert_eq!((report.findings.len(), report.erased), (0, 1));
        // Its author may begin again, under the same story.
        let again = submit(&db, &db.as_person(who.author), Some(told.story), "새로 쓴 글").await;
        assert_eq!(again.number, 3);
    }

    async fn an_exchanged_text_is_not_signed(db: TestDb) {
        let who = cast(&db).await;
        let told = submit(&db, &db.as_person(who.author), None, "원래 글").await;
        let error = db.sql("UPDATE story_texts SET title = '다른 글'").await.unwrap_err().to_string();
        assert!(error.contains("is insert-only"), "{error}");
        // Somebody goes past the guard.
        let off = if db.is_postgres() { "ALTER TABLE story_texts DISABLE TRIGGER USER" } else { "DROP TRIGGER story_texts_no_update" };
        db.sql(off).await.unwrap();
        db.sql("UPDATE story_texts SET title = '다른 글'").await.unwrap();
        let signed = db.store.write(&db.as_person(who.reviewer), decide(told, Decision::Approved, "")).await;
        assert!(matches!(signed, Err(Error::Internal(_))), "{signed:?}");
    }

    async fn the_database_keeps_what_was_decided(db: TestDb) {
        let who = cast(&db).await;
        let told = published(&db, &who, "남을 글").await;
        db.store.write(&db.as_person(who.colleague), MarkUsed { story: told.story }).await.unwrap();
        for table in ["story_versions", "sign_offs", "story_publications", "story_uses"] {
            assert!(db.sql(&format!("DELETE FROM {table}")).await.is_err(), "{table}");
        }
        assert!(db.sql("UPDATE sign_offs SET decision = 'sent_back'").await.is_err());
        assert!(db.sql("DELETE FROM stories").await.is_err());
        if !db.is_postgres() {
            let forge = "INSERT OR REPLACE INTO sign_offs SELECT id, hash, reviewer_id, 'sent_back', decided_at, department, number FROM sign_offs";
            assert!(db.sql(forge).await.is_err());
        }
    }

    async fn the_demo_tells_stories(db: TestDb) {
        services::demo::create(&db.store, &db.system(), "a calm lake and seven herons").await.unwrap();
        let reviewer = db.number("SELECT CAST(count(*) AS BIGINT) FROM sign_offs WHERE decision = 'approved'").await;
        assert_eq!(reviewer, 3);
        let someone = db.person("hb-9999", Role::Reviewer).await;
        let ctx = db.as_person(someone);
        let list = queries::published(&db.store, &ctx, None, 1, 10).await.unwrap().stories;
        assert_eq!(list.iter().filter(|s| s.language == Language::En).count(), 1);
        assert!(list.iter().all(|s| s.uses > 0 && s.readers >= s.uses), "{list:?}");
        assert_eq!(queries::waiting(&db.store, &ctx).await.unwrap().len(), 1);
    }
}
