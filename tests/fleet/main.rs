//! A fleet of forty projects, at different versions and with different edits of their users, through `pyworker update`.
//! Border: the programs as a user runs them, on local git repositories; the library is only used to judge results.
//!
//! Each project is a test: nothing that its user wrote may be lost, nothing may be broken, what he removed stays removed,
//! what the new version has arrives, and there are only conflicts where he edited what the template changed too.
//!
//! `cargo test --release --test fleet -- --measure FILE [--copier PROGRAM]` runs all of them, and the same edits through
//! copier, and writes what happened as JSON; `bench/update.py` makes a page of it.
mod catalog;
mod copier;
mod edits;
mod measure;
mod project;
mod rival;
mod shell;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use libtest_mimic::{Arguments, Trial};

/// How many projects there are.
const PROJECTS: usize = 40;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(at) = arguments.iter().position(|argument| argument == "--measure") {
        let file = PathBuf::from(arguments.get(at + 1).expect("--measure FILE"));
        let copier = arguments.iter().position(|argument| argument == "--copier");
        let copier = copier.and_then(|at| arguments.get(at + 1)).map(PathBuf::from);
        measure_all(&file, copier.as_deref());
        return ExitCode::SUCCESS;
    }
    let place = tempfile::tempdir().expect("a directory");
    let catalog = Arc::new(catalog::Catalog::make(&place.path().join("catalog")).expect("a catalog"));
    let trials = (0..PROJECTS).map(|number| {
        let about = project::Description::of(number);
        let catalog = Arc::clone(&catalog);
        Trial::test(about.name(), move || run(number, &catalog).map_err(Into::into))
    });
    libtest_mimic::run(&Arguments::from_args(), trials.collect()).exit_code()
}

/// Updates one project and judges the result.
fn run(number: usize, catalog: &catalog::Catalog) -> Result<(), String> {
    let about = project::Description::of(number);
    let place = tempfile::tempdir().map_err(|error| error.to_string())?;
    let project = project::Project::make(&about, catalog, place.path())?;
    let outcome = rival::pyworker(&project)?;
    let judged = measure::judge(&project, &outcome);
    let mut faults = Vec::new();
    for (what, found) in [
        ("lines of the user that are lost", &judged.lost),
        ("files that are broken", &judged.broken),
        ("files that came back", &judged.revived),
        ("lines of the new version that did not arrive", &judged.missed),
    ] {
        if !found.is_empty() {
            faults.push(format!("{what}:\n  {}", found.join("\n  ")));
        }
    }
    if outcome.conflicts > 0 && !project.collides {
        faults.push(format!("{} conflicts where nobody changed the same", outcome.conflicts));
    }
    if outcome.conflicts == 0 {
        faults.extend(rival::again(&project)?);
    }
    faults.extend(rival::undo(&project)?);
    if faults.is_empty() {
        return Ok(());
    }
    let edits = project.edits.join(", ");
    Err(format!("{edits}\n{}\n{}", faults.join("\n"), outcome.said))
}

/// Runs the whole fleet through both programs and writes what happened.
fn measure_all(file: &std::path::Path, copier: Option<&std::path::Path>) {
    let shared = tempfile::tempdir().expect("a directory");
    let catalog = catalog::Catalog::make(&shared.path().join("catalog")).expect("a catalog");
    let mut rows = Vec::new();
    for number in 0..PROJECTS {
        let about = project::Description::of(number);
        let place = tempfile::tempdir().expect("a directory");
        let project = project::Project::make(&about, &catalog, place.path()).expect("a project");
        let mut row = serde_json::json!({
            "project": about.name(),
            "edits": project.edits,
            "collides": project.collides,
            "user_lines": measure::user_lines(&project),
        });
        let ours = rival::pyworker(&project).expect("pyworker runs");
        row["pyworker"] = measure::row(&project, &ours);
        if let Some(program) = copier {
            let theirs = copier::run_copier(&project, program, place.path()).expect("copier runs");
            row["copier"] = measure::row(&project, &theirs);
        }
        eprintln!("{}", row["project"]);
        rows.push(row);
    }
    let text = serde_json::to_string_pretty(&rows).expect("JSON");
    std::fs::write(file, text + "\n").expect("written");
}
