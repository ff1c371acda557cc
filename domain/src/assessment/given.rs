//! What is given for a question of any kind, and what its key accepts. Both speak of choices by their names.

use super::is_right;
use std::collections::{BTreeMap, BTreeSet};

/// How a question is answered.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ItemKind {
    /// One answer is picked, or several when more than one is right.
    Choose,
    /// Lines are put into their order.
    Order,
    /// Each left side is given its right side.
    Match,
    /// Words of a draft are marked.
    Mark,
    /// A few words are typed.
    Short,
}

impl ItemKind {
    /// The kinds that a question's heading has to name, each with the word it is named by.
    pub const NAMED: [(&'static str, Self); 4] = [
        ("order", Self::Order),
        ("match", Self::Match),
        ("mark", Self::Mark),
        ("short", Self::Short),
    ];
}

/// What was given for a question.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Given {
    /// These were picked or marked; of what was typed, the answer it was recognised as.
    Chosen(BTreeSet<String>),
    /// Lines in the order they were put into.
    Ordered(Vec<String>),
    /// The right side of each left side.
    Matched(BTreeMap<String, String>),
}

/// What is right for a question.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Key {
    /// Exactly these.
    All(BTreeSet<String>),
    /// Any one of these.
    Any(BTreeSet<String>),
    /// This order.
    Order(Vec<String>),
    /// These pairs.
    Pairs(BTreeMap<String, String>),
}

impl Key {
    /// Whether all of what was given is right, and nothing is missing. A key that asks for nothing accepts nothing.
    #[must_use]
    pub fn accepts(&self, given: &Given) -> bool {
        fn names(set: &BTreeSet<String>) -> impl Iterator<Item = &str> {
            set.iter().map(String::as_str)
        }
        match (self, given) {
            (Self::All(key), Given::Chosen(chosen)) => is_right(names(key), names(chosen)),
            (Self::Any(key), Given::Chosen(chosen)) => chosen.len() == 1 && chosen.is_subset(key),
            (Self::Order(key), Given::Ordered(given)) => !key.is_empty() && key == given,
            (Self::Pairs(key), Given::Matched(given)) => !key.is_empty() && key == given,
            _ => false,
        }
    }
}

/// Why picked places are no order.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("each line takes a place of its own, from 1 to the number of lines")]
pub struct NoOrder;

/// The lines by place: `picks` says for each line, from 1, which place it is given, from 1.
///
/// # Errors
/// [`NoOrder`] when a line has no place, or two have the same.
pub fn placed(lines: usize, picks: &BTreeMap<usize, usize>) -> Result<Vec<usize>, NoOrder> {
    let mut places = vec![None; lines];
    for (line, place) in picks {
        let slot = place.checked_sub(1).and_then(|place| places.get_mut(place));
        let line = line.checked_sub(1).filter(|line| *line < lines);
        match (slot, line) {
            (Some(slot @ None), Some(line)) => *slot = Some(line),
            _ => return Err(NoOrder),
        }
    }
    places.into_iter().map(|line| line.ok_or(NoOrder)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn set(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|n| (*n).to_owned()).collect()
    }

    #[test]
    fn each_kind_has_its_key() {
        assert!(Key::All(set(&["a", "b"])).accepts(&Given::Chosen(set(&["b", "a"]))));
        assert!(!Key::All(set(&["a", "b"])).accepts(&Given::Chosen(set(&["a"]))));
        assert!(Key::Any(set(&["a", "b"])).accepts(&Given::Chosen(set(&["b"]))));
        assert!(!Key::Any(set(&["a", "b"])).accepts(&Given::Chosen(set(&["c"]))));
        assert!(!Key::Any(set(&["a", "b"])).accepts(&Given::Chosen(set(&["a", "b"]))));
        for key in [
            Key::All(set(&[])),
            Key::Any(set(&[])),
            Key::Order(Vec::new()),
            Key::Pairs(BTreeMap::new()),
        ] {
            assert!(!key.accepts(&Given::Chosen(set(&[]))));
            assert!(!key.accepts(&Given::Ordered(Vec::new())));
            assert!(!key.accepts(&Given::Matched(BTreeMap::new())));
        }
    }

    #[test]
    fn an_answer_of_another_kind_is_not_right() {
        assert!(!Key::Order(vec!["a".into()]).accepts(&Given::Chosen(set(&["a"]))));
        assert!(!Key::All(set(&["a"])).accepts(&Given::Ordered(vec!["a".into()])));
    }

    proptest! {
        #[test]
        fn only_the_order_itself_is_right(
            (key, other) in (2_usize..8).prop_flat_map(|n| {
                let names: Vec<String> = (0..n).map(|n| n.to_string()).collect();
                (Just(names.clone()), Just(names).prop_shuffle())
            }),
        ) {
            let right = key == other;
            prop_assert!(Key::Order(key.clone()).accepts(&Given::Ordered(key.clone())));
            prop_assert_eq!(Key::Order(key.clone()).accepts(&Given::Ordered(other)), right);
            let short = key[1..].to_vec();
            prop_assert!(!Key::Order(key).accepts(&Given::Ordered(short)));
        }

        #[test]
        fn every_pair_counts(
            pairs in prop::collection::btree_map("[a-d]", "[x-z]", 1..5),
            left in any::<prop::sample::Index>(),
        ) {
            let key = Key::Pairs(pairs.clone());
            prop_assert!(key.accepts(&Given::Matched(pairs.clone())));
            let left = pairs.keys().nth(left.index(pairs.len())).cloned().unwrap();
            let mut other = pairs.clone();
            other.insert(left.clone(), "another".into());
            prop_assert!(!key.accepts(&Given::Matched(other.clone())));
            other.remove(&left);
            prop_assert!(!key.accepts(&Given::Matched(other)));
        }

        #[test]
        fn every_order_can_be_placed(order in (1_usize..9).prop_flat_map(|n| Just((0..n).collect::<Vec<_>>()).prop_shuffle())) {
            let picks = order.iter().enumerate().map(|(place, line)| (line + 1, place + 1)).collect();
            prop_assert_eq!(placed(order.len(), &picks), Ok(order));
        }

        #[test]
        fn whatever_is_placed_is_an_order(n in 0_usize..6, picks in prop::collection::btree_map(0_usize..8, 0_usize..8, 0..8)) {
            if let Ok(mut order) = placed(n, &picks) {
                order.sort_unstable();
                prop_assert_eq!(order, (0..n).collect::<Vec<_>>());
            }
        }
    }
}
