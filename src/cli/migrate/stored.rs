//! `--apply FILE`: writes a plan that was made before.
//! Border: reading and saying what no longer fits; writing is as for every plan.
use camino::Utf8Path;

use super::error::MigrateError;
use super::planner::Planned;
use super::request::{Mode, Request};
use super::rules::RuleBook;
use super::run::{Ending, check_dirty, finish, write};
use crate::cli::{Error, Exit, Session};
use crate::codemods::engine::ENGINE;
use crate::plan::apply::RefusedFile;
use crate::plan::{Finding, Loaded, Place, PlanFile, Rule, Standing};

/// Reads the plan, leaves out what has moved, and writes the rest.
///
/// # Errors
/// A file that is no plan, and files that cannot be written.
pub fn run(request: &Request, book: &RuleBook, file: &Utf8Path, session: &mut Session) -> Result<Exit, Error> {
    let text = std::fs::read(request.named(file)).map_err(|source| MigrateError::File {
        action: "read",
        path: file.to_owned(),
        source,
    })?;
    let unusable = |error| MigrateError::PlanFile { path: file.to_owned(), error };
    let mut loaded = PlanFile::parse(&text).map_err(unusable)?.load(&request.scope.root)?;
    let moved = left_out(&loaded);
    let exit = if moved.is_empty() { None } else { Some(Exit::BadInput) };
    loaded.plan.findings.extend(moved);
    let planned = Planned { workers: Vec::new(), plan: loaded.plan, postponed: Vec::new() };
    let ending = match request.mode {
        Mode::Write => {
            check_dirty(request, &planned)?;
            if !planned.plan.is_empty() {
                write(request, &planned, "migrate --apply", session)?;
            }
            Ending::Written
        }
        _ => Ending::Shown,
    };
    let usual = finish(request, book, &planned, ending, session)?;
    Ok(exit.unwrap_or(usual))
}

/// What of the plan no longer fits to the tree, file by file and change by change.
fn left_out(loaded: &Loaded) -> Vec<Finding> {
    let next_step = "make a new plan: `pyworker migrate --plan FILE`";
    let finding = |rule: &Rule, place: Place, reason: String| Finding {
        rule: rule.clone(),
        standing: Standing::Refused,
        place,
        reason,
        next_step: Some(next_step.to_owned()),
    };
    let mut findings = Vec::new();
    for RefusedFile { path, obstacle } in &loaded.refused {
        findings.push(finding(&ENGINE, Place::file(path.clone()), obstacle.to_string()));
    }
    for path in &loaded.held_back {
        let reason = "left as it is: a change that also concerns a file that moved would be made by half".to_owned();
        findings.push(finding(&ENGINE, Place::file(path.clone()), reason));
    }
    for change in &loaded.dropped {
        findings.push(finding(&change.rule, change.place.clone(), format!("not made: {}", change.title)));
    }
    findings
}
