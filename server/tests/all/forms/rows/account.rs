//! The forms of ways in and out, and of one's own account.

use super::{Again, NEW_PASSWORD, PASSWORD, PLAIN, Row};
use domain::accounts::Role;

/// See [`super::Row`].
pub const ROWS: &[Row] = &[
    Row {
        route: "/sign-in",
        action: "/sign-in",
        page: "/sign-in",
        role: Role::Employee,
        typed: &[("identifier", "{own-number}"), ("password", PASSWORD)],
        wrong: &[
            ("identifier", ""),
            ("identifier", "nobody"),
            ("password", ""),
        ],
        leaves: "person_signed_in",
        again: Again::Anew,
        somebodys: false,
        ..PLAIN
    },
    Row {
        route: "/sign-out",
        action: "/sign-out",
        page: "/",
        role: Role::Employee,
        leaves: "person_signed_out",
        again: Again::Over,
        somebodys: false,
        ..PLAIN
    },
    Row {
        route: "/set-up/{token}",
        action: "/set-up/{token}",
        page: "/set-up/{token}",
        role: Role::Employee,
        typed: &[("password", PASSWORD), ("repeat", PASSWORD)],
        wrong: &[("password", "short"), ("repeat", NEW_PASSWORD)],
        leaves: "password_changed",
        again: Again::Over,
        somebodys: false,
        ..PLAIN
    },
    Row {
        route: "/preferences",
        action: "/preferences",
        page: "/",
        role: Role::Employee,
        typed: &[("language", "en")],
        other: Some(("language", "ko")),
        leaves: "language_chosen",
        somebodys: false,
        ..PLAIN
    },
    Row {
        route: "/me/sessions/end",
        action: "/me/sessions/end",
        page: "/me",
        role: Role::Employee,
        typed: &[("session", "{session}")],
        leaves: "person_signed_out",
        ..PLAIN
    },
    Row {
        route: "/me/sessions/end-all",
        action: "/me/sessions/end-all",
        page: "/me",
        role: Role::Employee,
        leaves: "person_signed_out_everywhere",
        again: Again::Over,
        somebodys: false,
        ..PLAIN
    },
    Row {
        route: "/me/password",
        action: "/me/password",
        page: "/me",
        role: Role::Employee,
        typed: &[
            ("current", PASSWORD),
            ("password", NEW_PASSWORD),
            ("repeat", NEW_PASSWORD),
        ],
        wrong: &[
            ("current", "not this one"),
            ("password", "short"),
            ("repeat", "another"),
        ],
        leaves: "password_changed",
        again: Again::Over,
        somebodys: false,
        ..PLAIN
    },
    Row {
        route: "/me/confirm",
        action: "/me/confirm",
        page: "/me/confirm",
        role: Role::Employee,
        typed: &[("password", PASSWORD)],
        wrong: &[("password", ""), ("password", "not this one")],
        leaves: "identity_confirmed",
        again: Again::Anew,
        somebodys: false,
        ..PLAIN
    },
    Row {
        route: "/me/data",
        action: "/me/data",
        page: "/me/data",
        role: Role::Employee,
        leaves: "own_data_downloaded",
        somebodys: false,
        ..PLAIN
    },
];
