//! The forms of posts, of the organisation, and of files of people.

use super::{PLAIN, Row};

/// See [`super::Row`].
pub const ROWS: &[Row] = &[
    Row {
        route: "/people/{id}/posts/new",
        action: "/people/{person}/posts/new",
        page: "/people/{person}/posts/new",
        typed: &[
            ("from", "2026-12-01"),
            ("to", "2027-11-30"),
            ("legal_entity", "{entity}"),
            ("department", "{department}"),
            ("job_role", "MSL \"강남\" <1>"),
            ("location", "London"),
            ("manager", "{own-number}"),
            ("time_zone", "Europe/London"),
        ],
        wrong: &[
            ("from", "tomorrow"),
            ("to", "2026-11-30"),
            ("job_role", ""),
            ("location", " "),
            ("manager", "nobody"),
            ("time_zone", "Mars/Base"),
        ],
        other: Some(("job_role", "MR")),
        leaves: "employment_started",
        ..PLAIN
    },
    Row {
        route: "/people/{id}/posts/{post}/change",
        action: "/people/{person}/posts/{post}/change",
        page: "/people/{person}/posts/{post}/change",
        typed: &[
            ("from", "2026-12-01"),
            ("legal_entity", "{entity}"),
            ("department", "{department}"),
            ("job_role", "MSL \"강남\" <1>"),
            ("location", "London"),
            ("manager", "{own-number}"),
            ("time_zone", "Europe/London"),
            ("reason", "a \"new\" task"),
        ],
        wrong: &[
            ("from", "2025-12-31"),
            ("job_role", ""),
            ("manager", "nobody"),
        ],
        other: Some(("job_role", "MR of the year")),
        leaves: "employment_changed",
        ..PLAIN
    },
    Row {
        route: "/people/{id}/posts/{post}/end",
        action: "/people/{person}/posts/{post}/end",
        page: "/people/{person}/posts/{post}/end",
        typed: &[("last", "2026-12-31"), ("reason", "left the \"company\"")],
        wrong: &[("last", ""), ("last", "2025-12-31")],
        other: Some(("reason", "another reason")),
        leaves: "employment_ended",
        ..PLAIN
    },
    Row {
        route: "/people/{id}/posts/{post}/leave",
        action: "/people/{person}/posts/{post}/leave",
        page: "/people/{person}/posts/{post}/leave",
        typed: &[("on_leave", "yes"), ("leave_from", "2026-12-01")],
        wrong: &[("leave_from", ""), ("leave_from", "2025-12-31")],
        other: Some(("leave_from", "2026-12-02")),
        leaves: "leave_set",
        ..PLAIN
    },
    Row {
        route: "/people/organisation/legal-entities",
        action: "/people/organisation/legal-entities",
        page: "/people/organisation/legal-entities",
        typed: &[
            ("code", "E-{number}"),
            ("name_ko", "한빛 \"영국\""),
            ("name_en", "Hanbit <UK>"),
        ],
        wrong: &[("code", "a b"), ("name_ko", ""), ("name_en", "")],
        other: Some(("name_en", "Hanbit Europe")),
        leaves: "legal_entity_added",
        ..PLAIN
    },
    Row {
        route: "/people/organisation/departments/new",
        action: "/people/organisation/departments/new",
        page: "/people/organisation/departments/new",
        typed: &[
            ("code", "D-{number}"),
            ("name_ko", "의학 \"1\""),
            ("name_en", "Medical <1>"),
            ("legal_entity", "{entity}"),
            ("from", "2026-12-01"),
        ],
        wrong: &[("code", ""), ("name_ko", ""), ("name_en", ""), ("from", "")],
        other: Some(("name_en", "Medical 2")),
        leaves: "department_added",
        ..PLAIN
    },
    Row {
        route: "/people/organisation/departments/{id}",
        action: "/people/organisation/departments/{department}",
        page: "/people/organisation/departments/{department}",
        typed: &[
            ("name_ko", "의학 \"2\""),
            ("name_en", "Medical <2>"),
            ("legal_entity", "{entity}"),
            ("from", "2026-12-01"),
        ],
        wrong: &[("name_ko", ""), ("name_en", ""), ("from", "2025-12-31")],
        other: Some(("name_en", "Medical 3")),
        leaves: "department_changed",
        ..PLAIN
    },
    Row {
        route: "/people/import",
        action: "/people/import",
        page: "/people/import",
        typed: &[("text", "employee_number,name\nX-{number},\"Doe, <b>J</b>\"")],
        wrong: &[("text", ""), ("text", "salary\n1")],
        other: Some(("text", "employee_number\nX")),
        leaves: "people_import_uploaded",
        ..PLAIN
    },
    Row {
        route: "/people/import/{id}",
        action: "/people/import/{import}",
        page: "/people/import/{import}",
        leaves: "people_imported",
        ..PLAIN
    },
];
