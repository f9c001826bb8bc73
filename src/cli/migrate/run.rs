//! The steps of `pyworker migrate`: plan, show, perhaps write, and the exit code.
//! Border: order and conditions; every step is somebody else's work.
use std::collections::BTreeMap;

use super::error::MigrateError;
use super::planner::{Planned, Planner};
use super::request::{Dirty, Mode, Output, Request, Strictness};
use super::rules::RuleBook;
use super::{interactive, memory, stored};
use crate::cli::undo::told;
use crate::cli::{Error, Exit, Session};
use crate::plan::apply::{ApplyRequest, History, apply, is_interrupted, is_undone_from, recover};
use crate::plan::diff::{DiffOptions, unified_files};
use crate::plan::{PlanFile, git};
use crate::ui::{DiffView, Interrupts, Layout, MigrationDocument, MigrationView, Tally, annotations, count, sarif};

/// Why something is taken back that nobody asked for.
const FIRST: &str = "an interrupted change was taken back first";

/// Runs the request.
///
/// # Errors
/// Bad input, and files that cannot be written.
pub fn run(request: &Request, book: &RuleBook, session: &mut Session) -> Result<Exit, Error> {
    let root = &request.scope.root;
    let writes = matches!(request.mode, Mode::Ask | Mode::Write);
    if writes {
        let recovered = {
            let _shelter = Interrupts::shelter();
            recover(root)?
        };
        if let Some(recovered) = recovered {
            told(&recovered, FIRST, session);
        }
    } else if is_interrupted(root) {
        session.printer.warning("a change was interrupted here; `pyworker undo` takes it back");
    }
    if let Some(file) = &request.stored {
        return stored::run(request, book, file, session);
    }
    let planner = Planner::new(
        book,
        &request.scope,
        request.options.clone(),
        request.documents,
        request.limit,
        session.printer.clone(),
    )?;
    match &request.mode {
        Mode::Ask => interactive::run(request, &planner, book, session),
        mode => {
            let planned = planner.plan(&request.decisions);
            show_plan(request, &planned, session);
            match mode {
                Mode::Store(file) => {
                    store(request, &planned, file, session)?;
                    finish(request, book, &planned, Ending::Stored, session)
                }
                Mode::Write => {
                    check_dirty(request, &planned)?;
                    write(request, &planned, "migrate", session)?;
                    finish(request, book, &planned, Ending::Written, session)
                }
                Mode::Check => finish(request, book, &planned, Ending::Checked, session),
                Mode::Ask | Mode::DryRun => finish(request, book, &planned, Ending::Shown, session),
            }
        }
    }
}

/// How far a run went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The diff was shown.
    Shown,
    /// Only the counts were shown.
    Checked,
    /// The plan is in a file.
    Stored,
    /// The files are written.
    Written,
}

/// The overview, for people.
fn show_plan(request: &Request, planned: &Planned, session: &Session) {
    if request.output == Output::Text && session.printer.has_notes() {
        let view = MigrationView { workers: &planned.workers, plan: &planned.plan };
        let summary = view.summary(session.printer.stderr_theme(), session.terminal.columns);
        session.printer.note(summary.trim_end_matches('\n'));
        session.printer.note("");
    }
}

/// Result, report and exit code.
///
/// # Errors
/// When standard output cannot be written.
pub fn finish(
    request: &Request,
    book: &RuleBook,
    planned: &Planned,
    ending: Ending,
    session: &Session,
) -> Result<Exit, Error> {
    let view = MigrationView { workers: &planned.workers, plan: &planned.plan };
    let diff = DiffOptions { prefix: request.scope.prefix.clone(), ..DiffOptions::default() };
    let printer = &session.printer;
    let is_written = ending == Ending::Written;
    match request.output {
        Output::Text if ending == Ending::Shown => print_diff(request, planned, &diff, session)?,
        Output::Text => {}
        Output::Json => {
            let mode = match (ending, &request.stored) {
                (Ending::Written, Some(_)) => "apply",
                (Ending::Written, None) => "write",
                (Ending::Stored, _) => "plan",
                (Ending::Checked, _) => "check",
                (Ending::Shown, _) => "dry-run",
            };
            let is_on_stdout = matches!(&request.mode, Mode::Store(file) if file == "-");
            if !is_on_stdout {
                printer.json(&MigrationDocument::new(view, mode, is_written, &diff)).map_err(Error::Output)?;
            }
        }
        Output::Sarif => {
            let summaries: BTreeMap<String, String> =
                book.all().map(|meta| (meta.rule.code.to_string(), meta.summary.to_owned())).collect();
            let document = sarif(view, &request.scope.prefix, &summaries);
            printer.raw(format!("{document:#}\n").as_bytes()).map_err(Error::Output)?;
        }
        Output::Github => {
            printer.raw(annotations(view, &request.scope.prefix).as_bytes()).map_err(Error::Output)?;
        }
    }
    report(request, planned, ending, session);
    Ok(exit(request, &Tally::of(&planned.plan), ending))
}

