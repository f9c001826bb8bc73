//! Where journals are kept: in the `.git` directory of the work tree, otherwise in the root.
//! Border: finds, makes and locks the place; what a journal says is `journal`'s business.
use std::time::{Duration, Instant};

use camino::{Utf8Path, Utf8PathBuf};

use super::error::ApplyError;
use super::filesystem::{Durability, EntryKind, FileSystem, FileSystems, Permissions};
use super::journal::Record;

/// The directory in a root that belongs to this tool.
pub const OWN_DIRECTORY: &str = ".pyworker";

/// How long another process may take to finish before we give up.
const LOCK_PATIENCE: Duration = Duration::from_secs(1);

/// Where the journals of a root are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// The work tree of git, or the root itself. Journals name their root relative to it.
    pub owner: Utf8PathBuf,
    /// The root, relative to the owner.
    pub root: Utf8PathBuf,
    /// The directory to open.
    base: Utf8PathBuf,
    /// The directories below it, the last of which is the home.
    parts: &'static [&'static str],
}

impl Location {
    /// The location for `root`. Reads only.
    ///
    /// # Errors
    /// A root that cannot be read.
    pub fn find(root: &Utf8Path) -> Result<Self, ApplyError> {
        let here = if root.as_str().is_empty() { Utf8Path::new(".") } else { root };
        let absolute = canonical(here).map_err(ApplyError::system("open", root))?;
        for owner in absolute.ancestors() {
            let git = owner.join(".git");
            // A file or a link leads to a directory that other work trees share.
            let is_real = std::fs::symlink_metadata(&git).is_ok_and(|metadata| metadata.is_dir());
            if is_real && git.join("HEAD").is_file() {
                let root = absolute.strip_prefix(owner).unwrap_or(Utf8Path::new("")).to_owned();
                return Ok(Self { owner: owner.to_owned(), root, base: git, parts: &["pyworker"] });
            }
        }
        Ok(Self::inside(&absolute))
    }

    /// The location in the directory itself.
    fn inside(directory: &Utf8Path) -> Self {
        Self {
            base: directory.to_owned(),
            owner: directory.to_owned(),
            root: Utf8PathBuf::new(),
            parts: &[OWN_DIRECTORY, ".pyworker/journal"],
        }
    }

    /// Every place with journals about `root`, the nearest first: that of [`Location::find`], and those in the root
    /// and the directories above it (up to the top of the work tree, if there is one), as the user may have started
    /// from another directory, or may have made the repository later.
    ///
    /// # Errors
    /// A root that cannot be read.
    pub fn existing(root: &Utf8Path) -> Result<Vec<Self>, ApplyError> {
        let found = Self::find(root)?;
        let absolute = found.owner.join(&found.root);
        let mut all = vec![found.clone()];
        for directory in absolute.ancestors() {
            all.push(Self::inside(directory));
            if found.is_in_git() && directory == found.owner {
                break;
            }
        }
        all.retain(Self::exists);
        all.dedup();
        Ok(all)
    }

    /// The root of a record.
    pub fn root_of(&self, record: &Record) -> Utf8PathBuf {
        // Joining nothing would leave a slash at the end.
        if record.root.as_str().is_empty() { self.owner.clone() } else { self.owner.join(&record.root) }
    }

    /// The home's own path.
    pub fn path(&self) -> Utf8PathBuf {
        self.base.join(self.home())
    }

    /// The home, relative to the directory that is opened.
    fn home(&self) -> &'static Utf8Path {
        Utf8Path::new(self.parts.last().copied().unwrap_or_default())
    }

    /// Whether the journals are kept in a `.git` directory.
    pub fn is_in_git(&self) -> bool {
        self.parts.first() != Some(&OWN_DIRECTORY)
    }

    /// Whether there is a home, that is, anything to recover or undo.
    pub fn exists(&self) -> bool {
        self.path().is_dir()
    }
}

/// The path without links, in UTF-8; for a path that does not exist yet, that of its nearest parent and the rest.
fn canonical(path: &Utf8Path) -> std::io::Result<Utf8PathBuf> {
    match path.canonicalize_utf8() {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let absolute = camino::absolute_utf8(path)?;
            match (absolute.parent(), absolute.file_name()) {
                (Some(parent), Some(name)) => Ok(canonical(parent)?.join(name)),
                _ => Err(error),
            }
        }
        other => other,
    }
}

