//! What the library that ships promises, of every course by itself: its scenarios, its questions, its practices and tracks.

use crate::content::shipped;
use domain::{
    assessment::explore,
    content::{Practice, Track},
    language::Language,
};
use services::content::{
    check,
    library::Library,
    map::map_of,
    model::{Module, Part, Quiz, Scenario, Scene},
};

fn library() -> Library {
    check(&shipped()).into_library().unwrap()
}

/// Every part in both languages, with where it stands: `first-ten-minutes/rash-in-the-comments in ko`.
fn parts(library: &Library) -> Vec<(String, &Part)> {
    let mut found = Vec::new();
    for (course, folder) in &library.courses {
        for (part, files) in &folder.parts {
            assert_eq!(files.len(), Language::ALL.len(), "{course}/{part}");
            for (language, file) in files {
                found.push((
                    format!("{course}/{part} in {}", language.code()),
                    &file.part,
                ));
            }
        }
    }
    found
}

fn scenarios(library: &Library) -> Vec<(String, &Scenario)> {
    let all = parts(library).into_iter();
    all.filter_map(|(place, part)| match part {
        Part::Scenario(scenario) => Some((place, scenario)),
        _ => None,
    })
    .collect()
}

fn quizzes(library: &Library) -> Vec<(String, &Quiz)> {
    let all = parts(library).into_iter();
    all.filter_map(|(place, part)| match part {
        Part::Quiz(quiz) => Some((place, quiz)),
        _ => None,
    })
    .collect()
}

fn modules(library: &Library) -> Vec<(String, &Module)> {
    let all = parts(library).into_iter();
    all.filter_map(|(place, part)| match part {
        Part::Module(module) => Some((place, module)),
        _ => None,
    })
    .collect()
}

/// The scenes in which something is chosen.
fn open(scenario: &Scenario) -> Vec<&Scene> {
    let scenes = scenario.scenes.iter();
    scenes.filter(|scene| scene.outcome.is_none()).collect()
}

#[test]
fn every_course_has_a_scenario_and_a_quiz_and_there_are_twelve() {
    let library = library();
    assert_eq!(library.courses.len(), 12);
    for course in library.courses.keys() {
        let of = |place: &str| place.starts_with(&format!("{course}/"));
        let scenarios = scenarios(&library).iter().filter(|(p, _)| of(p)).count();
        let quizzes = quizzes(&library).iter().filter(|(p, _)| of(p)).count();
        let modules = modules(&library).iter().filter(|(p, _)| of(p)).count();
        assert_eq!((scenarios, quizzes), (2, 2), "{course}, in two languages");
        assert!(modules >= 2, "{course} has no module");
    }
}

#[test]
fn every_scenario_is_long_enough_to_matter_and_ends_in_several_ways() {
    for (place, scenario) in scenarios(&library()) {
        let scenes = open(scenario).len();
        assert!((8..=15).contains(&scenes), "{place}: {scenes} scenes");
        let endings = scenario.scenes.len() - scenes;
        assert!(endings >= 3, "{place}: {endings} endings");
        let map = map_of(scenario);
        let found = explore(&map, 50_000).unwrap_or_else(|| panic!("{place}: too many states"));
        assert_eq!(
            found.reached.len(),
            map.nodes.len(),
            "{place}: not all is reached"
        );
        assert!(!scenario.state.is_empty(), "{place} has no gauge");
        assert!(
            found.idle.is_empty(),
            "{place}: {:?} decide nothing",
            found.idle
        );
    }
}

#[test]
fn every_scenario_has_a_turn_that_nobody_expects_and_a_decision() {
    for (place, scenario) in scenarios(&library()) {
        let mut forks = scenario.forks.iter();
        let by_chance = forks.any(|fork| {
            let ways = fork.ways.iter().filter(|way| way.needs.is_empty());
            ways.count() >= 2
        });
        assert!(by_chance, "{place}: chance decides nothing");
        let decisions = open(scenario).iter().filter(|s| s.decision).count();
        assert!(
            (1..=2).contains(&decisions),
            "{place}: {decisions} decisions"
        );
    }
}

#[test]
fn every_turn_is_told_what_came_of_it_and_every_scene_offers_something_good() {
    for (place, scenario) in scenarios(&library()) {
        for scene in open(scenario) {
            let at = format!("{place}, {}", scene.id);
            assert!(scene.choices.len() >= 3, "{at}: too few turns");
            for turn in &scene.choices {
                assert!(turn.score <= 3, "{at}, {}: score {}", turn.id, turn.score);
                assert!(
                    !turn.feedback.trim().is_empty(),
                    "{at}, {}: no feedback",
                    turn.id
                );
            }
            let scores = || scene.choices.iter().map(|turn| turn.score);
            assert!(scores().max() >= Some(2), "{at}: nothing good to do");
            assert!(scores().min() <= Some(1), "{at}: nothing to regret");
        }
    }
}

