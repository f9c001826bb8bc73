//! The library's trees of files, for tests: what cannot be read or written ends the test.
//! Border: panics in the place of errors, nothing else.
#![allow(dead_code, reason = "each test program uses a part of it")]
use std::path::Path;

#[allow(unused_imports, reason = "each test program uses a part of it")]
pub use pyworker::codemods::cases::{Tree, difference};
use pyworker::codemods::cases::{read_tree, write_tree};

/// Reads all files below `folder`; `None` if there is no such folder.
pub fn read(folder: &Path) -> Option<Tree> {
    read_tree(folder).expect("a readable folder")
}

/// Writes `tree` below `folder`.
pub fn write(tree: &Tree, folder: &Path) {
    write_tree(tree, folder).expect("a writable folder");
}
