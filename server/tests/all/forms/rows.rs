//! The table of all forms. A new one gets a row; `prepare` in `drive/prepare.rs` makes what its `{words}` stand for.

mod account;
mod learning;
mod organisation;
mod people;
mod stories;

use domain::accounts::Role;

/// A form, how it is filled in, and what it leaves.
pub struct Row {
    /// Where it posts to, as the list of routes writes it.
    pub route: &'static str,
    /// The same with the words that `prepare` fills in: `/people/{person}/grants`.
    pub action: &'static str,
    /// The page on which it stands.
    pub page: &'static str,
    /// Who fills it in.
    pub role: Role,
    /// What they type, all of it fine. `*` takes the first choice that the form offers.
    pub typed: &'static [(&'static str, &'static str)],
    /// Values that are refused with a message beside the field.
    pub wrong: &'static [(&'static str, &'static str)],
    /// Another value under which the same key is a conflict.
    pub other: Option<(&'static str, &'static str)>,
    /// The kind of the one fact that a submission leaves.
    pub leaves: &'static str,
    /// What a second submission of the same form is answered with.
    pub again: Again,
    /// Whether it changes what belongs to somebody, so that a stranger must be refused.
    pub somebodys: bool,
}

/// What a second submission of the same form is answered with. The fact is there once, whatever it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Again {
    /// The same as the first.
    Same,
    /// What was used up or is over: any answer but a failure of ours.
    Over,
    /// Each is one of its own: signing in again makes another session.
    Anew,
}

/// The password of everyone in these tests.
pub const PASSWORD: &str = "a calm lake and seven herons";
const NEW_PASSWORD: &str = "nine quiet geese under a bridge";

/// What most rows have.
const PLAIN: Row = Row {
    route: "",
    action: "",
    page: "",
    role: Role::Administrator,
    typed: &[],
    wrong: &[],
    other: None,
    leaves: "",
    again: Again::Same,
    somebodys: true,
};

/// POST routes that are no forms of fields, each with the test that drives it instead.
pub const ELSEWHERE: &[(&str, &str)] = &[
    (
        "/assessment/practice",
        "confidence::the_practice_tells_what_it_would_have_brought_and_keeps_nothing",
    ),
    (
        "/content/import",
        "content_import::a_course_is_brought_in_looked_over_and_published",
    ),
    (
        "/courses/{course}/{module}",
        "training::a_place_is_kept_and_comes_back: a bookmark leaves no fact",
    ),
    ("/people/invitations", "messages::everyone_is_invited_once"),
    (
        "/people/letters",
        "messages::letters_are_printed_for_whom_no_mail_reaches",
    ),
    (
        "/refresher",
        "refresher::a_card_leads_to_the_questions_and_they_to_their_end: what is asked leaves no fact",
    ),
    ("/set-up", "messages::a_code_is_typed"),
    (
        "/settings/jobs/retry",
        "messages::what_stopped_is_seen_and_sent_again",
    ),
    ("/sign-in/forgot", "messages::a_link_is_asked_for"),
];

/// Every form.
pub fn all() -> impl Iterator<Item = &'static Row> {
    let all = [
        account::ROWS,
        learning::ROWS,
        organisation::ROWS,
        people::ROWS,
        stories::ROWS,
    ];
    all.into_iter().flatten()
}
