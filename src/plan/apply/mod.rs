//! Applies plans, all or nothing, and takes them back.
//! Border: the only code that writes to the user's tree; decides nothing about what should be written.
//!
//! An apply checks every file against the plan, writes a journal with all originals, writes the new contents into
//! temporary files beside the old ones, and only then renames them into place. Whatever happens in between, also the
//! end of the process, the next [`apply`], [`recover`] or [`undo`] finds the journal and takes everything back. A project
//! where nothing was is built beside its place and moved there at once, without a journal.

mod check;
mod disk;
mod error;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod faulty;
mod filesystem;
mod fresh;
mod home;
mod jail;
mod journal;
mod note;
mod rollback;
#[cfg(test)]
mod swapped;
#[cfg(test)]
mod tests;
mod undo;
mod write;

pub use error::{ApplyError, Obstacle, RefusedFile};
pub use note::{forget, remember, remembered};
pub use rollback::Recovered;
pub use undo::Undone;

use camino::{Utf8Path, Utf8PathBuf};

use self::check::{Expected, Wish, check, check_one};
use self::disk::RealFileSystems;
use self::filesystem::{FileSystems, Permissions};
use self::home::{Home, Location};
use self::journal::Kind;
use self::write::{Job, write};
use super::{Content, FileMode, FileOutcome};

/// Whether what is applied can be undone later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum History {
    /// The originals are kept for [`undo`].
    #[default]
    Keep,
    /// Nothing is kept, for a project that did not exist before.
    Discard,
}

/// A request to write files.
pub struct ApplyRequest<'a> {
    /// The directory that all paths are relative to. It is made if it does not exist.
    pub root: &'a Utf8Path,
    /// The files, as the plan wants them.
    pub files: &'a [FileOutcome],
    /// What this is, for people, as `undo` names it later: "migrate, 11 changes in 4 files".
    pub label: &'a str,
    /// Whether it can be undone.
    pub history: History,
    /// The files of which git will be told that they are in conflict, relative to the root. They need not change.
    pub conflicts: &'a [Utf8PathBuf],
    /// Asked between steps; once it is true, everything is taken back.
    pub interrupted: &'a dyn Fn() -> bool,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// The files that changed, were made or deleted, relative to the root.
    pub files: Vec<Utf8PathBuf>,
    /// An earlier apply that had been interrupted and was taken back first.
    pub recovered: Option<Recovered>,
}

/// Writes all files of the request, or none of them.
///
/// # Errors
/// Every file that cannot be written, an interruption, and what the system says. The tree is then as it was, except
/// after [`ApplyError::NotRolledBack`].
pub fn apply(request: &ApplyRequest) -> Result<Applied, ApplyError> {
    apply_with(request, &RealFileSystems)
}

/// Takes back an apply that was interrupted, if there is one. Commands that write call it before they read.
///
/// # Errors
/// What the system says.
pub fn recover(root: &Utf8Path) -> Result<Option<Recovered>, ApplyError> {
    recover_with(root, &RealFileSystems)
}

/// Whether an apply was interrupted here, so that the tree is neither old nor new. Reads only.
pub fn is_interrupted(root: &Utf8Path) -> bool {
    Location::existing(root)
        .is_ok_and(|locations| locations.iter().any(|location| location.path().join("pending").is_dir()))
}

/// Takes back the last apply, or an interrupted one.
///
/// # Errors
/// Files that changed since, nothing to undo, and what the system says. Nothing is changed then.
pub fn undo(root: &Utf8Path, interrupted: &dyn Fn() -> bool) -> Result<Undone, ApplyError> {
    undo::undo(root, interrupted, &RealFileSystems)
}

/// Whether an apply in `root` can be undone from `directory` without naming the root.
pub fn is_undone_from(directory: &Utf8Path, root: &Utf8Path) -> bool {
    let Ok(kept) = Location::find(root) else {
        return false;
    };
    Location::existing(directory).is_ok_and(|found| {
        found.first() == Some(&kept) || found.first().is_some_and(|first| first.path() == kept.path())
    })
}

/// Compares files (path, and SHA-256 of the bytes expected there) with the tree. Reads only.
///
/// # Errors
/// A root that cannot be read.
pub(super) fn look_at(
    root: &Utf8Path,
    files: &[(&Utf8Path, Option<&str>)],
) -> Result<Vec<Result<Option<Content>, Obstacle>>, ApplyError> {
    let tree = RealFileSystems.open(root).map_err(ApplyError::system("open", root))?;
    Ok(files
        .iter()
        .map(|(path, hash)| {
            let expected = hash.map_or(Expected::Absent, |hash| Expected::Hash(hash.to_owned()));
            let wish = Wish { path: (*path).to_owned(), expected, after: None };
            check_one(&*tree, &wish).map(|checked| checked.before.map(|(content, _)| content))
        })
        .collect())
}