/// An open and locked home. Nobody else applies, undoes or recovers meanwhile.
pub struct Home {
    /// Where it is.
    pub location: Location,
    /// The directory that holds it.
    pub files: Box<dyn FileSystem>,
    _lock: std::fs::File,
}

impl Home {
    /// Makes the home if needed, and locks it.
    ///
    /// # Errors
    /// What the system says, or that another process has the lock.
    pub fn open(location: Location, systems: &dyn FileSystems) -> Result<Self, ApplyError> {
        let files = systems.open(&location.base).map_err(ApplyError::system("open", &location.base))?;
        for part in location.parts {
            let path = Utf8Path::new(part);
            let made = match files.entry(path) {
                Ok(Some(entry)) if entry.kind == EntryKind::Directory => Ok(()),
                Ok(_) => match files.create_directory(path) {
                    Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists && is_directory(&*files, path) => {
                        Ok(())
                    }
                    other => other,
                },
                Err(error) => Err(error),
            };
            made.map_err(ApplyError::system("make", &location.base.join(path)))?;
        }
        if !location.is_in_git() {
            let ignore = Utf8Path::new(".pyworker/.gitignore");
            match files.create_file(ignore, b"*\n", Permissions::Regular, Durability::Buffered) {
                Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => {
                    return Err(ApplyError::system("write", ignore)(error));
                }
                _ => {}
            }
        }
        let lock = location.home().join("lock");
        let start = Instant::now();
        loop {
            match files.lock(&lock).map_err(ApplyError::system("lock", &location.base.join(&lock)))? {
                Some(file) => return Ok(Self { location, files, _lock: file }),
                None if start.elapsed() < LOCK_PATIENCE => std::thread::sleep(Duration::from_millis(10)),
                None => return Err(ApplyError::Busy { lock: location.base.join(lock) }),
            }
        }
    }

    /// A path in the home, as [`Home::files`] takes it.
    pub fn at(&self, name: &str) -> Utf8PathBuf {
        self.location.home().join(name)
    }

    /// Whether there is something of that name in the home.
    pub fn has(&self, name: &str) -> Result<bool, ApplyError> {
        let path = self.at(name);
        let entry = self.files.entry(&path).map_err(ApplyError::system("read", &path))?;
        Ok(entry.is_some())
    }

    /// The names in a directory of the home; none if it is not there.
    pub fn names(&self, directory: &str) -> Result<Vec<String>, ApplyError> {
        let path = self.at(directory);
        match self.files.list(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
            other => other.map_err(ApplyError::system("read", &path)),
        }
    }

    /// Removes a directory of plain files.
    pub fn remove(&self, directory: &str) -> Result<(), ApplyError> {
        for name in self.names(directory)? {
            let path = self.at(directory).join(name);
            self.files.remove_file(&path).map_err(ApplyError::system("remove", &path))?;
        }
        let path = self.at(directory);
        match self.files.remove_directory(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(ApplyError::system("remove", &path)(error))
            }
            _ => Ok(()),
        }
    }

    /// Removes the home if nothing is kept in it. A failure leaves an empty directory, which harms nobody.
    pub fn close(self) {
        let Ok(names) = self.names("") else {
            return;
        };
        if names.iter().any(|name| name != "lock") {
            return;
        }
        let _ = self.files.remove_file(&self.at("lock"));
        for part in self.location.parts.iter().rev() {
            if *part == OWN_DIRECTORY {
                let others = self.files.list(Utf8Path::new(part)).unwrap_or_default();
                if others != [".gitignore"] {
                    return;
                }
                let _ = self.files.remove_file(Utf8Path::new(".pyworker/.gitignore"));
            }
            if self.files.remove_directory(Utf8Path::new(part)).is_err() {
                return;
            }
        }
    }
}

fn is_directory(files: &dyn FileSystem, path: &Utf8Path) -> bool {
    matches!(files.entry(path), Ok(Some(entry)) if entry.kind == EntryKind::Directory)
}
