//! What every source of templates can do.
//! Border: listing and loading; which source is asked, and for which version, is `Catalog`'s decision.
use semver::Version;

use crate::template::{Group, Kind, Template, TemplateError};

/// One template as a source lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its name in the source.
    pub id: String,
    /// What it is for.
    pub kind: Kind,
    /// Of a layer: what it has to do with.
    pub group: Option<Group>,
    /// A few words.
    pub title: String,
    /// One sentence.
    pub summary: String,
    /// The versions that can be had, each template on its own line of versions.
    pub versions: Vec<Version>,
}

/// A place that templates come from.
pub trait Source {
    /// The name of the catalog, as in `name/template`.
    fn name(&self) -> &str;

    /// What there is, sorted by id.
    ///
    /// # Errors
    /// When the source cannot be read.
    fn entries(&self) -> Result<Vec<Entry>, CatalogError>;

    /// One version of one template.
    ///
    /// # Errors
    /// When it cannot be read.
    fn load(&self, id: &str, version: &Version) -> Result<Template, CatalogError>;
}

/// Why a template could not be had.
#[derive(Debug, thiserror::Error)]
pub enum CatalogError {
    /// No catalog of that name.
    #[error("there is no catalog `{name}`")]
    UnknownCatalog {
        /// The name.
        name: String,
        /// Those there are.
        catalogs: Vec<String>,
    },
    /// No template of that name.
    #[error("there is no template `{id}`")]
    UnknownTemplate {
        /// The name.
        id: String,
        /// Those there are.
        known: Vec<String>,
        /// What may have been meant.
        meant: Option<String>,
    },
    /// No version that is wanted.
    #[error("no version of `{id}` matches `{wanted}`")]
    NoVersion {
        /// The template.
        id: String,
        /// What was wanted.
        wanted: String,
        /// The versions there are.
        versions: Vec<Version>,
    },
    /// The template itself is wrong.
    #[error(transparent)]
    Template(#[from] TemplateError),
}
