//! Takes back the last apply that has ended.
//! Border: an undo is an apply of the originals; nothing is overwritten that changed since.
use camino::{Utf8Path, Utf8PathBuf};

use super::check::{Expected, Wish, check};
use super::error::ApplyError;
use super::filesystem::{FileSystems, Permissions};
use super::home::{Home, Location};
use super::journal::{self, Kind, Record};
use super::rollback::{self, Recovered};
use super::write::{Job, write};
use crate::plan::Content;

/// What was taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Undone {
    /// An apply that had ended.
    Apply {
        /// What it was, for people.
        label: String,
        /// When it was applied, in seconds since 1970.
        time: u64,
        /// The root that its files are relative to.
        root: Utf8PathBuf,
        /// The files that are as they were before.
        files: Vec<Utf8PathBuf>,
        /// The files of which git was told that they are in conflict.
        conflicts: Vec<Utf8PathBuf>,
    },
    /// An apply that had been interrupted.
    Interrupted(Recovered),
}

/// Takes back the last apply of the directory; if one was interrupted there, that one.
///
/// # Errors
/// Files that changed since (all are named), nothing to undo, and what the system says. Nothing is changed then.
pub fn undo(root: &Utf8Path, interrupted: &dyn Fn() -> bool, systems: &dyn FileSystems) -> Result<Undone, ApplyError> {
    let nothing = || ApplyError::NothingToUndo { root: root.to_owned() };
    let location = Location::existing(root)?.into_iter().next().ok_or_else(nothing)?;
    let home = Home::open(location, systems)?;
    let result = undo_in(&home, interrupted, systems);
    home.close();
    result?.ok_or_else(nothing)
}

fn undo_in(
    home: &Home,
    interrupted: &dyn Fn() -> bool,
    systems: &dyn FileSystems,
) -> Result<Option<Undone>, ApplyError> {
    if let Some(recovered) = rollback::recover(home, systems)? {
        return Ok(Some(Undone::Interrupted(recovered)));
    }
    let Some(number) = journal::numbers(home)?.pop() else {
        return Ok(None);
    };
    let directory = format!("done/{number}");
    let record = Record::read(home, &directory)?;
    let root = home.location.root_of(&record);
    let tree = systems.open(&root).map_err(ApplyError::system("open", &root))?;
    let mut wishes = Vec::with_capacity(record.files.len());
    for (index, entry) in record.files.iter().enumerate().rev() {
        let expected = match &entry.after {
            Some(known) => Expected::Hash(known.sha256.clone()),
            None => Expected::Absent,
        };
        let original = record.original(home, &directory, index)?;
        let attributes = entry.before.as_ref().and_then(|known| known.attributes);
        let permissions = attributes.map_or(Permissions::Regular, Permissions::Like);
        wishes.push(Wish {
            path: entry.path.clone(),
            expected,
            after: original.map(|bytes| (Content::from(bytes), permissions)),
        });
    }
    let files = check(&*tree, &wishes).map_err(|refused| ApplyError::Refused { refused })?;
    let job = Job {
        label: &format!("undo of {}", record.label),
        kind: Kind::Undo(number),
        root: record.root.clone(),
        files: &files,
        conflicts: &[],
        interrupted,
    };
    write(&*tree, home, &job)?;
    // The files are back; what is left to clean up does not make the undo a failure, and is tried again next time.
    let _ = rollback::finish_undos(home, systems);
    let mut restored: Vec<Utf8PathBuf> = record.files.iter().map(|entry| entry.path.clone()).collect();
    restored.sort();
    let Record { label, time, conflicts, .. } = record;
    Ok(Some(Undone::Apply { label, time, root, files: restored, conflicts }))
}
