//! What a codemod is: its metadata and what it can be asked.
//! Border: the shape; running them is the engine's work.
use crate::plan::Rule;

use super::{Context, Proposals};

/// What is known about a codemod without running it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meta {
    /// Code and name, for example `PW301 workers-response`.
    pub rule: Rule,
    /// One line for lists.
    pub summary: &'static str,
    /// Its page: what, why, before and after, safety. `explain` prints it, its samples are tests.
    pub page: &'static str,
    /// A Python file to which no import of the entry module leads is only changed by it if it holds one of these byte
    /// strings. Empty for codemods that work on configuration.
    pub needles: &'static [&'static str],
}

/// One migration step. It reads frozen facts and proposes changes; it never writes.
pub trait Codemod: Send + Sync {
    /// What is known about it.
    fn meta(&self) -> &'static Meta;

    /// Proposes changes to the worker in `context`.
    fn propose(&self, context: &Context<'_>, proposals: &mut Proposals);

    /// Beginnings of the codes of rules that adapt code to what this one brings about. Where they have something safe
    /// to do, they must not be left out.
    fn companions(&self, _context: &Context<'_>) -> &'static [&'static str] {
        &[]
    }
}
