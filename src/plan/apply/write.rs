//! Writes checked files, all or none, with a journal that outlives this process.
//! Border: the order of operations; taking back what an interruption left is `rollback`'s work.
use std::collections::BTreeSet;
use std::time::{SystemTime, UNIX_EPOCH};

use camino::{Utf8Path, Utf8PathBuf};

use super::check::Checked;
use super::error::{ApplyError, Obstacle, RefusedFile};
use super::filesystem::{EntryKind, FileSystem, Flushing, Permissions};
use super::home::Home;
use super::journal::{self, Entry, Kind, Known, Record, VERSION};
use super::rollback;
use crate::plan::Content;

/// What is to be written, and how it is remembered.
pub struct Job<'a> {
    /// For people.
    pub label: &'a str,
    /// What for.
    pub kind: Kind,
    /// The root, relative to the home's owner.
    pub root: Utf8PathBuf,
    /// The files.
    pub files: &'a [Checked],
    /// See [`super::ApplyRequest::conflicts`].
    pub conflicts: &'a [Utf8PathBuf],
    /// Asked between steps: whether the user wants to stop.
    pub interrupted: &'a dyn Fn() -> bool,
}

/// Writes all files of the job, and returns the number of its record. After an error the tree is as it was.
///
/// # Errors
/// What the system says, a file that changed at the last moment, an interruption.
pub fn write(tree: &dyn FileSystem, home: &Home, job: &Job) -> Result<String, ApplyError> {
    // Where nothing stood before, nothing can be lost, and waiting for the disk would be for nothing.
    let flushing = match job.files.iter().any(|file| file.before.is_some()) {
        true => Flushing::of(job.files.len()),
        false => Flushing::Never,
    };
    let record = record(tree, job)?;
    let originals: Vec<Option<&[u8]>> =
        job.files.iter().map(|file| file.before.as_ref().map(|(content, _)| content.bytes())).collect();
    if let Err(cause) = record.begin(home, &originals, flushing) {
        // Nothing of the tree was touched; what is left of the record is worthless.
        return match home.has("pending") {
            Ok(false) => {
                let _ = home.remove("preparing");
                Err(cause)
            }
            _ => Err(take_back(tree, home, cause)),
        };
    }
    match carry_out(tree, job, &record, flushing).and_then(|()| journal::commit(home)) {
        Ok(number) => {
            // The rename happened; only a power cut in this very moment could still take it back, as a whole.
            let _ = flushing.settle(&*home.files, [home.at("done").as_path(), &home.at("")]);
            Ok(number)
        }
        Err(cause) => Err(take_back(tree, home, cause)),
    }
}

fn take_back(tree: &dyn FileSystem, home: &Home, cause: ApplyError) -> ApplyError {
    let journal = home.location.path();
    match rollback::roll_back(tree, home) {
        Ok(recovered) if recovered.conflicts.is_empty() => cause,
        Ok(recovered) => {
            let refused =
                recovered.conflicts.into_iter().map(|path| RefusedFile { path, obstacle: Obstacle::Changed }).collect();
            let failure = Box::new(ApplyError::Refused { refused });
            ApplyError::NotRolledBack { cause: Box::new(cause), failure, journal }
        }
        Err(failure) => ApplyError::NotRolledBack { cause: Box::new(cause), failure: Box::new(failure), journal },
    }
}

