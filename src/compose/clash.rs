//! A file of a layer whose place is taken by another one.
//! Border: the choice and its outcome; asking is the caller's work.
use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};

use crate::plan::Content;

/// What becomes of a file that is there with other bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClashChoice {
    /// It stays as it is.
    Keep,
    /// The layer's takes its place.
    Take,
    /// Both are put together; what differs is marked.
    Merge,
}

/// What was chosen, for all files or for single ones.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClashChoices {
    /// For every file that has no choice of its own.
    pub all: Option<ClashChoice>,
    /// For single files.
    pub files: BTreeMap<Utf8PathBuf, ClashChoice>,
}

impl ClashChoices {
    /// The choice for a file, if there is one.
    pub fn of(&self, path: &Utf8Path) -> Option<ClashChoice> {
        self.files.get(path).copied().or(self.all)
    }
}

/// A file that nobody has decided about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    /// The file.
    pub path: Utf8PathBuf,
    /// The layer that wants it.
    pub layer: String,
    /// What is there.
    pub present: Content,
    /// What the layer has.
    pub wanted: Content,
}
