//! Finds the Workers of a directory: every wrangler configuration whose `main` is Python, or the file that was named.
//! Border: names and configurations; Python is read elsewhere.
use std::collections::BTreeMap;

use camino::{Utf8Component, Utf8Path, Utf8PathBuf};

use super::order::by_segments;
use super::walk::{Tree, walk};
use super::{Problem, Snapshot, Worker, WorkerBinding};
use crate::config::BindingKind;
use crate::config::wrangler::{self, WranglerConfig};
use crate::plan::Place;
use crate::text::{LineIndex, Source};

/// What was found.
#[derive(Debug, Default)]
pub struct Discovery {
    /// The workers, in order of their configurations' paths.
    pub workers: Vec<Worker>,
    /// What could not be used, or has to be known.
    pub problems: Vec<Problem>,
}

/// There is no Python Worker.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no Python Worker was found")]
pub struct NoWorker {
    /// The directories and files that were looked at.
    pub looked_at: Vec<Utf8PathBuf>,
    /// Configurations of workers that are not Python, each with its `main`.
    pub not_python: Vec<(Utf8PathBuf, Option<String>)>,
    /// What went wrong on the way.
    pub problems: Vec<Problem>,
}

/// Finds the workers under `paths`, relative to the root of `files`: directories, configurations or Python files. An
/// empty path is the root.
///
/// # Errors
/// There is none.
pub fn discover(files: &Snapshot, paths: &[Utf8PathBuf]) -> Result<Discovery, NoWorker> {
    let mut search = Search {
        files,
        discovery: Discovery::default(),
        not_python: Vec::new(),
        trees: BTreeMap::new(),
        direct: BTreeMap::new(),
    };
    let mut looked_at = Vec::new();
    for path in paths {
        let Some(path) = normalised(path) else {
            search.discovery.problems.push(Problem::NoSuchPath { path: path.clone() });
            continue;
        };
        looked_at.push(path.clone());
        search.path(&path);
    }
    let Search { mut discovery, not_python, .. } = search;
    discovery.workers.sort_by(|one, other| (&one.config, &one.main).cmp(&(&other.config, &other.main)));
    discovery.workers.dedup_by(|one, other| one.config == other.config && one.main == other.main);
    dedup(&mut discovery.problems);
    if discovery.workers.is_empty() {
        return Err(NoWorker { looked_at, not_python, problems: discovery.problems });
    }
    Ok(discovery)
}

fn dedup(problems: &mut Vec<Problem>) {
    let mut seen: Vec<Problem> = Vec::new();
    problems.retain(|problem| {
        let new = !seen.contains(problem);
        if new {
            seen.push(problem.clone());
        }
        new
    });
}

/// The path without `.` and `..`; `None` if it leaves the root.
fn normalised(path: &Utf8Path) -> Option<Utf8PathBuf> {
    let mut clean = Utf8PathBuf::new();
    for component in path.components() {
        match component {
            Utf8Component::CurDir => {}
            Utf8Component::ParentDir => {
                if !clean.pop() {
                    return None;
                }
            }
            Utf8Component::Normal(name) => clean.push(name),
            Utf8Component::RootDir | Utf8Component::Prefix(_) => return None,
        }
    }
    Some(clean)
}

struct Search<'a> {
    files: &'a Snapshot,
    discovery: Discovery,
    not_python: Vec<(Utf8PathBuf, Option<String>)>,
    trees: BTreeMap<Utf8PathBuf, Tree>,
    /// The Python files that lie in a directory itself.
    direct: BTreeMap<Utf8PathBuf, Vec<Utf8PathBuf>>,
}

/// A configuration that was read.
struct Read {
    path: Utf8PathBuf,
    config: WranglerConfig,
    lines: LineIndex,
}

impl Read {
    fn place(&self, offset: usize) -> Place {
        let (line, column) = self.lines.position(self.config.document().text(), offset);
        Place { path: self.path.clone(), line, column }
    }
}