/// Writes down what is going to happen.
fn record(tree: &dyn FileSystem, job: &Job) -> Result<Record, ApplyError> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let token = format!("{:x}-{:x}", now.as_nanos(), std::process::id());
    let mut directories: Vec<Utf8PathBuf> = Vec::new();
    let mut known: BTreeSet<&Utf8Path> = BTreeSet::new();
    let mut files = Vec::with_capacity(job.files.len());
    for (number, file) in job.files.iter().enumerate() {
        let mut missing = Vec::new();
        let parents = file.path.ancestors().skip(1).filter(|parent| !parent.as_str().is_empty());
        for parent in parents.take_while(|_| file.after.is_some()) {
            if !known.insert(parent) {
                break;
            }
            if tree.entry(parent).map_err(ApplyError::system("read", parent))?.is_some() {
                break;
            }
            missing.push(parent.to_owned());
        }
        directories.extend(missing.into_iter().rev());
        files.push(Entry {
            path: file.path.clone(),
            temporary: Utf8PathBuf::from(format!(".pyworker-{token}-{number}.tmp")),
            before: file
                .before
                .as_ref()
                .map(|(content, attributes)| Known { sha256: content.hash(), attributes: Some(*attributes) }),
            after: file.after.as_ref().map(|(content, permissions)| Known {
                sha256: content.hash(),
                attributes: match permissions.over(file.before.as_ref().map(|(_, attributes)| *attributes)) {
                    Permissions::Like(attributes) => Some(attributes),
                    _ => None,
                },
            }),
        });
    }
    Ok(Record {
        version: VERSION,
        label: job.label.to_owned(),
        time: now.as_secs(),
        kind: job.kind.clone(),
        root: job.root.clone(),
        directories,
        files,
        conflicts: job.conflicts.to_vec(),
    })
}

fn carry_out(tree: &dyn FileSystem, job: &Job, record: &Record, flushing: Flushing) -> Result<(), ApplyError> {
    let pause = || if (job.interrupted)() { Err(ApplyError::Interrupted) } else { Ok(()) };
    for directory in &record.directories {
        tree.create_directory(directory).map_err(ApplyError::system("make", directory))?;
    }
    for (file, entry) in job.files.iter().zip(&record.files) {
        pause()?;
        if let Some((content, permissions)) = &file.after {
            let permissions = permissions.over(file.before.as_ref().map(|(_, attributes)| *attributes));
            tree.create_file(&beside(&file.path, &entry.temporary), content.bytes(), permissions, flushing.file())
                .map_err(ApplyError::system("write", &file.path))?;
        }
    }
    if flushing == Flushing::Together {
        tree.flush_everything().map_err(ApplyError::system("write", Utf8Path::new("the new files")))?;
    }
    let mut directories: BTreeSet<&Utf8Path> = BTreeSet::new();
    for (file, entry) in job.files.iter().zip(&record.files) {
        pause()?;
        if !is_still(tree, &file.path, file.before.as_ref().map(|(content, _)| content))? {
            let refused = vec![RefusedFile { path: file.path.clone(), obstacle: Obstacle::Changed }];
            return Err(ApplyError::Refused { refused });
        }
        if file.after.is_some() {
            tree.rename(&beside(&file.path, &entry.temporary), &file.path)
                .map_err(ApplyError::system("write", &file.path))?;
        } else {
            tree.remove_file(&file.path).map_err(ApplyError::system("remove", &file.path))?;
        }
        directories.insert(file.path.parent().unwrap_or(Utf8Path::new("")));
    }
    flushing.settle(tree, directories).map_err(ApplyError::system("write", Utf8Path::new("the changed directories")))
}

/// The temporary file's path.
pub(super) fn beside(path: &Utf8Path, temporary: &Utf8Path) -> Utf8PathBuf {
    path.parent().unwrap_or(Utf8Path::new("")).join(temporary)
}

/// Whether `content` (or nothing) stands at `path`.
fn is_still(tree: &dyn FileSystem, path: &Utf8Path, content: Option<&Content>) -> Result<bool, ApplyError> {
    let entry = tree.entry(path).map_err(ApplyError::system("read", path))?;
    match (entry, content) {
        (None, None) => Ok(true),
        (Some(entry), Some(content)) if entry.kind == EntryKind::File => {
            let bytes = tree.read(path).map_err(ApplyError::system("read", path))?;
            Ok(bytes == content.bytes())
        }
        _ => Ok(false),
    }
}
