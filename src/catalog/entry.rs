//! One template, layer or codemod set as a catalog offers it.
//! Border: data for lists and for choosing a version; loading is `shelf`'s work.
use semver::Version;

use super::index::Stage;
use super::kind::EntryKind;
use crate::template::Group;

/// One template, layer or codemod set as a catalog offers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The catalog it stands in.
    pub catalog: String,
    /// Its name in the catalog.
    pub id: String,
    /// What it is.
    pub kind: EntryKind,
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
    /// The versions that can be had, the newest first.
    pub versions: Vec<Offered>,
}

/// A version that can be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered {
    /// The version.
    pub version: Version,
    /// The oldest program that understands it.
    pub needs_pyworker: Option<Version>,
    /// Whether it is published, or only what lies in the directory now.
    pub published: bool,
}

impl Offered {
    /// Whether this program understands it.
    pub fn is_understood(&self) -> bool {
        self.needs_pyworker.as_ref().is_none_or(|needed| *needed <= tool_version())
    }
}

impl Entry {
    /// As it is named where there is more than one catalog.
    pub fn full_name(&self) -> String {
        format!("{}/{}", self.catalog, self.id)
    }

    /// The version that is taken if none is wanted.
    pub fn newest(&self) -> Option<&Offered> {
        self.choose(&|_| true)
    }

    /// The newest version that is wanted and understood; one before a release only if there is no other.
    pub fn choose(&self, wanted: &dyn Fn(&Version) -> bool) -> Option<&Offered> {
        let candidates = || self.versions.iter().filter(|offered| offered.is_understood() && wanted(&offered.version));
        let newest = |one: &&Offered, other: &&Offered| one.version.cmp(&other.version);
        candidates()
            .filter(|offered| offered.version.pre.is_empty())
            .max_by(newest)
            .or_else(|| candidates().max_by(newest))
    }
}

/// The version of this program.
pub(super) fn tool_version() -> Version {
    // The package's own version is one, or the package could not be built.
    Version::parse(env!("CARGO_PKG_VERSION")).unwrap_or(Version::new(0, 0, 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(versions: &[&str]) -> Entry {
        let offered = |text: &&str| Offered {
            version: Version::parse(text.trim_end_matches('!')).expect("a version"),
            needs_pyworker: text.ends_with('!').then(|| Version::new(99, 0, 0)),
            published: true,
        };
        Entry {
            catalog: "acme".into(),
            id: "api".into(),
            kind: EntryKind::Template,
            title: String::new(),
            summary: String::new(),
            owner: None,
            tags: Vec::new(),
            group: None,
            stage: Stage::Stable,
            versions: versions.iter().map(offered).collect(),
        }
    }

    #[test]
    fn the_newest_release_that_is_understood() {
        let newest = |versions: &[&str]| entry(versions).newest().map(|offered| offered.version.to_string());
        assert_eq!(newest(&["1.9.0", "1.10.0", "1.2.0"]).as_deref(), Some("1.10.0"));
        assert_eq!(newest(&["1.0.0", "2.0.0-rc.1"]).as_deref(), Some("1.0.0"));
        assert_eq!(newest(&["2.0.0-rc.1", "2.0.0-rc.2"]).as_deref(), Some("2.0.0-rc.2"));
        assert_eq!(newest(&["1.0.0", "2.0.0!"]).as_deref(), Some("1.0.0"));
        assert_eq!(newest(&["2.0.0!"]), None);
    }
}
