//! `--apply FILE`: writes a plan that was made before.
//! Border: reading and saying what no longer fits; writing is as for every plan.
use camino::Utf8Path;

use super::error::MigrateError;
use super::planner::Planned;
use super::request::{Mode, Request};
use super::rules::RuleBook;
use super::run::{Ending, check_dirty, finish, write};
use crate::cli::{Error, Exit, Session};
use crate::plan::{Loaded, PlanFile};
use crate::ui::{Report, count};

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
    let loaded = PlanFile::parse(&text).map_err(unusable)?.load(&request.scope.root)?;
    let left_out = left_out(&loaded);
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
    let exit = finish(request, book, &planned, ending, session)?;
    match left_out {
        Some(report) => {
            session.printer.warn_with(&report);
            Ok(Exit::BadInput)
        }
        None => Ok(exit),
    }
}

/// What of the plan no longer fits to the tree.
fn left_out(loaded: &Loaded) -> Option<Report> {
    if loaded.refused.is_empty() {
        return None;
    }
    let title = format!("{} left out of the plan", count(loaded.refused.len() + loaded.held_back.len(), "file"));
    let mut report = Report::new("moved", title);
    for file in &loaded.refused {
        report = report.detail(format!("{}: {}", file.path, file.obstacle));
    }
    for path in &loaded.held_back {
        report = report.detail(format!("{path}: a change to one of these files changes it too"));
    }
    for change in &loaded.dropped {
        report = report.detail(format!("not made: {} ({})", change.title, change.rule));
    }
    Some(report.hint("make a new plan for them: `pyworker migrate --plan FILE`"))
}
