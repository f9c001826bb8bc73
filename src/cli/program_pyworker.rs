//! The `pyworker` program: its commands.
//! Border: one line per command; each command has a file of its own.
use clap::{CommandFactory, Parser, Subcommand};

use super::frame::Program;
use super::global::GlobalArguments;
use super::{
    Error, Exit, Session, add, catalog, check, codemod, completions, create, explain, inspect, manual, migrate, undo,
    update,
};

/// Create Cloudflare Python Workers from composable templates, and bring old ones up to date
#[derive(Debug, Parser)]
#[command(name = "pyworker", version, arg_required_else_help = true)]
pub(super) struct Arguments {
    #[command(flatten)]
    global: GlobalArguments,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Create a new project; the same as `create-pyworker`
    New(Box<create::CreateArguments>),
    Add(Box<add::Arguments>),
    Inspect(inspect::Arguments),
    Migrate(Box<migrate::Arguments>),
    Update(update::Arguments),
    Check(check::Arguments),
    Undo(undo::Arguments),
    Explain(explain::Arguments),
    Codemod(codemod::Arguments),
    Catalog(catalog::Arguments),
    /// Print a completion script for a shell
    Completions(completions::Arguments),
    /// Print the manual page, in the format of man(7)
    Man(manual::Arguments),
}

impl Program for Arguments {
    fn global(&self) -> &GlobalArguments {
        &self.global
    }

    fn run(self, session: &mut Session) -> Result<Exit, Error> {
        match self.command {
            Command::New(arguments) => arguments.run("pyworker new", session),
            Command::Add(arguments) => arguments.run(session),
            Command::Inspect(arguments) => arguments.run(session),
            Command::Migrate(arguments) => arguments.run(session),
            Command::Update(arguments) => arguments.run(session),
            Command::Check(arguments) => arguments.run(session),
            Command::Undo(arguments) => arguments.run(session),
            Command::Explain(arguments) => arguments.run(session),
            Command::Codemod(arguments) => arguments.run(session),
            Command::Catalog(arguments) => arguments.run(session),
            Command::Completions(arguments) => arguments.run(Self::command(), session),
            Command::Man(arguments) => arguments.run(Self::command(), session),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_fit_together() {
        Arguments::command().debug_assert();
    }
}
