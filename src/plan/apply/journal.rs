//! What an apply is about to do, written down before it is done, with the originals.
//! Border: the record and its files; doing and taking back are `write`'s and `rollback`'s work.
//!
//! In the home stand `preparing/` (a record in the making or in removal: worthless at any time), `pending/` (an
//! apply that has begun and not ended), `done/NNNN/` (what can be undone) and `kept-NNNN/` (originals that could not
//! be put back). A directory changes its state by one rename, so there is no moment in between.
use camino::{Utf8Path, Utf8PathBuf};
use serde::{Deserialize, Serialize};

use super::error::ApplyError;
use super::filesystem::{Attributes, Flushing, Permissions};
use super::home::Home;

/// The version of the record's format.
pub const VERSION: u32 = 1;
/// How many applies can be undone, one after the other.
const KEPT: usize = 20;

/// A file as it was or is to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Permissions and owner; for a file to be made where none was there are none yet.
    pub attributes: Option<Attributes>,
}

/// One file of the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Relative to the root, links followed.
    pub path: Utf8PathBuf,
    /// The name of the temporary file beside it, for writing it or for putting it back.
    pub temporary: Utf8PathBuf,
    /// What stood there; its bytes are in `original-N`, where N is the entry's number in the record.
    pub before: Option<Known>,
    /// What stands there afterwards.
    pub after: Option<Known>,
}

/// Why there is a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A plan was applied.
    Apply,
    /// The record of this number was undone.
    Undo(String),
}

/// The record of one apply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// See [`VERSION`].
    pub version: u32,
    /// What was applied, for people: "migrate, 11 changes in 4 files".
    pub label: String,
    /// When, in seconds since 1970.
    pub time: u64,
    /// What for.
    pub kind: Kind,
    /// The root, relative to the home's owner.
    pub root: Utf8PathBuf,
    /// Directories that are made for new files, parents first.
    pub directories: Vec<Utf8PathBuf>,
    /// The files, in the order of writing.
    pub files: Vec<Entry>,
    /// The files of which git was told that they are in conflict.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conflicts: Vec<Utf8PathBuf>,
}

/// The name of the file that holds the original of the entry with this number.
pub fn original_name(number: usize) -> String {
    format!("original-{number}")
}

impl Record {
    /// Writes the record and the originals, so that everything that follows can be taken back.
    ///
    /// # Errors
    /// What the system says; nothing has begun then.
    pub fn begin(&self, home: &Home, originals: &[Option<&[u8]>], flushing: Flushing) -> Result<(), ApplyError> {
        home.remove("preparing")?;
        let directory = home.at("preparing");
        home.files.create_directory(&directory).map_err(ApplyError::system("make", &directory))?;
        for (number, original) in originals.iter().enumerate() {
            if let Some(bytes) = original {
                let path = directory.join(original_name(number));
                home.files
                    .create_file(&path, bytes, Permissions::Private, flushing.file())
                    .map_err(ApplyError::system("write", &path))?;
            }
        }
        let path = directory.join("record.json");
        let text = serde_json::to_vec_pretty(self)
            .map_err(|error| ApplyError::BadJournal { path: path.clone(), reason: error.to_string() })?;
        home.files
            .create_file(&path, &text, Permissions::Private, flushing.file())
            .map_err(ApplyError::system("write", &path))?;
        let settle = |path: &Utf8Path| flushing.settle(&*home.files, [path]).map_err(ApplyError::system("write", path));
        settle(&directory)?;
        home.files.rename(&directory, &home.at("pending")).map_err(ApplyError::system("write", &directory))?;
        settle(&home.at(""))
    }

