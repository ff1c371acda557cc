//! Covers, drawn from a story's id and its practice: each practice has a motif, each story its own turn of it.
//! Colours are classes, so that light, dark and print have theirs.

use std::fmt::Write;

use domain::{content::Practice, ids::StoryId};
use leptos::prelude::*;

const WIDTH: i64 = 320;
const HEIGHT: i64 = 180;

/// The cover of a story. It says nothing that the text beside it does not, so readers skip it.
pub fn cover(id: StoryId, practice: Practice) -> impl IntoView {
    let markup = markup(id.as_uuid().as_u128(), practice);
    view! {
        <svg
            class=format!("cover cover-{}", practice.code())
            viewBox="0 0 320 180"
            preserveAspectRatio="xMidYMid slice"
            aria-hidden="true"
            focusable="false"
            inner_html=markup
        ></svg>
    }
}

/// SplitMix64 (Steele, Lea and Flood, 2014): a few well-mixed numbers from one seed.
struct Dice(u64);

impl Dice {
    fn of(seed: u128) -> Self {
        Self((seed >> 64) as u64 ^ seed as u64)
    }
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
    /// From `low` to `high`, both included.
    fn within(&mut self, low: i64, high: i64) -> i64 {
        let span = u64::try_from(high - low + 1).unwrap_or(1).max(1);
        low + i64::try_from(self.next() % span).unwrap_or(0)
    }
}

/// Shapes as text. Writing to a `String` cannot fail.
#[derive(Default)]
struct Drawing(String);

