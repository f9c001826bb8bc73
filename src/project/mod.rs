//! Opens a directory as a Worker project: config, entry module, era, and the evidence for each.
//! Border: reads only.

mod discover;
mod generated;
mod order;
mod problem;
mod snapshot;
mod walk;
mod worker;

pub use discover::{Discovery, NoWorker, discover};
pub use generated::is_generated;
pub use problem::Problem;
pub use snapshot::Snapshot;
pub use walk::{Tree, documents, is_document, is_skipped, walk};
pub use worker::{Worker, WorkerBinding};

#[cfg(test)]
mod discover_tests;
