//! The right answer to a question, as its form would send it: for the demo company and for tests.

use super::{
    AnswerItem,
    attempt::own,
    given::{right_sides, shown},
};
use crate::{Ctx, Error, Result, content::model::Item, ctx::Actor, store::Store};
use domain::{
    assessment::{Certainty, ItemKind},
    ids::AttemptId,
};

/// The right answer to a question of one's own attempt.
///
/// # Errors
/// [`Error::NotFound`] when it is not an attempt of the actor's.
pub async fn right_answer(
    store: &Store,
    ctx: &Ctx,
    attempt: AttemptId,
    item: &Item,
    certainty: Certainty,
) -> Result<AnswerItem> {
    let Actor::Person(person) = ctx.actor else {
        return Err(Error::Forbidden);
    };
    let seed = own(store.read(), attempt, person).await?.seed;
    let mut form = AnswerItem {
        attempt,
        item: item.id.clone(),
        choices: [].into(),
        picks: [].into(),
        text: String::new(),
        certainty: Some(certainty),
    };
    let right = || item.choices.iter().filter(|choice| choice.correct);
    match item.kind {
        ItemKind::Choose | ItemKind::Mark => form.choices = right().map(|c| c.id.clone()).collect(),
        ItemKind::Short => {
            let text = right().next().and_then(|c| c.spellings().next());
            form.text = text.unwrap_or_default().to_owned();
        }
        ItemKind::Order => {
            let lines = shown(item, seed).into_iter().enumerate();
            form.picks = lines.map(|(line, place)| (line + 1, place + 1)).collect();
        }
        ItemKind::Match => {
            let sides = right_sides(item, seed);
            let side = |left: usize| {
                let with = &item.choices[left].with;
                sides.iter().position(|s| item.choices[*s].with == *with)
            };
            let lefts = shown(item, seed).into_iter().enumerate();
            form.picks = lefts
                .filter_map(|(n, left)| Some((n + 1, side(left)? + 1)))
                .collect();
        }
    }
    Ok(form)
}
