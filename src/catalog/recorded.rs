//! Finds again what a project's record names: the catalog or the directory that a template came from.
//! Border: where, and which versions there are; what is done with them is `update`'s work.
use std::rc::Rc;

use camino::Utf8Path;
use semver::Version;

use super::built_in::BuiltIn;
use super::catalogs::Catalog;
use super::entry::Offered;
use super::error::CatalogError;
use super::git::Fetching;
use super::index::{INDEX, IndexEntry};
use super::kind::EntryKind;
use super::location::Location;
use super::mismatch::Seen;
use super::shelf::Shelf;
use crate::template::{Kind, Template};

/// The place that a template came from, as it is now.
pub enum Supply {
    /// A catalog, with its versions.
    Catalog {
        /// The catalog.
        shelf: Rc<Shelf>,
        /// The template in it.
        entry: Box<IndexEntry>,
    },
    /// A directory or repository of its own: what lies there is the only version.
    Single(Box<Template>),
}

/// Where the catalogs of a run are found, each opened once.
pub struct Supplies<'catalog> {
    catalog: &'catalog Catalog,
    open: Vec<Rc<Shelf>>,
}

impl<'catalog> Supplies<'catalog> {
    /// Finds what records name by way of `catalog`.
    pub fn new(catalog: &'catalog Catalog) -> Self {
        Self { catalog, open: Vec::new() }
    }

    /// What a record means by a source and an id. Repositories are fetched, unless the run is offline.
    ///
    /// # Errors
    /// A source that cannot be had or is not allowed, and a template that is not there any more.
    pub fn find(&mut self, source: &str, id: &str, kind: Kind) -> Result<Supply, CatalogError> {
        let kind = EntryKind::from(kind);
        let shelf = match self.open.iter().find(|shelf| shelf.source == source) {
            Some(shelf) => Rc::clone(shelf),
            None => match self.shelf(source) {
                Ok(shelf) => {
                    self.open.push(Rc::clone(&shelf));
                    shelf
                }
                Err(CatalogError::NoIndex { is_template: true, .. }) => {
                    return Ok(Supply::Single(Box::new(self.catalog.load_place(&self.location(source)?)?)));
                }
                Err(error) => return Err(error),
            },
        };
        match shelf.index.find(id, kind).filter(|entry| entry.kind == kind).cloned() {
            Some(entry) => Ok(Supply::Catalog { shelf, entry: Box::new(entry) }),
            None => Err(CatalogError::UnknownTemplate {
                kind,
                id: format!("{}/{id}", shelf.name),
                known: shelf.index.entries.iter().filter(|other| other.kind == kind).map(|it| it.id.clone()).collect(),
                meant: None,
            }),
        }
    }

    fn shelf(&self, source: &str) -> Result<Rc<Shelf>, CatalogError> {
        if source == BuiltIn::NAME {
            return self.catalog.shelf(BuiltIn::NAME);
        }
        let location = self.location(source)?;
        if let Location::Directory(directory) = &location {
            if !directory.is_dir() {
                return Err(CatalogError::NoDirectory { path: directory.clone() });
            }
            if !directory.join(INDEX).is_file() && is_template(directory) {
                return Err(CatalogError::NoIndex { source_name: source.to_owned(), is_template: true });
            }
        }
        // A catalog of the settings may be fetched with a password, and has its own name.
        let (name, location) = match self.catalog.configured(source) {
            Some((name, location)) => (Some(name), location),
            None => (None, location),
        };
        self.catalog.open_location(&location, name.as_deref(), Fetching::Always).map(Rc::new)
    }

    /// The place that a source names; a directory may be named from the project.
    fn location(&self, source: &str) -> Result<Location, CatalogError> {
        let location: Location = source.parse().map_err(|problem| CatalogError::Location { problem })?;
        Ok(match location.directory(self.catalog.directory()) {
            Some(directory) => Location::Directory(directory),
            None => location,
        })
    }

    /// One version of what was found, compared with what it was published and seen as.
    ///
    /// # Errors
    /// When there is no such version, it cannot be read, or is not what it was.
    pub fn load(&self, supply: &Supply, version: &Version) -> Result<Template, CatalogError> {
        match supply {
            Supply::Single(template) if template.manifest.version == *version => Ok((**template).clone()),
            Supply::Catalog { shelf, entry } if supply.versions()?.iter().any(|it| it.version == *version) => {
                let template = shelf.load(entry, version)?;
                let seen = Seen { commit: template.origin.commit.clone(), hash: template.hash.clone() };
                self.catalog.seen(shelf, entry, version, &seen)?;
                Ok(template)
            }
            _ => Err(CatalogError::NoVersion {
                id: supply.name(),
                wanted: version.to_string(),
                versions: supply.versions()?.into_iter().map(|offered| offered.version).collect(),
            }),
        }
    }

    /// The newest version of a layer that another one of the same source needs.
    ///
    /// # Errors
    /// When it cannot be had.
    pub fn needed(&mut self, source: &str, id: &str) -> Result<Template, CatalogError> {
        let supply = self.find(source, id, Kind::Feature)?;
        match supply.newest(&|_| true)? {
            Some(newest) => self.load(&supply, &newest.version),
            None => Err(CatalogError::NoVersion { id: supply.name(), wanted: "*".to_owned(), versions: Vec::new() }),
        }
    }
}

impl Supply {
    /// The versions that can be had, the newest first.
    ///
    /// # Errors
    /// When a manifest cannot be read.
    pub fn versions(&self) -> Result<Vec<Offered>, CatalogError> {
        match self {
            Self::Catalog { shelf, entry } => Ok(shelf.entry(entry)?.versions),
            Self::Single(template) => {
                let version = template.manifest.version.clone();
                Ok(vec![Offered { version, needs_pyworker: None, published: false }])
            }
        }
    }

    /// The newest version that is wanted and that this program understands.
    ///
    /// # Errors
    /// When a manifest cannot be read.
    pub fn newest(&self, wanted: &dyn Fn(&Version) -> bool) -> Result<Option<Offered>, CatalogError> {
        match self {
            Self::Catalog { shelf, entry } => Ok(shelf.entry(entry)?.choose(wanted).cloned()),
            Self::Single(_) => Ok(self.versions()?.into_iter().find(|offered| wanted(&offered.version))),
        }
    }

    /// What changed in the versions above `from`, up to `to`, the oldest first.
    pub fn changes(&self, from: &Version, to: &Version) -> Vec<(Version, Vec<String>)> {
        let Self::Catalog { entry, .. } = self else { return Vec::new() };
        let between = entry.versions.iter().filter(|it| it.version > *from && it.version <= *to);
        let mut changes: Vec<_> = between.map(|it| (it.version.clone(), it.changes.clone())).collect();
        changes.sort();
        changes
    }

    /// Its name, for people.
    pub fn name(&self) -> String {
        match self {
            Self::Catalog { shelf, entry } if shelf.location.is_some() => format!("{}/{}", shelf.name, entry.id),
            Self::Catalog { entry, .. } => entry.id.clone(),
            Self::Single(template) => template.manifest.id.clone(),
        }
    }
}

fn is_template(directory: &Utf8Path) -> bool {
    directory.join(crate::template::MANIFEST).is_file()
}
