//! What changed in a catalog since it was fetched last, and since its versions were first seen here.
//! Border: compares two states; fetching is `catalogs`' work.
use std::collections::BTreeMap;

use semver::Version;

use super::error::CatalogError;
use super::mismatch::{Moved, Seen};
use super::pins::{self, Pins};
use super::shelf::Shelf;

/// What changed in a catalog.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct News {
    /// The catalog.
    pub name: String,
    /// The commit that its index was read from the last time, if that was another one.
    pub before: Option<String>,
    /// The commit that its index is read from now; nothing for a directory.
    pub commit: Option<String>,
    /// Versions that were not there before, the newest first, by entry.
    pub new: BTreeMap<String, Vec<Version>>,
    /// Entries and versions (`id`, `id@version`) that are no longer there.
    pub gone: Vec<String>,
    /// Versions that are not what they were when they were first seen here.
    pub moved: Vec<Moved>,
}

impl News {
    /// For a directory, which is not fetched: nothing in it is news.
    pub(super) fn of_directory(self) -> Self {
        Self { name: self.name, ..Self::default() }
    }

    /// Compares what a catalog was with what it is.
    pub(super) fn between(before: Option<&Shelf>, now: &Shelf) -> Self {
        let mut news = Self { name: now.name.clone(), commit: now.commit().map(str::to_owned), ..Self::default() };
        let commit = before.and_then(Shelf::commit);
        news.before = commit.filter(|commit| Some(*commit) != now.commit()).map(str::to_owned);
        for entry in &now.index.entries {
            let known = before
                .and_then(|before| before.index.find(&entry.id, entry.kind))
                .filter(|known| known.kind == entry.kind);
            let is_new = |version: &&Version| known.is_none_or(|known| known.published(version).is_none());
            let mut versions: Vec<Version> =
                entry.versions.iter().map(|published| &published.version).filter(is_new).cloned().collect();
            versions.sort_by(|one, other| other.cmp(one));
            if !versions.is_empty() {
                news.new.entry(entry.id.clone()).or_default().extend(versions);
            }
        }
        for entry in before.map(|before| &before.index.entries[..]).unwrap_or_default() {
            match now.index.find(&entry.id, entry.kind).filter(|found| found.kind == entry.kind) {
                None => news.gone.push(entry.id.clone()),
                Some(found) => {
                    let gone = entry.versions.iter().filter(|known| found.published(&known.version).is_none());
                    news.gone.extend(gone.map(|known| format!("{}@{}", entry.id, known.version)));
                }
            }
        }
        news
    }
}

/// The versions of a catalog that are not what they were when they were first seen here.
///
/// # Errors
/// No git.
pub(super) fn moved(shelf: &Shelf, pins: &Pins) -> Result<Vec<Moved>, CatalogError> {
    let mut found = Vec::new();
    for (name, was) in pins.of(&shelf.source) {
        let Some((kind, id, version)) = pins::parts(name) else { continue };
        let entry = shelf.index.find(id, kind).filter(|entry| entry.kind == kind);
        let published = Version::parse(version).ok().and_then(|version| entry?.published(&version));
        // A version that was taken back is gone, which is told; nobody gets anything else in its place.
        let Some(published) = published else { continue };
        let is = Seen { commit: shelf.commit_of(published)?, hash: published.hash.clone() };
        if is != *was {
            found.push(Moved {
                id: format!("{}/{id}", shelf.name),
                version: version.to_owned(),
                pin: name.to_owned(),
                catalog: Some(shelf.name.clone()),
                was: was.clone(),
                is,
            });
        }
    }
    Ok(found)
}
