//! `pyworker codemod new|test`: the codemods of a team.
//! Border: clap types; the work is in one file for each subcommand.
mod document;
mod new;
mod test;

pub(super) use test::{of_folder as test_folder, shown_indented};

use clap::{Args, Subcommand};

use super::{Error, Exit, Session};

/// Write and test codemods of your own
///
/// A codemod is a folder with a rule.toml (what to look for and what becomes of it), a page and cases; no code is
/// executed. `pyworker migrate` runs those of --codemods and those that pyworker.toml names.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    New(new::Arguments),
    Test(test::Arguments),
}

impl Arguments {
    pub(super) fn run(self, session: &mut Session) -> Result<Exit, Error> {
        match self.command {
            Command::New(arguments) => arguments.run(session),
            Command::Test(arguments) => arguments.run(session),
        }
    }
}
