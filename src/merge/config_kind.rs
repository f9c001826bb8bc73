//! Which files are merged by their structure, and what their values mean.
//! Border: names and identities; the merge itself is `structure`'s work.
use camino::{Utf8Path, Utf8PathBuf};
use serde_json::Value as Json;

use super::ranges::{merge_npm, merge_requirement, merge_specifiers};
use crate::config::merge::{pyproject_identity, wrangler_identity};
use crate::config::{Format, wrangler};

/// A configuration file by its meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConfigKind {
    /// `wrangler.jsonc`, `wrangler.json`, `wrangler.toml`.
    Wrangler,
    /// `pyproject.toml`.
    Pyproject,
    /// `package.json`.
    PackageJson,
    /// Other JSON and TOML.
    Other,
}

impl ConfigKind {
    /// What a file is, by its name; `None` for files that are not configuration.
    pub fn of(path: &Utf8Path) -> Option<(Self, Format)> {
        let name = path.file_name()?;
        let format = wrangler::format_of(name)?;
        let kind = match name {
            _ if wrangler::FILE_NAMES.contains(&name) => Self::Wrangler,
            "pyproject.toml" => Self::Pyproject,
            "package.json" => Self::PackageJson,
            _ => Self::Other,
        };
        Some((kind, format))
    }

    /// The other names under which a file would mean the same: a wrangler configuration can be written in two languages.
    pub fn other_names(path: &Utf8Path) -> Vec<Utf8PathBuf> {
        let names = wrangler::FILE_NAMES.iter().filter(|name| path.file_name().is_some_and(|own| own != **name));
        match path.file_name() {
            Some(name) if wrangler::FILE_NAMES.contains(&name) => names.map(|name| path.with_file_name(name)).collect(),
            _ => Vec::new(),
        }
    }

    /// What an element of the list under `keys` is known by: equal identities are the same thing.
    pub fn identity(self, keys: &[&str], element: &Json) -> String {
        let known = match (self, element) {
            // Tables are known by the same keys everywhere.
            (_, Json::Object(_)) | (Self::Wrangler, _) => wrangler_identity(keys, element),
            (Self::Pyproject, _) => pyproject_identity(keys, element),
            _ => None,
        };
        known.unwrap_or_else(|| element.to_string())
    }

    /// A value that says what both sides ask for, where the key holds a range of versions.
    pub fn merge_texts(self, keys: &[&str], base: Option<&str>, ours: &str, theirs: &str) -> Option<String> {
        match (self, keys) {
            (Self::Pyproject, ["project", "requires-python"]) => {
                merge_specifiers(base.unwrap_or_default(), ours, theirs)
            }
            (
                Self::Pyproject,
                ["project", "dependencies"]
                | ["project", "optional-dependencies", _]
                | ["dependency-groups", _]
                | ["tool", "uv", "dev-dependencies"],
            ) => merge_requirement(base, ours, theirs),
            (
                Self::PackageJson,
                ["dependencies" | "devDependencies" | "peerDependencies" | "optionalDependencies" | "engines", _],
            ) => merge_npm(base, ours, theirs),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_known_by_their_names() {
        let of = |path: &str| ConfigKind::of(Utf8Path::new(path));
        assert_eq!(of("a/wrangler.toml"), Some((ConfigKind::Wrangler, Format::Toml)));
        assert_eq!(of("wrangler.jsonc"), Some((ConfigKind::Wrangler, Format::Json)));
        assert_eq!(of("pyproject.toml"), Some((ConfigKind::Pyproject, Format::Toml)));
        assert_eq!(of("web/package.json"), Some((ConfigKind::PackageJson, Format::Json)));
        assert_eq!(of("biome.json"), Some((ConfigKind::Other, Format::Json)));
        assert_eq!(of("src/app.py"), None);
        assert_eq!(ConfigKind::other_names("a/wrangler.toml".into()), ["a/wrangler.json", "a/wrangler.jsonc"]);
        assert!(ConfigKind::other_names("pyproject.toml".into()).is_empty());
    }
}
