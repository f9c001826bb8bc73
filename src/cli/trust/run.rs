//! Runs what was agreed to, in order, and tells what became of it.
//! Border: order and words; the programs are `steps`' business.
use camino::Utf8Path;

use super::asked::can_run;
use super::{Asked, Decided};
use crate::cli::Session;
use crate::steps::{Outcome, Step, StepContext, run as run_step, run_command};
use crate::template::Requested;
use crate::text::shell_line;
use crate::ui::{CommandDocument, Interrupts};

/// What became of a command.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Fate {
    Ran(Outcome),
    /// It was not agreed to.
    LeftOut,
    /// What came before it was not done, or the user wants to stop.
    Dropped,
    /// A step of the closed list without anything to do.
    NotNeeded,
    /// It was only shown.
    Proposed,
}

/// A command and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) struct Done {
    name: String,
    source: String,
    hash: String,
    command: Requested,
    fate: Fate,
}

impl Done {
    fn new(asked: &Asked, command: &Requested, fate: Fate) -> Self {
        let (name, source, hash) = (asked.name.clone(), asked.source.clone(), asked.hash.clone());
        Self { name, source, hash, command: command.clone(), fate }
    }

    /// Whether it was run and failed.
    pub fn failed(&self) -> bool {
        matches!(self.fate, Fate::Ran(Outcome::Failed { .. }))
    }
}

/// Runs what is allowed, in `directory`; after a failure nothing more is run. Without `ready` (what they build on was
/// not done) nothing is.
pub(in crate::cli) fn run(decided: &[Decided], directory: &Utf8Path, ready: bool, session: &Session) -> Vec<Done> {
    let context = StepContext { root: directory, message: "", interrupted: &Interrupts::pending };
    let mut all: Vec<Done> = Vec::new();
    for decided in decided {
        for command in &decided.asked.commands {
            let goes_on = ready && !Interrupts::pending() && !all.iter().any(Done::failed);
            let step = Step::named(&command.argv);
            let fate = match step {
                _ if !decided.allowed => Fate::LeftOut,
                _ if !goes_on => Fate::Dropped,
                Some(step) if !can_run(step, directory) => Fate::NotNeeded,
                step => {
                    let line = shell_line(&command.argv);
                    let theme = session.printer.stderr_theme();
                    session.printer.note(&format!("{} {line}", theme.faint("Running:")));
                    let _shown = session.printer.transient(&format!("{line} ..."));
                    Fate::Ran(match step {
                        Some(step) => run_step(step, &context),
                        None => run_command(&command.argv, &context),
                    })
                }
            };
            all.push(Done::new(&decided.asked, command, fate));
        }
    }
    all
}

/// What nobody runs in this run, because what it builds on is not wanted.
pub(in crate::cli) fn left_out(all: &[Asked]) -> Vec<Decided> {
    all.iter().map(|asked| Decided { asked: asked.clone(), allowed: false }).collect()
}

/// What would be asked about, for a run that only shows.
pub(in crate::cli) fn proposed(all: &[Asked]) -> Vec<Done> {
    let each = all.iter().flat_map(|asked| asked.commands.iter().map(move |command| (asked, command)));
    each.map(|(asked, command)| Done::new(asked, command, Fate::Proposed)).collect()
}

/// Says what would be asked about.
pub(in crate::cli) fn tell_proposed(all: &[Asked], session: &Session) {
    for asked in all.iter().filter(|asked| !asked.lines().is_empty()) {
        let lines: Vec<String> = asked.lines().iter().map(|line| format!("\n  {line}")).collect();
        session.printer.note(&format!(
            "{} asks for commands, which are run if you agree:{}",
            asked.name,
            lines.concat()
        ));
    }
}

/// Says what failed and what was not run.
pub(in crate::cli) fn tell(all: &[Done], session: &Session) {
    let printer = &session.printer;
    for done in all {
        let line = shell_line(&done.command.argv);
        match &done.fate {
            Fate::Ran(Outcome::Failed { command, said }) => {
                printer
                    .warning(&format!("a command of {} failed; the files are complete. `{command}` said:", done.name));
                for line in said {
                    printer.warning_detail(line);
                }
            }
            Fate::Ran(Outcome::Interrupted) => {
                printer.note(&format!("{line} was interrupted; the files are complete."));
            }
            Fate::LeftOut | Fate::Dropped => {
                printer.note(&format!("Not run, though {} asks for it: {line}", done.name));
            }
            Fate::Ran(Outcome::Done { .. }) | Fate::NotNeeded | Fate::Proposed => {}
        }
    }
}

/// As JSON.
pub(in crate::cli) fn documents(all: &[Done]) -> Vec<CommandDocument> {
    all.iter()
        .map(|done| {
            let (status, said) = match &done.fate {
                Fate::Ran(Outcome::Done { .. }) => ("done", Vec::new()),
                Fate::Ran(Outcome::Failed { said, .. }) => ("failed", said.clone()),
                Fate::Ran(Outcome::Interrupted) => ("interrupted", Vec::new()),
                Fate::LeftOut => ("left-out", Vec::new()),
                Fate::Dropped => ("dropped", Vec::new()),
                Fate::NotNeeded => ("not-needed", Vec::new()),
                Fate::Proposed => ("proposed", Vec::new()),
            };
            CommandDocument {
                template: done.name.clone(),
                source: done.source.clone(),
                hash: format!("sha256:{}", done.hash),
                command: done.command.argv.clone(),
                note: done.command.note.clone(),
                status,
                said,
            }
        })
        .collect()
}
