//! What the rule behind a question means for an employee: the example that is shown beside an answer that was right and
//! unsure, or wrong and sure.

use super::open::{RuleLink, Sheet};
use crate::content::{queries::in_language, render};
use domain::{
    assessment::{Calibration, Certainty},
    language::Language,
};

/// What a rule card says it means for an employee.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Meaning {
    /// The card.
    pub rule: RuleLink,
    /// The passage, as HTML.
    pub html: String,
    /// Its language.
    pub language: Language,
}

/// How the passage begins in which a card says what it means for an employee.
const fn begins(language: Language) -> &'static str {
    match language {
        Language::Ko => "**직원에게는**",
        Language::En => "**For you**",
    }
}

/// The passage that says what a card means for an employee; where a card has none of its own, what it says first.
fn passage(text: &str, language: Language) -> Option<&str> {
    let blocks = || text.split("\n\n").map(str::trim).filter(|b| !b.is_empty());
    let own = blocks().find(|block| block.starts_with(begins(language)));
    own.or_else(|| blocks().next())
}

impl Sheet<'_> {
    /// What the first of these rules that can be read means; only beside an answer that it helps.
    pub(super) fn meaning(
        &self,
        rules: &[String],
        answer: Option<bool>,
        certainty: Option<Certainty>,
    ) -> Option<Meaning> {
        let state = Calibration::of(certainty?, answer?);
        if !matches!(state, Calibration::NeedsConfidence | Calibration::AtRisk) {
            return None;
        }
        rules.iter().find_map(|id| {
            let card = self.version.rule(id).ok().flatten()?;
            let (language, text) = in_language(&card.text, self.language);
            let html = render::text(passage(&text, language)?, &self.version.setting(language));
            let rule = self.rules(std::slice::from_ref(id)).pop()?;
            Some(Meaning {
                rule,
                html,
                language,
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_passage_for_employees_comes_before_the_beginning() {
        let card = "법이 이렇게 말해요.\n\n**직원에게는** 이런 뜻이에요. 한 줄.\n둘째 줄.\n\n**확인한 것**: 본문.\n";
        let own = "**직원에게는** 이런 뜻이에요. 한 줄.\n둘째 줄.";
        assert_eq!(passage(card, Language::Ko), Some(own));
        let plain = "\nTell drug safety.\n\n**To be checked**: all of it.\n";
        assert_eq!(passage(plain, Language::En), Some("Tell drug safety."));
        assert_eq!(passage(" \n\n ", Language::En), None);
    }
}
