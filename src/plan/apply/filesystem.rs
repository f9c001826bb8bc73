//! The few operations on files that applying needs, below one directory that they cannot leave.
//! Border: single operations; their order, and what an interruption between them means, is decided elsewhere.
use std::io;

use camino::{Utf8Path, Utf8PathBuf};

/// What stands at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryKind {
    /// A regular file.
    File,
    /// A directory.
    Directory,
    /// A symbolic link, wherever it leads.
    Symlink,
    /// A socket, a device, …
    Other,
}

/// The permissions and owner of a file, as far as the system knows them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct Attributes {
    /// Unix permission bits; 0 where there are none.
    pub mode: u32,
    /// User and group.
    pub owner: Option<(u32, u32)>,
}

/// An entry, not followed if it is a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// What it is.
    pub kind: EntryKind,
    /// Its permissions and owner.
    pub attributes: Attributes,
    /// Whether nobody may write to it.
    pub read_only: bool,
}

/// The permissions of a file to be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Permissions {
    /// Those of the file that is replaced.
    Kept,
    /// The same, but executable or not.
    Changed {
        /// Whether the file can be run.
        executable: bool,
    },
    /// These.
    Like(Attributes),
    /// Read and write for the owner, less the umask.
    Regular,
    /// Also executable, less the umask.
    Executable,
    /// Nobody but the owner.
    Private,
}

impl Permissions {
    /// What they come to for a file in whose place stands one with these attributes.
    pub fn over(self, before: Option<Attributes>) -> Self {
        match (self, before) {
            (Self::Kept, Some(before)) => Self::Like(before),
            (Self::Changed { executable }, Some(before)) => Self::Like(Attributes {
                // Whoever may read it may run it.
                mode: if executable { before.mode | (before.mode & 0o444) >> 2 } else { before.mode & !0o111 },
                ..before
            }),
            (Self::Kept | Self::Changed { executable: false }, None) => Self::Regular,
            (Self::Changed { executable: true }, None) => Self::Executable,
            (permissions, _) => permissions,
        }
    }
}

/// Whether data must have reached the disk when an operation returns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// It must: something of the user's would be lost otherwise.
    Flushed,
    /// It need not.
    Buffered,
}

/// When data reaches the disk during one apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flushing {
    /// File by file.
    Each,
    /// All files at once: waiting for each of many would take minutes.
    Together,
    /// Whenever the system likes: nothing can be lost.
    Never,
}

impl Flushing {
    /// More files than this are flushed together, where the system can do that.
    const MANY: usize = 32;

    /// What suits so many files, some of which replace others.
    pub fn of(files: usize) -> Self {
        if files > Self::MANY && cfg!(target_os = "linux") { Self::Together } else { Self::Each }
    }

    /// What a single file has to wait for.
    pub fn file(self) -> Durability {
        match self {
            Self::Each => Durability::Flushed,
            Self::Together | Self::Never => Durability::Buffered,
        }
    }

    /// Waits for what was written to several files of directories.
    ///
    /// # Errors
    /// As the system says.
    pub fn settle<'a>(
        self,
        files: &dyn FileSystem,
        directories: impl IntoIterator<Item = &'a Utf8Path>,
    ) -> io::Result<()> {
        match self {
            Self::Each => directories.into_iter().try_for_each(|directory| files.flush_directory(directory)),
            Self::Together => files.flush_everything(),
            Self::Never => Ok(()),
        }
    }
}

/// Access to one directory. Paths are relative to it and cannot leave it, through links either.
pub trait FileSystem {
    /// What stands at `path`, if anything.
    ///
    /// # Errors
    /// As the system says.
    fn entry(&self, path: &Utf8Path) -> io::Result<Option<Entry>>;
    /// Where `path` leads when all links are followed, relative to the directory.
    ///
    /// # Errors
    /// As the system says, and a link that leads out of the directory.
    fn real_path(&self, path: &Utf8Path) -> io::Result<Utf8PathBuf>;
    /// Whether this process could write to the file.
    ///
    /// # Errors
    /// As the system says.
    fn writable(&self, path: &Utf8Path) -> io::Result<bool>;
    /// The bytes of a file.
    ///
    /// # Errors
    /// As the system says.
    fn read(&self, path: &Utf8Path) -> io::Result<Vec<u8>>;
    /// The names in a directory, sorted.
    ///
    /// # Errors
    /// As the system says.
    fn list(&self, path: &Utf8Path) -> io::Result<Vec<String>>;
    /// Makes a file that was not there.
    ///
    /// # Errors
    /// As the system says; also if there is something already.
    fn create_file(
        &self,
        path: &Utf8Path,
        bytes: &[u8],
        permissions: Permissions,
        durability: Durability,
    ) -> io::Result<()>;
    /// Makes a directory that was not there.
    ///
    /// # Errors
    /// As the system says.
    fn create_directory(&self, path: &Utf8Path) -> io::Result<()>;
    /// Moves a file over whatever file stands at `to`, or a directory to where nothing is.
    ///
    /// # Errors
    /// As the system says.
    fn rename(&self, from: &Utf8Path, to: &Utf8Path) -> io::Result<()>;
    /// Removes a file.
    ///
    /// # Errors
    /// As the system says.
    fn remove_file(&self, path: &Utf8Path) -> io::Result<()>;
    /// Removes an empty directory.
    ///
    /// # Errors
    /// As the system says.
    fn remove_directory(&self, path: &Utf8Path) -> io::Result<()>;
    /// Makes the names in a directory reach the disk.
    ///
    /// # Errors
    /// As the system says.
    fn flush_directory(&self, path: &Utf8Path) -> io::Result<()>;
    /// Makes everything that was written reach the disk at once.
    ///
    /// # Errors
    /// As the system says.
    fn flush_everything(&self) -> io::Result<()>;
    /// Takes the lock file at `path`, made if needed; `None` if another process has it.
    ///
    /// # Errors
    /// As the system says.
    fn lock(&self, path: &Utf8Path) -> io::Result<Option<std::fs::File>>;
    /// Locks the directory itself, where the system can do that; `None` if another process has it.
    ///
    /// # Errors
    /// As the system says.
    fn lock_itself(&self) -> io::Result<Option<std::fs::File>>;
}

/// Opens directories.
pub trait FileSystems {
    /// Opens `path`, which may be anywhere.
    ///
    /// # Errors
    /// As the system says.
    fn open(&self, path: &Utf8Path) -> io::Result<Box<dyn FileSystem>>;
}
