//! The stories that the rows speak of.

use crate::support::TestApp;
use domain::{
    accounts::Role,
    content::Practice,
    ids::PersonId,
    language::Language,
    stories::{Decision, Signing},
};
use services::stories::{
    PublishStory, SaveDraft, SignOffStory, SubmitStory, Submitted, Typed, WithdrawStory,
};

fn typed() -> Typed {
    Typed {
        title: "작게 시작하기".into(),
        practice: Some(Practice::StartSmall),
        language: Language::Ko,
        done: "자전거 보관소 이야기를 올렸어요.".into(),
        audience: "이웃".into(),
        outcome: "마흔세 명이 답했어요.".into(),
    }
}

async fn told(app: &TestApp, author: PersonId) -> Submitted {
    let submit = SubmitStory {
        story: None,
        typed: typed(),
    };
    let ctx = app.db.as_person(author);
    app.db.store.write(&ctx, submit).await.unwrap()
}

/// A draft of one's own, one of somebody's that waits, and one that everyone can read.
pub async fn words(app: &TestApp, own: PersonId) -> Vec<(&'static str, String)> {
    let db = &app.db;
    let draft = SaveDraft {
        story: None,
        typed: typed(),
    };
    let draft = db.store.write(&db.as_person(own), draft).await.unwrap();
    let author = app.person(Role::Employee).await;
    let waiting = told(app, author).await;
    let Submitted { story, version, .. } = told(app, author).await;
    let yes = SignOffStory {
        story,
        version,
        department: Signing::Other,
        decision: Decision::Approved,
        note: String::new(),
    };
    let reviewer = app.person(Role::Reviewer).await;
    db.store.write(&db.as_person(reviewer), yes).await.unwrap();
    let publish = PublishStory { story, version };
    db.store.write(&db.system(), publish).await.unwrap();
    let gone = told(app, author).await.story;
    let withdraw = WithdrawStory {
        story: gone,
        reason: "부탁".into(),
    };
    db.store
        .write(&db.as_person(author), withdraw)
        .await
        .unwrap();
    vec![
        ("withdrawn", gone.to_string()),
        ("draft", draft.to_string()),
        ("waiting", waiting.story.to_string()),
        ("waiting-version", waiting.version.to_string()),
        ("open", story.to_string()),
    ]
}
