//! A set of codemods of a catalog, as it is handed to a migration.
//! Border: files with the names that messages use; what a rule means is `codemods`' knowledge.
use camino::Utf8PathBuf;

use super::shelf::Held;
use super::tree::Bytes;

/// A set of codemods.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodemodSet {
    /// The set's directory, as messages name it.
    pub directory: Utf8PathBuf,
    /// Its files by their paths below it, sorted.
    pub files: Vec<(Utf8PathBuf, Bytes)>,
}

impl CodemodSet {
    pub(super) fn new(held: Held) -> Self {
        Self { directory: held.directory, files: held.files }
    }
}
