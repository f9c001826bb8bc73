//! The Python files of one worker, parsed, and which imports which.
//! Border: reads and resolves; knows nothing of handlers or bindings.
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use camino::{Utf8Path, Utf8PathBuf};
use ruff_python_ast::Stmt;
use ruff_python_ast::statement_visitor::{StatementVisitor, walk_stmt};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::plan::Content;
use crate::project::{Snapshot, Worker, is_generated};
use crate::python::{Module, ReadError};

/// Parsed files of one worker.
#[derive(Debug, Default)]
pub struct Modules {
    /// Everything the entry module reaches, and every other file that holds a needle; in order of path.
    parsed: Vec<(Utf8PathBuf, Arc<Module>)>,
    positions: FxHashMap<String, usize>,
    /// Files that could not be read as Python.
    pub unreadable: BTreeMap<Utf8PathBuf, ReadError>,
    /// Files that a tool writes: they are left alone.
    pub generated: BTreeSet<Utf8PathBuf>,
    /// Files that the entry module reaches through imports, itself included.
    reached: FxHashSet<String>,
    import_root: Utf8PathBuf,
    directory: Utf8PathBuf,
    /// What imports were found to mean: by the directory of the importing file and the module's name.
    resolved: Mutex<FxHashMap<String, FxHashMap<String, Option<usize>>>>,
}

/// Files that were parsed before, so that a round only parses what changed since.
#[derive(Debug, Default)]
pub struct Ready(FxHashMap<String, (Content, Arc<Module>)>);

impl Ready {
    /// Keeps what `content` was parsed to.
    pub fn keep(&mut self, path: &Utf8Path, content: &Content, module: Module) {
        self.0.insert(path.as_str().to_owned(), (content.clone(), Arc::new(module)));
    }

    fn find(&self, path: &Utf8Path, content: &Content) -> Option<Arc<Module>> {
        let (known, module) = self.0.get(path.as_str())?;
        Arc::ptr_eq(&known.0, &content.0).then(|| Arc::clone(module))
    }
}

impl Modules {
    /// Parses what the entry module of `worker` reaches, and its other files for which `wanted` says so. What is
    /// `ready` is not parsed again.
    pub fn read(files: &Snapshot, worker: &Worker, wanted: &(dyn Fn(&[u8]) -> bool + Sync), ready: &mut Ready) -> Self {
        let mut modules =
            Self { import_root: worker.import_root.clone(), directory: worker.directory.clone(), ..Self::default() };
        let known: FxHashSet<&str> = worker.python_files.iter().map(|path| path.as_str()).collect();
        let mut pending = vec![worker.main.clone()];
        while let Some(path) = pending.pop() {
            if !modules.reached.insert(path.as_str().to_owned()) {
                continue;
            }
            let Some(module) = modules.parse(files, &path, ready) else { continue };
            for name in imported_modules(&module) {
                let candidates = modules.candidates(&path, &name);
                pending.extend(candidates.into_iter().filter(|candidate| known.contains(candidate.as_str())));
            }
        }
        let others: Vec<&Utf8PathBuf> =
            worker.python_files.iter().filter(|path| !modules.reached.contains(path.as_str())).collect();
        for path in files.search(&others, wanted) {
            modules.parse(files, path, ready);
        }
        modules.parsed.sort_by(|(one, _), (other, _)| one.cmp(other));
        let paths = modules.parsed.iter().enumerate();
        modules.positions = paths.map(|(position, (path, _))| (path.as_str().to_owned(), position)).collect();
        modules
    }

    fn parse(&mut self, files: &Snapshot, path: &Utf8Path, ready: &mut Ready) -> Option<Arc<Module>> {
        let content = files.read(path)?;
        if is_generated(content.bytes()) {
            self.generated.insert(path.to_owned());
            return None;
        }
        let module = match ready.find(path, &content) {
            Some(module) => module,
            None => match Module::read(content.bytes()) {
                Ok(module) => {
                    let module = Arc::new(module);
                    ready.0.insert(path.as_str().to_owned(), (content, Arc::clone(&module)));
                    module
                }
                Err(error) => {
                    self.unreadable.insert(path.to_owned(), error);
                    return None;
                }
            },
        };
        self.parsed.push((path.to_owned(), Arc::clone(&module)));
        Some(module)
    }

    /// All parsed files, in order of path.
    pub fn iter(&self) -> impl Iterator<Item = (&Utf8Path, &Module)> {
        self.parsed.iter().map(|(path, module)| (path.as_path(), module.as_ref()))
    }

    /// One parsed file.
    pub fn get(&self, path: &Utf8Path) -> Option<&Module> {
        self.positions.get(path.as_str()).map(|position| self.parsed[*position].1.as_ref())
    }

    /// Whether the entry module reaches `path` through imports.
    pub fn is_reached(&self, path: &Utf8Path) -> bool {
        self.reached.contains(path.as_str())
    }

    /// The parsed file that `module`, written in an import of `from`, stands for, if it belongs to the worker.
    pub fn resolve(&self, from: &Utf8Path, module: &str) -> Option<&Utf8Path> {
        let directory = from.parent().map_or("", Utf8Path::as_str);
        let mut resolved = self.resolved.lock().unwrap_or_else(PoisonError::into_inner);
        let known = resolved.get(directory).and_then(|known| known.get(module)).copied();
        let position = known.unwrap_or_else(|| {
            let candidates = self.candidates(from, module);
            let found = candidates.iter().find_map(|candidate| self.positions.get(candidate.as_str())).copied();
            resolved.entry(directory.to_owned()).or_default().insert(module.to_owned(), found);
            found
        });
        position.map(|position| self.parsed[position].0.as_path())
    }

    /// Files that an import could mean, best first.
    fn candidates(&self, from: &Utf8Path, module: &str) -> Vec<Utf8PathBuf> {
        let level = module.len() - module.trim_start_matches('.').len();
        let tail = module[level..].replace('.', "/");
        let mut bases: Vec<&Utf8Path> = Vec::new();
        if level > 0 {
            let mut base = from.parent();
            for _ in 1..level {
                base = base.and_then(Utf8Path::parent);
            }
            bases.extend(base);
        } else {
            bases.push(&self.import_root);
            // Tests and old code import from the project's directory: `from src.entry import on_fetch`.
            bases.push(&self.directory);
            bases.extend(from.parent());
        }
        let mut found = Vec::new();
        for (index, base) in bases.iter().enumerate() {
            if bases[..index].contains(base) {
                continue;
            }
            if tail.is_empty() {
                found.push(base.join("__init__.py"));
            } else {
                found.push(base.join(format!("{tail}.py")));
                found.push(base.join(format!("{tail}/__init__.py")));
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
