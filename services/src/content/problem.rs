//! Every problem the checker knows, in both languages: what is wrong, and how to mend it.

pub use super::nearest::nearest;
use super::{
    problem_yaml::YamlSlip,
    slips::{Front, Guess, Markup, Question, Story},
};
use domain::language::{Language, particle};

/// A problem.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[allow(missing_docs, reason = "each says in `text` what it means")]
pub enum Problem {
    NotText,
    TooLarge,
    UnknownFile {
        file: String,
    },
    NoFrontMatter,
    OpenFrontMatter,
    Yaml {
        slip: YamlSlip,
        message: String,
    },
    UnknownField {
        field: String,
        nearest: Option<String>,
    },
    MissingField {
        field: String,
    },
    UnknownAttribute {
        name: String,
        nearest: Option<String>,
    },
    MissingAttribute {
        name: String,
        words: Vec<String>,
    },
    BothLanguages {
        field: String,
    },
    WrongType {
        expected: &'static str,
    },
    NotInRange {
        min: i64,
        max: i64,
    },
    UnknownWord {
        word: String,
        words: Vec<String>,
        nearest: Option<String>,
    },
    BadName {
        name: String,
    },
    BadDate {
        text: String,
    },
    BadAddress {
        text: String,
    },
    NameIsNot {
        expected: String,
    },
    NoCourse,
    MissingPart {
        part: String,
    },
    UnlistedPart {
        part: String,
    },
    MissingTranslation {
        language: Language,
    },
    MissingSection {
        language: Language,
    },
    NoId {
        title: String,
    },
    DuplicateId {
        id: String,
    },
    Drifted {
        id: String,
        language: Language,
    },
    OtherOrder {
        language: Language,
        here: Compared,
    },
    OtherValue {
        field: String,
        language: Language,
        here: Compared,
    },
    OtherAnswers {
        item: String,
        language: Language,
        here: Compared,
    },
    HeadingLevel,
    TextBeforeHeading,
    TextAfterChoices,
    RawHtml,
    MissingAlt,
    BadLink {
        link: String,
    },
    MissingImage {
        file: String,
    },
    NotAPicture {
        file: String,
    },
    UnknownRule {
        rule: String,
        nearest: Option<String>,
    },
    NoQuestions,
    NoPrompt {
        item: String,
    },
    FewChoices {
        item: String,
    },
    SplitChoices,
    NoChoiceId,
    NoTick,
    EmptyChoice {
        choice: String,
    },
    NoCorrect {
        item: String,
    },
    AllCorrect {
        item: String,
    },
    MissingFeedback {
        choice: String,
    },
    TwoKinds {
        item: String,
    },
    NeedlessTick,
    NoPair {
        choice: String,
    },
    OneRightSide {
        item: String,
    },
    NoDraft {
        item: String,
    },
    NotInDraft {
        choice: String,
    },
    TwiceInDraft {
        choice: String,
    },
    UnknownMark {
        mark: String,
        nearest: Option<String>,
    },
    SameAnswer {
        text: String,
    },
    NoOtherwise {
        item: String,
    },
    OtherwiseSays,
    NoScenes,
    UnknownScene {
        scene: String,
        nearest: Option<String>,
        /// Scenes that nothing leads to: one of them may be the one that is meant.
        lonely: Vec<String>,
    },
    NoTarget {
        choice: String,
    },
    Unreachable {
        scene: String,
    },
    DeadEnd {
        scene: String,
    },
    NoWayOut {
        scene: String,
    },
    EndingWithChoices {
        scene: String,
    },
    BadEffect {
        text: String,
    },
    BadCondition {
        text: String,
    },
    ForkWithText {
        fork: String,
    },
    ForkWays {
        fork: String,
    },
    ForkOtherwise {
        fork: String,
    },
    TooManyStates,
    Stuck {
        scene: String,
    },
    StateNeverRead {
        state: String,
    },
    StateDecidesNothing {
        state: String,
    },
    UnknownState {
        state: String,
        nearest: Option<String>,
    },
    StateWords {
        expected: usize,
        found: usize,
    },
    StateStart,
    NoScore {
        choice: String,
    },
    Guess(Guess),
    PassMarkUnreachable,
    NoReviewer,
    ReviewOverdue {
        date: String,
    },
    MovedId {
        id: String,
        from: String,
    },
    RenamedPart {
        from: String,
    },
    RenamedId {
        id: String,
        from: String,
    },
    Story(Story),
    Question(Question),
    Markup(Markup),
    Front(Front),
    ManyMore {
        more: usize,
    },
}

/// What stands in the file, and what in that of the other language.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Compared {
    /// The language of the file.
    pub language: Language,
    /// What stands in it.
    pub found: String,
    /// What stands in the other.
    pub other: String,
}

/// How much a problem matters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Severity {
    /// Must be mended: a library with one is not imported.
    Error,
    /// Should be looked at, and stops nothing.
    Warning,
}

impl Severity {
    /// Its name in reports.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

impl Problem {
    /// How much it matters.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        let slight = match self {
            Self::Story(slip) => slip.is_warning(),
            Self::Question(slip) => slip.is_warning(),
            Self::Markup(slip) => slip.is_warning(),
            Self::Front(slip) => slip.is_warning(),
            Self::Guess(_)
            | Self::PassMarkUnreachable
            | Self::NoReviewer
            | Self::ReviewOverdue { .. } => true,
            _ => false,
        };
        if slight {
            Severity::Warning
        } else {
            Severity::Error
        }
    }

    /// How many problems it stands for.
    #[must_use]
    pub const fn count(&self) -> usize {
        match self {
            Self::ManyMore { more } => *more,
            _ => 1,
        }
    }

    /// A word that is none of those allowed.
    #[must_use]
    pub fn unknown_word(word: &str, words: &[&str]) -> Self {
        Self::UnknownWord {
            word: word.to_owned(),
            words: words.iter().map(|w| (*w).to_owned()).collect(),
            nearest: nearest(word, words),
        }
    }
    /// A field that nobody asked for.
    #[must_use]
    pub fn unknown_field(field: &str, known: &[&str]) -> Self {
        Self::UnknownField {
            field: field.to_owned(),
            nearest: nearest(field, known),
        }
    }

    /// Its name for programs, which never changes.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        super::problem_code::code(self)
    }

    /// What is wrong.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        let (ko, en) = super::problem_text::message(self);
        pick(language, ko, en)
    }

    /// How to mend it.
    #[must_use]
    pub fn mend(&self, language: Language) -> String {
        let (ko, en) = super::problem_mend::mend(self);
        pick(language, ko, en)
    }
}

fn pick(language: Language, ko: String, en: String) -> String {
    match language {
        Language::Ko => particle::resolve(&ko),
        Language::En => en,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn korean_particles_fit() {
        let problem = Problem::MissingField {
            field: "title".into(),
        };
        assert!(!problem.message(Language::Ko).contains("("));
    }
}
