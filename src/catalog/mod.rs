//! Where templates and team codemods come from.
//! Border: knows sources, indexes and pins; rendering is `template`'s work.

mod built_in;
mod reference;
mod source;

pub use built_in::BuiltIn;
pub use reference::{Reference, ReferenceProblem};
pub use source::{CatalogError, Entry, Source};

use crate::template::{Kind, Template};
use crate::text::closest;

/// All sources of this run, in the order in which they are asked.
pub struct Catalog {
    sources: Vec<Box<dyn Source>>,
}

impl Default for Catalog {
    /// The built-in templates alone.
    fn default() -> Self {
        Self::new(vec![Box::new(BuiltIn)])
    }
}

impl Catalog {
    /// A catalog over `sources`; the first one that has a name wins.
    pub fn new(sources: Vec<Box<dyn Source>>) -> Self {
        Self { sources }
    }

    /// Everything of one kind.
    ///
    /// # Errors
    /// When a source cannot be read.
    pub fn entries(&self, kind: Kind) -> Result<Vec<Entry>, CatalogError> {
        let mut entries: Vec<Entry> = Vec::new();
        for source in &self.sources {
            for entry in source.entries()? {
                if entry.kind == kind && !entries.iter().any(|known| known.id == entry.id) {
                    entries.push(entry);
                }
            }
        }
        Ok(entries)
    }

    /// The template that `reference` names: the newest version that it allows.
    ///
    /// # Errors
    /// When there is none, or it cannot be read.
    pub fn load(&self, reference: &Reference, kind: Kind) -> Result<Template, CatalogError> {
        for source in &self.sources {
            if reference.catalog.as_deref().is_some_and(|name| name != source.name()) {
                continue;
            }
            let entries = source.entries()?;
            let Some(entry) = entries.iter().find(|entry| entry.id == reference.id && entry.kind == kind) else {
                continue;
            };
            let allowed = entry.versions.iter().filter(|version| reference.allows(version)).max();
            return match allowed {
                Some(version) => source.load(&entry.id, version),
                None => Err(CatalogError::NoVersion {
                    id: entry.id.clone(),
                    wanted: reference.requirement(),
                    versions: entry.versions.clone(),
                }),
            };
        }
        Err(self.unknown(reference, kind))
    }

    fn unknown(&self, reference: &Reference, kind: Kind) -> CatalogError {
        let catalogs: Vec<String> = self.sources.iter().map(|source| source.name().to_owned()).collect();
        if let Some(name) = reference.catalog.as_ref().filter(|name| !catalogs.contains(name)) {
            return CatalogError::UnknownCatalog { name: name.clone(), catalogs };
        }
        let known: Vec<String> = self.entries(kind).unwrap_or_default().into_iter().map(|entry| entry.id).collect();
        let meant = closest(&reference.id, known.iter().map(String::as_str)).map(str::to_owned);
        CatalogError::UnknownTemplate { id: reference.id.clone(), known, meant }
    }
}
