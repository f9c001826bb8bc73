//! What is asked for, in the terms of the rooms that do the work.
//! Border: made once from the arguments; which Worker is meant is found out in `target`.
use camino::{Utf8Path, Utf8PathBuf};

use super::Arguments;
use super::error::AddError;
use crate::catalog::{Catalog, Reference};
use crate::cli::create::answers_file;
use crate::cli::scope::Scope;
use crate::cli::trust::TrustArguments;
use crate::cli::{Error, Session, catalogs};
use crate::compose::ClashChoices;
use crate::template::{Answered, Given, GivenAnswer, Kind};
use crate::text::shell_line;

/// What to do with the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// Show it and ask.
    Ask,
    /// Show it.
    DryRun,
    /// Write it.
    Write,
}

/// A run of `pyworker add`.
pub(super) struct Request {
    /// The directory in which the command runs.
    pub current: Utf8PathBuf,
    /// Where it takes place.
    pub scope: Scope,
    /// The Worker, as it was typed.
    pub path: Option<Utf8PathBuf>,
    /// The Worker's name, where there are several.
    pub worker: Option<String>,
    /// Where layers come from.
    pub catalog: Catalog,
    /// The layers.
    pub layers: Vec<Reference>,
    /// Answers from flags and a file.
    pub given: Given,
    /// What becomes of files that are in the way.
    pub choices: ClashChoices,
    /// What to do with the plan.
    pub mode: Mode,
    /// What is said about commands of layers.
    pub trust: TrustArguments,
    /// The words of this command, without consent to write.
    pub words: Vec<String>,
    /// The command that writes what this one shows.
    pub to_write: String,
}

impl Request {
    /// Converts the options.
    pub fn new(arguments: Arguments, session: &Session) -> Result<Self, Error> {
        let current = std::env::current_dir().map_err(AddError::NoCurrentDirectory)?;
        let current = Utf8PathBuf::from_path_buf(current).map_err(|path| {
            let error = format!("{} is not UTF-8", path.display());
            AddError::NoCurrentDirectory(std::io::Error::new(std::io::ErrorKind::InvalidData, error))
        })?;
        let words = words(&arguments);
        let to_write = to_write(&words, &arguments.trust);
        let catalog = catalogs::open(&current, arguments.offline, session)?;
        let (names, path) = names_and_path(&current, arguments.names, &catalog);
        if let (true, Some(path)) = (names.is_empty(), &path) {
            return Err(AddError::NoLayer { path: path.to_string() }.into());
        }
        let layers = names.iter().map(|name| catalogs::reference(name)).collect::<Result<_, _>>()?;
        let scope = Scope::of(&current, path.as_slice()).map_err(AddError::from)?;
        let mut given = Given::default();
        // The last one typed counts, as with other flags.
        for (name, value) in arguments.set.into_iter().rev() {
            given.add(name, GivenAnswer::Text(value), Answered::Flag);
        }
        if let Some(path) = &arguments.answers {
            answers_file::add(path, &mut given)?;
        }
        // A diff that goes into a pipe is wanted as it is, whoever sits at the terminal.
        let can_ask = session.can_ask() && session.terminal.stdout && !session.printer.is_json();
        let mode = match (arguments.yes, arguments.dry_run) {
            (true, _) => Mode::Write,
            (false, false) if can_ask => Mode::Ask,
            (false, _) => Mode::DryRun,
        };
        Ok(Self {
            current,
            scope,
            path,
            worker: arguments.worker,
            catalog,
            layers,
            given,
            choices: ClashChoices { all: arguments.on_conflict.map(Into::into), ..ClashChoices::default() },
            mode,
            trust: arguments.trust,
            words,
            to_write,
        })
    }
}

/// What is named last is the Worker if it exists and is no layer; `./kv` always is.
fn names_and_path(current: &Utf8Path, mut names: Vec<String>, catalog: &Catalog) -> (Vec<String>, Option<Utf8PathBuf>) {
    let is_path = |name: &str| {
        let is_written_so = name.starts_with(['.', '/']) || name.ends_with('/');
        // A layer may be named by its place, too.
        if current.join(name).join(crate::template::MANIFEST).is_file() {
            return false;
        }
        let is_layer = || {
            let layers = catalog.entries(Kind::Feature).unwrap_or_default();
            name.parse::<Reference>().is_ok_and(|reference| {
                reference.catalog.is_none() && layers.iter().any(|entry| entry.id == reference.id)
            })
        };
        is_written_so || current.join(name).exists() && !is_layer()
    };
    match names.pop_if(|name| is_path(name)) {
        Some(path) => (names, Some(path.into())),
        None => (names, None),
    }
}

/// The same command with --yes, to be pasted into a shell.
fn to_write(words: &[String], trust: &TrustArguments) -> String {
    let mut words = words.to_vec();
    words.extend(trust.words());
    words.push("--yes".to_owned());
    shell_line(&words)
}

/// The same command without consent.
fn words(arguments: &Arguments) -> Vec<String> {
    let mut words: Vec<String> = vec!["pyworker".into(), "add".into()];
    words.extend(arguments.names.iter().cloned());
    if let Some(worker) = &arguments.worker {
        words.extend(["--worker".to_owned(), worker.clone()]);
    }
    for (name, value) in &arguments.set {
        words.extend(["--set".to_owned(), format!("{name}={value}")]);
    }
    if let Some(file) = &arguments.answers {
        words.extend(["--answers".to_owned(), file.to_string()]);
    }
    if arguments.offline {
        words.push("--offline".to_owned());
    }
    if let Some(choice) = arguments.on_conflict {
        let name = match choice {
            super::OnConflict::Keep => "keep",
            super::OnConflict::Take => "take",
            super::OnConflict::Merge => "merge",
        };
        words.extend(["--on-conflict".to_owned(), name.to_owned()]);
    }
    words
}
