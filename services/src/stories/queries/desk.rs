//! What comms opens to everyone, takes back, and erases.

use super::{
    StoryView, covered,
    row::{self, LATEST, PUBLISHED},
};
use crate::{
    Ctx, Error, Result,
    accounts::scope::PeopleInScope,
    store::{Resource, Store, authorize_read_of},
};
use domain::{ids::StoryId, policy::Action, stories::StoryStatus};

/// What waits for comms, what is published, and what was taken back.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Desk {
    /// Signed off and sent back by nobody, the longest waiting first.
    pub to_publish: Vec<StoryView>,
    /// Open to everyone, the newest first.
    pub published: Vec<StoryView>,
    /// Withdrawn with their words still there, the newest first.
    pub withdrawn: Vec<StoryView>,
}

const OPEN: &str = "(c.hash IS NULL OR c.hash <> l.hash)";
/// Withdrawn as it stands, and any version of it can still be read here.
const WITHDRAWN: &str = "c.change = 'withdrawn' AND c.hash = l.hash AND EXISTS \
    (SELECT 1 FROM story_texts x JOIN story_versions y ON y.hash = x.hash WHERE y.story_id = s.id)";

/// What waits to be published, what is, and what was withdrawn.
///
/// # Errors
/// [`Error::Forbidden`] when the actor publishes nothing.
pub async fn desk(store: &Store, ctx: &Ctx) -> Result<Desk> {
    let within = PeopleInScope::of(store.read(), ctx, Action::StoriesPublish).await?;
    let signed = format!(
        "{OPEN} AND t.hash IS NOT NULL \
         AND EXISTS (SELECT 1 FROM sign_offs o WHERE o.hash = l.hash AND o.decision = 'approved') \
         ORDER BY v.submitted_at, s.id"
    );
    let signed = row::select(store, ctx, LATEST, &signed, Vec::new())
        .await?
        .into_iter()
        .filter(|s| s.status() == StoryStatus::SignedOff)
        .collect();
    let open = "1 = 1 ORDER BY c.changed_at DESC, s.id DESC";
    let open = row::select(store, ctx, PUBLISHED, open, Vec::new()).await?;
    let withdrawn = format!("{WITHDRAWN} ORDER BY c.changed_at DESC, s.id DESC");
    let withdrawn = row::select(store, ctx, LATEST, &withdrawn, Vec::new()).await?;
    Ok(Desk {
        to_publish: covered(store, &within, signed).await?,
        published: covered(store, &within, open).await?,
        withdrawn: covered(store, &within, withdrawn).await?,
    })
}

/// A withdrawn story whose words the actor may erase.
///
/// # Errors
/// [`Error::NotFound`] when there is none; [`Error::Forbidden`] when the actor may not erase it.
pub async fn erasable(store: &Store, ctx: &Ctx, id: StoryId) -> Result<StoryView> {
    let wanted = format!("{WITHDRAWN} AND s.id = $2");
    let found = row::select(store, ctx, LATEST, &wanted, vec![id.as_uuid().into()]).await?;
    let found = found.into_iter().next().ok_or(Error::NotFound)?;
    let author = Resource::Person(found.standing.author);
    authorize_read_of(store.read(), ctx, Action::StoriesErase, author).await?;
    Ok(found)
}
