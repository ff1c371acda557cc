//! A course as whoever writes or publishes it looks it over: everything in it, right answers and scores included.

use super::{
    candidates,
    draft::{self, Paragraph},
    model::{Channel, Item, Outcome, Part, Quiz, Scenario, Scene, State, Turn},
    queries::in_language,
    render::{self, Page, Setting},
    scene_text::{Piece, pieces},
    versions::{course_version, current},
};
use crate::{
    Ctx, Error, Result,
    store::{Resource, Store, authorize_read_of},
};
use domain::{
    assessment::{ItemKind, Need},
    content::{ContentHash, Practice, Slug},
    language::Language,
    policy::Action,
};

/// A course, looked over.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The version.
    pub version: ContentHash,
    /// Whether it waits to be published; it is in force otherwise.
    pub waits: bool,
    /// Its title.
    pub title: String,
    /// The language of the title.
    pub language: Language,
    /// Its parts, in order.
    pub parts: Vec<PartPreview>,
}

/// A part, looked over.
#[derive(Clone, Debug)]
pub struct PartPreview {
    /// Its name.
    pub slug: Slug,
    /// Its title.
    pub title: String,
    /// The language it is shown in.
    pub language: Language,
    /// How long it takes.
    pub minutes: u32,
    /// What is in it.
    pub body: Body,
}

/// What is in a part.
#[derive(Clone, Debug)]
pub enum Body {
    /// A text, page by page.
    Module(Vec<Page>),
    /// Questions.
    Quiz {
        /// What stands before them, as HTML.
        intro: String,
        /// How many an attempt is asked.
        asks: usize,
        /// All of them.
        items: Vec<ItemPreview>,
    },
    /// A branching exercise.
    Scenario {
        /// What stands before it, as HTML.
        intro: String,
        /// What turns move.
        state: Vec<State>,
        /// Scenes, endings and forks, in the order of the file.
        scenes: Vec<ScenePreview>,
    },
}

/// A question with its answers.
#[derive(Clone, Debug)]
pub struct ItemPreview {
    /// Its name.
    pub id: String,
    /// How it is answered.
    pub kind: ItemKind,
    /// Its short title.
    pub title: String,
    /// Its practice.
    pub practice: Practice,
    /// From 1 to 3.
    pub difficulty: u32,
    /// The rule cards it rests on.
    pub rules: Vec<String>,
    /// What it asks, as HTML.
    pub prompt: String,
    /// The draft whose words are marked.
    pub draft: Vec<Paragraph>,
    /// Its answers, as they are written.
    pub choices: Vec<ChoicePreview>,
}

/// An answer.
#[derive(Clone, Debug)]
pub struct ChoicePreview {
    /// Its name.
    pub id: String,
    /// Its text, as HTML without a paragraph.
    pub html: String,
    /// Of a pair, the right side.
    pub with: String,
    /// Whether it is right.
    pub right: bool,
    /// What is said of it, as HTML.
    pub feedback: String,
}

/// A scene, an ending or a fork.
#[derive(Clone, Debug)]
pub struct ScenePreview {
    /// Where it stands in its file.
    at: usize,
    /// Its name.
    pub id: String,
    /// Its short title.
    pub title: String,
    /// Where it takes place; endings and forks do nowhere.
    pub channel: Option<Channel>,
    /// Who speaks.
    pub speaker: Option<String>,
    /// Whether it asks how sure one is.
    pub decision: bool,
    /// How it ends, if it does.
    pub outcome: Option<Outcome>,
    /// The rule cards it rests on.
    pub rules: Vec<String>,
    /// What happens and what is said.
    pub pieces: Vec<Piece>,
    /// The ways on.
    pub ways: Vec<WayPreview>,
}

/// A way on from a scene or a fork.
#[derive(Clone, Debug)]
pub struct WayPreview {
    /// What one does, as HTML without a paragraph; empty for the ways of a fork.
    pub html: String,
    /// When it can be taken, as it is written.
    pub when: Vec<String>,
    /// What it moves, by how much.
    pub effects: Vec<(String, i32)>,
    /// What it is worth, 0 to 3; ways of a fork are worth nothing.
    pub score: Option<u32>,
    /// What comes of it, as HTML.
    pub feedback: String,
    /// The title of where it leads, and its name.
    pub target: (String, String),
}

