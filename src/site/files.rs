//! The files of a site, and how one is known again.
//! Border: paths and texts in memory; comparing with the disk and writing is the command's and the plan's work.
use std::collections::BTreeMap;

use camino::Utf8PathBuf;
use serde::{Deserialize, Serialize};

use super::content::Site;
use super::{entry_page, facets, front_page, names};

/// The file by which a site is known.
pub const SITE_MARKER: &str = "pyworker-site.json";
/// The version of the marker.
const VERSION: u32 = 1;

/// What a site's own files are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marker {
    version: u32,
    /// All of them but the marker, sorted.
    pub files: Vec<Utf8PathBuf>,
}

impl Marker {
    /// Reads a marker; nothing if it is none.
    pub fn parse(text: &[u8]) -> Option<Self> {
        serde_json::from_slice::<Self>(text).ok().filter(|marker| marker.version == VERSION)
    }
}

/// All files of a site, its marker among them. The same content makes the same bytes.
pub fn build(site: &Site) -> BTreeMap<Utf8PathBuf, String> {
    let facets = facets::facets(site);
    let mut files = BTreeMap::new();
    files.insert(Utf8PathBuf::from("index.html"), front_page::front(site, &facets));
    for entry in &site.entries {
        let about = &entry.entry;
        files.insert(names::entry(&about.catalog, about.kind, &about.id), entry_page::page(site, entry, &facets));
    }
    for facet in &facets {
        for (name, members) in &facet.groups {
            files.insert(facet.page(name), front_page::group(site, facet, name, members));
        }
    }
    let marker = Marker { version: VERSION, files: files.keys().cloned().collect() };
    // It holds nothing that JSON could not have.
    let marker = serde_json::to_string_pretty(&marker).unwrap_or_default();
    files.insert(Utf8PathBuf::from(SITE_MARKER), format!("{marker}\n"));
    files
}
