//! A scene as the player takes it: translated, and with a key for its submission.

use domain::language::Language;
use services::{
    assessment::queries::{Head, Piece, Scene, Standing},
    content::model::Channel,
    ctx::Key,
};

use super::{
    islands::scene::{
        CameProps, DecisionProps, PieceProps, SceneProps, StandingProps, TurnProps, Words,
    },
    pages::decision,
};
use crate::{
    t,
    web::{Cx, forms::FormState},
};

/// The scene for the player; `elsewhere` when another window had been ahead of the turn that was just taken. `state` is the
/// form that could not be taken.
pub fn scene(cx: &Cx, head: &Head, scene: Scene, elsewhere: bool, state: &FormState) -> SceneProps {
    let lang = cx.language;
    let decision = scene.decision.then(|| DecisionProps {
        html: decision::html(lang, head.language.code(), &scene.choices, state),
        keys: t!(lang, assessment.keys_quiz),
    });
    SceneProps {
        attempt: head.attempt.to_string(),
        language: head.language.code().to_owned(),
        step: scene.step,
        scene: scene.id,
        title: scene.title,
        channel: scene.channel.code().to_owned(),
        channel_name: channel_name(lang, scene.channel),
        speaker: scene.speaker,
        pieces: scene.pieces.into_iter().map(piece).collect(),
        standings: scene
            .standings
            .into_iter()
            .map(|s| standing(lang, s))
            .collect(),
        turns: scene
            .choices
            .into_iter()
            .map(|choice| TurnProps {
                id: choice.id,
                html: choice.html,
            })
            .collect(),
        decision,
        came: scene.came.map(|came| CameProps {
            chosen: came.chosen,
            feedback: came.feedback,
        }),
        elsewhere: elsewhere.then(|| t!(lang, assessment.turn_elsewhere)),
        key: Key::random().to_string(),
        words: words(lang),
    }
}

fn words(lang: Language) -> Words {
    Words {
        came: t!(lang, assessment.came),
        you_did: t!(lang, assessment.you_did),
        state: t!(lang, assessment.state),
        what_now: t!(lang, assessment.what_now),
        keys: t!(lang, assessment.keys_scene),
        sending: t!(lang, assessment.sending),
        failed: t!(lang, assessment.send_failed),
    }
}

fn piece(piece: Piece) -> PieceProps {
    match piece {
        Piece::Told(html) => PieceProps { said: false, html },
        Piece::Said(html) => PieceProps { said: true, html },
    }
}

/// How something stands, in words first.
pub fn standing(lang: Language, standing: Standing) -> StandingProps {
    let count = |n: i32| usize::try_from(n).unwrap_or(0);
    let moved = match standing.moved {
        0 => None,
        n if n > 0 => Some((t!(lang, assessment.rising), true)),
        _ => Some((t!(lang, assessment.falling), false)),
    };
    StandingProps {
        label: standing.label,
        word: standing.word,
        filled: count(standing.value - standing.min),
        steps: count(standing.max - standing.min),
        moved,
    }
}

/// What a channel is called.
pub fn channel_name(lang: Language, channel: Channel) -> String {
    match channel {
        Channel::Comment => t!(lang, assessment.channel_comment),
        Channel::Dm => t!(lang, assessment.channel_dm),
        Channel::Phone => t!(lang, assessment.channel_phone),
        Channel::Press => t!(lang, assessment.channel_press),
        Channel::Post => t!(lang, assessment.channel_post),
    }
}
