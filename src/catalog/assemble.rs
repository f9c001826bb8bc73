//! From the files of a tree to a template or a set of codemods.
//! Border: which tree and which version is decided elsewhere; what a manifest means is `template`'s knowledge.
use camino::{Utf8Path, Utf8PathBuf};
use semver::Version;

use super::error::CatalogError;
use super::index::IndexEntry;
use super::kind::EntryKind;
use super::limits;
use super::tree::{self, Bytes, Tree};
use crate::template::{Head, MANIFEST, Origin, Template, TemplateError, content_hash, read_head};

/// The manifest of a set of codemods.
pub const CODEMODS: &str = "codemods.toml";

/// The manifest's name of an entry of some kind.
pub fn manifest_name(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Template | EntryKind::Preset | EntryKind::Layer => MANIFEST,
        EntryKind::Codemods => CODEMODS,
    }
}

/// What the manifest of an entry begins with; nothing if it is not there.
///
/// # Errors
/// A manifest that cannot be read.
pub(super) fn head(tree: &dyn Tree, entry: &IndexEntry) -> Result<Option<Head>, CatalogError> {
    let path = entry.path.join(manifest_name(entry.kind));
    let Some(text) = tree::text(tree, &path)? else { return Ok(None) };
    Ok(Some(read_head(&tree.name(&path), &text)?))
}

/// The template in a directory.
///
/// # Errors
/// What cannot be read, and what is wrong with it.
pub(super) fn template(tree: &dyn Tree, directory: &Utf8Path, origin: Origin) -> Result<Template, CatalogError> {
    let files = tree::content(tree, directory)?;
    if files.is_empty() {
        return Err(TemplateError::NoManifest { path: tree.name(&directory.join(MANIFEST)) }.into());
    }
    let manifest = files.iter().find(|(path, _)| path == MANIFEST);
    if let Some((path, bytes)) = manifest {
        limits::check_file(path, bytes.len() as u64, limits::MANIFEST_BYTES)
            .map_err(|excess| CatalogError::Excess { place: tree.name(directory), excess })?;
    }
    Ok(Template::load(origin, files)?)
}

/// The same, also if some of its rules match no file: who works on it wants to know of all of them.
///
/// # Errors
/// What cannot be read, and what is wrong with it.
pub(super) fn working(tree: &dyn Tree, directory: &Utf8Path, origin: Origin) -> Result<Template, CatalogError> {
    Ok(Template::read(origin, tree::content(tree, directory)?)?)
}

/// SHA-256 over a set of codemods, without their cases.
pub(super) fn codemods_hash(files: &[(Utf8PathBuf, Bytes)]) -> String {
    content_hash(files.iter().filter(|(path, _)| !path.components().any(|part| part.as_str() == "cases")))
}

/// The version that lies in a tree.
///
/// # Errors
/// A manifest that cannot be read.
pub(super) fn version(tree: &dyn Tree, entry: &IndexEntry) -> Result<Option<Version>, CatalogError> {
    Ok(head(tree, entry)?.map(|head| head.version))
}
