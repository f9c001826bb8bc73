//! Changes that touch without overlapping: one side changed a line, the other one the line beside it.
//! Border: lines and their order; which lines may stand in any order their language knows.
use std::ops::Range;

use similar::{Algorithm, DiffTag, capture_diff_slices};

use super::{Region, Side};

/// Whether lines that one side added may stand before or behind those that the other side added at the same place.
pub type Free<'a> = &'a dyn Fn(&[&str]) -> bool;

/// Nothing may: the order of what both added at one place is for a person to decide.
pub fn nothing(_: &[&str]) -> bool {
    false
}

/// What one side made of some lines of the base.
#[derive(Debug, Clone)]
struct Edit<'text> {
    base: Range<usize>,
    lines: Vec<&'text str>,
    side: Side,
}

impl Edit<'_> {
    fn is_insertion(&self) -> bool {
        self.base.is_empty()
    }

    /// Whether there are more lines than before, so that nobody knows where the old ones end and new ones begin.
    fn has_grown(&self) -> bool {
        self.lines.len() > self.base.len()
    }

    /// Whether both can be made, one after the other.
    fn goes_with(&self, other: &Self, free: Free<'_>) -> bool {
        if self.base.start < other.base.end && other.base.start < self.base.end {
            return false;
        }
        let touches = self.base.end == other.base.start || other.base.end == self.base.start;
        match (self.is_insertion(), other.is_insertion()) {
            _ if !touches => true,
            (true, true) => free(&self.lines) && free(&other.lines),
            (true, false) => !other.has_grown() || free(&self.lines),
            (false, true) => !self.has_grown() || free(&other.lines),
            // Two lines side by side.
            (false, false) => !self.has_grown() && !other.has_grown(),
        }
    }
}

/// The parts of a conflict whose changes only touch; `None` if some overlap.
pub fn apart<'text>(region: &Region<'text>, free: Free<'_>) -> Option<Vec<Region<'text>>> {
    let ours = edits(&region.base, &region.ours, Side::Ours);
    let theirs = edits(&region.base, &region.theirs, Side::Theirs);
    if !ours.iter().all(|one| theirs.iter().all(|other| one.goes_with(other, free))) {
        return None;
    }
    let mut all: Vec<Edit<'text>> = ours.into_iter().chain(theirs).collect();
    // What is inserted before a line comes before what that line becomes; the user's before the other's.
    all.sort_by_key(|edit| (edit.base.start, edit.base.end, edit.side == Side::Theirs));
    let (mut parts, mut done) = (Vec::new(), 0);
    let kept = |range: Range<usize>| {
        let lines = region.base[range].to_vec();
        Region { side: Side::Unchanged, base: lines.clone(), ours: lines.clone(), theirs: lines }
    };
    for edit in all {
        if edit.base.start > done {
            parts.push(kept(done..edit.base.start));
        }
        done = done.max(edit.base.end);
        let base = region.base[edit.base].to_vec();
        parts.push(match edit.side {
            Side::Ours => Region { side: Side::Ours, theirs: base.clone(), base, ours: edit.lines },
            _ => Region { side: Side::Theirs, ours: base.clone(), base, theirs: edit.lines },
        });
    }
    if done < region.base.len() {
        parts.push(kept(done..region.base.len()));
    }
    Some(parts)
}

fn edits<'text>(base: &[&'text str], changed: &[&'text str], side: Side) -> Vec<Edit<'text>> {
    let operations = capture_diff_slices(Algorithm::Histogram, base, changed);
    let mut edits: Vec<Edit<'text>> = Vec::new();
    for operation in operations.iter().filter(|operation| operation.tag() != DiffTag::Equal) {
        let lines = changed[operation.new_range()].iter().copied();
        match edits.last_mut() {
            Some(last) if last.base.end == operation.old_range().start => {
                last.base.end = operation.old_range().end;
                last.lines.extend(lines);
            }
            _ => edits.push(Edit { base: operation.old_range(), lines: lines.collect(), side }),
        }
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::merge::{Labels, Versions};

    fn merge(base: &str, ours: &str, theirs: &str, free: Free<'_>) -> String {
        let versions = Versions::new(base, ours, theirs);
        versions.render(&versions.regions_where(free), &Labels::default()).text
    }

    #[test]
    fn neighbours_are_not_the_same_line() {
        assert_eq!(merge("a\nb\n", "A\nb\n", "a\nB\n", &nothing), "A\nB\n");
        assert_eq!(merge("a\n", "a\nmine\n", "A\n", &nothing), "A\nmine\n");
        assert_eq!(merge("a\n", "mine\na\n", "A\n", &nothing), "mine\nA\n");
        assert_eq!(merge("a\nb\n", "b\n", "a\nB\n", &nothing), "B\n");
        assert_eq!(merge("a\n", "A\n", "new\na\nmore\n", &nothing), "new\nA\nmore\n");
    }

    #[test]
    fn what_both_add_at_one_place_is_a_conflict_unless_its_order_says_nothing() {
        assert!(merge("a\n", "a\nmine\n", "a\nnew\n", &nothing).contains("<<<<<<<"));
        assert!(merge("a\n", "a\nmine\n", "A\nnew\n", &nothing).contains("<<<<<<<"));
        assert_eq!(merge("a\n", "a\nmine\n", "a\nnew\n", &|_| true), "a\nmine\nnew\n");
        assert_eq!(merge("a\n", "a\nmine\n", "A\nnew\n", &|_| true), "A\nnew\nmine\n");
        assert!(merge("a\n", "mine\n", "new\n", &|_| true).contains("<<<<<<<"), "the same line");
    }
}
