//! Takes back an apply that has begun and not ended.
//! Border: works from the journal alone, and may itself be interrupted at any moment and started again.
use camino::{Utf8Path, Utf8PathBuf};

use super::error::ApplyError;
use super::filesystem::{Durability, EntryKind, FileSystem, FileSystems, Permissions};
use super::home::Home;
use super::journal::{self, Entry, Kind, Known, Record, original_name};
use super::write::beside;
use crate::plan::Content;

/// An interrupted apply that was taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recovered {
    /// What had been going on, for people.
    pub label: String,
    /// The files that were put back, relative to the root.
    pub restored: Vec<Utf8PathBuf>,
    /// Files that were changed after the interruption; they were left alone.
    pub conflicts: Vec<Utf8PathBuf>,
    /// Where the originals of those are.
    pub kept: Option<Utf8PathBuf>,
}

/// Brings the home in order: takes back what is pending, and finishes what was only to be cleaned up.
///
/// # Errors
/// What the system says, and a journal that cannot be read.
pub fn recover(home: &Home, systems: &dyn FileSystems) -> Result<Option<Recovered>, ApplyError> {
    home.remove("preparing")?;
    if home.has("pending")? && Record::is_hollow(home)? {
        journal::drop_record(home, "pending")?;
    }
    let recovered = if home.has("pending")? {
        let record = Record::read(home, "pending")?;
        match open_root(home, &record, systems)? {
            Some(tree) => Some(roll_back(&*tree, home)?),
            None => Some(Recovered {
                conflicts: record.files.into_iter().map(|entry| entry.path).collect(),
                label: record.label,
                restored: Vec::new(),
                kept: Some(keep_originals(home, &[])?),
            }),
        }
    } else {
        None
    };
    finish_undos(home, systems)?;
    Ok(recovered)
}

/// Opens the root of a record; `None` if it is gone, with everything in it.
fn open_root(
    home: &Home,
    record: &Record,
    systems: &dyn FileSystems,
) -> Result<Option<Box<dyn FileSystem>>, ApplyError> {
    let root = home.location.root_of(record);
    match systems.open(&root) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        other => other.map(Some).map_err(ApplyError::system("open", &root)),
    }
}

/// Takes back what is pending.
///
/// # Errors
/// What the system says; then it is still pending.
pub fn roll_back(tree: &dyn FileSystem, home: &Home) -> Result<Recovered, ApplyError> {
    let record = Record::read(home, "pending")?;
    let mut recovered =
        Recovered { label: record.label.clone(), restored: Vec::new(), conflicts: Vec::new(), kept: None };
    let mut unneeded = Vec::new();
    for (number, entry) in record.files.iter().enumerate().rev() {
        let temporary = beside(&entry.path, &entry.temporary);
        remove_if_there(tree, &temporary)?;
        let now = hash(tree, &entry.path)?;
        let before = entry.before.as_ref().map(|known| known.sha256.as_str());
        let after = entry.after.as_ref().map(|known| known.sha256.as_str());
        if now.as_deref() == before && !mode_is_changed(tree, entry)? {
            unneeded.push(number);
            continue;
        }
        if now.as_deref() != after {
            recovered.conflicts.push(entry.path.clone());
            continue;
        }
        match (&entry.before, record.original(home, "pending", number)?) {
            (Some(known), Some(bytes)) => {
                let permissions = known.attributes.map_or(Permissions::Regular, Permissions::Like);
                tree.create_file(&temporary, &bytes, permissions, Durability::Flushed)
                    .and_then(|()| tree.rename(&temporary, &entry.path))
                    .map_err(ApplyError::system("write", &entry.path))?;
            }
            _ => tree.remove_file(&entry.path).map_err(ApplyError::system("remove", &entry.path))?,
        }
        recovered.restored.push(entry.path.clone());
        unneeded.push(number);
    }
    remove_empty(tree, &record.directories)?;
    recovered.restored.reverse();
    recovered.conflicts.reverse();
    if recovered.conflicts.is_empty() {
        journal::drop_record(home, "pending")?;
    } else {
        recovered.kept = Some(keep_originals(home, &unneeded)?);
    }
    Ok(recovered)
}

