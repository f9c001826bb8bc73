//! What is found out about a worker's Python before any codemod proposes something.
//! Border: facts only, frozen for a round.
use super::Modules;
use crate::project::{Snapshot, Worker};

/// Facts about one worker.
#[derive(Debug, Default, Clone)]
pub struct Facts {}

impl Facts {
    /// Collects them.
    pub fn collect(_worker: &Worker, _modules: &Modules, _files: &Snapshot) -> Self {
        Self::default()
    }
}
