//! The files that the entry module reaches, each with an index of its expressions.
//! Border: finds files; what their names stand for is `project`'s work.
use camino::Utf8Path;
use rustc_hash::FxHashMap;

use crate::codemods::Modules;
use crate::python::Module;

use super::nodes::Nodes;

/// One module with its index.
pub struct File<'a> {
    /// Relative to the root.
    pub path: &'a Utf8Path,
    /// The parsed file.
    pub module: &'a Module,
    /// Its expressions.
    pub nodes: Nodes<'a>,
}

/// All modules that the entry module reaches, in order of path.
pub struct Files<'a> {
    all: Vec<File<'a>>,
    positions: FxHashMap<&'a str, usize>,
}

impl<'a> Files<'a> {
    /// Indexes them.
    pub fn of(modules: &'a Modules) -> Self {
        let file = |(path, module): (&'a Utf8Path, &'a Module)| File { path, module, nodes: Nodes::of(module) };
        let all: Vec<File<'a>> = modules.reached().map(file).collect();
        let positions = all.iter().enumerate().map(|(position, file)| (file.path.as_str(), position)).collect();
        Self { all, positions }
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &File<'a>> {
        self.all.iter()
    }

    /// One of them.
    pub fn get(&self, path: &Utf8Path) -> Option<&File<'a>> {
        self.positions.get(path.as_str()).map(|position| &self.all[*position])
    }
}
