//! Cells of a table that people open in a spreadsheet.

/// A cell that no spreadsheet takes for a formula: one that begins with `=`, `+`, `-`, `@`, a tab or a carriage
/// return gets an apostrophe before it.
#[must_use]
pub fn safe_cell(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::safe_cell;
    use proptest::prelude::*;

    #[test]
    fn formulas_are_texts() {
        for bad in ["=1+1", "+82 10", "-3", "@SUM(A1)", "\t=1", "\r=1"] {
            assert_eq!(safe_cell(bad), format!("'{bad}"));
        }
        for fine in ["", "김민지", "HB-1001", "2026-11-24", "a=1"] {
            assert_eq!(safe_cell(fine), fine);
        }
    }

    proptest! {
        #[test]
        fn no_cell_begins_like_a_formula(text in "[=+@\\-\\t\\r]{0,2}\\PC{0,8}") {
            let cell = safe_cell(&text);
            prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']));
            prop_assert!(cell.ends_with(&text));
        }
    }
}
