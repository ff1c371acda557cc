//! The forms of reading, answering, assigning, exporting and publishing.

use super::{Again, PLAIN, Row};
use domain::accounts::Role;

/// See [`super::Row`].
pub const ROWS: &[Row] = &[
    Row {
        route: "/training/assign",
        action: "/training/assign",
        page: "/training/assign?person={person}",
        role: Role::Hr,
        typed: &[
            ("course", "first-ten-minutes"),
            ("whom", "these"),
            ("due_on", "2026-12-24"),
            ("reason", "new_hire"),
            ("note", "welcome to us all"),
            ("attempt_limit", "3"),
            ("pause_hours", "24"),
            ("time_minutes", "20"),
        ],
        wrong: &[
            ("due_on", ""),
            ("due_on", "2020-01-01"),
            ("due_on", "2926-01-01"),
            ("attempt_limit", "21"),
            ("pause_hours", "often"),
            ("time_minutes", "4"),
        ],
        other: Some(("due_on", "2026-12-25")),
        leaves: "course_assigned",
        ..PLAIN
    },
    Row {
        route: "/training/people/{id}/unassign",
        action: "/training/people/{owing}/unassign",
        page: "/training/people/{owing}",
        role: Role::Hr,
        typed: &[("reason", "another team does it")],
        wrong: &[("reason", "")],
        other: Some(("reason", "a mistake")),
        leaves: "course_unassigned",
        ..PLAIN
    },
    Row {
        route: "/training/people/{id}/attempts",
        action: "/training/people/{owing}/attempts",
        page: "/training/people/{owing}",
        role: Role::Hr,
        typed: &[("reason", "the network failed")],
        wrong: &[("reason", "")],
        other: Some(("reason", "a mistake")),
        leaves: "attempt_allowed",
        ..PLAIN
    },
    Row {
        route: "/training/people/{id}/extra-time",
        action: "/training/people/{owing}/extra-time",
        page: "/training/people/{owing}",
        role: Role::Hr,
        typed: &[("extra_percent", "50")],
        wrong: &[("extra_percent", ""), ("extra_percent", "301")],
        other: Some(("extra_percent", "25")),
        leaves: "extra_time_set",
        ..PLAIN
    },
    Row {
        route: "/reporting/completions",
        action: "/reporting/completions",
        page: "/reporting/completions",
        role: Role::Hr,
        typed: &[("from", "2026-11-01"), ("until", "2026-11-30")],
        wrong: &[("from", "first of May"), ("until", "2026-10-01")],
        leaves: "completions_exported",
        again: Again::Anew,
        somebodys: false,
        ..PLAIN
    },
    Row {
        route: "/courses/{course}/{module}/finish",
        action: "/courses/first-ten-minutes/what-you-can-say/finish",
        page: "/courses/first-ten-minutes/what-you-can-say?page=5",
        role: Role::Employee,
        leaves: "module_finished",
        somebodys: false,
        ..PLAIN
    },
    Row {
        route: "/attempts",
        action: "/attempts",
        page: "/courses/first-ten-minutes/check-yourself",
        role: Role::Employee,
        typed: &[("course", "first-ten-minutes"), ("part", "check-yourself")],
        other: Some(("part", "rash-in-the-comments")),
        leaves: "attempt_started",
        somebodys: false,
        ..PLAIN
    },
    Row {
        route: "/courses/{course}/confidence",
        action: "/courses/first-ten-minutes/confidence",
        page: "/courses/first-ten-minutes/confidence",
        role: Role::Employee,
        typed: &[("critical_comment", "60")],
        wrong: &[("critical_comment", "")],
        other: Some(("moment", "after")),
        leaves: "self_efficacy_given",
        somebodys: false,
        ..PLAIN
    },
    Row {
        route: "/me/confidence/erase",
        action: "/me/confidence/erase",
        page: "/me/confidence/erase",
        role: Role::Employee,
        typed: &[("sure", "yes")],
        wrong: &[("sure", "")],
        leaves: "confidence_erased",
        somebodys: false,
        ..PLAIN
    },
    Row {
        route: "/content/publish/{course}",
        action: "/content/publish/{candidate}",
        page: "/content/publish/{candidate}",
        role: Role::CommsEditor,
        typed: &[
            ("change", "material"),
            ("earlier", "again"),
            ("again_days", "45"),
            ("reason", "Legal asked for it"),
        ],
        wrong: &[("reason", ""), ("again_days", ""), ("again_days", "366")],
        other: Some(("reason", "Medical asked for it")),
        leaves: "content_published",
        ..PLAIN
    },
    Row {
        route: "/content/rules",
        action: "/content/rules",
        page: "/content/rules?show=open",
        role: Role::Reviewer,
        typed: &[("card", "{card}"), ("next_review", "2027-11-24")],
        wrong: &[
            ("card", ""),
            ("next_review", ""),
            ("next_review", "2020-01-01"),
            ("next_review", "2926-01-01"),
        ],
        other: Some(("next_review", "2027-11-23")),
        leaves: "rule_confirmed",
        ..PLAIN
    },
    Row {
        route: "/content/rules/{card}/withdraw",
        action: "/content/rules/{confirmed}/withdraw",
        page: "/content/rules/{confirmed}",
        role: Role::Reviewer,
        typed: &[("reason", "the act was amended")],
        wrong: &[("reason", "")],
        other: Some(("reason", "a mistake")),
        leaves: "rule_confirmation_withdrawn",
        ..PLAIN
    },
    Row {
        route: "/attempts/{id}",
        action: "/attempts/{attempt}",
        page: "/attempts/{attempt}",
        role: Role::Employee,
        typed: &[("choice", "*"), ("certainty", "*")],
        wrong: &[("choice", ""), ("certainty", "")],
        leaves: "item_answered",
        ..PLAIN
    },
    Row {
        route: "/refresher/{id}",
        action: "/refresher/{refresher}",
        page: "/refresher/{refresher}",
        role: Role::Employee,
        typed: &[("choice", "*"), ("certainty", "*")],
        wrong: &[("choice", ""), ("certainty", "")],
        leaves: "refresher_answered",
        ..PLAIN
    },
    Row {
        route: "/attempts/{id}/challenge/{item}",
        action: "/attempts/{graded}/challenge/{item}",
        page: "/attempts/{graded}/challenge/{item}",
        role: Role::Employee,
        typed: &[("words", "both of them are right")],
        wrong: &[("words", "")],
        other: Some(("words", "neither of them is right")),
        leaves: "item_challenged",
        ..PLAIN
    },
    Row {
        route: "/attempts/{id}/flag/{item}",
        action: "/attempts/{graded}/flag/{item}",
        page: "/attempts/{graded}?answered={item}",
        role: Role::Employee,
        typed: &[("on", "true")],
        other: Some(("on", "false")),
        leaves: "item_flagged",
        ..PLAIN
    },
    Row {
        route: "/content/challenges",
        action: "/content/challenges",
        page: "/content/challenges",
        role: Role::CommsEditor,
        typed: &[("words", "the second rule says so"), ("status", "answered")],
        wrong: &[("words", ""), ("status", "")],
        other: Some(("words", "it was mended")),
        leaves: "challenge_answered",
        ..PLAIN
    },
];
