//! A quiz: a question a section, its answers a list, each with its feedback. What is particular to a kind of question
//! is read in `kinds.rs`.

use super::{Attributes, head, kinds, once, practice_codes};
use crate::content::{
    blocks::{self, Loose, Section, shift},
    choices::RawChoice,
    document::{Document, Reader},
    findings::Findings,
    lines::BadTick,
    model::{Choice, Head, Item, Quiz},
    problem::Problem,
    slips::{Question, Story},
    yaml::{Data, Value},
};
use domain::{
    assessment::ItemKind,
    content::{Practice, Slug},
};
use std::ops::Range;

/// Reads a quiz.
pub fn quiz(document: &Document, out: &mut Findings) -> Option<Quiz> {
    let mut reader = Reader::new(document, out);
    let head = head(&mut reader);
    let draw = reader.optional("draw");
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
    let draw = draw.and_then(|value| number_of(value, items.len(), out));
    Some(Quiz {
        head,
        intro,
        draw,
        items,
    })
}

/// How many of the questions are drawn: at least one, and no more than there are.
fn number_of(value: &Value, all: usize, out: &mut Findings) -> Option<usize> {
    let n = match value.data {
        Data::Integer(n) => usize::try_from(n).ok(),
        _ => None,
    };
    let drawn = n.filter(|n| (1..=all).contains(n));
    if drawn.is_none() && all > 0 {
        let max = i64::try_from(all).unwrap_or(i64::MAX);
        let problem = match n {
            Some(n) if n > all => Problem::Question(Question::DrawTooMany { all }),
            _ => Problem::NotInRange { min: 1, max },
        };
        out.add(value.at.clone(), problem);
    }
    drawn
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
    attributes.finish(&ItemKind::NAMED.map(|(class, _)| class), out);
    let kind = kinds::kind(section, &at, out);
    if slips(section, kind, &at, out) {
        // The choices are not what they look like: what else could be said of them would mislead.
        return Item {
            at,
            id,
            kind,
            title: section.heading.title.clone(),
            practice,
            rules,
            difficulty,
            prompt: String::new(),
            draft: section.text.clone(),
            choices: Vec::new(),
        };
    }
    let (prompt, draft) = kinds::texts(section, kind);
    let item = Item {
        choices: choices(section, kind, out),
        at,
        id,
        kind,
        title: section.heading.title.clone(),
        practice,
        rules,
        difficulty,
        prompt,
        draft,
    };
    if item.prompt.is_empty() {
        let name = item.title.clone();
        out.add(item.at.clone(), Problem::NoPrompt { item: name });
    }
    whole(&item, section, out);
    item
}

/// Tells the slips that hide what the choices are, and whether there is one.
fn slips(section: &Section, kind: ItemKind, at: &Range<usize>, out: &mut Findings) -> bool {
    for loose in &section.loose {
        indent(loose, out);
    }
    for BadTick { text, at } in section.ticks.clone() {
        let slip = match kind {
            ItemKind::Choose | ItemKind::Mark | ItemKind::Short => {
                Problem::Question(Question::BadTick { tick: text })
            }
            ItemKind::Order | ItemKind::Match => Problem::NeedlessTick,
        };
        out.add(at, slip);
    }
    if !section.ticks.is_empty() {
        return true;
    }
    let forgotten = kinds::forgotten(section).filter(|_| kind == ItemKind::Choose);
    if let Some(class) = forgotten {
        out.add(at.clone(), Problem::Question(Question::Forgotten { class }));
    }
    let numbered = section.numbered.clone().filter(|_| forgotten.is_none());
    if let Some(at) = numbered.clone() {
        out.add(at, Problem::Story(Story::Numbered));
    }
    forgotten.is_some() || numbered.is_some() || !section.loose.is_empty()
}

/// Tells that a quotation is not far enough in.
pub(super) fn indent(loose: &Loose, out: &mut Findings) {
    let slip = Question::Indent {
        numbered: loose.numbered,
        needed: loose.needed,
        found: loose.found,
    };
    out.add(loose.at.clone(), Problem::Question(slip));
}

fn choices(section: &Section, kind: ItemKind, out: &mut Findings) -> Vec<Choice> {
    layout(section, out);
    let raw = || section.choices.iter();
    let choices: Vec<Choice> = raw().map(|raw| kinds::choice(raw, kind, out)).collect();
    let ids = choices.iter().zip(raw());
    once(
        ids.map(|(choice, raw)| (choice.id.as_str(), raw.at.clone())),
        out,
    );
    choices
}

/// Whether the choices make a question together.
fn whole(item: &Item, section: &Section, out: &mut Findings) {
    let (at, name) = (item.at.clone(), item.title.clone());
    let right = item.choices.iter().filter(|c| c.correct).count();
    let typed = item.kind == ItemKind::Short;
    let ticked = matches!(item.kind, ItemKind::Choose | ItemKind::Mark);
    if section.split.is_some() {
        // The other choices stand in another list; counting would mislead.
        return;
    }
    if item.choices.len() < 2 && !(typed && right > 0) {
        out.add(at, Problem::FewChoices { item: name });
    } else if right == 0 {
        out.add(at, Problem::NoCorrect { item: name });
    } else if ticked && right == item.choices.len() {
        out.add(at, Problem::AllCorrect { item: name });
    }
    kinds::whole(item, section, out);
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
    let id = bare_id(raw, out);
    if !id.is_empty() && raw.text.is_empty() {
        out.add(raw.at.clone(), Problem::EmptyChoice { choice: id.clone() });
    }
    if !id.is_empty() {
        feedback(raw, &id, out);
    }
    id
}

/// The name a choice begins with.
pub(super) fn bare_id(raw: &RawChoice, out: &mut Findings) -> String {
    let Some((id, at)) = raw.id.clone() else {
        out.add(raw.at.clone(), Problem::NoChoiceId);
        return String::new();
    };
    if Slug::parse(&id).is_err() {
        out.add(at, Problem::BadName { name: id.clone() });
    }
    id
}

/// Says that a choice has no feedback.
pub(super) fn feedback(raw: &RawChoice, id: &str, out: &mut Findings) {
    if raw.feedback.is_empty() {
        let choice = id.to_owned();
        out.add(raw.at.clone(), Problem::MissingFeedback { choice });
    }
}
