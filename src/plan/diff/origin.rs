//! Finds a line of an edited text in the text that it was made from.
//! Border: lines only; why a text was edited does not matter.
use super::hunk::{LineKind, hunks};

/// The one-based line of `before` from which line `line` of `after` comes, and whether it is the same line. A line that
/// is new belongs to the line of `before` that stands where it was put.
pub fn original_line(before: &[u8], after: &[u8], line: usize) -> (usize, bool) {
    // How many lines of `before` and `after` were passed.
    let (mut old, mut new) = (0, 0);
    for hunk in hunks(before, after, 0) {
        let equal = hunk.old_start.saturating_sub(old);
        if line <= new + equal {
            return (old + line.saturating_sub(new), true);
        }
        (old, new) = (old + equal, new + equal);
        let count = |kind: LineKind| hunk.lines.iter().filter(|line| line.kind == kind).count();
        let (removed, added) = (count(LineKind::Removed), count(LineKind::Added));
        if line <= new + added {
            let inside = (line - new).min(removed.max(1));
            return (old + inside, false);
        }
        (old, new) = (old + removed, new + added);
    }
    (old + line.saturating_sub(new), true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_found_around_and_inside_of_what_changed() {
        let before = b"a\nb\nc\nd\ne\n";
        let after = b"new\na\nB1\nB2\nB3\nc\ne\n";
        let lines: Vec<(usize, bool)> = (1..=7).map(|line| original_line(before, after, line)).collect();
        let same = |line| (line, true);
        let changed = |line| (line, false);
        assert_eq!(lines, [changed(1), same(1), changed(2), changed(2), changed(2), same(3), same(5)]);
        assert_eq!(original_line(before, before, 4), (4, true));
    }
}
