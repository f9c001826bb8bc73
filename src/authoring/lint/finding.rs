//! What can be wrong with a catalog, as data.
//! Border: places and causes; the words stand in `cli::wording`.
use camino::Utf8PathBuf;
use semver::Version;

use crate::catalog::{CatalogError, EntryKind, IndexEntry};
use crate::template::{TemplateError, TemplatePlace};

/// Something wrong.
#[derive(Debug)]
pub struct Finding {
    /// The entry that it is about; nothing if it is about the catalog.
    pub entry: Option<(EntryKind, String)>,
    /// What it is.
    pub problem: Problem,
}

impl Finding {
    pub(super) fn of(entry: &IndexEntry, problem: Problem) -> Self {
        Self { entry: Some((entry.kind, entry.id.clone())), problem }
    }
}

/// What is wrong.
#[derive(Debug)]
pub enum Problem {
    /// What using it would say.
    Error(Box<CatalogError>),
    /// The directory of an entry has no manifest.
    NoManifest {
        /// The entry in the index.
        place: Box<TemplatePlace>,
        /// The manifest that is not there.
        path: Utf8PathBuf,
    },
    /// The manifest says another kind than the index.
    OtherKind {
        /// In the manifest.
        place: Box<TemplatePlace>,
        /// What it says.
        found: EntryKind,
        /// What the index says.
        wanted: EntryKind,
    },
    /// The manifest says another id than the index.
    OtherId {
        /// In the manifest.
        place: Box<TemplatePlace>,
        /// What it says.
        found: String,
        /// What the index says.
        wanted: String,
    },
    /// A template that the index does not name.
    Unlisted {
        /// The index.
        place: Box<TemplatePlace>,
        /// What it is.
        kind: EntryKind,
        /// Where it lies.
        directory: Utf8PathBuf,
    },
    /// A name that stands for nothing.
    NoReference {
        /// Where it is named.
        place: Box<TemplatePlace>,
        /// What it would have to be.
        kind: EntryKind,
        /// The name.
        id: String,
        /// What may have been meant.
        meant: Option<String>,
    },
    /// What is to replace something is to be left itself.
    ReplacedByDeprecated {
        /// Where it is named.
        place: Box<TemplatePlace>,
        /// The name.
        id: String,
    },
    /// Layers that need each other.
    NeedsCycle {
        /// Where the circle closes.
        place: Box<TemplatePlace>,
        /// The layers, from the first to its second appearance.
        chain: Vec<String>,
    },
    /// An answer of a preset to a question that nothing of it asks.
    NoQuestion {
        /// Where it is answered.
        place: Box<TemplatePlace>,
        /// The question.
        name: String,
        /// What may have been meant.
        meant: Option<String>,
    },
    /// An answer of a preset that the question refuses.
    PresetAnswer {
        /// Where it is answered.
        place: Box<TemplatePlace>,
        /// Why it is refused.
        reason: String,
    },
    /// A default that the question refuses once it is rendered.
    Default {
        /// Where it is.
        place: Box<TemplatePlace>,
        /// What it becomes.
        rendered: String,
        /// Why it is refused.
        reason: String,
    },
    /// A question or a computed value that nothing uses.
    Unused {
        /// Where it is named.
        place: Box<TemplatePlace>,
        /// Its name.
        name: String,
    },
    /// An expression of GitHub's in a file that is rendered.
    GithubExpression {
        /// Where it is.
        place: Box<TemplatePlace>,
    },
    /// A rule that no file matches.
    NoMatch {
        /// Where it is.
        place: Box<TemplatePlace>,
    },
    /// Content that is not what was published under its version.
    Changed {
        /// The version in the manifest.
        place: Box<TemplatePlace>,
        /// The version.
        version: Version,
        /// SHA-256 that was published.
        published: String,
        /// SHA-256 of what is there.
        found: String,
    },
    /// A version that is lower than what was published.
    Behind {
        /// The version in the manifest.
        place: Box<TemplatePlace>,
        /// The version.
        version: Version,
        /// The newest one that was published.
        newest: Version,
    },
    /// A published version that cannot be had.
    Published {
        /// Where the index has it.
        place: Box<TemplatePlace>,
        /// The version.
        version: Version,
        /// Why not.
        error: Box<CatalogError>,
    },
}

impl Problem {
    /// Whether it says that a manifest or a file could not be read at all.
    pub(super) fn is_unreadable(&self) -> bool {
        matches!(self, Self::Error(_) | Self::NoManifest { .. } | Self::OtherKind { .. } | Self::OtherId { .. })
    }
}

impl From<CatalogError> for Problem {
    fn from(error: CatalogError) -> Self {
        Self::Error(Box::new(error))
    }
}

impl From<TemplateError> for Problem {
    fn from(error: TemplateError) -> Self {
        CatalogError::from(error).into()
    }
}
