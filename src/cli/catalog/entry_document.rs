//! What `--json` prints about an entry of a catalog.
//! Border: a published shape; fields are only added within one version.
use serde::Serialize;

use crate::catalog::{Entry, EntryKind, Stage};
use crate::template::Group;

/// An entry.
#[derive(Debug, Serialize)]
pub(super) struct EntryDocument {
    catalog: String,
    id: String,
    /// What can be typed after `--template` or `--with`.
    name: String,
    kind: EntryKind,
    title: String,
    summary: String,
    owner: Option<String>,
    tags: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<Group>,
    stage: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    replaced_by: Option<String>,
    /// The newest that this program understands.
    version: Option<String>,
    versions: Vec<VersionDocument>,
}

#[derive(Debug, Serialize)]
struct VersionDocument {
    version: String,
    published: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    needs_pyworker: Option<String>,
}

impl EntryDocument {
    /// The document of an entry that is called `name` here.
    pub fn new(entry: &Entry, name: String) -> Self {
        let replaced_by = match &entry.stage {
            Stage::Deprecated { replaced_by } => replaced_by.clone(),
            Stage::Stable | Stage::Beta => None,
        };
        let versions = entry.versions.iter().map(|offered| VersionDocument {
            version: offered.version.to_string(),
            published: offered.published,
            needs_pyworker: offered.needs_pyworker.as_ref().map(ToString::to_string),
        });
        Self {
            catalog: entry.catalog.clone(),
            id: entry.id.clone(),
            name,
            kind: entry.kind,
            title: entry.title.clone(),
            summary: entry.summary.clone(),
            owner: entry.owner.clone(),
            tags: entry.tags.clone(),
            group: entry.group,
            stage: entry.stage.name(),
            replaced_by,
            version: entry.newest().map(|offered| offered.version.to_string()),
            versions: versions.collect(),
        }
    }
}
