//! What is asked for, in the terms of the rooms that do the work.
//! Border: made once from the arguments; nothing is looked up on the disk but the file of answers.
use camino::Utf8PathBuf;

use super::arguments::CreateArguments;
use super::{answers_file, target};
use crate::catalog::Reference;
use crate::cli::trust::TrustArguments;
use crate::cli::{Error, catalogs};
use crate::steps::Step;
use crate::template::{Answered, Given, GivenAnswer};

/// Whether the tool may go ahead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Consent {
    /// Ask, if somebody can be asked.
    Ask,
    /// Take the recommended answers and write.
    Given,
    /// Take the recommended answers and show.
    DryRun,
}

/// A project that is asked for.
#[derive(Debug, Clone)]
pub(super) struct Request {
    /// The words the user typed to get here, for commands that can be pasted.
    pub program: &'static str,
    /// Where it goes.
    pub directory: Option<Utf8PathBuf>,
    /// Its name, if it is not the directory's.
    pub name: Option<String>,
    /// What it starts from.
    pub template: Option<Reference>,
    /// As it was typed, for commands that can be pasted.
    pub template_text: Option<String>,
    /// The layers that are laid over it.
    pub with: Vec<Reference>,
    /// Answers from flags and a file; the environment is added when the questions are known.
    pub given: Given,
    /// Whether the tool may go ahead.
    pub consent: Consent,
    /// The work after writing that is wanted, if it can be done.
    pub steps: Vec<Step>,
    /// What is said about commands of templates.
    pub trust: TrustArguments,
}

impl Request {
    /// Whether the project is installed, so that commands of templates find what they need.
    pub fn installs(&self) -> bool {
        self.steps.iter().any(|step| !step.is_git())
    }
}

impl Request {
    /// Converts the arguments.
    pub fn new(arguments: CreateArguments, program: &'static str) -> Result<Self, Error> {
        let mut given = Given::default();
        // The last one typed counts, as with other flags.
        for (name, value) in arguments.set.into_iter().rev() {
            given.add(name, GivenAnswer::Text(value), Answered::Flag);
        }
        if let Some(path) = &arguments.answers {
            answers_file::add(path, &mut given)?;
        }
        let consent = match (arguments.dry_run, arguments.yes) {
            (true, _) => Consent::DryRun,
            (false, true) => Consent::Given,
            (false, false) => Consent::Ask,
        };
        let template = arguments.template.as_deref().map(catalogs::reference).transpose()?;
        let with = arguments.with.iter().map(|layer| catalogs::reference(layer)).collect::<Result<_, _>>()?;
        let wanted = |step: &Step| if step.is_git() { !arguments.no_git } else { !arguments.no_install };
        Ok(Self {
            program,
            directory: arguments.directory.as_deref().map(target::tidy),
            name: arguments.name,
            template_text: template.as_ref().map(ToString::to_string),
            template,
            with,
            given,
            consent,
            steps: Step::ALL.into_iter().filter(wanted).collect(),
            trust: arguments.trust,
        })
    }
}
