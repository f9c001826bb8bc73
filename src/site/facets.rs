//! What entries have in common: tags, owners, stages.
//! Border: groups data; pages are made elsewhere.
use std::collections::BTreeMap;

use camino::Utf8PathBuf;

use super::content::{Site, SiteEntry};
use super::names;

/// One way to group entries.
pub struct Facet {
    /// As addresses have it.
    pub key: &'static str,
    /// As people read it.
    pub title: &'static str,
    /// What is in each group.
    pub groups: BTreeMap<String, Vec<usize>>,
}

impl Facet {
    /// The page of a group.
    pub fn page(&self, group: &str) -> Utf8PathBuf {
        names::list(self.key, group)
    }

    /// The heading of a group's page.
    pub fn heading(&self, group: &str) -> String {
        match self.key {
            "tag" => format!("Tagged {group}"),
            "owner" => format!("Owned by {group}"),
            _ => format!("Stage: {group}"),
        }
    }
}

/// All ways to group the entries of a site.
pub fn facets(site: &Site) -> [Facet; 3] {
    [
        facet(site, "tag", "Tags", |entry| entry.entry.tags.clone()),
        facet(site, "owner", "Owners", |entry| entry.entry.owner.iter().cloned().collect()),
        facet(site, "stage", "Stages", |entry| vec![entry.entry.stage.name().to_owned()]),
    ]
}

fn facet(site: &Site, key: &'static str, title: &'static str, of: impl Fn(&SiteEntry) -> Vec<String>) -> Facet {
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, entry) in site.entries.iter().enumerate() {
        for group in of(entry) {
            groups.entry(group).or_default().push(index);
        }
    }
    Facet { key, title, groups }
}
