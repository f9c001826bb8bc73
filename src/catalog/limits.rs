//! How much a catalog may hand over: more is a mistake or an attack.
//! Border: numbers and the check of a listing; nothing is read.
use camino::Utf8Path;

use super::tree::Listed;

/// Files of one template.
pub const FILES: usize = 5_000;
/// Bytes of one file.
pub const FILE_BYTES: u64 = 16 * 1024 * 1024;
/// Bytes of one template.
pub const TOTAL_BYTES: u64 = 64 * 1024 * 1024;
/// Directories above a file.
pub const DEPTH: usize = 32;
/// Templates that one inherits from, one after the other.
pub const ANCESTORS: usize = 16;
/// Bytes of `catalog.toml`, `template.toml` or `pyworker.toml`.
pub const MANIFEST_BYTES: u64 = 1024 * 1024;

/// What is too much.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Excess {
    /// Files of one template.
    #[error("it has more than {FILES} files")]
    Files,
    /// Bytes of one file.
    #[error("`{path}` has {bytes} bytes; {limit} are allowed")]
    FileBytes {
        /// The file.
        path: String,
        /// Its size.
        bytes: u64,
        /// What is allowed.
        limit: u64,
    },
    /// Bytes of one template.
    #[error("its files have more than {TOTAL_BYTES} bytes together")]
    TotalBytes,
    /// Templates that one inherits from.
    #[error("it inherits from more than {ANCESTORS} templates, one after the other")]
    Ancestors,
    /// Directories above a file.
    #[error("`{path}` lies more than {DEPTH} directories deep")]
    Depth {
        /// The file.
        path: String,
    },
}

/// Checks what is going to be read.
///
/// # Errors
/// The first thing that is too much.
pub(super) fn check(files: &[Listed]) -> Result<(), Excess> {
    if files.len() > FILES {
        return Err(Excess::Files);
    }
    let mut total: u64 = 0;
    for file in files {
        check_file(&file.path, file.bytes, FILE_BYTES)?;
        check_depth(&file.path)?;
        total = total.saturating_add(file.bytes);
    }
    if total > TOTAL_BYTES { Err(Excess::TotalBytes) } else { Ok(()) }
}

/// Checks the size of one file.
///
/// # Errors
/// If it is too much.
pub(super) fn check_file(path: &Utf8Path, bytes: u64, limit: u64) -> Result<(), Excess> {
    if bytes > limit { Err(Excess::FileBytes { path: path.to_string(), bytes, limit }) } else { Ok(()) }
}

/// Checks how deep a path is.
///
/// # Errors
/// If it is too much.
pub(super) fn check_depth(path: &Utf8Path) -> Result<(), Excess> {
    if path.components().count() > DEPTH + 1 { Err(Excess::Depth { path: path.to_string() }) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(path: &str, bytes: u64) -> Listed {
        Listed { path: path.into(), bytes }
    }

    #[test]
    fn each_limit_is_kept() {
        assert_eq!(check(&[listed("a", FILE_BYTES), listed("b/c", 1)]), Ok(()));
        assert!(matches!(check(&[listed("a", FILE_BYTES + 1)]), Err(Excess::FileBytes { .. })));
        let many: Vec<Listed> = (0..=FILES).map(|number| listed(&number.to_string(), 1)).collect();
        assert_eq!(check(&many), Err(Excess::Files));
        assert_eq!(check(&many[1..]), Ok(()));
        let heavy: Vec<Listed> = (0..5).map(|number| listed(&number.to_string(), FILE_BYTES)).collect();
        assert_eq!(check(&heavy), Err(Excess::TotalBytes));
        let deep = |depth: usize| listed(&format!("{}x", "d/".repeat(depth)), 1);
        assert_eq!(check(&[deep(DEPTH)]), Ok(()));
        assert!(matches!(check(&[deep(DEPTH + 1)]), Err(Excess::Depth { .. })));
    }
}
