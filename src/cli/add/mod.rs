//! `pyworker add LAYER… [PATH]`: the options and what they ask for.
//! Border: clap types, converted once into a `Request`; the steps are in `run`.

mod document;
mod error;
mod interactive;
mod planner;
mod request;
mod run;
mod target;

pub use error::AddError;

use camino::Utf8PathBuf;
use clap::{Args, ValueEnum};

use super::trust::TrustArguments;
use super::{Error, Exit, Session};
use crate::compose::ClashChoice;

/// Lay layers over a Worker that is there
///
/// Works on any Python Worker: made by this tool or another one, or written by hand. Shows what would change, as a diff
/// that `git apply` takes. On a terminal it asks what to do with it; anywhere else nothing is written without --yes.
#[derive(Debug, Args)]
#[command(after_help = "Exit codes: 0 nothing to do, or done; 1 changes wanted, or something left to do by \
                  hand; 2 bad input, or files that are in the way; \
    4 a source or a command that is not trusted; 130 interrupted.")]
pub(super) struct Arguments {
    /// The layers (see `create-pyworker --list`), and last the Worker: its directory, configuration or entry module
    #[arg(value_name = "LAYER", required = true)]
    names: Vec<String>,

    /// Write the changes without asking (undo them with `pyworker undo`)
    #[arg(short, long)]
    yes: bool,
    /// Only show what would change, also on a terminal
    #[arg(long, conflicts_with = "yes")]
    dry_run: bool,
    /// The Worker's name, where there are several
    #[arg(long, value_name = "NAME")]
    worker: Option<String>,
    /// Answer one of the layers' questions; can be given many times
    #[arg(long, value_name = "QUESTION=ANSWER", value_parser = super::create::pair)]
    set: Vec<(String, String)>,
    /// Take answers from a TOML file
    #[arg(long, value_name = "FILE")]
    answers: Option<Utf8PathBuf>,
    /// Fetch nothing; use what was fetched last
    #[arg(long)]
    offline: bool,
    /// What becomes of files that are there already with other content
    #[arg(long, value_enum, value_name = "CHOICE")]
    on_conflict: Option<OnConflict>,
    #[command(flatten)]
    trust: TrustArguments,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum OnConflict {
    /// Yours stay
    Keep,
    /// The layer's take their place
    Take,
    /// Both are put together, and what differs is marked
    Merge,
}

impl From<OnConflict> for ClashChoice {
    fn from(choice: OnConflict) -> Self {
        match choice {
            OnConflict::Keep => Self::Keep,
            OnConflict::Take => Self::Take,
            OnConflict::Merge => Self::Merge,
        }
    }
}

impl Arguments {
    pub(super) fn run(self, session: &mut Session) -> Result<Exit, Error> {
        let request = request::Request::new(self, session)?;
        run::run(request, session)
    }
}
