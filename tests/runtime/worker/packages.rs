//! Which packages a project declares, in the files of its time, and puts them into `python_modules/`.
//! Border: takes what `pins.toml` has; no resolving, no versions compared, nothing downloaded.

use std::collections::BTreeSet;
use std::path::Path;

use crate::rig::Rig;
use crate::rig::error::Error;
use crate::rig::files;

/// What the SDK is called in `pins.toml`.
pub const SDK: &str = "workers-runtime-sdk";

/// The files of plain requirement lines that projects have used.
const REQUIREMENT_FILES: &[&str] = &["requirements.txt", "cf-requirements.txt", "vendor.txt"];

/// The normalised names of the distributions that the project in `directory` declares for its worker.
pub fn declared(directory: &Path) -> Result<BTreeSet<String>, Error> {
    let mut names = BTreeSet::new();
    for file in REQUIREMENT_FILES {
        let path = directory.join(file);
        if path.is_file() {
            names.extend(files::read_text(&path)?.lines().filter_map(name_of_requirement));
        }
    }
    let path = directory.join("pyproject.toml");
    if path.is_file() {
        let parsed: Result<serde_json::Value, _> = toml_edit::de::from_str(&files::read_text(&path)?);
        let project = parsed.map_err(|error| Error::Content { path, reason: error.to_string() })?;
        let dependencies = project.pointer("/project/dependencies").and_then(serde_json::Value::as_array);
        let lines = dependencies.into_iter().flatten().filter_map(serde_json::Value::as_str);
        names.extend(lines.filter_map(name_of_requirement));
    }
    // These two are no dependencies of the code, whatever a project says; the SDK is decided by `copy`.
    names.remove("workers-py");
    names.remove(SDK);
    Ok(names)
}

/// Puts the distributions and what they need into `modules`.
pub fn install(rig: &Rig, project: &Path, names: &BTreeSet<String>, modules: &Path) -> Result<(), Error> {
    let mut wanted: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut done = BTreeSet::new();
    while let Some(name) = wanted.pop() {
        if !done.insert(name) {
            continue;
        }
        let Some(package) = rig.pins.worker.get(name) else {
            return Err(Error::UnknownPackage { project: project.to_owned(), name: name.to_owned() });
        };
        wanted.extend(package.needs.iter().map(String::as_str));
        files::copy_directory(&rig.paths.package(name), modules, &|_| false)?;
    }
    Ok(())
}

/// The name in a requirement line, normalised; `None` for comments, options and empty lines.
fn name_of_requirement(line: &str) -> Option<String> {
    let line = line.trim();
    let end = line.find(|c: char| !(c.is_ascii_alphanumeric() || "-_.".contains(c))).unwrap_or(line.len());
    let name = &line[..end];
    if !name.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    Some(name.to_lowercase().replace(['_', '.'], "-"))
}
