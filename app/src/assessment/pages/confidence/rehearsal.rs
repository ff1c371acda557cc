//! The three statements of the practice: facts of everyday life that nobody disputes, none of them about medicines. Whether
//! they are true is known here alone until somebody has said what they believe.

use domain::{assessment::Certainty, language::Language};
use leptos::prelude::*;

use crate::{assessment::pages::certainty, t, web::forms::Fields};

/// A statement, by the names of its two questions in the form.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Statement {
    /// Whether it is true.
    pub(super) name: &'static str,
    /// How sure one is.
    pub(super) sure: &'static str,
    is_true: bool,
}

const fn statement(name: &'static str, sure: &'static str, is_true: bool) -> Statement {
    Statement {
        name,
        sure,
        is_true,
    }
}

/// In the order in which they stand on the page.
pub(super) const STATEMENTS: [Statement; 3] = [
    statement("sound", "sound_sure", true),
    statement("wall", "wall_sure", false),
    statement("octopus", "octopus_sure", true),
];

/// What somebody said of a statement.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Said {
    statement: Statement,
    answer: bool,
    level: Certainty,
}

/// An answer as the form sends it.
pub(super) const fn code(answer: bool) -> &'static str {
    if answer { "true" } else { "false" }
}

/// What was picked of true and not true.
pub(super) fn picked(fields: &Fields, statement: Statement) -> Option<bool> {
    let value = fields.get(statement.name);
    [true, false].into_iter().find(|a| code(*a) == value)
}

/// All that was said; nothing when something is missing.
pub(super) fn said(fields: &Fields) -> Option<[Said; 3]> {
    let of = |statement: Statement| {
        let level = Certainty::from_code(fields.get(statement.sure))?;
        let answer = picked(fields, statement)?;
        Some(Said {
            statement,
            answer,
            level,
        })
    };
    let [first, second, third] = STATEMENTS.map(of);
    Some([first?, second?, third?])
}

impl Said {
    const fn is_right(&self) -> bool {
        self.answer == self.statement.is_true
    }

    const fn marks(&self) -> i32 {
        self.level.marks(self.is_right())
    }
}

/// The statement itself.
pub(super) fn text(lang: Language, statement: Statement) -> String {
    match statement.name {
        "sound" => t!(lang, confidence.practice.sound),
        "wall" => t!(lang, confidence.practice.wall),
        _ => t!(lang, confidence.practice.octopus),
    }
}

fn why(lang: Language, statement: Statement) -> String {
    match statement.name {
        "sound" => t!(lang, confidence.practice.sound_why),
        "wall" => t!(lang, confidence.practice.wall_why),
        _ => t!(lang, confidence.practice.octopus_why),
    }
}

/// What each answer would have brought, at its own level and at the others.
pub(super) fn result(lang: Language, said: &[Said; 3]) -> impl IntoView + use<> {
    let items = said.iter().map(|said| one(lang, said)).collect_view();
    let total: i32 = said.iter().map(Said::marks).sum();
    let total = t!(
        lang,
        confidence.practice.total,
        marks = certainty::signed(total)
    );
    view! {
        <ol class="rehearsed">{items}</ol>
        <p class="rehearsed-total"><strong>{total}</strong></p>
    }
}

