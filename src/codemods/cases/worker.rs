//! The worker that a case's tree holds.
//! Border: completes small trees to a project; what a worker is, the library says.
use std::collections::BTreeMap;

use crate::config::WranglerConfig;
use crate::config::wrangler::{FILE_NAMES, format_of};
use crate::project::{Snapshot, Worker, discover};
use camino::{Utf8Path, Utf8PathBuf};

use super::error::Fault;
use super::expectation::WorkerHint;
use super::tree::Tree;

/// A tree with what a case leaves out.
pub struct Completed {
    /// All files.
    pub tree: Tree,
    supplied: BTreeMap<String, Vec<u8>>,
}

impl Completed {
    fn supply(&mut self, path: String, bytes: Vec<u8>) {
        self.supplied.insert(path.clone(), bytes.clone());
        self.tree.insert(path, bytes);
    }

    /// Removes what was only supplied, unless the migration changed it.
    pub fn take_back(&self, tree: &mut Tree) {
        tree.retain(|path, bytes| self.supplied.get(path) != Some(bytes));
    }
}

/// Adds what a small tree leaves out: a configuration, and the entry module that one names.
pub fn complete(tree: &Tree, hint: &WorkerHint) -> Completed {
    let mut completed = Completed { tree: tree.clone(), supplied: BTreeMap::new() };
    let is_config = |path: &&String| path.rsplit('/').next().is_some_and(|name| FILE_NAMES.contains(&name));
    if !tree.keys().any(|path| is_config(&path)) {
        let text = include_str!("wrangler.toml").replace("MAIN", &entry_module(tree, hint));
        completed.supply("wrangler.toml".to_owned(), text.into_bytes());
    }
    let configs: Vec<String> = completed.tree.keys().filter(is_config).cloned().collect();
    for path in &configs {
        let name = path.rsplit('/').next().unwrap_or(path);
        let Some(format) = format_of(name) else { continue };
        let text = String::from_utf8_lossy(&completed.tree[path]).into_owned();
        let Ok(config) = WranglerConfig::parse(text, format) else { continue };
        for main in config.mains().into_iter().filter(|main| main.text.ends_with(".py")) {
            let entry = Utf8Path::new(path).with_file_name(main.text).into_string();
            if !tree.contains_key(&entry) {
                completed.supply(entry, Vec::new());
            }
        }
    }
    completed
}

fn entry_module(tree: &Tree, hint: &WorkerHint) -> String {
    let usual = ["src/entry.py", "entry.py"].into_iter().find(|path| tree.contains_key(*path)).map(str::to_owned);
    hint.main
        .clone()
        .or(usual)
        .or_else(|| tree.keys().find(|path| path.ends_with(".py")).cloned())
        .unwrap_or_else(|| "src/entry.py".to_owned())
}

/// The workers of the completed tree; only the one whose entry module the hint names, if it does.
pub fn find(files: &Snapshot, hint: &WorkerHint) -> Result<Vec<Worker>, Fault> {
    let found = discover(files, &[Utf8PathBuf::new()]).map_err(|error| {
        let problems = error.problems.iter().map(|problem| format!(": {problem}"));
        Fault::SetUp(format!("{error}{}", problems.collect::<String>()))
    })?;
    let mut workers = found.workers;
    if workers.len() > 1 && hint.main.is_some() {
        workers.retain(|worker| hint.main.as_deref() == Some(worker.main.as_str()));
    }
    match hint.main.as_deref() {
        Some(main) if workers.is_empty() => Err(Fault::SetUp(format!("no Worker has the entry module `{main}`"))),
        _ => Ok(workers),
    }
}
