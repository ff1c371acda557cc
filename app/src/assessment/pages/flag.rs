//! `/attempts/{id}/flag/{item}`: marking a question to look at again, and taking the mark away.

use axum::extract::Path;
use domain::ids::AttemptId;
use leptos::prelude::*;
use services::assessment::{FlagItem, queries::Feedback};

use super::attempt::parse;
use crate::{
    t,
    web::{
        AppError, Cx, PageResult,
        forms::{Fields, encode, hidden, hidden_key, see_other},
    },
};

/// The page that a form stands on, and that it leads back to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Back {
    /// What came of the answer.
    Feedback,
    /// The result, where it stands among the others.
    Result,
}

impl Back {
    const fn code(self) -> &'static str {
        match self {
            Self::Feedback => "feedback",
            Self::Result => "result",
        }
    }

    /// Right to the question, so that nobody has to look for where they were. A page that gives a button the focus is
    /// where it should be without a fragment, which would forbid the focus.
    fn path(self, attempt: AttemptId, item: &str) -> String {
        let item = encode(item);
        match self {
            Self::Feedback => format!("/attempts/{attempt}?answered={item}"),
            Self::Result => format!("/attempts/{attempt}/result#question-{item}"),
        }
    }
}

/// Marks, or takes the mark away.
pub async fn send(cx: Cx, Path((id, item)): Path<(String, String)>, fields: Fields) -> PageResult {
    let attempt = parse(&id)?;
    let on = fields.get("on").parse().map_err(|_| AppError::BadRequest)?;
    let result = fields.get("from") == Back::Result.code();
    let from = if result { Back::Result } else { Back::Feedback };
    let back = from.path(attempt, &item);
    let command = FlagItem { attempt, item, on };
    cx.state.store.write(&cx.ctx(fields.key()), command).await?;
    Ok(see_other(&back))
}

/// The address of the form was opened as a page.
pub async fn to_page(Path((id, item)): Path<(String, String)>) -> PageResult {
    Ok(see_other(&Back::Feedback.path(parse(&id)?, &item)))
}

/// The button: its words tell how the question stands and what pressing it does.
pub(super) fn button(
    cx: &Cx,
    attempt: AttemptId,
    item: &Feedback,
    from: Back,
) -> impl IntoView + use<> {
    let lang = cx.language;
    let action = format!("/attempts/{attempt}/flag/{}", encode(&item.item));
    let words = if item.flagged {
        t!(lang, assessment.flag_lift)
    } else {
        t!(lang, assessment.flag_set)
    };
    let on = !item.flagged;
    view! {
        <form method="post" action=action>
            {hidden_key()}
            {hidden("on", on.to_string())}
            {hidden("from", from.code())}
            <button class="button-secondary" type="submit">{words}</button>
        </form>
    }
}

/// The questions that are marked, as links to their places below.
pub(super) fn list(
    cx: &Cx,
    code: &'static str,
    items: &[Feedback],
) -> Option<impl IntoView + use<>> {
    let links: Vec<_> = items
        .iter()
        .filter(|item| item.flagged)
        .map(|item| {
            let href = format!("#question-{}", encode(&item.item));
            let title = item.title.clone();
            view! { <li><a href=href lang=code>{title}</a></li> }
        })
        .collect();
    (!links.is_empty()).then(|| {
        view! {
            <nav class="flagged" aria-labelledby="flagged">
                <p id="flagged">{t!(cx.language, assessment.flagged_list)}</p>
                <ul>{links}</ul>
            </nav>
        }
    })
}
