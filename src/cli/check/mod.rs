//! `pyworker check [PATH]`: whether a project is still what its templates make.
//! Border: clap types and the exit code; what is found is found by `update`.
use camino::{Utf8Path, Utf8PathBuf};
use clap::{Args, ValueEnum};

use super::{Error, Exit, Session, catalogs};
use crate::plan::diff::DiffOptions;
use crate::plan::git;
use crate::ui::{DiffView, DriftView, Format, Layout};
use crate::update::{RecordedProject, drift, releases};

/// Say how far a project is from its templates
///
/// Two things are told apart: a template is *outdated* if there is a newer version of it, and a file has *drifted* if it
/// is not what its template made any more. What the policy of `pyworker.toml` demands is checked too.
#[derive(Debug, Args)]
#[command(after_help = "Exit codes: 0 nothing found; 1 something found; 2 bad input.")]
pub(super) struct Arguments {
    /// The project; the current directory if it is not given
    #[arg(value_name = "PATH")]
    directory: Option<Utf8PathBuf>,
    /// Compare with the templates; this is what is checked anyway
    #[arg(long)]
    template: bool,
    /// Look for these alone; can be given many times
    #[arg(long, value_enum, value_name = "FINDING", value_delimiter = ',')]
    only: Vec<Finding>,
    /// In which form to print the result
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Form::Text)]
    format: Form,
    /// Print what was changed since the templates wrote it, as a diff
    #[arg(long)]
    diff: bool,
    /// Fetch nothing; compare with what was fetched before
    #[arg(long)]
    offline: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Finding {
    /// Newer versions of templates
    Outdated,
    /// Files that were changed
    Drifted,
    /// What the policy demands
    Policy,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// A report for people
    Text,
    /// One document, the same as --json
    Json,
    /// Annotations of GitHub Actions
    Github,
}

impl Arguments {
    pub(super) fn run(self, session: &mut Session) -> Result<Exit, Error> {
        if self.format == Form::Json {
            session.printer = session.printer.clone().with_format(Format::Json);
        }
        let directory = self.directory.as_deref().unwrap_or(Utf8Path::new("."));
        let project = RecordedProject::open(directory)?;
        let catalog = catalogs::open(&project.root, self.offline, session)?;
        let releases = {
            let _shown = session.printer.transient("Looking for new versions ...");
            releases(&project, &catalog, &[])?
        };
        let mut found = drift(&project, &releases, catalog.policies())?;
        let looks_for = |finding| self.only.is_empty() || self.only.contains(&finding);
        if !looks_for(Finding::Outdated) {
            found.outdated.clear();
        }
        if !looks_for(Finding::Drifted) {
            found.drifted.clear();
        }
        if !looks_for(Finding::Policy) {
            found.unmet.clear();
        }

        let top = git::work_tree(&project.root).unwrap_or_else(|| project.root.clone());
        let prefix = project.root.strip_prefix(&top).unwrap_or(Utf8Path::new("")).to_owned();
        let view = DriftView { drift: &found };
        let options = DiffOptions { prefix: prefix.clone(), ..DiffOptions::default() };
        if session.printer.is_json() {
            session.printer.json(&view.document(&project.root, &options)).map_err(Error::Output)?;
        } else if self.format == Form::Github {
            session.printer.raw(view.annotations(&prefix).as_bytes()).map_err(Error::Output)?;
        } else if self.diff {
            self.print_diff(view, &options, session)?;
        }
        let theme = session.printer.stderr_theme();
        session.printer.note(&format!("{}{}", view.report(theme), view.line(theme)));
        let is_clean = found.outdated.is_empty() && found.drifted.is_empty() && found.unmet.is_empty();
        Ok(if is_clean { Exit::Done } else { Exit::Open })
    }

    fn print_diff(&self, view: DriftView<'_>, options: &DiffOptions, session: &Session) -> Result<(), Error> {
        if !session.terminal.stdout {
            return session.printer.raw(&view.patch(options)).map_err(Error::Output);
        }
        let diff = DiffView {
            theme: session.printer.stdout_theme(),
            columns: session.terminal.columns,
            layout: Layout::Unified,
            context: options.context,
        };
        let shown: Vec<String> = view.outcomes().iter().map(|file| diff.file(file)).collect();
        session.printer.raw(shown.join("\n").as_bytes()).map_err(Error::Output)
    }
}
