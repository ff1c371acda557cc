//! A new version of the first course that waits for the comms editor of the demo company.

use crate::{
    Ctx, Error, Result,
    content::{check, export, import},
    store::Store,
};
use domain::content::Slug;

const COURSE: &str = "first-ten-minutes";

/// The rule card that drug safety asked to be made clearer.
const CARD: &str = "rules/company-safety-route.md";

/// What it said, and what it says now. No module changes, so that nobody has to read one again.
const EDITS: [(&str, &str); 2] = [
    (
        "품질 불만도 함께 전해요.",
        "품질 불만도 함께 전해요. 이미 나아진 일도 마찬가지예요.",
    ),
    (
        "a complaint about quality.",
        "a complaint about quality. What has got better by now counts, too.",
    ),
];

/// Brings the new version in, when the course is there and still says what it said.
pub(super) async fn create(store: &Store, ctx: &Ctx) -> Result<()> {
    let slug = Slug::parse(COURSE).map_err(|_| Error::internal("a name in the demo is none"))?;
    let mut files = match export::files(store, &slug).await {
        Err(Error::NotFound) => return Ok(()),
        files => files?,
    };
    if let Some(card) = files.get_mut(CARD) {
        let text = String::from_utf8_lossy(card).into_owned();
        let edited = EDITS
            .iter()
            .fold(text, |text, (old, new)| text.replace(old, new));
        *card = edited.into_bytes();
    }
    if let Ok(library) = check(&files).into_library() {
        import(store, &ctx.with_new_key(), &library).await?;
    }
    Ok(())
}
