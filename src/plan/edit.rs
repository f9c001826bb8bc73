//! One replacement in a file's original text.
//! Border: a range and its text; whether edits fit together is decided in `Draft`.
use std::ops::Range;

/// Replaces a range of the original text. Ranges count bytes of the decoded text (UTF-8, without a byte order mark).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Edit {
    /// First byte that is replaced.
    pub start: usize,
    /// The byte after the last one that is replaced; equal to `start` for an insertion.
    pub end: usize,
    /// What stands there afterwards, with the file's own line ends.
    pub text: String,
}

impl Edit {
    /// Replaces `range` by `text`.
    pub fn replace(range: Range<usize>, text: impl Into<String>) -> Self {
        Self { start: range.start, end: range.end, text: text.into() }
    }

    /// Inserts `text` before the byte at `offset`.
    pub fn insert(offset: usize, text: impl Into<String>) -> Self {
        Self::replace(offset..offset, text)
    }

    /// Removes `range`.
    pub fn delete(range: Range<usize>) -> Self {
        Self::replace(range, "")
    }

    /// Whether it adds text without removing any.
    pub fn is_insertion(&self) -> bool {
        self.start == self.end
    }
}

/// Takes a range of the original text, with all edits made in it, to another place.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Move {
    /// First byte that is taken.
    pub start: usize,
    /// The byte after the last one that is taken.
    pub end: usize,
    /// Where it goes: before the byte at this offset, outside the range.
    pub to: usize,
    /// What stands before it there.
    pub before: String,
    /// What stands after it there.
    pub after: String,
}