impl Search<'_> {
    fn tree(&mut self, start: &Utf8Path) -> &Tree {
        let root = self.files.root();
        self.trees.entry(start.to_owned()).or_insert_with(|| walk(root, start))
    }

    fn path(&mut self, path: &Utf8Path) {
        let full = self.files.root().join(path);
        if full.is_dir() {
            self.directory(path);
        } else if !self.files.exists(path) {
            self.discovery.problems.push(Problem::NoSuchPath { path: path.to_owned() });
        } else if path.extension() == Some("py") {
            self.python_file(path);
        } else if path.file_name().is_some_and(|name| wrangler::format_of(name).is_some()) {
            self.config(path);
        } else {
            self.discovery.problems.push(Problem::NotAWorkerFile { path: path.to_owned() });
        }
    }

    fn directory(&mut self, directory: &Utf8Path) {
        let configs = self.tree(directory).configs.clone();
        let mut used: BTreeMap<Utf8PathBuf, Utf8PathBuf> = BTreeMap::new();
        let (standard, named): (Vec<_>, Vec<_>) = configs.iter().partition(|path| is_standard(path));
        for path in configs_in_order(&standard) {
            let parent = path.parent().unwrap_or(Utf8Path::new("")).to_owned();
            match used.get(&parent) {
                Some(used) => {
                    self.discovery.problems.push(Problem::Shadowed { path: path.clone(), used: used.clone() });
                }
                None => {
                    used.insert(parent, path.clone());
                    self.config(path);
                }
            }
        }
        for path in named {
            self.named_config(path);
        }
    }

    /// A configuration under a name of its own, for `wrangler --config`. It may be a sample with gaps to fill in: only
    /// one that reads as the configuration of a Python Worker is.
    fn named_config(&mut self, path: &Utf8Path) {
        let before = (self.discovery.problems.len(), self.not_python.len());
        self.config(path);
        self.discovery.problems.truncate(before.0);
        self.not_python.truncate(before.1);
    }

    fn read(&mut self, path: &Utf8Path) -> Option<Read> {
        let content = self.files.read(path)?;
        let format = wrangler::format_of(path.file_name()?)?;
        let source = match Source::decode(content.bytes()) {
            Ok(source) => source,
            Err(error) => {
                self.discovery.problems.push(Problem::NotText { path: path.to_owned(), error });
                return None;
            }
        };
        match WranglerConfig::parse(source.text, format) {
            Ok(config) => {
                let lines = LineIndex::new(config.document().text());
                Some(Read { path: path.to_owned(), config, lines })
            }
            Err(error) => {
                self.discovery.problems.push(Problem::BrokenConfig { path: path.to_owned(), error });
                None
            }
        }
    }

    fn config(&mut self, path: &Utf8Path) {
        let Some(read) = self.read(path) else { return };
        if !read.config.is_python() {
            self.not_python.push((path.to_owned(), read.config.main().map(str::to_owned)));
            return;
        }
        let mut mains: Vec<Utf8PathBuf> = Vec::new();
        for main in read.config.mains().into_iter().filter(|main| main.text.ends_with(".py")) {
            let place = read.place(main.range.start);
            let directory = path.parent().unwrap_or(Utf8Path::new(""));
            let Some(entry) = normalised(&directory.join(main.text.replace('\\', "/"))) else {
                self.discovery.problems.push(Problem::OutsideMain { place, main: main.text });
                continue;
            };
            if !self.files.exists(&entry) {
                self.discovery.problems.push(Problem::MissingMain { place, main: main.text });
            } else if !mains.contains(&entry) {
                mains.push(entry);
            }
        }
        for main in mains {
            let worker = self.worker(Some(&read), main);
            self.discovery.workers.push(worker);
        }
    }

    /// A Python file that was named: the worker of the nearest configuration above it that has it as its entry module,
    /// or of the nearest one at all, or one without configuration.
    fn python_file(&mut self, path: &Utf8Path) {
        let mut directory = path.parent();
        while let Some(above) = directory {
            let standard =
                wrangler::FILE_NAMES.iter().map(|name| above.join(name)).find(|config| self.files.exists(config));
            let by_name = self.named_configs(above);
            let found: Vec<Worker> =
                standard.iter().chain(&by_name).flat_map(|config| self.workers_of(config)).collect();
            let own: Vec<Worker> = found.iter().filter(|worker| worker.main == path).cloned().collect();
            let of_standard = found.into_iter().filter(|worker| worker.config == standard);
            let chosen: Vec<Worker> = if own.is_empty() { of_standard.collect() } else { own };
            if !chosen.is_empty() {
                self.discovery.workers.extend(chosen);
                return;
            }
            // A configuration of something else says nothing about this file.
            if standard.is_some() {
                break;
            }
            directory = above.parent();
        }
        let worker = self.worker(None, path.to_owned());
        self.discovery.workers.push(worker);
    }

    /// The workers of one configuration, taken out again.
    fn workers_of(&mut self, config: &Utf8Path) -> Vec<Worker> {
        let before = self.discovery.workers.len();
        if is_standard(config) {
            self.config(config)
        } else {
            self.named_config(config)
        }
        self.discovery.workers.split_off(before)
    }

    /// The configurations in a directory that wrangler does not look for by itself.
    fn named_configs(&self, directory: &Utf8Path) -> Vec<Utf8PathBuf> {
        let names = self.files.list(directory);
        let names = names.iter().filter(|(_, is_directory)| !**is_directory);
        names.map(|(name, _)| directory.join(name)).filter(|path| is_config(path) && !is_standard(path)).collect()
    }

    fn worker(&mut self, read: Option<&Read>, main: Utf8PathBuf) -> Worker {
        let import_root = main.parent().unwrap_or(Utf8Path::new("")).to_owned();
        let directory = match read {
            Some(read) => read.path.parent().unwrap_or(Utf8Path::new("")).to_owned(),
            None => import_root.clone(),
        };
        let named = |name: Option<&str>| name.map(str::to_owned);
        let fallback = || {
            let own = directory.file_name().or_else(|| self.files.root().file_name());
            own.unwrap_or("worker").to_owned()
        };
        let config = read.map(|read| &read.config);
        let name = named(config.and_then(WranglerConfig::name)).unwrap_or_else(fallback);
        let python_files = self.python_files(&directory, &import_root, &main);
        let neighbours = self.neighbours(&directory, &python_files);
        Worker {
            name,
            config: read.map(|read| read.path.clone()),
            compatibility_date: named(config.and_then(WranglerConfig::compatibility_date)),
            compatibility_flags: config
                .map(|config| config.compatibility_flags().into_iter().map(str::to_owned).collect())
                .unwrap_or_default(),
            bindings: read.map(bindings).unwrap_or_default(),
            directory,
            import_root,
            main,
            python_files,
            neighbours,
        }
    }

    /// Python files around the worker's own that may import from it: those of workers below it, and what lies in the
    /// directories above or in their tests.
    fn neighbours(&mut self, directory: &Utf8Path, own: &[Utf8PathBuf]) -> Vec<Utf8PathBuf> {
        let start = self.trees.keys().find(|start| directory.starts_with(start)).cloned();
        let Some(tree) = start.and_then(|start| self.trees.get(&start)) else { return Vec::new() };
        let inner = below(&tree.configs, directory).iter().filter_map(|config| config.parent());
        let mut found: Vec<Utf8PathBuf> =
            inner.filter(|other| *other != directory).flat_map(|other| below(&tree.python, other)).cloned().collect();
        for above in directory.ancestors().skip(1) {
            let direct = self
                .direct
                .entry(above.to_owned())
                .or_insert_with(|| tree.python.iter().filter(|path| path.parent() == Some(above)).cloned().collect());
            found.extend(direct.iter().cloned());
            found.extend(["tests", "test"].iter().flat_map(|name| below(&tree.python, &above.join(name))).cloned());
        }
        found.retain(|path| own.binary_search_by(|known| by_segments(known, path)).is_err());
        found.sort_by(|one, other| by_segments(one, other));
        found.dedup();
        found
    }

    /// The Python files under the worker's directory and its import root, without those of workers in directories of
    /// their own.
    fn python_files(&mut self, directory: &Utf8Path, import_root: &Utf8Path, main: &Utf8Path) -> Vec<Utf8PathBuf> {
        let mut found = self.own_files(directory, main);
        if !import_root.starts_with(directory) {
            found.extend(self.own_files(import_root, main));
        }
        found.push(main.to_owned());
        found.sort_by(|one, other| by_segments(one, other));
        found.dedup();
        self.one_name_each(&mut found, import_root, main);
        found
    }

    /// A file that is there under two names is one file: under the name that imports use, else where it really is.
    fn one_name_each(&self, found: &mut Vec<Utf8PathBuf>, import_root: &Utf8Path, main: &Utf8Path) {
        let is_link = |path: &&Utf8PathBuf| self.trees.values().any(|tree| tree.links.contains(*path));
        let links: Vec<Utf8PathBuf> = found.iter().filter(is_link).cloned().collect();
        for link in links {
            let target = self.files.real(&link);
            if target == link || found.binary_search(&target).is_err() {
                continue;
            }
            let is_imported = link == main || link.starts_with(import_root) && !target.starts_with(import_root);
            let other = if is_imported { &target } else { &link };
            found.retain(|path| path != other);
        }
    }

    fn own_files(&mut self, directory: &Utf8Path, main: &Utf8Path) -> Vec<Utf8PathBuf> {
        // One walk serves all workers below it.
        let start = self.trees.keys().find(|start| directory.starts_with(start)).cloned();
        let start = start.unwrap_or_else(|| directory.to_owned());
        let tree = self.tree(&start);
        let others: Vec<&Utf8Path> = below(&tree.configs, directory)
            .iter()
            .filter_map(|config| config.parent())
            .filter(|other| *other != directory && !main.starts_with(other))
            .collect();
        let is_own = |path: &&Utf8PathBuf| !others.iter().any(|other| path.starts_with(other));
        below(&tree.python, directory).iter().filter(is_own).cloned().collect()
    }
}

