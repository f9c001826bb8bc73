//! A transaction over one file: edits of several changes, all in ranges of the original text.
//! Border: refuses what does not fit together; knows nothing of what the text means.
use super::Edit;

/// Why a group of edits was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It replaces text that an earlier group replaces differently.
    #[error("bytes {start}..{end} are already changed")]
    Overlap {
        /// First byte of the range that could not be taken.
        start: usize,
        /// The byte after its last one.
        end: usize,
    },
    /// Its range lies outside the text or splits a character.
    #[error("bytes {start}..{end} are not a range of the text")]
    Outside {
        /// First byte of the bad range.
        start: usize,
        /// The byte after its last one.
        end: usize,
    },
}

/// Collects groups of edits over one original text. A group goes in whole or not at all.
#[derive(Debug, Clone)]
pub struct Draft<'text> {
    original: &'text str,
    /// Sorted by start, then end; insertions at one offset in the order they came.
    edits: Vec<Edit>,
}

impl<'text> Draft<'text> {
    /// An empty draft over `original`.
    pub fn new(original: &'text str) -> Self {
        Self { original, edits: Vec::new() }
    }

    /// Whether nothing would change.
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    /// The edits taken so far, in order.
    pub fn edits(&self) -> &[Edit] {
        &self.edits
    }

    /// Takes all of `group`, or none of it. Edits that are already there are merged: two changes may ask for the
    /// same thing. Insertions at one offset stand one after the other, in the order in which they came; an
    /// insertion strictly inside a replaced range is an overlap.
    ///
    /// # Errors
    /// The first edit that does not fit.
    pub fn add(&mut self, group: &[Edit]) -> Result<(), Refusal> {
        let mut merged = self.edits.clone();
        for edit in group {
            let Edit { start, end, .. } = *edit;
            if start > end || self.original.get(start..end).is_none() {
                return Err(Refusal::Outside { start, end });
            }
            if merged.contains(edit) {
                continue;
            }
            // Everything that starts at or before the new edit's end and ends at or after its start may touch it.
            let at = merged.partition_point(|other| (other.start, other.end) <= (start, end));
            let clashes = |other: &Edit| match (edit.is_insertion(), other.is_insertion()) {
                (true, true) => false,
                (true, false) => other.start < start && start < other.end,
                (false, true) => start < other.start && other.start < end,
                (false, false) => start < other.end && other.start < end,
            };
            let first = merged[..at].iter().rposition(|other| other.end < start).map_or(0, |index| index + 1);
            let beyond =
                merged[at..].iter().position(|other| other.start > end).map_or(merged.len(), |index| at + index);
            // Replaced ranges never nest, so a clash can only be among those that touch.
            if merged[first..beyond].iter().any(clashes) {
                return Err(Refusal::Overlap { start, end });
            }
            merged.insert(at, edit.clone());
        }
        self.edits = merged;
        Ok(())
    }

    /// The text with all edits made.
    pub fn finish(&self) -> String {
        let grown: usize = self.edits.iter().map(|edit| edit.text.len()).sum();
        let mut text = String::with_capacity(self.original.len() + grown);
        let mut done = 0;
        for edit in &self.edits {
            text.push_str(&self.original[done..edit.start]);
            text.push_str(&edit.text);
            done = edit.end;
        }
        text.push_str(&self.original[done..]);
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft<'a>(text: &'a str, groups: &[&[Edit]]) -> (Draft<'a>, Vec<Result<(), Refusal>>) {
        let mut draft = Draft::new(text);
        let results = groups.iter().map(|group| draft.add(group)).collect();
        (draft, results)
    }

    #[test]
    fn edits_are_made_in_ranges_of_the_original() {
        let (draft, _) = draft(
            "one two three",
            &[&[Edit::replace(8..13, "3")], &[Edit::replace(0..3, "1"), Edit::insert(4, "and ")]],
        );
        assert_eq!(draft.finish(), "1 and two 3");
    }

    #[test]
    fn an_overlapping_group_is_refused_whole() {
        let (draft, results) =
            draft("abcdef", &[&[Edit::replace(1..3, "X")], &[Edit::replace(5..6, "Y"), Edit::replace(2..4, "Z")]]);
        assert_eq!(results[1], Err(Refusal::Overlap { start: 2, end: 4 }));
        assert_eq!(draft.finish(), "aXdef");
    }

    #[test]
    fn identical_edits_merge() {
        let (draft, results) = draft("abc", &[&[Edit::delete(0..1)], &[Edit::delete(0..1)]]);
        assert_eq!(results, vec![Ok(()), Ok(())]);
        assert_eq!(draft.finish(), "bc");
    }

    #[test]
    fn an_insertion_may_touch_but_not_enter_a_replaced_range() {
        let (draft, results) = draft(
            "abcd",
            &[&[Edit::replace(1..3, "X")], &[Edit::insert(1, "<"), Edit::insert(3, ">")], &[Edit::insert(2, "!")]],
        );
        assert!(results[1].is_ok() && results[2].is_err());
        assert_eq!(draft.finish(), "a<X>d");
    }

    #[test]
    fn a_range_outside_the_text_is_refused() {
        let (_, results) = draft("é", &[&[Edit::delete(1..2)], &[Edit::delete(0..9)]]);
        assert!(results.iter().all(|result| matches!(result, Err(Refusal::Outside { .. }))));
    }
}
