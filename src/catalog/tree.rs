//! The files of a catalog at one moment: inside the program, in a directory, in a commit.
//! Border: what can be listed and read, within limits; what the files mean is other people's work.
use std::borrow::Cow;

use camino::{Utf8Path, Utf8PathBuf};

use super::error::CatalogError;
use super::limits;
use crate::template::{PathProblem, check_path};

/// What tools leave behind where somebody tried a template's files; never a part of it.
pub(super) const DEBRIS: [&str; 6] =
    ["__pycache__", ".pytest_cache", ".ruff_cache", ".venv", "node_modules", ".DS_Store"];

/// One file as it is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its path, from the top of the tree.
    pub path: Utf8PathBuf,
    /// Its size.
    pub bytes: u64,
}

/// A file's bytes; those inside the program are not copied.
pub type Bytes = Cow<'static, [u8]>;

/// The files of a catalog at one moment.
pub trait Tree {
    /// A file of the tree, as messages name it.
    fn name(&self, path: &Utf8Path) -> Utf8PathBuf;

    /// All files below a directory, sorted by path; none if there is no such directory. Without what tools leave
    /// behind, and without `.git`.
    ///
    /// # Errors
    /// What cannot be read, is no plain file, or is too much.
    fn list(&self, directory: &Utf8Path) -> Result<Vec<Listed>, CatalogError>;

    /// The bytes of files that were listed, in this order.
    ///
    /// # Errors
    /// What cannot be read.
    fn read(&self, files: &[Listed]) -> Result<Vec<Bytes>, CatalogError>;

    /// A file, if it is there.
    ///
    /// # Errors
    /// What cannot be read, is no plain file, or is too much.
    fn find(&self, path: &Utf8Path) -> Result<Option<Listed>, CatalogError>;
}

/// The text of one file, if it is there.
///
/// # Errors
/// What cannot be read, is too long, or is no text.
pub(super) fn text(tree: &dyn Tree, path: &Utf8Path) -> Result<Option<String>, CatalogError> {
    let Some(file) = tree.find(path)? else { return Ok(None) };
    limits::check_file(path, file.bytes, limits::MANIFEST_BYTES)
        .map_err(|excess| CatalogError::Excess { place: tree.name(path), excess })?;
    let Some(bytes) = tree.read(&[file])?.pop() else { return Ok(None) };
    match String::from_utf8(bytes.into_owned()) {
        Ok(text) => Ok(Some(text)),
        Err(_) => Err(CatalogError::NotText { path: tree.name(path) }),
    }
}

/// Everything below a directory, by the path below it.
///
/// # Errors
/// What cannot be read, is no plain file, or is too much.
pub(super) fn content(tree: &dyn Tree, directory: &Utf8Path) -> Result<Vec<(Utf8PathBuf, Bytes)>, CatalogError> {
    let files = tree.list(directory)?;
    limits::check(&files).map_err(|excess| CatalogError::Excess { place: tree.name(directory), excess })?;
    let bytes = tree.read(&files)?;
    let below = |path: &Utf8Path| path.strip_prefix(directory).unwrap_or(path).to_owned();
    Ok(files.iter().map(|file| below(&file.path)).zip(bytes).collect())
}

/// Whether a path is what tools leave behind.
pub(super) fn is_debris(path: &Utf8Path) -> bool {
    path.components().any(|part| DEBRIS.contains(&part.as_str()))
}

/// A name that a tree may have: it is valid on every system, and nothing of git's. Names with `{{ … }}` are paths
/// that are still to be rendered, and are looked at again then.
///
/// # Errors
/// Why it is refused.
pub(super) fn check_name(path: &str) -> Result<(), PathProblem> {
    if path.contains("{{") || path.contains("{%") {
        let dots = path.split('/').any(|part| part == "." || part == ".." || part.is_empty());
        let plain = !path.starts_with('/') && !dots && !path.chars().any(char::is_control);
        return if plain { Ok(()) } else { check_path(path).map(drop) };
    }
    match check_path(path) {
        // A catalog may show what a project looks like; whether a template may write it is looked at when it does.
        Ok(_) | Err(PathProblem::Own { .. }) => Ok(()),
        Err(problem) => Err(problem),
    }
}
