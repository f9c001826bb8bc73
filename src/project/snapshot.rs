//! The files of a directory, read when asked for, with changed contents laid over them.
//! Border: reads only; a change here is a change in memory.
use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::plan::Content;

/// A directory as it is on disk, or as it would be after changes. Cloning is cheap; paths are relative to the root.
#[derive(Debug, Clone)]
pub struct Snapshot {
    root: Utf8PathBuf,
    disk: Arc<Disk>,
    /// By letters: comparing the segments of paths takes many times longer.
    overlay: BTreeMap<String, Option<Content>>,
    /// Whether nothing is read from the disk.
    is_detached: bool,
}

/// What was read from disk. Each thing is read once, so that everything made from one snapshot speaks of the same bytes.
#[derive(Debug, Default)]
struct Disk {
    files: Mutex<FxHashMap<String, Option<Content>>>,
    /// What a search passed over: not kept, and not looked at again.
    passed_over: Mutex<FxHashSet<String>>,
    directories: Mutex<FxHashMap<String, Arc<BTreeMap<String, bool>>>>,
    /// Where paths that were asked about really are, if not there.
    links: Mutex<FxHashMap<String, Option<Utf8PathBuf>>>,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// So many files are read one after the other: they are not worth waking other threads.
const FEW: usize = 8;

impl Snapshot {
    /// The directory at `root`, nothing read yet.
    pub fn of(root: impl Into<Utf8PathBuf>) -> Self {
        Self { root: root.into(), disk: Arc::default(), overlay: BTreeMap::new(), is_detached: false }
    }

    /// A directory that has only what is laid over it; nothing is read from the disk.
    pub fn in_memory(root: impl Into<Utf8PathBuf>) -> Self {
        Self { is_detached: true, ..Self::of(root) }
    }

    /// The directory that paths are relative to.
    pub fn root(&self) -> &Utf8Path {
        &self.root
    }

    /// The bytes of a file; `None` if there is no such regular file.
    pub fn read(&self, path: &Utf8Path) -> Option<Content> {
        match self.overlay.get(path.as_str()) {
            Some(content) => content.clone(),
            None => self.read_original(path),
        }
    }

    /// The bytes of a file as they are on disk, whatever is laid over them.
    pub fn read_original(&self, path: &Utf8Path) -> Option<Content> {
        if let Some(content) = locked(&self.disk.files).get(path.as_str()) {
            return content.clone();
        }
        if self.is_detached {
            return None;
        }
        let full = self.root.join(path);
        let is_there = !self.is_known_missing(path) && full.is_file();
        let content = if is_there { std::fs::read(&full).ok().map(Content::from) } else { None };
        // Whoever was first is right: everybody has to see the same bytes.
        locked(&self.disk.files).entry(path.as_str().to_owned()).or_insert(content).clone()
    }

    /// Those of `paths` whose bytes are `wanted`, in the same order. Files are read side by side, and only wanted ones
    /// are kept in memory. A snapshot is searched for one thing: what was passed over once is not looked at again
    /// unless it is changed.
    pub fn search<'p>(
        &self,
        paths: &[&'p Utf8PathBuf],
        wanted: &(dyn Fn(&[u8]) -> bool + Sync),
    ) -> Vec<&'p Utf8PathBuf> {
        let is_missed = |path: &Utf8Path| locked(&self.disk.passed_over).contains(path.as_str());
        let miss = |path: &Utf8Path| {
            locked(&self.disk.passed_over).insert(path.as_str().to_owned());
        };
        self.filter(paths, |path| self.holds(path, wanted, &is_missed, &miss))
    }

