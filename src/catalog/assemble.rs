//! From the files of a tree to a template or a set of codemods.
//! Border: which tree and which version is decided elsewhere; what a manifest means is `template`'s knowledge.
use camino::{Utf8Path, Utf8PathBuf};
use semver::Version;

use super::error::CatalogError;
use super::index::IndexEntry;
use super::inheritance;
use super::kind::EntryKind;
use super::tree::{self, Bytes, Tree};
use crate::template::{Head, MANIFEST, Origin, Template, content_hash, read_head};

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

/// The template in a directory, with what it inherits and the partials that it names.
///
/// # Errors
/// What cannot be read, and what is wrong with it.
pub(super) fn template(tree: &dyn Tree, directory: &Utf8Path, origin: Origin) -> Result<Template, CatalogError> {
    let template = working(tree, directory, origin)?;
    template.check_rules()?;
    Ok(template)
}

/// The same, also if some of its rules match no file: who works on it wants to know of all of them.
///
/// # Errors
/// What cannot be read, and what is wrong with it.
pub(super) fn working(tree: &dyn Tree, directory: &Utf8Path, origin: Origin) -> Result<Template, CatalogError> {
    let (manifest, files) = inheritance::assemble(tree, directory)?;
    Ok(Template::assembled(origin, &manifest, files)?)
}

/// SHA-256 over a set of codemods, without their cases.
pub(super) fn codemods_hash(files: &[(Utf8PathBuf, Bytes)]) -> String {
    let files = files.iter().filter(|(path, _)| !path.components().any(|part| part.as_str() == "cases"));
    content_hash(files.map(|(path, bytes)| (path.as_path(), bytes.as_ref())))
}

/// The version that lies in a tree.
///
/// # Errors
/// A manifest that cannot be read.
pub(super) fn version(tree: &dyn Tree, entry: &IndexEntry) -> Result<Option<Version>, CatalogError> {
    Ok(head(tree, entry)?.map(|head| head.version))
}
