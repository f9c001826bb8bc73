//! Goes through a directory and notes what matters: wrangler configurations, Python files, vendored folders.
//! Border: names only; no file is read except ignore files.
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::sync::Mutex;

use camino::{Utf8Path, Utf8PathBuf};
use ignore::{DirEntry, WalkBuilder, WalkState};

use crate::config::wrangler;

use super::order::by_segments;

/// What a directory holds. Paths are relative to the root of the walk's snapshot, sorted.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Tree {
    /// Files with the name of a wrangler configuration.
    pub configs: Vec<Utf8PathBuf>,
    /// Python files, without vendored ones.
    pub python: Vec<Utf8PathBuf>,
    /// Those of the Python files that are links.
    pub links: BTreeSet<Utf8PathBuf>,
    /// Markdown files.
    pub documents: Vec<Utf8PathBuf>,
    /// Directories that hold installed packages.
    pub vendored: BTreeSet<Utf8PathBuf>,
}

/// Directories that are build products or not ours, whatever git says about them.
const SKIPPED: [&str; 12] = [
    "node_modules",
    "python_modules",
    "__pycache__",
    "site-packages",
    "__pypackages__",
    "venv",
    "env.bak",
    "virtualenv",
    "bower_components",
    ".git",
    ".wrangler",
    ".venv",
];

/// Whether a directory of that name is never looked into.
pub fn is_skipped(name: &str) -> bool {
    // Hidden directories hold tools' own files: environments, caches, editors.
    SKIPPED.contains(&name) || (name.starts_with('.') && name.len() > 1 && name != "..")
}

/// Walks `start` (relative to `root`; empty for the root itself).
pub fn walk(root: &Utf8Path, start: &Utf8Path) -> Tree {
    let mut builder = WalkBuilder::new(root.join(start));
    builder
        .hidden(false)
        .require_git(false)
        .git_global(false)
        .threads(std::thread::available_parallelism().map_or(2, usize::from).min(4))
        .filter_entry(|entry| entry.depth() == 0 || !is_skipped_entry(entry));
    let found = Mutex::new(Tree::default());
    builder.build_parallel().run(|| {
        let mut batch = Batch { tree: Tree::default(), into: &found };
        Box::new(move |entry| {
            // What cannot be read is not part of the project; naming it is the file's own reader's work.
            if let Ok(entry) = entry {
                batch.note(root, &entry);
            }
            WalkState::Continue
        })
    });
    let mut tree = found.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    tree.configs.sort_by(|one, other| by_segments(one, other));
    tree.documents.retain(|path| !tree.vendored.iter().any(|vendored| path.starts_with(vendored)));
    tree.documents.sort_by(|one, other| by_segments(one, other));
    tree.python.retain(|path| !tree.vendored.iter().any(|vendored| path.starts_with(vendored)));
    tree.python.sort_by(|one, other| by_segments(one, other));
    tree
}

/// Whether files with this extension are Markdown.
pub fn is_document(extension: Option<&OsStr>) -> bool {
    extension.is_some_and(|extension| ["md", "markdown", "mdx"].iter().any(|known| extension == *known))
}

/// The Markdown files at or below `paths`, relative to `root`, sorted.
pub fn documents(root: &Utf8Path, paths: &[Utf8PathBuf]) -> Vec<Utf8PathBuf> {
    let mut found = Vec::new();
    for path in paths {
        if is_document(path.extension().map(OsStr::new)) {
            found.push(path.clone());
        } else if root.join(path).is_dir() {
            found.extend(walk(root, path).documents);
        }
    }
    found.sort();
    found.dedup();
    found
}

fn is_skipped_entry(entry: &DirEntry) -> bool {
    entry.file_type().is_some_and(|kind| kind.is_dir())
        && (entry.file_name().to_str().is_none_or(is_skipped) || holds_cases(entry))
}

/// Whether a directory holds the cases of a codemod: what goes in there is to stay as it is.
fn holds_cases(entry: &DirEntry) -> bool {
    entry.file_name() == "cases" && entry.path().with_file_name("rule.toml").is_file()
}

/// What one thread found; it is handed over when the thread is done.
struct Batch<'a> {
    tree: Tree,
    into: &'a Mutex<Tree>,
}

impl Batch<'_> {
    fn note(&mut self, root: &Utf8Path, entry: &DirEntry) {
        let Some(name) = entry.file_name().to_str() else { return };
        let is_directory = entry.file_type().is_some_and(|kind| kind.is_dir());
        let is_config = wrangler::is_config_name(name);
        let is_python = entry.path().extension() == Some(OsStr::new("py"));
        let is_document = is_document(entry.path().extension());
        let is_install = is_directory && name.ends_with(".dist-info");
        if !(is_config || is_python || is_install || is_document) {
            return;
        }
        let Some(path) = Utf8Path::from_path(entry.path()).and_then(|path| path.strip_prefix(root).ok()) else {
            return;
        };
        if is_install {
            // Installed packages lie beside their records.
            self.tree.vendored.extend(path.parent().map(Utf8Path::to_owned));
        } else if is_directory {
        } else if is_config {
            self.tree.configs.push(path.to_owned());
        } else if is_document {
            self.tree.documents.push(path.to_owned());
        } else {
            if entry.path_is_symlink() {
                self.tree.links.insert(path.to_owned());
            }
            self.tree.python.push(path.to_owned());
        }
    }
}

impl Drop for Batch<'_> {
    fn drop(&mut self) {
        let mut into = self.into.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        into.configs.append(&mut self.tree.configs);
        into.python.append(&mut self.tree.python);
        into.documents.append(&mut self.tree.documents);
        into.links.append(&mut self.tree.links);
        into.vendored.append(&mut self.tree.vendored);
    }
}
