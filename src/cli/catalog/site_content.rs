//! What a site shows, collected from catalogs.
//! Border: opens catalogs and loads the newest version of each entry; the pages are `site`'s work.
use std::rc::Rc;

use crate::catalog::git::Fetching;
use crate::catalog::{Catalog, CatalogError, Entry, EntryKind, IndexEntry, Location, Shelf};
use crate::cli::Error;
use crate::codemods::Codemod as _;
use crate::site::{Site, SiteEntry};

/// The site of these catalogs; of all that are set up without a name.
pub(super) fn collect(catalog: &Catalog, names: &[String], title: Option<&str>, offline: bool) -> Result<Site, Error> {
    let names = if names.is_empty() { catalog.allowed_names() } else { names.to_vec() };
    let mut shelves: Vec<Rc<Shelf>> = Vec::new();
    for name in names {
        let shelf = if Location::is_meant(&name) {
            let location: Location = name.parse().map_err(|problem| CatalogError::Location { problem })?;
            let location = match location.directory(&camino::absolute_utf8(".").unwrap_or_default()) {
                Some(directory) => Location::Directory(directory),
                None => location,
            };
            let fetching = if offline { Fetching::Never } else { Fetching::Always };
            Rc::new(catalog.open_location(&location, None, fetching)?)
        } else {
            catalog.shelf(&name)?
        };
        if shelves.iter().all(|known| known.source != shelf.source) {
            shelves.push(shelf);
        }
    }
    let mut site = Site::default();
    for shelf in &shelves {
        for index in &shelf.index.entries {
            site.entries.extend(entry(shelf, index)?);
        }
    }
    let order = |entry: &SiteEntry| (entry.entry.kind, entry.entry.title.to_lowercase(), entry.name.clone());
    site.entries.sort_by_key(order);
    let only = (shelves.len() == 1).then(|| &shelves[0].index);
    site.title = title.map(str::to_owned).or(only.map(|index| index.title.clone())).unwrap_or("Catalogs".to_owned());
    site.summary = only.and_then(|index| index.summary.clone()).unwrap_or_default();
    Ok(site)
}

/// An entry with the newest version that this program understands; nothing if there is none.
fn entry(shelf: &Shelf, index: &IndexEntry) -> Result<Option<SiteEntry>, Error> {
    let entry: Entry = shelf.entry(index)?;
    let Some(version) = entry.newest().map(|offered| offered.version.clone()) else { return Ok(None) };
    let name = if shelf.location.is_none() { entry.id.clone() } else { entry.full_name() };
    let (mut rules, mut template) = (Vec::new(), None);
    let hash = if entry.kind == EntryKind::Codemods {
        let set = shelf.codemods(index, &version)?;
        for codemod in crate::cli::migrate::load_set(&set)? {
            let meta = codemod.meta();
            rules.push((meta.rule.code.to_string(), meta.rule.name.to_string(), meta.summary.to_owned()));
        }
        set.hash
    } else {
        let loaded = shelf.load(index, &version)?;
        let hash = loaded.hash.clone();
        template = Some(loaded);
        hash
    };
    let mut published: Vec<_> = index.versions.iter().collect();
    published.sort_by(|one, other| other.version.cmp(&one.version));
    let changes = published.iter().map(|published| (published.version.to_string(), published.changes.clone()));
    let source = match &shelf.location {
        Some(location @ Location::Git(_)) => Some(location.to_string()),
        // Where it lies on somebody's machine is nothing for others.
        Some(Location::Directory(_)) | None => None,
    };
    Ok(Some(SiteEntry {
        readme: shelf.page(index, &version, "README.md")?,
        changes: changes.collect(),
        version: version.to_string(),
        entry,
        name,
        source,
        hash,
        template,
        rules,
    }))
}
