//! The names of problems, for programs that read what the checker says. They never change their meaning.

use super::{
    problem::Problem,
    slips::{By, Front, Guess, Markup, Question, Story},
};

pub(super) const fn code(problem: &Problem) -> &'static str {
    use Problem as P;
    match problem {
        P::NotText => "not-text",
        P::TooLarge => "too-large",
        P::ManyMore { .. } => "many-more",
        P::UnknownFile { .. } => "unknown-file",
        P::NoFrontMatter => "no-front-matter",
        P::OpenFrontMatter => "open-front-matter",
        P::Yaml { .. } => "yaml",
        P::UnknownField { .. } => "unknown-field",
        P::MissingField { .. } => "missing-field",
        P::UnknownAttribute { .. } => "unknown-attribute",
        P::MissingAttribute { .. } => "missing-attribute",
        P::BothLanguages { .. } => "both-languages",
        P::WrongType { .. } => "wrong-type",
        P::NotInRange { .. } => "not-in-range",
        P::UnknownWord { .. } => "unknown-word",
        P::BadName { .. } => "bad-name",
        P::BadDate { .. } => "bad-date",
        P::BadAddress { .. } => "bad-address",
        P::NameIsNot { .. } => "name-is-not",
        P::NoCourse => "no-course",
        P::MissingPart { .. } => "missing-part",
        P::UnlistedPart { .. } => "unlisted-part",
        P::MissingTranslation { .. } => "missing-translation",
        P::MissingSection { .. } => "missing-section",
        P::NoId { .. } => "no-id",
        P::DuplicateId { .. } => "duplicate-id",
        P::Drifted { .. } => "drifted",
        P::OtherOrder { .. } => "other-order",
        P::OtherValue { .. } => "other-value",
        P::OtherAnswers { .. } => "other-answers",
        P::HeadingLevel => "heading-level",
        P::TextBeforeHeading => "text-before-heading",
        P::TextAfterChoices => "text-after-choices",
        P::RawHtml => "raw-html",
        P::MissingAlt => "missing-alt",
        P::BadLink { .. } => "bad-link",
        P::MissingImage { .. } => "missing-image",
        P::NotAPicture { .. } => "not-a-picture",
        P::UnknownRule { .. } => "unknown-rule",
        P::NoQuestions => "no-questions",
        P::NoPrompt { .. } => "no-prompt",
        P::FewChoices { .. } => "few-choices",
        P::SplitChoices => "split-choices",
        P::NoChoiceId => "no-choice-id",
        P::NoTick => "no-tick",
        P::EmptyChoice { .. } => "empty-choice",
        P::NoCorrect { .. } => "no-correct",
        P::AllCorrect { .. } => "all-correct",
        P::MissingFeedback { .. } => "missing-feedback",
        P::TwoKinds { .. } => "two-kinds",
        P::NeedlessTick => "needless-tick",
        P::NoPair { .. } => "no-pair",
        P::OneRightSide { .. } => "one-right-side",
        P::NoDraft { .. } => "no-draft",
        P::NotInDraft { .. } => "not-in-draft",
        P::TwiceInDraft { .. } => "twice-in-draft",
        P::UnknownMark { .. } => "unknown-mark",
        P::SameAnswer { .. } => "same-answer",
        P::NoOtherwise { .. } => "no-otherwise",
        P::OtherwiseSays => "otherwise-says",
        P::NoScenes => "no-scenes",
        P::UnknownScene { .. } => "unknown-scene",
        P::NoTarget { .. } => "no-target",
        P::Unreachable { .. } => "unreachable",
        P::DeadEnd { .. } => "dead-end",
        P::NoWayOut { .. } => "no-way-out",
        P::EndingWithChoices { .. } => "ending-with-choices",
        P::BadEffect { .. } => "bad-effect",
        P::BadCondition { .. } => "bad-condition",
        P::ForkWithText { .. } => "fork-with-text",
        P::ForkWays { .. } => "fork-ways",
        P::ForkOtherwise { .. } => "fork-otherwise",
        P::TooManyStates => "too-many-states",
        P::Stuck { .. } => "stuck",
        P::StateNeverRead { .. } => "state-never-read",
        P::StateDecidesNothing { .. } => "state-decides-nothing",
        P::UnknownState { .. } => "unknown-state",
        P::StateWords { .. } => "state-words",
        P::StateStart => "state-start",
        P::NoScore { .. } => "no-score",
        P::PassMarkUnreachable => "pass-mark-unreachable",
        P::NoReviewer => "no-reviewer",
        P::ReviewOverdue { .. } => "review-overdue",
        P::MovedId { .. } => "moved-id",
        P::RenamedPart { .. } => "renamed-part",
        P::RenamedId { .. } => "renamed-id",
        P::Guess(slip) => guess(slip),
        P::Story(slip) => story(slip),
        P::Question(slip) => question(slip),
        P::Markup(slip) => markup(slip),
        P::Front(slip) => front(slip),
    }
}

