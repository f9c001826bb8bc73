//! Why a migration cannot be planned or written.
//! Border: data; the words for the user stand in `wording`.
use std::io;

use camino::Utf8PathBuf;

use crate::cli::scope::NoSuchPath;
use crate::codemods::declarative::RuleError;
use crate::plan::PlanFileError;
use crate::project::NoWorker;

/// What can go wrong in `pyworker migrate`, apart from writing itself.
#[derive(Debug, thiserror::Error)]
pub enum MigrateError {
    /// A path that does not exist.
    #[error(transparent)]
    NoSuchPath(#[from] NoSuchPath),
    /// No Worker anywhere.
    #[error("no Python Worker was found")]
    NoWorker {
        /// The root, for reading the files that are shown.
        root: Utf8PathBuf,
        /// What was found instead.
        found: NoWorker,
    },
    /// A code that no rule has.
    #[error("no rule has the code `{code}`")]
    UnknownRule {
        /// The option that named it, if it was one.
        option: Option<&'static str>,
        /// As it was typed.
        code: String,
        /// Those there are.
        known: Vec<String>,
    },
    /// Rules of the user's own that cannot be used.
    #[error("{} rules cannot be used", faults.len())]
    Rules {
        /// All that is wrong with them.
        faults: Vec<RuleError>,
    },
    /// Rules were to be tested, and there are none.
    #[error("there are no codemods")]
    NoCodemods,
    /// A code that a team's rule cannot have.
    #[error("`{code}` cannot be the code of a codemod")]
    BadCode {
        /// As it was typed.
        code: String,
    },
    /// A name that a rule cannot have.
    #[error("`{name}` cannot be the name of a codemod")]
    BadName {
        /// As it was typed.
        name: String,
    },
    /// A codemod that is to be made is there.
    #[error("`{directory}` exists")]
    CodemodExists {
        /// Its folder.
        directory: Utf8PathBuf,
    },
    /// A compatibility date that is none.
    #[error("`{text}` is not a compatibility date")]
    BadDate {
        /// As it was typed.
        text: String,
    },
    /// Files to be written that git does not have.
    #[error("files would be written whose changes git does not have")]
    Dirty {
        /// Relative to the root.
        paths: Vec<Utf8PathBuf>,
    },
    /// A plan file that is none.
    #[error("`{path}` cannot be used")]
    PlanFile {
        /// As it was typed.
        path: Utf8PathBuf,
        /// Why.
        error: PlanFileError,
    },
    /// A file that cannot be read or written, outside of the plan.
    #[error("cannot {action} `{path}`")]
    File {
        /// "read" or "write".
        action: &'static str,
        /// As it was typed.
        path: Utf8PathBuf,
        /// As the system says.
        source: io::Error,
    },
    /// The current directory is gone, or its name is not UTF-8.
    #[error("the current directory cannot be used")]
    NoCurrentDirectory(#[source] io::Error),
}
