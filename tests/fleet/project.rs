//! One project of the fleet: made from a version, edited by its user.
//! Border: deterministic: the same number is the same project, everywhere.
use std::path::{Path, PathBuf};

use super::catalog::{Catalog, fixture, versions};
use super::edits::{self, Dice};
use super::shell::{commit, copy, files, must};

const CREATE: &str = env!("CARGO_BIN_EXE_create-pyworker");
const PYWORKER: &str = env!("CARGO_BIN_EXE_pyworker");

/// What a project is made of.
#[derive(Debug, Clone)]
pub struct Description {
    pub number: usize,
    /// `api` or `site`.
    pub template: &'static str,
    /// Its version.
    pub version: String,
    /// The version of the layer, if there is one.
    pub layer: Option<String>,
}

impl Description {
    /// The project with that number.
    pub fn of(number: usize) -> Self {
        let template = if number % 4 == 3 { "site" } else { "api" };
        let mut all = versions(template);
        all.pop();
        let version = all[(number / 4) % all.len()].clone();
        let layer = (number % 5 == 2).then(|| versions("audit")[0].clone());
        Self { number, template, version, layer }
    }

    /// For people.
    pub fn name(&self) -> String {
        let layer = if self.layer.is_some() { "+audit" } else { "" };
        format!("{:02} {} {}{layer}", self.number, self.template, self.version)
    }

    /// The version that it is updated to.
    pub fn newest(&self) -> String {
        versions(self.template).pop().expect("a version")
    }
}

/// A project as its user has it.
pub struct Project {
    pub about: Description,
    pub directory: PathBuf,
    /// What the templates wrote.
    pub base: std::collections::BTreeMap<String, Vec<u8>>,
    /// What the user made of it.
    pub ours: std::collections::BTreeMap<String, Vec<u8>>,
    /// What the new version writes.
    pub theirs: std::collections::BTreeMap<String, Vec<u8>>,
    /// What the user did.
    pub edits: Vec<String>,
    /// Whether he edited what the template changes, too.
    pub collides: bool,
}

impl Project {
    /// Makes the project, has its user edit it, and commits both.
    pub fn make(about: &Description, catalog: &Catalog, place: &Path) -> Result<Self, String> {
        let directory = place.join("app");
        let layer = about.layer.clone();
        create(&directory, about.template, &about.version, layer.as_deref(), &catalog.source)?;
        let newest = place.join("newest/app");
        let new_layer = layer.is_some().then(|| versions("audit").pop()).flatten();
        create(&newest, about.template, &about.newest(), new_layer.as_deref(), &catalog.source)?;
        let (base, theirs) = (files(&directory), files(&newest));
        must(&directory, "git", &["init", "--quiet"])?;
        commit(&directory, "as it was made")?;
        let done = edits::edit(&directory, about, &mut Dice::new(about.number));
        commit(&directory, "as its user has it")?;
        let ours = files(&directory);
        Ok(Self { about: about.clone(), directory, base, ours, theirs, edits: done.names, collides: done.collides })
    }

    /// A copy of the project as its user has it, with its history.
    pub fn copy(&self, name: &str) -> Result<PathBuf, String> {
        let to = self.directory.parent().expect("a place").join(name);
        let url = self.directory.display().to_string();
        must(self.directory.parent().expect("a place"), "git", &["clone", "--quiet", &url, name])?;
        Ok(to)
    }
}

/// The answers that every project gives to the questions that its version asks.
fn answers(template: &str, version: &str) -> Vec<&'static str> {
    match (template, version) {
        ("site", "1.0.0") => vec![],
        ("site", _) => vec!["--set", "contact=team@example.com"],
        _ => vec![],
    }
}

/// Makes a project of a version; its record names the repository.
pub fn create(
    directory: &Path,
    template: &str,
    version: &str,
    layer: Option<&str>,
    source: &str,
) -> Result<(), String> {
    let parent = directory.parent().expect("a parent");
    std::fs::create_dir_all(parent).map_err(|error| error.to_string())?;
    let from = fixture().join(template).join(version).display().to_string();
    let mut arguments = vec!["app", "--template", &from, "--yes", "--no-git", "--no-install", "--quiet"];
    arguments.extend(answers(template, version));
    must(parent, CREATE, &arguments)?;
    if let Some(version) = layer {
        let from = fixture().join("audit").join(version).display().to_string();
        must(directory, PYWORKER, &["add", &from, ".", "--yes", "--quiet"])?;
        let _ = std::fs::remove_dir_all(directory.join(".pyworker"));
    }
    let record = directory.join(".pyworker.toml");
    let text = std::fs::read_to_string(&record).map_err(|error| error.to_string())?;
    let text: String = text
        .lines()
        .map(
            |line| if line.starts_with("source = ") { format!("source = \"{source}\"\n") } else { format!("{line}\n") },
        )
        .collect();
    std::fs::write(&record, text).map_err(|error| error.to_string())
}

/// A tree of a version without the record, for rivals that have none.
pub fn plain(directory: &Path, to: &Path) -> Result<(), String> {
    copy(directory, to)?;
    std::fs::remove_file(to.join(".pyworker.toml")).map_err(|error| error.to_string())
}
