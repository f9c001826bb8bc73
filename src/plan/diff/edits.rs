//! The edits that make one text of another, line by line.
//! Border: which lines; what they mean is nobody's business here.
use similar::{Algorithm, DiffTag, capture_diff_slices};

use crate::plan::Edit;

/// The smallest groups of lines whose replacement turns `before` into `after`.
pub fn edits_between(before: &str, after: &str) -> Vec<Edit> {
    let old: Vec<&str> = before.split_inclusive('\n').collect();
    let new: Vec<&str> = after.split_inclusive('\n').collect();
    let mut starts = vec![0];
    for line in &old {
        starts.push(starts[starts.len() - 1] + line.len());
    }
    capture_diff_slices(Algorithm::Histogram, &old, &new)
        .into_iter()
        .filter(|operation| operation.tag() != DiffTag::Equal)
        .map(|operation| {
            let lines = operation.old_range();
            Edit::replace(starts[lines.start]..starts[lines.end], new[operation.new_range()].concat())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::plan::Draft;

    #[test]
    fn only_the_lines_that_differ_are_replaced() {
        assert_eq!(edits_between("a\nb\nc\n", "a\nB\nc\nd"), [Edit::replace(2..4, "B\n"), Edit::insert(6, "d")]);
    }

    proptest! {
        #[test]
        fn the_edits_make_the_other_text(before in "[ab\r\né]{0,30}", after in "[ab\r\né]{0,30}") {
            let mut draft = Draft::new(&before);
            draft.add(&edits_between(&before, &after)).expect("they fit together");
            prop_assert_eq!(draft.finish(), after);
        }
    }
}
