//! What an update comes to, whoever makes it.
//! Border: runs `pyworker update`; copier has a file of its own.
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use super::project::Project;
use super::shell::{files, run};

/// A project after an update.
pub struct Outcome {
    /// All files afterwards.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Places where a person has to decide.
    pub conflicts: usize,
    /// How long it took.
    pub time: Duration,
    /// Whether the program itself failed.
    pub failed: bool,
    /// What it said.
    pub said: String,
}

/// Updates a copy of the project.
pub fn pyworker(project: &Project) -> Result<Outcome, String> {
    let directory: PathBuf = project.copy("pyworker")?;
    let mut arguments = vec!["update", "--yes", "--json"];
    if project.about.template == "site" {
        arguments.extend(["--set", "contact=team@example.com"]);
    }
    let ran = run(&directory, env!("CARGO_BIN_EXE_pyworker"), &arguments)?;
    let document: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap_or_default();
    let conflicts = document["conflicts"].as_array().map_or(0, |conflicts| {
        conflicts.iter().map(|conflict| conflict["places"].as_u64().unwrap_or(0) as usize).sum()
    });
    if ran.code > 1 {
        return Err(format!("pyworker update exits {}:\n{}", ran.code, ran.stderr));
    }
    Ok(Outcome { files: files(&directory), conflicts, time: ran.time, failed: false, said: ran.stderr })
}

/// What a second update of the copy still wants.
pub fn again(project: &Project) -> Result<Option<String>, String> {
    let directory = project.directory.with_file_name("pyworker");
    let ran = run(&directory, env!("CARGO_BIN_EXE_pyworker"), &["update"])?;
    Ok((ran.code != 0 || !ran.stdout.is_empty()).then(|| format!("a second update wants more:\n{}", ran.stdout)))
}

/// What is not as before after the update of the copy is undone.
pub fn undo(project: &Project) -> Result<Option<String>, String> {
    let directory = project.directory.with_file_name("pyworker");
    let ran = run(&directory, env!("CARGO_BIN_EXE_pyworker"), &["undo"])?;
    let status = run(&directory, "git", &["status", "--porcelain"])?;
    let is_back = ran.code == 0 && status.stdout.is_empty() && files(&directory) == project.ours;
    Ok((!is_back).then(|| format!("undo leaves something behind:\n{}{}", ran.stderr, status.stdout)))
}
