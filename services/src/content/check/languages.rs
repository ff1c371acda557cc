//! The same part in two languages: the same ids, the same right answers, the same ways through.

use crate::content::{
    findings::Finding,
    library::PartFile,
    lines::outside_fences,
    model::{Channel, Fork, Head, Item, Outcome, Part, Quiz, Scenario, Scene, Turn, Way},
    problem::{Compared, Problem},
};
use domain::{
    assessment::{ItemKind, Key, Need},
    language::Language,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Display,
    ops::Range,
};

/// Compares each language with the first, and reports in the file that lacks or differs.
pub(super) fn compare(files: &BTreeMap<Language, PartFile>, all: &mut Vec<Finding>) {
    let mut files = files.iter();
    let Some((language, first)) = files.next() else {
        return;
    };
    for (other_language, other) in files {
        let mut pair = Pair {
            a: (first, *language),
            b: (other, *other_language),
            all,
        };
        pair.parts();
    }
}

struct Pair<'a> {
    a: (&'a PartFile, Language),
    b: (&'a PartFile, Language),
    all: &'a mut Vec<Finding>,
}

type Named<'a> = Vec<(&'a str, Range<usize>)>;

impl Pair<'_> {
    fn parts(&mut self) {
        let (a, b) = (self.a.0, self.b.0);
        let (ha, hb) = (a.part.head(), b.part.head());
        let at = 0..3;
        self.same(ha.kind.code(), hb.kind.code(), "kind", &at);
        let minutes = |head: &Head| head.minutes.to_string();
        self.same(&minutes(ha), &minutes(hb), "minutes", &at);
        self.same(ha.practice.code(), hb.practice.code(), "practice", &at);
        self.same(&set(&ha.rules), &set(&hb.rules), "rules", &at);
        match (&a.part, &b.part) {
            (Part::Module(x), Part::Module(y)) => {
                let ids =
                    |h: &'_ [String]| h.iter().map(|id| (id.clone(), 0..3)).collect::<Vec<_>>();
                let (x, y) = (ids(&x.headings), ids(&y.headings));
                self.ids(&borrow(&x), &borrow(&y));
                let (x, y) = (boxes(&a.document.body), boxes(&b.document.body));
                self.same(&x, &y, "> [!…]", &(0..3));
            }
            (Part::Quiz(x), Part::Quiz(y)) => self.quizzes(x, y),
            (Part::Scenario(x), Part::Scenario(y)) => self.scenarios(x, y),
            _ => {}
        }
    }

    fn quizzes(&mut self, x: &Quiz, y: &Quiz) {
        let draw = |q: &Quiz| q.draw.map_or_else(String::new, |n| n.to_string());
        self.same(&draw(x), &draw(y), "draw", &(0..3));
        let ids = |q: &'_ Quiz| {
            q.items
                .iter()
                .map(|i| (i.id.clone(), i.at.clone()))
                .collect::<Vec<_>>()
        };
        let (a, b) = (ids(x), ids(y));
        self.ids(&borrow(&a), &borrow(&b));
        for item in &x.items {
            if let Some(other) = y.items.iter().find(|i| i.id == item.id) {
                self.items(item, other);
            }
        }
    }

    fn items(&mut self, x: &Item, y: &Item) {
        self.same(x.practice.code(), y.practice.code(), "practice", &y.at);
        let difficulty = |item: &Item| item.difficulty.to_string();
        self.same(&difficulty(x), &difficulty(y), "difficulty", &y.at);
        self.same(&set(&x.rules), &set(&y.rules), "rule", &y.at);
        if x.kind != y.kind {
            self.same(class(x.kind), class(y.kind), "kind", &y.at);
            return;
        }
        let ids = |i: &'_ Item| {
            i.choices
                .iter()
                .map(|c| (c.id.clone(), i.at.clone()))
                .collect::<Vec<_>>()
        };
        let (a, b) = (ids(x), ids(y));
        self.ids(&borrow(&a), &borrow(&b));
        // The lines of an order stand in it: another one was told as an order that differs.
        if x.kind != ItemKind::Order && x.key() != y.key() {
            let problem = Problem::OtherAnswers {
                item: y.title.clone(),
                language: self.a.1,
                here: self.compared(&answers(x), &answers(y)),
            };
            self.report(y.at.clone(), problem);
        }
    }

    fn scenarios(&mut self, x: &Scenario, y: &Scenario) {
        self.same(&x.start, &y.start, "start", &(0..3));
        self.same(&bounds(x), &bounds(y), "state", &(0..3));
        let ids = |s: &'_ Scenario| {
            s.scenes
                .iter()
                .map(|s| (s.id.clone(), s.at.clone()))
                .collect::<Vec<_>>()
        };
        let (a, b) = (ids(x), ids(y));
        self.ids(&borrow(&a), &borrow(&b));
        for scene in &x.scenes {
            if let Some(other) = y.scenes.iter().find(|s| s.id == scene.id) {
                self.scenes(scene, other);
            }
        }
        let ids = |s: &'_ Scenario| {
            let forks = s.forks.iter();
            forks
                .map(|f| (f.id.clone(), f.at.clone()))
                .collect::<Vec<_>>()
        };
        let (a, b) = (ids(x), ids(y));
        self.ids(&borrow(&a), &borrow(&b));
        for fork in &x.forks {
            if let Some(other) = y.forks.iter().find(|f| f.id == fork.id) {
                self.same(&ways(fork), &ways(other), "→", &other.at);
            }
        }
    }

    fn scenes(&mut self, x: &Scene, y: &Scene) {
        let channel = |s: &Scene| s.channel.map_or("", Channel::code);
        self.same(channel(x), channel(y), "channel", &y.at);
        let outcome = |s: &Scene| s.outcome.map_or("", Outcome::code);
        self.same(outcome(x), outcome(y), "outcome", &y.at);
        let decision = |s: &Scene| if s.decision { ".decision" } else { "" };
        self.same(decision(x), decision(y), ".decision", &y.at);
        self.same(&set(&x.rules), &set(&y.rules), "rule", &y.at);
        let ids = |s: &'_ Scene| {
            s.choices
                .iter()
                .map(|t| (t.id.clone(), t.at.clone()))
                .collect::<Vec<_>>()
        };
        let (a, b) = (ids(x), ids(y));
        self.ids(&borrow(&a), &borrow(&b));
        for turn in &x.choices {
            if let Some(other) = y.choices.iter().find(|t| t.id == turn.id) {
                self.turns(turn, other);
            }
        }
    }

    fn turns(&mut self, x: &Turn, y: &Turn) {
        self.same(&x.target, &y.target, "→", &y.at);
        let score = |turn: &Turn| turn.score.to_string();
        self.same(&score(x), &score(y), "score", &y.at);
        self.same(&needs(&x.needs), &needs(&y.needs), "if", &y.at);
        self.same(&effects(x), &effects(y), "effects", &y.at);
    }

    /// Each id in both, in the same order.
    fn ids(&mut self, a: &Named<'_>, b: &Named<'_>) {
        let mut drifted = false;
        for (id, at) in missing(a, b) {
            drifted = true;
            let path = self.a.0.path.clone();
            let problem = Problem::Drifted {
                id: id.into(),
                language: self.b.1,
            };
            self.all.push(Finding { path, at, problem });
        }
        for (id, at) in missing(b, a) {
            drifted = true;
            let problem = Problem::Drifted {
                id: id.into(),
                language: self.a.1,
            };
            self.report(at, problem);
        }
        let moved = a.iter().zip(b).find(|((x, _), (y, _))| x != y);
        if let (false, Some((_, (_, at)))) = (drifted, moved) {
            let order = |ids: &Named<'_>| joined(ids.iter().map(|(id, _)| *id));
            let problem = Problem::OtherOrder {
                language: self.a.1,
                here: self.compared(&order(a), &order(b)),
            };
            self.report(at.clone(), problem);
        }
    }

    /// The same value in both, which is shown as it is written.
    fn same(&mut self, x: &str, y: &str, field: &str, at: &Range<usize>) {
        if x != y {
            let problem = Problem::OtherValue {
                field: field.to_owned(),
                language: self.a.1,
                here: self.compared(x, y),
            };
            self.report(at.clone(), problem);
        }
    }

    fn compared(&self, x: &str, y: &str) -> Compared {
        Compared {
            language: self.b.1,
            found: y.to_owned(),
            other: x.to_owned(),
        }
    }

    fn report(&mut self, at: Range<usize>, problem: Problem) {
        let path = self.b.0.path.clone();
        self.all.push(Finding { path, at, problem });
    }
}

