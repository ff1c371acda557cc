//! Conditions on what turns have moved: `trust >= 2`.

use super::Gauges;
use std::fmt;

/// How a value is compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Compare {
    /// `>=`
    AtLeast,
    /// `<=`
    AtMost,
    /// `=`
    Exactly,
}

/// A condition on one gauge.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Need {
    /// The gauge's name.
    pub gauge: String,
    /// How its value is compared.
    pub compare: Compare,
    /// With what.
    pub value: i32,
}

/// As it is written in files.
impl fmt::Display for Need {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = match self.compare {
            Compare::AtLeast => ">=",
            Compare::AtMost => "<=",
            Compare::Exactly => "=",
        };
        write!(f, "{} {sign} {}", self.gauge, self.value)
    }
}

impl Need {
    /// Reads `trust >= 2`, `risk <= 1`, `time = 0`; the signs `≥` and `≤` are as good.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let signs = [
            (">=", Compare::AtLeast),
            ("≥", Compare::AtLeast),
            ("<=", Compare::AtMost),
            ("≤", Compare::AtMost),
            ("=", Compare::Exactly),
        ];
        let (gauge, compare, number) = signs.into_iter().find_map(|(sign, compare)| {
            let (gauge, number) = text.split_once(sign)?;
            Some((gauge.trim(), compare, number.trim().replace('−', "-")))
        })?;
        let value = number.parse().ok()?;
        let named = !gauge.is_empty() && !gauge.contains(char::is_whitespace);
        named.then(|| Self {
            gauge: gauge.to_owned(),
            compare,
            value,
        })
    }

    /// Whether it holds. What is not there holds nothing.
    #[must_use]
    pub fn holds(&self, gauges: &Gauges) -> bool {
        let gauge = gauges.get(&self.gauge);
        gauge.is_some_and(|gauge| self.holds_at(gauge.value))
    }

    /// Whether it holds where its gauge stands here.
    pub(super) const fn holds_at(&self, value: i32) -> bool {
        match self.compare {
            Compare::AtLeast => value >= self.value,
            Compare::AtMost => value <= self.value,
            Compare::Exactly => value == self.value,
        }
    }
}

/// Whether all of them hold.
pub(super) fn all_hold(needs: &[Need], gauges: &Gauges) -> bool {
    needs.iter().all(|need| need.holds(gauges))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn conditions_read_as_they_are_written() {
        let need = |gauge: &str, compare, value| {
            Some(Need {
                gauge: gauge.into(),
                compare,
                value,
            })
        };
        assert_eq!(
            Need::parse("trust >= 2"),
            need("trust", Compare::AtLeast, 2)
        );
        assert_eq!(Need::parse(" risk<=−1 "), need("risk", Compare::AtMost, -1));
        assert_eq!(Need::parse("time = 0"), need("time", Compare::Exactly, 0));
        assert_eq!(Need::parse("신뢰 ≥ 1"), need("신뢰", Compare::AtLeast, 1));
        for broken in [
            "",
            "trust",
            ">= 2",
            "trust >= much",
            "my trust >= 2",
            "trust > 2",
        ] {
            assert_eq!(Need::parse(broken), None, "{broken}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "\\PC{0,20}") {
            let _ = Need::parse(&text);
        }
    }
}