const fn guess(slip: &Guess) -> &'static str {
    match slip {
        Guess::Best { by, .. } => match by {
            By::Longest | By::Shortest => "best-by-length",
            By::Place { .. } | By::Last => "best-by-place",
        },
        Guess::Right { by, .. } => match by {
            By::Longest | By::Shortest => "right-by-length",
            By::Place { .. } | By::Last => "right-by-place",
        },
        Guess::Several { .. } => "several-by-length",
    }
}

const fn story(slip: &Story) -> &'static str {
    match slip {
        Story::BeforeArrow { .. } => "before-arrow",
        Story::AfterLink { .. } => "after-link",
        Story::NoArrow { .. } => "no-arrow",
        Story::Ticked => "ticked-scene",
        Story::Numbered => "numbered-choices",
        Story::ForkWay => "fork-way",
        Story::WayMore { .. } => "fork-way-more",
        Story::OneChoice { .. } => "one-choice",
        Story::EmptyEnding { .. } => "empty-ending",
        Story::EmptyScene { .. } => "empty-scene",
        Story::Condition { always: true, .. } => "always-true",
        Story::Condition { always: false, .. } => "never-true",
        Story::TooFar { .. } => "effect-too-large",
        Story::Twice { .. } => "effect-twice",
    }
}

const fn question(slip: &Question) -> &'static str {
    match slip {
        Question::BadTick { .. } => "bad-tick",
        Question::Indent { .. } => "feedback-indent",
        Question::Forgotten { .. } => "forgotten-kind",
        Question::DrawTooMany { .. } => "draw-too-many",
        Question::Comma { .. } => "comma-in-answer",
        Question::Slash { .. } => "slash-in-answer",
        Question::TextInMark { .. } => "text-in-mark",
        Question::TwoArrows { .. } => "two-arrows",
    }
}

const fn markup(slip: &Markup) -> &'static str {
    match slip {
        Markup::NoTableLine => "table-line",
        Markup::TableColumns { .. } => "table-columns",
        Markup::WideBar => "table-bar",
        Markup::UnknownBox { .. } => "unknown-box",
        Markup::BoxOutside { .. } => "box-without-quote",
        Markup::NoNote { .. } => "no-note",
        Markup::UnusedNote { .. } => "unused-note",
        Markup::NoteColon { .. } => "note-colon",
        Markup::RuleLink { .. } => "rule-link",
        Markup::Untranslated { .. } => "untranslated",
        Markup::NoReference { .. } => "no-reference",
        Markup::Empty => "empty-module",
    }
}

const fn front(slip: &Front) -> &'static str {
    match slip {
        Front::CurlyQuotes => "curly-quotes",
        Front::WideColon => "full-width-colon",
        Front::Indent { .. } => "indentation",
        Front::Unit { .. } => "number-with-unit",
        Front::OneWord { .. } => "speaker-spaces",
        Front::ListSpaces { .. } => "list-spaces",
        Front::WrongFolder => "wrong-folder",
        Front::ForceOrder => "force-order",
        Front::Ended { .. } => "rule-ended",
        Front::ReviewOrder => "review-order",
        Front::ReviewedLater => "reviewed-later",
        Front::OtherPractice { .. } => "other-practice",
        Front::OtherMinutes { .. } => "other-minutes",
        Front::TitleUntranslated { .. } => "title-untranslated",
        Front::TakenName { .. } => "taken-name",
    }
}
