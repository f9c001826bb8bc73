//! A place in a file, as people and editors name it.
//! Border: lines and columns only; offsets live in `Edit`.
use camino::Utf8PathBuf;
use serde::{Deserialize, Serialize};

/// A file and a one-based line and column (columns count characters).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// Relative to the plan's root.
    pub path: Utf8PathBuf,
    /// One-based; 0 speaks of the file as a whole.
    pub line: usize,
    /// One-based, in characters; 0 speaks of the line as a whole.
    pub column: usize,
}

impl Place {
    /// The file as a whole.
    pub fn file(path: impl Into<Utf8PathBuf>) -> Self {
        Self { path: path.into(), line: 0, column: 0 }
    }
}
