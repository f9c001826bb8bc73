//! Compares what a case did with what its folder says, or writes it there.
//! Border: the only code of the tests that writes into `tests/cases/`, and only when asked to.
use std::fs;
use std::path::Path;

use super::case::{Case, Run, Scope};
use super::process::Found;
use crate::tree::{self, Tree};

/// Everything that differs, together.
pub fn compare(case: &Case, found: &Found) -> Result<(), String> {
    let mut problems = exits(case, found);
    for (index, printed) in found.runs.iter().enumerate() {
        for (stream, text) in [("stdout", &printed.stdout), ("stderr", &printed.stderr)] {
            let expected = fs::read_to_string(case.printed(index, stream)).unwrap_or_default();
            if expected != *text {
                let diff = similar::TextDiff::from_lines(&expected, text);
                let diff = diff.unified_diff().context_radius(3).header("expected", "found").to_string();
                problems.push(format!("{stream} of {:?} differs:\n{diff}", case.runs[index].command));
            }
        }
    }
    match &case.scope {
        Scope::Everything => {
            let expected = tree::read(&case.folder.join("out")).unwrap_or_else(|| case.before.clone());
            problems.extend(tree::difference(&expected, &found.after));
        }
        Scope::Names(files) => {
            let expected = fs::read_to_string(case.folder.join("tree.txt")).unwrap_or_default();
            let names = names(&found.after);
            if expected != names {
                let diff = similar::TextDiff::from_lines(&expected, &names);
                let diff = diff.unified_diff().context_radius(3).header("expected", "found").to_string();
                problems.push(format!("the tree differs:\n{diff}"));
            }
            let expected = tree::read(&case.folder.join("out")).unwrap_or_default();
            problems.extend(tree::difference(&expected, &only(&found.after, files)));
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(problems.join("\n")) }
}

/// Writes what was found; a wrong exit code is never accepted.
pub fn accept(case: &Case, found: &Found) -> Result<(), String> {
    let problems = exits(case, found);
    if !problems.is_empty() {
        return Err(problems.join("\n"));
    }
    for (index, printed) in found.runs.iter().enumerate() {
        for (stream, text) in [("stdout", &printed.stdout), ("stderr", &printed.stderr)] {
            write_or_remove(&case.printed(index, stream), text)?;
        }
    }
    let out = case.folder.join("out");
    if out.is_dir() {
        fs::remove_dir_all(&out).map_err(|error| error.to_string())?;
    }
    match &case.scope {
        Scope::Everything => {
            if found.after != case.before {
                tree::write(&found.after, &out);
            }
        }
        Scope::Names(files) => {
            write_or_remove(&case.folder.join("tree.txt"), &names(&found.after))?;
            tree::write(&only(&found.after, files), &out);
        }
    }
    Ok(())
}

fn exits(case: &Case, found: &Found) -> Vec<String> {
    case.runs
        .iter()
        .zip(&found.runs)
        .filter(|(run, printed)| run.exit != printed.exit)
        .map(|(run, printed)| {
            let Run { command, exit, .. } = run;
            format!("{command:?} exits {} instead of {exit}:\n{}{}", printed.exit, printed.stdout, printed.stderr)
        })
        .collect()
}

fn names(tree: &Tree) -> String {
    tree.keys().map(|path| format!("{path}\n")).collect()
}

fn only(tree: &Tree, files: &[String]) -> Tree {
    tree.iter().filter(|(path, _)| files.contains(path)).map(|(path, bytes)| (path.clone(), bytes.clone())).collect()
}

fn write_or_remove(path: &Path, text: &str) -> Result<(), String> {
    if !text.is_empty() {
        return fs::write(path, text).map_err(|error| error.to_string());
    }
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.to_string()),
        _ => Ok(()),
    }
}