impl Drawing {
    fn rect(&mut self, class: &str, (x, y): (i64, i64), (w, h): (i64, i64), r: i64) {
        let _ = write!(
            self.0,
            r#"<rect class="{class}" x="{x}" y="{y}" width="{w}" height="{h}" rx="{r}"/>"#
        );
    }
    fn circle(&mut self, class: &str, x: i64, y: i64, r: i64) {
        let _ = write!(
            self.0,
            r#"<circle class="{class}" cx="{x}" cy="{y}" r="{r}"/>"#
        );
    }
    fn path(&mut self, class: &str, d: &str) {
        let _ = write!(self.0, r#"<path class="{class}" d="{d}"/>"#);
    }
}

fn markup(seed: u128, practice: Practice) -> String {
    let mut dice = Dice::of(seed);
    let mut d = Drawing::default();
    d.rect("ground", (0, 0), (WIDTH, HEIGHT), 0);
    match practice {
        Practice::ContentFirst => lines(&mut d, &mut dice),
        Practice::StartSmall => rings(&mut d, &mut dice),
        Practice::PrepareAndFlex => bends(&mut d, &mut dice),
        Practice::ChooseChannels => dots(&mut d, &mut dice),
        Practice::BeTransparent => glass(&mut d, &mut dice),
        Practice::DedicatedTeam => team(&mut d, &mut dice),
        Practice::CrossFunction => weave(&mut d, &mut dice),
        Practice::KeepEducating => scales(&mut d, &mut dice),
        Practice::BuildConfidence => hills(&mut d, &mut dice),
        Practice::MeasureRoi => bars(&mut d, &mut dice),
    }
    d.0
}

/// Lines of a text, one of them the one that matters.
fn lines(d: &mut Drawing, dice: &mut Dice) {
    let chosen = dice.within(1, 4);
    for row in 0..6 {
        let y = 24 + row * 24;
        let mut x = 36;
        let class = if row == chosen { "accent" } else { "soft" };
        while x < 250 {
            let w = dice.within(28, 96).min(284 - x);
            d.rect(class, (x, y), (w, 12), 6);
            x += w + 10;
        }
    }
}

/// A small beginning that widens.
fn rings(d: &mut Drawing, dice: &mut Dice) {
    let (x, y) = (dice.within(70, 250), dice.within(60, 130));
    let step = dice.within(20, 27);
    for n in (1..9).rev() {
        let class = if n % 2 == 0 { "ring soft-line" } else { "ring" };
        d.circle(class, x, y, 10 + n * step);
    }
    d.circle("accent", x, y, 11);
}

/// Ways laid side by side that give way together.
fn bends(d: &mut Drawing, dice: &mut Dice) {
    let bend = dice.within(90, 190);
    let drop = dice.within(34, 60) * if dice.within(0, 1) == 0 { 1 } else { -1 };
    let chosen = dice.within(2, 6);
    for n in 0..9 {
        let y = 10 + n * 20;
        let to = y + drop;
        let class = if n == chosen {
            "way accent-line"
        } else {
            "way"
        };
        let (a, b) = (bend + 30, bend + 60);
        d.path(
            class,
            &format!("M-10 {y}H{bend}C{a} {y} {a} {to} {b} {to}H330"),
        );
    }
}

/// Many places, few of them chosen.
fn dots(d: &mut Drawing, dice: &mut Dice) {
    let loudest = dice.within(0, 39);
    for n in 0..40 {
        let (x, y) = (34 + (n % 8) * 36, 26 + (n / 8) * 32);
        if n == loudest {
            d.circle("accent", x, y, 13);
        } else if dice.within(0, 4) == 0 {
            d.circle("strong", x, y, 10);
        } else {
            d.circle("soft", x, y, 4);
        }
    }
}

/// Panes that one sees through.
fn glass(d: &mut Drawing, dice: &mut Dice) {
    for (n, class) in ["soft", "strong", "accent", "strong"].iter().enumerate() {
        let x = 60 + 66 * i64::try_from(n).unwrap_or(0) + dice.within(-14, 14);
        let y = dice.within(66, 114);
        d.circle(&format!("{class} glass"), x, y, dice.within(44, 66));
    }
}

/// People shoulder to shoulder.
fn team(d: &mut Drawing, dice: &mut Dice) {
    let speaks = dice.within(0, 4);
    for n in 0..5 {
        let x = 30 + n * 54;
        let y = dice.within(70, 96);
        let class = if n == speaks { "accent" } else { "strong" };
        d.rect(class, (x, y), (44, HEIGHT), 22);
        d.circle(class, x + 22, y - 22, 16);
    }
}

/// Bands over and under each other.
fn weave(d: &mut Drawing, dice: &mut Dice) {
    let accent = dice.within(0, 3);
    let xs: Vec<i64> = (0..4).map(|n| 42 + n * 64 + dice.within(-8, 8)).collect();
    let ys: Vec<i64> = (0..3).map(|n| 24 + n * 52 + dice.within(-6, 6)).collect();
    for y in &ys {
        d.rect("strong", (-10, *y), (WIDTH + 20, 26), 0);
    }
    for (n, x) in (0..).zip(&xs) {
        let class = if n == accent { "accent" } else { "soft" };
        d.rect(class, (*x, -10), (26, HEIGHT + 20), 0);
    }
    for (row, y) in ys.iter().enumerate() {
        for (column, x) in xs.iter().enumerate() {
            if (row + column) % 2 == 0 {
                d.rect("strong", (x - 4, *y), (34, 26), 0);
            }
        }
    }
}

/// Waves that keep coming.
fn scales(d: &mut Drawing, dice: &mut Dice) {
    let chosen = (dice.within(1, 3), dice.within(1, 5));
    for row in 0..6 {
        for column in 0..8 {
            let x = column * 52 - 26 + (row % 2) * 26;
            let y = 36 + row * 26;
            let inner = if (row, column) == chosen {
                "accent"
            } else {
                "soft"
            };
            d.circle("strong rim", x, y, 26);
            d.circle("ground", x, y, 19);
            d.circle(inner, x, y, 11);
        }
    }
}

/// Hills, each a little higher, and what rises behind them.
fn hills(d: &mut Drawing, dice: &mut Dice) {
    d.circle("accent", dice.within(180, 250), dice.within(52, 70), 30);
    for (n, class) in (0_i64..).zip(["soft", "strong glass", "strong"]) {
        let left = 150 - n * 8 + dice.within(-8, 8);
        let top = 58 + n * 34 + dice.within(-8, 8);
        let peak = dice.within(150, 230) - n * 50;
        d.path(
            class,
            &format!("M-10 190V{left}C{peak} {left} {peak} {top} 330 {top}V190Z"),
        );
    }
}

/// What was measured, from week to week.
fn bars(d: &mut Drawing, dice: &mut Dice) {
    for n in 0..9 {
        let h = 26 + n * 11 + dice.within(-14, 14);
        let class = match n {
            8 => "accent",
            n if n % 2 == 0 => "strong",
            _ => "soft",
        };
        d.rect(class, (28 + n * 30, 156 - h), (20, h), 4);
    }
    d.rect("strong", (20, 160), (280, 3), 1);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cover_is_the_same_each_time_and_another_for_another_story() {
        for practice in Practice::ALL {
            let one = markup(7 << 64, *practice);
            assert_eq!(one, markup(7 << 64, *practice));
            assert_ne!(one, markup(8 << 64, *practice), "{practice:?}");
            assert!(
                !one.contains("style") && !one.contains('#'),
                "colours are classes"
            );
        }
    }

    #[test]
    fn every_practice_has_a_motif_of_its_own() {
        let all: std::collections::BTreeSet<String> =
            Practice::ALL.iter().map(|p| markup(1, *p)).collect();
        assert_eq!(all.len(), Practice::ALL.len());
    }
}
