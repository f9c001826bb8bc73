//! A migration as people and programs read it: summary, report, review, JSON, SARIF, annotations.
//! Border: wording and layout of a finished plan; what is in the plan was decided before.

pub(super) mod annotations;
mod document;
mod family;
mod report;
mod review;
mod sarif;
mod summary;
mod tally;

#[cfg(test)]
mod samples;

pub use annotations::{annotate, annotations};
pub use document::MigrationDocument;
pub use report::Detail;
pub use review::{ReviewAid, ReviewEnd, review};
pub use sarif::sarif;
pub use tally::Tally;

use camino::Utf8PathBuf;

use crate::plan::{Plan, Safety};

/// What is said about one Worker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkerView {
    /// Its name.
    pub name: String,
    /// Its directory, relative to the plan's root; empty for the root.
    pub directory: Utf8PathBuf,
    /// Its configuration, relative to the plan's root.
    pub config: Option<Utf8PathBuf>,
    /// Its entry module, relative to the plan's root.
    pub entry: Utf8PathBuf,
    /// The era of its code: "A", "B" or "C".
    pub era: &'static str,
    /// What it was written for, in a few words.
    pub written_for: String,
    /// Why that is believed, in short phrases.
    pub evidence: Vec<String>,
    /// What it becomes, in a few words.
    pub target: String,
}

/// A plan and the Workers it is about.
#[derive(Debug, Clone, Copy)]
pub struct MigrationView<'a> {
    /// The Workers.
    pub workers: &'a [WorkerView],
    /// What would be done, or was.
    pub plan: &'a Plan,
}

/// The word for a safety, as it stands in reviews and reports.
fn safety_word(safety: Safety) -> &'static str {
    match safety {
        Safety::Safe => "safe",
        Safety::Review => "to review",
        Safety::Manual => "by hand",
    }
}