/// What changed and what is left, and what to do next.
fn report(request: &Request, planned: &Planned, ending: Ending, session: &Session) {
    if !session.printer.has_notes() {
        return;
    }
    let view = MigrationView { workers: &planned.workers, plan: &planned.plan };
    let theme = session.printer.stderr_theme();
    let tally = Tally::of(&planned.plan);
    let mut text = view.report(request.detail, theme);
    text.push_str(&tally.line(theme));
    let mut say = |line: String| {
        text.push('\n');
        text.push_str(&line);
    };
    let reviewable = view.reviewable();
    if !reviewable.is_empty() {
        say(format!("To make those that need review too: --unsafe {}", reviewable.join(",")));
    }
    if !planned.postponed.is_empty() {
        say(format!("{} left for another run (--max-changes).", count(planned.postponed.len(), "change")));
    }
    let place = request.scope.named_root.as_ref().map_or_else(String::new, |root| format!(" {root}"));
    let has_files = !planned.plan.is_empty();
    match ending {
        Ending::Shown | Ending::Checked if has_files => {
            say(format!("Nothing was written. To write it: {}", request.to_write));
            if ending == Ending::Shown && !request.scope.is_reached_from(&request.current) {
                say(format!("`git apply` only reaches these files from {}", top(request)));
            }
        }
        Ending::Shown | Ending::Checked | Ending::Stored => {}
        Ending::Written if has_files => {
            say(format!("{} {}. Undo: pyworker undo{}", theme.good("Applied"), view.extent(), undo_place(request)));
            if planned.workers.len() == 1 {
                let enter = if place.is_empty() { String::new() } else { format!("cd{place} && ") };
                say(format!("Next: {enter}uv sync && uv run pywrangler dev"));
            }
        }
        Ending::Written => say("Nothing to write.".to_owned()),
    }
    if let (Ending::Stored, Mode::Store(file)) = (ending, &request.mode)
        && file != "-"
    {
        say(format!("The plan is in {file}. To write it: pyworker migrate --apply {file}{place}"));
    }
    session.printer.note(&text);
}

/// Where `pyworker undo` has to be told to look.
fn undo_place(request: &Request) -> String {
    if is_undone_from(&request.current, &request.scope.root) {
        return String::new();
    }
    let root = request.scope.named_root.as_ref().unwrap_or(&request.scope.root);
    format!(" {root}")
}

/// The directory from which git reaches everything.
fn top(request: &Request) -> String {
    git::work_tree(&request.scope.root).unwrap_or_else(|| request.scope.root.clone()).into_string()
}

fn print_diff(request: &Request, planned: &Planned, options: &DiffOptions, session: &Session) -> Result<(), Error> {
    let patch = if session.terminal.stdout {
        let view = DiffView {
            theme: session.printer.stdout_theme(),
            columns: session.terminal.columns,
            layout: Layout::Unified,
            context: options.context,
        };
        let shown: Vec<String> = planned.plan.files.iter().map(|file| view.file(file)).collect();
        shown.join("\n").into_bytes()
    } else {
        unified_files(&planned.plan.files, options)
    };
    debug_assert_eq!(request.output, Output::Text);
    session.printer.raw(&patch).map_err(Error::Output)
}

fn exit(request: &Request, tally: &Tally, ending: Ending) -> Exit {
    if request.strictness == Strictness::Strict && tally.refused > 0 {
        return Exit::BadInput;
    }
    match ending {
        Ending::Written | Ending::Stored => Exit::Done,
        Ending::Shown | Ending::Checked if tally.is_open() => Exit::Open,
        Ending::Shown | Ending::Checked => Exit::Done,
    }
}

/// Refuses to write what cannot be had back from git.
///
/// # Errors
/// The files, if that is not allowed.
pub fn check_dirty(request: &Request, planned: &Planned) -> Result<(), MigrateError> {
    if request.dirty == Dirty::Allow {
        return Ok(());
    }
    let paths: Vec<_> = planned.plan.files.iter().map(|file| file.path.clone()).collect();
    let dirty = git::dirty(&request.scope.root, &paths);
    if dirty.is_empty() { Ok(()) } else { Err(MigrateError::Dirty { paths: dirty }) }
}

/// Writes the plan.
///
/// # Errors
/// Files that cannot be written; nothing is, then.
pub fn write(request: &Request, planned: &Planned, command: &str, session: &Session) -> Result<(), Error> {
    let view = MigrationView { workers: &planned.workers, plan: &planned.plan };
    let label = format!("{command}, {}", view.extent());
    let applied = {
        // Ctrl-C waits until everything is written or taken back.
        let _shelter = Interrupts::shelter();
        apply(&ApplyRequest {
            root: &request.scope.root,
            files: &planned.plan.files,
            label: &label,
            history: History::Keep,
            conflicts: &[],
            interrupted: &Interrupts::pending,
        })?
    };
    if let Some(recovered) = &applied.recovered {
        told(recovered, FIRST, session);
    }
    memory::drop_all(&request.scope.root);
    Ok(())
}

fn store(request: &Request, planned: &Planned, file: &camino::Utf8Path, session: &Session) -> Result<(), Error> {
    let text = PlanFile::of(&planned.plan, "migrate").to_json();
    if file == "-" {
        return session.printer.raw(text.as_bytes()).map_err(Error::Output);
    }
    std::fs::write(request.named(file), text)
        .map_err(|source| MigrateError::File { action: "write", path: file.to_owned(), source }.into())
}