/// Those of the sorted `paths` that lie in a directory or below: they stand side by side.
fn below<'p>(paths: &'p [Utf8PathBuf], directory: &Utf8Path) -> &'p [Utf8PathBuf] {
    let start = paths.partition_point(|path| by_segments(path, directory).is_lt());
    let count = paths[start..].partition_point(|path| path.starts_with(directory));
    &paths[start..start + count]
}

/// Whether wrangler finds the configuration by itself.
fn is_standard(path: &Utf8Path) -> bool {
    path.file_name().is_some_and(|name| wrangler::FILE_NAMES.contains(&name))
}

fn is_config(path: &Utf8Path) -> bool {
    path.file_name().is_some_and(wrangler::is_config_name)
}

/// The configurations, those of one directory in the order in which wrangler looks for them.
fn configs_in_order<'p>(configs: &[&'p Utf8PathBuf]) -> Vec<&'p Utf8PathBuf> {
    let rank = |path: &Utf8Path| wrangler::FILE_NAMES.iter().position(|name| path.file_name() == Some(name));
    let mut sorted = configs.to_vec();
    sorted.sort_by_key(|path| (path.parent().map(Utf8Path::to_owned), rank(path)));
    sorted
}

fn bindings(read: &Read) -> BTreeMap<String, WorkerBinding> {
    let mut found: BTreeMap<String, WorkerBinding> = BTreeMap::new();
    for binding in read.config.bindings() {
        let place = read.place(binding.range.start);
        match found.get_mut(&binding.name) {
            None => {
                found.insert(binding.name, WorkerBinding { kind: binding.kind, place });
            }
            Some(known) if known.kind != binding.kind => known.kind = BindingKind::Other("conflicting".to_owned()),
            Some(_) => {}
        }
    }
    found
}