/// In how many of these scenes one of the best turns is the one that `is` finds.
fn best(scenes: &[&Scene], is: impl Fn(&Scene) -> usize) -> usize {
    let is_best = |scene: &&&Scene| {
        let most = scene.choices.iter().map(|turn| turn.score).max();
        Some(scene.choices[is(scene)].score) == most
    };
    scenes.iter().filter(is_best).count()
}

#[test]
fn the_best_turn_is_rarely_the_first_or_the_longest() {
    for (place, scenario) in scenarios(&library()) {
        let scenes = open(scenario);
        let of = scenes.len();
        let first = best(&scenes, |_| 0);
        assert!(
            first * 5 <= of * 2,
            "{place}: the first in {first} of {of} scenes"
        );
        let longest = best(&scenes, |scene| {
            let lengths = scene.choices.iter().map(|turn| turn.text.chars().count());
            lengths.enumerate().max_by_key(|(_, n)| *n).unwrap().0
        });
        assert!(
            longest * 5 <= of * 2,
            "{place}: the longest in {longest} of {of} scenes"
        );
    }
}

/// What a module asks one to do on Monday.
fn on_monday(module: &Module) -> usize {
    let Some((_, after)) = module.body.split_once("{#on-monday}") else {
        return 0;
    };
    let section = after.split("\n## ").next().unwrap_or_default();
    let is_item = |line: &&str| {
        let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
        line.starts_with("- ") || rest.len() < line.len() && rest.starts_with(". ")
    };
    section.lines().filter(is_item).count()
}

#[test]
fn every_practice_has_something_for_monday_a_scenario_and_a_pool_of_questions() {
    let library = library();
    for practice in Practice::ALL {
        let name = practice.code();
        for language in Language::ALL {
            let here = |place: &str| place.ends_with(&format!(" in {}", language.code()));
            let of = modules(&library);
            let mut of = of
                .iter()
                .filter(|(p, m)| here(p) && m.head.practice == *practice);
            assert!(
                of.any(|(_, m)| on_monday(m) >= 2),
                "{name}: no module with a list for Monday"
            );
            let of = scenarios(&library);
            let mut of = of
                .iter()
                .filter(|(p, s)| here(p) && s.head.practice == *practice);
            assert!(of.next().is_some(), "{name}: no scenario");
            let of = quizzes(&library);
            let mut of = of
                .iter()
                .filter(|(p, q)| here(p) && q.head.practice == *practice);
            assert!(
                of.any(|(_, q)| q.items.len() >= 8),
                "{name}: no pool of eight questions"
            );
        }
    }
}

#[test]
fn every_quiz_asks_eight_questions_of_which_some_take_several_answers() {
    for (place, quiz) in quizzes(&library()) {
        assert!(quiz.asks() >= 8, "{place} asks {}", quiz.asks());
        assert!(
            quiz.items.iter().any(|i| i.takes_several()),
            "{place}: one answer each"
        );
        assert!(!quiz.head.rules.is_empty(), "{place} rests on no rule card");
        for item in &quiz.items {
            // The course for everybody names the rule of each of its questions.
            let named = !item.rules.is_empty() || !place.starts_with("first-ten-minutes/");
            assert!(named, "{place}, {}: no rule card", item.id);
            for choice in &item.choices {
                assert!(
                    !choice.feedback.trim().is_empty(),
                    "{place}, {}, {}",
                    item.id,
                    choice.id
                );
            }
        }
    }
}

#[test]
fn five_tracks_hold_every_course_each_at_a_place_of_its_own() {
    let library = library();
    for track in Track::ALL {
        let mut places = std::collections::BTreeMap::new();
        for (name, folder) in &library.courses {
            let (_, course) = folder.course.as_ref().unwrap();
            if let Some(place) = course.tracks.get(&track) {
                let before = places.insert(*place, name);
                assert_eq!(before, None, "{name}, in {} at {place}", track.code());
            }
        }
        assert!(places.len() >= 2, "{} has {places:?}", track.code());
    }
    for (name, folder) in &library.courses {
        let (_, course) = folder.course.as_ref().unwrap();
        assert!(!course.tracks.is_empty(), "{name} is in no track");
    }
}
