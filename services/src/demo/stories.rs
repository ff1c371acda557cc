//! The stories of the demo company: three that colleagues read and use, one that waits for a reviewer.

mod texts;

use crate::{
    Ctx, Error, Result,
    clock::Clock,
    ctx::{Actor, Key},
    entity::people,
    store::Store,
    stories::{MarkUsed, PublishStory, RecordRead, SignOffStory, SubmitStory},
};
use domain::{ids::PersonId, stories::Decision};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use texts::{STORIES, Told};
use time::Duration;

/// Tells, signs off, publishes, reads and uses them through the same commands as everyone.
pub(super) async fn create(store: &Store, ctx: &Ctx) -> Result<()> {
    for story in STORIES {
        tell(store, ctx, story).await?;
    }
    Ok(())
}

async fn tell(store: &Store, ctx: &Ctx, told: &Told) -> Result<()> {
    let at = |days| ctx.clock.now() - Duration::days(days);
    let submit = SubmitStory {
        story: None,
        typed: told.typed(),
    };
    let author = acting(store, ctx, told.author, at(told.days_ago)).await?;
    let version = store.write(&author, submit).await?;
    let Some(path) = &told.published else {
        return Ok(());
    };
    let story = version.story;
    let sign_off = SignOffStory {
        story,
        version: version.version,
        department: path.department,
        decision: Decision::Approved,
        note: path.note.to_owned(),
    };
    let reviewer = acting(store, ctx, path.reviewer, at(told.days_ago - 2)).await?;
    store.write(&reviewer, sign_off).await?;
    let publish = PublishStory {
        story,
        version: version.version,
    };
    let comms = acting(store, ctx, "HB-1004", at(told.days_ago - 3)).await?;
    store.write(&comms, publish).await?;
    for (n, reader) in (1..).zip(path.readers) {
        let ctx = acting(store, ctx, reader, at((told.days_ago - 3 - n).max(0))).await?;
        store.write(&ctx, RecordRead { story }).await?;
        if path.users.contains(reader) {
            store.write(&ctx.with_new_key(), MarkUsed { story }).await?;
        }
    }
    Ok(())
}

/// A person of the demo company, some days ago.
async fn acting(store: &Store, ctx: &Ctx, number: &str, at: time::OffsetDateTime) -> Result<Ctx> {
    let person = people::Entity::find()
        .filter(people::Column::EmployeeNumber.eq(number))
        .one(store.read())
        .await?
        .ok_or_else(|| {
            Error::internal(format!("nobody in the demo company has number {number}"))
        })?;
    Ok(Ctx {
        clock: Clock::fixed(at),
        actor: Actor::Person(PersonId::from_uuid(person.id)),
        zone: person.time_zone,
        key: Key::random(),
        ..ctx.clone()
    })
}
