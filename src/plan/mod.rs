//! Changes to a project: what they are, how they are shown, verified, applied and undone.
//! Border: knows nothing of Python, templates or terminals; the only room that writes to the user's tree.
//!
//! A *proposer* (codemods, a template, a merge) reads a project and makes a [`Plan`]: the [`Change`]s with their
//! reasons, the [`Finding`]s that stay open, and for every touched file its [`FileOutcome`]. Choosing changes means
//! asking the proposer again with [`Decisions`]; applying means writing the outcomes, all or nothing.

pub mod apply;
mod bisect;
mod change;
mod decisions;
pub mod diff;
mod draft;
#[cfg(test)]
mod draft_properties;
mod edit;
mod file;
mod finding;
pub mod git;
mod outcome;
mod place;
mod previews;
mod rule;
mod safety;
mod verify;

pub use bisect::{Bisected, bisect};
pub use change::{Change, ChangeId};
pub use decisions::{Decision, Decisions};
pub use draft::{Draft, Refusal};
pub use edit::{Edit, Move};
pub use file::{Loaded, PlanFile, PlanFileError};
pub use finding::{Finding, Standing};
pub use outcome::{Content, FileMode, FileOutcome};
pub use place::Place;
pub use previews::{FilePreview, Previews};
pub use rule::Rule;
pub use safety::Safety;
pub use verify::{Check, Edited, Flaw, Intent, verify};

use camino::Utf8PathBuf;

/// Everything a command wants to do to one directory. Data only: making it writes nothing.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// The directory that all paths of the plan are relative to.
    pub root: Utf8PathBuf,
    /// The changes, in the order in which a reader should see them.
    pub changes: Vec<Change>,
    /// What is not changed but has to be known: manual work, refused files, skipped changes.
    pub findings: Vec<Finding>,
    /// What the tree becomes if the accepted changes are applied, sorted by path, one entry per touched file.
    pub files: Vec<FileOutcome>,
}

impl Plan {
    /// Whether applying the plan would change nothing.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The changes that take part in [`Plan::files`].
    pub fn accepted(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(|change| change.accepted)
    }
}
