//! Every way in which a template cannot be had, as data.
//! Border: places and causes; the words for the user stand in `cli::wording`.
use camino::Utf8PathBuf;
use semver::Version;

use super::git::GitError;
use super::git_name::GitNameProblem;
use super::kind::EntryKind;
use super::limits::Excess;
use super::location::LocationProblem;
use super::mismatch::{HashMismatch, Misnamed, Moved};
use super::reference::ReferenceProblem;
use crate::template::{ManifestProblem, PathProblem, TemplateError, TemplatePlace};

/// What is wrong in `catalog.toml`, `pyworker.toml` or the user's own settings.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DocumentProblem {
    /// What can be wrong in any manifest.
    #[error(transparent)]
    Manifest(#[from] ManifestProblem),
    /// A format that this program does not know.
    #[error("this is format {found}; pyworker {} reads format 1", env!("CARGO_PKG_VERSION"))]
    Format {
        /// What stands there.
        found: i64,
    },
    /// Not a content hash.
    #[error("a hash is `sha256:` and 64 small hexadecimal digits")]
    Hash,
    /// Not the name of a tag or branch.
    #[error("git has no such name: {0}")]
    GitName(GitNameProblem),
    /// A path that leaves the catalog, or that some system cannot have.
    #[error("{0}")]
    Path(PathProblem),
    /// Not a place.
    #[error("{0}")]
    Location(LocationProblem),
    /// Not the name of a template.
    #[error("{0}")]
    Reference(ReferenceProblem),
    /// A pattern that cannot be read.
    #[error("not a pattern: {message}")]
    Pattern {
        /// From the parser.
        message: String,
    },
    /// Only what is deprecated is replaced.
    #[error("only a deprecated entry is replaced by another")]
    NotDeprecated,
    /// A name that is given twice.
    #[error("`{name}` is there twice")]
    Twice {
        /// The name.
        name: String,
    },
    /// The name of the catalog inside the program.
    #[error("`built-in` is the catalog that comes with pyworker")]
    BuiltInName,
}

