//! What a run of `pyworker update` is to do.
//! Border: all doubt about options ends here; nothing is read.
use camino::Utf8PathBuf;

use super::Arguments;
use crate::cli::Session;
use crate::cli::trust::TrustArguments;
use crate::template::{Answered, Given, GivenAnswer};
use crate::update::Wanted;

/// What to do with the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// Show it and ask.
    Ask,
    /// Show the diff.
    DryRun,
    /// Write it.
    Write,
}

/// Whether files may be written that git does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dirty {
    /// They may not.
    Refuse,
    /// They may.
    Allow,
}

/// A run of `pyworker update`.
#[derive(Debug, Clone)]
pub(super) struct Request {
    /// The project, as it was typed.
    pub directory: Utf8PathBuf,
    /// The versions that are wanted.
    pub wanted: Vec<Wanted>,
    /// The answers of flags.
    pub given: Given,
    /// What to do with the plan.
    pub mode: Mode,
    /// About files that git does not have.
    pub dirty: Dirty,
    /// Whether nothing may be fetched.
    pub offline: bool,
    /// What is said about commands of templates.
    pub trust: TrustArguments,
    /// The words of this command, without consent to write.
    pub words: Vec<String>,
    /// The command that writes what this one shows.
    pub to_write: String,
}

impl Request {
    /// Converts the arguments.
    pub(super) fn new(arguments: Arguments, session: &Session) -> Self {
        let (to_write, words) = (arguments.to_write(), arguments.words());
        let mut given = Given::default();
        // The last one typed counts, as with other flags.
        for (name, value) in arguments.set.into_iter().rev() {
            given.add(name, GivenAnswer::Text(value), Answered::Flag);
        }
        // A diff that goes into a pipe is wanted as it is, whoever sits at the terminal.
        let can_ask = session.can_ask() && !session.printer.is_json() && session.terminal.stdout;
        let mode = match (arguments.dry_run, arguments.yes) {
            (true, _) => Mode::DryRun,
            (false, true) => Mode::Write,
            (false, false) if can_ask => Mode::Ask,
            (false, false) => Mode::DryRun,
        };
        Self {
            directory: arguments.directory.unwrap_or_else(|| Utf8PathBuf::from(".")),
            wanted: arguments.to,
            given,
            mode,
            dirty: if arguments.allow_dirty { Dirty::Allow } else { Dirty::Refuse },
            offline: arguments.offline,
            trust: arguments.trust,
            words,
            to_write,
        }
    }
}