/// Whether a file whose bytes stay has the permissions that it was to be given.
fn mode_is_changed(tree: &dyn FileSystem, entry: &Entry) -> Result<bool, ApplyError> {
    let mode = |known: &Option<Known>| known.as_ref().and_then(|known| known.attributes).map(|it| it.mode);
    let (Some(before), Some(after)) = (mode(&entry.before), mode(&entry.after)) else { return Ok(false) };
    let now = tree.entry(&entry.path).map_err(ApplyError::system("read", &entry.path))?;
    Ok(before != after && now.is_some_and(|now| now.attributes.mode == after))
}

/// Puts the originals that could not be restored where they do not block the next apply.
fn keep_originals(home: &Home, unneeded: &[usize]) -> Result<Utf8PathBuf, ApplyError> {
    for number in unneeded {
        remove_if_there(&*home.files, &home.at("pending").join(original_name(*number)))?;
    }
    let names = home.names("")?;
    let name = (1..).map(|number| format!("kept-{number:04}")).find(|name| !names.contains(name)).unwrap_or_default();
    let to = home.at(&name);
    home.files.rename(&home.at("pending"), &to).map_err(ApplyError::system("write", &to))?;
    Ok(home.location.path().join(name))
}

/// Removes what an undo leaves to be removed after its files are back: the record it undid, directories that had
/// been made for files that are gone again, and its own record.
pub(super) fn finish_undos(home: &Home, systems: &dyn FileSystems) -> Result<(), ApplyError> {
    for number in journal::numbers(home)? {
        let directory = format!("done/{number}");
        let Kind::Undo(undone) = Record::read(home, &directory)?.kind else {
            continue;
        };
        let undone = format!("done/{undone}");
        if home.has(&undone)? {
            let record = Record::read(home, &undone)?;
            if let Some(tree) = open_root(home, &record, systems)? {
                remove_empty(&*tree, &record.directories)?;
            }
            journal::drop_record(home, &undone)?;
        }
        journal::drop_record(home, &directory)?;
    }
    if home.has("done")? && home.names("done")?.is_empty() {
        home.remove("done")?;
    }
    Ok(())
}

/// Removes directories that had been made, parents first in the list, if nothing is in them.
fn remove_empty(tree: &dyn FileSystem, directories: &[Utf8PathBuf]) -> Result<(), ApplyError> {
    for directory in directories.iter().rev() {
        match tree.remove_directory(directory) {
            Ok(()) => {}
            Err(error)
                if matches!(
                    error.kind(),
                    std::io::ErrorKind::NotFound
                        | std::io::ErrorKind::DirectoryNotEmpty
                        | std::io::ErrorKind::NotADirectory
                ) => {}
            Err(error) => return Err(ApplyError::system("remove", directory)(error)),
        }
    }
    Ok(())
}

fn remove_if_there(files: &dyn FileSystem, path: &Utf8Path) -> Result<(), ApplyError> {
    match files.remove_file(path) {
        Err(error) if !matches!(error.kind(), std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory) => {
            Err(ApplyError::system("remove", path)(error))
        }
        _ => Ok(()),
    }
}

/// The hash of the file at `path`; `None` if nothing stands there. Anything that is no file has a hash of its own.
pub(super) fn hash(tree: &dyn FileSystem, path: &Utf8Path) -> Result<Option<String>, ApplyError> {
    match tree.entry(path).map_err(ApplyError::system("read", path))? {
        None => Ok(None),
        Some(entry) if entry.kind == EntryKind::File => {
            let bytes = tree.read(path).map_err(ApplyError::system("read", path))?;
            Ok(Some(Content::from(bytes).hash()))
        }
        Some(_) => Ok(Some(String::new())),
    }
}
