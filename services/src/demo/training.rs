//! What the people of the demo company owe, and how far they are: done by the same commands as everybody's.

use super::assessment;
use crate::{
    Ctx, Error, Result,
    content::queries,
    ctx::Actor,
    entity::people,
    store::Store,
    training::{AssignCourse, FinishModule, ReadPage, TypedLimits, Whom},
};
use domain::{content::Slug, ids::PersonId, language::Language, training::Reason};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use time::Duration;

const COURSE: &str = "first-ten-minutes";
const FIRST: &str = "what-you-can-say";
const SECOND: &str = "when-a-comment-turns-serious";

/// Assigns the course to everyone, with some deadlines near and one gone by, and lets some begin. Without the
/// shipped course there is nothing to owe.
pub(super) async fn create(store: &Store, ctx: &Ctx) -> Result<()> {
    let course = slug(COURSE)?;
    if queries::course(store, &course, Language::Ko)
        .await?
        .is_none()
    {
        return Ok(());
    }
    let note = "모두가 같은 기준으로 말할 수 있게 함께 시작해요. · So that all of us start from the same page.";
    assign(
        store,
        ctx,
        these(store, &["HB-1009"]).await?,
        -3,
        Reason::NewHire,
        note,
    )
    .await?;
    assign(
        store,
        ctx,
        these(store, &["HB-1003", "HB-2003"]).await?,
        5,
        Reason::RuleChange,
        note,
    )
    .await?;
    assign(store, ctx, Whom::Everyone, 14, Reason::Refresher, note).await?;
    read(store, ctx, "HB-1002", FIRST, 3).await?;
    finish(store, ctx, "HB-1003", FIRST).await?;
    read(store, ctx, "HB-1003", SECOND, 2).await?;
    finish(store, ctx, "HB-2002", FIRST).await?;
    finish(store, ctx, "HB-2002", SECOND).await?;
    finish(store, ctx, "HB-1010", FIRST).await?;
    finish(store, ctx, "HB-1010", SECOND).await?;
    if let Some(ctx) = acting(store, ctx, "HB-1010").await? {
        assessment::at_their_best(store, &ctx, &slug(COURSE)?).await?;
    }
    Ok(())
}

fn slug(text: &str) -> Result<Slug> {
    Slug::parse(text).map_err(|e| Error::Internal(Box::new(e)))
}

async fn person(store: &Store, number: &str) -> Result<Option<people::Model>> {
    let found = people::Entity::find().filter(people::Column::EmployeeNumber.eq(number));
    Ok(found.one(store.read()).await?)
}

async fn these(store: &Store, numbers: &[&str]) -> Result<Whom> {
    let mut ids = std::collections::BTreeSet::new();
    for number in numbers {
        let found = person(store, number).await?;
        ids.extend(found.map(|p| PersonId::from_uuid(p.id)));
    }
    Ok(Whom::These(ids))
}

async fn assign(
    store: &Store,
    ctx: &Ctx,
    whom: Whom,
    days: i64,
    reason: Reason,
    note: &str,
) -> Result<()> {
    let due_on = ctx.today().saturating_add(Duration::days(days));
    let command = AssignCourse {
        course: COURSE.to_owned(),
        whom,
        due_on: due_on.to_string(),
        reason: reason.code().to_owned(),
        note: note.to_owned(),
        limits: TypedLimits::default(),
    };
    store.write(&ctx.with_new_key(), command).await.map(drop)
}

/// The person acting, in the language they read.
async fn acting(store: &Store, ctx: &Ctx, number: &str) -> Result<Option<Ctx>> {
    let found = person(store, number).await?;
    Ok(found.map(|person| Ctx {
        actor: Actor::Person(PersonId::from_uuid(person.id)),
        language: Language::from_code(&person.language).unwrap_or_default(),
        zone: person.time_zone,
        ..ctx.with_new_key()
    }))
}

async fn read(store: &Store, ctx: &Ctx, number: &str, module: &str, page: u16) -> Result<()> {
    let (course, module) = (slug(COURSE)?, slug(module)?);
    let Some(ctx) = acting(store, ctx, number).await? else {
        return Ok(());
    };
    let Some(found) = queries::module(store, &course, &module, ctx.language).await? else {
        return Ok(());
    };
    let command = ReadPage {
        course,
        module,
        version: found.version,
        language: found.language,
        page,
    };
    store.write(&ctx, command).await
}

async fn finish(store: &Store, ctx: &Ctx, number: &str, module: &str) -> Result<()> {
    let (course, module) = (slug(COURSE)?, slug(module)?);
    let Some(ctx) = acting(store, ctx, number).await? else {
        return Ok(());
    };
    let Some(found) = queries::module(store, &course, &module, ctx.language).await? else {
        return Ok(());
    };
    let command = FinishModule {
        course,
        module,
        version: found.version,
        language: found.language,
    };
    store.write(&ctx, command).await.map(drop)
}
