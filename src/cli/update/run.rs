//! The steps of `pyworker update`: read, ask, merge, show, perhaps write, and the exit code.
//! Border: order and conditions; every step is somebody else's work.
use camino::{Utf8Path, Utf8PathBuf};

use super::request::{Dirty, Mode, Request};
use super::{interactive, questions};
use crate::catalog::Catalog;
use crate::cli::catalogs;
use crate::cli::migrate::MigrateError;
use crate::cli::trust::{self, Asked, Asking, Decided, Done};
use crate::cli::undo::told;
use crate::cli::{Error, Exit, Session};
use crate::merge::TreeFile;
use crate::plan::apply::{ApplyRequest, History, apply, is_interrupted, is_undone_from, recover};
use crate::plan::diff::{DiffOptions, unified_files};
use crate::plan::git::{self, Stage, Unmerged};
use crate::plan::{Decisions, Plan, Standing};
use crate::template::{Answered, GivenAnswer};
use crate::ui::{Detail, DiffView, Interrupts, Layout, MigrationView, TemplateView, UpdateDocument, UpdateView, count};
use crate::update::{
    AnswerRequest, ConflictFile, Proposal, RecordedProject, Releases, Update, questions as questions_of, releases,
};

/// Why something is taken back that nobody asked for.
const FIRST: &str = "an interrupted change was taken back first";

/// Runs the request.
///
/// # Errors
/// Bad input, and files that cannot be written.
pub(super) fn run(request: &Request, session: &mut Session) -> Result<Exit, Error> {
    if let Ok(root) = request.directory.canonicalize_utf8() {
        settle(request, &root, session)?;
    }
    let project = RecordedProject::open(&request.directory)?;
    let catalog = catalogs::open(&project.root, request.offline, session)?;
    let releases = {
        let _shown = session.printer.transient("Looking for new versions ...");
        releases(&project, &catalog, &request.wanted)?
    };
    let mut answers = AnswerRequest { given: request.given.clone() };
    decide_by_policy(&catalog, &project, &releases, &mut answers);
    if request.mode == Mode::Ask {
        questions::ask(&project, &releases, &mut answers, session)?;
    }
    let update = Update::prepare(&project, &releases, &answers)?;
    let asked = update.commands().iter().filter_map(|(template, commands)| Asked::of(template, commands.clone()));
    let run = Run { request, project: &project, templates: views(&releases), asked: asked.collect() };
    if request.mode == Mode::Ask {
        return interactive::run(&run, &update, session);
    }
    let proposal = update.propose(&Decisions::default());
    run.show(&proposal, session);
    if request.mode == Mode::DryRun {
        run.print_diff(&proposal, session)?;
        return run.finish(&proposal, None, session);
    }
    run.check_dirty(&proposal.plan)?;
    let decided = run.decide(Asking::Forbidden, session)?;
    let done = run.write(&proposal, &decided, session)?;
    run.finish(&proposal, Some(&done), session)
}

/// Takes an interrupted change back before anything is read, or says that there is one.
fn settle(request: &Request, root: &Utf8Path, session: &Session) -> Result<(), Error> {
    if request.mode == Mode::DryRun {
        if is_interrupted(root) {
            session.printer.warning("a change was interrupted here; `pyworker undo` takes it back");
        }
        return Ok(());
    }
    let recovered = {
        let _shelter = Interrupts::shelter();
        recover(root)?
    };
    if let Some(recovered) = recovered {
        told(&recovered, FIRST, session);
    }
    Ok(())
}

/// What a team decides is not asked for, and not taken from the record either.
fn decide_by_policy(catalog: &Catalog, project: &RecordedProject, releases: &Releases, answers: &mut AnswerRequest) {
    let asked: Vec<&str> = questions_of(project, releases).questions().map(|question| question.name.as_str()).collect();
    for (name, value) in catalog.policies().iter().flat_map(|policy| &policy.answers) {
        if asked.contains(&name.as_str()) {
            answers.given.add(name, GivenAnswer::Value(value.clone()), Answered::Preset);
        }
    }
}

