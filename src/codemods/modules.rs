//! The Python files of one worker, parsed, and which imports which.
//! Border: reads and resolves; knows nothing of handlers or bindings.
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use ruff_python_ast::Stmt;
use ruff_python_ast::statement_visitor::{StatementVisitor, walk_stmt};

use crate::project::{Snapshot, Worker, is_generated};
use crate::python::{Module, ReadError};

/// Parsed files of one worker.
#[derive(Debug, Default)]
pub struct Modules {
    /// By path: everything the entry module reaches, and every other file that holds a needle.
    parsed: BTreeMap<Utf8PathBuf, Arc<Module>>,
    /// Files that could not be read as Python.
    pub unreadable: BTreeMap<Utf8PathBuf, ReadError>,
    /// Files that a tool writes: they are left alone.
    pub generated: BTreeSet<Utf8PathBuf>,
    /// Files that the entry module reaches through imports, itself included.
    reached: BTreeSet<Utf8PathBuf>,
    import_root: Utf8PathBuf,
    directory: Utf8PathBuf,
}

impl Modules {
    /// Parses what the entry module of `worker` reaches, and its other files for which `wanted` says so.
    pub fn read(files: &Snapshot, worker: &Worker, wanted: &(dyn Fn(&[u8]) -> bool + Sync)) -> Self {
        let mut modules =
            Self { import_root: worker.import_root.clone(), directory: worker.directory.clone(), ..Self::default() };
        let known: BTreeSet<&Utf8Path> = worker.python_files.iter().map(Utf8PathBuf::as_path).collect();
        let mut pending = vec![worker.main.clone()];
        while let Some(path) = pending.pop() {
            if !modules.reached.insert(path.clone()) {
                continue;
            }
            modules.parse(files, &path);
            let Some(module) = modules.parsed.get(&path).cloned() else { continue };
            for name in imported_modules(&module) {
                for candidate in modules.candidates(&path, &name) {
                    if known.contains(candidate.as_path()) {
                        pending.push(candidate);
                    }
                }
            }
        }
        let others: Vec<&Utf8PathBuf> =
            worker.python_files.iter().filter(|path| !modules.reached.contains(*path)).collect();
        for path in files.search(&others, wanted) {
            modules.parse(files, path);
        }
        modules
    }

    fn parse(&mut self, files: &Snapshot, path: &Utf8Path) {
        let Some(content) = files.read(path) else { return };
        if is_generated(content.bytes()) {
            self.generated.insert(path.to_owned());
            return;
        }
        match Module::read(content.bytes()) {
            Ok(module) => {
                self.parsed.insert(path.to_owned(), Arc::new(module));
            }
            Err(error) => {
                self.unreadable.insert(path.to_owned(), error);
            }
        }
    }

    /// All parsed files, in order of path.
    pub fn iter(&self) -> impl Iterator<Item = (&Utf8Path, &Module)> {
        self.parsed.iter().map(|(path, module)| (path.as_path(), module.as_ref()))
    }

    /// One parsed file.
    pub fn get(&self, path: &Utf8Path) -> Option<&Module> {
        self.parsed.get(path).map(Arc::as_ref)
    }

    /// Whether the entry module reaches `path` through imports.
    pub fn is_reached(&self, path: &Utf8Path) -> bool {
        self.reached.contains(path)
    }

    /// The parsed file that `module`, written in an import of `from`, stands for, if it belongs to the worker.
    pub fn resolve(&self, from: &Utf8Path, module: &str) -> Option<&Utf8Path> {
        self.candidates(from, module)
            .into_iter()
            .find_map(|candidate| self.parsed.get_key_value(&candidate).map(|(path, _)| path.as_path()))
    }

    /// Files that an import could mean, best first.
    fn candidates(&self, from: &Utf8Path, module: &str) -> Vec<Utf8PathBuf> {
        let level = module.len() - module.trim_start_matches('.').len();
        let tail = module[level..].replace('.', "/");
        let mut bases: Vec<Utf8PathBuf> = Vec::new();
        if level > 0 {
            let mut base = from.parent();
            for _ in 1..level {
                base = base.and_then(Utf8Path::parent);
            }
            bases.extend(base.map(Utf8Path::to_owned));
        } else {
            bases.push(self.import_root.clone());
            // Tests and old code import from the project's directory: `from src.entry import on_fetch`.
            bases.push(self.directory.clone());
            bases.extend(from.parent().map(Utf8Path::to_owned));
        }
        let mut found = Vec::new();
        for base in bases {
            if tail.is_empty() {
                found.push(base.join("__init__.py"));
            } else {
                found.push(base.join(format!("{tail}.py")));
                found.push(base.join(&tail).join("__init__.py"));
            }
        }
        found
    }
}

/// Every module that a file imports, wherever the statement stands; for `from package import name` also
/// `package.name`, which may be a module.
fn imported_modules(module: &Module) -> Vec<String> {
    struct Collector(Vec<String>);
    impl<'a> StatementVisitor<'a> for Collector {
        fn visit_stmt(&mut self, statement: &'a Stmt) {
            match statement {
                Stmt::Import(import) => self.0.extend(import.names.iter().map(|alias| alias.name.to_string())),
                Stmt::ImportFrom(import) => {
                    let dots = ".".repeat(import.level as usize);
                    let name = import.module.as_ref().map_or("", |name| name.as_str());
                    let base = format!("{dots}{name}");
                    for alias in &import.names {
                        let joint = if name.is_empty() { "" } else { "." };
                        self.0.push(format!("{base}{joint}{}", alias.name));
                    }
                    self.0.push(base);
                }
                _ => walk_stmt(self, statement),
            }
        }
    }
    let mut collector = Collector(Vec::new());
    collector.visit_body(&module.syntax().body);
    collector.0
}
