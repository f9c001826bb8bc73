//! What becomes of one file.
//! Border: bytes before and after; how they came about stands in `Change`.
use std::fmt;
use std::sync::Arc;

use camino::Utf8PathBuf;
use sha2::{Digest, Sha256};

/// A file's bytes, cheap to share.
#[derive(Clone, PartialEq, Eq)]
pub struct Content(pub Arc<[u8]>);

impl Content {
    /// SHA-256 of the bytes, in lower-case hexadecimal.
    pub fn hash(&self) -> String {
        let digest = Sha256::digest(&self.0);
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl<T: Into<Vec<u8>>> From<T> for Content {
    fn from(bytes: T) -> Self {
        Self(bytes.into().into())
    }
}

impl fmt::Debug for Content {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Content({:?})", String::from_utf8_lossy(&self.0))
    }
}

/// The permissions a new file gets; an existing file keeps its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FileMode {
    /// Read and write for the owner (0644 less the umask).
    #[default]
    Regular,
    /// Also executable (0755 less the umask).
    Executable,
}

/// One file before and after the whole plan. One of `before` and `after` is there; they differ, or the mode does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileOutcome {
    /// Relative to the plan's root, without `.` and `..`.
    pub path: Utf8PathBuf,
    /// The bytes the plan was made from; `None`: there must be no such file. Checked again before writing.
    pub before: Option<Content>,
    /// The bytes to write; `None`: the file is deleted.
    pub after: Option<Content>,
    /// For a file that is created.
    pub mode: FileMode,
    /// For a file that is there and is to be made executable, or not executable any more; `None`: it keeps its mode.
    pub mode_change: Option<FileMode>,
}
