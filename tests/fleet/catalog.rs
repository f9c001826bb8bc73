//! The catalog of a team as a git repository: every version is a commit and a tag.
//! Border: made of `examples/team-catalog`, where each version lies in a directory of its own.
use std::path::{Path, PathBuf};

use super::shell::{commit, copy, must};

/// The repository.
pub struct Catalog {
    /// As records name it.
    pub source: String,
}

/// Where the versions lie.
pub fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/team-catalog")
}

/// The versions of a template or layer, the oldest first.
pub fn versions(id: &str) -> Vec<String> {
    let mut versions: Vec<semver::Version> = std::fs::read_dir(fixture().join(id))
        .expect("a fixture")
        .map(|entry| entry.expect("readable").file_name().into_string().expect("UTF-8"))
        .map(|name| name.parse().expect("a version"))
        .collect();
    versions.sort();
    versions.iter().map(ToString::to_string).collect()
}

impl Catalog {
    /// Makes the repository.
    pub fn make(directory: &Path) -> Result<Self, String> {
        std::fs::create_dir_all(directory).map_err(|error| error.to_string())?;
        must(directory, "git", &["init", "--quiet"])?;
        for id in ["api", "site", "audit"] {
            for version in versions(id) {
                let place = directory.join(id);
                let _ = std::fs::remove_dir_all(&place);
                copy(&fixture().join(id).join(&version), &place)?;
                commit(directory, &format!("{id} {version}"))?;
                must(directory, "git", &["tag", &format!("{id}-{version}")])?;
            }
        }
        std::fs::write(directory.join("catalog.toml"), index()).map_err(|error| error.to_string())?;
        commit(directory, "The index")?;
        Ok(Self { source: format!("file://{}", directory.display()) })
    }
}

/// The index of the fixture, with tags in the place of directories.
fn index() -> String {
    let text = std::fs::read_to_string(fixture().join("catalog.toml")).expect("the fixture's index");
    let mut document: toml_edit::DocumentMut = text.parse().expect("TOML");
    for kind in ["template", "layer"] {
        let entries = document[kind].as_array_of_tables_mut().expect("entries");
        for entry in entries.iter_mut() {
            let id = entry["id"].as_str().expect("an id").to_owned();
            entry["path"] = toml_edit::value(id.as_str());
            for version in entry["version"].as_array_of_tables_mut().expect("versions").iter_mut() {
                version.remove("path");
                let tag = format!("{id}-{}", version["version"].as_str().expect("a version"));
                version["ref"] = toml_edit::value(tag);
            }
        }
    }
    document.to_string()
}
