//! What the answers of many say of the questions of a course, for who writes and publishes it: never of a person.
//!
//! Each person counts once for a question, with the answer of their first attempt; and people are counted in whole groups,
//! in the order in which they answered, so that no two looks can be compared to make one of them out.

mod answers;

use super::queries::Sheet;
use crate::{
    Ctx, Error, Result,
    content::{
        draft,
        model::{Choice, Head, Item, Part, Quiz},
        queries::{CourseVersion, current, in_language},
        render,
    },
    store::{Resource, Store, authorize_read_of},
};
use answers::{Answers, Given};
use domain::{
    assessment::{ItemAnswer, ItemKind, ItemStatistics, MIN_GROUP},
    content::{Kind, Slug},
    language::Language,
    policy::Action,
};
use std::cmp::Ordering;

/// The questions of a course, what misleads most first.
#[derive(Clone, PartialEq, Debug)]
pub struct CourseStatistics {
    /// The title of the course.
    pub title: String,
    /// The language of the title.
    pub language: Language,
    /// The questions of the version in force.
    pub questions: Vec<QuestionStatistics>,
}

/// A question and what its answers say.
#[derive(Clone, PartialEq, Debug)]
pub struct QuestionStatistics {
    /// Its quiz.
    pub part: Slug,
    /// The quiz's title.
    pub part_title: String,
    /// The language of the texts.
    pub language: Language,
    /// Its name.
    pub item: String,
    /// Its short title.
    pub title: String,
    /// How it is answered.
    pub kind: ItemKind,
    /// What its answers say.
    pub statistics: ItemStatistics,
    /// What it offers, and how many took it.
    pub choices: Vec<Taken>,
}

/// What a question offers, and how many took it; of lines and pairs, how many put it right.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Taken {
    /// Its name.
    pub id: String,
    /// Its text, as HTML without a paragraph; empty when the version in force has none.
    pub html: String,
    /// Whether it belongs to the right ones.
    pub right: bool,
    /// How many took it; none while nothing is told of the question.
    pub people: Option<u32>,
}

/// What the answers to the questions of a published course say.
///
/// # Errors
/// [`Error::Forbidden`] unless the actor writes or publishes the course; [`Error::NotFound`] when nothing of it is published.
pub async fn statistics(store: &Store, ctx: &Ctx, course: &Slug) -> Result<CourseStatistics> {
    let resource = Resource::Course(course.clone());
    authorize_read_of(store.read(), ctx, Action::StatisticsView, resource).await?;
    let version = current(store, course).await?.ok_or(Error::NotFound)?;
    let mut questions = Vec::new();
    for (kind, part, _) in version.parts()? {
        if kind != Kind::Quiz {
            continue;
        }
        let (language, Part::Quiz(quiz)) = version.part(&part, ctx.language)? else {
            continue;
        };
        let answers = Answers::of(store.read(), course, &part).await?;
        questions.extend(of_quiz(&version, language, &quiz, &answers));
    }
    questions.sort_by(|a, b| match a.statistics.by_misled(&b.statistics) {
        Ordering::Equal => (&a.part, &a.item).cmp(&(&b.part, &b.item)),
        other => other,
    });
    let (language, title) = in_language(&version.course.title, ctx.language);
    Ok(CourseStatistics {
        title,
        language,
        questions,
    })
}

fn of_quiz<'a>(
    version: &'a CourseVersion,
    language: Language,
    quiz: &'a Quiz,
    answers: &'a Answers,
) -> impl Iterator<Item = QuestionStatistics> + use<'a> {
    let sheet = Sheet {
        version,
        language,
        seed: 0,
    };
    quiz.items.iter().map(move |item| {
        let given = answers.to(item);
        one(&sheet, &quiz.head, item, in_groups(&given))
    })
}

/// The first of these people, as many as make whole groups.
fn in_groups<'g, 'a>(given: &'g [&'a Given]) -> &'g [&'a Given] {
    let group = usize::try_from(MIN_GROUP).unwrap_or(usize::MAX);
    &given[..given.len() - given.len() % group]
}

fn one(sheet: &Sheet<'_>, head: &Head, item: &Item, given: &[&Given]) -> QuestionStatistics {
    let names: Vec<Vec<&str>> = given.iter().map(|one| one.names(item)).collect();
    let given: Vec<ItemAnswer<'_>> = given
        .iter()
        .zip(&names)
        .map(|(one, names)| ItemAnswer {
            chosen: names,
            ..one.answer()
        })
        .collect();
    let statistics = ItemStatistics::of(&given);
    QuestionStatistics {
        part: head.id.clone(),
        part_title: head.title.clone(),
        language: sheet.language,
        item: item.id.clone(),
        title: item.title.clone(),
        kind: item.kind,
        choices: taken(sheet, item, &statistics),
        statistics,
    }
}

/// What the version in force offers, in its order, and after it what only earlier ones did.
fn taken(sheet: &Sheet<'_>, item: &Item, statistics: &ItemStatistics) -> Vec<Taken> {
    let counts = statistics.figures.as_ref().map(|figures| &figures.choices);
    let people = |id: &str| counts.map(|counts| counts.get(id).copied().unwrap_or(0));
    let offered = item.choices.iter().map(|choice| Taken {
        id: choice.id.clone(),
        html: words(sheet, item, choice),
        right: choice.correct,
        people: people(&choice.id),
    });
    let gone = counts.into_iter().flatten();
    let gone = gone.filter(|(id, _)| item.choices.iter().all(|choice| choice.id != **id));
    let gone = gone.map(|(id, people)| Taken {
        id: id.clone(),
        html: String::new(),
        right: false,
        people: Some(*people),
    });
    offered.chain(gone).collect()
}

/// The text of a choice; what is marked has its words in the draft.
fn words(sheet: &Sheet<'_>, item: &Item, choice: &Choice) -> String {
    let setting = sheet.version.setting(sheet.language);
    if !choice.text.is_empty() {
        return render::inline(&choice.text, &setting);
    }
    let draft = draft::paragraphs(&item.draft, &setting);
    let mut spans = draft.into_iter().flatten();
    let found = spans.find(|span| span.mark.as_deref() == Some(&choice.id));
    found.map(|span| span.html).unwrap_or_default()
}
