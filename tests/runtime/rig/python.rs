//! Finds a Python on this machine that is new enough for the tools.
//! Border: asks interpreters for their version; installs nothing.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::commands;
use super::error::Error;
use super::files;

/// The variable that names the interpreter to take.
const VARIABLE: &str = "PYWORKER_PYTHON";

/// Asked first, because pyenv and PATH hold several versions under one name.
const NAMES: &[&str] = &["python3.14", "python3.13", "python3", "python"];

/// An interpreter of at least the version `wanted` (such as `3.13`).
pub fn find(wanted: &str) -> Result<PathBuf, Error> {
    let oldest = parse(wanted).unwrap_or((3, 13));
    let mut looked_at = Vec::new();
    for candidate in candidates() {
        match version(&candidate) {
            Some(found) if found >= oldest => return Ok(candidate),
            Some((major, minor)) => looked_at.push(format!("{} ({major}.{minor})", candidate.display())),
            None => {}
        }
    }
    let looked_at =
        if looked_at.is_empty() { "PATH and pyenv, which have none".to_owned() } else { looked_at.join(", ") };
    Err(Error::NoPython { wanted: wanted.to_owned(), looked_at })
}

fn candidates() -> Vec<PathBuf> {
    if let Some(named) = std::env::var_os(VARIABLE) {
        return vec![named.into()];
    }
    let mut candidates = Vec::new();
    let pyenv = std::env::var_os("PYENV_ROOT")
        .map(PathBuf::from)
        .or_else(|| std::env::home_dir().map(|home| home.join(".pyenv")));
    if let Some(versions) = pyenv.and_then(|root| files::entries(&root.join("versions")).ok()) {
        candidates.extend(versions.into_iter().rev().map(|version| version.join("bin/python3")));
    }
    for name in NAMES {
        let path = std::env::var_os("PATH").unwrap_or_default();
        candidates.extend(std::env::split_paths(&path).map(|directory| directory.join(name)));
    }
    candidates.retain(|candidate| candidate.is_file());
    candidates
}

fn version(interpreter: &Path) -> Option<(u32, u32)> {
    let mut command = Command::new(interpreter);
    command.args(["-c", "import sys; print('%d.%d' % sys.version_info[:2])"]);
    parse(commands::run(&mut command, Duration::from_secs(20)).ok()?.trim())
}

fn parse(version: &str) -> Option<(u32, u32)> {
    let (major, minor) = version.split_once('.')?;
    Some((major.parse().ok()?, minor.parse().ok()?))
}
