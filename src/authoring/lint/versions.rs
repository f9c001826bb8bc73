//! Versions: what lies in the files against what was published, and whether all that was published is still there.
//! Border: hashes and version numbers; a version for a newer program is not judged.
use super::Problem;
use crate::authoring::Workshop;
use crate::catalog::{CatalogError, EntryKind, IndexEntry};

pub fn check(workshop: &Workshop, entry: &IndexEntry, found: &mut Vec<Problem>) {
    let shelf = &workshop.shelf;
    let Ok(offered) = shelf.entry(entry) else { return };
    let understood = |version| offered.versions.iter().any(|it| it.version == version && it.is_understood());
    let working = shelf.working_version(entry).ok().flatten();
    for published in entry.versions.iter().filter(|published| understood(published.version.clone())) {
        let hash = match entry.kind {
            EntryKind::Codemods => shelf.codemods(entry, &published.version).map(drop),
            _ => shelf.load(entry, &published.version).map(drop),
        };
        let Err(error) = hash else { continue };
        let version = published.version.clone();
        match error {
            CatalogError::Hash(mismatch) if working.as_ref() == Some(&version) && published.lies_with(entry) => {
                let (published, found_hash) = (mismatch.published.clone(), mismatch.found.clone());
                let place = workshop.version_place(entry);
                found.push(Problem::Changed { place, version, published, found: found_hash });
            }
            error => {
                let place = shelf.index.place(&published.range);
                found.push(Problem::Published { place, version, error: Box::new(error) });
            }
        }
    }
    let newest = entry.versions.iter().map(|published| &published.version).max();
    if let (Some(version), Some(newest)) = (working, newest)
        && version < *newest
    {
        let place = workshop.version_place(entry);
        found.push(Problem::Behind { place, version, newest: newest.clone() });
    }
}
