//! `/preferences`: language and theme, from any page and back to it.

use domain::language::Language;
use services::accounts::SetLanguage;

use crate::web::{
    AppError, Cx, PageResult, cookies,
    cx::{LANGUAGE_COOKIE, THEME_COOKIE, Theme},
    forms::{Fields, safe_back, see_other},
};

/// Keeps the choice: the language with the person once they are signed in, the rest in this browser.
pub async fn submit(cx: Cx, fields: Fields) -> PageResult {
    let mut response = see_other(&safe_back(fields.get("back")));
    if let Some(code) = fields.filled("language") {
        let language = Language::from_code(code).ok_or(AppError::Invalid)?;
        if let Some(person) = cx.person() {
            cx.state
                .store
                .write(&cx.ctx(fields.key()), SetLanguage { person, language })
                .await?;
        }
        // The sign-in page after signing out should still be in this language.
        cookies::set_preference(
            &mut response,
            &cx.state.config,
            LANGUAGE_COOKIE,
            language.code(),
        );
    }
    if let Some(code) = fields.filled("theme") {
        let theme = Theme::from_code(code);
        cookies::set_preference(&mut response, &cx.state.config, THEME_COOKIE, theme.code());
    }
    Ok(response)
}
