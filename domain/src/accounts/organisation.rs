//! The company group: legal entities, and departments as a tree.

use super::person::text;
use crate::ids::DepartmentId;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use unicode_normalization::UnicodeNormalization;

/// 1 to 32 letters, digits, `-`, `_`, `.`, in upper case.
fn code(s: &str) -> Option<String> {
    let fits = (1..=32).contains(&s.chars().count())
        && s.chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
    fits.then(|| s.to_ascii_uppercase())
}

text! {
    /// The short name of a legal entity in files, in upper case: 1 to 32 letters, digits, `-`, `_`, `.`.
    LegalEntityCode, LegalEntityCodeError, "a code takes 1 to 32 letters, digits, - _ .",
    |s| code(&s)
}

text! {
    /// The short name of a department in files, in upper case: 1 to 32 letters, digits, `-`, `_`, `.`.
    DepartmentCode, DepartmentCodeError, "a code takes 1 to 32 letters, digits, - _ .",
    |s| code(&s)
}

text! {
    /// The name of a legal entity or a department in one language: 1 to 120 characters, on one line.
    UnitName, UnitNameError, "a name takes 1 to 120 characters on one line",
    |s| ((1..=120).contains(&s.chars().count()) && !s.chars().any(char::is_control)).then_some(s)
}

/// Which department lies under which, on one day.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Tree {
    parents: BTreeMap<DepartmentId, Option<DepartmentId>>,
}

impl Tree {
    /// The tree of these departments and their parents.
    #[must_use]
    pub fn new(
        departments: impl IntoIterator<Item = (DepartmentId, Option<DepartmentId>)>,
    ) -> Self {
        Self {
            parents: departments.into_iter().collect(),
        }
    }

    /// Whether the department is there.
    #[must_use]
    pub fn contains(&self, department: DepartmentId) -> bool {
        self.parents.contains_key(&department)
    }

    /// The department and all above it, from itself to the root. It ends even where the rows make a circle.
    #[must_use]
    pub fn path(&self, department: DepartmentId) -> Vec<DepartmentId> {
        let mut path = Vec::new();
        let mut next = Some(department);
        while let Some(here) = next.filter(|d| !path.contains(d)) {
            path.push(here);
            next = self.parents.get(&here).copied().flatten();
        }
        path
    }

    /// The department and all below it.
    #[must_use]
    pub fn subtree(&self, root: DepartmentId) -> BTreeSet<DepartmentId> {
        let mut children: BTreeMap<DepartmentId, Vec<DepartmentId>> = BTreeMap::new();
        for (child, parent) in &self.parents {
            if let Some(parent) = parent {
                children.entry(*parent).or_default().push(*child);
            }
        }
        let mut found = BTreeSet::new();
        let mut waiting = vec![root];
        while let Some(department) = waiting.pop() {
            if found.insert(department) {
                waiting.extend(children.get(&department).into_iter().flatten());
            }
        }
        found
    }

    /// Whether the department would come to lie under itself.
    #[must_use]
    pub fn would_circle(&self, department: DepartmentId, parent: Option<DepartmentId>) -> bool {
        parent.is_some_and(|parent| self.path(parent).contains(&department))
    }

    /// The departments from the roots down, each with its depth from 0, siblings in the order of `key`. A
    /// department whose parent is not in the tree is a root.
    #[must_use]
    pub fn in_order<K: Ord>(&self, key: impl Fn(DepartmentId) -> K) -> Vec<(DepartmentId, usize)> {
        let mut children: BTreeMap<Option<DepartmentId>, Vec<DepartmentId>> = BTreeMap::new();
        for (child, parent) in &self.parents {
            let parent = parent.filter(|p| self.contains(*p));
            children.entry(parent).or_default().push(*child);
        }
        for siblings in children.values_mut() {
            siblings.sort_by_key(|d| std::cmp::Reverse(key(*d)));
        }
        let mut out = Vec::with_capacity(self.parents.len());
        let mut waiting: Vec<(DepartmentId, usize)> = Vec::new();
        let roots = children.remove(&None).unwrap_or_default();
        waiting.extend(roots.into_iter().map(|d| (d, 0)));
        while let Some((department, depth)) = waiting.pop() {
            out.push((department, depth));
            // Taken out, so that not even a circle is walked twice.
            let below = children.remove(&Some(department)).unwrap_or_default();
            waiting.extend(below.into_iter().map(|d| (d, depth + 1)));
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn id(n: u8) -> DepartmentId {
        DepartmentId::from_uuid(Uuid::from_u128(u128::from(n)))
    }

    /// A tree built one department after the other, each under one that refused no circle.
    fn grown(moves: &[(u8, Option<u8>)]) -> Tree {
        let mut tree = Tree::default();
        for (child, parent) in moves {
            let parent = parent.map(id);
            if !tree.would_circle(id(*child), parent) {
                tree.parents.insert(id(*child), parent);
            }
        }
        tree
    }

    #[test]
    fn codes_are_kept_in_upper_case() {
        assert_eq!(
            DepartmentCode::parse("med-aff").unwrap().as_str(),
            "MED-AFF"
        );
        assert_eq!(LegalEntityCode::parse("a b"), Err(LegalEntityCodeError));
    }

    #[test]
    fn a_department_and_all_below_it() {
        let tree = Tree::new([
            (id(1), None),
            (id(2), Some(id(1))),
            (id(3), Some(id(2))),
            (id(4), None),
        ]);
        assert_eq!(tree.subtree(id(1)), [id(1), id(2), id(3)].into());
        assert_eq!(tree.path(id(3)), [id(3), id(2), id(1)]);
        assert!(tree.would_circle(id(1), Some(id(3))) && tree.would_circle(id(1), Some(id(1))));
        assert!(!tree.would_circle(id(3), Some(id(4))) && !tree.would_circle(id(3), None));
        assert_eq!(
            tree.in_order(|d| d),
            [(id(1), 0), (id(2), 1), (id(3), 2), (id(4), 0)]
        );
    }

    proptest! {
        #[test]
        fn no_sequence_of_moves_makes_a_circle(moves in prop::collection::vec((0..12_u8, prop::option::of(0..12_u8)), 0..60)) {
            let tree = grown(&moves);
            for department in tree.parents.keys() {
                let path = tree.path(*department);
                let top = tree.parents.get(path.last().unwrap()).copied().flatten();
                prop_assert!(top.is_none_or(|t| !tree.contains(t)), "{path:?} ends in {top:?}");
            }
            prop_assert_eq!(tree.in_order(|d| d).len(), tree.parents.len());
        }

        #[test]
        fn below_and_above_are_two_sides_of_one_thing(
            moves in prop::collection::vec((0..12_u8, prop::option::of(0..12_u8)), 0..60), a in 0..12_u8, b in 0..12_u8,
        ) {
            let tree = grown(&moves);
            prop_assert_eq!(tree.subtree(id(a)).contains(&id(b)), tree.path(id(b)).contains(&id(a)));
        }
    }
}