impl CatalogError {
    /// Whether a name means nothing here, so that another one would do.
    pub fn is_about_a_name(&self) -> bool {
        matches!(
            self,
            Self::UnknownCatalog { .. }
                | Self::UnknownTemplate { .. }
                | Self::OtherKind { .. }
                | Self::NoVersion { .. }
                | Self::ToolTooOld { .. }
        )
    }
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
    #[error("there is no {kind} `{id}`")]
    UnknownTemplate {
        /// What was looked for.
        kind: EntryKind,
        /// The name.
        id: String,
        /// Those there are.
        known: Vec<String>,
        /// What may have been meant.
        meant: Option<String>,
    },
    /// Nothing of that name in one catalog.
    #[error("{catalog} has no entry `{id}`")]
    NoEntry {
        /// The name.
        id: String,
        /// The catalog.
        catalog: String,
        /// Those there are.
        known: Vec<String>,
        /// What may have been meant.
        meant: Option<String>,
    },
    /// It is there, and is something else.
    #[error("`{id}` is a {found}, not a {wanted}")]
    OtherKind {
        /// The name.
        id: String,
        /// What it is.
        found: EntryKind,
        /// What was looked for.
        wanted: EntryKind,
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
    /// This program is too old.
    #[error("`{id}` needs pyworker {needed}")]
    ToolTooOld {
        /// The template.
        id: String,
        /// The oldest program that will do.
        needed: Version,
    },
    /// `catalog.toml`, `pyworker.toml` or the user's own settings are wrong.
    #[error("{}: {problem}", .place.path)]
    Document {
        /// Where.
        place: Box<TemplatePlace>,
        /// What.
        problem: DocumentProblem,
    },
    /// A text names neither a template nor a place.
    #[error("`{text}` is no template: {problem}")]
    Reference {
        /// As it was typed, without password or token.
        text: String,
        /// Why not.
        problem: ReferenceProblem,
    },
    /// A text names no place.
    #[error("{problem}")]
    Location {
        /// Why not.
        problem: LocationProblem,
    },
    /// A name that another catalog has.
    #[error("there is a catalog `{name}` already")]
    NameTaken {
        /// The name.
        name: String,
        /// Where the other one lies.
        location: String,
    },
    /// A catalog that a file of settings does not name.
    #[error("{settings} names no catalog `{name}`")]
    NotConfigured {
        /// The name.
        name: String,
        /// The file.
        settings: String,
        /// Whether the other file (the user's, the project's) names it.
        elsewhere: bool,
        /// Whether it is the catalog inside the program.
        is_built_in: bool,
    },
    /// A directory that has something else than a site of this tool.
    #[error("{path} is not empty, and no site of pyworker")]
    NotASite {
        /// The directory.
        path: Utf8PathBuf,
        /// A file that is in the way, if the directory is a site.
        file: Option<Utf8PathBuf>,
    },
    /// Nothing was decided about a source or a content.
    #[error("nothing was decided about {name}")]
    NoDecision {
        /// As it was typed.
        name: String,
    },
    /// A name that a catalog cannot have.
    #[error("`{name}` cannot be the name of a catalog")]
    BadName {
        /// The name.
        name: String,
        /// Why not.
        problem: DocumentProblem,
    },
    /// A place that has a catalog already.
    #[error("{directory} is a catalog already")]
    IsCatalog {
        /// The directory.
        directory: Utf8PathBuf,
    },
    /// The system names no place for the user's settings.
    #[error("there is no place for the user's settings")]
    NoHome,
    /// A place without `catalog.toml`.
    #[error("there is no catalog.toml in {source_name}")]
    NoIndex {
        /// The place.
        source_name: String,
        /// Whether it is a template instead.
        is_template: bool,
    },
    /// A place without `template.toml`.
    #[error("there is no template.toml in {source_name}")]
    NoTemplate {
        /// The place.
        source_name: String,
        /// Whether it is a catalog instead; its templates.
        templates: Vec<String>,
    },
    /// A directory that is not there.
    #[error("there is no directory {path}")]
    NoDirectory {
        /// The directory.
        path: Utf8PathBuf,
    },
    /// A file of the catalog that cannot be read.
    #[error("{path} cannot be read")]
    Unreadable {
        /// The file.
        path: Utf8PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// A file of the tool's own that cannot be written.
    #[error("{path} cannot be written")]
    Unwritable {
        /// The file.
        path: Utf8PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// A link, a submodule, a device.
    #[error("{path} is {what}")]
    NotAFile {
        /// The entry.
        path: Utf8PathBuf,
        /// What it is.
        what: &'static str,
    },
    /// A name that some system cannot have.
    #[error("{path}: {problem}")]
    Name {
        /// The entry.
        path: Utf8PathBuf,
        /// Why it is refused.
        problem: PathProblem,
    },
    /// A manifest that is no text.
    #[error("{path} is not UTF-8")]
    NotText {
        /// The file.
        path: Utf8PathBuf,
    },
    /// Too much.
    #[error("{place}: {excess}")]
    Excess {
        /// The template.
        place: Utf8PathBuf,
        /// What is too much.
        excess: Excess,
    },
    /// Git could not do it.
    #[error(transparent)]
    Git(#[from] GitError),
    /// Content that is not what was published.
    #[error("{} {} is not what was published", .0.id, .0.version)]
    Hash(Box<HashMismatch>),
    /// A version that is not what it was when it was first seen here.
    #[error("{} {} is not what it was", .0.id, .0.version)]
    Moved(Box<Moved>),
    /// A template that says something else about itself than its catalog.
    #[error("{} {} calls itself {} {}", .0.id, .0.version, .0.found_id, .0.found_version)]
    Identity(Box<Misnamed>),
    /// A template that inherits from itself.
    #[error("{} inherits from itself: {}", .place.path, .chain.join(" -> "))]
    Cycle {
        /// Where the circle closes.
        place: Box<TemplatePlace>,
        /// The templates, from the first to its second appearance.
        chain: Vec<String>,
    },
    /// A template that inherits from one that is not there.
    #[error("{}: there is no template `{id}` to inherit from", .place.path)]
    NoParent {
        /// Where it is named.
        place: Box<TemplatePlace>,
        /// The name.
        id: String,
        /// What may have been meant.
        meant: Option<String>,
    },
    /// A partial that is not there.
    #[error("{}: no file in partials/ matches `{pattern}`", .place.path)]
    NoPartial {
        /// Where it is named.
        place: Box<TemplatePlace>,
        /// The pattern.
        pattern: String,
    },
    /// A source that the project's policy does not allow.
    #[error("{source_name} is not one of the allowed sources")]
    NotAllowed {
        /// The source.
        source_name: String,
        /// Those that are allowed.
        allowed: Vec<String>,
        /// The file that says so.
        policy: Utf8PathBuf,
    },
    /// The template itself is wrong.
    #[error(transparent)]
    Template(#[from] TemplateError),
}