    /// Whether what is pending never got as far as to hold anything: its record did not reach the disk before the
    /// machine stopped. That can only be where there are no originals, because those wait for the disk.
    ///
    /// # Errors
    /// What the system says.
    pub fn is_hollow(home: &Home) -> Result<bool, ApplyError> {
        let names = home.names("pending")?;
        if names.iter().any(|name| name != "record.json") {
            return Ok(false);
        }
        let path = home.at("pending").join("record.json");
        match home.files.entry(&path).map_err(ApplyError::system("read", &path))? {
            None => Ok(true),
            Some(_) => {
                let bytes = home.files.read(&path).map_err(ApplyError::system("read", &path))?;
                Ok(bytes.iter().all(|byte| *byte == 0))
            }
        }
    }

    /// Reads the record in a directory of the home.
    ///
    /// # Errors
    /// What the system says, and records of another version or shape.
    pub fn read(home: &Home, directory: &str) -> Result<Self, ApplyError> {
        let path = home.at(directory).join("record.json");
        let bytes = home.files.read(&path).map_err(ApplyError::system("read", &path))?;
        let bad = |reason: String| ApplyError::BadJournal { path: home.location.path().join(directory), reason };
        #[derive(Deserialize)]
        struct Versioned {
            version: u32,
        }
        let Versioned { version } = serde_json::from_slice(&bytes).map_err(|error| bad(error.to_string()))?;
        if version != VERSION {
            return Err(bad(format!("it has version {version}, this pyworker reads version {VERSION}")));
        }
        serde_json::from_slice(&bytes).map_err(|error| bad(error.to_string()))
    }

    /// The original of the entry with this number, from the record in `directory`.
    ///
    /// # Errors
    /// What the system says, and an original that is not the one recorded.
    pub fn original(&self, home: &Home, directory: &str, number: usize) -> Result<Option<Vec<u8>>, ApplyError> {
        let Some(known) = self.files.get(number).and_then(|entry| entry.before.as_ref()) else {
            return Ok(None);
        };
        let path = home.at(directory).join(original_name(number));
        let bytes = home.files.read(&path).map_err(ApplyError::system("read", &path))?;
        if crate::plan::Content::from(bytes.clone()).hash() != known.sha256 {
            return Err(ApplyError::BadJournal {
                path: home.location.path().join(directory),
                reason: format!("`{}` is damaged", original_name(number)),
            });
        }
        Ok(Some(bytes))
    }
}

/// Turns `pending` into something that can be undone, and returns its number.
///
/// # Errors
/// What the system says; the apply has not ended then.
pub fn commit(home: &Home) -> Result<String, ApplyError> {
    let done = home.at("done");
    if !home.has("done")? {
        home.files.create_directory(&done).map_err(ApplyError::system("make", &done))?;
    }
    let last = numbers(home)?.last().and_then(|name| name.parse::<u64>().ok()).unwrap_or(0);
    let number = format!("{:04}", last + 1);
    home.files
        .rename(&home.at("pending"), &done.join(&number))
        .map_err(ApplyError::system("write", &done.join(&number)))?;
    Ok(number)
}

/// Drops `directory` so that no half of it can ever be taken for a record.
///
/// # Errors
/// What the system says.
pub fn drop_record(home: &Home, directory: &str) -> Result<(), ApplyError> {
    home.remove("preparing")?;
    let path = home.at(directory);
    home.files.rename(&path, &home.at("preparing")).map_err(ApplyError::system("remove", &path))?;
    home.remove("preparing")
}

/// The numbers of what was done, oldest first.
///
/// # Errors
/// What the system says.
pub fn numbers(home: &Home) -> Result<Vec<String>, ApplyError> {
    let mut names = home.names("done")?;
    names.retain(|name| name.parse::<u64>().is_ok());
    names.sort_by_key(|name| name.parse::<u64>().ok());
    Ok(names)
}

/// Drops what is too old to be undone.
///
/// # Errors
/// What the system says.
pub fn prune(home: &Home) -> Result<(), ApplyError> {
    let numbers = numbers(home)?;
    for number in &numbers[..numbers.len().saturating_sub(KEPT)] {
        drop_record(home, &format!("done/{number}"))?;
    }
    Ok(())
}
