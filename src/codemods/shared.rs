//! What several codemods of a round need to know about its syntax trees, each found out once, when one first asks.
//! Border: keeps it; finding out is the work of the rooms that it comes from.
use std::cell::OnceCell;

use camino::Utf8Path;

use crate::python::Module;

use super::responses::{Files, Project, Settled};
use super::rewriting::{Converters, Walk, Wrappers};
use super::{Context, Modules};

/// Indexes over the files that the entry module reaches.
#[derive(Default)]
pub struct Shared<'a> {
    walks: OnceCell<Vec<Walked<'a>>>,
    converters: OnceCell<Converters<'a>>,
    wrappers: OnceCell<Wrappers>,
    files: OnceCell<Files<'a>>,
    settled: OnceCell<Settled<'a>>,
}

/// A file and the way through it.
pub struct Walked<'a> {
    /// Relative to the root.
    pub path: &'a Utf8Path,
    /// The parsed file.
    pub module: &'a Module,
    /// The way through its expressions.
    pub walk: Walk<'a>,
}

impl<'a> Context<'a> {
    /// The ways through the files that the entry module reaches.
    pub fn walks(&self) -> &'a [Walked<'a>] {
        let walked =
            |(path, module): (&'a Utf8Path, &'a Module)| Walked { path, module, walk: Walk::of(module.syntax()) };
        self.shared.walks.get_or_init(|| self.modules.reached().map(walked).collect())
    }

    /// The project's own functions that make Python values of JavaScript's.
    pub fn converters(&self) -> &'a Converters<'a> {
        self.shared.converters.get_or_init(|| Converters::of(self))
    }

    /// The project's own functions that make JavaScript values of Python's.
    pub fn wrappers(&self) -> &'a Wrappers {
        self.shared.wrappers.get_or_init(|| Wrappers::of(self))
    }

    /// The files that the entry module reaches, with every expression by its place.
    pub fn indexed_files(&self) -> &'a Files<'a> {
        let modules: &'a Modules = self.modules;
        self.shared.files.get_or_init(|| Files::of(modules))
    }

    /// The calls that make responses, and what is decided about them.
    pub fn settled_responses(&self) -> &'a Settled<'a> {
        self.shared.settled.get_or_init(|| Settled::of(&Project::of(self)))
    }

    /// Whether one of the files that the entry module reaches holds one of `needles`.
    pub fn holds_any(&self, needles: &[&str]) -> bool {
        let holds =
            |module: &Module, needle: &str| memchr::memmem::find(module.text().as_bytes(), needle.as_bytes()).is_some();
        self.modules.reached().any(|(_, module)| needles.iter().any(|needle| holds(module, needle)))
    }
}
