//! Why a version cannot be published, as data.
//! Border: places and causes; the words stand in `cli::wording`.
use camino::Utf8PathBuf;
use semver::Version;

use crate::authoring::lint::Finding;
use crate::catalog::{CatalogError, GitNameProblem};
use crate::template::TemplatePlace;

/// Why a version cannot be published.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// The catalog cannot be read, or git cannot do it.
    #[error(transparent)]
    Catalog(#[from] CatalogError),
    /// The catalog lies in no git repository.
    #[error("{directory} is in no git repository")]
    NoRepository {
        /// The catalog.
        directory: String,
    },
    /// Nothing was ever committed.
    #[error("nothing is committed yet")]
    NoCommit,
    /// Files are not committed.
    #[error("{} files are not committed", .paths.len())]
    Dirty {
        /// The files, below the catalog.
        paths: Vec<Utf8PathBuf>,
    },
    /// Files are part of it here and not in the commit.
    #[error("{directory} has files that git does not have")]
    Ignored {
        /// The entry.
        directory: Utf8PathBuf,
        /// The files, below it.
        paths: Vec<String>,
    },
    /// An entry has no manifest.
    #[error("{path} is missing")]
    NoManifest {
        /// The entry in the index.
        place: Box<TemplatePlace>,
        /// The manifest.
        path: Utf8PathBuf,
    },
    /// The version is published with other content.
    #[error("{version} is published already")]
    Exists {
        /// The version in the manifest.
        place: Box<TemplatePlace>,
        /// The version.
        version: Version,
        /// SHA-256 that was published.
        published: String,
        /// SHA-256 of what is committed.
        found: String,
    },
    /// A higher version is published.
    #[error("{version} is lower than {newest}")]
    Lower {
        /// The version in the manifest.
        place: Box<TemplatePlace>,
        /// The version.
        version: Version,
        /// The newest one.
        newest: Version,
    },
    /// The tag is another commit.
    #[error("there is a tag {tag} already")]
    TagTaken {
        /// The tag.
        tag: String,
    },
    /// Not the name of a tag.
    #[error("git has no such name: {problem}")]
    TagName {
        /// The tag.
        tag: String,
        /// Why not.
        problem: GitNameProblem,
    },
    /// One tag for several entries.
    #[error("one tag for {} entries", .ids.len())]
    OneTag {
        /// The tag.
        tag: String,
        /// The entries.
        ids: Vec<String>,
    },
    /// Mistakes that `lint` finds.
    #[error("{} mistakes", .0.len())]
    Mistakes(Vec<Finding>),
}
