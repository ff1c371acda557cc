//! The same part in two languages: the same ids, the same right answers, the same ways through.

use crate::content::{
    findings::Finding,
    library::PartFile,
    model::{Fork, Item, Part, Quiz, Scenario, Scene, Turn},
    problem::Problem,
};
use domain::{assessment::ItemKind, language::Language};
use std::{
    collections::{BTreeMap, BTreeSet},
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
        self.same(ha.kind == hb.kind, "kind", &at);
        self.same(ha.minutes == hb.minutes, "minutes", &at);
        self.same(ha.practice == hb.practice, "practice", &at);
        self.same(set(&ha.rules) == set(&hb.rules), "rules", &at);
        match (&a.part, &b.part) {
            (Part::Module(x), Part::Module(y)) => {
                let ids =
                    |h: &'_ [String]| h.iter().map(|id| (id.clone(), 0..3)).collect::<Vec<_>>();
                let (x, y) = (ids(&x.headings), ids(&y.headings));
                self.ids(&borrow(&x), &borrow(&y));
            }
            (Part::Quiz(x), Part::Quiz(y)) => self.quizzes(x, y),
            (Part::Scenario(x), Part::Scenario(y)) => self.scenarios(x, y),
            _ => {}
        }
    }

    fn quizzes(&mut self, x: &Quiz, y: &Quiz) {
        self.same(x.draw == y.draw, "draw", &(0..3));
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
        self.same(x.practice == y.practice, "practice", &y.at);
        self.same(x.difficulty == y.difficulty, "difficulty", &y.at);
        self.same(set(&x.rules) == set(&y.rules), "rule", &y.at);
        if x.kind != y.kind {
            self.same(false, "kind", &y.at);
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
            };
            self.report(y.at.clone(), problem);
        }
    }

    fn scenarios(&mut self, x: &Scenario, y: &Scenario) {
        self.same(x.start == y.start, "start", &(0..3));
        let bounds = |s: &Scenario| -> BTreeMap<String, [i32; 3]> {
            s.state
                .iter()
                .map(|s| (s.name.clone(), [s.min, s.start, s.max]))
                .collect()
        };
        self.same(bounds(x) == bounds(y), "state", &(0..3));
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
                let ways = |f: &Fork| {
                    let ways = f.ways.iter();
                    ways.map(|w| (w.target.clone(), w.needs.clone()))
                        .collect::<Vec<_>>()
                };
                self.same(ways(fork) == ways(other), "→", &other.at);
            }
        }
    }

    fn scenes(&mut self, x: &Scene, y: &Scene) {
        self.same(x.channel == y.channel, "channel", &y.at);
        self.same(x.outcome == y.outcome, "outcome", &y.at);
        self.same(x.decision == y.decision, ".decision", &y.at);
        self.same(set(&x.rules) == set(&y.rules), "rule", &y.at);
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
                self.same(turn.target == other.target, "→", &other.at);
                self.same(turn.score == other.score, "score", &other.at);
                self.same(turn.needs == other.needs, "if", &other.at);
                let same = effects(turn) == effects(other);
                self.same(same, "state", &other.at);
            }
        }
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
            let language = self.a.1;
            self.report(at.clone(), Problem::OtherOrder { language });
        }
    }

    fn same(&mut self, same: bool, field: &str, at: &Range<usize>) {
        if !same {
            let problem = Problem::OtherValue {
                field: field.to_owned(),
                language: self.a.1,
            };
            self.report(at.clone(), problem);
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

fn set(rules: &[String]) -> BTreeSet<&str> {
    rules.iter().map(String::as_str).collect()
}

/// What a turn moves, whatever the order it is written in.
fn effects(turn: &Turn) -> BTreeMap<&str, i32> {
    turn.effects
        .iter()
        .map(|(name, by)| (name.as_str(), *by))
        .collect()
}
