//! A catalog to begin with: it passes lint and its own tests, and what the tests expect is made by running them.
//! Border: files in memory under the catalog's name; where they are written is the caller's business.

mod memory;

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};

use self::memory::Memory;
use super::{Workshop, testing};
use crate::catalog::{BuiltIn, CatalogError, DocumentProblem, Shelf};
use crate::plan::{Content, FileMode, FileOutcome};
use crate::template::check_id;

/// Stands for the catalog's name.
const NAME: &str = "CATALOG_NAME";

macro_rules! files {
    ($($path:literal),* $(,)?) => {
        [$(($path, include_str!(concat!("files/", $path)))),*]
    };
}

/// The files without what the tests expect. A leading `dot-` is a leading dot, where it is one of the catalog's own.
const FILES: [(&str, &str); 24] = files![
    "catalog.toml",
    "README.md",
    "dot-github/workflows/catalog.yml",
    "templates/api/template.toml",
    "templates/api/CHANGELOG.md",
    "templates/api/files/dot-gitignore",
    "templates/api/files/README.md.tera",
    "templates/api/files/package.json.tera",
    "templates/api/files/pyproject.toml.tera",
    "templates/api/files/wrangler.jsonc.tera",
    "templates/api/files/src/entry.py",
    "templates/api/files/src/routes.py.tera",
    "templates/api/files/src/health.py",
    "templates/api/tests/defaults/answers.toml",
    "templates/api/tests/without-health/answers.toml",
    "layers/maintenance/template.toml",
    "layers/maintenance/CHANGELOG.md",
    "layers/maintenance/files/src/maintenance.py.tera",
    "layers/maintenance/merge/entry.py",
    "layers/maintenance/merge/wrangler.jsonc",
    "layers/maintenance/merge/README.md.tera",
    "layers/maintenance/tests/over-a-worker/answers.toml",
    "layers/maintenance/tests/over-a-worker/existing/wrangler.jsonc",
    "layers/maintenance/tests/over-a-worker/existing/src/entry.py",
];

/// The files of a new catalog of this name.
///
/// # Errors
/// A name that a catalog cannot have.
pub fn files(name: &str) -> Result<Vec<FileOutcome>, CatalogError> {
    if let Err((_, problem)) = check_id(name, &(0..0)) {
        return Err(CatalogError::BadName { name: name.to_owned(), problem: problem.into() });
    }
    if name == BuiltIn::NAME {
        return Err(CatalogError::BadName { name: name.to_owned(), problem: DocumentProblem::BuiltInName });
    }
    let mut files: BTreeMap<Utf8PathBuf, Content> =
        FILES.iter().map(|(path, text)| (own_path(path), Content::from(text.replace(NAME, name)))).collect();
    let workshop = Workshop::over(Shelf::in_memory(Memory::new(files.clone()))?)?;
    for entry in &workshop.shelf.index.entries {
        for test in testing::run(&workshop, entry, "") {
            files.extend(test.differences.into_iter().filter_map(|file| Some((file.path, file.after?))));
        }
    }
    let outcome = |(path, content)| FileOutcome {
        path,
        before: None,
        after: Some(content),
        mode: FileMode::Regular,
        mode_change: None,
    };
    Ok(files.into_iter().map(outcome).collect())
}

/// Where a file goes: names with a dot are stored without it at the top of the catalog.
fn own_path(stored: &str) -> Utf8PathBuf {
    match stored.strip_prefix("dot-") {
        Some(rest) => Utf8Path::new(&format!(".{rest}")).to_owned(),
        None => stored.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::authoring::lint::lint;

    fn workshop() -> Workshop {
        let files = files("acme").expect("files");
        let files = files.into_iter().filter_map(|file| Some((file.path, file.after?))).collect();
        Workshop::over(Shelf::in_memory(Memory::new(files)).expect("a catalog")).expect("open")
    }

    #[test]
    fn it_has_no_mistake_and_its_tests_pass() {
        let workshop = workshop();
        let found = lint(&workshop);
        assert!(found.is_empty(), "{found:?}");
        let mut tests = 0;
        for entry in &workshop.shelf.index.entries {
            for test in testing::run(&workshop, entry, "") {
                assert!(test.fault.is_none(), "{test:?}");
                tests += 1;
            }
            let matrix = testing::matrix(&workshop, entry, testing::LIMIT).expect("a matrix");
            assert!(matrix.combinations.iter().all(|it| it.fault.is_none()), "{matrix:?}");
        }
        assert_eq!(tests, 3);
    }

    #[test]
    fn a_name_that_a_catalog_cannot_have_is_refused() {
        for name in ["", "Acme", "built-in", "a\"b"] {
            assert!(files(name).is_err(), "{name}");
        }
    }
}
