//! A quiz: a question a section, its answers a task list, each with its feedback.

use super::{Attributes, head, once, practice_codes};
use crate::content::{
    blocks::{self, RawChoice, Section, shift},
    document::{Document, Reader},
    findings::Findings,
    model::{Choice, Head, Item, Quiz},
    problem::Problem,
};
use domain::content::{Practice, Slug};

/// Reads a quiz.
pub fn quiz(document: &Document, out: &mut Findings) -> Option<Quiz> {
    let mut reader = Reader::new(document, out);
    let head = head(&mut reader);
    reader.finish();
    let head = head?;
    let (intro, sections) = blocks::sections(&document.body, document.body_at, out);
    if sections.is_empty() {
        out.add(0..3, Problem::NoQuestions);
    }
    let items: Vec<Item> = sections
        .iter()
        .map(|section| item(section, document.body_at, &head, out))
        .collect();
    once(
        items.iter().zip(&sections).map(|(item, s)| {
            (
                item.id.as_str(),
                shift(s.heading.at.clone(), document.body_at),
            )
        }),
        out,
    );
    Some(Quiz { head, intro, items })
}

fn item(section: &Section, base: usize, head: &Head, out: &mut Findings) -> Item {
    let at = shift(section.heading.at.clone(), base);
    let mut attributes = Attributes::new(&section.heading, at.clone());
    let id = attributes.id(out);
    let practices: Vec<(&str, Practice)> = practice_codes()
        .into_iter()
        .zip(Practice::ALL.iter().copied())
        .collect();
    let practice = attributes
        .word("practice", &practices, out)
        .unwrap_or(head.practice);
    let rules = attributes.list("rule");
    let difficulty = attributes
        .word("difficulty", &[("1", 1), ("2", 2), ("3", 3)], out)
        .unwrap_or(2);
    attributes.finish(&[], out);
    let name = section.heading.title.clone();
    if section.text.is_empty() {
        out.add(at.clone(), Problem::NoPrompt { item: name.clone() });
    }
    layout(section, out);
    let choices: Vec<Choice> = section.choices.iter().map(|raw| choice(raw, out)).collect();
    once(
        choices
            .iter()
            .zip(&section.choices)
            .map(|(choice, raw)| (choice.id.as_str(), raw.at.clone())),
        out,
    );
    let right = choices.iter().filter(|c| c.correct).count();
    if section.split.is_some() {
        // The other choices stand in another list; counting would mislead.
    } else if choices.len() < 2 {
        out.add(at.clone(), Problem::FewChoices { item: name.clone() });
    } else if right == 0 {
        out.add(at.clone(), Problem::NoCorrect { item: name.clone() });
    } else if right == choices.len() {
        out.add(at.clone(), Problem::AllCorrect { item: name.clone() });
    }
    Item {
        at,
        id,
        title: name,
        practice,
        rules,
        difficulty,
        prompt: section.text.clone(),
        choices,
    }
}

fn choice(raw: &RawChoice, out: &mut Findings) -> Choice {
    if raw.tick.is_none() {
        out.add(raw.at.clone(), Problem::NoTick);
    }
    let id = choice_id(raw, out);
    Choice {
        id,
        text: raw.text.clone(),
        correct: raw.tick == Some(true),
        feedback: raw.feedback.clone(),
    }
}

/// One list of choices, and nothing after it.
pub(super) fn layout(section: &Section, out: &mut Findings) {
    if let Some(at) = section.split.clone() {
        out.add(at, Problem::SplitChoices);
    } else if let Some(at) = section.trailing.clone() {
        out.add(at, Problem::TextAfterChoices);
    }
}

/// The name a choice begins with, once it is there, has text after it and feedback under it.
pub(super) fn choice_id(raw: &RawChoice, out: &mut Findings) -> String {
    let Some((id, at)) = raw.id.clone() else {
        out.add(raw.at.clone(), Problem::NoChoiceId);
        return String::new();
    };
    if Slug::parse(&id).is_err() {
        out.add(at, Problem::BadName { name: id.clone() });
    }
    if raw.text.is_empty() {
        out.add(raw.at.clone(), Problem::EmptyChoice { choice: id.clone() });
    }
    if raw.feedback.is_empty() {
        out.add(
            raw.at.clone(),
            Problem::MissingFeedback { choice: id.clone() },
        );
    }
    id
}
