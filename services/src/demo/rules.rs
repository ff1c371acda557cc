//! The rule cards of the demo company. It has no lawyer: the demo itself confirms them, for a year from the day on
//! which it is made, and says so; what ships has been published whatever day that is.

use crate::{
    Ctx, Result,
    content::{Change, PublishCourse, TypedEarlier, candidates, rules},
    ctx::Actor,
    store::Store,
};

/// The demo acting in its own name.
fn itself(ctx: &Ctx) -> Ctx {
    Ctx {
        actor: Actor::System("demo".to_owned()),
        ..ctx.with_new_key()
    }
}

/// Confirms what the shipped courses rest on, and publishes those that waited for it because a card had come to its end.
pub(super) async fn create(store: &Store, ctx: &Ctx) -> Result<()> {
    confirm(store, ctx).await?;
    let ctx = itself(ctx);
    for waiting in candidates::candidates(store, &ctx).await? {
        let command = PublishCourse {
            slug: waiting.slug,
            hash: waiting.version,
            change: Change::Material,
            earlier: TypedEarlier::default(),
            reason: "the demo confirmed the rule cards that this course rests on".to_owned(),
        };
        store.write(&ctx.with_new_key(), command).await?;
    }
    Ok(())
}

/// Confirms every card that a course rests on and that is not confirmed yet.
pub(super) async fn confirm(store: &Store, ctx: &Ctx) -> Result<()> {
    rules::confirm_all(store, &itself(ctx)).await.map(drop)
}