    /// The same for anything else: nothing is remembered of files that are passed over.
    pub fn search_once<'p>(
        &self,
        paths: &[&'p Utf8PathBuf],
        wanted: &(dyn Fn(&[u8]) -> bool + Sync),
    ) -> Vec<&'p Utf8PathBuf> {
        self.filter(paths, |path| self.holds(path, wanted, &|_| false, &|_| ()))
    }

    fn filter<'p>(&self, paths: &[&'p Utf8PathBuf], holds: impl Fn(&Utf8Path) -> bool + Sync) -> Vec<&'p Utf8PathBuf> {
        if paths.len() <= FEW {
            return paths.iter().copied().filter(|path| holds(path)).collect();
        }
        paths.par_iter().copied().filter(|path| holds(path)).collect()
    }

    fn holds(
        &self,
        path: &Utf8Path,
        wanted: &(dyn Fn(&[u8]) -> bool + Sync),
        is_missed: &dyn Fn(&Utf8Path) -> bool,
        miss: &dyn Fn(&Utf8Path),
    ) -> bool {
        let of = |content: &Option<Content>| content.as_ref().is_some_and(|content| wanted(content.bytes()));
        if let Some(content) = self.overlay.get(path.as_str()) {
            return of(content);
        }
        let known = locked(&self.disk.files).get(path.as_str()).cloned();
        if let Some(content) = known {
            return of(&content);
        }
        if self.is_detached || is_missed(path) {
            return false;
        }
        let Some(bytes) = std::fs::read(self.root.join(path)).ok().filter(|bytes| wanted(bytes)) else {
            miss(path);
            return false;
        };
        locked(&self.disk.files).entry(path.as_str().to_owned()).or_insert_with(|| Some(Content::from(bytes)));
        true
    }

    /// Whether there is such a file.
    pub fn exists(&self, path: &Utf8Path) -> bool {
        if let Some(content) = self.overlay.get(path.as_str()) {
            return content.is_some();
        }
        if let Some(content) = locked(&self.disk.files).get(path.as_str()) {
            return content.is_some();
        }
        !self.is_detached && !self.is_known_missing(path) && self.root.join(path).is_file()
    }

    /// Whether there is such a directory with something in it.
    pub fn has_directory(&self, path: &Utf8Path) -> bool {
        let below = |(_, content): (&str, &Option<Content>)| content.is_some();
        let is_on_disk = || !self.is_detached && !self.is_known_missing(path) && self.root.join(path).is_dir();
        self.laid_below(path).any(below) || is_on_disk()
    }

    /// Whether a directory that was listed shows that there is nothing at `path`. Names that file systems may write in
    /// more than one way are left to them.
    fn is_known_missing(&self, path: &Utf8Path) -> bool {
        let directories = locked(&self.disk.directories);
        let mut inner = path;
        while let (Some(parent), Some(name)) = (inner.parent(), inner.file_name()) {
            if let Some(names) = directories.get(parent.as_str()) {
                return path.as_str().is_ascii() && !names.contains_key(name);
            }
            inner = parent;
        }
        false
    }

    /// The names in a directory, sorted, each with whether it is a directory itself; empty if there is none.
    pub fn list(&self, directory: &Utf8Path) -> Arc<BTreeMap<String, bool>> {
        let mut names = self.listed(directory);
        for (path, content) in self.laid_below(directory) {
            let (name, is_directory) = match path.split_once('/') {
                Some((name, _)) => (name, true),
                None => (path, false),
            };
            // Most of what is laid over files changes no name: the list stays shared then.
            match (content, names.get(name)) {
                (Some(_), Some(known)) if *known == is_directory => {}
                (Some(_), _) => drop(Arc::make_mut(&mut names).insert(name.to_owned(), is_directory)),
                // A directory that has lost a file may have others.
                (None, None) => {}
                (None, Some(_)) if is_directory => {}
                (None, Some(_)) => drop(Arc::make_mut(&mut names).remove(name)),
            }
        }
        names
    }

    /// What is laid over files below a directory, by their path from there.
    fn laid_below<'s>(&'s self, directory: &Utf8Path) -> impl Iterator<Item = (&'s str, &'s Option<Content>)> {
        let prefix = if directory.as_str().is_empty() { String::new() } else { format!("{directory}/") };
        let first = self.overlay.range::<str, _>((Bound::Included(prefix.as_str()), Bound::Unbounded));
        first.map_while(move |(path, content)| Some((path.strip_prefix(prefix.as_str())?, content)))
    }

    fn listed(&self, directory: &Utf8Path) -> Arc<BTreeMap<String, bool>> {
        if let Some(names) = locked(&self.disk.directories).get(directory.as_str()) {
            return Arc::clone(names);
        }
        let mut names: BTreeMap<String, bool> = BTreeMap::new();
        let may_be_there = !self.is_detached && !self.is_known_missing(directory);
        let on_disk = may_be_there.then(|| std::fs::read_dir(self.root.join(directory)).ok()).flatten();
        for entry in on_disk.into_iter().flatten().flatten() {
            let Ok(name) = entry.file_name().into_string() else { continue };
            // Only a link has to be followed to know what it is.
            let is_directory = match entry.file_type() {
                Ok(kind) if kind.is_symlink() => entry.path().is_dir(),
                Ok(kind) => kind.is_dir(),
                Err(_) => false,
            };
            names.insert(name, is_directory);
        }
        let names = Arc::new(names);
        locked(&self.disk.directories).insert(directory.as_str().to_owned(), Arc::clone(&names));
        names
    }

    /// The path at which a file really is: for a link to a file under the root the path of that file, else its own.
    pub fn real(&self, path: &Utf8Path) -> Utf8PathBuf {
        if let Some(target) = locked(&self.disk.links).get(path.as_str()) {
            return target.clone().unwrap_or_else(|| path.to_owned());
        }
        let full = self.root.join(path);
        let follow = || {
            let (real, root) = (full.canonicalize_utf8().ok()?, self.root.canonicalize_utf8().ok()?);
            real.strip_prefix(root).ok().map(Utf8Path::to_owned)
        };
        let target = if full.is_symlink() { follow() } else { None };
        locked(&self.disk.links).insert(path.as_str().to_owned(), target.clone());
        target.unwrap_or_else(|| path.to_owned())
    }

    /// Lays `content` over a file; `None` deletes it.
    pub fn set(&mut self, path: impl Into<Utf8PathBuf>, content: Option<Content>) {
        self.overlay.insert(path.into().into_string(), content);
    }

    /// The files that something is laid over, with their contents.
    pub fn changed(&self) -> impl Iterator<Item = (&Utf8Path, &Option<Content>)> {
        self.overlay.iter().map(|(path, content)| (Utf8Path::new(path), content))
    }
}
