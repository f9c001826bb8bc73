//! The work after the files are written: which steps can run, and running them.
//! Border: chooses and tells; the steps themselves are `steps`' business.
use super::project::Project;
use crate::cli::Session;
use crate::cli::trust::{self, Decided, Done};
use crate::steps::{Availability, Outcome, Step, StepContext, look as look_at, run as run_step};
use crate::ui::Interrupts;

/// A step and whether it can run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wanted {
    /// The step.
    pub step: Step,
    /// Whether it can run.
    pub availability: Availability,
}

/// What became of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Status {
    /// It was run.
    Ran(Outcome),
    /// It could not be run.
    Unavailable(Availability),
    /// A step that it builds on was not done.
    Dropped,
}

/// Looks which of `steps` can run for a project.
pub(super) fn look(steps: &[Step], project: &Project) -> Vec<Wanted> {
    let has = |file: &camino::Utf8Path| project.plan.files.iter().any(|planned| planned.path == file);
    steps.iter().map(|step| Wanted { step: *step, availability: look_at(*step, &project.directory, &has) }).collect()
}

/// Runs what can be run, in order, and says what became of each step and of each command of the templates. These come
/// when everything is installed, and before the first commit, which has what they made.
pub(super) fn run(
    wanted: &[Wanted],
    decided: &[Decided],
    project: &Project,
    session: &Session,
) -> (Vec<(Step, Status)>, Vec<Done>) {
    let manifest = &project.chosen.preset.as_ref().unwrap_or(&project.chosen.base).manifest;
    let message = format!("Start from the template {} {}", manifest.id, manifest.version);
    let context = StepContext { root: &project.directory, message: &message, interrupted: &Interrupts::pending };
    let mut statuses: Vec<(Step, Status)> = Vec::new();
    let mut commands = None;
    for Wanted { step, availability } in wanted {
        if *step == Step::GitCommit {
            commands = Some(trust::run(decided, &project.directory, is_installed(&statuses), session));
        }
        let repository_failed = statuses
            .iter()
            .any(|(step, status)| *step == Step::GitInit && matches!(status, Status::Ran(Outcome::Failed { .. })));
        let status = if Interrupts::pending() || (*step == Step::GitCommit && repository_failed) {
            Status::Dropped
        } else if *availability == Availability::Ready {
            let _shown = session.printer.transient(&format!("{} ...", step.title()));
            Status::Ran(run_step(*step, &context))
        } else {
            Status::Unavailable(availability.clone())
        };
        statuses.push((*step, status));
    }
    let commands =
        commands.unwrap_or_else(|| trust::run(decided, &project.directory, is_installed(&statuses), session));
    (statuses, commands)
}

/// Whether no step that installs was begun in vain.
fn is_installed(statuses: &[(Step, Status)]) -> bool {
    let failed = |status: &Status| matches!(status, Status::Ran(Outcome::Failed { .. } | Outcome::Interrupted));
    !statuses.iter().any(|(step, status)| !step.is_git() && failed(status))
}

/// Why a step cannot run, in words; nothing if it can, or if nobody would miss it.
pub(super) fn reason(availability: &Availability) -> Option<String> {
    match availability {
        Availability::Ready | Availability::NotNeeded => None,
        Availability::InsideRepository => Some("the directory is inside a git repository already".to_owned()),
        Availability::NoAuthor => {
            Some("git has no name and address for it (git config --global user.name, user.email)".to_owned())
        }
        Availability::NoProgram { program } => Some(format!("{program} is not installed")),
        Availability::Old { program, found, needed } => {
            Some(format!("{program} {found} is too old, {needed} or newer is needed"))
        }
    }
}
