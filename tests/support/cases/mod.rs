//! What black-box cases are made of.
//! Border: test code only; each case runs in a directory of its own.

mod case;
mod outcome;
mod process;

use std::path::{Path, PathBuf};

/// The folders in a folder, sorted.
pub fn folders(path: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir(path)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
        .map(|entry| entry.expect("a readable entry").path())
        .filter(|path| path.is_dir())
        .collect();
    found.sort();
    found
}

/// Runs one case and compares, or accepts what it finds.
pub fn run(folder: &Path) -> Result<(), String> {
    let case = case::Case::read(folder)?;
    let found = process::carry_out(&case)?;
    if std::env::var_os("PYWORKER_ACCEPT").is_some_and(|value| value == "1") {
        outcome::accept(&case, &found)
    } else {
        outcome::compare(&case, &found)
    }
}
