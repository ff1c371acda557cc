//! What the runners counted, and the end of a run: their own summaries, then the sum.

use crate::run;
use anyhow::Result;
use std::process::Command;

/// What was counted so far.
#[derive(Default)]
pub struct Tally {
    passed: u64,
    failed: u64,
    broken: Vec<String>,
    /// What each runner said at its end.
    summaries: Vec<String>,
}

impl Tally {
    /// A check that counts as one.
    pub fn check(&mut self, what: &str, command: &mut Command) {
        let done = run::step(what, || run::loud(command));
        self.count(what, done.is_ok());
    }

    /// One that passed or did not.
    pub fn count(&mut self, what: &str, ok: bool) {
        if ok {
            self.passed += 1;
        } else {
            self.failed += 1;
            self.broken.push(what.to_owned());
        }
    }

    /// A part that may not even begin, for want of what it needs: then it counts as one that failed.
    pub fn part(&mut self, what: &str, work: impl FnOnce(&mut Self) -> Result<()>) {
        if let Err(error) = work(self) {
            println!("{error:#}");
            self.count(what, false);
        }
    }

    /// A runner whose own summary lines are counted.
    pub fn test(&mut self, what: &str, mut command: Command) -> Result<()> {
        let (ok, said) = run::step(what, || run::heard(&mut command))?;
        let before = (self.passed, self.failed);
        for line in said.lines() {
            if let Some((passed, failed)) = summary(line) {
                self.passed += passed;
                self.failed += failed;
                if passed + failed > 0 {
                    self.summaries.push(format!("{what}: {}", line.trim()));
                }
            }
        }
        let counted = (self.passed, self.failed) != before;
        if !ok && self.failed == before.1 || !counted {
            self.failed += 1;
        }
        if !ok || !counted {
            self.broken.push(what.to_owned());
        }
        Ok(())
    }

    /// Says all of it, and whether everything passed.
    pub fn close(self) -> bool {
        println!();
        for summary in &self.summaries {
            println!("{summary}");
        }
        if !self.broken.is_empty() {
            println!("what failed: {}", self.broken.join(", "));
        }
        println!("{} passed, {} failed", self.passed, self.failed);
        self.failed == 0 && self.broken.is_empty()
    }
}

/// What a line counts as passed and failed, if it is a runner's summary: "test result: ok. 28 passed; 1 failed; …" of
/// cargo, "  5 passed (3.2s)" and "  1 failed" of Playwright.
fn summary(line: &str) -> Option<(u64, u64)> {
    let of_cargo = line.strip_prefix("test result: ");
    let words: Vec<&str> = of_cargo.unwrap_or(line).split_whitespace().collect();
    let counts = |word: &str| {
        let at = words.iter().position(|w| w.trim_end_matches(';') == word)?;
        words.get(at.checked_sub(1)?)?.parse::<u64>().ok()
    };
    let (passed, failed) = (counts("passed"), counts("failed"));
    if of_cargo.is_some() {
        return Some((passed?, failed?));
    }
    // Playwright indents it, and says nothing else before the number.
    let is_summary = line.starts_with("  ") && words.first()?.parse::<u64>().is_ok();
    let word = *words.get(1)?;
    let alone = is_summary && (words.len() == 2 || words.get(2)?.starts_with('('));
    match word {
        "passed" if alone => Some((passed?, 0)),
        "failed" if alone => Some((0, failed?)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::summary;

    #[test]
    fn only_summaries_are_counted() {
        for (line, counts) in [
            (
                "test result: ok. 28 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 1.02s",
                Some((28, 0)),
            ),
            (
                "test result: FAILED. 5 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out",
                Some((5, 2)),
            ),
            ("  41 passed (5.1m)", Some((41, 0))),
            ("  2 failed", Some((0, 2))),
            ("  3 skipped", None),
            ("test mail::it_says_2_failed ... ok", None),
            ("3 passed, 4 failed", None),
            ("  7 failed sign-ins lock nobody out", None),
            ("", None),
        ] {
            assert_eq!(summary(line), counts, "{line}");
        }
    }
}
