//! The forms of stories.

use super::{PLAIN, Row};
use domain::accounts::Role;

/// See [`super::Row`].
pub const ROWS: &[Row] = &[
    Row {
        route: "/stories/new",
        action: "/stories/new",
        page: "/stories/new",
        role: Role::Employee,
        typed: &[
            ("title", "처음에 \"부르기\" <b>"),
            ("practice", "cross-function"),
            ("language", "ko"),
            ("audience", "동료 <들> & 이웃"),
            ("done", "먼저 **모였어요**.\n\n- 하나"),
            ("outcome", "빨라졌어요."),
            ("confirmed", "yes"),
            ("step", "submit"),
        ],
        wrong: &[
            ("title", ""),
            ("practice", ""),
            ("audience", " "),
            ("done", ""),
            ("outcome", ""),
            ("confirmed", ""),
        ],
        other: Some(("title", "다른 제목")),
        leaves: "story_submitted",
        somebodys: false,
        ..PLAIN
    },
    Row {
        route: "/stories/{id}/edit",
        action: "/stories/{draft}/edit",
        page: "/stories/{draft}/edit",
        role: Role::Employee,
        typed: &[
            ("title", "처음에 \"부르기\" <b>"),
            ("practice", "cross-function"),
            ("language", "ko"),
            ("audience", "동료 <들> & 이웃"),
            ("done", "먼저 **모였어요**.\n\n- 하나"),
            ("outcome", "빨라졌어요."),
            ("confirmed", "yes"),
            ("step", "submit"),
        ],
        wrong: &[
            ("title", ""),
            ("practice", ""),
            ("audience", " "),
            ("done", ""),
            ("outcome", ""),
            ("confirmed", ""),
        ],
        other: Some(("outcome", "느려졌어요.")),
        leaves: "story_submitted",
        ..PLAIN
    },
    Row {
        route: "/stories/review",
        action: "/stories/review",
        page: "/stories/review",
        role: Role::Reviewer,
        typed: &[
            ("story", "{waiting}"),
            ("version", "{waiting-version}"),
            ("department", "legal"),
            ("note", "지역을 <빼> 주세요"),
            ("decision", "sent_back"),
        ],
        wrong: &[("note", " ")],
        other: Some(("note", "다른 말")),
        leaves: "story_sent_back",
        ..PLAIN
    },
    Row {
        route: "/stories/{id}/erase",
        action: "/stories/{withdrawn}/erase",
        page: "/stories/{withdrawn}/erase",
        role: Role::CommsEditor,
        typed: &[("reason", "\"지워\" 달라고 <부탁>했어요"), ("asked", "yes")],
        wrong: &[("reason", " "), ("asked", "")],
        other: Some(("reason", "다른 부탁")),
        leaves: "story_erased",
        ..PLAIN
    },
    Row {
        route: "/stories/desk",
        action: "/stories/desk",
        page: "/stories/desk",
        role: Role::CommsEditor,
        typed: &[
            ("story", "{open}"),
            ("reason", "조직이 \"바뀌었어요\""),
            ("step", "withdraw"),
        ],
        wrong: &[("reason", "")],
        other: Some(("reason", "다른 이유")),
        leaves: "story_withdrawn",
        ..PLAIN
    },
    Row {
        route: "/stories/{id}",
        action: "/stories/{open}",
        page: "/stories/{open}",
        role: Role::Employee,
        typed: &[("used", "yes")],
        other: Some(("used", "no")),
        leaves: "story_used",
        somebodys: false,
        ..PLAIN
    },
];
