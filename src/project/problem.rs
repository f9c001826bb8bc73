//! What keeps a worker from being found, or has to be known about one.
//! Border: data and one sentence each; how it is shown is the command's.
use camino::Utf8PathBuf;

use crate::config::ParseError;
use crate::plan::Place;
use crate::text::DecodeError;

/// Something that keeps a worker from being found, or that has to be known about one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// A path that was named does not exist.
    #[error("{path} does not exist")]
    NoSuchPath {
        /// As it was named.
        path: Utf8PathBuf,
    },
    /// A named file is neither Python nor a wrangler configuration.
    #[error("{path} is neither a Python file nor a wrangler configuration")]
    NotAWorkerFile {
        /// As it was named.
        path: Utf8PathBuf,
    },
    /// A configuration's bytes are not text.
    #[error("{path} cannot be read: {error}")]
    NotText {
        /// The configuration.
        path: Utf8PathBuf,
        /// Why not.
        error: DecodeError,
    },
    /// A configuration does not parse.
    #[error("{path} is not valid: {}", error.message)]
    BrokenConfig {
        /// The configuration.
        path: Utf8PathBuf,
        /// The fault, with its place.
        error: ParseError,
    },
    /// The entry module that a configuration names is not there.
    #[error("{} names the entry module `{main}`, which does not exist", place.path)]
    MissingMain {
        /// Where the configuration says so.
        place: Place,
        /// The entry module as it is written.
        main: String,
    },
    /// The entry module lies outside the directory that is looked at.
    #[error("{} names the entry module `{main}`, which lies outside of the directory", place.path)]
    OutsideMain {
        /// Where the configuration says so.
        place: Place,
        /// The entry module as it is written.
        main: String,
    },
    /// wrangler reads another configuration of the same directory.
    #[error("{path} is not used: wrangler reads {used}")]
    Shadowed {
        /// The configuration that is not used.
        path: Utf8PathBuf,
        /// The one that is.
        used: Utf8PathBuf,
    },
}

impl Problem {
    /// Where it is.
    pub fn place(&self) -> Place {
        match self {
            Self::NoSuchPath { path }
            | Self::NotAWorkerFile { path }
            | Self::NotText { path, .. }
            | Self::Shadowed { path, .. } => Place::file(path.clone()),
            Self::BrokenConfig { path, error } => Place { path: path.clone(), line: error.line, column: error.column },
            Self::MissingMain { place, .. } | Self::OutsideMain { place, .. } => place.clone(),
        }
    }

    /// Whether a worker may have been missed because of it.
    pub fn is_failure(&self) -> bool {
        !matches!(self, Self::Shadowed { .. })
    }
}
