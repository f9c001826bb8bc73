//! A catalog that somebody works on: its own files count, published or not, and the catalog inside the program.
//! Border: finds and loads; judging is `lint`'s work and `testing`'s.
use std::collections::BTreeMap;

use camino::Utf8Path;

use super::spans;
use crate::catalog::{CatalogError, EntryKind, IndexEntry, Shelf, manifest_name};
use crate::template::{Kind, Template, TemplatePlace};
use crate::text::closest;

/// A catalog that somebody works on.
pub struct Workshop {
    /// The catalog.
    pub shelf: Shelf,
    built_in: Shelf,
}

impl Workshop {
    /// Opens the catalog in a directory; an empty path is the current one.
    ///
    /// # Errors
    /// No directory, no index, or a mistake in it.
    pub fn open(root: &Utf8Path) -> Result<Self, CatalogError> {
        let root = if root == "." { Utf8Path::new("") } else { root };
        Ok(Self { shelf: Shelf::in_directory(root, None)?, built_in: Shelf::built_in()? })
    }

    /// A catalog that is open, with the one inside the program.
    ///
    /// # Errors
    /// A mistake in the latter.
    pub fn over(shelf: Shelf) -> Result<Self, CatalogError> {
        Ok(Self { shelf, built_in: Shelf::built_in()? })
    }

    /// The entries of these ids; all of the catalog if there are none.
    ///
    /// # Errors
    /// An id that the catalog does not have.
    pub fn named(&self, ids: &[String]) -> Result<Vec<&IndexEntry>, CatalogError> {
        let entries = &self.shelf.index.entries;
        if let Some(id) = ids.iter().find(|id| !entries.iter().any(|entry| entry.id == **id)) {
            let known: Vec<String> = entries.iter().map(|entry| entry.id.clone()).collect();
            let meant = closest(id, known.iter().map(String::as_str)).map(str::to_owned);
            return Err(CatalogError::NoEntry { id: id.clone(), catalog: self.shelf.name.clone(), known, meant });
        }
        Ok(entries.iter().filter(|entry| ids.is_empty() || ids.contains(&entry.id)).collect())
    }

    /// Where the manifest of an entry has its version.
    pub(super) fn version_place(&self, entry: &IndexEntry) -> Box<TemplatePlace> {
        let path = entry.path.join(manifest_name(entry.kind));
        let text = self.shelf.text(&path).ok().flatten().unwrap_or_default();
        let range = spans::of_key(&text, "version");
        Box::new(TemplatePlace { path: self.shelf.tree().name(&path), text, range })
    }

    /// The entry of that id and kind, and the catalog that has it: this one, or else the one inside the program.
    pub fn find(&self, kind: EntryKind, id: &str) -> Option<(&Shelf, &IndexEntry)> {
        [&self.shelf, &self.built_in].into_iter().find_map(|shelf| {
            let entry = shelf.index.find(id, kind).filter(|entry| entry.kind == kind)?;
            Some((shelf, entry))
        })
    }

    /// The id that may have been meant.
    pub fn meant(&self, kind: EntryKind, id: &str) -> Option<String> {
        let entries = || [&self.shelf, &self.built_in].into_iter().flat_map(|shelf| &shelf.index.entries);
        let ids = entries().filter(|entry| entry.kind == kind).map(|entry| entry.id.as_str());
        closest(id, ids).map(str::to_owned)
    }

    /// What lies in the files for a template, preset or layer.
    ///
    /// # Errors
    /// When there is none, or it cannot be read.
    pub fn load(&self, kind: EntryKind, id: &str) -> Result<Template, CatalogError> {
        let Some((shelf, entry)) = self.find(kind, id) else {
            let entries = self.shelf.index.entries.iter().filter(|entry| entry.kind == kind);
            let known = entries.map(|entry| entry.id.clone()).collect();
            return Err(CatalogError::UnknownTemplate { kind, id: id.to_owned(), known, meant: self.meant(kind, id) });
        };
        shelf.working(entry)
    }

    /// The layers that a layer needs, with those that they need in turn; those that cannot be read are left out.
    pub fn needed(&self, layer: &Template) -> Vec<Template> {
        let mut found: BTreeMap<String, Template> = BTreeMap::new();
        let ids = |template: &Template| -> Vec<String> {
            template.manifest.needs.iter().map(|need| need.text.clone()).collect()
        };
        let mut pending = ids(layer);
        while let Some(id) = pending.pop() {
            if id == layer.manifest.id || found.contains_key(&id) {
                continue;
            }
            if let Ok(template) = self.load(EntryKind::from(Kind::Feature), &id) {
                pending.extend(ids(&template));
                found.insert(id, template);
            }
        }
        found.into_values().collect()
    }
}
