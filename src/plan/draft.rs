//! A transaction over one file: edits of several changes, all in ranges of the original text.
//! Border: refuses what does not fit together; knows nothing of what the text means.
use super::{Edit, Move};

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
    /// Sorted by target; moves to one target in the order they came.
    moves: Vec<Move>,
}

impl<'text> Draft<'text> {
    /// An empty draft over `original`.
    pub fn new(original: &'text str) -> Self {
        Self { original, edits: Vec::new(), moves: Vec::new() }
    }

    /// Whether nothing would change.
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty() && self.moves.is_empty()
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
            if self.moves.iter().any(|moved| crosses(edit, moved) || (start < moved.to && moved.to < end)) {
                return Err(Refusal::Overlap { start, end });
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

    /// Takes all of `moves` and `group`, or none of it. Edits inside a moved range travel with it; an edit may not
    /// cross the border of one. Moves come first: their targets and ranges may not lie inside each other.
    ///
    /// # Errors
    /// The first edit or move that does not fit.
    pub fn add_moving(&mut self, moves: &[Move], group: &[Edit]) -> Result<(), Refusal> {
        let before = self.clone();
        for moved in moves {
            if let Err(refusal) = self.add_move(moved) {
                *self = before;
                return Err(refusal);
            }
        }
        self.add(group).inspect_err(|_| *self = before)
    }

    fn add_move(&mut self, moved: &Move) -> Result<(), Refusal> {
        let Move { start, end, to, .. } = *moved;
        if start >= end || self.original.get(start..end).is_none() || self.original.get(to..to).is_none() {
            return Err(Refusal::Outside { start, end });
        }
        if self.moves.contains(moved) {
            return Ok(());
        }
        let overlap = Err(Refusal::Overlap { start, end });
        let enters = |other: &Move| {
            (start < other.end && other.start < end)
                || (start < other.to && other.to < end)
                || (other.start < to && to < other.end)
        };
        if (start < to && to < end) || to == start || to == end || self.moves.iter().any(enters) {
            return overlap;
        }
        let splits = |edit: &Edit| crosses(edit, moved) || (edit.start < to && to < edit.end);
        if self.edits.iter().any(splits) {
            return overlap;
        }
        let at = self.moves.partition_point(|other| other.to <= to);
        self.moves.insert(at, moved.clone());
        Ok(())
    }

    /// The text with all edits and moves made.
    pub fn finish(&self) -> String {
        let grown: usize = self.edits.iter().map(|edit| edit.text.len()).sum();
        let mut text = String::with_capacity(self.original.len() + grown);
        self.render(0, self.original.len(), true, &mut text);
        text
    }

    /// Writes what becomes of `start..end`. For the whole text (`leave`), ranges that are moved away are left out and
    /// put in where they go; inside a moved range there are only its own edits.
    fn render(&self, start: usize, end: usize, leave: bool, text: &mut String) {
        let moves: &[Move] = if leave { &self.moves } else { &[] };
        let mut events: Vec<(usize, u8, Event<'_>)> = Vec::new();
        for edit in &self.edits {
            let is_here = if leave {
                !self.moves.iter().any(|moved| travels(edit, moved))
            } else {
                start <= edit.start && edit.end <= end && !(edit.is_insertion() && edit.start == end)
            };
            if is_here {
                events.push((edit.start, if edit.is_insertion() { 0 } else { 2 }, Event::Edit(edit)));
            }
        }
        for moved in moves {
            events.push((moved.to, 1, Event::Arrival(moved)));
            events.push((moved.start, 2, Event::Departure(moved)));
        }
        // Stable: at one offset insertions stand first, then what is moved here, each in the order it came.
        events.sort_by_key(|(offset, rank, _)| (*offset, *rank));
        let mut done = start;
        for (offset, _, event) in events {
            text.push_str(&self.original[done..offset]);
            done = offset;
            match event {
                Event::Edit(edit) => {
                    text.push_str(&edit.text);
                    done = edit.end;
                }
                Event::Arrival(moved) => {
                    text.push_str(&moved.before);
                    self.render(moved.start, moved.end, false, text);
                    text.push_str(&moved.after);
                }
                Event::Departure(moved) => done = moved.end,
            }
        }
        text.push_str(&self.original[done..end]);
    }
}

/// Something that happens at an offset while a text is written.
enum Event<'draft> {
    Edit(&'draft Edit),
    Arrival(&'draft Move),
    Departure(&'draft Move),
}

/// Whether `edit` lies in the moved range: insertions at its borders do, because they shape what is moved.
fn travels(edit: &Edit, moved: &Move) -> bool {
    moved.start <= edit.start && edit.end <= moved.end && !(edit.is_insertion() && edit.start == moved.end)
}

/// Whether `edit` lies partly in the moved range.
fn crosses(edit: &Edit, moved: &Move) -> bool {
    edit.start < moved.end && moved.start < edit.end && !travels(edit, moved)
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

    #[test]
    fn a_moved_range_takes_its_edits_with_it() {
        let text = "A\nfirst\nB\nsecond\nC\n";
        let mut draft = Draft::new(text);
        let moved = Move { start: 9, end: 16, to: 7, before: "\n\n".to_owned(), after: String::new() };
        let edits = [
            Edit::insert(10, "  "),
            Edit::replace(12..13, "K"),
            Edit::replace(2..7, "FIRST"),
            Edit::insert(17, "new "),
        ];
        assert_eq!(draft.add_moving(&[moved], &edits), Ok(()));
        assert_eq!(draft.finish(), "A\nFIRST\n\n\n  seKond\nB\nnew C\n".to_owned());
    }

    #[test]
    fn an_edit_may_not_cross_a_moved_range() {
        let mut draft = Draft::new("one two three");
        let moved = Move { start: 4, end: 8, to: 0, before: String::new(), after: String::new() };
        assert_eq!(
            draft.add_moving(&[moved], &[Edit::replace(6..10, "x")]),
            Err(Refusal::Overlap { start: 6, end: 10 })
        );
        assert_eq!(draft.finish(), "one two three");
    }
}
