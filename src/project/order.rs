//! The order of paths, which is the one of their segments.
//! Border: compares letters; the paths are relative and written without `.`, `..` or doubled separators.
use std::cmp::Ordering;

use camino::Utf8Path;

/// Compares as `Utf8Path` does, without taking the paths apart: a tree of thousands is sorted many times faster.
pub fn by_segments(one: &Utf8Path, other: &Utf8Path) -> Ordering {
    // A segment that ends comes before one that goes on. No path holds a zero byte.
    let rank = |byte: u8| if std::path::is_separator(char::from(byte)) { 0 } else { byte };
    one.as_str().bytes().map(rank).cmp(other.as_str().bytes().map(rank))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_is_that_of_paths() {
        let paths = ["", "a", "a/b", "a.b", "a.b/c", "a/b/c", "a b", "b", "é/a", "é", "a/é", "A", "a-", "a/-"];
        for one in paths.map(Utf8Path::new) {
            for other in paths.map(Utf8Path::new) {
                assert_eq!(by_segments(one, other), one.cmp(other), "{one} {other}");
            }
        }
    }
}
