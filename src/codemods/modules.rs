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
use crate::python::{Module, ReadError, problems_in};

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
    /// What these files were before the migration, where that was parsed.
    originals: FxHashMap<String, Arc<Module>>,
    import_root: Utf8PathBuf,
    directory: Utf8PathBuf,
    /// What imports were found to mean: by the directory of the importing file and the module's name.
    resolved: Mutex<FxHashMap<String, FxHashMap<String, Option<usize>>>>,
}

/// Files that were parsed before, in each state that they were in: a round only parses what changed since.
#[derive(Debug, Default)]
pub struct Ready(FxHashMap<String, Vec<(Content, Arc<Module>)>>);

impl Ready {
    /// Keeps what `content` was parsed to.
    pub fn keep(&mut self, path: &Utf8Path, content: &Content, module: Arc<Module>) {
        self.0.entry(path.as_str().to_owned()).or_default().push((content.clone(), module));
    }

    fn find(&self, path: &Utf8Path, content: &Content) -> Option<Arc<Module>> {
        let mut states = self.0.get(path.as_str())?.iter();
        states.find(|(known, _)| Arc::ptr_eq(&known.0, &content.0)).map(|(_, module)| Arc::clone(module))
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
            if let Some(original) = files.read_original(&path).and_then(|content| ready.find(&path, &content)) {
                modules.originals.insert(path.as_str().to_owned(), original);
            }
            for name in imported_modules(&module) {
                modules.candidates(&path, &name, &mut |candidate| {
                    pending.extend(known.contains(candidate).then(|| Utf8PathBuf::from(candidate)));
                    Search::Goes
                });
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
            None => match Module::read(content.bytes()).and_then(accepted) {
                Ok(module) => {
                    let module = Arc::new(module);
                    ready.keep(path, &content, Arc::clone(&module));
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

    /// The files that the entry module reaches, itself included, in order of path.
    pub fn reached(&self) -> impl Iterator<Item = (&Utf8Path, &Module)> {
        self.iter().filter(|(path, _)| self.is_reached(path))
    }

    /// One parsed file.
    pub fn get(&self, path: &Utf8Path) -> Option<&Module> {
        self.positions.get(path.as_str()).map(|position| self.parsed[*position].1.as_ref())
    }

    /// A file that the entry module reaches as it was before the migration.
    pub fn original(&self, files: &Snapshot, path: &Utf8Path) -> Option<Arc<Module>> {
        match self.originals.get(path.as_str()) {
            Some(module) => Some(Arc::clone(module)),
            None => Module::read(files.read_original(path)?.bytes()).ok().map(Arc::new),
        }
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
            let mut found = None;
            self.candidates(from, module, &mut |candidate| {
                found = self.positions.get(candidate).copied();
                if found.is_some() { Search::Ends } else { Search::Goes }
            });
            resolved.entry(directory.to_owned()).or_default().insert(module.to_owned(), found);
            found
        });
        position.map(|position| self.parsed[position].0.as_path())
    }

    /// Looks at the files that an import could mean, best first.
    fn candidates(&self, from: &Utf8Path, module: &str, look: &mut dyn FnMut(&str) -> Search) {
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
        let mut candidate = String::new();
        for (index, base) in bases.iter().enumerate() {
            if bases[..index].iter().any(|known| known.as_str() == base.as_str()) {
                continue;
            }
            let ends: &[&str] = if tail.is_empty() { &["__init__.py"] } else { &[".py", "/__init__.py"] };
            for end in ends {
                candidate.clear();
                candidate.push_str(base.as_str());
                if !base.as_str().is_empty() {
                    candidate.push('/');
                }
                candidate.push_str(&tail);
                candidate.push_str(end);
                if let Search::Ends = look(&candidate) {
                    return;
                }
            }
        }
    }
}

/// Whether to look at further candidates.
enum Search {
    Goes,
    Ends,
}

/// Refuses what Python's compiler refuses: such a file does not run, and nobody can say what it is meant to do.
fn accepted(module: Module) -> Result<Module, ReadError> {
    match problems_in(&module).into_iter().min_by_key(|problem| (problem.line, problem.column)) {
        Some(problem) => Err(ReadError::Syntax {
            offset: module.lines.start(problem.line - 1),
            line: problem.line,
            column: problem.column,
            message: problem.message,
        }),
        None => Ok(module),
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
