//! What `catalog.toml` says.
//! Border: data; reading and checking it is `index_reader`'s work.
use std::ops::Range;

use camino::{Utf8Path, Utf8PathBuf};
use semver::Version;

use super::kind::EntryKind;
use crate::template::{Group, TemplatePlace};

/// The index's name at the top of a catalog.
pub const INDEX: &str = "catalog.toml";

/// How far something is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Stage {
    /// To be used.
    #[default]
    Stable,
    /// To be tried.
    Beta,
    /// To be left.
    Deprecated {
        /// What to use instead.
        replaced_by: Option<String>,
    },
}

impl Stage {
    /// As `catalog.toml` has it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Stable => "stable",
            Self::Beta => "beta",
            Self::Deprecated { .. } => "deprecated",
        }
    }
}

/// One published version of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// The version.
    pub version: Version,
    /// The tag, branch or commit that has it; without it, it is what the catalog itself lies in.
    pub reference: Option<String>,
    /// SHA-256 over what projects are made of, in lower-case hexadecimal.
    pub hash: String,
    /// Where it lay then, if not where the entry lies now.
    pub path: Option<Utf8PathBuf>,
    /// The oldest program that understands it.
    pub needs_pyworker: Option<Version>,
    /// What changed, one line each.
    pub changes: Vec<String>,
    /// Where the index has it.
    pub range: Range<usize>,
}

impl Published {
    /// Whether it lies where the entry lies now.
    pub fn lies_with(&self, entry: &IndexEntry) -> bool {
        self.path.as_ref().is_none_or(|path| *path == entry.path)
    }
}

/// One template, layer or set of codemods.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexEntry {
    /// What it is.
    pub kind: EntryKind,
    /// Its name in the catalog.
    pub id: String,
    /// The directory it lies in.
    pub path: Utf8PathBuf,
    /// A few words.
    pub title: String,
    /// One sentence.
    pub summary: String,
    /// Whom to ask.
    pub owner: Option<String>,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// What a layer has to do with.
    pub group: Option<Group>,
    /// How far it is.
    pub stage: Stage,
    /// The oldest program that understands it, for versions that do not say.
    pub needs_pyworker: Option<Version>,
    /// Its own line of versions, as the index has it.
    pub versions: Vec<Published>,
    /// Where the index has its id.
    pub range: Range<usize>,
}

impl IndexEntry {
    /// A published version.
    pub fn published(&self, version: &Version) -> Option<&Published> {
        self.versions.iter().find(|published| published.version == *version)
    }
}

/// One catalog's index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Index {
    /// What the catalog calls itself.
    pub name: String,
    /// A few words.
    pub title: String,
    /// One sentence.
    pub summary: Option<String>,
    /// Whom to ask, where an entry does not say.
    pub owner: Option<String>,
    /// Sorted by kind and id.
    pub entries: Vec<IndexEntry>,
    /// The index's text, for pointing into it.
    pub text: String,
    /// The index's name, for pointing into it.
    pub path: Utf8PathBuf,
}

impl Index {
    /// The entry of that name: of that kind, or else of another one.
    pub fn find(&self, id: &str, kind: EntryKind) -> Option<&IndexEntry> {
        self.find_among(id, &[kind])
    }

    /// The entry of that name: of the first of these kinds that has it, or else of another one.
    pub fn find_among(&self, id: &str, kinds: &[EntryKind]) -> Option<&IndexEntry> {
        let named = || self.entries.iter().filter(|entry| entry.id == id);
        kinds.iter().find_map(|kind| named().find(|entry| entry.kind == *kind)).or_else(|| named().next())
    }

    /// The entries that lie in a directory.
    pub fn at(&self, path: &Utf8Path) -> Option<&IndexEntry> {
        self.entries.iter().find(|entry| entry.path == path)
    }

    /// A place in the index.
    pub fn place(&self, range: &Range<usize>) -> Box<TemplatePlace> {
        Box::new(TemplatePlace { path: self.path.clone(), text: self.text.clone(), range: range.clone() })
    }
}
