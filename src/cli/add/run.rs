//! The steps of `pyworker add`: plan, show, perhaps write, and the exit code.
//! Border: order and conditions; every step is somebody else's work.
use super::document::AddDocument;
use super::error::AddError;
use super::interactive;
use super::planner::{Planned, Planner};
use super::request::{Mode, Request};
use super::target::Target;
use crate::cli::trust::{self, Asking, Decided, Done};
use crate::cli::undo::told;
use crate::cli::{Error, Exit, Session, catalogs};
use crate::compose::Reason;
use crate::plan::Standing;
use crate::plan::apply::{ApplyRequest, History, apply, is_interrupted, is_undone_from, recover};
use crate::plan::diff::{DiffOptions, unified_files};
use crate::template::Question;
use crate::text::shell_word;
use crate::ui::{Detail, DiffView, Interrupts, Layout, MigrationView, count};

/// Runs the request.
pub(super) fn run(request: Request, session: &mut Session) -> Result<Exit, Error> {
    let root = &request.scope.root;
    if request.mode == Mode::DryRun {
        if is_interrupted(root) {
            session.printer.warning("a change was interrupted here; `pyworker undo` takes it back");
        }
    } else {
        let recovered = {
            let _shelter = Interrupts::shelter();
            recover(root)?
        };
        if let Some(recovered) = recovered {
            told(&recovered, "an interrupted change was taken back first", session);
        }
    }
    let target = Target::find(&request, session)?;
    let planner = Planner::new(&request, &target)?;
    catalogs::tell(&request.catalog, session);
    if planner.is_empty() {
        let planned = planner.plan(&[], &request.choices)?;
        session.printer.note(&format!("{}: nothing to do, it is all there.", target.worker.name));
        let document = AddDocument::new(&request, &target, &planner, &planned, &[], false);
        session.printer.json(&document).map_err(Error::Output)?;
        return Ok(Exit::Done);
    }
    match request.mode {
        Mode::Ask => interactive::run(&request, &target, &planner, session),
        mode => {
            let planned = planner.plan(&[], &request.choices)?;
            if !planned.laid.clashes.is_empty() {
                return Err(AddError::Clashes(planned.laid.clashes).into());
            }
            overview(&target, &planner, session);
            if mode == Mode::Write {
                let decided = decide(&request, &planner, &planned, Asking::Forbidden, session)?;
                let done = write(&request, &target, &planner, &planned, &decided, session)?;
                finish(&request, &target, &planner, &planned, Some(&done), session)
            } else {
                finish(&request, &target, &planner, &planned, None, session)
            }
        }
    }
}

/// Which layers are laid over what, and why those that nobody asked for.
pub(super) fn overview(target: &Target, planner: &Planner<'_>, session: &Session) {
    let theme = session.printer.stderr_theme();
    let place = target.worker.config.as_ref().unwrap_or(&target.worker.main);
    let mut text = format!("{}  {}\n", theme.strong(&target.worker.name), theme.faint(place));
    let width = planner.composition.new_layers().map(|layer| layer.id().len()).max().unwrap_or(0);
    for layer in planner.composition.new_layers() {
        let manifest = &layer.template.manifest;
        let why = match &layer.reason {
            Reason::NeededBy(id) => format!("  {}", theme.faint(format!("{id} needs it"))),
            Reason::Asked | Reason::Present => String::new(),
        };
        text.push_str(&format!("  {}  {}{why}\n", theme.accent(format!("{:<width$}", layer.id())), manifest.title));
    }
    session.printer.note(&text);
}

/// The names of the new layers, for a label.
pub(super) fn names(planner: &Planner<'_>) -> String {
    let ids: Vec<&str> = planner.composition.new_layers().map(|layer| layer.id()).collect();
    ids.join(", ")
}

/// Which commands of the new layers are run.
pub(super) fn decide(
    request: &Request,
    planner: &Planner<'_>,
    planned: &Planned,
    asking: Asking,
    session: &mut Session,
) -> Result<Vec<Decided>, Error> {
    trust::decide(planner.asked(&planned.answers)?, &request.trust, asking, &request.words, session)
}

/// Writes the plan, and runs what was agreed to.
pub(super) fn write(
    request: &Request,
    target: &Target,
    planner: &Planner<'_>,
    planned: &Planned,
    decided: &[Decided],
    session: &Session,
) -> Result<Vec<Done>, Error> {
    let label = format!("add {} to {}", names(planner), target.worker.name);
    // Ctrl-C waits until everything is written or taken back, and then ends a command.
    let _shelter = Interrupts::shelter();
    let applied = apply(&ApplyRequest {
        root: &request.scope.root,
        files: &planned.plan.files,
        label: &label,
        history: History::Keep,
        conflicts: &[],
        interrupted: &Interrupts::pending,
    })?;
    if let Some(recovered) = &applied.recovered {
        told(recovered, "an interrupted change was taken back first", session);
    }
    Ok(trust::run(decided, &request.scope.root.join(&target.worker.directory), true, session))
}

