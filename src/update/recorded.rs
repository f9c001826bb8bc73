//! A project with its record.
//! Border: finds and reads the record; the templates that it names are found in `releases`.
use camino::{Utf8Path, Utf8PathBuf};

use super::UpdateError;
use crate::compose::{Record, read_record};
use crate::project::Snapshot;
use crate::template::RECORD;

/// A project that was made from templates, or that layers were added to.
#[derive(Debug, Clone)]
pub struct RecordedProject {
    /// Its directory, absolute and without links.
    pub root: Utf8PathBuf,
    /// What it was made from.
    pub record: Record,
    /// The record's text.
    pub text: String,
    /// Its files.
    pub files: Snapshot,
}

impl RecordedProject {
    /// Opens the project in `directory`.
    ///
    /// # Errors
    /// No directory, no record, or one that cannot be read.
    pub fn open(directory: &Utf8Path) -> Result<Self, UpdateError> {
        let root = directory.canonicalize_utf8().map_err(|_| UpdateError::NoSuchPath { path: directory.to_owned() })?;
        let files = Snapshot::of(root.clone());
        let path = root.join(RECORD);
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let above = root.ancestors().skip(1).find(|above| above.join(RECORD).is_file()).map(Utf8Path::to_owned);
                return Err(UpdateError::NoRecord { root, above });
            }
            Err(source) => return Err(UpdateError::Unreadable { path: directory.join(RECORD), source }),
        };
        let record = read_record(&bytes).map_err(|error| UpdateError::Record(Box::new(error)))?;
        // It was read as UTF-8 a moment ago.
        let text = String::from_utf8(bytes).unwrap_or_default();
        Ok(Self { root, record, text, files })
    }
}
