//! Asking for the password again before something that matters.

use axum::response::Response;
use services::ctx::Key;

use super::{
    Cx,
    forms::{encode, see_other},
};

/// The way to `/me/confirm` and back to `back`, unless the reader proved lately who they are.
pub fn needed(cx: &Cx, back: &str) -> Option<Response> {
    let lately = cx.ctx(Key::random()).confirmed_lately();
    (!lately).then(|| see_other(&format!("/me/confirm?back={}", encode(back))))
}