fn apply_with(request: &ApplyRequest, systems: &dyn FileSystems) -> Result<Applied, ApplyError> {
    if let Some(place) = fresh::Place::of(request) {
        let wishes: Vec<Wish> = request.files.iter().map(wish).collect();
        fresh::write(place, &wishes, request.interrupted, systems)?;
        let files = request.files.iter().map(|file| file.path.clone()).collect();
        return Ok(Applied { files, recovered: None });
    }
    let new_directories = make_root(request.root)?;
    let result = apply_in_root(request, systems);
    if result.is_err() {
        for directory in new_directories.iter().rev() {
            // Not empty: a journal that could not be rolled back is still needed.
            let _ = std::fs::remove_dir(directory);
        }
    }
    result
}

fn apply_in_root(request: &ApplyRequest, systems: &dyn FileSystems) -> Result<Applied, ApplyError> {
    let wishes: Vec<Wish> = request.files.iter().map(wish).collect();
    let tree = systems.open(request.root).map_err(ApplyError::system("open", request.root))?;
    let location = Location::find(request.root)?;
    if !location.exists() {
        // Looked at before anything is made: a refusal leaves no trace.
        check(&*tree, &wishes).map_err(|refused| ApplyError::Refused { refused })?;
        if wishes.is_empty() {
            return Ok(Applied { files: Vec::new(), recovered: None });
        }
    }
    let home = Home::open(location, systems)?;
    let result = apply_in(request, &wishes, &home, systems);
    home.close();
    result
}

fn apply_in(
    request: &ApplyRequest,
    wishes: &[Wish],
    home: &Home,
    systems: &dyn FileSystems,
) -> Result<Applied, ApplyError> {
    let recovered = rollback::recover(home, systems)?;
    let tree = systems.open(request.root).map_err(ApplyError::system("open", request.root))?;
    let files = check(&*tree, wishes).map_err(|refused| ApplyError::Refused { refused })?;
    let applied = Applied { files: request.files.iter().map(|file| file.path.clone()).collect(), recovered };
    if files.is_empty() {
        return Ok(applied);
    }
    let job = Job {
        label: request.label,
        kind: Kind::Apply,
        root: home.location.root.clone(),
        files: &files,
        conflicts: request.conflicts,
        interrupted: request.interrupted,
    };
    let number = write(&*tree, home, &job)?;
    // The files are written: what remains is housekeeping, and is done next time if it cannot be done now.
    let _ = match request.history {
        History::Keep => journal::prune(home),
        History::Discard => {
            journal::drop_record(home, &format!("done/{number}")).and_then(|()| rollback::finish_undos(home, systems))
        }
    };
    Ok(applied)
}

fn recover_with(root: &Utf8Path, systems: &dyn FileSystems) -> Result<Option<Recovered>, ApplyError> {
    for location in Location::existing(root)? {
        let home = Home::open(location, systems)?;
        let recovered = rollback::recover(&home, systems);
        home.close();
        if let Some(recovered) = recovered? {
            return Ok(Some(recovered));
        }
    }
    Ok(None)
}

fn wish(file: &FileOutcome) -> Wish {
    let permissions = match (&file.before, file.mode, file.mode_change) {
        (None, FileMode::Regular, _) => Permissions::Regular,
        (None, FileMode::Executable, _) => Permissions::Executable,
        (Some(_), _, None) => Permissions::Kept,
        (Some(_), _, Some(mode)) => Permissions::Changed { executable: mode == FileMode::Executable },
    };
    Wish {
        path: file.path.clone(),
        expected: file.before.as_ref().map_or(Expected::Absent, |content| Expected::Hash(content.hash())),
        after: file.after.clone().map(|content| (content, permissions)),
    }
}

/// Makes the root if it does not exist, and returns the directories that were made for it.
fn make_root(root: &Utf8Path) -> Result<Vec<Utf8PathBuf>, ApplyError> {
    let mut missing: Vec<&Utf8Path> = Vec::new();
    for directory in root.ancestors() {
        if directory.as_str().is_empty() || directory.exists() {
            break;
        }
        missing.push(directory);
    }
    let mut made = Vec::new();
    for directory in missing.into_iter().rev() {
        if let Err(error) = std::fs::create_dir(directory) {
            for made in made.iter().rev() {
                let _ = std::fs::remove_dir(made);
            }
            return Err(ApplyError::system("make", directory)(error));
        }
        made.push(directory.to_owned());
    }
    Ok(made)
}