fn views(releases: &Releases) -> Vec<TemplateView> {
    let there = releases.all.iter().map(|release| TemplateView {
        id: release.recorded.id.clone(),
        name: release.name.clone(),
        source: release.recorded.source.clone(),
        from: Some(release.recorded.version.clone()),
        to: release.new.manifest.version.clone(),
        newest: release.newest.clone(),
        changes: release.changes.clone(),
    });
    let needed = releases.needed.iter().map(|template| TemplateView {
        id: template.manifest.id.clone(),
        name: template.manifest.id.clone(),
        source: template.origin.source.clone(),
        from: None,
        to: template.manifest.version.clone(),
        newest: template.manifest.version.clone(),
        changes: Vec::new(),
    });
    there.chain(needed).collect()
}

/// A run on a project that is read.
pub(super) struct Run<'a> {
    pub request: &'a Request,
    pub project: &'a RecordedProject,
    pub templates: Vec<TemplateView>,
    /// The commands that the new versions ask for.
    pub asked: Vec<Asked>,
}

/// The conflicts of a proposal, as the views take them.
fn conflicts(proposal: &Proposal) -> Vec<(Utf8PathBuf, usize)> {
    proposal.conflicts.iter().map(|conflict| (conflict.path.clone(), conflict.places)).collect()
}

/// As git is told of it.
fn unmerged(conflict: &ConflictFile) -> Unmerged<'_> {
    fn stage(file: &Option<TreeFile>) -> Option<Stage<'_>> {
        file.as_ref().map(|file| Stage { content: &file.content, mode: file.mode })
    }
    Unmerged { path: &conflict.path, stages: conflict.stages.each_ref().map(stage) }
}

