//! Updating a project to newer versions of what it was made from, and saying how far it has gone from it.
//! Border: puts record, catalogs, composition and merge together; what comes of it is a plan that others show and apply.
//!
//! An update renders the recorded versions with the recorded answers, and the new versions with the same answers and
//! those to new questions. The difference between the two is what the templates changed, and it is merged into what the
//! user has.

mod answers;
mod base;
mod commands;
mod config_keys;
mod drift;
mod error;
mod migrations;
mod proposal;
mod recorded;
mod releases;
mod side;
mod user_tree;
mod wanted;
mod words;

pub use answers::{AnswerRequest, questions};
pub use drift::{Drift, DriftKind, Drifted, Outdated, Unmet, drift};
pub use error::UpdateError;
pub use proposal::{ConflictFile, Proposal, Update, propose};
pub use recorded::RecordedProject;
pub use releases::{Release, Releases, releases};
pub use wanted::Wanted;
