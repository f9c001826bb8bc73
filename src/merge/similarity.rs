//! How much two files have in common, for finding out that one was renamed.
//! Border: compares contents; what follows from it is `tree`'s decision.
use std::collections::HashMap;

use crate::plan::Content;

/// Files that have at least so much in common can be one file under two names.
pub const ENOUGH: f64 = 0.5;

/// A file's lines, counted, ready to be compared.
#[derive(Debug, Clone)]
pub struct Fingerprint {
    lines: HashMap<Vec<u8>, usize>,
    bytes: usize,
}

impl Fingerprint {
    /// The fingerprint of a content; `None` if it has too little to be known by.
    pub fn of(content: &Content) -> Option<Self> {
        let mut lines: HashMap<Vec<u8>, usize> = HashMap::new();
        let mut bytes = 0;
        for line in content.bytes().split(|byte| *byte == b'\n') {
            let line = line.trim_ascii();
            if !line.is_empty() {
                *lines.entry(line.to_vec()).or_default() += 1;
                bytes += line.len();
            }
        }
        (bytes > 0).then_some(Self { lines, bytes })
    }

    /// From 0, nothing in common, to 1, the same lines: the share of the larger file that the other one has, too.
    pub fn similarity(&self, other: &Self) -> f64 {
        let common: usize =
            self.lines.iter().map(|(line, count)| line.len() * count.min(other.lines.get(line).unwrap_or(&0))).sum();
        // Sizes of files are far below what a float holds exactly.
        common as f64 / self.bytes.max(other.bytes) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn similarity(one: &str, other: &str) -> f64 {
        let fingerprint = |text: &str| Fingerprint::of(&Content::from(text)).expect("something");
        fingerprint(one).similarity(&fingerprint(other))
    }

    #[test]
    fn the_share_of_common_lines_counts() {
        assert_eq!(similarity("a\nb\n", "b\na\n"), 1.0);
        assert_eq!(similarity("a\nb\n", "a\r\n  b"), 1.0);
        assert_eq!(similarity("aa\nbb\n", "aa\ncc\n"), 0.5);
        assert_eq!(similarity("a\na\n", "a\n"), 0.5);
        assert_eq!(similarity("a\n", "b\n"), 0.0);
        assert!(Fingerprint::of(&Content::from("\n \n")).is_none());
    }
}
