//! Publishing: what is committed becomes a version in the index, with the hash of its content and the tag that will have it.
//! Border: checks and makes the new text of the index; a plan writes it, and the user runs git.

mod error;
mod index_text;

use semver::Version;

pub use error::PublishError;

use super::Workshop;
use super::lint::{Finding, Problem, lint};
use crate::catalog::git::GitError;
use crate::catalog::{CatalogError, EntryKind, INDEX, IndexEntry, Shelf, manifest_name};
use crate::plan::{Content, FileMode, FileOutcome};

/// What is wished for.
#[derive(Debug, Default)]
pub struct Wish {
    /// The entries; all that have something new if there are none.
    pub ids: Vec<String>,
    /// The tag, if it is not the usual one.
    pub tag: Option<String>,
    /// What changed, one line each.
    pub changes: Vec<String>,
}

/// A version that is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    /// What it is.
    pub kind: EntryKind,
    /// Its name.
    pub id: String,
    /// Its version.
    pub version: Version,
    /// The tag that will have it.
    pub tag: String,
    /// Whether the tag is there already.
    pub is_tagged: bool,
    /// SHA-256 of its content.
    pub hash: String,
}

/// The versions that are published and the new index.
#[derive(Debug)]
pub struct Publication {
    /// In the order of the index; none if everything is published.
    pub releases: Vec<Release>,
    /// The index before and after.
    pub index: FileOutcome,
}

/// Finds out what is to be published, and makes the new index.
///
/// # Errors
/// No repository, files that are not committed, versions that exist or are too low, tags that are taken, and mistakes.
pub fn publish(workshop: &Workshop, wish: &Wish) -> Result<Publication, PublishError> {
    let entries = workshop.named(&wish.ids)?;
    let shelf = &workshop.shelf;
    let uncommitted =
        shelf.uncommitted()?.ok_or_else(|| PublishError::NoRepository { directory: shelf.source.clone() })?;
    if !uncommitted.is_empty() {
        return Err(PublishError::Dirty { paths: uncommitted });
    }
    let committed = shelf.committed()?.ok_or(PublishError::NoCommit)?;
    let mut releases = Vec::new();
    for entry in entries {
        releases.extend(release(workshop, &committed, entry, wish)?);
    }
    if let (Some(tag), [_, _, ..]) = (&wish.tag, releases.as_slice()) {
        let ids = releases.into_iter().map(|release| release.id).collect();
        return Err(PublishError::OneTag { tag: tag.clone(), ids });
    }
    let mistakes: Vec<Finding> = lint(workshop).into_iter().filter(|finding| is_about(finding, &releases)).collect();
    if !mistakes.is_empty() && !releases.is_empty() {
        return Err(PublishError::Mistakes(mistakes));
    }
    let mut text = shelf.index.text.clone();
    for release in &releases {
        text = index_text::with(&text, release, &wish.changes);
    }
    Ok(Publication {
        releases,
        index: FileOutcome {
            path: INDEX.into(),
            before: Some(Content::from(shelf.index.text.clone())),
            after: Some(Content::from(text)),
            mode: FileMode::Regular,
            mode_change: None,
        },
    })
}

/// Whether a mistake is one of what is published, or of the catalog as a whole.
fn is_about(finding: &Finding, releases: &[Release]) -> bool {
    match &finding.entry {
        None => !matches!(finding.problem, Problem::Unlisted { .. }),
        Some((kind, id)) => releases.iter().any(|release| release.kind == *kind && release.id == *id),
    }
}

/// The release of an entry, if its version is not published yet.
fn release(
    workshop: &Workshop,
    committed: &Shelf,
    entry: &IndexEntry,
    wish: &Wish,
) -> Result<Option<Release>, PublishError> {
    let manifest = entry.path.join(manifest_name(entry.kind));
    let Some(version) = committed.working_version(entry)? else {
        return Err(PublishError::NoManifest {
            place: workshop.shelf.index.place(&entry.range),
            path: workshop.shelf.tree().name(&manifest),
        });
    };
    let hash = hash(committed, entry, &version)?;
    let here = hash_here(workshop, entry, &version)?;
    if hash != here {
        // The tree is clean, so git ignores a file, or changes line ends.
        let directory = workshop.shelf.tree().name(&entry.path);
        return Err(PublishError::Ignored { directory, paths: ignored(workshop, committed, entry)? });
    }
    if let Some(published) = entry.published(&version) {
        if published.hash == hash {
            return Ok(None);
        }
        let (place, published) = (workshop.version_place(entry), published.hash.clone());
        return Err(PublishError::Exists { place, version, published, found: hash });
    }
    if let Some(newest) = entry.versions.iter().map(|published| &published.version).max()
        && version < *newest
    {
        return Err(PublishError::Lower { place: workshop.version_place(entry), version, newest: newest.clone() });
    }
    let twins = workshop.shelf.index.entries.iter().filter(|other| other.id == entry.id).count();
    let usual = match twins {
        1 => format!("{}-v{version}", entry.id),
        _ => format!("{}-{}-v{version}", entry.kind.table(), entry.id),
    };
    let tag = wish.tag.clone().unwrap_or(usual);
    if let Err(problem) = crate::catalog::check_git_name(&tag) {
        return Err(PublishError::TagName { tag, problem });
    }
    let tagged = workshop.shelf.tagged(&tag)?;
    if tagged.is_some() && tagged.as_deref() != committed.commit() {
        return Err(PublishError::TagTaken { tag });
    }
    let (kind, id, is_tagged) = (entry.kind, entry.id.clone(), tagged.is_some());
    Ok(Some(Release { kind, id, version, tag, is_tagged, hash }))
}

/// The content hash of what is committed.
fn hash(committed: &Shelf, entry: &IndexEntry, version: &Version) -> Result<String, CatalogError> {
    match entry.kind {
        EntryKind::Codemods => Ok(committed.working_codemods(entry, version)?.hash),
        _ => Ok(committed.working(entry)?.hash),
    }
}

fn hash_here(workshop: &Workshop, entry: &IndexEntry, version: &Version) -> Result<String, CatalogError> {
    hash(&workshop.shelf, entry, version)
}

/// The files that are there and not in the commit, or differ from it.
fn ignored(workshop: &Workshop, committed: &Shelf, entry: &IndexEntry) -> Result<Vec<String>, CatalogError> {
    let there = committed.content(&entry.path)?;
    let here = workshop.shelf.content(&entry.path)?;
    let differs = |file: &&(camino::Utf8PathBuf, crate::catalog::Bytes)| !there.contains(file);
    Ok(here.iter().filter(differs).map(|(path, _)| path.to_string()).collect())
}

impl From<GitError> for PublishError {
    fn from(error: GitError) -> Self {
        Self::Catalog(error.into())
    }
}