/// The newest version of a course in this language, as far as it has it: the one that waits, or else the one in force.
///
/// # Errors
/// [`Error::Forbidden`] when the actor may neither bring in nor publish the course; [`Error::NotFound`].
pub async fn preview(store: &Store, ctx: &Ctx, slug: &Slug, language: Language) -> Result<Preview> {
    may_look(store, ctx, slug).await?;
    let waiting = candidates::newest(store, slug, language).await?;
    let version = match &waiting {
        Some(found) => course_version(store.read(), found.version).await?,
        None => current(store, slug).await?,
    };
    let version = version.ok_or(Error::NotFound)?;
    let (title_language, title) = in_language(&version.course.title, language);
    let mut parts = Vec::new();
    for (_, slug, _) in version.parts()? {
        let (shown, part) = version.part(&slug, language)?;
        let setting = version.setting(shown);
        parts.push(PartPreview {
            slug,
            title: part.head().title.clone(),
            language: shown,
            minutes: part.head().minutes,
            body: body(&part, &setting),
        });
    }
    Ok(Preview {
        version: version.hash,
        waits: waiting.is_some(),
        title,
        language: title_language,
        parts,
    })
}

async fn may_look(store: &Store, ctx: &Ctx, slug: &Slug) -> Result<()> {
    let course = || Resource::Course(slug.clone());
    match authorize_read_of(store.read(), ctx, Action::ContentImport, course()).await {
        Err(Error::Forbidden) => {
            authorize_read_of(store.read(), ctx, Action::ContentPublish, course()).await
        }
        other => other,
    }
}

fn body(part: &Part, setting: &Setting) -> Body {
    match part {
        Part::Module(module) => Body::Module(render::pages(&module.body, setting)),
        Part::Quiz(quiz) => quiz_body(quiz, setting),
        Part::Scenario(scenario) => scenario_body(scenario, setting),
    }
}

fn quiz_body(quiz: &Quiz, setting: &Setting) -> Body {
    Body::Quiz {
        intro: render::text(&quiz.intro, setting),
        asks: quiz.asks(),
        items: quiz
            .items
            .iter()
            .map(|item| item_of(item, setting))
            .collect(),
    }
}

fn item_of(item: &Item, setting: &Setting) -> ItemPreview {
    let choices = item.choices.iter().map(|choice| ChoicePreview {
        id: choice.id.clone(),
        html: render::inline(&choice.text, setting),
        with: render::plain(&choice.with),
        right: choice.correct,
        feedback: render::text(&choice.feedback, setting),
    });
    ItemPreview {
        id: item.id.clone(),
        kind: item.kind,
        title: item.title.clone(),
        practice: item.practice,
        difficulty: item.difficulty,
        rules: item.rules.clone(),
        prompt: render::text(&item.prompt, setting),
        draft: draft::paragraphs(&item.draft, setting),
        choices: choices.collect(),
    }
}

fn scenario_body(scenario: &Scenario, setting: &Setting) -> Body {
    let mut scenes: Vec<ScenePreview> = scenario
        .scenes
        .iter()
        .map(|scene| scene_of(scene, scenario, setting))
        .collect();
    let forks = scenario.forks.iter().map(|fork| ScenePreview {
        at: fork.at.start,
        id: fork.id.clone(),
        title: fork.title.clone(),
        channel: None,
        speaker: None,
        decision: false,
        outcome: None,
        rules: Vec::new(),
        pieces: Vec::new(),
        ways: fork
            .ways
            .iter()
            .map(|way| WayPreview {
                html: String::new(),
                when: way.needs.iter().map(Need::to_string).collect(),
                effects: Vec::new(),
                score: None,
                feedback: String::new(),
                target: target(scenario, &way.target),
            })
            .collect(),
    });
    scenes.extend(forks);
    scenes.sort_by_key(|scene| scene.at);
    Body::Scenario {
        intro: render::text(&scenario.intro, setting),
        state: scenario.state.clone(),
        scenes,
    }
}

fn scene_of(scene: &Scene, scenario: &Scenario, setting: &Setting) -> ScenePreview {
    let way = |turn: &Turn| WayPreview {
        html: render::inline(&turn.text, setting),
        when: turn.needs.iter().map(Need::to_string).collect(),
        effects: turn.effects.clone(),
        score: Some(turn.score),
        feedback: render::text(&turn.feedback, setting),
        target: target(scenario, &turn.target),
    };
    ScenePreview {
        at: scene.at.start,
        id: scene.id.clone(),
        title: scene.title.clone(),
        channel: scene.channel,
        speaker: scene.speaker.clone(),
        decision: scene.decision,
        outcome: scene.outcome,
        rules: scene.rules.clone(),
        pieces: pieces(&scene.text, setting),
        ways: scene.choices.iter().map(way).collect(),
    }
}

/// The title of a scene or fork, and its name.
fn target(scenario: &Scenario, id: &str) -> (String, String) {
    let scenes = scenario.scenes.iter().map(|s| (&s.id, &s.title));
    let forks = scenario.forks.iter().map(|f| (&f.id, &f.title));
    let title = scenes.chain(forks).find(|(name, _)| *name == id);
    let title = title.map_or_else(|| id.to_owned(), |(_, title)| title.clone());
    (title, id.to_owned())
}
