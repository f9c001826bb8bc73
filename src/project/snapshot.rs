//! The files of a directory, read when asked for, with changed contents laid over them.
//! Border: reads only; a change here is a change in memory.
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;

use crate::plan::Content;

/// A directory as it is on disk, or as it would be after changes. Cloning is cheap; paths are relative to the root.
#[derive(Debug, Clone)]
pub struct Snapshot {
    root: Utf8PathBuf,
    disk: Arc<Mutex<BTreeMap<Utf8PathBuf, Option<Content>>>>,
    /// What a search passed over: not kept, and not looked at again.
    passed_over: Arc<Mutex<BTreeSet<Utf8PathBuf>>>,
    overlay: BTreeMap<Utf8PathBuf, Option<Content>>,
}

impl Snapshot {
    /// The directory at `root`, nothing read yet.
    pub fn of(root: impl Into<Utf8PathBuf>) -> Self {
        Self { root: root.into(), disk: Arc::default(), passed_over: Arc::default(), overlay: BTreeMap::new() }
    }

    /// The directory that paths are relative to.
    pub fn root(&self) -> &Utf8Path {
        &self.root
    }

    /// The bytes of a file; `None` if there is no such regular file. Each file is read once, so that everything made
    /// from one snapshot speaks of the same bytes.
    pub fn read(&self, path: &Utf8Path) -> Option<Content> {
        if let Some(content) = self.overlay.get(path) {
            return content.clone();
        }
        self.read_original(path)
    }

    /// The bytes of a file as they are on disk, whatever is laid over them.
    pub fn read_original(&self, path: &Utf8Path) -> Option<Content> {
        let mut disk = self.disk.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(content) = disk.get(path) {
            return content.clone();
        }
        let full = self.root.join(path);
        let content = if full.is_file() { std::fs::read(&full).ok().map(Content::from) } else { None };
        disk.insert(path.to_owned(), content.clone());
        content
    }

    /// Those of `paths` whose bytes are `wanted`, in the same order. Files are read side by side, and only wanted ones
    /// are kept in memory. A snapshot is searched for one thing: what was passed over once is not looked at again
    /// unless it is changed.
    pub fn search<'p>(
        &self,
        paths: &[&'p Utf8PathBuf],
        wanted: &(dyn Fn(&[u8]) -> bool + Sync),
    ) -> Vec<&'p Utf8PathBuf> {
        let passed_over = self.passed_over.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let known = self.disk.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let found: Vec<(&Utf8PathBuf, Option<Content>)> = paths
            .par_iter()
            .filter(|path| self.overlay.contains_key(**path) || !passed_over.contains(**path))
            .map(|path| {
                let kept = self.overlay.get(*path).or_else(|| known.get(*path)).cloned();
                let content = kept.unwrap_or_else(|| std::fs::read(self.root.join(path)).ok().map(Content::from));
                (*path, content.filter(|content| wanted(content.bytes())))
            })
            .collect();
        let mut disk = self.disk.lock().unwrap_or_else(PoisonError::into_inner);
        let mut passed_over = self.passed_over.lock().unwrap_or_else(PoisonError::into_inner);
        let mut hits = Vec::new();
        for (path, content) in found {
            match content {
                Some(content) => {
                    if !self.overlay.contains_key(path) {
                        disk.entry(path.clone()).or_insert(Some(content));
                    }
                    hits.push(path);
                }
                None if !self.overlay.contains_key(path) => drop(passed_over.insert(path.clone())),
                None => {}
            }
        }
        hits
    }

    /// Whether there is such a file.
    pub fn exists(&self, path: &Utf8Path) -> bool {
        match self.overlay.get(path) {
            Some(content) => content.is_some(),
            None => self.root.join(path).is_file(),
        }
    }

    /// The names in a directory, sorted, each with whether it is a directory itself; empty if there is none.
    pub fn list(&self, directory: &Utf8Path) -> Vec<(String, bool)> {
        let mut names: BTreeMap<String, bool> = BTreeMap::new();
        for entry in std::fs::read_dir(self.root.join(directory)).into_iter().flatten().flatten() {
            let Ok(name) = entry.file_name().into_string() else { continue };
            names.insert(name, entry.path().is_dir());
        }
        for (path, content) in &self.overlay {
            if let (Some(name), true) = (path.file_name(), path.parent() == Some(directory)) {
                match content {
                    Some(_) => drop(names.insert(name.to_owned(), false)),
                    None => drop(names.remove(name)),
                }
            }
        }
        names.into_iter().collect()
    }

    /// Lays `content` over a file; `None` deletes it.
    pub fn set(&mut self, path: impl Into<Utf8PathBuf>, content: Option<Content>) {
        self.overlay.insert(path.into(), content);
    }

    /// The files that something is laid over, with their contents.
    pub fn changed(&self) -> impl Iterator<Item = (&Utf8PathBuf, &Option<Content>)> {
        self.overlay.iter()
    }
}
