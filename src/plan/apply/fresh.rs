//! A project where nothing is yet: built under another name beside its place, and moved there in one step.
//! Border: only for what needs no history; where something stands already, `write` and its journal are in charge.
//!
//! Before the one rename nothing stands at the root, after it everything does. So nothing has to be written down for a
//! recovery: what a process that ended left behind is a directory of our own name that nobody holds, and the next
//! attempt removes it.
use std::collections::BTreeSet;

use camino::{Utf8Path, Utf8PathBuf};

use super::check::{Checked, Wish, check_new};
use super::error::ApplyError;
use super::filesystem::{Durability, EntryKind, FileSystem, FileSystems};
use super::{ApplyRequest, History, make_root};

/// What is added to a name for the directory in the making.
const SUFFIX: &str = ".pyworker-new";
/// Longer names would leave no room for it.
const LONGEST_NAME: usize = 200;

/// The place of a new project: the directory that holds it, and its name there.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    parent: &'a Utf8Path,
    name: &'a str,
}

impl<'a> Place<'a> {
    /// The place that a request is for, if it can be written this way.
    pub fn of(request: &ApplyRequest<'a>) -> Option<Self> {
        let name = request.root.file_name().filter(|name| name.len() <= LONGEST_NAME)?;
        let is_nothing =
            std::fs::symlink_metadata(request.root).is_err_and(|e| e.kind() == std::io::ErrorKind::NotFound);
        // Elsewhere a directory can neither be locked nor be moved while somebody has it open.
        let is_possible = cfg!(unix) && request.history == History::Discard && request.conflicts.is_empty();
        (is_nothing && is_possible).then_some(Self { parent: request.root.parent()?, name })
    }

    /// Where the project stands until it is complete, relative to the directory that holds it.
    fn stage(self) -> Utf8PathBuf {
        Utf8PathBuf::from(format!(".{}{SUFFIX}", self.name))
    }
}

/// Writes all files to a place where nothing is, or none of them.
///
/// # Errors
/// Paths that cannot be, an interruption, and what the system says. Nothing is left then, as far as the system lets it
/// be removed.
pub fn write(
    place: Place<'_>,
    wishes: &[Wish],
    interrupted: &dyn Fn() -> bool,
    systems: &dyn FileSystems,
) -> Result<(), ApplyError> {
    // Looked at before anything is made: a refusal leaves no trace.
    let files = check_new(wishes).map_err(|refused| ApplyError::Refused { refused })?;
    if files.is_empty() {
        return make_root(&place.parent.join(place.name)).map(drop);
    }
    let made = make_root(place.parent)?;
    let result = build(place, &files, interrupted, systems);
    if result.is_err() {
        for directory in made.iter().rev() {
            let _ = std::fs::remove_dir(directory);
        }
    }
    result
}

fn build(
    place: Place<'_>,
    files: &[Checked],
    interrupted: &dyn Fn() -> bool,
    systems: &dyn FileSystems,
) -> Result<(), ApplyError> {
    let parent = systems.open(place.parent).map_err(ApplyError::system("open", place.parent))?;
    let stage = place.stage();
    let path = place.parent.join(&stage);
    let open = || systems.open(&path).map_err(ApplyError::system("open", &path));
    if parent.entry(&stage).map_err(ApplyError::system("read", &path))?.is_some() {
        let abandoned = open()?;
        let _lock = lock(&*abandoned, &path)?;
        remove(&*parent, &stage).map_err(ApplyError::system("remove", &path))?;
    }
    parent.create_directory(&stage).map_err(ApplyError::system("make", &path))?;
    let result = open().and_then(|tree| {
        let _lock = lock(&*tree, &path)?;
        fill(&*tree, files, interrupted)?;
        let name = Utf8Path::new(place.name);
        parent.rename(&stage, name).map_err(ApplyError::system("make", &place.parent.join(name)))
    });
    if result.is_err() {
        // What cannot be removed now is removed the next time.
        let _ = remove(&*parent, &stage);
    }
    result
}

fn lock(tree: &dyn FileSystem, path: &Utf8Path) -> Result<std::fs::File, ApplyError> {
    let lock = tree.lock_itself().map_err(ApplyError::system("lock", path))?;
    lock.ok_or_else(|| ApplyError::Busy { lock: path.to_owned() })
}

fn fill(tree: &dyn FileSystem, files: &[Checked], interrupted: &dyn Fn() -> bool) -> Result<(), ApplyError> {
    let mut made: BTreeSet<&Utf8Path> = BTreeSet::new();
    for file in files {
        if interrupted() {
            return Err(ApplyError::Interrupted);
        }
        let Some((content, permissions)) = &file.after else { continue };
        let mut missing: Vec<&Utf8Path> = Vec::new();
        for directory in file.path.ancestors().skip(1).filter(|directory| !directory.as_str().is_empty()) {
            if !made.insert(directory) {
                break;
            }
            missing.push(directory);
        }
        for directory in missing.into_iter().rev() {
            tree.create_directory(directory).map_err(ApplyError::system("make", directory))?;
        }
        // Where nothing stood before, nothing can be lost, and waiting for the disk would be for nothing.
        tree.create_file(&file.path, content.bytes(), permissions.over(None), Durability::Buffered)
            .map_err(ApplyError::system("write", &file.path))?;
    }
    Ok(())
}

/// Removes a directory with all that is in it; links are not followed.
fn remove(tree: &dyn FileSystem, directory: &Utf8Path) -> std::io::Result<()> {
    for name in tree.list(directory)? {
        let path = directory.join(name);
        match tree.entry(&path)?.map(|entry| entry.kind) {
            Some(EntryKind::Directory) => remove(tree, &path)?,
            Some(_) => tree.remove_file(&path)?,
            None => {}
        }
    }
    tree.remove_directory(directory)
}
