//! Opens a directory as a Worker project: config, entry module, era, and the evidence for each.
//! Border: reads only.

mod snapshot;
mod worker;

pub use snapshot::Snapshot;
pub use worker::{Worker, WorkerBinding};
