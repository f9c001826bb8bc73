//! Showing a decided project, or writing it and telling what was done.
//! Border: the only file of the command that calls `apply`; wording of errors stands in `wording`.
use std::time::Duration;

use camino::Utf8Path;

use super::document::Document;
use super::memory::Memory;
use super::project::Project;
use super::request::{Consent, Request};
use super::work::{self, Status, Wanted};
use super::{next, tree};
use crate::cli::{Error, Exit, Session, trust};
use crate::plan::apply::{self, ApplyError, ApplyRequest, History};
use crate::plan::diff::{DiffOptions, unified_files};
use crate::steps::{Availability, Outcome, Step};
use crate::ui::{Interrupts, PromptError};

/// Takes back what an interrupted run left in `directory`, so that it is not mistaken for somebody's files.
pub(super) fn recover(directory: &Utf8Path, session: &Session) -> Result<(), Error> {
    if directory.is_dir() && apply::is_interrupted(directory) {
        let _shelter = Interrupts::shelter();
        if let Some(recovered) = apply::recover(directory)? {
            session.printer.note(&format!("An interrupted run was taken back first: {}.", recovered.label));
        }
    }
    Ok(())
}

/// Shows or writes the project.
pub(super) fn run(
    project: &Project,
    request: &Request,
    wanted: &[Wanted],
    session: &mut Session,
) -> Result<Exit, Error> {
    match request.consent {
        Consent::DryRun => show(project, request, session),
        Consent::Given | Consent::Ask => write(project, request, wanted, session),
    }
}

/// Remembers the answers, for "same as last time".
pub(super) fn remember(project: &Project) {
    Memory::write(&project.chosen, &project.answers);
}

/// The files of a project, drawn as a tree.
pub(super) fn drawn(project: &Project, theme: crate::ui::Theme) -> String {
    let paths: Vec<_> = project.plan.files.iter().map(|file| file.path.clone()).collect();
    tree::draw(&project.directory, &paths, theme)
}

fn show(project: &Project, request: &Request, session: &Session) -> Result<Exit, Error> {
    let options = DiffOptions { prefix: project.directory.clone(), ..DiffOptions::default() };
    if !session.printer.is_json() {
        session.printer.raw(&unified_files(&project.plan.files, &options)).map_err(Error::Output)?;
    }
    session.printer.note(&drawn(project, session.printer.stderr_theme()));
    trust::tell_proposed(&project.asked, session);
    session.printer.note(&format!("{}, nothing was written", files(project.plan.files.len())));
    let commands = trust::proposed(&project.asked);
    let document = Document::new(project, request, &[], &commands, false);
    session.printer.json(&document).map_err(Error::Output)?;
    Ok(Exit::Open)
}

fn write(project: &Project, request: &Request, wanted: &[Wanted], session: &mut Session) -> Result<Exit, Error> {
    let decided = decide(project, request, session)?;
    // From here on Ctrl-C is a wish: what has begun is finished or taken back.
    let _shelter = Interrupts::shelter();
    let label = format!("create {} from {}", project.name.as_str(), project.chosen.id());
    let request_to_apply = ApplyRequest {
        root: &project.directory,
        files: &project.plan.files,
        label: &label,
        history: History::Discard,
        conflicts: &[],
        interrupted: &Interrupts::pending,
    };
    match apply::apply(&request_to_apply) {
        Ok(_) => {}
        Err(ApplyError::Interrupted) => return Err(PromptError::Interrupted.into()),
        Err(error) => return Err(error.into()),
    }
    let (statuses, commands) = work::run(wanted, &decided, project, session);
    tell(project, request, &statuses, &commands, session);
    let document = Document::new(project, request, &statuses, &commands, true);
    session.printer.json(&document).map_err(Error::Output)?;
    let failed = statuses.iter().any(|(_, status)| matches!(status, Status::Ran(Outcome::Failed { .. })))
        || commands.iter().any(trust::Done::failed);
    Ok(if failed { Exit::Open } else { Exit::Done })
}