fn borrow(ids: &[(String, Range<usize>)]) -> Named<'_> {
    ids.iter()
        .map(|(id, at)| (id.as_str(), at.clone()))
        .collect()
}

fn missing<'a>(from: &Named<'a>, other: &Named<'_>) -> Named<'a> {
    let there: BTreeSet<&str> = other.iter().map(|(id, _)| *id).collect();
    from.iter()
        .filter(|(id, _)| !id.is_empty() && !there.contains(id))
        .cloned()
        .collect()
}

/// As many as help to see the difference.
const MOST: usize = 12;

fn joined<T: Display>(parts: impl Iterator<Item = T>) -> String {
    let mut parts: Vec<String> = parts.map(|part| part.to_string()).collect();
    if parts.len() > MOST {
        // What is cut off still tells two lists apart.
        let more = parts.split_off(MOST);
        parts.push(format!("… (+{})", more.len()));
    }
    parts.join(", ")
}

fn set(rules: &[String]) -> String {
    let rules: BTreeSet<&str> = rules.iter().map(String::as_str).collect();
    let rules: Vec<&str> = rules.into_iter().collect();
    rules.join(", ")
}

/// The boxes of a text, in order.
fn boxes(body: &str) -> String {
    let named = outside_fences(body).filter_map(|(_, line)| {
        let rest = line.trim_start().strip_prefix('>')?;
        let name = rest.trim_start().strip_prefix("[!")?;
        Some(name.split_once(']')?.0.to_uppercase())
    });
    named.collect::<Vec<_>>().join(", ")
}

