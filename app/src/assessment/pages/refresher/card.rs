//! The quiet card on the home page.

use leptos::prelude::*;
use services::{assessment::refresher::queries, ctx::Key};

use super::{practices, start};
use crate::{
    t,
    web::{AppError, Cx},
};

/// What has come round, if anything has.
///
/// # Errors
/// When the database does not answer.
pub async fn card(cx: &Cx) -> Result<Option<impl IntoView + use<>>, AppError> {
    let lang = cx.language;
    let waiting = queries::waiting(&cx.state.store, &cx.ctx(Key::random())).await?;
    Ok(waiting.map(|waiting| {
        let about = practices(lang, &waiting.practices);
        view! {
            <section class="refresher-card" aria-labelledby="refresher">
                <div>
                    <h2 id="refresher">{t!(lang, refresher.card, count = waiting.questions)}</h2>
                    <p>{t!(lang, refresher.card_about, practices = about)}</p>
                </div>
                {start(lang, &waiting)}
            </section>
        }
    }))
}
