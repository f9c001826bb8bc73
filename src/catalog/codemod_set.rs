//! A set of codemods of a catalog, as it is handed to a migration.
//! Border: files with the names that messages use; what a rule means is `codemods`' knowledge.
use camino::Utf8PathBuf;
use semver::Version;

use super::tree::Bytes;

/// A set of codemods.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodemodSet {
    /// Its name in the catalog.
    pub id: String,
    /// Its version.
    pub version: Version,
    /// The catalog, as it is recorded.
    pub source: String,
    /// The commit, if it came from git.
    pub commit: Option<String>,
    /// SHA-256 of its content.
    pub hash: String,
    /// The set's directory, as messages name it.
    pub directory: Utf8PathBuf,
    /// Its files by their paths below it, sorted.
    pub files: Vec<(Utf8PathBuf, Bytes)>,
}
