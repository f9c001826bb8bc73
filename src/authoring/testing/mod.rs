//! Tests of templates, presets and layers: what their files come to with these answers, and whether it can be read.
//! Border: in memory; what is accepted is handed over as files to be written, and nothing is executed.

mod description;
mod fault;
mod matrix;
mod subject;
mod syntax;

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};

pub use fault::{Fault, SyntaxFault};
pub use matrix::{Combination, LIMIT, Matrix, matrix};

use self::description::Description;
use self::subject::Subject;
use super::Workshop;
use crate::catalog::IndexEntry;
use crate::plan::{Content, FileMode, FileOutcome};
use crate::template::{Given, RECORD, TESTS};

/// The answers of a test.
pub const ANSWERS: &str = "answers.toml";
/// What is there before.
const EXISTING: &str = "existing";
/// What is there afterwards.
const EXPECTED: &str = "expected";

/// Files by their paths.
type Files = BTreeMap<Utf8PathBuf, Content>;

/// One test and what came of it.
#[derive(Debug)]
pub struct Tested {
    /// The name of its directory.
    pub name: String,
    /// What is wrong, if anything is.
    pub fault: Option<Fault>,
    /// The files of `expected/` as they are and as they would have to be, by their paths in the catalog; those that differ.
    pub differences: Vec<FileOutcome>,
}

/// Runs the tests of an entry whose name contains `only`.
pub fn run(workshop: &Workshop, entry: &IndexEntry, only: &str) -> Vec<Tested> {
    let directory = entry.path.join(TESTS);
    let files = match workshop.shelf.content(&directory) {
        Ok(files) => files,
        Err(error) => {
            let fault = Some(Fault::Catalog(Box::new(error)));
            return vec![Tested { name: TESTS.to_owned(), fault, differences: Vec::new() }];
        }
    };
    let mut tests: BTreeMap<String, Files> = BTreeMap::new();
    for (path, bytes) in files {
        let mut parts = path.components();
        let Some(name) = parts.next() else { continue };
        let below = parts.as_path();
        // A file beside the tests belongs to nobody.
        if !below.as_str().is_empty() {
            let content = Content::from(bytes.into_owned());
            tests.entry(name.as_str().to_owned()).or_default().insert(below.to_owned(), content);
        }
    }
    tests
        .into_iter()
        .filter(|(name, _)| name.contains(only))
        .map(|(name, files)| test(workshop, entry, &directory.join(&name), name, &files))
        .collect()
}

/// The answers of all tests of an entry; those that cannot be read are told where they are run.
fn answers(workshop: &Workshop, entry: &IndexEntry) -> Vec<Given> {
    let directory = entry.path.join(TESTS);
    let files = workshop.shelf.content(&directory).unwrap_or_default();
    let files = files.iter().filter(|(path, _)| path.file_name() == Some(ANSWERS) && path.components().count() == 2);
    let texts = files.filter_map(|(path, bytes)| Some((path, std::str::from_utf8(bytes).ok()?)));
    texts.filter_map(|(path, text)| Description::read(path, text).ok()).map(|it| it.given).collect()
}

fn test(workshop: &Workshop, entry: &IndexEntry, directory: &Utf8Path, name: String, files: &Files) -> Tested {
    let expected = below(files, EXPECTED);
    match outcome(workshop, entry, directory, files) {
        Err(fault) => Tested { name, fault: Some(fault), differences: Vec::new() },
        Ok(found) => {
            let differences = differences(&directory.join(EXPECTED), &expected, &found);
            let fault = match syntax::faults(&found) {
                faults if !faults.is_empty() => Some(Fault::Syntax(faults)),
                _ if expected.is_empty() => Some(Fault::NothingExpected),
                _ if !differences.is_empty() => Some(Fault::Differs),
                _ => None,
            };
            Tested { name, fault, differences }
        }
    }
}

/// What the project is afterwards, without the record: it names versions and hashes, which are not what is tested.
fn outcome(workshop: &Workshop, entry: &IndexEntry, directory: &Utf8Path, files: &Files) -> Result<Files, Fault> {
    if let Some(path) = files.keys().find(|path| !is_known(path)) {
        return Err(Fault::UnknownFile { path: workshop.shelf.tree().name(&directory.join(path)) });
    }
    let path = workshop.shelf.tree().name(&directory.join(ANSWERS));
    let text = match files.get(Utf8Path::new(ANSWERS)) {
        None => "",
        Some(content) => std::str::from_utf8(content.bytes()).map_err(|_| Fault::NotText { path: path.clone() })?,
    };
    let description = Description::read(&path, text)?;
    let subject = Subject::new(workshop, entry, &description, below(files, EXISTING))?;
    subject.files(&description.given)
}

fn is_known(path: &Utf8Path) -> bool {
    path == ANSWERS || path.starts_with(EXISTING) || path.starts_with(EXPECTED)
}

fn below(files: &Files, directory: &str) -> Files {
    let below = |path: &Utf8PathBuf| path.strip_prefix(directory).map(Utf8Path::to_owned).ok();
    files
        .iter()
        .filter_map(|(path, content)| Some((below(path)?, content.clone())))
        .filter(|(path, _)| path != RECORD)
        .collect()
}

/// The files that are not as they are expected, below `directory`.
fn differences(directory: &Utf8Path, expected: &Files, found: &Files) -> Vec<FileOutcome> {
    let mut paths: Vec<&Utf8PathBuf> = expected.keys().chain(found.keys()).collect();
    paths.sort();
    paths.dedup();
    paths
        .into_iter()
        .filter(|path| expected.get(*path) != found.get(*path))
        .map(|path| FileOutcome {
            path: directory.join(path),
            before: expected.get(path).cloned(),
            after: found.get(path).cloned(),
            mode: FileMode::Regular,
            mode_change: None,
        })
        .collect()
}
