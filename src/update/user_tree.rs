//! The user's files, as a merge sees them.
//! Border: reads; what is laid over them is the caller's work.
use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};
use ignore::WalkBuilder;

use crate::merge::{TreeFile, UserTree};
use crate::plan::FileMode;
use crate::project::{Snapshot, is_skipped};
use crate::template::RECORD;

/// More files than this are not looked through for one that was renamed.
const MOST_FILES: usize = 20_000;
/// Larger files than this are no source code.
const LARGEST: u64 = 1 << 20;

/// The files of a project, with changes laid over them.
#[derive(Debug, Clone)]
pub struct ProjectTree {
    /// The files.
    pub files: Snapshot,
    /// Modes of files that are only laid over.
    pub modes: BTreeMap<Utf8PathBuf, FileMode>,
    /// Directories whose names begin with a dot and that belong to the project all the same.
    pub hidden: Vec<String>,
}

impl ProjectTree {
    /// The files of `files`; `paths` are those of the templates.
    pub fn new<'a>(files: Snapshot, paths: impl Iterator<Item = &'a Utf8PathBuf>) -> Self {
        let hidden = |path: &Utf8PathBuf| {
            let first = path.components().next()?.as_str().to_owned();
            (first.starts_with('.') && path.components().nth(1).is_some()).then_some(first)
        };
        let mut hidden: Vec<String> = paths.filter_map(hidden).collect();
        hidden.sort();
        hidden.dedup();
        Self { files, modes: BTreeMap::new(), hidden }
    }

    fn mode(&self, path: &Utf8Path) -> FileMode {
        if let Some(mode) = self.modes.get(path) {
            return *mode;
        }
        if is_executable(&self.files.root().join(path)) { FileMode::Executable } else { FileMode::Regular }
    }
}

#[cfg(unix)]
fn is_executable(path: &Utf8Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::metadata(path).is_ok_and(|metadata| metadata.permissions().mode() & 0o100 != 0)
}

#[cfg(not(unix))]
fn is_executable(_: &Utf8Path) -> bool {
    false
}

impl UserTree for ProjectTree {
    fn file(&self, path: &Utf8Path) -> Option<TreeFile> {
        self.files.read(path).map(|content| TreeFile { content, mode: self.mode(path) })
    }

    fn files(&self) -> Vec<Utf8PathBuf> {
        let root = self.files.root();
        let hidden = self.hidden.clone();
        let walk = WalkBuilder::new(root)
            .hidden(false)
            .require_git(false)
            .git_global(false)
            .filter_entry(move |entry| {
                let is_directory = entry.file_type().is_some_and(|kind| kind.is_dir());
                let name = entry.file_name().to_str();
                entry.depth() == 0
                    || !is_directory
                    || name.is_some_and(|name| !is_skipped(name) || hidden.iter().any(|known| known == name))
            })
            .build();
        let mut found: Vec<Utf8PathBuf> = walk
            .filter_map(Result::ok)
            .filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()))
            .filter(|entry| entry.metadata().is_ok_and(|metadata| metadata.len() <= LARGEST))
            .filter_map(|entry| Utf8Path::from_path(entry.path())?.strip_prefix(root).ok().map(Utf8Path::to_owned))
            .filter(|path| path != RECORD)
            .take(MOST_FILES)
            .collect();
        let laid_over = self.files.changed().filter(|(_, content)| content.is_some()).map(|(path, _)| path.to_owned());
        found.extend(laid_over);
        found.retain(|path| self.files.exists(path));
        found.sort();
        found.dedup();
        found
    }
}