/// Which commands of the templates are run. Where nothing is installed, none could be.
fn decide(project: &Project, request: &Request, session: &mut Session) -> Result<Vec<trust::Decided>, Error> {
    if !request.installs() {
        return Ok(trust::left_out(&project.asked));
    }
    let asking = match request.consent {
        Consent::Ask => trust::Asking::Allowed,
        Consent::Given | Consent::DryRun => trust::Asking::Forbidden,
    };
    let again = project.again_words(request);
    trust::decide(project.asked.clone(), &request.trust, asking, &again, session)
}

/// The receipt's end: what was done, what was not and why, and what to type next.
fn tell(
    project: &Project,
    request: &Request,
    statuses: &[(Step, Status)],
    commands: &[trust::Done],
    session: &Session,
) {
    let printer = &session.printer;
    let theme = printer.stderr_theme();
    let mut done = vec![format!("Written: {}", files(project.plan.files.len()))];
    for (step, status) in statuses {
        // The first commit is a part of the repository; only its failure is news.
        if let Status::Ran(Outcome::Done { time }) = status
            && *step != Step::GitCommit
        {
            done.push(format!("{}{}", step.title(), duration(*time)));
        }
    }
    let dot = format!(" {} ", theme.dot());
    printer.note(&format!("{} {}", theme.good(theme.active()), done.join(&dot)));
    for (step, status) in statuses {
        match status {
            Status::Ran(Outcome::Done { .. }) | Status::Dropped => {}
            Status::Ran(Outcome::Failed { command, said }) => {
                printer.warning(&format!("{} failed; the files are complete. `{command}` said:", step.title()));
                for line in said {
                    printer.warning_detail(line);
                }
            }
            Status::Ran(Outcome::Interrupted) => {
                printer.note(&format!("{} was interrupted; the files are complete.", step.title()));
            }
            // What keeps the repository from being made keeps the commit too.
            Status::Unavailable(why) if *step == Step::GitCommit && *why != Availability::NoAuthor => {}
            Status::Unavailable(availability) => {
                if let Some(reason) = work::reason(availability) {
                    printer.note(&format!("{} No {}: {reason}.", theme.faint(theme.rail()), step.title()));
                }
            }
        }
    }
    trust::tell(commands, session);
    let commands = next::all(&project.directory, &open(project, statuses), &project.next);
    if !commands.is_empty() {
        printer.note(&format!("\n{}", theme.strong("Next")));
        for line in next::lines(&commands) {
            printer.note(&line);
        }
    }
    if request.consent == Consent::Ask {
        printer.note(&format!("\nSame again: {}", theme.accent(project.again(request))));
        if !project.answers.secrets.is_empty() {
            let names: Vec<String> =
                project.answers.secrets.iter().map(|name| crate::template::Given::environment_name(name)).collect();
            printer.note(&format!("Secrets are left out there; set {} for it.", names.join(", ")));
        }
    }
}

/// The steps that the project needs and that were not done.
pub(super) fn open(project: &Project, statuses: &[(Step, Status)]) -> Vec<Step> {
    let needed =
        |step: &Step| step.needs().is_some_and(|file| project.plan.files.iter().any(|planned| planned.path == file));
    let done = |step: &Step| {
        statuses.iter().any(|(known, status)| known == step && matches!(status, Status::Ran(Outcome::Done { .. })))
    };
    Step::ALL.into_iter().filter(|step| needed(step) && !done(step)).collect()
}

/// Told only where somebody waited for it.
fn duration(time: Duration) -> String {
    if time < Duration::from_millis(500) { String::new() } else { format!(" {:.1} s", time.as_secs_f64()) }
}

/// `1 file`, `2 files`.
pub(super) fn files(count: usize) -> String {
    if count == 1 { "1 file".to_owned() } else { format!("{count} files") }
}