impl Run<'_> {
    /// The overview, for people.
    pub(super) fn show(&self, proposal: &Proposal, session: &Session) {
        let conflicts = conflicts(proposal);
        let view = UpdateView { templates: &self.templates, plan: &proposal.plan, conflicts: &conflicts };
        session.printer.note(&view.summary(session.printer.stderr_theme()));
    }

    pub(super) fn line(&self, proposal: &Proposal, session: &Session) -> String {
        let conflicts = conflicts(proposal);
        let view = UpdateView { templates: &self.templates, plan: &proposal.plan, conflicts: &conflicts };
        view.line(session.printer.stderr_theme())
    }

    fn options(&self) -> DiffOptions {
        let top = git::work_tree(&self.project.root).unwrap_or_else(|| self.project.root.clone());
        let prefix = self.project.root.strip_prefix(&top).unwrap_or(Utf8Path::new("")).to_owned();
        DiffOptions { prefix, ..DiffOptions::default() }
    }

    fn print_diff(&self, proposal: &Proposal, session: &Session) -> Result<(), Error> {
        if session.printer.is_json() {
            return Ok(());
        }
        let options = self.options();
        let patch = if session.terminal.stdout {
            let view = DiffView {
                theme: session.printer.stdout_theme(),
                columns: session.terminal.columns,
                layout: Layout::Unified,
                context: options.context,
            };
            let shown: Vec<String> = proposal.plan.files.iter().map(|file| view.file(file)).collect();
            shown.join("\n").into_bytes()
        } else {
            unified_files(&proposal.plan.files, &options)
        };
        session.printer.raw(&patch).map_err(Error::Output)
    }

    /// Refuses to write what cannot be had back from git.
    ///
    /// # Errors
    /// The files, if that is not allowed.
    pub(super) fn check_dirty(&self, plan: &Plan) -> Result<(), MigrateError> {
        if self.request.dirty == Dirty::Allow {
            return Ok(());
        }
        let paths: Vec<Utf8PathBuf> = plan.files.iter().map(|file| file.path.clone()).collect();
        let dirty = git::dirty(&self.project.root, &paths);
        if dirty.is_empty() { Ok(()) } else { Err(MigrateError::Dirty { paths: dirty }) }
    }

    /// Which commands of the new versions are run.
    ///
    /// # Errors
    /// When one is not agreed to.
    pub(super) fn decide(&self, asking: Asking, session: &mut Session) -> Result<Vec<Decided>, Error> {
        trust::decide(self.asked.clone(), &self.request.trust, asking, &self.request.words, session)
    }

    /// Writes the plan, tells git of conflicts, and runs what was agreed to, if there are none.
    ///
    /// # Errors
    /// Files that cannot be written; nothing is, then.
    pub(super) fn write(
        &self,
        proposal: &Proposal,
        decided: &[Decided],
        session: &Session,
    ) -> Result<Vec<Done>, Error> {
        if proposal.plan.is_empty() {
            return Ok(Vec::new());
        }
        // Ctrl-C waits until everything is written or taken back.
        let _shelter = Interrupts::shelter();
        let label = format!("update, {}", count(proposal.plan.files.len(), "file"));
        let conflicts: Vec<Utf8PathBuf> = proposal.conflicts.iter().map(|conflict| conflict.path.clone()).collect();
        let applied = apply(&ApplyRequest {
            root: &self.project.root,
            files: &proposal.plan.files,
            label: &label,
            history: History::Keep,
            conflicts: &conflicts,
            interrupted: &Interrupts::pending,
        })?;
        if let Some(recovered) = &applied.recovered {
            told(recovered, FIRST, session);
        }
        let unmerged: Vec<Unmerged<'_>> = proposal.conflicts.iter().map(unmerged).collect();
        if !git::mark_unmerged(&self.project.root, &unmerged) {
            session.printer.warning("git was not told of the conflicts; the markers are in the files");
        }
        Ok(trust::run(decided, &self.project.root, proposal.conflicts.is_empty(), session))
    }

    /// Result, report and exit code; `written` are the commands that followed, if it was written.
    ///
    /// # Errors
    /// When standard output cannot be written.
    pub(super) fn finish(
        &self,
        proposal: &Proposal,
        written: Option<&[Done]>,
        session: &Session,
    ) -> Result<Exit, Error> {
        let is_written = written.is_some();
        let shown = trust::proposed(&self.asked);
        let commands = written.unwrap_or(&shown);
        let conflicts = conflicts(proposal);
        let view = UpdateView { templates: &self.templates, plan: &proposal.plan, conflicts: &conflicts };
        let document = UpdateDocument::new(view, trust::documents(commands), is_written, &self.options());
        session.printer.json(&document).map_err(Error::Output)?;
        let theme = session.printer.stderr_theme();
        let report = MigrationView { workers: &[], plan: &proposal.plan }.report(Detail::Left, theme);
        let mut text = format!("{report}{}", view.line(theme));
        let has_files = !proposal.plan.is_empty();
        if has_files && is_written {
            let done = match conflicts.is_empty() {
                true => theme.good("Updated.").to_string(),
                false => theme.warning("Updated, with conflicts to decide.").to_string(),
            };
            text.push_str(&format!("\n{done} Undo: pyworker undo{}", self.undo_place()));
        } else if has_files {
            text.push_str(&format!("\nNothing was written. To write it: {}", self.request.to_write));
        }
        if has_files && !is_written {
            trust::tell_proposed(&self.asked, session);
        }
        session.printer.note(&text);
        trust::tell(commands, session);
        let failed = commands.iter().any(Done::failed);
        let is_open = proposal.plan.findings.iter().any(|finding| finding.standing == Standing::Manual);
        Ok(if is_open || failed || has_files && !is_written { Exit::Open } else { Exit::Done })
    }

    /// Where `pyworker undo` has to be told to look.
    fn undo_place(&self) -> String {
        let here = std::env::current_dir().ok().and_then(|path| Utf8PathBuf::from_path_buf(path).ok());
        if here.is_some_and(|here| is_undone_from(&here, &self.project.root)) {
            return String::new();
        }
        format!(" {}", self.request.directory)
    }
}
