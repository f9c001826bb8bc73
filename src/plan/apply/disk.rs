//! The real file system, through handles that cannot be led out of their directory.
//! Border: does what it is told; no decisions.
use std::io::{self, Read as _, Write as _};

use camino::{Utf8Path, Utf8PathBuf};
use cap_std::ambient_authority;
use cap_std::fs::{Dir, Metadata, OpenOptions};

use super::filesystem::{Attributes, Durability, Entry, EntryKind, FileSystem, FileSystems, Permissions};

/// Opens directories of the real file system.
#[derive(Debug, Clone, Copy)]
pub struct RealFileSystems;

impl FileSystems for RealFileSystems {
    fn open(&self, path: &Utf8Path) -> io::Result<Box<dyn FileSystem>> {
        let path = if path.as_str().is_empty() { Utf8Path::new(".") } else { path };
        Ok(Box::new(Disk { directory: Dir::open_ambient_dir(path, ambient_authority())? }))
    }
}

/// One directory of the real file system.
#[derive(Debug)]
pub struct Disk {
    directory: Dir,
}

impl FileSystem for Disk {
    fn entry(&self, path: &Utf8Path) -> io::Result<Option<Entry>> {
        match self.directory.symlink_metadata(path) {
            Ok(metadata) => Ok(Some(Entry {
                kind: kind(&metadata),
                attributes: attributes(&metadata),
                read_only: metadata.permissions().readonly(),
            })),
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn real_path(&self, path: &Utf8Path) -> io::Result<Utf8PathBuf> {
        let real = self.directory.canonicalize(path)?;
        Utf8PathBuf::from_path_buf(real)
            .map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "the real path is not valid UTF-8"))
    }

    fn writable(&self, path: &Utf8Path) -> io::Result<bool> {
        match self.directory.open_with(path, OpenOptions::new().write(true)) {
            Ok(_) => Ok(true),
            Err(error)
                if matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem) =>
            {
                Ok(false)
            }
            Err(error) => Err(error),
        }
    }

    fn read(&self, path: &Utf8Path) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.directory.open(path)?.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn list(&self, path: &Utf8Path) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in self.directory.read_dir(path)? {
            // A name that is not UTF-8 is none of ours.
            if let Ok(name) = entry?.file_name().into_string() {
                names.push(name);
            }
        }
        names.sort();
        Ok(names)
    }

    fn create_file(
        &self,
        path: &Utf8Path,
        bytes: &[u8],
        permissions: Permissions,
        durability: Durability,
    ) -> io::Result<()> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        {
            use cap_std::fs::OpenOptionsExt as _;
            // A copy of a file must not be readable by more people than the file, not even for a moment.
            options.mode(match permissions {
                Permissions::Like(_) | Permissions::Private => 0o600,
                Permissions::Regular | Permissions::Kept | Permissions::Changed { executable: false } => 0o644,
                Permissions::Executable | Permissions::Changed { executable: true } => 0o755,
            });
        }
        let mut file = self.directory.open_with(path, &options)?;
        file.write_all(bytes)?;
        if let Permissions::Like(like) = permissions {
            take_after(&file, like)?;
        }
        if durability == Durability::Flushed {
            file.sync_all()?;
        }
        Ok(())
    }

    fn create_directory(&self, path: &Utf8Path) -> io::Result<()> {
        self.directory.create_dir(path)
    }

    fn rename(&self, from: &Utf8Path, to: &Utf8Path) -> io::Result<()> {
        self.directory.rename(from, &self.directory, to)
    }

    fn remove_file(&self, path: &Utf8Path) -> io::Result<()> {
        self.directory.remove_file(path)
    }

    fn remove_directory(&self, path: &Utf8Path) -> io::Result<()> {
        self.directory.remove_dir(path)
    }

    fn flush_directory(&self, path: &Utf8Path) -> io::Result<()> {
        if cfg!(windows) {
            return Ok(()); // A directory cannot be flushed there.
        }
        let path = if path.as_str().is_empty() { Utf8Path::new(".") } else { path };
        self.directory.open(path)?.sync_all()
    }

    #[cfg(target_os = "linux")]
    fn flush_everything(&self) -> io::Result<()> {
        // The handle itself is only good for finding other files.
        Ok(rustix::fs::syncfs(self.directory.open(".")?)?)
    }

    #[cfg(not(target_os = "linux"))]
    fn flush_everything(&self) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    fn lock(&self, path: &Utf8Path) -> io::Result<Option<std::fs::File>> {
        // Whoever had the lock may have removed its file meanwhile: a lock on a file without a name excludes nobody.
        for _ in 0..8 {
            let file = self.directory.open_with(path, OpenOptions::new().write(true).create(true))?.into_std();
            match file.try_lock() {
                Ok(()) => {}
                Err(std::fs::TryLockError::WouldBlock) => return Ok(None),
                Err(std::fs::TryLockError::Error(error)) => return Err(error),
            }
            if same_file(&file, self.directory.symlink_metadata(path).ok().as_ref())? {
                return Ok(Some(file));
            }
        }
        Ok(None)
    }

    fn lock_itself(&self) -> io::Result<Option<std::fs::File>> {
        let directory = self.directory.open(".")?.into_std();
        match directory.try_lock() {
            Ok(()) => Ok(Some(directory)),
            Err(std::fs::TryLockError::WouldBlock) => Ok(None),
            Err(std::fs::TryLockError::Error(error)) => Err(error),
        }
    }
}

#[cfg(unix)]
fn same_file(file: &std::fs::File, named: Option<&Metadata>) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt as _;

    use cap_std::fs::MetadataExt as _;
    let open = file.metadata()?;
    Ok(named.is_some_and(|named| (named.dev(), named.ino()) == (open.dev(), open.ino())))
}

#[cfg(not(unix))]
fn same_file(_: &std::fs::File, named: Option<&Metadata>) -> io::Result<bool> {
    Ok(named.is_some())
}

fn kind(metadata: &Metadata) -> EntryKind {
    let kind = metadata.file_type();
    if kind.is_file() {
        EntryKind::File
    } else if kind.is_dir() {
        EntryKind::Directory
    } else if kind.is_symlink() {
        EntryKind::Symlink
    } else {
        EntryKind::Other
    }
}

#[cfg(unix)]
fn attributes(metadata: &Metadata) -> Attributes {
    use cap_std::fs::MetadataExt as _;
    Attributes { mode: metadata.mode() & 0o7777, owner: Some((metadata.uid(), metadata.gid())) }
}

#[cfg(not(unix))]
fn attributes(_: &Metadata) -> Attributes {
    Attributes::default()
}

/// Gives `file` the owner (where that is allowed) and the permissions of another.
#[cfg(unix)]
fn take_after(file: &cap_std::fs::File, like: Attributes) -> io::Result<()> {
    use cap_std::fs::{MetadataExt as _, PermissionsExt as _};
    let metadata = file.metadata()?;
    if let Some((user, group)) = like.owner
        && (metadata.uid(), metadata.gid()) != (user, group)
    {
        // Only the administrator may give files away; the content matters more than its owner.
        let _ = std::os::unix::fs::fchown(file, Some(user), Some(group));
    }
    file.set_permissions(cap_std::fs::Permissions::from_mode(like.mode))
}

#[cfg(not(unix))]
fn take_after(_: &cap_std::fs::File, _: Attributes) -> io::Result<()> {
    Ok(())
}
