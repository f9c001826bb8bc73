//! Why something was not applied.
//! Border: data and one plain sentence each; layout and hints are `ui`'s and `cli`'s work.
use std::io;

use camino::{Utf8Path, Utf8PathBuf};

/// What stands in the way of writing one file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Obstacle {
    /// Its content is not the one the plan was made from.
    #[error("it has changed since the plan was made")]
    Changed,
    /// The plan wants to change it, but it is gone.
    #[error("it is gone since the plan was made")]
    Gone,
    /// The plan wants to create it, but there is something.
    #[error("it exists already")]
    Exists,
    /// Nobody may write to it.
    #[error("it is read-only")]
    ReadOnly,
    /// Not a regular file.
    #[error("it is not a regular file")]
    NotAFile,
    /// The path is absolute, has `..`, or is no name of a file.
    #[error("its path is not below the root")]
    BadPath,
    /// It belongs to git or to this tool.
    #[error("`{name}` is not for a plan to change")]
    Reserved {
        /// The part of the path that is reserved.
        name: String,
    },
    /// A directory on the way is a symbolic link.
    #[error("`{link}` on its way is a symbolic link")]
    ThroughLink {
        /// The directory that is a link.
        link: Utf8PathBuf,
    },
    /// It is a symbolic link that leads out of the root, or nowhere.
    #[error("it is a symbolic link that does not lead to a file below the root")]
    LinkOutside,
    /// A part of its path is a file.
    #[error("`{file}` on its way is not a directory")]
    NotADirectory {
        /// The part that is no directory.
        file: Utf8PathBuf,
    },
    /// Another file of the plan is the same file, or stands where this one needs a directory.
    #[error("it clashes with `{other}` in the same plan")]
    Clash {
        /// The other file.
        other: Utf8PathBuf,
    },
    /// It could not be read.
    #[error("it cannot be read: {reason}")]
    Unreadable {
        /// As the system says.
        reason: String,
    },
}

/// A file that cannot be written, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedFile {
    /// Relative to the root.
    pub path: Utf8PathBuf,
    /// Why.
    pub obstacle: Obstacle,
}

/// Why nothing was applied or undone.
#[derive(Debug, thiserror::Error)]
pub enum ApplyError {
    /// Files that cannot be written; nothing was.
    #[error("{} cannot be written", files(refused.len()))]
    Refused {
        /// All of them.
        refused: Vec<RefusedFile>,
    },
    /// Another process is applying.
    #[error("another pyworker is writing here")]
    Busy {
        /// The lock it holds.
        lock: Utf8PathBuf,
    },
    /// The system refused something; everything is as it was before.
    #[error("cannot {action} `{path}`: {source}")]
    System {
        /// What was tried, for example "write".
        action: &'static str,
        /// Relative to the root, or the journal's own path.
        path: Utf8PathBuf,
        /// As the system says.
        source: io::Error,
    },
    /// The user interrupted; everything is as it was before.
    #[error("interrupted")]
    Interrupted,
    /// Applying failed, and taking it back did too. The journal has all originals.
    #[error("{cause}; taking the rest back failed too: {failure}")]
    NotRolledBack {
        /// Why applying failed.
        cause: Box<ApplyError>,
        /// Why taking it back failed.
        failure: Box<ApplyError>,
        /// Where the originals are.
        journal: Utf8PathBuf,
    },
    /// A journal that this tool cannot read.
    #[error("the journal `{path}` cannot be read: {reason}")]
    BadJournal {
        /// Its place.
        path: Utf8PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// There is nothing to undo.
    #[error("there is nothing to undo in `{root}`")]
    NothingToUndo {
        /// Where it was looked for.
        root: Utf8PathBuf,
    },
}

impl ApplyError {
    /// Wraps an error of the system; for use with `map_err`.
    pub(super) fn system(action: &'static str, path: &Utf8Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::System { action, path: path.to_owned(), source }
    }
}

fn files(count: usize) -> String {
    if count == 1 { "1 file".to_owned() } else { format!("{count} files") }
}
