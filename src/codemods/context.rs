//! What a codemod may look at.
//! Border: frozen facts of one round; nothing here changes while codemods propose.
use crate::project::{Snapshot, Worker};

use super::shared::Shared;
use super::{Facts, Modules, Options};

/// One worker in one round.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The worker.
    pub worker: &'a Worker,
    /// The files as they are in this round.
    pub files: &'a Snapshot,
    /// Its Python files.
    pub modules: &'a Modules,
    /// What was found out about its Python as a whole.
    pub facts: &'a Facts,
    /// What the user asked for.
    pub options: &'a Options,
    /// What was found out for one codemod and serves the others.
    pub shared: &'a Shared<'a>,
}