fn one(lang: Language, said: &Said) -> impl IntoView + use<> {
    let right = said.is_right();
    let answer = if said.answer {
        t!(lang, confidence.practice.is_true)
    } else {
        t!(lang, confidence.practice.is_false)
    };
    let verdict = if right {
        t!(lang, confidence.practice.was_right)
    } else {
        t!(lang, confidence.practice.was_wrong)
    };
    let level = format!(
        "{} · {}",
        said.level.code(),
        certainty::name(lang, said.level)
    );
    let brought = certainty::signed(said.marks());
    let ways = Certainty::ALL
        .into_iter()
        .map(|level| {
            let marks = certainty::signed(level.marks(right));
            let own = level == said.level;
            let yours = own.then(|| format!(" ({})", t!(lang, confidence.practice.yours)));
            view! {
                <li class:rehearsed-yours=own>{level.code()} " " <strong>{marks}</strong> {yours}</li>
            }
        })
        .collect_view();
    view! {
        <li class="graded" class:graded-right=right class:graded-chosen=true>
            <h2>{text(lang, said.statement)}</h2>
            <p class="muted">{t!(lang, confidence.practice.you_said, answer = answer, level = level)}</p>
            <p><strong>{verdict} " · " {t!(lang, confidence.practice.brought, marks = brought)}</strong></p>
            <p>{why(lang, said.statement)}</p>
            <p class="muted">{t!(lang, confidence.practice.had_you_said)}</p>
            <ul class="rehearsed-ways">{ways}</ul>
        </li>
    }
}

/// What each level brings on average, by how often one is right.
pub(super) fn expectations(lang: Language) -> impl IntoView {
    let rows = [5_u32, 7, 9]
        .map(|of_ten| {
            let chance = f64::from(of_ten) / 10.0;
            let cells = Certainty::ALL
                .map(|level| {
                    let best = level == Certainty::honest(chance);
                    let figure = average(level.expected(chance));
                    let mark = best.then(|| t!(lang, confidence.practice.best));
                    let figure = match mark {
                        None => figure.into_any(),
                        Some(words) => view! {
                            <strong class="expect-best">{figure} <span class="visually-hidden">" "{words}</span></strong>
                        }
                        .into_any(),
                    };
                    view! { <td class="number">{figure}</td> }
                })
                .collect_view();
            view! {
                <tr>
                    <th scope="row">{t!(lang, confidence.practice.chance_of, n = of_ten)}</th>
                    {cells}
                </tr>
            }
        })
        .collect_view();
    let levels = Certainty::ALL
        .map(|level| view! { <th scope="col" class="number">{level.code()}</th> })
        .collect_view();
    view! {
        <section class="stack" aria-labelledby="expect">
            <h2 id="expect">{t!(lang, confidence.practice.expect_title)}</h2>
            <p>{t!(lang, confidence.practice.expect_lead)}</p>
            <div class="table-scroll" tabindex="0" role="group" aria-labelledby="expect">
                <table class="table certainty-table">
                    <thead>
                        <tr>
                            <th scope="col">{t!(lang, confidence.practice.chance)}</th>
                            {levels}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <p>{t!(lang, confidence.practice.expect_so)}</p>
        </section>
    }
}

/// One digit after the point, with its sign as typesetters write it.
fn average(marks: f64) -> String {
    let figure = format!("{:.1}", marks.abs());
    match figure.as_str() {
        "0.0" => "0".to_owned(),
        _ if marks < 0.0 => format!("−{figure}"),
        _ => format!("+{figure}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn averages_have_a_sign_and_nothing_has_none() {
        let row = |chance| Certainty::ALL.map(|level| average(level.expected(chance)));
        assert_eq!(row(0.5), ["+0.5", "0", "−1.5"]);
        assert_eq!(row(0.7), ["+0.7", "+0.8", "+0.3"]);
        assert_eq!(row(0.9), ["+0.9", "+1.6", "+2.1"]);
    }

    #[test]
    fn something_missing_is_nothing_said() {
        let of = |wall: &str, level: &str| {
            said(&Fields::of([
                ("sound", "true".into()),
                ("sound_sure", "C3".into()),
                ("wall", wall.into()),
                ("wall_sure", "C2".into()),
                ("octopus", "false".into()),
                ("octopus_sure", level.into()),
            ]))
        };
        assert_eq!(of("", "C1"), None);
        assert_eq!(of("maybe", "C1"), None);
        assert_eq!(of("true", "C4"), None);
        let marks = of("true", "C1").unwrap().map(|said| said.marks());
        assert_eq!(marks, [3, -2, 0]);
    }
}