/// Result, report and exit code; `written` are the commands that followed, if it was written.
pub(super) fn finish(
    request: &Request,
    target: &Target,
    planner: &Planner<'_>,
    planned: &Planned,
    written: Option<&[Done]>,
    session: &Session,
) -> Result<Exit, Error> {
    let printer = &session.printer;
    let is_written = written.is_some();
    let asked = planner.asked(&planned.answers)?;
    let shown = trust::proposed(&asked);
    let commands = written.unwrap_or(&shown);
    if !is_written && !printer.is_json() && request.mode == Mode::DryRun {
        print_diff(request, planned, session)?;
    }
    printer.json(&AddDocument::new(request, target, planner, planned, commands, is_written)).map_err(Error::Output)?;
    let theme = printer.stderr_theme();
    let view = MigrationView { workers: &[], plan: &planned.plan };
    let mut text = view.report(Detail::Left, theme);
    if is_written {
        let new = planned.plan.files.iter().filter(|file| file.before.is_none()).count();
        let changed = planned.plan.files.len() - new;
        let undo = if is_undone_from(&request.current, &request.scope.root) {
            String::new()
        } else {
            format!(" {}", request.scope.named_root.as_ref().unwrap_or(&request.scope.root))
        };
        let extent = [(new, "new file"), (changed, "changed file")];
        let extent: Vec<String> =
            extent.into_iter().filter(|(number, _)| *number > 0).map(|(number, what)| count(number, what)).collect();
        text.push_str(&format!(
            "{} {} ({}). Undo: pyworker undo{undo}",
            theme.good("Added"),
            names(planner),
            extent.join(", ")
        ));
        let next = next(target, planner, planned)?;
        if !next.is_empty() {
            text.push_str(&format!("\n\n{}", theme.strong("Next")));
            for line in next {
                text.push_str(&format!("\n  {line}"));
            }
        }
    } else {
        text.push_str(&format!("Nothing was written. To write it: {}", request.to_write));
        if !request.scope.is_reached_from(&request.current) {
            let top = crate::plan::git::work_tree(&request.scope.root).unwrap_or_else(|| request.scope.root.clone());
            text.push_str(&format!("\n`git apply` only reaches these files from {top}"));
        }
    }
    if !is_written {
        trust::tell_proposed(&asked, session);
    }
    printer.note(&text);
    trust::tell(commands, session);
    let is_left = planned.plan.findings.iter().any(|finding| finding.standing == Standing::Manual);
    let is_done = is_written && !is_left && !commands.iter().any(Done::failed);
    Ok(if is_done { Exit::Done } else { Exit::Open })
}

/// What to type next: what the changed files ask for, then what the new layers recommend.
pub(super) fn next(target: &Target, planner: &Planner<'_>, planned: &Planned) -> Result<Vec<String>, Error> {
    let mut lines = Vec::new();
    let is_changed = |name: &str| {
        let path = target.worker.directory.join(name);
        planned.plan.files.iter().any(|file| file.path == path)
    };
    for (file, command) in [("pyproject.toml", "uv sync"), ("package.json", "npm install")] {
        if is_changed(file) {
            lines.push(command.to_owned());
        }
    }
    for (command, note) in planner.next(&planned.answers)? {
        lines.push(match note {
            Some(note) => format!("{command}   {note}"),
            None => command,
        });
    }
    let directory = target.worker.directory.as_str();
    if !lines.is_empty() && !directory.is_empty() {
        lines.insert(0, format!("cd {}", shell_word(directory)));
    }
    Ok(lines)
}

fn print_diff(request: &Request, planned: &Planned, session: &Session) -> Result<(), Error> {
    let options = DiffOptions { prefix: request.scope.prefix.clone(), ..DiffOptions::default() };
    let patch = if session.terminal.stdout {
        drawn(planned, session, session.printer.stdout_theme()).into_bytes()
    } else {
        unified_files(&planned.plan.files, &options)
    };
    session.printer.raw(&patch).map_err(Error::Output)
}

/// The diff for people.
pub(super) fn drawn(planned: &Planned, session: &Session, theme: crate::ui::Theme) -> String {
    let view = DiffView { theme, columns: session.terminal.columns, layout: Layout::Unified, context: 3 };
    let shown: Vec<String> = planned.plan.files.iter().map(|file| view.file(file)).collect();
    shown.join("\n")
}

/// The names of questions, for a line.
pub(super) fn question_names<'a>(questions: impl Iterator<Item = &'a Question>) -> Vec<&'a str> {
    questions.map(|question| question.name.as_str()).collect()
}
