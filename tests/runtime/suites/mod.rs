//! The tests of the real runtime, made from the files that lie around: each becomes one test with a name.
//! Border: finds them and ties set-up, start, steps and comparison together.

pub mod checked;
pub mod facts;
pub mod generated;
pub mod legacy;
pub mod own;
pub mod session;
pub mod site;

use std::path::{Path, PathBuf};

use libtest_mimic::{Failed, Trial};

use crate::rig::error::Error;
use crate::rig::files;

/// All tests.
pub fn all() -> Vec<Trial> {
    let mut trials = own::trials();
    trials.extend(site::trials());
    let suites = [
        ("facts", facts::trials()),
        ("legacy", legacy::trials()),
        ("generated", generated::trials()),
        ("checked", checked::trials()),
    ];
    for (name, found) in suites {
        match found {
            Ok(found) => trials.extend(found),
            Err(error) => trials.push(Trial::test(format!("{name}/tests can be listed"), move || Err(failed(error)))),
        }
    }
    trials
}

/// The project's root.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The directory of these tests.
pub fn here() -> PathBuf {
    repository().join("tests/runtime")
}

/// An error as a test's failure.
pub fn failed(error: impl std::fmt::Display) -> Failed {
    Failed::from(error.to_string())
}

/// The files with an ending in a directory, with their names without it; none when there is no such directory.
pub fn named_files(directory: &Path, ending: &str) -> Result<Vec<(String, PathBuf)>, Error> {
    let entries = if directory.is_dir() { files::entries(directory)? } else { Vec::new() };
    let named = entries.into_iter().filter(|path| path.extension().is_some_and(|found| found == ending));
    Ok(named.filter_map(|path| Some((path.file_stem()?.to_string_lossy().into_owned(), path.clone()))).collect())
}

/// The directories in a directory, with their names; none when there is no such directory.
pub fn named_directories(directory: &Path) -> Result<Vec<(String, PathBuf)>, Error> {
    let entries = if directory.is_dir() { files::entries(directory)? } else { Vec::new() };
    let directories = entries.into_iter().filter(|path| path.is_dir());
    Ok(directories.filter_map(|path| Some((path.file_name()?.to_string_lossy().into_owned(), path.clone()))).collect())
}