/// The class that names a kind of question.
fn class(kind: ItemKind) -> &'static str {
    let named = ItemKind::NAMED.into_iter().find(|(_, k)| *k == kind);
    named.map_or("", |(class, _)| class)
}

/// What is right, by the names of the choices.
fn answers(item: &Item) -> String {
    match item.key() {
        Key::All(ids) | Key::Any(ids) => joined(ids.iter()),
        Key::Order(ids) => joined(ids.iter()),
        Key::Pairs(pairs) => joined(
            pairs
                .iter()
                .map(|(left, right)| format!("{left} → {right}")),
        ),
    }
}

fn bounds(scenario: &Scenario) -> String {
    let states = scenario.state.iter();
    let states: BTreeMap<&str, String> = states
        .map(|s| {
            (
                s.name.as_str(),
                format!("{} {}…{}…{}", s.name, s.min, s.start, s.max),
            )
        })
        .collect();
    states.into_values().collect::<Vec<_>>().join(", ")
}

fn needs(needs: &[Need]) -> String {
    let needs: Vec<String> = needs.iter().map(ToString::to_string).collect();
    needs.join(" and ")
}

fn ways(fork: &Fork) -> String {
    let ways: Vec<String> = fork.ways.iter().map(way).collect();
    ways.join(", ")
}

fn way(way: &Way) -> String {
    format!("{} → {}", needs(&way.needs), way.target)
        .trim_start()
        .to_owned()
}

/// What a turn moves, whatever the order it is written in.
fn effects(turn: &Turn) -> String {
    let effects = turn
        .effects
        .iter()
        .map(|(name, by)| format!("{name} {by:+}"));
    let effects: BTreeSet<String> = effects.collect();
    effects.into_iter().collect::<Vec<_>>().join(", ")
}
