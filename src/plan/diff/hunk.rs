//! The lines that differ between two texts, in groups with the lines around them.
//! Border: lines end at line feeds and are bytes; carriage returns are part of a line, as git counts.
use std::time::{Duration, Instant};

use similar::{Algorithm, DiffTag, capture_diff_slices_deadline, group_diff_ops};

/// How long the search for the smallest difference may take; afterwards a larger one is good enough.
const PATIENCE: Duration = Duration::from_secs(5);

/// Where a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineKind {
    /// In both texts.
    Same,
    /// Only in the old text.
    Removed,
    /// Only in the new text.
    Added,
}

/// One line of a hunk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line<'text> {
    /// Where it stands.
    pub kind: LineKind,
    /// Its bytes, the line feed included if it has one.
    pub bytes: &'text [u8],
}

/// Lines that differ, with those around them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hunk<'text> {
    /// Lines before the hunk in the old text.
    pub old_start: usize,
    /// Lines of the hunk in the old text.
    pub old_count: usize,
    /// Lines before the hunk in the new text.
    pub new_start: usize,
    /// Lines of the hunk in the new text.
    pub new_count: usize,
    /// The lines, removed ones before added ones.
    pub lines: Vec<Line<'text>>,
}

/// The differences between `old` and `new` with `context` equal lines around each.
pub fn hunks<'text>(old: &'text [u8], new: &'text [u8], context: usize) -> Vec<Hunk<'text>> {
    let old_lines: Vec<&[u8]> = split(old);
    let new_lines: Vec<&[u8]> = split(new);
    let deadline = Instant::now().checked_add(PATIENCE);
    let operations = capture_diff_slices_deadline(Algorithm::Histogram, &old_lines, &new_lines, deadline);
    group_diff_ops(operations, context)
        .into_iter()
        .filter(|group| group.iter().any(|operation| operation.tag() != DiffTag::Equal))
        .filter_map(|group| {
            let (first, last) = (group.first()?, group.last()?);
            let old_range = first.old_range().start..last.old_range().end;
            let new_range = first.new_range().start..last.new_range().end;
            let mut lines = Vec::with_capacity(old_range.len() + new_range.len());
            for operation in &group {
                let mut take = |kind, range: &[&'text [u8]]| {
                    lines.extend(range.iter().map(|bytes| Line { kind, bytes }));
                };
                if operation.tag() == DiffTag::Equal {
                    take(LineKind::Same, &old_lines[operation.old_range()]);
                } else {
                    take(LineKind::Removed, &old_lines[operation.old_range()]);
                    take(LineKind::Added, &new_lines[operation.new_range()]);
                }
            }
            Some(Hunk {
                old_start: old_range.start,
                old_count: old_range.len(),
                new_start: new_range.start,
                new_count: new_range.len(),
                lines,
            })
        })
        .collect()
}

/// The lines with their line feeds; the empty text has none.
fn split(text: &[u8]) -> Vec<&[u8]> {
    text.split_inclusive(|byte| *byte == b'\n').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(old: &str, new: &str, context: usize) -> Vec<String> {
        let mut shown = Vec::new();
        for hunk in hunks(old.as_bytes(), new.as_bytes(), context) {
            shown.push(format!("{},{} {},{}", hunk.old_start, hunk.old_count, hunk.new_start, hunk.new_count));
            for line in hunk.lines {
                let sign = match line.kind {
                    LineKind::Same => ' ',
                    LineKind::Removed => '-',
                    LineKind::Added => '+',
                };
                shown.push(format!("{sign}{}", String::from_utf8_lossy(line.bytes).escape_debug()));
            }
        }
        shown
    }

    #[test]
    fn distant_differences_stand_in_hunks_of_their_own() {
        let old = "a\nb\nc\nd\ne\nf\ng\n";
        let new = "A\nb\nc\nd\ne\nf\nG\n";
        assert_eq!(show(old, new, 1), ["0,2 0,2", "-a\\n", "+A\\n", " b\\n", "5,2 5,2", " f\\n", "-g\\n", "+G\\n"]);
        assert_eq!(show(old, new, 3).len(), 1 + 9, "with three lines of context they meet");
    }

    #[test]
    fn a_missing_final_line_feed_and_a_carriage_return_are_differences() {
        assert_eq!(show("a", "a\n", 3), ["0,1 0,1", "-a", "+a\\n"]);
        assert_eq!(show("a\r\n", "a\n", 3), ["0,1 0,1", "-a\\r\\n", "+a\\n"]);
    }

    #[test]
    fn equal_texts_have_no_hunks() {
        assert!(show("", "", 3).is_empty() && show("a\n", "a\n", 3).is_empty());
    }
}
