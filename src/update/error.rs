//! Why a project cannot be updated, as data.
//! Border: causes and places; the words for the user stand in `cli::wording`.
use std::ops::Range;

use camino::Utf8PathBuf;
use semver::Version;

use crate::catalog::CatalogError;
use crate::compose::{ComposeError, RecordError};
use crate::template::TemplateError;

/// Why a project cannot be updated.
#[derive(Debug, thiserror::Error)]
pub enum UpdateError {
    /// A directory that is not there.
    #[error("`{path}` does not exist")]
    NoSuchPath {
        /// As it was typed.
        path: Utf8PathBuf,
    },
    /// The project has no record: no template made it.
    #[error("there is no `.pyworker.toml`")]
    NoRecord {
        /// Where it was looked for.
        root: Utf8PathBuf,
        /// A directory above that has one.
        above: Option<Utf8PathBuf>,
    },
    /// The record cannot be read.
    #[error(transparent)]
    Record(Box<RecordError>),
    /// The record cannot be read at all.
    #[error("`{path}` cannot be read")]
    Unreadable {
        /// The file.
        path: Utf8PathBuf,
        /// As the system says.
        #[source]
        source: std::io::Error,
    },
    /// An answer in the record that its question does not take, or that answers nothing.
    #[error("the answer `{name}` in the record is wrong: {reason}")]
    RecordedAnswer {
        /// The record's text.
        text: String,
        /// The bytes in question.
        range: Range<usize>,
        /// The question.
        name: String,
        /// Why.
        reason: String,
        /// What may have been meant.
        meant: Option<String>,
    },
    /// `--to` for a template that the project is not made from.
    #[error("the project is not made from `{id}`")]
    NotPart {
        /// As it was typed.
        id: String,
        /// What it is made from.
        known: Vec<String>,
    },
    /// `--to` with a version older than the project's.
    #[error("`{id}` is at {from}, {to} is older")]
    Older {
        /// The template.
        id: String,
        /// The recorded version.
        from: Version,
        /// The version that was wanted.
        to: Version,
    },
    /// A template of the project that cannot be had any more.
    #[error("`{id}` cannot be had from {source_name}")]
    Gone {
        /// The template.
        id: String,
        /// Where it came from, as the record has it.
        source_name: String,
        /// Why not.
        error: Box<CatalogError>,
    },
    /// A step of a template's migration that cannot be taken.
    #[error("the migration of `{id}` to {version} cannot be made: {reason}")]
    Migration {
        /// The template.
        id: String,
        /// The version that it leads to.
        version: Version,
        /// Why not.
        reason: String,
    },
    /// Catalogs or settings that cannot be used.
    #[error(transparent)]
    Catalog(#[from] CatalogError),
    /// Layers that do not go together.
    #[error(transparent)]
    Compose(#[from] ComposeError),
    /// A template that cannot be rendered, or answers that are missing or wrong.
    #[error(transparent)]
    Template(#[from] TemplateError),
}
