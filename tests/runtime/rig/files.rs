//! File operations whose errors name the file.
//! Border: thin wrappers over the standard library and a recursive copy; nothing about workers.

use std::fs;
use std::path::Path;

use super::error::Error;

fn failed<'a>(action: &'static str, path: &'a Path) -> impl FnOnce(std::io::Error) -> Error + 'a {
    move |source| Error::File { action, path: path.to_owned(), source }
}

/// The bytes of a file.
pub fn read(path: &Path) -> Result<Vec<u8>, Error> {
    fs::read(path).map_err(failed("read", path))
}

/// The text of a file.
pub fn read_text(path: &Path) -> Result<String, Error> {
    fs::read_to_string(path).map_err(failed("read", path))
}

/// Writes a file.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    fs::write(path, bytes).map_err(failed("write", path))
}

/// Creates a directory and those above it.
pub fn create_directory(path: &Path) -> Result<(), Error> {
    fs::create_dir_all(path).map_err(failed("create", path))
}

/// Removes a directory with all it holds, if it is there.
pub fn remove_directory(path: &Path) -> Result<(), Error> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(failed("remove", path)(error)),
        _ => Ok(()),
    }
}

/// The entries of a directory, sorted by name.
pub fn entries(path: &Path) -> Result<Vec<std::path::PathBuf>, Error> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(path).map_err(failed("read", path))? {
        entries.push(entry.map_err(failed("read", path))?.path());
    }
    entries.sort();
    Ok(entries)
}

/// Copies a directory's content; `skip` tells by name which entries, at any depth, are left out.
pub fn copy_directory(from: &Path, to: &Path, skip: &dyn Fn(&str) -> bool) -> Result<(), Error> {
    create_directory(to)?;
    for entry in entries(from)? {
        let Some(name) = entry.file_name() else {
            continue;
        };
        if skip(&name.to_string_lossy()) {
            continue;
        }
        let target = to.join(name);
        if entry.is_dir() {
            copy_directory(&entry, &target, skip)?;
        } else {
            fs::copy(&entry, &target).map_err(failed("copy", &entry))?;
        }
    }
    Ok(())
}
