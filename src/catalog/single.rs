//! A template that is named by its own place, outside of any catalog of the settings.
//! Border: finds the template and the catalog around it; reading it is `assemble`'s work.
use camino::{Utf8Path, Utf8PathBuf};

use super::assemble;
use super::directory_tree::DirectoryTree;
use super::error::CatalogError;
use super::git::{Fetching, GitTree, Mirror, Prompts};
use super::index::INDEX;
use super::index_reader;
use super::location::Repository;
use super::tree::{self, Tree};
use crate::template::{MANIFEST, Origin, Template};

/// The template in a directory.
///
/// # Errors
/// No template there, or it cannot be read.
pub(super) fn in_directory(directory: &Utf8Path) -> Result<Template, CatalogError> {
    if !directory.is_dir() {
        return Err(CatalogError::NoDirectory { path: directory.to_owned() });
    }
    let real = directory
        .canonicalize_utf8()
        .map_err(|source| CatalogError::Unreadable { path: directory.to_owned(), source })?;
    // The catalog that it belongs to, if any: what it inherits from lies there.
    let top = real.ancestors().skip(1).take(4).find(|above| above.join(INDEX).is_file()).unwrap_or(&real).to_owned();
    let below = real.strip_prefix(&top).unwrap_or(Utf8Path::new("")).to_owned();
    let tree = DirectoryTree::open(&top)?;
    let origin = Origin { source: real.to_string(), commit: None, directory: tree.name(&below) };
    load(&tree, &below, origin)
}

/// The template in a repository, and the tag that it was read from, if it was one.
///
/// # Errors
/// What git says, no template there, or it cannot be read.
pub(super) fn in_repository(
    repository: &Repository,
    cache: Option<&Utf8Path>,
    fetching: Fetching,
    prompts: Prompts,
) -> Result<(Template, Option<String>), CatalogError> {
    let mirror = Mirror::open(repository, cache, fetching, prompts)?;
    let commit = mirror.commit(repository.reference.as_deref())?;
    let reference = repository.reference.clone().unwrap_or_else(|| commit.chars().take(10).collect());
    let tree = GitTree::new(mirror.objects().clone(), commit.clone(), reference, Utf8PathBuf::new());
    let below = repository.directory.clone();
    let mut top = Utf8PathBuf::new();
    for above in below.ancestors().skip(1) {
        if tree.find(&above.join(INDEX))?.is_some() {
            top = above.to_owned();
            break;
        }
    }
    let tree = tree.below(top.clone());
    let below = below.strip_prefix(&top).unwrap_or(&below).to_owned();
    let origin = Origin { source: repository.source(), commit: Some(commit), directory: tree.name(&below) };
    let tag = match &repository.reference {
        Some(reference) if mirror.objects().is_tag(reference)? => Some(reference.clone()),
        _ => None,
    };
    Ok((load(&tree, &below, origin)?, tag))
}

fn load(tree: &dyn Tree, directory: &Utf8Path, origin: Origin) -> Result<Template, CatalogError> {
    if tree.find(&directory.join(MANIFEST))?.is_none() {
        let path = directory.join(INDEX);
        let templates = match tree::text(tree, &path)? {
            None if tree.list(directory)?.is_empty() => {
                return Err(CatalogError::NoDirectory { path: tree.name(directory) });
            }
            None => Vec::new(),
            Some(text) => {
                let index = index_reader::read(&tree.name(&path), &text)?;
                index.entries.iter().map(|entry| entry.path.to_string()).collect()
            }
        };
        return Err(CatalogError::NoTemplate { source_name: origin.source, templates });
    }
    assemble::template(tree, directory, origin)
}
