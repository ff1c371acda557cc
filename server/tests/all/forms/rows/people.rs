//! The forms about a person.

use super::{Again, PLAIN, Row};
use domain::accounts::Role;

/// See [`super::Row`].
pub const ROWS: &[Row] = &[
    Row {
        route: "/people/new",
        action: "/people/new",
        page: "/people/new",
        typed: &[
            ("name", "서 \"하늘\" <b>&amp;</b>"),
            ("employee_number", "{number}"),
            ("email", "{number}@hanbit.example"),
        ],
        wrong: &[("name", ""), ("employee_number", ""), ("email", "nowhere")],
        other: Some(("name", "서바다")),
        leaves: "person_added",
        ..PLAIN
    },
    Row {
        route: "/people/{id}/grants",
        action: "/people/{person}/grants",
        page: "/people/{person}",
        typed: &[
            ("role", "author"),
            ("scope", "department:{department}"),
            ("reason", "writes \"our\" <courses>"),
        ],
        wrong: &[("reason", "")],
        other: Some(("reason", "another reason")),
        leaves: "role_granted",
        ..PLAIN
    },
    Row {
        route: "/people/{id}/grants/revoke",
        action: "/people/{person}/grants/revoke",
        page: "/people/{person}",
        typed: &[("grant", "{grant}"), ("reason", "another department now")],
        wrong: &[("reason", "")],
        other: Some(("reason", "another reason")),
        leaves: "role_revoked",
        ..PLAIN
    },
    Row {
        route: "/people/{id}/deactivate",
        action: "/people/{person}/deactivate",
        page: "/people/{person}",
        typed: &[("reason", "left the company")],
        wrong: &[("reason", "")],
        other: Some(("reason", "another reason")),
        leaves: "person_deactivated",
        ..PLAIN
    },
    Row {
        route: "/people/{id}/sign-in-link",
        action: "/people/{person}/sign-in-link",
        page: "/people/{person}",
        leaves: "setup_link_opened",
        again: Again::Anew,
        ..PLAIN
    },
    Row {
        route: "/people/{id}/invitation",
        action: "/people/{person}/invitation",
        page: "/people/{person}",
        role: Role::Hr,
        leaves: "person_invited",
        ..PLAIN
    },
    Row {
        route: "/people/{id}/letter",
        action: "/people/{person}/letter",
        page: "/people/{person}",
        role: Role::Hr,
        leaves: "sign_in_letter_printed",
        again: Again::Anew,
        ..PLAIN
    },
    Row {
        route: "/people/{id}/edit",
        action: "/people/{person}/edit",
        page: "/people/{person}/edit",
        typed: &[
            ("name", "서 \"하늘\" <b>&amp;</b>"),
            ("employee_number", "{number}"),
            ("email", "{number}@hanbit.example"),
            ("time_zone", "Europe/London"),
        ],
        wrong: &[
            ("name", ""),
            ("employee_number", "a b"),
            ("email", "nowhere"),
            ("time_zone", "Mars/Base"),
        ],
        other: Some(("name", "서바다")),
        leaves: "person_changed",
        ..PLAIN
    },
    Row {
        route: "/people/{id}/reactivate",
        action: "/people/{gone}/reactivate",
        page: "/people/{gone}/reactivate",
        typed: &[("reason", "came back")],
        wrong: &[("reason", "")],
        other: Some(("reason", "another reason")),
        leaves: "person_reactivated",
        ..PLAIN
    },
    Row {
        route: "/people/{id}/merge",
        action: "/people/{person}/merge",
        page: "/people/{person}/merge?kept={own-number}",
        typed: &[("kept", "{own-number}"), ("reason", "entered \"twice\"")],
        wrong: &[("reason", "")],
        other: Some(("reason", "another reason")),
        leaves: "people_merged",
        ..PLAIN
    },
];
